"""What screens remember, and for how long; where a PIN is while it is typed."""

from __future__ import annotations

from dataclasses import dataclass, field

from carerapp.ui.features.staff.sheet import SheetState
from carerapp.ui.features.unlock.pin_entry import PinEntry, SecretText
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.screen_state import ScreenStates
from carerapp.ui.window.routes import SCREENS
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


@dataclass
class Chosen:
    """A feature's state, as any."""

    names: set[str] = field(default_factory=set)


def test_a_state_is_made_once_and_forgotten_when_the_screen_is_left() -> None:
    """The same object until then; a new one, as on arrival, after."""
    states = ScreenStates()
    states.get(Chosen).names.add("Ada")
    assert states.get(Chosen).names == {"Ada"}
    states.clear()
    assert Chosen not in states
    assert states.get(Chosen).names == set()


def test_every_screen_name_has_its_screen() -> None:
    """A name without a function would be a screen that can't be drawn."""
    assert set(SCREENS) == set(ScreenName)


def test_a_wiped_secret_leaves_nothing() -> None:
    """The very object that held it is empty; before, a number can be taken back and all be replaced."""
    secret = SecretText()
    for digit in PIN:
        secret.add(digit)
    held = secret._data
    assert secret.text == PIN
    secret.drop_last()
    assert secret.text == PIN[:-1]
    secret.put("four words and more")
    assert secret.text == "four words and more"
    secret.wipe()
    assert secret._data is held
    assert bytes(held) == b""


def test_a_pin_is_wiped_once_it_was_used(calm: Calm) -> None:
    """The object that held it is empty, and the open app has no other."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            for digit in PIN:
                await window.tap(digit)
            entry = window.app.state(PinEntry)
            assert entry.typed.text == PIN
            await window.tap("Enter the PIN")
            await window.see("Example Child")
            assert len(entry.typed) == 0
            assert PinEntry not in window.app.states

    played(play())


def test_a_pin_is_wiped_when_the_screen_is_left(calm: Calm) -> None:
    """Half a PIN does not wait for whoever comes next."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.MY_PIN)
            await window.tap("1")
            entry = window.app.state(PinEntry)
            assert len(entry.typed) == 1
            window.app.back()
            assert len(entry.typed) == 0
            assert PinEntry not in window.app.states

    played(play())


def test_a_pin_and_a_code_are_wiped_when_the_app_locks(calm: Calm) -> None:
    """Whatever locks it: here a phone that puts the app aside."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.MY_PIN)
            await window.tap("1")
            entry, sheet = window.app.state(PinEntry), window.app.state(SheetState)
            sheet.code.put("ABCD-EFGH")
            window.app.locking.app_hidden()
            assert len(entry.typed) == len(sheet.code) == 0
            assert len(window.app.states) == 0

    played(play())
