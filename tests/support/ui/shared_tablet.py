"""A tablet that two people share, and signing in on it."""

from __future__ import annotations

from tests.support.pins import BEN, PIN
from tests.support.ui.calm import Calm
from tests.support.ui.window import Window


def with_ben(calm: Calm) -> str:
    """A second person on the device; their id."""
    calm.set_up()
    vault = calm.door.unlock(PIN)
    ben = vault.staff.add(BEN, name="Ben Example", role="Residential staff")
    vault.lock()
    return ben


async def sign_in(window: Window, mark: str, pin: str) -> None:
    await window.see("Who is signing in|^Not .*Choose who")
    if not window.shows("Who is signing in"):
        await window.tap(next(w for w in window.words() if w.startswith("Not ")))
    await window.see("Who is signing in")
    await window.tap(f"Sign in as {mark}")
    await window.see(f"{mark}: enter your PIN")
    await window.type_pin(pin)
