"""The other forms that were begun for a child, of whichever council they are."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.child import PROFILE_FORM, ChildFile
from carerapp.domain.records import Record
from carerapp.domain.same_episode import is_episode
from forms.engine.definition import Form

_PROFILE = PROFILE_FORM.partition("@")[0]


def begun_forms(book: Casebook, child: ChildFile) -> list[Form]:
    """Each once, in the order in which they were first begun. A Key Contacts form is one of them where it
    was begun beside the child's own Key Contacts record."""
    ids = dict.fromkeys(record.form.partition("@")[0] for record in child.opened_records())
    other = [id for id in ids if id != _PROFILE and not is_episode(id) and child.begun(id)]
    return [book.protocols.form(id) for id in other]


def as_begun(book: Casebook, record: Record) -> Form:
    """The form of a record in the version that it began with; today's, where that one is not here."""
    return book.protocols.form(record.form)
