"""Every sentence of the crisis path that can have a line under it, taken from the drawn screens.

What a screen looks a translation up for is written down, under every authority and at each moment of an
evening: so nothing has to be marked in the code, and what is no longer said is found too.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Iterator
from unittest.mock import patch

from carerapp import bootstrap
from carerapp.actions.answer_danger import answer_danger
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.child_phoned import child_phoned
from carerapp.actions.decide import decide
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.mark_found import mark_found
from carerapp.actions.report import report
from carerapp.actions.tell_police import tell_police
from carerapp.actions.tick_step import tick_step
from carerapp.domain.applying import Applying
from carerapp.domain.episode import CHILD
from carerapp.domain.outcomes import CallOutcome, DangerAnswer, ReportDecision, SafeWord, StepOutcome
from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.domain.topics import Topic
from carerapp.languages import LANGUAGES
from carerapp.languages.ident import bare, ident, sentences
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.window.own_language import WITH_A_LINE_UNDER
from carerapp.ui.window.what_for import Asked
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm
from tests.support.ui.crisis_path import NotOurs
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

Said = dict[str, set[str]]  # id -> the screens that say it
#: No sentence of the app: the invented child, times and days alone, a paragraph of a procedure.
_NO_SENTENCE = re.compile(
    r"(?i)sample|^kim\b|^\W*$|^[\d\W]+$|^\{\w+\}$|\d\d/\d\d|\d nov|november|^\w\.?$"
    r"|^“?(at \{time\}:|the reference is)|section \d+[^.]* form|section \d.*\(L|\(L\d"
    r"|§|appendix|of the reporting"
)
#: Left in English: counts, and sentences that name an authority's own form or line.
_LEFT = re.compile(
    r"^\d+ more due|not part of the .* form|Careline|Portsmouth Missing|^Like \{time\}|^From the log"
)


class _Listening:
    """In a catalogue's place: has no translation, and notes what it was asked for."""

    language = LANGUAGES[0]

    def __init__(self) -> None:
        self.asked: Said = {}
        self.words: dict[str, str] = {}  # the same with its full stop
        self.screen = ""

    def under(self, words: str, name: str) -> str:
        for one in sentences(words) if "\n" not in words else ():
            id = bare(ident(one, name)[0])[0]
            self.asked.setdefault(id, set()).add(self.screen)
            self.words[id] = ident(one, name)[0]
        return ""


def gather() -> Said:
    """Drawn without a browser, at one time of day; nothing is kept."""
    heard, clock = _Listening(), ToldClock()
    ids = (f"id{number:06x}" for number in itertools.count())
    packs = bootstrap.protocols()

    def open_book(vault: Vault) -> Casebook:
        return Casebook(vault, Environment(clock, lambda: next(ids), packs))

    device = Calm(clock, open_book)
    device.set_up()

    async def walk() -> None:
        async with Window(device.parts) as window:
            await window.type_pin(PIN)
            for pack in window.app.book.protocols.available():
                await _evening(Evening(window, pack.id), heard)

    with patch("carerapp.ui.window.own_language.catalogue_of", lambda code: heard):
        asyncio.run(walk())
    not_ours = NotOurs()
    return {id: screens for id, screens in sorted(heard.asked.items()) if _ours(heard.words[id], not_ours)}


def _ours(id: str, not_ours: NotOurs) -> bool:
    """All of it is the app's own: not a procedure's words, and not its source."""
    if _NO_SENTENCE.search(id) or _LEFT.search(id):
        return False
    return "".join("".join(not_ours.without(id)).split()) == "".join(id.split())


async def _evening(evening: Evening, heard: _Listening) -> None:
    """Each screen at each moment."""
    for steps in _moments(evening):
        for place in _places(evening, steps=steps):
            evening.window.app.home(place)
            heard.screen = place.name.value
            if steps:  # asked, and not asked
                evening.window.app.state(Asked)
            evening.window.app.redraw()
            await evening.window.drawn()


def _places(evening: Evening, *, steps: bool) -> list[Place]:
    about = {"child": evening.child, "episode": evening.episode}
    child = evening.book.child(evening.child)
    each = Applying(child, child.episode(evening.episode), evening.window.app.now()).steps()
    notes = [event for event in child.events if event.kind == "note"]
    phoned = [event.id for event in notes if event in notes[-1:] or event.field == Topic.CHILD_PHONED]
    screens = sorted(WITH_A_LINE_UNDER - {ScreenName.STEP, ScreenName.NEWS})
    return [
        *(Place(name, about) for name in screens),
        *(Place(ScreenName.STEP, {**about, "step": step.field}) for step in (each if steps else ())),
        *(Place(ScreenName.NEWS, {**about, "entry": entry}) for entry in phoned),
        Place(ScreenName.REPORT, {**about, "part": "write"}),
    ]


def _moments(evening: Evening) -> Iterator[bool]:
    """Begun; in danger; rung; steps tried; on the phone; reported; back. Whether the steps look different."""
    book, child, episode = evening.book, evening.child, evening.episode
    now = evening.window.app.now
    yield True
    answer_danger(book, child, episode, DangerAnswer.YES_OR_UNSURE)
    yield False
    log_dialled(book, child, episode, EMERGENCY, EMERGENCY, EMERGENCY)
    yield False
    answer_danger(book, child, episode, DangerAnswer.NO)
    log_dialled(book, child, episode, CHILD, "Kim Sample", "07700 900123")
    yield False
    waiting = book.child(child).episode(episode).call_waiting()
    assert waiting is not None
    log_call(book, child, episode, waiting, CallOutcome.NO_ANSWER)
    log_dialled(book, child, episode, "friend", "Sample Friend", "07700 900456")
    steps = Applying(book.child(child), book.child(child).episode(episode), now()).steps()
    for step, outcome in zip(steps, itertools.cycle(StepOutcome), strict=False):
        tick_step(book, child, episode, step.field, outcome)
    yield True
    decide(book, child, episode, ReportDecision.NOT_YET, "Sample", [])
    child_phoned(book, child, episode, said="Sample", where="Sample", safe_word=SafeWord.NOT_GIVEN)
    yield False
    rung = log_dialled(book, child, episode, NON_EMERGENCY, NON_EMERGENCY, NON_EMERGENCY)
    yield False
    call = log_call(book, child, episode, rung, CallOutcome.SPOKE)
    yield False
    phoned = book.child(child).episode(episode).record.notes(Topic.CHILD_PHONED)
    tell_police(book, child, episode, call, phoned, told=True)
    yield False
    report(book, child, episode, reference="SAMPLE-1")
    yield False
    mark_found(book, child, episode)
    yield False
