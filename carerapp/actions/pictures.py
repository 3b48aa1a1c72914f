"""A child's pictures, as a screen or a paper may draw them."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.gate.files import may_be_drawn
from carerapp.domain.json_value import as_object
from carerapp.vault import AttachmentDamaged


def photo(book: Casebook, child: str) -> bytes | None:
    """The picture on the Key Contacts form (JPEG), or None. Raises AttachmentDamaged."""
    id = as_object(book.child(child).key_contacts.value("photo")).get("photo")
    return picture(book, child, str(id)) if id else None


def picture(book: Casebook, child: str, id: str) -> bytes:
    """A sealed picture (JPEG). Raises AttachmentDamaged, also for one that no decoder may be given: whoever
    shares the record may have put anything there."""
    found = book.file(child, id)
    if not may_be_drawn(found):
        raise AttachmentDamaged
    return found
