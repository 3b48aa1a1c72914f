"""What is left of a child's log after its key was destroyed: one commitment for each entry, and who did it.

A commitment is a digest over a salt and the entry. The salt came from the destroyed key, so nothing can be
guessed from it; a copy exported before holds the salts, and still proves itself against what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from carerapp.domain.canonical import canonical
from carerapp.vault.errors import SealBroken
from carerapp.vault.format.entries import Signed, commitment
from carerapp.vault.format.sealed_file import Sealer
from carerapp.vault.format.stream_keys import StreamKeys
from carerapp.vault.ports import Crypto, Disk

_FOLDER = "erased/"


@dataclass(frozen=True, slots=True)
class ErasureRecord:
    """``child``: their opaque id. ``by``: the person's id. ``at``: seconds since 1970. ``proof``: ``by``'s
    signature over all the rest, hexadecimal. ``commitments``: hexadecimal, in the log's order."""

    child: str
    by: str
    at: int
    reason: str
    commitments: tuple[str, ...]
    proof: str = ""

    def signed_part(self) -> bytes:
        """What ``proof`` is over."""
        return b"erased\0" + canonical({k: v for k, v in self.to_json().items() if k != "proof"})

    def to_json(self) -> dict[str, Any]:
        """As it stands in the sealed file and in an export."""
        return {**asdict(self), "commitments": list(self.commitments)}


def write_erasure_record(
    disk: Disk,
    crypto: Crypto,
    vault_key: bytes,
    epoch: int,
    keys: StreamKeys,
    entries: Sequence[Signed],
    *,
    by: str,
    at: float,
    reason: str,
    sign: Callable[[bytes], bytes],
) -> None:
    """Write them, sealed; durable on return. Raises :class:`DiskError`."""
    child = keys.child.hex()
    made = tuple(commitment(keys.salt(crypto, n), entry).hex() for n, entry in enumerate(entries, 1))
    left = ErasureRecord(child, by, int(at), reason, made)
    value = {**left.to_json(), "proof": sign(left.signed_part()).hex()}
    name = _FOLDER + child
    disk.replace(name, Sealer(crypto, vault_key, "erased", epoch).seal_json(name, value))


def read_erasure_records(
    disk: Disk, crypto: Crypto, vault_keys: Mapping[int, bytes], epoch: int, known: Sequence[str]
) -> tuple[ErasureRecord, ...]:
    """All that open, but of children who are still here: their erasing was cut short before the key went."""
    sealer = Sealer(crypto, vault_keys[epoch], "erased", epoch, vault_keys)
    found = []
    for name in disk.names(_FOLDER):
        try:
            raw = sealer.unseal_json(name, disk.read(name) or b"")
        except SealBroken:
            continue
        left = ErasureRecord(**{**raw, "commitments": tuple(raw["commitments"])})
        if left.child not in known:
            found.append(left)
    return tuple(found)
