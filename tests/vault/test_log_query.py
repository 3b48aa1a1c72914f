"""A search in the log's table finds what a loop over all entries finds, and touches no file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.vault.format.log_table import NAME, LogStorage, LogTable

KINDS = ("open", "answer", "note", "attach", "correct")
TOPICS = ("note", "call", "photo")
NIGHT = datetime(2026, 6, 14, 22, 50, tzinfo=UTC)

entries = st.lists(
    st.fixed_dictionaries(
        {
            "author": st.sampled_from(("ann", "ben")),
            "kind": st.sampled_from(KINDS),
            "field": st.sampled_from(
                (*TOPICS, *(f"note:{topic}" for topic in TOPICS), "note:other", "height")
            ),
            "happened_at": st.integers(0, 180).map(lambda m: (NIGHT + timedelta(minutes=m)).isoformat()),
            "utc_offset": st.sampled_from((0, 60, -60)),
        }
    ),
    min_size=10,
    max_size=30,
).map(lambda many: [{**entry, "id": str(number)} for number, entry in enumerate(many)])


def table(documents: list[dict[str, Any]]) -> LogTable:
    """A table of these entries that nothing can be appended to."""

    def refuse(entry: Mapping[str, Any]) -> None:
        raise AssertionError("a search wrote an entry")

    return LogTable(lambda: documents, refuse)


def fits(entry: Mapping[str, Any], kinds: set[str], topics: set[str], day: date | None) -> bool:
    """The same question, asked without TinyDB."""
    topic = {"note": entry["field"], "attach": entry["field"]}.get(entry["kind"], "")
    if entry["kind"] == "correct" and entry["field"].startswith("note:"):
        topic = entry["field"].removeprefix("note:")
    kind = entry["kind"]
    if kind == "correct" and not entry["field"].startswith("note:"):
        kind = "answer"  # of which it is the correction; also found as the correction that it is
    about = not kinds | topics or {kind, entry["kind"]} & kinds or topic in topics
    local = datetime.fromisoformat(entry["happened_at"]).astimezone(ZoneInfo("Europe/London"))
    return bool(about) and day in (None, local.date())


@given(
    documents=entries,
    ids=st.just({str(number) for number in range(30)}) | st.sets(st.integers(0, 29).map(str)),
    author=st.sampled_from(("", "ann")),
    kinds=st.just(set()) | st.sets(st.sampled_from(KINDS)),
    topics=st.just(set()) | st.sets(st.sampled_from(TOPICS)),
    day=st.sampled_from((None, date(2026, 6, 14), date(2026, 6, 15))),
)
def test_a_query_is_a_filter(
    documents: list[dict[str, Any]],
    ids: set[str],
    author: str,
    kinds: set[str],
    topics: set[str],
    day: date | None,
) -> None:
    """Whatever is combined, in the log's order; the day is that of the United Kingdom's clock."""
    found = table(documents).find(
        ids=ids.__contains__,
        author=author.__eq__ if author else None,
        kinds=kinds,
        topics=topics,
        day=day,
    )
    assert found == [
        entry["id"]
        for entry in documents
        if entry["id"] in ids and author in ("", entry["author"]) and fits(entry, kinds, topics, day)
    ]


def test_what_a_newer_version_wrote_is_looked_for_by_that() -> None:
    """Of a kind or about a topic that nobody here knows; a time that is none stops no search."""
    documents: list[dict[str, Any]] = [
        {"id": "kind", "kind": "weather", "field": "weather", "happened_at": "now"},
        {"id": "topic", "kind": "note", "field": "weather"},
        {"id": "attached", "kind": "attach", "field": "weather"},
        {"id": "corrected", "kind": "correct", "field": "note:weather"},
        {"id": "note", "kind": "note", "field": "note"},
        {"id": "answer", "kind": "correct", "field": "height"},
    ]
    search = table(documents).find
    assert search(ids=lambda _: True, kinds=["newer"]) == ["kind", "topic", "attached", "corrected"]
    assert search(ids=lambda _: True, kinds=["open"]) == []
    assert search(ids=lambda _: True, day=date(2026, 6, 14)) == []


def test_an_entry_of_another_shape_is_passed_over() -> None:
    """What a newer version wrote, without the keys that are asked for, stops no search."""
    documents: list[dict[str, Any]] = [
        {"id": "new"},
        {"else": 1},
        {"id": "old", "kind": "note", "field": "call"},
    ]
    assert table(documents).find(ids=lambda _: True) == ["new", "old"]
    assert table(documents).find(ids=lambda _: True, topics=["call"]) == ["old"]
    assert table(documents).find(ids=lambda _: True, day=date(2026, 6, 14)) == []


def test_an_entry_is_got_by_its_number_and_by_nothing_else() -> None:
    """From 1 to the last; no other number, and no word."""
    documents: list[dict[str, Any]] = [{"id": "first"}, {"id": "second"}]
    assert [entry["id"] for entry in table(documents).all()] == ["first", "second"]
    rows = LogStorage(lambda: documents).read()
    assert rows is not None
    assert [rows[NAME][key]["id"] for key in rows[NAME]] == ["first", "second"]
    for key in ("0", "3", "-1", "first", "", "²", "1.0"):
        with pytest.raises(KeyError):
            rows[NAME][key]
