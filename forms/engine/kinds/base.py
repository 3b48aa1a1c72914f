"""What every kind of field can do, and what all of them have in common.

A kind never raises and never loses words: what it cannot understand it keeps as
text. Blank and "not known" are dealt with here, once, so a kind's own functions
see only an answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from typing import Protocol as Port

from forms.engine import messages
from forms.engine.answers import Value, is_blank, is_not_known
from forms.engine.definition import Field

#: longer than this is kept, with a message
GENEROUS = 100_000

# Control characters carry no words and break files, screens and documents; tab
# and new line stay. Marks that order right-to-left text stay too.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINES = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


class Parse(Port):
    """What was typed → what is kept."""

    def __call__(self, typed: str, field: Field, /) -> Value: ...


class Check(Port):
    """What is kept → a message, or None."""

    def __call__(self, value: Value, field: Field, /, *, today: date) -> str | None: ...


class XlsType(NamedTuple):
    """How XLSForm asks it, and what of XLSForm becomes this kind."""

    type: str  # "text"; "select_one {}" with the name of the question's own list of choices
    appearance: str = ""
    reads: tuple[str, ...] = ()  # types of other tools' questions that are brought over as this kind
    choices: tuple[
        tuple[str, str], ...
    ] = ()  # name and label of the answers that all questions of this kind share
    beside: tuple[str, str] | None = None  # name and label of a text question for the words beside a choice


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One kind of field. Make one with `kind()`, which adds what all have in common."""

    name: str
    parse: Parse  # what was typed → what is kept
    check: Check  # a message to stand beside the field, or None; it never stops anything
    show: Callable[[Value, Field], str]  # plain text for screens and documents
    is_answered: Callable[[Value], bool]
    xlsform: XlsType
    has_choices: bool  # its definition lists the answers
    asks: bool  # False: there is nothing to answer
    own_words_only: bool  # what was written elsewhere is taken over only where it is one of its answers
    made_on: Callable[
        [Value], date | None
    ]  # the day of the thing itself, where that is not the day of writing


def kind(
    name: str,
    *,
    xlsform: XlsType,
    parse: Parse | None = None,
    check: Check | None = None,
    show: Callable[[Value, Field], str] | None = None,
    is_answered: Callable[[Value], bool] | None = None,
    has_choices: bool = False,
    asks: bool = True,
    own_words_only: bool = False,
    made_on: Callable[[Value], date | None] = lambda value: None,
) -> FieldKind:
    """A kind of field: what is its own, with what every kind does about blanks, "not known" and length."""

    def parse_(typed: str, field: Field, /) -> Value:
        clean = cleaned(typed)
        return parse(clean, field) if parse else clean

    def check_(value: Value, field: Field, /, *, today: date) -> str | None:
        if is_not_known(value) or not is_answered_(value):
            return None
        length = len(as_text(value))
        if length > GENEROUS:
            return messages.too_long(length)
        return check(value, field, today=today) if check else None

    def show_(value: Value, field: Field) -> str:
        if is_not_known(value):
            return messages.NOT_KNOWN_WORDS
        if is_blank(value):
            return ""
        return show(value, field) if show else as_text(value)

    def is_answered_(value: Value) -> bool:
        if is_not_known(value):
            return True
        if is_blank(value) or (isinstance(value, str) and not value.strip()):
            return False
        return is_answered(value) if is_answered else True

    return FieldKind(
        name,
        parse_,
        check_,
        show_,
        is_answered_,
        xlsform,
        has_choices,
        asks,
        own_words_only,
        made_on,
    )


def cleaned(typed: str) -> str:
    """The words that were typed, in a form that every file and screen can hold."""
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _LINES.sub("\n", typed)))


def as_text(value: Value) -> str:
    """Any stored value as words, also one that another kind stored."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(t for v in value.values() if not isinstance(v, bool) and (t := as_text(v)))
    if isinstance(value, list):
        return ", ".join(t for v in value if (t := as_text(v)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else json.dumps(value)


def text_of(value: Value, key: str) -> str:
    """The text under `key` of a value that should be a dict; "" when it is not there."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
