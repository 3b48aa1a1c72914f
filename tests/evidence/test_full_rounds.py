"""Left out, cut, reordered, doubled, spliced, signed again, at other times: by a member who exports with real
keys and writes the file's lines as they like. Both verifiers name each, up to the last receipt; of what comes
after it the report says that nothing proves it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from carerapp.evidence.lines import ReceiptLine, over_head, over_receipt, spell
from carerapp.vault.format.entries import Signed
from tests.evidence.feeds_making import (
    AUTHORITY,
    DESK,
    STAMPS,
    TABLET,
    Writing,
    again,
    erased,
    exported,
    log,
    receipt,
    record,
)
from tests.evidence.making import ANN, BEN, CHILD, CRYPTO, DEE, OTHER, prove, signed
from tests.evidence.verifiers import first, second

LOG, THEIRS = log(), log(OTHER)
WHOLE, FOREIGN = exported(LOG), exported(THEIRS, child=OTHER)
PROVED, NOT_PROVED = "  proved      ", "  NOT proved  "
LEFT_OUT = f"{NOT_PROVED}nothing left out of device {TABLET}: "
Lines = Sequence[bytes]
OLD = "2020-01-01T00:00:00+00:00"


def by_the_exporter(*lines: bytes, receipts: Sequence[ReceiptLine] = ()) -> bytes:
    """These lines in this order, under a head that their exporter signed for them."""
    head = {name: value for name, value in json.loads(WHOLE[0]).items() if name != "signature"}
    head |= {"count": len(lines), "lines": hashlib.sha256(b"".join(lines)).hexdigest()}
    head |= {"receipts": list(receipts)}
    signature = prove(ANN, over_head(head)).hex()
    return b"".join([spell({**head, "signature": signature}) + b"\n", *lines])


def line(entry: Signed) -> bytes:
    """Its line, as an export writes it."""
    return exported([entry])[1]


def in_place(number: int, entry: Signed) -> Lines:
    """All lines, with this one in the place of another, from 1."""
    return [*WHOLE[1:number], line(entry), *WHOLE[number + 1 :]]


def as_own(number: int, author: str, **other: Any) -> Signed:
    """What stands at this place, signed anew by another as their own."""
    return signed(author, {**json.loads(LOG[number - 1].body), "author": author, **other})


def breaks(number: int) -> str:
    return f"{LEFT_OUT}number {number} of device {TABLET} does not follow the number before"


ROUNDS: dict[str, tuple[Callable[[], Lines], str]] = {
    "leave out": (
        lambda: [*WHOLE[1:3], *WHOLE[4:]],
        f"{LEFT_OUT}number 3 of device {TABLET} is missing",
    ),
    "reorder what one device wrote": (
        lambda: [WHOLE[1], WHOLE[3], WHOLE[2], *WHOLE[4:]],
        f"{LEFT_OUT}number 3 of device {TABLET} stands before a lower",
    ),
    "double": (
        lambda: [*WHOLE[1:4], WHOLE[2], *WHOLE[4:]],
        "not intact: entry 4: it is entry 2 again",
    ),
    "double under another id": (
        lambda: [*WHOLE[1:4], line(again(LOG[2], id="e" * 16)), *WHOLE[4:]],
        f"{LEFT_OUT}there is another entry of number 3",
    ),
    "splice from another child": (
        lambda: [*WHOLE[1:3], FOREIGN[3], *WHOLE[4:]],
        "not intact: entry 3: it is not what its author signed",
    ),
    "splice own words from another child, signed for this one": (
        lambda: in_place(3, again(THEIRS[2], value="of the other child")),
        breaks(3),
    ),
    "take a colleague's words for one's own": (lambda: in_place(2, as_own(2, ANN)), breaks(3)),
    "take one's own words for a colleague's": (lambda: in_place(3, as_own(3, BEN)), breaks(4)),
    "sign in a colleague's name": (
        lambda: in_place(2, signed(BEN, json.loads(LOG[1].body), by=ANN)),
        "not intact: entry 2: it is not what its author signed",
    ),
    "change the time of writing": (lambda: in_place(3, again(LOG[2], written_at=OLD)), breaks(4)),
    "change when it happened": (lambda: in_place(3, again(LOG[2], happened_at=OLD)), breaks(4)),
    "change the clock stamp": (
        lambda: in_place(3, again(LOG[2], hlc=f"01a1faf00001-0000-{STAMPS[TABLET]}")),
        f"{LEFT_OUT}the clock stamp of number 3 of device {TABLET} is not",
    ),
}


def both(folder: Path, cases: Sequence[bytes]) -> list[str]:
    """What both say: the same."""
    reports = second(folder, cases)
    assert reports == [first(data) for data in cases]
    return reports


def test_each_round_by_a_member_with_real_keys_is_named_by_both(tmp_path: Path) -> None:
    """None of them ends as intact and whole."""
    cases = [by_the_exporter(*do()) for do, _ in ROUNDS.values()]
    for (name, (_, words)), report in zip(ROUNDS.items(), both(tmp_path, cases), strict=True):
        assert any(row.startswith(words) for row in report.splitlines()), f"{name}:\n{report}"
        assert not report.splitlines()[-1].startswith("Verdict: intact"), name


#: At the end of a feed nothing follows that would show it: number 5 of the tablet is line 6.
AT_THE_END: dict[str, Callable[[], Lines]] = {
    "cut": lambda: [*WHOLE[1:6], WHOLE[7]],
    "changed": lambda: in_place(6, again(LOG[5], value="No")),
    "another time": lambda: in_place(6, again(LOG[5], written_at=OLD)),
    "as another's own": lambda: in_place(6, as_own(6, BEN)),
    "under another id": lambda: in_place(6, again(LOG[5], id="e" * 16)),
}


def test_up_to_the_last_receipt_the_end_is_named_too_and_after_it_the_limit_is_said(tmp_path: Path) -> None:
    """Before a receipt reaches it, both say up to which number something is proved, and that nothing after it
    is; once one does, it shows that the authority had another."""
    before, reached = receipt(LOG[4 - 1], 4), receipt(LOG[5], 5)
    both_ways = [(do, had) for do in AT_THE_END.values() for had in (before, reached)]
    cases = [by_the_exporter(*do(), receipts=[had]) for do, had in both_ways]
    reports = both(tmp_path, cases)
    for name, after, upto in zip(AT_THE_END, reports[::2], reports[1::2], strict=True):
        last = 4 if name == "cut" else 5
        proved = f"{PROVED}what device {TABLET} wrote up to number 4: Example Council had number 4"
        assert proved in after, name
        limit = f"nothing cut off of device {TABLET} after number {last}: a receipt reaches number 4"
        assert f"{NOT_PROVED}{limit}" in after, name
        assert f"wrote up to number {last + 1 if name == 'cut' else 5}" not in after, name
        assert f"{NOT_PROVED}that all is here: Example Council had one more at " in upto, name
        assert f"{PROVED}what device {TABLET} wrote up to" not in upto, name


def test_what_nobody_can_prove_is_said_of_who_has_every_key(tmp_path: Path) -> None:
    """All who wrote, together, write a whole log anew with other times, or leave a device out, or order
    devices as they like: it fits, and the report says what it does not prove. A receipt shows it even so."""
    anew = _written_anew()
    alone = [*WHOLE[1:5], WHOLE[6]]
    moved = [*WHOLE[1:5], WHOLE[6], WHOLE[5], WHOLE[7]]
    had = [receipt(LOG[5], 5)]
    new, shown, without, order = both(
        tmp_path,
        [
            by_the_exporter(*anew),
            by_the_exporter(*anew, receipts=had),
            by_the_exporter(*alone),
            by_the_exporter(*moved),
        ],
    )
    for report in (new, without, order):
        assert report.splitlines()[-1] == "Verdict: intact, as far as the lines above say."
        assert f"{NOT_PROVED}the time of writing: each device says its own; no receipt" in report
        assert f"{NOT_PROVED}that no other device wrote: Ann Example could leave out all" in report
        assert f"{NOT_PROVED}the order between devices: their clocks say it" in report
    assert f"{NOT_PROVED}that all is here: Example Council had one more at " in shown


def _written_anew() -> list[bytes]:
    made, authors = Writing(), (ANN, BEN, ANN, BEN, DEE, ANN, DEE)
    for author, device in zip(authors, [TABLET] * 4 + [DESK, TABLET, DESK], strict=True):
        made.write(author, device, written_at=OLD, happened_at=OLD)
    return exported(made.log)[1:]


def test_a_moment_that_no_calendar_has_ends_in_a_verdict(tmp_path: Path) -> None:
    """Of an erasure and of a receipt; both were signed so."""
    far = replace(record(LOG), at=10**12)
    far = replace(far, proof=prove(ANN, far.signed_part()).hex())
    bare = {**receipt(LOG[5], 5), "at": 10**12}
    had = {**bare, "signature": CRYPTO.sign(AUTHORITY, over_receipt(CHILD, bare)).hex()}  # type: ignore[arg-type]
    erasure, reached = both(
        tmp_path,
        [b"".join(erased(LOG, left=far)), by_the_exporter(*WHOLE[1:], receipts=[had])],  # type: ignore[list-item]
    )
    assert erasure.startswith("not intact: the head, line 1: the moment of the erasure is no time")
    assert "and so all before it, at 9999-12-31T23:59:59+00:00" in reached
