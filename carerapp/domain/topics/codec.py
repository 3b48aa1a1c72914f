"""A payload to the JSON that is stored and back: the dataclass's fields are the keys, for every topic.

Reading never raises: what is missing, of another shape, or written by a newer version reads as blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import lru_cache
from types import NoneType
from typing import TYPE_CHECKING, TypeVar, get_args, get_type_hints

from carerapp.domain.json_value import Json, as_object, plain

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)
else:
    T = TypeVar("T")

Reader = Callable[[Json], object]


def encode(payload: DataclassInstance) -> dict[str, Json]:
    """The JSON object that is stored."""
    return {field.name: _stored(getattr(payload, field.name)) for field in fields(payload)}


def decode(kind: type[T], value: Json) -> T:
    """The payload that was stored. A bare value, as the first versions may have left one, is its words."""
    stored = value if isinstance(value, dict) else {"words": value}
    return kind(*[read(stored.get(name)) for name, read in _readers(kind)])


def _stored(value: object) -> Json:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    assert value is None or isinstance(value, str | int)
    return value


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(plain(part) for part in value) if isinstance(value, list) else ()


def _text_by_key(value: Json) -> Mapping[str, str]:
    return {key: plain(part) for key, part in as_object(value).items()}


#: How a field of each type is read. A payload with a field of another type fails in its tests.
_BY_TYPE: dict[object, Reader] = {
    str: plain,
    bool: lambda value: value is True,
    int | None: _whole,
    tuple[str, ...]: _texts,
    Mapping[str, str]: _text_by_key,
}


@lru_cache
def _readers(kind: type[DataclassInstance]) -> tuple[tuple[str, Reader], ...]:
    """The keys in the order in which the payload takes them, and how each is read."""
    types = get_type_hints(kind)
    return tuple((field.name, _reader(types[field.name])) for field in fields(kind))


def _reader(type_: object) -> Reader:
    if type_ in _BY_TYPE:
        return _BY_TYPE[type_]
    member, none = get_args(type_)
    assert none is NoneType
    assert issubclass(member, StrEnum)
    known = {one.value: one for one in member}
    return lambda value: known.get(value) if isinstance(value, str) else None
