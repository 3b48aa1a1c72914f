"""An authority's protocol as typed data. Code knows no authority by name.

Every rule carries its id, its source paragraph, the sentence it rests on and a
review date; the parts below name the rules they rest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from forms.engine.conditions import Condition
from forms.engine.definition import Form

Setting = Literal["foster", "residential", "semi_independent", "home", "external_activity"]
SETTINGS: tuple[Setting, ...] = ("foster", "residential", "semi_independent", "home", "external_activity")

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
Whose = Literal["carer", "social worker", "police", "local authority", "anyone"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its source states it."""

    id: str  # "HER-C1"
    says: str  # what it asks, in plain words
    quote: str  # the sentence it rests on, verbatim
    source: str  # "§3.1"
    review: str  # ISO date
    assumption: str = ""  # how an ambiguous sentence was read; to be confirmed by the authority
    merged_into: str = ""  # the rule whose answer serves this one too; several: "HER-K3 HER-K5"
    line: int = 0

    @property
    def merged(self) -> tuple[str, ...]:
        return tuple(self.merged_into.split())


@dataclass(frozen=True, slots=True)
class Step:
    """One large row of the checklist. One answer may serve several rules."""

    field: str  # where its answer is kept: a field of the Key Contacts form's Section 5, or our own
    rules: tuple[str, ...]
    title: str  # plain words; "{name}" is the child's first name
    label: str  # verbatim
    settings: tuple[Setting, ...]
    knows: tuple[str, ...] = ()  # Key Contacts fields whose answers are shown in the row
    does: str = ""  # "call_child", "call_people", "search", "places", "plan", "tell_placing", "" (plain tick)
    hint: str = ""
    prepared: tuple[str, ...] = ()  # fields of the preparation form shown in the row
    depends: str = ""  # verbatim condition of the source: "if it is safe to do so"
    shared: bool = False  # done once for children who left together


@dataclass(frozen=True, slots=True)
class Factor:
    """A fact the carer can say yes/no/not sure to in a decision row."""

    name: str
    question: str  # plain words
    quote: str
    from_: str = ""  # an episode fact that may already answer it, e.g. "whereabouts", "out_overnight"


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the authority's own reporting table, its three parts verbatim."""

    rule: str
    category: str
    actions: str
    notify: str  # verbatim, e.g. "Yes"
    outcome: Literal["report", "no_report", "report_if_any"]
    when: Condition  # over episode facts: whereabouts, at_risk, court_conditions, setting …
    factors: tuple[Factor, ...] = ()  # for report_if_any: any one → report; otherwise the carer's discretion
    adds: bool = False  # an add-on to whichever other row applies ("PLUS")
    plain: str = ""  # the row's category in plain words
    also: tuple[str, ...] = ()  # further rules that say the same


@dataclass(frozen=True, slots=True)
class Contact:
    id: str
    name: str
    purpose: str
    value: str = ""  # verbatim number or address; "" = none in the source: ask your authority
    kind: Literal["phone", "email", "web", "none"] = "none"
    hours: str = ""
    outdated: str = ""  # why the address may no longer work; "" = not known to be outdated
    source: str = ""
    editable: bool = True  # the carer or the authority can fill it in


@dataclass(frozen=True, slots=True)
class Inform:
    """Someone who must be told, by whom."""

    id: str
    who: str  # plain words
    by: Whose
    when: str
    settings: tuple[Setting, ...]
    stage: Literal["reported", "court_conditions", "found", "placing"]
    rules: tuple[str, ...]
    contact: str = ""  # Contact id or Key Contacts field ("kcf:social_worker") with the number
    condition: str = ""  # verbatim condition or exception, shown to the carer
    note: str = ""
    quote: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One thing the call-taker asks, in their order, and where the answer may be found."""

    ask: str  # plain words
    facts: tuple[str, ...]  # "kcf:<field>", "episode:<field>", "child:<field>", "checks" …
    source: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    id: str
    text: str  # verbatim, unless `source` says it is ours
    source: str
    place: str = ""  # where it is worth showing: one of PLACES
    rules: tuple[str, ...] = ()


#: Where a wording is worth showing, or what it is about.
PLACES = (
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
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that the source sets, and who comes."""

    id: str
    called: str  # plain words: "Meeting after the third episode in 90 days"
    chair: str  # verbatim; "" where the source names none
    attendees: tuple[str, ...]  # verbatim
    source: str
    rules: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class RiskLevel:
    name: str
    definition: str  # verbatim
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReturnStep:
    field: str
    rules: tuple[str, ...]
    title: str
    label: str  # verbatim
    by: Whose = "carer"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion for a return interview; `when` is None where only people can tell."""

    id: str
    label: str
    when: Condition | None = None
    source: str = ""


Unit = Literal["hours", "days", "months", "working days", "end of day", "next working day"]


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as its source gives it. A day is 24 elapsed hours; a month is the calendar's."""

    amount: int
    unit: Unit
    setting: str = (
        ""  # the authority's own setting that gives the length; until it is confirmed there is none
    )


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A rule of time: what becomes due, when, and for whom."""

    rule: str
    what: str
    whose: str  # "carer", or who else: then the carer asks whether it has happened
    starts: Literal["", "unknown_since", "reported", "returned"] = ""  # the moment that it runs from
    after: Span | None = None  # it falls due once this has passed
    within: Span | None = None  # it must have happened before this has passed
    at: str = ""  # "overnight", or a setting that holds a time of day
    between: tuple[str, str] | None = None  # it holds at these times of day only: ("09:00", "21:00")
    when: Condition | None = None
    asks: tuple[str, ...] = ()  # settings without which nobody can say
    met: str = ""  # the fact that shows that it was done
    ends: Literal["return", "never"] = "return"  # duties of the missing time end with the return
    why: str = ""


@dataclass(frozen=True, slots=True)
class NotADuty:
    """A rule of time that this app does not compute."""

    rule: str
    reason: str


Outside = Literal["both", "host"]
Counts = Literal["reported", "any"]


@dataclass(frozen=True, slots=True)
class UnconfirmedSetting:
    """Something the source leaves undefined; a named setting, to be confirmed by the authority."""

    name: str
    question: str
    why: str
    source: str
    value: str = ""  # what the app uses until then, shown as unconfirmed; "" = it asks each time


@dataclass(frozen=True, slots=True)
class Protocol:
    id: str  # "hertfordshire"
    title: str
    short: str  # "Hertfordshire"
    version: str
    review: str
    police_force: str
    source: str
    rules: Mapping[str, Rule]
    definitions: tuple[Wording, ...]
    danger: tuple[str, ...]  # rule ids of the immediate-danger rules
    checklist: tuple[Step, ...]
    decisions: tuple[Decision, ...]
    contacts: tuple[Contact, ...]
    inform: tuple[Inform, ...]
    script: tuple[ScriptLine, ...]
    risk_levels: tuple[RiskLevel, ...]
    heightened_risk: tuple[str, ...]  # verbatim indicators
    returning: tuple[ReturnStep, ...]
    criteria: tuple[Criterion, ...]
    time_rules: tuple[TimeRule, ...]
    not_duties: tuple[NotADuty, ...]
    media: tuple[Wording, ...]
    wording: tuple[Wording, ...]
    unconfirmed: tuple[UnconfirmedSetting, ...]
    key_contacts: Form
    episode: Form  # the app's own fields of an episode
    safe_call: tuple[Wording, ...] = ()  # "He's on the phone": what to ask and say (ours unless sourced)
    preparation: Form | None = None  # the app's own questions for a calm day: the agreed plan, where to look
    meetings: tuple[Meeting, ...] = ()
    forms: tuple[str, ...] = ()  # ids of the other forms, in the order in which they are listed
    counts: Counts = "any"  # which episodes its counters count
    outside: Outside = (
        "both"  # whose rules reach its children placed elsewhere: its own too, or the host's alone
    )
    superseded: str = ""  # what took its place, in plain words; "" = in force
    path: str = ""
    serial: int = 0  # the authority's number of a pack that it sent; 0: the one that came with the app

    def steps(self, setting: Setting) -> tuple[Step, ...]:
        return tuple(s for s in self.checklist if setting in s.settings)

    def informs(self, setting: Setting, stage: str) -> tuple[Inform, ...]:
        return tuple(i for i in self.inform if setting in i.settings and i.stage == stage)

    def criteria_met(self, facts: Mapping[str, object]) -> tuple[Criterion, ...]:
        """The criteria that the facts already show; those that only people can tell are left out."""
        return tuple(c for c in self.criteria if c.when is not None and c.when.holds(facts))

    def contact(self, id: str) -> Contact:
        return next(c for c in self.contacts if c.id == id)

    def words(self, place: str) -> tuple[Wording, ...]:
        return tuple(w for w in self.wording if w.place == place)
