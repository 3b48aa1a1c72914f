"""A secret answer: hidden until it is asked for, and the asking is written down."""

from __future__ import annotations

import flet as ft

from carerapp.actions.look_at_secret import look_at_secret
from carerapp.domain.topics import Topic
from carerapp.domain.topics.looked import Looked
from carerapp.ui import kit
from carerapp.ui.questions.boxes import box
from carerapp.ui.questions.question_view import QuestionView, moment, written
from carerapp.ui.theme import FILL, INK2
from forms.engine.answers import Answer, is_not_known

WE_WRITE_DOWN = "We write down who looked, and when."


def is_hidden(asked: QuestionView) -> bool:
    """Whether there is something to hide, and it is not being written for the first time."""
    if asked.key in asked.state.changing:
        return True
    return asked.answer is not None and not is_not_known(asked.value) and not asked.typing


def is_shown(asked: QuestionView) -> bool:
    """Whether it was asked for on this screen."""
    return asked.key in asked.state.shown


def hidden(asked: QuestionView, *, change: bool = True) -> list[ft.Control]:
    """The grey card, with a way to change it or without. It hides again when the screen is left."""
    app, state = asked.app, asked.state
    question = asked.field.question

    def hide() -> None:
        state.shown.discard(asked.key)

    def write() -> None:
        hide()
        state.changing.add(asked.key)

    def left() -> None:
        state.changing.discard(asked.key)
        app.redraw()

    if asked.key in state.changing or app.drafts.has(asked.key):
        words = "Write the new one. The old one stays until you do, and stays in the record."
        rows = 3 if asked.field.kind == "long_text" else 1
        return [kit.text(words, "small", INK2), box(asked, rows, words="", left=left)]
    if is_shown(asked):
        stop = kit.button(
            "Hide it again", hide, icon_=ft.Icons.VISIBILITY_OFF_OUTLINED, label=f"Hide it again: {question}"
        )
        return [_grey(asked, kit.text(asked.words, "number"), stop)]
    when = ""
    if asked.answer:
        when = " " + app.saved.of(moment(asked.answer), f"Saved {written(asked.answer, app.now())}")
    buttons = [show_button(asked)]
    if change:
        buttons.append(kit.button("Change", write, label=f"Change: {question}"))
    return [_grey(asked, kit.status("secret", f"Hidden.{when}", "body"), kit.side_by_side(buttons))]


def show_button(asked: QuestionView) -> ft.Control:
    """Looking is written down before anything is shown."""
    app = asked.app

    def look() -> None:
        if app.attempt(lambda: look_at_secret(app.book, asked.child, asked.record_id, asked.path)):
            asked.state.shown.add(asked.key)

    return kit.button("Show", look, icon_=ft.Icons.VISIBILITY_OUTLINED, label=f"Show: {asked.field.question}")


def _grey(asked: QuestionView, *items: ft.Control) -> ft.Control:
    looks = [n for n in asked.record.notes(Topic.LOOKED) if Looked.of(n).field == asked.path]
    words = WE_WRITE_DOWN
    if looks:
        last = Answer(None, looks[-1].written_at)
        words += f" Last: {asked.app.book.name_of(looks[-1].author)}, {written(last, asked.app.now())}."
    return kit.card(*items, kit.text(words, "small", INK2), fill=FILL)
