"""One sealed frame, and reading a file of them when some may be damaged.

``mark 4 | length 4 | seq 8 | previous frame's hash 32 | nonce 12 | ChaCha20-Poly1305 | end 1``

The additional data is the file's own header plus everything in clear but the nonce, so a frame opens
only in the file, at the number and after the frame it was written for. The previous hash also stands
in clear: a frame behind a damaged one can still prove itself. The end byte is never zero, so that where
zeros follow it is plain whether a frame was written to its end.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from carerapp.vault.errors import SealBroken
from carerapp.vault.ports import Crypto

MARK = b"\x9e\xc1\xf7\x4a"
END = b"\x5a"
_CLEAR = struct.Struct(">4sIQ32s")
_FILE = struct.Struct(">8sH16sII")
NONCE = 12
HEADER = _CLEAR.size + NONCE
LONGEST = 64 * 1024 * 1024
FORMAT = 1
_MOST_CANDIDATES = 10_000


@dataclass(frozen=True, slots=True)
class FileId:
    """What one journal or segment is: its kind (8 bytes), child (16), number, and key epoch."""

    magic: bytes
    child: bytes
    index: int
    epoch: int

    def header(self) -> bytes:
        """The file's first bytes. All of it is known from outside, so damage to it loses nothing."""
        return _FILE.pack(self.magic, FORMAT, self.child, self.index, self.epoch)


FILE_HEADER = _FILE.size


@dataclass(frozen=True, slots=True)
class Frame:
    """An authentic frame: its number, what it followed, its content and its own hash."""

    seq: int
    previous: bytes
    payload: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """Bytes ``start..end`` are wrong; ``seq`` is the entry expected there (``None``: unknown)."""

    seq: int | None
    start: int
    end: int
    what: str


@dataclass(slots=True)
class Scan:
    """Everything authentic in a file, in order, and everything that was not as written."""

    frames: list[Frame] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    end: int = 0
    """Where the last authentic frame ends."""
    next_seq: int | None = None
    head: bytes | None = None
    torn: bool = False
    """What follows ``end`` is the beginning of one frame that was never finished."""
    tail: bytes = b""
    """What follows ``end``."""


def write_frame(
    crypto: Crypto, key: bytes, file: bytes, seq: int, previous: bytes, payload: bytes
) -> tuple[bytes, bytes]:
    """The bytes of a frame and its hash. The nonce is fresh: a frame written again is never the same."""
    clear = _CLEAR.pack(MARK, len(payload) + 16, seq, previous)
    nonce = crypto.random(NONCE)
    raw = clear + nonce + crypto.seal(key, nonce, payload, file + clear)
    return raw + END, hashlib.sha256(raw).digest()


class Reader:
    """Reads one file's frames. ``weigh`` says how many entry numbers a payload takes."""

    def __init__(self, crypto: Crypto, key: bytes, file: bytes, weigh: Callable[[bytes], int]) -> None:
        self._crypto = crypto
        self._key = key
        self._file = file
        self._weigh = weigh

    def _open(self, clear: bytes, nonce: bytes, sealed: bytes) -> Frame | None:
        try:
            payload = self._crypto.unseal(self._key, nonce, sealed, self._file + clear)
        except SealBroken:
            return None
        _, _, seq, previous = _CLEAR.unpack(clear)
        return Frame(seq, previous, payload, hashlib.sha256(clear + nonce + sealed).digest())

    def _at(self, data: bytes, at: int) -> tuple[Frame, int] | None:
        body = at + HEADER
        if body > len(data):
            return None
        mark, length, _, _ = _CLEAR.unpack_from(data, at)
        end = body + length
        if mark != MARK or length > LONGEST or data[end : end + 1] != END:
            return None
        frame = self._open(data[at : at + _CLEAR.size], data[at + _CLEAR.size : body], data[body:end])
        return (frame, end + 1) if frame else None

    def _after(self, data: bytes, at: int) -> tuple[Frame, int, int] | None:
        """The next authentic frame that starts at ``at`` or later, where it starts and ends."""
        for _ in range(_MOST_CANDIDATES):
            at = data.find(MARK, at)
            if at < 0:
                return None
            if found := self._at(data, at):
                return found[0], at, found[1]
            at += 1
        return None

    def _mend(self, data: bytes, at: int, end: int, seq: int | None, previous: bytes | None) -> Frame | None:
        """The frame in ``at..end`` when only its clear part was changed: we know what it must say."""
        if seq is None or previous is None or end - at <= HEADER:
            return None
        clear = _CLEAR.pack(MARK, end - at - HEADER - 1, seq, previous)
        return self._open(clear, data[at + _CLEAR.size : at + HEADER], data[at + HEADER : end - 1])

    def scan(self, data: bytes, at: int, seq: int | None, previous: bytes | None) -> Scan:
        """Read all frames from ``at`` on; ``seq`` and ``previous`` are what the first one must carry."""
        scan = Scan(end=at, next_seq=seq, head=previous)
        held: set[int] = set()
        while at < len(data):
            found = self._at(data, at)
            if found:
                frame, end = found
            else:
                later = self._after(data, at + 1)
                mended, end = None, 0
                for end in [later[1]] if later else _ends(data, at):
                    mended = self._mend(data, at, end, scan.next_seq, scan.head)
                    if mended:
                        break
                if mended:
                    scan.faults.append(
                        Fault(
                            mended.seq,
                            at,
                            end,
                            "the frame around an entry was changed; the entry itself is intact",
                        )
                    )
                    frame = mended
                elif later is None:
                    scan.tail = data[at:]
                    scan.torn = _is_torn(scan.tail, scan.next_seq, scan.head)
                    break
                else:
                    scan.faults.append(Fault(scan.next_seq, at, end, "an entry could not be read"))
                    scan.head = None
                    at = end
                    continue
            self._take(scan, held, frame, at, end)
            at = end
        # A frame found out of its place still belongs where its number says.
        scan.frames.sort(key=lambda frame: frame.seq)
        return scan

    def _take(self, scan: Scan, held: set[int], frame: Frame, at: int, end: int) -> None:
        scan.end = end
        expected = scan.next_seq
        weight = self._weigh(frame.payload)
        if expected is not None and frame.seq < expected:
            if frame.seq in held or weight == 0:
                scan.faults.append(
                    Fault(frame.seq, at, end, "an entry stands in the file twice; it was read once")
                )
                return
            scan.faults.append(Fault(frame.seq, at, end, "an entry was out of its place; it was put back"))
            held.add(frame.seq)
            scan.frames.append(frame)
            return
        if expected is not None and frame.seq > expected:
            last = frame.seq - 1
            which = f"entry {expected} is" if last == expected else f"entries {expected} to {last} are"
            scan.faults.append(Fault(expected, at, at, f"{which} missing"))
        elif scan.head is not None and frame.previous != scan.head:
            scan.faults.append(Fault(frame.seq, at, end, "an entry does not follow the one before it"))
        if weight:
            held.add(frame.seq)
        scan.frames.append(frame)
        scan.next_seq = frame.seq + weight
        scan.head = frame.hash


def _is_torn(tail: bytes, seq: int | None, previous: bytes | None) -> bool:
    """Whether ``tail`` is what a write cut short leaves: a true beginning whose bytes run out.

    A whole frame that fails to open, or bytes that are no beginning of the expected frame, are not: they
    may be an acknowledged entry that was damaged, so they are set aside and reported instead.
    """
    written = tail.rstrip(b"\0")
    if len(written) < 8:
        return MARK.startswith(written[:4])  # the length that follows the mark is the frame's own
    length = int.from_bytes(tail[4:8], "big")
    if not 16 <= length <= LONGEST or len(written) > HEADER + length:
        return False
    expected = _CLEAR.pack(MARK, length, seq or 0, previous or bytes(32))
    known = _CLEAR.size if previous is not None else 16 if seq is not None else 8
    shown = min(len(written), known)
    return tail[:shown] == expected[:shown]


def _ends(data: bytes, at: int) -> list[int]:
    """Where the last frame may end: with the file, or where the zeros behind a crash may begin."""
    written = max(at, len(data.rstrip(b"\0")))
    return [len(data), *range(written, min(written + 2, len(data)))]
