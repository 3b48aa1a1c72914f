"""A new kind of field is its own file: whatever is asked of kinds is asked of it, without another line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from forms.engine.kinds import KINDS

FORMS = Path(str(files("forms")))
POSTCODE = '''"""A postcode. Kept in capitals."""

from forms.engine.kinds.base import XlsType, kind

POSTCODE = kind("postcode", xlsform=XlsType("text"), parse=lambda typed, field: typed.upper())
'''
FORM = """id = "x/form"
version = 1
title = "A form"
authority = "Nobody"
source = "ours"
review = "2027-01-01"

[[section]]
name = "only"
label = "Only"
short = "only"

[[section.field]]
name = "where"
type = "postcode"
label = "Where:"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package by itself, in a folder of its own."""
    shutil.copytree(FORMS, tmp_path / "forms", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "form.toml").write_text(FORM, "utf-8")
    return tmp_path


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=os.environ, capture_output=True, text=True, check=False
    )


def test_a_kind_is_its_file_alone(copy: Path) -> None:
    """A definition may name it, what is typed is kept as it says, and it goes out to XLSForm."""
    code = (
        "from forms.interchange.xlsform import xlsform; from forms.packaged import load_form;"
        "from forms.engine.kinds import KINDS;"
        "form = load_form('form.toml'); field = form.field('where');"
        "print(KINDS[field.kind].parse('al1 1aa', field), xlsform(form).survey[1]['type'])"
    )
    assert "'postcode' is not a known type" in run(copy, code).stderr
    (copy / "forms/engine/kinds/postcode.py").write_text(POSTCODE, "utf-8")
    done = run(copy, code)
    assert (done.stdout, done.stderr) == ("AL1 1AA text\n", "")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("postal.py", "kinds/postal.py should make one kind, called 'postal'"),
        ("postcode.py", "missing 1 required keyword-only argument: 'xlsform'"),
    ],
)
def test_a_file_that_makes_no_whole_kind_is_refused(copy: Path, file: str, says: str) -> None:
    """Under another name than its file's, or without saying how XLSForm asks it: nothing starts."""
    words = POSTCODE if file == "postal.py" else POSTCODE.replace('xlsform=XlsType("text"), ', "")
    (copy / "forms/engine/kinds" / file).write_text(words, "utf-8")
    assert says in run(copy, "import forms.engine.kinds").stderr


def test_every_kind_is_found() -> None:
    """One a file; the folder holds nothing else."""
    there = {path.stem for path in (FORMS / "engine/kinds").glob("*.py")}
    assert set(KINDS) == there - {"__init__", "base"}
    assert next(iter(KINDS)) == "text"
