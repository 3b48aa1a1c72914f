"""What stood in a carer's way: asked twice, out of reach, a heading out of sight, a word left out."""

from __future__ import annotations

from unittest.mock import patch

from carerapp.actions.answer_question import answer_question
from carerapp.actions.edit_table import add_row
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.report import report
from carerapp.domain.due_for import duties_for
from carerapp.domain.episode import CHILD
from carerapp.domain.outcomes import CallOutcome, StepOutcome
from carerapp.domain.script import call_script
from carerapp.ui.features.where_from import WORDS
from carerapp.ui.screen_name import ScreenName
from forms.packaged import available, load_protocol
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

NUMBER, STEP = "07700 900123", "k6_call_child"


async def begun(window: Window) -> Evening:
    await window.type_pin(PIN)
    await window.see("Example Child")
    evening = Evening(window, "hertfordshire")
    form = evening.book.child(evening.child).key_contacts.id
    answer_question(evening.book, evening.child, form, "phones", NUMBER)
    return evening


def test_after_a_call_there_is_one_button_and_the_form_says_what_came_of_it(calm: Calm) -> None:
    """*Couldn't* would print No beside a phone that was rung; the words are the log's own."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            book, child, episode = evening.book, evening.child, evening.episode
            await evening.at(ScreenName.STEP, "How did it go", step=STEP)
            assert StepOutcome.COULDNT.on_screen in window.taps()
            for outcome in (CallOutcome.DIDNT_RING, CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL):
                rung = log_dialled(book, child, episode, CHILD, "Kim Sample", NUMBER)
                log_call(book, child, episode, rung, outcome)
                calm.clock.forward(minutes=1)
            said = "Rang at 22:41: no answer. Rang at 22:42: voicemail"
            await evening.at(ScreenName.STEP, f"“{said}”", step=STEP)
            assert StepOutcome.COULDNT.on_screen not in window.taps()
            await window.tap("Done")
            check = book.child(child).episode(episode).check(STEP)
            assert check is not None
            assert (check.outcome, check.comments) == (StepOutcome.DONE, said)

    played(play())


def test_what_is_printed_of_friends_that_were_rung_names_nobody(calm: Calm) -> None:
    """The people may be left out of the copy: the row says how many, each with the newest outcome."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            book, child, episode = evening.book, evening.child, evening.episode
            form = book.child(child).key_contacts.id
            for name, outcomes in (
                ("Sam Example", (CallOutcome.NO_ANSWER, CallOutcome.NOT_SEEN)),
                ("Alex Example", (CallOutcome.NO_ANSWER,)),
            ):
                row = add_row(book, child, form, "people")
                answer_question(book, child, form, f"people/{row}/name", name)
                for outcome in outcomes:
                    rung = log_dialled(book, child, episode, row, name, NUMBER)
                    log_call(book, child, episode, rung, outcome)
            await evening.at(ScreenName.STEP, "You rang: that is done", step="k8_friends_family")
            assert window.shows("“Rang 2: 1 not seen, 1 no answer”")
            assert not window.shows("Rang.*Sam")

    played(play())


def test_add_the_number_begins_with_the_number(calm: Calm) -> None:
    """Its question is the spot that the screen begins with."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            form = evening.book.child(evening.child).key_contacts.id
            answer_question(evening.book, evening.child, form, "phones", "")
            await evening.at(ScreenName.STEP, "No number on the form", step=STEP)
            begins: list[str] = []
            shown = window.app.display.begins

            def noted(scroll: object, top: str, depth: int, at: str = "", *, told: bool = False) -> None:
                begins.append(at)
                shown(scroll, top, depth, at, told=told)  # type: ignore[arg-type]

            with patch.object(window.app.display, "begins", noted):
                await window.tap("Add the number")
                await window.see("1. ")
            assert begins[-1] == f"asked:{form}:phones"
            keys = [str(control.key) for control in window.controls() if getattr(control, "key", None)]
            assert begins[-1] in keys

    played(play())


def test_a_row_that_is_opened_is_brought_into_sight(calm: Calm) -> None:
    """What was open above it closes, and all that stands below moves up."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            report(evening.book, evening.child, evening.episode, reference="REF 1")
            await evening.at(ScreenName.TELL, "Who to tell")
            shown: list[str] = []
            with patch.object(window.app.display, "show", shown.append):
                await window.tap_row("Out of hours service (SOOHS)")
            (spot,) = shown
            keys = [str(control.key) for control in window.controls() if getattr(control, "key", None)]
            assert spot in keys

    played(play())


def test_where_words_come_from_is_one_quiet_line(calm: Calm) -> None:
    """No rule's number and no paragraph on the card; a tap brings both out."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            await evening.at(ScreenName.STEP, WORDS, step=STEP)
            assert not window.shows("§3.1")
            await window.tap(next(name for name in window.taps() if name.startswith(WORDS)))
            await window.see("§3.1|Section 5")
            await evening.at(ScreenName.DUE, "What is due")
            assert not window.shows(r"§|HER-")
            await evening.at(ScreenName.WHY, "^Why$", rule="HER-T1")
            assert not window.shows("To be checked")
            await window.tap(next(name for name in window.taps() if name.startswith(WORDS)))
            await window.see("Rule HER-T1. To be checked")

    played(play())


def test_numbers_and_addresses_of_the_procedure_can_be_tapped(calm: Calm) -> None:
    """A number rings, an address is written to, a page opens; nothing goes into a log."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            entries = len(evening.book.child(evening.child).events)
            await evening.at(ScreenName.PROCEDURE, "Numbers and addresses")
            assert "Personal adviser" not in window.taps()  # no number in the procedure
            opened: list[str] = []
            with patch.object(window.app.device, "_open", opened.append):
                for contact in load_protocol("hertfordshire").contacts:
                    if contact.id in ("police", "mpu_email"):
                        await window.tap_row(contact.name)
            assert opened[0] == "tel:101"
            assert opened[1].startswith("mailto:")
            assert len(evening.book.child(evening.child).events) == entries

    played(play())


def test_what_the_words_mean_says_the_words(calm: Calm) -> None:
    """Each definition under its word, in each authority's procedure."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            await evening.at(ScreenName.PROCEDURE, "What the words mean")
            words = window.words()
            for part in load_protocol("hertfordshire").definitions:
                assert words[words.index(f"“{part.text}”") - 1] == part.word

    played(play())
    assert load_protocol("hertfordshire").definitions[6].word == "Absent"
    terms = [part.word for one in available() for part in load_protocol(one.id).definitions]
    assert "Unaccompanied child who asks for asylum (UASC)" in terms


def test_the_script_says_who_rings_and_no_number_for_whether(calm: Calm) -> None:
    """Name, role and phone of the carer; a Compact PID is no answer to *missing before?*."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            book = evening.book
            form = book.child(evening.child).key_contacts.id
            answer_question(book, evening.child, form, "compact_pid", "PID-77")
            book.own.keep("phone", "07700 900888")
            await evening.at(ScreenName.REPORT, "They will ask")
            assert window.shows("A. Carer, foster carer, 07700 900888")
            child = book.child(evening.child)
            said = {a.ask: a for a in call_script(child, child.episode(evening.episode), window.app.now())}
            assert not said["Have they been missing before?"].known
            assert "PID-77" in said["Who is missing?"].answer

    played(play())


def test_what_the_app_fills_in_itself_is_not_due_once_it_has(calm: Calm) -> None:
    """Section 5 is filled in as the copy is made."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            book, child, episode = evening.book, evening.child, evening.episode
            report(book, child, episode, reference="REF 1")

            def due() -> list[str]:
                file = book.child(child)
                return [d.rule for d in duties_for(file, file.episode(episode), window.app.now())]

            assert "HER-T17" in due()
            await evening.at(ScreenName.HANDOVER, "Give the officer the form")
            await window.tap("Make the officer’s copy")
            await window.see("The copy is ready")
            assert "HER-T17" not in due()

    played(play())


def test_what_a_form_says_stands_beside_the_question(calm: Calm) -> None:
    """A court's rules and health were written on a calm day: nobody has to look for them."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            book = evening.book
            profile = book.child(evening.child).profile.id
            answer_question(book, evening.child, profile, "court_rules", "Home by 19:00 on weekdays")
            await evening.at(ScreenName.DECIDE, "What you know")
            assert window.shows("On the form: Home by 19:00 on weekdays")

    played(play())
