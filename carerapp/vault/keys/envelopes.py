"""The vault key for somebody who is not there: sealed to a colleague's slot, or to the owner's recovery
key."""

from __future__ import annotations

from carerapp.vault.errors import SealBroken
from carerapp.vault.keys.key_file import RECOVERY, KeyFile
from carerapp.vault.ports import Crypto
from carerapp.vault.primitives.derivation import KEY, label
from carerapp.vault.primitives.hpke import open_sealed, seal_to

GRANT, OWNER = "grant", "owner"


def grant_private(crypto: Crypto, signing_key: bytes) -> bytes:
    """The private key that this person's grants open with; it comes with their slot."""
    return crypto.hkdf(signing_key, salt=b"", info=label("grant"), length=KEY)


def make_envelope(
    crypto: Crypto,
    file: KeyFile,
    vault_key: bytes,
    kind: str,
    to: str,
    public: bytes,
    device_secret: bytes | None = None,
) -> dict[str, str]:
    """The vault key of ``file``'s epoch sealed to a public key."""
    info = _envelope_info(crypto, file, kind, to, device_secret)
    return {"kind": kind, "to": to, "sealed": seal_to(crypto, public, vault_key, info=info).hex()}


def open_envelope(
    crypto: Crypto, file: KeyFile, kind: str, to: str, private: bytes, device_secret: bytes | None = None
) -> bytes:
    """The vault key in this envelope. Raises :class:`SealBroken` where there is none, or it does not open."""
    info = _envelope_info(crypto, file, kind, to, device_secret)
    for envelope in file.envelopes:
        if envelope.get("kind") == kind and envelope.get("to") == to:
            return open_sealed(crypto, private, bytes.fromhex(str(envelope["sealed"])), info=info)
    raise SealBroken


def _envelope_info(crypto: Crypto, file: KeyFile, kind: str, to: str, device_secret: bytes | None) -> bytes:
    """Who could once open the vault knows every public key in it. Where the device keeps a secret they can
    still not make a grant that anybody's slot would take."""
    part = b""
    if kind == GRANT and file.device and _to_staff(file, to):
        part = crypto.hkdf(device_secret or bytes(KEY), salt=b"", info=label("grant device"), length=KEY)
    return label("envelope", file.vault, file.epoch, kind, to, part)


def _to_staff(file: KeyFile, person: str) -> bool:
    """Whether this is a person's id, not the recovery sheet's."""
    return not any(slot.id == person and slot.kind == RECOVERY for slot in file.slots)
