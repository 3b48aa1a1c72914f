"""From a finger to the words it brings, timed inside the page, so that the driver's own round trips do not
count."""

from __future__ import annotations

from tests.support.browser.screen import Screen
from tests.support.browser.watched import Name

#: milliseconds, with room for a slow phone: a screen that has just changed takes no tap
SETTLES = 1500
PROOF = "Saved on this device"
WAIT = """([proof, mark]) => new Promise(done => {
    const read = () => [...document.querySelectorAll('flt-semantics-host *')]
        .filter(e => e.childNodes.length && e.childNodes[0].nodeType === 3).map(e => e.textContent);
    const proofs = all => all.filter(words => words.includes(proof)).join('\\n');
    const before = read();
    let start = 0, saved = 0;
    addEventListener('pointerdown', () => { start = performance.now(); }, {capture: true, once: true});
    const look = () => {
        const now = start ? read() : before;
        const since = performance.now() - start;
        if (!saved && proofs(now) && proofs(now) !== proofs(before)) saved = since;
        if (now.join('\\n') !== before.join('\\n') && now.join('\\n').includes(mark)) done([saved, since]);
        else setTimeout(look, 1);
    };
    look();
})"""


def tap_times(screen: Screen, name: Name, words: str, *, exact: bool = False) -> tuple[float, float]:
    """Milliseconds from a tap on this control until the screen says it is saved (0 when it never did), and
    until it has changed and shows these words."""
    screen.page.wait_for_timeout(SETTLES)
    control = screen.control(name, exact, None)
    screen.scroll_to(control)
    box = screen.at_rest(control)
    waiting = screen.page.evaluate_handle(f"given => ({{promise: ({WAIT})(given)}})", [PROOF, words])
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    saved, drawn = screen.page.evaluate("h => h.promise", waiting)
    return float(saved), float(drawn)


def tap_until(screen: Screen, name: Name, words: str) -> float:
    """Milliseconds from a tap on this control until the screen has changed and shows these words."""
    return tap_times(screen, name, words)[1]
