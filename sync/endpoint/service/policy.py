"""What the authority says to its devices: its signed policy, its desks, its protocols."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping

from sync.endpoint.changing_key import own_keys
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.service.bodies import Answer, is_like
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.settings import POLICY
from sync.messages import to_text
from sync.policy import Policy, policy_text, read_policy, signed_policy
from sync.protocols import ID, MOST_RELEASE, ProtocolRelease, signed_anew, write_release


class PolicyService:
    """Signed with the key that devices pinned; ``now``: seconds since 1970."""

    def __init__(self, store: Store, key: EndpointKey, now: Callable[[], float]) -> None:
        self._store, self._key, self._now = store, key, now

    def said(self) -> Answer:
        """The policy as text with its signature; the desks and their keys; id and version of each
        protocol."""
        text = self._store.settings.get(POLICY) or "{}"
        return {
            "policy": text,
            "signature": to_text(self._key.sign(signed_policy(text))),
            "desks": [{"device": desk.id, "seal_key": desk.seal_key} for desk in self._store.devices.desks()],
            "packs": [{"id": id, "version": version} for id, version in self._store.protocols.versions()],
        }

    def policy(self) -> Policy:
        """What holds now."""
        return read_policy(self._store.settings.get(POLICY) or "{}")

    def set_policy(self, policy: Policy, by: str = "") -> None:
        """From now on; devices take it at their next contact. ``by``: who set it."""
        self._store.settings.put(POLICY, policy_text(policy), int(self._now()), by)

    def protocol(self, id: str, version: int) -> bytes:
        """A protocol as the authority signed it, by today's key. Raises :class:`Refused`."""
        known = 0 < version < 2**31 and is_like(ID, id)
        data = self._store.protocols.get(id, version) if known else None
        if data is None or len(data) > MOST_RELEASE:
            raise Refused(404, "no_such_pack")
        return signed_anew(data, own_keys(self._store, self._key), verify, self._key.sign)

    def publish(self, files: Mapping[str, str], by: str = "") -> ProtocolRelease:
        """Number, sign and keep these files (name → text) as the next version of the protocol that they
        define. A number that was given out before a restore is not given out again. ``by``: who had it sent.

        Raises :class:`BrokenMessage`, and ``KeyError`` or ``tomllib.TOMLDecodeError`` where they define
        none."""
        id = str(tomllib.loads(files["protocol.toml"])["id"])
        kept = [n for known, n in self._store.protocols.versions() if known == id]
        said = (one for one in self._store.decisions.all() if (one.what, one.about) == ("pack", id))
        version = 1 + max((*kept, *(int(json.loads(one.said)["version"]) for one in said)), default=0)
        release = ProtocolRelease(id, version, files)
        self._store.protocols.add(id, version, write_release(release, self._key.sign), int(self._now()), by)
        return release
