"""The gate's door for entries and logs: an entry passes or has a reason, and what is honest passes."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carerapp.domain.events import Event, EventKind
from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.entries import Sender, entry
from carerapp.domain.gate.held import read_log
from carerapp.domain.gate.shape import shown
from tests.domain.any_json import JSON
from tests.support.entries import stored

AUTHOR, NOW = "ab" * 8, 1_795_000_000_000
SENDER = Sender(desk=False, stamp="", ours="0f0f0f0f")
HONEST = stored(1, "abcdef01", AUTHOR)


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A real entry, with some of its parts another thing, gone, or more."""
    document: dict[str, Any] = dict(HONEST)
    for name in draw(st.lists(st.sampled_from([*document, "later"]), max_size=4)):
        if draw(st.booleans()):
            document[name] = draw(
                JSON | st.sampled_from([*map(str, EventKind), "x" * 500, "../..", "9999-99-99", 10**400])
            )
        else:
            document.pop(name, None)
    return document


def of_door(
    document: dict[str, Any], sender: Sender = SENDER, acknowledged: Set[str] = frozenset()
) -> Event | Reason:
    try:
        return entry(document, AUTHOR, sender, NOW, acknowledged)
    except NotTaken as why:
        return why.reason


@given(mutated() | st.dictionaries(st.text(), JSON))
def test_an_entry_passes_or_has_a_reason_and_what_passed_can_be_read(document: dict[str, Any]) -> None:
    """No other error; of an event that passed every property answers."""
    found = of_door(document)
    if isinstance(found, Event):
        assert found.happened.tzinfo
        assert found.written.tzinfo
        assert isinstance(found.moment.words() + found.moment.beside, str)
        assert found.author == AUTHOR
        if found.kind is not EventKind.NEWER:
            assert Event.from_json(found.to_json()) == found
    else:
        assert isinstance(found, Reason)


def test_in_a_log_nobody_speaks_for_another_and_no_home_for_the_desk() -> None:
    """The signer decides, whatever the entry says."""
    seen = {**HONEST, "field": "acknowledged"}
    events, left_out = read_log([HONEST, HONEST, seen], [AUTHOR, "cd" * 8, AUTHOR], lambda _: True)
    assert len(events) == 1
    assert [(one.place, one.reason) for one in left_out] == [(1, Reason.AUTHOR), (2, Reason.NOT_A_DESK)]
    assert len(read_log([seen], [AUTHOR], lambda _: False)[0]) == 1


def test_what_takes_seen_back_is_the_desks_under_whatever_name_it_comes() -> None:
    """At the door, and in a log, whatever stands first there; what a newer version knows changes nothing."""
    ack = {**HONEST, "id": "seen", "field": "acknowledged"}
    named = {**HONEST, "kind": "correct", "field": "note:taken_back", "value": {"fact": "acknowledged"}}
    hidden = {**HONEST, "kind": "correct", "field": "note:taken_back", "value": {"fact": "told"}}
    answer = {**HONEST, "kind": "answer", "field": "whereabouts"}
    for one, names in ((named, []), (hidden, ["x", "seen"]), (answer, ["seen"])):
        back = {**one, "id": "back", "supersedes": names}
        assert of_door(back, acknowledged={"seen"}) is Reason.NOT_A_DESK
        assert isinstance(of_door(back, Sender(True, "", "0f0f0f0f"), {"seen"}), Event)
        for log in ([ack, back], [back, ack]):
            signers = [AUTHOR, AUTHOR]
            assert len(read_log(log, signers, lambda _: False)[0]) == 2
            log = [{**one, "author": "cd" * 8} if one is back else one for one in log]
            signers = [str(one["author"]) for one in log]
            (event,), (out,) = read_log(log, signers, lambda author: author != AUTHOR)
            assert (event.id, out.reason, out.signer) == ("seen", Reason.NOT_A_DESK, "cd" * 8)
    assert isinstance(of_door({**hidden, "supersedes": ["x"]}, acknowledged={"seen"}), Event)
    newer = {**HONEST, "kind": "weather", "supersedes": ["seen"]}
    assert isinstance(of_door(newer, acknowledged={"seen"}), Event)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"author": "cd" * 8}, Reason.AUTHOR),
        ({"hlc": "000000000001-0000-0f0f0f0f"}, Reason.STAMP),
        ({"hlc": "0205a0000000-0000-abcdef01"}, Reason.AHEAD),
        ({"hlc": "0700a0000000-0000-abcdef01"}, Reason.SHAPE),
        ({"hlc": "1-1-abcdef01"}, Reason.SHAPE),
        ({"field": "acknowledged"}, Reason.NOT_A_DESK),
        ({"kind": "correct", "field": "note:acknowledged"}, Reason.NOT_A_DESK),
        ({"id": ""}, Reason.SHAPE),
        ({"written_at": "2026-11-20T22:00:00"}, Reason.SHAPE),
        ({"supersedes": "abc"}, Reason.SHAPE),
        ({"supersedes": [1]}, Reason.SHAPE),
        ({"utc_offset": True}, Reason.SHAPE),
        ({"run_ms": -1}, Reason.SHAPE),
        ({"kind": ["note"]}, Reason.SHAPE),
    ],
)
def test_why_an_entry_is_not_taken(other: dict[str, Any], reason: Reason) -> None:
    """The honest one is; each of these has its own reason."""
    assert isinstance(of_door(HONEST), Event)
    assert of_door({**HONEST, **other}) is reason


def test_a_feed_has_one_stamp_and_a_desk_may_acknowledge() -> None:
    """The first entry of a feed says which; a person of this vault may bear this device's own."""
    of: Callable[[str, str], Event | Reason] = lambda stamp, ours: of_door(HONEST, Sender(False, stamp, ours))
    assert isinstance(of("abcdef01", "0f0f0f0f"), Event)
    assert of("abcdef02", "0f0f0f0f") is Reason.STAMP
    assert of("", "abcdef01") is Reason.STAMP
    assert isinstance(of("", ""), Event)
    desk = Sender(True, "", "0f0f0f0f")
    assert isinstance(of_door({**HONEST, "field": "acknowledged"}, desk), Event)


def test_before_its_move_a_device_passes_on_what_others_wrote() -> None:
    """Up to the stamp of the move, and not what only a desk may say; a feed that has borne no stamp yet, and
    a device's own entries, pass nothing on."""
    stamp = str(HONEST["hlc"])
    later = f"{stamp}0"
    assert isinstance(of_door(HONEST, Sender(False, "abcdef02", "0f0f0f0f", passes_on=later)), Event)
    assert of_door(HONEST, Sender(False, "abcdef02", "0f0f0f0f", passes_on=stamp)) is Reason.STAMP
    seen = {**HONEST, "field": "acknowledged"}
    assert of_door(seen, Sender(True, "abcdef02", "0f0f0f0f", passes_on=later)) is Reason.NOT_A_DESK
    for own in ("", "abcdef01"):
        assert isinstance(of_door(seen, Sender(True, own, "0f0f0f0f", passes_on=later)), Event)


def test_what_a_newer_version_wrote_passes() -> None:
    """A kind, a topic, a part that this version does not know; but not one that is no name."""
    found = of_door({**HONEST, "kind": "weather", "later": {"a": [1]}})
    assert isinstance(found, Event)
    assert found.kind is EventKind.NEWER
    assert isinstance(of_door({**HONEST, "field": "of_a_later_version"}), Event)
    assert of_door({**HONEST, "kind": "newer kind"}) is Reason.SHAPE


@given(st.lists(mutated() | st.dictionaries(st.text(), JSON, max_size=3), max_size=6), st.booleans())
def test_a_log_is_read_whatever_stands_in_it(documents: list[dict[str, Any]], home: bool) -> None:
    """Each entry is read or left out; none is lost without being named."""
    honest = {**HONEST, "id": "honest"}
    events, left_out = read_log([*documents, honest], [AUTHOR] * (len(documents) + 1), lambda _: home)
    assert len(events) + len(left_out) == len(documents) + 1
    assert events[-1].id == "honest"
    assert not {one.place for one in left_out} & {len(documents)}
    assert all(one.reason in (Reason.UNREADABLE, Reason.AUTHOR, Reason.NOT_A_DESK) for one in left_out)


@given(st.text())
@example("a\nb\x1b[2J\u202e\u2028\ud800" + "x" * 5_000)
def test_what_is_shown_of_anything_is_one_harmless_line(words: str) -> None:
    """Nothing that moves a cursor, turns a line round, or goes on for ever."""
    said = shown(words)
    assert len(said.splitlines()) <= 1
    assert len(said) <= 402
    assert said.encode() is not None
    assert said.replace("\u200c", "").replace("\u200d", "").isprintable()


@given(st.sampled_from(list(Reason)))
def test_every_reason_has_words(reason: Reason) -> None:
    """And is the same when it was kept."""
    assert reason.words
    assert Reason.read(reason.value) is reason
    assert Reason.read("of a later version") is Reason.UNREADABLE
