"""What a frame holds: the exact bytes that were signed, and who signed them."""

from __future__ import annotations

import pytest

from carerapp.vault.format.entries import (
    Signed,
    authors,
    claimed_author,
    closing,
    commitment,
    count,
    documents,
    fingerprint,
    pack,
    unpack,
)

ANN, BEN = b"ann_____", b"ben_____"
SIGNATURE = bytes(range(64))


def signed(body: bytes, author: bytes = ANN) -> Signed:
    """An entry of these words."""
    return Signed(author, SIGNATURE, body)


BODIES = [b'{"a": 1}', b'{"author":"b"}', '{"c":"é [1,2]"}'.encode()]


def test_what_was_packed_is_unpacked_to_the_byte() -> None:
    """Also spaces that nobody would write, and letters of more than one byte."""
    entries = [signed(BODIES[0]), signed(BODIES[1], BEN), signed(BODIES[2])]
    payload = pack(entries)
    assert unpack(payload) == entries
    assert (count(payload), authors(payload)) == (3, [ANN, BEN, ANN])
    assert documents(payload) == [{"a": 1}, {"author": "b"}, {"c": "é [1,2]"}]


@pytest.mark.parametrize("odd", [b"no json", b"[1]", b'"words"', b"1,2", b"[" * 100_000])
def test_an_entry_that_is_no_object_stands_there_empty(odd: bytes) -> None:
    """And takes none of its neighbours with it."""
    payload = pack([signed(BODIES[0]), signed(odd), signed(BODIES[1])])
    assert documents(payload) == [{"a": 1}, {}, {"author": "b"}]
    assert unpack(payload)[1].body == odd


def test_a_closing_frame_holds_no_entries() -> None:
    """Only what the segment says of itself."""
    assert closing({"last": 4}) == bytes(4) + b'{"last":4}'
    assert (count(closing({})), authors(closing({}))) == (0, [])


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b'{"author":"0a0b"}', "0a0b"),
        (b'{"author":""}', ""),
        (b'{"by":"0a0b"}', ""),
        (b"no json", ""),
        (b'{"author":1}', "no id"),
        (b'{"author":null}', "no id"),
    ],
)
def test_the_author_that_an_entry_names(body: bytes, named: str) -> None:
    """What is no text is no id, and fits no author; "" where nobody is named."""
    assert claimed_author(signed(body)) == named


def test_a_commitment_hangs_on_the_salt_and_on_each_part() -> None:
    """Whoever does not have the salt cannot try entries out."""
    entry = signed(BODIES[0])
    others = [
        commitment(b"salt", signed(BODIES[1])),
        commitment(b"salt", signed(BODIES[0], BEN)),
        commitment(b"salt", Signed(ANN, bytes(64), BODIES[0])),
        commitment(b"other", entry),
    ]
    assert len({commitment(b"salt", entry), *others}) == 5


def test_a_fingerprint_is_eight_groups_of_four() -> None:
    """The first 128 bits of SHA-256, of the key itself and not of its letters."""
    assert fingerprint("00" * 32) == "6668 7aad f862 bd77 6c8f c18b 8e9f 8e20"
