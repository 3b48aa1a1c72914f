"""A fresh, read-only look at the files on the disk, and what the screens should say by it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from carerapp.actions.casebook import Casebook
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import chronology
from carerapp.domain.json_value import Json, as_object
from carerapp.sharing.enrolment import enrolments
from carerapp.sharing.payload import unseal
from carerapp.sharing.share_keys import share_key
from carerapp.vault import Vault
from tests.support.vault.doubles import QuickCrypto
from tests.support.walks.reckoning import Reckoned, beside, elapsed, london
from tests.support.walks.walk_device import WalkDevice

_CRYPTO = QuickCrypto()


@dataclass(frozen=True)
class Line:
    """As a log shows it."""

    time: str
    words: str


class Truth:
    """Of one moment. Close it after use."""

    def __init__(self, device: WalkDevice) -> None:
        self.device = device
        self.vault: Vault
        self.book: Casebook
        self.vault, self.book = device.read_only()
        self.entries: dict[str, list[dict[str, Any]]] = {
            child: [dict(e) for e in self.vault.entries(child)] for child in self.vault.children()
        }

    # --- the clock --------------------------------------------------------------------------
    @property
    def now(self) -> datetime:
        return self.device.clock().astimezone(UTC)

    def clock(self, moment: datetime) -> str:
        """As the band says a time."""
        return london(moment, self.now) + beside(moment, self.now, self.device.clock.zone)

    # --- an episode -------------------------------------------------------------------------
    def child(self, id: str) -> ChildFile:
        return self.book.child(id)

    def reckoned(self, child: str, episode: str) -> Reckoned:
        return Reckoned.of(self.entries[child], self.child(child).episode(episode).id)

    def band(self, child: str, episode: str) -> tuple[str, str]:
        """The elapsed time, and the beginning of the line beneath it."""
        so = self.reckoned(child, episode)
        gone = elapsed(so.since, so.found or self.now) if so.since <= self.now else "Check the time"
        if so.found:
            return gone, f"Back since {self.clock(so.found)}"
        if so.reported:
            return gone, f"Reported to police {self.clock(so.reported)}"
        return gone, f"Not seen since {self.clock(so.since)}"

    def lines(self, child: str, episode: str) -> list[Line]:
        """Every entry, oldest first; its time reckoned from its own JSON."""
        file = self.child(child)
        by_id = {e["id"]: e for e in self.entries[child]}
        found = []
        for line in chronology(file, file.episode(episode), self.book.name_of):
            at = datetime.fromisoformat(by_id[line.event]["happened_at"]).astimezone(UTC)
            found.append(Line(london(at, self.now), line.words.replace("\u00a0", " ")))
        return found

    def newest(self, child: str, episode: str) -> list[Line]:
        """The six that are shown first, newest first."""
        file = self.child(child)
        told = chronology(file, file.episode(episode), self.book.name_of)
        pairs = zip(told, self.lines(child, episode), strict=True)
        return [line for event, line in pairs if not event.corrected_by][::-1][:6]

    # --- what is saved and received -----------------------------------------------------------
    @cached_property
    def without_receipt(self) -> int:
        """Every entry that was written here and is here, one by one: has the authority given a receipt?"""
        stamp, authority = str(self.vault.get_setting("device"))[:8], self.device.authority
        enrolment = next(one for one in enrolments(self.vault) if one.device == authority.device)
        found = 0
        for child, entries in self.entries.items():
            if self.child(child).has_begun and self.child(child).invented:
                continue
            key = share_key(self.vault, child, enrolment)
            had = {_id(key, authority.device, child, p) for p in authority.receipted.get(child, ()) if key}
            found += sum(e["id"] not in had for e in entries if str(e["hlc"]).endswith(stamp))
        return found

    def proof(self) -> str:
        """What the strip says of the newest entry and of what was received."""
        newest = max((e for one in self.entries.values() for e in one), key=lambda e: str(e["hlc"]))
        at = london(datetime.fromisoformat(newest["written_at"]), self.now)
        hour = at[at.index(":") - 2 :]
        left = self.without_receipt
        return f"Saved on this device {hour}. " + (f"{left} not received yet" if left else "All received")

    # --- what is half typed ---------------------------------------------------------------------
    @cached_property
    def kept(self) -> Mapping[str, Json]:
        """The drafts that lie sealed on the disk, by the key of their box."""
        return as_object(as_object(self.book.place.last()).get("drafts"))

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

    def written(self, words: str) -> bool:
        """Whether an entry holds these words."""
        return any(words in str(e["value"]) + str(e["reason"]) for one in self.entries.values() for e in one)

    def close(self) -> None:
        self.vault.lock()


_SEEN: dict[bytes, str] = {}


def _id(key: bytes | None, device: str, child: str, payload: bytes) -> str:
    assert key is not None
    if payload not in _SEEN:
        if len(_SEEN) > 10_000:
            _SEEN.clear()
        _SEEN[payload] = str(json.loads(unseal(_CRYPTO, key, device, child, payload).entry.body)["id"])
    return _SEEN[payload]
