"""Format 3: the entries as they were signed, with their chains. Two verifiers come to the same verdict over
the vectors, and name whatever is done by anybody, with whatever keys."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from carerapp.evidence import verify
from carerapp.vault.format.entries import Signed
from tests.evidence.attacks import one_byte_other
from tests.evidence.feeds_making import (
    DESK,
    TABLET,
    again,
    exported,
    files,
    hash_of,
    log,
    put_back,
    receipt,
    run,
)
from tests.evidence.making import ANN, BEN, CRYPTO, OTHER, VECTORS, signed
from tests.evidence.making import exported as second_format
from tests.evidence.verifiers import first, second

LOG, WHOLE = log(), exported(log())
FOREIGN = exported(log(OTHER), child=OTHER)
NOT_WHOLE = "Verdict: as it was exported, but the entries do not fit together; the lines above say where."
EXPORTER = "not intact: the head, line 1: the entries are not those that its exporter signed; "
Lines = Sequence[bytes]


def both(folder: Path, cases: Sequence[bytes]) -> list[str]:
    """What both say."""
    reports = second(folder, cases)
    assert reports == [first(data) for data in cases]
    return reports


def test_the_vectors_are_what_the_code_makes() -> None:
    """Byte for byte: whoever changes what is signed changes the format's name, and adds vectors."""
    for name, data in files().items():
        assert (VECTORS / "3" / name).read_bytes() == data, name


def test_both_say_the_same_of_the_vectors(tmp_path: Path) -> None:
    """Every word of the report; and what is proved of each."""
    names = sorted((VECTORS / "3").glob("*.jsonl"))
    reports = dict(
        zip((path.stem for path in names), both(tmp_path, [p.read_bytes() for p in names]), strict=True)
    )
    for name, report in reports.items():
        assert report.startswith("intact: "), name
        assert (report.splitlines()[-1] == NOT_WHOLE) == (name in ("fork", "gap", "put-back")), name
    whole = reports["whole"]
    assert (
        f"  proved      nothing left out of device {TABLET}: numbers 1 to 5, each names the one before"
        in whole
    )
    assert (
        f"  NOT proved  nothing cut off of device {DESK} after number 2: no receipt reaches this device"
        in whole
    )
    received = (
        f"what device {TABLET} wrote up to number 4: Example Council had number 4, and so all before it, at "
    )
    assert f"  proved      {received}2026-11-20T22:50:00+00:00" in reports["received"]
    assert "what had left: Ann Example says: numbers 1 to 2 of device" in reports["left"]
    assert (
        "nothing left out before the chains: 3 of the entries are from before them" in reports["from-before"]
    )
    assert "where newer entries stand: 1 of the entries have a newer form" in reports["newer"]
    assert "that all is here: Example Council had one more at" in reports["gap"]


def lines_of(entry: Signed) -> bytes:
    """Its line."""
    return exported([entry])[1]


#: By somebody who has the file, and colleagues' keys, and not the exporter's.
STRANGER: dict[str, tuple[Callable[[], Lines], str]] = {
    "one left out": (
        lambda: [*WHOLE[:3], *WHOLE[4:]],
        f"{EXPORTER}number 3 of device {TABLET} is missing",
    ),
    "cut": (lambda: WHOLE[:4], f"{EXPORTER}the head names 7, and here are 3"),
    "cut within a line": (lambda: [*WHOLE[:6], WHOLE[6][:-1]], "not intact: entry 6: its line is cut short"),
    "reordered": (
        lambda: [*WHOLE[:2], WHOLE[3], WHOLE[2], *WHOLE[4:]],
        f"{EXPORTER}number 3 of device {TABLET} stands before a lower number",
    ),
    "reordered between devices": (
        lambda: [*WHOLE[:5], WHOLE[6], WHOLE[5], WHOLE[7]],
        f"{EXPORTER}one was exchanged or moved",
    ),
    "doubled": (lambda: [*WHOLE[:4], WHOLE[2], *WHOLE[4:]], "not intact: entry 4: it is entry 2 again"),
    "spliced from another child": (
        lambda: [*WHOLE[:2], FOREIGN[2], *WHOLE[3:]],
        "not intact: entry 2: it is not what its author signed",
    ),
    "signed again by a colleague": (
        lambda: [*WHOLE[:3], lines_of(signed(BEN, json.loads(LOG[2].body))), *WHOLE[4:]],
        "not intact: entry 3: one person signed it, and it says that another wrote it",
    ),
    "signed again by its author": (
        lambda: [*WHOLE[:3], lines_of(again(LOG[2], value="No")), *WHOLE[4:]],
        f"{EXPORTER}number 4 of device {TABLET} does not follow the number before",
    ),
    "its time": (
        lambda: [*WHOLE[:3], WHOLE[3].replace(b"T22:03", b"T20:03", 1), *WHOLE[4:]],
        "not intact: entry 3: it is not what its author signed",
    ),
    "another head": (
        lambda: [WHOLE[0].replace(b'"count":7', b'"count":6'), *WHOLE[1:7]],
        "not intact: the head, line 1: it is not what its exporter signed",
    ),
    "the next format": (
        lambda: [WHOLE[0].replace(b"evidence 3", b"evidence 4"), *WHOLE[1:]],
        "not intact: the head, line 1: this is not carerapp evidence 3",
    ),
}


def test_what_a_stranger_does_is_named(tmp_path: Path) -> None:
    """In the same words by both; "not intact" proves nothing."""
    cases = [b"".join(do()) for do, _ in STRANGER.values()]
    for (name, (_, words)), report in zip(STRANGER.items(), both(tmp_path, cases), strict=True):
        assert report == f"{words}\nVerdict: not intact. This file proves nothing.", name


def forged(number: int, before: Signed, device: str = TABLET, **more: object) -> Signed:
    """An entry that Ben signs with his real key, and says what he likes of where it stands."""
    document = json.loads(LOG[1].body)
    feed = {"before": hash_of(before).hex(), "device": device, "number": number, "version": 1}
    return signed(BEN, {**document, "id": "f" * 16, "feed": feed, **more})


#: By the exporter, with their own key and their colleagues': it is named all the same.
EXPORTERS: dict[str, tuple[Callable[[], list[Signed]], str]] = {
    "one left out": (lambda: [*LOG[:2], *LOG[3:]], f"number 3 of device {TABLET} is missing"),
    "a run left out": (lambda: [LOG[0], *LOG[3:]], f"numbers 2 to 3 of device {TABLET} are missing"),
    "the first left out": (lambda: LOG[1:], f"number 1 of device {TABLET} is missing"),
    "own words changed": (
        lambda: [again(LOG[0], value="No"), *LOG[1:]],
        f"number 2 of device {TABLET} does not follow the number before",
    ),
    "own time changed": (
        lambda: [*LOG[:2], again(LOG[2], written_at="2020-01-01T00:00:00+00:00"), *LOG[3:]],
        f"number 4 of device {TABLET} does not follow the number before",
    ),
    "two accounts of one number": (
        lambda: [*LOG, again(LOG[2], value="other words")],
        f"there is another entry of number 3 of device {TABLET}",
    ),
    "written in another device's feed": (
        lambda: [*LOG, forged(6, LOG[5], hlc=json.loads(LOG[6].body)["hlc"])],
        f"number 6 of device {TABLET} bears another device’s clock stamp",
    ),
    "written earlier than what stands before": (
        lambda: [*LOG, forged(6, LOG[5], hlc=json.loads(LOG[0].body)["hlc"])],
        f"the clock stamp of number 6 of device {TABLET} is not after the number before",
    ),
    "an entry from before the chain, made now": (
        lambda: [_bare(LOG[0]), *LOG],
        f"what was written before number 1 of device {TABLET} is not all here, or is another",
    ),
    "a link of no form": (
        lambda: [*LOG, again(LOG[5], id="e" * 16, feed="6")],
        "entry 8 does not say where it stands in a form that is known",
    ),
}


def _bare(entry: Signed) -> Signed:
    document = json.loads(entry.body)
    early = "0000" + str(document["hlc"])[4:]
    rest = {key: value for key, value in document.items() if key != "feed"}
    return signed(ANN, {**rest, "id": "d" * 16, "hlc": early})


@pytest.mark.parametrize("name", EXPORTERS)
def test_what_the_exporter_does_with_real_keys_is_named(name: str, tmp_path: Path) -> None:
    """The file is theirs; its rows say what does not fit, and the last line that something does not."""
    do, words = EXPORTERS[name]
    (report,) = both(tmp_path, [b"".join(exported(do()))])
    rows = [row for row in report.splitlines() if row.startswith("  NOT proved")]
    assert any(row.endswith(f": {words}") for row in rows), report
    early = (
        name == "an entry from before the chain, made now"
    )  # retention may leave that: it is said, no more
    assert (report.splitlines()[-1] == NOT_WHOLE) != early


def test_what_the_exporter_can_cut_off_is_limited_by_the_receipt(tmp_path: Path) -> None:
    """Without one, the end of a feed and a whole device may go unseen, and each report says so. Up to its
    receipt nothing can: what is cut shows that the authority had more."""
    had = receipt(LOG[5], 5)
    cut = exported(LOG[:3])
    shown_up = exported(LOG[:3], receipts=[had])
    good = exported(LOG, receipts=[had])
    bad = exported(LOG, receipts=[{**had, "at": had["at"] - 60}])
    ours = exported(LOG, receipts=[receipt(LOG[5], 5, b"c" * 32)])
    limits, more, whole, wrong, other = both(
        tmp_path, [b"".join(one) for one in (cut, shown_up, good, bad, ours)]
    )
    assert f"  NOT proved  nothing cut off of device {TABLET} after number 3: no receipt reaches" in limits
    assert (
        "  NOT proved  that no other device wrote: Ann Example could leave out all that a device wrote"
        in limits
    )
    assert "  NOT proved  that all is here: Example Council had one more at 2026-11-20T22:50:00+00:00" in more
    assert f"  proved      what device {TABLET} wrote up to number 5: Example Council had number 5" in whole
    assert wrong.startswith("not intact: the head, line 1: a receipt is not what its authority signed")
    assert CRYPTO.sign_public(b"c" * 32).hex() not in other  # whose key it is, is for the reader: in short
    assert other.count(" (authority): ") == whole.count(" (authority): ") == 1
    assert other != whole


def test_what_left_is_the_exporters_word(tmp_path: Path) -> None:
    """It closes a gap, and is said; one that does not fit closes nothing."""
    left = exported(LOG[2:], left=[run(TABLET, 1, 2, hash_of(LOG[1]))])
    wrong = exported(LOG[2:], left=[run(TABLET, 1, 2, bytes(32))])
    back = exported(LOG, left=[run(TABLET, 3, 1, bytes(32)), run(TABLET, 6, 5, bytes(32))])
    good, bad, odd = both(tmp_path, [b"".join(one) for one in (left, wrong, back)])
    assert good.splitlines()[-1].startswith("Verdict: intact")
    assert f"number 3 of device {TABLET} does not follow the number before" in bad
    assert odd.splitlines()[-1].startswith("Verdict: intact")


def test_a_feed_that_came_in_another_order_is_written_in_its_own() -> None:
    """An older version of the app keeps what comes early: the exporter's file has each feed in order."""
    late = [LOG[1], LOG[0], *LOG[2:5], LOG[6], LOG[5]]
    verdict = verify(b"".join(exported(late)), CRYPTO)
    assert (verdict.intact, verdict.whole) == (True, True)
    assert verdict.hashes == tuple(hash_of(one).hex() for one in (*LOG[:5], LOG[6], LOG[5]))


def test_both_judge_changed_bytes_alike(tmp_path: Path) -> None:
    """One byte anywhere is another, goes or comes: neither takes it for intact, and both name one place."""
    chance, cases = random.Random(17), []
    for name in ("whole", "received", "left", "from-before"):
        whole = (VECTORS / "3" / f"{name}.jsonl").read_bytes()
        cases += [one_byte_other(whole, chance) for _ in range(100)]
    for report in both(tmp_path, cases):
        assert report.startswith("not intact: ")


def test_both_walk_logs_of_any_shape_alike(tmp_path: Path) -> None:
    """Entries left out, doubled in number, moved and relinked at random by somebody with every key."""
    chance, cases = random.Random(21), []
    for _ in range(150):
        entries = list(chance.choice([log(earlier=chance.randrange(3)), put_back()]))
        for _ in range(chance.randrange(1, 5)):
            at = chance.randrange(len(entries))
            match chance.randrange(4):
                case 0 if len(entries) > 1:
                    del entries[at]
                case 1:
                    feed = json.loads(entries[at].body).get("feed") or {}
                    number = chance.choice([0, 1, 2, 3, 9, 2**53, True, "1", 1.0])
                    entries[at] = again(entries[at], feed={**feed, "number": number})
                case 2:
                    stamp = json.loads(chance.choice(entries).body)["hlc"]
                    entries[at] = again(entries[at], hlc=chance.choice([stamp, "", 5, "z" * 30]))
                case _:
                    entries[at] = again(entries[at], id=f"{chance.randrange(2**64):016x}")
        once = list({entry.author + entry.body: entry for entry in entries}.values())
        cases.append(b"".join(exported(once)))
    reports = both(tmp_path, cases)
    assert all(report.startswith("intact: ") for report in reports)
    assert len({report for report in reports if NOT_WHOLE in report}) > 50


def test_a_file_of_before_and_one_of_now_are_compared(tmp_path: Path) -> None:
    """By the hashes of their entries, whatever their formats."""
    old = verify(b"".join(second_format(LOG[:3])), CRYPTO)
    new = verify(b"".join(WHOLE), CRYPTO)
    assert old.beside(new) == "the same log: its first 3 entries are the same in both files"
    other = verify(b"".join(exported([again(LOG[0], value="No"), *LOG[1:]])), CRYPTO)
    assert old.beside(other) == "not the same log: entry 1 is the first that differs"
