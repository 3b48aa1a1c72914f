"""Adding somebody on the list of people to ring opens that person's row, and leaves no empty one behind."""

from __future__ import annotations

from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

ADD = "Add someone to ring"


def test_it_opens_the_new_row_and_an_empty_one_is_not_kept(calm: Calm) -> None:
    """The first box is theirs; *Done* leads back to the list, with a name or without."""

    async def work() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire")

            def rows() -> int:
                return len(evening.book.child(evening.child).key_contacts.rows("people"))

            def here() -> ScreenName:
                return window.app.place.name

            await evening.at(ScreenName.PEOPLE, ADD)
            for name, kept in (("", 0), ("Ali Sample", 1)):
                await window.tap(ADD)
                await window.see("New entry")
                assert here() is ScreenName.TABLE_ROW
                assert rows() == 1
                if name:
                    await window.type("Name", name)
                    await window.leave("Name")
                await window.tap("Done")
                await window.see(ADD)
                assert here() is ScreenName.PEOPLE
                assert rows() == kept
            assert window.shows("Ali Sample")

    played(work())
