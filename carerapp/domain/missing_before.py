"""Has the child been missing before? What the app's own episodes say. That it has none is not a "no"."""

from __future__ import annotations

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode, elapsed_words


def earlier_than(child: ChildFile, episode: Episode | None) -> tuple[Episode, ...]:
    """The episodes before this one, oldest first. A false alarm is none. `episode` None: before now."""
    return tuple(
        e
        for e in sorted(child.episodes, key=lambda e: e.unknown_since)
        if not e.false_alarm
        and (episode is None or (e.id != episode.id and e.unknown_since <= episode.unknown_since))
    )


def missing_before(child: ChildFile, episode: Episode | None) -> str:
    """How often, and the last time with where they were found; "" when the app has none."""
    before = earlier_than(child, episode)
    if not before:
        return ""
    last = before[-1]
    times = "Once" if len(before) == 1 else f"{len(before)} times"
    when = last.since.words("%d/%m/%Y %H:%M")
    words = f"{times} since this app keeps the record. Last on {when}"
    if last.found_at:
        words += f", for {elapsed_words(last.unknown_since, last.found_at)}"
    where = last.record.text("found_where").strip()
    words += f", found at {where}" if where else ""
    return f"{words}. {'Reported' if last.reported_at else 'Not reported'} to the police."
