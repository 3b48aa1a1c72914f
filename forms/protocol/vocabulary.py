"""The words that a protocol's keys may hold. Each list is closed: another word is refused at reading.

What a `when` may ask about, and what it may be compared with, stands in `facts.py`.
"""

from typing import Annotated, Literal, get_args

from forms.engine.conditions import Condition
from forms.engine.marks import Mark, refers

#: Where the child lives, for the rules: an "external_activity" and a "care_leaver" (of 18 and over) take the
#: place of the home that they live in. A list of settings without them does not reach these two.
Setting = Literal["foster", "residential", "semi_independent", "home", "external_activity", "care_leaver"]
SETTINGS: tuple[Setting, ...] = get_args(Setting)
#: a child who lives there is in care, unless somebody says otherwise
CARE: tuple[Setting, ...] = ("foster", "residential", "semi_independent")

#: who does a thing
Whose = Literal["carer", "social worker", "police", "local authority", "anyone"]

#: what a checklist row offers beside its tick; "" is a plain tick
StepVerb = Literal["", "call_child", "call_people", "search", "places", "plan", "tell_placing"]

#: how an episode began, as the common form's question `how_it_began` names it
Beginning = Literal["not_home", "walked_out", "school", "trip", "street"]

#: When somebody must be told, in the order of an evening. All are open at any time.
Stage = Literal["now", "before_report", "with_report", "if_not_reported", "on_return", "next_working_day"]
STAGES: tuple[Stage, ...] = get_args(Stage)

#: what a row of the decision table comes to; "report_if_any": report when any factor is yes, else the carer's
Outcome = Literal["report", "your_decision", "no_report", "report_if_any"]

#: when somebody is there; "": nobody says, or always
Hours = Literal["", "office", "out_of_hours"]

#: how a contact is reached; "none" where the source gives no way
ContactKind = Literal["phone", "email", "web", "none"]

#: the moment that a rule of time runs from; the last: from the report where there is one
Start = Literal["", "unknown_since", "reported", "returned", "reported or unknown_since"]
End = Literal["return", "never"]
Unit = Literal["hours", "days", "months", "working days", "end of day"]
#: a day on which something is due: upcoming before it, now on it, overdue after it
On = Literal["", "next working day"]

#: whose rules reach an authority's children placed elsewhere: its own too; of its own only what the carer
#: does; the host's alone
Outside = Literal["both", "carer", "host"]
#: which episodes a protocol's counters count
Counts = Literal["reported", "any"]

#: where a wording or a list is worth showing, or what it is about
Place = Literal[
    "danger",
    "looking",
    "factors",
    "decide",
    "waiting",
    "not_reported",
    "before_report",
    "ask",
    "say",
    "ndm",
    "after_report",
    "before_police",
    "after",
    "refusal",
    "record",
    "kcf",
    "planning_return",
    "return",
    "evidence",
    "referral",
    "interview",
    "meeting",
    "media",
    "consent",
    "external_activity",
    "out_of_area",
    "other_la",
    "care_leaver",
    "home",
    "placing",
    "plan",
    "definitions",
    "more",
]

#: what a line of the call script may say of the child, besides the answers on the forms
ChildFact = Literal[
    "full_name", "family_name", "forenames", "name", "first_name", "called", "age", "setting", "who"
]
#: where a line of the call script finds its answer; "kcf", "episode" and "profile" are followed by a field
FACT_SOURCES = (
    "kcf:",
    "episode:",
    "profile:",
    *(f"child:{fact}" for fact in get_args(ChildFact)),
    "checks",
    "app:missing_before",
    "app:carer",
)

#: what a police officer reads first: each pack says which of its questions mean it (`officer.py`)
OfficerFact = Literal[
    "name",
    "aliases",
    "born",
    "photo",
    "description",
    "wearing",
    "usual_clothes",
    "last_seen_at",
    "last_seen_place",
    "last_seen_with",
    "may_be_at",
    "phone",
    "accounts",
    "risks",
    "medication",
    "do_not_approach",
    "safe_word",
    "reference",
    "carer_phone",
    "provider",
]
OFFICER_FACTS: tuple[OfficerFact, ...] = get_args(OfficerFact)

# --- what names something that the same protocol defines ---------------------------------------
Id = Annotated[str, Mark.NAME, Mark.UNIQUE]
RuleId = Annotated[str, refers("rule", "rules")]
RuleIds = Annotated[tuple[str, ...], refers("rule", "rules")]
EpisodeField = Annotated[str, Mark.NAME, refers("field", "episode")]
#: a condition over what is known: `FACTS` and the answers on the forms
When = Annotated[Condition, refers("fact", "facts", "key_contacts", "episode", "preparation")]
KnownFact = Annotated[str, refers("fact", "facts", "key_contacts", "episode", "preparation")]
#: what shows that a duty was met: a fact, a question of the episode, "told:" and the id of an inform
Met = Annotated[str, refers("fact", "facts", "episode", "told")]
