"""One clear question in calm time, and in a crisis nothing but a warning: who may read a child, on the
screens, over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import fingerprint
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import seal_to
from sync.endpoint.store.devices import DESK
from sync.endpoint.tables import devices, grants
from sync.policy import Policy, policy_text
from tests.support.endpoint.authority import CHILD, CRYPTO, Authority, TestDevice
from tests.support.pins import BEN
from tests.support.ui.calm import Calm, played
from tests.support.ui.connected import connected, sharing, show
from tests.support.ui.window import Window

RING = (("Duty team", "01632 960001"),)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "endpoint").serving() as serving:
        policy = policy_text(Policy(name="Example authority", ring=RING))
        serving.store.settings.put("policy", policy, int(serving.now()))
        yield serving


def another(authority: Authority, child: str = "") -> tuple[str, str]:
    """A duty desk; or a tablet for this child. Its id, and its number as its own screen shows it."""
    made, now = TestDevice(authority), int(authority.now())
    kind = "home" if child else DESK
    made.enrol(authority.store.enrolment.new_code("Another", [child] if child else [], now, kind=kind))  # type: ignore[arg-type]
    authority.store.devices.decide(made.id, "approved", now)
    return made.id, fingerprint(CRYPTO.agree_public(made.private).hex())


def has_key(authority: Authority, device: str, child: str = "") -> bool:
    """Of this child, or of any."""
    with authority.engine.begin() as connection:
        rows = connection.execute(select(grants).where(grants.c.device == device)).mappings()
        return any(row["sealed"] for row in rows if child in ("", row["stream"]))


async def asked(window: Window) -> None:
    """Once more, as a tap does it."""
    show(window, Place(ScreenName.SHARING))
    await window.tap("Send and fetch now")


def test_the_desk_gets_the_key_when_its_number_was_compared(calm: Calm, authority: Authority) -> None:
    """Until then the home screen says that it can't read; then who can, since when and by whom."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            desk, number = another(authority)
            await asked(window)
            await window.see("The duty desk can’t read this yet")
            await window.see("Ring the duty team, on a phone number that you know from before")
            for part in (number[:19], number[20:]):
                assert window.shows(part.replace(" ", "  "))
            assert not has_key(authority, desk)
            show(window, Place(ScreenName.CHILDREN))
            await window.see("The duty desk can’t read this yet. Compare one number with them")
            await window.see("The duty desk can’t read what you write yet")
            await window.tap("Compare one number")
            await window.tap("It is the same: let it read")
            await window.until(lambda: has_key(authority, desk), "no key was sealed")
            await window.see("“.?Duty desk.?” can read Example since .*, by A. Carer")
            await window.until(lambda: not window.shows("can’t read this yet"), "it is still said")

    played(play())


def test_while_a_child_is_missing_it_warns_and_holds_nothing_up(calm: Calm, authority: Authority) -> None:
    """What is written is sent; the card says that nobody reads it, and whom to ring."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            another(authority)
            await asked(window)
            await window.see("The duty desk can’t read this yet")
            episode = start_episode(window.app.book, calm.child)
            show(window, Place(ScreenName.EPISODE, {"child": calm.child, "episode": episode.id}))
            await window.see("The duty desk can’t read this yet. Ring them, and tell them what is here")
            await window.until(lambda: not window.shows("On this device only"), "it was not sent")
            await window.tap("Ring Duty team")
            await window.see("Tapped call: Duty team 01632 960001")

    played(play())


def test_a_tablet_needs_a_name_and_may_wait_until_tomorrow(calm: Calm, authority: Authority) -> None:
    """*Not now* is quiet on the home screen for a day; the yes asks what it is called."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            tablet, number = another(authority, calm.child)
            await asked(window)
            await window.see("A tablet asks to read")
            assert window.shows(number[:19].replace(" ", "  "))
            show(window, Place(ScreenName.CHILDREN))
            await window.see("A tablet asks to read. Look at it")
            show(window, Place(ScreenName.SHARING))
            await window.tap("Not now")
            await window.see("The app asks again tomorrow")
            show(window, Place(ScreenName.CHILDREN))
            await window.see("Received by Example authority")
            assert not window.shows("A tablet asks to read")
            show(window, Place(ScreenName.SHARING))
            await window.tap("Look at it now")
            await window.tap("It is the same: let it read")
            await window.see("Give it a name")
            assert not has_key(authority, tablet)
            await window.type("What do you call it?", "Office 2")
            await window.tap("It is the same: let it read")
            await window.until(lambda: has_key(authority, tablet), "no key was sealed")
            await window.see("“.?Office 2.?” can read Example")
            await window.tap("No longer: “Office 2” should not read")
            await window.see("It keeps what it has, and can open what comes")
            await window.tap("Yes: it should not read")
            await window.see("A tablet reads already")
            assert not window.shows("can read Example since")

    played(play())


def test_another_number_than_before_is_said_first(calm: Calm, authority: Authority) -> None:
    """The endpoint gives a device that was let in another key."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            desk, _ = another(authority)
            await asked(window)
            await window.tap("It is the same: let it read")
            await window.until(lambda: has_key(authority, desk), "no key was sealed")
            evil = CRYPTO.agree_public(bytes(range(32))).hex()
            with authority.engine.begin() as connection:
                connection.execute(update(devices).where(devices.c.id == desk).values(seal_key=evil))
                connection.execute(update(grants).where(grants.c.device == desk).values(sealed=b""))
            await asked(window)
            await window.see("It had another number before. Do not say yes until the duty team says why")
            assert not has_key(authority, desk)

    played(play())


@pytest.mark.parametrize("yes", [True, False])
def test_a_child_that_is_given_is_taken_in_by_a_tap(calm: Calm, authority: Authority, *, yes: bool) -> None:
    """The number of the child's key is shown; before the yes nothing of the child is here, after a no
    nothing is asked again."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            (made,) = authority.store.devices.all()
            key, about = bytes(range(32)), label("share", CHILD, made.id)
            row = {"device": made.id, "stream": CHILD, "giver": ""}
            sealed = seal_to(CRYPTO, bytes.fromhex(made.seal_key), key, info=about)
            with authority.engine.begin() as connection:
                connection.execute(insert(grants).values(**row, sealed=sealed))
            await asked(window)
            await window.see("Take in the record of a child?")
            vault, shared = window.app.session.vault, window.app.session.sharing
            assert shared is not None
            number = shared.taking_in.key_number(CHILD, key)
            assert window.shows(number[:19].replace(" ", "  "))
            assert CHILD not in vault.children()
            show(window, Place(ScreenName.CHILDREN))
            await window.see("The record of a child is given to this device. Look at it")
            show(window, Place(ScreenName.SHARING))
            await window.tap("It is the same: take it in" if yes else "No: do not take it in")
            await window.until(lambda: not window.shows("Take in the record"), "it is still asked")
            if yes:
                await window.until(lambda: CHILD in vault.children(), "it was not taken in")
            else:
                await window.until(lambda: not has_key(authority, made.id, CHILD), "the place is not free")
                assert CHILD not in vault.children()

    played(play())


def test_who_is_no_manager_reads_that_one_must_look(calm: Calm, authority: Authority) -> None:
    """The question, the number, and no button."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            another(authority)
            await asked(window)
            await window.see("It is the same: let it read")
            window.app.session.staff.add(BEN, name="B. Night", role="Night staff")
            window.app.locking.switch()
            window.app.redraw()
            await window.tap("Sign in as BN")
            await window.type_pin(BEN)
            show(window, Place(ScreenName.SHARING))
            await window.see("A manager must look at this")
            assert not any(re.search("let it read|Not now|No longer", tap) for tap in window.taps())

    played(play())
