"""Values in DER (ITU-T X.690), as far as a time-stamp token is looked into: what one holds, what follows.

Tags are bytes; lengths of up to 16 MiB.
"""

from __future__ import annotations

from collections.abc import Iterator

SEQUENCE, SET, NUMBER, BYTES, OID, GENERAL_TIME, FIRST = 0x30, 0x31, 0x02, 0x04, 0x06, 0x18, 0xA0


class NotDer(ValueError):
    """These bytes hold no such value."""


def inside(data: bytes, *tags: int) -> bytes:
    """What the first value holds; of more tags, what the first value in it holds, and so on."""
    for tag in tags:
        data = first(data, tag)[0]
    return data


def after(data: bytes, *tags: int) -> bytes:
    """What follows these values."""
    for tag in tags:
        data = first(data, tag)[1]
    return data


def first(data: bytes, tag: int) -> tuple[bytes, bytes]:
    """What the first value holds, and what follows it. Raises :class:`NotDer`."""
    start, end = _bounds(data)
    if data[0] != tag:
        raise NotDer
    return data[start:end], data[end:]


def each(data: bytes) -> Iterator[bytes]:
    """Every value, whole. Raises :class:`NotDer`."""
    while data:
        _, end = _bounds(data)
        yield data[:end]
        data = data[end:]


def _bounds(data: bytes) -> tuple[int, int]:
    """Where the first value's contents begin and end."""
    if len(data) < 2:
        raise NotDer
    length, start = data[1], 2
    if length >= 0x80:
        start += length - 0x80
        if not 2 < start <= 5 or len(data) < start:
            raise NotDer
        length = int.from_bytes(data[2:start], "big")
    if len(data) < start + length:
        raise NotDer
    return start, start + length
