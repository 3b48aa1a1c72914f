"""The pages: the first page, the service worker with every file's checksum, the policy."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.phone.client import KEPT
from tools.phone.failed import Failed

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "carerapp" / "phone" / "web"
PAGES = (
    "alert.js",
    "cover.js",
    "host.js",
    "install.js",
    "manifest.json",
    "one_tab.js",
    "page.js",
    "passkey.js",
    "place.js",
    "services.js",
    "snapshot.js",
    "within.js",
    "worker.js",
)
#: Flutter styles itself inline; nothing may come from or go to anywhere but where the app came from. An
#: authority's endpoint is
#: there too, behind the same server, or at an origin that the build was told.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-{first}'; style-src 'self' "
    "'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:{endpoints}; "
    "worker-src 'self'; "
    "manifest-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'"
)
#: Needed for the first start beside what is needed of Flet's client; all else comes after it.
FIRST = (
    "index.html",
    "bridge.mjs",
    "app.zip",
    "library.zip",
    "documents.zip",
    "snapshot.bin.gz",
    "_argon2.so",
    *PAGES,
    "icons",
    "fonts/AtkinsonHyperlegibleNext",
    "fonts/NotoSans_400",
    "assets/fonts/roboto",
    "rive",
)


def copy_pages(made: Path) -> None:
    for name in PAGES:
        shutil.copyfile(WEB / name, made / name)
    shutil.copytree(ROOT / "assets" / "fonts", made / "fonts", ignore=shutil.ignore_patterns("*.toml"))
    shutil.copytree(ROOT / "assets" / "icons", made / "icons")


def finish(made: Path, endpoints: Sequence[str] = ()) -> str:
    """index.html and sw.js, which know all other files; the size in words. ``endpoints``: origins of
    authorities."""
    needed = _write_index(made, endpoints)
    version = write_service_worker(made, first=needed_first)
    total = sum(_weight(file) for file in _files(made))
    in_all, first = f"{total / 1e6:.1f} MB", f"{needed / 1e6:.1f} MB"
    return f"{in_all} to download in all, {first} before the first start; version {version}"


def _write_index(made: Path, endpoints: Sequence[str]) -> int:
    """The first page; the bytes to download before the first start. Raises Failed."""
    for origin in endpoints:
        if not re.fullmatch(r"https://[a-z0-9.-]+(:[0-9]+)?", origin):
            raise Failed(f"An authority's origin is https:// and a host, nothing more: {origin}")
    first = (WEB / "first.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(first.encode()).digest()).decode()
    policy = POLICY.format(first=digest, endpoints="".join(f" {origin}" for origin in endpoints))
    index = (WEB / "index.html").read_text(encoding="utf-8")
    index = index.replace("{{policy}}", policy).replace("{{first}}", first)
    needed = sum(_weight(file) for file in _files(made) if needed_first(file.relative_to(made).as_posix()))
    (made / "index.html").write_text(index.replace("{{megabytes}}", f"{needed / 1e6:.0f}"), encoding="utf-8")
    return needed


def write_service_worker(folder: Path, *, first: Callable[[str], bool]) -> str:
    """sw.js for all other files of this folder; the version, which is that of their bytes and its own."""
    (folder / "sw.js").unlink(missing_ok=True)
    files = [
        [name := file.relative_to(folder).as_posix(), _sum(file), _weight(file), first(name)]
        for file in _files(folder)
    ]
    listed = json.dumps(files, separators=(",", ":"))
    worker = (WEB / "sw.js").read_text(encoding="utf-8")
    version = hashlib.sha256((listed + worker).encode()).hexdigest()[:16]
    (folder / "sw.js").write_text(
        worker.replace("{{version}}", version).replace("{{files}}", listed), encoding="utf-8"
    )
    return version


def _files(made: Path) -> list[Path]:
    return sorted(file for file in made.rglob("*") if file.is_file())


def needed_first(name: str) -> bool:
    kept = next((first for path, first in KEPT.items() if name == path or name.startswith(path + "/")), False)
    return kept or name.startswith(FIRST) or name == "pyodide/pyodide-lock.json"


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _weight(file: Path) -> int:
    """Bytes on the wire from a server that packs what it sends."""
    stat = file.stat()
    return _packed(file, stat.st_size, stat.st_mtime_ns)


@functools.cache
def _packed(file: Path, size: int, changed: int) -> int:
    """Asked three times of each file in a build, and packing all of them takes seconds."""
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))
