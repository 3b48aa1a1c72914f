"""Invented answers to every question of a form: to try how it is asked and printed."""

from __future__ import annotations

from datetime import timedelta

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row
from carerapp.domain.json_value import Json
from forms.engine.definition import Field, Form
from forms.engine.kinds import KINDS

ROWS = 2
#: by the kind, as a carer would type it
TYPED = {
    "text": "Example words",
    "long_text": "Example words\non two lines",
    "email": "example@example.org",
    "phones": "07700 900123",
    "integer": "2",
    "number": "2",
    "decimal": "2.5",
    "time": "21:40",
    "yes_no": "Yes",
    "position": "51.7961 -0.0784",
}
#: what is worked out, only read, or needs a hand or a camera
NOT_TYPED = ("note", "calculate", "photo", "picture", "signature")


def invent_answers(book: Casebook, child: str, record: str, form: Form) -> None:
    """Answers each question in the form's order, the rows of its tables too. Raises NotSaved."""
    for section in form.sections:
        for field in section.fields:
            _answer(book, child, record, field, "")


def _answer(book: Casebook, child: str, record: str, field: Field, within: str) -> None:
    name = f"{within}{field.name}"
    if field.kind == "table":
        for _ in range(ROWS):
            row = add_row(book, child, record, name)
            for column in field.columns:
                _answer(book, child, record, column, f"{name}/{row}/")
        return
    value = invented(book, field)
    if value is not None:
        answer_question(book, child, record, name, value)


def invented(book: Casebook, field: Field) -> Json:
    """An answer that the kind takes; None where nobody types one."""
    if field.kind in NOT_TYPED:
        return None
    typed = TYPED.get(field.kind, "")
    if field.choices:
        typed = field.choices[0].label
    elif field.kind in ("date", "date_time"):
        typed = _day(book, field)
    return KINDS[field.kind].parse(typed, field) if typed else None


def _day(book: Casebook, field: Field) -> str:
    days = {"future": 7, "birth": -13 * 365}.get(field.expects, -7)
    day = book.now() + timedelta(days=days)
    return f"{day:%d/%m/%Y}" if field.kind == "date" else f"{day:%d/%m/%Y} 21:40"
