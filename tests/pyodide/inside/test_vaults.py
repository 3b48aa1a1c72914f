"""A vault goes from a computer into a browser and back, and one made in a browser opens on a computer."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.write_note import write_note
from carerapp.protocols import ProtocolLibrary
from carerapp.vault import Disk, Door, WrongSecret
from carerapp.vault.adapters.browser_crypto import BrowserCrypto
from carerapp.vault.adapters.browser_disk import BrowserDisk
from tests.pyodide.inside.opened import empty_browser_disk

PIN = "48291736"
GIVEN, MADE = Path("/given/vault.json"), Path("/made")


def keep(name: str, disk: Disk) -> None:
    """Put the disk's files where the test outside finds them."""
    MADE.mkdir(exist_ok=True)
    files = {file: base64.b64encode(disk.read(file) or b"").decode() for file in disk.names("")}
    (MADE / f"{name}.json").write_text(json.dumps(files))


def given() -> dict[str, bytes]:
    files: dict[str, str] = json.loads(GIVEN.read_text())
    return {name: base64.b64decode(data) for name, data in files.items()}


def test_a_computers_vault_is_read_and_written_here() -> None:
    """Its files are taken as they are; a wrong PIN is refused, a note is added, no damage is found."""
    reopen = empty_browser_disk()
    for name, data in given().items():
        reopen().replace(name, data)
    disk = reopen()
    assert {name: disk.read(name) for name in disk.names("")} == given()

    clock = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    with pytest.raises(WrongSecret):
        Door(disk, BrowserCrypto(), now=clock.timestamp).unlock("000111")
    clock = clock.replace(hour=12)
    vault = Door(disk, BrowserCrypto(), now=clock.timestamp).unlock(PIN)
    (child,) = vault.children()
    ids = iter(f"browser{number:02d}" for number in range(100))
    book = Casebook(
        vault, Environment(now=lambda: clock, new_id=lambda: next(ids), protocols=ProtocolLibrary())
    )
    before = len(vault.entries(child))
    write_note(book, child, book.child(child).key_contacts.id, "Written in the browser: Łukasz, ሰላም")
    assert len(vault.entries(child)) == len(vault.table(child).all()) == before + 1
    assert vault.damage == vault.verify_authors(child) == ()
    keep("written", reopen())


def test_a_vault_made_here_is_there_after_opening_again() -> None:
    """Its one entry is read by a door that knows nothing but the PIN."""
    reopen = empty_browser_disk()
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC).timestamp
    door = Door(reopen(), BrowserCrypto(), now=now)
    vault = door.create(PIN, name="A. Carer", role="Foster carer")
    child = vault.add_child()
    vault.append(child, {"n": 1, "words": "Made in the browser"})
    assert [entry["n"] for entry in Door(reopen(), BrowserCrypto(), now=now).unlock(PIN).entries(child)] == [
        1
    ]
    keep("made", BrowserDisk())
