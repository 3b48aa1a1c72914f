"""Open a child's file: their profile and an empty Key Contacts form."""

from __future__ import annotations

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.child_files import DEFAULT_PROTOCOL
from carerapp.domain.child import PROFILE_FORM
from forms.protocol import Setting


def add_child(
    book: Casebook,
    *,
    full_name: str,
    date_of_birth: str = "",
    setting: Setting = "foster",
    protocol_id: str = DEFAULT_PROTOCOL,
    placing: str = "",
    invented: bool = False,
) -> str:
    """Returns the new child's id. `date_of_birth` is ISO, or as typed when it could not be read."""
    child = book.new_child(protocol_id)
    profile = book.open_record(child, PROFILE_FORM).id
    answer_question(book, child, profile, "protocol", protocol_id)
    answer_question(book, child, profile, "setting", setting)
    if placing:
        answer_question(book, child, profile, "placing", placing)
    if invented:
        answer_question(book, child, profile, "invented", True)
    form = book.open_record(child, book.child(child).protocol.key_contacts.ref).id
    answer_question(book, child, form, "full_name", full_name)
    answer_question(book, child, form, "date_of_birth", date_of_birth)
    return child
