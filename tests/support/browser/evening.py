"""An evening at 22:40, whatever the time is: the app with a clock of its own, begun where a part begins.

Its two clocks go as this machine's do, so much later; a test can let minutes pass.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from carerapp import bootstrap
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook, Environment
from carerapp.domain.clock import Steady
from carerapp.vault.adapters.native_disk import NativeDisk
from forms.engine.uk_clock import uk
from tests.support.browser.quick import QuickApp
from tests.support.browser.quick import main as quick
from tests.support.browser.walk import CARER
from tests.support.pins import PIN

Act = Callable[[Casebook, str, str], object]  # the book, the child, the episode
AHEAD, PASSED = "CARERAPP_TEST_SECONDS_AHEAD", "minutes passed"
OWN_PHONE = "07700 900888"


def ahead() -> float:
    """Seconds from now to tomorrow's 22:40 in the United Kingdom: what was written before is not to come."""
    now = datetime.now(UTC)
    wall = uk(now).replace(tzinfo=None)
    return (wall.replace(hour=22, minute=40, second=0) + timedelta(days=1) - wall).total_seconds()


class EveningApp(QuickApp):
    """The app on an evening."""

    def __init__(self, data: Path, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)
        super().__init__(data, env={AHEAD: str(seconds)})
        self._command = [sys.executable, "-m", __name__]

    def now(self) -> datetime:
        """On its clock, in the United Kingdom's time."""
        return uk(datetime.now(UTC) + self._ahead) + _passed(self.data)

    def later(self, minutes: int) -> Self:
        """So many minutes pass."""
        _file(self.data).write_text(str(_passed(self.data) // timedelta(minutes=1) + minutes))
        return self


def begun(data: Path, seconds: float, *acts: Act, missing: bool = True) -> Path:
    """A carer's device with the invented child, who had to be in by 21:30; if missing, with what was done."""
    disk = NativeDisk(data)
    vault = bootstrap.door(disk).create(PIN, name=CARER, role="Foster carer")
    now = lambda: bootstrap.now() + timedelta(seconds=seconds)
    held = bootstrap.protocols().of(vault)
    environment = Environment(
        now=now, new_id=bootstrap.new_id, protocols=held, steady=_steady(data, bootstrap.steady_clock())
    )
    book = Casebook(vault, environment)
    child = bootstrap.invented_child(book)
    answer_question(book, child, book.child(child).profile.id, "check_in", "21:30")
    book.own.keep("phone", OWN_PHONE)
    if missing:
        _missing(book, child, acts)
    vault.lock()
    disk.close()
    return data


def _missing(book: Casebook, child: str, acts: tuple[Act, ...]) -> None:
    from carerapp.actions.answer_danger import answer_danger
    from carerapp.actions.start_episode import start_episode
    from carerapp.domain.outcomes import DangerAnswer

    episode = start_episode(book, child).id
    answer_danger(book, child, episode, DangerAnswer.NO)
    for act in acts:
        act(book, child, episode)


def _file(data: Path) -> Path:
    return data.with_name(data.name + " " + PASSED)


def _passed(data: Path) -> timedelta:
    try:
        return timedelta(minutes=int(_file(data).read_text()))
    except FileNotFoundError:
        return timedelta()


def _steady(data: Path, real: Callable[[], Steady]) -> Callable[[], Steady]:
    def at() -> Steady:
        now = real()
        return Steady(now.run, now.ms + _passed(data) // timedelta(milliseconds=1))

    return at


def main() -> int:
    """The app itself, some hours from now."""
    data = Path(sys.argv[sys.argv.index("--data") + 1])
    seconds, now, clock = timedelta(seconds=float(os.environ[AHEAD])), bootstrap.now, bootstrap.steady_clock
    for name, value in (
        ("now", lambda: now() + seconds + _passed(data)),
        ("steady_clock", lambda: _steady(data, clock())),
    ):
        setattr(bootstrap, name, value)
    return quick()


if __name__ == "__main__":
    sys.exit(main())
