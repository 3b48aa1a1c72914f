"""`[answers]` of a case: any further fact that the protocols' questions know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from carerapp.domain.known import OPPOSITES
from carerapp.due.keys import CaseError, Keys, known
from forms.engine.answers import NOT_KNOWN
from forms.protocol import FACTS, Protocol, answers_of

#: facts that other keys of a case give, or that are computed from them
_GIVEN = {name for name, fact in FACTS.items() if not fact.question} | {"age", "placed_here", "setting"}
#: what stands in the case itself, and where
_WRITTEN = {
    "age": "as date_of_birth under [child]",
    "date_of_birth": "under [child], as a day",
    "placed_here": "as placing at the top of the case",
    "setting": "at the top of the case",
    **dict.fromkeys(
        ("unknown_since", "reported_at", "returned_at", "return_interview_at"), "under [episode], as a time"
    ),
    "found_at": "under [episode], as returned_at",
}
_WORDS = {True: "yes", False: "no"}


def further_answers(
    answers: Keys, protocols: Sequence[Protocol], given: Collection[str]
) -> dict[str, object]:
    """The answers by fact. CaseError for a fact that no question knows, one that the case gives elsewhere
    too, and an answer that the fact cannot have."""
    forms = [form for p in protocols for form in (p.episode, p.preparation, p.key_contacts) if form]
    names = {field.name for form in forms for field in form.fields()} | (set(FACTS) - _GIVEN)
    names -= _WRITTEN.keys()
    found: dict[str, object] = {}
    for name in answers.data:
        if name in _WRITTEN:
            raise CaseError(f"answers.{name}: write it {_WRITTEN[name]}.")
        if name not in names:
            raise CaseError(
                f"answers.{name}: no question of {_named(protocols)} asks this. {_near(name, names)}"
            )
        if name in given or OPPOSITES.get(name) in {*given, *answers.data}:
            raise CaseError(f"answers.{name} is given twice. Keep one of the two.")
        found[name] = _answer(name, answers.any(name), answers_of(name, forms))
    return found


def _answer(name: str, value: object, answers: tuple[str, ...] | None) -> object:
    if isinstance(value, bool):
        value = _WORDS[value]
    if value == "not_known":
        return NOT_KNOWN
    if answers is None and isinstance(value, str):
        return value
    if answers == () and isinstance(value, int | float):
        return value
    if answers and isinstance(value, str):
        if value in answers:
            return value
        raise CaseError(f"answers.{name}: '{value}' is not known. {known(value, (*answers, 'not_known'))}")
    raise CaseError(
        f"answers.{name} should be {'a number' if answers == () else 'words in quotation marks'}."
    )


def _near(name: str, names: set[str]) -> str:
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else "docs/advise.md says where their names stand."


def _named(protocols: Sequence[Protocol]) -> str:
    return " or ".join(protocol.short for protocol in protocols)
