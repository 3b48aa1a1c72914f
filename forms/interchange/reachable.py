"""Conditions that can never hold, found by trying: every answer that the questions can have, in every
combination. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from math import prod

from forms.engine.definition import Field
from forms.engine.expressions import Formula, parts
from forms.engine.worked_out import Value, truth_of, work_out

MOST_TRIED = 4_000
#: what can be tried out by answers alone; any other function makes of them what nobody can list
_PLAIN = frozenset({"selected", "not", "true", "false", "count-selected", "boolean", "number", "int"})
_LISTED = ("choice", "several", "yes_no")
_TYPED = ("text", "long_text", "integer", "decimal", "number")
_ANY_WORDS = "any words"


def never_holds(formula: Formula, fields: Mapping[str, Field]) -> bool:
    """Whether no answers make it true. False too where there are too many, or it asks what can't be
    listed."""
    if any(part[0] == "call" and part[1] not in _PLAIN for part in parts(formula.tree)):
        return False
    asked = [fields.get(name) for name in formula.names]
    if any(one is None or one.kind not in (*_LISTED, *_TYPED) for one in asked):
        return False
    answers = {one.name: _answers(one, formula) for one in asked if one is not None}
    if prod(map(len, answers.values())) > MOST_TRIED:
        return False
    tried = (dict(zip(answers, given, strict=True)) for given in product(*answers.values()))
    return not any(truth_of(work_out(formula.tree, _Answers(given))) for given in tried)


def strange_words(
    formula: Formula, fields: Mapping[str, Field]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each choice that it compares an answer with and that is none: the question, the word, the choices."""
    for part in parts(formula.tree):
        pair: Sequence[object] = ()
        if part[0] == "op" and part[1] in ("=", "!="):
            pair = part[2:4]
        elif part[0] == "call" and part[1] == "selected" and isinstance(part[2], tuple):
            pair = part[2]
        for one, other in (pair, pair[::-1]) if len(pair) == 2 else ():
            if not (
                isinstance(one, tuple) and isinstance(other, tuple) and one[0] == "ref" and other[0] == "text"
            ):
                continue
            asked = fields.get(str(one[1]))
            if asked is not None and asked.kind in ("choice", "several"):
                names = tuple(choice.name for choice in asked.choices)
                if other[1] and str(other[1]) not in names:
                    yield str(one[1]), str(other[1]), names


def _answers(asked: Field, formula: Formula) -> list[Value]:
    """What can stand there, a blank among it: of what is typed, what the formula compares with, and its
    neighbours."""
    if asked.kind == "yes_no":
        return ["", "yes", "no"]
    names: list[Value] = [choice.name for choice in asked.choices]
    if asked.kind == "choice":
        return ["", *names]
    if asked.kind == "several":
        return ["", *names, " ".join(map(str, names))]
    found: list[Value] = ["", _ANY_WORDS if asked.kind in ("text", "long_text") else 0.0]
    for part in parts(formula.tree):
        if part[0] == "text":
            found.append(str(part[1]))
        elif part[0] == "num" and isinstance(part[1], float):
            found += [part[1] - 1, part[1] - 0.5, part[1], part[1] + 0.5, part[1] + 1]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Answers:
    """One set of answers, as an expression asks for them."""

    given: Mapping[str, Value]
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    here: Value = ""

    def one(self, name: str) -> Value:
        return self.given[name]

    def many(self, name: str) -> Sequence[Value]:
        return (self.given[name],)

    def key(self, name: str) -> Value:
        return ""
