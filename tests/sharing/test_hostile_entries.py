"""Entries that are none, or that nobody here knows, over a real endpoint: they stop nothing and are named."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from carerapp import bootstrap
from carerapp.actions.add_child import add_child
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.domain.gate import Reason
from carerapp.domain.seen import seen
from carerapp.evidence import proved, verify
from carerapp.sharing.set_aside import AsideShelf
from tests.support.endpoint.authority import Authority
from tests.support.hostile import (
    Hostile,
    as_an_older_version_kept_it,
    everything_said,
    reasons,
    spelled,
    taken_by_an_older_version,
)
from tests.support.tablets import Tablet, typed
from tests.support.wall_clock import Wall

Make = Callable[[Hostile], bytes | dict[str, Any]]


def nested(depth: int) -> Any:
    value: Any = "deep"
    for _ in range(depth):
        value = [value]
    return value


# What each is, and why it does not pass.
MALFORMED: dict[str, tuple[Make, Reason]] = {
    "no kind": (lambda h: {k: v for k, v in h.honest().items() if k != "kind"}, Reason.SHAPE),
    "a kind that is no name": (lambda h: h.honest(kind="No kind!"), Reason.SHAPE),
    "no value": (lambda h: {k: v for k, v in h.honest().items() if k != "value"}, Reason.SHAPE),
    "UTF-16": (lambda h: json.dumps(h.honest()).encode("utf-16"), Reason.SPELLING),
    "a byte order mark": (lambda h: b"\xef\xbb\xbf" + spelled(h.honest()), Reason.SPELLING),
    "a space": (lambda h: spelled(h.honest()).replace(b'"kind":', b'"kind": '), Reason.SPELLING),
    "a key twice": (lambda h: spelled(h.honest())[:-1] + b',"zz":1,"zz":1}', Reason.SPELLING),
    "no time": (lambda h: h.honest(happened_at="yesterday"), Reason.SHAPE),
    "a time without a zone": (lambda h: h.honest(written_at="2026-11-20T22:00:00"), Reason.SHAPE),
    "a year to come": (lambda h: h.honest(happened_at="9999-12-31T23:59:59+00:00"), Reason.SHAPE),
    "a huge offset": (lambda h: h.honest(utc_offset=10**9), Reason.SHAPE),
    "a stamp that is a number": (lambda h: h.honest(hlc=7), Reason.SHAPE),
    "the last stamp of all": (lambda h: h.honest(hlc=f"ffffffffffff-ffff-{h.stamp}"), Reason.SHAPE),
    "a stamp two years ahead": (lambda h: h.honest(hlc=f"0205a0000000-0000-{h.stamp}"), Reason.AHEAD),
    "a list for a record": (lambda h: h.honest(record=["r"]), Reason.SHAPE),
    "an object for a field": (lambda h: h.honest(field={}), Reason.SHAPE),
    "a list": (lambda h: b"[1]", Reason.SPELLING),
    "a number": (lambda h: b"1", Reason.SPELLING),
    "deep nesting": (lambda h: b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}", Reason.SPELLING),
    "nested a little too deeply": (lambda h: h.honest(value=nested(40)), Reason.SPELLING),
    "too long": (lambda h: h.honest(value="x" * 121_000), Reason.TOO_LONG),
}


def test_malformed_entries_are_set_aside_and_named_and_nothing_waits_for_them(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """On the other tablet and at the desk: both open every log, print and export it, and go on receiving."""
    before = everything_said(ann)
    hostile.send(*[make(hostile) for make, _ in MALFORMED.values()])
    hostile.send(hostile.honest(value={"words": "Not hex"}), key="no hexadecimal")
    hostile.push(b"\0" * 90, b"")
    hostile.send(hostile.honest(value={"words": "After all of it"}))
    for tablet in (ann, desk):
        tablet.sync()
        assert reasons(tablet) == [
            *(reason for _, reason in MALFORMED.values()),
            Reason.PERSON,
            Reason.SEALED,
            Reason.SEALED,
        ]
        after = everything_said(tablet)
        assert sorted(after["Ola Example"]) == sorted([*before["Ola Example"], "After all of it"])
        again = typed("sync", "--data", tablet.folder)
        assert f"{len(MALFORMED) + 3} set aside" in again
        assert len(reasons(tablet)) == len(MALFORMED) + 3, "the same again is not doubled"
    with ann.opened() as at:
        assert at.vault.verify_authors(child) == ()
        verdict = verify(b"".join(proved(at.vault, child, "now")), bootstrap.native_crypto())
        assert verdict.intact


def test_one_homes_entries_do_not_break_the_desks_list(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """Well formed, and nonsense in every field that a rule, a name or a screen reads."""
    with ann.opened() as at:
        other = add_child(at.book, full_name="Sam Example", protocol_id="liverpool")
        start_episode(at.book, other)
    ann.sync()
    desk.sync()
    form = hostile.honest()
    with ann.opened() as at:
        file = at.book.child(child)
        records = {"profile": file.profile.id, "key_contacts": file.key_contacts.id}
        episode = file.episodes[0].id
    odd: list[Any] = [None, -1, 1e300, True, [], {}, [[]], {"a": [1]}, "", "\ud800", "9999-99-99", nested(20)]
    answers = [
        hostile.honest(kind="answer", record=record, field=field, value=value)
        for record, fields in (
            (records["profile"], ("protocol", "placing", "setting", "called", "invented")),
            (records["key_contacts"], ("full_name", "date_of_birth", "photo", "people", "people/x/phone")),
            (episode, ("unknown_since", "reported_at", "found_at", "whereabouts", "at_risk", "search_room")),
        )
        for field in fields
        for value in odd
    ]
    notes = [
        hostile.honest(field=field, value=value)
        for field in (
            "call",
            "told",
            "dialled",
            "same_night",
            "copy",
            "decided",
            "clock",
            "left_device",
            "photo",
            "moved",
            "note:taken_back",
        )
        for value in odd
    ]
    began: list[Any] = [{"rules": -1}, {"rules": -1, "moved": episode}, {"moved": []}]
    opens = [
        hostile.honest(kind="open", field="", form=form, value=value)
        for form in ("", "@", "x@9")
        for value in began
    ]
    rows = [
        hostile.honest(kind=kind, field="people", value=v) for kind in ("add_row", "remove_row") for v in odd
    ]
    assert form
    hostile.send(*answers[:150])
    hostile.send(*answers[150:], *notes, *opens, *rows)
    for tablet in (ann, desk):
        tablet.sync()
        said = everything_said(tablet)
        assert any("isn't where they should be" in line for line in said.pop("Sam Example"))
        assert said, "the other child is still listed"
        with tablet.opened() as at:
            assert at.book.unreadable == set()


def test_a_kind_and_a_topic_of_a_newer_version_are_kept_and_shown_as_such(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """They stand in the log with their time and author, go into the export, and change nothing else."""
    hostile.send(
        hostile.honest(
            kind="weather", field="weather", value={"words": "Rain"}, supersedes=[hostile.newest["id"]]
        ),
        hostile.honest(field="of_a_later_version", value={"words": "Fog"}, later=[1]),
    )
    for tablet in (ann, desk):
        tablet.sync()
        assert reasons(tablet) == []
        lines = everything_said(tablet)["Ola Example"]
        assert {
            "Weather: Rain (written by a newer version of the app)",
            "Of a later version: Fog (written by a newer version of the app)",
            "Ben has looked in the garden",
        } <= set(lines)
        with tablet.opened() as at:
            assert b'"later":[1]' in b"".join(proved(at.vault, child, "now"))


def test_what_an_older_version_took_in_is_named_and_not_shown(
    authority: Authority, ann: Tablet, child: str, hostile: Hostile
) -> None:
    """In another's name, or not to be read at all: the log opens, is worded and exported without it."""
    before = everything_said(ann)
    with ann.opened() as at:
        forged = hostile.honest(author=at.vault.person.id, value={"words": "Ann did nothing"})
        for body in (
            forged,
            b'{"a": 1}',
            "{}".encode("utf-16"),
            b"\xff\xfe",
            hostile.honest(happened_at="now"),
        ):
            taken_by_an_older_version(at.vault, child, hostile.signed(body))
    assert everything_said(ann) == before
    with ann.opened() as at:
        found = [one.reason for one in at.book.left_out(child)]
        assert found == [Reason.AUTHOR, *[Reason.UNREADABLE] * 4]
        assert any("says that another wrote it" in one.what for one in at.vault.verify_authors(child))
        taken_by_an_older_version(at.vault, child, hostile.signed(hostile.newest))  # it stands there already
        verdict = verify(b"".join(proved(at.vault, child, "now")), bootstrap.native_crypto())
        assert verdict.intact
        assert "left out" in verdict.report()


def test_a_clock_that_was_ahead_is_caught_up_with(
    authority: Authority, ann: Tablet, child: str, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for that reason is taken in by itself on the day when its stamp is within a year: once, with
    what it says, though the endpoint does not send it again. The day before it still waits."""
    day = 86_400
    stamp = f"{int((time.time() + (366 + 30) * day) * 1000):012x}-0000-{hostile.stamp}"
    hostile.send(hostile.honest(hlc=stamp, value={"words": "A wrong year"}))
    ann.sync()
    assert reasons(ann) == [Reason.AHEAD]
    wall = Wall(authority, monkeypatch)
    wall.moved(29 * day)
    ann.sync()
    assert reasons(ann) == [Reason.AHEAD]
    assert "A wrong year" not in everything_said(ann)["Ola Example"]
    wall.moved(31 * day)
    for _ in range(2):
        ann.sync()
        assert reasons(ann) == []
        assert everything_said(ann)["Ola Example"].count("A wrong year") == 1
    with ann.opened() as at:
        assert at.vault.verify_authors(child) == ()
        write_note(at.book, child, at.book.child(child).episodes[0].id, "After it")
    assert everything_said(ann)["Ola Example"][-1] == "After it"


def test_the_first_opening_of_an_old_vault_names_what_it_can_and_goes_on(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, hostile: Hostile
) -> None:
    """An older version had taken whatever came, and noted neither who writes at a desk nor which stamp a
    feed bears. A forged name is left out at once; a home's "seen" stands until its author is heard of again,
    since nothing of before says where they write. What comes and goes passes as ever."""
    newest = hostile.honest()["hlc"]
    with ann.opened() as at:
        for forged in (
            hostile.honest(author=at.vault.person.id, value={"words": "Ann did nothing"}),
            hostile.honest(field="acknowledged", value={"upto": newest, "role": "Duty officer"}),
        ):
            taken_by_an_older_version(at.vault, child, hostile.signed(forged))
        as_an_older_version_kept_it(at.vault, at.sharing.authorities[0])
        write_note(at.book, child, at.book.child(child).episodes[0].id, "Not sent yet")
    ann.sync()
    with ann.opened() as at:
        assert [one.reason for one in at.book.left_out(child)] == [Reason.AUTHOR]
        file = at.book.child(child)
        assert seen(file.episodes[0], file.events) is not None
    hostile.send(hostile.honest(value={"words": "Ben again"}))
    ann.sync()
    desk.sync()
    with ann.opened() as at:
        assert [one.reason for one in at.book.left_out(child)] == [Reason.AUTHOR, Reason.NOT_A_DESK]
        file = at.book.child(child)
        assert seen(file.episodes[0], file.events) is None
        assert AsideShelf(at.vault).items() == ()
    lines = everything_said(desk)["Ola Example"]
    assert {"Not sent yet", "Ben again"} <= set(lines)
    assert not {"Ann did nothing"} & set(lines)
