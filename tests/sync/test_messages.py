"""What travels comes back the same; a newer version's fields survive; nonsense is named, never an error of
ours."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import BrokenMessage
from sync.feed import FeedEntry, FeedId
from sync.messages import (
    Pulled,
    Push,
    Pushed,
    Receipt,
    Refusal,
    decode_pulled,
    decode_push,
    decode_pushed,
    encode,
    to_bytes,
    to_text,
)

FEED = st.builds(
    FeedId, st.from_regex("[0-9a-f]{16}", fullmatch=True), st.from_regex("[0-9a-f]{32}", fullmatch=True)
)
NUMBER = st.integers(1, 2**53 - 1)
HASH, SIGNATURE = st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64)
ENTRY = st.builds(FeedEntry, FEED, NUMBER, HASH, st.binary(max_size=300), SIGNATURE)
RECEIPT = st.builds(Receipt, FEED, NUMBER, HASH, NUMBER, SIGNATURE)
REFUSAL = st.builds(Refusal, NUMBER, st.text(max_size=40))
EXTRA = st.dictionaries(
    st.text(min_size=1, max_size=8).map(lambda k: "new_" + k), st.integers() | st.text(max_size=9), max_size=3
)


@given(st.lists(ENTRY, max_size=5), EXTRA)
def test_a_push_comes_back_with_what_a_newer_version_added(
    entries: list[FeedEntry], extra: dict[str, object]
) -> None:
    """Whatever the entries and the added fields are."""
    push = Push(tuple(entries), extra)
    assert decode_push(encode(push)) == push


@given(st.lists(RECEIPT, max_size=4), st.lists(REFUSAL, max_size=4), EXTRA)
def test_an_answer_comes_back(
    receipts: list[Receipt], refused: list[Refusal], extra: dict[str, object]
) -> None:
    """Receipts, refusals and what a newer version added."""
    answer = Pushed(tuple(receipts), tuple(refused), extra)
    assert decode_pushed(encode(answer)) == answer


@given(st.lists(ENTRY, max_size=4), st.text(max_size=40), st.booleans(), EXTRA)
def test_what_was_pulled_comes_back(
    entries: list[FeedEntry], cursor: str, more: bool, extra: dict[str, object]
) -> None:
    """Entries, cursor, whether there is more, and what a newer version added."""
    answer = Pulled(tuple(entries), cursor, more, extra)
    assert decode_pulled(encode(answer)) == answer


@given(
    st.binary(max_size=80)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda c: (
            st.lists(c, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["wire", "entries", "receipts", "refused", "cursor", "more", "device", "seq"]
                ),
                c,
                max_size=5,
            )
        ),
        max_leaves=12,
    ).map(lambda v: json.dumps(v).encode())
)
def test_nonsense_is_named(data: bytes) -> None:
    """No bytes and no JSON lead to any other error than that this is no message."""
    for decode in (decode_push, decode_pushed, decode_pulled):
        with contextlib.suppress(BrokenMessage):
            assert decode(data) is not None


@given(st.binary(max_size=50))
def test_bytes_have_one_spelling(data: bytes) -> None:
    """What was written is read as the same bytes."""
    assert to_bytes(to_text(data)) == data


@pytest.mark.parametrize("text", ["A", "AB=", "AB==", "A+", "AB ", "QQ\n", "QR", None, 7])
def test_no_other_spelling_is_taken(text: object) -> None:
    """Padding, other alphabets, spaces and unused bits are refused."""
    with pytest.raises(BrokenMessage):
        to_bytes(text)
