"""Written while locked: sealed at once, nothing shown, read at the next unlock, never lost."""

from __future__ import annotations

import pytest

from carerapp.vault import AttachmentDamaged, NotSaved
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.pins import ANN, BEN
from tests.support.vault.doubles import FaultyDisk
from tests.support.vault.home import Home


@pytest.fixture
def home() -> Home:
    home = Home()
    home.create().lock()
    return home


def test_what_was_written_locked_is_read_after_the_unlock_in_order(home: Home) -> None:
    """Over restarts; nothing of it stands in clear; cleared only when told."""
    first = home.door.capture()
    first.append({"words": "CanaryOne"})
    photo = first.save_attachment(b"CanaryPhoto")
    second = home.door.capture()
    assert second.count == 1
    second.append({"words": "ሰላም two", "photo": photo})
    assert not any(b"Canary" in data for data in home.files.values())
    captured = home.unlock(ANN).captured
    assert captured.entries() == ({"words": "CanaryOne"}, {"words": "ሰላም two", "photo": photo})
    assert captured.attachment(photo) == b"CanaryPhoto"
    assert captured.damage == []
    assert len(home.unlock(ANN).captured.entries()) == 2
    captured.clear()
    assert not any(name.startswith("captured") for name in home.files)
    assert home.unlock(ANN).captured.entries() == ()
    home.door.capture().append({"words": "three"})
    assert home.unlock(ANN).captured.entries() == ({"words": "three"},)


def test_a_device_that_cannot_write_says_so(home: Home) -> None:
    """Words that are not sealed on the disk are not called saved."""
    home.disk = FaultyDisk(home.disk, 0, forever=True)
    with pytest.raises(NotSaved):
        home.door.capture().append({"n": 1})


def test_what_was_captured_before_somebody_was_removed_still_opens(home: Home) -> None:
    """The sealing keys of earlier epochs are kept for it."""
    vault = home.unlock(ANN)
    ben = vault.staff.add(BEN, name="Ben", role="Staff")
    home.door.capture().append({"n": "before"})
    vault.staff.remove(ben, me=vault.person.id)
    home.door.capture().append({"n": "after"})
    assert [e["n"] for e in vault.captured.entries()] == ["before", "after"]
    assert vault.captured.damage == []


def test_who_was_removed_does_not_read_what_is_captured_later(home: Home) -> None:
    """With their PIN, their old key files, and today's captured ones."""
    vault = home.unlock(ANN)
    ben = vault.staff.add(BEN, name="Ben", role="Staff")
    old = {n: d for n, d in home.files.items() if n.startswith(("keys", "records"))}
    vault.staff.remove(ben, me=vault.person.id)
    home.door.capture().append({"n": "after"})
    thief = Home(MemoryDisk({**home.files, **old}))
    assert thief.unlock(BEN).captured.entries() == ()


def test_a_torn_end_is_cut_and_the_rest_reads(home: Home) -> None:
    """Whatever length a power cut left; what comes after it is read too."""
    capture = home.door.capture()
    capture.append({"n": 1})
    whole = home.files["captured/log"]
    capture.append({"n": 2})
    both = home.files["captured/log"]
    for length in range(len(whole), len(both), 7):
        for zeros in (b"", bytes(9)):
            other = Home(MemoryDisk({**home.files, "captured/log": both[:length] + zeros}))
            other.door.capture().append({"n": 3})
            assert [e["n"] for e in other.unlock(ANN).captured.entries()] == [1, 3]


def test_every_changed_byte_is_noticed_and_costs_one_entry_at_most(home: Home) -> None:
    """The others are read; what could not be is set aside, not deleted."""
    for n in range(3):
        home.door.capture().append({"n": n})
    data = home.files["captured/log"]
    key = home.unlock(ANN)
    for at in range(0, len(data), 5):
        assert isinstance(home.disk, MemoryDisk)
        home.disk.files["captured/log"] = bytearray(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        captured = key.captured
        assert len(captured.entries()) >= 2
        assert captured.damage
        captured.clear()
        assert any(name.startswith("captured/set-aside") for name in home.files)


def test_a_changed_photo_is_not_shown(home: Home) -> None:
    """One changed byte is enough."""
    photo = home.door.capture().save_attachment(b"photo")
    assert isinstance(home.disk, MemoryDisk)
    home.disk.files[f"captured/photo-{photo}"][-1] ^= 1
    with pytest.raises(AttachmentDamaged):
        home.unlock(ANN).captured.attachment(photo)


def test_what_is_half_typed_is_sealed_in_place_of_what_was_and_counts_until_its_entry_stands(
    home: Home,
) -> None:
    """Read after the entries of the log; once an entry has its id it is not read twice; cleared with them."""
    capture = home.door.capture()
    capture.append({"id": "1", "words": "one"})
    capture.keep_half("night", {"id": "2", "words": "Canary"})
    capture.keep_half("night", {"id": "2", "words": "Canary tw"})
    assert not any(b"Canary" in data for data in home.files.values())
    vault = home.unlock(ANN)
    assert [e["words"] for e in vault.captured.entries()] == ["one", "Canary tw"]
    capture.append({"id": "2", "words": "Canary two"})
    assert [e["words"] for e in vault.captured.entries()] == ["one", "Canary two"]
    vault.captured.clear()
    assert not any(name.startswith("captured") for name in home.files)


def test_half_typed_words_that_can_not_be_read_are_named_and_set_aside(home: Home) -> None:
    """Another file's name does not open it either; clearing deletes nothing that was not read."""
    home.door.capture().keep_half("night", {"id": "2", "words": "two"})
    assert isinstance(home.disk, MemoryDisk)
    home.disk.replace("captured/half-other", home.files["captured/half-night"])
    captured = home.unlock(ANN).captured
    assert [e["words"] for e in captured.entries()] == ["two"]
    assert "half typed" in captured.damage[0].what
    captured.clear()
    assert any("set-aside" in name for name in home.files)
