"""One absence and those before it, as the rules of time ask about them. Plain facts, no records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from carerapp.domain.uk_time import is_between, is_working_day, months_after, uk
from forms.protocol import Counts, Setting

WINDOW = timedelta(days=90)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier episode. `ended` None: nobody wrote down when."""

    started: datetime
    ended: datetime | None = None
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """The episode that the rules are asked about. None is "not known"."""

    unknown_since: datetime
    setting: Setting = "foster"
    born: date | None = None
    looked_after: bool = True
    whereabouts: str = "unknown"
    contactable: bool = False
    at_risk: bool = False
    court_conditions: bool = False
    unaccompanied_asylum_seeker: bool = False
    out_overnight: bool = False
    reported_at: datetime | None = None
    returned_at: datetime | None = None
    return_interview_at: datetime | None = None
    harmed_or_crime: bool = False
    placed_here: bool = False  # by another authority, under the protocol of this place
    more: Mapping[str, object] = field(default_factory=dict)  # further facts: the carer's other answers

    def moment(self, name: str) -> datetime | None:
        """The moment that a rule's `from` names."""
        return {
            "unknown_since": self.unknown_since,
            "reported": self.reported_at,
            "returned": self.returned_at,
        }.get(name)


def age_on(born: date, day: date) -> int:
    """Whole years. A child born on 29 February is a year older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def facts_at(
    absence: Absence, history: Sequence[Earlier], counts: Counts, now: datetime, confirmed: Mapping[str, str]
) -> dict[str, object]:
    """What a rule's `when` may ask about. Windows end, and age is taken, when the child went missing."""
    start = absence.unknown_since
    end = min(now, absence.returned_at or now)
    counted = [e for e in history if e.started <= start and (counts == "any" or e.reported)]
    this = counts == "any" or absence.reported_at is not None
    lately = [e for e in counted if e.started >= start - WINDOW]
    year = months_after(start, -12)
    reports = sum(e.reported and year <= e.started <= start for e in history)
    missing = max(end - start, timedelta())
    before = sum((_missing(e, start - WINDOW, start) for e in counted), timedelta())
    facts: dict[str, object] = dict(absence.more)
    facts |= {
        "setting": absence.setting,
        "looked_after": absence.looked_after,
        "whereabouts": absence.whereabouts,
        "contactable": absence.contactable,
        "at_risk": absence.at_risk,
        "court_conditions": absence.court_conditions,
        "unaccompanied_asylum_seeker": absence.unaccompanied_asylum_seeker,
        "out_overnight": absence.out_overnight,
        "reported": absence.reported_at is not None,
        "returned": absence.returned_at is not None,
        "interview_held": absence.return_interview_at is not None,
        "harmed_or_crime": absence.harmed_or_crime,
        "placed_here": absence.placed_here,
        "missing_hours": missing / _HOUR,
        "episodes_90": len(lately) + this,
        "hours_90": (before + (missing if this else timedelta())) / _HOUR,
        "reports_12_months": reports + (absence.reported_at is not None),
        "earlier_episodes": len(counted),
        "out_of_hours": _out_of_hours(absence.reported_at, confirmed),
    }
    if absence.born is not None:
        facts["age"] = age_on(absence.born, uk(start).date())
    return facts


def _missing(episode: Earlier, start: datetime, end: datetime) -> timedelta:
    """How long of it lies between two moments."""
    ended = min(episode.ended or episode.started, end)
    return max(ended.astimezone(UTC) - max(episode.started, start).astimezone(UTC), timedelta())


def _out_of_hours(moment: datetime | None, confirmed: Mapping[str, str]) -> object:
    starts, ends = confirmed.get("office_starts"), confirmed.get("office_ends")
    if moment is None or not (starts and ends):
        return {"special": "not_known"}
    return not (is_working_day(uk(moment).date()) and is_between(moment, starts, ends))
