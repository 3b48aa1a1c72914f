"""A full journal sealed into one segment: blocks of entries, written once, never changed.

A segment is frames like a journal's, but each holds up to fifty entries, so that opening fifty thousand
takes a thousand seals instead of fifty thousand, and one bad byte costs at most one block. The last
frame closes the segment: without it, the end is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carerapp.vault.format import entries
from carerapp.vault.format.frames import FILE_HEADER, FileId, Frame, Reader, Scan, write_frame
from carerapp.vault.ports import Crypto

MAGIC = b"CARERSEG"
BLOCK = 50


def _blocks(
    numbered: Sequence[tuple[int, entries.Signed]], block: int
) -> Iterator[list[tuple[int, entries.Signed]]]:
    """Runs of at most ``block`` entries whose numbers follow each other; a missing number stays a gap."""
    run: list[tuple[int, entries.Signed]] = []
    for item in numbered:
        if run and (len(run) == block or item[0] != run[-1][0] + 1):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def write_segment(
    crypto: Crypto,
    key: bytes,
    file: FileId,
    numbered: Sequence[tuple[int, entries.Signed]],
    next_seq: int,
    previous: bytes,
    block: int = BLOCK,
) -> tuple[bytes, bytes]:
    """The bytes of a segment of ``(seq, entry)`` pairs, and the hash that the next journal follows."""
    header = file.header()
    parts, head = [header], previous
    for run in _blocks(numbered, block):
        frame, head = write_frame(
            crypto, key, header, run[0][0], head, entries.pack([entry for _, entry in run])
        )
        parts.append(frame)
    closing = entries.closing({"next": next_seq})
    frame, head = write_frame(crypto, key, header, next_seq, head, closing)
    parts.append(frame)
    return b"".join(parts), head


@dataclass(frozen=True, slots=True)
class SegmentRead:
    """What a segment holds. ``whole`` only when every byte is as written; ``frames`` are its blocks."""

    frames: list[Frame]
    scan: Scan
    next_seq: int | None
    head: bytes | None
    header_damaged: bool
    closed: bool

    @property
    def whole(self) -> bool:
        """Whether every byte is as it was written."""
        return self.closed and not (self.header_damaged or self.scan.faults or self.scan.tail)


def read_segment(
    crypto: Crypto, key: bytes, file: FileId, data: bytes, seq: int | None, previous: bytes | None
) -> SegmentRead:
    """All authentic blocks of a segment's bytes, and whether anything is missing."""
    header = file.header()
    if len(data) < FILE_HEADER:
        return SegmentRead([], Scan(next_seq=seq, head=previous, tail=data), None, None, True, False)
    scan = Reader(crypto, key, header, entries.count).scan(data, FILE_HEADER, seq, previous)
    blocks = [frame for frame in scan.frames if entries.count(frame.payload)]
    ends = [frame for frame in scan.frames if not entries.count(frame.payload)]
    damaged = data[:FILE_HEADER] != header
    if not ends:
        return SegmentRead(blocks, scan, None, None, damaged, False)
    return SegmentRead(blocks, scan, ends[-1].seq, ends[-1].hash, damaged, True)
