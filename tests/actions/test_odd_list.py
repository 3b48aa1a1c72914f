"""What is missing in a log, or double, or foreign, in words; and a record opens whatever is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.write_note import write_note
from carerapp.domain.feed_breaks import Breaks
from carerapp.domain.feed_faults import FaultKind
from carerapp.domain.feed_numbers import Numbers
from carerapp.domain.feed_walk import walk
from carerapp.domain.feeds_left import Left
from carerapp.domain.gate import NotTaken, Reason
from carerapp.domain.gate.entries import Sender, entry
from carerapp.domain.json_value import Json
from carerapp.sharing.odd_list import hash_all, odd_lines
from carerapp.vault import Vault
from carerapp.vault.errors import DiskFailed
from tests.support.feeds import ANEW, CHILD, DEVICES, Writers, hash_of, item, relinked

DEVICE = "0d" * 8


def others(vault: Vault, child: str, numbers: Sequence[int], **other: Any) -> None:
    """Entries of another device, of these numbers, stand in the log."""
    newest = dict(vault.entries(child)[-1])
    for at, number in enumerate(numbers):
        feed: Json = {"before": "0e" * 32, "device": DEVICE, "number": number, "version": 1}
        hlc = f"{0x01A1FAF93B01 + at:012x}-0000-0d0d0d0d"
        vault.append(child, {**newest, "id": f"other{at}{number}", "hlc": hlc, "feed": feed, **other})


def said(vault: Vault, book: Casebook, child: str, numbers: Sequence[int], **other: Any) -> list[str]:
    """What is said when these stand in the log."""
    assert odd_lines(book) == ()
    others(vault, child, numbers, **other)
    book.forget(child)
    lines = odd_lines(book)
    assert all((line.child, line.about) == (child, "Example Child") for line in lines)
    assert len(book.child(child).events) == len(vault.entries(child)), "the record opens, with all that came"
    return [line.words for line in lines]


def test_a_gap_says_how_much_whose_and_when(vault: Vault, book: Casebook, child: str) -> None:
    """And goes when what was missing comes in, whatever the order."""
    (words,) = said(vault, book, child, [1, 5], written_at="2026-11-20T21:14:00+00:00")
    assert words == (
        "3 entries of the device that A. Carer wrote on are missing, written between 20/11/2026 21:14 and "
        "20/11/2026 21:14. They may still come: the app asks at each contact. If they do not, look at that "
        "device."
    )
    others(vault, child, [3, 2, 4])
    assert odd_lines(book) == ()


def test_two_entries_of_one_number_are_named(vault: Vault, book: Casebook, child: str) -> None:
    """Neither is left out."""
    (words,) = said(vault, book, child, [1, 2, 2])
    assert words.startswith("Two entries say that they are the same number of one device: A. Carer, ")
    assert words.endswith(". Both are shown in the log. Ask who wrote them.")


def test_what_was_written_on_another_device_is_named(vault: Vault, book: Casebook, child: str) -> None:
    """Its clock stamp is not that of the feed's first entry."""
    others(vault, child, [1])
    (words,) = said(vault, book, child, [2], hlc="01a1faf93b09-0000-0e0e0e0e")
    assert words.endswith("says that it was written on a device that was another’s. Ask them.")


def test_a_link_of_no_form_is_named_in_a_log_that_an_older_version_kept(
    vault: Vault, book: Casebook, child: str
) -> None:
    """Today's gate does not take it; an older one did."""
    (words,) = said(vault, book, child, [1], feed="first")
    assert "does not say rightly which number of its device it is" in words
    document = dict(vault.entries(child)[-1])
    with pytest.raises(NotTaken) as why:
        entry(document, str(document["author"]), Sender(False, "", "x"), 2**48)
    assert why.value.reason is Reason.SHAPE
    for feed in ({"version": 2}, {"before": "0e" * 32, "device": DEVICE, "number": 9, "version": 1}):
        entry({**document, "feed": feed}, str(document["author"]), Sender(False, "", "x"), 2**48)


def test_what_left_is_no_gap_nor_what_stayed_with_another_authority(
    vault: Vault, book: Casebook, child: str
) -> None:
    """Retention notes what goes; a move says that the one before it has what is older."""
    write_note(book, child, book.child(child).events[0].record, "one more")
    vault.compact(child, lambda one: one["kind"] != "answer", ())
    book.forget(child)
    assert odd_lines(book) == ()
    numbers = Numbers(Left())
    feed: Json = {"before": "0e" * 32, "device": DEVICE, "number": 7, "version": 1}
    move: Json = {"left": "hertfordshire", "holder": "liverpool", "before": False}
    numbers.add({"feed": feed, "hlc": "b"})
    assert [fault.kind for fault in numbers.faults()] == [FaultKind.GAP]
    numbers.add({"field": "moved", "value": move, "hlc": "c"})
    assert [fault.kind for fault in numbers.faults()] == [FaultKind.GAP]
    numbers.add({"field": "moved", "value": move, "hlc": "a"})
    assert numbers.faults() == []


def test_an_entry_that_names_another_before_it_is_named_once_it_was_hashed(
    vault: Vault, book: Casebook, child: str
) -> None:
    """A member with a real key who writes an entry anew: its number is right, and the next one shows it."""
    others(vault, child, [1, 2])
    book.forget(child)
    assert odd_lines(book) == (), "the numbers are right"
    hash_all(book)
    (line,) = odd_lines(book)
    assert (line.child, line.device) == (child, DEVICE)
    assert "does not follow the entry before it on its device" in line.words
    assert line.words.startswith("An entry of A. Carer, ")
    write_note(book, child, book.child(child).events[0].record, "one more")
    hash_all(book)
    assert odd_lines(book) == (line,), "what this device wrote follows"


def test_a_log_whose_bytes_cannot_be_read_is_left_and_the_others_are_looked_at(
    vault: Vault, book: Casebook, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen goes on; what the numbers say is said."""
    other = add_child(book, full_name="Kim Example", protocol_id="hertfordshire")
    others(vault, other, [1, 2])
    others(vault, child, [1, 3])
    for log in (child, other):
        book.forget(log)
    read = vault.signed_from

    def refuses(log: str, place: int) -> Any:
        if log == child:
            raise DiskFailed
        return read(log, place)

    monkeypatch.setattr(vault, "signed_from", refuses)
    hash_all(book)
    assert [(line.child, "missing" in line.words) for line in odd_lines(book)] == [
        (child, True),
        (other, False),
    ]


WRITTEN = st.lists(st.sampled_from([*DEVICES, *ANEW]), min_size=2, max_size=10)


@given(WRITTEN, st.data())
def test_it_says_of_numbers_and_breaks_what_the_walk_says(devices: list[str], data: st.DataObject) -> None:
    """Whatever was left out, written anew, moved, doubled in number, or put into another's feed; also where
    a device began a new one after the end of its old one, and where the child moved."""
    writers = Writers()
    for device in devices:
        writers.write(device)
    log = list(writers.log)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(log) - 1))
        match data.draw(st.integers(0, 5)):
            case 4:
                left, holder = data.draw(st.permutations(["a", "b", "c"]))[:2]
                value: Json = {"left": left, "holder": holder, "before": data.draw(st.booleans())}
                log[at] = item({**log[at].document, "field": "moved", "value": value})
            case 0 if len(log) > 1:
                del log[at]
            case 1:
                log[at] = item({**log[at].document, "value": f"changed {len(log)}"})
            case 2:
                log.insert(data.draw(st.integers(0, len(log) - 1)), log.pop(at))
            case 3:
                log.append(item({**log[at].document, "value": str(len(log))}))
            case _:
                log.append(relinked(log[at], device=devices[0], before=hash_of(log[0]).hex()))
    numbers, breaks = Numbers(Left()), Breaks(CHILD, Left())
    for one in log:
        numbers.add(one.document)
        breaks.add(one.author, one.signature, one.body, one.document)
    kinds = (FaultKind.GAP, FaultKind.FORK)
    mine = {(f.device, f.number, f.upto, f.kind) for f in numbers.faults() if f.kind in kinds}
    whole = walk(CHILD, log).faults
    assert mine == {(f.device, f.number, f.upto, f.kind) for f in whole if f.kind in kinds}
    assert {(f.device, f.number, f.place) for f in breaks.faults()} == {
        (f.device, f.number, f.place) for f in whole if f.kind is FaultKind.BREAK
    }
