"""What a child's file still lacks for a bad night: the few things that cost most when nobody has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carerapp.domain.child import ChildFile
from carerapp.domain.not_to_ring import not_to_ring
from forms.engine.answers import is_blank
from forms.engine.kinds.phones import phone_numbers

FEWEST_PEOPLE = 3  # to ring, with a number
#: where it is put right: a question of the form, the photo's screen, this page
At = Literal["form", "photo", "here"]


@dataclass(frozen=True, slots=True)
class Lack:
    """``field``: the question, by its name."""

    words: str
    at: At
    field: str = ""


#: of the Key Contacts form, where it asks it
_FORM = (
    ("date_of_birth", "Their date of birth"),
    ("medical", "Their health and medicine"),
    ("risks", "What could put them in danger"),
    ("safe_word", "A safe word"),
    ("emergency_duty", "The out of hours number"),
)
#: of the preparation
_HERE = (
    ("agreed_plan", "The plan"),
    ("search_places", "Where to look"),
    ("check_in", "When they must be in"),
)


def lacks(child: ChildFile) -> tuple[Lack, ...]:
    """The most telling first. "Not known" and "none" are answers: they lack nothing."""
    form, record = child.protocol.key_contacts, child.key_contacts
    asked = {field.name for field in form.fields()}
    found: list[Lack] = []
    photo = record.value("photo")
    if not (isinstance(photo, dict) and photo.get("photo")):
        found.append(Lack("A photo", "photo"))
    if is_blank(record.value("phones")):
        found.append(Lack("Their phone number", "form", "phones"))
    if (ready := _people(child)) < FEWEST_PEOPLE:
        have = f"{ready} of {FEWEST_PEOPLE} there" if ready else "nobody yet"
        found.append(Lack(f"People to ring, with a number: {have}", "form", "people"))
    found += [
        Lack(words, "form", name) for name, words in _FORM if name in asked and is_blank(record.value(name))
    ]
    calm = child.protocol.preparation
    own = {field.name for field in calm.fields()} if calm else set()
    found += [
        Lack(words, "here", name)
        for name, words in _HERE
        if name in own and is_blank(child.profile.value(name))
    ]
    return tuple(found)


def _people(child: ChildFile) -> int:
    record, never = child.key_contacts, not_to_ring(child)
    rows = (row for row in record.rows("people") if row not in never)
    return sum(bool(phone_numbers(record.value(f"people/{row}/phone"))) for row in rows)
