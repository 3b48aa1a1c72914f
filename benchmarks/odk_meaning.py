"""Ask ODK's own engine, JavaRosa, whether forms of ours mean the same there.

`python -m benchmarks.odk_meaning [--forms N] [--first SEED] [--rehearse]`

Definitions and answers are drawn, exported, made into XForms by pyxform, filled in, and read by the JavaRosa
that comes with it in ODK Validate; needs a JDK. What is asked, worked out and valid is compared. A rehearsal
asks the XPath engine of the tests in its place. Exits 1 at any difference, and prints the seed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pyxform

from benchmarks.report import keep, options, table
from forms.engine.definition import Form
from tests.support.odk.compared import Shown, differences
from tests.support.odk.drawn_forms import drawn_answers, drawn_form
from tests.support.odk.filled import Told, filled, places, xform_of
from tests.support.odk.shown_by_xpath import shown

FORMS, FEW = 5_000, 5
ANSWERS = 2  # of each form
JAR = Path(str(pyxform.__file__)).parent / "validators/odk_validate/bin/ODK_Validate.jar"
PROGRAM = Path(__file__).parent / "javarosa/Shown.java"
Case = tuple[int, Form, Told, ET.Element]


def main() -> None:
    """Draw, ask both, print and record; exit 1 at any difference."""
    parser = options("odk_meaning", __doc__)
    parser.add_argument("--forms", type=int, default=0, help=f"how many; {FORMS:,}")
    parser.add_argument("--first", type=int, default=0, help="seed of the first; later ones count on")
    args = parser.parse_args()
    count = args.forms or (FEW if args.rehearse else FORMS)
    cases = list(_cases(args.first, count))
    asked = differ = 0
    now = datetime.now(UTC)
    for case, there in zip(cases, _by_xpath(cases) if args.rehearse else _by_javarosa(cases), strict=True):
        seed, form, told, _ = case
        asked += sum(1 for one, _ in places(form, told) if not one.columns)
        for said in differences(form, told, there, now):
            differ += 1
            print(f"seed {seed}: {said}", flush=True)
    rows = [
        ["forms drawn", f"{count:,}"],
        ["sets of answers", f"{len(cases):,}"],
        ["questions compared", f"{asked:,}"],
        ["differences", f"{differ:,}"],
    ]
    keep("odk_meaning", table(["what", "how many"], rows), rehearse=args.rehearse)
    sys.exit(1 if differ else 0)


def _cases(first: int, count: int) -> Iterator[Case]:
    for seed in range(first, first + count):
        draw = Random(seed)
        form = drawn_form(draw)
        if form is None:
            continue
        xform = xform_of(form)
        for _ in range(ANSWERS):
            told = drawn_answers(draw, form)
            yield seed, form, told, filled(xform, form, told)


def _by_xpath(cases: list[Case]) -> Iterator[dict[str, Shown]]:
    return (dict(shown(xform)) for _, _, _, xform in cases)


def _by_javarosa(cases: list[Case]) -> Iterator[dict[str, Shown]]:
    """One JVM for all of them. SystemExit where it reads one of them not."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.xml" for number in range(len(cases))]
        for file, (_, _, _, xform) in zip(files, cases, strict=True):
            file.write_bytes(ET.tostring(xform, encoding="utf-8"))
        listed = Path(folder) / "files"
        listed.write_text("\n".join(map(str, files)), "utf-8")
        command = ["java", "-cp", str(JAR), str(PROGRAM), str(listed)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for block in said.split("FILE ")[1:]:
        lines = block.splitlines()[1:]
        if lines and lines[0].startswith("ERROR"):
            sys.exit(f"JavaRosa reads none of this: {lines[0]}")
        yield {
            path: Shown(asked == "1", valid == "1", value) for path, asked, valid, value in map(_parts, lines)
        }


def _parts(line: str) -> tuple[str, str, str, str]:
    path, asked, valid, value = line.split("\t")
    return path, asked, valid, value


if __name__ == "__main__":
    main()
