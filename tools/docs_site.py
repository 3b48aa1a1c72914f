"""Lays the Markdown files out as one site and builds it: dist/docs. A link to nowhere fails.

python -m tools.docs_site
"""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: files outside docs/ → their pages
PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "LICENSE": "project/licence.md",
    "CHANGELOG.md": "project/changelog.md",
    "benchmarks/README.md": "project/benchmarks.md",
}
_LINK = re.compile(r"(\]\()([^)\s#:]+)(?=[)#])")


def lay_out(into: Path) -> None:
    """All pages under ``into``, made anew; what is not Markdown comes along from docs/."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(ROOT / "docs", into)
    for source in (ROOT / "docs").rglob("*.md"):
        name = source.relative_to(ROOT).as_posix()
        (into / page_of(name)).write_text(
            relinked(source.read_text(encoding="utf-8"), name), encoding="utf-8"
        )
    for name, page in PAGES.items():
        (into / page).parent.mkdir(exist_ok=True)
        (into / page).write_text(relinked((ROOT / name).read_text(encoding="utf-8"), name), encoding="utf-8")


def page_of(name: str) -> str:
    """Where a file of the repository lies in the site; what is no page keeps a name that is not there."""
    return PAGES.get(name) or name.removeprefix("docs/")


def relinked(text: str, source: str) -> str:
    """The text of a file, its links as they are seen from its page."""

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[2]))
        return link[1] + posixpath.relpath(page_of(target), posixpath.dirname(page_of(source)) or ".")

    return _LINK.sub(moved, text)


def main() -> int:
    """Lay out and build; what the builder says."""
    lay_out(ROOT / "build" / "docs")
    builder = Path(sys.executable).with_name("zensical")
    done = subprocess.run(
        [builder, "build", "--clean", "--strict"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr.partition("Traceback")[0]))
        return 1
    print(ROOT / "dist" / "docs" / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
