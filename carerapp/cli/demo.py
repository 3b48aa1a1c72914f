"""``demo --out FOLDER``: play an invented episode and write every document."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from carerapp import bootstrap
from carerapp.bootstrap import StartupError

if TYPE_CHECKING:
    from carerapp.vault import Disk

NAME = "demo"
HELP = "play an invented episode; write every document to a folder"
PIN = "48291736"  # of the invented evening, where CARERAPP_PIN gives no other


def arguments(parser: ArgumentParser) -> None:
    """Where the documents go, and whether the sealed files stay."""
    parser.add_argument("--out", type=Path, required=True, help="where the documents go")
    parser.add_argument("--data", type=Path, dest="vault", help="keep the sealed files here")


def run(args: Namespace) -> int:
    """Play it. Raises StartupError when the folder holds a real child's file or can't be written."""
    from carerapp.demo import RealChild, play
    from carerapp.documents import Fonts
    from carerapp.vault import VaultError
    from carerapp.vault.adapters.memory_disk import MemoryDisk

    disk: Disk = bootstrap.native_disk(args.vault) if args.vault else MemoryDisk()
    try:
        play(
            bootstrap.door(disk),
            os.environ.get("CARERAPP_PIN") or PIN,
            args.out,
            protocols=bootstrap.protocols(),
            fonts=Fonts.in_folder(bootstrap.ASSETS / "fonts"),
            invent=bootstrap.invented_child,
        )
    except (RealChild, VaultError) as error:
        raise StartupError(str(error)) from error
    except OSError as error:
        raise StartupError(f"The documents could not be written to {args.out}: {error.strerror}.") from error
    return 0
