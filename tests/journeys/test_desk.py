"""A carer compares the desk's number, logs with no signal, reconnects; the desk sees it and acknowledges; the
carer is told by whom. Locked, the desk says that there is more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen
from tests.support.browser.walk import EMERGENCY, Walk, faults
from tests.support.endpoint.process import connect, serving

pytestmark = pytest.mark.in_turn


def test_logged_offline_sent_seen_and_acknowledged(browser: Browser, tmp_path: Path) -> None:
    """Two browsers, two vaults, one endpoint; no screen claims more than is known, or lacks 999."""
    found: dict[str, list[str]] = {}
    with (
        serving(tmp_path / "endpoint") as endpoint,
        QuickApp(set_up(tmp_path / "carer")) as app,
        QuickApp(set_up(tmp_path / "desk", name="Dee Example", child=False)) as desk_app,
    ):
        endpoint.said(
            "policy",
            "--name",
            "Example authority",
            "--acknowledge-minutes",
            "15",
            "--ring",
            "Duty team=01632 960001",
        )

        def looker(screen: Screen):  # type: ignore[no-untyped-def]
            def look(name: str) -> None:
                emergency = ("Yes or not sure: call 999",) if name == "danger" else EMERGENCY
                if wrong := faults(screen, emergency=emergency):
                    found[name] = wrong

            return look

        carer, desk = QuickScreen(browser, app.url), QuickScreen(browser, desk_app.url)
        at_home, at_desk = Walk(carer, looker(carer)), Walk(desk, looker(desk))
        at_home.unlock()
        connect(at_home, endpoint, endpoint.code("Example House"), at_home.arrived)
        at_desk.unlock()
        connect(at_desk, endpoint, endpoint.code("Duty desk", "--desk"), at_desk.arrived)
        carer.tap("Send and fetch now")
        carer.see(re.compile("^Received: [0-9]+ entries"), timeout=60)
        carer.see("The duty desk can’t read this yet", timeout=120)
        at_home.arrived("who may read")
        carer.tap("It is the same: let it read")
        carer.see(re.compile("can read Example since"), timeout=60)
        at_home.arrived("shared")
        endpoint.stop()
        carer.tap("Back to children")
        at_home.start()
        at_home.note("Bag is gone")
        carer.see(re.compile("On this device only: [0-9]+ entries"))
        at_home.arrived("episode, not sent")
        endpoint.start()
        carer.see(re.compile(r"Received by Example authority: [0-9]+ entries"), timeout=120)
        carer.see_no(re.compile("On this device only"), timeout=120)  # the pause after failures may be long
        carer.see("Not seen by a person there yet")
        at_home.arrived("episode, received")
        desk.tap("Back to the desk")
        desk.see(re.compile("Example Child"), timeout=120)
        desk.see("Nobody at the desk has seen this yet")
        at_desk.arrived("desk")
        desk.tap("Read and acknowledge")
        desk.see("Bag is gone")
        at_desk.arrived("desk reads")
        desk.tap("I have seen this, Dee Example")
        desk.see(re.compile("Seen by Dee Example"))
        carer.see(re.compile("Seen by Dee Example"), timeout=120)
        at_home.arrived("episode, seen")
        desk.tap("Hide this screen")
        at_home.note("Back at the park")
        desk.page.wait_for_function("document.title.startsWith('(new) ')", timeout=60_000)
        desk.tap("Show")
        desk.see(re.compile("^Something new from the authority"))
        desk.page.wait_for_function("!document.title.startsWith('(new) ')", timeout=10_000)
        (home,) = [
            line.split()[0] for line in endpoint.said("devices").splitlines() if "Example House" in line
        ]
        endpoint.said("revoke", home)
        carer.see(re.compile("Example authority has taken this device’s access away"), timeout=120)
        at_home.arrived("revoked")
        carer.see("Set up this device")
        left = [path for path in (tmp_path / "carer" / "children").rglob("*") if path.is_file()]
        assert left == [], "nothing of the child is left"
        assert found == {}
        carer.close()
        desk.close()
