"""A child's log as its authors signed it, or what is left of an erased one. Pure but for the signer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from carerapp.evidence.in_order import in_order
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
    head = {
        **_head(child, len(lines), people, by, at, damage),
        "format": FORMAT,
        "left": list(left),
        "lines": hashlib.sha256(b"".join(lines)).hexdigest(),
        "receipts": list(receipts),
        **({"dated": list(stamps)} if stamps else {}),
    }
    yield _line({**head, "signature": sign(over_head(head)).hex()})
    yield from lines


def _entry(entry: Signed) -> bytes:
    """Its bytes stand in the line as they were signed: they are in the one spelling."""
    author, signature = entry.author.hex().encode(), entry.signature.hex().encode()
    return b'{"author":"%s","entry":%s,"signature":"%s"}\n' % (author, entry.body, signature)


def export_erased(
    left: ErasureRecord, people: Iterable[Mapping[str, str]], *, by: str, at: str, sign: Sign
) -> Iterator[bytes]:
    """What is left of an erased child's log: who erased it, when, why, and one commitment for each entry."""
    erased = {"at": left.at, "by": left.by, "reason": left.reason, "proof": left.proof}
    head = {
        **_head(left.child, len(left.commitments), people, by, at, ()),
        "format": SECOND,
        "erased": erased,
    }
    yield _line({**head, "signature": sign(over_head(head)).hex()})
    chain = genesis(left.child)
    for number, committed in enumerate(left.commitments, 1):
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
