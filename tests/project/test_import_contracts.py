"""The import contracts bite: each forbidden import, put into a copy of the source, is refused."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = [
    ("carerapp/actions/new.py", "import tinydb"),
    ("carerapp/actions/new.py", "from flet import Text"),
    ("carerapp/domain/new.py", "import carerapp.actions"),
    ("carerapp/domain/new.py", "import requests"),
    ("carerapp/vault/new.py", "import argon2"),
    ("carerapp/vault/new.py", "NOT_IN_ANY_LAYER = True"),
    ("carerapp/vault/format/new.py", "import argon2"),
    ("carerapp/vault/format/new.py", "from carerapp.vault.keys import slots"),
    ("carerapp/vault/format/new.py", "from carerapp.vault.adapters import native_disk"),
    ("carerapp/vault/keys/new.py", "from carerapp.vault import unlocked"),
    ("carerapp/vault/adapters/new.py", "from carerapp.vault.format import frames"),
    ("carerapp/vault/keys/new.py", "import tinydb"),
    ("carerapp/new.py", "NOT_IN_ANY_LAYER = True"),
    ("carerapp/ui/new.py", "from carerapp.vault import Vault"),
    ("carerapp/ui/features/episode/new.py", "import carerapp.vault.door"),
    ("carerapp/ui/new.py", "import sync.client"),
    ("carerapp/ui/features/new.py", "from forms.engine.definition import Field"),
    ("carerapp/ui/features/desk/new.py", "import carerapp.ui.features.home"),
    ("carerapp/ui/features/children/new.py", "import carerapp.ui.features.desk.desk"),
    ("carerapp/sharing/new.py", "import carerapp.ui"),
    ("carerapp/protocols/new.py", "import carerapp.sharing"),
    ("forms/engine/new.py", "import pathlib"),
    ("forms/engine/kinds/new.py", "import os"),
    ("forms/engine/new.py", "from forms.packaged import load_form"),
    ("forms/protocol/new.py", "from importlib.resources import files"),
    ("forms/new.py", "import carerapp.domain"),
    ("forms/new.py", "import cryptography"),
    ("sync/new.py", "import forms"),
    ("sync/new.py", "import requests"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    for package in ("carerapp", "forms", "sync"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


def test_the_source_keeps_them(copy: Path) -> None:
    """As it is, no contract is broken."""
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("module", "line"), FORBIDDEN)
def test_a_forbidden_import_is_refused(copy: Path, module: str, line: str) -> None:
    """One line in a new module is enough to be refused."""
    (copy / module).write_text(f"{line}\n", encoding="utf-8")
    try:
        done = lint(copy)
    finally:
        (copy / module).unlink()
    assert done.returncode == 1, done.stdout
