"""A question of a form on the screen. Field kind → control: the one table, below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import flet as ft

from carerapp.domain.conflicts import both_stand
from carerapp.ui import kit
from carerapp.ui.questions import boxes, choices, own_picture, picture, reading, secret, table
from carerapp.ui.questions.asked_form import below, headings
from carerapp.ui.questions.question_view import QuestionView, moment, written
from carerapp.ui.shell import App
from carerapp.ui.theme import FILL, INK2, S8
from forms.engine.answers import is_not_known
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
    "integer": boxes.line,
    "decimal": boxes.line,
    "note": reading.nothing,
    "calculate": reading.worked_out,
    "picture": own_picture.own_picture,
    "position": boxes.line,
}
#: kinds whose control offers "Not known" itself, or has no use for it
OWN_NOT_KNOWN = {"yes_no", "choice", "yes_no_comments", "photo", "signature"}


def questions(app: App, child: str, record: str, fields: tuple[Field, ...]) -> list[ft.Control]:
    """The questions that are asked now, each under its heading where the form has one."""
    shown: list[ft.Control] = []
    group, before = "", None
    for field in fields:
        asked = QuestionView(app, child, record, field, field.name)
        if not _asked_now(asked):
            continue
        if field.within or (before and before.within):
            shown += headings(app, asked.asking, field, before, field.name)
        before = field
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
    field = asked.asking.said(field, asked.path)
    asked = replace(asked, field=field)
    items = _saying(asked)
    if field.ours and not _all_ours(asked):
        authority = app.book.child(child).protocol.short
        items.append(kit.text(f"Not part of the {authority} form.", "small", INK2))
    items += _answering(asked)
    inside = ft.Column(items, spacing=S8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True)
    spot = kit.spot_key(spot_of(record, asked.path))  # somebody comes here to answer it
    return ft.Container(inside, padding=ft.Padding.only(bottom=S8), key=spot)


def _saying(asked: QuestionView) -> list[ft.Control]:
    """What the form says above the answer, in both languages."""
    field = asked.field
    weight = "body" if field.kind == "note" else "strong"
    items: list[ft.Control] = [kit.text(field.label or field.plain, weight), *below(asked.app, field.labels)]
    if helper := _helper(field):
        items.append(kit.text(helper, "small", INK2))
    return [*items, *below(asked.app, field.hints), *reading.guidance(asked)]


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
    field = asked.field
    if field.kind == "calculate" and not (field.label or field.plain):
        return False
    return asked.asking.asks(field, asked.path)


def _answering(asked: QuestionView) -> list[ft.Control]:
    child = asked.app.book.child(asked.child)
    if both_stand(child, asked.record, asked.field, asked.path) and not asked.typing:
        return _which(asked)
    if asked.field.secret and secret.is_hidden(asked):
        return secret.hidden(asked)
    if asked.field.read_only:
        return reading.kept(asked)
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
    if not asked.kind.asks:
        return []
    items: list[ft.Control] = reading.wanting(asked)
    if asked.problem:
        items.append(kit.status("check", f"Check this: {asked.problem}"))
    has_rows = bool(asked.field.columns and asked.record.rows(asked.path))
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


def cell(app: App, child: str, record: str, table: Field, path: str, column: Field) -> ft.Control:
    """A cell of a table's row, asked like a question. `path`: the cell's own."""
    field = replace(column, conflict=table.conflict, secret=table.secret or column.secret)
    return question(app, child, record, field, path=path, unknown=False)


def cells(app: App, child: str, record: str, table: Field, row: str) -> list[ft.Control]:
    """Every cell of a row that is asked now. `row`: the path of the row."""
    shown: list[ft.Control] = []
    before: Field | None = None
    for column in table.columns:
        asked = QuestionView(app, child, record, column, f"{row}/{column.name}")
        if (column.within or (before and before.within)) and _asked_now(asked):
            shown += headings(app, asked.asking, column, before, asked.path)
        before = column
        shown.append(cell(app, child, record, table, asked.path, column))
    return shown
