"""A question of a form on the screen. Field kind → control: the one table, below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import flet as ft

from carerapp.domain.conflicts import both_stand
from carerapp.ui import kit
from carerapp.ui.questions import boxes, choices, picture, secret, table
from carerapp.ui.questions.question_view import QuestionView, moment, written
from carerapp.ui.shell import App
from carerapp.ui.theme import FILL, INK2, S8
from forms.engine.answers import is_not_known
from forms.engine.completeness import is_relevant
from forms.engine.definition import Field

CONTROLS: dict[str, Callable[[QuestionView], list[ft.Control]]] = {
    "text": boxes.line,
    "long_text": boxes.lines,
    "date": boxes.day,
    "time": boxes.day,
    "date_time": boxes.moment,
    "phones": boxes.line,
    "email": boxes.line,
    "number": boxes.line,
    "signature": boxes.signature,
    "yes_no": choices.yes_no,
    "choice": choices.one,
    "several": choices.several,
    "yes_no_comments": choices.outcome,
    "table": table.rows,
    "photo": picture.picture,
}
#: kinds whose control offers "Not known" itself, or has no use for it
OWN_NOT_KNOWN = {"yes_no", "choice", "yes_no_comments", "photo", "signature"}


def questions(app: App, child: str, record: str, fields: tuple[Field, ...]) -> list[ft.Control]:
    """The questions that are asked now, each under its heading where the form has one."""
    shown: list[ft.Control] = []
    group = ""
    for field in fields:
        if not _asked_now(QuestionView(app, child, record, field, field.name)):
            continue
        if field.heading:
            shown.append(kit.h2(field.heading))
        if field.group and field.group != group:
            shown.append(kit.text(field.group, "small_strong", INK2))
        group = field.group
        shown.append(question(app, child, record, field))
    return shown


def question(
    app: App, child: str, record: str, field: Field, *, path: str = "", unknown: bool = True
) -> ft.Control:
    """Label, hint, control, what to check, proof that it is saved. Every answer saves itself."""
    asked = QuestionView(app, child, record, field, path or field.name, unknown)
    if not _asked_now(asked):
        return ft.Container(visible=False, key=f"asked:{asked.key}")
    items: list[ft.Control] = [kit.text(field.label or field.plain, "strong")]
    if helper := _helper(field):
        items.append(kit.text(helper, "small", INK2))
    if field.ours and not _all_ours(asked):
        authority = app.book.child(child).protocol.short
        items.append(kit.text(f"Not part of the {authority} form.", "small", INK2))
    items += _answering(asked)
    inside = ft.Column(items, spacing=S8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True)
    spot = kit.spot_key(spot_of(record, asked.path))  # somebody comes here to answer it
    return ft.Container(inside, padding=ft.Padding.only(bottom=S8), key=spot)


def spot_of(record: str, path: str) -> str:
    """The spot of a question on its screen: where a place is to begin."""
    return f"asked:{record}:{path}"


def question_at(spot: str) -> str:
    """The name of the question that stands at this spot; "" where none is named."""
    return spot.rpartition(":")[2].partition("/")[0]


def _helper(field: Field) -> str:
    """The question in plain words, where the form's are not, and what helps to answer it."""
    plain = field.plain if field.label and field.plain != field.label else ""
    if plain and plain[-1] not in ".?!":
        plain += "."
    return " ".join(words for words in (plain, field.hint) if words)


def _all_ours(asked: QuestionView) -> bool:
    """A section that is all our own says so once, at its top."""
    section = asked.app.book.protocols.form(asked.record.form).section_of(asked.field.name)
    return all(field.ours for field in section.fields)


def _asked_now(asked: QuestionView) -> bool:
    when = asked.field.relevant
    names = {asked.field.name, *(when.names if when else ())}
    facts = {name: asked.record.value(name) for name in names}
    return is_relevant(asked.field, facts, asked.app.book.child(asked.child).lives)


def _answering(asked: QuestionView) -> list[ft.Control]:
    child = asked.app.book.child(asked.child)
    if both_stand(child, asked.record, asked.field, asked.path) and not asked.typing:
        return _which(asked)
    if asked.field.secret and secret.is_hidden(asked):
        return secret.hidden(asked)
    if is_not_known(asked.value) and asked.field.kind not in OWN_NOT_KNOWN and not _writing(asked):
        return [_marked_not_known(asked)]
    return [*CONTROLS[asked.field.kind](asked), *_beside(asked)]


def _writing(asked: QuestionView) -> bool:
    half_typed = asked.app.drafts.has(asked.key)
    return half_typed or asked.typing or asked.key in asked.state.writing


def _marked_not_known(asked: QuestionView) -> ft.Control:
    def write() -> None:
        asked.state.writing.add(asked.key)

    assert asked.answer is not None
    saved = asked.app.saved.of(moment(asked.answer), f"Saved {written(asked.answer, asked.app.now())}")
    return kit.card(
        kit.status("blank", f"Not known. {saved}", "body"),
        kit.button("Write an answer", write, label=f"Write an answer: {asked.field.question}"),
        spacing=8,
    )


def _beside(asked: QuestionView) -> list[ft.Control]:
    """What to check, proof that it is saved, and the two answers that need no words."""
    items: list[ft.Control] = []
    if asked.problem:
        items.append(kit.status("check", f"Check this: {asked.problem}"))
    has_rows = bool(asked.field.columns and asked.record.rows(asked.field.name))
    if asked.saved and not is_not_known(asked.value) and asked.field.kind != "photo":
        items.append(kit.status(asked.saved_status, asked.saved))
    elif asked.unknown and not has_rows and asked.field.kind not in OWN_NOT_KNOWN and not asked.typing:
        items.append(_without_words(asked))
    return items


def _without_words(asked: QuestionView) -> ft.Control:
    name = asked.field.question
    buttons = [kit.button("Not known", asked.not_known, label=f"Not known: {name}")]
    if asked.field.prefill == "carer:name":
        me = asked.app.book.person.name
        buttons.insert(0, kit.button(me, partial(asked.choose, me), label=f"{me}: {name}"))
    if asked.field.no_is_an_answer:
        buttons.insert(0, kit.button("No", partial(asked.choose, "No"), label=f"No: {name}"))
    return kit.side_by_side(buttons)


def _which(asked: QuestionView) -> list[ft.Control]:
    """Two people wrote at once: both stand until one is chosen."""
    items: list[ft.Control] = [kit.status("check", "Two answers. Which one is right?", "strong")]
    hide = asked.field.secret and not secret.is_shown(asked)
    for answer in asked.answers:
        who = asked.app.book.name_of(answer.author)
        words = "Hidden" if hide else asked.shown(answer.value)
        items += [
            *([] if hide else picture.one_of(asked, answer.value)),
            kit.text(words, "strong"),
            kit.text(f"{who}, {written(answer, asked.app.now())}", "small", INK2),
            kit.button("Keep this one", partial(asked.choose, answer.value), label=f"Keep this one: {words}"),
        ]
    if hide:
        items.append(secret.show_button(asked))
    return [kit.card(*items, fill=FILL)]


def cell(app: App, child: str, record: str, table: Field, row: str, column: Field) -> ft.Control:
    """A cell of a table's row, asked like a question."""
    field = replace(column, conflict=table.conflict, secret=table.secret or column.secret)
    return question(app, child, record, field, path=f"{table.name}/{row}/{column.name}", unknown=False)
