"""The key file: who may open the vault, and the vault key wrapped once for each of them.

``magic 8 | format 2 | length 4 | JSON | SHA-256``. The checksum needs no key, so a damaged file is told
from a wrong PIN and its copy is used instead; what authenticates the file is a seal under the vault key
over the exact bytes of everything else in it (:mod:`.directory`).
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from carerapp.vault.errors import VaultDamaged
from carerapp.vault.keys.pin import Kdf

_HEAD = struct.Struct(">8sHI")
MAGIC = b"CARERKEY"
FORMAT = 1
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
    """The key file's content. ``envelopes`` hold the vault key sealed to public keys: ``kind`` ``grant`` with
    the person's id in ``to``, or ``owner`` with the owner's recovery public key in ``to``.

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


def compact(value: Any) -> bytes:
    """The one spelling of a JSON value here."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def proved_part(file: KeyFile) -> bytes:
    """Everything in the file but its proof, which is a seal over this."""
    return compact(_body(file))


def encode(file: KeyFile) -> bytes:
    """The bytes on disk."""
    body = compact({**_body(file), "proof": [file.proof_nonce.hex(), file.proof.hex()]})
    data = _HEAD.pack(MAGIC, FORMAT, len(body)) + body
    return data + hashlib.sha256(data).digest()


def decode(data: bytes | None) -> KeyFile | None:
    """The key file, or ``None`` when these bytes are not exactly what was written.

    Raises :class:`VaultDamaged` for a whole file of a newer format.
    """
    if not data or len(data) < _HEAD.size + _SUM or hashlib.sha256(data[:-_SUM]).digest() != data[-_SUM:]:
        return None
    magic, version, length = _HEAD.unpack_from(data)
    if magic != MAGIC or length != len(data) - _HEAD.size - _SUM:
        return None
    if version != FORMAT:
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
