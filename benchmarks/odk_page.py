"""The peer as a folder of static files, build/odk: `python -m benchmarks.odk_page`. Needs npm the first time.

ODK Web Forms at the version that benchmarks/odk/package-lock.json pins, and our forms beside it.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from benchmarks.odk_form import write
from tools.phone.failed import Failed
from tools.phone.npm import node_packages

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "benchmarks" / "odk"
OUT = ROOT / "build" / "odk"


def version() -> str:
    package = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))
    return str(package["devDependencies"]["@getodk/web-forms"])


def build() -> str:
    """Make it anew; how much of our form it shows, in words. Raises Failed."""
    packages = node_packages(SOURCE)
    made = subprocess.run(
        ["node", str(packages / "vite" / "bin" / "vite.js"), "build", "--logLevel", "error"],
        cwd=SOURCE,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise Failed(f"The peer could not be built:\n{made.stdout}{made.stderr}")
    return write(OUT).counts


if __name__ == "__main__":
    print(f"ODK Web Forms {version()} with {build()}: {OUT}")
