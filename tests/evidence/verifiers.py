"""Two verifiers that share no line: what each says of a file."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from carerapp.evidence import verify
from tests.evidence.making import CRYPTO

SECOND = Path(__file__).parents[2] / "tools" / "verify.mjs"
SPELLING = "it is not a line of this format, in its one spelling"
NOT_A_LINE = (
    "it can't be read",
    "it is not a line of this format",
    "its bytes were changed",
    "it is nested too deeply",
)


def first(data: bytes) -> str:
    """The report of the app's own verifier. It tells apart why a line is none; the second one does not."""
    report = verify(data, CRYPTO).report()
    for words in NOT_A_LINE:
        report = report.replace(f": {words}\n", f": {SPELLING}\n")
    return report


def second(folder: Path, cases: Sequence[bytes]) -> list[str]:
    """The reports of the second verifier, in one run of Node.js."""
    names = [folder / f"{number}.jsonl" for number in range(len(cases))]
    for name, data in zip(names, cases, strict=True):
        name.write_bytes(data)
    done = subprocess.run(["node", SECOND, *names], capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr[:2000]
    reports: list[list[str]] = [[]]
    for line in done.stdout.splitlines():
        reports[-1].append(line)
        if line.startswith("Verdict: "):
            reports.append([])
    assert reports.pop() == []
    assert done.returncode == any(not report[-1].startswith("Verdict: intact") for report in reports)
    return ["\n".join(report) for report in reports]
