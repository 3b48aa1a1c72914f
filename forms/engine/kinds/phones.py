"""Phone numbers, as many as there are, kept as they were typed.

`phone_numbers` finds what can be rung in any words: a number that looks odd is
offered too, because an odd number may still be the right one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from forms.engine import messages
from forms.engine.answers import Value, is_not_known
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind

_PARTS = re.compile(r"[,;/\n|]|\bor\b|\band\b|&", re.I)
_RUN = re.compile(r"(?<![\w@])(?:\+|\(\+?|)\d[\d ().\-\u00a0\u2010-\u2014]{1,60}\d(?!\w)")
_SHORT = re.compile(r"\s*\d[\d ]{1,6}\d?\s*")
_LABELS = re.compile(r"\b(?:or|and|ext|x|mob|mobile|home|work|tel|phone|landline|old|new)\b[.:]?", re.I)
_MOST = 20
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that can be rung."""

    display: str  # grouped, with spaces that do not break
    dial: str  # digits to dial, "+" first where the country is known
    whole: bool = True  # False when it may not be a whole number


def phone_numbers(value: Value) -> list[Phone]:
    """Every number in the words, in order, each once."""
    if is_not_known(value):
        return []
    found: dict[str, Phone] = {}
    for part in _PARTS.split(as_text(value)[:_LONGEST]):
        runs = [part] if _SHORT.fullmatch(part) else _RUN.findall(part)
        for run in runs:
            for digits in _one_each(run):
                phone = _phone(digits)
                if phone and len(found) < _MOST:
                    found.setdefault(phone.dial, phone)
    return list(found.values())


def _one_each(run: str) -> list[str]:
    """Two numbers written with only a space between them are two numbers."""
    digits = re.sub(r"\D", "", run)
    if len(digits) <= 15 or not digits.startswith("0") or digits.startswith("00"):
        return [run]
    return [digits[at : at + 11] for at in range(0, len(digits), 11)]


def _phone(typed: str) -> Phone | None:
    # Slow to load, and most screens show no number.
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        ValidationResult,
        format_number,
        is_possible_number_with_reason,
        parse,
    )

    digits = "".join(str(int(c)) for c in typed if c.isdigit() and c.isdecimal())
    if len(digits) < 3:
        return None
    plain = Phone("\u00a0".join(typed.split()), ("+" if "+" in typed else "") + digits, len(digits) <= 6)
    if len(digits) <= 6:
        return plain
    try:
        number = parse(("+" if "+" in typed else "") + digits, "GB")
    except NumberParseException:
        return Phone(plain.display, plain.dial, False)
    # A zero that is still there after +44 was not the one before an area code.
    misread = number.country_code == 44 and number.italian_leading_zero
    if misread or is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return Phone(plain.display, plain.dial, False)
    national = number.country_code == 44
    shape = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return Phone(
        format_number(number, shape).replace(" ", "\u00a0"), format_number(number, PhoneNumberFormat.E164)
    )


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    words = as_text(value)
    if any(c.isalpha() for c in _LABELS.sub("", words)):
        return messages.PHONE_LETTERS
    numbers = phone_numbers(words)
    if not numbers or not all(n.whole for n in numbers):
        return messages.PHONE_ODD
    return None


PHONES = kind("phones", xlsform=XlsType("text"), check=_check)
