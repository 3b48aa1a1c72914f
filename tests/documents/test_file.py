"""The file itself: passwords, the same bytes twice, nothing on disk, no image library."""

from __future__ import annotations

import logging
import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader

from carerapp.documents import BadPassword, render
from carerapp.documents.blocks import Photo, Said
from tests.support.paper.build import ALL_SCRIPTS, FONTS, document, jpeg, labelled
from tests.support.paper.reading import pdftotext, run_python


def test_the_same_document_gives_the_same_bytes() -> None:
    """A frozen copy can be made again and compared, also by another process."""
    picture = jpeg()
    made = document(labelled(ALL_SCRIPTS), Photo("Photo", "", (Said("x"),), picture), invented=True)
    pdf = render(made, FONTS)
    assert render(made, FONTS) == pdf
    other = run_python(
        """
import sys
from carerapp.documents import render
from carerapp.documents.blocks import Photo, Said
from tests.support.paper.build import ALL_SCRIPTS, FONTS, document, labelled
picture = sys.stdin.buffer.read()
made = document(labelled(ALL_SCRIPTS), Photo("Photo", "", (Said("x"),), picture), invented=True)
sys.stdout.buffer.write(render(made, FONTS))
""",
        picture,
    )
    assert other == pdf


def test_a_password_means_aes_256() -> None:
    """Nobody reads it without the password."""
    pdf = render(document(labelled("purple kettle")), FONTS, password="long enough 7")
    assert b"/V 5" in pdf
    assert b"/R 6" in pdf
    with pytest.raises(subprocess.CalledProcessError):
        pdftotext(pdf)
    with pytest.raises(subprocess.CalledProcessError):
        pdftotext(pdf, "-upw", "wrong")
    assert "purple kettle" in pdftotext(pdf, "-upw", "long enough 7")
    assert PdfReader(BytesIO(pdf)).is_encrypted


@pytest.mark.parametrize("password", ["", "\x00" * 9, "\ue000" * 9, "אaaaaaaaa", "short 7"])
def test_a_password_that_cannot_be_used_is_refused_without_repeating_it(password: str) -> None:
    """The message helps, and never holds the password."""
    with pytest.raises(BadPassword) as refused:
        render(document(labelled("x")), FONTS, password=password)
    assert not password or password not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_a_password_may_be_in_any_script() -> None:
    """A Polish carer's password works."""
    pdf = render(document(labelled("x")), FONTS, password="zażółć gęślą")
    assert "Label: x" in pdftotext(pdf, "-upw", "zażółć gęślą")


def test_nothing_is_written_to_a_disk() -> None:
    """No temporary file, no cache: a fresh Python watches itself."""
    found = run_python(
        """
import os, sys
sys.dont_write_bytecode = True
found = []
def watch(event, args):
    if event == "open":
        path, mode, flags = args
        if (isinstance(mode, str) and any(m in mode for m in "wax+")) or (
            isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        ):
            found.append(str(path))
    elif event in ("os.mkdir", "os.rename", "shutil.copyfile", "tempfile.mkstemp", "tempfile.mkdtemp"):
        found.append(event)
sys.addaudithook(watch)
from carerapp.documents import render
from carerapp.documents.blocks import Photo, Said
from tests.support.paper.build import ALL_SCRIPTS, FONTS, document, labelled
picture = sys.stdin.buffer.read()
made = document(labelled(ALL_SCRIPTS), Photo("Photo", "", (Said("x"),), picture), invented=True)
render(made, FONTS)
render(made, FONTS, password="a password")
print(found)
""",
        jpeg(),
    )
    assert found.decode().strip() == "[]"


def test_the_photo_needs_no_image_library() -> None:
    """The JPEG's own bytes go into the file: the same bytes with Pillow and without."""
    picture = jpeg()
    pdf = render(document(Photo("Photo", "", (Said("x"),), picture)), FONTS)
    assert picture in pdf
    without = run_python(
        """
import sys
sys.modules["PIL"] = None
from datetime import UTC, datetime
from pathlib import Path
from carerapp.documents import Document, Fonts, render
from carerapp.documents.blocks import Photo, Said
photo = Photo("Photo", "", (Said("x"),), sys.stdin.buffer.read())
made = Document("Example", "Example Child", (photo,), datetime(2026, 11, 20, 22, 31, tzinfo=UTC), "A. Carer")
sys.stdout.buffer.write(render(made, Fonts.in_folder(Path("assets/fonts"))))
""",
        picture,
    )
    assert without == pdf


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00", jpeg()[:700]])
def test_a_photo_that_is_not_one_is_said(data: bytes) -> None:
    """The document is made all the same, and says that the photo is missing."""
    text = pdftotext(render(document(Photo("Photo", "", (Said("taken"),), data)), FONTS))
    assert "The photo could not be printed." in text


def test_importing_documents_does_not_load_the_pdf_library() -> None:
    """Opening the app does not wait for what most evenings never need."""
    loaded = run_python("""
import sys, carerapp.documents
print([m for m in ("fpdf", "uharfbuzz", "PIL") if m in sys.modules])
""")
    assert loaded.decode().strip() == "[]"


def test_no_word_of_the_document_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    """Even when everything may be logged, the libraries stay quiet about what they print."""
    with caplog.at_level(logging.DEBUG):
        render(document(labelled("purple kettle \U00012000")), FONTS, password="secret pass")
    assert "kettle" not in caplog.text
    assert "secret pass" not in caplog.text
