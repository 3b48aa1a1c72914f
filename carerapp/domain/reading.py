"""Law 8: not knowing never weakens advice. How what was said is read, in this one place.

- Nobody said it, and "not sure", leave a fact open. No open fact is read as "no".
- Where a child is: *not for certain*, *not known* and no answer count as `unknown`, and may be `known`.
- Where a child lives decides which lists of settings reach them: on a trip `external_activity`, from 18
  `care_leaver`. What would move them elsewhere, while it is open, takes nothing away: what it would bring
  with it is open.
"""

from __future__ import annotations

from collections.abc import Mapping

from carerapp.domain.known import OPPOSITES, Known
from forms.engine.answers import NOT_KNOWN, is_blank, is_not_known
from forms.engine.conditions import fact_words
from forms.engine.three_values import Truth, Unsettled
from forms.protocol import CARE, SETTINGS, Setting

__all__ = ["ADULT", "CARE", "LIVES", "TRIP", "answered", "read", "said"]

ADULT = 18
TRIP: Setting = "external_activity"
#: a child lives in one of these, whatever they are doing
LIVES: tuple[Setting, ...] = (*CARE, "home")
_TURNED = {"yes": "no", "no": "yes"}


def read(raw: Mapping[str, object]) -> Known:
    """What was said and computed (`absence.facts_at`), as conditions read it."""
    facts = dict(raw)
    facts["whereabouts"] = _whereabouts(raw.get("whereabouts"))
    _reached(facts)
    age, lives = facts.get("age"), said(facts, "setting")
    facts["looked_after"] = _looked_after(facts, lives, age)
    facts["care_leaver"] = leaver = _leaver(facts, lives, age)
    trip = _trip(facts, lives)
    if lives == TRIP:  # a case may say no more than this: in care, and on a trip
        facts[TRIP] = Unsettled((), ("home_trip", "carer_holiday"))
    here: Setting | None = next((word for word in LIVES if word == lives), None)
    perhaps: dict[Setting, str] = {} if lives else dict.fromkeys(LIVES, "setting")
    if leaver == "yes":
        here, perhaps = "care_leaver", {}
    else:
        if trip:
            here = TRIP
        elif trip is None:
            perhaps[TRIP] = TRIP
        if leaver != "no":
            told = said(raw, "care_leaver") == "no"
            perhaps["care_leaver"] = "age" if age is None else "setting" if told else "care_leaver"
    facts["setting"] = _setting(lives, here, perhaps)
    return Known(raw, facts, here, perhaps)


def answered(raw: Mapping[str, object], name: str, value: object) -> dict[str, object]:
    """The same with one more answer; what says the opposite gives way to it."""
    other: dict[str, object] = {OPPOSITES[name]: None} if name in OPPOSITES else {}
    if name == "setting" and said(raw, name) == TRIP:
        other = {TRIP: "home_trip"}  # it was said that they are on one
    return {**raw, **other, name: value}


def said(raw: Mapping[str, object], name: str) -> str:
    """ "yes", "no", another word; "" where nobody said, or was not sure."""
    value = raw.get(name)
    words = () if is_not_known(value) else fact_words(value)
    return words[0] if words else ""


def _whereabouts(value: object) -> object:
    if value == "uncertain":
        return Unsettled(("uncertain", "unknown"), ("known",))
    if is_blank(value) or is_not_known(value) or value == "not_known":
        return Unsettled(("unknown",), ("known",), answered=False)
    return value


def _reached(facts: dict[str, object]) -> None:
    """One question asked in two ways: the carer's own answer goes before what the app worked out."""
    name = "contactable" if is_blank(facts.get("cannot_be_contacted")) else "cannot_be_contacted"
    if not is_blank(facts.get(name)):
        facts[OPPOSITES[name]] = _TURNED.get(said(facts, name), NOT_KNOWN)


def _looked_after(facts: Mapping[str, object], lives: str, age: object) -> object:
    """Never from 18. In care unless somebody says otherwise; at home not, unless somebody says so."""
    word = said(facts, "looked_after")
    if isinstance(age, int):
        if age >= ADULT:
            return "no"
    elif word == "yes":
        return Unsettled(("yes",), ("no",))
    if word or not lives:
        return facts.get("looked_after")
    sure, may = ("no", "yes") if lives == "home" else ("yes", "no")
    return Unsettled((sure,), (may,), answered=False)


def _leaver(facts: Mapping[str, object], lives: str, age: object) -> object:
    """From 18, whoever lives in care, or was in care before."""
    word = said(facts, "care_leaver")
    if not isinstance(age, int):
        return Unsettled(("yes",), ("no",)) if word == "yes" else Unsettled(("no",), ("yes",), answered=False)
    if age < ADULT:
        return "no"
    if lives in (*CARE, TRIP):
        return "yes"
    if word == "no" and not lives:  # whoever lives in care is one, whatever was said before
        return Unsettled(("no",), ("yes",))
    return word or Unsettled(("no",), ("yes",), answered=False)


def _trip(facts: Mapping[str, object], lives: str) -> Truth:
    """On an activity away. Nobody is, at home with their own family."""
    if lives in ("home", TRIP):
        return lives == TRIP
    word = said(facts, TRIP)
    return word != "no" if word else None


def _setting(lives: str, here: Setting | None, perhaps: Mapping[Setting, str]) -> object:
    """The words that a condition may compare `setting` with: where they live, and a trip or 18 beside it."""
    sure = tuple(dict.fromkeys(word for word in (lives, here) if word))
    may = tuple(word for word in SETTINGS if word in perhaps)
    if here == "care_leaver" and not lives:  # nobody said where
        return Unsettled(sure, LIVES)
    return Unsettled(sure, (*may, *CARE) if lives == TRIP else may)
