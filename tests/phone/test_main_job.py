"""The main job on a phone with no signal: from the first run to the end, and what is there afterwards."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from tests.phone.conftest import NewPhone
from tests.phone.episode import CARER, CHILD, NOTE, NUMBER, OPERATOR, PASSWORD, REFERENCE, CapturedEpisode
from tests.support.browser.walk import Walk


@pytest.fixture(scope="module")
def copy(episode: CapturedEpisode) -> pypdf.PdfReader:
    """The officer's copy, opened with its password."""
    reader = pypdf.PdfReader(io.BytesIO(episode.pdf))
    assert reader.is_encrypted
    assert reader.decrypt("another") == pypdf.PasswordType.NOT_DECRYPTED
    assert reader.decrypt(PASSWORD) != pypdf.PasswordType.NOT_DECRYPTED
    return reader


def test_nothing_was_asked_of_anyone(episode: CapturedEpisode) -> None:
    """The whole episode asks no other place, fails at no request and writes no error to the console."""
    assert episode.outside == episode.failed == episode.errors == []


def test_the_copy_is_sealed_with_aes_256(episode: CapturedEpisode, copy: pypdf.PdfReader) -> None:
    """Version 5 of PDF's encryption; the child's name does not stand in the file in clear."""
    how = copy.trailer["/Encrypt"].get_object()
    assert isinstance(how, pypdf.generic.DictionaryObject)
    assert how.raw_get("/V") == pypdf.generic.NumberObject(5)
    assert CHILD.encode() not in episode.pdf


def test_the_copy_says_what_the_officer_needs(copy: pypdf.PdfReader) -> None:
    """The name, the number, the police reference and who took the call."""
    text = " ".join(" ".join(page.extract_text() for page in copy.pages).split())
    for words in (CHILD, NUMBER, REFERENCE, OPERATOR):
        assert words in text, words


def test_a_name_in_another_script_can_be_read_and_copied(copy: pypdf.PdfReader) -> None:
    """The carer's Arabic name comes out of the PDF letter for letter."""
    text = "\n".join(page.extract_text() for page in copy.pages)
    assert CARER in re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def test_the_photo_is_in_the_copy(copy: pypdf.PdfReader) -> None:
    """In the size in which it was chosen."""
    sizes = [(image.image.size if image.image else ()) for page in copy.pages for image in page.images]
    assert (320, 240) in sizes


def test_after_the_battery_died_all_of_it_is_there(episode: CapturedEpisode, new_phone: NewPhone) -> None:
    """The child, the photo and every entry of the log, after the browser was killed."""
    phone = new_phone(episode.phone)
    phone.server.stop()
    phone.start()
    screen = phone.open_app()
    Walk(screen).unlock()
    screen.see(re.compile(CHILD))
    screen.see(re.compile("^Photo"))
    screen.tap("Earlier times")
    screen.tap(re.compile("Reported to the police"))
    for words in (NOTE, REFERENCE, OPERATOR, "No answer"):
        screen.see(re.compile(re.escape(words), re.I))
    assert phone.heard.outside == phone.heard.failed == phone.heard.errors == []
