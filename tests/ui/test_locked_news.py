"""A window that is locked: what it sends, what it says, and that it is erased; over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from carerapp import bootstrap
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.sharing.ears import ears
from carerapp.sharing.listening import Listening
from carerapp.ui.host import Host
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.services import AppServices
from sync.endpoint.store.devices import DESK
from sync.endpoint.store.signals import something_new
from tests.support.endpoint.authority import Authority
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.connected import connected, sharing, show
from tests.support.ui.window import Window
from tests.support.vault.doubles import QuickCrypto


class Told(Host):
    """A browser that would sound."""

    def __init__(self) -> None:
        super().__init__()
        self.alerts: list[str] = []

    async def alert(self, urgent: bool) -> None:
        self.alerts.append("urgent" if urgent else "new")

    async def ask_to_notify(self) -> None:
        self.alerts.append("asked")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "endpoint").serving() as serving:
        yield serving


def listens(calm: Calm) -> tuple[AppServices, Told]:
    heard = Listening(calm.door.unsealed, QuickCrypto(), bootstrap.ear_sender)
    host = Told()
    return replace(sharing(calm), listening=heard, host=host), host


async def listening(window: Window, calm: Calm) -> None:
    await window.until(lambda: bool(ears(calm.door.unsealed)), "it does not listen")
    heard = window.app.services.listening
    assert heard is not None
    await window.until(lambda: any(map(heard.hears, heard.known)), "it hears nothing")


def test_what_was_written_goes_out_while_it_is_locked(calm: Calm, tmp_path: Path) -> None:
    """The lock screen says how many wait, and no longer once they are there; nobody is named."""

    async def play() -> None:
        authority = Authority(tmp_path / "endpoint")
        parts, _ = listens(calm)
        async with Window(parts) as window:
            with authority.serving():
                await connected(window, authority)
                await listening(window, calm)
            episode = start_episode(window.app.book, calm.child)
            write_note(window.app.book, calm.child, episode.id, "Rang the school")
            window.app.locking.lock()
            window.app.redraw()
            await window.see("^2 entries wait here to be sent")
            assert not window.shows("Example Child")
            with authority.serving():
                await window.until(lambda: not window.shows("wait here"), "it still waits", 60)
                await window.type_pin(PIN)
                loop = window.app.session.loop
                assert loop is not None
                await window.until(lambda: loop.not_received == 0, "no receipt", 60)

    played(play())


def test_a_locked_home_says_that_there_is_something_and_is_quiet(calm: Calm, authority: Authority) -> None:
    """In the night no phone of a carer sounds by itself; whoever unlocks is where they were."""

    async def play() -> None:
        parts, host = listens(calm)
        async with Window(parts) as window:
            await connected(window, authority)
            await listening(window, calm)
            show(window, Place(ScreenName.SHARING))
            window.app.locking.lock()
            window.app.redraw()
            with authority.engine.begin() as connection:
                something_new(connection, [calm.child], by="")
            await window.see("^Something new from the authority. Unlock to read it.$")
            assert not window.shows("A child may be missing")
            assert host.alerts == []
            await window.type_pin(PIN)
            assert window.app.place.name is ScreenName.SHARING
            window.app.locking.lock()
            window.app.redraw()
            assert not window.shows("Something new")

    played(play())


def test_a_locked_desk_sounds_and_opens_at_what_is_new(calm: Calm, authority: Authority) -> None:
    """Once for what is not urgent, each time for what is; then its list, and not where somebody was."""

    async def play() -> None:
        parts, host = listens(calm)
        async with Window(parts) as window:
            await window.type_pin(PIN)
            await window.tap("Connect with your authority")
            await window.tap("Connect with an authority")
            code = authority.store.enrolment.new_code("Duty desk", [], int(authority.now()), kind=DESK)
            await window.type("Address and code", f"{authority.base} {code}")
            await window.tap("Connect")
            await window.see("Not let in yet")
            (asked,) = authority.store.devices.all()
            authority.store.devices.decide(asked.id, "approved", int(authority.now()))
            await window.see("This device is a duty desk")
            await listening(window, calm)
            show(window, Place(ScreenName.SHARING))
            window.app.locking.hide()
            window.app.redraw()
            assert host.alerts == []
            heard = window.app.services.listening
            assert heard is not None
            for count, urgent in enumerate((False, False, True, True), 1):
                with authority.engine.begin() as connection:
                    something_new(connection, [calm.child], by="", urgent=urgent)
                await window.until(partial(came, heard, count), "not heard")
            await window.until(lambda: len(host.alerts) == 3, "not sounded")
            assert host.alerts == ["new", "urgent", "urgent"]
            await window.tap("Show")
            await window.see("^A child may be missing: something new from the authority")
            await window.type_pin(PIN)
            await window.see("Missing now")
            await window.tap("Show a notice when something is new")
            await window.until(lambda: host.alerts[-1] == "asked", "not asked")

    played(play())


def came(heard: Listening, count: int) -> bool:
    return heard.new == count


def test_revoked_while_locked_it_is_erased_without_a_pin(calm: Calm, authority: Authority) -> None:
    """Nothing is left on the disk, and the first screen says why."""

    async def play() -> None:
        parts, _ = listens(calm)
        async with Window(parts) as window:
            await connected(window, authority)
            await listening(window, calm)
            window.app.locking.hide()
            window.app.redraw()
            (device,) = authority.store.devices.all()
            authority.store.devices.decide(device.id, "revoked", int(authority.now()))
            await window.until(lambda: not calm.door.exists, "not erased")
            await window.until(lambda: calm.disk.names("") == [], "something is left")
            await window.tap("Show")
            await window.see("The authority has taken this device’s access away")

    played(play())
