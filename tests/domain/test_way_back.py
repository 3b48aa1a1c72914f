"""Each fact of an episode has a way back: a correction; the first entry stays, and the state follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carerapp.actions.accept_shift import holder
from carerapp.actions.casebook import Casebook
from carerapp.actions.hand_over import refuse_copy
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.mark_found import close_episode
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tell_someone import tell_someone
from carerapp.actions.tick_step import tick_step
from carerapp.actions.write_note import write_note
from carerapp.domain.episode import State
from carerapp.domain.events import EventKind
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import CallOutcome, ClosedBecause, Fact, StepOutcome, TellingOutcome
from carerapp.domain.seen import seen
from carerapp.domain.topics.left_device import LeftDevice
from carerapp.domain.topics.taken_back import TakenBack
from carerapp.domain.way_back import THEN, fact_of
from tests.domain import facts
from tests.domain.facts import FACTS, Night
from tests.support.clock import ToldClock


@pytest.fixture
def night(book: Casebook, child: str) -> Night:
    return Night(book, child)


def test_every_fact_is_in_the_table() -> None:
    """A new one comes with its way back, with what holds then, and with its line here."""
    assert set(FACTS) == set(Fact) == set(THEN)


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_that_is_taken_back_does_not_stand(night: Night, fact: Fact) -> None:
    """The first entry stays in the log as it was, struck through by a correction that says who and when."""
    make, stands = FACTS[fact]
    about = "duty" if fact is Fact.TOLD else ""
    before = night.entries()
    make(night)
    made = night.book.child(night.child).events[before:]
    assert stands(night.now)
    assert night.back(fact, about)
    assert not stands(night.now)
    after = night.book.child(night.child).events
    assert after[before : before + len(made)] == made
    last = after[-1]
    assert (last.kind, last.author) == (EventKind.CORRECT, night.book.person.id)
    assert last.written == night.book.now()
    assert any(fact.in_log.removesuffix(".") in line for line in night.log())


@pytest.mark.parametrize("fact", FACTS)
def test_an_entry_states_its_fact_while_it_stands(night: Night, fact: Fact) -> None:
    """One entry does, and says about whom; a note states none, and once it is taken back nothing does."""
    about = "duty" if fact is Fact.TOLD else ""
    write_note(night.book, night.child, night.id, "only a note")
    FACTS[fact][0](night)

    def stated() -> list[tuple[Fact, str]]:
        child = night.book.child(night.child)
        found = (fact_of(child, night.now, event) for event in child.events)
        return [one for one in found if one]

    assert stated() == [(fact, about)]
    night.back(fact, about)
    assert stated() == []


@pytest.mark.parametrize("fact", FACTS)
def test_taken_back_twice_it_is_written_once(night: Night, fact: Fact) -> None:
    """What does not stand has no way back; nor had it before it was said."""
    about = "duty" if fact is Fact.TOLD else ""
    entries = night.entries()
    assert not night.back(fact, about)
    assert night.entries() == entries
    FACTS[fact][0](night)
    assert night.back(fact, about)
    entries = night.entries()
    assert not night.back(fact, about)
    assert night.entries() == entries


@pytest.mark.parametrize("fact", FACTS)
def test_it_can_be_said_again(night: Night, fact: Fact) -> None:
    """What was taken back by mistake is said once more, and stands."""
    make, stands = FACTS[fact]
    make(night)
    assert night.back(fact, "duty" if fact is Fact.TOLD else "")
    make(night)
    assert stands(night.now)


def test_what_stood_before_the_last_one_stands_again(night: Night, clock: ToldClock) -> None:
    """Two hand-overs, two refusals: the first of each, with its own time and names."""
    facts.refused(night)
    facts.given(night)
    first = night.now.record.value("handed_over_at")
    clock.forward(minutes=10)
    refuse_copy(night.book, night.child, night.id, "PC Other", "1111")
    facts.given(night)
    assert night.back(Fact.HANDED_OVER)
    assert night.back(Fact.REFUSED)
    record = night.now.record
    assert record.value("handed_over_at") == first
    assert (record.value("refusing_officer_name"), record.value("refusing_officer_number")) == (
        "PC Example",
        "0000",
    )


def test_with_the_telling_goes_what_its_tap_wrote(night: Night, clock: ToldClock) -> None:
    """The call's outcome is asked for again, and the step that it served is still to do; another step and
    one that was ticked before it stay."""
    protocol = night.book.child(night.child).protocol
    step = next(s for s in protocol.checklist if s.does == "tell_placing")
    inform = next(i for i in protocol.inform if set(i.rules) & set(step.rules))
    other = next(s for s in protocol.checklist if s is not step)
    dialled = log_dialled(night.book, night.child, night.id, f"tell:{inform.id}", "Duty", "1")
    tell_someone(night.book, night.child, night.id, inform.id, "Duty", TellingOutcome.TOLD)
    log_call(night.book, night.child, night.id, dialled, CallOutcome.SPOKE)
    tick_step(night.book, night.child, night.id, step.field, StepOutcome.DONE)
    tick_step(night.book, night.child, night.id, other.field, StepOutcome.DONE)
    assert night.back(Fact.TOLD, inform.id)
    assert night.now.told(inform.id) is None
    assert [e.id for e in night.now.calls_waiting()] == [dialled.id]
    assert night.now.check(step.field) is None
    assert night.now.check(other.field)
    clock.forward(minutes=1)
    tick_step(night.book, night.child, night.id, step.field, StepOutcome.DONE)
    clock.forward(minutes=1)
    tell_someone(night.book, night.child, night.id, inform.id, "Duty", TellingOutcome.TOLD)
    assert night.back(Fact.TOLD, inform.id)
    assert night.now.check(step.field)


def test_the_shift_is_with_who_had_it_before(night: Night) -> None:
    """Taken over by mistake: whoever opened it has it again."""
    assert holder(night.now) == night.book.person.id
    facts.accepted(night)
    assert night.back(Fact.ACCEPTED)
    assert holder(night.now) == night.now.record.opened.author  # type: ignore[union-attr]


def test_not_seen_after_all_is_not_seen_since(night: Night) -> None:
    """The correction itself is no entry that waits to be seen."""
    facts.acknowledged(night)
    write_note(night.book, night.child, night.id, "Bag is gone")
    facts.acknowledged(night)
    assert night.back(Fact.ACKNOWLEDGED)
    found = seen(night.now, night.book.child(night.child).events)
    assert found is not None
    assert found.since == 1


def test_an_episode_is_opened_again_while_no_other_is(night: Night, clock: ToldClock) -> None:
    """There is never more than one open for a child; and not when its log has left the device."""
    facts.found(night)
    close_episode(night.book, night.child, night.id, ClosedBecause.BACK)
    clock.forward(hours=5)
    second = start_episode(night.book, night.child).id
    assert not night.back(Fact.CLOSED)
    close_episode(night.book, night.child, second, ClosedBecause.BACK)
    assert night.back(Fact.CLOSED)
    assert night.now.state is State.FOUND
    assert night.book.child(night.child).open_episode is not None
    assert night.back(Fact.FOUND)
    assert night.now.found_at is None
    facts.found(night)
    close_episode(night.book, night.child, night.id, ClosedBecause.BACK)
    night.book.write(night.child, night.id, NewEvent.note(LeftDevice(3)))
    assert not night.back(Fact.CLOSED)


def test_no_other_state_falls_with_it(night: Night, clock: ToldClock) -> None:
    """Found, and then not reported after all: they are still found."""
    facts.reported(night)
    clock.forward(minutes=5)
    facts.found(night)
    assert night.back(Fact.REPORTED)
    assert night.now.state is State.FOUND
    assert night.now.record.text("police_reference") == "REF 1"
    assert night.now.unknown_since - night.now.opened_at < timedelta(seconds=1)


def test_the_log_says_both_in_words(night: Night) -> None:
    """No stored spelling of a time, no key of the log."""
    facts.given(night)
    night.back(Fact.HANDED_OVER)
    corrected = [line for line in night.log() if line.startswith("Corrected: The officer was not given")]
    assert len(corrected) == 1
    assert "was: Gave the copy to" in corrected[0]
    assert "PC Example" in corrected[0]
    assert not any("+00:00" in line or "taken_back" in line for line in night.log())


def test_each_way_back_has_its_own_words() -> None:
    """One is not mistaken for another."""
    assert len({fact.on_screen for fact in Fact}) == len({fact.in_log for fact in Fact}) == len(Fact)
    assert len(set(THEN.values())) == len(Fact)


def test_a_fact_of_a_newer_version_is_said_as_far_as_it_is_known() -> None:
    """It is a correction all the same."""
    assert TakenBack(None).in_log(None) == "It was not so after all."  # type: ignore[arg-type]
