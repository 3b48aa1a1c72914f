"""An authority's protocol as it travels: its own definitions, numbered and signed with the key that devices
pinned."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sync.errors import BrokenMessage
from sync.feed import Sign, Verify
from sync.messages import to_bytes, to_text

MOST_RELEASE = 3_000_000  # bytes
MOST_FILES = 100
_NAME, ID = re.compile(r"[a-z0-9_]{1,60}(@[0-9]{1,4})?\.toml"), re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class ProtocolRelease:
    """One version of a protocol. ``version``: the authority's own number, from 1 up; ``files``: name → text,
    no folder in any name."""

    id: str
    version: int
    files: Mapping[str, str]


def write_release(release: ProtocolRelease, sign: Sign) -> bytes:
    """The signed bytes. Raises :class:`BrokenMessage` for what no device would take."""
    _check_names(release)
    text = _text(release)
    return json.dumps({"pack": text, "signature": to_text(sign(_signed_part(text)))}).encode()


def read_release(data: bytes, key: bytes, verify: Verify) -> ProtocolRelease:
    """Raises :class:`BrokenMessage` for anything that ``key`` did not sign, or that could leave its
    folder."""
    if len(data) > MOST_RELEASE:
        raise BrokenMessage("the pack is too long")
    try:
        raw = json.loads(data)
        text, signature = str(raw["pack"]), to_bytes(raw["signature"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BrokenMessage("this is no pack") from None
    if not verify(key, signature, _signed_part(text)):
        raise BrokenMessage("the pack is not signed by the authority")
    try:
        inside = json.loads(text)
        files, id, version = inside["files"], inside["id"], inside["version"]
        if not isinstance(id, str) or type(version) is not int or not isinstance(files, dict):
            raise TypeError
        if not all(isinstance(words, str) for words in files.values()):
            raise TypeError
        release = ProtocolRelease(id, version, files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BrokenMessage("this is no pack") from None
    _check_names(release)
    return release


def signed_anew(data: bytes, keys: Collection[bytes], verify: Verify, sign: Sign) -> bytes:
    """The same release under today's key, where one of these keys had signed it; else as it is."""
    raw = json.loads(data)
    part = _signed_part(raw["pack"])
    if not any(verify(key, to_bytes(raw["signature"]), part) for key in keys):
        return data
    return json.dumps({**raw, "signature": to_text(sign(part))}).encode()


def _check_names(release: ProtocolRelease) -> None:
    names_fit = ID.fullmatch(release.id) and all(_NAME.fullmatch(name) for name in release.files)
    if not names_fit or not 1 <= release.version < 2**31 or len(release.files) > MOST_FILES:
        raise BrokenMessage("a name in the pack is not allowed")


def _text(release: ProtocolRelease) -> str:
    said = {"id": release.id, "version": release.version, "files": dict(release.files)}
    return json.dumps(said, sort_keys=True)


def _signed_part(text: str) -> bytes:
    return b"carerapp pack 1\0" + text.encode()
