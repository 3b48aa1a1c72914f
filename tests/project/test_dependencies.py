"""Every dependency has its line in docs/dependencies.md, is locked by hash, and from no named address."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LISTED = set(
    re.findall(
        r"^\| ([\w@/.-]+) \|", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.MULTILINE
    )
)
LOCKS = ("requirements/app.txt", "requirements/dev.txt", "requirements/phone.txt")
NPM = ("carerapp/phone/web/bridge", "benchmarks/odk")


def name(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0]


def asked_for() -> set[str]:
    groups = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    extra = (ROOT / "requirements/dev.in").read_text(encoding="utf-8").splitlines()
    groups.append([line for line in extra if line and not line.startswith("#")])
    return {name(requirement) for group in groups for requirement in group}


def test_every_dependency_says_why() -> None:
    """What Python and npm are asked for has a line in docs/dependencies.md."""
    npm: set[str] = set()
    for folder in NPM:
        package = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
        npm |= {*package.get("dependencies", {}), *package.get("devDependencies", {})}
    assert (asked_for() | npm) - LISTED == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    """Whoever installs chooses the index; the hashes say what may come from it."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 15
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_locks_hold_what_is_asked_for() -> None:
    """All of it in the developer's lock, the app's own in the app's."""
    locked = {
        lock: {name(line) for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if "==" in line}
        for lock in LOCKS
    }
    assert asked_for() - locked["requirements/dev.txt"] == set()
    runtime = {name(requirement) for requirement in PROJECT["project"]["dependencies"]}
    assert runtime - locked["requirements/app.txt"] == set()


def test_the_phone_has_the_versions_that_are_tested_here() -> None:
    """The phone's lock is a part of the app's, without what the browser does itself."""
    here, phone = (
        set(re.findall(r"^([\w-]+==\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements/app.txt", "requirements/phone.txt")
    )
    assert phone - here == set()
    assert re.search("^cryptography|^pillow", "\n".join(phone), re.MULTILINE) is None


@pytest.mark.parametrize("folder", NPM)
def test_npm_packages_are_known_by_their_integrity_alone(folder: str) -> None:
    """Each has a SHA-512 and no address."""
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert [path for path, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [path for path, entry in packages.items() if "resolved" in entry] == []
