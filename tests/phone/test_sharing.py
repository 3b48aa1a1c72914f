"""A phone in a browser, and a real endpoint: connected by its own screens, it sends what is written with no computer
between them but the authority's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys.desk import EndpointProcess
from tests.journeys.walk import Walk
from tests.phone.conftest import NewPhone
from tests.phone.server import Server


@pytest.fixture
def endpoint(tmp_path: Path, server: Server) -> Iterator[EndpointProcess]:
    made = EndpointProcess(
        tmp_path / "endpoint", "--name", urlsplit(server.url).netloc, port=server.endpoint_port
    )
    made.start()
    yield made
    made.stop()


def test_a_phone_connects_sends_and_says_what_is_received(
    new_phone: NewPhone, with_child: Path, endpoint: EndpointProcess, server: Server
) -> None:
    """Offline it says what is on the phone only; once the endpoint answers, what is received; nowhere else is asked."""
    phone = new_phone(with_child)
    phone.start()
    walk = Walk(phone.open_app())
    walk.unlock()
    screen = walk.screen
    screen.tap("Connect with your authority")
    screen.tap("Connect with an authority")
    screen.type("Address and code", f"{server.url} {endpoint.code('A phone')}")
    screen.tap("Connect", exact=True)
    screen.see("Not let in yet", timeout=60)
    endpoint.let_in()
    screen.tap("Send and fetch now")
    screen.see(re.compile("^Received: [0-9]+ entries"), timeout=90)
    endpoint.stop()
    screen.tap("Back to children")
    walk.start()
    walk.note("Bag is gone")
    screen.see(re.compile("On this device only: [0-9]+ entries"), timeout=60)
    endpoint.start()
    screen.see_no(re.compile("On this device only"), timeout=120)
    screen.see(re.compile("Received by .*: [0-9]+ entries"))
    assert phone.heard.outside == []
