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


def is_flat(value: Json) -> bool:
    """Whether it holds no list or object, or is one that holds none: nearly every value is."""
    if type(value) is str:
        return True
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if type(one) is dict or type(one) is list:
            return False
    return True


def too_deep(value: Json) -> bool:
    """Whether lists and objects stand in one another deeper than :data:`DEEPEST`."""
    level: list[Json] = [value]
    for _ in range(DEEPEST):
        below: list[Json] = []
        for part in level:
            inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
            below += [one for one in inside if type(one) is dict or type(one) is list]
        if not below:
            return False
        level = below
    return True
