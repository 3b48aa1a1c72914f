"""Pieces of the log's sentences, shared by topics."""

from __future__ import annotations

from carerapp.domain.isolated import isolated
from carerapp.domain.topics.payload import Names


def then(words: str) -> str:
    """Words after a sentence, if there are any."""
    return f" {isolated(words.strip())}" if words.strip() else ""


def bare(words: str) -> str:
    """Words without the full stop, which the sentence has itself."""
    return words.strip().removesuffix(".")


def whom(names: Names, who: str, name: str, number: str) -> str:
    """'Sam Example (friend) 07700 900456', as far as it is known."""
    relation = names.relation(who.strip())
    number = "" if number.strip() == name.strip() else number.strip()  # the police are called by theirs
    parts = (isolated(name.strip()), f"({isolated(relation)})" if relation else "", number)
    return " ".join(part for part in parts if part) or "someone"


def officer_words(officer: str, collar: str) -> str:
    """'PC Example, number 0000'"""
    name = isolated(officer.strip()) or "an officer, name not known"
    return f"{name}, number {collar.strip()}" if collar.strip() else name
