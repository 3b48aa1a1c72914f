"""The whole episode on a phone with no signal, with words that must stand nowhere in clear.

Walked once a session: what the officer got, what the phone keeps, what the browser asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.support.browser.walk import Walk
from tests.support.phone.driver import Phone, PhoneScreen

CARER = "ليلى الكناري"  # printed on the form, from right to left, in joined letters
FIRST, CHILD = "Zephyrine", "Zephyrine Quilltoft"
NUMBER = "07700 900471"
SAFE_WORD = "marmalade obelisk"
NOTE = "Vermilion umbrella by the lockgate"
LOOKED = "Gantry lanterns over Pellmarsh"
REFERENCE = "QX-77310-ZB"
OPERATOR = "Tamsin Vellacott"
OFFICER = "Sgt Quentin Oxmarrow"
PASSWORD = "tangerine-hollow-19"
WORDS = {
    "the carer's name": CARER,
    "the child's name": CHILD,
    "the child's number": NUMBER,
    "a note": NOTE,
    "the safe word": SAFE_WORD,
    "why they decided": LOOKED,
    "the reference": REFERENCE,
    "the call taker": OPERATOR,
    "the officer's name": OFFICER,
    "the password of the copy": PASSWORD,
}


@dataclass
class CapturedEpisode:
    """What came of it."""

    phone: Path  # the folder of a phone that was killed at the end
    pdf: bytes
    outside: list[str]
    failed: list[str]
    errors: list[str]


def prepare(walk: Walk, photo: Path) -> None:
    """On a quiet day: the child, a number, a photo, the safe word."""
    screen = walk.screen
    screen.tap("Add a child")
    screen.type("Full name", CHILD)
    screen.tap(re.compile(r"^Hertfordshire(\s|$)"))
    screen.tap("Add", exact=True)
    screen.see("1. Personal details")
    screen.tap(re.compile("^Photo"))
    screen.choose_file("Choose the photo", photo)
    screen.see("When was it taken?", timeout=60)
    screen.tap(re.compile("^Back to "))
    screen.tap(re.compile("^1. Personal"))
    screen.tap(re.compile("^Phones and accounts"))
    screen.type(re.compile("^Telephone number/s"), NUMBER)
    screen.see(re.compile("^Saved"))
    screen.tap("Back to Key Contacts Form")
    screen.tap(re.compile("^4. Health"))
    screen.tap(re.compile("^Danger and safe word"))
    screen.type(re.compile("safe word", re.I), SAFE_WORD)
    screen.see(re.compile("^Saved"))
    screen.tap("Back to Key Contacts Form")
    screen.see("1. Personal details")
    screen.tap(re.compile("^Back to "))
    screen.see("Children")


def ask_for_a_password(screen: PhoneScreen) -> None:
    screen.tap(re.compile("^Lock the PDF with a password"))
    screen.type("Password for the PDF", PASSWORD)


def go_through(phone: Phone, photo: Path) -> CapturedEpisode:
    """From the first run to the end, and the battery dies. ``phone`` is installed and has no server."""
    phone.start()
    screen = phone.open_app()
    walk = Walk(screen, lambda name: ask_for_a_password(screen) if name == "hand over" else None)
    walk.set_up(CARER)
    prepare(walk, photo)
    walk.start(FIRST)
    walk.tick()
    walk.call_child()
    walk.tick()
    walk.note(NOTE)
    walk.decide(LOOKED)
    walk.report(REFERENCE, OPERATOR)
    walk.tell()
    pdf = walk.hand_over(OFFICER, "4471", phone.folder).read_bytes()
    walk.found(FIRST)
    walk.close(FIRST)
    heard = phone.heard
    phone.kill()
    return CapturedEpisode(phone.folder, pdf, heard.outside, heard.failed, heard.errors)
