"""`relevant` and `when`: small expressions, parsed to a tree, evaluated over facts.

    whereabouts = known and not (at_risk = no)
    setting in (foster, residential) or answered(parents)
    age < 13 and missing_hours >= 24

A fact is compared by its plain word: a carer's "not known" is `not_known`, true
and false are `yes` and `no`, a checklist row is its outcome, and several choices
equal each of their names. A fact that is not there equals nothing, and is neither
more nor less than any number.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from forms.engine.answers import is_blank, is_not_known
from forms.engine.errors import echo

#: ("or", a, b) · ("and", a, b) · ("not", a) · ("in", name, words) · ("answered", name)
#: · ("than", sign, name, number)
Tree = tuple[object, ...]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'[^']*'|"[^"]*")|(?P<op>!=|<=|>=|<|>|=|\(|\)|,)|(?P<word>[\w.\-]+)|(?P<odd>\S))"""
)
_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_KEYWORDS = {"and", "or", "not", "in", "answered"}
_DEEPEST = 40


class ConditionError(ValueError):
    """An expression that cannot be read: what is wrong, and how to put it right."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}. {remedy}")
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed expression; `text` is what was written."""

    text: str
    tree: Tree

    def holds(self, facts: Mapping[str, object]) -> bool:
        """Whether it is true of these facts."""
        return _holds(self.tree, facts)

    @property
    def names(self) -> tuple[str, ...]:
        """The facts it asks about, each once, in order."""
        return tuple(dict.fromkeys(_names(self.tree)))

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """Each fact with each word that it is compared with, in order."""
        return tuple(_words(self.tree))

    @property
    def numbers(self) -> tuple[tuple[str, float], ...]:
        """Each fact with each number that it is compared with, in order."""
        counted = ((name, float(word)) for name, word in self.words if word.isdecimal())
        return (*_numbers(self.tree), *counted)

    @property
    def compared(self) -> tuple[tuple[str, str | float], ...]:
        """Each fact with each word or number that it is compared with; a number where a sign needs one."""
        return (*self.words, *_numbers(self.tree))


def parse_condition(text: str) -> Condition:
    """The condition written as `text`. ConditionError when it cannot be read."""
    return Condition(text, _Parser(text).whole())


def compares(sign: str, value: float, number: float) -> bool:
    """Whether the value is < <= > or >= the number."""
    return _SIGNS[sign](value, number)


def fact_words(value: object) -> tuple[str, ...]:
    """The plain words a fact can be compared with; none when it is blank."""
    if is_not_known(value):
        return ("not_known",)
    if is_blank(value):
        return ()
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    if isinstance(value, Mapping):
        if "chosen" in value:
            return fact_words(value["chosen"])
        return fact_words(value.get("outcome"))
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(str(item) for item in value)
    return (str(value),)


def _holds(tree: Tree, facts: Mapping[str, object]) -> bool:
    match tree:
        case ("or", a, b):
            return _holds(cast(Tree, a), facts) or _holds(cast(Tree, b), facts)
        case ("and", a, b):
            return _holds(cast(Tree, a), facts) and _holds(cast(Tree, b), facts)
        case ("not", a):
            return not _holds(cast(Tree, a), facts)
        case ("answered", name):
            return not is_blank(facts.get(cast(str, name)))
        case ("in", name, words):
            have = fact_words(facts.get(cast(str, name)))
            return any(word in have for word in cast(tuple[str, ...], words))
        case ("than", sign, name, number):
            value = facts.get(cast(str, name))
            if isinstance(value, bool) or not isinstance(value, int | float):
                return False
            return compares(cast(str, sign), value, cast(float, number))
    raise AssertionError(f"not a condition: {tree!r}")


def _names(tree: Tree) -> Iterator[str]:
    match tree:
        case ("in", name, _) | ("answered", name) | ("than", _, name, _):
            yield cast(str, name)
        case (_, *parts):
            for part in parts:
                yield from _names(cast(Tree, part))


def _words(tree: Tree) -> Iterator[tuple[str, str]]:
    match tree:
        case ("in", name, words):
            yield from ((cast(str, name), word) for word in cast(tuple[str, ...], words))
        case (_, *parts):
            for part in parts:
                if isinstance(part, tuple):
                    yield from _words(part)


def _numbers(tree: Tree) -> Iterator[tuple[str, float]]:
    match tree:
        case ("than", _, name, number):
            yield cast(str, name), cast(float, number)
        case (_, *parts):
            for part in parts:
                if isinstance(part, tuple):
                    yield from _numbers(part)


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.at = 0
        self.depth = 0
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup or ""
            word = found.group(kind)
            if kind == "odd":
                raise ConditionError(
                    f"'{echo(word)}' has no meaning in a condition",
                    "Use = != < <= > >= in and or not answered(name), and quotation marks in pairs.",
                )
            self.tokens.append((kind, word))

    def whole(self) -> Tree:
        """The tree of the whole text. ConditionError when it cannot be read."""
        if not self.tokens:
            raise ConditionError("The condition is empty", "Write one, or leave the key out.")
        tree = self.either()
        if self.at < len(self.tokens):
            raise ConditionError(
                f"'{echo(self.tokens[self.at][1])}' stands where 'and' or 'or' should be",
                "Join two tests with 'and' or 'or'.",
            )
        return tree

    def peek(self) -> str:
        """The next word or sign when it has a meaning of its own; "" otherwise."""
        if self.at >= len(self.tokens):
            return ""
        kind, word = self.tokens[self.at]
        return word if kind == "op" or (kind == "word" and word in _KEYWORDS) else ""

    def take(self, wanted: str) -> bool:
        """Go past the next word where it is this one."""
        if self.peek() == wanted:
            self.at += 1
            return True
        return False

    def need(self, wanted: str) -> None:
        """Go past this word; ConditionError where another stands."""
        if not self.take(wanted):
            got = f"'{echo(self.tokens[self.at][1])}'" if self.at < len(self.tokens) else "the end"
            raise ConditionError(f"There should be a '{wanted}' before {got}", f"Put in the '{wanted}'.")

    def either(self) -> Tree:
        """Tests joined by `or`."""
        tree = self.both()
        while self.take("or"):
            tree = ("or", tree, self.both())
        return tree

    def both(self) -> Tree:
        """Tests joined by `and`."""
        tree = self.one()
        while self.take("and"):
            tree = ("and", tree, self.one())
        return tree

    def one(self) -> Tree:
        """One test, or tests in brackets."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ConditionError("The condition is nested too deeply", "Write it as simpler tests.")
        try:
            if self.take("not"):
                return ("not", self.one())
            if self.take("("):
                tree = self.either()
                self.need(")")
                return tree
            if self.take("answered"):
                self.need("(")
                name = self.name()
                self.need(")")
                return ("answered", name)
            return self.test()
        finally:
            self.depth -= 1

    def test(self) -> Tree:
        """A name, and what it is compared with."""
        name = self.name()
        if self.take("="):
            return ("in", name, (self.value(),))
        if self.take("!="):
            return ("not", ("in", name, (self.value(),)))
        for sign in _SIGNS:
            if self.take(sign):
                return ("than", sign, name, self.number())
        negated = self.take("not")
        if self.take("in"):
            self.need("(")
            words = [self.value()]
            while self.take(","):
                words.append(self.value())
            self.need(")")
            tree: Tree = ("in", name, tuple(words))
            return ("not", tree) if negated else tree
        raise ConditionError(
            f"'{echo(name)}' is not tested for anything",
            f"Write {echo(name)} = yes, or answered({echo(name)}).",
        )

    def name(self) -> str:
        """The name of a fact."""
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "word" and not self.peek():
            self.at += 1
            return self.tokens[self.at - 1][1]
        got = f"'{echo(self.tokens[self.at][1])}'" if self.at < len(self.tokens) else "the end"
        raise ConditionError(f"There should be the name of a field before {got}", "Write name = value.")

    def number(self) -> float:
        """A number to compare with."""
        try:
            return float(self.value())
        except ValueError:
            raise ConditionError("A number is missing", "Write a number after < <= > or >=.") from None

    def value(self) -> str:
        """A word to compare with, in quotation marks or without."""
        if self.at < len(self.tokens):
            kind, word = self.tokens[self.at]
            if kind == "text":
                self.at += 1
                return word[1:-1]
            if kind == "word" and word not in _KEYWORDS:
                self.at += 1
                return word
        raise ConditionError("A value is missing", "Write a word, or words in quotation marks.")
