"""Conditions and expressions of ours as XLSForm writes them, meaning the same there.

A word is compared as what the question holds: a choice with `selected`, a number as a number, a day as words,
a moment as a point in time. What nobody can answer there ("not known", words for a number) never holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from forms.engine.comparing import NUMBERS
from forms.engine.conditions import Condition, Tree
from forms.engine.definition import Field, Form
from forms.engine.expressions import OF_ROWS, REFERENCE, Expr, Formula
from forms.engine.kinds import KINDS
from forms.engine.kinds.time import read_time
from forms.engine.worked_out import plain_number
from forms.interchange.names_out import Names

NEVER = "false()"
_MOMENTS = ("date", "date_time")
#: how tightly a sign binds
_LEVEL = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5}
_LEVEL |= {"*": 6, "div": 6, "mod": 6}
_SUMS_AND_ORDER = ("<", "<=", ">", ">=", "+", "-", "*", "div", "mod")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: in the form, or in a row of a table (`table.inner` of one in another)."""

    form: Form
    names: Names
    table: str = ""

    def inside(self, place: str) -> Scope:
        """In a row of this table."""
        return Scope(self.form, self.names, place)

    def place(self, name: str) -> str:
        """Of the question that `name` means here; KeyError where none is."""
        around = self.table
        while around:
            if any(column.name == name for column in self.form.field(around).columns):
                return f"{around}.{name}"
            around = around.rpartition(".")[0]
        return self._anywhere(name)

    def _anywhere(self, name: str) -> str:
        try:
            self.form.field(name)
        except KeyError:  # a column, seen from outside its table
            return next(
                place for place in self._columns("", tuple(self.form.fields())) if place.endswith(f".{name}")
            )
        return name

    def _columns(self, within: str, fields: tuple[Field, ...]) -> list[str]:
        found: list[str] = []
        for one in fields:
            place = f"{within}{one.name}"
            found += [place, *self._columns(f"{place}.", one.columns)]
        return found

    def field(self, name: str) -> Field:
        """The question that `name` means here."""
        return self.form.field(self.place(name))

    def ref(self, name: str) -> str:
        """`${…}` as XLSForm calls it."""
        return f"${{{self.names.of(self.place(name))}}}"

    def beside(self, name: str) -> str:
        """`${…}` of the words beside its choice; "" where there are none."""
        found = self.names.beside(self.place(name))
        return f"${{{found}}}" if found else ""


def xpath(said: Condition | Formula, scope: Scope, *, own: str = "") -> str:
    """A condition, or an expression. `own`: the name of the question whose constraint it is."""
    if isinstance(said, Formula):
        return _written(said.tree, scope, 0, own)
    return _condition(said.tree, scope)


def words(text: str, scope: Scope) -> str:
    """Words with the answers they speak of, by the names that these have there."""
    return REFERENCE.sub(lambda found: scope.ref(found[1]), text)


def literal(words: str) -> str:
    """Words in quotation marks, whatever marks are in them. "${" is kept from being read as a question."""
    if "${" in words:
        parts = words.split("${")
        joined = [each for part in parts for each in (literal(part), "'$'", "'{'")][:-2]
        return f"concat({', '.join(joined)})"
    if "'" not in words:
        return f"'{words}'"
    if '"' not in words:
        return f'"{words}"'
    pieces = [f"'{part}'" for part in words.split("'")]
    return "concat(" + ', "\'", '.join(pieces) + ")"


def _condition(tree: Tree, scope: Scope) -> str:
    match tree:
        case ("or" | "and" as joined, tuple() as a, tuple() as b):
            return f"({_condition(a, scope)} {joined} {_condition(b, scope)})"
        case ("not", tuple() as a):
            return f"not({_condition(a, scope)})"
        case ("answered", str() as name):
            return _answered(name, scope)
        case ("in", str() as name, tuple() as among):
            return "(" + " or ".join(_is(name, word, scope) for word in among) + ")"
        case ("than", str() as sign, str() as name, float() as number):
            if scope.field(name).kind in (*NUMBERS, "calculate"):
                return f"{scope.ref(name)} {sign} {plain_number(number)}"
            return NEVER
    raise ValueError(f"XLSForm cannot say {tree!r}")


def _answered(name: str, scope: Scope) -> str:
    kind = KINDS[scope.field(name).kind]
    if kind.name in ("table", "note"):
        return NEVER
    said = f"{scope.ref(name)} != ''"
    return f"({said} or {beside} != '')" if (beside := scope.beside(name)) else said


def _is(name: str, word: str, scope: Scope) -> str:
    """Whether the answer is this word."""
    field, ref = scope.field(name), scope.ref(name)
    asks = KINDS[field.kind].xlsform
    if asks.type.startswith("select"):
        known = [name for name, _ in asks.choices] or [choice.name for choice in field.choices]
        return f"selected({ref}, {literal(word)})" if word in known else NEVER
    if field.kind in NUMBERS:
        return f"{ref} = {word}" if _is_number(word) else NEVER
    if field.kind == "date_time":
        return f"decimal-date-time({ref}) = decimal-date-time({literal(word)})"
    if field.kind == "time":
        at = read_time(word)
        return f"format-date-time({ref}, '%H:%M') = {literal(word)}" if at == word else NEVER
    if not word or word == "not_known" or field.kind in ("table", "note", "photo"):
        return NEVER
    return f"{ref} = {literal(word)}"


def _is_number(word: str) -> bool:
    """Whether a kept number can be this word: "007" is kept as 7."""
    try:
        return plain_number(float(word)) == word
    except (ValueError, OverflowError):
        return False


def _written(tree: Expr, scope: Scope, level: int, own: str) -> str:
    match tree:
        case ("num", float() as number):
            return plain_number(number)
        case ("text", str() as said):
            return literal(said)
        case ("here",):
            return "."
        case ("key", str() as name):
            return name
        case ("ref", str() as name):
            return _value(name, scope)
        case ("neg", tuple() as a):
            return f"-{_number(a, scope, 7, own)}"
        case ("op", str() as sign, tuple() as a, tuple() as b):
            part = _number if sign in _SUMS_AND_ORDER else _written
            said = f"{part(a, scope, _LEVEL[sign], own)} {sign} {part(b, scope, _LEVEL[sign] + 1, own)}"
            return f"({said})" if _LEVEL[sign] < level else said
        case ("call", str() as name, tuple() as given):
            return _call(name, cast(tuple[Expr, ...], given), scope, own)
    raise ValueError(f"XLSForm cannot say {tree!r}")


def _value(name: str, scope: Scope) -> str:
    """The answer: of a choice, also the words of somebody for whom none of them was right."""
    ref = scope.ref(name)
    beside = scope.beside(name) if scope.field(name).kind == "choice" else ""
    return f"coalesce({ref}, {beside})" if beside else ref


def _number(tree: Expr, scope: Scope, level: int, own: str) -> str:
    """A part of a sum, or what is more or less than another: a day counts as a number of days."""
    name = own if tree[0] == "here" else str(tree[1]) if tree[0] == "ref" else ""
    dated = bool(name) and scope.field(name).kind in _MOMENTS
    dated = dated or (tree[0] == "call" and tree[1] in ("today", "now", "date"))
    said = _written(tree, scope, level, own)
    return f"decimal-date-time({said})" if dated else said


def _call(name: str, given: tuple[Expr, ...], scope: Scope, own: str) -> str:
    if name in OF_ROWS and len(given) == 1:
        asked = str(given[0][1])
        return f"{name}({scope.ref(asked)})"
    return f"{name}({', '.join(_written(each, scope, 0, own) for each in given)})"
