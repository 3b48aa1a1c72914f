"""Who holds the endpoint, its database and its key reads no child: a key goes only where a manager compared
the number."""

from __future__ import annotations

import secrets
from copy import copy
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import insert, select, update

from carerapp.actions.send_restricted import send_restricted
from carerapp.actions.write_note import write_note
from carerapp.bootstrap import StartupError, invented_child
from carerapp.cli.status import wire
from carerapp.domain.chronology import chronology
from carerapp.domain.events import EventKind
from carerapp.domain.topics import Topic, encode
from carerapp.domain.topics.may_read import NOBODY_BEFORE, TRAINING, Act, MayRead, Reader
from carerapp.sharing import Asks, DeskNotCompared
from carerapp.vault import NotAllowed, fingerprint
from sync.conversation import run_sync
from sync.endpoint.store.devices import Device
from sync.endpoint.tables import devices, grants
from tests.support.endpoint.authority import CRYPTO, Authority
from tests.support.hostile import Hostile
from tests.support.pins import BEN
from tests.support.tablets import Opened, Tablet, a_child, typed

EVIL = CRYPTO.agree_public(secrets.token_bytes(32)).hex()


@pytest.fixture
def shared(authority: Authority, ann: Tablet) -> str:
    """Ola, on Ann's tablet, which is connected and says yes to nobody."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    ann.says_yes = False
    return child


def by_sql(authority: Authority, child: str, kind: str, seal_key: str = EVIL) -> str:
    """A device that nobody enrolled stands in the database, and is for the child; its id."""
    made = Device(secrets.token_hex(8), "Office 2", secrets.token_hex(32), seal_key, "approved", kind, 1, 1)  # type: ignore[arg-type]
    row = {name: getattr(made, name) for name in Device.__slots__}
    with authority.engine.begin() as connection:
        connection.execute(insert(devices).values(**row))
        connection.execute(insert(grants).values(device=made.id, stream=child, sealed=b""))
    return made.id


def sealed_to(authority: Authority, device: str) -> list[bytes]:
    """What stands sealed to this device, of every child."""
    with authority.engine.begin() as connection:
        found = connection.execute(select(grants.c.sealed).where(grants.c.device == device)).scalars()
        return [bytes(one) for one in found if one]


def asks(tablet: Tablet) -> list[Asks]:
    with tablet.opened() as at:
        return list(at.sharing.who_reads.asks(at.sharing.authorities[0]))


@pytest.mark.parametrize("kind", ["home", "desk"])
def test_a_row_in_the_database_gets_no_key(authority: Authority, ann: Tablet, shared: str, kind: str) -> None:
    """A companion, a desk: it is asked about, at each contact, and nothing is sealed."""
    device = by_sql(authority, shared, kind)
    for _ in range(3):
        ann.sync()
    assert sealed_to(authority, device) == []
    (one,) = asks(ann)
    assert (one.device, one.desk, one.children) == (device, kind == "desk", (shared,))
    assert one.number == fingerprint(EVIL)


def test_a_desk_that_only_the_policys_answer_names_gets_no_key_and_no_letter(
    authority: Authority, ann: Tablet, shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The endpoint holds the signing key, and lists a desk of its own."""
    device = by_sql(authority, shared, "home")
    listed = authority.store.devices.get(device)
    assert listed
    monkeypatch.setattr(authority.store.devices, "desks", lambda: [replace(listed, kind="desk")])
    ann.sync()
    with ann.opened() as at:
        made = at.sharing.authorities[0]
        assert made.desks == ((device, EVIL),)
        episode = at.book.child(shared).open_episode
        assert episode
        with pytest.raises(DeskNotCompared):
            send_restricted(at.book, at.sharing.writer(made), shared, episode.id, "Canary")
    ann.sync()
    assert sealed_to(authority, device) == []
    assert authority.store.counts()["letters"] == 0


@pytest.mark.parametrize("desk", [False, True])
def test_a_key_that_is_swapped_after_the_yes_is_another_number(
    authority: Authority, ann: Tablet, ben: Tablet, shared: str, *, desk: bool
) -> None:
    """The device keeps its id, and the endpoint gives it another key: for this child, and for the next."""
    device = ben.connect(authority, *([] if desk else [shared]), desk=desk)
    ann.sync()
    ann.lets_read()
    ann.sync()
    before = sealed_to(authority, device)
    assert len(before) == 1
    with authority.engine.begin() as connection:
        connection.execute(update(devices).where(devices.c.id == device).values(seal_key=EVIL))
        connection.execute(update(grants).where(grants.c.device == device).values(sealed=b""))
    other = a_child(ann)
    for _ in range(3):
        ann.sync()
    assert sealed_to(authority, device) == []
    (one,) = asks(ann)
    assert one.swapped
    assert set(one.children) == ({shared, other} if desk else {shared})


def test_this_devices_own_row_under_another_key_gets_nothing(
    authority: Authority, ann: Tablet, shared: str
) -> None:
    """Its own id is not enough either."""
    with ann.opened() as at:
        own = at.sharing.authorities[0].device
    with authority.engine.begin() as connection:
        connection.execute(update(devices).where(devices.c.id == own).values(seal_key=EVIL))
        connection.execute(update(grants).where(grants.c.device == own).values(sealed=b""))
    ann.sync()
    assert sealed_to(authority, own) == []


def test_another_members_word_in_the_log_lets_nobody_in_here(
    authority: Authority, ann: Tablet, ben: Tablet, shared: str
) -> None:
    """Ben says in the log that the stranger may read, in his own name; Ann's tablet asks Ann."""
    ben.connect(authority, shared)
    ann.sync()
    ann.lets_read()
    ann.sync()
    ben.sync()
    with ben.opened() as at:
        (episode,) = at.book.child(shared).episodes
        write_note(at.book, shared, episode.id, "Looked in the garden")
    ben.sync()
    device = by_sql(authority, shared, "home")
    with ann.opened() as at:
        pinned = at.sharing.authorities[0].endpoint_key.hex()
        profile = at.book.child(shared).profile
    parts = (Reader.HOME, "0b" * 8, "", "", NOBODY_BEFORE)
    said = MayRead(Act.GRANTED, device, pinned, EVIL, "Office 2", *parts)
    with ben.opened() as at:
        hostile = Hostile(at, shared)
        words = {"kind": EventKind.NOTE, "field": Topic.MAY_READ, "value": encode(said)}
        hostile.send(hostile.honest(**words, record=profile.id, form=profile.form, supersedes=[]))
    ann.sync()
    ann.sync()
    with ann.opened() as at:
        assert [event.field for event in at.book.child(shared).events if event.field == Topic.MAY_READ] != []
    assert sealed_to(authority, device) == []


def test_a_desk_that_was_compared_reads_what_was_sent_before_and_every_child_after(
    authority: Authority, ann: Tablet, desk: Tablet, shared: str
) -> None:
    """What is written meanwhile is sent and waits; each child's log says who may read since when."""
    desk.connect(authority, desk=True)
    desk.sync()
    assert "0 entries are on this device only" in ann.sync()
    desk.sync()
    with desk.opened() as at:
        assert at.book.children() == ()
        number = at.sharing.who_reads.own_number(at.sharing.authorities[0])
    with ann.opened() as at:
        assert at.sharing.who_reads.desk_reads(shared, at.sharing.authorities[0]) is False
    ann.sign_in()
    assert "can’t read this yet: Ola Example" in typed("may-read", "--data", ann.folder)
    said = typed("may-read", "--data", ann.folder, "--yes", number.upper(), "--called", "Example desk")
    assert "“Example desk” can read Ola Example since" in said
    ann.sync()
    other = a_child(ann)
    ann.sync()
    desk.sync()
    with desk.opened() as at:
        assert {child.id for child in at.book.children()} == {shared, other}
    with ann.opened() as at:
        made = at.sharing.authorities[0]
        assert [at.sharing.who_reads.desk_reads(child, made) for child in (shared, other)] == [True, True]
        assert {one.child for one in at.sharing.who_reads.reads(made)} == {shared, other}
        episode = at.book.child(shared).open_episode
        assert episode
        words = [line.words for line in chronology(at.book.child(shared), episode, at.book.name_of)]
        assert "The duty desk “Example desk” may read this record from here on." in words
    assert asks(ann) == []


def test_only_a_manager_says_yes(authority: Authority, ann: Tablet, shared: str) -> None:
    """Staff who are not managers read that a manager must look at it."""
    by_sql(authority, shared, "home")
    ann.sync()
    with ann.opened() as at:
        at.vault.staff.add(BEN, name="Cas Example", role="Residential staff")
    cas = copy(ann)
    cas.pin = BEN
    with cas.opened() as at:
        (made,) = at.sharing.authorities
        (one,) = at.sharing.who_reads.asks(made)
        assert not at.sharing.who_reads.may_decide(made)
        with pytest.raises(NotAllowed):
            at.sharing.who_reads.let_read(made, one, "Mine")
        with pytest.raises(NotAllowed):
            at.sharing.who_reads.should_not(made, one.device, "", one.seal_key)
    cas.sign_in()
    with pytest.raises(StartupError, match="Only a manager"):
        typed("may-read", "--data", cas.folder, "--yes", one.number, "--called", "Mine")


def test_not_now_asks_again_tomorrow(authority: Authority, ann: Tablet, shared: str) -> None:
    """And the day's end is found by a clock that was set far ahead, too."""
    by_sql(authority, shared, "home")
    ann.sync()
    with ann.opened() as at:
        (made,) = at.sharing.authorities
        who = at.sharing.who_reads
        who.not_now(made, who.asks(made)[0])
        now = at.sharing.now()
        assert who.asks(made)[0].later
        for moment in (now + 86_500, now - 1000):
            who._now = partial(float, moment)
            assert not who.asks(made)[0].later


def test_a_no_ends_what_a_yes_began(authority: Authority, ann: Tablet, ben: Tablet, shared: str) -> None:
    """Nothing is sealed to it again, nor for the next child; what it has it keeps, and that is said."""
    device = ben.connect(authority, shared)
    ann.sync()
    ann.lets_read()
    ann.sync()
    assert len(sealed_to(authority, device)) == 1
    with ann.opened() as at:
        (made,) = at.sharing.authorities
        (one,) = at.sharing.who_reads.reads(made)
        at.sharing.who_reads.should_not(made, one.device, one.called, one.seal_key)
        assert at.sharing.who_reads.reads(made) == []
    with authority.engine.begin() as connection:
        connection.execute(update(grants).where(grants.c.device == device).values(sealed=b""))
    ann.sync()
    assert sealed_to(authority, device) == []


def test_training_says_yes_itself_and_says_that_it_did(authority: Authority, ann: Tablet) -> None:
    """For an invented child, at the endpoint beside the app; for nobody else."""
    ann.says_yes = False
    real = a_child(ann)
    with ann.opened() as at:
        invented = invented_child(at.book)
    ann.connect(authority)
    ann.sync()
    rows = {child: by_sql(authority, child, "home") for child in (real, invented)}
    for base in ("http://127.0.0.1:1", authority.base):
        assert [len(sealed_to(authority, device)) for device in rows.values()] == [0, 0]
        with ann.opened() as at:
            at.sharing.train_with(base)
            (made,) = at.sharing.authorities
            _turn(at)
    assert [len(sealed_to(authority, device)) for device in rows.values()] == [0, 1]
    with ann.opened() as at:
        (one,) = at.sharing.who_reads.reads(made)
        assert (one.child, one.itself) == (invented, True)
        (event,) = [e for e in at.book.child(invented).events if e.field == Topic.MAY_READ]
        assert MayRead.of(event).why == TRAINING


def _turn(at: Opened) -> None:
    (made,) = at.sharing.authorities
    at.sharing.sync_now()
    run_sync(at.sharing.turn(made), wire(at.sharing, made))


def test_a_long_night_is_not_held_up(authority: Authority, ann: Tablet, desk: Tablet, shared: str) -> None:
    """Nobody says yes, all night: each note is sent and received all the same."""
    desk.connect(authority, desk=True)
    for number in range(3):
        with ann.opened() as at:
            episode = at.book.child(shared).open_episode
            assert episode
            write_note(at.book, shared, episode.id, f"Note {number}")
        assert "0 entries are on this device only" in ann.sync()
