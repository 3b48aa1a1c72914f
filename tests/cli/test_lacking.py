"""A child whose rules are not on this device, at a command line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from carerapp import bootstrap
from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.export_record import whole_record
from carerapp.actions.papers import Papers
from carerapp.actions.start_episode import start_episode
from carerapp.cli import main
from carerapp.documents import Fonts
from carerapp.domain.lacking import lacking_words
from tests.support.paper.reading import pdftotext, words

CASE = """
protocol = "{host}"
placing = "{placing}"
setting = "foster"
now = 2026-11-22T18:05:00+00:00
"""


@pytest.mark.parametrize("command", ["advise", "due"])
@pytest.mark.parametrize(("host", "placing"), [("kent", "hertfordshire"), ("hertfordshire", "kent")])
def test_advice_by_rules_that_are_not_here_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, host: str, placing: str
) -> None:
    """Nothing is printed as if it held, whichever of the two is missing."""
    case = tmp_path / "case.toml"
    case.write_text(CASE.format(host=host, placing=placing), "utf-8")
    assert main([command, str(case)]) != 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "kent" in said.err


def test_the_whole_record_says_so_and_names_nobody_of_another_council(book: Casebook) -> None:
    """What `export-record` writes: the form with the words above it, no address and no notice of theirs."""
    child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    answer_question(book, child, book.child(child).profile.id, "protocol", "kent")
    book.forget(child)
    start_episode(book, child)
    papers = Papers(book, Fonts.in_folder(bootstrap.ASSETS / "fonts"))
    with zipfile.ZipFile(io.BytesIO(whole_record(book, papers, child, lambda log: ()))) as archive:
        printed = {name: words(pdftotext(archive.read(name))) for name in archive.namelist() if "pdf" in name}
    assert words(lacking_words(book.child(child))) in printed["forms/key-contacts.pdf"]
    pack = bootstrap.protocols().protocol("hertfordshire")
    theirs = {contact.value for contact in pack.contacts if len(contact.value) > 3}
    theirs |= {words(notice) for notice in (*pack.key_contacts.notices, *pack.key_contacts.closing_notices)}
    theirs -= {words(section.label) for section in pack.key_contacts.sections}
    assert len(theirs) > 3
    assert not [(name, one) for name, text in printed.items() for one in theirs if one in text]
