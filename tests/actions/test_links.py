"""What the app writes says where it stands, and names the entry before it (ADR 21)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.actions.write_note import write_note
from carerapp.domain.canonical import canonical
from carerapp.domain.events import Event
from carerapp.domain.feed_walk import Feeds, Item, walk
from carerapp.domain.feeds import device_of
from carerapp.vault import DiskFull, Door, NotSaved, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.clock import PIN

Open = Callable[[Vault], Casebook]


def walked(vault: Vault, child: str) -> Feeds:
    """What stands in the child's log."""
    signed = zip(vault.signed_entries(child), vault.entries(child), strict=True)
    return walk(bytes.fromhex(child), (Item(s.author, s.signature, s.body, d) for s, d in signed))


def record_of(book: Casebook, child: str) -> str:
    """The one that the child came with."""
    return book.child(child).events[0].record


def test_every_entry_follows_the_one_before_also_after_the_lock(
    vault: Vault, door: Door, open_book: Open, book: Casebook, child: str
) -> None:
    """One feed, of this device, from 1 on; nothing is missing."""
    write_note(book, child, record_of(book, child), "before the lock")
    vault.lock()
    again = door.unlock(PIN)
    other = open_book(again)
    write_note(other, child, record_of(other, child), "after it")
    feeds, count = walked(again, child), len(again.entries(child))
    assert (feeds.faults, feeds.earlier) == ([], 0)
    (device,) = feeds.ends
    assert device == device_of(str(again.get_setting("device")))
    assert feeds.ends[device].number == count


def test_a_write_that_failed_leaves_no_gap(
    vault: Vault, disk: MemoryDisk, book: Casebook, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one has its number."""

    def full(name: str, data: bytes) -> None:
        raise DiskFull

    before, record = len(vault.entries(child)), record_of(book, child)
    with monkeypatch.context() as broken:
        broken.setattr(disk, "append", full)
        with pytest.raises(NotSaved):
            write_note(book, child, record, "on a full device")
    write_note(book, child, record, "after there was room")
    feeds = walked(vault, child)
    assert feeds.faults == []
    assert [end.number for end in feeds.ends.values()] == [before + 1]


def test_a_log_of_before_goes_on_with_a_chain_over_what_stands_in_it(
    vault: Vault, door: Door, open_book: Open, book: Casebook, child: str
) -> None:
    """As 0.1.0 wrote it: no entry has a link. None of them can be exchanged or left out since."""
    bare = vault.add_child()
    for document in vault.entries(child):
        vault.append(bare, Event.from_json(document).to_json())
    old = len(vault.entries(bare))
    vault.lock()
    again = door.unlock(PIN)
    write_note(open_book(again), bare, record_of(open_book(again), bare), "with the new version")
    feeds = walked(again, bare)
    assert (feeds.faults, feeds.earlier) == ([], old)
    items = [
        Item(s.author, s.signature, s.body, d)
        for s, d in zip(again.signed_entries(bare), again.entries(bare), strict=True)
    ]
    for place in range(old):
        assert walk(bytes.fromhex(bare), items[:place] + items[place + 1 :]).faults


def test_what_an_older_version_reads_of_it_is_the_same(vault: Vault, child: str) -> None:
    """It leaves parts alone that it does not know: `Event.from_json` reads the entry, and one without."""
    for document in vault.entries(child):
        bare = {key: value for key, value in document.items() if key != "feed"}
        assert Event.from_json(document) == Event.from_json(bare)
        assert canonical(document) != canonical(bare)
