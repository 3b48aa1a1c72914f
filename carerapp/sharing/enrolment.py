"""A device and its authorities: for each, keys of its own and the endpoint's pinned key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from carerapp.domain.child import ChildFile
from carerapp.vault import Vault
from sync.policy import Policy, read_policy

_KEPT, _FIRST_KEPT = "authorities", "authority"
TRAINING = "training"  # no protocol has this id
ASKING, ASKED, APPROVED, REVOKED = "asking", "asked", "approved", "revoked"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Kept sealed in the vault. Keys are bytes; ``state``: asking, asked, approved or revoked; ``kind``: home
    or desk; ``policy``: as the authority signed it; ``desks``: device → seal key, both in hexadecimal;
    ``protocols``: id and version of each that it has sent; ``former_keys``: the endpoint's, oldest first;
    ``key_changed_at``: seconds since 1970, until a person has compared the new one, else 0; ``offered_key``:
    what the endpoint answers with, and nobody proved; ``refused_keys``: what a person said is not its own;
    ``lost_keys``: former ones that named no other, so that a person had to compare the next."""

    endpoint: str
    device: str
    state: str
    sign_private: bytes
    seal_private: bytes
    endpoint_key: bytes
    name: str = ""
    kind: str = "home"
    policy_text: str = "{}"
    desks: tuple[tuple[str, str], ...] = ()
    protocols: tuple[tuple[str, int], ...] = ()
    former_keys: tuple[bytes, ...] = ()
    key_changed_at: int = 0
    offered_key: bytes = b""
    refused_keys: tuple[bytes, ...] = ()
    lost_keys: tuple[bytes, ...] = ()

    def believes(self, key: bytes) -> bool:
        """Whether what this key signed proves anything: not where it may be somebody else's."""
        return key not in self.lost_keys and key not in self.refused_keys

    @property
    def first_key(self) -> bytes:
        """The endpoint's public key that was pinned first."""
        return (*self.former_keys, self.endpoint_key)[0]

    @property
    def policy(self) -> Policy:
        """What the authority asks."""
        return read_policy(self.policy_text)

    @property
    def desk(self) -> bool:
        """A duty desk's device: it is for every child of the authority."""
        return self.kind == "desk"

    @property
    def called(self) -> str:
        """What to call the authority on a screen."""
        return self.policy.name or self.endpoint.partition("://")[2]


def enrolments(vault: Vault) -> tuple[Enrolment, ...]:
    """Every authority that this device is connected with, or asked to be."""
    kept = vault.get_setting(_KEPT)
    if isinstance(kept, list):
        return tuple(_read(raw) for raw in kept)
    first = vault.get_setting(_FIRST_KEPT)  # the first versions knew one authority
    return (_read(first),) if isinstance(first, dict) else ()


def keep(vault: Vault, enrolment: Enrolment) -> None:
    """In place of the one for the same endpoint. Durable on return. Raises ``NotSaved``."""
    others = [e for e in enrolments(vault) if e.endpoint != enrolment.endpoint]
    _write(vault, [*others, enrolment])


def forget(vault: Vault, gone: Enrolment) -> None:
    """As if this device had never been connected there. Raises ``NotSaved``."""
    _write(vault, [e for e in enrolments(vault) if e.endpoint != gone.endpoint])


def changed(vault: Vault, enrolment: Enrolment, **what: Any) -> Enrolment:
    """The enrolment with other values, kept when it is another. Raises ``NotSaved``."""
    new = replace(enrolment, **what)
    if new != enrolment:
        keep(vault, new)
    return new


def whose(child: ChildFile) -> str:
    """What tells an authority's children: the id of the protocol whose authority holds the file, which is
    that of who placed them until somebody moves them; an invented child's is for training."""
    return TRAINING if child.invented else child.holder


def serving(known: Iterable[Enrolment], protocol: str) -> Enrolment | None:
    """The authority that a child under this protocol belongs to: the one that says so; or the only one that
    does not say whose children it is for. Never a guess between two."""
    connected = [enrolment for enrolment in known if enrolment.device]
    named = [enrolment for enrolment in connected if protocol in enrolment.policy.serves]
    if named:
        return named[0]
    silent = [enrolment for enrolment in connected if not enrolment.policy.serves]
    return silent[0] if len(silent) == 1 else None


def _write(vault: Vault, all: list[Enrolment]) -> None:
    vault.put_setting(_KEPT, [_plain(one) for one in sorted(all, key=lambda e: e.endpoint)])
    if vault.get_setting(_FIRST_KEPT) is not None:
        vault.put_setting(_FIRST_KEPT, None)


def _plain(enrolment: Enrolment) -> dict[str, Any]:
    return {
        "endpoint": enrolment.endpoint,
        "device": enrolment.device,
        "state": enrolment.state,
        "name": enrolment.name,
        "sign_private": enrolment.sign_private.hex(),
        "seal_private": enrolment.seal_private.hex(),
        "endpoint_key": enrolment.endpoint_key.hex(),
        "kind": enrolment.kind,
        "policy": enrolment.policy_text,
        "desks": [list(desk) for desk in enrolment.desks],
        "packs": [list(one) for one in enrolment.protocols],
        "former_keys": [key.hex() for key in enrolment.former_keys],
        "key_changed_at": enrolment.key_changed_at,
        "offered_key": enrolment.offered_key.hex(),
        "refused_keys": [key.hex() for key in enrolment.refused_keys],
        "lost_keys": [key.hex() for key in enrolment.lost_keys],
    }


def _read(raw: Mapping[str, Any]) -> Enrolment:
    sign, seal, pinned = (bytes.fromhex(raw[k]) for k in ("sign_private", "seal_private", "endpoint_key"))
    desks = tuple((str(device), str(key)) for device, key in raw.get("desks", []))
    return Enrolment(
        raw["endpoint"],
        raw["device"],
        raw["state"],
        sign,
        seal,
        pinned,
        raw.get("name", ""),
        raw.get("kind", "home"),
        raw.get("policy", "{}"),
        desks,
        tuple((str(id), int(version)) for id, version in raw.get("packs", [])),
        tuple(bytes.fromhex(key) for key in raw.get("former_keys", [])),
        int(raw.get("key_changed_at", 0)),
        bytes.fromhex(raw.get("offered_key", "")),
        tuple(bytes.fromhex(key) for key in raw.get("refused_keys", [])),
        tuple(bytes.fromhex(key) for key in raw.get("lost_keys", [])),
    )
