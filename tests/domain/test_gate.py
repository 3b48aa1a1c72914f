"""The gate's doors: whatever the bytes are, a door gives the thing or a reason; what is honest passes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Set
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carerapp.domain.canonical import NotCanonical, canonical, deeper_than, read_canonical
from carerapp.domain.events import Event, EventKind
from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.captured import captured
from carerapp.domain.gate.entries import MOST_BYTES, Sender, decoded, entry
from carerapp.domain.gate.files import MOST_FILE, chunk
from carerapp.domain.gate.held import read_log
from carerapp.domain.gate.keys import child_key
from carerapp.domain.gate.letters import letter, may_be_decoded
from carerapp.domain.gate.shape import shown
from carerapp.domain.gate.signers import signer
from carerapp.domain.json_value import DEEPEST, too_deep
from tests.support.entries import stored

AUTHOR, NOW = "ab" * 8, 1_795_000_000_000
SENDER = Sender(desk=False, stamp="", ours="0f0f0f0f")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=20,
)
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


def test_a_letter_is_about_the_child_that_it_was_sent_for() -> None:
    """Where the endpoint says for whom."""
    said = {"child": "ab" * 16, "words": "W", "who": "Ben", "written_at": "2026-11-20T22:00:00+00:00"}
    assert letter(said, "ab" * 16) == letter(said, "")
    with pytest.raises(NotTaken, match="child"):
        letter(said, "cd" * 16)


def test_what_the_author_of_a_letter_vouches_for() -> None:
    """Its words, for whom, from whom, when, and its id: to the byte, so that it passes as no other."""
    said = {"child": "ab" * 16, "words": "W é", "who": "Ben", "written_at": "2026-11-20T22:00:00+00:00"}
    signed = {**said, "author": "ab" * 8, "signature": "cd" * 64}
    expected = canonical({**said, "id": "i1"})
    assert (
        letter(said, "").signed_part("i1") == letter(signed, "").signed_part("i1") == b"letter\0" + expected
    )
    assert (letter(said, "").author, letter(said, "").signature) == ("", "")
    assert (letter(signed, "").author, letter(signed, "").signature) == ("ab" * 8, "cd" * 64)
    for half in ("author", "signature"):
        with pytest.raises(NotTaken):
            letter({**said, half: signed[half]}, "")


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


@given(JSON, st.none() | st.just("aa" * 32), st.booleans())
def test_who_signed_passes_or_has_a_reason(who: Any, known: str | None, fits: bool) -> None:
    """Also where the key is no key."""
    with pytest.raises(NotTaken):
        signer(who, known, lambda _: fits)
    person = {"name": "Ann", "role": "Staff", "key": "aa" * 32}
    assert signer({**person, "more": who}, known, lambda _: True) == person
    for wrong in (
        {"key": "ab" * 32},
        {"key": "AA" * 32},
        {"key": "no hex"},
        {"name": 1},
        {"role": "x" * 201},
    ):
        with pytest.raises(NotTaken):
            signer({**person, **wrong}, "aa" * 32, lambda _: True)
    with pytest.raises(NotTaken, match="signature"):
        signer(person, None, lambda _: False)


@given(JSON, st.binary(max_size=80), st.integers(-2, 300), st.integers(-2, 300), st.integers(0, 10**8))
def test_the_other_doors_give_the_thing_or_a_reason(
    value: Any, data: bytes, number: int, of: int, before: int
) -> None:
    """Letters, keys, chunks of files, what was written while locked."""
    doors: tuple[Callable[[], object], ...] = (
        partial(letter, value, "ab" * 16),
        partial(child_key, data),
        partial(chunk, number, of, before, data, 64),
    )
    for door in doors:
        with contextlib.suppress(NotTaken):
            door()
    piece = captured(value)
    assert piece is None or piece is value


PIECES = [b"x" * 64, b"y" * 64, b"z"]


def test_a_file_passes_chunk_by_chunk() -> None:
    """The last one may be shorter, and may be as long as the others."""
    for number, piece in enumerate(PIECES):
        assert chunk(number, 3, 64 * number, piece, 64) == piece
    assert chunk(2, 3, 128, PIECES[0], 64) == PIECES[0]
    assert chunk(0, 1, MOST_FILE - 64, PIECES[0], 64) == PIECES[0]


@pytest.mark.parametrize(
    ("number", "of", "before", "data"),
    [
        (-1, 3, 0, PIECES[0]),
        (3, 3, 0, PIECES[0]),
        (0, 0, 0, PIECES[0]),
        (2, 3, 128, b""),
        (2, 3, 128, b"x" * 65),
        (1, 3, 64, b"y" * 63),  # only the last is shorter
        (0, 1, MOST_FILE - 63, PIECES[0]),
    ],
)
def test_a_chunk_of_no_file_is_not_taken(number: int, of: int, before: int, data: bytes) -> None:
    """Of a number that there is not, empty, too long, too short, or of a file that is too large."""
    with pytest.raises(NotTaken) as refused:
        chunk(number, of, before, data, 64)
    assert refused.value.reason is Reason.FILE


def test_a_letter_is_decoded_when_it_is_short_and_flat() -> None:
    """Up to four bytes for each of 60,000 letters, and as deep as any entry."""
    assert may_be_decoded(b"1" * 240_000)
    assert not may_be_decoded(b"1" * 240_001)
    assert may_be_decoded(b"[" * DEEPEST + b"]" * DEEPEST)
    assert not may_be_decoded(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))


def test_what_was_written_while_locked_passes() -> None:
    """A start and a note as the lock screen writes them; not one without a time."""
    start = {"kind": "start", "id": "a", "night": "a", "at": "2026-11-20T22:00:00+00:00", "by": None}
    assert captured(start) == start
    assert captured({**start, "since": "2026-11-20T21:00:00+00:00"})
    assert captured({**start, "at": "now"}) is None
    assert captured({**start, "since": "2026-11-20T21:00:00"}) is None
    assert captured({**start, "words": ["a"]}) is None
    assert captured({**start, "run": "boot", "run_ms": 5_000_000})
    for steady in (-1, 2**63, 1.5, "5", True, None):
        assert captured({**start, "run": "boot", "run_ms": steady}) is None


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
