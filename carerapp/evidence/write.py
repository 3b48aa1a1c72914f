"""A child's log as its authors signed it, or what is left of an erased one. Pure but for the signer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from carerapp.evidence.lines import (
    FORMAT,
    SECOND,
    ReceiptLine,
    RunLeft,
    StampLine,
    genesis,
    link,
    over_head,
    over_line,
    spell,
)
from carerapp.vault import ErasureRecord
from carerapp.vault.format.entries import Signed
from carerapp.vault.format.in_order import in_order

Sign = Callable[[bytes], bytes]


def export_lines(
    child: str,
    entries: Sequence[Signed],
    people: Iterable[Mapping[str, str]],
    *,
    by: str,
    at: str,
    damage: Sequence[str] = (),
    left: Sequence[RunLeft] = (),
    receipts: Sequence[ReceiptLine] = (),
    stamps: Sequence[StampLine] = (),
    sign: Sign,
) -> Iterator[bytes]:
    """The head, then every entry, each with its line's end.

    `people`: id, name, role and public key of everyone who wrote; `by`: the exporter's id; `at`: ISO 8601;
    `damage`: what the device could not read; `left`: what had left it; `receipts`: the newest of each
    authority; `stamps`: time stamps over receipts; `sign` makes the exporter's proof, over the head.
    """
    lines = [_entry(entry) for entry in in_order(entries)]
    head = _head(child, len(lines), people, by, at, damage) | _ending(lines, left, receipts, stamps)
    yield _line({**head, "signature": sign(over_head(head)).hex()})
    yield from lines


def _ending(
    lines: Sequence[bytes],
    left: Sequence[RunLeft],
    receipts: Sequence[ReceiptLine],
    stamps: Sequence[StampLine],
) -> dict[str, object]:
    return {
        "format": FORMAT,
        "left": list(left),
        "lines": hashlib.sha256(b"".join(lines)).hexdigest(),
        "receipts": list(receipts),
        **({"dated": list(stamps)} if stamps else {}),
    }


def _entry(entry: Signed) -> bytes:
    """Its bytes stand in the line as they were signed: they are in the one spelling."""
    author, signature = entry.author.hex().encode(), entry.signature.hex().encode()
    return b'{"author":"%s","entry":%s,"signature":"%s"}\n' % (author, entry.body, signature)


def export_erased(
    left: ErasureRecord,
    people: Iterable[Mapping[str, str]],
    *,
    by: str,
    at: str,
    receipts: Sequence[ReceiptLine] = (),
    stamps: Sequence[StampLine] = (),
    sign: Sign,
) -> Iterator[bytes]:
    """What is left of an erased child's log: who erased it, when, why, and the hash of each entry; of an
    older record, in format 2, its commitments."""
    erased = {"at": left.at, "by": left.by, "reason": left.reason, "proof": left.proof}
    head: dict[str, object] = {**_head(left.child, left.count, people, by, at, ()), "erased": erased}
    if left.hashes is None:
        yield from _older({**head, "format": SECOND}, left, sign)
        return
    lines = [_line({"hash": one}) for one in left.hashes]
    head |= _ending(lines, (), receipts, stamps)
    yield _line({**head, "signature": sign(over_head(head)).hex()})
    yield from lines


def _older(head: Mapping[str, object], left: ErasureRecord, sign: Sign) -> Iterator[bytes]:
    yield _line({**head, "signature": sign(over_head(head)).hex()})
    chain = genesis(left.child)
    for number, committed in enumerate(left.commitments or (), 1):
        chain = link(chain, bytes.fromhex(committed))
        proof = sign(over_line(chain)).hex()
        yield _line({"n": number, "commitment": committed, "chain": chain.hex(), "proof": proof})


def _head(
    child: str, count: int, people: Iterable[Mapping[str, str]], by: str, at: str, damage: Sequence[str]
) -> dict[str, object]:
    return {
        "child": child,
        "count": count,
        "people": sorted((dict(p) for p in people), key=lambda p: p["id"]),
        "exported_by": by,
        "exported_at": at,
        "damage": list(damage),
    }


def _line(value: Mapping[str, object]) -> bytes:
    return spell(value) + b"\n"
