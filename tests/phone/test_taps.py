"""Double and triple taps on one pixel of the installed phone's canvas: the log has what one tap writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.phone.conftest import NewPhone
from tests.support.browser.finger import Finger
from tests.support.browser.tapped_evening import Log, TappedEvening
from tests.support.browser.walk import Walk
from tests.support.phone.copied import copied
from tests.support.phone.driver import PhoneScreen

pytestmark = pytest.mark.in_turn


class PhoneFinger(Finger, PhoneScreen):
    """On a phone."""


def test_double_and_triple_taps_on_a_phone_write_once(new_phone: NewPhone, with_child: Path) -> None:
    """Call, report, told, hand over, found, closed, each at another pace, with no signal: no other entry, and
    nothing that writes one comes up where the last tap was."""
    phone = new_phone(with_child)
    phone.server.stop()
    phone.start()
    screen = phone.open_as(PhoneFinger)
    walk = Walk(screen)
    walk.unlock()
    walk.start()
    walk.tick()
    came_up = TappedEvening(screen, Log(lambda: copied(screen.page))).all_of_it()
    assert not came_up, came_up
