"""The picture of a child's earlier episodes: which days, which hours, how long, how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from carerapp.domain.absence import WINDOW, Earlier
from carerapp.domain.uk_time import on_clock, uk
from forms.engine.conditions import Tree
from forms.protocol import Protocol

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = ("night", "morning", "afternoon", "evening")  # from 0:00, 6:00, 12:00 and 18:00
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hours away. `week[weekday][part]` over all episodes; `calendar` by day, of the last 90 days."""

    week: tuple[tuple[float, ...], ...]
    calendar: tuple[tuple[date, float], ...]
    episodes_90: int
    hours_90: float
    longest: timedelta

    @property
    def usual(self) -> tuple[int, int] | None:
        """The weekday and part of the day in which the child was away longest; None when never."""
        found = [(h, d, p) for d, row in enumerate(self.week) for p, h in enumerate(row)]
        most = max(found)
        return (most[1], most[2]) if most[0] > 0 else None


def pattern(history: Sequence[Earlier], now: datetime, protocol: Protocol) -> Pattern:
    """Of these episodes, as they stand at `now`. Counted as the protocol counts."""
    spans = [(e.started, min(e.ended or e.started, now)) for e in history]
    week = [[0.0] * len(PARTS) for _ in DAYS]
    by_day: dict[date, float] = {}
    for start, end in spans:
        for day, part, hours in _pieces(start, end):
            week[day.weekday()][part] += hours
            by_day[day] = by_day.get(day, 0.0) + hours
        by_day.setdefault(uk(start).date(), 0.0)
    counted = [(e, s) for e, s in zip(history, spans, strict=True) if protocol.counts == "any" or e.reported]
    lately = [e for e, _ in counted if e.started >= now - WINDOW]
    hours = (
        sum(max((end - max(start, now - WINDOW)).total_seconds(), 0) for _, (start, end) in counted) / 3600
    )
    today = uk(now).date()
    calendar = tuple((day, by_day.get(day, -1.0)) for n in range(89, -1, -1) if (day := today - n * _DAY))
    longest = max((end - start for start, end in spans), default=timedelta())
    return Pattern(tuple(map(tuple, week)), calendar, len(lately), hours, longest)


def _pieces(start: datetime, end: datetime) -> list[tuple[date, int, float]]:
    """The time between two moments, cut at the quarters of the day: (day, part, hours)."""
    pieces = []
    at = start
    while at < end:
        local = uk(at)
        part = local.hour // 6
        following = (
            on_clock(local.date() + _DAY, "00:00")
            if part == 3
            else on_clock(local.date(), f"{part * 6 + 6:02}:00")
        )
        upto = min(end, following)
        pieces.append((local.date(), part, (upto - at).total_seconds() / 3600))
        at = upto
    return pieces


def thresholds(protocol: Protocol) -> tuple[int, ...]:
    """The numbers of episodes in 90 days at which the protocol asks for something: 3, 5, 9."""
    found = {n for rule in protocol.time_rules if rule.when for n in _numbers(rule.when.tree)}
    return tuple(sorted(found))


def _numbers(tree: Tree) -> list[int]:
    match tree:
        case ("than", ">=", "episodes_90", float(number)):
            return [int(number)]
        case (_, *parts):
            return [n for part in parts if isinstance(part, tuple) for n in _numbers(part)]
    return []
