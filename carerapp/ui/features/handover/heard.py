"""What is new since the officer's copy, and ringing the police again with it."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.acts import Act
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.police_know import to_ask, told_at, untold
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.report.were_told import have_it, were_told
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S16


def ring_again(app: App, child: ChildFile, episode: Episode, entries: tuple[Event, ...]) -> list[ft.Control]:
    """To the call with the reference, the words and its outcome; asked where a call since may have told it;
    when the police have all of it, that they have it. Nothing once the child is back."""
    if not entries or not episode.reported_at or episode.found_at or episode.closed:
        return []
    if known := have_it(app, child, episode, entries):
        return known
    asked = to_ask(episode, entries)
    ask = [were_told(app, child, episode, asked)] if asked else []
    if asked and untold(episode, entries) == asked.entries:
        return ask
    about = {"child": child.id, "episode": episode.id, "entry": entries[-1].id, "since": "copy"}
    ring = partial(app.go, ScreenName.NEWS, **about)
    return [
        *ask,
        kit.button("Ring the police again with this", ring, "primary", icon_=ft.Icons.CALL, main=True),
    ]


def heard(app: App, child: ChildFile, episode: Episode, act: Act) -> ft.Control:
    """One entry: what, when, by whom, and since when the police know it."""
    line = act.line
    event = next(event for event in child.events if event.id == line.event)
    known = told_at(episode, event)
    told = [kit.status("done", f"The police know, {clock(known, app.now())}")] if known else []
    return ft.Container(
        ft.Column(
            [
                kit.text(line.words, "strong" if act.mark else "body"),
                kit.text(f"{clock(line.happened, app.now())}, {line.author}", "small", INK2),
                *told,
            ],
            spacing=2,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.symmetric(horizontal=S16, vertical=12),
    )
