"""What is left of a child's log after its key was destroyed: the hash of each entry, and who did it.

A hash takes in its author's signature, which went with the entry: nothing can be guessed from it. A copy
that was exported before proves itself against what is left. Records of older versions of the app hold
commitments instead: digests over an entry and a salt from the destroyed key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from carerapp.domain.canonical import canonical
from carerapp.domain.feeds import entry_hash
from carerapp.vault.errors import SealBroken
from carerapp.vault.format.entries import Signed
from carerapp.vault.format.in_order import in_order
from carerapp.vault.format.sealed_file import Sealer
from carerapp.vault.ports import Crypto, Disk

_FOLDER = "erased/"
_LISTS = ("commitments", "hashes")


@dataclass(frozen=True, slots=True)
class ErasureRecord:
    """``child``: their opaque id. ``by``: the person's id. ``at``: seconds since 1970. ``proof``: ``by``'s
    signature over all the rest, hexadecimal. ``hashes``: of each entry, hexadecimal, each feed in the order
    of its numbers; or in a record of an older version ``commitments``, in the log's order: the other is
    ``None``."""

    child: str
    by: str
    at: int
    reason: str
    commitments: tuple[str, ...] | None = None
    proof: str = ""
    hashes: tuple[str, ...] | None = None

    @property
    def count(self) -> int:
        """How many entries there were."""
        return len(self.hashes or self.commitments or ())

    def signed_part(self) -> bytes:
        """What ``proof`` is over."""
        said = canonical({k: v for k, v in self.to_json().items() if k != "proof"})
        return (b"erased\0" if self.hashes is None else b"erased 3\0") + said

    def to_json(self) -> dict[str, Any]:
        """As it stands in the sealed file."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        return {name: list(value) if name in _LISTS else value for name, value in said.items()}


def write_erasure_record(
    disk: Disk,
    crypto: Crypto,
    vault_key: bytes,
    epoch: int,
    child: str,
    entries: Sequence[Signed],
    *,
    by: str,
    at: float,
    reason: str,
    sign: Callable[[bytes], bytes],
) -> None:
    """Write it, sealed; durable on return. Raises :class:`DiskError`."""
    about = bytes.fromhex(child)
    hashes = (entry_hash(about, one.author, one.signature, one.body).hex() for one in in_order(entries))
    left = ErasureRecord(child, by, int(at), reason, hashes=tuple(dict.fromkeys(hashes)))
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
        lists = {one: tuple(raw[one]) for one in _LISTS if one in raw}
        left = ErasureRecord(**{**raw, **lists})
        if left.child not in known:
            found.append(left)
    return tuple(found)
