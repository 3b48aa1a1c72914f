"""A shared tablet walked through in the browser: a sheet, a colleague, a shift, and an episode begun while
locked."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.browser.walk import CHILD, Walk
from tests.support.pins import BEN


def shared_tablet(walk: Walk, to: Path) -> None:
    """Every screen about who may open the notes."""
    screen = walk.screen
    walk.set_up("Ada Example")
    walk.invented_child()
    walk.arrived("home")
    _sheet(walk, to)
    _colleague(walk)
    walk.start()
    screen.tap("Somebody else signs in")
    screen.see("Who is signing in?")
    walk.arrived("who")
    screen.tap("Sign in as BE")
    walk.type_pin(BEN)
    screen.tap(re.compile("^Go on"))
    screen.see("Ada Example has this night")
    walk.arrived("episode of another")
    screen.tap("Take over the shift")
    screen.see("You are signed in as Ben Example")
    walk.arrived("shift")
    screen.tap(re.compile("^I accept"))
    screen.see(re.compile("Took over the shift from Ada Example"))
    screen.tap("Somebody else signs in")
    _locked(walk)
    screen.tap("Sign in as AE")
    walk.type_pin()
    screen.see("Which child is this about?")
    screen.see("Bag is gone")
    walk.arrived("captured")
    screen.tap(f"{CHILD} Child", exact=True)
    screen.see(re.compile("Put in what was written while the app was locked, by Kim"))


def _sheet(walk: Walk, to: Path) -> None:
    screen = walk.screen
    screen.tap("Make a recovery sheet")
    screen.see("A way in when the PIN is forgotten")
    walk.arrived("sheet explained")
    screen.tap("Make the sheet")
    screen.see("Now try it")
    walk.arrived("sheet made")
    paper = screen.download("Save or print the sheet", to / "recovery-sheet.pdf")
    from tests.journeys.paper import read_pdf

    found = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", read_pdf(paper))
    assert found, "the code stands on the paper"
    screen.type("Type the code from the paper", found[0])
    screen.tap("Try the code")
    screen.see("The sheet works")
    walk.arrived("sheet works")
    screen.tap("Done")


def _colleague(walk: Walk) -> None:
    screen = walk.screen
    screen.see("Children")
    screen.tap("People and keys")
    screen.see("A recovery sheet was made")
    walk.arrived("people")
    screen.tap("Add somebody")
    screen.see("Their name")
    walk.arrived("add somebody")
    screen.type("Their name", "Ben Example")
    screen.tap("Next: they choose a PIN")
    screen.see("Ben Example: choose a PIN")
    walk.arrived("they choose a PIN")
    walk.type_pin(BEN)
    screen.see("Ben Example: enter the PIN again")
    walk.type_pin(BEN)
    screen.see(re.compile("Residential staff"))
    screen.tap(re.compile("^Ben Example"))
    screen.see("Read it out, so that a copy of the log can be checked against it.")
    walk.arrived("person")
    screen.tap("Back to people")
    screen.tap("The owner’s recovery key")
    screen.see("Public key")
    walk.arrived("owner")
    screen.tap("Back to people")
    screen.tap("Erase this device")
    screen.see("Type ERASE")
    walk.arrived("erase")
    screen.tap("Back to people")
    screen.tap("Change my PIN")
    screen.see("Enter your PIN as it is now")
    walk.arrived("change my PIN")
    screen.tap("Back to people")
    screen.tap("Back to children")


def _locked(walk: Walk) -> None:
    screen = walk.screen
    screen.see("Who is signing in?")
    screen.tap("Start without unlocking")
    screen.see("Written without unlocking")
    walk.arrived("capture")
    screen.type("Your name", "Kim")
    screen.type("What happened?", "Bag is gone")
    screen.tap("Save", exact=True)
    screen.see(re.compile("Bag is gone"))
    screen.tap("Hertfordshire")
    screen.see("Doesn’t apply")
    walk.arrived("capture with steps")
    screen.tap("Done", exact=True)
    screen.see(re.compile("3 entries"))
    screen.tap("Unlock", exact=True)
    screen.see("Who is signing in?")
