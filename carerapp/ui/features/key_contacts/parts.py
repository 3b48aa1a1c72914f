"""What the screens of the form share: the list of its sections."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.form_reading import Field, Form, Section, SectionCompleteness, completeness, old_words
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
from carerapp.ui.questions.picture import photo_age
from carerapp.ui.questions.question_view import MONTHS
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

OLD_DAYS = 180  # our own reminder; the authority sets no age


def calm_sections(form: Form) -> tuple[Section, ...]:
    """Those that are filled in before anything happens."""
    return tuple(s for s in form.sections if s.answered_in == "form" and calm_fields(form, s))


def calm_fields(form: Form, section: Section) -> tuple[Field, ...]:
    """The questions of a section that are asked on a calm day."""
    return tuple(f for f in section.fields if form.answered_in(f.name) == "form")


def title(form: Form, section: Section) -> str:
    """'3. Doctor, school, friends, places'; closing fields have no number."""
    if section.closing:
        return section.short
    numbered = [s for s in form.sections if not s.closing]
    return f"{numbered.index(section) + 1}. {section.short}"


def task_list(app: App, child: ChildFile, chosen: str = "") -> ft.Control:
    """Every section as a row, in the form's order; any of them first."""
    form, record = child.protocol.key_contacts, child.key_contacts
    ready = completeness(form, record, now=app.now(), lives=child.lives)
    rows: list[ft.Control] = []
    for field in (f for f in form.fields() if f.kind == "photo"):
        status, words = photo_age(record.value(field.name), field, app.now())
        rows.append(
            kit.row(
                "Photo",
                words,
                partial(_open, app, "photo", child.id),
                status=status,
                selected=chosen == "photo",
            )
        )
    for section in calm_sections(form):
        status, words = ("blank", "") if section.closing else _state(ready.section(section.name), app.now())
        rows.append(
            kit.row(
                title(form, section),
                words,
                partial(_open, app, section.name, child.id),
                status="" if section.closing else status,
                selected=chosen == section.name,
            )
        )
    return kit.group(*rows)


def _open(app: App, name: str, child: str) -> None:
    """From the list to a section; from one section to another, Back still leads to the list."""
    move = app.go if app.place.name == ScreenName.KEY_CONTACTS else app.replace
    if name == "photo":
        move(ScreenName.PHOTO, child=child)
    else:
        move(ScreenName.KEY_CONTACTS_SECTION, child=child, section=name)


def _state(part: SectionCompleteness, now: datetime) -> tuple[str, str]:
    left = len(part.blanks)
    if left == part.total:
        return "todo", f"Not started. {left} questions"
    if left:
        return "todo", "1 question left" if left == 1 else f"{left} questions left"
    when = part.oldest
    if when is None:
        return "done", "Filled in"
    if part.stale or is_old(when, now):
        return "old", f"Filled in. Some of it is {old_words(when, now)}. Check it"
    return "done", f"Filled in. Checked {when.day}\u00a0{MONTHS[when.month - 1]}"


def is_old(written: datetime, now: datetime) -> bool:
    """Old enough to be looked at again."""
    return (now - written).days > OLD_DAYS
