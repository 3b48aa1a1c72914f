"""What a device needs to listen while it is locked: for each authority a key of its own, that opens nothing.

It lies beside the vault in clear. Who has it can hear how much is new for this device and hand in entries
that the device's real key signed; nothing else is answered to it (ADR 26).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Crypto, DiskError, Unsealed, Vault
from sync.conversation import Conversation
from sync.signals import NOTHING, Signal, listen_with

_FILE = "ears"


@dataclass(frozen=True, slots=True)
class Ear:
    """``device``: this device's id at the authority; ``private``: the listening key; ``endpoint_key``: the
    authority's, that was pinned: what says that this device is revoked must be signed by it; ``alone``:
    nothing is here that is not that authority's; ``desk``: this is a duty desk's device; ``known``: what
    there was when somebody last looked."""

    endpoint: str
    device: str
    private: bytes
    endpoint_key: bytes
    alone: bool = False
    desk: bool = False
    known: Signal = NOTHING

    @property
    def keyid(self) -> str:
        """Under which it signs its requests."""
        return f"ear:{self.device}"


def ears(unsealed: Unsealed) -> tuple[Ear, ...]:
    """One for each authority; none, where the file is none."""
    try:
        return tuple(_read(raw) for raw in json.loads(unsealed.read(_FILE) or b"[]"))
    except (DiskError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def keep_ear(unsealed: Unsealed, ear: Ear) -> None:
    """In place of the one for the same device. Raises ``NotSaved``."""
    _write(unsealed, [*(one for one in ears(unsealed) if one.device != ear.device), ear])


def forget_ear(unsealed: Unsealed, device: str) -> None:
    """Nothing is heard from there any more. Raises ``NotSaved``."""
    known = ears(unsealed)
    if others := [one for one in known if one.device != device]:
        _write(unsealed, others)
    elif known:
        unsealed.remove(_FILE)


def listen(vault: Vault, crypto: Crypto, enrolment: Enrolment, *, alone: bool) -> Conversation[bool]:
    """Name a key to the authority where it has none, and keep what is so now. Whether anything changed.
    Raises a ``SyncError``, ``NotSaved``."""
    before = next((one for one in ears(vault.unsealed) if one.device == enrolment.device), None)
    if before is None:
        private, pinned = crypto.random(32), enrolment.endpoint_key
        made = Ear(enrolment.endpoint, enrolment.device, private, pinned, alone, enrolment.desk)
        yield listen_with(crypto.sign_public(made.private))
    else:
        made = replace(before, endpoint_key=enrolment.endpoint_key, alone=alone)
    if made == before:
        return False
    keep_ear(vault.unsealed, made)
    return True


def _write(unsealed: Unsealed, kept: list[Ear]) -> None:
    plain = [
        {**asdict(one), "private": one.private.hex(), "endpoint_key": one.endpoint_key.hex()} for one in kept
    ]
    unsealed.write(_FILE, json.dumps(plain).encode())


def _read(raw: Mapping[str, Any]) -> Ear:
    known = raw["known"]
    return Ear(
        str(raw["endpoint"]),
        str(raw["device"]),
        bytes.fromhex(raw["private"]),
        bytes.fromhex(raw["endpoint_key"]),
        raw["alone"] is True,
        raw["desk"] is True,
        Signal(int(known["number"]), int(known["urgent"]), int(known["standing"])),
    )
