"""`python -m forms show`: a form with invented answers, on paper and in the app's own screens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from carerapp import bootstrap
from carerapp.actions.invent_answers import invent_answers
from carerapp.actions.open_form import open_form
from carerapp.protocols import ProtocolLibrary, Shipped
from carerapp.ui.screen_name import ScreenName
from forms.__main__ import main
from forms.packaged import Packs
from tests.forms.workbooks import YES_NO, made
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

SURVEY = [
    {"type": "begin group", "name": "visit", "label": "The visit"},
    {"type": "text", "name": "who", "label": "Who came?"},
    {"type": "integer", "name": "many", "label": "How many?"},
    {"type": "note", "name": "read", "label": "You wrote ${many}."},
    {"type": "calculate", "name": "twice", "calculation": "${many} * 2"},
    {"type": "select_one yn", "name": "seen", "label": "Did you see them?"},
    {"type": "geopoint", "name": "place", "label": "Where on the map?"},
    {"type": "begin repeat", "name": "calls", "label": "Calls"},
    {"type": "time", "name": "at", "label": "At what time?"},
    {"type": "end repeat"},
    {"type": "end group"},
]


def test_it_is_printed_by_the_app(tmp_path: Path) -> None:
    """Every label, an invented answer to each, what is worked out; the workbook's folder gets the PDF and
    no more."""
    path = made(tmp_path / "visit.xlsx", SURVEY, YES_NO, settings=[{"form_title": "A visit"}])
    assert main(["show", str(path), "--no-browser"]) == 0
    printed = " ".join(
        "\n".join(page.extract_text() for page in PdfReader(tmp_path / "visit.pdf").pages).split()
    )
    for words in (
        "A visit",
        "Who came?",
        "Example words",
        "You wrote 2.",
        "Did you see them?",
        "51.7961 -0.0784",
        "At what time?",
        "21:40",
    ):
        assert words in printed, words
    assert sorted(p.name for p in tmp_path.iterdir()) == ["visit.pdf", "visit.xlsx"]


def test_what_cannot_come_in_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its cells are named, and no PDF is written."""
    path = made(tmp_path / "visit.xlsx", [*SURVEY, {"type": "audio", "name": "a", "label": "A"}], YES_NO)
    assert main(["show", str(path), "--no-browser"]) == 1
    assert "survey A13 (type)" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["visit.xlsx"]


def test_an_added_form_is_asked_by_the_apps_own_screens(clock: ToldClock, tmp_path: Path) -> None:
    """Its section with the invented answers in their boxes."""
    packs = tmp_path / "packs"
    shutil.copytree(bootstrap.AUTHORITIES / "hertfordshire", packs / "hertfordshire")
    path = made(tmp_path / "visit.xlsx", SURVEY, YES_NO)
    assert main(["add", str(path), str(packs / "hertfordshire"), "--name", "visit"]) == 0
    library = ProtocolLibrary(Shipped(packs=Packs(packs)))
    calm = Calm(clock, lambda vault: bootstrap.open_casebook(vault, library))
    calm.set_up()
    vault = calm.door.unlock(PIN)
    book = bootstrap.open_casebook(vault, library)
    form = book.protocols.form("hertfordshire/visit")
    record = open_form(book, calm.child, form).id
    invent_answers(book, calm.child, record, form)
    vault.lock()

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(
                window, ScreenName.FORM_SECTION, form="hertfordshire/visit", record=record, section="visit"
            )
            await window.see("You wrote 2.")
            assert window.value("Who came?") == "Example words"
            assert window.value("Where on the map?") == "51.7961 -0.0784"

    played(play())
