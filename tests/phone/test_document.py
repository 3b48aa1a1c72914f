"""The officer's copy is made on the phone itself, with no signal."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest

from tests.phone.conftest import NewPhone
from tests.support.browser.finger import tap_again
from tests.support.browser.walk import CHILD, Walk

pytestmark = pytest.mark.in_turn


def test_the_officers_copy_is_made_with_no_signal(with_child: Path, new_phone: NewPhone) -> None:
    """From the report to the PDF with the server stopped: the child's name, the form and the photo are in
    it. Three taps of one finger lead to the report and write nothing."""
    phone = new_phone(with_child)
    phone.server.stop()
    phone.start()
    walk = Walk(phone.open_app())
    walk.unlock()
    walk.start()
    walk.tick()
    tap_again(walk.screen, re.compile("^Report to the police now$"), 3, 0.15)
    walk.past_last_seen()
    assert not walk.screen.shows("You reported it at"), "a second tap of the finger reported it"
    walk.report("REF-1", "An operator")
    walk.tell()
    copy = pypdf.PdfReader(walk.hand_over("PC Example", "4471", phone.folder))
    text = " ".join(page.extract_text() for page in copy.pages)
    assert CHILD in text
    assert "Key Contacts Form" in text
    assert any(page.images for page in copy.pages), "the photo is not in it"
    assert phone.heard.outside == []
