"""The test vectors of docs/evidence-format.md, made from the invented keys of `vectors/keys.json`.

    python -m tests.evidence.making      writes those files of `vectors/` that are not there

Nothing in them is by chance: the same keys make the same bytes. They are never written anew: a test asks
whether today's code still makes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from carerapp.domain.canonical import canonical
from carerapp.evidence import export_erased
from carerapp.evidence.lines import genesis, link, over_head, over_line
from carerapp.vault import ErasureRecord
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.format.entries import Signed, commitment, message, proof_message, sign
from tests.evidence.second_format import second_lines

CRYPTO = NativeCrypto()
VECTORS = Path(__file__).with_name("vectors")
KEYS: dict[str, Any] = json.loads((VECTORS / "keys.json").read_text("utf-8"))
CHILD, OTHER = KEYS["child"], KEYS["other_child"]
PRIVATE = {id: bytes.fromhex(person["private"]) for id, person in KEYS["people"].items()}
PEOPLE = [
    {"id": id, "name": p["name"], "role": p["role"], "key": CRYPTO.sign_public(PRIVATE[id]).hex()}
    for id, p in KEYS["people"].items()
]
ANN, BEN, DEE = PRIVATE
ODD: Sequence[Any] = (
    {"words": "Ola’s bag is gone. ሰላም 👋🏽"},
    {"\uffff": 1, "😀": 2, "a": [], "": {}, "~": [None, True, False]},
    [0.1, -0.0, 1e16, 1e15, 123456.789, 1e-4, 1e-5, 1.5e300, 5e-324, 1e22, 2**70, -(2**70), 0, -1],
    {"words": 'a "quoted" \\ word\n\r\t\b\f\u0000\u001f\u007f\u2028\ud800 and an end'},
)


def body(number: int, author: str, **other: Any) -> dict[str, Any]:
    """An entry as the app writes it."""
    at = f"2026-11-20T22:{number:02}:00+00:00"
    return {
        "id": f"{number:016x}",
        "record": "0e" * 8,
        "form": "hertfordshire/episode@1",
        "kind": "note",
        "field": "note",
        "value": {"words": f"Note {number}"},
        "supersedes": [],
        "author": author,
        "happened_at": at,
        "written_at": at,
        "utc_offset": 0,
        "hlc": f"{1_795_212_000_000 + 60_000 * number:012x}-0000-0f0f0f0f",
        "reason": "",
        "run": "",
        "run_ms": 0,
        **other,
    }


def signed(author: str, document: Mapping[str, Any], child: str = CHILD, by: str = "") -> Signed:
    """``by``: with whose key, if not the author's."""
    private = PRIVATE[by or author]
    return sign(
        partial(CRYPTO.sign, private), bytes.fromhex(child), bytes.fromhex(author), canonical(document)
    )


def log(child: str = CHILD) -> list[Signed]:
    """Three people's entries, odd values among them, and one with which a desk acknowledges."""
    found = [
        signed(author, body(n, author, value=value), child)
        for n, (author, value) in enumerate(zip((ANN, BEN, ANN, BEN), ODD, strict=True), 1)
    ]
    said = {"upto": json.loads(found[-1].body)["hlc"], "role": "Duty officer", "entries": 4}
    found.append(signed(DEE, body(5, DEE, field="acknowledged", value=said), child))
    return [*found, signed(ANN, body(6, ANN), child)]


def salt(number: int) -> bytes:
    """Of an entry's commitment, by its number from 1."""
    return bytes.fromhex(KEYS["salts"][(number - 1) % len(KEYS["salts"])])


def prove(by: str, data: bytes) -> bytes:
    """The signature of somebody over what is no entry."""
    return CRYPTO.sign(PRIVATE[by], proof_message(data))


def exported(entries: Sequence[Signed], *, child: str = CHILD, by: str = ANN, **more: Any) -> list[bytes]:
    """The lines of an export by one of them."""
    at = KEYS["exported_at"]
    return list(
        second_lines(child, entries, PEOPLE, by=by, at=at, salt=salt, sign=partial(prove, by), **more)
    )


def erased(entries: Sequence[Signed]) -> list[bytes]:
    """The lines of what is left of an erased log."""
    made = tuple(commitment(salt(n), entry).hex() for n, entry in enumerate(entries, 1))
    left = ErasureRecord(CHILD, ANN, KEYS["erased_at"], KEYS["erased_because"], made)
    left = replace(left, proof=prove(ANN, left.signed_part()).hex())
    return list(export_erased(left, PEOPLE, by=ANN, at=KEYS["exported_at"], sign=partial(prove, ANN)))


def parts(lines: Sequence[bytes]) -> dict[str, Any]:
    """Each step of the first entry and of the head, in hexadecimal: where two verifiers part, it shows."""
    entry, head = log()[0], json.loads(lines[0])
    committed = commitment(salt(1), entry)
    chain = link(genesis(CHILD), committed)
    steps = {
        "head.signed": proof_message(over_head(head)),
        "entry.bytes": entry.body,
        "entry.signed": message(bytes.fromhex(CHILD), entry.author, entry.body),
        "entry.signature": entry.signature,
        "entry.commitment": committed,
        "chain.before": genesis(CHILD),
        "chain.after": chain,
        "line.signed": proof_message(over_line(chain)),
    }
    return {name: data.hex() for name, data in steps.items()} | {"head.signature": head["signature"]}


def files() -> dict[str, bytes]:
    """Name → bytes, as today's code makes them."""
    whole = exported(log())
    damage = ["a line of a \x1b[2Jdevice\nintact: 99 entries"]
    return {
        "whole.jsonl": b"".join(whole),
        "empty.jsonl": b"".join(exported([])),
        "damaged.jsonl": b"".join(exported(log()[:1], damage=damage)),
        "other-child.jsonl": b"".join(exported(log(OTHER), child=OTHER)),
        "erased.jsonl": b"".join(erased(log())),
        "parts.json": json.dumps(parts(whole), indent=1).encode() + b"\n",
    }


if __name__ == "__main__":
    for name, data in files().items():
        if not (VECTORS / name).exists():
            (VECTORS / name).write_bytes(data)
