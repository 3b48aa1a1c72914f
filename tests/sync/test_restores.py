"""The record of a restore, as it travels, and what it explains."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sync.errors import ServerError
from sync.restores import Restore, read_restores, restores_json

ONE = Restore(1, 200, 100, 7, "A. Administrator", "the disk broke", "ab" * 64)


@pytest.mark.parametrize(
    ("received_at", "explained"), [(99, False), (100, True), (150, True), (200, True), (201, False)]
)
def test_it_explains_what_was_received_between_its_two_times(received_at: int, explained: bool) -> None:
    """What came before the moment that it went back to must be there; what came after it, too."""
    assert ONE.explains(received_at) is explained


def test_it_comes_as_it_was_sent() -> None:
    """With all its parts; each of them is signed."""
    assert read_restores(json.dumps(restores_json([ONE])).encode()) == (ONE,)
    parts: dict[str, Any] = {"number": 2, "at": 3, "made_at": 4, "upto": 5, "by": "B", "reason": "C"}
    for name, value in parts.items():
        changed = Restore(**{**{n: getattr(ONE, n) for n in Restore.__dataclass_fields__}, name: value})
        assert changed.signed_part() != ONE.signed_part()


@pytest.mark.parametrize(
    "change",
    [
        {"number": -1},
        {"at": True},
        {"made_at": "1"},
        {"upto": 2**53},
        {"by": "x" * 201},
        {"reason": 1},
        {"signature": "AA"},
    ],
)
def test_what_is_no_record_is_the_endpoint_s_fault(change: dict[str, Any]) -> None:
    """And so is what is no list of them."""
    (row,) = json.loads(json.dumps(restores_json([ONE])))["restores"]
    with pytest.raises(ServerError):
        read_restores(json.dumps({"restores": [{**row, **change}]}).encode())
    for data in (b"", b"{}", b'{"restores":1}', b'{"restores":' + b"[0," * 300 + b"0]}"):
        with pytest.raises(ServerError):
            read_restores(data)
