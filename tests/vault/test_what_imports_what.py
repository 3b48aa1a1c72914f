"""The vault imports no adapter, and each outside thing is imported by its adapter alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_importing_the_vault_imports_no_adapter() -> None:
    """Nor TinyDB, which is not needed before the first unlock."""
    program = (
        "import sys, carerapp.vault, carerapp.vault.adapters.memory_disk; "
        "bad = {m for m in sys.modules if m.split('.')[0] in "
        "{'cryptography', 'argon2', 'tinydb', 'PIL', 'fcntl', 'threading', 'asyncio'} or 'native' in m "
        "or 'browser' in m}; "
        "sys.exit(repr(bad) if bad - {'threading'} else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_only_its_adapter_imports_each_outside_thing() -> None:
    """Each outside library has the files that may know it."""
    allowed = {
        "cryptography": {"native_crypto.py"},
        "argon2": {"native_crypto.py"},
        "PIL": {"native_image.py"},
        "carerapp_bridge": {"browser_crypto.py", "browser_disk.py", "browser_image.py"},
        "pyodide": {"browser_crypto.py", "browser_disk.py", "browser_image.py"},
        "tinydb": {"log_query.py", "log_table.py", "sealed_documents.py"},
        "os": {"native_disk.py", "syscalls.py", "native_crypto.py"},
        "threading": set(),
        "asyncio": {"browser_image.py"},
    }
    for path in (ROOT / "carerapp/vault").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
            for name in names:
                assert path.name in allowed.get(name.split(".")[0], {path.name}), (
                    f"{path.name} imports {name}"
                )
