"""`python -m forms export | import | add | show | survey-folder`. 1 when it can't be done, 2 when not
understood."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from forms.engine.definition import Form
from forms.engine.errors import DefinitionErrors
from forms.interchange import COMMANDS, USAGE
from forms.interchange.importing import Incoming, Refused, bring_in
from forms.interchange.whole_file import write
from forms.packaged import load_form


def main(arguments: Sequence[str]) -> int:
    """Runs the command that the first argument names."""
    parser = argparse.ArgumentParser(prog="python -m forms", usage=USAGE)
    commands = parser.add_subparsers(dest="command", required=True)
    parsers = {name: commands.add_parser(name, usage=USAGE) for name in COMMANDS}
    for name, one in parsers.items():
        one.add_argument("form", type=str if name == "export" else Path)
    for name in ("export", "import", "show"):
        parsers[name].add_argument("--out", type=Path)
    for name in ("import", "add", "show"):
        parsers[name].add_argument(
            "--without", default="", help="names, types, columns or sheets to leave out"
        )
    parsers["export"].add_argument("--format", choices=("xlsform",), default="xlsform")
    parsers["add"].add_argument("pack", type=Path)
    parsers["add"].add_argument("--name", default="", help="what the form is called in the pack")
    parsers["show"].add_argument("--no-browser", action="store_true")
    parsers["show"].add_argument("--port", type=int, default=8552)
    given = parser.parse_args(arguments)
    try:
        return int(_RUN[given.command](given) or 0)
    except (DefinitionErrors, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _export(given: argparse.Namespace) -> None:
    from forms.interchange import workbook
    from forms.interchange.xlsform import xlsform

    form = load_form(given.form)
    out = given.out or Path(f"{form.id.replace('/', '_')}.xlsx")
    workbook.save(xlsform(form), out)
    print(out)


def review_day() -> str:
    """By when a person checks what came in: the first of the month, next year."""
    today = date.today()
    return today.replace(year=today.year + 1, day=1).isoformat()


def incoming(path: Path, without: str) -> Incoming:
    """The workbook, whole. `Refused` names each cell that can't come in; what the app does in its own way,
    or was left out on purpose, is printed."""
    came = bring_in(path, review_day(), [word for word in without.split(",") if word])
    if came.form is None:
        raise Refused(path, came.notes.refused)
    for one in came.notes.otherwise:
        print(f"in its own way: {one}", file=sys.stderr)
    for one in came.notes.left_out:
        print(f"left out: {one}", file=sys.stderr)
    return came


def _import(given: argparse.Namespace) -> None:
    came = incoming(given.form, given.without)
    out = given.out or given.form.with_suffix(".toml")
    write(came.text, out)
    print(out)


def _definition(given: argparse.Namespace) -> tuple[str, Form]:
    """A definition of ours as it stands, or a workbook brought in."""
    if given.form.suffix == ".toml":
        return given.form.read_text("utf-8"), load_form(str(given.form))
    came = incoming(given.form, given.without)
    assert came.form is not None
    return came.text, came.form


def _add(given: argparse.Namespace) -> None:
    from forms.interchange.adding import add

    given.pack.joinpath("protocol.toml").read_bytes()  # said at once where it is no pack
    print(add(*_definition(given), given.pack, given.name))


def _show(given: argparse.Namespace) -> int:
    from forms.interchange.showing import show

    text, _ = _definition(given)
    return show(given.form, text, given.out, port=given.port, open_browser=not given.no_browser)


def _survey_folder(given: argparse.Namespace) -> None:
    from forms.interchange.survey_folder import table, tried, workbooks

    for line in table([tried(path, review_day()) for path in workbooks(given.form)]):
        print(line)


_RUN = {"export": _export, "import": _import, "add": _add, "show": _show, "survey-folder": _survey_folder}
