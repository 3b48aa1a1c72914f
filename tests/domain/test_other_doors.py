"""The gate's doors for what is no entry: letters, who signed, keys, chunks of files, what was captured."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.canonical import canonical
from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.captured import captured
from carerapp.domain.gate.files import MOST_FILE, chunk
from carerapp.domain.gate.keys import child_key
from carerapp.domain.gate.letters import letter, may_be_decoded
from carerapp.domain.gate.signers import signer
from carerapp.domain.json_value import DEEPEST
from tests.domain.any_json import JSON


def test_a_letter_is_about_the_child_that_it_was_sent_for() -> None:
    """Where the endpoint says for whom."""
    said = {"child": "ab" * 16, "words": "W", "who": "Ben", "written_at": "2026-11-20T22:00:00+00:00"}
    assert letter(said, "ab" * 16) == letter(said, "")
    with pytest.raises(NotTaken, match="child"):
        letter(said, "cd" * 16)


def test_what_the_author_of_a_letter_vouches_for() -> None:
    """Its words, for whom, from whom, when, and its id: to the byte, so that it passes as no other."""
    said = {"child": "ab" * 16, "words": "W é", "who": "Ben", "written_at": "2026-11-20T22:00:00+00:00"}
    signed = {**said, "author": "ab" * 8, "signature": "cd" * 64}
    expected = canonical({**said, "id": "i1"})
    assert (
        letter(said, "").signed_part("i1") == letter(signed, "").signed_part("i1") == b"letter\0" + expected
    )
    assert (letter(said, "").author, letter(said, "").signature) == ("", "")
    assert (letter(signed, "").author, letter(signed, "").signature) == ("ab" * 8, "cd" * 64)
    for half in ("author", "signature"):
        with pytest.raises(NotTaken):
            letter({**said, half: signed[half]}, "")


@given(JSON, st.none() | st.just("aa" * 32), st.booleans())
def test_who_signed_passes_or_has_a_reason(who: Any, known: str | None, fits: bool) -> None:
    """Also where the key is no key."""
    with pytest.raises(NotTaken):
        signer(who, known, lambda _: fits)
    person = {"name": "Ann", "role": "Staff", "key": "aa" * 32}
    assert signer({**person, "more": who}, known, lambda _: True) == person
    for wrong in (
        {"key": "ab" * 32},
        {"key": "AA" * 32},
        {"key": "no hex"},
        {"name": 1},
        {"role": "x" * 201},
    ):
        with pytest.raises(NotTaken):
            signer({**person, **wrong}, "aa" * 32, lambda _: True)
    with pytest.raises(NotTaken, match="signature"):
        signer(person, None, lambda _: False)


@given(JSON, st.binary(max_size=80), st.integers(-2, 300), st.integers(-2, 300), st.integers(0, 10**8))
def test_the_other_doors_give_the_thing_or_a_reason(
    value: Any, data: bytes, number: int, of: int, before: int
) -> None:
    """Letters, keys, chunks of files, what was written while locked."""
    doors: tuple[Callable[[], object], ...] = (
        partial(letter, value, "ab" * 16),
        partial(child_key, data),
        partial(chunk, number, of, before, data, 64),
    )
    for door in doors:
        with contextlib.suppress(NotTaken):
            door()
    piece = captured(value)
    assert piece is None or piece is value


PIECES = [b"x" * 64, b"y" * 64, b"z"]


def test_a_file_passes_chunk_by_chunk() -> None:
    """The last one may be shorter, and may be as long as the others."""
    for number, piece in enumerate(PIECES):
        assert chunk(number, 3, 64 * number, piece, 64) == piece
    assert chunk(2, 3, 128, PIECES[0], 64) == PIECES[0]
    assert chunk(0, 1, MOST_FILE - 64, PIECES[0], 64) == PIECES[0]


@pytest.mark.parametrize(
    ("number", "of", "before", "data"),
    [
        (-1, 3, 0, PIECES[0]),
        (3, 3, 0, PIECES[0]),
        (0, 0, 0, PIECES[0]),
        (2, 3, 128, b""),
        (2, 3, 128, b"x" * 65),
        (1, 3, 64, b"y" * 63),  # only the last is shorter
        (0, 1, MOST_FILE - 63, PIECES[0]),
    ],
)
def test_a_chunk_of_no_file_is_not_taken(number: int, of: int, before: int, data: bytes) -> None:
    """Of a number that there is not, empty, too long, too short, or of a file that is too large."""
    with pytest.raises(NotTaken) as refused:
        chunk(number, of, before, data, 64)
    assert refused.value.reason is Reason.FILE


def test_a_letter_is_decoded_when_it_is_short_and_flat() -> None:
    """Up to four bytes for each of 60,000 letters, and as deep as any entry."""
    assert may_be_decoded(b"1" * 240_000)
    assert not may_be_decoded(b"1" * 240_001)
    assert may_be_decoded(b"[" * DEEPEST + b"]" * DEEPEST)
    assert not may_be_decoded(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))


def test_what_was_written_while_locked_passes() -> None:
    """A start and a note as the lock screen writes them; not one without a time."""
    start = {"kind": "start", "id": "a", "night": "a", "at": "2026-11-20T22:00:00+00:00", "by": None}
    assert captured(start) == start
    assert captured({**start, "since": "2026-11-20T21:00:00+00:00"})
    assert captured({**start, "at": "now"}) is None
    assert captured({**start, "since": "2026-11-20T21:00:00"}) is None
    assert captured({**start, "words": ["a"]}) is None
    assert captured({**start, "run": "boot", "run_ms": 5_000_000})
    for steady in (-1, 2**63, 1.5, "5", True, None):
        assert captured({**start, "run": "boot", "run_ms": steady}) is None
