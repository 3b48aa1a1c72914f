"""The scanner finds what it must find: else its silence would prove nothing."""

from __future__ import annotations

import base64
import gzip
import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.canaries import Canaries

WORDS = "Łucja Kanarek"
PICTURE = random.Random(5).randbytes(30_000)
CANARIES = Canaries({"name": WORDS}, {"photo": PICTURE})

DRESSES: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "utf-16": lambda w: w.encode("utf-16-le"),
    "utf-16 big": lambda w: w.encode("utf-16-be"),
    "url": lambda w: quote(w).encode(),
    "json": lambda w: json.dumps({"value": w}).encode(),
    "hex": lambda w: w.encode().hex().encode(),
    "base64": lambda w: base64.b64encode(b"x" + w.encode() + b"tail"),
    "base64, one on": lambda w: base64.urlsafe_b64encode(b"xy" + w.encode() + b"tail"),
    "base64, two on": lambda w: base64.b64encode(b"xyz" + w.encode() + b"tail"),
    "zlib": lambda w: zlib.compress(b"before " + w.encode()),
    "gzip": lambda w: gzip.compress(b"before " + w.encode()),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_words_are_found_in_every_dress(dress: str) -> None:
    """As UTF-8, UTF-16, hexadecimal, Base64, escaped, compressed."""
    data = random.Random(1).randbytes(999) + DRESSES[dress](WORDS) + random.Random(2).randbytes(999)
    assert CANARIES.found_in(data) == {"name"}


@pytest.mark.parametrize("part", [PICTURE[9_000:], PICTURE[:20_000], base64.b64encode(PICTURE)])
def test_a_part_of_a_picture_is_found(part: bytes) -> None:
    """A thumbnail's worth of bytes is enough."""
    assert CANARIES.found_in(b"something" + part) == {"photo"}


def test_noise_is_not_mistaken_for_one() -> None:
    """Two million random bytes hold no canary."""
    assert CANARIES.found_in(random.Random(3).randbytes(2_000_000)) == set()


def test_names_of_files_are_looked_at_too(tmp_path: Path) -> None:
    """A file that is empty may say much by its name; one may be let pass."""
    (tmp_path / f"{WORDS}.pdf").write_bytes(b"")
    assert list(CANARIES.found_under(tmp_path).values()) == [{"name"}]
    assert CANARIES.found_under(tmp_path, but=(tmp_path / f"{WORDS}.pdf",)) == {}
