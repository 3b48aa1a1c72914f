"""What JSON can hold, as a type, and ways to read a value that may be anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
JsonObject: TypeAlias = Mapping[str, Json]
DEEPEST = 32  # lists and objects in one another; what the app writes has at most four


def as_object(value: Json) -> JsonObject:
    """The value when it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_text(value: Json) -> str:
    """The value when it is text, else an empty one."""
    return value if isinstance(value, str) else ""


def plain(value: Json) -> str:
    """Any value as words: no braces, no quotes, no keys. However deep it is, this returns."""
    return value if isinstance(value, str) else ", ".join(words for words in _leaves(value) if words)


def _leaves(value: Json) -> Iterator[str]:
    """The words of each part that is no list or object, in order."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += reversed(part.values())
        elif isinstance(part, list):
            waiting += reversed(part)
        elif isinstance(part, bool):
            yield "yes" if part else "no"
        else:
            yield "" if part is None else str(part)


def too_deep(value: Json) -> bool:
    """Whether lists and objects stand in one another deeper than :data:`DEEPEST`. Asked of each entry that is
    read: nearly all are flat, and one look is enough."""
    level = _nested(value)
    for _ in range(DEEPEST - 1):
        if not level:
            return False
        level = [below for part in level for below in _nested(part)]
    return bool(level)


def _nested(value: Json) -> list[Json]:
    """The lists and objects that stand in this one."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in inside if type(one) is dict or type(one) is list]
