"""One version before and one after: messages that were recorded once are still understood, and new fields do
no harm."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from sync.conversation import Request, run_sync
from sync.errors import RequestRejected
from sync.messages import Pulled, Push, Pushed, decode_pulled, decode_push, decode_pushed, encode
from tests.support.endpoint.authority import CHILD, Authority, until_idle

RECORDED = json.loads(Path(__file__).with_name("wire_1.json").read_text())
READ: dict[str, Callable[[bytes], Push | Pushed | Pulled]] = {
    "push": decode_push,
    "pushed": decode_pushed,
    "pulled": decode_pulled,
}


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_messages_of_wire_1_are_understood_and_written_the_same(name: str) -> None:
    """What an endpoint or a device of that version sends, to the byte."""
    data = RECORDED[name].encode()
    assert encode(READ[name](data)) == data


def newer(body: bytes) -> bytes:
    """As a later version would send it."""
    raw = json.loads(body)
    raw.update(wire=2, shape_of_things={"to": "come"})
    for part in ("entries", "receipts"):
        for one in raw.get(part, []):
            one["added_later"] = True
    return json.dumps(raw).encode()


def test_a_newer_device_works_with_this_endpoint(authority: Authority) -> None:
    """It adds fields and a higher number, and gets its receipts."""
    device, other = authority.enrolled(), authority.enrolled()
    device.write(b"one", b"two")
    client, wire = device.client()._client, device.wire()
    while client.state.feed(CHILD).done < 2:
        run_sync(client.turn(), lambda r: wire(Request(r.method, r.path, newer(r.body) if r.body else b"")))
    until_idle(other)
    assert [entry.payload for entry in other.got] == [b"one", b"two"]


def test_a_newer_endpoint_works_with_this_device(authority: Authority) -> None:
    """Its added fields and its higher number are no reason to stop."""
    device, other = authority.enrolled(), authority.enrolled()
    other.write(b"theirs")
    until_idle(other)
    device.write(b"one", b"two")
    client, wire = device.client()._client, device.wire()
    while run_sync(client.turn(), lambda r: newer(wire(r))) <= 0:
        assert client.state.last_trouble == ""
    assert client.state.feed(CHILD).done == 2
    assert [entry.payload for entry in device.got] == [b"theirs"]


def test_a_reader_that_does_not_say_how_many_it_takes_gets_as_many_as_the_first_ones_took(
    authority: Authority,
) -> None:
    """Two hundred entries, and word that there is more."""
    device, old = authority.enrolled(), authority.enrolled()
    device.write(*(b"%d" % n for n in range(450)))
    until_idle(device)
    page = old.pull()
    assert len(page.entries) == 200
    assert page.more


def test_an_endpoint_of_the_first_version_takes_two_hundred_at_a_time(authority: Authority) -> None:
    """It refuses a longer message; shorter ones follow by themselves."""
    device = authority.enrolled()
    device.write(*(secrets.token_bytes(500) for _ in range(900)))
    client, wire = device.client()._client, device.wire()

    def first(request: Request) -> bytes:
        if request.body and len(json.loads(request.body)["entries"]) > 200:
            raise RequestRejected(400, "broken_message")
        return wire(request)

    for _ in range(60):
        client.state = replace(client.state, not_before=0.0)
        run_sync(client.turn(), first)
    assert client.state.feed(CHILD).done == 900
    assert client.state.feed(CHILD).set_aside == ()


def test_the_endpoint_says_which_versions_it_understands(authority: Authority) -> None:
    """The oldest is not above the newest."""
    said = requests.get(f"{authority.base}/version", timeout=5).json()
    assert said["oldest"] <= said["wire"]
