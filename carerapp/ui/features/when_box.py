"""A box for the time of something that is about to be written: said in words when the box is left, read when
it is saved."""

from __future__ import annotations

from typing import Protocol

import flet as ft

from carerapp.domain.typed_time import TypedTime, read_typed_time, said_words
from carerapp.ui import kit
from carerapp.ui.picker import pick_time
from carerapp.ui.shell import App


class Reads(Protocol):
    """A screen's state with how the time was read when somebody tapped Save."""

    read: TypedTime


def when_box(app: App, key: str, label: str, state: Reads, *, hint: str, kept: str = "") -> ft.Control:
    """What was wrong with the time stands beside it; ``kept``: what else is said then. What may be two
    times is asked about."""
    typed = app.drafts.get(key)
    left = typed.strip() and not app.drafts.typing(key)
    read = read_typed_time(typed, app.now(), app.here) if left else state.read
    problem = f"{read.problem} {kept}".strip() if read.problem else ""

    def leave() -> None:
        """From here on the box says which moment it is: "10 min ago" would be another one later."""
        found = read_typed_time(app.drafts.get(key), app.now(), app.here).moment
        if found and app.drafts.typing(key):
            app.drafts.type(key, said_words(found, app.now()))
        app.drafts.left(key)

    def write(text: str) -> None:
        state.read = TypedTime()
        app.drafts.type(key, text)

    box = kit.text_box(
        label,
        typed,
        write,
        leave,
        key=key,
        problem=bool(problem),
    )
    said = read_typed_time(typed, app.now(), app.here).moment if typed.strip() else None
    asked = kit.labelled(
        label,
        box,
        hint=kit.uk_time_hint(hint, app.now()),
        problem=problem,
        tapped=bool(state.read.problem),
        read=said_words(said, app.now()) if said else "",
    )

    def choose(words: str) -> None:
        app.drafts.type(key, words)
        leave()
        state.read = TypedTime()

    def pick(words: str) -> None:
        """As if it was typed, and the box left."""
        app.drafts.type(key, words)
        leave()

    if not typed.strip():
        at = lambda then: choose(said_words(then, app.now()))
        quick = kit.quick_times(at, app.now(), about=label)
        return kit.under(asked, quick, pick_time(app, label, pick))
    if read.twice:
        return kit.under(asked, kit.which_hour(lambda which: choose(f"{typed} {which}")))
    return kit.under(asked, *([kit.which_one(choose, read.readings)] if read.readings else []))
