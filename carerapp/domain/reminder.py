"""A due moment for the phone's own calendar (RFC 5545), which rings with the app closed.

Whoever reads a calendar reads it: it says "Call back" and when. No child's name, no reason, no rule, and no
id of ours. Nothing in it varies but times and its own random name: nothing has to be escaped or folded.
"""

from __future__ import annotations

from datetime import UTC, datetime

from carerapp.settings import REMIND_BEFORE_MINUTES, REMINDER_LASTS_MINUTES

WORDS = "Call back"
FILE_NAME = "reminder.ics"


def reminder(due: datetime, now: datetime, name: str) -> bytes:
    """``due``, ``now``: aware; ``name``: random letters and digits, so that two reminders are two. Alarms
    ring some minutes before, as far as they are still to come, and at the moment itself."""
    ahead = (due - now).total_seconds() / 60
    before = [minutes for minutes in REMIND_BEFORE_MINUTES if minutes < ahead]
    alarms = [line for minutes in before for line in _alarm(minutes)]
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Reminder//EN",
        "BEGIN:VEVENT",
        f"UID:{name}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(due)}",
        f"DURATION:PT{REMINDER_LASTS_MINUTES}M",
        f"SUMMARY:{WORDS}",
        "CLASS:PRIVATE",
        *alarms,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines).encode("ascii")


def _alarm(minutes: int) -> tuple[str, ...]:
    trigger = f"TRIGGER:-PT{minutes}M"
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{WORDS}", trigger, "END:VALARM")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
