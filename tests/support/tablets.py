"""A vault in a folder, opened for each act as the app would open it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from carerapp import bootstrap, cli
from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.sharing import Sharing
from carerapp.vault import Vault
from carerapp.vault.adapters.native_disk import NativeDisk
from sync.endpoint.store.devices import DESK, HOME
from tests.support.endpoint.authority import Authority


def typed(*arguments: object) -> str:
    """What a command prints. Raises StartupError as the command does."""
    args = cli.parser().parse_args([str(one) for one in arguments])
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        assert args.run(args) == 0
    return printed.getvalue()


@dataclass
class Opened:
    """What an unlocked tablet has."""

    vault: Vault
    book: Casebook
    sharing: Sharing


class Tablet:
    """Closed between two acts: nothing is carried over in memory."""

    def __init__(
        self, folder: Path, pin: str, name: str, patch: pytest.MonkeyPatch, role: str = "Residential staff"
    ) -> None:
        self.folder, self.pin, self._patch = folder, pin, patch
        disk = NativeDisk(folder)
        bootstrap.door(disk).create(pin, name=name, role=role).lock()
        disk.close()

    def sign_in(self) -> None:
        """As the commands do."""
        self._patch.setenv("CARERAPP_PIN", self.pin)

    def connect(self, authority: Authority, *streams: str, desk: bool = False) -> str:
        """With a code, and let in; the device's id."""
        self.sign_in()
        code = authority.store.enrolment.new_code(
            "tablet", streams, int(authority.now()), kind=DESK if desk else HOME
        )
        said = typed("connect", "--data", self.folder, "--endpoint", authority.base, "--code", code)
        (asked,) = [d for d in authority.store.devices.all() if d.state == "asked"]
        assert asked.id in said
        authority.store.devices.decide(asked.id, "approved", int(authority.now()))
        return asked.id

    def sync(self) -> str:
        self.sign_in()
        return typed("sync", "--data", self.folder)

    @contextlib.contextmanager
    def opened(self) -> Iterator[Opened]:
        disk = NativeDisk(self.folder)
        vault = bootstrap.door(disk).unlock(self.pin)
        book = bootstrap.open_casebook(vault)
        try:
            yield Opened(vault, book, bootstrap.sharing(vault, book))
        finally:
            vault.lock()
            disk.close()


def a_child(tablet: Tablet, *, protocol: str = "hertfordshire", missing: bool = True) -> str:
    """Ola Example, gone since 22:00; her opaque id."""
    with tablet.opened() as at:
        child = add_child(at.book, full_name="Ola Example", protocol_id=protocol)
        if missing:
            episode = start_episode(at.book, child, datetime(2026, 11, 20, 22, 0, tzinfo=UTC))
            write_note(at.book, child, episode.id, "Bag is gone ሰላም")
        return child


def both_have(authority: Authority, one: Tablet, other: Tablet, child: str) -> None:
    """The other tablet is let in for the child too, and has all of the log."""
    one.connect(authority)
    one.sync()
    other.connect(authority, child)
    other.sync()  # waits for the key
    one.sync()  # seals it
    other.sync()
