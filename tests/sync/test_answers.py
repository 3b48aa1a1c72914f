"""What an endpoint answers is read row by row: a wrong row is left out and counted, a wrong answer is the
endpoint's fault."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sync.answers import (
    Companion,
    Granted,
    Said,
    SealedLetter,
    Standing,
    read_letters,
    read_object,
    read_said,
    read_standing,
)
from sync.errors import ServerError
from sync.feed import FeedId
from sync.messages import Receipt, to_text

STREAM, DEVICE, KEY = "ab" * 16, "cd" * 8, "ef" * 32
SEALED = to_text(b"sealed")
GRANTED = {"stream": STREAM, "sealed": SEALED}
COMPANION = {"stream": STREAM, "device": DEVICE, "seal_key": KEY, "has_key": False}
HEAD = {
    "device": DEVICE,
    "stream": STREAM,
    "seq": 3,
    "hash": to_text(bytes(32)),
    "at": 5,
    "signature": to_text(bytes(64)),
}
LETTER = {"position": 7, "letter": STREAM, "stream": STREAM, "sealed": SEALED}
STANDING = {
    "state": "approved",
    "kind": "home",
    "children": [GRANTED],
    "companions": [COMPANION],
    "heads": [HEAD],
}


def said(answer: object) -> bytes:
    """As it comes."""
    return json.dumps(answer).encode()


def test_how_things_stand_is_read_whole() -> None:
    """Children, companions and heads; what is not there is none of them."""
    assert read_standing(said(STANDING)) == Standing(
        "approved",
        "home",
        (Granted(STREAM, b"sealed"),),
        (Companion(STREAM, DEVICE, KEY, False),),
        (Receipt(FeedId(DEVICE, STREAM), 3, bytes(32), 5, bytes(64)),),
        0,
        whole=True,
    )
    assert read_standing(said({"state": "asked"})) == Standing("asked", None, (), (), (), 0)
    assert read_standing(said({"state": "revoked", "kind": "a" * 20})).kind == "a" * 20


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"state": "other"},
        {"state": None},
        {"state": "asked", "kind": "a" * 21},
        {"state": "asked", "kind": "A home"},
        {"state": "asked", "kind": 1},
        {"state": "asked", "children": {}},
        {"state": "asked", "heads": [0] * 50_001},
    ],
)
def test_an_answer_that_does_not_say_how_things_stand_is_the_endpoints_fault(answer: Any) -> None:
    """Also a list that is none, or that is too long."""
    with pytest.raises(ServerError):
        read_standing(said(answer))


@pytest.mark.parametrize(
    ("list_of", "row"),
    [
        ("children", {}),
        ("children", None),
        ("children", {**GRANTED, "stream": STREAM[1:]}),
        ("children", {**GRANTED, "stream": STREAM + "a"}),
        ("children", {**GRANTED, "stream": 1}),
        ("children", {**GRANTED, "sealed": None}),
        ("children", {**GRANTED, "sealed": to_text(bytes(64_001))}),
        ("companions", "words"),
        ("companions", {**COMPANION, "has_key": None}),
        ("companions", {**COMPANION, "has_key": 1}),
        ("companions", {**COMPANION, "device": "x"}),
        ("companions", {**COMPANION, "seal_key": KEY[2:]}),
        ("heads", {**HEAD, "seq": -1}),
        ("heads", {}),
    ],
)
def test_a_row_that_is_none_is_left_out_and_counted(list_of: str, row: Any) -> None:
    """The right one beside it is read, and so are the other lists."""
    whole = read_standing(said(STANDING))
    both = {**STANDING, list_of: [row, *STANDING[list_of], row]}
    assert read_standing(said(both)) == Standing(
        whole.state, whole.kind, whole.children, whole.companions, whole.heads, 2, whole=list_of != "heads"
    )


def test_rows_are_read_up_to_their_limits() -> None:
    """Fifty thousand of them; 64,000 sealed bytes."""
    longest = {"state": "asked", "children": [{**GRANTED, "sealed": to_text(bytes(64_000))}]}
    assert read_standing(said(longest)).children == (Granted(STREAM, bytes(64_000)),)
    assert read_standing(said({"state": "asked", "heads": [0] * 50_000})).broken == 50_000


def test_the_policy_is_read_with_what_stands_beside_it() -> None:
    """Its exact text and signature; desks and protocols that can be read."""
    answer = {
        "policy": '{"a": 1}',
        "signature": to_text(b"signed"),
        "desks": [{"device": DEVICE, "seal_key": KEY}, {"device": DEVICE}],
        "packs": [
            {"id": "a" * 40, "version": 0},
            {"id": "b_1", "version": 2**53 - 1},
            {"id": "a" * 41, "version": 1},
            {"id": "A", "version": 1},
            {"id": "a", "version": 2**53},
            {"id": "a", "version": -1},
            {"id": "a", "version": True},
            {"id": "a", "version": 1.0},
            {"id": "a"},
        ],
    }
    expected = Said('{"a": 1}', b"signed", ((DEVICE, KEY),), (("a" * 40, 0), ("b_1", 2**53 - 1)))
    assert read_said(said(answer)) == expected
    assert read_said(said({"signature": to_text(b"")})) == Said("{}", b"", (), ())


@pytest.mark.parametrize(
    "answer", [{}, {"signature": 1}, {"signature": SEALED, "policy": {}}, {"signature": SEALED, "packs": 1}]
)
def test_a_policy_without_words_or_signature_is_the_endpoints_fault(answer: Any) -> None:
    """It could not be checked."""
    with pytest.raises(ServerError):
        read_said(said(answer))


def test_letters_are_read_in_the_endpoints_order() -> None:
    """For whom one was sent, where it says so; a wrong one is left out."""
    letters = [
        {**LETTER, "position": 9},
        LETTER,
        {key: value for key, value in LETTER.items() if key != "stream"},
        {**LETTER, "stream": ""},
        {**LETTER, "stream": "x"},
        {**LETTER, "stream": None},
        {**LETTER, "letter": DEVICE},
        {**LETTER, "position": "7"},
        "words",
    ]
    for_child = [SealedLetter(number, STREAM, STREAM, b"sealed") for number in (9, 7)]
    for_nobody = SealedLetter(7, STREAM, "", b"sealed")
    assert read_letters(said({"letters": letters})) == (*for_child, for_nobody, for_nobody)
    assert read_letters(said({"letters": []})) == ()
    for wrong in (b"{}", b'{"letters": {}}', b'{"letters": null}'):
        with pytest.raises(ServerError):
            read_letters(wrong)


@pytest.mark.parametrize("page", [b"", b"<html>Log in to the wi-fi</html>", b"[]", b"1", b"[" * 100_000])
def test_another_sites_page_is_no_answer(page: bytes) -> None:
    """A captive portal answers everything: that is said, and nothing else is done."""
    with pytest.raises(ServerError):
        read_object(page)
    assert read_object(b'{"a": [1]}') == {"a": [1]}
