"""The slots of the key file: the vault key and a person's signing key, wrapped under what they know.

A slot is wrapped when its owner types their secret, so it is of the epoch of that day. When somebody is
removed a new epoch begins with a new vault key: it is sealed to each other slot's public key (a *grant*),
because nobody else's secret is at hand. The owner's next unlock wraps the slot anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.vault.errors import SealBroken, VaultDamaged
from carerapp.vault.keys.envelopes import GRANT, grant_private, open_envelope
from carerapp.vault.keys.key_file import FORMAT, MAGIC, STAFF, KeyFile, Slot
from carerapp.vault.keys.pin import Kdf, check_kdf, stretch
from carerapp.vault.ports import Crypto
from carerapp.vault.primitives.derivation import KEY, label
from carerapp.vault.primitives.wiping import wipe


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot gives: the vault key, the person's signing key, and whose slot it is."""

    slot: str
    vault_key: bytes
    signing_key: bytes


def _binding(file: KeyFile, slot_id: str, kind: str, kdf: Kdf, epoch: int) -> bytes:
    """What a slot is tied to: another vault, epoch, slot, or cheaper parameters do not open it."""
    cost = f"{kdf.memory_kib},{kdf.passes},{kdf.lanes}"
    if not epoch:
        return label(MAGIC, FORMAT, file.vault, file.epoch, slot_id, kind, cost, file.sealing_public)
    return label(MAGIC, FORMAT, file.vault, epoch, slot_id, kind, cost)


def _device_part(file: KeyFile, kind: str, device_secret: bytes | None) -> bytes | None:
    """What the device adds to a slot of this kind. A recovery slot must open where the device is lost."""
    return device_secret if file.device and kind == STAFF else None


def make_slot(
    crypto: Crypto,
    file: KeyFile,
    secret: str,
    opened: Opened,
    *,
    kind: str,
    device_secret: bytes | None,
    kdf: Kdf | None = None,
    mark: str = "",
) -> Slot:
    """A slot of this epoch that opens with ``secret`` and gives what ``opened`` holds.

    Raises ``ValueError`` for a staff slot without the device secret where the key file names one.
    """
    if file.device and kind == STAFF and not device_secret:
        raise ValueError("this vault's staff slots need the device secret")
    kdf = kdf or Kdf()
    check_kdf(kdf)
    salt, nonce = crypto.random(16), crypto.random(12)
    binding = _binding(file, opened.slot, kind, kdf, file.epoch)
    key = stretch(crypto, secret, salt, kdf, _device_part(file, kind, device_secret), binding)
    both = opened.vault_key + opened.signing_key
    wrapped = crypto.seal(key, nonce, both, binding)
    wipe(key, both)
    return Slot(opened.slot, kind, kdf, salt, nonce, wrapped, file.epoch, mark)


def open_slot(
    crypto: Crypto, file: KeyFile, slot: Slot, secret: str, device_secret: bytes | None
) -> Opened | None:
    """What the slot holds now, or ``None`` for a wrong secret, or a wrong or missing device secret: nothing
    tells the one from the other. Raises :class:`WeakKdf`, and :class:`VaultDamaged` for the right secret
    of a slot whose grant is missing or broken."""
    binding = _binding(file, slot.id, slot.kind, slot.kdf, slot.epoch)
    device_part = _device_part(file, slot.kind, device_secret)
    key = stretch(crypto, secret, slot.salt, slot.kdf, device_part, binding)
    try:
        both = crypto.unseal(key, slot.nonce, slot.wrapped, binding)
    except SealBroken:
        return None
    vault_key, signing_key = both[:KEY], both[KEY:]
    wipe(key, both)
    if slot.epoch not in (0, file.epoch):
        private = grant_private(crypto, signing_key)
        wipe(vault_key)
        try:
            vault_key = open_envelope(crypto, file, GRANT, slot.id, private, device_secret)
        except SealBroken:
            raise VaultDamaged from None
    return Opened(slot.id, vault_key, signing_key)
