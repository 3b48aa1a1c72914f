"""Restricted entries on the desk's screen: who signed them, and who did not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from carerapp.actions.casebook import Casebook
from carerapp.domain.gate.letters import Letter
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.ui.calm import played
from tests.support.ui.every_screen import Day, at
from tests.support.ui.window import Window

ID, AT = "c" * 32, "2026-11-20T22:00:00+00:00"


def test_the_name_over_a_letter_is_of_who_signed_it(
    clock: ToldClock, open_book: Callable[[Vault], Casebook]
) -> None:
    """What a letter says of itself stands only where it is that person's, or as what it says; one whose time
    no clock knows, which an older version had kept, hides no other."""
    day = Day(clock, open_book, "desk")

    async def play() -> None:
        async with Window(day.parts(day.copied())) as window:
            await at(window, ScreenName.LETTERS, {})
            vault, name = window.app.session.vault, window.app.book.person.name
            shared = window.app.session.sharing
            assert shared is not None
            assert shared.desk is not None
            bare = Letter(
                day.child, "Words", f"{name}, Manager", "2026-11-20T22:00:00+00:00", vault.person.id
            )
            own, other = (
                replace(bare, words=words, who=who)
                for words, who in (("First", bare.who), ("Second", "Zoe Elsewhere, Manager"))
            )
            signed = [replace(one, signature=vault.prove(one.signed_part(ID)).hex()) for one in (own, other)]
            false = replace(bare, words="Third", who="Zoe\nElsewhere", author="", signature="")
            endless = replace(bare, words="Fourth", written_at="0001-01-01T00:00:00+23:59")
            kept = [{"id": ID, **asdict(one)} for one in (*signed, false, endless)]
            vault.put_setting(f"letters in {shared.desk.device}", {"after": 4, "letters": kept})
            window.app.redraw()
            for words in ("First", "Second", "Third", "Fourth"):
                await window.see(f"^{words}$")
            said = [line for line in window.words() if "2026" in line or "22:00" in line or "0001" in line]
            assert said[0].startswith("Not signed by anybody known here. It says: " + bare.who)
            assert said[1].startswith("Not signed by anybody known here. It says: Zoe Elsewhere, ")
            assert said[2].startswith(f"{name}, ")
            assert "Manager" not in said[2]
            assert said[3].startswith(f"{bare.who}, ")

    played(play())
