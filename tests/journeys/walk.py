"""The carer's night, tap by tap: what every journey, measurement and gallery walks through."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.journeys.browser import Screen

PIN = "482917"
CARER = "Ada Example"
CHILD = "Example"  # the invented child's first name
EMERGENCY = ("Call 999. Someone is in danger now.", "Call 101. Police, not an emergency.")

# Buttons that a keyboard or a screen reader can't press, and those too small for a thumb. One that is cut by
# the edge of what scrolls is not small: it goes on below.
WEAK = """() => [...document.querySelectorAll('flt-semantics[role=button], flt-semantics[role=checkbox]')]
    .filter(e => e.getAttribute('aria-disabled') !== 'true')
    .flatMap(e => {
        const box = e.getBoundingClientRect(), name = e.getAttribute('aria-label') || e.innerText;
        const around = e.parentElement.closest('[role=group]')?.getBoundingClientRect();
        const cut = around && (Math.abs(box.bottom - around.bottom) < 2 || Math.abs(box.top - around.top) < 2);
        const small = !cut && (box.height < 47.5 || box.width < 47.5);
        const dead = !e.hasAttribute('flt-tappable') && e.getAttribute('role') === 'button';
        return [...(dead ? [`can't be pressed: ${name}`] : []),
                ...(small ? [`too small (${Math.round(box.width)} × ${Math.round(box.height)}): ${name}`] : [])];
    })"""


def faults(screen: Screen, *, emergency: Sequence[str] = EMERGENCY) -> list[str]:
    """Everything that no screen may lack or show, as it stands now."""
    found = [f"axe: {f.rule} ({f.impact}): {f.elements}" for f in screen.axe()]
    found += [f"left this machine: {url}" for url in screen.outside]
    found += [f"JavaScript: {error}" for error in screen.errors]
    found += screen.page.evaluate(WEAK)
    for name in emergency:
        button = screen.page.get_by_role("button", name=name)
        box = button.bounding_box() if button.count() == 1 else None
        size = screen.page.viewport_size
        if box is None:
            found.append(f"missing: {name}")
        elif size and not (box["y"] >= 0 and box["y"] + box["height"] <= size["height"]):
            found.append(f"out of sight: {name}")
    if screen.blank():
        found.append("blank")
    return found


@dataclass
class Walk:
    """One carer at one window. `arrived` is called on every screen with its name."""

    screen: Screen
    arrived: Callable[[str], object] = lambda name: None

    # --- getting in ---------------------------------------------------------------------
    def type_pin(self, pin: str = PIN) -> None:
        """On our own keys. Not counted: the promise about taps begins after the PIN."""
        for number, digit in enumerate(pin, 1):
            self.screen.tap(digit, exact=True, count=False)
            self.screen.see(f"{number} numbers entered")
        self.screen.tap("Enter the PIN", count=False)

    def set_up(self, name: str = CARER) -> None:
        """The first time: a name, and a PIN twice."""
        screen = self.screen
        screen.see("Set up this device")
        self.arrived("first run")
        screen.type("Your name", name)
        screen.tap("Next: choose a PIN")
        screen.see("Choose a PIN")
        self.arrived("choose a PIN")
        self.type_pin()
        screen.see("Enter the PIN again")
        self.type_pin()
        screen.see("No child here yet")
        self.arrived("no child yet")

    def unlock(self) -> None:
        self.screen.see("Enter your PIN")
        self.arrived("locked")
        self.type_pin()
        self.screen.see_no("Enter the PIN")

    # --- the night -----------------------------------------------------------------------
    def invented_child(self) -> None:
        self.screen.tap("Try it with an invented child")
        self.screen.see("Invented, for training")
        self.arrived("children")

    def start(self, child: str = CHILD) -> None:
        """The one unmistakable button, and no danger now."""
        self.screen.tap(re.compile(rf"{child} isn’t where they\sshould\sbe"))
        self.screen.see(f"Is {child} in danger now?")
        self.arrived("danger")
        self.screen.tap("No: start looking")
        self.screen.see("Do this next")

    def tick(self, outcome: str = "Done") -> None:
        """How did it go? With the step that is open. Returns when the screen says it is saved."""
        before = self.title()
        self.screen.tap(outcome, exact=True)
        self.screen.see_no_heading(before)

    def title(self) -> str:
        """The one open thing."""
        return self.screen.headings()[0]

    def note(self, words: str) -> None:
        self.screen.tap("Add to the log")
        self.screen.see("What you saw or heard")
        self.arrived("note")
        self.screen.type("What happened?", words)
        self.screen.tap("Save", exact=True)
        self.screen.see(words)

    def call_child(self) -> None:
        """Ring them, and say that nobody answered."""
        self.screen.tap(re.compile(r"^Call 07"))
        self.screen.see(re.compile("^You rang .* at"))
        self.arrived("after a call")
        self.screen.tap("No answer")
        self.screen.see_no(re.compile("^You rang .* at"))
