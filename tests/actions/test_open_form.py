"""The authority's other forms: begun with what is known, filled in, printed."""

from __future__ import annotations

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.open_form import open_form
from carerapp.actions.papers import Papers, file_name
from carerapp.bootstrap import ASSETS
from carerapp.documents import Fonts
from carerapp.domain.topics import Topic
from forms.packaged import load_form, load_protocol
from tests.support.paper.reading import pdftotext, words

PACKS = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke")


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_known_stands_in_the_form(book: Casebook, pack: str) -> None:
    """Name and birth date are not asked again; blanks stay blank; the answers are the carer's to change."""
    child = add_child(book, full_name="Ola Example", date_of_birth="2012-03-04", protocol_id=pack)
    for id in load_protocol(pack).forms:
        form = load_form(id)
        record = open_form(book, child, form)
        for field in form.fields():
            if field.prefill == "child:full_name":
                assert record.text(field.name) == "Ola Example"
            elif field.prefill == "kcf:date_of_birth":
                assert record.text(field.name) == "2012-03-04"
            elif not field.prefill:
                assert not record.answers(field.name)


@pytest.mark.parametrize("pack", PACKS)
def test_every_form_prints_with_its_words_and_its_answers(book: Casebook, pack: str) -> None:
    """Title, labels, what was written and where it goes; sealed and named like every copy."""
    child = add_child(book, full_name="Ola Example", protocol_id=pack)
    papers = Papers(book, Fonts.in_folder(ASSETS / "fonts"))
    for id in load_protocol(pack).forms:
        form = load_form(id)
        record = open_form(book, child, form)
        kinds = ("text", "long_text", "yes_no_comments")
        field = next(f for f in form.fields() if f.kind in kinds and not f.prefill)
        value = {"outcome": "done", "comments": "A green door"} if field.kind == kinds[2] else "A green door"
        answer_question(book, child, record.id, field.name, value)
        made = papers.other_form(child, record.id)
        text = words(pdftotext(made.pdf))
        named = any(f.prefill == "child:full_name" for f in form.fields())
        for said in ("A green door", words(next(form.fields()).label), *(["Ola Example"] if named else [])):
            assert said in text, (id, said)
        assert file_name(made.event).startswith("form-")
        assert book.child(child).record(record.id).notes(Topic.COPY)
