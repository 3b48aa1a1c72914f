"""An expression of XLSForm → a condition or a calculation of ours, with the same meaning; or why not.
Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import cast

from forms.engine.expressions import FUNCTIONS as WORKED_OUT
from forms.engine.expressions import OF_ROWS
from forms.interchange.xpath_reader import Expression, ExpressionError, read_expression

#: what the engine works out; `selected` and `not` are conditions. Seen in no form so far: decimal-date-time
FUNCTIONS = frozenset(WORKED_OUT) - {"decimal-date-time"}
#: of a whole column, seen from outside its rows
TOTALS = frozenset(OF_ROWS)
_LEVEL = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5}
_LEVEL |= {"*": 6, "div": 6, "mod": 6}

#: an XLSForm name, and whether a total asks → what ours calls it. ExpressionError where it can't be asked
Naming = Callable[[str, bool], str]


def translated(text: str, naming: Naming, several: Collection[str] = (), bare: Collection[str] = ()) -> str:
    """The expression in our words. `several`: XLSForm names that hold several answers; `bare`: words that may
    stand without ${…}, the columns of a choice. ExpressionError."""
    return _Writer(naming, several, bare).written(read_expression(text))


class _Writer:
    def __init__(self, naming: Naming, several: Collection[str], bare: Collection[str]) -> None:
        self.naming, self.several, self.bare = naming, several, bare

    def written(self, tree: Expression, level: int = 0, total: bool = False) -> str:
        """The words of a tree, in brackets where what is around it would tear it apart."""
        kind = cast(str, tree[0])
        if kind in _LEVEL:
            return self.joined(kind, cast(Expression, tree[1]), cast(Expression, tree[2]), level)
        if kind == "neg":
            return f"-{self.written(cast(Expression, tree[1]), 7)}"
        if kind == "ref":
            return f"${{{self.naming(cast(str, tree[1]), total)}}}"
        if kind == "self":
            return "."
        if kind == "text":
            return quoted(cast(str, tree[1]))
        if kind == "number":
            return cast(str, tree[1])
        if kind == "call":
            return self.call(cast(str, tree[1]), cast("tuple[Expression, ...]", tree[2]))
        if tree[1] in self.bare:
            return cast(str, tree[1])
        raise ExpressionError(f"'{tree[1]}' is a path, and only ${{names}} are asked here")

    def joined(self, sign: str, a: Expression, b: Expression, level: int) -> str:
        """Two sides and what is between them."""
        if sign in ("=", "!=") and (exact := self.only_answer(a, b) or self.only_answer(b, a)):
            return exact if sign == "=" else f"not({exact})"
        own = _LEVEL[sign]
        words = f"{self.written(a, own)} {sign} {self.written(b, own + 1)}"
        return f"({words})" if own < level else words

    def only_answer(self, several: Expression, word: Expression) -> str:
        """Of several answers ODK compares the whole: `= 'x'` holds when x is chosen and nothing else."""
        if several[0] != "ref" or several[1] not in self.several or word[0] != "text" or not word[1]:
            return ""
        name = self.written(several)
        return f"(selected({name}, {quoted(cast(str, word[1]))}) and count-selected({name}) = 1)"

    def call(self, name: str, given: tuple[Expression, ...]) -> str:
        """A function and what it is given."""
        if name not in FUNCTIONS:
            raise ExpressionError(f"'{name}()' is not worked out here")
        return f"{name}({', '.join(self.written(one, 0, name in TOTALS) for one in given)})"


def quoted(words: str) -> str:
    """Words as an expression writes them."""
    return f'"{words}"' if "'" in words else f"'{words}'"


_REF = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


def in_words(text: str, naming: Naming) -> str:
    """Words that show answers: each ${name} by our name. ExpressionError."""
    return _REF.sub(lambda found: f"${{{naming(found[1], False)}}}", text)
