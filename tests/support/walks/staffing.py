"""Somebody new gets a PIN of their own on the device, through the screens; and who is said to be here."""

from __future__ import annotations

import asyncio
from random import Random

from carerapp.ui.features.staff.add_person import NAME
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.walks.plain_window import PlainWindow
from tests.support.walks.walk_device import WalkDevice

MOST = 4  # people; a walk is short


async def add_somebody(window: PlainWindow, device: WalkDevice, lot: Random) -> tuple[str, str]:
    """(what was done, what differs or ""). Only a manager is offered it, and the disk may refuse."""
    window.app.home(Place(ScreenName.STAFF))
    if len(device.people) >= MOST or not await _tap(window, "Add somebody"):
        return "nobody", ""
    name, pin = f"P. {len(device.people)}", "".join(lot.choice("0123456789") for _ in range(7)) + "58"
    await window.type(window.boxes()[NAME], name)
    await _tap(window, "Next: they choose a PIN")
    for _ in range(2):
        for digit in pin:
            await _tap(window, digit)
        await _tap(window, "Enter the PIN")
    await asyncio.sleep(1)  # their lock is made beside the screen
    added = window.app.place.name is ScreenName.STAFF
    opens = device.opens(pin)
    if opens:
        device.people[name] = pin
    window.app.drafts.drop(NAME)
    problem = "" if added == opens else f"{name} added, says the screen: {added}; their PIN opens: {opens}"
    return f"{name}, {'added' if added else 'not added'}", problem


async def _tap(window: PlainWindow, name: str) -> bool:
    control = next((one for found, one in window.taps() if found == name), None)
    if control is not None:
        await window.tap(control)
    return control is not None
