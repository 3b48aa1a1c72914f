"""What the procedure says about one thing, in its own words: a page, one tap from where it may matter."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.form_reading import Place as Placed
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.lacking import not_known_here
from carerapp.ui import kit
from carerapp.ui.features.about import ABOUT
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.quoted import quoted
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def says(app: App) -> Screen:
    """Every sentence of it that applies, or may."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    about = next(place for place in ABOUT if place == app.place["about"])
    body: list[ft.Control] = [kit.h1(ABOUT[about]), *quoted(app, child, episode, about)]
    if len(body) == 1:
        nothing = f"{child.protocol.short}’s procedure says nothing about this."
        body.append(kit.note(not_known_here(child.protocol) or nothing))
    return Screen(header(app, child, episode, back_to="what was before"), body)


def says_rows(app: App, child: ChildFile, episode: Episode, *places: Placed) -> list[ft.Control]:
    """A row for each thing that the procedure says something about; nothing for the others."""
    applying = Applying(child, episode, app.now())
    return [
        kit.row(
            ABOUT[place],
            "",
            partial(app.go, ScreenName.SAYS, child=child.id, episode=episode.id, about=place),
            key=f"says:{place}",
        )
        for place in places
        if applying.said(place)
    ]
