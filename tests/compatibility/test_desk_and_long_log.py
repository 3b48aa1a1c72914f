"""A duty desk of 0.1.0, and a log of more than a thousand entries, which is sealed in segments."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.compatibility.files import SECRETS, expected
from tests.compatibility.opening import Device

LONG = SECRETS["long"]


def test_the_desk_reads_what_it_read(device: Callable[[str], Device]) -> None:
    """Every log, and the letter that is for it alone."""
    with device("desk").opened(SECRETS["desk"]["dee"]["pin"]) as at:
        assert at.facts() == json.loads(expected("desk-facts.json"))
        assert at.logs() == expected("desk-logs.txt")


def test_a_long_log_is_whole_and_goes_on(device: Callable[[str], Device]) -> None:
    """Every line of it, in a sealed segment and behind it; and one more of today."""
    long = device("long")
    long.clock.seconds = LONG["clock"]
    with long.opened(LONG["ada"]["pin"]) as at:
        assert at.facts() == json.loads(expected("long-facts.json"))
        at.write(LONG["child"], LONG["episode"], "Line 1031")
    with long.opened(LONG["ada"]["pin"]) as at:
        words = [line.partition(": ")[2] for line in at.logs().splitlines()[1:-1]]
        assert words == [
            "Started the log. Long isn't where they should be.",
            *(f"Line {n}" for n in range(1, 1032)),
        ]
        assert at.facts()["damage"] == []
