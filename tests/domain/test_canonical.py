"""The one spelling of an entry: bytes are it or are not taken, however deep or odd they are."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carerapp.domain.canonical import NotCanonical, canonical, deeper_than, read_canonical
from carerapp.domain.gate import NotTaken
from carerapp.domain.gate.entries import MOST_BYTES, decoded
from carerapp.domain.json_value import DEEPEST, too_deep
from tests.domain.any_json import JSON


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
@example(b"[" * 200_000)
@example(b'{"a":' * 100_000)
@example(b'{"a":"' + b"[" * 1_000 + b'"}')
@example("{}".encode("utf-16"))
@example(b"\xef\xbb\xbf{}")
@example(b'{"a":1e999}')
@example(b'{"a":NaN}')
@example(b'{"a":1.0,"a":1.0}')
@example(b"x" * (MOST_BYTES + 1))
def test_bytes_are_the_one_spelling_or_are_not_taken(data: bytes) -> None:
    """And what is taken spells those bytes again."""
    with contextlib.suppress(NotTaken):
        assert canonical(decoded(data)) == data


@given(st.dictionaries(st.text(), JSON))
def test_what_this_app_spells_is_taken(value: dict[str, Any]) -> None:
    """Whatever it says, half an emoji too; unless JSON has no word for it, or it is too deep."""
    try:
        data = canonical(value)
    except ValueError:
        return
    try:
        assert canonical(read_canonical(data, DEEPEST)) == data
    except NotCanonical:
        assert deeper_than(data, DEEPEST)


@given(JSON)
def test_depth_is_the_same_in_bytes_and_in_values(value: Any) -> None:
    """So that what was refused here is refused there."""
    deep: Any = value
    for _ in range(DEEPEST):
        deep = [deep]
    for one in (value, deep):
        holder = {"a": one}
        try:
            data = json.dumps(holder, allow_nan=False).encode("utf-8", "surrogatepass")
        except ValueError:
            continue
        assert deeper_than(data, DEEPEST) == too_deep(holder)


def test_what_is_nested_too_deeply_is_not_decoded() -> None:
    """As deep as is allowed passes; one deeper does not, on any machine's stack."""
    nested: Callable[[int], bytes] = lambda depth: b'{"a":' + b"[" * depth + b"]" * depth + b"}"
    assert decoded(nested(DEEPEST - 1))
    with pytest.raises(NotTaken):
        decoded(nested(DEEPEST))
