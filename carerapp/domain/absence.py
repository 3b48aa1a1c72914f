"""One absence and those before it, as the rules ask about them. Plain facts, no records.

None is "nobody said", for every one of them: it is never read as the value that makes a rule weaker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from carerapp.domain.uk_time import is_between, is_working_day, months_after, uk
from forms.engine.answers import NOT_KNOWN, is_not_known
from forms.engine.conditions import fact_words
from forms.engine.kinds.date import years_between
from forms.engine.three_values import Between
from forms.protocol import Counts, Setting

WINDOW = timedelta(days=90)
_HOUR = timedelta(hours=1)
#: what may be open in an earlier episode, as a case file names it
REPORTED, ENDED = "history.reported", "history.ended"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier episode. `ended` None: nobody wrote down when; `reported` None: nor whether."""

    started: datetime
    ended: datetime | None = None
    reported: bool | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """The episode that the rules are asked about."""

    unknown_since: datetime
    setting: Setting | None = None  # where the child lives; "external_activity": in care, and on a trip
    born: date | None = None
    looked_after: bool | None = None
    whereabouts: str = ""  # unknown, uncertain, known, found; "": nobody said
    contactable: bool | None = None
    at_risk: bool | None = None
    court_conditions: bool | None = None
    unaccompanied_asylum_seeker: bool | None = None
    out_overnight: bool | None = None
    reported_at: datetime | None = None
    returned_at: datetime | None = None
    back: bool = False  # somebody said that they are back, whether or not they wrote down when
    return_interview_at: datetime | None = None
    harmed_or_crime: bool | None = None
    placed_here: bool | None = None  # by another authority, under the protocol of this place
    placed_out: bool | None = None  # by this protocol's authority, where another's holds
    more: Mapping[str, object] = field(default_factory=dict)  # further facts: the carer's other answers

    def moment(self, name: str) -> datetime | None:
        """The moment that a rule's `from` names."""
        if name == "reported or unknown_since":
            return self.reported_at or self.unknown_since
        return {
            "unknown_since": self.unknown_since,
            "reported": self.reported_at,
            "returned": self.returned_at,
        }.get(name)

    def word(self, fact: str) -> bool | None:
        """The carer's own yes or no to a fact; None where there is none."""
        own = getattr(self, fact, None)
        words = fact_words(self.more.get(fact))
        return own if own is not None else True if "yes" in words else False if "no" in words else None

    @property
    def over(self) -> bool:
        """The child is found or back."""
        return self.returned_at is not None or self.whereabouts == "found"


def facts_at(
    absence: Absence, history: Sequence[Earlier], counts: Counts, now: datetime, confirmed: Mapping[str, str]
) -> dict[str, object]:
    """What was said and what is computed, by name; a fact that nobody said is not there, or None.

    `carerapp.domain.known` reads them. Windows end, and age is taken, when the child went missing.
    """
    facts: dict[str, object] = dict(absence.more)
    said = {
        "setting": absence.setting,
        "looked_after": absence.looked_after,
        "whereabouts": absence.whereabouts or None,
        "contactable": absence.contactable,
        "at_risk": absence.at_risk,
        "court_conditions": absence.court_conditions,
        "unaccompanied_asylum_seeker": absence.unaccompanied_asylum_seeker,
        "out_overnight": absence.out_overnight,
        "harmed_or_crime": absence.harmed_or_crime,
        "placed_here": absence.placed_here,
        "placed_out": False if absence.placed_here else absence.placed_out,
        "age": years_between(absence.born, uk(absence.unknown_since).date()) if absence.born else None,
    }
    facts |= {name: value for name, value in said.items() if value is not None}
    missing = max(min(now, absence.returned_at or now) - absence.unknown_since, timedelta())
    return facts | {
        "said_in_danger": _in_danger(absence.more.get("danger_answer")),
        "reported": absence.reported_at is not None,
        "returned": absence.returned_at is not None or absence.back,
        "interview_held": absence.return_interview_at is not None,
        "missing_hours": missing / _HOUR,
        "missing_over_24_hours": missing > 24 * _HOUR,
        "missing_before": bool(history),
        "out_of_hours": _out_of_hours(absence.reported_at, confirmed),
        **counters(absence, history, counts, now),
    }


def counters(
    absence: Absence, history: Sequence[Earlier], counts: Counts, now: datetime
) -> dict[str, object]:
    """The facts that count episodes: reported ones, or any. `Between` where the history leaves that open."""
    start = absence.unknown_since
    end = min(now, absence.returned_at or now)
    reported = absence.reported_at is not None
    this = counts == "any" or reported
    before = [e for e in history if e.started <= start]
    perhaps = [e for e in before if counts == "any" or e.reported is not False]
    counted = [e for e in perhaps if counts == "any" or e.reported]
    lately = [e for e in perhaps if e.started >= start - WINDOW]
    year = [e for e in before if e.started >= months_after(start, -12) and e.reported is not False]
    missing = max(end - start, timedelta()) / _HOUR if this else 0.0
    hours = (
        missing + sum(_hours(e, start, least=True) for e in counted),
        missing + sum(_hours(e, start, least=False) for e in perhaps),
    )
    return {
        "episodes_90": _number(sum(e in counted for e in lately) + this, len(lately) + this, REPORTED),
        "hours_90": _number(*hours, *_open_in(perhaps, counts)),
        "reports_12_months": _number(
            sum(bool(e.reported) for e in year) + reported, len(year) + reported, REPORTED
        ),
        "earlier_episodes": _number(len(counted), len(perhaps), REPORTED),
    }


def _number(least: float, most: float, *settled_by: str) -> object:
    return least if least == most else Between(least, most, settled_by)


def _open_in(episodes: Sequence[Earlier], counts: Counts) -> tuple[str, ...]:
    """What nobody said of these, as a case file names it."""
    reported = counts == "reported" and any(e.reported is None for e in episodes)
    ended = any(e.ended is None for e in episodes)
    return (*([REPORTED] if reported else []), *([ENDED] if ended else []))


def _hours(episode: Earlier, this: datetime, *, least: bool) -> float:
    """How many hours of it lie in the window before this one, which it cannot have outlasted."""
    ended = min(episode.ended or (episode.started if least else this), this)
    started = max(episode.started, this - WINDOW)
    return max(ended.astimezone(UTC) - started.astimezone(UTC), timedelta()) / _HOUR


def _in_danger(answer: object) -> bool:
    """A tap on the danger screen, which comes before all else: "Yes or not sure" is one answer there. That
    nobody tapped it is as the log shows it, like a report: the rules of that screen stand all the same."""
    return is_not_known(answer) or "yes_or_unsure" in fact_words(answer)


def _out_of_hours(moment: datetime | None, confirmed: Mapping[str, str]) -> object:
    """On a day that is no working day it is, whatever the hours are."""
    if moment is None:
        return NOT_KNOWN
    if not is_working_day(uk(moment).date()):
        return True
    starts, ends = confirmed.get("office_starts"), confirmed.get("office_ends")
    return not is_between(moment, starts, ends) if starts and ends else NOT_KNOWN
