"""Questions answered by typing. Each pause in the typing saves."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from carerapp.ui import kit
from carerapp.ui.questions.question_view import QuestionView
from carerapp.ui.theme import INK2
from forms.engine.messages import DATE_TIME_TWICE

_KEYBOARDS = {
    "phones": ft.KeyboardType.PHONE,
    "email": ft.KeyboardType.EMAIL,
    "number": ft.KeyboardType.NUMBER,
    "time": ft.KeyboardType.DATETIME,
}


def line(asked: QuestionView) -> list[ft.Control]:
    """A box of one line."""
    return [box(asked)]


def lines(asked: QuestionView) -> list[ft.Control]:
    """A box of several lines."""
    return [box(asked, 3)]


def moment(asked: QuestionView) -> list[ft.Control]:
    """A day and a time; most often it is now."""
    hint = kit.uk_time_hint("", asked.app.now())
    first = [kit.text(hint, "small", INK2)] if hint else []
    if asked.answer or asked.typing:
        return [*first, box(asked), *_which_hour(asked)]

    def now() -> None:
        asked.choose(asked.app.now().replace(microsecond=0).isoformat())

    return [
        *first,
        box(asked),
        kit.button("Now", now, icon_=ft.Icons.SCHEDULE, label=f"Now: {asked.field.question}"),
    ]


def _which_hour(asked: QuestionView) -> list[ft.Control]:
    """Clocks showed the typed time twice: which of the two?"""
    value = asked.value
    typed = asked.app.drafts.get(asked.key, value if isinstance(value, str) else "")
    found = asked.kind.check(asked.read(typed), asked.field, today=asked.app.now().date())
    if asked.typing or found != DATE_TIME_TWICE:
        return []
    return [kit.which_hour(lambda which: asked.choose(asked.read(f"{typed} {which}")))]


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
    return kit.text_box(
        asked.field.question,
        drafts.get(asked.key, asked.words if words is None else words),
        lambda typed: drafts.type(asked.key, typed, asked.save_words),
        leave,
        key=f"box:{asked.key}",
        lines=rows,
        keyboard=_KEYBOARDS.get(asked.field.kind, ft.KeyboardType.TEXT),
        problem=bool(asked.problem),
    )
