"""The door for a picture or a document of another device: its chunks, as they come; and for what a picture's
decoder is given."""

from __future__ import annotations

from carerapp.domain.gate.reasons import NotTaken, Reason
from carerapp.domain.jpeg import NotAJpeg, read_jpeg

MOST_FILE = 64 * 1024 * 1024  # bytes of one picture or document: what the wire can carry
MOST_PIXELS = 16_000_000  # of a picture that is drawn; those that the app makes have a tenth


def chunk(number: int, of: int, before: int, data: bytes, longest: int) -> bytes:
    """One opened chunk: ``number`` (from 0) of so many; ``before``: bytes of this file that are here already;
    ``longest``: bytes that a chunk may have. Raises :class:`NotTaken`."""
    whole = number < of - 1
    if not 0 <= number < of or not data or len(data) > longest or (whole and len(data) != longest):
        raise NotTaken(Reason.FILE)
    if before + len(data) > MOST_FILE:
        raise NotTaken(Reason.FILE)
    return data


def may_be_drawn(picture: bytes) -> bool:
    """Whether it is what the app makes of every photo, a JPEG, and no larger than any device can decode: a
    few kilobytes may unfold to gigabytes."""
    try:
        found = read_jpeg(picture)
    except NotAJpeg:
        return False
    return found.width * found.height <= MOST_PIXELS
