"""Draw mutants, try them, say what the tests noticed.

    python -m tools.mutation 300 [--seed 13] [--patience 60] [--again]

mutmut makes all mutants in mutants/, of the files that ``[tool.mutmut]`` in pyproject.toml names. From each
room as many are drawn as is its share, the same for everybody who gives the same seed. What was learned and
tried lies in mutants/ as well: delete the folder after a change of the code, and say ``--again`` after new
tests.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

import pytest
from mutmut.__main__ import create_mutants
from mutmut.configuration import config
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths

from tools.mutation.drawing import draw, made, row
from tools.mutation.from_start import same_cases
from tools.mutation.switch import install
from tools.mutation.trying import MISSED, Trials, keep, read

ROOT = Path(__file__).resolve().parents[2]
MADE = ROOT / "mutants"
TRIED = MADE / "tried.jsonl"


def make() -> None:
    """All mutants, and a copy of all that the tests need; only what has changed since."""
    MADE.mkdir(exist_ok=True)
    set_mutant_under_test("mutant_generation")
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(1)


def main() -> int:
    """Ends with what pytest ends with: 0 when all went through, whatever survived."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description="a fair sample of mutants")
    parser.add_argument("count", type=int, help="how many to draw")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--patience", type=int, default=60, help="seconds of computing that a mutant gets")
    parser.add_argument("--again", action="store_true", help="what was missed meets today's tests once more")
    options = parser.parse_args()
    os.chdir(ROOT)
    make()
    there = made(MADE)
    drawn = draw(there, options.count, options.seed)
    names = [name for of in drawn.values() for name in of]
    random.Random(options.seed).shuffle(names)  # what a run that is stopped has tried is a fair draw, too
    settings = config()
    same_cases()
    install()
    os.chdir(MADE)
    given = ["--rootdir=.", *settings.pytest_add_cli_args]
    selection = settings.pytest_add_cli_args_test_selection
    if options.again:
        keep(TRIED, [one for one in read(TRIED) if one["outcome"] not in MISSED])
    trials = Trials(names, MADE, patience=options.patience, given=given)
    code = int(pytest.main([*given, *selection], plugins=[trials]))
    tried = {one["mutant"]: one for one in read(TRIED)}
    missed = {name for name in names if name in tried and tried[name]["outcome"] in MISSED}
    rooms = {room: [name not in missed for name in of if name in tried] for room, of in drawn.items()}
    print("| room                  | mutants | tried | noticed | share of all       |")
    for room, noticed in rooms.items():
        print(row(room, len(there[room]), noticed))
    print(row("in all", sum(map(len, there.values())), [one for of in rooms.values() for one in of]))
    print(*(f"{tried[name]['outcome']}: {name}" for name in sorted(missed)), sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
