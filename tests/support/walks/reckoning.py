"""What the entries on the disk come to, reckoned by itself from their JSON: when a child is gone since,
reported, found, over; and how a time is said. It shares no line of code with what it checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Entry = Mapping[str, Any]
LONDON = ZoneInfo("Europe/London")
_MINUTE = timedelta(minutes=1)


def told(entries: Iterable[Entry], record: str, field: str, *, been: bool = False) -> datetime | None:
    """The newest answer to a question of when; None where it was never given, or cleared since."""
    answers = [
        e
        for e in entries
        if e["record"] == record and e["field"] == field and e["kind"] in ("answer", "correct")
    ]
    for entry in sorted(answers, key=lambda e: (e["hlc"], e["id"]), reverse=True):
        value = entry["value"]
        if value in (None, "", [], {}):
            return None
        moment = _moment(value)
        if moment and not (been and moment > _utc(entry["written_at"]) + _MINUTE):
            return moment
    return None


def _moment(value: object) -> datetime | None:
    """A moment as it is stored; anything else was typed and could not be read."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.astimezone(UTC) if found and found.tzinfo else None


def _utc(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC)


def same(entries: Iterable[Entry], record: str) -> set[str]:
    """The records of the episode that this one belongs to: two devices began it, and neither is closed, or an
    entry says that they are one."""
    begun = {e["record"]: {e["record"]} for e in entries if e["kind"] == "open" and "/episode@" in e["form"]}
    for e in entries:
        if e["field"] == "same_night":
            both = begun[e["record"]].union(*(begun[other] for other in e["value"]["records"]))
            begun |= dict.fromkeys(both, both)
    closed = {e["record"] for e in entries if e["field"] == "closed_reason" and e["value"]}
    running = [group for group in begun.values() if not group & closed]
    return set().union(*running) if begun[record] in running else begun[record]


@dataclass(frozen=True)
class Reckoned:
    """One episode."""

    since: datetime
    reported: datetime | None
    found: datetime | None
    said: bool = True  # since when; else it is the moment of a tap
    seen: datetime | None = None

    @staticmethod
    def of(entries: Iterable[Entry], record: str) -> Reckoned:
        """From the raw entries of the child."""
        entries = list(entries)
        one = same(entries, record)
        entries = [{**e, "record": record} if e["record"] in one else e for e in entries]
        opened = min(
            (e for e in entries if e["record"] == record and e["kind"] == "open"), key=lambda e: str(e["hlc"])
        )
        since = told(entries, record, "unknown_since", been=True)
        return Reckoned(
            since or _utc(opened["written_at"]),
            told(entries, record, "reported_at"),
            told(entries, record, "found_at"),
            since is not None,
            told(entries, record, "last_seen_at", been=True),
        )


def elapsed(start: datetime, end: datetime) -> str:
    """'25 min', '1 h 25 min', '2 days 3 h'."""
    minutes = max(0, int((end - start).total_seconds()) // 60)
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days:
        return f"{days} day{'' if days == 1 else 's'} {hours} h"
    return f"{hours} h {minutes % 60:02d} min" if hours else f"{minutes} min"


def london(moment: datetime, now: datetime) -> str:
    """22:40 in the United Kingdom, with the day where it is not today's, and which of two hours it was."""
    local, today = moment.astimezone(LONDON), now.astimezone(LONDON)
    hour = f"{local:%H:%M}"
    other = local.replace(fold=1 - local.fold)
    if other.astimezone(UTC) != local.astimezone(UTC) and _shows(other) == _shows(local):
        hour += f" ({'after' if local.fold else 'before'} the clocks went back)"
    if local.date() == today.date():
        return hour
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {local:%b}{year} {hour}"


def _shows(moment: datetime) -> datetime:
    """What a wall clock there shows at this very moment."""
    return moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None, fold=0)


def beside(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """' (23:40 here)' on a device whose clock is another one now; "" at home."""
    if now.astimezone(zone).utcoffset() == now.astimezone(LONDON).utcoffset():
        return ""
    own, local = moment.astimezone(zone), moment.astimezone(LONDON)
    day = "" if own.date() == local.date() else f" on {own.day} {own:%B}"
    return f" ({own:%H:%M}{day} here)"
