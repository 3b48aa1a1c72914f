"""Law 8: not knowing never weakens advice. What the protocols advise in a situation, whole.

One class for the screens and for the command `advise`: what a screen says is what the command prints.
How an open fact is read stands in `reading`, what the tables come to in `verdict`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.asking import can_be_asked
from carerapp.domain.duties import Duty, by_urgency, duties
from carerapp.domain.known import once
from carerapp.domain.table import Table
from carerapp.domain.telling import Telling, tellings
from carerapp.domain.under import raw_facts, reaching
from carerapp.domain.verdict import Verdict, or_another_councils, verdict
from forms.protocol import Danger, Protocol


@dataclass(frozen=True, slots=True)
class Situation:
    """A child away, as far as it is known: the protocol of where they live, and of who placed them."""

    absence: Absence
    history: tuple[Earlier, ...]
    host: Protocol
    placing: Protocol | None
    confirmed: Mapping[str, str]
    now: datetime

    @property
    def protocols(self) -> tuple[Protocol, ...]:
        """Those whose rules reach the child, the host's first."""
        return reaching(self.host, self.placing)

    @property
    def lacking(self) -> Protocol | None:
        """One that reaches the child, and whose rules are not on this device."""
        return next((one for one in self.protocols if one.lacking), None)

    def under(self, protocol: Protocol) -> Absence:
        """The absence as this protocol sees it: placed here by another, or placed elsewhere by it."""
        elsewhere = self.placing is not None and self.placing.id != self.host.id
        if protocol is not self.host:
            more = _told_for(protocol, self.absence.more)
            return replace(self.absence, placed_here=False, placed_out=True, more=more)
        if elsewhere:
            return replace(self.absence, placed_here=True)
        return self.absence

    def table(self, protocol: Protocol) -> Table:
        """Its rows, with what is known under it."""
        absence = self.under(protocol)
        return Table(protocol, raw_facts(absence, self.history, protocol, self.now, self.confirmed))


def _told_for(protocol: Protocol, more: Mapping[str, object]) -> Mapping[str, object]:
    """The facts, with who was told for a placing authority in its own words: their ids may be the host's."""
    theirs = f"told:{protocol.id}:"
    kept = {name: value for name, value in more.items() if not name.startswith("told:")}
    return kept | {f"told:{n.removeprefix(theirs)}": v for n, v in more.items() if n.startswith(theirs)}


@dataclass(frozen=True, slots=True)
class DangerRule:
    """A rule for danger, of one of the protocols."""

    protocol: Protocol
    danger: Danger


class Advice:
    """What the protocols that reach the child advise now. Each part is worked out when it is asked for: a
    screen that shows who is told does not wait for the verdict."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._tables = [situation.table(protocol) for protocol in situation.protocols]
        self._whole = [t for t in self._tables if not _carers_part_only(situation, t.protocol)]

    @cached_property
    def danger(self) -> tuple[DangerRule, ...]:
        """The rules for danger and for worry at any moment."""
        return tuple(
            DangerRule(table.protocol, danger)
            for table in self._whole
            for danger in table.protocol.danger
            if table.known.applies(danger) is not False
        )

    @cached_property
    def verdict(self) -> Verdict:
        """Whether it should be reported."""
        found, situation = verdict(self._whole), self.situation
        if situation.lacking and found.says != "report":  # what is not here may be stricter
            return Verdict("ask", "report", (), found.rows)
        known = situation.placing is not None or situation.absence.placed_here is not None
        return found if known else or_another_councils(found, self._whole)

    @cached_property
    def tell(self) -> tuple[Telling, ...]:
        """Who is told, and when."""
        return tuple(
            telling
            for telling in tellings(self._tables, self.situation.absence)
            if telling.carers_own or not _carers_part_only(self.situation, telling.protocol)
        )

    @cached_property
    def due(self) -> tuple[Duty, ...]:
        """What is due, most urgent first."""
        return due_in(self.situation)

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """Every fact that a person can say and that would change what the carer must do, the most decisive
        first."""
        absence = self.situation.absence
        reporting = [] if absence.reported_at or absence.over else self.verdict.ask
        return self._askable([*(ask.fact for ask in reporting), *_asked_of(self._own_open)])

    @cached_property
    def asks_beside_the_report(self) -> tuple[str, ...]:
        """The same without what settles only whether to report: who has decided that is not asked again, and
        can look at it again."""
        reporting = {
            rule.rule
            for protocol in self.situation.protocols
            for rule in protocol.time_rules
            if rule.when and "reported" in rule.when.names
        }
        beside = [duty for duty in self._own_open if duty.rule not in reporting]
        return self._askable(_asked_of(beside))

    @cached_property
    def _own_open(self) -> list[Duty]:
        own = [duty for duty in self.due if duty.whose in ("carer", "anyone")]
        return [duty for duty in own if duty.hangs or duty.due is None]

    @cached_property
    def others_asks(self) -> tuple[str, ...]:
        """The further facts that would change what others must do, or who is told."""
        facts = [fact for duty in self.due if duty.hangs or duty.due is None for fact in duty.ask]
        facts += [fact for telling in self.tell for fact in telling.ask]
        return tuple(fact for fact in self._askable(facts) if fact not in self.asks)

    def _askable(self, facts: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in once(facts) if can_be_asked(name, self.situation.protocols))


def _asked_of(found: Iterable[Duty]) -> list[str]:
    return [fact for duty in found for fact in duty.ask]


def due_in(situation: Situation) -> tuple[Duty, ...]:
    """The duties under every protocol that reaches the child, most urgent first."""
    found: list[Duty] = []
    for protocol in situation.protocols:
        own = duties(
            situation.under(protocol), situation.history, protocol, situation.now, situation.confirmed
        )
        carers = _carers_part_only(situation, protocol)
        found += [d for d in own if not carers or d.whose in ("carer", "anyone")]
    return by_urgency(found)


def _carers_part_only(situation: Situation, protocol: Protocol) -> bool:
    """A placing authority that keeps only what the carer does for it."""
    return protocol is not situation.host and protocol.outside == "carer"
