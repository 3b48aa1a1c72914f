"""A window whose app is connected with a real endpoint, through its own screens."""

from __future__ import annotations

import time
from dataclasses import replace

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.actions.purge import CasebookLifecycle
from carerapp.sharing import Sharing
from carerapp.ui.screen import Place
from carerapp.ui.services import AppServices
from carerapp.vault import Vault
from tests.support.endpoint.authority import Authority
from tests.support.pins import PIN
from tests.support.ui.calm import Calm
from tests.support.ui.window import Window
from tests.support.vault.doubles import QuickCrypto


def sharing(calm: Calm) -> AppServices:
    def of(vault: Vault, book: Casebook) -> Sharing:
        children = lambda made: bootstrap.shared_children(book, made.endpoint)
        return Sharing(vault, QuickCrypto(), children, book, CasebookLifecycle(book, vault), time.time)

    return replace(calm.parts, sharing=of, sender=bootstrap.sender)


async def connected(window: Window, authority: Authority) -> None:
    """Through the screens, let in, and everything received."""
    await window.type_pin(PIN)
    await window.tap("Connect with your authority")
    await window.tap("Connect with an authority")
    code = authority.store.enrolment.new_code("A home", [], int(authority.now()))
    await window.type("Address and code", f"{authority.base} {code}")
    await window.tap("Connect")
    await window.see("Not let in yet")
    (asked,) = authority.store.devices.all()
    authority.store.devices.decide(asked.id, "approved", int(authority.now()))
    await window.tap("Send and fetch now")
    await window.see("^Received: [0-9]+ entries")


def show(window: Window, place: Place) -> None:
    window.app.home(place)
    window.app.redraw()
