"""Whom an authority has erased, and whom it was asked to erase: lines under its name."""

from __future__ import annotations

import flet as ft

from carerapp.domain.isolated import isolated
from carerapp.sharing import Enrolment, ErasedThere, Sharing, asked_words, erased_words
from carerapp.ui import kit
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def erased_lines(app: App, shared: Sharing, enrolment: Enrolment) -> list[ft.Control]:
    """Nothing where neither did."""
    lines: list[ft.Control] = []
    for one in shared.erasures.there(enrolment):
        lines += _there(app, enrolment, one)
    for asked in shared.erasures.asked(enrolment):
        kind = "check" if asked.state == "not taken" else "todo"
        lines.append(kit.status(kind, f"{isolated(enrolment.called)} {asked_words(asked)}"))
    return lines


def _there(app: App, enrolment: Enrolment, one: ErasedThere) -> list[ft.Control]:
    called, said = isolated(enrolment.called), kit.text(erased_words(one), "small", INK2)
    if not one.here:
        return [kit.status("done", f"{called} has erased its record of a child who was erased here"), said]
    name = isolated(app.book.short_names().get(one.erasure.stream, "a child"))
    return [
        kit.status("check", f"{called} has erased its record of {name}", "strong"),
        said,
        kit.text(
            "This device has its record still. What you write about them stays here: nothing more is sent. "
            "Ask the duty team whether it must go here too. A manager can erase it: see the whole record."
        ),
    ]
