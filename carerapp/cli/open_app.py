"""Open the app on this computer: what happens when no command is given."""

from __future__ import annotations

import socket
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from carerapp import bootstrap
from carerapp.bootstrap import StartupError

if TYPE_CHECKING:
    from carerapp.actions.casebook import Casebook
    from carerapp.sharing import Sharing
    from carerapp.ui.services import AppServices
    from carerapp.vault import Vault


def arguments(parser: ArgumentParser) -> None:
    """Where, and whether with a training endpoint beside it."""
    parser.add_argument("--port", type=int, default=8550, help="on 127.0.0.1 (default: 8550)")
    parser.add_argument("--data", type=Path, help="the folder of the sealed files (default: in your home)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    parser.add_argument(
        "--training",
        choices=("home", "desk"),
        default="",
        help="with an authority's endpoint beside it, for training",
    )


def run(args: Namespace) -> int:
    """Serve the app on 127.0.0.1 until interrupted. Raises StartupError when it can't."""
    free(args.port)
    folder = args.data or bootstrap.default_data()
    desk = args.training == "desk"
    if desk and args.data is None:
        folder = folder.with_name(folder.name + "-desk")
    wired = bootstrap.parts(folder)
    if args.training:
        wired = _with_training(wired, folder, desk=desk)
    serve_parts(wired, folder, args.port, open_browser=not args.no_browser)
    return 0


def serve_parts(wired: AppServices, folder: Path, port: int, *, open_browser: bool) -> None:
    """Serve these parts, whose sealed files are in `folder`, until interrupted. StartupError where the port
    is taken."""
    from carerapp.local_server import serve
    from carerapp.ui.window.main import main as ui_main

    free(port)
    serve(
        lambda page: ui_main(page, wired),
        port=port,
        assets=bootstrap.ASSETS,
        cookie=_cookie(folder),
        open_browser=open_browser,
    )


def free(port: int) -> None:
    """StartupError where something answers on this port already."""
    from carerapp.local_server import HOST

    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise StartupError(
                f"Something already answers on port {port}. Close it, or use another: --port {port + 1}"
            )


def _cookie(folder: Path) -> str:
    from carerapp.local_page import kept_word

    try:
        return kept_word(folder)
    except OSError as error:
        raise StartupError(
            f"The app could not read or write in {folder} ({error.strerror}). Nothing was changed. Look "
            "whether the disk is full, and whether the folder is yours."
        ) from error


def _with_training(wired: AppServices, folder: Path, *, desk: bool) -> AppServices:
    from carerapp.cli.training import Training

    home = folder.with_name(folder.name.removesuffix("-desk"))
    endpoint = Training(home.with_name(home.name + "-training-endpoint"), desk=desk)
    if not desk:
        if not endpoint.serve():
            print(
                f"The training endpoint is not started: something else answers on {endpoint.base}", flush=True
            )
            return wired
        print(f"The training endpoint answers at {endpoint.base}  (its duty desk: make desk)", flush=True)

    def joined(vault: Vault, book: Casebook) -> Sharing:
        assert wired.sharing is not None
        sharing = wired.sharing(vault, book)
        endpoint.join(vault, sharing)
        return sharing

    return replace(wired, sharing=joined)
