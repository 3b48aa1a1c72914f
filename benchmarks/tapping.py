"""From a finger to the words it brings, timed inside the page, so that the driver's own round trips do not count."""

from __future__ import annotations

from tests.journeys.browser import Name, Screen

WAIT = """mark => new Promise(done => {
    const read = () => [...document.querySelectorAll('flt-semantics-host *')]
        .filter(e => e.childNodes.length && e.childNodes[0].nodeType === 3).map(e => e.textContent).join('\\n');
    const before = read();
    let start = 0;
    addEventListener('pointerdown', () => { start = performance.now(); }, {capture: true, once: true});
    const look = () => {
        const now = start ? read() : before;
        if (start && now !== before && now.includes(mark)) done(performance.now() - start);
        else setTimeout(look, 1);
    };
    look();
})"""


def tap_until(screen: Screen, name: Name, words: str, *, exact: bool = False) -> float:
    """Milliseconds from a tap on this control until the screen has changed and shows these words."""
    control = screen._control(name, exact, None)
    screen._scroll_to(control)
    box = screen._at_rest(control)
    waiting = screen.page.evaluate_handle(f"mark => ({{promise: ({WAIT})(mark)}})", words)
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return float(screen.page.evaluate("h => h.promise", waiting))
