"""A child's log: what was appended comes back, in order, whatever the lengths and however often reopened."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.domain.canonical import canonical
from carerapp.vault import AppendOnly
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.format import entries
from carerapp.vault.format.frames import FILE_HEADER, FileId
from carerapp.vault.format.journal import MAGIC
from carerapp.vault.format.log_table import LogStorage, LogTable
from carerapp.vault.format.stream import Stream
from tests.support.vault.doubles import (
    CRYPTO,
    FOLDER,
    KEYS,
    changed,
    new_stream,
    numbers,
    open_stream,
    signed,
)

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(
    batches=st.lists(st.lists(st.dictionaries(st.text(), JSON, max_size=3), max_size=7), max_size=5),
    size=st.integers(1, 6),
    block=st.integers(1, 4),
)
@settings(max_examples=60, deadline=None)
def test_entries_come_back_in_order_however_often_the_log_is_reopened(
    batches: list[list[dict[str, Any]]], size: int, block: int
) -> None:
    """Any entries, in any sizes of segment and block."""
    disk, wanted = MemoryDisk(), list[dict[str, Any]]()
    new_stream(disk)
    for batch in batches:
        stream = open_stream(disk, size=size, block=block)
        for entry in batch:
            stream.append(signed(entry))
            wanted.append(entry)
        assert stream.documents == wanted
    again = open_stream(disk, size=size, block=block)
    assert again.documents == wanted
    assert again.damage == []
    assert [seq for seq, _ in again.signed()] == list(range(len(wanted)))


def test_half_an_emoji_is_kept() -> None:
    """A broken keyboard is no reason to lose an entry."""
    disk = MemoryDisk()
    new_stream(disk).append(signed({"text": "\ud83d", "name": "ሰላም"}))
    assert open_stream(disk).documents == [{"text": "\ud83d", "name": "ሰላም"}]


def test_a_full_journal_becomes_one_segment_and_a_new_journal() -> None:
    """No file of the old journal is left beside it."""
    disk = MemoryDisk()
    new_stream(disk, 25, size=10)
    assert [name.rpartition("/")[2] for name in disk.names(FOLDER)] == [
        "head",
        "journal-000003",
        "segment-000001",
        "segment-000002",
    ]


def test_every_frame_has_its_own_nonce_also_after_a_torn_tail() -> None:
    """The same entry at the same place is sealed another way each time."""
    disk = MemoryDisk()
    name = f"{FOLDER}/journal-000001"
    new_stream(disk, 1)
    whole = bytes(disk.files[name])
    seen = set[bytes]()
    for _ in range(300):
        with changed(disk, name, whole + whole[FILE_HEADER : FILE_HEADER + 30]) as torn:
            open_stream(torn).append(signed({"n": 1}))
            frame = bytes(torn.files[name])[len(whole) :]
            seen.add(frame[48:60])
    assert len(seen) == 300


def test_files_never_share_a_key() -> None:
    """Journal or segment, each index has a key of its own."""
    files = [FileId(magic, KEYS.child, index, 1) for magic in (MAGIC, b"CARERSEG") for index in range(1, 50)]
    assert len({KEYS.file_key(CRYPTO, file) for file in files}) == len(files)


def test_an_entry_appended_after_lost_ones_leaves_the_gap_on_record() -> None:
    """Their numbers are not given again, and each opening names them."""
    disk = MemoryDisk()
    stream = new_stream(disk, 6)
    stream.checkpoint()
    name = f"{FOLDER}/journal-000001"
    journal = bytes(disk.files[name])
    frame = (len(journal) - FILE_HEADER) // 6
    disk.files[name] = bytearray(journal[: FILE_HEADER + 4 * frame])
    after = open_stream(disk)
    assert [damage.what for damage in after.damage] == [
        "entries from entry 4 to 5, which were saved, are missing at the end"
    ]
    after.append(signed({"n": 6}))
    later = open_stream(disk)
    assert numbers(later) == [0, 1, 2, 3, 6]
    assert "entries 4 to 5 are missing" in [damage.what for damage in later.damage]


def _table(stream: Stream) -> LogTable:
    def append(entry: Any) -> None:
        stream.append(signed(dict(entry)))

    return LogTable(lambda: stream.documents, append)


def test_tinydb_reads_and_inserts() -> None:
    """The log as a table: ids from 1, all, search, get, insert."""
    stream = new_stream(MemoryDisk(), 3)
    table = _table(stream)
    assert table.insert({"n": 3}) == 4
    assert table.insert_multiple([{"n": 4}, {"n": 5}]) == [5, 6]
    assert [document["n"] for document in table.all()] == [0, 1, 2, 3, 4, 5]
    assert list(table.entries()) == table.all()
    assert table.search(lambda document: document["n"] > 3) == [{"n": 4}, {"n": 5}]
    found = table.get(doc_id=2)
    assert found == {"n": 1}
    assert found is not None
    assert found.doc_id == 2
    assert table.get(doc_id=7) is None
    assert len(table) == 6
    with pytest.raises(ValueError, match="Mapping"):
        table.insert([1])  # type: ignore[arg-type]


def test_a_search_is_never_answered_from_a_stale_cache() -> None:
    """Entries also come by other ways than the table."""
    from tinydb import where

    stream = new_stream(MemoryDisk())
    table = _table(stream)
    query = where("n") == 1
    assert table.search(query) == []
    stream.append(signed({"n": 1}))
    assert table.search(query) == [{"n": 1}]


@pytest.mark.parametrize("verb", ["update", "update_multiple", "upsert", "remove", "truncate"])
def test_tinydb_cannot_change_the_log(verb: str) -> None:
    """No verb of TinyDB updates or removes what was written."""
    table = _table(new_stream(MemoryDisk(), 1))
    with pytest.raises(AppendOnly):
        getattr(table, verb)(*([] if verb == "truncate" else [{"n": 2}]))
    with pytest.raises(AppendOnly):
        LogStorage(list).write({})
    assert len(table) == 1


def test_an_insert_does_not_touch_the_entries_before_it() -> None:
    """It is one append, however long the log is."""
    disk = MemoryDisk()
    table = _table(new_stream(disk, 50))
    before = bytes(disk.files[f"{FOLDER}/journal-000001"])
    table.insert({"n": 50})
    assert bytes(disk.files[f"{FOLDER}/journal-000001"]).startswith(before)


def test_signed_bytes_survive_sealing_into_a_segment() -> None:
    """The exact bytes that were signed can be cut out of a block of many."""
    disk, private = MemoryDisk(), bytes(range(32))
    Stream.begin(disk, CRYPTO, KEYS, FOLDER)
    stream = open_stream(disk, size=4, block=3)
    for number in range(10):
        body = canonical({"z": number, "a": ["é", 1.5]})
        stream.append(entries.sign(CRYPTO.signer(private), KEYS.child, bytes(8), body))
    public = CRYPTO.sign_public(private)
    for _, entry in open_stream(disk, size=4, block=3).signed():
        assert CRYPTO.verify(public, entry.signature, entries.message(KEYS.child, entry.author, entry.body))
