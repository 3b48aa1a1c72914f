"""A due moment in the phone's calendar: when, "Call back", and nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from carerapp.domain.reminder import reminder
from forms.engine.uk_clock import uk

NOW = datetime(2026, 7, 1, 21, 5, 30, tzinfo=UTC)
DUE = datetime(2026, 7, 1, 23, 15, tzinfo=UTC)


def lines(due: datetime = DUE, now: datetime = NOW) -> list[str]:
    return reminder(due, now, "a1b2c3").decode("ascii").split("\r\n")


def test_the_file_is_this_one() -> None:
    """Its times are UTC, in summer too; each line ends as the standard says, and none is folded."""
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Call back", "TRIGGER:-PT{}M", "END:VALARM"]
    assert lines(uk(DUE), uk(NOW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Reminder//EN",
        "BEGIN:VEVENT",
        "UID:a1b2c3",
        "DTSTAMP:20260701T210530Z",
        "DTSTART:20260701T231500Z",
        "DURATION:PT5M",
        "SUMMARY:Call back",
        "CLASS:PRIVATE",
        *(line.format(minutes) for minutes in (30, 10, 0) for line in alarm),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert max(map(len, lines())) <= 75


def test_no_alarm_is_set_for_a_moment_that_is_over() -> None:
    """Twelve minutes before: ten minutes before, and the moment itself."""
    near = lines(now=DUE - timedelta(minutes=12))
    assert [line for line in near if line.startswith("TRIGGER")] == ["TRIGGER:-PT10M", "TRIGGER:-PT0M"]


def test_every_block_is_closed_in_order() -> None:
    """As a calendar reads it."""
    open_: list[str] = []
    for line in lines():
        if found := re.fullmatch(r"(BEGIN|END):(\w+)", line):
            if found[1] == "BEGIN":
                open_.append(found[2])
            else:
                assert open_.pop() == found[2]
    assert open_ == []
