"""What speaks against the device's clock: said at once, in words, until a person has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from carerapp.domain.clock import span_words
from carerapp.domain.uk_time import at_words

FAR = 300  # seconds; a phone that its network sets right is nearer
LONG = 60 * 86_400  # seconds without an entry, after which the date is looked at


@dataclass(frozen=True, slots=True)
class Clues:
    """What there is to compare the clock with. ``moved``: seconds by which it was moved against the clock
    that nobody sets (`clock.Watch.moved`). ``newest``: when the newest entry was written. ``behind``: seconds
    by which it is behind the authority's clock, None where that is not known. ``start``: when an episode that
    is open began."""

    moved: int = 0
    newest: datetime | None = None
    behind: float | None = None
    start: datetime | None = None


class Doubt(NamedTuple):
    """``words``: what is wrong with the clock, or may be; "" when nothing speaks against it. ``certain``: no
    person's word makes it right."""

    words: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class OpenClues:
    """What can be known before anything is unlocked. ``moved``: seconds by which the clock was moved since
    the app was opened. ``made``: when this version was made. ``tried``: when a PIN was tried last, if
    that is kept. ``not_seen_since``: what was kept on the first page."""

    moved: int = 0
    made: datetime | None = None
    tried: datetime | None = None
    not_seen_since: datetime | None = None


def look_while_locked(now: datetime, clues: OpenClues) -> Doubt:
    """The weightiest of what there is to say."""
    if clues.made and now < clues.made:
        words = "Your device’s clock is wrong: it shows a day before this version of the app was made"
        return Doubt(words, certain=True)
    if clues.not_seen_since and (clues.not_seen_since - now).total_seconds() > 60:
        kept = f"The first page says “not seen since {at_words(clues.not_seen_since)}”"
        return Doubt(f"{kept}. By this device’s clock that is still to come")
    if clues.tried and (ahead := (clues.tried - now).total_seconds()) > FAR:
        return Doubt(f"{_may_be_wrong(ahead)}: a PIN was tried here at {at_words(clues.tried)}")
    if abs(clues.moved) > FAR:
        way = "set back" if clues.moved < 0 else "set forward"
        return Doubt(f"{_may_be_wrong(clues.moved)}: it was {way} since the app was opened")
    return Doubt()


class ClockDoubt:
    """Of one unlocked vault. A long time without an entry is remembered until it is confirmed, since the
    next entry would hide it."""

    def __init__(self) -> None:
        self._gap_since: datetime | None = None
        self._confirmed = False

    def look(self, now: datetime, clues: Clues) -> Doubt:
        """The weightiest of what there is to say."""
        self._look_for_gap(now, clues.newest)
        if clues.behind is not None and abs(clues.behind) > FAR:
            side = "behind" if clues.behind > 0 else "ahead of"
            words = (
                f"{wrong_by(clues.behind)}: it is {side} the authority’s. Nothing is sent until it is right"
            )
            return Doubt(words, certain=True)
        if clues.start and (clues.start - now).total_seconds() > 60:
            words = (
                f"The log says “since {at_words(clues.start)}”. By this device’s clock that is still to come"
            )
            return Doubt(words, certain=True)
        if abs(clues.moved) > FAR:
            way = "set back" if clues.moved < 0 else "set forward"
            return Doubt(f"{_may_be_wrong(clues.moved)}: it was {way} since the last entry")
        if self._confirmed:
            return Doubt()
        if clues.newest and (clues.newest - now).total_seconds() > FAR:
            wrong = _may_be_wrong((clues.newest - now).total_seconds())
            return Doubt(f"{wrong}: the newest entry was written at {at_words(clues.newest)}")
        if self._gap_since:
            return Doubt(f"Is the date right? The last entry before today was at {at_words(self._gap_since)}")
        return Doubt()

    def _look_for_gap(self, now: datetime, newest: datetime | None) -> None:
        if newest and (now - newest).total_seconds() > LONG:
            self._gap_since = newest
        if self._gap_since and (now - self._gap_since).total_seconds() <= LONG:
            self._gap_since = None  # it was put right

    def confirm(self) -> None:
        """A person looked at the clock."""
        self._confirmed, self._gap_since = True, None


def wrong_by(seconds: float) -> str:
    """'Your device’s clock is wrong by 1 day'."""
    return f"Your device’s clock is wrong by {span_words(seconds)}"


def _may_be_wrong(seconds: float) -> str:
    return f"Your device’s clock may be wrong by {span_words(seconds)}"
