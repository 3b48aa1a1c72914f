"""What the app writes says where it stands, and names the entry before it (ADR 21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.actions.write_note import write_note
from carerapp.domain.canonical import canonical
from carerapp.domain.events import Event
from carerapp.domain.feed_faults import FaultKind
from carerapp.domain.feed_walk import Feeds, Item, walk
from carerapp.domain.feeds import device_of, link_of
from carerapp.domain.json_value import Json
from carerapp.evidence import proved, verify
from carerapp.vault import DiskFull, Door, NotSaved, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from tests.support.pins import PIN

Open = Callable[[Vault], Casebook]


def items(vault: Vault, child: str) -> list[Item]:
    """What stands in the child's log."""
    signed = zip(vault.signed_entries(child), vault.entries(child), strict=True)
    return [Item(s.author, s.signature, s.body, d) for s, d in signed]


def walked(vault: Vault, child: str) -> Feeds:
    """What is found in it."""
    return walk(bytes.fromhex(child), items(vault, child))


def number_of(document: Mapping[str, Any]) -> int:
    """In its feed."""
    link = link_of(document)
    assert link is not None
    return link.number


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
    all_of_it = items(again, bare)
    for place in range(old):
        assert walk(bytes.fromhex(bare), all_of_it[:place] + all_of_it[place + 1 :]).faults


def test_the_chain_goes_on_past_what_left_the_device(
    vault: Vault, door: Door, open_book: Open, book: Casebook, child: str
) -> None:
    """Some leave, then all: the next number follows, here and in an export."""
    record, count = record_of(book, child), len(vault.entries(child))
    vault.compact(child, lambda one: number_of(one) not in (2, 3), ())
    write_note(book, child, record, "after some had left")
    first, second = walked(vault, child), walk(bytes.fromhex(child), items(vault, child), vault.left(child))
    assert [(one.kind, one.number, one.upto) for one in first.faults] == [(FaultKind.GAP, 2, 3)]
    assert (second.faults, [end.number for end in second.ends.values()]) == ([], [count + 1])
    report = verify(b"".join(proved(vault, child, "2026-11-20T22:00:00+00:00")), NativeCrypto())
    assert (report.intact, report.whole) == (True, True)
    assert "what had left: A. Carer says: numbers 2 to 3 of device" in report.report()
    vault.compact(child, lambda one: False, ())
    vault.lock()
    again = door.unlock(PIN)
    (device,) = again.left(child).runs
    assert again.feed_end(child, device, "x").number == count + 1


def test_what_left_before_the_chain_began_stands_in_its_beginning(
    vault: Vault, door: Door, open_book: Open, book: Casebook, child: str
) -> None:
    """Who still has those entries finds all of them there."""
    bare = vault.add_child()
    for document in vault.entries(child):
        vault.append(bare, Event.from_json(document).to_json())
    whole = items(vault, bare)
    vault.compact(bare, lambda one: one["kind"] == "open", ())
    vault.lock()
    again = door.unlock(PIN)
    write_note(open_book(again), bare, record_of(open_book(again), bare), "with the new version")
    assert walk(bytes.fromhex(bare), items(again, bare), again.left(bare)).faults == []
    assert walk(bytes.fromhex(bare), [*whole, items(again, bare)[-1]]).faults == []


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("number", [1, 0, 5_000, 2**53 - 1])
def test_what_another_writes_in_this_devices_feed_moves_no_number(
    vault: Vault, book: Casebook, open_book: Open, door: Door, child: str, number: int, opened: bool
) -> None:
    """With another stamp; and with this device's, but of a number that it never reached. Else a colleague
    could make it write numbers that nobody takes."""
    record, count = record_of(book, child), len(vault.entries(child))
    device = device_of(str(vault.get_setting("device")))
    newest = dict(vault.entries(child)[-1])
    said = number or count + 1  # the very next
    feed: Json = {"before": "0e" * 32, "device": device, "number": said, "version": 1}
    if not opened:
        vault.lock()
        vault = door.unlock(PIN)
        book = open_book(vault)
    other = f"{str(newest['hlc'])[:18]}another"
    vault.append(child, {**newest, "id": "foreign", "feed": feed, "hlc": other})
    if said > count + 1:
        vault.append(child, {**newest, "id": "too far", "feed": feed})
    write_note(book, child, record, "goes on")
    assert number_of(vault.entries(child)[-1]) == count + 1
    kinds = {fault.kind for fault in walked(vault, child).faults}
    assert kinds & {FaultKind.FOREIGN, FaultKind.FORK}


def test_what_an_older_version_reads_of_it_is_the_same(vault: Vault, child: str) -> None:
    """It leaves parts alone that it does not know: `Event.from_json` reads the entry, and one without."""
    for document in vault.entries(child):
        bare = {key: value for key, value in document.items() if key != "feed"}
        assert Event.from_json(document) == Event.from_json(bare)
        assert canonical(document) != canonical(bare)
