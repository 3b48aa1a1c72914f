"""What the screens say beside what is so, after each step of a walk: each difference in words."""

from __future__ import annotations

from collections.abc import Callable

from carerapp.actions.search_log import LogSearch
from carerapp.ui.features.episode.log_search import LogSearchState
from carerapp.ui.screen_name import ScreenName
from tests.support.walks.half_typed import HalfTyped
from tests.support.walks.plain_window import PlainWindow
from tests.support.walks.shown import DRILL, Shown, band, log_lines, proof
from tests.support.walks.truth import Truth
from tests.support.walks.walk_device import WalkDevice
from tests.support.walks.while_locked import WhileLocked

Found = list[str] | None
"""Differences; None where the screen says nothing of the kind."""


class Compared:
    """Of one walk. ``counted``: how often something was compared. ``shown``: the screen that was compared
    last."""

    shown: Shown

    def __init__(self, device: WalkDevice) -> None:
        self.device = device
        self.half_typed = HalfTyped(device)
        self.while_locked = WhileLocked(device)
        self.counted = 0

    def after(self, window: PlainWindow, name: str, done: str) -> list[str]:
        """Every difference; ``name``, ``done``: the step, and what it came to."""
        self.shown = shown = Shown(window.drawn())
        truth = Truth(self.device)
        try:
            beside = [f"beside the screen: {problem}" for problem in window.failed]
            found: list[Found] = [_drawn_at_all(shown), beside]
            found.append(self.half_typed.after(shown, truth, name, done))
            found.append(self.while_locked.after(window, shown, truth, name))
            if not window.app.locked:
                found += [check(window, shown, truth) for check in CHECKS]
        finally:
            truth.close()
        self.counted += sum(one is not None for one in found)
        return [problem for one in found for problem in one or ()]


def _drawn_at_all(shown: Shown) -> Found:
    went_wrong = "Something went wrong in the app" in " ".join(shown.words)
    return ["something went wrong in the app"] if went_wrong else []


def _the_band(window: PlainWindow, shown: Shown, truth: Truth) -> Found:
    said, place = band(shown), window.app.place
    child = place.get("child")
    if said is None or not child:
        return None
    running = truth.child(child).open_episode
    episode = place.get("episode") or (running.id if running else "")
    if not episode:
        return [f"a band for a child who is not missing: {said}"]
    gone, since = truth.band(child, episode)
    if said.elapsed == gone and said.since.startswith(since):
        return []
    return [f"the band says {said.elapsed!r}, {said.since!r}; the files say {gone!r}, {since!r}"]


def _the_log(window: PlainWindow, shown: Shown, truth: Truth) -> Found:
    place = window.app.place
    whole = place.name is ScreenName.LOG
    if not whole and place.name is not ScreenName.EPISODE:
        return None
    of = truth.lines if whole else truth.newest
    so = [(line.time, line.words) for line in of(place["child"], place["episode"])]
    if whole and (len(so) > 75 or _searched(window)):
        return None
    said = list(log_lines(shown))
    if said == so:
        return []
    wrong = next((pair for pair in zip(said, so, strict=False) if pair[0] != pair[1]), None)
    return [f"the log has {len(said)} lines, the files {len(so)}; the first that differs: {wrong}"]


def _searched(window: PlainWindow) -> bool:
    """Somebody looks for something in the log: words, a person, a kind or a day."""
    return window.app.state(LogSearchState).wanted != LogSearch()


def _home(window: PlainWindow, shown: Shown, truth: Truth) -> Found:
    if window.app.place.name is not ScreenName.CHILDREN:
        return None
    said, found = shown.words, []
    for child in truth.book.children():
        if child.drill_of and child.open_episode:
            found += [] if DRILL in said else [f"home does not say {DRILL!r}"]
        elif running := child.open_episode:
            so = truth.reckoned(child.id, running.id)
            gone = truth.band(child.id, running.id)[0] if so.since <= truth.now else "0 min"
            called = truth.book.short_names()[child.id]
            words = f"Go on: {called} is back" if so.found else f"Go on: missing for {gone}"
            found += [] if words in said else [f"home does not say {words!r}"]
    return found


def _the_proof(window: PlainWindow, shown: Shown, truth: Truth) -> Found:
    said = proof(shown)
    if not said:
        return None
    so = "Not saved" if truth.device.disk.gone else truth.proof()
    return [] if said.startswith(so) else [f"the strip says {said!r}, the files say {so!r}"]


def _sharing(window: PlainWindow, shown: Shown, truth: Truth) -> Found:
    if window.app.place.name is not ScreenName.SHARING or not truth.device.disk.well:
        return None
    left = truth.without_receipt
    so = f"{left} not received yet" if left else "All received"
    return [] if so in shown.words else [f"the sharing screen does not say {so!r}"]


def _signed_in(window: PlainWindow, shown: Shown, truth: Truth) -> Found:
    so = f"Signed in: {truth.device.who}"
    said = [words for words in shown.words if "Signed in: " in words]
    return (
        [] if said and all(so in words for words in said) else [f"signed in is said to be {said}, not {so}"]
    )


def _people(window: PlainWindow, shown: Shown, truth: Truth) -> Found:
    """Who can sign in here, and no one else, by the key file."""
    if window.app.place.name is not ScreenName.STAFF:
        return None
    said = shown.words
    here = [member.name for member in truth.vault.staff.members() if member.here]
    missing = [f"the people screen does not name {name!r}" for name in here if name not in said]
    others = [name for name in truth.device.people if name in said and name not in here]
    return missing + [f"the people screen names {name!r}, whom no key lets in" for name in others]


CHECKS: tuple[Callable[[PlainWindow, Shown, Truth], Found], ...] = (
    _the_band,
    _the_log,
    _home,
    _the_proof,
    _sharing,
    _signed_in,
    _people,
)
