"""What is the same for every child of a household: said once, taken over for the next child with one tap; and
asked about where it has changed for one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.child import ChildFile
from carerapp.domain.json_value import Json
from carerapp.domain.records import Record
from forms.engine.answers import is_blank, is_not_known
from forms.engine.definition import Field

#: of the Key Contacts form: the home or service, and whoever is rung out of hours
_OF_THE_FORM = ("provider_name", "provider_address", "provider_phone", "provider_email", "emergency_duty")
_CONFIRMED = "confirmed"  # the section of the preparation that holds the authority's hours


@dataclass(frozen=True)
class Changed:
    """An answer that was the same for both children, and has changed for the other one."""

    record: str  # of the child whose answer is the earlier one
    field: Field
    was: Json
    now: Json


def household(book: Casebook, child: str) -> tuple[ChildFile, dict[tuple[str, str], Json]] | None:
    """The child added last under the same procedure who has answers that this one lacks: (record, question) →
    the answer. None where there is nothing to take over."""
    own = book.child(child)
    for other in _others(book, own):
        if found := _lacking(own, other):
            return other, found
    return None


def take_household(book: Casebook, child: str) -> None:
    """Write them. What stands there already stays. Raises NotSaved."""
    found = household(book, child)
    for (record, path), value in found[1].items() if found else ():
        answer_question(book, child, record, path, value)


def changed(book: Casebook, child: str) -> tuple[ChildFile, list[Changed]] | None:
    """The child of the household for whom answers have changed since they were the same for both. None where
    nothing has, and once somebody said that it stays here."""
    own = book.child(child)
    pairs = ((other, list(_changed(own, other))) for other in _others(book, own))
    return next(((other, found) for other, found in pairs if found), None)


def behind(book: Casebook, child: str) -> list[tuple[ChildFile, list[Changed]]]:
    """Those for whom what has changed for this child stands as it was."""
    own = book.child(child)
    pairs = ((other, list(_changed(other, own))) for other in _others(book, own))
    return [(other, found) for other, found in pairs if found]


def take_changed(book: Casebook, child: str, other: str) -> None:
    """What has changed for the `other` child holds for this one, too. Raises NotSaved."""
    for one in list(_changed(book.child(child), book.child(other))):
        answer_question(book, child, one.record, one.field.name, one.now)


def keep_own(book: Casebook, child: str, other: str) -> None:
    """It stays here as it is: looked at today, so that it is not asked about again. Raises NotSaved."""
    for one in list(_changed(book.child(child), book.child(other))):
        answer_question(book, child, one.record, one.field.name, one.was, confirm=True)


def _others(book: Casebook, own: ChildFile) -> list[ChildFile]:
    """The children under the same procedure, the one added last first."""
    found = (c for c in book.children() if c.id != own.id and not c.invented and not c.drill_of)
    return [c for c in found if c.protocol.id == own.protocol.id][::-1]


def _pairs(own: ChildFile, other: ChildFile) -> Iterator[tuple[Record, Record, Field]]:
    """Of each question that is a household's: this child's record, the other's."""
    for field in own.protocol.key_contacts.fields():
        if field.name in _OF_THE_FORM:
            yield own.key_contacts, other.key_contacts, field
    calm = own.protocol.preparation
    for field in calm.section(_CONFIRMED).fields if calm else ():
        yield own.profile, other.profile, field


def _lacking(own: ChildFile, other: ChildFile) -> dict[tuple[str, str], Json]:
    return {
        (mine.id, field.name): value
        for mine, theirs, field in _pairs(own, other)
        if not mine.answers(field.name) and _says(value := theirs.value(field.name))
    }


def _changed(own: ChildFile, other: ChildFile) -> Iterator[Changed]:
    for mine, theirs, field in _pairs(own, other):
        here, there = mine.heads(field.name), theirs.heads(field.name)
        if len(here) != 1 or len(there) != 1:  # blank, or two answers of which one must be chosen first
            continue
        before, after = here[0], there[0]
        newer = after.hlc > before.hlc and after.value != before.value
        shared = any(event.value == before.value for event in theirs.history(field.name))
        if newer and shared and _says(before.value) and _says(after.value):
            yield Changed(mine.id, field, before.value, after.value)


def _says(value: Json) -> bool:
    return not is_blank(value) and not is_not_known(value)
