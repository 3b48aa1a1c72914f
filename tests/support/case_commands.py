"""The commands that read a case file, run in this process on the case that their page shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carerapp.cli import main

DOCS = Path(__file__).parents[2] / "docs"


class Ran(NamedTuple):
    """The exit code, what it said, and its complaints."""

    code: int
    out: str
    err: str


def shown(page: str, language: str = "toml") -> str:
    """The whole case, or with "json" the whole answer, that a page of the documentation shows."""
    return (DOCS / page).read_text("utf-8").split(f"```{language}\n")[1].split("```")[0]


class Case:
    """A folder with one case file. ``capsys``: where the command's words come out."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file, self._capsys = folder / "case.toml", capsys

    def run(self, command: str, text: str) -> Ran:
        """The command over this case."""
        self.file.write_text(text, "utf-8")
        code = main([command, str(self.file)])
        said = self._capsys.readouterr()
        return Ran(code, said.out, said.err)

    def answer(self, command: str, text: str) -> Any:
        """What it printed as JSON, without a complaint."""
        code, out, err = self.run(command, text)
        assert (code, err) == (0, "")
        return json.loads(out)

    def refused(self, command: str, text: str) -> str:
        """Its one clear message: exit 2, nothing on the output, no traceback."""
        code, out, err = self.run(command, text)
        assert (code, out) == (2, "")
        assert len(err.strip().splitlines()) == 1, err
        assert "Traceback" not in err
        return err
