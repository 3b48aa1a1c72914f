"""A colleague with a changed client, over a real endpoint: he speaks for nobody else, and hides nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from carerapp.actions.acknowledge import acknowledge
from carerapp.actions.send_restricted import send_restricted
from carerapp.actions.take_back import take_back
from carerapp.actions.write_note import write_note
from carerapp.domain.chronology import chronology
from carerapp.domain.gate import Reason
from carerapp.domain.gate.letters import Letter
from carerapp.domain.outcomes import Fact
from carerapp.domain.seen import seen
from carerapp.sharing import restricted_entries
from carerapp.sharing.set_aside import AsideShelf
from tests.support.endpoint.authority import Authority
from tests.support.hostile import Hostile, everything_said, reasons, taken_by_an_older_version
from tests.support.tablets import Tablet


def not_seen(desk: Tablet, child: str) -> int:
    """How many entries came since the desk has looked, as it counts them itself."""
    with desk.opened() as at:
        file = at.book.child(child)
        found = seen(file.episodes[0], file.events)
        assert found is not None
        return found.since


def test_nobody_writes_in_anothers_name(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """Signed by Ben, it says Ann, or the duty officer; or it bears Ann's name under Ben's id."""
    before = everything_said(ann)
    with ann.opened() as at:
        ann_id, stamp = at.vault.person.id, str(at.vault.get_setting("device"))[:8]
    with desk.opened() as at:
        officer = at.vault.person.id
    hostile.send(
        hostile.honest(author=ann_id, value={"words": "Ann did nothing"}),
        hostile.honest(author=officer, value={"words": "The desk says wait"}),
        hostile.honest(hlc=f"{hostile.honest()['hlc'][:17]}-{stamp}"),
    )
    for tablet, last in ((ann, Reason.STAMP), (desk, Reason.STAMP)):
        tablet.sync()
        assert reasons(tablet) == [Reason.AUTHOR, Reason.AUTHOR, last]
        assert everything_said(tablet) == before


def test_who_bears_anothers_name_is_told_from_them(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """A new id and a new key are anybody's to make, and so is the name that goes with them."""
    false = hostile.send_under("Ann\u200b Example", hostile.honest(value={"words": "Ann did nothing"}))
    with ann.opened() as at:
        ann_id = at.vault.person.id
    for tablet in (ann, desk):
        tablet.sync()
        assert "Ann did nothing" in everything_said(tablet)["Ola Example"]
        with tablet.opened() as at:
            assert at.book.name_of(false) == f"Ann Example (id {false[:6]})"
            own = "" if tablet is ann else f" (id {ann_id[:6]})"
            assert at.book.name_of(ann_id) == f"Ann Example{own}"


def test_only_a_duty_desk_acknowledges(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """Ben's "seen" does not count, also under the officer's name; the desk's own does, and is told from
    it."""
    newest = hostile.honest()["hlc"]
    said = {"upto": newest, "role": "Duty officer", "entries": 99}
    hostile.send(
        hostile.honest(field="acknowledged", value=said),
        hostile.honest(kind="correct", field="note:acknowledged", value=said, reason="so"),
    )
    ann.sync()
    assert reasons(ann) == [Reason.NOT_A_DESK] * 2
    with ann.opened() as at:
        file = at.book.child(child)
        assert seen(file.episodes[0], file.events) is None
    desk.sync()
    with desk.opened() as at:
        acknowledge(at.book, child, at.book.child(child).episodes[0].id)
    desk.sync()
    ann.sync()
    with ann.opened() as at:
        file = at.book.child(child)
        found = seen(file.episodes[0], file.events)
        assert found is not None
        assert (at.book.name_of(found.by), found.since) == ("Dee Example", 0)
    assert reasons(ann) == [Reason.NOT_A_DESK] * 2


def test_only_a_duty_desk_takes_its_seen_back(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """Not a colleague, neither by that name nor by another; the desk itself, at once."""
    with desk.opened() as at:
        episode = at.book.child(child).episodes[0].id
        ack = acknowledge(at.book, child, episode).id
    desk.sync()
    back = hostile.honest(
        kind="correct", field="note:taken_back", value={"fact": "acknowledged"}, supersedes=[ack]
    )
    hostile.send(
        back,
        {**back, "id": "other", "value": {"fact": "told"}},
        hostile.honest(kind="answer", field="whereabouts", value="x", supersedes=[ack]),
    )
    for tablet in (ann, desk):
        tablet.sync()
        assert reasons(tablet) == [Reason.NOT_A_DESK] * 3
        with tablet.opened() as at:
            file = at.book.child(child)
            assert seen(file.episodes[0], file.events) is not None
    with desk.opened() as at:
        take_back(at.book, child, episode, Fact.ACKNOWLEDGED)
    desk.sync()
    ann.sync()
    with ann.opened() as at:
        file = at.book.child(child)
        assert seen(file.episodes[0], file.events) is None


def test_a_stamp_of_the_far_future_neither_shuffles_notes_nor_hides_them_from_the_desk(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """Three notes after it stand in their order, and the desk counts three since it has looked."""
    for stamp in ("ffffffffffff-ffff", "0690000000000-ffff"[:12] + "-ffff"):
        hostile.send(hostile.honest(hlc=f"{stamp}-{hostile.stamp}", value={"words": "From 2190"}))
    ann.sync()
    desk.sync()
    with desk.opened() as at:
        acknowledge(at.book, child, at.book.child(child).episodes[0].id)
    with ann.opened() as at:
        episode = at.book.child(child).episodes[0].id
        for words in ("One", "Two", "Three"):
            write_note(at.book, child, episode, words)
        file = at.book.child(child)
        lines = [line.words for line in chronology(file, file.episodes[0], at.book.name_of)]
        assert lines[-3:] == ["One", "Two", "Three"]
        assert len({event.hlc for event in file.events}) == len(file.events)
    ann.sync()
    desk.sync()
    assert not_seen(desk, child) == 3


def test_an_entry_that_came_in_late_was_not_seen_though_its_stamp_is_older(
    authority: Authority, ann: Tablet, ben: Tablet, desk: Tablet, child: str
) -> None:
    """Written before the desk looked, sent after: the desk reads that one entry is new."""
    with ann.opened() as at:
        episode = at.book.child(child).episodes[0].id
        write_note(at.book, child, episode, "Written without signal")
    with desk.opened() as at:
        acknowledge(at.book, child, episode)
    ann.sync()
    desk.sync()
    assert not_seen(desk, child) == 1


def test_what_bears_this_tablets_stamp_is_not_sent_on_as_its_own(
    authority: Authority, ann: Tablet, child: str, hostile: Hostile
) -> None:
    """Also where an older version of the app had taken it in: own is what was signed here."""
    with ann.opened() as at:
        stamp = str(at.vault.get_setting("device"))[:8]
        written = at.sharing.status().authorities[at.sharing.authorities[0].device].feed(child).written
        forged = hostile.honest(hlc=f"{hostile.honest()['hlc'][:17]}-{stamp}", author=at.vault.person.id)
        taken_by_an_older_version(at.vault, child, hostile.signed(forged))
        feed = at.sharing.status().authorities[at.sharing.authorities[0].device].feed(child)
        assert feed.written == written


def test_letters_that_are_none_or_about_another_child_are_set_aside(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """The desk goes on: the right one after them is read, and its screen lists it."""
    right = {"child": child, "words": "Right", "who": "Ben, Staff", "written_at": "2026-11-20T22:00:00+00:00"}
    wrong: list[bytes] = [
        b"[1,2]",
        json.dumps({"child": "x"}).encode(),
        json.dumps({**right, "child": "ab" * 16}).encode(),
        json.dumps({**right, "words": [1]}).encode(),
        json.dumps({**right, "written_at": "0001-01-01T00:00:00+23:59"}).encode(),
        b"\xff",
        b"[" * 9_000,
    ]
    for plain in (*wrong, json.dumps(right).encode()):
        hostile.letter(plain, child)
    desk.sync()
    with desk.opened() as at:
        (read,) = restricted_entries(at.vault, at.sharing.authorities[0])
        assert read.words == "Right"
        items = AsideShelf(at.vault).items()
    assert [item.what for item in items] == ["letter"] * len(wrong)
    assert items[2].reason is Reason.CHILD
    assert "not done" not in desk.sync()


def test_a_letter_is_of_who_signed_it(
    authority: Authority, ann: Tablet, ben: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """Ben's own, though it says that it is Ann's; nobody's, where nobody signed it; and none under her id,
    nor with what she signed once for another."""
    with ann.opened() as at:
        ann_id, made = at.vault.person.id, at.sharing.authorities[0]
        episode = at.book.child(child).episodes[0].id
        send_restricted(at.book, at.sharing.writer(made), child, episode, "Hers")
    ann.sync()
    bare = Letter(child, "His", "Ann Example, Staff", "2026-11-20T22:00:00+00:00")
    old = {part: value for part, value in asdict(bare).items() if value}
    hostile.letter(json.dumps({**old, "words": "Nobody’s"}).encode(), child)
    hostile.signed_letter(bare, hostile.author)
    hostile.signed_letter(replace(bare, words="Forged"), ann_id)
    desk.sync()
    with desk.opened() as at:
        made = at.sharing.authorities[0]
        kept: Any = at.vault.get_setting(f"letters in {made.device}")
        hers = next(one for one in kept["letters"] if one["words"] == "Hers")
    again = {part: value for part, value in hers.items() if part != "id"}
    hostile.letter(json.dumps(again).encode(), child)
    desk.sync()
    with desk.opened() as at:
        came = restricted_entries(at.vault, made)
        assert [(one.words, one.author) for one in came] == [
            ("Hers", ann_id),
            ("Nobody’s", ""),
            ("His", hostile.author),
        ]
        assert [item.reason for item in AsideShelf(at.vault).items()] == [Reason.SIGNATURE] * 2


def test_a_picture_in_anothers_place_holds_nothing_up_and_is_named(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """Ben was first with other bytes under the id of Ann's picture: her next one and her letter to the desk
    go out, and she is told."""
    with ann.opened() as at:
        made, episode = at.sharing.authorities[0], at.book.child(child).episodes[0].id
        taken, free = (at.book.save_file(child, words) for words in (b"hers", b"hers, too"))
        send_restricted(at.book, at.sharing.writer(made), child, episode, "A carer hit him")
    hostile.picture(taken, b"his")
    ann.sync()
    assert reasons(ann) == [Reason.OTHER_FILE]
    desk.sync()
    with desk.opened() as at:
        assert [one.words for one in restricted_entries(at.vault, at.sharing.authorities[0])] == [
            "A carer hit him"
        ]
        assert at.book.file(child, free) == b"hers, too"
    assert reasons(desk) == []
    with ann.opened() as at:
        assert at.book.file(child, taken) == b"hers"


def test_the_command_says_what_was_set_aside_in_one_line_each(
    authority: Authority, ann: Tablet, child: str, hostile: Hostile, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of it can move a terminal's cursor or look like a line of the command's own."""
    from carerapp.cli import main

    hostile.send(
        hostile.honest(happened_at="now", value={"words": "a\nNothing is set aside.\x1b[2Jb\u202e"}),
    )
    ann.sync()
    ann.sign_in()
    assert main(["set-aside", "--data", str(ann.folder)]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("An entry of another device, about Ola Example (")
    assert "a Nothing is set aside. [2Jb" in line
    assert not set(line) & {"\x1b", "\u202e"}
