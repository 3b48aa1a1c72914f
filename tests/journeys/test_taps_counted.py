"""What an evening costs in taps, counted in a real browser: the report with last seen, the hand-over, four
friends, a time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.ready import set_up
from tests.support.browser.walk import Walk


def _begun(screen: QuickScreen) -> Walk:
    walk = Walk(screen)
    walk.unlock()
    walk.start()
    return walk


@pytest.mark.in_turn
def test_the_report_with_last_seen_and_the_hand_over(browser: Browser, tmp_path: Path) -> None:
    """Where, with whom, and the reference: three short fields. From the open step to whom to tell eight taps,
    going to each field among them; a time is one; the copy is with the officer after five."""
    with QuickApp(set_up(tmp_path / "data")) as app, QuickScreen(browser, app.url) as screen:
        _begun(screen)
        before = screen.taps
        screen.tap("Report to the police now", exact=True)
        screen.see("Next: ring the police")
        time_before = screen.taps
        screen.tap("30 min ago: When were they last seen?")
        screen.see(re.compile(r"^Last seen \d\d:\d\d"))
        a_time = screen.taps - time_before
        screen.type("Where were they last seen?", "Bus stop")
        screen.type("Who were they with?", "Nobody")
        screen.page.wait_for_timeout(2000)  # what was typed is saved, and the screen has settled
        screen.tap("Next: ring the police")
        screen.see("They will ask")
        screen.tap("Call 101", exact=True)
        screen.tap("Write down the reference number")
        screen.see("Before you hang up")
        screen.type(re.compile("reference"), "REF 8")
        screen.see("Next: who to tell")
        screen.tap("Next: who to tell")
        screen.see("What happened?")
        report = screen.taps - before - 3  # the three fields
        assert a_time <= 2
        assert report <= 8, report
        screen.tap("Keep looking")
        screen.see("Do this next")
        before = screen.taps
        screen.tap("Give the officer the form")
        screen.see("Which officer?")
        screen.tap("Make the officer’s copy")
        screen.see("The copy is ready", timeout=60)
        screen.download("Save or print the copy", tmp_path)
        screen.tap("The officer has it")
        screen.see("The officer has the copy")
        assert screen.taps - before <= 5


@pytest.mark.in_turn
def test_four_friends_are_rung(browser: Browser, tmp_path: Path) -> None:
    """From the open step: each called, each with what came of it, the step done: fourteen taps."""
    with QuickApp(set_up(tmp_path / "data")) as app, QuickScreen(browser, app.url) as screen:
        _begun(screen)
        before = screen.taps
        screen.tap(re.compile("^Ask friends and family|friends", re.I))
        screen.tap(re.compile(r"^See the \d+ to ring"))
        screen.see("Friends and family")
        for name in ("Jo Example", "Lee Example", "Pat Example", "Sam Example"):
            screen.tap(f"Call {name}", exact=True)
            screen.see(re.compile("^You rang .* at"))
            screen.tap("No answer")
            screen.see_no(re.compile("^You rang .* at"))
        screen.tap("Back to what to do")
        screen.see("You rang: that is done")
        screen.tap("Done", exact=True)
        assert screen.taps - before <= 14, screen.taps - before


@pytest.mark.in_turn
def test_back_finds_the_list_where_it_was_left(browser: Browser, tmp_path: Path) -> None:
    """A long list is scrolled, a row is opened and left with *Done*: the row stands where it stood; after the
    lock, too."""
    with QuickApp(set_up(tmp_path / "data")) as app, QuickScreen(browser, app.url) as screen:
        walk = Walk(screen)
        walk.unlock()
        screen.tap("Open Key Contacts form")
        screen.tap(re.compile(r"^3\. "))
        screen.tap(re.compile("^Friends and relatives"))
        row = re.compile("^Sam Example")
        there = screen.control(row, False, 0)
        screen.scroll_to(there)
        at = screen.at_rest(screen.control(row, False, 0))
        screen.tap(row)
        screen.tap("Done", exact=True)
        screen.page.wait_for_timeout(1500)
        again = screen.at_rest(screen.control(row, False, 0))
        assert abs(again["y"] - at["y"]) < 40
