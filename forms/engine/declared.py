"""TOML → the dataclasses that describe a definition, key by key, as their annotations say.

What is wrong is noted in the table's source with its line and remedy; reading goes on. The annotations are
explained in `forms.engine.marks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from forms.engine.conditions import Condition
from forms.engine.errors import echo
from forms.engine.marks import Fault, Fills, Key, Mark, NeededIf, OneOf, Reads, Refers
from forms.engine.reader import Table

T = TypeVar("T")


class Reading:
    """One definition being read: its vocabularies by name, and the table that each part came from."""

    def __init__(self, vocabularies: Mapping[str, Sequence[str]] | None = None) -> None:
        self.vocabularies = vocabularies or {}
        self.tables: dict[int, Table] = {}  # by the id() of the part, which its definition keeps alive

    def part(self, kind: type[T], table: Table, beside: Table | None = None, **given: object) -> T:
        """The part in `table`, with what is `given`. `beside`: the definition's second file."""
        shape = shape_of(kind)
        values = dict(given)
        for key in shape.keys:
            if beside or table.has(key.name) or not key.optional:
                values[key.field] = key.read(self, *key.files(table, beside))
        make: Callable[..., T] = kind
        made = make(**values)
        self.tables[id(made)] = table
        for fault in shape.faults(made):
            table.wrong(fault.key, f"{table.what} {fault.message}", fault.remedy)
        for file in (table, beside) if beside else (table,):
            file.done()
        return made

    def parts(self, kind: type[T], key: str, tables: Iterable[Table]) -> tuple[T, ...]:
        """The parts in `tables`, each written [[key]]; two of one name are a fault."""
        unique = shape_of(kind).unique
        made: list[T] = []
        seen: set[str] = set()
        for table in tables:
            made.append(self.part(kind, table))
            name = getattr(made[-1], unique) if unique else ""
            if name and name in seen:
                first = next(iter(table.data), "")
                table.wrong(first, f"There are two {key}s '{echo(name)}'", "Give one another id.")
            seen.add(name)
        return tuple(made)


_Read = Callable[..., object]  # (reading, table, …): several tables where a list stands in two files


class KeyShape(NamedTuple):
    """How one key is read."""

    field: str
    optional: bool  # the dataclass has a default for it
    place: Mark | None  # BESIDE or BOTH, where it is not the definition's first file
    refers: Refers | None
    fills: tuple[str, ...]  # what may stand in {…} in its words
    name: str  # the key in TOML
    read: _Read

    def files(self, table: Table, beside: Table | None) -> tuple[Table, ...]:
        """Where it stands."""
        if beside is None or self.place is None:
            return (table,)
        return (beside,) if self.place is Mark.BESIDE else (table, beside)


class Shape(NamedTuple):
    """How one kind of part is read."""

    keys: tuple[KeyShape, ...]
    unique: str  # the field that no two parts of a list share; "" for none
    faults: Callable[[Any], Iterable[Fault]]


_SHAPES: dict[type, Shape] = {}


def shape_of(kind: type) -> Shape:
    """How the parts of this dataclass are read. Worked out once."""
    if kind not in _SHAPES:
        _SHAPES[kind] = _shape(kind)
    return _SHAPES[kind]


def _shape(kind: Any) -> Shape:
    keys: list[KeyShape] = []
    unique = ""
    for field in fields(kind):
        allowed, marks = _unmarked(field.type)
        if Mark.GIVEN in marks:
            continue
        default = None if field.default is MISSING else field.default
        needed = field.default is MISSING or Mark.NEEDED in marks
        renamed = _first(Key, marks)
        name = renamed.name if renamed else field.name.rstrip("_")
        place = next((m for m in (Mark.BESIDE, Mark.BOTH) if m in marks), None)
        optional = not needed and Mark.LINE not in marks and not _first(NeededIf, marks)
        read = _reader(allowed, marks, name, default, needed) or _list(kind, allowed[0], name, marks, needed)
        fills = filled.words if (filled := _first(Fills, marks)) else ()
        keys.append(KeyShape(field.name, optional, place, _first(Refers, marks), fills, name, read))
        unique = field.name if Mark.UNIQUE in marks else unique
    return Shape(tuple(keys), unique, getattr(kind, "faults", lambda part: ()))


def _unmarked(hint: Any) -> tuple[tuple[Any, ...], tuple[object, ...]]:
    """The types that a hint allows, and the marks that stand around them."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        allowed, more = _unmarked(inner)
        return allowed, (*marks, *more)
    if get_origin(hint) in (Union, UnionType):
        arms = [_unmarked(arm) for arm in get_args(hint)]
        return tuple(t for types, _ in arms for t in types), tuple(m for _, marks in arms for m in marks)
    return (hint,), ()


def _first(kind: type[T], marks: Iterable[object]) -> T | None:
    return next((m for m in marks if isinstance(m, kind)), None)


def _reader(
    allowed: Sequence[Any], marks: Sequence[object], key: str, default: Any, needed: bool
) -> _Read | None:
    """What reads one value; None for a list."""
    kind, *others = (each for each in allowed if each is not NoneType)
    if reads := _first(Reads, marks):
        return lambda _, table: reads.by(table, key)
    if one := _first(OneOf, marks):
        return lambda reading, table: table.one_of(key, reading.vocabularies[one.vocabulary])
    if Mark.LINE in marks:
        return lambda _, table: table.line
    if kind is str:
        return _text(marks, key, default or "", needed)
    if kind is bool:
        return lambda _, table: table.flag(key, default=bool(default))
    if kind is int:
        return lambda _, table: table.whole(key, need=needed)
    if kind is Condition:
        return lambda _, table: table.condition(key, need=needed)
    if get_origin(kind) is Literal:
        words = tuple(word for each in (kind, *others) for word in get_args(each))
        if NoneType in allowed:
            return lambda _, table: table.one_of(key, words) if table.text(key) else None
        return lambda _, table: table.one_of(key, words, None if needed else default)
    return None


def _text(marks: Sequence[object], key: str, default: str, needed: bool) -> _Read:
    if Mark.NAME in marks:
        return lambda _, table: table.name(key)
    if Mark.DAY in marks:
        return lambda _, table: table.day(key)
    if when := _first(NeededIf, marks):
        return lambda _, table: table.text(key, need=bool(table.data.get(when.key)) is when.given)
    return lambda _, table: table.text(key, need=needed, default=default)


def _list(kind: type, hint: Any, key: str, marks: Sequence[object], needed: bool) -> _Read:
    """Words, words of a vocabulary, or parts, of which there may be none unless it is marked as needed."""
    if get_origin(hint) is not tuple:
        raise TypeError(f"Nothing reads {key}: {hint}")
    of, some = get_args(hint)[0], Mark.NEEDED in marks
    if isinstance(of, str):
        of = kind  # its own name, which was not there yet when the annotation was written
    if of is str:
        return lambda _, table: table.texts(key, need=needed)
    if get_origin(of) is Literal:
        return lambda _, table: table.all_of(key, get_args(of))
    return lambda reading, *tables: reading.parts(
        of, key, [each for table in tables for each in table.tables(key, need=some)]
    )
