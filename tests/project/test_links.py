"""What the documents point at is there: links, headings, pictures, and the paths that they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.docs_site import PAGES, lay_out

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {".venv", ".git", "node_modules", "build", "dist", "mutants", ".pytest_cache"}
DOCUMENTS = sorted(
    path for path in ROOT.rglob("*.md") if not SKIPPED.intersection(path.relative_to(ROOT).parts)
)
#: these say how the house is now; a decision or an old release may name what is gone
OF_TODAY = [
    path
    for path in DOCUMENTS
    if path.parent in (ROOT / "docs", ROOT / "benchmarks") or path.name in ("README.md", "CONTRIBUTING.md")
]
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
#: `carerapp/vault/staff.py` in a text: a path from the root, without a placeholder
PATH = re.compile(r"`((?:assets|benchmarks|carerapp|docs|forms|requirements|sync|tests|tools)/[\w./-]*)`")


def anchors(document: Path) -> set[str]:
    """What a link to a heading of this document may say."""
    headings = re.findall(
        r"^#+ +(.+?)\s*$", FENCE.sub("", document.read_text(encoding="utf-8")), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def broken(document: Path, text: str) -> list[str]:
    """The links of a text, at the place of this document, that lead nowhere. Other sites are not asked."""
    wrong = []
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z][a-z+.-]*:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (document.parent / path).resolve() if path else document
        if not there.exists() or (anchor and anchor not in anchors(there)):
            wrong.append(target)
    return wrong


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_its_links_lead_somewhere(document: Path) -> None:
    """To a file, and to a heading in it."""
    assert broken(document, document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("document", OF_TODAY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_paths_that_it_names_are_there(document: Path) -> None:
    """A file that was moved is found again from the documents."""
    named = PATH.findall(FENCE.sub("", document.read_text(encoding="utf-8")))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_a_link_to_nowhere_is_noticed() -> None:
    """A missing file, a missing heading, a missing picture; a good one and one to elsewhere pass."""
    text = "[a](docs/none.md) [b](docs/due.md#none) ![c](docs/images/none.png) [d](docs/due.md) [e](mailto:x)"
    assert broken(ROOT / "README.md", text) == ["docs/none.md", "docs/due.md#none", "docs/images/none.png"]


def test_the_site_holds_every_document_with_its_links(tmp_path: Path) -> None:
    """They lie elsewhere there, and still lead somewhere; the builder then checks them again."""
    lay_out(tmp_path / "site")
    pages = sorted((tmp_path / "site").rglob("*.md"))
    assert len(pages) == len(list((ROOT / "docs").rglob("*.md"))) + len(PAGES)
    assert {
        page.name: wrong for page in pages if (wrong := broken(page, page.read_text(encoding="utf-8")))
    } == {}
