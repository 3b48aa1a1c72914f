"""What an authority asks: read strictly, and what it does not say is not asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sync.errors import BrokenMessage
from sync.policy import Policy, policy_text, read_policy, signed_policy

WHOLE = Policy(
    name="Example Council é",
    serves=("hertfordshire", "liverpool"),
    keep_days=28,
    acknowledge_minutes=15,
    ring=(("Duty desk", "01632 960001"), ("Manager", "01632 960002")),
)


def test_what_was_written_is_read() -> None:
    """Everything, or nothing of it."""
    assert read_policy(policy_text(WHOLE)) == WHOLE
    assert read_policy(policy_text(Policy())) == Policy()
    assert read_policy("{}") == Policy("", (), None, None, ())


def test_the_text_is_the_one_that_is_signed() -> None:
    """The format, literally: another spelling would fit no signature."""
    assert policy_text(Policy("é", ("a",), 7, None, (("b", "1"),))) == (
        '{"keep_days": 7, "name": "é", "ring": [["b", "1"]], "serves": ["a"]}'
    )
    assert policy_text(Policy()) == '{"name": "", "ring": [], "serves": []}'
    assert signed_policy("é") == b"carerapp policy 1\0\xc3\xa9"


def test_what_is_too_long_is_cut() -> None:
    """A name of 200 letters, 50 protocols, 10 numbers to ring of 100 and 40 letters."""
    found = read_policy(
        json.dumps(
            {
                "name": "n" * 201,
                "serves": [*map(str, range(51))],
                "ring": [["w" * 101, "1" * 41]] * 11,
                "later": {"a": 1},
            }
        )
    )
    assert found == Policy("n" * 200, tuple(map(str, range(50))), None, None, (("w" * 100, "1" * 40),) * 10)


@pytest.mark.parametrize("name", ["keep_days", "acknowledge_minutes"])
@pytest.mark.parametrize(
    ("value", "right"), [(1, True), (0, False), (-1, False), (True, False), ("7", False), (1.5, False)]
)
def test_a_number_is_a_whole_one_above_nought(name: str, value: Any, right: bool) -> None:
    """Nothing is kept for no days, and nobody waits no minutes."""
    text = json.dumps({name: value})
    if right:
        assert getattr(read_policy(text), name) == value
    else:
        with pytest.raises(BrokenMessage, match=name):
            read_policy(text)
    assert getattr(read_policy(json.dumps({name: None})), name) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "1",
        "[" * 100_000,
        '{"serves": {}}',
        '{"serves": "hertfordshire"}',
        '{"ring": {}}',
        '{"ring": ["Duty desk"]}',
        '{"ring": [["Duty desk"]]}',
        '{"ring": [["Duty desk", "1", "2"]]}',
    ],
)
def test_what_is_no_policy_is_not_taken(text: str) -> None:
    """One error for all of them."""
    with pytest.raises(BrokenMessage):
        read_policy(text)
