"""A phone of 0.1.0: the two files of its browser's private file system, and what the page keeps beside them.

This stands for a phone that was installed with that version. The built app itself is not kept: it is served
again by the authority, and what it left on the phone is all that today's app meets there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.compatibility.files import SECRETS, expected
from tests.compatibility.opening import Device, phone_host, web_source

PHONE: dict[str, Any] = SECRETS["phone"]
PIP = PHONE["pip"]
OLA: str = SECRETS["home"]["children"]["ola"]
OPEN: str = SECRETS["episodes"]["ola_open"]


def test_it_opens_and_everything_in_it_is_as_it_was(device: Callable[[str], Device]) -> None:
    """With the PIN and the passkey's secret."""
    with device("phone").opened(PIP["pin"], PIP["id"]) as at:
        assert at.facts() == json.loads(expected("phone-facts.json"))
        assert at.logs() == expected("phone-logs.txt")


def test_it_goes_on_where_it_was(device: Callable[[str], Device]) -> None:
    """Opened by the device's own confirmation, written to, and opened by the PIN."""
    phone = device("phone")
    with phone.opened_by_the_device(PIP["id"], PHONE["confirmed"]) as at:
        at.write(OLA, OPEN, "Written today")
    with phone.opened(PIP["pin"], PIP["id"]) as at:
        new = [line for line in at.logs().splitlines() if line not in expected("phone-logs.txt").splitlines()]
        assert [line.partition(": ")[2] for line in new] == ["Written today"]
        assert at.facts()["damage"] == []


def test_what_the_page_keeps_is_understood() -> None:
    """The time that was kept on the first page; and that there were records, when they are gone."""
    since, lost = phone_host(PHONE["page"], vault_exists=True)
    assert since is not None
    assert (since.astimezone(UTC), lost) == (datetime(2026, 11, 21, 20, 31, tzinfo=UTC), False)
    assert phone_host(PHONE["page"], vault_exists=False)[1]
    assert phone_host({}, vault_exists=False) == (None, False)


def test_the_page_still_looks_where_the_first_version_kept_it() -> None:
    """The names under which a browser keeps things cannot be changed any more: phones have them."""
    names = {
        "first.js": ["'carerapp.not-seen-since'"],
        "services.js": ["'carerapp.not-seen-since'", "'carerapp.vault-made'"],
        "bridge/disk.js": ["['vault-0', 'vault-1']"],
        "sw.js": ["'carerapp state'"],
    }
    missing = [
        (file, name) for file, found in names.items() for name in found if name not in web_source(file)
    ]
    assert missing == []
