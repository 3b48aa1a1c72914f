"""The carer's episode, tap by tap: what every journey, measurement and gallery walks through."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.browser.screen import Screen
from tests.support.pins import PIN

CARER = "Ada Example"
CHILD = "Example"  # the invented child's first name
EMERGENCY = ("Call 999. Someone is in danger now.", "Call 101. Police, not an emergency.")

# Buttons that a keyboard or a screen reader can't press, and those too small for a thumb. One that is cut by
# the edge of what scrolls is not small: it goes on below.
WEAK = """() => {
    const size = box => `${Math.round(box.width)} × ${Math.round(box.height)}`;
    return [...document.querySelectorAll('flt-semantics[role=button], flt-semantics[role=checkbox]')]
    .filter(e => e.getAttribute('aria-disabled') !== 'true')
    .flatMap(e => {
        const box = e.getBoundingClientRect(), name = e.getAttribute('aria-label') || e.innerText;
        const around = e.parentElement.closest('[role=group]')?.getBoundingClientRect();
        const cut = around
            && (Math.abs(box.bottom - around.bottom) < 2 || Math.abs(box.top - around.top) < 2);
        const small = !cut && (box.height < 47.5 || box.width < 47.5);
        const dead = !e.hasAttribute('flt-tappable') && e.getAttribute('role') === 'button';
        return [...(dead ? [`can't be pressed: ${name}`] : []),
                ...(small ? [`too small (${size(box)}): ${name}`] : [])];
    });
}"""

# The calls that every screen has, once each and all of it in sight; of one moment: between two
# questions a screen may give way to the next.
REACH = """names => names.flatMap(name => {
    const found = [...document.querySelectorAll('flt-semantics[role=button]')]
        .filter(e => (e.getAttribute('aria-label') || e.innerText).replaceAll('\\u00a0', ' ').includes(name));
    if (found.length !== 1) return [`missing: ${name}`];
    const box = found[0].getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight ? [] : [`out of sight: ${name}`];
})"""


def faults(screen: Screen, *, emergency: Sequence[str] = EMERGENCY) -> list[str]:
    """Everything that no screen may lack or show, as it stands now."""
    found = [f"axe: {f.rule} ({f.impact}): {f.elements}" for f in screen.axe()]
    found += [f"left this machine: {url}" for url in screen.outside]
    found += [f"JavaScript: {error}" for error in screen.errors]
    if weak := screen.page.evaluate(WEAK):  # what has just been drawn can be pressed a moment later
        screen.page.wait_for_timeout(1000)
        found += [one for one in screen.page.evaluate(WEAK) if one in weak]
    found += screen.page.evaluate(REACH, list(emergency))
    if screen.blank():
        found.append("blank")
    return found


@dataclass
class Walk:
    """One carer at one window. `arrived` is called on every screen with its name."""

    screen: Screen
    arrived: Callable[[str], object] = lambda name: None
    typed_at: float = 0.0  # when words were left half typed, and when the app was killed
    killed_at: float = 0.0
    asked_of_risk: int = 0  # how often a procedure put its question before the first step: a tap more

    # --- getting in ---------------------------------------------------------------------
    def type_pin(self, pin: str = PIN) -> None:
        """On our own keys. Not counted: the promise about taps begins after the PIN."""
        for number, digit in enumerate(pin, 1):
            self.screen.tap(digit, exact=True, count=False, at_once=True)
            self.screen.see(f"{number} numbers entered")
        self.screen.tap("Enter the PIN", count=False)

    def set_up(self, name: str = CARER) -> None:
        """The first time: a name, and a PIN twice."""
        screen = self.screen
        screen.see("Set up this device")
        self.arrived("first run")
        screen.type("Your name", name)
        screen.tap("Next: choose your lock")
        screen.see("Words are safer than numbers here")
        self.arrived("words offered")
        screen.tap("Use numbers instead")
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

    # --- the episode -----------------------------------------------------------------------
    def invented_child(self) -> None:
        self.screen.tap("Try it with an invented child")
        self.screen.see("Invented, for training")
        self.arrived("children")

    def start(self, child: str = CHILD, how: str = "They walked out") -> None:
        """The one unmistakable button, no danger now, and how it began."""
        self.screen.tap(re.compile(rf"{child} isn’t where they\sshould\sbe"))
        self.screen.see(f"Is {child} in danger now?")
        self.arrived("danger")
        self.screen.tap("No: start looking")
        self.screen.see(re.compile("How did this start|Is any risk to"))
        if self.screen.shows("Is any risk to"):  # where the procedure asks it before the first check
            self.arrived("possible risk")
            self.screen.tap("No: start looking")
            self.asked_of_risk += 1
            self.screen.see("How did this start")
        self.arrived("beginning")
        self.screen.tap(how)
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
        self.screen.see_no("What you saw or heard")  # the words stand in the box, too
        self.screen.see(words)

    def call_child(self) -> None:
        """Ring them, and say that nobody answered."""
        self.screen.tap(re.compile(r"^Call 07"))
        self.screen.see(re.compile("^You rang .* at"))
        self.arrived("after a call")
        self.screen.tap("No answer")
        self.screen.see_no(re.compile("^You rang .* at"))

    # --- the police ----------------------------------------------------------------------
    def decide(self, reason: str) -> None:
        """What the rules say, why, and on to the report."""
        screen = self.screen
        screen.tap("Should I report?", exact=True)
        screen.see("What the rules say")
        self.arrived("decide")
        screen.type("Why? In a few words", reason)
        self.to_the_report()
        self.arrived("report")

    def to_the_report(self) -> None:
        """By way of when and where they were last seen, while that is blank."""
        self.screen.tap("Report to the police now", exact=True)
        self.past_last_seen()

    def past_last_seen(self) -> None:
        """On the way to the report: nothing of it is written, where it is asked."""
        self.screen.see(re.compile("They will ask|Next: ring the police"))
        if self.screen.shows("Next: ring the police"):
            self.arrived("last seen")
            self.screen.tap("Next: ring the police")
        self.screen.see("They will ask")

    def report(self, reference: str, call_taker: str) -> None:
        """Ring, and write down the reference number before hanging up."""
        screen = self.screen
        screen.tap("Call 101", exact=True)
        screen.see("You rang at")
        screen.tap("Write down the reference number")
        screen.see_no("They will ask")
        screen.see("Before you hang up")
        self.arrived("before you hang up")
        screen.type(re.compile("reference"), reference)
        screen.type(re.compile("name|spoke", re.I), call_taker)
        screen.see("Next: who to tell")

    def tell(self) -> None:
        """The first on the list is told; then back to looking."""
        screen = self.screen
        screen.tap("Next: who to tell")
        screen.see("What happened?")
        self.arrived("tell")
        screen.tap("Told", exact=True)
        screen.see(re.compile(r"^Told \d\d:\d\d", re.M))
        screen.tap("Keep looking")
        screen.see("Do this next")

    def hand_over(self, officer: str, number: str, to: Path) -> Path:
        """The officer's copy, saved where the carer chooses, and who took it."""
        screen = self.screen
        screen.tap("Give the officer the form")
        screen.see("Which officer?")
        self.arrived("hand over")
        if officer:
            screen.type(re.compile("name", re.I), officer)
            screen.type(re.compile("number", re.I), number)
        screen.tap("Make the officer’s copy")
        screen.see("The copy is ready", timeout=60)
        self.arrived("the copy is ready")
        pdf = screen.download("Save or print the copy", to)
        screen.tap("The officer has it")
        screen.see("The officer has the copy")
        self.arrived("handed over")
        screen.tap("Back to what to do")
        screen.see("The officer’s copy, and what changed")
        return pdf

    def found(self, child: str = CHILD) -> None:
        screen = self.screen
        screen.tap(f"{child} is back", exact=True)
        screen.see("Came back by themself")
        self.arrived("found")
        screen.tap("Came back by themself")
        screen.tap("Save", exact=True)
        screen.see(f"Tell them {child} is back")
        self.arrived("returned")

    def close(self, child: str = CHILD) -> None:
        screen = self.screen
        screen.tap("Close this episode")
        screen.see("Why is it over?")
        self.arrived("close")
        screen.tap(f"{child} is back", exact=True)
        screen.tap("Close", exact=True)
        screen.see("Children")

    # --- other ways ------------------------------------------------------------------------
    def add_child(self, name: str, authority: str | re.Pattern[str] = "Hertfordshire") -> None:
        """A name and whose procedure holds are enough; home again without a word on the form."""
        screen = self.screen
        screen.tap("Add a child")
        screen.see("Full name")
        self.arrived("add a child")
        screen.type("Full name", name)
        if isinstance(authority, str):  # its row also says of when the edition is
            authority = re.compile(rf"^{re.escape(authority)}(\s|$)")
        screen.tap(authority)
        screen.tap("Add", exact=True)
        screen.see_no("Date of birth")
        self.arrived("the form")
        screen.tap(re.compile("^Back to "))
        screen.see("Children")

    def report_at_once(self) -> None:
        """Nothing looked at, nothing decided: straight to the police."""
        screen = self.screen
        self.to_the_report()
        screen.tap("I have reported it")
        screen.see("Next: who to tell")
        screen.tap("Back to what to do")
        screen.see("Do this next")

    def lock_and_unlock(self) -> None:
        """Hide blanks the screen; the PIN brings back the very place."""
        screen = self.screen
        title = self.title()
        screen.tap("Hide this screen", count=False)
        screen.see("Show")
        self.arrived("hidden")
        screen.tap("Show", count=False)
        self.unlock()
        screen.see(title)
