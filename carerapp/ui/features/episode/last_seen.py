"""When and where last seen: the app's own questions, for the police."""

from __future__ import annotations

from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.questions.form_renderer import question
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def last_seen(app: App) -> Screen:
    """When, where and in what the child was last seen."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    section = child.protocol.episode.section("last_seen")
    form = child.protocol.short
    return Screen(
        header(app, child, episode, back_to="what to do"),
        [
            kit.h1("When and where last seen"),
            kit.text(
                f"The police will ask. These questions are ours, not part of the {form} form. Blanks are "
                "fine.",
                color=INK2,
            ),
            *(question(app, child.id, episode.id, field) for field in section.fields),
        ],
    )
