"""The log of a child who moved, exported by the authority that has the file since: both verifiers take the
move for the first link there, and name a gap after it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from carerapp.vault.format.entries import Signed
from tests.evidence.feeds_making import TABLET, again, exported, moved, receipt
from tests.evidence.verifiers import first, second

THERE = moved()[3:]
OF_IT = f"  NOT proved  nothing left out of device {TABLET}: "
SINCE = f"  proved      nothing left out of device {TABLET}: all its other numbers up to 6, each names "


def both(folder: Path, cases: Sequence[Sequence[Signed]], **more: Any) -> list[str]:
    """What both say of an export of these."""
    files = [b"".join(exported(entries, **more)) for entries in cases]
    reports = second(folder, files)
    assert reports == [first(data) for data in files]
    return reports


def test_the_move_is_the_first_link_and_gaps_after_it_are_named(tmp_path: Path) -> None:
    """What is before it is another authority's, and makes the file no worse; a receipt stands for what is
    here."""
    had = [receipt(moved()[6], 3)]
    whole, gap, cut = both(tmp_path, [THERE, [*THERE[:1], *THERE[2:]], THERE[1:]], receipts=had)
    assert f"{OF_IT}numbers 1 to 3 of device {TABLET} are another authority’s, says a move" in whole
    assert f"{SINCE}the one before" in whole
    assert "had number 6, and so what is here before it, at" in whole
    assert whole.splitlines()[-1].startswith("Verdict: intact")
    assert f"{OF_IT}number 5 of device {TABLET} is missing" in gap
    assert f"{OF_IT}numbers 1 to 4 of device {TABLET} are missing" in cut
    for report in (gap, cut):
        assert report.splitlines()[-1].startswith("Verdict: as it was exported")


def test_only_a_move_that_takes_nothing_along_explains_it(tmp_path: Path) -> None:
    """Read strictly, alike by both; of who had the file before, and has it again, the time between."""
    value = json.loads(THERE[0].body)["value"]
    odd: list[dict[str, Any]] = [{"before": True}, {"before": 0}, {"left": 5}, {"holder": None}]
    odd.append({"holder": value["left"]})
    not_so = [[again(THERE[0], value={**value, **one}), *THERE[1:]] for one in odd]
    not_so.append([again(THERE[0], field="note"), *THERE[1:]])
    for report in both(tmp_path, not_so):
        assert f"{OF_IT}numbers 1 to 3 of device {TABLET} are missing" in report
    back = {"left": "liverpool", "holder": "hertfordshire", "before": False}
    log = moved()
    came_back = [*log[:4], log[5], again(log[6], field="moved", value=back), log[7]]
    report, never_had = both(tmp_path, [came_back, [*log[:2], *log[3:]]])
    assert f"{OF_IT}number 5 of device {TABLET} is another authority’s, says a move" in report
    assert f"{OF_IT}number 3 of device {TABLET} is missing" in never_had
