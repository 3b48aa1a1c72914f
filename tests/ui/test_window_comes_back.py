"""A window that is loaded anew goes on under the same session: it comes back locked, it shows nothing of the
record on the way there, and it takes taps."""

from __future__ import annotations

from flet.messaging.connection import Connection
from flet.messaging.protocol import Message, MessageAction

from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window, words_in


class _GoneBefore(Exception):
    """Of Flet's server: the socket is closed, and the session has not heard of it."""


class _Closing(Connection):
    """A socket that closes at the next drawing, before the session is told: so it is when a page is loaded
    anew, for its leaving locks the app, and that is drawn."""

    def __init__(self, before: Connection) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.loop, self.pubsubhub = before.loop, before.pubsubhub
        self.refused = 0

    def send_message(self, message: Message) -> None:
        if message.action is MessageAction.PATCH_CONTROL:
            self.refused += 1
            raise _GoneBefore


async def _left(window: Window) -> Connection:
    """The page is being loaded anew. Returns the connection it had."""
    session = window.session
    before = session.connection
    closing = _Closing(before)
    session.attach_connection(closing)
    assert window.app.locking.app_hidden()
    await window.until(lambda: closing.refused > 0, "nothing was drawn on the way out")
    await session.disconnect(60)
    return before


def test_a_reloaded_window_takes_taps(calm: Calm) -> None:
    """Also when the lock was drawn into a socket that had just closed."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Add a child")
            before = await _left(window)
            await window.session.connect(before)
            await window.see("Enter your PIN")
            await window.type_pin(PIN)
            await window.see("Add a child")

    played(play())


def test_a_window_that_comes_back_is_sent_the_lock_and_not_the_record(calm: Calm) -> None:
    """Whoever opens it next sees what stands in it then, before anything is drawn anew."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Add a child")
            await _left(window)
            said = words_in(window.session.page.views)
            assert "Enter your PIN" in said
            assert "Add a child" not in said

    played(play())
