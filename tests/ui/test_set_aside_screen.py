"""What was set aside, as a carer and the desk read it; and a card that can't be drawn hides no other."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from carerapp.actions.add_child import add_child
from carerapp.domain.canonical import canonical
from carerapp.domain.gate import Reason
from carerapp.domain.json_value import Json
from carerapp.sharing import odd_list
from carerapp.sharing.set_aside import MOST_OF_A_CHILD, AsideItem, AsideShelf
from carerapp.ui.features import home
from carerapp.ui.features.sharing import aside
from carerapp.vault.format.entries import Signed
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


def item(child: str, number: int, reason: Reason = Reason.AUTHOR) -> AsideItem:
    words = "note: Ann did nothing"
    return AsideItem("entry", "a" * 16, child, "b" * 16, number, reason, "Ben Example", words, 1_795_000_000)


def test_what_came_in_and_did_not_pass_is_one_tap_from_the_children(calm: Calm) -> None:
    """How much, whom it is about, why, from whom it says it is, and its words."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            assert not window.shows("set aside")
            AsideShelf(window.app.session.vault).change(
                [item(calm.child, 1), item(calm.child, 2, Reason.AHEAD)]
            )
            window.app.redraw()
            await window.see("^2 entries were set aside$")
            words = window.words()
            missing = next(at for at, said in enumerate(words) if "isn’t where" in said)
            assert missing < words.index("2 entries were set aside"), "the missing child comes first"
            await window.tap("Read why")
            await window.see("An entry of another device, about ")
            await window.see("It was signed by one person and says that another person wrote it")
            await window.see(f"It says it is from Ben Example, device {'b' * 16}")
            await window.see("It says: note: Ann did nothing")
            await window.see("It is tried again at each contact with the authority")
            await window.tap("Back to children")
            await window.see("^2 entries were set aside$")

    played(play())


def test_what_is_missing_in_a_log_is_one_tap_away(calm: Calm) -> None:
    """In plain words: how much, of whose device, when; and that nothing waits for it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            assert not window.shows("missing in a log")
            vault, book = window.app.session.vault, window.app.book
            newest = dict(vault.entries(calm.child)[-1])
            feed: Json = {"before": "0e" * 32, "device": "0d" * 8, "number": 3, "version": 1}
            vault.append(calm.child, {**newest, "id": "later", "feed": feed})
            book.forget(calm.child)
            window.app.redraw()
            await window.see("^Something is missing in a log, stands there twice, or was changed$")
            assert not window.shows("set aside")
            await window.tap("Read what")
            await window.see("^2 entries of the device that .* wrote on are missing, written before ")
            await window.see("They may still come: the app asks at each contact")
            await window.see(f"^Device {'0d' * 8}$")
            await window.see("Nothing is set aside")

    played(play())


def test_what_an_older_version_took_in_is_named_there_too(calm: Calm) -> None:
    """In another's name, in the log itself: left out, and said."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            vault, book = window.app.session.vault, window.app.book
            newest = dict(vault.entries(calm.child)[-1])
            forged = canonical({**newest, "id": "forged", "value": "Not hers"})
            vault.append_signed(calm.child, Signed(b"b" * 8, b"s" * 64, forged))
            book.forget(calm.child)
            window.app.redraw()
            await window.see("^1 entry was set aside$")
            await window.tap("Read why")
            await window.see(f"Entry {len(vault.entries(calm.child))} of the log, about ")
            await window.see("It says: .*Not hers")

    played(play())


def test_a_card_that_cannot_be_drawn_hides_no_other(calm: Calm, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so, by the child's name; the button of the other child is there."""
    draw = home._card

    def broken(app: object, child: object) -> object:
        if child.id == calm.child:  # type: ignore[attr-defined]
            raise ValueError("words that nobody may read")
        return draw(app, child)  # type: ignore[arg-type]

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            add_child(window.app.book, full_name="Sam Example", protocol_id="liverpool")
            monkeypatch.setattr(home, "_card", broken)
            window.app.redraw()
            await window.see("this card can’t be shown")
            await window.see("Sam isn’t where they should be")
            assert not window.shows("nobody may read")

    played(play())


def test_what_is_kept_has_an_end_and_the_rest_is_counted(calm: Calm) -> None:
    """A flood about one child leaves room for what is about another."""
    vault = calm.door.unlock(PIN)
    shelf = AsideShelf(vault)
    shelf.change([item(calm.child, number) for number in range(MOST_OF_A_CHILD + 30)])
    shelf.change([item("f" * 32, 1)])
    assert len(shelf.items()) == MOST_OF_A_CHILD + 1
    assert shelf.more() == 30
    shelf.change([item(calm.child, 0)])
    assert (len(shelf.items()), shelf.more()) == (MOST_OF_A_CHILD + 1, 30), "the same again is not counted"
    shelf.change([], [item(calm.child, 0).key])
    assert len(shelf.items()) == MOST_OF_A_CHILD
    shelf.forget(calm.child)
    assert [one.child for one in shelf.items()] == ["f" * 32], "erased with the child"
    vault.lock()


def test_a_long_log_is_counted_behind_the_screen(calm: Calm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who unlocks does not wait for it; what is missing is said as soon as it is known, without a tap."""
    monkeypatch.setattr(odd_list, "AT_ONCE", 3)
    monkeypatch.setattr(aside, "AT_ONCE", 3)

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            vault, book = window.app.session.vault, window.app.book
            newest = dict(vault.entries(calm.child)[-1])
            feed: Json = {"before": "0e" * 32, "device": "0d" * 8, "number": 3, "version": 1}
            vault.append(calm.child, {**newest, "id": "later", "feed": feed})
            book.forget(calm.child)
            pieces = 1 + book.feeds.left([calm.child]) // 3
            assert pieces > 2
            go_on, seen = book.feeds.go_on, list[int]()

            def counted(logs: Iterable[str], most: int) -> None:
                seen.append(most)
                go_on(logs, most)

            monkeypatch.setattr(book.feeds, "go_on", counted)
            window.app.redraw()
            await window.see("^Something is missing in a log, stands there twice, or was changed$")
            assert len(seen) >= pieces - 2

    played(play())


def test_a_break_is_said_behind_the_screen_without_a_tap(calm: Calm, monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers are right; the hashes are read piece by piece once the first screen is there."""
    monkeypatch.setattr(aside, "HASHED_AT_ONCE", 2)

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            vault, book = window.app.session.vault, window.app.book
            newest = dict(vault.entries(calm.child)[-1])
            for number in (1, 2):
                feed: Json = {"before": "0e" * 32, "device": "0d" * 8, "number": number, "version": 1}
                hlc = f"01a1faf93b{number:02x}-0000-0d0d0d0d"
                vault.append(calm.child, {**newest, "id": f"later{number}", "hlc": hlc, "feed": feed})
            book.forget(calm.child)
            window.app.redraw()
            await window.see("^Something is missing in a log, stands there twice, or was changed$")
            await window.tap("Read what")
            await window.see("does not follow the entry before it on its device")

    played(play())
