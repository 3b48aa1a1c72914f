"""Agreed on a calm day, shown when the child is missing: the plan, where to look, when to be back."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.form_reading import Field, Section
from carerapp.domain.child import ChildFile
from carerapp.domain.lacking import not_known_here
from carerapp.domain.readiness import Lack, lacks
from carerapp.ui import kit
from carerapp.ui.features.children.authority import placed_by
from carerapp.ui.features.children.rung_when import asked_when
from carerapp.ui.features.key_contacts.household import changed_here
from carerapp.ui.questions.form_renderer import question, spot_of
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

#: answers about the child that are asked for only where the authority's police ask for them
POLICE_ASK = ("religion", "sexual_orientation")


def _asked(child: ChildFile, section: Section) -> list[Field]:
    """Nobody is asked for what no form and no call needs."""
    needed = {fact for line in child.protocol.script for fact in line.facts}
    return [f for f in section.fields if f.name not in POLICE_ASK or f"profile:{f.name}" in needed]


def _lacks(app: App, child: ChildFile) -> list[ft.Control]:
    """What a bad night would miss, a tap each; and that nothing is missing."""
    left = lacks(child)
    if not left:
        return [kit.status("done", "Ready: nothing is missing", "strong")]
    things = "1 thing is" if len(left) == 1 else f"{len(left)} things are"
    rows = [kit.row(one.words, "", partial(_go, app, child, one), status="todo") for one in left]
    return [kit.text(f"{things} still missing for a bad night:", "strong"), kit.group(*rows)]


def _go(app: App, child: ChildFile, lack: Lack) -> None:
    if lack.at == "photo":
        app.go(ScreenName.PHOTO, child=child.id)
    elif lack.at == "here":
        app.display.show(spot_of(child.profile.id, lack.field))
    else:
        section = child.protocol.key_contacts.section_of(lack.field).name
        at = spot_of(child.key_contacts.id, lack.field)
        app.go(ScreenName.KEY_CONTACTS_SECTION, child=child.id, section=section, at=at)


def prepare(app: App) -> Screen:
    """Questions for a calm day, so that a bad night is shorter."""
    child = app.book.child(app.place["child"])
    form = child.protocol.preparation
    assert form is not None  # the way here is shown only where the pack has one
    section, times = form.section("prepare"), form.section("confirmed")
    called, far = form.field("called"), form.field("placed_out")
    return Screen(
        kit.plain_header(
            app.book.names().get(child.id, child.full_name),
            hide=app.locking.hide,
            back=app.back,
            back_to="children",
        ),
        [
            kit.h1(section.short),
            *_lacks(app, child),
            kit.text(
                "These questions are the app’s own. The answers show in the steps on the night.", color=INK2
            ),
            *(question(app, child.id, child.profile.id, f) for f in (called, far, *_asked(child, section))),
            *asked_when(app, child),
            *placed_by(app, child),
            kit.h2(times.short),
            kit.text(
                not_known_here(child.protocol)
                or f"{child.protocol.short}’s procedure names these times and gives no hours. "
                "Fill in what your authority tells you; until then the app asks you.",
                color=INK2,
            ),
            *(question(app, child.id, child.profile.id, field) for field in times.fields),
            *changed_here(app, child, {field.name for field in times.fields}),
        ],
    )
