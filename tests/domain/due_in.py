"""A child in foster care of whom all is known but where they are: what is due, so long after the start."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.duties import Duty, DutyState, duties
from forms.packaged import load_protocol

START = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)  # a Sunday
SECOND = timedelta(seconds=1)
ALL_KNOWN: dict[str, Any] = {
    "setting": "foster",
    "born": date(2010, 1, 1),
    "looked_after": True,
    "whereabouts": "unknown",
    "contactable": False,
    "at_risk": False,
    "court_conditions": False,
    "unaccompanied_asylum_seeker": False,
    "out_overnight": False,
    "harmed_or_crime": False,
    "placed_here": False,
    "placed_out": False,
    "more": {"external_activity": "no", "significant_concern": "no"},
}
NIGHT = {"overnight_starts": "23:00", "overnight_ends": "06:00"}
#: rules that hold from a length of time after the start: (pack, that length, further facts)
ELAPSED: dict[str, tuple[str, timedelta, dict[str, Any]]] = {
    "LIV-T1": ("liverpool", timedelta(hours=6), {}),
    "LIV-T6": ("liverpool", timedelta(hours=72), {"reported_at": START}),
    "LIV-T7": ("liverpool", timedelta(hours=48), {}),
    "LIV-T8": ("liverpool", timedelta(days=3), {"reported_at": START}),
    "LIV-T18": ("liverpool", timedelta(hours=24), {"reported_at": START}),
    "LIV-T19": ("liverpool", timedelta(days=14), {"reported_at": START}),
    "STS-T5": ("staffordshire_stoke", timedelta(hours=48), {}),
    "STS-T6": ("staffordshire_stoke", timedelta(days=3), {}),
    "STS-T8": ("staffordshire_stoke", timedelta(days=28), {"reported_at": START}),
    "SOT-T5": ("stoke_on_trent_2016", timedelta(days=3), {}),
    "POR-T5": ("portsmouth", timedelta(hours=24), {"setting": "home", "reported_at": START}),
    "POR-T8": ("portsmouth", timedelta(hours=48), {"reported_at": START}),
    "POR-T10": ("portsmouth", timedelta(days=7), {"setting": "home", "reported_at": START}),
    "POR-T11": ("portsmouth", timedelta(days=7), {"reported_at": START}),
    "POR-T12": ("portsmouth", timedelta(days=7), {}),
    "HER-T5": ("hertfordshire", timedelta(hours=24), {"reported_at": START}),
}
PRESSING = (DutyState.NOW, DutyState.OVERDUE)


def due(
    pack: str,
    after: timedelta,
    *,
    history: list[Earlier] | None = None,
    confirmed: dict[str, str] | None = None,
    start: datetime = START,
    **facts: Any,
) -> dict[str, Duty]:
    """The duties this long after the start, by rule: of a child in foster care of whom all is known but where
    they are, unless `facts` says otherwise."""
    absence = Absence(start, **(ALL_KNOWN | facts))
    return {d.rule: d for d in duties(absence, history or [], load_protocol(pack), start + after, confirmed)}


def before(days: float, *, reported: bool = True, hours: float = 3) -> Earlier:
    """An earlier episode, this many days before the start."""
    started = START - timedelta(days=days)
    return Earlier(started, started + timedelta(hours=hours), reported)
