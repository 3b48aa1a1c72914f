"""Reading the small JSON bodies of requests: every one is a message of this protocol, or refused as
broken."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from sync.errors import BrokenMessage
from sync.messages import STREAM

Answer = dict[str, object]
"""What is answered, before it is JSON."""

_KEY = re.compile(r"[0-9a-f]{64}")
_MOST_STREAMS = 200


def read_object(body: bytes) -> Mapping[str, object]:
    """Raises :class:`BrokenMessage`."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise BrokenMessage("this is not JSON") from None
    if not isinstance(raw, dict):
        raise BrokenMessage("an object is missing")
    return raw


def read_streams(value: object) -> list[str]:
    """Children's opaque ids. Raises :class:`BrokenMessage`."""
    if not isinstance(value, list) or len(value) > _MOST_STREAMS:
        raise BrokenMessage("children is not a list")
    if not all(isinstance(one, str) and STREAM.fullmatch(one) for one in value):
        raise BrokenMessage("a child is not 32 hex digits")
    return value


def read_id(text: str) -> str:
    """The opaque id of a child or an attachment. Raises :class:`BrokenMessage`."""
    if not STREAM.fullmatch(text):
        raise BrokenMessage("an id is not 32 hex digits")
    return text


def is_like(shape: re.Pattern[str], value: object) -> bool:
    """Whether this is text, and of this shape."""
    return isinstance(value, str) and shape.fullmatch(value) is not None


def is_key(value: object) -> bool:
    """Whether this is a public key in hexadecimal."""
    return is_like(_KEY, value)
