"""The folder of static files that the tests run on, built when anything it is made from has changed."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import os
from collections.abc import Iterator
from pathlib import Path

from tests.support.machine import ROOT
from tools.phone.build import build

OUT = ROOT / "build" / "phone"
INPUTS = ("carerapp", "forms", "sync", "assets", "tools/phone", "requirements/phone.txt")
NOT_READ = {"__pycache__", "node_modules"}


def built() -> Path:
    """``build/phone`` as the sources are now; or the folder that PHONE names, as it is."""
    if given := os.environ.get("PHONE"):
        return Path(given).resolve()
    made_from = OUT.with_name("phone.made-from")
    OUT.parent.mkdir(exist_ok=True)
    with OUT.with_name("phone.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        now = _fingerprint()
        if not OUT.exists() or not made_from.exists() or made_from.read_text() != now:
            made_from.unlink(missing_ok=True)
            build(OUT)
            made_from.write_text(now)
    return OUT


def _fingerprint() -> str:
    digest = hashlib.sha256(importlib.metadata.version("flet-web").encode())
    for file in sorted(path for name in INPUTS for path in _files(ROOT / name)):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for folder, names, files in os.walk(place):
        names[:] = [name for name in names if name not in NOT_READ]
        yield from (Path(folder) / file for file in files)
