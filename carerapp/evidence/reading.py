"""A line of an export as it is read: in its one spelling, with exactly its keys, each of its shape."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from carerapp.domain.canonical import deeper_than
from carerapp.evidence.lines import DEEPEST, over_head, spell
from carerapp.vault.format.entries import proof_message

ERASED = {"at", "by", "reason", "proof"}
_PERSON = {"id", "name", "role", "key"}
_LEFT = {"device", "first", "last", "hash"}
_RECEIPT = {"at", "authority", "device", "hash", "key", "link", "seq", "signature"}
_STAMP = {*_RECEIPT, "path", "token", "trusted", "word"}
_HEX = {
    key: re.compile(f"[0-9a-f]{{{length}}}").fullmatch
    for length, keys in {
        16: ("author", "id", "exported_by", "by", "device"),
        32: ("child",),
        64: ("chain", "key", "salt", "commitment", "hash", "link", "lines"),
        128: ("signature", "proof", "word"),
    }.items()
    for key in keys
} | {key: re.compile("(?:[0-9a-f]{2})*").fullmatch for key in ("path", "token", "trusted")}
_LISTS = {"people": _PERSON, "left": _LEFT, "receipts": _RECEIPT, "dated": _STAMP}


class Checker(Protocol):
    """What it needs of a crypto adapter."""

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool: ...


class Wrong(Exception):
    """What is wrong first."""


def read_line(
    line: bytes, where: str, keys: set[str], may: frozenset[str] = frozenset()
) -> dict[str, object]:
    """One line, in its one spelling and with exactly these keys; it ``may`` have those. Raises
    :class:`Wrong`."""
    if deeper_than(line, DEEPEST):
        raise Wrong(f"{where}: it is nested too deeply")
    try:
        value = _decode(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise Wrong(f"{where}: it can't be read") from None
    if (
        not isinstance(value, dict)
        or not keys <= set(value) <= keys | may
        or not all(_has_shape(k, v) for k, v in value.items())
    ):
        raise Wrong(f"{where}: it is not a line of this format")
    try:
        spelled = spell(value)
    except ValueError:
        raise Wrong(f"{where}: it can't be read") from None
    if spelled != line:
        raise Wrong(f"{where}: its bytes were changed")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=_no_constant).decode


def _has_shape(key: str, value: object) -> bool:
    """Whether a value has the shape its key asks for; hexadecimal in lower case, of its full length."""
    if (hexadecimal := _HEX.get(key)) is not None:
        return isinstance(value, str) and hexadecimal(value) is not None
    if key in ("n", "count", "at", "first", "last", "seq"):
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if key == "entry":
        return isinstance(value, dict)
    if key == "erased":
        return value is None or _fits(value, ERASED)
    if key == "damage":
        return isinstance(value, list) and all(isinstance(words, str) for words in value)
    if key in _LISTS:
        return isinstance(value, list) and all(_fits(one, _LISTS[key]) for one in value)
    return isinstance(value, str)


def _fits(value: object, keys: set[str]) -> bool:
    return isinstance(value, dict) and set(value) == keys and all(_has_shape(k, v) for k, v in value.items())


def head_keys(head: Mapping[str, Any], crypto: Checker) -> dict[str, bytes]:
    """The keys by author, once the head is known to be its exporter's. Raises :class:`Wrong`."""
    keys = {p["id"]: bytes.fromhex(p["key"]) for p in head["people"]}
    if len(keys) < len(head["people"]) or head["exported_by"] not in keys:
        raise Wrong("the head, line 1: the people in it do not fit")
    signed = proof_message(over_head(head))
    if not crypto.verify(keys[head["exported_by"]], bytes.fromhex(head["signature"]), signed):
        raise Wrong("the head, line 1: it is not what its exporter signed")
    return keys
