"""A drill with one's own child's form: marked everywhere, it rings and reaches nobody, and leaves nothing."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from carerapp import bootstrap
from carerapp.actions.answer_question import answer_question
from carerapp.actions.drill import drills, start_drill
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.open_form import open_form
from carerapp.actions.papers import Papers
from carerapp.actions.report import report
from carerapp.actions.tick_step import tick_step
from carerapp.documents import Fonts
from carerapp.domain.applying import Applying
from carerapp.domain.child import DRILL
from carerapp.domain.due_for import history_of
from carerapp.domain.episode import Episode
from carerapp.domain.likely_same import likely_same
from carerapp.domain.outcomes import ClosedBecause, StepOutcome
from carerapp.ui.features.drill import MARK
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.machine import ROOT
from tests.support.paper.reading import pages, pdftotext
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

ABOUT_AN_EPISODE = (
    ScreenName.DANGER,
    ScreenName.BEGINNING,
    ScreenName.EPISODE,
    ScreenName.PEOPLE,
    ScreenName.DECIDE,
    ScreenName.NOTE,
    ScreenName.LAST_SEEN,
    ScreenName.LOG,
    ScreenName.ON_THE_PHONE,
    ScreenName.DUE,
    ScreenName.REPORT,
    ScreenName.TELL,
    ScreenName.HANDOVER,
    ScreenName.REFUSED,
    ScreenName.COPIES,
    ScreenName.DOOR,
    ScreenName.FOUND,
    ScreenName.RETURNED,
    ScreenName.CLOSE,
    ScreenName.KEY_CONTACTS,
    ScreenName.FORMS,
    ScreenName.PROCEDURE,
)


async def real(window: Window) -> Evening:
    """A real child with a number and a friend, at home: the evening before is over."""
    await window.type_pin(PIN)
    await window.see("Example Child")
    evening = Evening(window, "hertfordshire")
    book, child = evening.book, evening.child
    mark_found(book, child, evening.episode, how="Came back by themself")
    close_episode(book, child, evening.episode, ClosedBecause.BACK)
    form = book.child(child).key_contacts.id
    answer_question(book, child, form, "phones", "07700 900123")
    answer_question(book, child, form, "safe_word", "purple kettle")
    return evening


def test_every_screen_of_a_drill_says_so(calm: Calm) -> None:
    """Also the danger question and the child's own form; the real child's screens do not."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await real(window)
            window.app.home()
            window.app.redraw()
            await window.tap("Drill: practise with Kim’s form")
            await window.see("in danger now")
            drill, episode = start_drill(evening.book, evening.child)
            place = {"child": drill, "episode": episode.id}
            for name in ABOUT_AN_EPISODE:
                window.app.home(Place(name, place))
                window.app.redraw()
                await window.drawn()  # what was drawn before says the same
                assert window.app.place.name is name
                assert MARK in window.words(), f"{name} is not marked"
                assert window.shows("DRILL: Kim Sample"), name
                assert any(tap.startswith("Call 999") for tap in window.taps()), name
            window.app.home(Place(ScreenName.KEY_CONTACTS, {"child": evening.child}))
            window.app.redraw()
            await window.until(lambda: MARK not in window.words(), "the real form is marked")

    played(play())


def test_a_drill_rings_writes_to_and_opens_nothing(calm: Calm) -> None:
    """The numbers on the form are real. Only the bar at the bottom rings: somebody may be in danger."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await real(window)
            drill, episode = start_drill(evening.book, evening.child)
            place = {"child": drill, "episode": episode.id}
            opened: list[str] = []
            with patch.object(window.app.device, "_open", opened.append):

                async def tap(name: ScreenName, button: str, **more: str) -> None:
                    window.app.home(Place(ScreenName.EPISODE, place), Place(name, {**place, **more}))
                    window.app.redraw()
                    await window.tap(button)

                await tap(ScreenName.DANGER, "Yes or not sure: call 999")
                await window.see("They will ask")
                await tap(ScreenName.REPORT, "Call 999 for Kim")
                await window.see("Drill: 999 was not rung")
                await tap(ScreenName.STEP, "Call 07700 900123", step="k6_call_child")
                await window.see("Drill: 07700 900123 was not rung")
                await tap(ScreenName.STEP, "Send a text", step="k6_call_child")
                await tap(ScreenName.REFUSED, "Write down that they refused")
                await window.tap("Open it in your e-mail")
                await window.see("Drill: nothing was sent to")
                window.app.home(Place(ScreenName.PROCEDURE, place))
                window.app.redraw()
                await window.see("Numbers and addresses")
                await window.tap_row("Police")
                assert opened == []
                await window.tap("Call 999. Someone is in danger now.")
                assert opened == ["tel:999"]

    played(play())


def test_no_paper_of_a_drill_is_without_its_mark(calm: Calm, tmp_path: Path) -> None:
    """Each page of each paper that can be made; the name on it says so, too."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await real(window)
            book = evening.book
            drill, episode = start_drill(book, evening.child)
            report(book, drill, episode.id, reference="REF 1")
            papers = Papers(book, Fonts.in_folder(ROOT / "assets" / "fonts"))
            copy = papers.officers_copy(drill, episode.id, withheld={})
            answer_question(book, drill, episode.id, "last_seen_place", "Park")
            form = book.child(drill).protocol.forms[0]
            other = book.protocols.form(form)
            made = [
                copy.pdf,
                papers.whole_form(drill),
                papers.call_script(drill, episode.id).pdf,
                papers.chronology(drill, episode.id).pdf,
                papers.supplement(drill, episode.id, copy.event).pdf,
                papers.other_form(drill, open_form(book, drill, other).id).pdf,
            ]
            for pdf in made:
                text = pdftotext(pdf)
                assert all(DRILL in page for page in text.split("\f")[:-1])
                assert text.count("\f") == pages(pdf)
                assert "DRILL: Kim Sample" in " ".join(text.split())

    played(play())


@pytest.mark.parametrize("endpoint", ["https://la.example", "http://127.0.0.1:8600", "http://localhost:1"])
def test_a_drill_goes_to_no_endpoint_at_all(calm: Calm, endpoint: str) -> None:
    """Not to the training one on this machine either: it holds a real child's form."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await real(window)
            drill, _ = start_drill(evening.book, evening.child)
            shared = {child for child, _ in bootstrap.shared_children(evening.book, endpoint)}
            assert evening.child in shared
            assert drill not in shared

    played(play())


def test_a_drill_counts_nowhere_and_ends_with_what_was_missed(calm: Calm) -> None:
    """No entry in the child's own log, no earlier time, no question whether the two are one; the end says how
    long it took, names what was left out, and leaves nothing."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await real(window)
            book, child = evening.book, evening.child
            before = len(book.child(child).events), len(history_of(book.child(child), _last(evening)))
            ids = set(book.ids())
            drill, episode = start_drill(book, child)
            assert book.child(drill).key_contacts.text("safe_word") == "purple kettle"
            assert likely_same(book.every_file(), book.said()) == ()
            steps = Applying(book.child(drill), episode, window.app.now()).steps()
            for step in steps[1:]:
                tick_step(book, drill, episode.id, step.field, StepOutcome.DONE)
            calm.clock.forward(minutes=6)
            report(book, drill, episode.id, reference="")
            calm.clock.forward(minutes=5)
            window.app.home(Place(ScreenName.EPISODE, {"child": drill, "episode": episode.id}))
            window.app.redraw()
            await window.tap("End the drill")
            await window.see("It took 11 min")
            await window.see("The report was made after 6 min")
            assert window.shows("When and where they were last seen")
            assert window.shows("The police reference number")
            assert window.shows(steps[0].title.replace("{name}", "Kim"))
            assert not window.shows(steps[1].title.replace("{name}", "Kim"))
            await window.tap("End and erase the drill")
            await window.until(lambda: not drills(book), "it is still there")
            assert set(book.ids()) == ids
            window.app.session.erase_child(drill, reason="said again")  # a second tap finds it gone
            own = book.child(child)
            assert before == (len(own.events), len(history_of(own, _last(evening))))
            assert not own.open_episode
            await window.see("Drill: practise with Kim’s form")

    played(play())


def _last(evening: Evening) -> Episode:
    return evening.book.child(evening.child).episode(evening.episode)


def test_what_is_real_is_written_into_the_real_log(calm: Calm) -> None:
    """A child goes missing while a drill runs: the bar's 999 stands in their log."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await real(window)
            drill, practised = start_drill(evening.book, evening.child)
            other = Evening(window, "hertfordshire")
            with patch.object(window.app.device, "_open"):
                window.app.device.call_999()
            assert other.book.child(other.child).episode(other.episode).calls_waiting("999")
            assert not other.book.child(drill).episode(practised.id).calls_waiting("999")

    played(play())
