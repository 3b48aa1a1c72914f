"""`pip install .` gives both commands and all that they read, without a checkout beside them."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {"__pycache__", "node_modules"}


def run(*command: str | Path, cwd: Path) -> str:
    """What it says. Fails the test with its errors when it fails. The checkout is not on its path."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ours, built by the locked back end, as pip does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"
    run(sys.executable, "-m", "pip", *build, "--wheel-dir", folder, ROOT, cwd=folder)
    [made] = folder.glob("carerapp-*.whl")
    return made


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a clean environment with our wheel; what we depend on is that of these tests."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    put = "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"
    run(sys.executable, "-m", "pip", "--python", python, "install", *put, wheel, cwd=folder)
    inside = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    (inside / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


def test_the_wheel_holds_every_file_that_is_not_code(wheel: Path) -> None:
    """Forms, migrations, the phone's page, fonts: what lies in the packages here, and was not made there."""
    found = (
        path for folder in ("carerapp", "forms", "sync", "assets") for path in (ROOT / folder).rglob("*")
    )
    here = {
        path.relative_to(ROOT).as_posix() for path in found if path.is_file() and not MADE & {*path.parts}
    }
    kept = {f"carerapp/{name}" if name.startswith("assets/") else name for name in here}
    with zipfile.ZipFile(wheel) as opened:
        packed = {name for name in opened.namelist() if ".dist-info/" not in name}
    assert {
        "forms/common/episode.toml",
        "carerapp/assets/fonts/fonts.toml",
        "carerapp/phone/web/sw.js",
    } <= packed
    assert kept - packed == set()


def test_it_says_under_which_licence(wheel: Path) -> None:
    """The text of ours and of the fonts' licence travel with the package."""
    with zipfile.ZipFile(wheel) as opened:
        [about] = [name for name in opened.namelist() if name.endswith(".dist-info/METADATA")]
        texts = [name.partition("/licenses/")[2] for name in opened.namelist() if "/licenses/" in name]
        assert "License-Expression: MIT\n" in opened.read(about).decode()
    assert sorted(texts) == ["LICENSE", "assets/fonts/LICENSES.md"]


def test_the_app_runs_from_the_package(commands: Path, tmp_path: Path) -> None:
    """It plays the invented episode: forms, fonts and the picture are found, and the papers come out."""
    assert "usage:" in run(commands / "carerapp", "--help", cwd=tmp_path)
    run(
        commands / "carerapp", "demo", "--out", tmp_path / "papers", "--data", tmp_path / "data", cwd=tmp_path
    )
    assert len(list((tmp_path / "papers").glob("*.pdf"))) >= 4


def test_the_endpoint_runs_from_the_package(commands: Path, tmp_path: Path) -> None:
    """It makes its tables, which are files in the package, and then a code for a device."""
    assert "usage:" in run(commands / "carerapp-endpoint", "--help", cwd=tmp_path)
    run(commands / "carerapp-endpoint", "init", "--data", tmp_path, cwd=tmp_path)
    said = run(commands / "carerapp-endpoint", "enrol", "--data", tmp_path, "--name", "Tablet", cwd=tmp_path)
    assert "good for ten minutes" in said


def test_what_runs_is_the_package_and_not_the_checkout(commands: Path, tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    where = run(
        commands / "python", "-c", "import carerapp, forms, sync; print(carerapp.__file__)", cwd=tmp_path
    )
    assert Path(where.strip()).is_relative_to(commands.parent)
