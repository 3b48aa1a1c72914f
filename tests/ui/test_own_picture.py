"""A question that is answered with a picture of its own: the child's photo is another."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from carerapp import bootstrap
from carerapp.actions import pictures
from carerapp.actions.open_form import open_form
from carerapp.domain.json_value import as_object
from carerapp.protocols import ProtocolLibrary, Shipped
from carerapp.ui.questions import own_picture
from carerapp.ui.screen_name import ScreenName
from forms.__main__ import main
from forms.packaged import Packs
from tests.forms.workbooks import made
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

FORM = "hertfordshire/damage"


@pytest.fixture
def asked(clock: ToldClock, tmp_path: Path) -> tuple[Calm, str]:
    """A form with one such question, begun for the invented child."""
    packs = tmp_path / "packs"
    shutil.copytree(bootstrap.AUTHORITIES / "hertfordshire", packs / "hertfordshire")
    survey = [{"type": "begin group", "name": "one", "label": "One"}]
    survey += [{"type": "image", "name": "door", "label": "The door"}, {"type": "end group"}]
    assert main(["add", str(made(tmp_path / "damage.xlsx", survey)), str(packs / "hertfordshire")]) == 0
    library = ProtocolLibrary(Shipped(packs=Packs(packs)))
    calm = Calm(clock, lambda vault: bootstrap.open_casebook(vault, library))
    calm.set_up()
    vault = calm.door.unlock(PIN)
    book = bootstrap.open_casebook(vault, library)
    record = open_form(book, calm.child, book.protocols.form(FORM)).id
    vault.lock()
    return calm, record


@pytest.mark.parametrize("good", [True, False], ids=["a picture", "no picture"])
def test_a_picture_is_chosen_and_kept_with_its_question(
    asked: tuple[Calm, str], monkeypatch: pytest.MonkeyPatch, good: bool
) -> None:
    """Made small, in the form's own record; what is no picture changes nothing, and is said. The photo
    stays."""
    calm, record = asked
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), "#446688").save(out, "JPEG")

    async def pick() -> bytes | None:
        return out.getvalue() if good else b"no picture"

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.FORM_SECTION, form=FORM, record=record, section="one")
            monkeypatch.setattr(window.app.device, "pick_photo", pick)
            monkeypatch.setattr(own_picture, "PHOTO_PAINT_SECONDS", 0.0)
            photo = calm.record(window).value("photo")
            await window.tap("Choose a picture: The door")
            held = window.app.book.child(calm.child)
            if good:
                await window.see("Choose another picture")
                value = as_object(window.app.book.child(calm.child).record(record).value("door"))
                stored = pictures.picture(window.app.book, calm.child, str(value["photo"]))
                assert max(Image.open(io.BytesIO(stored)).size) == 1280
            else:
                await window.see("This file is not a photo the app can read")
                assert held.record(record).value("door") is None
            assert calm.record(window).value("photo") == photo

    played(play())
