"""An authority's protocol as typed data. Code knows no authority by name.

Every rule carries its id, its source paragraph, the sentence it rests on and a review date; the parts
name the rules they rest on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from forms.engine.definition import Form
from forms.engine.marks import Key, Mark, Reads, refers
from forms.protocol.edition import read_date
from forms.protocol.officer import OfficersFact
from forms.protocol.people import Contact, Inform, Meeting
from forms.protocol.rules import Criterion, Danger, Decision, Listed, RiskLevel, Rule, Wording
from forms.protocol.steps import ReturnStep, ScriptLine, Step
from forms.protocol.times import NotADuty, TimeRule, UnconfirmedSetting
from forms.protocol.vocabulary import Counts, Outside, Place, Setting, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One authority's, whole: `protocol.toml`, its rules of time (`duties.toml`) beside it, and its forms."""

    id: str  # "hertfordshire"
    title: str
    short: str  # "Hertfordshire"
    version: str  # as the source calls itself: "V5 June 19"
    edition: str  # its date in plain words, after "Edition of": "June 2019"
    date: Annotated[str, Reads(read_date)]  # the same as a date: "2019-06"
    review: Annotated[str, Mark.DAY]  # by when a person must hold it against its source again
    newer_edition: str = ""  # what is said of a newer one, not verified by us; "" = none is known of
    police_force: str
    source: str
    rules: Annotated[Mapping[str, Rule], Mark.GIVEN]  # by id; [[rule]] in both files
    definitions: Annotated[tuple[Wording, ...], Key("definition")] = ()
    danger: Annotated[tuple[Danger, ...], Mark.NEEDED]
    #: the rule by which any possible risk is reported; the question risk_possible asks before the first check
    report_if_possible_risk: Annotated[str, refers("rule", "rules")] = ""
    #: the rule by which the pack's own Key Contacts form is filled in for a child who lives in another area;
    #: "" = the form of the place where they live is enough
    key_contacts_elsewhere: Annotated[str, refers("rule", "rules")] = ""
    checklist: Annotated[tuple[Step, ...], Key("step")] = ()
    decisions: Annotated[tuple[Decision, ...], Key("decision")] = ()
    contacts: Annotated[tuple[Contact, ...], Key("contact")] = ()
    inform: tuple[Inform, ...] = ()
    script: tuple[ScriptLine, ...] = ()
    #: where an officer's first page finds its facts; (): a pack from before there was one
    officer: tuple[OfficersFact, ...] = ()
    risk_levels: Annotated[tuple[RiskLevel, ...], Key("risk_level")] = ()
    heightened_risk: tuple[str, ...] = ()  # verbatim indicators
    returning: Annotated[tuple[ReturnStep, ...], Key("return_step")] = ()
    criteria: Annotated[tuple[Criterion, ...], Key("criterion")] = ()
    time_rules: Annotated[tuple[TimeRule, ...], Key("duty"), Mark.BESIDE] = ()
    not_duties: Annotated[tuple[NotADuty, ...], Key("not_a_duty"), Mark.BESIDE] = ()
    media: tuple[Wording, ...] = ()
    wording: tuple[Wording, ...] = ()
    lists: Annotated[tuple[Listed, ...], Key("list")] = ()
    unconfirmed: Annotated[tuple[UnconfirmedSetting, ...], Mark.BOTH] = ()
    key_contacts: Annotated[Form, Mark.GIVEN]
    episode: Annotated[Form, Mark.GIVEN]  # the app's own fields of an episode
    safe_call: tuple[Wording, ...] = ()  # "He's on the phone": what to ask and say (ours unless sourced)
    #: the app's own questions for a calm day: the agreed plan, where to look
    preparation: Annotated[Form | None, Mark.GIVEN] = None
    meetings: Annotated[tuple[Meeting, ...], Key("meeting")] = ()
    forms: tuple[str, ...] = ()  # ids of the other forms, in the order in which they are listed
    counts: Annotated[Counts, Mark.BESIDE]
    outside: Annotated[Outside, Mark.BESIDE]
    superseded: str = ""  # what took its place, in plain words; "" = in force
    path: Annotated[str, Mark.GIVEN] = ""
    #: the authority's number of a pack that it sent; 0: the one that came with the app
    serial: Annotated[int, Mark.GIVEN] = 0
    #: its name is known and its rules are not here: only forms that ask the child's questions stand in it
    lacking: Annotated[bool, Mark.GIVEN] = False

    def __repr__(self) -> str:
        """Short: the whole fills screens where it stands in a message."""
        return f"Protocol({self.id!r})"

    def steps(self, setting: Setting) -> tuple[Step, ...]:
        """The checklist where the child lives."""
        return tuple(s for s in self.checklist if setting in s.settings)

    def informs(self, setting: Setting, stage: Stage) -> tuple[Inform, ...]:
        """Who must be told then, where the child lives."""
        return tuple(i for i in self.inform if setting in i.settings and i.stage == stage)

    def criteria_met(self, facts: Mapping[str, object]) -> tuple[Criterion, ...]:
        """The criteria that the facts already show; those that only people can tell are left out."""
        return tuple(c for c in self.criteria if c.when is not None and c.when.holds(facts))

    def contact(self, id: str) -> Contact:
        """The contact of this id. StopIteration when there is none."""
        return next(c for c in self.contacts if c.id == id)

    def words(self, place: Place) -> tuple[Wording, ...]:
        """The wordings that belong there."""
        return tuple(w for w in self.wording if w.place == place)
