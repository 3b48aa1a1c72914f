"""The JavaScript that Python's worker borrows from the browser, in one file with the libraries it needs."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tools.phone.failed import Failed
from tools.phone.npm import node_packages

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "carerapp" / "phone" / "web" / "bridge"
OLDEST = "es2022"  # every browser that has the synchronous file handles has this too


def build_bridge(out: Path) -> None:
    """Write ``out`` (``bridge.mjs``): one minified ES module. Same sources, same bytes. Raises Failed."""
    esbuild = node_packages(SOURCES) / "esbuild" / "bin" / "esbuild"
    command = [
        str(esbuild),
        "bridge.js",
        "--bundle",
        "--format=esm",
        "--minify",
        "--charset=utf8",
        f"--target={OLDEST}",
        "--legal-comments=none",
        "--log-level=warning",
        f"--outfile={out.resolve()}",
    ]
    done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"The bridge could not be bundled:\n{done.stderr}")
