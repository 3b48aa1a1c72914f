"""Signals over a real endpoint, without a window: an open app looks when it hears; a locked one sends what
was sealed, says that there is something, and hears that it was turned away, proved."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from carerapp.actions.acknowledge import acknowledge
from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.sharing import authority_sync
from carerapp.sharing.ears import ears, keep_ear
from carerapp.sharing.unsent import left
from sync.policy import Policy, policy_text
from tests.support.endpoint.authority import Authority
from tests.support.endpoint.database import rows
from tests.support.running import Running, running, until
from tests.support.tablets import Tablet
from tests.support.vault.doubles import QuickCrypto


def run_of(tablet: Tablet) -> Running:
    return Running(tablet.folder, tablet.pin, QuickCrypto())


def has(book: Casebook, child: str, id: str) -> bool:
    return any(event.id == id for event in book.child(child).events)


def more(book: Casebook, child: str, known: int) -> bool:
    return len(book.child(child).events) > known


def test_a_note_reaches_an_open_desk_and_its_answer_the_home_by_signals(
    authority: Authority, ann: Tablet, desk: Tablet, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody looks by the clock here: it is set to hours."""
    for often in ("PULL_SECONDS", "DESK_PULL_SECONDS", "CHECK_IN_SECONDS"):
        monkeypatch.setattr(authority_sync, often, 3_600.0)

    async def evening() -> None:
        async with running(run_of(ann)) as home, running(run_of(desk)) as office:
            at, there = home.unlock(), office.unlock()
            await until(lambda: home.listening.known and office.listening.known)
            (episode,) = at.book.child(child).episodes
            for number in range(3):
                note = write_note(at.book, child, episode.id, f"Looked in the park, {number}")
                await until(partial(has, there.book, child, note.id))
                known = len(at.book.child(child).events)
                acknowledge(there.book, child, episode.id)
                await until(partial(more, at.book, child, known))
            assert home.told.count("heard") >= 3

    asyncio.run(evening())


def test_a_locked_device_sends_what_was_sealed_and_forgets_it_when_it_is_there(
    authority: Authority, ann: Tablet, child: str
) -> None:
    """Written without a line, locked, the line comes back: what waits goes out with the listening key, and
    whoever unlocks finds it received. Nothing in the file says a word of it."""

    async def night() -> None:
        async with running(run_of(ann)) as home:
            at = home.unlock()
            await until(lambda: ears(home.door.unsealed))
            await until(lambda: at.loop.not_received == 0)
            at.loop.stop()  # as without a line
            (episode,) = at.book.child(child).episodes
            for number in range(3):
                write_note(at.book, child, episode.id, f"Rang her aunt, {number}")
            before = authority.store.counts()["entries"]
            home.lock()
            assert home.listening.waiting == 3
            kept = home.disk.read("unsealed/unsent") or b""
            assert kept
            assert b"aunt" not in kept
            await until(lambda: home.listening.waiting == 0)
            assert authority.store.counts()["entries"] == before + 3
            assert left(home.door.unsealed) == ()
            at = home.unlock()
            assert (
                at.loop.not_received == 3
            )  # nothing of the vault was touched: it asks, and gets the receipts
            await until(lambda: at.loop.not_received == 0)
            assert authority.store.counts()["entries"] == before + 3

    asyncio.run(night())


def test_what_was_left_is_sent_by_an_app_that_starts_locked(
    authority: Authority, ann: Tablet, child: str
) -> None:
    """It lies on the disk: a kill or a switched off tablet costs nothing."""

    async def before_the_kill() -> None:
        async with running(run_of(ann)) as home:
            at = home.unlock()
            await until(lambda: ears(home.door.unsealed))
            await until(lambda: at.loop.not_received == 0)
            at.loop.stop()
            (episode,) = at.book.child(child).episodes
            write_note(at.book, child, episode.id, "Rang the school")
            home.listening.stop()
            home.listening._loop = None
            home.lock()

    async def after_it() -> None:
        async with running(run_of(ann)) as home:
            await until(lambda: not home.listening.waiting)
            assert left(home.door.unsealed) == ()

    asyncio.run(before_the_kill())
    before = authority.store.counts()["entries"]
    asyncio.run(after_it())
    assert authority.store.counts()["entries"] == before + 1


def test_a_locked_desk_hears_that_a_child_is_gone_and_asks_for_nothing_else(
    authority: Authority, ann: Tablet, desk: Tablet, child: str
) -> None:
    """Urgent where an episode began, else only that there is something; and no key of a child is used."""

    async def night() -> None:
        async with running(run_of(ann)) as home, running(run_of(desk)) as office:
            at = home.unlock()
            office.unlock()
            await until(lambda: ears(office.door.unsealed) and ears(home.door.unsealed))
            await until(lambda: at.loop.not_received == 0)
            office.lock()
            office.told.clear()
            office.asked.clear()
            (episode,) = at.book.child(child).episodes
            write_note(at.book, child, episode.id, "Looked in the park")
            await until(lambda: office.listening.new)
            assert not office.listening.urgent
            other = add_child(at.book, full_name="Ben Example", protocol_id="hertfordshire")
            await until(lambda: other in dict(at.sharing.status().waiting))
            start_episode(at.book, other, at.book.now() - timedelta(minutes=5))
            await until(lambda: office.listening.urgent)
            assert set(office.asked) == {"GET /v1/signals"}
            there = office.unlock()
            await until(lambda: other in there.book.ids())

    asyncio.run(night())


def test_turned_away_while_locked_is_believed_with_proof_alone(
    authority: Authority, ann: Tablet, child: str
) -> None:
    """Whoever else answers "revoked" erases nothing."""

    async def night() -> None:
        async with running(run_of(ann)) as home:
            home.unlock()
            await until(lambda: ears(home.door.unsealed))
            home.lock()
            (ear,) = ears(home.door.unsealed)
            assert ear.alone
            keep_ear(home.door.unsealed, replace(ear, endpoint_key=b"\1" * 32))
            home.listening.look()
            authority.store.devices.decide(ear.device, "revoked", int(authority.now()))
            asked = len(home.asked)
            await until(lambda: len(home.asked) > asked + 1)
            assert not [one for one in home.told if one.startswith("turned away")]
            keep_ear(home.door.unsealed, ear)
            home.listening.look()
            await until(lambda: "turned away, alone" in home.told)

    asyncio.run(night())


def test_a_device_with_another_authoritys_child_is_not_alone(
    authority: Authority, ann: Tablet, child: str
) -> None:
    """Kept right at the lock, also for an ear that began before the child came: what is another's is never
    erased with theirs."""
    policy = policy_text(Policy(name="Example authority", serves=("hertfordshire",)))
    authority.store.settings.put("policy", policy, int(authority.now()))

    async def night() -> None:
        async with running(run_of(ann)) as home:
            at = home.unlock()
            await until(lambda: ears(home.door.unsealed))
            at.loop.stop()
            add_child(at.book, full_name="Cai Example", protocol_id="liverpool")
            home.lock()
            (ear,) = ears(home.door.unsealed)
            assert not ear.alone
            authority.store.devices.decide(ear.device, "revoked", int(authority.now()))
            await until(lambda: "turned away, not alone" in home.told)

    asyncio.run(night())


def test_a_key_that_the_authority_lost_is_named_anew(authority: Authority, ann: Tablet, child: str) -> None:
    """As after a backup from before it listened."""

    async def day() -> None:
        async with running(run_of(ann)) as home:
            home.unlock()
            await until(lambda: ears(home.door.unsealed))
            (first,) = ears(home.door.unsealed)
            with authority.engine.begin() as connection:
                connection.exec_driver_sql("DELETE FROM signals")
            await until(lambda: ears(home.door.unsealed) not in ((), (first,)), seconds=60)
            await until(lambda: rows(authority, "SELECT key FROM signals"))
            assert len(ears(home.door.unsealed)) == 1

    asyncio.run(day())


def test_files_that_are_none_are_no_ears(ann: Tablet) -> None:
    """Whoever can write beside the vault can make it deaf; it opens as ever."""
    with ann.opened() as at:
        for data in (b"", b"[1]", b"{}", b"\xff", json.dumps([{"device": "x"}]).encode()):
            at.vault.unsealed.write("ears", data)
            at.vault.unsealed.write("unsent", data)
            assert ears(at.vault.unsealed) == ()
            assert left(at.vault.unsealed) == ()
