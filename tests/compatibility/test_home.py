"""A home's tablet, as 0.1.0 left it on an ordinary disk: two people, three children, every kind of entry."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.compatibility.files import RECORDED, SECRETS, expected
from tests.compatibility.opening import Device, command, screens, wait_after_wrong_pin
from tests.support.pins import NEW

HOME: dict[str, Any] = SECRETS["home"]
ADA, BEN, CAS = HOME["ada"], HOME["ben"], HOME["cas"]
OLA: str = HOME["children"]["ola"]
OPEN: str = SECRETS["episodes"]["ola_open"]

TOPICS = [
    "acknowledged",
    "call",
    "captured",
    "child_phoned",
    "clock",
    "copy",
    "danger",
    "decided",
    "dialled",
    "exported",
    "handed_over",
    "left_device",
    "looked",
    "note",
    "photo",
    "refused",
    "restricted",
    "same_night",
    "shift",
    "together",
    "told",
]


@pytest.fixture
def home(device: Callable[[str], Device]) -> Device:
    return device("home")


def test_it_opens_and_everything_in_it_is_as_it_was(home: Device) -> None:
    """Children, people, every photo, what waits, what was erased; each line of each log; what is due."""
    with home.opened(ADA["pin"], ADA["id"]) as at:
        assert at.facts() == json.loads(expected("home-facts.json"))
        assert at.logs() == expected("home-logs.txt")
        assert at.due() == json.loads(expected("home-due.json"))


def test_every_note_would_be_stored_as_it_is(home: Device) -> None:
    """Each topic that 0.1.0 could write: read and written anew, it is the same JSON."""
    with home.opened(ADA["pin"], ADA["id"]) as at:
        notes = at.written_anew()
    assert {field for stored, _ in notes for field in stored} >= set(TOPICS)
    assert [(stored, today) for stored, today in notes if stored != today] == []


def documents(said: str) -> list[tuple[str, list[str]]]:
    """Each one's title and words, without the pages' numbers."""
    said = re.sub(r"Page \d+ of \d+", "", said)
    parts = (part.partition("\n") for part in f"\n{said}".split("\n# ")[1:])
    return [(title, words.split()) for title, _, words in parts]


def test_every_document_has_the_same_words(home: Device) -> None:
    """Those that were kept have the same. In those that are made today stands still what stood there, in that
    order: the officer's copy has a page more in front."""
    with home.opened(ADA["pin"], ADA["id"]) as at:
        made, then = documents(at.papers()), documents(expected("home-papers.txt"))
    assert [title for title, _ in made] == [title for title, _ in then]
    for (title, words), (_, before) in zip(made, then, strict=True):
        if ": kept " in title:
            assert words == before, title
        now = iter(words)
        assert [word for word in before if word not in now] == [], title


def test_it_reopens_on_the_screen_where_it_was_left(home: Device) -> None:
    """What waits since it was locked comes first, then the note that was half typed, then the log. What stood
    on these screens stands there still, in that order."""
    taps = ["Back to children", "Back to what to do", "Back to what to do"]
    now = iter(screens(home, "AE(", ADA["pin"], taps).splitlines())
    missing = [line for line in expected("home-screens.txt").splitlines() if line not in now]
    assert missing == []


def test_each_person_gets_in_and_who_was_removed_does_not(home: Device) -> None:
    """Ben's wrong PINs still count: two were given then, so the third from now costs a wait."""
    waits = [wait_after_wrong_pin(home, "000000", BEN["id"]) for _ in range(3)]
    assert waits == [0, 0, 30]
    home.clock.seconds += 31
    with home.opened(BEN["pin"], BEN["id"]) as at:
        assert at.signed_in == BEN["name"]
    with home.opened(ADA["pin"], ADA["id"]) as at:
        assert at.signed_in == ADA["name"]
    assert wait_after_wrong_pin(home, CAS["pin"], CAS["id"]) == 0
    assert command("people", "--data", str(home.folder), pin=ADA["pin"]) == expected("home-people.txt")


@pytest.mark.parametrize("way", ["recovery code", "owner's key"])
def test_the_ways_in_without_a_pin_give_a_new_one(home: Device, way: str) -> None:
    """The code on the recovery sheet, and the owner's key file; the new PIN opens the same records."""
    if way == "recovery code":
        opening = home.opened_with_code(HOME["recovery_code"])
    else:
        opening = home.opened_by_owner(RECORDED / "owners-recovery-key.txt")
    with opening as at:
        at.new_pin(NEW, "New Example (invented)")
    with home.opened(NEW) as at:
        assert at.signed_in == "New Example (invented)"
        assert at.logs() == expected("home-logs.txt")


def test_it_goes_on_where_it_was(home: Device) -> None:
    """An entry of today stands behind the recorded ones, what waits is put in, and a person can be
    removed."""
    with home.opened(BEN["pin"], BEN["id"]) as at:
        at.write(OLA, OPEN, "Written today")
        at.put_in_captured(OLA)
    with home.opened(ADA["pin"], ADA["id"]) as at:
        at.remove(BEN["id"])
        at.write(OLA, OPEN, "Written after Ben had left")
    with home.opened(ADA["pin"], ADA["id"]) as at:
        old, new = expected("home-logs.txt").splitlines(), at.logs().splitlines()
        assert [line for line in old if line not in new] == []
        added = [line.partition(": ")[2] for line in new if line not in old]
        assert added == [
            "Put in what was written while the app was locked, by Night staff (invented).",
            "Window upstairs is open",
            "CCTV: done.",
            "Search outside: couldn’t.",
            "Added a photo.",
            "Written today",
            "Written after Ben had left",
        ]
        said = at.facts()
        assert (said["damage"], said["captured"]) == ([], [])
        assert [child["forged"] for child in said["children"]] == [[], [], []]


@pytest.mark.parametrize(
    "files", ["keys", "records-2", "kept/*", "captured/log", "children/*/journal-*", "children/*/photo-*"]
)
def test_a_byte_that_was_changed_is_noticed(home: Device, files: str) -> None:
    """The check behind the tests above: nothing that is wrong in the files looks as it was recorded."""
    file = min(home.folder.glob(files))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with home.opened(ADA["pin"], ADA["id"]) as at:
        assert at.facts() != json.loads(expected("home-facts.json"))
