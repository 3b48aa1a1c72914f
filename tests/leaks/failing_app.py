"""The real app on a disk that fills up, and with a fault that repeats what was typed: both on demand.

While the file `full` stands in the folder FAULTS, nothing can be written; with `eio` the device refuses; with
`crash` each entry raises an error that quotes it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.vault import DiskFailed, DiskFull
from carerapp.vault.adapters.native_disk import NativeDisk
from tests.support.browser.quick import main

FAULTS = Path(os.environ["FAULTS"])


def _fail() -> None:
    if (FAULTS / "full").exists():
        raise DiskFull
    if (FAULTS / "eio").exists():
        raise DiskFailed("Input/output error")


class FillingDisk(NativeDisk):
    def append(self, name: str, data: bytes) -> None:
        _fail()
        super().append(name, data)

    def replace(self, name: str, data: bytes) -> None:
        _fail()
        super().replace(name, data)


def _disk(data: Path) -> FillingDisk:
    return FillingDisk(data)


real = Casebook.write


def _write(self: Casebook, *args: Any, **named: Any) -> Any:
    if (FAULTS / "crash").exists():
        raise ValueError(f"could not write {args!r} {named!r}")
    return real(self, *args, **named)


if __name__ == "__main__":
    bootstrap.native_disk = _disk
    Casebook.write = _write  # type: ignore[method-assign]
    sys.exit(main())
