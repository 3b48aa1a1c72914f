"""When the contacts of a form can be rung: our own question, printed nowhere. What is not known hides nobody.

What the procedure says of a service's hours (`hours`, `after_hours` of an inform) holds, and is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from carerapp.domain.child import ChildFile
from carerapp.domain.not_to_ring import NEXT_OF_KIN
from carerapp.domain.office import there
from carerapp.domain.outcomes import RungWhen
from carerapp.domain.topics import Topic
from carerapp.domain.topics.contact_hours import ContactHours
from forms.engine.definition import Field
from forms.engine.kinds.phones import phone_numbers

OF_THE_FORM = "kcf:"
_ALWAYS_ASKED = ("people", NEXT_OF_KIN)


@dataclass(frozen=True, slots=True)
class Contact:
    """``who``: the row, or the question, by which what is said of it is kept."""

    who: str
    name: str


def rung_when(child: ChildFile) -> Mapping[str, RungWhen]:
    """Of each contact of whom somebody said it. The newest word holds; "not known" is none."""
    found: dict[str, RungWhen] = {}
    for event in child.key_contacts.notes(Topic.CONTACT_HOURS):
        said = ContactHours.of(event)
        found[said.who] = said.hours or RungWhen.NOT_KNOWN
    return {who: when for who, when in found.items() if when is not RungWhen.NOT_KNOWN}


def by_the_hour(rows: Iterable[str], said: Mapping[str, RungWhen], open_: bool | None) -> list[str]:
    """Who can be rung now, then those of whom it is not known, then the rest; else in their order. ``open_``:
    whether the office is (`office.office_open`)."""
    rank = {True: 0, None: 1, False: 2}
    return sorted(rows, key=lambda row: rank[there(said.get(row, ""), open_)])


def contacts(child: ChildFile) -> tuple[Contact, ...]:
    """Those with a number whose hours the procedure leaves open, in the form's order."""
    asked = {*_ALWAYS_ASKED, *_left_open(child)}
    fields = (field for field in child.protocol.key_contacts.fields() if field.name in asked)
    return tuple(contact for field in fields for contact in _of(child, field))


def _left_open(child: ChildFile) -> set[str]:
    informs = child.protocol.inform
    named = {inform.contact for inform in informs if inform.contact.startswith(OF_THE_FORM)}
    known = {inform.contact for inform in informs if inform.hours} | {
        inform.after_hours for inform in informs
    }
    return {contact.removeprefix(OF_THE_FORM) for contact in named - known}


def _of(child: ChildFile, field: Field) -> Iterator[Contact]:
    record = child.key_contacts
    if not field.columns:
        if phone_numbers(record.value(field.name)):
            yield Contact(field.name, field.question)
        return
    phones = [column.name for column in field.columns if column.kind == "phones"]
    for row in record.rows(field.name):
        if any(phone_numbers(record.value(f"{field.name}/{row}/{phone}")) for phone in phones):
            yield Contact(row, record.text(f"{field.name}/{row}/name") or "No name yet")
