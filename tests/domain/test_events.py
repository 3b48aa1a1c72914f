"""A stored entry is read up to its limits, and not beyond them."""

from __future__ import annotations

from typing import Any

import pytest

from carerapp.domain.events import BrokenEvent, Event
from carerapp.domain.new_event import NewEvent
from tests.support.entries import stored

HONEST = stored(1, "abcdef01", "ab" * 8)
#: the form, author, run and stamp of an entry share 400 letters
ROOM = 400 - len("ab" * 8) - len(str(HONEST["hlc"]))


@pytest.mark.parametrize(
    ("part", "most", "beyond"),
    [
        ("id", "x", ""),
        ("id", "x" * 200, "x" * 201),
        ("record", "x", ""),
        ("record", "x" * 200, "x" * 201),
        ("field", "", None),
        ("field", "x" * 400, "x" * 401),
        ("form", "x" * ROOM, "x" * (ROOM + 1)),
        ("run", "x" * (ROOM - len("common/profile@1")), "x" * (ROOM - len("common/profile@1") + 1)),
        ("reason", "x" * 10_000, None),
        ("reason", "", 1),
        ("utc_offset", 26 * 60, 26 * 60 + 1),
        ("utc_offset", -26 * 60, -26 * 60 - 1),
        ("utc_offset", 0, 0.0),
        ("run_ms", 0, -1),
        ("run_ms", 2**53 - 1, 2**53),
        ("written_at", "1900-01-01T00:00:00+00:00", "1899-12-31T23:59:59+00:00"),
        ("written_at", "2199-12-31T23:59:59+00:00", "2200-01-01T00:00:00+00:00"),
        ("happened_at", "1900-01-01T00:00:00+00:00", "1899-12-31T23:59:59+00:00"),
        ("happened_at", "2199-12-31T23:59:59+00:00", "2200-01-01T00:00:00+00:00"),
        ("happened_at", "2026-11-20T22:00:00+00:00", "2026-11-20T22:00:00"),
        ("supersedes", ["x"] * 1_000, ["x"] * 1_001),
        ("supersedes", ["x", "y"], ["x", 1]),
        ("kind", "a" + "b" * 39, "a" + "b" * 40),
    ],
)
def test_a_part_is_taken_up_to_its_limit(part: str, most: Any, beyond: Any) -> None:
    """The last that is taken, and the first that is not."""
    document = {**HONEST, part: most}
    read = Event.from_json(document).to_json()
    assert {**read, "kind": document["kind"]} == document
    with pytest.raises(BrokenEvent, match=r"can't be read by this version of the app\.$"):
        Event.from_json({**HONEST, part: beyond})


@pytest.mark.parametrize("part", [part for part in HONEST if part not in ("run", "run_ms")])
def test_an_entry_without_one_of_its_parts_is_broken(part: str) -> None:
    """But for the two that the oldest entries do not have: those read as not known."""
    with pytest.raises(BrokenEvent):
        Event.from_json({name: value for name, value in HONEST.items() if name != part})
    oldest = {name: value for name, value in HONEST.items() if name not in ("run", "run_ms")}
    found = Event.from_json(oldest)
    assert (found.run, found.run_ms) == ("", 0)


def test_a_record_says_under_which_version_of_the_rules_it_begins() -> None:
    """The file format, literally; where no version is known it says nothing."""
    assert NewEvent.opening(3).value == {"rules": 3}
    assert NewEvent.opening(0).value == {"rules": 0}
    assert NewEvent.opening().value is None
