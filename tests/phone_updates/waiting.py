"""A phone that runs version one and has version two waiting."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.phone_updates.conftest import Publish
from tests.phone_updates.phone import Phone, until


def everything_kept(page: Page) -> None:
    """Wait until this phone has the late files, too."""
    page.evaluate("app.rest()")
    until(
        page,
        """async () => {
        for (const name of await caches.keys())
            if (await (await caches.open(name)).match('same-lazy.txt')
                && await (await caches.open(name)).match('lazy.txt')) return true;
    }""",
    )


def waiting(phone: Phone, publish: Publish, how: str = "well") -> Page:
    """Version one is running, with all its files; two is here and waits."""
    publish("one")
    page = phone.start()
    everything_kept(page)
    publish("two", how=how)
    phone.update(page)
    return page
