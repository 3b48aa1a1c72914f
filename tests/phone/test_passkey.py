"""Six digits and the phone's own lock, in the built app: Chromium's virtual authenticator is the fingerprint
reader.

It lives as long as its browser's process: what it exports of a passkey lacks the key of the secret (PRF). So
the passkey that comes back is shown by starting the app again in one browser, and after a kill of the browser
the bytes that the passkey gave before are given again by a few lines on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession

from tests.support.browser.passkey_page import READER
from tests.support.browser.walk import CARER, Walk
from tests.support.phone.driver import Phone

pytestmark = pytest.mark.in_turn

CHILDREN = "Invented, for training"
NOT_CONFIRMED = "The phone did not confirm it was you. Your notes are safe."
PERHAPS = "it may have been deleted"
GONE = "This phone no longer has the key it kept for your notes"
WRONG = "That is not right. Your notes are safe."

#: Notes what the passkey gives out, for the test alone.
LISTEN = """() => {
    globalThis.given = [];
    for (const way of ['create', 'get']) {
        const real = navigator.credentials[way].bind(navigator.credentials);
        navigator.credentials[way] = async (how) => {
            const credential = await real(how);
            const first = credential.getClientExtensionResults().prf?.results?.first;
            if (first) globalThis.given.push([...new Uint8Array(first)]);
            return credential;
        };
    }
}"""
#: Nobody touches the reader: the patience of two minutes is over soon.
SHORT = """() => {
    const real = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (how) => { how.publicKey.timeout = 500; return real(how); };
}"""
#: A phone whose passkey gives these bytes.
GIVES = """(bytes) => {
    const results = { first: new Uint8Array(bytes).buffer };
    navigator.credentials.get = async () => ({ getClientExtensionResults: () => ({ prf: { results } }) });
}"""


class Reader:
    """The phone's fingerprint reader. It knows no passkey yet."""

    def __init__(self, phone: Phone) -> None:
        self._devtools: CDPSession = phone.devtools()
        self._devtools.send("WebAuthn.enable")
        made = self._devtools.send("WebAuthn.addVirtualAuthenticator", {"options": READER})
        self._id = made["authenticatorId"]

    def passkeys(self) -> list[dict[str, object]]:
        answer = self._devtools.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        found: list[dict[str, object]] = answer["credentials"]
        return found

    def put(self, passkey: dict[str, object]) -> None:
        self._devtools.send("WebAuthn.addCredential", {"authenticatorId": self._id, "credential": passkey})


def set_up(phone: Phone) -> tuple[Walk, Reader]:
    """A phone with no signal is set up with a PIN and its own lock; the invented child is in it."""
    phone.server.stop()
    phone.launch()
    reader = Reader(phone)
    phone.page.goto(phone.server.url)
    phone.usable()
    walk = Walk(phone.open_app())
    screen = walk.screen
    phone.page.evaluate(LISTEN)
    screen.see("Set up this device")
    screen.type("Your name", CARER)
    screen.tap("Next: choose your lock")
    screen.see("Choose a PIN")
    walk.type_pin()
    screen.see("Enter the PIN again")
    walk.type_pin()
    screen.see("Let this phone confirm it is you")
    screen.tap("Use this phone’s lock too")
    screen.see("No child here yet")
    walk.invented_child()
    return walk, reader


@pytest.fixture
def phone(new_phone: Callable[..., Phone], installed: Path) -> Phone:
    return new_phone(installed)


def test_the_app_closed_and_opened_again_with_no_signal(phone: Phone) -> None:
    """The PIN and the passkey open the notes; the passkey's name tells nothing of a child or a carer."""
    _, reader = set_up(phone)
    assert [passkey["userName"] for passkey in reader.passkeys()] == ["This phone’s notes"]
    phone.page.goto("about:blank")
    phone.page.goto(phone.server.url)
    phone.usable()
    walk = Walk(phone.open_app())
    walk.unlock()
    walk.screen.see(CHILDREN)
    assert phone.heard.outside == phone.heard.failed == phone.heard.errors == []


def test_the_right_pin_alone_opens_nothing_after_the_battery_died(phone: Phone) -> None:
    """No reader, another phone's reader, the passkey without its secret, other bytes: each is told plainly,
    and afterwards the PIN with the passkey's own bytes opens the notes."""
    _, reader = set_up(phone)
    [passkey], [given] = reader.passkeys(), phone.page.evaluate("globalThis.given")
    phone.kill()
    phone.start()
    walk = Walk(phone.open_app())
    screen = walk.screen
    phone.page.evaluate(SHORT)

    phone.devtools().send("WebAuthn.enable")  # this phone has no reader now, and no person at this one
    screen.see("Enter your PIN")
    walk.type_pin()
    screen.see(NOT_CONFIRMED)
    assert not screen.shows(PERHAPS)
    reader = Reader(phone)
    screen.tap("Enter the PIN")
    screen.see(PERHAPS)
    reader.put(passkey)
    screen.tap("Enter the PIN")
    screen.see(GONE)
    screen.see("Nothing was deleted.")
    phone.page.evaluate(GIVES, [byte ^ 1 for byte in given])
    screen.tap("Enter the PIN")
    screen.see(WRONG)
    screen.see("0 numbers entered")
    screen.see("Call 999")
    assert not screen.shows(CHILDREN)
    assert not screen.shows(CARER)

    phone.page.evaluate(GIVES, given)
    walk.unlock()
    screen.see(CHILDREN)
    assert phone.heard.outside == phone.heard.failed == phone.heard.errors == []
