"""Add to the log: words, Save."""

from __future__ import annotations

from dataclasses import dataclass, field

import flet as ft

from carerapp.actions.write_note import write_note
from carerapp.domain.typed_time import TypedTime, read_typed_time
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.when_box import when_box
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


@dataclass
class NoteState:
    """Whether the time is asked for, and what is wrong with the words and with the time."""

    earlier: bool = False
    problem: str = ""
    read: TypedTime = field(default_factory=TypedTime)

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
        typed = app.drafts.get(time_key)
        read = state.read = read_typed_time(typed, app.now(), app.here) if typed.strip() else TypedTime()
        if read.problem:
            return
        if app.attempt(lambda: write_note(app.book, child.id, episode.id, words, read.moment)):
            app.drafts.drop(words_key, time_key)
            app.back()

    label, words = "What happened?", app.drafts.get(words_key)
    problem = "" if words.strip() else state.problem
    box = kit.text_box(
        label,
        words,
        lambda t: app.drafts.type(words_key, t),
        key=words_key,
        lines=4,
        problem=bool(problem),
        autofocus=True,
    )
    body: list[ft.Control] = [
        kit.h1("Add to the log"),
        kit.labelled(label, box, hint="What you saw or heard, in your own words.", problem=problem),
    ]
    if state.earlier or app.drafts.has(time_key):
        hint = "Like 22:10, 9.30pm, yesterday 9pm or 10 min ago. The log shows both times."
        kept = "Your words are kept."
        body.append(when_box(app, time_key, "When did it happen?", state, hint=hint, kept=kept))
    else:
        body.append(kit.button("It happened earlier", state.ask_when, "text"))
    return Screen(
        header(app, child, episode, back_to="what to do"),
        body,
        sticky=[kit.button("Save", save, "primary", main=True)],
    )
