"""Erasing: the whole vault, or one child by law. Cut short anywhere, no key can be had from what remains."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest

from carerapp.vault import NotSaved, NoVault, UnknownChild, Vault, VaultError
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.format.entries import commitment
from tests.support.pins import ANN, BEN
from tests.support.vault.doubles import CRYPTO, FaultyDisk
from tests.support.vault.home import Home


@pytest.fixture
def home() -> Home:
    home = Home()
    vault = home.create()
    for name in ("one", "two"):
        child = vault.add_child()
        home.ids[name] = child
        for number in range(5):
            vault.append(child, {"n": number, "who": name})
    home.ids["photo"] = vault.save_attachment(home.ids["one"], b"photo")
    vault.staff.add(BEN, name="Ben", role="Staff")
    home.ids["code"] = vault.staff.new_sheet()
    vault.staff.seal_to_owner(CRYPTO.agree_public(bytes(range(32))))
    home.door.capture().append({"n": "locked"})
    vault.lock()
    return home


def nothing_opens(home: Home) -> None:
    assert not home.door.exists
    ways: list[Callable[[], Vault]] = [
        lambda: home.unlock(ANN),
        lambda: home.unlock(BEN),
        lambda: home.door.unlock_with_sheet(home.ids["code"]),
        lambda: home.door.unlock_as_owner(bytes(range(32))),
    ]
    for way in ways:
        with pytest.raises(NoVault):
            way()


def test_erased_is_empty_and_can_be_set_up_anew(home: Home) -> None:
    """No file is left, and a new vault has no children."""
    home.door.erase()
    assert home.files == {}
    nothing_opens(home)
    assert home.create().children() == ()


def test_cut_short_at_any_step_it_is_finished_at_the_next_start(home: Home) -> None:
    """Before its first step nothing happened; after it, no key is left once the app has started again."""
    nth, finished = 0, False
    while not finished:
        disk = MemoryDisk(home.files)
        faulty = FaultyDisk(disk, nth, forever=True)
        other = Home()
        other.disk = faulty
        with contextlib.suppress(NotSaved):
            other.door.erase()
        finished = not faulty.failed
        after = Home(MemoryDisk({name: bytes(data) for name, data in disk.files.items()}))
        after.ids = home.ids
        if nth == 0:
            assert len(after.unlock(ANN).children()) == 2
        else:
            nothing_opens(after)
            assert after.files == {}
        nth += 1
    assert nth > 10


def test_an_erased_child_is_gone_and_what_was_there_can_still_be_proved(home: Home) -> None:
    """The other child is whole. Without the key the commitments say nothing; with an export's salts they
    fit."""
    vault, one, two = home.unlock(ANN), home.ids["one"], home.ids["two"]
    entries = vault.signed_entries(one)
    salts = [vault.salt(one, n) for n in range(1, 6)]
    vault.erase_child(one, reason="Ordered by the court")
    with pytest.raises(UnknownChild):
        vault.entries(one)
    assert not any(one in name for name in home.files if name.startswith("children"))
    (left,) = vault.erasure_records()
    assert (left.child, left.by, left.reason, len(left.commitments)) == (
        one,
        home.ids["Ann"],
        "Ordered by the court",
        5,
    )
    assert list(left.commitments) == [commitment(s, e).hex() for s, e in zip(salts, entries, strict=True)]
    key = bytes.fromhex(vault.staff.member(home.ids["Ann"]).key)
    from carerapp.vault.format.entries import proof_message

    assert CRYPTO.verify(key, bytes.fromhex(left.proof), proof_message(left.signed_part()))
    vault.lock()
    again = home.unlock(ANN)
    assert (again.children(), again.damage) == ((two,), ())
    assert len(again.entries(two)) == 5
    assert again.erasure_records() == (left,)


def test_cut_short_anywhere_an_erased_child_is_whole_or_gone(home: Home) -> None:
    """At each write in turn; the next unlock finds no damage."""
    nth, finished = 0, False
    while not finished:
        disk = MemoryDisk(home.files)
        other = Home(disk)
        vault = other.unlock(ANN)
        vault._unlocked.disk = faulty = FaultyDisk(disk, nth, forever=True)
        with contextlib.suppress(NotSaved):
            vault.erase_child(home.ids["one"], reason="")
        finished = not faulty.failed
        again = Home(MemoryDisk({name: bytes(data) for name, data in disk.files.items()})).unlock(ANN)
        assert again.damage == ()
        if home.ids["one"] in again.children():
            assert len(again.entries(home.ids["one"])) == 5
            assert again.attachment(home.ids["one"], home.ids["photo"]) == b"photo"
            assert again.erasure_records() == ()
        else:
            assert len(again.erasure_records()) == 1
            assert not any(home.ids["one"] in n for n in again._unlocked.disk.names("children/"))
        nth += 1
    assert nth > 5


def test_an_old_copy_of_the_records_file_does_not_bring_an_erased_child_back_where_its_key_is_gone(
    home: Home,
) -> None:
    """The files of the child alone, kept by somebody, open for nobody who has only the new key files."""
    before = home.files
    vault = home.unlock(ANN)
    vault.erase_child(home.ids["one"], reason="")
    vault.lock()
    back = {n: d for n, d in before.items() if n.startswith(f"children/{home.ids['one']}")}
    with pytest.raises(VaultError):
        Home(MemoryDisk({**home.files, **back})).unlock(ANN).entries(home.ids["one"])


def test_a_log_written_anew_has_only_what_was_kept_and_the_old_key_opens_nothing(home: Home) -> None:
    """Entry by entry as it was signed; the other photo, too; new entries follow; an unlock later it is the
    same."""
    vault, one = home.unlock(ANN), home.ids["one"]
    before = home.files
    signed = vault.signed_entries(one)
    old_key = dict(vault._unlocked.records.keys[one])
    stay = vault.save_attachment(one, b"stays")
    gone = vault.compact(one, lambda entry: entry["n"] in (0, 3), {home.ids["photo"]})
    assert gone == 3
    assert vault.signed_entries(one) == (signed[0], signed[3])
    assert vault.attachments(one) == (stay,)
    vault.append(one, {"n": 9})
    assert vault.verify_authors(one) == ()
    new_key = vault._unlocked.records.keys[one]
    assert not set(new_key.values()) & set(old_key.values())
    vault.lock()
    again = home.unlock(ANN)
    assert again.damage == again.inspect() == ()
    assert [entry["n"] for entry in again.entries(one)] == [0, 3, 9]
    assert again.attachment(one, stay) == b"stays"
    assert len(again.entries(home.ids["two"])) == 5
    assert not any(name.startswith(f"children/{one}/") for name in home.files)
    again.compact(one, lambda entry: entry["n"] == 9, ())
    again.erase_child(one, reason="")
    assert not any(name.startswith(f"children/{one}") for name in home.files)
    assert before != home.files


def test_cut_short_anywhere_a_log_is_the_old_one_or_the_new_one(home: Home) -> None:
    """At each write in turn, with the attachments that belong to it."""
    nth, finished, seen = 0, False, set()
    while not finished:
        disk = MemoryDisk(home.files)
        vault = Home(disk).unlock(ANN)
        vault._unlocked.disk = faulty = FaultyDisk(disk, nth, forever=True)
        with contextlib.suppress(NotSaved):
            vault.compact(home.ids["one"], lambda entry: int(str(entry["n"])) > 2, {home.ids["photo"]})
        finished = not faulty.failed
        again = Home(MemoryDisk({name: bytes(data) for name, data in disk.files.items()})).unlock(ANN)
        assert again.damage == again.inspect() == ()
        numbers = tuple(entry["n"] for entry in again.entries(home.ids["one"]))
        seen.add(numbers)
        assert again.attachments(home.ids["one"]) == ((home.ids["photo"],) if len(numbers) == 5 else ())
        again.lock()
        final = Home(again._unlocked.disk).unlock(ANN)
        assert tuple(entry["n"] for entry in final.entries(home.ids["one"])) == numbers
        assert len({n.split("/")[1] for n in again._unlocked.disk.names(f"children/{home.ids['one']}")}) == 1
        nth += 1
    assert seen == {(0, 1, 2, 3, 4), (3, 4)}
