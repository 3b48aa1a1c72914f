"""What a kind keeps, says and shows of typed words: one line each in a test."""

from __future__ import annotations

from datetime import date

from forms.engine.answers import Value
from forms.engine.definition import Choice, Expects, Field
from forms.engine.kinds import KINDS

TODAY = date(2026, 11, 20)
CHOICES = (Choice("section_20", "Section 20"), Choice("section_31", "Section 31"))


def field(kind: str, expects: Expects = "") -> Field:
    return Field(name="f", kind=kind, label="F:", choices=CHOICES, expects=expects)


def kept(kind: str, typed: str) -> Value:
    return KINDS[kind].parse(typed, field(kind))


def said(kind: str, typed: str, expects: Expects = "") -> str | None:
    f = field(kind, expects)
    return KINDS[kind].check(KINDS[kind].parse(typed, f), f, today=TODAY)


def shown(kind: str, value: Value) -> str:
    return KINDS[kind].show(value, field(kind))
