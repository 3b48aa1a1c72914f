"""What can be loaded, by which name and from where, and what loading costs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from forms.engine.errors import DefinitionErrors
from forms.packaged import available, load_form, load_form_file, load_pack, load_protocol

PACK = Path(str(files("forms"))) / "authorities" / "hertfordshire"


def test_what_can_be_loaded() -> None:
    """By id, by id and version; unknown ones are explained."""
    assert ("hertfordshire", "Hertfordshire") in [(a.id, a.short) for a in available()]
    protocol = load_protocol()
    assert protocol.id == "hertfordshire"
    assert load_protocol("hertfordshire") == protocol
    assert load_form("hertfordshire/key_contacts@1") == protocol.key_contacts
    assert load_form(str(PACK / "key_contacts.toml")).ref == protocol.key_contacts.ref
    with pytest.raises(DefinitionErrors, match="no such file"):
        load_form("hertfordshire/key_contacts@99")
    with pytest.raises(DefinitionErrors, match="no such file"):
        load_protocol("nowhere")


def test_an_earlier_version_opens_beside_the_new_one(tmp_path: Path) -> None:
    """Records keep opening with the version they began with."""
    folder = shutil.copytree(PACK, tmp_path / "hertfordshire")
    newest = folder / "key_contacts.toml"
    earlier = newest.read_text("utf-8")
    (folder / "key_contacts@1.toml").write_text(earlier, "utf-8")
    assert "version = 1" in earlier
    newest.write_text(earlier.replace("version = 1", "version = 2", 1), "utf-8")
    assert load_form_file(newest, folder).ref == "hertfordshire/key_contacts@2"
    assert load_form_file(folder / "key_contacts@1.toml", folder).ref == "hertfordshire/key_contacts@1"


def test_the_episode_is_the_common_one_with_the_authoritys_questions() -> None:
    """Shared questions first, the authority's own after them in the same section."""
    common, ours = load_form("common/episode"), load_form("hertfordshire/episode")
    assert [f.name for f in ours.section("last_seen").fields] == [
        f.name for f in common.section("last_seen").fields
    ]
    names = [f.name for f in ours.section("facts").fields]
    assert names.index("whereabouts") < names.index("cannot_be_contacted")
    assert ours.ref == "hertfordshire/episode@1"


def test_a_pack_in_a_zip_file_loads_as_well(tmp_path: Path) -> None:
    """Phones keep the app in an archive."""
    with zipfile.ZipFile(tmp_path / "app.zip", "w") as archive:
        for path in PACK.iterdir():
            archive.write(path, f"forms/authorities/hertfordshire/{path.name}")
    inside = zipfile.Path(tmp_path / "app.zip", "forms/authorities/hertfordshire/")
    assert load_pack(inside).rules == load_protocol().rules


def test_the_pack_loads_quickly() -> None:
    """Starting the app waits for it: the best of five under 60 ms, here with room for a slow machine."""
    best = min(_seconds(load_pack, PACK) for _ in range(5))
    assert best < 0.12


def _seconds(work: Callable[[Path], object], argument: Path) -> float:
    started = time.process_time()
    work(argument)
    return time.process_time() - started


def test_nothing_outside_the_standard_library_is_needed_to_load() -> None:
    """The engine must run in a browser: it imports nothing but itself (and phone numbers, when asked)."""
    code = (
        "import sys; from forms.packaged import load_protocol; load_protocol();"
        "print(*sorted({m.split('.')[0] for m in sys.modules}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    odd = set(loaded) - sys.stdlib_module_names - {"forms"}
    assert not {name for name in odd if not re.match(r"_|sitecustomize|usercustomize|editable", name)}
