"""They are back, or safe: where or how in one tap, Save in the next. The time is now by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions.mark_found import mark_found
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.typed_time import TypedTime
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.report.boxes import read_time_before
from carerapp.ui.features.when_box import when_box
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import S16


@dataclass(frozen=True)
class Way:
    """One of the ways a child comes back."""

    id: str
    words: str
    by: str = ""  # who found them; "me" is the person signed in


ELSEWHERE = "Safe somewhere else"
WAYS = (
    Way("self", "Came back by themself"),
    Way("me", "I fetched them", "me"),
    Way("police", "The police brought them", "Police"),
    Way("other", "Someone else brought them"),
    Way("elsewhere", ELSEWHERE),
)
BOXES = ("time", "where", "by", "condition")


def found(app: App) -> Screen:
    """How the child came back, when and where."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    chosen = app.drafts.get(_key(episode, "how"))
    about = {"child": child.id, "episode": episode.id}
    false = partial(app.go, ScreenName.CLOSE, **about, because=ClosedBecause.FALSE_ALARM.value)
    ways = kit.one_of("How?", *(_way(app, episode, way, chosen) for way in WAYS))
    more = [
        _time(app, episode),
        *(
            []
            if chosen == "self"
            else [_box(app, episode, "by", "Who found or brought them?", _by(app, episode))]
        ),
        _box(app, episode, "where", "Where were they?"),
        _box(
            app,
            episode,
            "condition",
            "How are they?",
            hint="Hurt, ill, hungry, cold, upset, or fine.",
            lines=2,
        ),
    ]
    first = [kit.h1(f"{child.first_name} is back"), kit.text("How?", "strong"), ways]
    rest: list[ft.Control] = [kit.card(kit.h2("If you know it now"), *more, spacing=S16)]
    applying = Applying(child, episode, app.now())
    shown = [s.label for s in applying.returning()]  # said where they are ticked
    rest += [
        kit.quote(w.text, f"{child.protocol.short}, {w.source}")
        for w in applying.words("return")
        if w.text not in shown
    ]
    end = kit.button(f"{child.first_name} was never missing: a false alarm", false, "text")
    sticky = [kit.button("Save", lambda: _save(app, child, episode), "primary", main=True)]
    if kit.look().wide:
        return Screen(
            header(app, child, episode, back_to="what to do"), rest, sticky=sticky, side=[*first, end]
        )
    return Screen(
        header(app, child, episode, back_to="what to do"),
        [*first, *rest, end],
        sticky=sticky,
        keep_sticky=True,
    )


def _key(episode: Episode, name: str) -> str:
    return f"found:{episode.id}:{name}"


def _way(app: App, episode: Episode, way: Way, chosen: str) -> kit.Choice:
    return kit.choice(way.words, way.id == chosen, lambda: app.drafts.type(_key(episode, "how"), way.id))


def _by(app: App, episode: Episode) -> str:
    """Who it was, as far as the way says it."""
    way = next((w for w in WAYS if w.id == app.drafts.get(_key(episode, "how"))), None)
    if way is None:
        return ""
    return app.book.person.name if way.by == "me" else way.by


def _box(
    app: App, episode: Episode, name: str, label: str, default: str = "", *, hint: str = "", lines: int = 1
) -> ft.Control:
    key = _key(episode, name)
    box = kit.text_box(
        label, app.drafts.get(key, default), lambda text: app.drafts.type(key, text), key=key, lines=lines
    )
    return kit.labelled(label, box, hint=hint)


@dataclass
class FoundState:
    """Whether another time is asked for, and what is wrong with it."""

    time: bool = False
    read: TypedTime = field(default_factory=TypedTime)

    def ask_time(self) -> None:
        """A tap: it was not now."""
        self.time = True


def _time(app: App, episode: Episode) -> ft.Control:
    key, label = _key(episode, "time"), "When?"
    state = app.state(FoundState)
    if not (state.time or app.drafts.has(key)):
        now = f"Now, {clock(app.now(), app.now())}"
        change = kit.button("Another time", state.ask_time, "text")
        words = kit.labelled(label, kit.text(now, "strong"))
        if kit.look().big:
            return ft.Column([words, change], tight=True)
        words.expand = True
        return ft.Row([words, change])
    return when_box(app, key, label, state, hint="Like 22:10, 9.30pm or 10 min ago. Empty means now.")


def _save(app: App, child: ChildFile, episode: Episode) -> None:
    typed = {name: app.drafts.get(_key(episode, name)).strip() for name in BOXES}
    moment = None
    if typed["time"]:
        read = read_time_before(typed["time"], app.now(), app.here)
        app.state(FoundState).read = read
        if read.moment is None:
            return
        moment = read.moment
    way = next((w for w in WAYS if w.id == app.drafts.get(_key(episode, "how"))), None)
    by = app.drafts.get(_key(episode, "by"), _by(app, episode)).strip()

    def write() -> None:
        mark_found(
            app.book,
            child.id,
            episode.id,
            at=moment,
            where=typed["where"],
            how=way.words if way else "",
            by="" if way and way.id == "self" else by,
            condition=typed["condition"],
        )

    if app.attempt(write):
        app.drafts.drop(*(_key(episode, name) for name in (*BOXES, "how")))
        app.replace(ScreenName.RETURNED, child=child.id, episode=episode.id)
