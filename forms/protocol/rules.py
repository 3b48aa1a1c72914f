"""What the source says: its rules, its reporting table, its definitions and criteria."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from forms.engine.marks import Fault, Key, Mark, Refers
from forms.protocol.vocabulary import (
    EpisodeField,
    Id,
    KnownFact,
    Outcome,
    Place,
    RuleId,
    RuleIds,
    Setting,
    When,
    Whose,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as its source states it."""

    id: Annotated[str, Mark.UNIQUE]  # "HER-C1"
    says: str  # what it asks, in plain words
    quote: str  # the sentence it rests on, verbatim
    source: str  # "§3.1"
    review: Annotated[str, Mark.DAY]
    assumption: str = ""  # how an ambiguous sentence was read; to be confirmed by the authority
    #: the rules whose answer serves this one too
    merged: Annotated[tuple[str, ...], Key("merged_into"), Refers("rule", ("rules",), rests=False)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """A rule for danger now, or for worry at any moment. All of a protocol's are advice."""

    rule: Annotated[RuleId, Mark.UNIQUE]
    whose: Whose = "anyone"
    settings: tuple[Setting, ...] = ()  # where the child lives; () is everywhere
    when: When | None = None  # None: always


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A fact the carer can say yes/no/not sure to in a decision row."""

    name: EpisodeField
    question: str  # plain words
    quote: str
    from_: KnownFact = ""  # an episode fact that may already answer it, e.g. "whereabouts", "out_overnight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A row of the authority's own reporting table, its three parts verbatim."""

    rule: Annotated[RuleId, Mark.UNIQUE]
    category: str
    actions: str
    notify: str  # verbatim, e.g. "Yes"
    outcome: Outcome
    when: When  # over episode facts: whereabouts, at_risk, court_conditions, setting …
    #: for report_if_any: any one → report; otherwise the carer's discretion
    factors: Annotated[tuple[Factor, ...], Key("factor")] = ()
    adds: bool = False  # an add-on to whichever other row applies ("PLUS")
    plain: str = ""  # the row's category in plain words
    also: RuleIds = ()  # further rules that belong to the row: its card says them
    settings: tuple[Setting, ...] = ()  # where the child lives; () is everywhere

    def faults(self) -> Iterator[Fault]:
        """Factors belong to report_if_any."""
        if (self.outcome == "report_if_any") != bool(self.factors):
            yield Fault(
                "outcome", "does not fit its factors", "Give factors to report_if_any, and only to it."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words of the source that are worth showing at some place."""

    id: Id
    text: str  # verbatim, unless `source` says it is ours
    source: str
    place: Literal[""] | Place = ""
    rules: RuleIds = ()
    settings: tuple[Setting, ...] = ()  # where the child lives; () is everywhere
    when: When | None = None  # shown when this holds, and as "may apply" while it is open
    term: str = ""  # of a definition: the word that it explains, where its id does not say it

    @property
    def word(self) -> str:
        """The word that a definition explains."""
        return self.term or self.id.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list of the source, under a title in plain words: factors, plans, criteria, websites."""

    id: Id
    title: str  # plain words
    lead: str = ""  # the sentence above it, verbatim
    items: Annotated[tuple[str, ...], Mark.NEEDED]  # verbatim
    source: str
    place: Place
    rules: RuleIds = ()
    settings: tuple[Setting, ...] = ()
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLevel:
    """A level of risk as the source defines it."""

    name: Annotated[str, Mark.UNIQUE]
    definition: str  # verbatim: what the source says of it
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A criterion for a return interview; `when` is None where only people can tell."""

    id: Id
    label: str
    when: When | None = None
    source: str
