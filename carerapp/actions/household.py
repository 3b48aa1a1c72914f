"""What is the same for every child of a household: said once, taken over for the next child with one tap."""

from __future__ import annotations

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.child import ChildFile
from carerapp.domain.json_value import Json
from forms.engine.answers import is_blank, is_not_known

#: of the Key Contacts form: the home or service, and whoever is rung out of hours
_OF_THE_FORM = ("provider_name", "provider_address", "provider_phone", "provider_email", "emergency_duty")
_CONFIRMED = "confirmed"  # the section of the preparation that holds the authority's hours


def household(book: Casebook, child: str) -> tuple[ChildFile, dict[tuple[str, str], Json]] | None:
    """The child added last under the same procedure who has answers that this one lacks: (record, question) →
    the answer. None where there is nothing to take over."""
    own = book.child(child)
    others = [
        c for c in book.children() if c.id != child and not c.invented and c.protocol.id == own.protocol.id
    ]
    for other in reversed(others):
        if found := _lacking(own, other):
            return other, found
    return None


def take_household(book: Casebook, child: str) -> None:
    """Write them. What stands there already stays. Raises NotSaved."""
    found = household(book, child)
    for (record, path), value in found[1].items() if found else ():
        answer_question(book, child, record, path, value)


def _lacking(own: ChildFile, other: ChildFile) -> dict[tuple[str, str], Json]:
    form = {field.name for field in own.protocol.key_contacts.fields()}
    pairs = [(own.key_contacts, other.key_contacts, name) for name in _OF_THE_FORM if name in form]
    calm = own.protocol.preparation
    hours = calm.section(_CONFIRMED).fields if calm else ()
    pairs += [(own.profile, other.profile, field.name) for field in hours]
    return {
        (mine.id, name): value
        for mine, theirs, name in pairs
        if not mine.answers(name) and not is_blank(value := theirs.value(name)) and not is_not_known(value)
    }
