"""Another child left too: episodes for those who left together, linked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions.together import left_together, linked
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class TogetherState:
    """The children who are ticked, by id."""

    chosen: set[str] = field(default_factory=set)


def together(app: App) -> Screen:
    """The other children of this device, to tick."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    chosen = app.state(TogetherState).chosen
    others = [c for c in app.book.children() if c.id != child.id and c.invented == child.invented]
    free = [c for c in others if c.open_episode is None or not c.open_episode.together]

    def toggle(id: str) -> None:
        chosen.symmetric_difference_update({id})

    def save() -> None:
        if app.attempt(lambda: left_together(app.book, child.id, episode.id, sorted(chosen))):
            app.back()

    body: list[ft.Control] = [
        kit.h1("Who else left?"),
        kit.text(
            "Each child gets a log and a form of their own. A step that you do once, like looking in the "
            "house, is ticked in each log. Nothing else of one child is written in another’s.",
            color=INK2,
        ),
    ]
    for other, _ in linked(app.book, episode):
        body.append(kit.status("done", f"{app.book.short_names()[other.id]}: a log is open"))
    if not free:
        body.append(kit.note("No other child is on this device. Add them first, on the list of children."))
        return Screen(header(app, child, episode, back_to="what to do"), body)
    names = app.book.names()
    body.append(
        kit.any_of(
            "Who else left?", *(kit.choice(names[c.id], c.id in chosen, partial(toggle, c.id)) for c in free)
        )
    )
    words = "Start for them too" if chosen else "Nobody chosen yet"
    sticky = (
        [kit.button(words, save, "primary", main=True)]
        if chosen
        else [kit.button(words, lambda: None, "outline")]
    )
    return Screen(header(app, child, episode, back_to="what to do"), body, sticky=sticky)
