"""Add to the log: words, Save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import flet as ft

from carerapp.actions.form_reading import read_moment
from carerapp.actions.write_note import write_note
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


@dataclass
class NoteState:
    """Whether the time is asked for, and what is wrong with the words and with the time."""

    earlier: bool = False
    problem: str = ""
    time_problem: str = ""

    def ask_when(self) -> None:
        """A tap: it happened earlier."""
        self.earlier = True


def note(app: App) -> Screen:
    """A box and Save; the time only when it was another one."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    words_key, time_key = f"note:{episode.id}", f"note-time:{episode.id}"
    state = app.state(NoteState)

    def save() -> None:
        words = app.drafts.get(words_key).strip()
        if not words:
            state.problem = "Write a few words first."
            return
        when, problem = _moment(app, app.drafts.get(time_key))
        if problem:
            state.time_problem = problem
            return
        if app.attempt(lambda: write_note(app.book, child.id, episode.id, words, when)):
            app.drafts.drop(words_key, time_key)
            app.back()

    label = "What happened?"
    box = kit.text_box(
        label,
        app.drafts.get(words_key),
        lambda t: app.drafts.type(words_key, t),
        key=words_key,
        lines=4,
        autofocus=True,
    )
    body: list[ft.Control] = [
        kit.h1("Add to the log"),
        kit.labelled(label, box, hint="What you saw or heard, in your own words.", problem=state.problem),
    ]
    if state.earlier or app.drafts.has(time_key):
        body.append(_time(app, time_key, state.time_problem))
    else:
        body.append(kit.button("It happened earlier", state.ask_when, "text"))
    return Screen(
        header(app, child, episode, back_to="what to do"),
        body,
        sticky=[kit.button("Save", save, "primary", main=True)],
    )


def _time(app: App, key: str, problem: str) -> ft.Control:
    label = "When did it happen?"
    box = kit.text_box(
        label, app.drafts.get(key), lambda t: app.drafts.type(key, t), key=key, problem=bool(problem)
    )
    return kit.labelled(
        label,
        box,
        hint="A time today, 22:10, or a date and a time. The log shows both times.",
        problem=problem,
    )


def _moment(app: App, typed: str) -> tuple[datetime | None, str]:
    """The moment that was typed, or what is wrong with it. A bare time is today's; yesterday's if to come."""
    if not typed.strip():
        return None, ""
    now = app.now()
    moment = read_moment(typed) or read_moment(f"{now:%Y-%m-%d} {typed}")
    if moment is None:
        return None, "That is not a time the app can read. Your words are kept. Write it like 22:10."
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo)
    if moment > now and not read_moment(typed):
        moment -= timedelta(days=1)
    if moment > now:
        return None, "That is in the future. Your words are kept. Check the time."
    return moment, ""
