"""A move at the gate: what opens a record again, what others wrote before, and what a desk has seen of it."""

from __future__ import annotations

from typing import Any

import pytest

from carerapp.domain.belonging import belonging, moves
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.entries import Sender, entry
from carerapp.domain.gate.openings import Begun, named, opening
from carerapp.domain.json_value import Json
from carerapp.domain.outcomes import Fact
from carerapp.domain.records import Record
from carerapp.domain.seen import seen
from carerapp.domain.topics import encode
from carerapp.domain.topics.acknowledged import Acknowledged
from carerapp.domain.topics.moved import Moved
from tests.support.entries import stored

AUTHOR, NOW = "ab" * 8, 1_795_000_000_000
ONE, TWO = "0000000a", "0000000b"  # devices
ACT = Moved(
    host="liverpool",
    placing="",
    holder="liverpool",
    left_host="hertfordshire",
    left_placing="",
    left="hertfordshire",
    called={},
    before=False,
    tonight=True,
    reason="",
)
BEGUN = Begun("episode", first=True)


def moved(number: int, device: str = ONE, **other: Json) -> dict[str, Json]:
    return stored(number, device, AUTHOR, field="moved", value=encode(ACT), **other)


def opened(number: int, device: str = ONE, *, since: str = "", form: str = "liverpool/episode@1") -> Event:
    value: Json = {"rules": 0, "moved": since} if since else {"rules": 0}
    return Event.from_json(
        stored(number, device, AUTHOR, kind="open", field="", form=form, record="e", value=value)
    )


def reason(event: Event, begun: Begun | None, act: dict[str, Json] | None) -> Reason | None:
    try:
        opening(event, begun, act)
    except NotTaken as why:
        return why.reason
    return None


def test_what_opens_a_record_again_names_a_move_of_its_own_device_that_stands_here() -> None:
    """Of the same kind of form; and nothing else opens what was begun."""
    act = moved(5)
    again = opened(6, since=str(act["id"]))
    assert named(again) == act["id"]
    assert reason(again, BEGUN, act) is None
    broken: dict[str, Json] = {"id": "broken"}
    other = stored(5, ONE, AUTHOR), moved(5, TWO), moved(7), moved(5, kind="weather")
    for wrong in (None, broken, *other):
        assert reason(again, BEGUN, wrong) is Reason.BEGUN, wrong
    assert reason(opened(6, since="x", form="x/other@1"), BEGUN, act) is Reason.BEGUN
    assert reason(opened(6), BEGUN, None) is Reason.BEGUN


def test_who_has_nothing_from_before_takes_the_first_entry_when_it_comes_later() -> None:
    """It went on here since a move; where the child moves back with a yes, its beginning comes in: once, and
    of the same kind."""
    assert reason(opened(6, since="x"), None, None) is None
    goes_on = Begun.after(None, opened(6, since="x").to_json())
    assert goes_on == Begun("episode", first=False)
    assert reason(opened(1, form="hertfordshire/episode@2"), goes_on, None) is None
    assert reason(opened(1, form="x@1"), goes_on, None) is Reason.BEGUN
    whole = Begun.after(goes_on, opened(1).to_json())
    assert reason(opened(2), whole, None) is Reason.BEGUN
    assert Begun.after(whole, opened(9, since="y").to_json()) == whole


def passes(document: dict[str, Any], sender: Sender) -> Reason | None:
    try:
        entry(document, AUTHOR, sender, NOW)
    except NotTaken as why:
        return why.reason
    return None


def test_what_others_wrote_before_a_move_passes_in_the_feed_of_its_device() -> None:
    """Only what is older than the move; never this device's own stamp; never that a desk has seen it."""
    act = str(moved(5)["hlc"])
    sender = Sender(False, ONE, "0f0f0f0f", act)
    assert passes(stored(4, TWO, AUTHOR), sender) is None
    assert passes(stored(6, TWO, AUTHOR), sender) is Reason.STAMP
    assert passes(stored(6, ONE, AUTHOR), sender) is None
    assert passes(stored(4, TWO, AUTHOR), Sender(False, ONE, "0f0f0f0f")) is Reason.STAMP
    assert passes(stored(4, TWO, AUTHOR), Sender(False, ONE, TWO, act)) is Reason.STAMP
    for desk in (False, True):
        sender = Sender(desk, ONE, "0f0f0f0f", act)
        assert passes(stored(4, TWO, AUTHOR, field="acknowledged"), sender) is Reason.NOT_A_DESK


@pytest.mark.parametrize("fact", [fact for fact in Fact if fact is not Fact.ACKNOWLEDGED])
def test_that_it_was_not_so_after_all_passes_from_anybody(fact: Fact) -> None:
    """But for what only a desk knows."""
    back = stored(4, ONE, AUTHOR, kind="correct", field="note:taken_back", value={"fact": fact.value})
    assert passes(back, Sender(False, ONE, "0f0f0f0f")) is None
    seen_back = {**back, "value": {"fact": Fact.ACKNOWLEDGED.value}}
    assert passes(seen_back, Sender(False, ONE, "0f0f0f0f")) is Reason.NOT_A_DESK
    assert passes(seen_back, Sender(True, ONE, "0f0f0f0f")) is None


def test_a_move_of_a_kind_that_a_newer_version_knows_moves_nobody() -> None:
    """It stands in the log, and changes nothing else."""
    newer = Event.from_json(moved(5, kind="weather"))
    assert moves([newer]) == ()
    assert belonging([newer]).host == ""
    assert belonging([Event.from_json(moved(5))]).host == "liverpool"


@pytest.mark.parametrize("late", [False, True])
def test_a_desk_that_got_nothing_from_before_has_seen_all_that_it_got(late: bool) -> None:
    """The home holds entries from before the move, which that desk will never have. What comes in late, of
    the time after the move, it has not seen."""
    of_it: dict[str, Json] = {"record": "e", "form": "liverpool/episode@1"}
    before = [stored(1, ONE, AUTHOR, kind="open", **of_it), stored(2, ONE, AUTHOR, **of_it)]
    after = [stored(6, ONE, AUTHOR, **of_it), stored(8, ONE, AUTHOR, **of_it)]
    said = encode(Acknowledged(str(after[-1]["hlc"]), "Duty officer", len(after)))
    ack = stored(9, TWO, AUTHOR, field="acknowledged", **{**of_it, "value": said})
    more = [stored(7, "0000000c", AUTHOR, **of_it)] if late else []
    events = [Event.from_json(one) for one in (*before, moved(5), *after, ack, *more)]
    found = seen(Episode(Record.fold("e", [e for e in events if e.record == "e"])), events)
    assert found is not None
    assert found.since == len(more)


def test_the_limit_a_forged_move_to_who_has_the_child_hides_what_came_late() -> None:
    """Liverpool has the child; the move says that it comes from elsewhere, and brings nothing. What was
    written before the desk looked and came in after is not counted then; the move stands in the log."""
    of_it: dict[str, Json] = {"record": "e", "form": "liverpool/episode@1"}
    first = [stored(number, ONE, AUTHOR, **of_it) for number in (1, 2, 4)]
    said = encode(Acknowledged(str(first[-1]["hlc"]), "Duty officer", len(first)))
    ack = stored(9, TWO, AUTHOR, field="acknowledged", **{**of_it, "value": said})
    late = stored(3, "0000000c", AUTHOR, **of_it)
    for forged, since in (([], 1), ([moved(5, "0000000c")], 0)):
        events = [Event.from_json(one) for one in (*first, ack, late, *forged)]
        found = seen(Episode(Record.fold("e", [e for e in events if e.record == "e"])), events)
        assert found is not None
        assert found.since == since
