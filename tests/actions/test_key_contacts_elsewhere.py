"""A child placed by one council in the area of another: the placing council's own Key Contacts form.

Hertfordshire, Appendix 2 §2: "Complete the Hertfordshire Key Contact Form and submit a copy to CLA social
worker and Hertfordshire MPU."
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.begun_forms import begun_forms
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row
from carerapp.actions.export_record import whole_record
from carerapp.actions.move_child import Move, move_child
from carerapp.actions.open_form import open_form
from carerapp.actions.papers import Papers
from carerapp.bootstrap import ASSETS
from carerapp.documents import Fonts
from carerapp.domain.log_words import in_words
from carerapp.domain.new_event import NewEvent
from carerapp.domain.under import key_contacts_elsewhere
from carerapp.vault import Vault
from forms.packaged import available, load_form, load_protocol
from tests.support.paper.labels import PAPER
from tests.support.paper.reading import missing_in_order, pdftotext, words

THEIRS = "hertfordshire/key_contacts"


def _placed(book: Casebook) -> str:
    child = add_child(book, full_name="Ola Example", protocol_id="liverpool", placing="hertfordshire")
    own = book.child(child).key_contacts.id
    answer_question(book, child, own, "hair", "Short and red")
    answer_question(book, child, own, "safe_word", "Pineapple")
    row = add_row(book, child, own, "people")
    answer_question(book, child, own, f"people/{row}/name", "Sam Friend")
    return child


def test_only_the_placing_councils_own_form_is_asked_for() -> None:
    """Where its procedure says so, and not where the child lives under it, or under no other council."""
    herts, liverpool = load_protocol("hertfordshire"), load_protocol("liverpool")
    theirs = key_contacts_elsewhere(liverpool, herts)
    assert theirs is not None
    assert theirs.id == THEIRS
    assert key_contacts_elsewhere(herts, herts) is None
    assert key_contacts_elsewhere(herts, None) is None
    assert key_contacts_elsewhere(herts, liverpool) is None
    asking = [p.id for p in map(load_protocol, (a.id for a in available())) if p.key_contacts_elsewhere]
    assert asking == ["hertfordshire"]
    assert herts.key_contacts_elsewhere == "HER-I12"


def test_what_is_known_stands_in_it_and_it_keeps_its_own_answers(
    book: Casebook, vault: Vault, open_book: Callable[[Vault], Casebook]
) -> None:
    """An answer changed in one of the two forms changes nothing in the other, also after the vault opens
    again; the host's stays the child's Key Contacts form."""
    child = _placed(book)
    record = open_form(book, child, load_form(THEIRS))
    host = book.child(child).key_contacts
    assert host.form == "common/key_contacts@1"
    assert record.id != host.id
    assert record.text("full_name") == "Ola Example"
    assert record.text("safe_word") == "Pineapple"
    (row,) = record.rows("people")
    assert record.text(f"people/{row}/name") == "Sam Friend"
    answer_question(book, child, record.id, "local_authority", "Hertfordshire")
    answer_question(book, child, host.id, "hair", "Long and black")
    file = open_book(vault).child(child)
    assert file.key_contacts.id == host.id
    assert file.key_contacts.text("hair") == "Long and black"
    assert not file.key_contacts.answers("local_authority")
    (theirs,) = file.begun(THEIRS)
    assert (theirs.text("hair"), theirs.text("local_authority")) == ("Short and red", "Hertfordshire")
    assert [form.id for form in begun_forms(book, file)] == [THEIRS]


def test_two_answers_are_taken_over_as_two(book: Casebook) -> None:
    """Of which nobody chose one: neither is lost, and the form asks which is right."""
    child = _placed(book)
    own = book.child(child).key_contacts
    for said in ("Afraid of water", "Owes money"):
        book.write(child, own.id, NewEvent.answer("risks", said))
    record = open_form(book, child, load_form(THEIRS))
    assert {answer.value for answer in record.answers("risks")} == {"Afraid of water", "Owes money"}


def test_hidden_answers_stay_hidden_in_the_log(book: Casebook) -> None:
    """The safe word is taken over, and stands in no line of the log."""
    child = _placed(book)
    open_form(book, child, load_form(THEIRS))
    file = book.child(child)
    by_id = {event.id: event for event in file.events}
    assert not any("Pineapple" in in_words(file, event, by_id) for event in file.events)


def test_it_prints_whole_and_goes_with_the_whole_record(book: Casebook) -> None:
    """Every label of the Hertfordshire form in order, its notices, the answers; the host's form prints as
    before."""
    child = _placed(book)
    form = load_form(THEIRS)
    record = open_form(book, child, form)
    papers = Papers(book, Fonts.in_folder(ASSETS / "fonts"))
    answer_question(
        book, child, record.id, "k4_residents", {"outcome": "done", "comments": "The lodger saw her at six"}
    )
    text = words(pdftotext(papers.other_form(child, record.id).pdf))
    assert missing_in_order(text, PAPER) == []
    for said in (*form.notices, *form.closing_notices, "Sam Friend", "The lodger saw her at six"):
        assert words(said) in text
    assert "SECTION 5" not in words(pdftotext(papers.whole_form(child)))
    with zipfile.ZipFile(io.BytesIO(whole_record(book, papers, child, lambda log: ()))) as archive:
        assert {"forms/key-contacts.pdf", "forms/hertfordshire-key-contacts-1.pdf"} <= set(archive.namelist())


def test_the_form_that_a_moved_child_began_with_is_no_second_one(book: Casebook) -> None:
    """Begun in Hertfordshire, which then places them in Liverpool: still the child's own. A second one is
    begun beside it; once they are back in Hertfordshire, it is one of before."""
    child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    move_child(book, child, Move(host="liverpool", placing="hertfordshire", holder="hertfordshire"))
    file = book.child(child)
    assert [r.id for r in file.of_form(THEIRS)] == [file.key_contacts.id]
    assert begun_forms(book, file) == []
    record = open_form(book, child, load_form(THEIRS))
    assert [r.id for r in book.child(child).begun(THEIRS)] == [record.id]
    move_child(book, child, Move(host="hertfordshire", placing="", holder="hertfordshire"))
    file = book.child(child)
    assert key_contacts_elsewhere(file.protocol, file.placing) is None
    assert [form.id for form in begun_forms(book, file)] == [THEIRS]


def test_what_was_done_is_in_the_log_in_the_forms_words(book: Casebook) -> None:
    """Section 5 of a form that the host does not have."""
    child = _placed(book)
    record = open_form(book, child, load_form(THEIRS))
    answer_question(book, child, record.id, "k7_cctv", {"outcome": "done", "comments": "At six"})
    file = book.child(child)
    line = in_words(file, file.events[-1], {})
    assert line.startswith("Staff to check CCTV to identify when the child was last seen")
