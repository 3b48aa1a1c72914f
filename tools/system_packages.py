"""Programs that no Python package brings: found, or installed with apt, or else the command is said.

    python3 -m tools.system_packages

Works with any Python from 3.11 on and needs nothing besides its standard library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from ctypes.util import find_library
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    """What must be found, and its packages with Debian's, Fedora's and Homebrew's names."""

    found: Callable[[], bool]
    apt: tuple[str, ...]
    dnf: tuple[str, ...]
    brew: tuple[str, ...]


def _any(*programs: str) -> Callable[[], bool]:
    return lambda: any(map(shutil.which, programs))


def _postgresql() -> bool:
    """Debian keeps it off the path."""
    return bool(shutil.which("initdb")) or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def _firefox() -> bool:
    return bool(os.environ.get("FIREFOX")) or _any("firefox-esr", "firefox")()


def _webkit() -> bool:
    """WebKitGTK, which is to be had on Linux alone, and its driver."""
    return sys.platform != "linux" or bool(shutil.which("WebKitWebDriver"))


def _xvfb() -> bool:
    """The screen that nobody sees, for WebKitGTK."""
    return sys.platform != "linux" or bool(shutil.which("Xvfb"))


def _libatomic() -> bool:
    """Bare systems leave it out; only on Linux is it apart."""
    return sys.platform != "linux" or find_library("atomic") is not None


VENV = Need(lambda: find_spec("ensurepip") is not None, ("python3-venv",), ("python3",), ("python",))
TESTS = (
    VENV,
    Need(
        lambda: bool(os.environ.get("CHROMIUM")) or _any("chromium", "chromium-browser", "google-chrome")(),
        ("chromium",),
        ("chromium",),
        ("--cask", "chromium"),
    ),
    Need(_any("pdftotext"), ("poppler-utils",), ("poppler-utils",), ("poppler",)),
    Need(_any("openssl"), ("openssl",), ("openssl",), ("openssl",)),  # a time-stamp authority
    Need(_any("node"), ("nodejs",), ("nodejs",), ("node",)),
    Need(_any("npm"), ("npm",), ("nodejs-npm",), ("node",)),
    Need(_libatomic, ("libatomic1",), ("libatomic",), ()),  # for the Node.js that playwright brings
    Need(_postgresql, ("postgresql",), ("postgresql-server",), ("postgresql",)),
    Need(_firefox, ("firefox-esr",), ("firefox",), ("--cask", "firefox")),
    Need(_webkit, ("webkit2gtk-driver",), ("webkitgtk6.0", "webkit2gtk4.1"), ()),  # no such port on macOS
    Need(_xvfb, ("xvfb",), ("xorg-x11-server-Xvfb",), ()),
)
FAMILIES = {"apt-get": "Debian/Ubuntu", "dnf": "Fedora", "brew": "macOS"}


class Lacking(Exception):
    """Programs are missing and may not be installed from here; the words say what to type."""


def commands(needs: Iterable[Need]) -> dict[str, str]:
    """What to type on each family of systems, to have these."""
    needs = list(needs)
    brew = list(dict.fromkeys(name for need in needs if need.brew[:1] != ("--cask",) for name in need.brew))
    casks = [name for need in needs if need.brew[:1] == ("--cask",) for name in need.brew[1:]]
    lines = [f"brew install {' '.join(brew)}"] * bool(brew) + [
        f"brew install --cask {' '.join(casks)}"
    ] * bool(casks)
    return {
        "apt-get": f"sudo apt-get install {' '.join(name for need in needs for name in need.apt)}",
        "dnf": f"sudo dnf install {' '.join(name for need in needs for name in need.dnf)}",
        "brew": " && ".join(lines),
    }


def words(needs: Iterable[Need], has: Callable[[str], object] = shutil.which) -> str:
    """One line with the exact command of this system; where it is of no known family, one line for each."""
    typed = commands(needs)
    known = next(([name] for name in FAMILIES if has(name)), list(FAMILIES))
    return "\n".join(f"Missing. On {FAMILIES[name]}: {typed[name]}" for name in known)


def as_root() -> list[str] | None:
    """What stands before a command that only root may run; None where we are not and may not become root."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install(needs: Iterable[Need]) -> None:
    """Whatever is not found, through apt, saying so. Raises Lacking."""
    missing = [need for need in needs if not need.found()]
    if not missing:
        return
    root = as_root() if shutil.which("apt-get") else None
    if root is None:
        raise Lacking(words(missing))
    names = [name for need in missing for name in need.apt]
    print(f"Installing with apt: {' '.join(names)} …", flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _quietly([*apt, "update"], missing)
    _quietly([*apt, "install", "--yes", "--no-install-recommends", *names], missing)
    invalidate_caches()
    if still := [need for need in missing if not need.found()]:
        raise Lacking(f"apt installed them, and they are still not found. {words(still)}")


def _quietly(command: list[str], missing: list[Need]) -> None:
    """Run it; its words are shown only when it fails. Raises Lacking."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Lacking(f"{done.stdout}\n{' '.join(command)} failed.\n{words(missing)}")


if __name__ == "__main__":
    try:
        install(TESTS)
    except Lacking as lacking:
        raise SystemExit(str(lacking)) from None
