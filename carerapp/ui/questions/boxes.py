"""Questions answered by typing. Each pause in the typing saves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import flet as ft

from carerapp.ui import kit
from carerapp.ui.picker import pick_day, pick_time
from carerapp.ui.questions.question_view import QuestionView
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

LIKE = "Like 21:30, 9.30pm, yesterday 9pm, 27 Nov 21:30 or 10 min ago."
_KEYBOARDS = {
    "phones": ft.KeyboardType.PHONE,
    "email": ft.KeyboardType.EMAIL,
    "number": ft.KeyboardType.NUMBER,
}


def line(asked: QuestionView) -> list[ft.Control]:
    """A box of one line."""
    return [box(asked)]


def lines(asked: QuestionView) -> list[ft.Control]:
    """A box of several lines."""
    return [box(asked, 3)]


def day(asked: QuestionView) -> list[ft.Control]:
    """A day or a time of day, as people say it."""
    picker = pick_day if asked.field.kind == "date" else pick_time
    return [box(asked), *_read(asked), *_picker(asked, picker)]


def moment(asked: QuestionView) -> list[ft.Control]:
    """A day and a time; most often it is now, or a little ago."""
    hint = kit.uk_time_hint(LIKE, asked.app.now())
    shown: list[ft.Control] = [kit.text(hint, "small", INK2), box(asked), *_read(asked)]
    if asked.answer or asked.typing or asked.app.drafts.has(asked.key):
        return shown

    def at(then: datetime) -> None:
        asked.choose(then.replace(microsecond=0).isoformat())

    quick = kit.quick_times(at, asked.app.now(), about=asked.field.question)
    return [*shown, quick, *_picker(asked, pick_time)]


def _picker(
    asked: QuestionView, picker: Callable[[App, str, Callable[[str], object]], ft.Control]
) -> list[ft.Control]:
    """While the box is blank; what it writes is read as if it was typed, and the box left."""
    drafts = asked.app.drafts
    if asked.answer or asked.typing or drafts.has(asked.key):
        return []

    def write(words: str) -> None:
        drafts.type(asked.key, words, asked.save_words)
        drafts.left(asked.key)

    return [picker(asked.app, asked.field.question, write)]


def _read(asked: QuestionView) -> list[ft.Control]:
    """What was read, in words, before it is kept; what may be two is asked once the box is left."""
    spoken = asked.spoken
    if spoken is None:
        return []
    if spoken.said and asked.app.drafts.has(asked.key):
        return [kit.text(f"That is {spoken.said}.", "small_strong")]
    if asked.typing or not spoken.asks:
        return []
    typed = asked.app.drafts.get(asked.key, asked.words)

    def choose(words: str) -> None:
        asked.choose(asked.read(words).value)

    if spoken.twice:
        return [kit.which_hour(lambda which: choose(f"{typed} {which}"))]
    return [kit.which_one(choose, spoken.readings)]


def signature(asked: QuestionView) -> list[ft.Control]:
    """A name; the time is stamped by itself."""

    def sign() -> None:
        name = asked.app.book.person.name
        asked.choose({"name": name, "at": asked.app.now().replace(microsecond=0).isoformat()})

    shown = box(asked)
    if asked.answer or asked.typing:
        return [shown]
    return [
        shown,
        kit.button(f"Sign as {asked.app.book.person.name}", sign, icon_=ft.Icons.DRAW_OUTLINED),
    ]


def box(
    asked: QuestionView, rows: int = 1, *, words: str | None = None, left: Callable[[], None] | None = None
) -> ft.Control:
    """`words` stands in for the saved answer where that must not be shown; `left` is what else to do then."""
    drafts = asked.app.drafts

    def leave() -> None:
        drafts.left(asked.key)
        if left:
            left()

    drafts.belongs(asked.key, asked.save_words)
    made = kit.text_box(
        asked.field.question,
        drafts.get(asked.key, asked.words if words is None else words),
        lambda typed: drafts.type(asked.key, typed, asked.save_words),
        leave,
        key=f"box:{asked.key}",
        lines=rows,
        keyboard=_KEYBOARDS.get(asked.field.kind, ft.KeyboardType.TEXT),
        problem=bool(asked.problem),
    )
    return kit.explained(made, asked.problem)
