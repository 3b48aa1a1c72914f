"""Sealed in the key file: the people, the vault's sealing key and earlier keys, and the proof over it all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from carerapp.vault.keys.envelopes import grant_private
from carerapp.vault.keys.key_file import KeyFile, compact, proved_part
from carerapp.vault.ports import Crypto
from carerapp.vault.primitives.derivation import derive, label

NOW, NAME_OF = "now", "of"  # keys of a person's entry


@dataclass(frozen=True, slots=True)
class Directory:
    """Sealed in the key file: who has or had a slot, the vault's sealing key, the keys of earlier epochs.

    A person: ``name``, ``role``, ``key`` (public signing key), ``agree`` (what grants are sealed to), and
    where it is so ``manager`` = "yes" and ``left`` = the moment they were removed, in seconds since 1970.
    A name that somebody took later is an entry of its own, with their key: what they signed before keeps the
    earlier one. It says whose it is (``of``, the slot), and the slot's entry which one signs ``now``.
    """

    people: Mapping[str, Mapping[str, str]]
    sealing_private: bytes
    earlier: Mapping[int, tuple[bytes, bytes]] = field(default_factory=dict)
    """Epoch → its vault key and sealing key: what was kept or captured then must still open."""


def person_entry(
    crypto: Crypto, name: str, role: str, signing_key: bytes, *, manager: bool
) -> dict[str, str]:
    """A person as the directory holds them."""
    agree = crypto.agree_public(grant_private(crypto, signing_key)).hex()
    person = {"name": name, "role": role, "key": crypto.sign_public(signing_key).hex(), "agree": agree}
    return {**person, "manager": "yes"} if manager else person


def seal_directory(crypto: Crypto, file: KeyFile, vault_key: bytes, directory: Directory) -> KeyFile:
    """``file`` with its directory, then its proof, made anew."""
    plain = compact(
        {
            "people": directory.people,
            "sealing_private": directory.sealing_private.hex(),
            "earlier": {str(e): [key.hex() for key in keys] for e, keys in directory.earlier.items()},
        }
    )
    nonce = crypto.random(12)
    key = derive(crypto, vault_key, "directory", file.vault, file.epoch)
    file = replace(
        file, directory_nonce=nonce, directory=crypto.seal(key, nonce, plain, label("directory", file.vault))
    )
    nonce = crypto.random(12)
    key = derive(crypto, vault_key, "key file", file.vault, file.epoch)
    return replace(file, proof_nonce=nonce, proof=crypto.seal(key, nonce, b"", proved_part(file)))


def open_directory(crypto: Crypto, file: KeyFile, vault_key: bytes) -> Directory:
    """Check the proof over the whole file and open its directory. Raises :class:`SealBroken`."""
    key = derive(crypto, vault_key, "key file", file.vault, file.epoch)
    crypto.unseal(key, file.proof_nonce, file.proof, proved_part(file))
    key = derive(crypto, vault_key, "directory", file.vault, file.epoch)
    plain = crypto.unseal(key, file.directory_nonce, file.directory, label("directory", file.vault))
    raw = json.loads(plain)
    kept = raw.get("earlier", {}).items()
    earlier = {int(e): (bytes.fromhex(v), bytes.fromhex(s)) for e, (v, s) in kept}
    return Directory(raw["people"], bytes.fromhex(raw["sealing_private"]), earlier)
