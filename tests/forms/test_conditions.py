"""Conditions: what they mean, and what is said of one that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.engine.answers import NOT_KNOWN
from forms.engine.conditions import ConditionError, parse_condition

FACTS = {
    "whereabouts": "known",
    "at_risk": "no",
    "row": {"outcome": "couldnt", "comments": "locked"},
    "kinds": {"chosen": ["a", "b"], "other": ""},
    "flag": True,
    "unsure": NOT_KNOWN,
    "blank": "",
    "weeks": 20,
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("whereabouts = known", True),
        ("whereabouts = 'known'", True),
        ('whereabouts != "known"', False),
        ("missing != known", True),
        ("missing = known", False),
        ("whereabouts in (unknown, known)", True),
        ("whereabouts not in (unknown, uncertain)", True),
        ("not whereabouts = known", False),
        ("not (whereabouts = known and at_risk = yes)", True),
        ("at_risk = yes or whereabouts = known and at_risk = no", True),
        ("(at_risk = yes or whereabouts = known) and at_risk = yes", False),
        ("answered(at_risk) and not answered(blank) and not answered(missing)", True),
        ("answered(unsure) and unsure = not_known", True),
        ("row = couldnt", True),
        ("kinds = a and kinds = b and not (kinds = c)", True),
        ("flag = yes", True),
        ("weeks = 20", True),
        ("weeks > 19", True),
        ("weeks > 20", False),
        ("weeks >= 20", True),
        ("weeks >= 20.5", False),
        ("weeks < 21", True),
        ("weeks < 20", False),
        ("weeks <= 20", True),
        ("weeks <= 19", False),
        ("flag > 0", False),
        ("whereabouts < 1 or whereabouts >= 1", False),
        ("missing < 1 or missing >= 1", False),
        ("unsure < 1 or unsure >= 1", False),
        ("blank = ''", False),
    ],
)
def test_meaning(text: str, holds: bool) -> None:
    """`and` binds before `or`; a blank equals nothing; "not known" is a word of its own. What is no number is
    neither more nor less than one."""
    assert parse_condition(text).holds(FACTS) is holds


def test_it_knows_which_facts_it_asks_about() -> None:
    """Each once, in order, so that a definition can be checked."""
    assert parse_condition("b = x and (answered(a) or not (b = y)) and c in (1)").names == ("b", "a", "c")


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("", "The condition is empty", "Write one"),
        ("whereabouts", "'whereabouts' is not tested for anything", "whereabouts = yes"),
        ("a = ", "A value is missing", "Write a word"),
        ("a == b", "A value is missing", "Write a word"),
        ("a = b c = d", "'c' stands where 'and' or 'or' should be", "Join two tests"),
        ("(a = b", "There should be a ')' before the end", "Put in the ')'"),
        ("a in known", "There should be a '(' before 'known'", "Put in the '('"),
        ("a & 3", "'&' has no meaning in a condition", "Use = != <"),
        ("a > b", "A number is missing", "Write a number"),
        ("a = 'x", "''' has no meaning in a condition", "in pairs"),
        ("and = b", "There should be the name of a field before 'and'", "name = value"),
        ("(" * 60 + "a = b" + ")" * 60, "The condition is nested too deeply", "simpler"),
    ],
)
def test_what_cannot_be_read_is_explained(text: str, message: str, remedy: str) -> None:
    """The error says what is wrong and how to put it right."""
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert caught.value.message == message
    assert remedy in caught.value.remedy


@given(st.text(alphabet="ab=!()', inoradt\n", max_size=60) | st.text(max_size=60))
def test_any_text_is_a_condition_or_an_explained_error(text: str) -> None:
    """Nothing but a ConditionError is ever raised, and what parses can be evaluated."""
    try:
        condition = parse_condition(text)
    except ConditionError:
        return
    assert condition.holds(FACTS) in (True, False)
    assert condition.holds({}) in (True, False)


names = st.sampled_from(["a", "b", "c"])
tests = st.builds(
    "{} {} {}".format, names, st.sampled_from(["=", "!="]), st.sampled_from(["x", "y", "'z w'"])
)
expressions = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=8,
)
facts = st.dictionaries(names, st.sampled_from(["x", "y", "z w", "", None]))


@given(expressions, facts)
def test_it_means_what_python_means(text: str, known: dict[str, object]) -> None:
    """The tree agrees with Python's own `and`, `or` and `not` on the same tests."""
    import re

    def judge(found: re.Match[str]) -> str:
        name, sign, value = found.groups()
        same = (known.get(name) or None) == value.strip("'")
        return str(same if sign == "=" else not same)

    python = re.sub(r"\b([abc]) (=|!=) (x|y|'z w')", judge, text)
    assert parse_condition(text).holds(known) is eval(python)
