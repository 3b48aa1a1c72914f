"""What a `when` may ask about besides the questions of the forms, and which answers each fact can have.

A fact is *open* while nobody answered it, and when the answer is "not known". The answers that it can have
are a closed list; a `when` that compares it with another word is refused at reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from forms.engine.comparing import YES_NO, closed_list, wanted
from forms.engine.definition import Field, Form
from forms.protocol.vocabulary import SETTINGS


class Fact(NamedTuple):
    """A fact that the domain works out."""

    means: str
    #: the answers that it can have; () for a number
    answers: tuple[str, ...] = YES_NO
    #: as a person is asked, where no form has a question for it; "" for what the app knows by itself
    question: str = ""


FACTS: Mapping[str, Fact] = {
    # --- the child ------------------------------------------------------------------------------
    "setting": Fact(
        "where the child lives; on an activity or as a care leaver also that word",
        SETTINGS,
        "Where do they live?",
    ),
    "age": Fact(
        "whole years when the whereabouts became unknown, as a number", (), "What is their date of birth?"
    ),
    "looked_after": Fact(
        "yes when a local authority looks after the child; never from 18",
        question="Does a council look after them?",
    ),
    "care_leaver": Fact(
        "yes from 18, for a person who was in care", question="Were they in care before they were 18?"
    ),
    "unaccompanied_asylum_seeker": Fact(
        "yes when the child is one", question="Did they come here alone to ask for asylum?"
    ),
    "placed_here": Fact(
        "yes when another authority placed the child under this protocol",
        question="Did another council place them here?",
    ),
    "placed_out": Fact(
        "yes when this authority placed the child where another's protocol holds; open where nobody said",
        question="Do they live far from the council that placed them?",
    ),
    # --- this episode ---------------------------------------------------------------------------
    "contactable": Fact("no when nobody can reach the child", question="Can anybody reach them?"),
    "beyond_check_in": Fact(
        "yes when the time to check in is past", question="Is it past the time they had to check in?"
    ),
    "said_in_danger": Fact("yes when the log says: in danger now, or not sure (the newest answer)"),
    "emergency_has_it": Fact("yes when 999 was reached since danger was last said"),
    "reported": Fact("yes when it was reported to the police"),
    "returned": Fact("yes when the child is back"),
    "interview_held": Fact("yes when the return interview was held"),
    "harmed_or_crime": Fact("yes when harm or a crime was learned of on return"),
    "missing_hours": Fact("elapsed hours of this episode, up to now or the return", ()),
    "missing_over_24_hours": Fact("yes when this episode has lasted, or lasted, more than 24 hours"),
    "out_of_hours": Fact("yes when it was reported outside the office hours that the authority confirmed"),
    # --- counters; which episodes they count is `counts`, of the file or of the duty --------------
    "missing_before": Fact("yes when the child has been missing on an earlier occasion"),
    "episodes_90": Fact("episodes in the 90 days up to the start of this one, this one included", ()),
    "hours_90": Fact("hours missing in these 90 days and in this episode", ()),
    "reports_12_months": Fact(
        "reports in the 12 months up to the start of this episode, this one included", ()
    ),
    "earlier_episodes": Fact("episodes before this one, whenever", ()),
}


def answers_of(name: str, forms: Sequence[Form | None]) -> tuple[str, ...] | None:
    """The answers that a fact can have; () for a number, None where they are no closed list."""
    if name in FACTS:
        return FACTS[name].answers
    field = _field(name, forms)
    return closed_list(field) if field else None


def wanted_of(name: str, value: str | float, forms: Sequence[Form | None]) -> str:
    """What the fact can be compared with, in words; "" where it is this value, or where the fact is not
    there."""
    field = _field(name, forms)
    if name not in FACTS and field is None:
        return ""
    return wanted(answers_of(name, forms), field.kind if field else "", value)


def _field(name: str, forms: Sequence[Form | None]) -> Field | None:
    return next((f for form in forms if form for f in form.fields() if f.name == name), None)
