"""A child's log as lines with their proofs. Pure but for the signer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from carerapp.evidence.lines import FORMAT, genesis, link, over_head, over_line, spell
from carerapp.vault.entries import Signed


def export_lines(
    child: str,
    entries: Sequence[Signed],
    people: Iterable[Mapping[str, str]],
    *,
    by: str,
    at: str,
    damage: Sequence[str] = (),
    sign: Callable[[bytes], bytes],
) -> Iterator[bytes]:
    """The head, then every entry, each with its line's end.

    `people`: id, name, role and public key of everyone who wrote; `by`: the exporter's id; `at`: ISO 8601;
    `damage`: what the device
    could not read; `sign` makes the exporter's proofs.
    """
    head: dict[str, object] = {
        "format": FORMAT,
        "child": child,
        "count": len(entries),
        "people": sorted((dict(p) for p in people), key=lambda p: p["id"]),
        "exported_by": by,
        "exported_at": at,
        "damage": list(damage),
    }
    head["signature"] = sign(over_head(head)).hex()
    yield spell(head) + b"\n"
    chain = genesis(child)
    for number, entry in enumerate(entries, 1):
        chain = link(chain, entry.author, entry.signature, entry.body)
        yield (
            spell(
                {
                    "n": number,
                    "author": entry.author.hex(),
                    "signature": entry.signature.hex(),
                    "entry": json.loads(entry.body),
                    "chain": chain.hex(),
                    "proof": sign(over_line(chain)).hex(),
                }
            )
            + b"\n"
        )
