"""A rule pack as it travels: an authority's own definitions, numbered and signed with the key that devices pinned."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sync.errors import BrokenMessage
from sync.feed import Sign, Verify
from sync.messages import to_bytes, to_text

_NAME, _ID = re.compile(r"[a-z0-9_]{1,60}(@[0-9]{1,4})?\.toml"), re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class Pack:
    """``version``: the authority's own number, from 1 up; ``files``: name → text, no folder in any name."""

    id: str
    version: int
    files: Mapping[str, str]


def write_pack(pack: Pack, sign: Sign) -> bytes:
    """Raises :class:`BrokenMessage` for what no device would take."""
    _checked(pack)
    return json.dumps({"pack": (text := _text(pack)), "signature": to_text(sign(_signed(text)))}).encode()


def read_pack(data: bytes, key: bytes, verify: Verify) -> Pack:
    """Raises :class:`BrokenMessage` for anything that ``key`` did not sign, or that could leave its folder."""
    try:
        raw = json.loads(data)
        text, signature = str(raw["pack"]), to_bytes(raw["signature"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BrokenMessage("this is no pack") from None
    if not verify(key, signature, _signed(text)):
        raise BrokenMessage("the pack is not signed by the authority")
    try:
        inside = json.loads(text)
        files = {str(name): str(words) for name, words in inside["files"].items()}
        pack = Pack(str(inside["id"]), int(inside["version"]), files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BrokenMessage("this is no pack") from None
    _checked(pack)
    return pack


def _checked(pack: Pack) -> None:
    if (
        not _ID.fullmatch(pack.id)
        or pack.version < 1
        or not all(_NAME.fullmatch(name) for name in pack.files)
    ):
        raise BrokenMessage("a name in the pack is not allowed")


def _text(pack: Pack) -> str:
    return json.dumps({"id": pack.id, "version": pack.version, "files": dict(pack.files)}, sort_keys=True)


def _signed(text: str) -> bytes:
    return b"carerapp pack 1\0" + text.encode()
