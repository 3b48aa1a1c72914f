"""Reading one child's files back: segments, the live journal, and every way they may be wrong.

Nothing here changes the disk. What could not be read is named, and the rest still opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from carerapp.vault.damage import Damage
from carerapp.vault.format import entries
from carerapp.vault.format.frames import FILE_HEADER, FORMAT, FileId, Frame, Scan
from carerapp.vault.format.journal import MAGIC as JOURNAL
from carerapp.vault.format.journal import JournalRead, read_journal
from carerapp.vault.format.segments import MAGIC as SEGMENT
from carerapp.vault.format.segments import SegmentRead, read_segment
from carerapp.vault.format.stream_keys import StreamKeys
from carerapp.vault.ports import Crypto, Disk

_FILES = re.compile(r"(journal|segment)-(\d{6})")
_OTHERS = re.compile(r"head|photo-[0-9a-f]+|set-aside-.+")


def journal_name(folder: str, index: int) -> str:
    """The journal that will become segment ``index``."""
    return f"{folder}/journal-{index:06d}"


def segment_name(folder: str, index: int) -> str:
    """The sealed segment ``index`` (the first is 1)."""
    return f"{folder}/segment-{index:06d}"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the log that is not written any more: ``place`` of its first entry among all (from 0), and
    the number and hash that its first frame follows."""

    magic: bytes
    index: int
    place: int
    seq: int | None
    previous: bytes | None


@dataclass(slots=True)
class Loaded:
    """All that opened: ``frames`` in order, the ``parts`` that they stand in, and where the live journal
    stands."""

    frames: list[Frame] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    count: int = 0
    """How many entries the frames hold."""
    damage: list[Damage] = field(default_factory=list)
    index: int = 1
    live: JournalRead | None = None
    file: FileId | None = None
    """The live journal's identity, when there is such a file."""
    next_seq: int | None = 0
    head: bytes | None = None
    anchor: bytes | None = None
    """What the first frame after the last sealed segment follows."""
    stale: list[str] = field(default_factory=list)
    """Journals whose every entry stands in a whole segment."""


class Loader:
    """Reads the folder of one child."""

    def __init__(self, disk: Disk, crypto: Crypto, keys: StreamKeys, folder: str) -> None:
        self._disk = disk
        self._crypto = crypto
        self._keys = keys
        self._folder = folder

    def identify(self, magic: bytes, index: int, data: bytes = b"") -> FileId:
        """The identity a file must have; its own header only tells which of our epochs it was written in."""
        epoch = int.from_bytes(data[FILE_HEADER - 4 : FILE_HEADER], "big")
        return FileId(
            magic, self._keys.child, index, epoch if epoch in self._keys.records else self._keys.epoch
        )

    def load(self) -> Loaded:
        """Read everything. Raises :class:`DiskError` only when the device itself refuses."""
        out = Loaded(head=self._keys.genesis())
        found: dict[str, set[int]] = {"journal": set(), "segment": set()}
        for name in self._disk.names(self._folder + "/"):
            short = name[len(self._folder) + 1 :]
            match = _FILES.fullmatch(short)
            if match:
                found[match[1]].add(int(match[2]))
            elif short.startswith("set-aside-"):
                out.damage.append(
                    Damage(name, None, "bytes that could not be read were set aside here earlier")
                )
            elif not _OTHERS.fullmatch(short):
                out.damage.append(
                    Damage(name, None, "a file that this app did not write lies among the records")
                )
        last = max([*found["journal"], *(index + 1 for index in found["segment"]), 1])
        for index in range(1, last + 1):
            segment = self._segment(out, index) if index in found["segment"] else None
            journal = self._journal(out, index) if index in found["journal"] else None
            newest = index == last or (index == last - 1 and last not in found["journal"])
            if segment and segment.whole and _covers(segment, journal):
                self._take_segment(out, index, segment)
                if journal:
                    out.stale.append(journal_name(self._folder, index))
            elif journal and newest:
                self._take_live(out, index, journal)
                break
            elif segment and not _more(journal, segment):
                self._take_segment(out, index, segment)
            elif journal:
                self._take_left_over(out, index, journal[0])
            elif index < last:
                out.damage.append(
                    Damage(segment_name(self._folder, index), out.next_seq, "a file of the log is missing")
                )
                out.next_seq = out.head = None
            out.index = index
        return out

    def _segment(self, out: Loaded, index: int) -> SegmentRead:
        data = self._disk.read(segment_name(self._folder, index)) or b""
        file = self.identify(SEGMENT, index, data)
        key = self._keys.file_key(self._crypto, file)
        return read_segment(self._crypto, key, file, data, out.next_seq, out.head)

    def _journal(self, out: Loaded, index: int) -> tuple[JournalRead, FileId]:
        data = self._disk.read(journal_name(self._folder, index)) or b""
        file = self.identify(JOURNAL, index, data)
        key = self._keys.file_key(self._crypto, file)
        return read_journal(self._crypto, key, file, data, out.next_seq, out.head), file

    def read(self, part: Part) -> list[entries.Signed]:
        """The entries of one part, read and checked again. Raises :class:`DiskError`."""
        name = segment_name if part.magic == SEGMENT else journal_name
        data = self._disk.read(name(self._folder, part.index)) or b""
        file = self.identify(part.magic, part.index, data)
        key = self._keys.file_key(self._crypto, file)
        where = (self._crypto, key, file, data, part.seq, part.previous)
        frames = read_segment(*where).frames if part.magic == SEGMENT else read_journal(*where).scan.frames
        return [entry for frame in frames for entry in entries.unpack(frame.payload)]

    def _faults(self, out: Loaded, name: str, scan: Scan, header_damaged: bool) -> None:
        if header_damaged:
            out.damage.append(
                Damage(name, None, f"the file does not begin as format {FORMAT} does; its entries were read")
            )
        out.damage += [Damage(name, fault.seq, fault.what) for fault in scan.faults]

    def _take_segment(self, out: Loaded, index: int, segment: SegmentRead) -> None:
        name = segment_name(self._folder, index)
        self._faults(out, name, segment.scan, segment.header_damaged)
        if segment.scan.tail or not segment.closed:
            out.damage.append(
                Damage(name, segment.scan.next_seq, "the end of a file of the log could not be read")
            )
        self._take(out, SEGMENT, index, segment.frames)
        out.next_seq, out.head = segment.next_seq, segment.head
        out.anchor = segment.head

    def _take_live(self, out: Loaded, index: int, journal: tuple[JournalRead, FileId]) -> None:
        read, out.file = journal
        self._faults(out, journal_name(self._folder, index), read.scan, read.header_damaged)
        out.live = read
        out.anchor = out.head
        out.index = index
        out.frames += read.scan.frames
        out.next_seq, out.head = read.scan.next_seq, read.scan.head

    def _take(self, out: Loaded, magic: bytes, index: int, frames: Sequence[Frame]) -> None:
        out.parts.append(Part(magic, index, out.count, out.next_seq, out.head))
        out.frames += frames
        out.count += sum(entries.count(frame.payload) for frame in frames)

    def _take_left_over(self, out: Loaded, index: int, read: JournalRead) -> None:
        name = journal_name(self._folder, index)
        self._faults(out, name, read.scan, read.header_damaged)
        out.damage.append(
            Damage(name, None, "a sealed file of the log is missing or damaged; its journal was read")
        )
        self._take(out, JOURNAL, index, read.scan.frames)
        # The next file follows the lost segment's closing frame, which nobody can know any more.
        out.next_seq, out.head = read.scan.next_seq, None


def _covers(segment: SegmentRead, journal: tuple[JournalRead, FileId] | None) -> bool:
    return journal is None or (segment.next_seq or 0) >= (journal[0].scan.next_seq or 0)


def _more(journal: tuple[JournalRead, FileId] | None, segment: SegmentRead) -> bool:
    """Whether a leftover journal tells at least as much as its damaged segment."""
    return journal is not None and (journal[0].scan.next_seq or 0) >= (segment.scan.next_seq or 0)
