"""A folder to serve: Pyodide, the bridge, the app, pytest and the tests, in what a module worker can
fetch."""

from __future__ import annotations

import importlib.util
import sysconfig
import zipfile
from pathlib import Path

from tools.phone.bridge import build_bridge
from tools.phone.wheels import fetch_wheels, unpack_wheels

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TESTING = ("_pytest", "pytest", "py.py", "pluggy", "iniconfig", "packaging", "pygments")
WHEELS = ("_argon2_cffi_bindings", "phonenumbers", "tinydb")
TESTS = ("tests/contracts", "tests/pyodide", "tests/support/drawn.py", "tests/support/vault/memory_block.py")


def make_site(folder: Path, given: dict[str, bytes]) -> list[tuple[str, str]]:
    """Fill ``folder``. ``given``: files for the tests inside, under ``/given``. Which zip goes where
    inside."""
    (folder / "index.html").write_text("<!DOCTYPE html><title>tests</title>", encoding="utf-8")
    (folder / "worker.js").write_bytes((HERE / "worker.js").read_bytes())
    build_bridge(folder / "bridge.mjs")
    client = importlib.util.find_spec("flet_web")
    assert client is not None
    assert client.submodule_search_locations
    (folder / "pyodide").symlink_to(Path(client.submodule_search_locations[0]) / "web" / "pyodide")
    wheels = folder / "wheels"
    unpack_wheels(fetch_wheels(ROOT / "build" / "wheels"), wheels)
    installed = Path(sysconfig.get_path("purelib"))
    with zipfile.ZipFile(folder / "app.zip", "w") as app:
        for part in ("carerapp", "forms", "sync", *TESTS):
            add(app, ROOT, ROOT / part)
        app.writestr("pytest.ini", "[pytest]\npythonpath = /app\n")
    with zipfile.ZipFile(folder / "packages.zip", "w") as packages:
        for part in TESTING:
            add(packages, installed, installed / part)
        for part in WHEELS:
            add(packages, wheels, wheels / part)
    with zipfile.ZipFile(folder / "given.zip", "w") as zip:
        for name, data in given.items():
            zip.writestr(name, data)
    return [("app.zip", "/app"), ("packages.zip", "/packages"), ("given.zip", "/given")]


def add(zip: zipfile.ZipFile, root: Path, part: Path) -> None:
    files = [part] if part.is_file() else sorted(path for path in part.rglob("*") if path.is_file())
    for path in files:
        if path.suffix in (".py", ".toml", ".so"):
            zip.write(path, path.relative_to(root).as_posix())
