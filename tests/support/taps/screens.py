"""Every screen to tap on: those of `every_screen`, and those that an evening leads to."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.hand_over import hand_over
from carerapp.actions.log_call import log_dialled
from carerapp.actions.papers import Papers
from carerapp.actions.report import report
from carerapp.documents import Fonts
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.ui.every_screen import Day, Stop, stops

#: What happened by then, each day further on than the one before.
EVENINGS = ("rung", "reported", "copy", "given")


class Later(Day):
    """Missing, and so far along as its name says."""

    def __init__(self, clock: ToldClock, open_book: Callable[[Vault], Casebook], until: str) -> None:
        self.until = EVENINGS.index(until)
        super().__init__(clock, open_book, until)

    def _missing(self, book: Casebook) -> None:
        super()._missing(book)
        child, episode = self.child, self.episode["episode"]
        log_dialled(book, child, episode, "friend", "A Friend", "07700 900456")
        if self.until > 0:
            report(book, child, episode, reference="INVENTED-1")
        if self.until > 1:
            papers = Papers(book, Fonts.in_folder(bootstrap.ASSETS / "fonts"))
            copy = papers.officers_copy(child, episode, withheld={}).event
            if self.until > 2:
                hand_over(book, child, episode, copy, "PC Example", "0000")


def every_stop() -> Iterator[Stop]:
    """The screens of a new, a calm, a missing child's, a returned child's day and of a desk; then of the
    evening as it goes on."""
    clock = ToldClock()
    ids = (f"id{number:06x}" for number in itertools.count())
    protocols = bootstrap.protocols()

    def open_book(vault: Vault) -> Casebook:
        return Casebook(vault, Environment(clock, lambda: next(ids), protocols))

    yield from stops(clock, open_book)
    name = ScreenName
    screens = {
        "rung": (name.EPISODE, name.PEOPLE),
        "reported": (name.EPISODE, name.REPORT, name.TELL, name.HANDOVER, name.REFUSED, name.CLOSE),
        "copy": (name.HANDOVER,),
        "given": (name.EPISODE, name.HANDOVER, name.COPIES, name.FOUND),
    }
    for until, those in screens.items():
        day = Later(clock, open_book, until)
        yield from (Stop(screen, day, day.episode) for screen in those)
    back = Day(clock, open_book, "back")
    yield from (Stop(screen, back, back.episode) for screen in (name.EPISODE, name.RETURNED, name.CLOSE))
