"""The questions behind facts: their words, and on which form the answer is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from forms.engine.definition import Field, Form
from forms.protocol import FACTS, Protocol

FOUND_AT = "found_at"  # the episode's own question: when were they found, or back?
Where = Literal["episode", "key_contacts", "profile"]
#: facts that are worked out from an answer of another name
_KEPT_AS = {
    "age": "date_of_birth",
    "contactable": "cannot_be_contacted",
    "unaccompanied_asylum_seeker": "asylum_seeker",
}


class Question(NamedTuple):
    """Where a fact is asked; `form` is the one that defines it."""

    where: Where
    form: Form
    field: Field


def question_for(fact: str, protocols: Sequence[Protocol]) -> Question | None:
    """The first form that asks it: the episode's before the child's own. None where none does."""
    for name in dict.fromkeys((fact, _KEPT_AS.get(fact, fact))):
        for protocol in protocols:
            forms: list[tuple[Where, Form | None]] = [
                ("episode", protocol.episode),
                ("profile", protocol.preparation),
                ("key_contacts", protocol.key_contacts),
            ]
            for where, form in forms:
                field = next((f for f in form.fields() if f.name == name), None) if form else None
                if form and field:
                    return Question(where, form, field)
    return None


def can_be_asked(fact: str, protocols: Sequence[Protocol]) -> bool:
    """Whether a person knows it; else the app works it out by itself, or the authority confirms it."""
    return bool(fact in FACTS and FACTS[fact].question) or question_for(fact, protocols) is not None


def question_words(fact: str, protocols: Sequence[Protocol]) -> str:
    """As a person is asked: the fact's own words, else those of the form that asks it."""
    if fact in FACTS and FACTS[fact].question:
        return FACTS[fact].question
    question = question_for(fact, protocols)
    return question.field.question if question else fact.replace("_", " ")
