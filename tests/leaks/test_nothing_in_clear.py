"""An episode with marked words, a marked photo, a full disk and a crash: then every file that anyone wrote is
read.

Looked at: the app's data, its HOME, TMPDIR and working folder, all that it printed, and all that Chromium
keeps (profile, cache, temporary files). Left out, because the carer asked for them: the PDF that was saved,
and the folder the photo was chosen from. Files that Chromium compresses with Brotli or Snappy are searched as
they are: words at the start of such a block would be seen, repeated ones might not.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from carerapp import bootstrap
from carerapp.actions import pictures
from tests.support.browser.app_process import AppProcess
from tests.support.browser.chromium import chromium_keeping
from tests.support.browser.quick import QuickScreen
from tests.support.browser.screen import Screen
from tests.support.browser.walk import Walk
from tests.support.canaries import Canaries
from tests.support.machine import ROOT
from tests.support.marked_photo import CAMERA, marked_photo
from tests.support.pins import PIN

pytestmark = pytest.mark.in_turn("what stands in clear")

WORDS = {
    "the child's name": "Zephyrine Quilltoft",
    "the carer's name": "Ottoline Brackwater",
    "a note": "Vermilion umbrella by the lockgate",
    "words that could not be saved": "Gantry lanterns over Pellmarsh",
    "words in a crash": "Thistledown under Corvane bridge",
    "the safe word": "marmalade obelisk",
    "the officer's name": "Sgt Quentin Oxmarrow",
    "where the photo was taken": CAMERA,
}


def outside(before: dict[Path, float]) -> list[Path]:
    """Files in the working folder that are new or changed (the interpreter's own caches aside)."""
    return [
        path
        for path, changed in _listed().items()
        if before.get(path) != changed and path.suffix != ".pyc" and "__pycache__" not in path.parts
    ]


def _listed() -> dict[Path, float]:
    found = {}
    for folder, names, files in os.walk(ROOT / "carerapp"):
        for file in files:
            path = Path(folder) / file
            found[path] = path.stat().st_mtime
        names[:] = [name for name in names if name != "__pycache__"]
    return found | {path: path.stat().st_mtime for path in ROOT.iterdir() if path.is_file()}


def unlocked_photo(data: Path) -> bytes:
    """The picture as the vault keeps it, to look for it outside."""
    disk = bootstrap.native_disk(data)
    try:
        book = bootstrap.open_casebook(bootstrap.door(disk).unlock(PIN))
        (child,) = book.children()
        picture = pictures.photo(book, child.id)
    finally:
        disk.close()
    assert picture, "the photo was never saved"
    return picture


def episode(screen: Screen, faults: Path, photo: Path, downloads: Path) -> None:
    """Everything marked is typed, chosen, printed; the disk fills up and the app fails on the way."""
    walk = Walk(screen)
    walk.set_up(WORDS["the carer's name"])
    screen.tap("Add a child")
    screen.type("Full name", WORDS["the child's name"])
    screen.tap(re.compile(r"^Hertfordshire(\s|$)"))
    screen.tap("Add", exact=True)
    screen.see("1. Personal details")
    screen.tap(re.compile("^Photo"))
    screen.choose_file("Choose the photo", photo)
    screen.see("When was it taken?", timeout=30)
    screen.tap(re.compile("^Back to "))
    screen.tap(re.compile("^4. Health"))
    screen.tap(re.compile("^Danger and safe word"))
    _safe_word(screen)
    screen.tap("Back to Key Contacts Form")
    screen.see("1. Personal details")
    screen.tap(re.compile("^Back to "))
    walk.start("Zephyrine")
    walk.tick()
    walk.note(WORDS["a note"])

    (faults / "full").touch()
    screen.tap("Add to the log")
    screen.type("What happened?", WORDS["words that could not be saved"])
    screen.see(re.compile("^Every entry you made is saved"))  # it moves all that stands below it,
    screen.page.wait_for_timeout(1500)  # and for 0.7 s after that nothing is taken
    screen.tap("Save", exact=True)
    screen.see(re.compile("^Not saved: this device has no room left"))
    assert screen.value("What happened?") == WORDS["words that could not be saved"]
    (faults / "full").unlink()
    (faults / "eio").touch()
    screen.tap("Save", exact=True)
    screen.see(re.compile("^Not saved: this device could not write"))
    assert screen.value("What happened?") == WORDS["words that could not be saved"]
    (faults / "eio").unlink()
    screen.tap("Save", exact=True)
    screen.see("Do this next")
    screen.see(WORDS["words that could not be saved"])

    (faults / "crash").touch()
    screen.tap("Add to the log")
    screen.type("What happened?", WORDS["words in a crash"])
    screen.tap("Save", exact=True)
    screen.see("Something went wrong in the app")
    assert screen.value("What happened?") == WORDS["words in a crash"]
    (faults / "crash").unlink()
    screen.tap("Save", exact=True)
    screen.see("Do this next")
    walk.report_at_once()
    walk.hand_over(WORDS["the officer's name"], "4471", downloads)


def _safe_word(screen: Screen) -> None:
    screen.see(re.compile("safe word", re.I))
    screen.type(re.compile("safe word", re.I), WORDS["the safe word"])
    screen.see(re.compile(r"^Saved"))


def test_nothing_of_an_episode_stands_in_clear_anywhere(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Every file that the app, the browser or the system wrote is read for the marked words."""
    # A short path: Chromium puts a socket into its temporary folder.
    base = Path(tempfile.mkdtemp(prefix="c"))
    request.addfinalizer(lambda: shutil.rmtree(base, ignore_errors=True))
    folders = {
        name: base / name for name in ("home", "tmp", "faults", "profile", "browser-tmp", "chosen", "saved")
    }
    for folder in folders.values():
        folder.mkdir()
    photo = folders["chosen"] / "IMG_0001.jpg"
    photo.write_bytes(marked_photo())
    before = _listed()
    log = tmp_path / "output.log"
    env = {
        "HOME": str(folders["home"]),
        "TMPDIR": str(folders["tmp"]),
        "FAULTS": str(folders["faults"]),
        "PYTHONPATH": str(ROOT),
        "XDG_DATA_HOME": "",
        "XDG_CACHE_HOME": "",
    }
    command = (sys.executable, str(Path(__file__).with_name("failing_app.py")))
    data = tmp_path / "data"
    with (
        AppProcess(data, command=command, env=env, log=log) as app,
        chromium_keeping(
            folders["profile"],
            temporary=folders["browser-tmp"],
            downloads_path=folders["saved"],
            viewport={"width": 390, "height": 844},
            reduced_motion="reduce",
        ) as context,
    ):
        screen = QuickScreen(context, app.url)
        episode(screen, folders["faults"], photo, folders["saved"])
        assert screen.outside == []
        app.kill9()  # nothing is tidied up
        app.restart()
        screen.open()
        Walk(screen).unlock()
        screen.see("Zephyrine Quilltoft")

    pictures = {
        "the photo as it was chosen": photo.read_bytes(),
        "the photo as it is kept": unlocked_photo(data),
    }
    canaries = Canaries(WORDS, pictures)
    places = (data, folders["home"], folders["tmp"], folders["profile"], folders["browser-tmp"])
    assert canaries.found_under(*places) == {}
    assert canaries.found_in(log.read_bytes()) == set()
    assert "ValueError at" in log.read_text(), "the crash left no trace at all"
    assert canaries.found_in(b"".join(path.read_bytes() for path in outside(before))) == set()
