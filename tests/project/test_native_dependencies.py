"""What the app needs at run time is pure Python, or stands in requirements/native.toml with its phone
builds."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
LISTED = tomllib.loads((ROOT / "requirements/native.toml").read_text(encoding="utf-8"))
WORDS = {"why", "android", "ios", "pyodide", "fallback"}
APP = "carerapp (pyproject.toml)"
PHONE = {"platform_system": "Android"}  # what flet build tells pip; all else is as on the building computer
COMPILED = {".so", ".pyd", ".dylib"}


def needed(lock: str) -> set[str]:
    """The packages of a lock that the app itself leads to on a phone."""
    asks: dict[str, set[str]] = {}
    for entry in re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]:
        asked, _, via = entry.partition("# via")
        name, _, marker = asked.partition("\\")[0].strip().partition(" ; ")
        if marker and not Marker(marker).evaluate(PHONE):
            continue
        for line in via.splitlines():
            asks.setdefault(line.strip(" #"), set()).add(name.partition("==")[0])
    found: set[str] = set()
    new = asks.get(APP, set())
    while new:
        found |= new
        new = set().union(*(asks.get(name, set()) for name in new)) - found
    return found


def pure(wheel: str, files: Iterable[str]) -> bool:
    """Judged from the text of an installed wheel's WHEEL, and from the names in its RECORD."""
    return "Root-Is-Purelib: true" in wheel.splitlines() and not any(
        PurePosixPath(file).suffix.lower() in COMPILED for file in files
    )


def installed_and_pure(name: str) -> bool:
    wheel = metadata.distribution(name)
    return pure(wheel.read_text("WHEEL") or "", [str(file) for file in wheel.files or []])


def wrong(needs: Mapping[str, bool], listed: Iterable[str]) -> list[str]:
    """`needs` says of each package whether it is pure."""
    native = {name for name, is_pure in needs.items() if not is_pure}
    return [
        *(f"{name} is native and not listed" for name in sorted(native - set(listed))),
        *(f"{name} is listed and not a native dependency any more" for name in sorted(set(listed) - native)),
    ]


def runtime() -> dict[str, bool]:
    lock = (ROOT / "requirements/app.txt").read_text(encoding="utf-8")
    return {name: installed_and_pure(name) for name in needed(lock)}


def test_each_is_pure_or_listed() -> None:
    """No package with machine code reaches a phone unnoticed, and none is listed in vain."""
    assert wrong(runtime(), LISTED) == []


def test_the_server_is_not_the_phones_business() -> None:
    """What only the server needs does not count as the phone's."""
    needs = set(runtime())
    assert {"flet", "fpdf2", "pillow", "argon2-cffi-bindings", "httpx", "certifi"} <= needs
    assert needs.isdisjoint({"flet-web", "fastapi", "uvicorn", "uvloop", "pydantic-core", "pytest"})


@pytest.mark.parametrize("name", LISTED)
def test_each_says_why_which_builds_there_are_and_what_else(name: str) -> None:
    """A listed package has words for each of the five questions."""
    assert set(LISTED[name]) == WORDS
    assert all(isinstance(words, str) and words.strip() for words in LISTED[name].values())


# On made-up inputs.

LOCK = """\
flet==9 \\
    --hash=sha256:00
    # via
    #   -c requirements/dev.txt
    #   carerapp (pyproject.toml)
    #   flet-web
flet-web==9 ; platform_system not in 'Android iOS Emscripten' \\
    --hash=sha256:00
    # via carerapp (pyproject.toml)
packer==1 ; sys_platform != 'emscripten' \\
    --hash=sha256:00
    # via flet
server-only==1 \\
    --hash=sha256:00
    # via
    #   -c requirements/dev.txt
    #   flet-web
"""


def test_a_lock_is_followed_from_the_app() -> None:
    """Through what each package asks for, markers heeded."""
    assert needed(LOCK) == {"flet", "packer"}


@pytest.mark.parametrize(
    ("wheel", "files", "is_pure"),
    [
        ("Root-Is-Purelib: true\nTag: py3-none-any", ["a/b.py"], True),
        ("Root-Is-Purelib: false\nTag: cp311-abi3-linux_x86_64", ["a/b.py"], False),
        ("Root-Is-Purelib: true\nTag: py3-none-any", ["a/b.py", "a/fast.abi3.so"], False),
        ("Root-Is-Purelib: true\nTag: py3-none-any", ["a/fast.cp311-win_amd64.PYD"], False),
        ("", ["a/b.py"], False),
    ],
)
def test_a_wheel_is_judged(wheel: str, files: list[str], is_pure: bool) -> None:
    """By what it says of itself and by the files in it."""
    assert pure(wheel, files) is is_pure


def test_an_unlisted_native_dependency_is_refused() -> None:
    """By its name."""
    assert wrong({"packer": False, "plain": True}, []) == ["packer is native and not listed"]


@pytest.mark.parametrize("needs", [{"plain": True}, {"plain": True, "packer": True}])
def test_a_listed_one_that_is_gone_or_pure_now_is_refused(needs: dict[str, bool]) -> None:
    """The list may not grow stale."""
    assert wrong(needs, ["packer"]) == ["packer is listed and not a native dependency any more"]


def test_a_listed_native_dependency_passes() -> None:
    """Then nothing is wrong."""
    assert wrong({"packer": False, "plain": True}, ["packer"]) == []
