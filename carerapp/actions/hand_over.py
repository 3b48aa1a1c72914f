"""The officer has the copy, or would not take it."""

from __future__ import annotations

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.once import just_now
from carerapp.domain.events import Event, utc
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.handed_over import HandedOver
from carerapp.domain.topics.refused import Refused


def hand_over(book: Casebook, child: str, episode: str, copy: Event, officer: str, collar: str) -> Event:
    """Who took which frozen copy, now. Once: who has it already is not given it again."""
    given, new = book.child(child).episode(episode).hand_overs(), HandedOver(copy.id, officer, collar)
    if given and HandedOver.of(given[-1]) == new:
        return given[-1]
    answer_question(book, child, episode, "officer_name", officer)
    answer_question(book, child, episode, "officer_number", collar)
    answer_question(book, child, episode, "handed_over_at", utc(book.now()))
    return book.write(child, episode, NewEvent.note(new))


def refuse_copy(book: Casebook, child: str, episode: str, officer: str, collar: str) -> Event:
    """The officer refused it: name and number, to be sent to the Missing Persons Unit. The same within a
    minute is the same refusal."""
    before, new = book.child(child).episode(episode).refusals(), Refused(officer, collar)
    if before and Refused.of(before[-1]) == new and just_now(book, before[-1]):
        return before[-1]
    answer_question(book, child, episode, "refusing_officer_name", officer)
    answer_question(book, child, episode, "refusing_officer_number", collar)
    return book.write(child, episode, NewEvent.note(new))
