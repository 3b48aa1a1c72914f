"""Before an episode is closed: what is open and who is not told, and the way there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.left_to_do import left
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.police import NON_EMERGENCY
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.report.ring_now import police_outcome
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

SHOWN = 6  # lines: the rest is one tap away


@dataclass(frozen=True)
class StillOpen:
    """``way``: the filled button, which leads to what is open; without it *Close* is filled."""

    said: tuple[ft.Control, ...] = ()
    way: ft.Control | None = None


def still_open(app: App, child: ChildFile, episode: Episode, chosen: str) -> StillOpen:
    """``chosen``: the reason that was tapped, "" before one was."""
    if chosen == ClosedBecause.FALSE_ALARM:
        return _police_know(app, child, episode)
    if not episode.found_at:
        return _not_back(app, child, episode, chosen)
    still = left(child, episode, app.now())
    if not still.count:
        return StillOpen()
    things = "1 thing is" if still.count == 1 else f"{still.count} things are"
    words = still.words(child)
    more = f"And {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    said = kit.card(
        kit.status("check", f"{things} still to do", "strong"),
        *(kit.bullet(line) for line in (*words[:SHOWN], more) if line),
        kit.text("You can close now. It then stays on Home until it is done or handed on.", "small"),
    )
    there = app.back  # the screen of the return lies under this one
    if app.navigation.before is not ScreenName.RETURNED:
        there = partial(app.go, ScreenName.RETURNED, child=child.id, episode=episode.id)
    return StillOpen((said,), kit.button("Go to what is still to do", there, "primary", main=True))


def _not_back(app: App, child: ChildFile, episode: Episode, chosen: str) -> StillOpen:
    note = kit.note(f"You have not written down that {child.first_name} is back.")
    if not chosen:
        return StillOpen((note,))
    to = partial(app.go, ScreenName.FOUND, child=child.id, episode=episode.id)
    return StillOpen((note,), kit.button("Write it down first", to, "primary", main=True))


def _police_know(app: App, child: ChildFile, episode: Episode) -> StillOpen:
    """Of a false alarm nobody asks who is told of a return; but the police go on looking."""
    if not episode.reported_at:
        return StillOpen()
    said = kit.card(
        kit.status("check", f"The police have a report, {clock(episode.reported_at, app.now())}", "strong"),
        kit.text("Do they know that it was a false alarm? They look until they hear it from you."),
        *police_outcome(app, child, episode),
    )
    ring = partial(app.device.call, child.id, episode.id, NON_EMERGENCY, NON_EMERGENCY, NON_EMERGENCY)
    way = kit.button(
        f"Tell the police: call {NON_EMERGENCY}", ring, "primary", icon_=ft.Icons.CALL, main=True
    )
    return StillOpen((said,), way)
