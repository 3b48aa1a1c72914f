"""Of a closed episode: what is still to do, and that somebody else sees to it now."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from carerapp.actions.hand_on import hand_on
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.left_to_do import left
from carerapp.domain.outcomes import Fact
from carerapp.domain.topics.handed_on import HandedOn
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

LABEL = "Who sees to it now?"


@dataclass
class HandingOnState:
    """It was tried without a name."""

    problem: str = ""


def handing_on(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """What stands on Home of it, and the way to take it from there; nothing while the episode is open."""
    if not episode.closed:
        return []
    if handed := episode.handed_on:
        words = f"Handed on to {HandedOn.of(handed).to}, {clock(handed.happened, app.now())}"
        return [kit.status("done", words, "strong"), *taking_back(app, child, episode, Fact.HANDED_ON)]
    still = left(child, episode, app.now())
    if not still.count:
        return [kit.status("done", "Nothing is left to do", "strong")]
    return [_card(app, child, episode, still.words(child))]


def _card(app: App, child: ChildFile, episode: Episode, words: tuple[str, ...]) -> ft.Control:
    key, state = f"handed-on:{episode.id}", app.state(HandingOnState)

    def typed(text: str) -> None:
        app.drafts.type(key, text)
        if text.strip():
            state.problem = ""

    def write() -> None:
        to = app.drafts.get(key).strip()
        if not to:
            state.problem = "Write their name, or their role."
        elif app.attempt(lambda: hand_on(app.book, child.id, episode.id, to, words)):
            app.drafts.drop(key)

    box = kit.text_box(LABEL, app.drafts.get(key), typed, key=key, problem=bool(state.problem))
    return kit.card(
        kit.h2("Still to do"),
        *(kit.bullet(line) for line in words),
        kit.text("It stays on Home until it is done, or somebody else sees to it.", "small", INK2),
        kit.labelled(LABEL, box, problem=state.problem),
        kit.button("Hand it on", write),
    )
