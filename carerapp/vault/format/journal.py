"""The live journal: one frame an entry, appended and made durable before it is acknowledged."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.vault.format import entries
from carerapp.vault.format.frames import FILE_HEADER, FileId, Frame, Reader, Scan, write_frame
from carerapp.vault.ports import Crypto, Disk
from carerapp.vault.primitives.wiping import wipe

MAGIC = b"CARERJNL"


@dataclass(frozen=True, slots=True)
class JournalRead:
    """What a journal file holds. ``header_damaged``: its first bytes changed (its entries still open)."""

    scan: Scan
    header_damaged: bool


def read_journal(
    crypto: Crypto, key: bytes, file: FileId, data: bytes, seq: int | None, previous: bytes | None
) -> JournalRead:
    """All authentic entries; ``seq`` and ``previous`` are what the first frame must carry."""
    header = file.header()
    written = data.rstrip(b"\0")
    if len(written) < len(header):
        # The first append was cut short, unless these bytes are no beginning of it.
        torn = header.startswith(written)
        return JournalRead(Scan(next_seq=seq, head=previous, torn=torn, tail=data), False)
    scan = Reader(crypto, key, header, entries.count).scan(data, FILE_HEADER, seq, previous)
    damaged = data[:FILE_HEADER] != header
    if damaged and not scan.frames:
        # The very first append, written in part: none of it was acknowledged, and none of it can stay.
        return JournalRead(Scan(next_seq=seq, head=previous, tail=data), False)
    return JournalRead(scan, damaged)


class Journal:
    """Appends to one journal file. ``seq`` is the next entry's number, ``head`` the last frame's hash."""

    def __init__(
        self,
        disk: Disk,
        crypto: Crypto,
        key: bytes,
        name: str,
        file: FileId,
        seq: int,
        head: bytes,
        *,
        empty: bool,
    ) -> None:
        self.name = name
        self.seq = seq
        self.head = head
        self.entries: list[tuple[int, entries.Signed]] = []
        self._disk = disk
        self._crypto = crypto
        self._key = key
        self._header = file.header()
        self._empty = empty

    def append(self, entry: entries.Signed) -> None:
        """Durable on return. Raises :class:`DiskError`; then nothing changed, and it may be tried again."""
        frame, head = write_frame(
            self._crypto, self._key, self._header, self.seq, self.head, entries.pack([entry])
        )
        self._disk.append(self.name, self._header + frame if self._empty else frame)
        self._empty = False
        self.entries.append((self.seq, entry))
        self.seq += 1
        self.head = head

    def take(self, frames: list[Frame]) -> None:
        """Remember the entries read from the file at opening, for the segment they will become."""
        for frame in frames:
            self.entries += [(frame.seq + i, entry) for i, entry in enumerate(entries.unpack(frame.payload))]

    def drop(self) -> None:
        """Forget keys and entries."""
        wipe(self._key)
        self._key = b""
        self.entries = []
