"""Writes a log in format 2, as the app did until format 3: for what both verifiers must go on reading."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from carerapp.evidence.lines import SECOND, genesis, link, over_head, over_line, spell
from carerapp.vault.format.entries import Signed, commitment

Sign = Callable[[bytes], bytes]


def second_lines(
    child: str,
    entries: Sequence[Signed],
    people: Iterable[Mapping[str, str]],
    *,
    by: str,
    at: str,
    salt: Callable[[int], bytes],
    damage: Sequence[str] = (),
    sign: Sign,
) -> Iterator[bytes]:
    """The head, then every entry, each with its line's end.

    `people`: id, name, role and public key of everyone who wrote; `by`: the exporter's id; `at`: ISO 8601;
    `salt`: of an entry's commitment, by its number from 1; `damage`: what the device could not read;
    `sign` makes the exporter's proofs.
    """
    head = _head(child, len(entries), people, by, at, damage, None)
    yield _line({**head, "signature": sign(over_head(head)).hex()})
    chain = genesis(child)
    for number, entry in enumerate(entries, 1):
        blind = salt(number)
        chain = link(chain, commitment(blind, entry))
        yield _line(
            {
                "n": number,
                "author": entry.author.hex(),
                "signature": entry.signature.hex(),
                "entry": json.loads(entry.body),
                "salt": blind.hex(),
                "chain": chain.hex(),
                "proof": sign(over_line(chain)).hex(),
            }
        )


def _head(
    child: str,
    count: int,
    people: Iterable[Mapping[str, str]],
    by: str,
    at: str,
    damage: Sequence[str],
    erased: Mapping[str, object] | None,
) -> dict[str, object]:
    return {
        "format": SECOND,
        "child": child,
        "count": count,
        "people": sorted((dict(p) for p in people), key=lambda p: p["id"]),
        "exported_by": by,
        "exported_at": at,
        "damage": list(damage),
        "erased": dict(erased) if erased else None,
    }


def _line(value: Mapping[str, object]) -> bytes:
    return spell(value) + b"\n"
