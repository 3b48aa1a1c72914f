"""A record is the fold of its events."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.events import Event, EventKind, utc
from carerapp.domain.hlc import tick
from carerapp.domain.json_value import Json
from carerapp.domain.records import Record
from carerapp.domain.topics import Topic
from carerapp.domain.topics.note import Note


def event(
    number: int, kind: EventKind, field: str, value: Json, supersedes: tuple[str, ...] = (), device: str = "a"
) -> Event:
    """The event of a number: its id, its second, its stamp."""
    moment = f"2026-01-01T00:00:{number % 60:02d}+00:00"
    return Event(
        f"e{number}",
        "r",
        "f@1",
        kind,
        field,
        value,
        supersedes,
        "p1",
        moment,
        moment,
        0,
        tick("", 1_000 + number, device),
    )


def test_the_latest_answer_shows_and_the_earlier_one_stays_in_history() -> None:
    """Changing an answer loses nothing."""
    first = event(1, EventKind.ANSWER, "height", "168 cm")
    second = event(2, EventKind.ANSWER, "height", "170 cm", ("e1",))
    record = Record.fold("r", [first, second])
    assert record.text("height") == "170 cm"
    assert [e.value for e in record.history("height")] == ["168 cm", "170 cm"]


def test_two_devices_that_wrote_at_once_are_both_kept() -> None:
    """Neither knew of the other, so neither replaces the other."""
    ours = event(1, EventKind.ANSWER, "medical", "Asthma")
    theirs = event(2, EventKind.ANSWER, "medical", "Asthma, nuts", device="b")
    record = Record.fold("r", [ours, theirs])
    assert [a.value for a in record.answers("medical")] == ["Asthma", "Asthma, nuts"]
    assert [a.author for a in record.answers("medical")] == ["p1", "p1"]
    assert [a.written_at for a in record.answers("medical")] == [ours.written_at, theirs.written_at]
    choice = event(3, EventKind.ANSWER, "medical", "Asthma, nuts", ("e1", "e2"))
    assert len(Record.fold("r", [ours, theirs, choice]).answers("medical")) == 1


def test_a_corrected_note_is_replaced_and_the_original_remains() -> None:
    """The fold shows the correction; the original event is not gone."""
    wrong = event(1, EventKind.NOTE, "note", {"words": "Left at 20:00"})
    right = event(2, EventKind.CORRECT, "note:note", {"words": "Left at 21:00"}, ("e1",))
    record = Record.fold("r", [wrong, right])
    assert [(e.id, Note.of(e).words) for e in record.notes(Topic.NOTE)] == [("e2", "Left at 21:00")]


def test_a_removed_row_leaves_the_table_and_its_cells_stay() -> None:
    """Rows keep the order they were added in."""
    events = [
        event(1, EventKind.ADD_ROW, "people", "r1"),
        event(2, EventKind.ADD_ROW, "people", "r2"),
        event(3, EventKind.ANSWER, "people/r1/name", "Jo"),
        event(4, EventKind.REMOVE_ROW, "people", "r1"),
    ]
    record = Record.fold("r", events)
    assert record.rows("people") == ["r2"]
    assert record.text("people/r1/name") == "Jo"


fields = st.sampled_from(["a", "b", "t/r1/c"])


@given(st.lists(st.tuples(fields, st.text(max_size=5), st.booleans()), max_size=25), st.randoms())
def test_the_fold_does_not_depend_on_the_order_of_arrival(
    writes: list[tuple[str, str, bool]], shuffle: random.Random
) -> None:
    """Two devices that hold the same events show the same record."""
    events: list[Event] = []
    seen: dict[str, tuple[str, ...]] = {}
    for number, (field, value, knowing) in enumerate(writes):
        known = seen.get(field, ()) if knowing else ()
        events.append(event(number, EventKind.ANSWER, field, value, known))
        seen[field] = (*(() if knowing else seen.get(field, ())), f"e{number}")
    straight = Record.fold("r", events)
    shuffled = list(events)
    shuffle.shuffle(shuffled)
    other = Record.fold("r", shuffled)
    for path in ("a", "b", "t/r1/c"):
        assert straight.answers(path) == other.answers(path)
        assert straight.history(path) == other.history(path)


TIMES = st.datetimes(datetime(1901, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC)).map(utc)


@given(
    st.builds(
        Event,
        id=st.text(min_size=1, max_size=200),
        record=st.text(min_size=1, max_size=200),
        form=st.text(max_size=150),
        kind=st.sampled_from([kind for kind in EventKind if kind is not EventKind.NEWER]),
        field=st.text(max_size=200),
        value=st.recursive(st.none() | st.booleans() | st.text(), lambda v: st.lists(v, max_size=3)),
        supersedes=st.lists(st.text(), max_size=3).map(tuple),
        author=st.text(max_size=150),
        happened_at=TIMES,
        written_at=TIMES,
        utc_offset=st.integers(-14 * 60, 14 * 60),
        hlc=st.builds(tick, st.just(""), st.integers(0, 2**42), st.just("abcdef01")),
        reason=st.text(),
        run=st.text(max_size=40),
        run_ms=st.integers(0, 2**53 - 1),
    )
)
def test_an_event_reads_back_as_it_was_written(original: Event) -> None:
    """Nothing of an event is lost on the way to the journal and back."""
    assert Event.from_json(original.to_json()) == original


def test_a_kind_of_a_newer_version_changes_nothing() -> None:
    """Not even by what it says that it replaces."""
    answer = event(1, EventKind.ANSWER, "a", "Brown")
    newer = event(2, EventKind.NEWER, "a", "Black", (answer.id,))
    assert Record.fold("r", [answer, newer]).value("a") == "Brown"
