"""Frames of one file: each belongs at its number, after the one before it; whatever is otherwise is said."""

from __future__ import annotations

import pytest

from carerapp.vault.format.frames import HEADER, Fault, FileId, Frame, Reader, Scan, write_frame
from tests.support.vault.doubles import CHILD, CRYPTO

KEY, FIRST = bytes(range(32)), bytes([7]) * 32
FILE = FileId(b"journal1", CHILD, 2, 1).header()
#: entries that a frame holds: as many as its payload is long
READER = Reader(CRYPTO, KEY, FILE, weigh=len)


def written(*payloads: bytes, seq: int = 5, previous: bytes = FIRST, file: bytes = FILE) -> list[bytes]:
    """Frames that follow each other."""
    out = []
    for payload in payloads:
        raw, previous = write_frame(CRYPTO, KEY, file, seq, previous, payload)
        seq += len(payload)
        out.append(raw)
    return out


def scanned(
    *frames: bytes, seq: int | None = 5, previous: bytes | None = FIRST, reader: Reader = READER
) -> Scan:
    """What is read of a file that begins with this number after that frame."""
    return reader.scan(FILE + b"".join(frames), len(FILE), seq, previous)


def contents(scan: Scan) -> list[tuple[int, bytes]]:
    """Number and content of each frame that was read."""
    return [(frame.seq, frame.payload) for frame in scan.frames]


THREE = written(b"a", b"bb", b"c")
ALL = [(5, b"a"), (6, b"bb"), (8, b"c")]


def test_frames_that_follow_each_other_are_read_without_a_fault() -> None:
    """Each counts as many numbers as it holds entries; the file's end, the next number and the last hash."""
    scan = scanned(*THREE)
    assert (contents(scan), scan.faults, scan.torn, scan.tail) == (ALL, [], False, b"")
    assert (scan.end, scan.next_seq) == (len(FILE) + sum(map(len, THREE)), 9)
    last = scan.frames[-1]
    assert scan.head == last.hash
    assert isinstance(last, Frame)
    assert [frame.previous for frame in scan.frames] == [FIRST, scan.frames[0].hash, scan.frames[1].hash]


def test_an_empty_file_ends_where_it_begins() -> None:
    """Nothing read, nothing wrong; what comes next is what was said."""
    scan = scanned()
    assert (scan.frames, scan.faults, scan.end, scan.next_seq) == ([], [], len(FILE), 5)
    assert scan.head == FIRST


def test_the_first_frame_must_follow_what_stands_before_the_file() -> None:
    """A file that was put behind another beginning says so, and is read; where that is not known, nothing."""
    scan = scanned(*THREE, previous=bytes(32))
    start = len(FILE)
    assert contents(scan) == ALL
    assert scan.faults == [
        Fault(5, start, start + len(THREE[0]), "an entry does not follow the one before it")
    ]
    assert scanned(*THREE, previous=None).faults == []


@pytest.mark.parametrize(
    ("seq", "said"), [(4, "entry 4 is missing"), (2, "entries 2 to 4 are missing"), (None, "")]
)
def test_missing_numbers_are_named(seq: int | None, said: str) -> None:
    """One, or from which to which; where the number is not known, nothing is missing."""
    scan = scanned(*THREE, seq=seq)
    faults = [Fault(seq, len(FILE), len(FILE), said)] if said else []
    assert (contents(scan), scan.faults) == (ALL, faults)


def test_a_frame_that_was_taken_out_is_missing() -> None:
    """The two behind it are read, and follow each other."""
    scan = scanned(THREE[0], THREE[2])
    at = len(FILE) + len(THREE[0])
    assert contents(scan) == [ALL[0], ALL[2]]
    assert scan.faults == [Fault(6, at, at, "entries 6 to 7 are missing")]


def test_a_frame_that_stands_there_twice_is_read_once() -> None:
    """The second time is named, and changes nothing of what comes next."""
    scan = scanned(*THREE, THREE[0])
    at = len(FILE) + sum(map(len, THREE))
    assert contents(scan) == ALL
    assert scan.faults == [
        Fault(5, at, at + len(THREE[0]), "an entry stands in the file twice; it was read once")
    ]
    assert (scan.next_seq, scan.head) == (9, scan.frames[-1].hash)


def test_a_frame_out_of_its_place_is_put_back() -> None:
    """Where its number says; a second one of that number is read no more."""
    scan = scanned(THREE[1], THREE[0], THREE[0], THREE[2])
    assert contents(scan) == ALL
    assert [fault.what for fault in scan.faults] == [
        "entry 5 is missing",
        "an entry was out of its place; it was put back",
        "an entry stands in the file twice; it was read once",
    ]


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("byte", [0, 5, 15, 20, 47])
def test_a_change_around_an_entry_is_mended(number: int, byte: int) -> None:
    """The mark, the length, the number, the hash: what they must say is known, also at the first frame."""
    frames = list(THREE)
    frames[number] = frames[number][:byte] + bytes((frames[number][byte] ^ 1,)) + frames[number][byte + 1 :]
    scan = scanned(*frames)
    start = len(FILE) + sum(map(len, THREE[:number]))
    assert contents(scan) == ALL
    said = "the frame around an entry was changed; the entry itself is intact"
    assert scan.faults == [Fault(ALL[number][0], start, start + len(THREE[number]), said)]
    assert (scan.torn, scan.tail, scan.next_seq) == (False, b"", 9)


def test_a_damaged_entry_is_named_and_the_ones_behind_it_are_read() -> None:
    """The damaged one is not read, and what follows it proves itself."""
    frames = list(THREE)
    frames[1] = frames[1][:HEADER] + bytes((frames[1][HEADER] ^ 1,)) + frames[1][HEADER + 1 :]
    scan = scanned(*frames)
    start = len(FILE) + len(THREE[0])
    end = start + len(THREE[1])
    assert contents(scan) == [ALL[0], ALL[2]]
    assert scan.faults == [
        Fault(6, start, end, "an entry could not be read"),
        Fault(6, end, end, "entries 6 to 7 are missing"),
    ]


def test_a_write_that_was_cut_short_is_torn_and_no_damage() -> None:
    """At any byte of the last frame; what was there of it is kept."""
    whole = len(FILE) + len(THREE[0]) + len(THREE[1])
    for cut in range(1, len(THREE[2]) - 1):
        scan = scanned(*THREE[:2], THREE[2][:cut])
        assert (contents(scan), scan.faults) == (ALL[:2], [])
        assert (scan.torn, scan.tail, scan.end) == (True, THREE[2][:cut], whole)


def test_a_last_frame_that_is_no_beginning_of_the_next_is_not_torn() -> None:
    """It may be an entry that was acknowledged: another number, another hash, words of no frame."""
    for tail in (
        written(b"x", seq=9)[0][:70],  # after another frame
        written(b"x", seq=4, previous=scanned(*THREE[:2]).frames[-1].hash)[0][:70],
        b"no frame at all",
    ):
        scan = scanned(*THREE[:2], tail)
        assert (contents(scan), scan.torn, scan.tail) == (ALL[:2], False, tail)


def test_a_frame_of_another_file_does_not_open() -> None:
    """Of the same key, number and place in the chain, but written for another file."""
    other = FileId(b"journal1", CHILD, 3, 1).header()
    scan = scanned(*written(b"a", file=other))
    assert (scan.frames, scan.torn) == ([], False)
