"""The peer in the browser: its page opened, and when its form could be filled in."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Page

# Usable: the first field can be typed into and the end of the form is there, and that has been drawn.
USABLE = """() => new Promise(done => {
    const there = () => document
        .querySelector('input[type=text]:not([disabled])')?.getBoundingClientRect().height > 0
        && [...document.querySelectorAll('button')].some(e => e.textContent.trim() === 'Send');
    const look = () => there()
        ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
                               : requestAnimationFrame(look);
    look();
})"""


def opened(page: Page, url: str, form: str) -> float:
    """Milliseconds from the navigation until the form is usable."""
    page.goto(f"{url}?form={form}", wait_until="commit")
    return float(page.evaluate(USABLE))


def field(page: Page, label: str) -> FloatRect:
    """This question, with the focus; where it stands."""
    first = page.get_by_label(label).first
    first.click()
    page.wait_for_timeout(500)
    box = first.bounding_box()
    assert box is not None
    return box
