"""The disk port inside two random-access files, for places where files cannot be opened on the spot.

A browser opens its private files asynchronously, a handler that saves cannot wait for that. So two blocks
are opened when the app starts, and every file of the vault lives in one of them, as a log of frames.

The laws:

1.  **Durable when it returns.** A writing call appends one frame and flushes. Only the last frame can ever be
    half there, so on opening only its payload is checked: when it is not whole it was never confirmed, and
    is cut off. Opening reads the heads of frames and passes over their payloads.
2.  **Whole or not at all.** A frame is one change, also of many megabytes. One that failed is cut off again;
    until that works no further change is taken, and reading goes on.
3.  **Damage stays where it is.** Behind bytes that are no frame, reading goes on at the next frame. A payload
    that rotted is handed out as it lies there: the seals above notice more than a checksum would.
4.  **Nothing is lost by tidying.** When more than half of a block is of no use any more, what is live is
copied
    to the other one; that is flushed; then it is given the higher generation, and that is flushed; only then
    is the old one emptied. The block with the highest generation counts, whenever the power fails.
5.  **Never empty by mistake.** The mark that begins a block is written twice, in two sectors. Where neither
can
    be read its frames are looked for, and blocks full of bytes that cannot be read are refused, not reused.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from carerapp.vault.adapters.container_blocks import FIRST, begin, choose, empty, write_all
from carerapp.vault.adapters.container_frames import Block, Frame, Frames, Kind, encode, overhead
from carerapp.vault.adapters.memory_disk import check_name
from carerapp.vault.errors import DiskError, DiskFailed

_NEAR = 4096  # bytes of other files that are read along rather than asked for around
_SPAN = 1024 * 1024  # bytes fetched in one go
_SIZE = 8  # bytes of a length in the payload of Kind.TRUNCATE
TIDY_FROM = 4 * 1024 * 1024


@dataclass(slots=True)
class _File:
    """Where a file's bytes lie in the block, in order: (where, how many)."""

    extents: list[tuple[int, int]] = field(default_factory=list)
    size: int = 0

    def add(self, at: int, length: int) -> None:
        """``length`` more bytes, which lie ``at``."""
        if length:
            self.extents.append((at, length))
            self.size += length

    def cut(self, size: int) -> None:
        """Keep the first ``size`` bytes."""
        while self.size > size:
            at, length = self.extents.pop()
            self.size -= length
            self.add(at, max(0, size - self.size))


class Container:
    """A disk in two blocks. Raises :class:`DiskFailed` when they cannot be read.

    ``tidy_from``: bytes in use before it is worth making room again.
    """

    def __init__(self, blocks: tuple[Block, Block], *, tidy_from: int = TIDY_FROM) -> None:
        self._blocks = blocks
        self._tidy_from = self._tidy_next = tidy_from
        self._files: dict[str, _File] = {}
        self._which, self._generation, marked = choose(blocks)
        self._end = self._load()
        self._to_begin = not marked
        self._to_empty = marked and self._other.size() > 0
        self._to_cut = True  # and a process that was killed may have left what is not durable yet
        with contextlib.suppress(DiskError):  # a device that takes no writes can still be read
            self._mend()

    @property
    def _block(self) -> Block:
        return self._blocks[self._which]

    @property
    def _other(self) -> Block:
        return self._blocks[1 - self._which]

    # reading

    def read(self, name: str) -> bytes | None:
        """The bytes as they lie there: whether they are right is the seal's to say."""
        check_name(name)
        file = self._files.get(name)
        return None if file is None else b"".join(self._pieces(file))

    def size(self, name: str) -> int | None:
        """From memory."""
        check_name(name)
        file = self._files.get(name)
        return None if file is None else file.size

    def names(self, prefix: str) -> list[str]:
        """From memory, sorted."""
        return sorted(name for name in self._files if name.startswith(prefix))

    # writing

    def append(self, name: str, data: bytes) -> None:
        """One frame, flushed."""
        check_name(name)
        if data or name not in self._files:
            self._change(Kind.APPEND, name, data)
        else:
            self._mend()  # what is shown is durable: opening saw to it, unless it failed

    def replace(self, name: str, data: bytes) -> None:
        """One frame, flushed; the frames before it are room to be made free."""
        check_name(name)
        self._change(Kind.REPLACE, name, data)

    def truncate(self, name: str, size: int) -> None:
        """One frame that says so."""
        held = self.size(name)
        if held is None or not 0 <= size <= held:
            raise DiskFailed("cut beyond the end")
        self._change(Kind.TRUNCATE, name, size.to_bytes(_SIZE, "little"))

    def delete(self, name: str) -> None:
        """One frame that says so."""
        check_name(name)
        if name in self._files:
            self._change(Kind.DELETE, name, b"")

    def tidy(self) -> None:
        """Copy what is live to the other block and go on there: what was replaced or deleted is gone then.

        Raises as writing does; nothing is lost then.
        """
        self._mend()
        try:
            files, end = self._copy_to(self._other)
            begin(self._other, self._generation + 1)
        except DiskError:
            # Its mark may be there for all we know: before it is gone again, nothing may go to the old block.
            self._to_empty = True
            with contextlib.suppress(DiskError):
                self._mend()
            raise
        self._files, self._end = files, end
        self._which, self._generation = 1 - self._which, self._generation + 1
        with contextlib.suppress(DiskError):  # it counts for nothing any more
            empty(self._other)

    # Inside

    def _load(self) -> int:
        """Learn what the block holds; where its last whole frame ends."""
        frames = Frames(self._block, self._generation)
        last, frame = None, frames.next(FIRST)
        while frame is not None:
            if last is not None:
                self._apply(last, frames)
            last, frame = frame, frames.next(frame.end)
        if last is None:
            return FIRST
        if not frames.whole(last):
            return last.at
        self._apply(last, frames)
        return last.end

    def _apply(self, frame: Frame, frames: Frames) -> None:
        """Make the frame's change in what is known of the files."""
        if frame.kind is Kind.DELETE:
            self._files.pop(frame.name, None)
        elif frame.kind is Kind.TRUNCATE:
            if frame.name in self._files and frames.whole(frame):
                payload = self._block.read(frame.payload, frame.length)
                self._files[frame.name].cut(int.from_bytes(payload, "little"))
        elif frame.kind is not Kind.BEGIN:
            if frame.kind is Kind.REPLACE or frame.name not in self._files:
                self._files[frame.name] = _File()
            self._files[frame.name].add(frame.payload, frame.length)

    def _change(self, kind: Kind, name: str, payload: bytes) -> None:
        self._mend()
        frame, data = encode(self._end, self._generation, kind, name, payload)
        try:
            write_all(self._block, self._end, data)
            self._block.flush()
        except DiskError:
            self._to_cut = True
            with contextlib.suppress(DiskError):
                self._mend()
            raise
        self._apply(frame, Frames(self._block))
        self._end = frame.end
        self._tidy_if_worth_it()

    def _mend(self) -> None:
        """What failed or was found unfinished is put right, before anything else is written."""
        if self._to_empty:
            empty(self._other)
            self._to_empty = False
        if self._to_cut:
            if self._block.size() > self._end:
                self._block.truncate(self._end)
            self._block.flush()
            self._to_cut = False
        if self._to_begin:
            begin(self._block, self._generation)
            self._to_begin = False

    def _tidy_if_worth_it(self) -> None:
        used = self._end - FIRST
        if used < self._tidy_next or used < 2 * sum(overhead(n) + f.size for n, f in self._files.items()):
            return
        self._tidy_next = self._tidy_from
        try:
            self.tidy()
        except DiskError:  # what was asked for is saved; later there may be room for this
            self._tidy_next = used + self._tidy_from

    def _copy_to(self, block: Block) -> tuple[dict[str, _File], int]:
        """Every file in as few frames as can be. The new places, and where the last frame ends."""
        empty(block)
        files, end = dict[str, _File](), FIRST
        for name, file in self._files.items():
            kind, files[name] = Kind.REPLACE, _File()
            for piece in self._pieces(file):
                frame, data = encode(end, self._generation + 1, kind, name, piece)
                write_all(block, end, data)
                files[name].add(frame.payload, frame.length)
                kind, end = Kind.APPEND, frame.end
        block.flush()
        return files, end

    def _pieces(self, file: _File) -> Iterator[bytes]:
        """The file's bytes in order. What lies close together is fetched in one go. At least one piece."""
        extents, first = file.extents, 0
        if not extents:
            yield b""
        while first < len(extents):
            start, length = extents[first]
            end, next = start + length, first + 1
            while next < len(extents):
                at, length = extents[next]
                if at - end > _NEAR or at + length - start > _SPAN:
                    break
                end, next = at + length, next + 1
            data = self._block.read(start, end - start)
            if len(data) < end - start:
                raise DiskFailed("a block became shorter")
            yield b"".join(data[at - start : at - start + n] for at, n in extents[first:next])
            first = next
