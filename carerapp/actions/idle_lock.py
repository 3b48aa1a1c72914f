"""After how long without a tap the app locks on a calm day: each person's own choice, from a short list."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.settings import IDLE_LOCK_CHOICES_MINUTES

_NAME = "idle lock"  # among what a person says of themselves


def chosen_minutes(book: Casebook) -> int | None:
    """None: nothing was chosen; what is not on the list counts as that."""
    said = book.own.get(_NAME)
    return next((minutes for minutes in IDLE_LOCK_CHOICES_MINUTES if str(minutes) == said), None)


def choose_minutes(book: Casebook, minutes: int) -> None:
    """Raises ValueError for what is not on the list, NotSaved."""
    if minutes not in IDLE_LOCK_CHOICES_MINUTES:
        raise ValueError(minutes)
    book.own.keep(_NAME, str(minutes))
