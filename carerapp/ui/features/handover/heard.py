"""What is new since the officer's copy, and ringing the police again with it."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.acts import Act
from carerapp.domain.changes import Change
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.news import told_at
from carerapp.domain.since_copy import newest
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S16


def ring_again(
    app: App, child: ChildFile, episode: Episode, changes: tuple[Change, ...], news: tuple[Act, ...]
) -> list[ft.Control]:
    """To the call with the reference, the words and its outcome; when the police have the newest, that they
    have it. Nothing once the child is back."""
    entry = newest(child, changes, news)
    if not entry or not episode.reported_at or episode.found_at or episode.closed:
        return []
    if known := told_at(episode, next(event for event in child.events if event.id == entry)):
        return [kit.status("done", f"The police have it, {clock(known, app.now())}", "strong")]
    about = {"child": child.id, "episode": episode.id, "entry": entry}
    ring = partial(app.go, ScreenName.NEWS, **about)
    return [kit.button("Ring the police again with this", ring, "primary", icon_=ft.Icons.CALL, main=True)]


def heard(app: App, act: Act) -> ft.Control:
    """One entry: what, when, by whom."""
    line = act.line
    return ft.Container(
        ft.Column(
            [
                kit.text(line.words, "strong" if act.mark else "body"),
                kit.text(f"{clock(line.happened, app.now())}, {line.author}", "small", INK2),
            ],
            spacing=2,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.symmetric(horizontal=S16, vertical=12),
    )
