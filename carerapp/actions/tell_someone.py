"""Tick off someone who must be told, with time and outcome."""

from __future__ import annotations

from typing import Literal

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, Kind

Told = Literal["told", "no_answer", "left_message"]


def tell_someone(
    book: Casebook, child: str, episode: str, inform: str, who: str, outcome: Told, words: str = ""
) -> Event:
    value = {"inform": inform, "who": who, "outcome": outcome, "words": words}
    return book.write(child, episode, Kind.NOTE, "told", value)
