"""What a picture's file says about itself is read as Pillow reads it, and half a file is no picture."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from carerapp.vault import NotAPicture
from carerapp.vault.adapters.picture_head import size_of
from tests.support.drawn import photo, with_everything_hidden

KINDS = ["JPEG", "PNG", "WEBP", "GIF", "BMP"]
WHOLE = {kind: photo(123, 45, kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_size_is_the_one_pillow_reads(kind: str) -> None:
    """For each kind of file."""
    assert size_of(WHOLE[kind]) == Pillow.open(io.BytesIO(WHOLE[kind])).size == (123, 45)


def test_other_ways_to_write_a_kind() -> None:
    """Progressive, lossless, with metadata before the size, upside down."""
    assert size_of(photo(123, 45, progressive=True)) == (123, 45)
    assert size_of(photo(123, 45, "WEBP", lossless=True)) == (123, 45)
    assert size_of(photo(123, 45, "WEBP", "RGBA", exif=b"Exif\0\0")) == (123, 45)
    assert size_of(with_everything_hidden()) == (400, 200)
    top_down = bytearray(photo(123, 45, "BMP"))
    top_down[22:26] = (-45).to_bytes(4, "little", signed=True)
    assert size_of(bytes(top_down)) == (123, 45)


def test_the_end_of_a_thumbnail_is_not_the_end_of_the_photo() -> None:
    """A photo that is cut short is noticed though a whole one lies in it."""
    thumbnail = photo(10, 10)
    segment = b"\xff\xe1" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail
    whole = WHOLE["JPEG"][:2] + segment + WHOLE["JPEG"][2:]
    assert size_of(whole) == (123, 45)
    with pytest.raises(NotAPicture):
        size_of(whole[:-2])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_file_is_no_picture(kind: str) -> None:
    """Wherever it was cut."""
    for length in range(len(WHOLE[kind]) - 8):
        with pytest.raises(NotAPicture):
            size_of(WHOLE[kind][:length])


@given(st.sampled_from(KINDS), st.integers(0, 600), st.binary(max_size=30))
def test_any_bytes_give_a_size_or_no_picture(kind: str, at: int, noise: bytes) -> None:
    """Noise anywhere in a file is no other error."""
    whole = WHOLE[kind]
    try:
        width, height = size_of(whole[:at] + noise + whole[at + len(noise) :])
    except NotAPicture:
        return
    assert width > 0 < height
