"""What is computed for a child whose rules are not on this device: nothing from another council's."""

from __future__ import annotations

import pytest

from carerapp import bootstrap
from carerapp.actions.accept_shift import open_duties
from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.mark_found import close_episode
from carerapp.actions.move_child import Move, move_child
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.documents import call_script_sheet
from carerapp.documents.blocks import Labelled, Notice
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import chronology
from carerapp.domain.due_for import advice_for, duties_for
from carerapp.domain.lacking import IN_DOUBT, SCRIPT, lacking_words, without_rules
from carerapp.domain.outcomes import ClosedBecause, StepOutcome
from carerapp.domain.script import call_script
from tests.support.clock import ToldClock

KNOWN = [one.id for one in bootstrap.protocols().available()]


def unheld(book: Casebook, host: str, placing: str = "") -> ChildFile:
    """A child who was added under ``host``, and is under a council's rules that are not here."""
    child = add_child(book, full_name="Ola Example", protocol_id=host, placing=placing)
    answer_question(book, child, book.child(child).profile.id, "protocol", "kent")
    book.forget(child)
    return book.child(child)


@pytest.mark.parametrize("id", KNOWN)
def test_nothing_of_the_stand_in_is_computed(book: Casebook, clock: ToldClock, id: str) -> None:
    """No duty, no advice but to report in doubt, nobody to tell, no step, no script but our own."""
    file = unheld(book, id)
    episode = start_episode(book, file.id)
    clock.forward(hours=30)
    file = book.child(file.id)
    advice = advice_for(file, episode, book.now())
    assert (advice.verdict.says, advice.verdict.strictest) == ("ask", "report")
    assert (advice.due, advice.tell, advice.danger, advice.asks) == ((), (), (), ())
    assert open_duties(book, file.id, episode.id) == ()
    assert file.protocol.checklist == ()
    assert [a.ask for a in call_script(file, episode, book.now())] == [line.ask for line in SCRIPT]
    sheet = call_script_sheet(file, episode, made_at=book.now(), made_by="A. Carer")
    assert next(b.text for b in sheet.blocks if isinstance(b, Notice)) == lacking_words(file)
    assert IN_DOUBT in lacking_words(file)
    asked = [b for b in sheet.blocks if isinstance(b, Labelled)]
    assert len(asked) == len(SCRIPT) + 3


def test_who_placed_them_is_heard_and_settles_nothing_weaker(book: Casebook) -> None:
    """Their duties are the child's own; a "no report" of theirs is not said while the host's table is not
    here."""
    file = unheld(book, "hertfordshire", placing="liverpool")
    episode = start_episode(book, file.id)
    due = duties_for(file, episode, book.now())
    assert {duty.authority for duty in due} == {"Liverpool"}
    for answer in ("known", "uncertain", "unknown"):
        answer_question(book, file.id, episode.id, "whereabouts", answer)
        assert advice_for(book.child(file.id), episode, book.now()).verdict.says in ("ask", "report")


def test_a_council_that_placed_them_before_stands_in_for_none(book: Casebook) -> None:
    """Placed by one whose rules are not here: the rules of who placed them before do not reach them."""
    child = add_child(book, full_name="Ola Example", protocol_id="portsmouth", placing="liverpool")
    answer_question(book, child, book.child(child).profile.id, "placing", "kent")
    book.forget(child)
    assert book.child(child).placing is None


def test_what_begins_here_is_kept_under_their_rules(book: Casebook) -> None:
    """The log says whose they are; which number of them is not known here."""
    file = unheld(book, "hertfordshire")
    episode = start_episode(book, file.id)
    assert (episode.authority, episode.rules) == ("kent", None)


def test_the_log_and_the_form_stay(book: Casebook) -> None:
    """What was ticked under it before keeps its words."""
    child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    episode = start_episode(book, child)
    step = book.child(child).protocol.checklist[0]
    tick_step(book, child, episode.id, step.field, StepOutcome.DONE, "Under the bed, too")
    answer_question(book, child, book.child(child).profile.id, "protocol", "kent")
    book.forget(child)
    file = book.child(child)
    assert file.lacks == "kent"
    assert any("Under the bed, too" in line.words for line in chronology(file, episode, book.name_of))
    assert file.key_contacts.text("full_name") == "Ola Example"
    assert any(field.name == "full_name" for field in file.protocol.key_contacts.fields())


def test_an_episode_that_goes_on_under_the_rules_of_before_lacks_none(book: Casebook) -> None:
    """The child moved, and nobody said that it goes on under the new ones; after it, theirs are missed."""
    child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    episode = start_episode(book, child)
    move_child(book, child, Move("kent", "", "kent"), "hertfordshire")
    assert (book.child(child).protocol.id, book.child(child).lacks) == ("hertfordshire", "")
    close_episode(book, child, episode.id, ClosedBecause.BACK)
    assert book.child(child).lacks == "kent"
    assert book.child(child).protocol.lacking


@pytest.mark.parametrize("id", KNOWN)
def test_of_a_protocol_only_questions_are_left(id: str) -> None:
    """What has no place among the forms is not there; the forms ask what they asked."""
    whole = bootstrap.protocols().protocol(id)
    left = without_rules(whole, "kent")
    assert (left.contacts, left.inform, left.time_rules, left.decisions, left.forms) == ((),) * 5
    assert [f.name for f in left.key_contacts.fields()] == [f.name for f in whole.key_contacts.fields()]
    assert not any(field.note for field in left.key_contacts.fields())
    assert not left.key_contacts.notices + left.key_contacts.closing_notices
    assert without_rules(whole, "@").short == "another council"
