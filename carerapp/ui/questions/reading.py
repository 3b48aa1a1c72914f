"""What of a form is there to be read: notes, what is worked out, what may not be changed, more help."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.ui import kit
from carerapp.ui.questions.question_view import QuestionView
from carerapp.ui.theme import INK2

NOTHING_YET = "Nothing yet"


def nothing(asked: QuestionView) -> list[ft.Control]:
    """A note: its words are its label."""
    return []


def worked_out(asked: QuestionView) -> list[ft.Control]:
    """What other answers come to; it changes with them."""
    return [kit.text(asked.asking.shown(asked.field, asked.path) or NOTHING_YET)]


def kept(asked: QuestionView) -> list[ft.Control]:
    """An answer that the form does not let anybody change."""
    words = asked.shown(asked.value) if asked.answer else NOTHING_YET
    return [kit.text(words), kit.text("The form does not let this be changed.", "small", INK2)]


def guidance(asked: QuestionView) -> list[ft.Control]:
    """More help, behind a tap."""
    said = asked.field.guidance
    if not said:
        return []
    opened, key = asked.state.guided, asked.key
    if key in opened:
        return [kit.text(said, "small", INK2)]
    label = f"More help: {asked.field.question}"
    return [kit.button("More help", partial(opened.add, key), "text", label=label)]


def wanting(asked: QuestionView) -> list[ft.Control]:
    """A word beside a blank that the form asks an answer for. Nothing waits for it."""
    field = asked.field
    if (
        not field.required
        or asked.answer
        or asked.typing
        or (field.columns and asked.record.rows(asked.path))
    ):
        return []
    return [kit.status("todo", asked.asking.wanting(field, asked.path))]
