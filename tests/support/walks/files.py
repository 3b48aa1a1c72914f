"""What the files on the disk say, by a fresh look that only reads: episodes, the lines of a log, half-typed
words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from carerapp.actions.casebook import Casebook
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import chronology
from carerapp.domain.json_value import Json, as_object
from carerapp.vault import Vault
from tests.support.walks.reckoning import Reckoned, beside, elapsed, london


@dataclass(frozen=True)
class Line:
    """As a log shows it."""

    time: str
    words: str


class Files:
    """Of one moment, by a clock in a zone. Close it after use."""

    def __init__(self, opened: tuple[Vault, Casebook], clock: Callable[[], datetime], zone: ZoneInfo) -> None:
        self.vault, self.book = opened
        self._clock, self._zone = clock, zone
        self.entries: dict[str, list[dict[str, Any]]] = {
            child: [dict(e) for e in self.vault.entries(child)] for child in self.vault.children()
        }

    # --- the clock --------------------------------------------------------------------------
    @property
    def now(self) -> datetime:
        return self._clock().astimezone(UTC)

    def clock(self, moment: datetime) -> str:
        """As the band says a time."""
        return london(moment, self.now) + beside(moment, self.now, self._zone)

    # --- an episode -------------------------------------------------------------------------
    def child(self, id: str) -> ChildFile:
        return self.book.child(id)

    def written_of(self, child: str) -> list[dict[str, Any]]:
        """Every entry of all files of this child."""
        return [entry for log in self.child(child).logs for entry in self.entries[log]]

    def reckoned(self, child: str, episode: str) -> Reckoned:
        return Reckoned.of(self.written_of(child), self.child(child).episode(episode).id)

    def band(self, child: str, episode: str) -> tuple[str, str]:
        """The elapsed time, and the beginning of the line beneath it."""
        so = self.reckoned(child, episode)
        gone = elapsed(so.since, so.found or self.now) if so.since <= self.now else "Check the time"
        if so.found:
            return gone, f"Back since {self.clock(so.found)}"
        if so.reported:
            return gone, f"Reported to police {self.clock(so.reported)}"
        if so.said:
            began, seen = self.clock(so.since), self.clock(so.seen) if so.seen else ""
            placed = self.child(child).episode(episode).record.text("last_seen_place")
            apart = seen and placed and seen != began  # where is where they were seen
            return gone, f"Since {began}. Last seen {seen}" if apart else f"Not seen since {began}"
        return gone, f"Last seen {self.clock(so.seen)}" if so.seen else f"Log begun {self.clock(so.since)}"

    def lines(self, child: str, episode: str) -> list[Line]:
        """Every entry, oldest first; its time reckoned from its own JSON."""
        file = self.child(child)
        by_id = {e["id"]: e for e in self.written_of(child)}
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

    # --- what is saved --------------------------------------------------------------------------
    @property
    def last_written(self) -> str:
        """The hour of the newest entry, as the strip says it."""
        newest = max((e for one in self.entries.values() for e in one), key=lambda e: str(e["hlc"]))
        at = london(datetime.fromisoformat(newest["written_at"]), self.now)
        return at[at.index(":") - 2 :]

    # --- what is half typed ---------------------------------------------------------------------
    @cached_property
    def kept(self) -> Mapping[str, Json]:
        """The drafts that lie sealed on the disk, by the key of their box."""
        return as_object(as_object(self.book.place.last()).get("drafts"))

    def written(self, words: str) -> bool:
        """Whether an entry holds these words, or somebody's own number on the copies."""
        own = (self.vault.get_setting(f"phone {person['id']}") for person in self.vault.people())
        said = (str(e["value"]) + str(e["reason"]) for one in self.entries.values() for e in one)
        return words in own or any(words in each for each in said)

    def close(self) -> None:
        self.vault.lock()
