"""The number under which the police reach whoever is signed in: asked once, printed on each copy."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.officers_page import Carer


def carer_now(book: Casebook) -> Carer:
    """Who is signed in, as an officer's first page names them."""
    return Carer(book.person.name, book.person.role, book.own.get("phone"))


def keep_own_phone(book: Casebook, words: str) -> None:
    """As it was typed: an odd number is better than none. Raises NotSaved."""
    book.own.keep("phone", words.strip())
