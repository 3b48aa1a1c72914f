"""What was answered under a name that the form does not know any more stands below the form."""

from __future__ import annotations

from carerapp.domain.dropped import HIDDEN, TITLE
from carerapp.domain.new_event import NewEvent
from carerapp.ui.screen_name import ScreenName
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


def test_the_form_shows_them_and_says_nothing_where_there_are_none(new_device: Calm) -> None:
    """With what they were called. Nobody here knows this question, nor whether its answer is a secret."""
    calm = new_device
    calm.set_up()

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS)
            await window.see("filled in")
            assert not window.shows(TITLE)
            record = calm.record(window).id
            window.app.book.write(calm.child, record, NewEvent.answer("old_question", "Kept words"))
            window.app.redraw()
            await window.see(TITLE)
            assert window.shows("Old question")
            assert window.shows(HIDDEN)
            assert not window.shows("Kept words")

    played(play())
