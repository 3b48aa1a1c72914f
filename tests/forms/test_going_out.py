"""What goes out to XLSForm: names that clash, words that look like something else, what can't be held."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from forms.engine.definition import Form
from forms.engine.form_reader import read_form
from forms.engine.reader import Source
from forms.interchange import workbook
from forms.interchange.held import NotHeld
from forms.interchange.xlsform import unveiled, veiled, xlsform
from tests.support.wide_form import HEAD
from tests.support.wide_form import form as wide_form


def form(*fields: str, head: str = "") -> Form:
    section = '[[section]]\nname = "s"\nlabel = "S"\nshort = "S"\n'
    text = "\n".join([HEAD, head, section, *(f"[[section.field]]\n{one}" for one in fields)])
    source = Source("form.toml", text)
    made = read_form(source)
    assert source.errors == []
    return made


def row(made: Form, name: str) -> dict[str, str]:
    return next(row for row in xlsform(made).survey if row.get("name") == name)


def relevant(kind: str, said: str, more: str = "") -> str:
    """How a condition about `q`, of this kind, goes out."""
    asked = f'name = "q"\ntype = "{kind}"\nlabel = "Q"\n{more}'
    about = f'name = "r"\ntype = "text"\nlabel = "R"\nrelevant = {said}'
    return row(form(asked, about), "r")["relevant"]


CELL = 'name = "c"\ntype = "text"\nlabel = "C"'
CHOICE_CELL = 'name = "c"\ntype = "choice"\nlabel = "C"'
CHOICES = 'choices = [{ name = "a", label = "A" }, { name = "O\'Brien", label = "B" }]'


@pytest.mark.parametrize(
    ("kind", "said", "written"),
    [
        ("number", '"q = 5"', "(${q} = 5)"),
        ("number", '"q > 1234567"', "${q} > 1234567"),
        ("decimal", '"q < 0.00001"', "${q} < 0.00001"),
        ("number", '"q = 007"', "(false())"),
        ("date", '"q = 2026-05-31"', "(${q} = '2026-05-31')"),
        ("date", '"${q} < today()"', "decimal-date-time(${q}) < decimal-date-time(today())"),
        ("choice", '''"q = \\"O'Brien\\""''', """(selected(${q}, "O'Brien"))"""),
        ("choice", '"q = not_known"', "(false())"),
        ("choice", '"answered(q)"', "(${q} != '' or ${q_other} != '')"),
        ("text", '"q = a"', "(${q} = 'a')"),
        ("text", '"answered(q)"', "${q} != ''"),
        ("yes_no_comments", '"q = done"', "(selected(${q}, 'done'))"),
        ("time", '''"q = '22:40'"''', "(format-date-time(${q}, '%H:%M') = '22:40')"),
    ],
)
def test_a_condition_says_what_the_question_holds(kind: str, said: str, written: str) -> None:
    """A number as a number, a day as a day, a choice as one."""
    assert relevant(kind, said, CHOICES if kind == "choice" else "") == written


def test_a_column_is_called_by_its_table_too() -> None:
    """In the condition of another column as well."""
    column = "\n[[section.field.column]]\n"
    cells = (
        'name = "c"\ntype = "text"\nlabel = "C"',
        'name = "d"\ntype = "text"\nlabel = "D"\nrelevant = "answered(c)"',
    )
    made = form(f'name = "n"\ntype = "table"\nlabel = "N"{column}{column.join(cells)}')
    assert row(made, "n_d")["relevant"] == "${n_c} != ''"
    convert(xlsform=saved(made), validate=False)


def saved(made: Form) -> dict[str, list[dict[str, str]]]:
    sheets = xlsform(made).sheets()
    return {name: [{k: v for k, v in one.items() if v} for one in rows] for name, rows in sheets.items()}


def test_names_that_clash_stay_apart() -> None:
    """The words beside a choice and a question of that name; letters of another case; two lists."""
    made = form(
        f'name = "x"\ntype = "choice"\nlabel = "X"\n{CHOICES}',
        'name = "x_other"\ntype = "text"\nlabel = "O"',
        'name = "X"\ntype = "text"\nlabel = "big"',
        f'name = "n"\ntype = "table"\nlabel = "N"\n[[section.field.column]]\n{CHOICE_CELL}\n{CHOICES}',
        f'name = "n_c"\ntype = "choice"\nlabel = "NC"\n{CHOICES}',
        f'name = "yes_no"\ntype = "choice"\nlabel = "Y"\n{CHOICES}',
        'name = "data"\ntype = "text"\nlabel = "D"',
    )
    names = [one["name"].casefold() for one in xlsform(made).survey if one.get("name")]
    assert len(set(names)) == len(names)
    lists = {one["type"].split()[1] for one in xlsform(made).survey if one["type"].startswith("select_one")}
    assert len(lists) == 4
    yes_no = [one["name"] for one in xlsform(made).choices if one["list_name"] == "yes_no"]
    assert yes_no == ["yes", "no"]
    convert(xlsform=saved(made), validate=False)


def test_the_name_that_a_question_had_in_xlsform() -> None:
    """It has it again; two of one name each have their own where a condition speaks of one."""
    text = 'type = "text"\nlabel = "A"'
    assert row(form(f'name = "a_b"\ncalled = "a-b"\n{text}'), "a-b")["carer_name"] == "a_b"
    made = form(
        f'name = "who"\ncalled = "name"\n{text}',
        f'name = "whose"\ncalled = "name"\n{text}',
        f'name = "c"\n{text}\nrelevant = "${{whose}} != \'\'"',
    )
    assert row(made, "c")["relevant"] == "${whose} != ''"
    convert(xlsform=saved(made), validate=False)


def test_what_is_worked_out_and_has_words_is_shown_there() -> None:
    """XLSForm's calculate shows nothing: a note does."""
    made = form('name = "c"\ntype = "calculate"\nlabel = "Sum:"\ncalculation = "1 + 1"')
    assert row(made, "c_shown")["label"] == "Sum: ${c}"


def test_how_many_rows_are_expected_is_an_answer_there() -> None:
    """A sum is worked out in a row of its own."""
    table = f'type = "table"\nlabel = "N"\nrepeat_count = "{{}}"\n[[section.field.column]]\n{CELL}'
    asked = 'name = "n_count"\ntype = "number"\nlabel = "How many?"'
    assert row(form(asked, f'name = "n"\n{table.format("${n_count}")}'), "n")["repeat_count"] == "${n_count}"
    made = form(asked, f'name = "n"\n{table.format("${n_count} + 1")}')
    assert row(made, "n")["repeat_count"] == "${n_expected}"
    assert row(made, "n_expected")["calculation"] == "${n_count} + 1"


def test_a_section_without_questions_says_so() -> None:
    """A group has to hold something."""
    made = form()
    assert [one["type"] for one in xlsform(made).survey] == ["begin group", "note", "end group"]
    convert(xlsform=saved(made), validate=False)


@pytest.mark.parametrize(
    ("kind", "default", "written"),
    [
        ("date", "4 March 2012", "2012-03-04"),
        ("yes_no", "No", "no"),
        ("text", "a - b", "concat('a - b', '')"),
        ("text", "Plain words.", "Plain words."),
    ],
)
def test_a_first_answer_is_written_as_it_is_kept(kind: str, default: str, written: str) -> None:
    """Words that look like a sum stay words."""
    made = form(f'name = "q"\ntype = "{kind}"\nlabel = "Q"\ndefault = "{default}"')
    assert row(made, "q")["default"] == written


@pytest.mark.parametrize(
    ("label", "says"),
    [("a\\u0001b", "control character U+0001 at letter 2"), ("x" * 40_000, "40,000 letters")],
)
def test_what_a_workbook_cannot_hold_is_refused_by_name(label: str, says: str) -> None:
    """Nothing is cut, and nothing raises without words."""
    with pytest.raises(NotHeld, match="can't be written as a workbook") as caught:
        xlsform(form(f'name = "q"\ntype = "text"\nlabel = "{label}"'))
    assert "survey, q, label: " in str(caught.value)
    assert says in str(caught.value)


def test_all_that_a_form_can_hold_goes_out_to_a_file(tmp_path: Path) -> None:
    """pyxform takes the file, with both languages, guidance and the condition of a group."""
    made = wide_form()
    workbook.save(xlsform(made), tmp_path / "wide.xlsx")
    xform = str(convert(xlsform=tmp_path / "wide.xlsx", validate=False).xform)
    for said in ("Kto?", 'relevant=" /data/', "Years are 1 to 13.", "Who teaches", "Учитель"):
        assert said.replace("/data/", "/wide/" if "/wide/" in xform else "/data/") in xform, said


def test_our_own_columns_speak_of_no_question() -> None:
    """pyxform looks for names in every column."""
    for one in xlsform(wide_form()).survey:
        assert not [key for key, words in one.items() if key.startswith("carer_") and "${" in words]
    assert unveiled(veiled("a ${b} c")) == "a ${b} c"
