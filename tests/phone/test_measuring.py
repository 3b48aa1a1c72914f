"""The benchmarks of the phone app and of the peer beside it run: `python -m benchmarks.phone --rehearse`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.rehearsal import assert_figures, rehearse, tables

pytestmark = pytest.mark.in_turn

SIDES = 4  # ours, the peer's whole form, its first section, an empty page


def test_the_app_and_the_peers_form_are_measured(phone_app: Path) -> None:
    """The form as XForm in ODK Web Forms, with every question; then the app: starts, taps, and all that is
    drawn."""
    printed = rehearse("phone", "--phone", phone_app)
    form, app = tables(printed)
    assert form["ours"] == ["ODK, whole form", "ODK, Section 1 alone", "empty page"]
    assert_figures(form["until usable"][: SIDES - 1] + form["key to letter"] + form["memory of the browser"])
    assert_figures(form["download before the first start"][:2] + form["download of all files"][:2])
    assert re.search(r"^- ODK Web Forms [\d.]+ shows 71 questions and 13 columns of tables$", printed, re.M)
    assert [name for name in app if not name.startswith("from")] == [
        "start to first paint",
        "start to usable",
        "tap to saved",
        "tap to the next step drawn",
    ]
    for name in list(app)[1:]:
        assert_figures(app[name])
