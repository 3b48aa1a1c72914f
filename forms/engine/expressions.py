"""Expressions in XLSForm's own words, parsed to a tree: conditions, constraints and calculations.

    ${age} >= 13 and ${who} != ''
    if(${n} > 2, ${n} * 4 div 2, 0)
    . <= today()

`${name}` is an answer, `.` the answer that a constraint is about, a bare name a key of a choice (in a choice
filter only). `forms.engine.worked_out` says what they come to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from forms.engine.conditions import ConditionError
from forms.engine.errors import echo

#: ("num", 5.0) · ("text", "x") · ("ref", name) · ("here",) · ("key", name) · ("neg", a) · ("op", sign, a, b)
#: · ("call", function, (a, …))
Expr = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed expression; `text` is what was written."""

    text: str
    tree: Expr

    @property
    def names(self) -> tuple[str, ...]:
        """The answers it asks about, each once, in order."""
        return tuple(dict.fromkeys(str(each[1]) for each in parts(self.tree) if each[0] == "ref"))

    @property
    def keys(self) -> tuple[str, ...]:
        """The bare names in it, each once, in order."""
        return tuple(dict.fromkeys(str(each[1]) for each in parts(self.tree) if each[0] == "key"))

    @property
    def of_rows(self) -> tuple[str, ...]:
        """The names whose every row it looks at."""
        looked = (e for e in parts(self.tree) if e[0] == "call" and e[1] in OF_ROWS)
        given = (cast(tuple[Expr, ...], each[2]) for each in looked)
        return tuple(str(each[0][1]) for each in given if len(each) == 1)


ANY = 99
#: the least and the most that each takes
FUNCTIONS: dict[str, tuple[int, int]] = {
    "boolean": (1, 1),
    "coalesce": (2, 2),
    "concat": (1, ANY),
    "count": (1, 1),
    "count-selected": (1, 1),
    "date": (1, 1),
    "decimal-date-time": (1, 1),
    "false": (0, 0),
    "if": (3, 3),
    "int": (1, 1),
    "max": (1, ANY),
    "min": (1, ANY),
    "not": (1, 1),
    "now": (0, 0),
    "number": (1, 1),
    "regex": (2, 2),
    "round": (1, 2),
    "selected": (2, 2),
    "string": (1, 1),
    "string-length": (1, 1),
    "sum": (1, 1),
    "today": (0, 0),
    "true": (0, 0),
}
#: these look at every row of a table
OF_ROWS = ("count", "sum", "min", "max")

REFERENCE = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_TOKEN = re.compile(
    r"""\s*(?:
        \$\{\s*(?P<ref>[^{}\s]+)\s*\}
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<num>\d+(?:\.\d*)?|\.\d+)
      | (?P<word>[^\W\d][\w.\-:]*)
      | (?P<op>!=|<=|>=|[<>=()+*,.\-])
      | (?P<odd>\S))""",
    re.X,
)
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_DEEPEST, _LONGEST = 40, 10_000  # brackets in brackets; letters


class Token(NamedTuple):
    """A word or sign of an expression."""

    kind: str
    word: str


def parse_formula(text: str) -> Formula:
    """The expression written as `text`. ConditionError when it cannot be read."""
    if len(text) > _LONGEST:
        raise ConditionError("The expression is very long", "Write it as several questions.")
    return Formula(text, _Parser(list(_tokens(text))).whole())


def parts(tree: Expr) -> Iterator[Expr]:
    """The expression, and every one inside it."""
    yield tree
    for each in tree[1:]:
        inside = each if isinstance(each, tuple) and each and isinstance(each[0], tuple) else (each,)
        for part in inside:
            if isinstance(part, tuple) and part:
                yield from parts(part)


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text.rstrip()):
        kind = found.lastgroup or ""
        word = found[kind]
        if kind == "odd":
            raise ConditionError(
                f"'{echo(word)}' has no meaning in an expression",
                "Use ${name}, 'words', numbers, = != < <= > >= + - * div mod and or, and brackets in pairs.",
            )
        yield Token(kind, word)


class _Parser:
    """Recursive descent, one level of signs after another."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def whole(self) -> Expr:
        if not self.tokens:
            raise ConditionError("The expression is empty", "Write one, or leave the key out.")
        tree = self.level(0)
        if self.at < len(self.tokens):
            raise ConditionError(
                f"'{echo(self.tokens[self.at].word)}' stands where a sign should be",
                "Join two parts with and, or, = or another sign.",
            )
        return tree

    def level(self, number: int) -> Expr:
        if number == len(_LEVELS):
            return self.one()
        tree = self.level(number + 1)
        while sign := self.take(*_LEVELS[number]):
            tree = ("op", sign, tree, self.level(number + 1))
        return tree

    def take(self, *words: str) -> str:
        """Go past the next sign where it is one of these; "" where it is none."""
        here = self.tokens[self.at] if self.at < len(self.tokens) else Token("", "")
        if here.kind in ("op", "word") and here.word in words:
            self.at += 1
            return here.word
        return ""

    def need(self, word: str) -> None:
        if not self.take(word):
            raise ConditionError(f"There should be a '{word}' before {self.got}", f"Put in the '{word}'.")

    @property
    def got(self) -> str:
        return f"'{echo(self.tokens[self.at].word)}'" if self.at < len(self.tokens) else "the end"

    def one(self) -> Expr:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ConditionError("The expression is nested too deeply", "Write it as several questions.")
        try:
            return self.primary()
        finally:
            self.depth -= 1

    def primary(self) -> Expr:
        if self.take("-"):
            return ("neg", self.one())
        if self.take("("):
            tree = self.level(0)
            self.need(")")
            return tree
        if self.take("."):
            return ("here",)
        if self.at >= len(self.tokens):
            raise ConditionError("A value is missing at the end", "Write ${name}, a number, or 'words'.")
        kind, word = self.tokens[self.at]
        if kind not in ("ref", "text", "num", "word"):
            raise ConditionError(
                f"A value is missing before {self.got}", "Write ${name}, a number, or 'words'."
            )
        self.at += 1
        if kind == "ref":
            return ("ref", word)
        if kind == "text":
            return ("text", word[1:-1])
        if kind == "num":
            return ("num", float(word))
        return self.called(word) if self.take("(") else ("key", word)

    def called(self, function: str) -> Expr:
        least, most = FUNCTIONS.get(function, (0, -1))
        if most < 0:
            known = ", ".join(FUNCTIONS)
            raise ConditionError(f"There is no function '{echo(function)}' here", f"Known: {known}.")
        given: list[Expr] = []
        while not self.take(")"):
            if given:
                self.need(",")
            given.append(self.level(0))
        if not least <= len(given) <= most:
            wanted = f"{least}" if least == most else f"at least {least}"
            raise ConditionError(f"{function}() is given {len(given)} things", f"Give it {wanted}.")
        if function in OF_ROWS and len(given) == 1 and given[0][0] != "ref":
            raise ConditionError(f"{function}() looks at the rows of a table", "Give it ${table}.")
        if function == "regex":
            _check_pattern(given[1])
        return ("call", function, tuple(given))


def _check_pattern(given: Expr) -> None:
    try:
        if given[0] != "text":
            raise ConditionError("The pattern of regex() is worked out", "Write it as 'words'.")
        re.compile(str(given[1]))
    except re.error as error:
        raise ConditionError(f"The pattern of regex() can't be read: {error}", "Write another.") from None
