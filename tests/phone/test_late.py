"""What the first screen does not need is there when it is asked for, and not before."""

from __future__ import annotations

import importlib
import io
import sys
import zipfile
from pathlib import Path

import pytest

from carerapp.phone.late import LateFiles, LateLibrary

pytestmark = pytest.mark.in_turn


class Held:
    """The app's own files, and what was asked of them."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files, self.asked = files, list[str]()

    def __call__(self, name: str) -> bytes:
        self.asked.append(name)
        return self.files[name]


def bundle(**modules: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zip:
        for name, source in modules.items():
            zip.writestr(f"{name}.py", source)
    return packed.getvalue()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_a_library_comes_with_its_first_import_and_once(place: Path) -> None:
    """Another import fetches nothing; two modules of one bundle fetch it once."""
    held = Held({"late.zip": bundle(late_first="VALUE = 7", late_second="from late_first import VALUE")})
    sys.meta_path.insert(0, LateLibrary("late.zip", ["late_first", "late_second"], place, held))
    importlib.import_module("colorsys")
    assert held.asked == []
    assert importlib.import_module("late_second").VALUE == 7
    assert held.asked == ["late.zip"]


def test_a_library_that_could_not_come_is_asked_for_again(place: Path) -> None:
    """The import fails, and works when the file is there."""
    held = Held({})
    sys.meta_path.insert(0, LateLibrary("late.zip", ["late_third"], place, held))
    with pytest.raises(KeyError):
        importlib.import_module("late_third")
    held.files["late.zip"] = bundle(late_third="")
    importlib.import_module("late_third")
    assert held.asked == ["late.zip", "late.zip"]


def test_a_file_comes_when_it_is_looked_up_and_not_when_it_is_looked_for(tmp_path: Path) -> None:
    """Asking whether a font exists fetches nothing; using it fetches it."""
    held = Held({"fonts/a.ttf": b"letters"})
    files = LateFiles({"a": tmp_path / "fonts" / "a.ttf"}, tmp_path, held)
    assert "a" in files
    assert "b" not in files
    assert list(files) == ["a"]
    assert held.asked == []
    assert files["a"].read_bytes() == files["a"].read_bytes() == b"letters"
    assert held.asked == ["fonts/a.ttf"]
