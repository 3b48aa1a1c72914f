"""Names written from right to left read back as they were written, ligatures too."""

from __future__ import annotations

import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from carerapp.bootstrap import ASSETS
from carerapp.documents import Document, Fonts, render
from carerapp.documents.blocks import Labelled, Said

NAMES = (
    "ليلى",
    "علاء",
    "عبد الله",
    "محمد",
    "فاطمة الزهراء",
    "إسلام",
    "ملاك",
    "بلال",
    "خليل",
    "لمى",
    "سلمى علي",
    "محمد علي بن سالم",
    "یلدا",
    "گلاب",
    "آلاء",
    "שלום כהן",
    "ליאור לוי",
)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    blocks = tuple(Labelled(f"Name {n}:", (Said(name),)) for n, name in enumerate(NAMES))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    document = Document(title="Names", about="Invented", blocks=blocks, made_at=moment, made_by="A. Carer")
    pdf: Path = tmp_path_factory.mktemp("names") / "names.pdf"
    pdf.write_bytes(render(document, Fonts.in_folder(ASSETS / "fonts")))
    read = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return "".join(c for c in read if unicodedata.category(c) != "Cf").splitlines()


@pytest.mark.parametrize("number", range(len(NAMES)), ids=lambda n: NAMES[n])
def test_the_name_reads_back(lines: list[str], number: int) -> None:
    """Lam with alef, the name of God and their kin are one shape on paper, and still their own letters."""
    assert f"Name {number}: {NAMES[number]}" in lines
