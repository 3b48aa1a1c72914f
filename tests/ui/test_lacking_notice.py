"""The rules that hold for a child are not on this device: every screen says so, and none shows another
council's in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.actions.form_reading import Protocol
from carerapp.domain.lacking import SCRIPT
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import played
from tests.support.ui.every_screen import Day
from tests.support.ui.window import Window

SAID = "This device does not have the rules that hold for this child: those of “kent”"
NAME = ScreenName
OF_THE_EPISODE = (
    *(NAME.EPISODE, NAME.DANGER, NAME.DECIDE, NAME.ASKED, NAME.DUE, NAME.TELL, NAME.REPORT, NAME.SHIFT),
    *(NAME.PEOPLE, NAME.LAST_SEEN, NAME.ON_THE_PHONE, NAME.HANDOVER, NAME.REFUSED, NAME.COPIES, NAME.FOUND),
    *(NAME.CLOSE, NAME.NOTE, NAME.LOG, NAME.KEY_CONTACTS, NAME.FORMS, NAME.PROCEDURE, NAME.PREPARE),
    *(NAME.EARLIER, NAME.MOVE, NAME.POSSIBLE_RISK, NAME.TOGETHER),
)
SAYS = [(NAME.SAYS, {"about": about}) for about in ("before_report", "looking", "interview")]
GONE = [(NAME.WHY, {"rule": "HER-D1"}), (NAME.STEP, {"step": "k3_search_rooms"})]  # where a kept place was


def of_the_pack(protocol: Protocol) -> Iterator[str]:
    """What a screen could show of its steps, rules, people, numbers, times and script."""
    for rule in protocol.rules.values():
        yield from (rule.says, rule.quote)
    yield from (step.title for step in protocol.checklist)
    yield from (step.title for step in protocol.returning)
    yield from (inform.who for inform in protocol.inform if len(inform.who) > 12)
    yield from (contact.value for contact in protocol.contacts if len(contact.value) > 3)
    yield from (duty.what for duty in protocol.time_rules)
    yield from (line.ask for line in protocol.script)
    yield from (words.text for words in (*protocol.wording, *protocol.media, *protocol.safe_call))
    yield from (row.plain for row in protocol.decisions if row.plain)


def asked_here(protocol: Protocol) -> set[str]:
    """The questions of the forms, which stay, and what the police are told of anybody."""
    forms = (protocol.key_contacts, protocol.episode)
    asked = {words for form in forms for field in form.fields() for words in (field.label, field.question)}
    return asked | {line.ask for line in SCRIPT}


def under_kent(window: Window, child: str) -> None:
    """Another device says that a council's rules hold which this one never got."""
    app = window.app
    answer = app.book.child(child).profile.heads("protocol")[-1].to_json()
    last = app.book.child(child).events[-1].hlc
    app.session.vault.append(child, dict(answer) | {"id": "f" * 16, "value": "kent", "hlc": f"{last}z"})
    app.book.forget(child)
    assert app.book.child(child).lacks == "kent"


@pytest.mark.parametrize("kind", ["desk", "missing", "back"])
def test_every_screen_says_so_and_shows_nothing_of_another_council(
    clock: ToldClock, open_book: Callable[[Vault], Casebook], kind: str
) -> None:
    """And each of them can be opened; where the rules are here, nothing of it is said."""
    day = Day(clock, open_book, kind)
    pack = bootstrap.protocols().protocol("hertfordshire")
    theirs = {words for words in of_the_pack(pack) if words.strip()} - asked_here(pack)
    assert len(theirs) > 200
    first = (NAME.CHILDREN, NAME.DESK_EPISODE) if kind == "desk" else (NAME.CHILDREN, NAME.RETURNED)
    screens = [*((one, {}) for one in (*first, *OF_THE_EPISODE)), *SAYS, *GONE]

    async def play() -> None:
        async with Window(day.parts(day.copied())) as window:
            await window.type_pin(PIN)
            assert not window.shows("This device does not have the rules")
            under_kent(window, day.child)
            found: list[tuple[ScreenName, str]] = []
            for screen, more in screens:
                args = {} if screen is NAME.CHILDREN else {**day.episode, **more}
                window.app.home(Place(screen, args))
                window.app.redraw()
                await window.drawn()
                assert window.shows(SAID), screen
                assert window.shows("In doubt, ring: 999"), screen
                assert not window.shows("Something went wrong"), screen
                assert not window.shows("(?i)nothing (else )?is due|Nobody else has to"), screen
                said = "\n".join(window.words())
                found += [(screen, words) for words in theirs if words in said]
            assert not found

    played(play())
