"""The door through which screens see forms and protocols: plain data, and what is read from it.

Only the modules that draw a form's questions (`carerapp/ui/questions/`) look behind it.
"""

from __future__ import annotations

from datetime import date

from forms.engine.answers import NOT_KNOWN, Answer, Value, is_blank, is_not_known
from forms.engine.asking import Asking
from forms.engine.completeness import SectionCompleteness, completeness, is_question
from forms.engine.definition import Field, Form, Section
from forms.engine.kinds import KINDS
from forms.engine.kinds.date import day_words
from forms.engine.kinds.phones import Phone, phone_numbers
from forms.engine.kinds.photo import taken_on
from forms.engine.messages import DATE_UNCLEAR, age_words, before_saving, old_words
from forms.engine.pages import AskedPage, pages_of
from forms.protocol import (
    STAGES,
    Available,
    Contact,
    Inform,
    Listed,
    Place,
    Protocol,
    ReturnStep,
    Setting,
    Stage,
    Step,
    Wording,
)

__all__ = [
    "DATE_UNCLEAR",
    "NOT_KNOWN",
    "STAGES",
    "Answer",
    "AskedPage",
    "Asking",
    "Available",
    "Contact",
    "Field",
    "Form",
    "Inform",
    "Listed",
    "Phone",
    "Place",
    "Protocol",
    "ReturnStep",
    "Section",
    "SectionCompleteness",
    "Setting",
    "Stage",
    "Step",
    "Value",
    "Wording",
    "age_words",
    "before_saving",
    "completeness",
    "day_words",
    "is_answered",
    "is_blank",
    "is_not_known",
    "is_question",
    "old_words",
    "pages_of",
    "phone_numbers",
    "problem_with",
    "shown",
    "taken_on",
    "typed_value",
]


def typed_value(field: Field, typed: str) -> Value:
    """What was typed, as a value of this field's kind. It can always be stored."""
    return KINDS[field.kind].parse(typed, field)


def problem_with(field: Field, value: Value, today: date) -> str:
    """What to check about a value, in the carer's words; "" when nothing."""
    return KINDS[field.kind].check(value, field, today=today) or ""


def shown(field: Field, value: Value) -> str:
    """A value in words."""
    return KINDS[field.kind].show(value, field)


def is_answered(field: Field, value: Value) -> bool:
    """Whether a value of this field's kind says anything."""
    return KINDS[field.kind].is_answered(value)
