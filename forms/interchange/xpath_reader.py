"""XLSForm's expressions (XPath with ${names}) → a tree. Pure.

A tree is ("or" | "and" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "div" | "mod", a, b) ·
("neg", a) · ("call", name, arguments) · ("ref", name) · ("self",) · ("text", words) · ("number", text) ·
("path", what is written).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

#: One node: its kind, then its parts.
Expression = tuple[object, ...]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<ref>\$\{\s*[^}\s]+\s*\})
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<op><=|>=|!=|[=<>+*,()|\[\]-])
    | (?P<path>(?:\.\.|/|@)[^\s=<>!+*,()\[\]|]*|\.(?=/)[^\s=<>!+*,()\[\]|]*)
    | (?P<self>\.)
    | (?P<word>[^\W\d][\w:.-]*)
    | (?P<odd>\S)
    )""",
    re.VERBOSE,
)
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
_DEEPEST = 60


class ExpressionError(ValueError):
    """An expression that no engine takes: what stands in the way."""


def read_expression(text: str) -> Expression:
    """The tree of an expression. ExpressionError when it can't be read."""
    return _Reader(text).whole()


def refs(tree: Expression) -> Iterator[str]:
    """The names that it asks about, in order."""
    if tree[0] == "ref":
        yield cast(str, tree[1])
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from refs(part) if part and isinstance(part[0], str) else (n for a in part for n in refs(a))


class _Reader:
    """Recursive descent, one level of `_LEVELS` after the other."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.at = 0
        self.depth = 0
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup or ""
            if kind == "odd":
                raise ExpressionError(f"'{found.group(kind)}' has no meaning here")
            self.tokens.append((kind, found.group(kind)))

    def whole(self) -> Expression:
        """All of it."""
        if not self.tokens:
            raise ExpressionError("it is empty")
        tree = self.level(0)
        if self.at < len(self.tokens):
            raise ExpressionError(f"'{self.tokens[self.at][1]}' stands where 'and' or 'or' should be")
        return tree

    def peek(self) -> tuple[str, str]:
        """The next token; two blanks at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self, *wanted: str) -> str:
        """Go past the next sign where it is one of these; "" otherwise."""
        kind, word = self.peek()
        if kind in ("op", "word") and word in wanted:
            self.at += 1
            return word
        return ""

    def level(self, number: int) -> Expression:
        """Tests joined by the signs of this level, left to right."""
        if number == len(_LEVELS):
            return self.one()
        tree = self.level(number + 1)
        while sign := self.take(*_LEVELS[number]):
            tree = (sign, tree, self.level(number + 1))
        return tree

    def one(self) -> Expression:
        """A value, a call, or tests in brackets."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExpressionError("it is nested too deeply")
        try:
            if self.take("-"):
                return ("neg", self.one())
            tree = self.value()
            kind, word = self.peek()
            if word == "[" or (kind == "path" and tree[0] in ("call", "ref", "self")):
                raise ExpressionError("a path into other answers or lists has no counterpart here")
            return tree
        finally:
            self.depth -= 1

    def value(self) -> Expression:
        """What stands between signs."""
        kind, word = self.peek()
        self.at += 1
        if (kind, word) == ("op", "("):
            tree = self.level(0)
            self.close()
            return tree
        if kind == "ref":
            return ("ref", word[2:-1].strip())
        if kind == "text":
            return ("text", word[1:-1])
        if kind == "number":
            return ("number", word)
        if kind == "self":
            return ("self",)
        if kind == "path":
            return ("path", word)
        if kind == "word":
            if self.peek() != ("op", "("):
                return ("path", word)
            self.at += 1
            return ("call", word, self.arguments())
        raise ExpressionError(
            f"a value is missing before {word!r}" if word else "a value is missing at the end"
        )

    def arguments(self) -> tuple[Expression, ...]:
        """Up to the bracket that closes them."""
        given: list[Expression] = []
        if self.take(")"):
            return ()
        given.append(self.level(0))
        while self.take(","):
            given.append(self.level(0))
        self.close()
        return tuple(given)

    def close(self) -> None:
        """The bracket that must stand here."""
        if not self.take(")"):
            raise ExpressionError("a bracket is not closed")
