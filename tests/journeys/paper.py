"""What a PDF that the app made says, read back by another program."""

from __future__ import annotations

import subprocess
from pathlib import Path


def read_pdf(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
