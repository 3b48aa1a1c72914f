"""Packages from npm by their integrity: fetched once, and again when their lock changes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tools.phone.failed import Failed


def node_packages(folder: Path) -> Path:
    """``folder/node_modules`` as ``folder/package-lock.json`` says. Raises Failed."""
    packages, lock = folder / "node_modules", (folder / "package-lock.json").read_text(encoding="utf-8")
    stamp = packages / "installed-from"  # written last, so that an interrupted installation starts again
    if stamp.exists() and stamp.read_text(encoding="utf-8") == lock:
        return packages
    npm = shutil.which("npm")
    if npm is None:
        raise Failed("Node.js and npm are needed, and were not found (apt install nodejs npm).")
    command = [npm, "ci", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"npm ci failed in {folder.name}:\n{done.stderr}")
    stamp.write_text(lock, encoding="utf-8")
    return packages
