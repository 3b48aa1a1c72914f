"""The verdict over a log of format 2: chained when it was exported. Read for ever; written only of what an
older version left of a record that was erased by law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from carerapp.domain.feeds import entry_hash
from carerapp.domain.gate.shape import shown
from carerapp.evidence.lines import SECOND, Entry, Erased, Head, Left, Signatory, genesis, link, over_line
from carerapp.evidence.reading import Checker, Wrong, head_keys, read_line
from carerapp.evidence.verdict import Verdict
from carerapp.vault import ErasureRecord
from carerapp.vault.format.entries import Signed, commitment, message, proof_message

_HEAD = {"format", "child", "count", "people", "exported_by", "exported_at", "damage", "erased", "signature"}
_ENTRY = {"n", "author", "signature", "entry", "salt", "chain", "proof"}
_LEFT = {"n", "commitment", "chain", "proof"}
_ACKNOWLEDGES = b'"field":"acknowledged"'
_BEFORE_ENTRY = len('{"author":"","chain":"","entry":') + 16 + 64
_AFTER_ENTRY = len(',"n":,"proof":"","salt":"","signature":""}') + 128 + 64 + 128  # and the digits of n


@dataclass(frozen=True, slots=True)
class _Log:
    """What its entries are checked against. ``keys``: by author; ``stood``: what each author said so far, and
    in which entry: an entry has an id of its own, so none stands there twice."""

    head: Head
    child: bytes
    keys: Mapping[str, bytes]
    crypto: Checker
    stood: dict[bytes, int] = field(default_factory=dict)
    hashes: list[str] = field(default_factory=list)


def second_verdict(lines: list[bytes], crypto: Checker) -> Verdict:
    """Over the lines of a file. Raises :class:`Wrong`."""
    head = cast(Head, read_line(lines[0], "the head, line 1", _HEAD))
    if head["format"] != SECOND:
        raise Wrong(f"the head, line 1: this is not {SECOND}")
    keys = head_keys(head, crypto)
    if lines.pop() != b"":
        raise Wrong(
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
        raise Wrong(f"entry {len(lines)}: it and all after it are missing; the head names {head['count']}")
    erased = _erased(head, commitments, keys, crypto)
    by = next(p["name"] for p in head["people"] if p["id"] == head["exported_by"])
    people, damage = tuple(head["people"]), tuple(head["damage"])
    return Verdict(
        head["count"],
        people,
        "",
        by,
        head["exported_at"],
        damage,
        erased,
        tuple(values),
        seen,
        tuple(log.hashes),
    )


def _erased(head: Head, commitments: list[str], keys: Mapping[str, bytes], crypto: Checker) -> str:
    """Who erased it, in words, once their proof over what is left is checked; "" for a log that is there."""
    said = head["erased"]
    if said is None:
        return ""
    left = ErasureRecord(head["child"], said["by"], said["at"], said["reason"], tuple(commitments))
    if said["by"] not in keys or not crypto.verify(
        keys[said["by"]], bytes.fromhex(said["proof"]), proof_message(left.signed_part())
    ):
        raise Wrong("the head, line 1: what is left is not what the one who erased it signed")
    return erased_words(said, head["people"], "commitments")


def erased_words(said: Erased, people: Sequence[Signatory], what: str) -> str:
    """Who erased it, when and why. Raises :class:`Wrong`."""
    by = next(p for p in people if p["id"] == said["by"])
    try:
        day = datetime.fromtimestamp(said["at"], UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise Wrong("the head, line 1: the moment of the erasure is no time") from None
    reason = shown(said["reason"])
    because = f" Reason: {reason}" if reason else ""
    return f"erased by law {day} by {shown(by['name'])}; only {what} are left.{because}"


def _entry(number: int, line: bytes, before: bytes, log: _Log) -> tuple[bytes, bytes]:
    """Check one entry; its commitment, and the chain's value after it."""
    where, head = f"entry {number}", log.head
    if number > head["count"]:
        raise Wrong(f"{where}: the head names {head['count']} entries; this one was added")
    value: Left | Entry
    if head["erased"]:
        value = left = cast(Left, read_line(line, where, _LEFT))
        committed = bytes.fromhex(left["commitment"])
    else:
        value = written = cast(Entry, read_line(line, where, _ENTRY))
        committed = _written(where, number, written, _spelled(line, written), log)
    chain = link(before, committed)
    if value["n"] != number or value["chain"] != chain.hex():
        raise Wrong(f"{where}: it does not follow the entry before; one was added, left out or moved")
    if not log.crypto.verify(
        log.keys[head["exported_by"]], bytes.fromhex(value["proof"]), proof_message(over_line(chain))
    ):
        raise Wrong(f"{where}: its place is not what the exporter signed")
    return committed, chain


def _spelled(line: bytes, value: Entry) -> bytes:
    """What was written, as it is spelled in its line: all around it has a length that is known."""
    return line[_BEFORE_ENTRY : len(line) - _AFTER_ENTRY - len(str(value["n"]))]


def _written(where: str, number: int, value: Entry, body: bytes, log: _Log) -> bytes:
    """The commitment to an entry, once it is known to be its author's, and to stand there once."""
    author = value["author"]
    if author not in log.keys:
        raise Wrong(f"{where}: nobody in the head wrote it")
    if value["entry"].get("author", author) != author:
        raise Wrong(f"{where}: one person signed it, and it says that another wrote it")
    entry = Signed(bytes.fromhex(author), bytes.fromhex(value["signature"]), body)
    signed = message(log.child, entry.author, body)
    if not log.crypto.verify(log.keys[author], entry.signature, signed):
        raise Wrong(f"{where}: it is not what its author signed")
    if (before := log.stood.setdefault(entry.author + body, number)) != number:
        raise Wrong(f"{where}: it is entry {before} again")
    log.hashes.append(entry_hash(log.child, entry.author, entry.signature, body).hex())
    return commitment(bytes.fromhex(value["salt"]), entry)
