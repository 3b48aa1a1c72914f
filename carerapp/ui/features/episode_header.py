"""The dark band of every screen while a child is missing."""

from __future__ import annotations

from datetime import datetime

import flet as ft

from carerapp.actions import pictures
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode, elapsed_words
from carerapp.domain.isolated import isolated
from carerapp.ui import kit
from carerapp.ui.clock_words import clock as clock
from carerapp.ui.kit.look import Tap
from carerapp.ui.shell import App

LONGEST_ON_BAND = 15  # letters that stand in one line at 200 %


def header(
    app: App, child: ChildFile, episode: Episode, *, back_to: str = "", back: Tap | None = None
) -> ft.Control:
    """Who, how long, since when. `back_to` names the screen that Back leads to."""
    now = app.now()
    name, age = app.book.names().get(child.id, child.full_name), child.age(now)
    since = episode.unknown_since
    alone = name == child.full_name  # else their age, or what differs, is in it
    who = f"{name}, {age}" if alone and age is not None and not kit.look().big else name
    known = _since(episode, now)
    if kit.look().big and len(who) > LONGEST_ON_BAND:  # the whole name scrolls with what is read
        who, known = app.book.short_names().get(child.id, child.first_name), f"{name}. {known}"
    return kit.clock_header(
        who,
        elapsed_words(since, episode.found_at or now) if since <= now else "Check the time",
        known,
        hide=app.locking.hide,
        back=(back or app.back) if back_to else None,
        back_to=back_to,
        photo=photo(app, child.id),
    )


def child_header(app: App, child: ChildFile, back_to: str, back: Tap | None = None) -> ft.Control:
    """The dark band also here while the child is missing."""
    episode = child.open_episode
    if episode:
        return header(app, child, episode, back_to=back_to, back=back)
    return kit.plain_header(
        app.book.names().get(child.id, child.full_name),
        hide=app.locking.hide,
        back=back or app.back,
        back_to=back_to,
    )


def _since(episode: Episode, now: datetime) -> str:
    if episode.found_at:
        return f"Back since {clock(episode.found_at, now)}"
    if episode.reported_at:
        return reported_words(episode, now)
    place, began = episode.record.text("last_seen_place"), clock(episode.unknown_since, now)
    seen = clock(episode.last_seen_at, now) if episode.last_seen_at else ""
    words = f"Not seen since {began}"
    if not episode.since_said:  # the time of a tap is not when they went
        words = f"Last seen {seen}" if seen else f"Log begun {began}. Since when?"
    elif seen and seen != began and place:  # where is where they were seen, not since when nobody knows
        words = f"Since {began}. Last seen {seen}"
    return words if kit.look().big or not place else f"{words}, {place}"


def reported_words(episode: Episode, now: datetime) -> str:
    """When, and the number that they gave: not written down is said, too. "" while it is not reported."""
    if episode.reported_at is None:
        return ""
    reference = episode.record.text("police_reference").strip()
    number = f"Reference {isolated(reference)}" if reference else "No reference yet"
    return f"Reported to police {clock(episode.reported_at, now)}. {number}"


def photo(app: App, child: str) -> bytes | None:
    """The picture, or None: a damaged one must not stand before anything."""
    try:
        return pictures.photo(app.book, child)
    except Exception:
        return None
