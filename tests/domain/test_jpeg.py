"""A photo's size is read from its bytes alone, whatever stands before it; what is no photo is refused."""

from __future__ import annotations

import pytest

from carerapp.domain.gate.files import MOST_PIXELS, may_be_drawn
from carerapp.domain.jpeg import Jpeg, NotAJpeg, read_jpeg

BEGINS, ENDS = b"\xff\xd8", b"\xff\xd9"
ADOBE = b"\xff\xee\x00\x0eAdobe\0\0\0\0\0\0\0"


def part(marker: int, body: bytes) -> bytes:
    """A marker, the length that JPEG writes (of itself and the body), the body."""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def frame(width: int, height: int, components: int = 3, bits: int = 8, marker: int = 0xC0) -> bytes:
    """A frame header, as ITU-T T.81, B.2.2 has it; the components themselves are left out."""
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return part(marker, bytes((bits,)) + size + bytes((components,)))


def facts(data: bytes) -> tuple[int, int, int, bool]:
    """What was read of it."""
    found: Jpeg = read_jpeg(data)
    assert found.data is data
    return found.width, found.height, found.components, found.inverted


@pytest.mark.parametrize(
    "before",
    [
        b"",
        part(0xE0, b"JFIF\0" + bytes(9)),
        part(0xE1, bytes(65_533)),  # as long as a part can be
        part(0xDB, bytes(65)) + part(0xC4, bytes(29)),  # tables; C4 is among the frames' numbers and is none
        part(0xC8, frame(1, 1)) + part(0xCC, frame(2, 2)),  # nor are these
        part(0xFE, b"\xff\xc0\x00\x08\x08\x00\x01\x00\x01\x03"),  # a comment that looks like a frame
        b"\xff\xff\xff",  # padding
        b"\xff\x01\xff\xd0\xff\xd7",  # marks without a length
        part(0xEE, b""),  # as short as a part can be
    ],
    ids=["nothing", "jfif", "longest", "tables", "no frames", "comment", "padding", "marks", "shortest"],
)
def test_the_size_is_the_first_frames_whatever_stands_before_it(before: bytes) -> None:
    """Width and height are two bytes each: 600 and 258 fit in no single one."""
    data = BEGINS + before + frame(600, 258) + frame(7, 7) + ENDS
    assert facts(data) == (600, 258, 3, False)


@pytest.mark.parametrize("marker", [0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC7, 0xC9, 0xCF])
def test_each_kind_of_frame_is_one(marker: int) -> None:
    """Baseline, progressive and the others."""
    assert facts(BEGINS + frame(3, 2, marker=marker) + ENDS) == (3, 2, 3, False)


@pytest.mark.parametrize(
    ("before", "components", "inverted"),
    [(b"", 1, False), (ADOBE, 1, False), (ADOBE, 3, False), (b"", 4, False), (ADOBE, 4, True)],
)
def test_only_adobes_print_colours_are_inverted(before: bytes, components: int, inverted: bool) -> None:
    """Four colours, and Adobe's mark before them."""
    assert facts(BEGINS + before + frame(3, 2, components) + ENDS) == (3, 2, components, inverted)


def test_another_makers_mark_is_not_adobes() -> None:
    """The same marker with other words, and Adobe's words behind another marker."""
    for before in (part(0xEE, b"Other" + bytes(7)), part(0xED, b"Adobe" + bytes(7))):
        assert facts(BEGINS + before + frame(3, 2, 4) + ENDS) == (3, 2, 4, False)


FRAME = frame(3, 2)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        BEGINS + ENDS,
        FRAME + ENDS,
        b"\xff\xd7" + FRAME + ENDS,
        BEGINS + FRAME,  # cut short
        BEGINS + FRAME + ENDS + bytes(1023),  # its end is too far from its end
        BEGINS + b"\x00" + FRAME + ENDS,
        BEGINS + b"\xff\xe0\x00\x01" + FRAME + ENDS,  # a part shorter than its own length
        BEGINS + part(0xDA, b"") + FRAME + ENDS,  # the picture itself begins
        BEGINS + ENDS + FRAME + ENDS,
        BEGINS + part(0xC0, FRAME[4:9]) + ENDS,  # no room for the colours
        BEGINS + frame(3, 2, bits=12) + ENDS,
        BEGINS + frame(0, 2) + ENDS,
        BEGINS + frame(3, 0) + ENDS,
        BEGINS + frame(3, 2, components=2) + ENDS,
        BEGINS + frame(3, 2, components=5) + ENDS,
        BEGINS + frame(3, 2, marker=0xBF) + ENDS,
        BEGINS + part(0xE0, bytes(4)) + ENDS,
        BEGINS + b"\xff\xe0\x00\x05" + ENDS,  # a part that is longer than what there is
    ],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    """With its own error, which the gate knows; the decoder never sees it."""
    with pytest.raises(NotAJpeg):
        read_jpeg(data)
    assert not may_be_drawn(data)


def test_its_end_may_have_some_bytes_behind_it() -> None:
    """Some cameras write a few: 1,022 are taken."""
    assert facts(BEGINS + FRAME + ENDS + bytes(1022)) == (3, 2, 3, False)


def test_a_picture_is_drawn_up_to_the_pixels_that_any_device_can_decode() -> None:
    """Sixteen million are, one row more is not."""
    assert MOST_PIXELS == 4_000 * 4_000
    assert may_be_drawn(BEGINS + frame(4_000, 4_000) + ENDS)
    assert not may_be_drawn(BEGINS + frame(4_000, 4_001) + ENDS)
