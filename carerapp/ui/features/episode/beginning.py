"""How did this start? One tap, and the first step and the words for the police fit it. It can be left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.begin_episode import say_how, say_since
from carerapp.actions.form_reading import NOT_KNOWN
from carerapp.domain.beginning import FIELD, time_to_be_in
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.json_value import Json
from carerapp.domain.typed_time import TypedTime, read_typed_time
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.when_box import when_box
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

SINCE = "Since when do you not know where they are?"


@dataclass
class BeginningState:
    """Whether another time is typed, and how it was read."""

    another: bool = False
    read: TypedTime = field(default_factory=TypedTime)

    def type_one(self) -> None:
        """A tap: another time."""
        self.another = True


def asked_how(child: ChildFile, episode: Episode) -> tuple[Place, ...]:
    """The question, once; () where it was answered or the form does not have it."""
    has = any(f.name == FIELD for f in child.protocol.episode.fields())
    if not has or episode.record.answers(FIELD):
        return ()
    return (Place(ScreenName.BEGINNING, {"child": child.id, "episode": episode.id}),)


def beginning(app: App) -> Screen:
    """Since when, and how. A tap on how leads on."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    here = {"child": child.id, "episode": episode.id}
    asked = child.protocol.episode.field(FIELD)

    def how(value: Json, since: datetime | None = None) -> None:
        typed = app.drafts.get(_key(episode))
        state = app.state(BeginningState)
        if since is None and typed.strip():
            state.read = read_typed_time(typed, app.now(), app.here)
            since = state.read.moment
            if since is None:
                return
        if app.attempt(lambda: say_how(app.book, child.id, episode.id, value, since)):
            app.drafts.drop(_key(episode))
            app.home(Place(ScreenName.EPISODE, here))

    due_in = time_to_be_in(child, app.now())
    rows = []
    for choice in asked.choices:
        if choice.name == "not_home" and due_in and not episode.since_said:
            rows.append(_row(f"Not home by {clock(due_in, app.now())}", partial(how, choice.name, due_in)))
        rows.append(_row(choice.label, partial(how, choice.name)))
    return Screen(
        header(app, child, episode, back_to="what to do"),
        [
            kit.h1(asked.question),
            *since_when(app, child, episode, due_in),
            kit.text("Then tap what fits best:", "strong"),
            kit.group(*rows, label=asked.question),
            kit.text("These are our own words. They are not in the procedure.", "small", INK2),
            kit.button("I don’t know: go on", partial(how, NOT_KNOWN), "text"),
        ],
    )


def _row(words: str, tap: kit.Tap) -> ft.Control:
    return kit.row(words, "", tap)


def since_when(app: App, child: ChildFile, episode: Episode, due_in: datetime | None) -> list[ft.Control]:
    """Quick times, a tap each; once said, what was said. Nothing is chosen beforehand."""
    state = app.state(BeginningState)
    if state.another or app.drafts.has(_key(episode)):
        return [
            when_box(app, _key(episode), SINCE, state, hint="Like 21:30, 9.30pm or 10 min ago."),
            kit.button("Save the time", partial(_save, app, child, episode)),
        ]
    another = kit.button("Another time", state.type_one, "text", label=f"Another time: {SINCE}")
    if episode.since_said:
        words = f"Not seen since {clock(episode.unknown_since, app.now())}"
        return [kit.status("done", words, "strong"), another]

    def at(then: datetime) -> None:
        app.attempt(lambda: say_since(app.book, child.id, episode.id, then))

    more = [(f"When they had to be in, {clock(due_in, app.now())}", due_in)] if due_in else []
    return [
        kit.text(SINCE, "strong"),
        kit.quick_times(at, app.now(), about=SINCE, more=more),
        another,
    ]


def _save(app: App, child: ChildFile, episode: Episode) -> None:
    state = app.state(BeginningState)
    state.read = read_typed_time(app.drafts.get(_key(episode)), app.now(), app.here)
    moment = state.read.moment
    if moment and app.attempt(lambda: say_since(app.book, child.id, episode.id, moment)):
        app.drafts.drop(_key(episode))
        state.another = False


def _key(episode: Episode) -> str:
    return f"since:{episode.id}"
