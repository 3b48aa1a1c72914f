"""What a form asks, works out and says, given the answers: groups, tables in tables, piped labels."""

from __future__ import annotations

from forms.engine.answers import NOT_KNOWN
from forms.engine.asking import Asking
from forms.engine.completeness import completeness
from forms.engine.messages import CONSTRAINT, REQUIRED
from tests.support.wide_form import NOW, Told, form


def asking(told: Told) -> Asking:
    return Asking(form(), told, NOW)


def asked(told: Told) -> list[str]:
    now = asking(told)
    return [field.name for field in now.form.fields() if now.asks(field)]


ALWAYS = ["hello", "who", "goes", "money", "twice", "where"]


def test_a_group_is_asked_while_its_condition_holds() -> None:
    """And what stands in it, with the conditions of all groups around it."""
    assert asked(Told(year=5)) == ALWAYS
    assert asked(Told(goes="yes", year=2)) == [*ALWAYS[:3], "year", *ALWAYS[3:]]
    assert asked(Told(goes="yes", year=5)) == [*ALWAYS[:3], "year", "Учитель", *ALWAYS[3:]]


def test_an_answer_that_is_not_asked_counts_as_blank() -> None:
    """`year` says 5, but nobody asks it: nothing may rest on it."""
    now = asking(Told(goes="no", year=5))
    assert now.value("year") is None
    assert asking(Told(goes="yes", year=5)).value("year") == 5


def test_not_known_opens_no_group() -> None:
    """It is no "yes"; and nothing is equal to it."""
    assert asked(Told(goes=NOT_KNOWN, year=5)) == ALWAYS


def test_a_section_is_asked_while_its_condition_holds() -> None:
    """By a value that is worked out."""
    assert asked(Told(money=5)) == ALWAYS
    assert asked(Told(money=5.5)) == [*ALWAYS, "visits", "all"]


def test_cells_see_their_row_the_rows_around_it_and_the_form() -> None:
    """In a table of a table too."""
    rows = {"visits": ["a", "b"], "visits/a/people": ["p"], "visits/b/people": ["p"]}
    told = Told(rows, money=9, visits__a__long=90, visits__b__long=3)
    told.told |= {"visits/a/people/p/name": "Ann", "visits/b/people/p/name": "Bo"}
    now = asking(told)
    why = now.form.field("visits.why")
    assert [now.asks(why, f"visits/{row}/why") for row in "ab"] == [True, False]
    friend = now.form.field("visits.people.friend")
    paths = [f"visits/{row}/people/p/friend" for row in "ab"]
    assert [now.asks(friend, path) for path in paths] == [True, False]
    assert now.said(friend, paths[0]).label == "Friend of Ann for 90 minutes"
    assert now.worked_out(now.form.field("all")) == 95.0


def test_labels_speak_of_answers() -> None:
    """A blank is three dots."""
    now = asking(Told(who="Sam"))
    assert now.said(now.form.field("goes")).label == "Does Sam go to school?"
    assert asking(Told()).said(now.form.field("hello")).label == "Say what you know of …."


def test_a_constraint_and_a_missing_answer_are_words_beside_it() -> None:
    """Those of the form; ours where it has none. "Not known" breaks nothing."""
    now = asking(Told(who="Sam"))
    year, teacher, who = (now.form.field(name) for name in ("year", "Учитель", "who"))
    assert now.warns(year, "year", 20) == "Years are 1 to 13."
    assert now.warns(year, "year", "about 20") == "Years are 1 to 13."
    assert [now.warns(year, "year", value) for value in (5, "", NOT_KNOWN)] == ["", "", ""]
    assert (now.wanting(teacher, "Учитель"), now.wanting(who, "who")) == ("Who teaches Sam?", REQUIRED)
    assert now.wanting(year, "year") == ""
    assert CONSTRAINT


def test_choices_are_filtered() -> None:
    """By a key of theirs, and by their name."""
    now = asking(Told(goes="yes"))
    where = now.form.field("where")
    assert [c.name for c in now.choices(where, "where")] == ["A+", "9"]
    assert [c.name for c in asking(Told()).choices(where, "where")] == ["9"]


def test_how_many_rows_are_expected() -> None:
    """A whole number, or nobody can say."""
    for money, rows in ((6, 6), (7.9, 7), ("", None), (NOT_KNOWN, None), (-2, None)):
        now = asking(Told(money=money))
        assert now.expected_rows(now.form.field("visits"), "visits") == rows


def test_what_nobody_can_answer_is_not_counted() -> None:
    """Notes and sums; nor what is not asked."""
    found = completeness(form(), Told(who="Sam", money=1), now=NOW)
    assert [(s.name, s.answered, s.total) for s in found.sections] == [("one", 2, 4), ("two", 0, 0)]
    rows = {"visits": ["a"], "visits/a/people": ["p"]}
    told = Told(rows, money=9)
    told.told["visits/a/people/p/name"] = "Ann"
    assert [(s.answered, s.total) for s in completeness(form(), told, now=NOW).sections] == [(1, 4), (1, 1)]
