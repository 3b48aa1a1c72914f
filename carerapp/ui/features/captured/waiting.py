"""What was written while locked: shown to whoever unlocked, who says which child it is about."""

from __future__ import annotations

import contextlib
from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.access import NotSaved
from carerapp.actions.put_in_captured import HALF_TYPED, CapturedEpisode, Piece, doubt_of, put_in, waiting
from carerapp.domain.captured_clock import Times
from carerapp.domain.child import ChildFile
from carerapp.domain.outcomes import StepOutcome
from carerapp.ui import kit
from carerapp.ui.features.captured.times import forget_times, said_times, times_said, when_written
from carerapp.ui.features.episode_header import clock
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def episodes_waiting(app: App) -> tuple[CapturedEpisode, ...]:
    """What was written while locked and has no child yet."""
    entries = app.session.vault.captured.entries()
    return waiting(app.book, entries) if entries else ()


def captured_card(app: App) -> list[ft.Control]:
    """Above the children, until each episode has its place."""
    found = episodes_waiting(app)
    if not found:
        return []
    return [
        kit.card(
            kit.status("due", "Something was written while the app was locked", "strong"),
            *(kit.text(_waits(app, episode)) for episode in found),
            kit.button("Put it in its place", lambda: app.go(ScreenName.CAPTURED), "primary", main=True),
            width=2,
            border=ft.Colors.PRIMARY,
        )
    ]


def _waits(app: App, episode: CapturedEpisode) -> str:
    words = f"Since {clock(episode.began, app.now())}, {len(episode.pieces)} entries"
    return f"{words}. Check the time: the clock may have been wrong" if doubt_of(app.book, episode) else words


def captured(app: App) -> Screen:
    """One episode at a time: its lines, and the children it may be about."""
    found = episodes_waiting(app)
    header = kit.plain_header(
        "Written while locked", hide=app.locking.hide, back=app.back, back_to="children"
    )
    if not found:
        done = kit.button("Go on", app.back, "primary", main=True)
        there: list[ft.Control] = [
            kit.h1("Written while locked"),
            kit.note("All of it stands in a child’s log."),
        ]
        return Screen(header, there, sticky=[done])
    episode = found[0]
    lines = kit.group(*(_line(app, piece) for piece in episode.pieces))
    times = said_times(app, episode)
    if times is None:
        title = kit.h1("When was this written?")
        return Screen(header, [title, *when_written(app, episode), lines], top=f"{episode.id}:when")
    body: list[ft.Control] = [
        kit.h1("Which child is this about?"),
        *times_said(app, episode),
        kit.text(
            "Nobody was signed in. Read it, then choose. Each line keeps the time it was written.", color=INK2
        ),
        lines,
        *(_child(app, child, episode, times) for child in app.book.children()),
        kit.text("Not sure? Leave it: it stays here, sealed, until somebody knows.", "small", INK2),
    ]
    return Screen(header, body, top=episode.id)


def _line(app: App, piece: Piece) -> ft.Control:
    at = clock(datetime.fromisoformat(str(piece["at"])), app.now())
    match piece.get("kind"):
        case "start":
            words = "Started without unlocking"
        case "step":
            outcome = StepOutcome.read(piece.get("outcome"))
            words = f"{piece.get('title', '')}: {outcome.on_screen.lower() if outcome else ''}"
        case "photo":
            words = "A photo"
        case "half":
            words = f"{HALF_TYPED}{piece.get('words', '')}"
        case _:
            words = str(piece.get("words", ""))
    by = f"{at}, {piece['by']}" if piece.get("by") else at
    return kit.row(words, by)


def _child(app: App, child: ChildFile, episode: CapturedEpisode, times: Times) -> ft.Control:
    return kit.button(app.book.names()[child.id], partial(_put, app, child, episode, times), main=True)


def _put(app: App, child: ChildFile, episode: CapturedEpisode, times: Times) -> None:
    made: list[str] = []
    vault = app.session.vault
    photo = vault.captured.attachment
    if not app.attempt(lambda: made.append(put_in(app.book, child.id, episode, photo, times))):
        return
    forget_times(app, episode)
    if episodes_waiting(app):
        return
    with contextlib.suppress(NotSaved):  # all of it stands in the log; it is cleared away the next time
        vault.captured.clear()
    app.home(Place(ScreenName.EPISODE, {"child": child.id, "episode": made[0]}))
