"""``show-form FILE``: a form in the app's own screens and on paper, filled in with invented answers."""

from __future__ import annotations

import os
import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from carerapp import bootstrap
from carerapp.bootstrap import StartupError

if TYPE_CHECKING:
    from carerapp.ui.services import AppServices

NAME = "show-form"
HELP = "try a form: in the app, with invented answers, and as a PDF"
PACK = "hertfordshire"  # whose invented child it is filled in for
PIN = "48291736"


def arguments(parser: ArgumentParser) -> None:
    """Which form, where its paper goes, and whether the app is opened."""
    parser.add_argument("form", type=Path, help="a definition (.toml)")
    parser.add_argument("--print", type=Path, dest="out", required=True, help="where the PDF goes")
    parser.add_argument("--port", type=int, default=8552, help="on 127.0.0.1 (default: 8552)")
    parser.add_argument("--no-browser", action="store_true", help="only the PDF")


def run(args: Namespace) -> int:
    """Adds the form to a copy of a pack, fills it in, prints it, and opens the app on it. Nothing of it
    stays but the PDF. StartupError when the form is not whole or the PDF can't be written."""
    from carerapp.cli.open_app import serve_parts
    from carerapp.protocols import ProtocolLibrary, Shipped
    from forms.engine.errors import DefinitionErrors
    from forms.interchange.adding import add
    from forms.packaged import Packs, load_form

    with tempfile.TemporaryDirectory() as folder:
        packs = Path(folder) / "packs"
        shutil.copytree(bootstrap.AUTHORITIES / PACK, packs / PACK)
        try:
            added = add(args.form.read_text("utf-8"), load_form(str(args.form)), packs / PACK, "tried")
        except (DefinitionErrors, ValueError, OSError) as error:
            raise StartupError(str(error)) from error
        library = ProtocolLibrary(Shipped(packs=Packs(packs)))
        wired = replace(
            bootstrap.parts(Path(folder) / "data"),
            protocols=library,
            open_casebook=lambda vault: bootstrap.open_casebook(vault, library),
        )
        pin = os.environ.get("CARERAPP_PIN") or PIN
        _fill_in(wired, pin, f"{PACK}/{added.stem}", args.out)
        print(args.out)
        if not args.no_browser:
            print(f"The PIN is {pin}. The form is under Forms, of the invented child.", flush=True)
            serve_parts(wired, Path(folder) / "data", args.port, open_browser=True)
    return 0


def _fill_in(wired: AppServices, pin: str, id: str, out: Path) -> None:
    """An invented child with the form, every question answered; its paper in `out`. The vault is locked
    again."""
    from carerapp.actions.invent_answers import invent_answers
    from carerapp.actions.open_form import open_form
    from carerapp.actions.papers import Papers

    vault = wired.door.create(pin, name="A. Carer (invented)", role="Foster carer")
    try:
        book = wired.open_casebook(vault)
        child = wired.demo(book)
        form = book.protocols.form(id)
        record = open_form(book, child, form).id
        invent_answers(book, child, record, form)
        paper = Papers(book, wired.fonts).other_form(child, record).pdf
    finally:
        vault.lock()
    try:
        out.write_bytes(paper)
    except OSError as error:
        raise StartupError(f"The PDF could not be written to {out}: {error.strerror}.") from error
