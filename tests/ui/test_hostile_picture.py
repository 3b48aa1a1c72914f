"""A picture that a colleague's changed client put there: it is not drawn, and hides nothing."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from carerapp.actions import pictures
from carerapp.actions.add_photo import add_photo
from carerapp.actions.answer_question import answer_question
from carerapp.domain.gate.files import may_be_drawn
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import AttachmentDamaged
from carerapp.vault.ports import Picture
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


def jpeg(width: int = 64, height: int = 48) -> bytes:
    """A small one, whose head says this size."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#446688").save(out, "JPEG")
    whole = out.getvalue()
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def bomb() -> bytes:
    """A PNG of 900 million pixels in a few kilobytes."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(30_000 // 8 + 1) * 300)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "may"),
    [
        (jpeg(), True),
        (jpeg(4_000, 4_000), True),
        (jpeg(4_000, 4_001), False),
        (jpeg(60_000, 60_000), False),
        (bomb(), False),
        (b"", False),
        (b"\xff\xd8\xff", False),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", False),
    ],
)
def test_a_decoder_is_given_a_jpeg_that_fits_any_memory(data: bytes, may: bool) -> None:
    """Told by its head, before a pixel is read."""
    assert may_be_drawn(data) is may


def test_neither_a_bomb_nor_a_name_of_no_file_stops_a_screen(calm: Calm) -> None:
    """The children and the photo's own screen are there; the photo is said not to open. A good one is drawn
    after it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book = window.app.book
            record = book.child(calm.child).key_contacts.id
            for id in (book.save_file(calm.child, bomb(), record), "../../key", "x" * 50_000, "a\0b"):
                answer_question(book, calm.child, record, "photo", {"photo": id, "consent": True})
                with pytest.raises(AttachmentDamaged):
                    pictures.photo(book, calm.child)
                window.app.home()
                window.app.redraw()
                await window.see("isn’t where they should be")
                assert not window.shows("this card can’t be shown")
                window.app.home(Place(ScreenName.PHOTO, {"child": calm.child}))
                window.app.redraw()
                await window.see("This photo can no longer be opened")
            add_photo(book, calm.child, Picture(jpeg(), 64, 48), consent=True, taken_on=None)
            assert pictures.photo(book, calm.child) == jpeg()

    played(play())
