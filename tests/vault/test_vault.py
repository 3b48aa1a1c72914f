"""The open vault: what is kept comes back, what is locked is gone, and nothing lies in clear."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import pytest

from carerapp.domain.canonical import canonical
from carerapp.vault import (
    AttachmentDamaged,
    Door,
    Locked,
    NotSaved,
    UnknownChild,
    Vault,
)
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.format import entries
from carerapp.vault.ports import Disk
from tests.support.pins import PIN
from tests.support.vault.doubles import FaultyDisk, QuickCrypto, signed

ROOT = Path(__file__).parents[2]


def entrance(disk: Disk) -> Door:
    return Door(disk, QuickCrypto(), now=lambda: 1_800_000_000.0)


@pytest.fixture
def disk() -> MemoryDisk:
    return MemoryDisk()


@pytest.fixture
def vault(disk: MemoryDisk) -> Vault:
    return entrance(disk).create(PIN, name="Ann", role="Foster carer")


def test_children_are_kept_apart(disk: MemoryDisk, vault: Vault) -> None:
    """Each has their own log; an id that is not known is refused."""
    one, two = vault.add_child(), vault.add_child()
    vault.append(one, {"who": "one"})
    vault.append(two, {"who": "two"})
    again = entrance(disk).unlock(PIN)
    assert again.children() == (one, two)
    assert again.entries(one) == ({"who": "one"},)
    assert again.entries(two) == ({"who": "two"},)
    assert again.inspect() == ()
    with pytest.raises(UnknownChild):
        again.entries("00" * 16)


def test_what_is_in_memory_is_what_is_on_the_disk(disk: MemoryDisk, vault: Vault) -> None:
    """Whatever the caller does with the entry afterwards."""
    child = vault.add_child()
    entry: dict[str, Any] = {"rows": (1, 2), "nested": {"a": [1.5, None, True]}}
    vault.append(child, entry)
    entry["nested"]["a"].append("later")
    assert vault.entries(child) == ({"rows": [1, 2], "nested": {"a": [1.5, None, True]}},)
    assert entrance(disk).unlock(PIN).entries(child) == vault.entries(child)


@pytest.mark.parametrize("entry", [{"a": object()}, {"a": float("nan")}, {"a": {1, 2}}])
def test_what_json_cannot_hold_is_refused_before_anything_is_written(
    disk: MemoryDisk, vault: Vault, entry: dict[str, Any]
) -> None:
    """No journal is begun for it."""
    child = vault.add_child()
    with pytest.raises((TypeError, ValueError)):
        vault.append(child, entry)
    assert vault.entries(child) == ()
    assert not [name for name in disk.files if "journal" in name]


def test_a_very_long_note_is_kept(disk: MemoryDisk, vault: Vault) -> None:
    """Two hundred thousand letters are one entry."""
    child = vault.add_child()
    vault.append(child, {"text": "ሰ" * 200_000})
    assert entrance(disk).unlock(PIN).entries(child) == ({"text": "ሰ" * 200_000},)


def test_the_table_is_the_same_log(vault: Vault) -> None:
    """What is inserted is appended, and the other way round."""
    child = vault.add_child()
    table = vault.table(child)
    assert table.insert({"n": 1}) == 1
    vault.append(child, {"n": 2})
    assert table.all() == list(vault.entries(child)) == [{"n": 1}, {"n": 2}]


def test_every_entry_is_signed_by_its_author(vault: Vault) -> None:
    """An entry of nobody, and a forged one, are named with their numbers."""
    child = vault.add_child()
    for number in range(3):
        vault.append(child, {"n": number})
    assert vault.verify_authors(child) == ()
    stream = vault._unlocked.stream(child)
    stream.append(signed({"n": "nobody"}))
    author = bytes.fromhex(vault.person.id)
    stream.append(entries.Signed(author, bytes(64), canonical({"n": "forged"})))
    assert [(damage.seq, damage.what) for damage in vault.verify_authors(child)] == [
        (3, "nobody known to these records wrote this entry"),
        (4, "the author's signature does not fit this entry"),
    ]


def test_a_signature_does_not_fit_another_child(vault: Vault) -> None:
    """An entry that was moved to another child's log is found."""
    one, two = vault.add_child(), vault.add_child()
    vault.append(one, {"n": 1})
    ((_, entry),) = vault._unlocked.stream(one).signed()
    vault._unlocked.stream(two).append(entry)
    assert [damage.seq for damage in vault.verify_authors(two)] == [0]


def test_photos_come_back_byte_for_byte(disk: MemoryDisk, vault: Vault) -> None:
    """After a restart."""
    child = vault.add_child()
    photo = vault.save_attachment(child, b"\xff\xd8 a face")
    assert entrance(disk).unlock(PIN).attachment(child, photo) == b"\xff\xd8 a face"


@pytest.mark.parametrize("named", ["x" * 5_000, "../../keys", "a\0b", "", "F" * 32])
def test_a_name_that_no_photo_can_have_is_one_that_does_not_open(tmp_path: Path, named: str) -> None:
    """Whatever an entry of another device names, a real disk is not asked for it."""
    disk = NativeDisk(tmp_path)
    vault = entrance(disk).create(PIN, name="Ann", role="Carer")
    with pytest.raises(AttachmentDamaged):
        vault.attachment(vault.add_child(), named)
    assert not vault.damage
    vault.lock()
    disk.close()


def test_a_changed_missing_or_swapped_photo_is_refused_and_named(disk: MemoryDisk, vault: Vault) -> None:
    """Any changed byte, another photo's bytes, another child's."""
    child, other = vault.add_child(), vault.add_child()
    one, two = vault.save_attachment(child, b"one"), vault.save_attachment(child, b"two")
    theirs = vault.save_attachment(other, b"theirs")
    name = f"children/{child}/photo-{one}"
    whole = bytes(disk.files[name])
    bad = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    bad += [whole[:-1], b"", bytes(disk.files[f"children/{child}/photo-{two}"])]
    bad.append(bytes(disk.files[f"children/{other}/photo-{theirs}"]))
    for data in bad:
        disk.files[name] = bytearray(data)
        with pytest.raises(AttachmentDamaged, match="Add the photo again"):
            vault.attachment(child, one)
    del disk.files[name]
    with pytest.raises(AttachmentDamaged):
        vault.attachment(child, one)
    for odd in ("../keys", "", "x/y"):
        with pytest.raises(AttachmentDamaged):
            vault.attachment(child, odd)
    assert [damage.file for damage in entrance(disk).unlock(PIN).inspect()] == []
    disk.files[name] = bytearray(b"broken")
    assert [damage.file for damage in entrance(disk).unlock(PIN).inspect()] == [name]


def test_a_full_device_is_told_in_words_and_loses_nothing(disk: MemoryDisk, vault: Vault) -> None:
    """Each way of writing says so; with room again, entries follow."""
    child = vault.add_child()
    vault.append(child, {"n": 1})
    disk.room = sum(map(len, disk.files.values()))
    for attempt in (
        lambda: vault.append(child, {"n": 2}),
        lambda: vault.table(child).insert({"n": 2}),
        lambda: vault.save_attachment(child, b"x" * 99),
        lambda: vault.put_setting("draft", "words"),
        vault.add_child,
    ):
        with pytest.raises(NotSaved, match="no room left") as error:
            attempt()
        assert error.value.full
    disk.room = None
    vault.append(child, {"n": 3})
    assert entrance(disk).unlock(PIN).entries(child) == ({"n": 1}, {"n": 3})
    assert entrance(disk).unlock(PIN).children() == (child,)


def test_an_interrupted_adding_of_a_child_leaves_no_alarm(disk: MemoryDisk, vault: Vault) -> None:
    """What was begun holds nothing yet."""
    vault._unlocked.disk = FaultyDisk(disk, 1, forever=True)
    with pytest.raises(NotSaved):
        vault.add_child()
    assert entrance(disk).unlock(PIN).inspect() == ()


def test_a_log_whose_key_is_gone_is_named(disk: MemoryDisk, vault: Vault) -> None:
    """Older record keys were put back: the log is there and opens for nobody."""
    before = {name: bytes(disk.files[name]) for name in ("records", "records.copy")}
    child = vault.add_child()
    vault.append(child, {"n": 1})
    for name, data in before.items():
        disk.files[name] = bytearray(data)
    assert "belongs to no child" in entrance(disk).unlock(PIN).damage[0].what


def test_after_locking_nothing_answers(vault: Vault) -> None:
    """Every way of using the vault and its table says that it is locked."""
    child = vault.add_child()
    photo = vault.save_attachment(child, b"x")
    vault.append(child, {"n": 1})
    table = vault.table(child)
    vault.lock()
    vault.lock()
    assert vault.locked
    for use in (
        lambda: vault.person,
        lambda: vault.damage,
        vault.children,
        vault.add_child,
        vault.inspect,
        vault.checkpoint,
        lambda: vault.append(child, {}),
        lambda: vault.entries(child),
        lambda: vault.verify_authors(child),
        lambda: vault.table(child),
        lambda: vault.attachment(child, photo),
        lambda: vault.save_attachment(child, b"x"),
        lambda: vault.put_setting("a", 1),
        lambda: vault.get_setting("a"),
        table.all,
        lambda: table.insert({"n": 2}),
    ):
        with pytest.raises(Locked, match="Enter your PIN"):
            use()


def test_locking_lets_go_of_decoded_data_and_keys(disk: MemoryDisk) -> None:
    """No object holds them any more."""
    vault = entrance(disk).create(PIN, name="Ann", role="Carer")
    child = vault.add_child()
    vault.append(child, {"text": "canary-in-memory"})
    key = vault._unlocked.secrets().vault_key
    vault.lock()
    gc.collect()
    # What is left of the key are this test's own references.
    holders = [h for h in gc.get_referrers(key) if not isinstance(h, type(sys._getframe()))]
    assert holders == []
    held = [o for o in gc.get_objects() if isinstance(o, dict) and o.get("text") == "canary-in-memory"]
    assert held == []


def test_nothing_a_carer_wrote_lies_in_clear_in_any_file(tmp_path: Path) -> None:
    """Names, words, photos, drafts and the PIN, in every file and file name."""
    disk = NativeDisk(tmp_path)
    vault = entrance(disk).create("correct canary battery under stairs", name="CanaryName", role="CanaryRole")
    child = vault.add_child()
    for number in range(1100):
        vault.append(child, {"text": f"CanaryWords {number}", "safe word": "CanarySafe"})
    vault.save_attachment(child, b"CanaryPhoto" * 100)
    vault.put_setting("CanaryDraft", {"half": "CanaryHalf"})
    vault.lock()
    disk.close()
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(found) >= 10
    for path in found:
        everything = path.read_bytes() + str(path).encode()
        assert b"canary" not in everything.lower(), path
        assert "Canary".encode("utf-16-le") not in everything
        assert b"Canary".hex().encode() not in everything.lower()


def test_errors_never_quote_what_was_written(vault: Vault) -> None:
    """Neither the error nor its cause."""
    child = vault.add_child()
    broken = FaultyDisk(MemoryDisk(), 0, forever=True)
    vault._unlocked.disk = broken
    with pytest.raises(NotSaved) as error:
        vault.append(child, {"text": "CanaryWords"})
    assert "Canary" not in f"{error.value!r}{error.value.__cause__!r}"
