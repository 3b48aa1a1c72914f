"""What the app understands of what the main page answers, and of a page that answers nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from carerapp.phone import page_host, passkey
from carerapp.phone.page_host import PageHost
from carerapp.phone.passkey import Passkey


class Page:
    def __init__(self, **answers: object) -> None:
        self.answers, self.asked = answers, list[tuple[str, object]]()

    async def __call__(self, name: str, value: object) -> object:
        self.asked.append((name, value))
        answer = self.answers[name]
        if isinstance(answer, Exception):
            raise answer
        return answer


def begun(page: Page, *, vault_exists: bool = True) -> PageHost:
    host = PageHost(page)
    asyncio.run(host.begin(vault_exists=vault_exists))
    return host


def test_the_time_kept_on_the_first_page_is_taken_and_erased() -> None:
    """The app knows it from its start on, and tells the page when it is no longer needed."""
    page = Page(notSeenSince="2026-11-23T21:15:00.000Z", forgetNotSeenSince=None, canShare=True)
    host = begun(page)
    assert host.not_seen_since == datetime(2026, 11, 23, 21, 15, tzinfo=UTC)
    assert host.can_share
    asyncio.run(host.forget_time())
    assert host.not_seen_since is None
    assert page.asked[-1][0] == "forgetNotSeenSince"


@pytest.mark.parametrize("kept", [None, "", "half past nine", 7])
def test_a_time_that_is_none_is_none(kept: object) -> None:
    """Whatever else stands in the page's storage is taken for no time."""
    assert begun(Page(notSeenSince=kept, canShare=False)).not_seen_since is None


def test_a_page_that_answers_nothing_delays_nobody() -> None:
    """The start goes on without any answer, and claims nothing."""
    host = begun(Page(), vault_exists=False)
    asyncio.run(host.look(calm=True))
    asyncio.run(host.may_update(True))
    assert (host.not_seen_since, host.lost, host.may_be_removed, host.room) == (None, False, False, None)


async def never(name: str, value: object) -> object:
    return await asyncio.Event().wait()


def test_a_question_that_is_never_answered_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a browser asks a person may stay on the screen for ever: the app goes on without the answer."""
    for module in (page_host, passkey):
        monkeypatch.setattr(module, "PAGE_ANSWER_SECONDS", 0.01)
    host = PageHost(never)

    async def start_to_end() -> bool:
        async with asyncio.timeout(30):
            await host.begin(vault_exists=False)
            await host.look(calm=True)
            await host.may_update(True)
            return await Passkey(never).offered()

    assert asyncio.run(start_to_end()) is False
    assert (host.not_seen_since, host.may_be_removed, host.room) == (None, False, None)


def test_the_browser_is_asked_to_keep_what_is_here_only_where_no_episode_is_open() -> None:
    """The page is told whether it may ask; whether it must not remove anything is looked at anyway."""
    page = Page(persist="kept", room=1)
    host = PageHost(page)
    for calm in (False, True):
        asyncio.run(host.look(calm=calm))
    assert [value for name, value in page.asked if name == "persist"] == [False, True]


@pytest.mark.parametrize(
    ("made", "exists", "lost"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_notes_are_missed_only_where_there_were_some(made: bool, exists: bool, lost: bool) -> None:
    """Lost: a vault was made here once, and there is none now."""
    page = Page(notSeenSince=None, canShare=False, vaultWasMade=made)
    assert begun(page, vault_exists=exists).lost is lost


def test_what_the_browser_promises_and_the_room_it_has() -> None:
    """Whether it may remove the notes, and how many bytes are left."""
    host = begun(Page(notSeenSince=None, canShare=False, persist="may be removed", room=12_500_000.0))
    asyncio.run(host.look(calm=True))
    assert host.may_be_removed
    assert host.room == 12_500_000


def test_closing_the_share_sheet_is_no_failure_but_a_missing_one_is() -> None:
    """A person may change their mind; a sheet that can't open is told."""
    asyncio.run(PageHost(Page(share=RuntimeError("AbortError: closed"))).share("copy.pdf", b"%PDF"))
    with pytest.raises(OSError, match="did not open"):
        asyncio.run(PageHost(Page(share=RuntimeError("NotAllowedError: no"))).share("copy.pdf", b"%PDF"))
