"""The Python packages of the phone: wheels for a browser's Python, known by their hashes.

python -m tools.phone.wheels      renews requirements/phone.txt after a change of requirements/app.txt
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tools.phone.failed import Failed

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "phone.txt"
APP = ROOT / "requirements" / "app.txt"
#: of requirements/app.txt, what runs on the phone too; cryptography and Pillow are the browser's there
NAMES = (
    "argon2-cffi-bindings",
    "certifi",
    "charset-normalizer",
    "defusedxml",
    "flet",
    "fonttools",
    "fpdf2",
    "idna",
    "msgpack",
    "phonenumberslite",
    "repath",
    "requests",
    "segno",
    "six",
    "tinydb",
    "uharfbuzz",
    "urllib3",
)
PLATFORM = "pyemscripten_2026_0_wasm32"  # what Pyodide 314 accepts
PYTHON = "3.14"
HEAD = (
    "# Made by python -m tools.phone.wheels: the wheels for a browser's Python, at the versions of app.txt.\n"
)
_LINE = re.compile(r"^([\w-]+)==(\S+) --hash=sha256:([0-9a-f]{64})$", re.MULTILINE)


def fetch_wheels(cache: Path, lock: Path = LOCK) -> list[Path]:
    """The files of ``lock``, sorted by name; what ``cache`` holds already needs no network. Raises Failed."""
    wanted = {digest for _, _, digest in _LINE.findall(lock.read_text(encoding="utf-8"))}
    held = _by_digest(cache)
    if wanted - held.keys():
        _download(cache, "--require-hashes", "-r", str(lock))
        held = _by_digest(cache)
        if missing := wanted - held.keys():
            raise Failed(f"{len(missing)} of the wheels in {lock.name} did not come.")
    return sorted(path for digest, path in held.items() if digest in wanted)


def unpack_wheels(wheels: Iterable[Path], into: Path) -> None:
    """Put every wheel's files under ``into``, as pip would. Raises Failed for a file two wheels fight
    over."""
    into.mkdir(parents=True, exist_ok=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as opened:
            for name in opened.namelist():
                if not name.endswith("/") and (into / name).exists():
                    raise Failed(f"Two wheels bring {name}.")
            opened.extractall(into)


def renew_lock() -> None:
    """Write requirements/phone.txt anew. Raises Failed."""
    versions = dict(re.findall(r"^([\w-]+)==(\S+)", APP.read_text(encoding="utf-8"), re.MULTILINE))
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            into = Path(folder) / name
            _download(into, f"{name}=={versions[name]}")
            ((digest, _),) = _by_digest(into).items()
            lines.append(f"{name}=={versions[name]} --hash=sha256:{digest}\n")
    LOCK.write_text(HEAD + "".join(lines), encoding="utf-8")


def _by_digest(folder: Path) -> dict[str, Path]:
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in folder.glob("*.whl")}


def _download(into: Path, *what: str) -> None:
    into.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        "--python-version",
        PYTHON,
        "--platform",
        PLATFORM,
        "--platform",
        "any",
        "--dest",
        str(into),
        *what,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"The packages for the phone could not be fetched:\n{done.stderr}")


if __name__ == "__main__":
    renew_lock()
