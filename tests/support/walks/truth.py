"""What the screens of a device should say by its files: beside those, what its authority received, and what
was written while it was locked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property

from carerapp.domain.json_value import Json, as_object
from carerapp.sharing.enrolment import enrolments
from carerapp.sharing.payload import unseal
from carerapp.sharing.share_keys import share_key
from tests.support.vault.doubles import QuickCrypto
from tests.support.walks.files import Files
from tests.support.walks.walk_device import WalkDevice

_CRYPTO = QuickCrypto()


class Truth(Files):
    """Of one moment. Close it after use."""

    def __init__(self, device: WalkDevice) -> None:
        self.device = device
        super().__init__(device.read_only(), device.clock, device.clock.zone)

    # --- what is saved and received -----------------------------------------------------------
    @cached_property
    def without_receipt(self) -> int:
        """Every entry that was written here and is here, one by one: has the authority given a receipt? And
        what waits for the duty desk alone."""
        stamp, authority = str(self.vault.get_setting("device"))[:8], self.device.authority
        enrolment = next(one for one in enrolments(self.vault) if one.device == authority.device)
        found = 0
        for child, entries in self.entries.items():
            if self.child(child).has_begun and self.child(child).invented:
                continue
            key = share_key(self.vault, child, enrolment)
            had = {_id(key, authority.device, child, p) for p in authority.receipted.get(child, ()) if key}
            found += sum(e["id"] not in had for e in entries if str(e["hlc"]).endswith(stamp))
        return found + len({as_object(one).get("letter") for one in self._outgoing})

    @property
    def _outgoing(self) -> Sequence[Json]:
        """What lies sealed for the duty desk alone, and was not taken yet."""
        kept = self.vault.get_setting(f"letters out {self.device.authority.device}")
        return kept if isinstance(kept, list) else []

    def proof(self) -> str:
        """What the strip says of the newest entry and of what was received."""
        left = self.without_receipt
        received = f"{left} not received yet" if left else "All received"
        return f"Saved on this device {self.last_written}. {received}"

    # --- what was written while locked -----------------------------------------------------------
    @cached_property
    def _pieces(self) -> list[tuple[str, str]]:
        """(id, words) of each."""
        return [(str(one["id"]), str(one.get("words", ""))) for one in self.vault.captured.entries()]

    @property
    def captured(self) -> list[str]:
        """The words that lie sealed, put in a log already or not."""
        return [words for _, words in self._pieces]

    @property
    def waiting(self) -> list[str]:
        """The pieces that stand in no log yet, by their id; a name alone, half typed, is none."""
        known = {e["id"] for one in self.entries.values() for e in one}
        half = {str(one["id"]) for one in self.vault.captured.entries() if one["kind"] == "half"}
        return [id for id, words in self._pieces if id not in known and (words.strip() or id not in half)]


_SEEN: dict[bytes, str] = {}


def _id(key: bytes | None, device: str, child: str, payload: bytes) -> str:
    assert key is not None
    if payload not in _SEEN:
        if len(_SEEN) > 10_000:
            _SEEN.clear()
        _SEEN[payload] = str(json.loads(unseal(_CRYPTO, key, device, child, payload).entry.body)["id"])
    return _SEEN[payload]
