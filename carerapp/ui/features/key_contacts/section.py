"""One section: its questions in the form's order. Each answer saves itself."""

from __future__ import annotations

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.key_contacts.parts import calm_fields, calm_sections, task_list, title
from carerapp.ui.questions.form_renderer import questions
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def key_contacts_section(app: App) -> Screen:
    """The questions of one section."""
    child = app.book.child(app.place["child"])
    form = child.protocol.key_contacts
    section = form.section(app.place["section"])
    body: list[ft.Control] = [kit.h1(title(form, section))]
    if section.label:
        body.append(kit.text(f"On the form: {section.label}", "small", INK2))
    body += questions(app, child.id, child.key_contacts.id, calm_fields(form, section))
    after = _next(app, child.id)
    if after:
        body.append(after)
    side = [kit.h2(form.title), task_list(app, child, section.name)] if app.display.wide else None
    return Screen(child_header(app, child, form.title), body, side=side)


def _next(app: App, child: str) -> ft.Control | None:
    form = app.book.child(child).protocol.key_contacts
    names = [s.name for s in calm_sections(form)]
    at = names.index(app.place["section"]) + 1
    if at == len(names):
        return None
    following = form.section(names[at])

    def go() -> None:
        app.replace(ScreenName.KEY_CONTACTS_SECTION, child=child, section=following.name)

    return kit.button(f"Next: {title(form, following)}", go, "tonal", main=True)
