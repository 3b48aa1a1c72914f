"""The one spelling of a JSON value, and reading back nothing but that.

Keys in order, no spaces, UTF-8, no number that JSON does not know. A lone surrogate (half an emoji from a
broken keyboard) is kept, never a reason to lose an entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


class NotCanonical(ValueError):
    """These bytes are not the one spelling of a JSON object."""


def canonical(entry: Mapping[str, object]) -> bytes:
    """The one spelling of an object. Raises ``TypeError`` or ``ValueError`` for what JSON cannot hold."""
    return _encode(dict(entry)).encode("utf-8", "surrogatepass")


def read_canonical(data: bytes, deepest: int) -> dict[str, Any]:
    """The object that these bytes spell; at most ``deepest`` lists and objects in one another. Raises
    :class:`NotCanonical` for every other bytes: another spelling would be signed differently."""
    if deeper_than(data, deepest):
        raise NotCanonical("it is nested too deeply")
    try:
        value = json.loads(data)
        same = isinstance(value, dict) and canonical(value) == data
    except (ValueError, TypeError, RecursionError):
        raise NotCanonical("it can't be read") from None
    if not same:
        raise NotCanonical("it is not in the one spelling of its words")
    assert isinstance(value, dict)
    return value


def deeper_than(data: bytes, most: int) -> bool:
    """Whether lists and objects stand deeper in one another, without decoding it: a decoder may run out of
    stack. Brackets inside words do not count; what is no JSON may be counted in any way."""
    if data.count(b"[") + data.count(b"{") <= most:
        return False
    depth = 0
    parts = iter(data.split(b'"'))
    for part in parts:
        for byte in part:
            if byte in b"[{":
                depth += 1
                if depth > most:
                    return True
            elif byte in b"]}":
                depth -= 1
        for (
            inside
        ) in parts:  # the words between two quotes; a quote after an odd row of backslashes is theirs
            if (len(inside) - len(inside.rstrip(b"\\"))) % 2 == 0:
                break
    return False
