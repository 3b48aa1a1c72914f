"""An evening on which everything that writes a fact is tapped twice or three times, at four paces, and what
the log says after each: one entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from carerapp import bootstrap
from carerapp.vault import Disk
from tests.support.browser.finger import Finger
from tests.support.pins import PIN

CALL = re.compile(r"^Call 07")


@dataclass
class Log:
    """The log as it lies on the device, read from copies of the files while the app runs. ``copied``: one of
    them, while it is looked at."""

    copied: Callable[[], AbstractContextManager[Disk]]
    _before: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.new()

    def new(self) -> dict[str, int]:
        """How many entries of which kind were written since it was read last."""
        now = self._entries()
        new, self._before = now - self._before, now
        return dict(new)

    def _entries(self) -> Counter[str]:
        with self.copied() as disk:
            vault = bootstrap.door(disk).unlock(PIN)
            entries = [entry for child in vault.children() for entry in vault.entries(child)]
            vault.lock()
        return Counter(str(entry["field"]) for entry in entries)


@dataclass
class TappedEvening:
    """A child is missing and the first step is ticked. Its parts in this order: each at another pace."""

    screen: Finger
    log: Log

    def all_of_it(self) -> list[str]:
        """Call, report, told, hand over, found; returns what that writes came up where the last tap was."""
        for part in (self.call, self.report, self.tell, self.hand_over, self.found):
            part()
        self.screen.look_under()
        return self.screen.came_up

    def call(self) -> None:
        """Rings the child; nobody answers."""
        screen, log = self.screen, self.log
        screen.tap_again(CALL, 3, 0.06)
        assert log.new() == {"dialled": 1}
        screen.tap_again("No answer", 2, 0.45, exact=True)
        assert log.new() == {"call": 1}

    def report(self) -> None:
        """Reported; taken back; reported once more."""
        screen, log = self.screen, self.log
        screen.tap_again(re.compile("^Report to the police now$"), 3, 0.15)
        screen.tap_again("Next: ring the police", 3, 0.15)
        screen.see("They will ask")
        assert log.new() == {}
        screen.tap_again("I have reported it", 3, 0.45)
        assert log.new() == {"reported_at": 1}
        screen.tap("Not reported after all")
        screen.tap_again("Yes: not reported after all", 2, 0.06)
        assert log.new() == {"reported_at": 1}
        screen.tap_again("I have reported it", 2, 0.3)
        assert log.new() == {"reported_at": 1}

    def tell(self) -> None:
        """The first on the list is told."""
        screen, log = self.screen, self.log
        screen.tap_again("Next: who to tell", 2, 0.15)
        screen.see("What happened?")
        assert log.new() == {}
        screen.tap_again("Told", 3, 0.3, exact=True)
        assert log.new() == {"told": 1}
        screen.tap_again("Keep looking", 2, 0.45)
        screen.see("Do this next")

    def hand_over(self) -> None:
        """The officer's copy is made and handed over."""
        screen, log = self.screen, self.log
        screen.tap_again("Give the officer the form", 3, 0.45)
        screen.see("Which officer?")
        assert log.new() == {}
        screen.tap_again("Make the officer’s copy", 3, 0.3)
        screen.see("The copy is ready", timeout=60)
        assert log.new() == {"copy": 1, "completed_by_5": 1, "completed_at_5": 1}
        screen.tap_again("The officer has it", 2, 0.06)
        screen.see("The officer has the copy")
        assert log.new() == {"handed_over": 1, "handed_over_at": 1}
        screen.tap("Back to what to do")

    def found(self) -> None:
        """Back home, and closed."""
        screen, log = self.screen, self.log
        screen.tap_again("Example is back", 3, 0.15, exact=True)
        screen.tap("Came back by themself")
        assert log.new() == {}
        screen.tap_again("Save", 3, 0.06, exact=True)
        screen.see("Tell them Example is back")
        assert log.new() == {"found_at": 1, "found_how": 1}
        screen.tap_again("Close this episode", 2, 0.3)
        screen.tap("Example is back", exact=True)
        assert log.new() == {}
        screen.tap_again("Close", 3, 0.15, exact=True)
        screen.see("Earlier times")
        assert log.new() == {"closed_reason": 1}
