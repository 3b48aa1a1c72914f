"""A small workbook for each kind of XLSForm on which the first import lost something, stopped, or wrongly
refused."""

from __future__ import annotations

from pathlib import Path

from tests.forms.workbooks import YES_NO, brought, holds, made, whole

WHO = {"type": "text", "name": "who", "label": "Who?"}


def test_labels_in_named_languages_only(tmp_path: Path) -> None:
    """The one that is English comes first, the other stands beside it; a choice without words shows its
    name."""
    survey = [
        {"type": "select_one yn", "name": "a", "label::Polski (pl)": "Tak?", "label::English (en)": "Yes?"}
    ]
    choices = [
        {"list_name": "yn", "name": "yes", "label::Polski (pl)": "Tak", "label::English (en)": "Yes"},
        {"list_name": "yn", "name": "no", "label::Polski (pl)": "", "label::English (en)": ""},
    ]
    form = whole(made(tmp_path / "a.xlsx", survey, choices))
    field = form.field("a")
    assert (form.languages, field.label, field.labels) == (
        ("Polski (pl)",),
        "Yes?",
        (("Polski (pl)", "Tak?"),),
    )
    assert [(c.name, c.label) for c in field.choices] == [("yes", "Yes"), ("no", "no")]


def test_value_for_name_and_aliases_of_headers(tmp_path: Path) -> None:
    """What pyxform calls by another word is the same thing: `Relevance`, `caption`, `value`, `Hint `."""
    survey = [
        {"Type": "select one yn", "Name": "seen", "caption": "Seen?", "Relevance": "", "Hint ": ""},
        {
            "Type": "text",
            "Name": "where",
            "caption": "Where?",
            "Relevance": "${seen} = 'yes'",
            "Hint ": "A street.",
        },
    ]
    form = whole(made(tmp_path / "a.xlsx", survey, [{"list name": "yn", "value": "yes", "caption": "Yes"}]))
    field = form.field("where")
    assert field.hint == "A street."
    assert field.relevant is not None
    assert field.relevant.text == "${seen} = 'yes'"


def test_groups_repeats_and_notes_keep_their_place(tmp_path: Path) -> None:
    """Conditions of groups, a note, a group in a repeat, what comes after it, a repeat in it, a question
    after all."""
    survey = [
        {"type": "begin group", "name": "one", "label": "One", "relevant": "${who} != ''"},
        {"type": "note", "name": "n", "label": "Read this."},
        {"type": "begin group", "name": "two", "label": "Two", "relevant": "${who} = 'x'"},
        {"type": "text", "name": "t", "label": "T"},
        {"type": "end group"},
        {"type": "begin_repeat", "name": "calls", "label": "Calls"},
        {"type": "begin group", "name": "three", "label": "Three"},
        {"type": "text", "name": "a", "label": "A"},
        {"type": "end group"},
        {"type": "begin repeat", "name": "inner", "label": "Inner"},
        {"type": "text", "name": "b", "label": "B"},
        {"type": "end repeat"},
        {"type": "text", "name": "c", "label": "C"},
        {"type": "end_repeat"},
        {"type": "end group"},
        WHO,
    ]
    form = whole(made(tmp_path / "a.xlsx", survey))
    first, last = form.sections
    assert first.relevant is not None
    assert [(f.name, f.kind, f.within) for f in first.fields] == [
        ("n", "note", ""),
        ("t", "text", "two"),
        ("calls", "table", ""),
    ]
    assert [(c.name, c.within) for c in form.field("calls").columns] == [
        ("a", "three"),
        ("inner", ""),
        ("c", ""),
    ]
    assert [g.name for g in form.groups if g.relevant] == ["two"]
    assert [f.name for f in last.fields] == ["who"]


def test_what_a_question_says_of_its_answer(tmp_path: Path) -> None:
    """Required, constraint, default, read only, guidance, arithmetic, blanks, two answers, answers in
    words."""
    survey = [
        {"type": "integer", "name": "n", "label": "N", "required": "yes", "required_message": "Write it."},
        {"type": "decimal", "name": "d", "label": "D", "constraint": ". > 0 and . < ${n}", "default": "1.5"},
        {"type": "calculate", "name": "sum", "calculation": "${n} * 2 + ${d}"},
        {"type": "note", "name": "say", "label": "It is ${sum}.", "relevant": "${n} = ${d} or ${n} = ''"},
        {
            "type": "text",
            "name": "t",
            "label": "T",
            "read_only": "yes",
            "guidance_hint": "More.",
            "default": "x",
        },
    ]
    form = whole(made(tmp_path / "a.xlsx", survey))
    n, d, total, say, t = form.sections[0].fields
    assert (n.kind, n.required, n.required_message) == ("integer", True, "Write it.")
    assert d.constraint is not None
    assert (d.kind, d.default, d.constraint.text) == ("decimal", "1.5", ". > 0 and . < ${n}")
    assert total.calculation is not None
    assert total.calculation.text == "${n} * 2 + ${d}"
    assert say.relevant is not None
    assert (say.label, say.relevant.text) == ("It is ${sum}.", "${n} = ${d} or ${n} = ''")
    assert (t.read_only, t.guidance, t.default) == (True, "More.", "x")


def test_names_that_ours_cannot_be(tmp_path: Path) -> None:
    """Capitals and any script stand; `_1a`, `a-b` and a second of one name get one of ours, and keep theirs
    beside."""
    survey = [
        {"type": "text", "name": "Who", "label": "Who?"},
        {"type": "text", "name": "имя", "label": "Имя?"},
        {"type": "text", "name": "_1a", "label": "1?", "relevant": "${a-b} != ''"},
        {"type": "text", "name": "a-b", "label": "2?"},
        {"type": "begin group", "name": "g", "label": "G"},
        {"type": "text", "name": "Who", "label": "Again?"},
        {"type": "end group"},
    ]
    form = whole(made(tmp_path / "a.xlsx", survey))
    assert [(f.name, f.called) for f in form.fields()] == [
        ("Who", ""),
        ("имя", ""),
        ("q_1a", "_1a"),
        ("a_b", "a-b"),
        ("g_Who", "Who"),
    ]
    assert form.field("q_1a").relevant is not None
    assert form.field("q_1a").relevant.names == ("a_b",)  # type: ignore[union-attr]


def test_choices_keep_their_names(tmp_path: Path) -> None:
    """Numbers, capitals and signs, in the condition as in the list; those of a filter keep what it
    compares."""
    survey = [
        {"type": "select_one yn", "name": "seen", "label": "Seen?"},
        {"type": "select_multiple town", "name": "town", "label": "Town?", "choice_filter": "in = ${seen}"},
        {"type": "text", "name": "t", "label": "T", "relevant": "${seen} = 'Yes' or selected(${town}, '1')"},
    ]
    choices = [
        {"list_name": "yn", "name": "Yes", "label": "Yes"},
        {"list_name": "yn", "name": "A+", "label": "Plus"},
        {"list_name": "town", "name": "1", "label": "One", "in": "Yes"},
        {"list_name": "town", "name": "2", "label": "Two", "in": "A+"},
    ]
    form = whole(made(tmp_path / "a.xlsx", survey, choices))
    assert [c.name for c in form.field("seen").choices] == ["Yes", "A+"]
    assert [(c.name, c.keys) for c in form.field("town").choices] == [
        ("1", (("in", "Yes"),)),
        ("2", (("in", "A+"),)),
    ]
    assert holds(form.field("t").relevant, seen="Yes")
    assert not holds(form.field("t").relevant, seen="yes")


def test_a_list_of_several_compared_as_a_whole(tmp_path: Path) -> None:
    """In ODK `= 'a'` holds when a is chosen and nothing else; not when it is among others."""
    survey = [
        {"type": "select_multiple yn", "name": "s", "label": "S?"},
        {"type": "text", "name": "t", "label": "T", "relevant": "${s} = 'yes'"},
    ]
    when = whole(made(tmp_path / "a.xlsx", survey, YES_NO)).field("t").relevant
    assert holds(when, s=["yes"])
    assert not holds(when, s=["yes", "no"])


def test_or_other_is_a_choice_and_a_question(tmp_path: Path) -> None:
    """As pyxform writes it out."""
    form = whole(
        made(tmp_path / "a.xlsx", [{"type": "select_one yn or_other", "name": "a", "label": "A?"}], YES_NO)
    )
    assert [c.name for c in form.field("a").choices] == ["yes", "no", "other"]
    assert holds(form.field("a_other").relevant, a="other")
    assert not holds(form.field("a_other").relevant, a="yes")


def test_rows_that_odk_passes_over(tmp_path: Path) -> None:
    """Disabled rows, rows without a type, columns that no tool knows: not asked, and told."""
    survey = [
        WHO | {"disabled": "", "my remarks": "Ask Kim"},
        {"type": "text", "name": "old", "label": "Old?", "disabled": "yes"},
        {"hint": "Only a remark"},
        {"type": "start", "name": "begun"},
    ]
    came = brought(made(tmp_path / "a.xlsx", survey))
    assert came.form is not None
    assert [f.name for f in came.form.fields()] == ["who"]
    for told in ("my remarks", "it is disabled", "it has no type", "'start' is in the log"):
        assert told in came.said


def test_a_loop_asks_for_each_choice(tmp_path: Path) -> None:
    """Its questions once for each, with the choice in their words."""
    survey = [
        {"type": "begin loop over yn", "name": "each", "label": "Each"},
        {"type": "integer", "name": "count", "label": "How many %(label)s?"},
        {"type": "end loop"},
    ]
    form = whole(made(tmp_path / "a.xlsx", survey, YES_NO))
    assert [f.label for f in form.fields()] == ["How many Yes?", "How many No?"]
