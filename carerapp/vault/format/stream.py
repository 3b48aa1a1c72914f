"""One child's log: sealed segments, then the live journal. Lives as long as the vault is unlocked."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from carerapp.domain.feeds import End, entry_hash
from carerapp.domain.feeds_left import Left, link_or_none
from carerapp.vault.damage import Damage
from carerapp.vault.errors import DiskError, DiskFailed, SealBroken
from carerapp.vault.format import entries, feed_ends
from carerapp.vault.format.ends import Note, compared
from carerapp.vault.format.journal import MAGIC as JOURNAL
from carerapp.vault.format.journal import Journal
from carerapp.vault.format.loading import Loaded, Loader, Part, journal_name, segment_name
from carerapp.vault.format.segments import BLOCK, write_segment
from carerapp.vault.format.segments import MAGIC as SEGMENT
from carerapp.vault.format.stream_keys import StreamKeys
from carerapp.vault.ports import Crypto, Disk

SEGMENT_SIZE = 1000
_AGAIN = 50
"""After a seal that failed (a full device), this many entries pass before the next attempt."""


class Stream:
    """Opens the folder of one child at once. ``documents`` is every entry, decoded, in order: read only.

    Raises :class:`DiskError` when the device refuses to read.
    """

    def __init__(
        self,
        disk: Disk,
        crypto: Crypto,
        keys: StreamKeys,
        folder: str,
        *,
        segment_size: int = SEGMENT_SIZE,
        block: int = BLOCK,
        beside: Note | None = None,
    ) -> None:
        """``beside``: what the table of all logs notes of this one, if anything."""
        self._disk = disk
        self._crypto = crypto
        self._keys = keys
        self._folder = folder
        self._segment_size = segment_size
        self._block = block
        self._loader = Loader(disk, crypto, keys, folder)
        self._sealer = keys.sealer(crypto, "head")
        self._seal_at = segment_size
        loaded = self._loader.load()
        self.documents: list[dict[str, Any]] = []
        self.authors: list[bytes] = []  # who signed each of the documents
        for frame in loaded.frames:
            self.documents += entries.documents(frame.payload)
            self.authors += entries.authors(frame.payload)
        self.damage: list[Damage] = loaded.damage
        self._parts = loaded.parts
        self._ends: dict[tuple[str, str], End] = {}  # of the feeds that are written to here
        # Sealing must not tidy damage away: a damaged journal is kept beside the segment it becomes.
        self._unclean = bool(loaded.live and (loaded.live.scan.faults or loaded.live.header_damaged))
        self._anchor = loaded.anchor or keys.genesis()
        self.table = 0
        """The number of the newest table of all logs that this log's own note has seen."""
        own = self._own_note()
        noted, wrong = compared([note for note in (own, beside) if note], f"{folder}/head", loaded)
        self.damage += wrong
        self._journal = self._resume(loaded, noted)
        if own is None or self._journal.seq != noted:
            self.checkpoint()
        if self._outlived:
            with contextlib.suppress(DiskError):
                self._end_epoch()

    @property
    def count(self) -> int:
        """How many entries were ever numbered, lost ones too."""
        return self._journal.seq

    @staticmethod
    def begin(disk: Disk, crypto: Crypto, keys: StreamKeys, folder: str) -> None:
        """Note that a new child has no entries yet, so that a log which vanishes whole is noticed."""
        note = {"next": 0, "index": 1, "hash": keys.genesis().hex()}
        sealer = keys.sealer(crypto, "head")
        disk.replace(f"{folder}/head", sealer.seal_json(f"{folder}/head", note))

    def _own_note(self) -> Note | None:
        """What stands in the folder itself; None, and named, where it does not open."""
        name = f"{self._folder}/head"
        data = self._disk.read(name)
        try:
            note: Note = self._sealer.unseal_json(name, data or b"")
        except SealBroken:
            what = "is missing" if data is None else "was damaged"
            self.damage.append(
                Damage(
                    name,
                    None,
                    f"the note of how many entries there are {what}; a missing end would not show",
                )
            )
            return None
        self.table = int(note.get("table", 0))
        return note

    def _resume(self, loaded: Loaded, noted: int) -> Journal:
        known = loaded.frames[-1].seq + entries.count(loaded.frames[-1].payload) if loaded.frames else 0
        # Numbers of entries known to be lost are never given again: the gap itself stays on record.
        seq = max(loaded.next_seq or known, noted)
        live, index = loaded.live, loaded.index
        name = journal_name(self._folder, index)
        empty = live is None
        if live is not None:
            empty = self._clear_tail(name, loaded)
        file = (not empty and loaded.file) or self._loader.identify(JOURNAL, index)
        self._outlived = file.epoch != self._keys.epoch
        journal = Journal(
            self._disk,
            self._crypto,
            self._keys.file_key(self._crypto, file),
            name,
            file,
            seq,
            loaded.head or self._keys.genesis(),
            empty=empty,
        )
        if live is not None:
            journal.take(live.scan.frames)
        self._settle(loaded, name, exists=not empty)
        return journal

    def _clear_tail(self, name: str, loaded: Loaded) -> bool:
        """Cut what a crash left behind the last entry; whether the journal is then empty.

        Bytes that are more than an unfinished write are first kept in a file of their own. When the
        device is full the tail stays: later entries are found behind it, and the damage stays named.
        """
        assert loaded.live is not None
        scan = loaded.live.scan
        if scan.tail and not scan.torn:
            self.damage.append(
                Damage(
                    name,
                    loaded.next_seq,
                    "the last entry could not be read and was set aside; it may never have been confirmed",
                )
            )
            with contextlib.suppress(DiskError):
                self._set_aside(scan.tail)
                self._disk.truncate(name, scan.end)
        elif scan.tail:
            with contextlib.suppress(DiskError):
                self._disk.truncate(name, scan.end)
        return scan.end == 0

    def _set_aside(self, data: bytes) -> None:
        self._disk.replace(f"{self._folder}/set-aside-{self._crypto.random(8).hex()}", data)

    def _settle(self, loaded: Loaded, name: str, *, exists: bool) -> None:
        """Make durable what is about to be shown: whoever wrote it may have died before its fsync."""
        try:
            if exists:
                self._disk.append(name, b"")
            for stale in loaded.stale:
                self._disk.append(stale.replace("/journal-", "/segment-"), b"")
                self._disk.delete(stale)
        except DiskError:
            return  # nothing new is lost by it, and reading must work on a device that cannot write

    def _end_epoch(self) -> None:
        """Close a journal begun in an earlier epoch: who was removed since has its key. Raises
        :class:`DiskError`."""
        self._seal()
        if self._outlived:
            raise DiskFailed

    def append(self, entry: entries.Signed, document: dict[str, Any] | None = None) -> dict[str, Any]:
        """Durable on return. ``document``: the entry's body, where the caller has decoded it. Raises
        :class:`DiskError`; then the log is as it was."""
        if self._outlived:
            self._end_epoch()
        self._journal.append(entry)
        document = json.loads(entry.body) if document is None else document
        self.documents.append(document)
        self.authors.append(entry.author)
        self._grow(entry, document)
        if len(self._journal.entries) >= self._seal_at:
            self._seal()
        return document

    def feed_end(self, device: str, stamp: str, left: Callable[[], Left]) -> End:
        """Where the feed of this device stands: the next entry follows it. ``stamp``: the last part of its
        clock stamps; ``left``: what left the log. Looked for when the child is first written to. Raises
        :class:`DiskError`."""
        if (device, stamp) not in self._ends:
            self._ends[device, stamp] = feed_ends.end_of(
                self._keys.child, device, stamp, self.documents, self.signed_from, left(), self.count
            )
        return self._ends[device, stamp]

    def _grow(self, entry: entries.Signed, document: dict[str, Any]) -> None:
        link = link_or_none(document)
        for (device, stamp), end in self._ends.items() if link else ():
            most = max(end.number, self.count) + 1
            if link and link.number > end.number and feed_ends.is_of(link, document, device, stamp, most):
                digest = entry_hash(self._keys.child, entry.author, entry.signature, entry.body)
                self._ends[device, stamp] = End(link.number, digest)

    def _seal(self) -> None:
        journal, index = self._journal, int(self._journal.name[-6:])
        try:
            if self._unclean:
                self._set_aside(self._disk.read(journal.name) or b"")
                self._unclean = False
            file = self._loader.identify(SEGMENT, index)
            key = self._keys.file_key(self._crypto, file)
            data, head = write_segment(
                self._crypto, key, file, journal.entries, journal.seq, self._anchor, self._block
            )
            self._disk.replace(segment_name(self._folder, index), data)
        except DiskError:
            self._seal_at = len(journal.entries) + _AGAIN
            return
        if journal.entries:
            place = len(self.documents) - len(journal.entries)
            self._parts.append(Part(SEGMENT, index, place, journal.entries[0][0], self._anchor))
        file = self._loader.identify(JOURNAL, index + 1)
        self._journal = Journal(
            self._disk,
            self._crypto,
            self._keys.file_key(self._crypto, file),
            journal_name(self._folder, index + 1),
            file,
            journal.seq,
            head,
            empty=True,
        )
        self._anchor = head
        self._outlived = False
        self._seal_at = self._segment_size
        with contextlib.suppress(DiskError):  # found again, and found superfluous, at the next opening
            self._disk.delete(journal.name)
        journal.drop()
        self.checkpoint()

    def note(self) -> Note:
        """Where this log ends now."""
        index = int(self._journal.name[-6:])
        return {"next": self._journal.seq, "index": index, "hash": self._journal.head.hex()}

    def checkpoint(self, table: int = 0) -> None:
        """Note how many entries there are. Best effort: without it only a vanished tail would go unseen.
        ``table``: the number of the table of all logs that is on the disk."""
        name = f"{self._folder}/head"
        self.table = max(self.table, table)
        try:
            sealed = self._sealer.seal_json(name, {**self.note(), "table": self.table})
            self._disk.replace(name, sealed)
        except DiskError:
            return

    def signed(self) -> Iterator[tuple[int, entries.Signed]]:
        """Every entry with its number and its exact signed bytes, read from the disk again."""
        for frame in self._loader.load().frames:
            for i, entry in enumerate(entries.unpack(frame.payload)):
                yield frame.seq + i, entry

    def signed_from(self, place: int) -> Iterator[entries.Signed]:
        """The entries of :attr:`documents` from there on, as they were signed: the live journal's from
        memory, and of the older files only those that hold them are read again. Raises :class:`DiskError`."""
        live = len(self.documents) - len(self._journal.entries)
        ends = [*(part.place for part in self._parts[1:]), live]
        for part, end in zip(self._parts, ends, strict=True) if self._parts else ():
            if end > place:
                documents = self.documents[part.place : end]
                pairs = zip(documents, self._loader.read(part), strict=True)  # as it was when it was opened
                yield from (signed for at, (_, signed) in enumerate(pairs, part.place) if at >= place)
        yield from (signed for _, signed in self._journal.entries[max(0, place - live) :])

    def drop(self) -> None:
        """Forget keys and decoded entries."""
        self._journal.drop()
        self.documents.clear()
        self.authors.clear()
        self._keys = StreamKeys(self._keys.child, {}, self._keys.epoch)
