"""What is published: whole, small enough, and without anything that a browser would fetch from elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tools.phone.client import client_folder
from tools.phone.python import UNUSED

MOST = 31_800_000  # bytes over the wire, packed by the server
NOT_LISTED = {"sw.js"}  # it holds the list
TEXT = {".html", ".js", ".mjs", ".json", ".css"}
#: Words in Flet's client that name other places: each is looked at here, and the policy refuses them anyway.
ELSEWHERE = re.compile(
    r"""(?:src|href)=["']?(?:https?:)?//|(?:fetch|importScripts|import)\(["'](?:https?:)?//"""
    r"""|url\(["']?(?:https?:)?//"""
    r"""|\bfrom\s*["']https?://|@import\s*(?:url|["'])"""
)


@pytest.fixture(scope="module")
def listed(phone_app: Path) -> dict[str, list[Any]]:
    """path → [path, sha256, bytes to fetch, needed first], as the service worker has it."""
    found = re.search(r"^const FILES = (\[.*\]);", (phone_app / "sw.js").read_text(), re.MULTILINE)
    assert found
    return {row[0]: row for row in json.loads(found[1])}


def files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def test_the_service_worker_knows_every_file_by_its_checksum(
    phone_app: Path, listed: dict[str, list[Any]]
) -> None:
    """No file is unlisted, none is listed that is not there, and each has its SHA-256."""
    there = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files(phone_app).items()}
    for name in NOT_LISTED:
        del there[name]
    assert {name: row[1] for name, row in listed.items()} == there


def test_what_only_writers_of_packs_need_stays_behind() -> None:
    """What of its source a pack carries, and the command that counts it."""
    left = shutil.ignore_patterns(*UNUSED)("forms", ["coverage", "coverage.toml", "engine", "protocol.toml"])
    assert left == {"coverage", "coverage.toml"}


def test_all_of_it_is_at_most_31_8_megabytes(phone_app: Path, listed: dict[str, list[Any]]) -> None:
    """Packed as a server packs it; and each weight that the progress bar counts is the true one."""
    packed = {
        name: len(gzip.compress(path.read_bytes(), 6, mtime=0)) for name, path in files(phone_app).items()
    }
    assert sum(packed.values()) <= MOST
    assert {name: row[2] for name, row in listed.items()} == {n: packed[n] for n in listed}


def test_a_start_needs_no_more_than_the_worker_promises_to_hold(listed: dict[str, list[Any]]) -> None:
    """What is loaded before the first screen is marked as needed first; test_offline proves that it is
    enough."""
    first = {name for name, row in listed.items() if row[3]}
    assert first >= {"index.html", "page.js", "worker.js", "app.zip", "snapshot.bin.gz", "main.dart.js"}


def test_the_policy_lets_nothing_in_from_elsewhere(phone_app: Path) -> None:
    """The page's content security policy names no other place, and no inline script but the one it knows."""
    page = (phone_app / "index.html").read_text()
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    assert found
    assert page.index(found[0]) < page.index("<link"), "the policy must come before what it is for"
    policy = dict(part.strip().partition(" ")[::2] for part in found[1].split(";"))
    assert policy["default-src"] == "'none'"
    assert "'unsafe-eval'" not in found[1]
    assert "'unsafe-inline'" not in policy["script-src"]
    assert not re.search(r"https?:|wss?:|\*", found[1])
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert hashlib.sha256(script.encode()).digest().hex() in _hashes(policy["script-src"])


def _hashes(sources: str) -> list[str]:
    import base64

    return [base64.b64decode(found).hex() for found in re.findall(r"'sha256-([^']+)'", sources)]


def test_the_service_worker_stands_at_the_root(phone_app: Path) -> None:
    """A worker further down would not control the page."""
    assert (phone_app / "sw.js").is_file(), "its scope would not reach the page otherwise"


def test_nothing_of_it_would_be_fetched_from_elsewhere(phone_app: Path) -> None:
    """No text file of the build names another place to load a script, a style or a font from."""
    found = {
        name: ELSEWHERE.findall(path.read_text(encoding="utf-8"))
        for name, path in files(phone_app).items()
        if path.suffix in TEXT
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_no_zip_holds_a_time_or_what_only_a_test_needs(phone_app: Path) -> None:
    """The same sources give the same bytes: nothing in a bundle knows when it was made."""
    for path in phone_app.rglob("*.zip"):
        with zipfile.ZipFile(path) as zip:
            assert len({info.date_time for info in zip.infolist()}) == 1, path.name
            assert not [name for name in zip.namelist() if name.split("/")[0] in ("tests", "benchmarks")]


def test_the_icon_font_keeps_the_time_of_the_one_it_was_cut_from(phone_app: Path) -> None:
    """Else each build would give other bytes, and every phone an update that is none."""
    cut, whole = (
        TTFont(folder / "assets/fonts/MaterialIcons-Regular.otf") for folder in (phone_app, client_folder())
    )
    assert cut["head"].modified == whole["head"].modified
