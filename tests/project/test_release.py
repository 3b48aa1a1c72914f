"""The changelog is in the form of Keep a Changelog, and the package is its newest release."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from carerapp.settings import VERSION_MADE

ROOT = Path(__file__).resolve().parents[2]
RELEASE = re.compile(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)")
GROUPS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def releases(text: str) -> list[tuple[str, date]]:
    """Version and day of each release, newest first. Raises ``AssertionError`` where the form is another."""
    first, *rest = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert first == "[Unreleased]"
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= GROUPS
    found = []
    for heading in rest:
        read = RELEASE.fullmatch(heading)
        assert read, heading
        found.append((read[1], date.fromisoformat(read[2])))
    versions = [[int(part) for part in version.split(".")] for version, _ in found]
    assert versions == sorted(versions, reverse=True)
    assert [day for _, day in found] == sorted((day for _, day in found), reverse=True)
    return found


def test_the_newest_release_is_the_packages_version() -> None:
    """What is not yet released stands above it."""
    newest, *_ = releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert newest[0] == project["version"]
    assert newest[1].isoformat() == VERSION_MADE


@pytest.mark.parametrize(
    "text",
    [
        "## [0.1.0] - 2026-11-24\n",
        "## [Unreleased], to be 0.2.0\n",
        "## [Unreleased]\n## [0.1.0]\n",
        "## [Unreleased]\n## [0.1.0] - 2026-11-24\n## [0.2.0] - 2026-11-24\n",
        "## [Unreleased]\n## [0.2.0] - 2026-11-24\n## [0.1.0] - 2026-11-28\n",
        "## [Unreleased]\n### Improved\n## [0.1.0] - 2026-11-24\n",
    ],
)
def test_another_form_is_noticed(text: str) -> None:
    """A missing section or day, a wrong order, a group of one's own."""
    with pytest.raises(AssertionError):
        releases(text)
