"""How it began, and since when: two answers, the moment first. Either stands without the other."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.beginning import FIELD
from carerapp.domain.events import utc
from carerapp.domain.json_value import Json


def say_since(book: Casebook, child: str, episode: str, since: datetime) -> None:
    """Since when nobody knows where they are. Raises NotSaved."""
    answer_question(book, child, episode, "unknown_since", utc(since))


def say_how(book: Casebook, child: str, episode: str, how: Json, since: datetime | None = None) -> None:
    """How it began, and since when where one tap says both. Raises NotSaved."""
    if since:
        say_since(book, child, episode, since)
    answer_question(book, child, episode, FIELD, how)
