"""They're on the phone: what was said, where they are, whether the safe word was given."""

from __future__ import annotations

from typing import Literal

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, Kind

SafeWord = Literal["given", "not_given", "not_asked"]


def child_phoned(
    book: Casebook,
    child: str,
    episode: str,
    *,
    said: str = "",
    where: str = "",
    safe_word: SafeWord = "not_asked",
) -> Event:
    value = {"said": said, "where": where, "safe_word": safe_word}
    return book.write(child, episode, Kind.NOTE, "child_phoned", value)
