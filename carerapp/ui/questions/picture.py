"""The photo among the questions: what it looks like, how old it is, and the way to its own screen."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import flet as ft

from carerapp.actions import pictures
from carerapp.actions.access import AttachmentDamaged
from carerapp.ui import kit
from carerapp.ui.questions.question_view import QuestionView
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.theme import FILL
from forms.engine.definition import Field
from forms.engine.kinds.photo import taken_on
from forms.engine.messages import old_words


def picture(asked: QuestionView) -> list[ft.Control]:
    """The photo, its age, and the way to its screen."""
    kind, words = photo_age(asked.value, asked.field, asked.app.now())

    def go() -> None:
        asked.app.go(ScreenName.PHOTO, child=asked.child)

    image = None
    with suppress(AttachmentDamaged):  # its own screen says so
        image = shown(pictures.photo(asked.app.book, asked.child), 160)
    button = kit.button(
        "Open the photo" if asked.answer else "Add a photo", go, icon_=ft.Icons.PHOTO_CAMERA_OUTLINED
    )
    return [*([image] if image else []), kit.status(kind, words), button]


def one_of(asked: QuestionView, value: object) -> list[ft.Control]:
    """The photo of one of two answers; nothing for another kind of question."""
    id = value.get("photo") if isinstance(value, dict) and asked.field.kind in ("photo", "picture") else None
    image = None
    with suppress(AttachmentDamaged):
        image = shown(pictures.picture(asked.app.book, asked.child, str(id)), 160) if id else None
    return [image] if image else []


def shown(jpeg: bytes | None, width: float, label: str = "Their photo") -> ft.Control | None:
    """The picture itself, `width` pixels wide; None when there is none. `label` is what a screen reader
    says."""
    if not jpeg:
        return None
    # As high before it is painted as after: what stands below must not move away from a finger.
    image = ft.Image(src=jpeg, width=width, height=width, fit=ft.BoxFit.CONTAIN, semantics_label=label)
    return ft.Row([ft.Container(image, bgcolor=FILL, border_radius=8)], tight=True)


def photo_age(value: object, field: Field, now: datetime) -> tuple[str, str]:
    """(status, words): 'Taken today', '7 months old. Take a new one'."""
    if not isinstance(value, dict) or not value.get("photo"):
        return "todo", "No photo yet"
    taken = taken_on(value)
    if taken is None:
        return "old", "Day not known. Say when it was taken"
    days = (now.date() - taken).days
    if days < 1:
        return "done", "Taken today"
    age = old_words(_start(taken, now), now)
    if field.stale_after_days is not None and days > field.stale_after_days:
        return "old", f"{age}. Take a new one"
    return "done", age[0].upper() + age[1:]


def _start(day: date, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
