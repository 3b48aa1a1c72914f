"""When something speaks against the times of what was written while locked: said, and asked about, before it
is put into a log."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions.put_in_captured import CapturedEpisode, doubt_of
from carerapp.domain.captured_clock import BELIEVED, Times
from carerapp.domain.typed_time import TypedTime
from carerapp.domain.uk_time import at_words
from carerapp.ui import kit
from carerapp.ui.features.report.boxes import read_time_before
from carerapp.ui.features.when_box import when_box
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

_LABEL = "When was it begun?"


@dataclass
class TimesState:
    """What was said, by the id of the captured episode, and how the typed time was read."""

    said: dict[str, Times] = field(default_factory=dict)
    read: TypedTime = field(default_factory=TypedTime)

    def say(self, id: str, times: Times) -> None:
        """A tap."""
        self.said[id] = times

    def again(self, id: str) -> None:
        """A tap: it is asked once more."""
        self.said.pop(id, None)


def said_times(app: App, episode: CapturedEpisode) -> Times | None:
    """What holds of its times; None while something speaks against them and nobody said."""
    if said := app.state(TimesState).said.get(episode.id):
        return said
    return None if doubt_of(app.book, episode) else BELIEVED


def when_written(app: App, episode: CapturedEpisode) -> list[ft.Control]:
    """What speaks against the times, and three answers."""
    state, key = app.state(TimesState), _key(episode)

    def begun() -> None:
        state.read = read_time_before(app.drafts.get(key), app.now(), app.here)
        if state.read.moment is not None:
            state.say(episode.id, Times(began=state.read.moment))

    return [
        kit.card(kit.status("check", f"{doubt_of(app.book, episode)}.", "strong"), width=3),
        kit.text(
            "The device’s clock was wrong then, or it is now. The log must not say a wrong time.", color=INK2
        ),
        when_box(app, key, _LABEL, state, hint="Like 22:10, 9.30pm, or 23 Nov 22:10."),
        kit.button("Use this time", begun, "primary", main=True),
        kit.button("The times below are right", partial(state.say, episode.id, BELIEVED)),
        kit.button("Nobody knows when", partial(state.say, episode.id, Times(known=False))),
    ]


def times_said(app: App, episode: CapturedEpisode) -> list[ft.Control]:
    """What was said, and the way back; nothing where nothing was asked."""
    state = app.state(TimesState)
    said = state.said.get(episode.id)
    if said is None:
        return []
    words = "The times below are right."
    if said.began:
        words = f"It was begun at {at_words(said.began)}. The log says so, and what the clock showed."
    elif not said.known:
        words = "When it was written is not known. The log says so, and what the clock showed."
    return [kit.note(words), kit.button("Change this", partial(state.again, episode.id), "text")]


def forget_times(app: App, episode: CapturedEpisode) -> None:
    """It stands in a log."""
    app.drafts.drop(_key(episode))
    app.state(TimesState).again(episode.id)


def _key(episode: CapturedEpisode) -> str:
    return f"captured-when:{episode.id}"
