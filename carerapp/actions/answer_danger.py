"""Is there an immediate risk? The answer is logged; it never stands before the call."""

from __future__ import annotations

from typing import Literal

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, Kind


def answer_danger(book: Casebook, child: str, episode: str, answer: Literal["no", "yes_or_unsure"]) -> Event:
    return book.write(child, episode, Kind.NOTE, "danger", {"answer": answer})
