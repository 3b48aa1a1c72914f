"""Make .venv with the locked packages, or do nothing when it is there already.

    python3 -m tools.setup app|dev

"app" is what the app needs, "dev" adds what its developers need. Works with any Python from 3.11 on.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from tools.system_packages import VENV as VENV_PACKAGE
from tools.system_packages import Lacking, install

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
#: which set is installed, written last, so that an interrupted set-up starts again
STAMP = VENV / "installed.txt"


def fingerprint(name: str) -> str:
    """Of a set and of the interpreter it was installed for."""
    locked = (ROOT / "requirements" / f"{name}.txt").read_bytes()
    return f"{name} {hashlib.sha256(locked).hexdigest()}\n"


def works() -> bool:
    """Whether .venv's Python starts and is new enough (a moved folder or an upgrade breaks it)."""
    if not PYTHON.exists():
        return False
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(PYTHON), "-c", test], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """An empty .venv with pip. Ends the program, with what to type, where this Python cannot."""
    try:
        install([VENV_PACKAGE])  # Debian leaves it out of python3
    except Lacking as lacking:
        raise SystemExit(
            f"This Python cannot make virtual environments. {lacking}\nThen run make again."
        ) from None
    import venv

    print("Making .venv …", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except (subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit(f"The virtual environment could not be made: {error}") from None


def set_up(name: str) -> None:
    """Install the locked set ``name``, unless it is there. Ends the program with words when that fails."""
    good = {fingerprint("dev")} | ({fingerprint("app")} if name == "app" else set())
    fine = works()
    if fine and STAMP.exists():
        installed = STAMP.read_text(encoding="utf-8")
        if installed in good:
            return
        if installed.startswith("dev"):
            name = "dev"  # a developer's .venv stays one
    if not fine:
        make_venv()
    STAMP.unlink(missing_ok=True)
    print(f"Installing the locked packages (requirements/{name}.txt) …", flush=True)
    locked = str(ROOT / "requirements" / f"{name}.txt")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--require-hashes", "-r", locked], check=False)
    if done.returncode:
        raise SystemExit("The packages could not be installed; the lines above say why. Then run make again.")
    STAMP.write_text(fingerprint(name), encoding="utf-8")


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever runs this may have an older Python)
        raise SystemExit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    if sys.argv[1:] not in (["app"], ["dev"]):
        raise SystemExit(__doc__)
    set_up(sys.argv[1])
