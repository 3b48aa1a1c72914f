"""The language whose line stands under the English one, for whoever is signed in on this device."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook

_KEPT = "reading help"


def reading_help(book: Casebook) -> str:
    """The language's code; "" for English alone."""
    return book.own.get(_KEPT)


def keep_reading_help(book: Casebook, code: str) -> None:
    """From now on, for this person alone. Raises NotSaved."""
    book.own.keep(_KEPT, code)
