"""The key file: who may open the vault, and the vault key wrapped once for each of them.

A slot is wrapped when its owner types their secret, so it is of the epoch of that day. When somebody is
removed a new epoch begins with a new vault key: it is sealed to each other slot's public key (a *grant*),
because nobody else's secret is at hand. The owner's next unlock wraps the slot anew.

``magic 8 | format 2 | length 4 | JSON | SHA-256``. The checksum needs no key, so a damaged file is told
from a wrong PIN and its copy is used instead; what authenticates the file is a seal under the vault key
over the exact bytes of everything else in it.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from carerapp.vault.errors import SealBroken, VaultDamaged
from carerapp.vault.keys.pin import Kdf, check_kdf, stretch
from carerapp.vault.ports import Crypto
from carerapp.vault.primitives.derivation import KEY, derive, label
from carerapp.vault.primitives.hpke import open_sealed, seal_to
from carerapp.vault.primitives.wiping import wipe

_HEAD = struct.Struct(">8sHI")
_MAGIC = b"CARERKEY"
_FORMAT = 1
_SUM = 32
STAFF, RECOVERY, QUICK = "staff", "recovery", "quick"
"""A person's PIN or passphrase; the printed sheet's code; the device's own confirmation alone."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in, for the person ``id``; who that is stands only in the sealed directory.

    ``mark`` is what the lock screen calls them, in clear: initials, empty where there is only one.
    ``epoch`` 0 is a slot as the first versions wrote it; the first unlock wraps it anew.
    """

    id: str
    kind: str
    kdf: Kdf
    salt: bytes
    nonce: bytes
    wrapped: bytes
    epoch: int = 1
    mark: str = ""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key file's content. ``envelopes`` hold the vault key sealed to public keys: ``kind`` ``grant`` with the
    person's id in ``to``, or ``owner`` with the owner's recovery public key in ``to``.

    ``device`` is the handle of the device secret that every staff slot needs too; empty: none does. It
    stands here, and not in a file of its own, so that it is doubled, checked and proved with the slots
    it belongs to, and can only ever change together with them.
    """

    vault: str
    revision: int
    epoch: int
    sealing_public: bytes
    slots: tuple[Slot, ...]
    envelopes: tuple[Mapping[str, Any], ...] = ()
    device: bytes = b""
    directory_nonce: bytes = b""
    directory: bytes = b""
    proof_nonce: bytes = b""
    proof: bytes = b""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot gives: the vault key, the person's signing key, and whose slot it is."""

    slot: str
    vault_key: bytes
    signing_key: bytes


@dataclass(frozen=True, slots=True)
class Directory:
    """Sealed in the key file: who has or had a slot, the vault's sealing key, the keys of earlier epochs.

    A person: ``name``, ``role``, ``key`` (public signing key), ``agree`` (what grants are sealed to), and where
    it is so ``manager`` = "yes" and ``left`` = the moment they were removed, in seconds since 1970.
    """

    people: Mapping[str, Mapping[str, str]]
    sealing_private: bytes
    earlier: Mapping[int, tuple[bytes, bytes]] = field(default_factory=dict)
    """Epoch → its vault key and sealing key: what was kept or captured then must still open."""


def _slot_json(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "kind": slot.kind,
        "kdf": [slot.kdf.memory_kib, slot.kdf.passes, slot.kdf.lanes],
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
        **({"epoch": slot.epoch, "mark": slot.mark} if slot.epoch else {}),
    }


def _slot(raw: Mapping[str, Any]) -> Slot:
    salt, nonce, wrapped = (bytes.fromhex(raw[part]) for part in ("salt", "nonce", "wrapped"))
    return Slot(
        raw["id"],
        raw["kind"],
        Kdf(*raw["kdf"]),
        salt,
        nonce,
        wrapped,
        int(raw.get("epoch", 0)),
        str(raw.get("mark", "")),
    )


def _body(file: KeyFile) -> dict[str, Any]:
    body: dict[str, Any] = {
        "vault": file.vault,
        "revision": file.revision,
        "epoch": file.epoch,
        "sealing_public": file.sealing_public.hex(),
        "slots": [_slot_json(slot) for slot in file.slots],
        "envelopes": list(file.envelopes),
        "directory": [file.directory_nonce.hex(), file.directory.hex()],
    }
    return {**body, "device": file.device.hex()} if file.device else body


def _compact(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def encode(file: KeyFile) -> bytes:
    """The bytes on disk."""
    body = _compact({**_body(file), "proof": [file.proof_nonce.hex(), file.proof.hex()]})
    data = _HEAD.pack(_MAGIC, _FORMAT, len(body)) + body
    return data + hashlib.sha256(data).digest()


def decode(data: bytes | None) -> KeyFile | None:
    """The key file, or ``None`` when these bytes are not exactly what was written.

    Raises :class:`VaultDamaged` for a whole file of a newer format.
    """
    if not data or len(data) < _HEAD.size + _SUM or hashlib.sha256(data[:-_SUM]).digest() != data[-_SUM:]:
        return None
    magic, version, length = _HEAD.unpack_from(data)
    if magic != _MAGIC or length != len(data) - _HEAD.size - _SUM:
        return None
    if version != _FORMAT:
        raise VaultDamaged(
            "These records were made by a newer version of the app. Nothing was changed. "
            "Update the app to open them."
        )
    try:
        raw = json.loads(data[_HEAD.size : -_SUM])
        file = KeyFile(
            vault=raw["vault"],
            revision=int(raw["revision"]),
            epoch=int(raw["epoch"]),
            sealing_public=bytes.fromhex(raw["sealing_public"]),
            slots=tuple(_slot(raw_slot) for raw_slot in raw["slots"]),
            envelopes=tuple(raw["envelopes"]),
            device=bytes.fromhex(raw.get("device", "")),
            directory_nonce=bytes.fromhex(raw["directory"][0]),
            directory=bytes.fromhex(raw["directory"][1]),
            proof_nonce=bytes.fromhex(raw["proof"][0]),
            proof=bytes.fromhex(raw["proof"][1]),
        )
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    # One spelling only: hex in capitals or a space in the JSON is not the file that was written.
    return file if encode(file) == data else None


def _binding(file: KeyFile, slot_id: str, kind: str, kdf: Kdf, epoch: int) -> bytes:
    """What a slot is tied to: another vault, epoch, slot, or cheaper parameters do not open it."""
    cost = f"{kdf.memory_kib},{kdf.passes},{kdf.lanes}"
    if not epoch:
        return label(_MAGIC, _FORMAT, file.vault, file.epoch, slot_id, kind, cost, file.sealing_public)
    return label(_MAGIC, _FORMAT, file.vault, epoch, slot_id, kind, cost)


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


# --- the vault key for somebody who is not there --------------------------------------------
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
    if kind == GRANT and file.device and to_staff(file, to):
        part = crypto.hkdf(device_secret or bytes(KEY), salt=b"", info=label("grant device"), length=KEY)
    return label("envelope", file.vault, file.epoch, kind, to, part)


def to_staff(file: KeyFile, person: str) -> bool:
    """Whether this is a person's id, not the recovery sheet's."""
    return not any(slot.id == person and slot.kind == RECOVERY for slot in file.slots)


# --- the sealed directory, and the proof over it all ------------------------------------------
def seal_directory(crypto: Crypto, file: KeyFile, vault_key: bytes, directory: Directory) -> KeyFile:
    """``file`` with its directory, then its proof, made anew."""
    plain = _compact(
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
    return replace(file, proof_nonce=nonce, proof=crypto.seal(key, nonce, b"", _compact(_body(file))))


def open_directory(crypto: Crypto, file: KeyFile, vault_key: bytes) -> Directory:
    """Check the proof over the whole file and open its directory. Raises :class:`SealBroken`."""
    key = derive(crypto, vault_key, "key file", file.vault, file.epoch)
    crypto.unseal(key, file.proof_nonce, file.proof, _compact(_body(file)))
    key = derive(crypto, vault_key, "directory", file.vault, file.epoch)
    plain = crypto.unseal(key, file.directory_nonce, file.directory, label("directory", file.vault))
    raw = json.loads(plain)
    kept = raw.get("earlier", {}).items()
    earlier = {int(e): (bytes.fromhex(v), bytes.fromhex(s)) for e, (v, s) in kept}
    return Directory(raw["people"], bytes.fromhex(raw["sealing_private"]), earlier)
