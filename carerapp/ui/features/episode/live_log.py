"""The log as it grows, and whole: every entry readable, corrections beside what they correct."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import flet as ft

from carerapp.actions import pictures
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import Line
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import Fact
from carerapp.ui import kit
from carerapp.ui.clock_words import uk_clock
from carerapp.ui.features.episode.log_lines import log_lines
from carerapp.ui.features.episode.log_search import LogSearchState, searched
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.long_list import long_list
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S12, S16

SHOWN = 6


def live_log(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The newest entries first, the whole log one tap away."""
    lines = log_lines(app, child, episode)
    newest = [line for line in reversed(lines) if not line.corrected_by][:SHOWN]
    if not newest:
        return [kit.note("Nothing in the log yet. What you tap goes here.")]
    whole = kit.button(
        "The whole log", lambda: app.go(ScreenName.LOG, child=child.id, episode=episode.id), "text"
    )
    return [kit.group(*(_line(app, line) for line in newest)), whole]


def reading(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The whole log, newest first, for somebody who only reads it; and a search in it."""
    newest_first = tuple(reversed(log_lines(app, child, episode)))
    return searched(app, child, newest_first, lambda some: _rows(app, some, lambda line: _line(app, line)))


def _rows(app: App, lines: Sequence[Line], row: Callable[[Line], ft.Control]) -> ft.Control:
    """The lines, however many."""
    per_line = 20 if kit.look().big else 80 if kit.look().wide else 36  # letters

    def guess(number: int) -> float:
        words, notes = lines[number].words, 12 + len(lines[number].author)
        return 24 + 25 * (1 + len(words) // per_line) + 21 * (1 + notes // per_line)

    about = (app.state(LogSearchState).wanted, kit.look().wide, kit.look().big)
    return long_list(
        app, len(lines), lambda number: row(lines[number]), guess=guess, what="Entries", about=about
    )


def _line(app: App, line: Line, tap: bool = False, child: str = "", episode: str = "") -> ft.Control:
    struck = bool(line.corrected_by)
    words = kit.plain(line.words, "body", INK2 if struck else ft.Colors.ON_SURFACE)
    if struck and words.style:
        words.style = words.style.copy(decoration=ft.TextDecoration.LINE_THROUGH)
    notes = ". ".join(
        part for part in (line.author, line.beside, line.written_words, "corrected" if struck else "") if part
    )
    inside = ft.Row(
        [
            kit.text(uk_clock(line.happened, app.now()), "small_strong", INK2),
            ft.Column([words, *_picture(app, line), kit.text(notes, "small", INK2)], spacing=2, expand=True),
        ],
        spacing=S12,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    pad = ft.Padding.symmetric(horizontal=S16, vertical=10)
    if not tap:
        return ft.Container(inside, padding=pad)
    go = partial(app.go, ScreenName.CORRECT, child=child, episode=episode, entry=line.event)
    return ft.Semantics(
        button=True, content=ft.Container(inside, padding=pad, ink=True, on_click=kit.on_tap(line.words, go))
    )


def _picture(app: App, line: Line) -> list[ft.Control]:
    """A photo that belongs to the entry; one that is damaged is said to be."""
    if not line.photo:
        return []
    try:
        data = pictures.picture(app.book, app.place["child"], line.photo)
    except Exception:
        return [kit.status("check", "This photo can no longer be opened")]
    return [
        ft.Image(
            src=data, width=240, fit=ft.BoxFit.CONTAIN, border_radius=8, semantics_label="Photo in the log"
        )
    ]


def log(app: App) -> Screen:
    """Every entry, oldest first. A tap on one corrects it."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    lines = log_lines(app, child, episode)

    def rows(some: Sequence[Line]) -> ft.Control:
        return _rows(app, some, lambda one: _line(app, one, not one.corrected_by, child.id, episode.id))

    return Screen(
        header(app, child, episode, back_to="what to do"),
        [
            kit.h1("The log"),
            kit.text(
                "Nothing is ever wiped out. Tap an entry to put it right; the first version stays.",
                color=INK2,
            ),
            *taking_back(app, child, episode, Fact.CLOSED),
            *searched(app, child, lines, rows),
            kit.button(
                "Documents and copies",
                lambda: app.go(ScreenName.COPIES, child=child.id, episode=episode.id),
                "text",
            ),
            *_restricted(app, child, episode),
        ],
        sticky=[
            kit.button(
                "Add to the log",
                lambda: app.go(ScreenName.NOTE, child=child.id, episode=episode.id),
                icon_=ft.Icons.EDIT_NOTE,
            )
        ],
    )


def _restricted(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """Where an authority is connected: an entry that only its duty desk reads."""
    if app.session.sharing is None or not app.session.sharing.authorities:
        return []
    go = partial(app.go, ScreenName.RESTRICTED, child=child.id, episode=episode.id)
    return [kit.button("For the authority alone", go, "text", icon_=ft.Icons.LOCK_OUTLINED)]
