"""What the authority confirmed, as a home writes it down; and what cannot be read of it."""

from __future__ import annotations

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.domain.due_for import advice_for, confirmed
from forms.packaged import available, load_protocol


@pytest.mark.parametrize("words", ["late", "11pm or so", "25:00", "9.30", "٢٣:٠٠"])
@pytest.mark.parametrize("pack", [each.id for each in available()])
def test_a_time_that_cannot_be_read_confirms_nothing(pack: str, words: str, book: Casebook) -> None:
    """It stays on the form; in an episode the advice is what it is without it."""
    form = load_protocol(pack).preparation
    assert form is not None
    times = [field.name for field in form.section("confirmed").fields if field.kind == "time"]
    assert "overnight_starts" in times
    children = [add_child(book, full_name="Ola Example", protocol_id=pack) for _ in range(2)]
    for name in times:
        answer_question(book, children[0], book.child(children[0]).profile.id, name, words)
    assert book.child(children[0]).profile.text("overnight_starts") == words
    assert confirmed(book.child(children[0])) == {}
    due = []
    for child in children:
        episode = start_episode(book, child)
        report(book, child, episode.id)
        file = book.child(child)
        advice = advice_for(file, file.episodes[-1], book.now())
        due.append([(duty.rule, duty.state) for duty in advice.due])
        assert advice.verdict.rows is not None
    assert due[0] == due[1]


def test_a_time_is_confirmed_as_it_was_read(book: Casebook) -> None:
    """Hours and minutes."""
    child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    answer_question(book, child, book.child(child).profile.id, "overnight_starts", "23:00")
    assert confirmed(book.child(child)) == {"overnight_starts": "23:00"}
