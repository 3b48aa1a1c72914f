"""A feed that was begun after the end of another, in an export: both verifiers follow it, and name a claim
that does not fit."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from carerapp.vault.format.entries import Signed
from tests.evidence.feeds_making import ANEW, DESK, TABLET, again, exported, log, put_back
from tests.evidence.verifiers import first, second

LOG, BACK = log(), put_back()
ALONE = [one for one in BACK if one not in (LOG[3], LOG[5])]  # what had been lost never came back
OTHER_END = f"number 1 of device {ANEW} does not go on from the end of the device that it names"
SHAPE = "does not say where it stands in a form that is known"

#: What an exporter with every key does → what both say.
DONE: dict[str, tuple[list[Signed], str]] = {
    "its end left out": ([*ALONE[:5], *ALONE[6:]], f"number 4 of device {TABLET} is missing"),
    "its end changed": ([*ALONE[:5], again(ALONE[5], value="No"), *ALONE[6:]], OTHER_END),
    "all of the old feed left out": (ALONE[6:], f"numbers 1 to 4 of device {TABLET} are missing"),
    "a colleague's claim": (
        [*ALONE[:6], again(ALONE[6], hlc=json.loads(LOG[6].body)["hlc"]), *ALONE[7:]],
        OTHER_END,
    ),
    "an end of no form": ([*ALONE[:6], again(ALONE[6], follows=[TABLET, 4])], f"entry 7 {SHAPE}"),
    "in a later entry": (
        [*ALONE[:7], again(ALONE[7], follows=json.loads(ALONE[6].body)["follows"])],
        f"entry 8 {SHAPE}",
    ),
}


def both(folder: Path, cases: Sequence[Sequence[Signed]]) -> list[str]:
    """What both say of an export of these."""
    files = [b"".join(exported(entries)) for entries in cases]
    reports = second(folder, files)
    assert reports == [first(data) for data in files]
    return reports


def test_both_follow_it_and_say_it(tmp_path: Path) -> None:
    """Whole where what was lost never came back; with it, what was written before the device knew is a fork.
    A newer form of the claim is not judged."""
    newer = [*ALONE[:6], again(ALONE[6], follows={"version": 2})]
    alone, back, not_judged = both(tmp_path, [ALONE, BACK, newer])
    for report in (alone, back):
        goes_on = f"  proved      device {ANEW} goes on from device {TABLET}: number 1 names number 4 there; "
        assert f"{goes_on}its author says that older files were put back" in report
        assert f"nothing left out of device {ANEW}: numbers 1 to 2, each names the one before" in report
    assert f"there is another entry of number 4 of device {TABLET}" in back
    ends = [report.splitlines()[-1][:15] for report in (alone, back, not_judged)]
    assert ends == ["Verdict: intact", "Verdict: as it ", "Verdict: intact"]
    assert "goes on from" not in not_judged


def test_what_is_done_to_it_is_named(tmp_path: Path) -> None:
    """The end that it names is a receipt for what stood before."""
    reports = both(tmp_path, [entries for entries, _ in DONE.values()])
    for (name, (_, words)), report in zip(DONE.items(), reports, strict=True):
        rows = [row for row in report.splitlines() if row.startswith("  NOT proved")]
        assert any(row.endswith(f": {words}") for row in rows), (name, report)
        assert report.splitlines()[-1].startswith("Verdict: as it was exported"), name


def test_both_read_claims_of_any_shape_alike(tmp_path: Path) -> None:
    """Changed and left out at random."""
    chance, cases = random.Random(5), []
    parts = [("number", one) for one in (1, 2, 3, 5, 9, 0, True, "4")]
    parts += [("device", one) for one in (DESK, ANEW, "0c" * 8, 5)]
    for _ in range(60):
        entries = list(BACK)
        said = json.loads(BACK[8].body)["follows"]
        name, value = chance.choice([*parts, ("hash", "0e" * 32), ("version", 0), ("more", 1)])
        entries[8] = again(BACK[8], follows={**said, name: value})
        for _ in range(chance.randrange(4)):
            del entries[chance.randrange(len(entries))]
        cases.append(entries)
    assert len(set(both(tmp_path, cases))) > 30
