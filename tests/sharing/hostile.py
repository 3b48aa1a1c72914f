"""Entries as a hostile member of the home might write them, well formed or not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from carerapp.domain.events import EventKind
from carerapp.domain.topics import Topic

NOW = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
FIELDS = [
    *(
        "protocol",
        "placing",
        "setting",
        "called",
        "invented",
        "full_name",
        "date_of_birth",
        "photo",
        "people",
    ),
    *("people/x/name", "people/x/relation_to_child", "phones", "unknown_since", "reported_at", "found_at"),
    *(
        "closed_reason",
        "whereabouts",
        "at_risk",
        "looked_after",
        "search_room",
        "a/b/c",
        "",
        "note:note",
        "note:x",
    ),
    *map(str, Topic),
]
TIME = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    datetime.isoformat
)
WORD = st.sampled_from(
    ["hertfordshire", "liverpool", "elsewhere", "../..", "yes", "no", "not_known", "back", "x"]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | TIME
    | WORD,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("words", "outcome", "who", "records", "photo", "rules", "upto", "entries", "at", "x"),
                    *("moved", "host", "placing", "holder", "left", "left_host", "called", "before", "fact"),
                ]
            ),
            inside,
            max_size=4,
        )
    ),
    max_leaves=8,
)

LINKS = st.fixed_dictionaries(
    {
        "before": st.just("0e" * 32),
        "device": st.sampled_from(["0a" * 8, "0b" * 8, "ours"]),
        "number": st.integers(1, 9) | st.integers(1, 2**53 - 1),
        "version": st.integers(1, 2),
    }
)
"""Of their own feed, of another's, of this device's."""


@st.composite
def hostile(draw: st.DrawFn) -> dict[str, Any]:
    """Well formed, by Ben, in any record, about any thing."""
    kinds = [*map(str, EventKind), "weather"]
    return {
        "which": draw(st.integers(0, 5)),
        "kind": draw(st.sampled_from(kinds)),
        "field": draw(st.sampled_from(FIELDS)),
        "value": draw(VALUES),
        "happened_at": draw(TIME),
        "written_at": draw(TIME),
        "utc_offset": draw(st.integers(-840, 840)),
        "form": draw(
            st.sampled_from(["common/profile@1", "hertfordshire/episode@1", "x", "@", "liverpool/episode@9"])
        ),
        "milliseconds": draw(st.integers(0, int(NOW.timestamp() * 1000) + 10**10)),
        "replaces": draw(st.lists(st.integers(0, 400), max_size=3)),
        "reason": draw(st.text(max_size=5)),
        "run": draw(st.text(max_size=5)),
        "run_ms": draw(st.integers(0, 2**52)),
        "feed": draw(st.none() | LINKS | VALUES),
    }
