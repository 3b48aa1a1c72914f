"""Conditions in three values: true, false, or open.

A condition is open while facts that nobody answered could still make it true or false. "Not known" is such
a fact too, with one difference: a condition may name the word (`at_risk in (yes, not_known)`), and then
a person who was asked and is not sure makes it true. Nothing here reads an unanswered fact as "no".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from forms.engine.answers import is_blank, is_not_known
from forms.engine.conditions import Condition, Tree, compares, fact_words

Truth = bool | None  # None: open


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A fact that counts as each word of `sure`, and may still turn out to be one of `may`."""

    sure: tuple[str, ...]
    may: tuple[str, ...]
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Between:
    """A number of which only the least and the most are known, and what would settle it."""

    least: float
    most: float
    settled_by: tuple[str, ...] = ()


def truth(condition: Condition | None, facts: Mapping[str, object]) -> Truth:
    """Whether it holds; None while it is open. No condition always holds."""
    return True if condition is None else _truth(condition.tree, facts)


def open_facts(condition: Condition | None, facts: Mapping[str, object]) -> tuple[str, ...]:
    """The facts that would settle an open condition, each once, in its order."""
    return () if condition is None else tuple(dict.fromkeys(_open(condition.tree, facts)))


def both(*truths: Truth) -> Truth:
    """All of them."""
    return False if False in truths else None if None in truths else True


def _either(a: Truth, b: Truth) -> Truth:
    return True if True in (a, b) else None if None in (a, b) else False


def _truth(tree: Tree, facts: Mapping[str, object]) -> Truth:
    match tree:
        case ("or", a, b):
            return _either(_truth(cast(Tree, a), facts), _truth(cast(Tree, b), facts))
        case ("and", a, b):
            return both(_truth(cast(Tree, a), facts), _truth(cast(Tree, b), facts))
        case ("not", a):
            inner = _truth(cast(Tree, a), facts)
            return None if inner is None else not inner
        case ("answered", name):
            return _is_answered(facts.get(cast(str, name)))
        case ("in", name, words):
            return _is_one_of(facts.get(cast(str, name)), cast(tuple[str, ...], words))
        case ("than", sign, name, number):
            return _is_than(facts.get(cast(str, name)), cast(str, sign), cast(float, number))
    raise AssertionError(f"not a condition: {tree!r}")


def _is_than(value: object, sign: str, number: float) -> Truth:
    if isinstance(value, Between):  # what holds at both ends holds between them
        least, most = (compares(sign, end, number) for end in (value.least, value.most))
        return least if least == most else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return compares(sign, value, number)


def _is_answered(value: object) -> bool:
    """Something was written; "not known" is no such thing."""
    return value.answered if isinstance(value, Unsettled) else not (is_blank(value) or is_not_known(value))


def _is_one_of(value: object, words: tuple[str, ...]) -> Truth:
    if isinstance(value, Unsettled):
        if any(word in value.sure for word in words):
            return True
        return None if any(word in value.may for word in words) else False
    if isinstance(value, Between):
        numbers = [float(word) for word in words if word.isdecimal()]
        return None if any(value.least <= number <= value.most for number in numbers) else False
    have = fact_words(value)
    if any(word in have for word in words):
        return True
    return None if not have or is_not_known(value) else False


def _open(tree: Tree, facts: Mapping[str, object]) -> Iterator[str]:
    if _truth(tree, facts) is not None:
        return
    match tree:
        case ("in", name, _) | ("than", _, name, _):
            yield cast(str, name)
        case (_, *parts):
            for part in parts:
                yield from _open(cast(Tree, part), facts)
