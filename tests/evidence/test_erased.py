"""What is left of a record that was erased by law, in format 3: the hash of each entry, in order, signed by
who erased it. Both verifiers say the same; a copy of before proves itself against it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from carerapp.evidence import verify
from tests.evidence.attacks import changed, one_byte_other
from tests.evidence.feeds_making import again, erased, exported, hash_of, log, record
from tests.evidence.making import ANN, BEN, CRYPTO
from tests.evidence.making import exported as second_format
from tests.evidence.verifiers import first, second

LOG = log()
LEFT = erased(LOG)
PROOF = "not intact: the head, line 1: what is left is not what the one who erased it signed"
EXPORTER = "not intact: the head, line 1: the entries are not those that its exporter signed; "
Lines = Sequence[bytes]


def both(folder: Path, cases: Sequence[bytes]) -> list[str]:
    reports = second(folder, cases)
    assert reports == [first(case) for case in cases]
    return reports


def test_both_say_who_erased_it_and_what_was_received(tmp_path: Path) -> None:
    """No word of any entry is there; the authority's receipt and the time stamp name the fourth hash."""
    (report,) = both(tmp_path, [b"".join(LEFT)])
    assert report.startswith("intact: 7 entries\n")
    assert "erased by law 20" in report
    assert "; only hashes are left. Reason: " in report
    assert "  proved      entry 4: Example Council had it at 2026-11-20T22:50:00+00:00" in report
    assert "  NOT proved  entry 4 was there at the latest at 20" in report
    for row in ("words and authors", "nothing left out", "the order of writing", "the time of writing"):
        assert f"\n  NOT proved  {row}: " in report
    assert report.endswith("Verdict: intact, as far as the lines above say.")
    assert b"Ola" not in b"".join(LEFT)


def moved(lines: Lines) -> Lines:
    return [lines[0], lines[2], lines[1], *lines[3:]]


def other_reason() -> Lines:
    """The exporter, with their own key, changes what another one signed."""
    return erased(LOG, by=BEN, left=replace(record(LOG), reason="none"))


def one_less() -> Lines:
    left = record(LOG)
    assert left.hashes is not None
    return erased(LOG, by=BEN, left=replace(left, hashes=left.hashes[:-1]))


WRONG: dict[str, tuple[Callable[[], Lines], str]] = {
    "one left out": (lambda: [*LEFT[:3], *LEFT[4:]], f"{EXPORTER}the head names 7, and here are 6"),
    "moved": (lambda: moved(LEFT), f"{EXPORTER}one was exchanged or moved"),
    "doubled": (lambda: [*LEFT, LEFT[2]], "not intact: entry 8: it is entry 2 again"),
    "cut within a line": (lambda: [*LEFT[:7], LEFT[7][:-1]], "not intact: entry 7: its line is cut short"),
    "exchanged": (
        lambda: [*LEFT[:7], changed(LEFT[7], hash="0" * 64)],
        f"{EXPORTER}one was exchanged or moved",
    ),
    "no hash": (
        lambda: [*LEFT[:7], changed(LEFT[7], hash="0" * 63)],
        "not intact: entry 7: it is not a line",
    ),
    "more than a hash": (lambda: [*LEFT[:7], changed(LEFT[7], n=7)], "not intact: entry 7: it is not a line"),
    "another head": (
        lambda: [changed(LEFT[0], count=6), *LEFT[1:7]],
        "not intact: the head, line 1: it is not what its exporter signed",
    ),
    "by the exporter: another reason": (other_reason, PROOF),
    "by the exporter: one less": (one_less, PROOF),
    "by the exporter: another's name": (
        lambda: erased(LOG, by=BEN, left=replace(record(LOG), by=BEN)),
        PROOF,
    ),
    "by the exporter: nobody's name": (
        lambda: erased(LOG, by=BEN, left=replace(record(LOG), by="f" * 16)),
        PROOF,
    ),
    "by the exporter: another time": (
        lambda: erased(LOG, by=BEN, left=replace(record(LOG), at=5)),
        PROOF,
    ),
}


def test_what_anybody_does_to_it_is_named(tmp_path: Path) -> None:
    """By who has the file, and by the exporter with a real key; in the same words by both."""
    cases = [b"".join(do()) for do, _ in WRONG.values()]
    for (name, (_, words)), report in zip(WRONG.items(), both(tmp_path, cases), strict=True):
        assert report.startswith(words), (name, report)
        assert report.endswith("Verdict: not intact. This file proves nothing."), name


def test_a_whole_log_that_is_said_to_be_erased_and_the_other_way_is_none(tmp_path: Path) -> None:
    """Also where the exporter signs it."""
    whole = exported(LOG)
    cases = [b"".join([LEFT[0], *whole[1:]]), b"".join([whole[0], *LEFT[1:]])]
    for report in both(tmp_path, cases):
        assert report.startswith("not intact: entry 1: it is not a line of this format")


def test_both_judge_changed_bytes_alike(tmp_path: Path) -> None:
    """One byte anywhere is another, goes or comes: never intact, and one place is named."""
    chance, whole = random.Random(23), b"".join(LEFT)
    for report in both(tmp_path, [one_byte_other(whole, chance) for _ in range(150)]):
        assert report.startswith("not intact: ")


def test_a_copy_of_before_proves_itself_against_it() -> None:
    """Of either format; another account of one entry does not."""
    left = verify(b"".join(LEFT), CRYPTO)
    for before in (exported(LOG), second_format(LOG)):
        same = "the same log: its first 7 entries are the same in both files"
        assert verify(b"".join(before), CRYPTO).beside(left) == same
    other = verify(b"".join(exported([*LOG[:6], again(LOG[6], value="No")])), CRYPTO)
    assert other.beside(left) == "not the same log: entry 7 is the first that differs"


def test_an_empty_one_is_told(tmp_path: Path) -> None:
    """A child whose record had no entry."""
    (report,) = both(tmp_path, [b"".join(erased([]))])
    assert report.startswith("intact: 0 entries\n")


def test_what_is_signed_is_what_the_page_says() -> None:
    """To the byte."""
    left = record(LOG[:1], reason="because")
    at = json.loads(erased(LOG)[0])["erased"]["at"]
    said = f'"by":"{ANN}","child":"{left.child}","hashes":["{hash_of(LOG[0]).hex()}"],"reason":"because"'
    assert left.signed_part() == b'erased 3\0{"at":%d,%s}' % (at, said.encode())
