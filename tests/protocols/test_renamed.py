"""A question that a newer version of a pack calls otherwise keeps its answers, its place on paper and its
secrecy."""

from __future__ import annotations

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.begun_forms import as_begun
from carerapp.actions.edit_table import add_row, remove_row
from carerapp.actions.mark_found import close_episode
from carerapp.actions.open_form import open_form
from carerapp.actions.papers import Papers
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.actions.write_note import correct_entry, write_note
from carerapp.bootstrap import ASSETS, AUTHORITIES, open_casebook
from carerapp.documents import Fonts
from carerapp.domain.chronology import chronology
from carerapp.domain.dropped import HIDDEN, TITLE, earlier_answers, earlier_answers_of
from carerapp.domain.log_names import LogNames
from carerapp.domain.outcomes import ClosedBecause, StepOutcome
from carerapp.protocols import ProtocolLibrary
from carerapp.vault import Vault
from sync.protocols import ProtocolRelease
from tests.support.paper.reading import pdftotext, words

FILES = {path.name: path.read_text("utf-8") for path in (AUTHORITIES / "hertfordshire").glob("*.toml")}
FORM, STEP = "key_contacts.toml", "k8_friends_family"


def renamed(text: str, old: str) -> str:
    """The question of this name is called new_… from now on, on its page too."""
    assert f'name = "{old}"\n' in text
    pages = [line for line in text.splitlines() if line.startswith("  { title =") and f'"{old}"' in line]
    for page in pages:
        text = text.replace(page, page.replace(f'"{old}"', f'"new_{old}"'))
    return text.replace(f'name = "{old}"\n', f'name = "new_{old}"\nwas = ["{old}"]\n')


def newer() -> ProtocolRelease:
    """Hertfordshire's pack: a line, a hidden line, a table, a column and a step have other names."""
    form = FILES[FORM]
    for old in ("height", "safe_word", "occurrences", "occurrence", STEP):
        form = renamed(form, old)
    protocol = FILES["protocol.toml"]
    protocol = protocol.replace('"kcf:safe_word"', '"kcf:new_safe_word"')
    for old in ("height", "occurrences", STEP):
        protocol = protocol.replace(f"kcf:{old}", f"kcf:new_{old}").replace(f'"{old}"', f'"new_{old}"')
    return ProtocolRelease("hertfordshire", 1, {**FILES, FORM: form, "protocol.toml": protocol})


def test_a_question_of_another_name_keeps_its_answers(vault: Vault) -> None:
    """On the form, in the log, on paper; put right, the newest counts; what is hidden stays hidden."""
    book = open_casebook(vault)
    child = add_child(book, full_name="Ola Example")
    form = book.child(child).key_contacts.id
    answer_question(book, child, form, "height", "1.70 m")
    row = add_row(book, child, form, "occurrences")
    answer_question(book, child, form, f"occurrences/{row}/occurrence", "Found at the weir")
    episode = start_episode(book, child).id
    answer_question(book, child, form, "safe_word", "purple elephant")
    tick_step(book, child, episode, STEP, StepOutcome.DONE, "Rang two of them")
    close_episode(book, child, episode, ClosedBecause.BACK)

    assert ProtocolLibrary(vault=vault).receive(newer()) == ""
    book = open_casebook(vault)
    file = book.child(child)
    assert file.protocol.serial == 1
    stands = file.key_contacts
    assert stands.text("new_height") == "1.70 m"
    assert stands.rows("new_occurrences") == [row]
    assert stands.text(f"new_occurrences/{row}/new_occurrence") == "Found at the weir"
    lines = [line.words for line in chronology(file, file.episode(episode), book.name_of)]
    assert any("Rang two of them" in line and "friends" in line.lower() for line in lines), lines
    assert not any("purple elephant" in line for line in lines), lines
    paper = words(pdftotext(Papers(book, Fonts.in_folder(ASSETS / "fonts")).whole_form(child)))
    for said in ("1.70 m", "Found at the weir", "purple elephant", "Rang two of them"):
        assert said in paper

    answer_question(book, child, form, "new_height", "1.75 m")
    again = open_casebook(vault).child(child).key_contacts
    assert [answer.value for answer in again.answers("new_height")] == ["1.75 m"]


def unsaid() -> ProtocolRelease:
    """The same names, and the pack does not say which they were."""
    files = newer().files
    form = "".join(line for line in files[FORM].splitlines(True) if not line.startswith("was = "))
    return ProtocolRelease("hertfordshire", 1, {**files, FORM: form})


def test_renamed_without_a_word_the_answers_stay_to_be_read(vault: Vault) -> None:
    """On the screen and on paper, under what they were called; not of a row that was taken off; not what is
    left out of this copy; of a secret only that there is one, in the log neither. A note is no answer."""
    book = open_casebook(vault)
    child = add_child(book, full_name="Ola Example")
    form = book.child(child).key_contacts.id
    answer_question(book, child, form, "height", "1.70 m")
    answer_question(book, child, form, "safe_word", "purple elephant")
    correct_entry(book, child, write_note(book, child, form, "Rang the school"), "Rang the club", "")
    rows = [add_row(book, child, form, "occurrences") for _ in range(2)]
    for row, words_ in zip(rows, ("Found at the weir", "Found at the mill"), strict=True):
        answer_question(book, child, form, f"occurrences/{row}/occurrence", words_)
    remove_row(book, child, form, "occurrences", rows[1])
    assert list(earlier_answers(book.child(child))) == []
    assert ProtocolLibrary(vault=vault).receive(unsaid()) == ""
    book = open_casebook(vault)
    assert book.child(child).protocol.serial == 1
    assert list(earlier_answers(book.child(child))) == [
        ("height", "Height", "1.70 m"),
        ("safe_word", "Safe word", HIDDEN),
        ("occurrences", "Occurrences, occurrence", "Found at the weir"),
    ]
    papers = Papers(book, Fonts.in_folder(ASSETS / "fonts"))
    paper = words(pdftotext(papers.whole_form(child)))
    assert TITLE in paper
    assert "1.70 m" in paper
    assert "Found at the weir" in paper
    assert "purple elephant" not in paper
    entries = [event for event in book.child(child).events if event.field == "safe_word"]
    assert [LogNames(book.child(child)).is_secret(event) for event in entries] == [True]
    episode = start_episode(book, child).id
    left_out = papers.officers_copy(child, episode, withheld={"height": "Not needed"}).pdf
    assert "1.70 m" not in words(pdftotext(left_out))


INTERVIEW = "hertfordshire/cse_reporting_form"


def test_another_form_is_shown_in_the_version_that_it_began_with(vault: Vault) -> None:
    """On the screen's definition and on paper; where that version is not here, what today's does not ask
    stands below it."""
    book = open_casebook(vault)
    child = add_child(book, full_name="Ola Example")
    old = book.protocols.form(INTERVIEW)
    asked = next(field for field in old.fields() if field.kind == "text" and not field.prefill)
    record = open_form(book, child, old).id
    answer_question(book, child, record, asked.name, "The green door")
    file = f"{INTERVIEW.rpartition('/')[2]}.toml"
    text = FILES[file].replace(f'name = "{asked.name}"\n', 'name = "asked_anew"\n')
    text = text.replace("\nversion = 1\n", "\nversion = 2\n")
    assert text.count("asked_anew") == 1
    pack = ProtocolRelease("hertfordshire", 1, {**FILES, file: text})
    assert ProtocolLibrary(vault=vault).receive(pack) == ""
    book = open_casebook(vault)
    began = book.child(child).record(record)
    assert book.protocols.form(INTERVIEW).version == 2
    assert as_begun(book, began).version == 1
    papers = Papers(book, Fonts.in_folder(ASSETS / "fonts"))
    paper = words(pdftotext(papers.other_form(child, record).pdf))
    assert "The green door" in paper
    assert TITLE not in paper

    newer_id = open_form(book, child, book.protocols.form(INTERVIEW)).id
    answer_question(book, child, newer_id, asked.name, "The red door")
    paper = words(pdftotext(papers.other_form(child, newer_id).pdf))
    assert paper.index(TITLE) < paper.index("The red door")
    assert [
        one.words
        for one in earlier_answers_of(book.child(child).record(newer_id), book.protocols.form(INTERVIEW))
    ] == ["The red door"]
