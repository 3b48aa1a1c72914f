"""How an episode began, as the carer said it with one tap: the first step, and the words for the police.

All of it is our own: no procedure asks it in these words. Which rows are for a child who has only just gone,
a pack says (`beginnings`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import confirmed
from carerapp.domain.episode import Episode, elapsed_words
from carerapp.domain.uk_time import on_clock, uk
from carerapp.settings import TIME_TO_BE_IN_REACHES_HOURS
from forms.protocol import Step

FIELD = "how_it_began"
_SAID = {
    "not_home": "They have not come home. They had to be in by {when}, {ago} ago",
    "walked_out": "They walked out at {when}, {ago} ago",
    "school": "They are gone from school. I have not known where they are since {when}, {ago} ago",
    "trip": "They are gone from a trip or a visit. I have not known where they are since {when}, {ago} ago",
    "street": "I lost sight of them in the street at {when}, {ago} ago",
}
_WITHOUT = "I have not known where they are since {when}, {ago} ago"
_NOT_SAID = "I don’t know since when. I noticed it by {when}, {ago} ago"


def in_order(steps: Iterable[Step], episode: Episode) -> tuple[Step, ...]:
    """The rows for another beginning come last. In the pack's order while nobody said how it began."""
    how = episode.record.text(FIELD)
    if not how:
        return tuple(steps)
    return tuple(sorted(steps, key=lambda step: bool(step.beginnings) and how not in step.beginnings))


def since_words(episode: Episode, now: datetime) -> str:
    """What to tell the police about since when; never that the moment of a tap is when the child went."""
    since = episode.since
    words = _NOT_SAID
    if episode.since_said:
        words = _SAID.get(episode.record.text(FIELD), _WITHOUT)
    return words.format(when=since.words("%d/%m/%Y %H:%M"), ago=elapsed_words(since.utc, now))


def time_to_be_in(child: ChildFile, now: datetime) -> datetime | None:
    """The last moment at which they had to be in, by the time in the preparation form; None where there is no
    single time, or it was long ago. Whether it holds today the carer says."""
    at = confirmed(child).get("check_in")
    if at is None:
        return None
    today = uk(now).date()
    past = [m for n in (0, 1) if (m := on_clock(today - timedelta(days=n), at)) <= now]
    return past[0] if past and now - past[0] <= timedelta(hours=TIME_TO_BE_IN_REACHES_HOURS) else None
