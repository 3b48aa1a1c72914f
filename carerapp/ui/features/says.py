"""What the procedure says about one thing, in its own words: a page, one tap from where it may matter."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.form_reading import Place as Placed
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.quoted import quoted
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

#: What it is about, in plain words, in the order of an evening.
ABOUT: dict[Placed, str] = {
    "looking": "While you look",
    "plan": "The plan",
    "external_activity": "On a trip or a holiday",
    "care_leaver": "A young person of 18 or over",
    "home": "A child who lives at home",
    "placing": "Placed by another council",
    "waiting": "While you wait",
    "not_reported": "If you do not report",
    "before_report": "Before you ring",
    "ndm": "What the police ask themselves",
    "before_police": "Until the police come",
    "planning_return": "Planning how they come back",
    "referral": "Who must be told of harm",
    "interview": "The return interview",
    "consent": "Sharing what they said",
}


def says(app: App) -> Screen:
    """Every sentence of it that applies, or may."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    about = next(place for place in ABOUT if place == app.place["about"])
    body: list[ft.Control] = [kit.h1(ABOUT[about]), *quoted(app, child, episode, about)]
    if len(body) == 1:
        body.append(kit.note(f"{child.protocol.short}’s procedure says nothing about this."))
    return Screen(header(app, child, episode, back_to="what was before"), body)


def says_rows(app: App, child: ChildFile, episode: Episode, *places: Placed) -> list[ft.Control]:
    """A row for each thing that the procedure says something about; nothing for the others."""
    return [
        kit.row(
            ABOUT[place],
            "",
            partial(app.go, ScreenName.SAYS, child=child.id, episode=episode.id, about=place),
            key=f"says:{place}",
        )
        for place in places
        if quoted(app, child, episode, place)
    ]
