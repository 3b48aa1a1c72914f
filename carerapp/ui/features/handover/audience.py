"""What the officer will see: every part of the form, and what the carer leaves out with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

import flet as ft

from carerapp.actions.form_reading import Field, age_words, is_blank, is_not_known
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.ui import kit
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S8, S12, S16

NO_REASON = "no reason given"
REASONS = ("Not needed to find them", "The social worker gives it")


def key(episode: Episode, field: str) -> str:
    """The key of the draft that says why a field is left out."""
    return f"withheld:{episode.id}:{field}"


def fields(child: ChildFile) -> Iterator[Field]:
    """What the carer may leave out: the photo, and what is kept hidden in the app."""
    for field in child.protocol.key_contacts.fields():
        if (field.secret or field.kind == "photo") and not field.part_of:
            yield field


def withheld(app: App, child: ChildFile, episode: Episode) -> dict[str, str]:
    """The reason for each field that is left out."""
    return {
        field.name: app.drafts.get(key(episode, field.name)).strip() or NO_REASON
        for field in fields(child)
        if app.drafts.has(key(episode, field.name))
    }


def audience(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """What the officer is given, field by field, and what is left out."""
    numbered = [s for s in child.protocol.key_contacts.sections if not s.closing]
    ticked = sum(1 for s in Applying(child, episode, app.now()).steps() if episode.check(s.field))
    done = "With tonight’s checks" if ticked else "No checks ticked yet"
    rows = [_line(ft.Icons.DESCRIPTION_OUTLINED, f"Sections 1 to {len(numbered)}", done)]
    rows += [_field(app, child, episode, field) for field in fields(child)]
    return [kit.h2("What the officer will see"), kit.group(*rows)]


def _line(
    data: ft.IconData, title: str, details: str, *more: ft.Control, change: ft.Control | None = None
) -> ft.Control:
    words = ft.Column([kit.text(title, "strong"), kit.text(details, "small", INK2)], spacing=2, expand=True)
    big = kit.look().big
    first: list[ft.Control] = [*([] if big else [kit.icon(data)]), words]
    beside = [change] if change and not big else []
    under = [change] if change and big else []
    return ft.Container(
        ft.Column(
            [ft.Row([*first, *beside], spacing=S12), *under, *more],
            spacing=S8,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.symmetric(horizontal=S16, vertical=12),
    )


@dataclass
class AudienceState:
    """The field whose choice is open, by its name; "" when none is."""

    change: str = ""


def _field(app: App, child: ChildFile, episode: Episode, field: Field) -> ft.Control:
    at, title = key(episode, field.name), _title(field)
    out, open_ = app.drafts.has(at), app.state(AudienceState).change == field.name
    data = ft.Icons.IMAGE_OUTLINED if field.kind == "photo" else ft.Icons.KEY_OUTLINED
    if out:
        reason = app.drafts.get(at).strip() or NO_REASON
        data, details = ft.Icons.LOCK_OUTLINE, f"You leave it out: “{reason}”"
    else:
        details = _seen(app, child, field)

    def change() -> None:
        app.state(AudienceState).change = "" if open_ else field.name

    button = kit.button("Done" if open_ else "Change", change, "text", label=f"Change: {title}")
    return _line(data, title, details, *(_choose(app, field, at, out) if open_ else []), change=button)


def _choose(app: App, field: Field, at: str, out: bool) -> list[ft.Control]:
    def show() -> None:
        app.drafts.drop(at)
        app.locking.remember()
        app.state(AudienceState).change = ""

    def leave_out(reason: str = "") -> None:
        app.drafts.type(at, reason)

    if not out:
        return [kit.button("Leave it out", leave_out)]
    label = f"Why do you leave out {_title(field).lower()}?"
    written = app.drafts.get(at)
    # made only where they are shown: what is made counts as what can be tapped
    presets = [] if written else [kit.button(r, partial(leave_out, r), "tonal") for r in REASONS]
    box = kit.text_box(label, written, lambda text: app.drafts.type(at, text), key=at)
    return [
        kit.labelled("Why?", box, hint="It is printed in its place."),
        *presets,
        kit.button("Show it to the officer", show),
    ]


def _title(field: Field) -> str:
    if field.kind == "photo":
        return "Photo"
    short = field.question.rstrip(": ")
    return short if len(short) < 50 else short.partition("(")[0].strip()


def _seen(app: App, child: ChildFile, field: Field) -> str:
    record = child.key_contacts
    value = record.value(field.name)
    if field.kind == "photo":
        return _photo(app, value)
    if is_not_known(value):
        return "Prints as “not known”"
    if is_blank(value) and not record.rows(field.name):
        return "Blank. Prints as “not known”"
    return "The officer will see it"


def _photo(app: App, value: object) -> str:
    if not isinstance(value, dict) or not value.get("photo"):
        return "No photo yet"
    try:
        taken = datetime.combine(date.fromisoformat(str(value.get("taken_on"))), time(), app.now().tzinfo)
    except ValueError:
        return "The officer will see it. Its date is not known"
    if taken.date() >= app.now().date():
        return "Taken today"
    return age_words(taken, app.now()).capitalize()
