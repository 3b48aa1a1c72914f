"""Writes a setting as 0.1.0 did: one sealed file for each name, the name digested under the key of the
epoch."""

from __future__ import annotations

from carerapp.vault import Vault
from carerapp.vault.format.sealed_file import Sealer
from carerapp.vault.primitives.derivation import label


def keep_as_at_first(vault: Vault, name: str, value: object, *, epoch: int | None = None) -> str:
    """The name of the file. ``epoch``: the one it was written in, where that is not the vault's own."""
    unlocked, secrets = vault._unlocked, vault._unlocked.secrets()
    epoch = epoch or secrets.epoch
    key = secrets.vault_keys()[epoch]
    digest = unlocked.crypto.hkdf(key, salt=b"", info=label("kept name", name), length=16).hex()
    file = f"kept/{digest}"
    unlocked.disk.replace(file, Sealer(unlocked.crypto, key, "kept", epoch).seal_json(file, value))
    return file
