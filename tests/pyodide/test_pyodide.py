"""The road to the phone stays open: the core and the vault run in a browser's Python, on the same bytes.

A vault is made here with native crypto, opened and written to under Pyodide with the noble libraries,
and read again here. Needs Node.js and npm; the packages come from package-lock.json, by their integrity.
"""

import base64
import json
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook
from carerapp.vault import Door, Vault
from carerapp.vault.memory_disk import MemoryDisk
from carerapp.vault.native_crypto import NativeCrypto

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NODE_PACKAGES = HERE / "node_modules"
PIN = "482917"


@pytest.fixture(scope="module")
def node() -> str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise RuntimeError("This test needs Node.js and npm. On Debian: apt install nodejs npm")
    wanted = (HERE / "package-lock.json").read_text(encoding="utf-8")
    stamp = NODE_PACKAGES / "installed-from"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        done = subprocess.run([npm, "ci"], cwd=HERE, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"npm ci failed:\n{done.stderr}"
        stamp.write_text(wanted, encoding="utf-8")
    return node


def test_the_core_and_the_vault_work_in_a_browsers_python(
    node: str,
    vault: Vault,
    disk: MemoryDisk,
    open_book: Callable[[Vault], Casebook],
    clock: Callable[[], Any],
    tmp_path: Path,
) -> None:
    child = add_invented_child(open_book(vault), name="Łukasz Example")
    made = {name: base64.b64encode(disk.read(name) or b"").decode() for name in disk.names("")}
    vault_in, vault_out = tmp_path / "in.json", tmp_path / "out.json"
    vault_in.write_text(json.dumps(made), encoding="utf-8")

    packages = sysconfig.get_path("purelib")
    command = [node, str(HERE / "smoke.mjs"), str(ROOT), packages, str(vault_in), str(vault_out)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(vault_out.read_text(encoding="utf-8"))

    entries = len(vault.entries(child))
    assert said["platform"] == "emscripten"
    assert said["wrong pin refused"] is True
    assert said["damage"] == []
    assert said["native"] == []
    assert said["entries"][0] == entries
    assert said["in the TinyDB table"] == said["entries"][1] == entries + 1
    assert {"carerapp.vault.vault", "carerapp.domain.records", "forms.engine.load"} <= set(said["imported"])

    written = MemoryDisk({name: base64.b64decode(data) for name, data in said["files"].items()})
    again = Door(written, NativeCrypto(), now=lambda: clock().timestamp() + 90_000).unlock(PIN)
    assert len(again.entries(child)) == entries + 1
    assert "Written in the browser: Łukasz, ሰላም" in json.dumps(again.entries(child)[-1], ensure_ascii=False)
    assert again.damage == again.verify_authors(child) == ()
