"""From this repository to a folder of static files:

code + wheels ──(Pyodide's own Python)──► app.zip, library.zip, documents.zip
the same zips ──(a real browser)────────► snapshot.bin.gz
Flet's web client, pruned ─┐
carerapp/phone/web ────────┼──► index.html, sw.js with every file's checksum
assets ────────────────────┘
what others made of it ────────► their licence texts in it, and beside it a bill of materials
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.phone import client, pages, python
from tools.phone.bill import add_notices, write_bill
from tools.phone.bridge import build_bridge
from tools.phone.chromium import Maker
from tools.phone.failed import Failed
from tools.phone.shipped import shipped

__all__ = ["Failed", "bill_of", "build"]
ROOT = Path(__file__).resolve().parents[2]


def bill_of(out: Path) -> Path:
    """Where the bill of materials of a build stands: beside its folder, which is published without it."""
    return out.with_name(f"{out.name}.cdx.json")


def build(out: Path, *, snapshot: bool = True, endpoints: Sequence[str] = ()) -> None:
    """Make ``out`` anew; it appears whole or not at all. ``endpoints``: origins that the app may send to
    beside its own."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".phone-") as work:
        made = Path(work) / "made"
        client.copy_client(made)
        pages.copy_pages(made)
        build_bridge(made / "bridge.mjs")
        sources = Path(work) / "sources"
        python.stage(sources)
        with Maker(made, sources) as maker:
            for name in python.BUNDLES:
                maker.compile(name)
            if snapshot:
                maker.snapshot()
        parts = shipped()
        add_notices(parts, made / "assets" / "NOTICES")
        size = pages.finish(made, endpoints)
        shutil.rmtree(out, ignore_errors=True)
        made.rename(out)
    write_bill(parts, bill_of(out))
    print(f"{out}: {size}")
