"""Conditions in three values, against every way in which the open facts could be answered."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.engine.answers import NOT_KNOWN
from forms.engine.conditions import parse_condition
from forms.engine.three_values import Between, Unsettled, open_facts, truth

UNCERTAIN = Unsettled(("uncertain", "unknown"), ("known",))


@pytest.mark.parametrize(
    ("text", "facts", "holds", "asks"),
    [
        ("a = yes", {}, None, ("a",)),
        ("a = yes", {"a": None}, None, ("a",)),
        ("a = yes", {"a": NOT_KNOWN}, None, ("a",)),
        ("a = yes", {"a": {"outcome": ""}}, None, ("a",)),
        ("a in (yes, not_known)", {"a": NOT_KNOWN}, True, ()),
        ("a in (yes, not_known)", {}, None, ("a",)),
        ("not (a in (yes, not_known))", {"a": NOT_KNOWN}, False, ()),
        ("a = no", {"a": NOT_KNOWN}, None, ("a",)),
        ("a != no", {"a": "yes"}, True, ()),
        ("a = yes and b = yes", {"a": "no"}, False, ()),
        ("a = yes and b = yes", {"a": "yes"}, None, ("b",)),
        ("a = yes or b = yes", {"a": "yes"}, True, ()),
        ("a = yes or b = yes", {"a": "no"}, None, ("b",)),
        ("a = yes or b = yes", {}, None, ("a", "b")),
        ("age < 13", {}, None, ("age",)),
        ("age < 13", {"age": NOT_KNOWN}, None, ("age",)),
        ("age < 13", {"age": 12}, True, ()),
        ("n > 3", {"n": Between(1, 3)}, False, ()),
        ("n >= 3", {"n": Between(1, 3)}, None, ("n",)),
        ("n >= 3", {"n": Between(3, 4)}, True, ()),
        ("n >= 2 and n < 3", {"n": Between(1, 4)}, None, ("n",)),
        ("n = 2", {"n": Between(1, 4)}, None, ("n",)),
        ("n = 5", {"n": Between(1, 4)}, False, ()),
        ("answered(a)", {}, False, ()),
        ("answered(a)", {"a": NOT_KNOWN}, False, ()),
        ("answered(w)", {"w": UNCERTAIN}, True, ()),
        ("answered(w)", {"w": Unsettled(("unknown",), ("known",), answered=False)}, False, ()),
        ("w = unknown", {"w": UNCERTAIN}, True, ()),
        ("w = uncertain", {"w": UNCERTAIN}, True, ()),
        ("w = known", {"w": UNCERTAIN}, None, ("w",)),
        ("w = found", {"w": UNCERTAIN}, False, ()),
        ("w != found", {"w": UNCERTAIN}, True, ()),
    ],
)
def test_true_false_or_open(
    text: str, facts: dict[str, object], holds: bool | None, asks: tuple[str, ...]
) -> None:
    """What holds, what does not, and what would settle the rest."""
    condition = parse_condition(text)
    assert truth(condition, facts) is holds
    assert open_facts(condition, facts) == asks


def test_without_a_condition_it_holds() -> None:
    """None is always."""
    assert truth(None, {}) is True
    assert open_facts(None, {}) == ()


NAMES = ("a", "b", "c")
leaves = st.builds(lambda n, w: f"{n} = {w}", st.sampled_from(NAMES), st.sampled_from(("yes", "no")))
texts = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda x: f"not ({x})", inner),
        st.builds(lambda x, y: f"({x} and {y})", inner, inner),
        st.builds(lambda x, y: f"({x} or {y})", inner, inner),
    ),
    max_leaves=6,
)
known = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["yes", "no", NOT_KNOWN]), max_size=3)


@given(text=texts, facts=known)
def test_a_condition_is_settled_only_where_no_answer_could_change_it(
    text: str, facts: dict[str, object]
) -> None:
    """True or false: then it is so with the open facts answered in every way."""
    condition = parse_condition(text)
    said = truth(condition, facts)
    open_names = [name for name in NAMES if facts.get(name) in (None, NOT_KNOWN)]
    ways = {
        condition.holds({**facts, **dict(zip(open_names, answers, strict=True))})
        for answers in product(("yes", "no"), repeat=len(open_names))
    }
    if said is not None:
        assert ways == {said}
    else:
        assert set(open_facts(condition, facts)) <= set(open_names)
