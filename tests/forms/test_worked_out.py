"""Expressions in XLSForm's words: what they come to, what is open, and what is said of a wrong one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.engine.answers import NOT_KNOWN
from forms.engine.conditions import ConditionError
from forms.engine.expressions import parse_formula
from forms.engine.worked_out import Value, truth_of, work_out, worth

ANSWERS: dict[str, object] = {
    "two": 2,
    "half": 0.5,
    "typed": "7",
    "who": "A friend",
    "same": "A friend",
    "kinds": {"chosen": ["a", "b"], "other": ""},
    "row": {"outcome": "done", "comments": "x"},
    "day": "2026-11-20",
    "later": "2026-12-01",
    "unsure": NOT_KNOWN,
    "blank": "",
}


@dataclass(frozen=True)
class Told:
    """Answers by name; of a table, its rows."""

    here: Value = ""

    @property
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 18, tzinfo=UTC)

    def one(self, name: str) -> Value:
        return worth(ANSWERS.get(name))

    def many(self, name: str) -> Sequence[Value]:
        return [3.0, 4.0, ""] if name == "cells" else []

    def key(self, name: str) -> Value:
        return {"region": "north"}.get(name, "")


def comes_to(text: str, here: Value = "") -> Value:
    return work_out(parse_formula(text).tree, Told(here))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3 - 4 div 2", 5.0),
        ("7 mod 2 + -1", 0.0),
        ("(1 + 2) * 3", 9.0),
        ("${two} + ${half} + ${typed}", 9.5),
        ("${two}-1", 1.0),
        ("${two} = 2 and ${typed} = 7", True),
        ("${who} = ${same}", True),
        ("${who} = 'A friend' and ${who} != \"a friend\"", True),
        ("${blank} = ''", True),
        ("${nobody} = '' and ${nobody} = ${blank}", True),
        ("${who} != ''", True),
        ("${blank} > 0 or ${blank} <= 0 or ${blank} = 0", False),
        ("${blank} != 0", True),
        ("selected(${kinds}, 'b') and not(selected(${kinds}, 'c'))", True),
        ("count-selected(${kinds})", 2.0),
        ("${row} = 'done'", True),
        ("${later} - ${day}", 11.0),
        ("${day} = today() and ${later} > today()", True),
        ("if(${two} > 1, 'many', 'few')", "many"),
        ("coalesce(${blank}, ${who})", "A friend"),
        ("concat(${who}, ' ', ${two})", "A friend 2"),
        ("int(7.9) + round(2.5) + round(2.345, 2)", 12.35),
        ("sum(${cells}) = 7 and sum(${nobody}) = 0", True),
        ("count(${cells}) + min(${cells}) + max(3, 9)", 15.0),
        ("string-length(${typed})", 1.0),
        ("regex(${typed}, '[0-9]+') and not(regex(${who}, '[0-9]+'))", True),
        (". >= 0 and . < ${two}", True),
        ("region = 'north'", True),
        ("1 div 0 > 5", True),
        ("boolean(${blank}) or false()", False),
        ("string(1234567.0) = '1234567'", True),
        # open, while a "not known" could still change it
        ("${unsure} = 'x'", None),
        ("${unsure} + 1", None),
        ("not(${unsure} = 'x')", None),
        ("${unsure} = 'x' and 1 = 2", False),
        ("${unsure} = 'x' or 1 = 1", True),
        ("if(${unsure} = 'x', 1, 2)", None),
    ],
)
def test_meaning(text: str, value: Value) -> None:
    """As XPath in ODK says, and open where "not known" is asked about."""
    found = comes_to(text, 1.0)
    assert found == (pytest.approx(value) if isinstance(value, float) else value)


def test_a_sum_with_a_blank_is_no_number() -> None:
    """Not nothing: a total that lacks a part must not look like one."""
    for text in ("${blank} + 1", "0 div 0", "1 mod 0", "number('x')"):
        assert math.isnan(float(str(comes_to(text))))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The expression is empty"),
        ("${a} = ", "A value is missing at the end"),
        ("${a} = )", "A value is missing before ')'"),
        ("(${a} = 1", "There should be a ')' before the end"),
        ("${a} ${b}", "'b' stands where a sign should be"),
        ("${a} = 'x", "''' has no meaning in an expression"),
        ("${a b}", "has no meaning in an expression"),
        ("pulldata('x', 'y', 'z', ${a})", "There is no function 'pulldata' here"),
        ("if(${a}, 1)", "if() is given 2 things"),
        ("sum(1)", "sum() looks at the rows of a table"),
        ("regex(${a}, '[')", "The pattern of regex() can't be read"),
        ("regex(${a}, ${b})", "The pattern of regex() is worked out"),
        ("(" * 50 + "1" + ")" * 50, "nested too deeply"),
        ("1 + " * 5000 + "1", "very long"),
    ],
)
def test_what_cannot_be_read_is_explained(text: str, message: str) -> None:
    """What is wrong, in words."""
    with pytest.raises(ConditionError) as caught:
        parse_formula(text)
    assert message in caught.value.message


words = st.text(alphabet="${}abn=!<>()+-*., '\"12divmodnor", max_size=40)


@given(words | st.text(max_size=40))
def test_any_text_is_an_expression_or_an_explained_error(text: str) -> None:
    """Nothing else is raised, and what parses comes to something that is true, false or open."""
    try:
        tree = parse_formula(text).tree
    except ConditionError:
        return
    assert truth_of(work_out(tree, Told())) in (True, False, None)


numbers = st.integers(-20, 20).map(str) | st.sampled_from(["${two}", "${half}", "2.5"])
sums = st.recursive(
    numbers,
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*"]), inner),
    max_leaves=6,
)


@given(sums, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), sums)
def test_it_reckons_as_python_does(a: str, sign: str, b: str) -> None:
    """Precedence and brackets too."""
    python = f"{a} {'==' if sign == '=' else sign} {b}".replace("${two}", "2").replace("${half}", "0.5")
    assert comes_to(f"{a} {sign} {b}") is eval(python)
