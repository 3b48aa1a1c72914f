"""A phone in a browser, and a real endpoint: connected by its own screens, it sends what is written with no
computer between them but the authority's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from carerapp.bootstrap import AUTHORITIES
from tests.phone.conftest import NewPhone
from tests.support.browser.killing import shown
from tests.support.browser.screen import Screen
from tests.support.browser.walk import Walk
from tests.support.endpoint.process import EndpointProcess
from tests.support.phone.server import Server

pytestmark = pytest.mark.in_turn

SHIPPED, NEWER = "V5 June 19", "V6 of the test"


@pytest.fixture
def endpoint(tmp_path: Path, server: Server) -> Iterator[EndpointProcess]:
    made = EndpointProcess(
        tmp_path / "endpoint", "--name", urlsplit(server.url).netloc, port=server.endpoint_port
    )
    made.start()
    yield made
    made.stop()


def newer_rules(folder: Path) -> Path:
    """What an administrator has: Hertfordshire's rules under another version's name."""
    copy = folder / "rules"
    shutil.copytree(AUTHORITIES / "hertfordshire", copy)
    text = (copy / "protocol.toml").read_text("utf-8")
    assert SHIPPED in text
    (copy / "protocol.toml").write_text(text.replace(f'"{SHIPPED}"', f'"{NEWER}"'), "utf-8")
    return copy


def test_a_phone_connects_sends_and_says_what_is_received(
    new_phone: NewPhone, with_child: Path, endpoint: EndpointProcess, server: Server, tmp_path: Path
) -> None:
    """Offline it says what is on the phone only; once the endpoint answers, what is received; nowhere else is
    asked. Rules that the authority sends outlast the battery, and are used for what begins after this
    episode."""
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
    endpoint.said("policy", "--serves", "hertfordshire")
    endpoint.said("pack", "--folder", str(newer_rules(tmp_path)))
    to_children(screen)
    screen.tap(re.compile("^Shared with the authority"))
    screen.tap("Send and fetch now")
    screen.see(re.compile("rules version 1 are used"), timeout=90)
    assert phone.heard.outside == []
    phone.kill()
    server.stop()
    phone.start()
    again = Walk(phone.open_app())
    again.unlock()
    again.screen.see("Shared with the authority")
    to_children(again.screen)
    see_rules(again.screen, SHIPPED)  # those that the episode began with
    again.screen.tap(re.compile("^Go on"))
    again.found()
    again.close()
    see_rules(again.screen, NEWER)


def to_children(screen: Screen) -> None:
    while (where := shown(screen)) != "children":
        screen.tap(re.compile("^Back to "))
        screen.until(lambda was=where: shown(screen) != was, "Back led nowhere")  # type: ignore[misc]


def see_rules(screen: Screen, version: str) -> None:
    screen.tap("Forms and procedure")
    screen.tap("Read the procedure")
    screen.see(re.compile(version))
    screen.tap("Back to the forms")
    screen.see("Read the procedure")
    screen.tap(re.compile("^Back to "))
    screen.see("Add a child")
