"""On the episode's home screen: what the procedure says that may matter now."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.form_reading import Place
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import ReportDecision
from carerapp.ui import kit
from carerapp.ui.features.decide.decide import AGAIN
from carerapp.ui.features.quoted import quoted
from carerapp.ui.features.says import says_rows
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def what_it_says(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """A row for each thing, its words a tap away."""
    about: tuple[Place, ...] = ("external_activity", "care_leaver", "home", "placing", "looking", "plan")
    if episode.reported_at or episode.record.value("whereabouts") in ("known", "uncertain"):
        about = ("planning_return", *about)
    if episode.reported_at and not episode.hand_overs():
        about = ("before_police", *about)
    rows = says_rows(app, child, episode, *about)
    return [kit.h2("The procedure says"), kit.group(*rows)] if rows else []


def waiting(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """After "not yet": what the procedure asks to be looked at again."""
    if episode.reported_at or episode.record.text("decision") != ReportDecision.NOT_YET:
        return []
    words = quoted(app, child, episode, "waiting")
    decide = partial(app.go, ScreenName.DECIDE, child=child.id, episode=episode.id, again=AGAIN)
    return [
        kit.card(
            kit.text("You decided: not yet", "strong"), *words, kit.button("Decide again", decide, "tonal")
        )
    ]
