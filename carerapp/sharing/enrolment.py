"""A device and its authority: keys of its own, the endpoint's pinned key, the children's share keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from carerapp.vault import Crypto, SealBroken, Vault
from carerapp.vault.hpke import open_sealed, seal_to
from carerapp.vault.keys import label
from sync.client import Wire
from sync.messages import to_bytes, to_text

_KEPT = "authority"
STATE = "sync state"


class Asks(Wire, Protocol):
    """Signed requests to the endpoint, those of feeds among them. Raises a ``SyncError``."""

    def request(self, method: str, path: str, body: bytes = b"") -> bytes: ...


Wires = Callable[[str, str, Callable[[bytes], bytes]], Asks]
"""Address, key id, signer → a wire."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Kept sealed in the vault. Keys are bytes; ``state``: asked, approved or revoked."""

    endpoint: str
    device: str
    state: str
    sign_private: bytes
    seal_private: bytes
    endpoint_key: bytes
    name: str = ""

    @staticmethod
    def of(vault: Vault) -> Enrolment | None:
        """This vault's, or ``None``."""
        raw = vault.kept(_KEPT)
        if not isinstance(raw, dict):
            return None
        sign, seal, pinned = (bytes.fromhex(raw[k]) for k in ("sign_private", "seal_private", "endpoint_key"))
        return Enrolment(
            raw["endpoint"], raw["device"], raw["state"], sign, seal, pinned, raw.get("name", "")
        )

    def keep(self, vault: Vault) -> None:
        """Durable on return. Raises ``NotSaved``."""
        vault.keep(
            _KEPT,
            {
                "endpoint": self.endpoint,
                "device": self.device,
                "state": self.state,
                "sign_private": self.sign_private.hex(),
                "seal_private": self.seal_private.hex(),
                "endpoint_key": self.endpoint_key.hex(),
                "name": self.name,
            },
        )

    def wire(self, crypto: Crypto, wires: Wires) -> Asks:
        """Requests signed by this device."""
        return wires(self.endpoint, self.device, lambda message: crypto.sign(self.sign_private, message))


def enrol(
    vault: Vault, crypto: Crypto, endpoint: str, code: str, wires: Wires, children: Sequence[str]
) -> Enrolment:
    """Show the one-time code with this device's new keys, and claim these children unless somebody else has them.

    An administrator must still approve it. Raises a ``SyncError``, ``NotSaved``; nothing is kept then.
    """
    before = Enrolment.of(vault)
    if before and (before.endpoint, before.state) == (endpoint, "asking"):
        sign, seal = (
            before.sign_private,
            before.seal_private,
        )  # the answer to the first time may have been lost
    else:
        sign, seal = crypto.random(32), crypto.random(32)
    public = crypto.sign_public(sign).hex()
    # Kept before it is shown: an answer that is lost must not cost the code.
    asking = Enrolment(endpoint, "", "asking", sign, seal, b"")
    asking.keep(vault)
    body = {
        "code": code, "sign_key": public, "seal_key": crypto.agree_public(seal).hex(),
        "children": list(children),
    }  # fmt: skip
    wire = wires(endpoint, f"new:{public}", lambda message: crypto.sign(sign, message))
    answer = json.loads(wire.request("POST", "/v1/enrol", json.dumps(body).encode()))
    made = replace(
        asking, device=str(answer["device"]), state=str(answer["state"]),
        endpoint_key=bytes.fromhex(str(answer["key"])), name=str(answer["name"]),
    )  # fmt: skip
    made.keep(vault)
    return made


def share_key(vault: Vault, stream: str) -> bytes | None:
    """The key that a child's entries are sealed with on the wire; ``None`` where this device does not have it yet."""
    kept = vault.kept(f"share {stream}")
    return bytes.fromhex(kept) if isinstance(kept, str) else None


def check_in(
    vault: Vault, crypto: Crypto, enrolment: Enrolment, wires: Wires, children: Sequence[str]
) -> Enrolment:
    """Ask how things stand: approved or not; claim ``children`` that were added since; take share keys sealed to us, make them for children that nobody has
    a key for, and seal ours to companions who wait for them. Raises a ``SyncError``, ``NotSaved``."""
    wire = enrolment.wire(crypto, wires)
    me: Mapping[str, Any] = json.loads(wire.request("GET", "/v1/me"))
    if me["state"] != enrolment.state:
        enrolment = replace(enrolment, state=str(me["state"]))
        enrolment.keep(vault)
    companions = me["companions"]
    granted = {str(child["stream"]) for child in me["children"]}
    if enrolment.state == "approved" and (new := [child for child in children if child not in granted]):
        wire.request("POST", "/v1/children", json.dumps({"children": new}).encode())
        me = json.loads(wire.request("GET", "/v1/me"))
    for child in me["children"]:
        stream = str(child["stream"])
        if share_key(vault, stream) is None:
            _obtain(vault, crypto, enrolment, stream, to_bytes(child["sealed"]), companions)
    for other in companions:
        key = share_key(vault, str(other["stream"]))
        if key and not other["has_key"]:
            _give(crypto, wire, str(other["stream"]), str(other["device"]), str(other["seal_key"]), key)
    return enrolment


def _obtain(
    vault: Vault,
    crypto: Crypto,
    mine: Enrolment,
    stream: str,
    sealed: bytes,
    companions: list[Mapping[str, Any]],
) -> None:
    """From what was sealed to us; or a new one, where we keep the child and nobody has a key."""
    if sealed:
        try:
            key = open_sealed(crypto, mine.seal_private, sealed, info=label("share", stream, mine.device))
        except SealBroken:
            return
        vault.adopt(stream)
        _from_the_beginning(vault)
    elif stream in vault.children() and not any(c["has_key"] for c in companions if c["stream"] == stream):
        key = crypto.random(32)
    else:
        return
    vault.keep(f"share {stream}", key.hex())


def _from_the_beginning(vault: Vault) -> None:
    """What went by before the key was here could not be read: it is fetched again, and doubles nothing."""
    state = vault.kept(STATE)
    if isinstance(state, dict):
        vault.keep(STATE, {**state, "cursor": ""})


def _give(crypto: Crypto, wire: Asks, stream: str, device: str, seal_key: str, key: bytes) -> None:
    sealed = seal_to(crypto, bytes.fromhex(seal_key), key, info=label("share", stream, device))
    body = {"stream": stream, "device": device, "sealed": to_text(sealed)}
    wire.request("POST", "/v1/grants", json.dumps(body).encode())
