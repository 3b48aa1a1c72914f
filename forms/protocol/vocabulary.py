"""The words that a protocol's keys may hold. Each list is closed: another word is refused at reading."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from forms.engine.conditions import Condition
from forms.engine.marks import Mark, refers

#: where the child lives
Setting = Literal["foster", "residential", "semi_independent", "home", "external_activity"]
SETTINGS: tuple[Setting, ...] = get_args(Setting)

#: who does a thing
Whose = Literal["carer", "social worker", "police", "local authority", "anyone"]

#: what a checklist row offers beside its tick; "" is a plain tick
StepVerb = Literal["", "call_child", "call_people", "search", "places", "plan", "tell_placing"]

#: when somebody must be told
Stage = Literal["reported", "court_conditions", "found", "placing"]

#: what a row of the decision table comes to
Outcome = Literal["report", "no_report", "report_if_any"]

#: how a contact is reached; "none" where the source gives no way
ContactKind = Literal["phone", "email", "web", "none"]

#: the moment that a rule of time runs from
Start = Literal["", "unknown_since", "reported", "returned"]
End = Literal["return", "never"]
Unit = Literal["hours", "days", "months", "working days", "end of day", "next working day"]

#: whose rules reach an authority's children placed elsewhere: its own too, or the host's alone
Outside = Literal["both", "host"]
#: which episodes a protocol's counters count
Counts = Literal["reported", "any"]

#: where a wording is worth showing, or what it is about
Place = Literal[
    "danger",
    "decide",
    "ask",
    "say",
    "ndm",
    "after_report",
    "after",
    "refusal",
    "record",
    "kcf",
    "return",
    "evidence",
    "consent",
    "external_activity",
    "out_of_area",
    "other_la",
    "care_leaver",
    "placing",
]

#: what a line of the call script may say of the child, besides the answers on the forms
ChildFact = Literal["full_name", "name", "first_name", "called", "age", "setting", "who"]
#: where a line of the call script finds its answer; "kcf" and "episode" are followed by a field
FACT_SOURCES = ("kcf:", "episode:", *(f"child:{fact}" for fact in get_args(ChildFact)), "checks")

#: Facts a `when` may ask about besides the fields of the forms. The domain works them out.
FACTS: Mapping[str, str] = {
    "setting": "foster, residential, semi_independent, home or external_activity",
    "looked_after": "yes when the child is looked after by a local authority",
    "missing_over_24_hours": "yes when this episode lasted, or has lasted, more than 24 hours",
    "missing_before": "yes when the child has been missing on an earlier occasion",
    "age": "whole years when the whereabouts became unknown, as a number",
    "contactable": "no when nobody can reach the child",
    "reported": "yes when it was reported to the police",
    "returned": "yes when the child is back",
    "interview_held": "yes when the return interview was held",
    "harmed_or_crime": "yes when harm or a crime was learned of on return",
    "unaccompanied_asylum_seeker": "yes when the child is one",
    "placed_here": "yes when another authority placed the child under this protocol",
    "missing_hours": "elapsed hours of this episode, up to now or the return",
    "episodes_90": "episodes in the 90 days up to the start of this one, this one included, as `counts` says",
    "hours_90": "hours missing in these 90 days and in this episode",
    "reports_12_months": "reports in the 12 months up to the start of this episode, this one included",
    "earlier_episodes": "episodes before this one, whenever, as `counts` says",
    "out_of_hours": "yes outside the office hours that the authority confirmed",
}

# --- what names something that the same protocol defines ---------------------------------------
Id = Annotated[str, Mark.NAME, Mark.UNIQUE]
RuleId = Annotated[str, refers("rule", "rules")]
RuleIds = Annotated[tuple[str, ...], refers("rule", "rules")]
EpisodeField = Annotated[str, Mark.NAME, refers("field", "episode")]
#: a condition over what is known: `FACTS` and the answers on the forms
When = Annotated[Condition, refers("fact", "facts", "key_contacts", "episode", "preparation")]
KnownFact = Annotated[str, refers("fact", "facts", "key_contacts", "episode", "preparation")]
