"""A vault that the first versions wrote opens, is brought on at its first unlock, and loses nothing."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from carerapp.vault import (
    Door,
    WrongSecret,
)
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.keys.key_file import decode
from tests.support.pins import BEN
from tests.support.vault.home import Clock

FILES: dict[str, str] = json.loads(Path(__file__).with_name("first_format.json").read_text())
PIN = "482917"  # of invented records


def door(disk: MemoryDisk) -> Door:
    clock = Clock()
    clock.seconds += 10_000_000
    return Door(disk, NativeCrypto(), now=clock)


@pytest.fixture
def disk() -> MemoryDisk:
    return MemoryDisk({name: base64.b64decode(data) for name, data in FILES.items()})


def test_everything_is_there_before_and_after_it_was_brought_on(disk: MemoryDisk) -> None:
    """The first unlock brings the slot to today's form; the second finds it so."""
    for _ in range(2):
        vault = door(disk).unlock(PIN)
        (child,) = vault.children()
        assert [e["n"] for e in vault.entries(child)] == [0, 1, 2]
        assert vault.get_setting("place") == {
            "stack": [["children", {}]],
            "drafts": {"note": "half a senten"},
        }
        assert vault.attachment(child, str(vault.get_setting("photo id"))) == b"a photo"
        assert (vault.damage, vault.verify_authors(child)) == ((), ())
        assert vault.staff.members()[0].manager
        vault.lock()
    file = decode(bytes(disk.files["keys"]))
    assert file is not None
    assert [slot.epoch for slot in file.slots] == [1]


def test_people_come_and_go_in_it_as_in_any(disk: MemoryDisk) -> None:
    """Colleagues, a recovery sheet and a new epoch, in the vault of the first version."""
    vault = door(disk).unlock(PIN)
    (child,) = vault.children()
    ben = vault.staff.add(BEN, name="Ben Example", role="Staff")
    code = vault.staff.new_sheet()
    vault.staff.remove(ben, me=vault.person.id)
    vault.append(child, {"n": 3})
    vault.lock()
    assert [e["n"] for e in door(disk).unlock(PIN).entries(child)] == [0, 1, 2, 3]
    assert door(disk).unlock_with_sheet(code).children() == (child,)
    with pytest.raises(WrongSecret):
        door(disk).unlock(BEN)


def test_from_its_first_unlock_its_tries_are_missed_when_taken_away(disk: MemoryDisk) -> None:
    """It had no file of tries while nothing was counted, and waits for nothing; after that there is one."""
    assert "tries" not in disk.files
    assert door(disk).wait_seconds() == 0
    vault = door(disk).unlock(PIN)
    assert vault.damage == ()
    ben = vault.staff.add(BEN, name="Ben Example", role="Staff")
    vault.staff.remove(ben, me=vault.person.id)
    vault.lock()
    assert door(disk).wait_seconds() == 0
    del disk.files["tries"], disk.files["tries.copy"]
    assert door(disk).wait_seconds() == 3600
