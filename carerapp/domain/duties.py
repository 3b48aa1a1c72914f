"""What the protocol says should happen next, and whose it is. Computed, never stored.

Pure: an absence, those before it, a protocol and a moment in; duties out. Lengths of time and conditions are
the pack's; nothing here knows an authority. A duty whose condition is open is `unconfirmed`, and says what
would settle it (law 8); one whose condition is false is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from carerapp.domain.absence import Absence, Earlier, counters
from carerapp.domain.asking import FOUND_AT, can_be_asked
from carerapp.domain.known import Known
from carerapp.domain.reading import read, said
from carerapp.domain.timing import SAID_OF, DutyState, timed
from carerapp.domain.uk_time import is_between
from carerapp.domain.under import raw_facts
from forms.engine.conditions import fact_words
from forms.protocol import Protocol, TimeRule

__all__ = ["Duty", "DutyState", "by_urgency", "duties"]

_URGENCY = tuple(DutyState)
_NEVER = datetime.max.replace(tzinfo=UTC)
_NO_TIME = datetime.min.replace(tzinfo=UTC)
#: words of a fact that show that a duty was not met
_NOT_MET = {"no", "not_known", "couldnt", "doesnt_apply"}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that the protocol asks for in this episode, with the sentence that it rests on."""

    rule: str
    what: str
    whose: str
    due: datetime | None  # None where the source sets no time: no countdown then
    state: DutyState
    quote: str
    source: str
    why: str = ""
    authority: str = ""  # the protocol's short name
    ask: tuple[str, ...] = ()  # the facts that would settle an unconfirmed one
    hangs: bool = False  # it is open that it is due at all: its questions are asked, and it stands on no list

    @property
    def carers_own(self) -> bool:
        """Whether the carer does it; else the carer asks whether it has happened."""
        return self.whose == "carer"

    @property
    def pressing(self) -> bool:
        """Whether it is to be done now, or late."""
        return self.state in (DutyState.OVERDUE, DutyState.NOW)


def duties(
    absence: Absence,
    history: Sequence[Earlier],
    protocol: Protocol,
    now: datetime,
    confirmed: Mapping[str, str] | None = None,
) -> tuple[Duty, ...]:
    """One duty a rule at most, most urgent first. `confirmed`: the authority's settings by name."""
    settings = confirmed or {}
    raw = raw_facts(absence, history, protocol, now, settings)
    found = []
    for rule in protocol.time_rules:
        own = {**raw, **counters(absence, history, rule.counts, now)} if rule.counts else raw
        duty = _duty(rule, read(own), absence, protocol, now, settings)
        if duty:
            found.append(duty)
    return by_urgency(found)


def _duty(
    rule: TimeRule,
    known: Known,
    absence: Absence,
    protocol: Protocol,
    now: datetime,
    confirmed: Mapping[str, str],
) -> Duty | None:
    applies = known.applies(rule)
    if applies is False or not _running(absence, rule):
        return None
    if rule.between and not is_between(now, *rule.between):
        return None
    due, state = timed(rule, absence, now, confirmed)
    ask = known.settling(rule)
    if applies is None:
        state = DutyState.UNCONFIRMED
    elif state is DutyState.UNCONFIRMED and rule.starts == "returned" and absence.returned_at is None:
        ask = (FOUND_AT,)
    elif state in (DutyState.UPCOMING, DutyState.UNCONFIRMED):
        state, ask = _sooner(rule, known, state)
    if rule.met and _met(known, rule.met):
        state, ask = DutyState.DONE, ()
    text = protocol.rules[rule.rule]
    return Duty(
        rule.rule,
        rule.what,
        rule.whose,
        due,
        state,
        text.quote,
        text.source,
        rule.why,
        protocol.short,
        known.settled_by(ask),
        hangs=applies is None
        and state is DutyState.UNCONFIRMED
        and any(can_be_asked(fact, (protocol,)) for fact in ask),
    )


def _sooner(rule: TimeRule, known: Known, state: DutyState) -> tuple[DutyState, tuple[str, ...]]:
    """What would make it due before its time; while that is open, it is not confirmed that it can wait."""
    if fact := SAID_OF.get(rule.at):
        return (state, ()) if said(known.facts, fact) else (DutyState.UNCONFIRMED, (fact,))
    if rule.at_once_when is None:
        return state, ()
    at_once = known.holds(rule.at_once_when)
    if at_once:
        return DutyState.NOW, ()
    return (state, ()) if at_once is False else (DutyState.UNCONFIRMED, known.asked(rule.at_once_when))


def _met(known: Known, fact: str) -> bool:
    words = fact_words(known.facts.get(fact))
    return bool(words) and not _NOT_MET.intersection(words)


def by_urgency(found: Iterable[Duty]) -> tuple[Duty, ...]:
    """Late before due now before coming; then the earlier; then the carer's own."""

    def rank(duty: Duty) -> tuple[int, datetime, bool]:
        none = _NEVER if duty.state in (DutyState.UPCOMING, DutyState.DONE) else _NO_TIME
        return (_URGENCY.index(duty.state), duty.due or none, not duty.carers_own)

    return tuple(sorted(found, key=rank))


def _running(absence: Absence, rule: TimeRule) -> bool:
    """Duties of the missing time end when the child is found or back; duties of the return begin then."""
    if rule.starts == "returned":
        return absence.over
    if rule.starts == "reported" and absence.reported_at is None:
        return False
    return rule.ends == "never" or not absence.over
