"""Is a log that was exported still what its authors wrote? Needs the file alone: no vault, no secret."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol as Port
from typing import cast

from carerapp.domain.canonical import deeper_than
from carerapp.domain.gate.shape import shown
from carerapp.evidence.lines import (
    DEEPEST,
    FORMAT,
    Entry,
    Head,
    Left,
    genesis,
    link,
    over_head,
    over_line,
    spell,
)
from carerapp.evidence.verdict import Verdict
from carerapp.vault import ErasureRecord
from carerapp.vault.format.entries import Signed, commitment, message, proof_message

_HEAD = {"format", "child", "count", "people", "exported_by", "exported_at", "damage", "erased", "signature"}
_ENTRY = {"n", "author", "signature", "entry", "salt", "chain", "proof"}
_LEFT = {"n", "commitment", "chain", "proof"}
_ERASED = {"at", "by", "reason", "proof"}
_ACKNOWLEDGES = b'"field":"acknowledged"'
_PERSON = {"id", "name", "role", "key"}
_HEX = {
    key: re.compile(f"[0-9a-f]{{{length}}}").fullmatch
    for length, keys in {
        16: ("author", "id", "exported_by", "by"),
        32: ("child",),
        64: ("chain", "key", "salt", "commitment"),
        128: ("signature", "proof"),
    }.items()
    for key in keys
}
_BEFORE_ENTRY = len('{"author":"","chain":"","entry":') + 16 + 64
_AFTER_ENTRY = len(',"n":,"proof":"","salt":"","signature":""}') + 128 + 64 + 128  # and the digits of n


class Checker(Port):
    """What it needs of a crypto adapter."""

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool: ...


class _Wrong(Exception):
    """What is wrong first."""


@dataclass(frozen=True, slots=True)
class _Log:
    """What its entries are checked against. ``keys``: by author; ``stood``: what each author said so far, and
    in which entry: an entry has an id of its own, so none stands there twice."""

    head: Head
    child: bytes
    keys: Mapping[str, bytes]
    crypto: Checker
    stood: dict[bytes, int] = field(default_factory=dict)


def verify(data: bytes, crypto: Checker) -> Verdict:
    """The verdict over the bytes of a file: there is one, whatever they are."""
    try:
        return _verdict(data.split(b"\n"), crypto)
    except _Wrong as wrong:
        return Verdict(0, (), str(wrong))
    except Exception:  # the last wall: a fault of ours is not taken for a proof
        return Verdict(0, (), "this verifier can't read it")


def _verdict(lines: list[bytes], crypto: Checker) -> Verdict:
    """Raises :class:`_Wrong`."""
    head = cast(Head, _line(lines[0], "the head, line 1", _HEAD))
    keys = _head(head, crypto)
    if lines.pop() != b"":
        raise _Wrong(
            f"entry {len(lines)}: its line is cut short" if lines else "the head, line 1: it is cut short"
        )
    chain, values, commitments, seen = genesis(head["child"]), [], [], 0
    log = _Log(head, bytes.fromhex(head["child"]), keys, crypto)
    for number, line in enumerate(lines[1:], 1):
        committed, chain = _entry(number, line, chain, log)
        values.append(chain.hex())
        seen += _ACKNOWLEDGES in line
        commitments.append(committed.hex())
    if len(lines) - 1 < head["count"]:
        raise _Wrong(f"entry {len(lines)}: it and all after it are missing; the head names {head['count']}")
    erased = _erased(head, commitments, keys, crypto)
    by = next(p["name"] for p in head["people"] if p["id"] == head["exported_by"])
    people, damage = tuple(head["people"]), tuple(head["damage"])
    return Verdict(head["count"], people, "", by, head["exported_at"], damage, erased, tuple(values), seen)


def _erased(head: Head, commitments: list[str], keys: Mapping[str, bytes], crypto: Checker) -> str:
    """Who erased it, in words, once their proof over what is left is checked; "" for a log that is there."""
    said = head["erased"]
    if said is None:
        return ""
    left = ErasureRecord(head["child"], said["by"], said["at"], said["reason"], tuple(commitments))
    if said["by"] not in keys or not crypto.verify(
        keys[said["by"]], bytes.fromhex(said["proof"]), proof_message(left.signed_part())
    ):
        raise _Wrong("the head, line 1: what is left is not what the one who erased it signed")
    by = next(p for p in head["people"] if p["id"] == said["by"])
    try:
        day = datetime.fromtimestamp(said["at"], UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise _Wrong("the head, line 1: the moment of the erasure is no time") from None
    reason = shown(said["reason"])
    because = f" Reason: {reason}" if reason else ""
    return f"erased by law {day} by {shown(by['name'])}; only commitments are left.{because}"


def _line(line: bytes, where: str, keys: set[str]) -> dict[str, object]:
    """One line, in its one spelling and with exactly these keys."""
    if deeper_than(line, DEEPEST):
        raise _Wrong(f"{where}: it is nested too deeply")
    try:
        value = _decode(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise _Wrong(f"{where}: it can't be read") from None
    if (
        not isinstance(value, dict)
        or set(value) != keys
        or not all(_has_shape(k, v) for k, v in value.items())
    ):
        raise _Wrong(f"{where}: it is not a line of this format")
    try:
        spelled = spell(value)
    except ValueError:
        raise _Wrong(f"{where}: it can't be read") from None
    if spelled != line:
        raise _Wrong(f"{where}: its bytes were changed")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=_no_constant).decode


def _has_shape(key: str, value: object) -> bool:
    """Whether a value has the shape its key asks for; hexadecimal in lower case, of its full length."""
    if (hexadecimal := _HEX.get(key)) is not None:
        return isinstance(value, str) and hexadecimal(value) is not None
    if key in ("n", "count", "at"):
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if key == "entry":
        return isinstance(value, dict)
    if key == "erased":
        return value is None or _fits(value, _ERASED)
    if key == "damage":
        return isinstance(value, list) and all(isinstance(words, str) for words in value)
    if key == "people":
        return isinstance(value, list) and all(_fits(p, _PERSON) for p in value)
    return isinstance(value, str)


def _fits(value: object, keys: set[str]) -> bool:
    return isinstance(value, dict) and set(value) == keys and all(_has_shape(k, v) for k, v in value.items())


def _head(head: Head, crypto: Checker) -> dict[str, bytes]:
    """The keys by author, once the head is known to be its exporter's."""
    if head["format"] != FORMAT:
        raise _Wrong(f"the head, line 1: this is not {FORMAT}")
    keys = {p["id"]: bytes.fromhex(p["key"]) for p in head["people"]}
    if len(keys) < len(head["people"]) or head["exported_by"] not in keys:
        raise _Wrong("the head, line 1: the people in it do not fit")
    signed = proof_message(over_head(head))
    if not crypto.verify(keys[head["exported_by"]], bytes.fromhex(head["signature"]), signed):
        raise _Wrong("the head, line 1: it is not what its exporter signed")
    return keys


def _entry(number: int, line: bytes, before: bytes, log: _Log) -> tuple[bytes, bytes]:
    """Check one entry; its commitment, and the chain's value after it."""
    where, head = f"entry {number}", log.head
    if number > head["count"]:
        raise _Wrong(f"{where}: the head names {head['count']} entries; this one was added")
    value: Left | Entry
    if head["erased"]:
        value = left = cast(Left, _line(line, where, _LEFT))
        committed = bytes.fromhex(left["commitment"])
    else:
        value = written = cast(Entry, _line(line, where, _ENTRY))
        committed = _written(where, number, written, _spelled(line, written), log)
    chain = link(before, committed)
    if value["n"] != number or value["chain"] != chain.hex():
        raise _Wrong(f"{where}: it does not follow the entry before; one was added, left out or moved")
    if not log.crypto.verify(
        log.keys[head["exported_by"]], bytes.fromhex(value["proof"]), proof_message(over_line(chain))
    ):
        raise _Wrong(f"{where}: its place is not what the exporter signed")
    return committed, chain


def _spelled(line: bytes, value: Entry) -> bytes:
    """What was written, as it is spelled in its line: all around it has a length that is known."""
    return line[_BEFORE_ENTRY : len(line) - _AFTER_ENTRY - len(str(value["n"]))]


def _written(where: str, number: int, value: Entry, body: bytes, log: _Log) -> bytes:
    """The commitment to an entry, once it is known to be its author's, and to stand there once."""
    author = value["author"]
    if author not in log.keys:
        raise _Wrong(f"{where}: nobody in the head wrote it")
    if value["entry"].get("author", author) != author:
        raise _Wrong(f"{where}: one person signed it, and it says that another wrote it")
    entry = Signed(bytes.fromhex(author), bytes.fromhex(value["signature"]), body)
    signed = message(log.child, entry.author, body)
    if not log.crypto.verify(log.keys[author], entry.signature, signed):
        raise _Wrong(f"{where}: it is not what its author signed")
    if (before := log.stood.setdefault(entry.author + body, number)) != number:
        raise _Wrong(f"{where}: it is entry {before} again")
    return commitment(bytes.fromhex(value["salt"]), entry)
