"""The way back of a fact, beside it: one tap, asked once, then a correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import flet as ft

from carerapp.actions.take_back import take_back
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import Fact
from carerapp.domain.way_back import THEN, way_back
from carerapp.ui import kit
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class TakeBackState:
    """What was asked about: the fact and whom it is about."""

    asked: tuple[Fact, str] | None = None

    def leave(self) -> None:
        """A tap: it is right as it stands."""
        self.asked = None


def taking_back(
    app: App,
    child: ChildFile,
    episode: Episode,
    fact: Fact,
    about: str = "",
    then: Callable[[], object] | None = None,
) -> list[ft.Control]:
    """Nothing where the fact does not stand. ``then``: where to go when it was written."""
    if way_back(child, episode, fact, about) is None:
        return []
    state = app.state(TakeBackState)

    def ask() -> None:
        state.asked = fact, about

    def write() -> None:
        if app.attempt(lambda: take_back(app.book, child.id, episode.id, fact, about)):
            state.leave()
            if then:
                then()

    if state.asked != (fact, about):
        return [kit.button(fact.on_screen, ask, "text")]
    return [
        kit.card(
            kit.status("check", THEN[fact], "strong"),
            kit.text("The first entry stays in the log, with who took it back and when.", "small", INK2),
            kit.button("Leave it as it is", state.leave),  # what writes does not stand where the finger is
            kit.button(f"Yes: {fact.on_screen[:1].lower()}{fact.on_screen[1:].partition(':')[0]}", write),
        )
    ]
