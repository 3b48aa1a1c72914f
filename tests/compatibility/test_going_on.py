"""Devices of 0.1.0 go on with the endpoint of 0.1.0, both under today's code: nothing is lost, nothing is
doubled."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.compatibility.answering import Endpoint
from tests.compatibility.files import SECRETS, Clock, expected, unpacked
from tests.compatibility.opening import Device

PINS = {
    "home": SECRETS["home"]["ada"]["pin"],
    "phone": SECRETS["phone"]["pip"]["pin"],
    "desk": SECRETS["desk"]["dee"]["pin"],
}
OLA: str = SECRETS["home"]["children"]["ola"]
OPEN: str = SECRETS["episodes"]["ola_open"]
WAITED = [
    "Seen at the station, says a friend",
    "Written on the phone, not sent yet",
    "Written on the tablet, not sent yet",
    "Sent an entry to the authority alone. It can be read nowhere else.",
]


@pytest.fixture
def endpoint(tmp_path: Path, clock: Clock) -> Iterator[Endpoint]:
    made = Endpoint(unpacked("endpoint", tmp_path), clock)
    yield made
    made.close()


def test_what_waited_arrives_once(device: Callable[[str], Device], endpoint: Endpoint, clock: Clock) -> None:
    """On every device and at the endpoint, as it came about when 0.1.0 went on; what was refused goes once
    more."""
    devices = {name: device(name) for name in PINS}
    for name in ("home", "phone"):
        with devices[name].opened(PINS[name]) as at:
            at.sync(endpoint.wire)
    clock.seconds += 60
    for name in PINS:
        with devices[name].opened(PINS[name]) as at:
            at.sync(endpoint.wire)
            if name == "home":
                at.send_again()
                at.sync(endpoint.wire)
            assert at.facts() == json.loads(expected(f"{name}-after-sync.json"))
            log = Counter(line.partition(": ")[2] for line in at.log(OLA, OPEN).splitlines())
            assert [log[words] for words in WAITED] == [1, 1, 1, 2], name
    entries = Counter(endpoint.rows("select device, stream, seq from entries"))
    assert (len(entries), max(entries.values())) == (166, 1)
    assert endpoint.counts()["letters"] == 2


def test_who_read_before_goes_on_and_is_asked_about_once(
    device: Callable[[str], Device], endpoint: Endpoint
) -> None:
    """A home with two devices and a desk: nothing stops, no key is sealed anew, and a yes ends the question;
    the desk asks nobody."""
    devices = {name: device(name) for name in PINS}
    sealed = endpoint.rows("select device, stream, sealed from grants order by 1, 2")
    for name in ("home", "phone"):
        with devices[name].opened(PINS[name]) as at:
            at.sync(endpoint.wire)
            asked = at.asked()
            assert [(who, waits) for who, waits, _ in asked] == [("desk", []), ("home", [])], name
            assert all(OLA in reads for _, _, reads in asked)
            at.says_yes()
            at.write(OLA, OPEN, f"Written today on the {name}")
            at.sync(endpoint.wire)
            assert at.asked() == []
        with devices[name].opened(PINS[name]) as at:
            at.sync(endpoint.wire)
            assert at.asked() == []
    with devices["desk"].opened(PINS["desk"]) as at:
        at.sync(endpoint.wire)
        assert at.asked() == []
        log = at.log(OLA, OPEN)
        assert ("Written today on the home" in log, "Written today on the phone" in log) == (True, True)
    assert endpoint.rows("select device, stream, sealed from grants order by 1, 2") == sealed


def test_today_goes_on_after_it(device: Callable[[str], Device], endpoint: Endpoint) -> None:
    """What is written today goes through the recorded endpoint to every other device. Fetched once more from
    the very beginning, nothing stands there twice."""
    devices = {name: device(name) for name in PINS}
    for name in ("home", "phone"):
        with devices[name].opened(PINS[name]) as at:
            at.write(OLA, OPEN, f"Written today on the {name}")
            at.sync(endpoint.wire)
    counts = []
    for name in ("home", "desk", *PINS):
        with devices[name].opened(PINS[name]) as at:
            at.fetch_all_again()
            at.sync(endpoint.wire)
            counts.append(endpoint.counts()["entries"])
            if len(counts) < 3:
                continue
            log = Counter(line.partition(": ")[2] for line in at.log(OLA, OPEN).splitlines())
            assert (log["Written today on the home"], log["Written today on the phone"]) == (1, 1), name
            said = at.facts()
            assert [found for child in said["children"] for found in child["forged"]] == []
            assert said["authorities"][0]["trouble"] == ""
    assert counts == [168] * 5
