"""A phone that dies again and again in one episode, with no signal; what it had called saved must be there.

Half of the deaths come at the very moment at which the screen says that something is saved, the others at any
moment, in the middle of whatever is being done or written.
"""

from __future__ import annotations

import contextlib
import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Error

from tests.support.browser.killing import entries, shown, whole_log
from tests.support.browser.walk import Walk
from tests.support.phone.driver import Phone
from tests.support.phone.processes import kill_browser


@dataclass
class Lives:
    """All that was acknowledged in them, and what was wrong."""

    kills: int = 0
    at_once: int = 0
    acknowledged: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def _note(walk: Walk, number: int) -> None:
    walk.note(f"Bell {number} rang twice")


def _tick(walk: Walk, number: int) -> None:
    if not walk.screen.shows("Doesn’t apply"):  # a long episode: every step is done
        _note(walk, number)
    else:
        walk.tick("Doesn’t apply" if number % 2 else "Done")


ACTS: tuple[Callable[[Walk, int], None], ...] = (_note, _tick)


def die_often(phone: Phone, seed: int, kills: int) -> Lives:
    """``phone`` is set up with the invented child, and its server is stopped."""
    chance, lives = random.Random(seed), Lives()
    # Drawn beforehand: how many acts fit into a life depends on the machine, which deaths come at once
    # does not.
    at_once = [number % 2 == 0 for number in range(kills)]
    chance.shuffle(at_once)
    number = 0
    for life in range(kills + 1):
        walk = _wake(phone)
        if life:
            _compare(walk, lives)
        else:
            walk.start()
        if life == kills:
            break
        to_episode(walk)
        bomb: threading.Timer | None = None
        if at_once[life]:
            lives.at_once += 1
            left = chance.randint(2, 3)  # in the other lives a slow phone may get nothing done
        else:
            left = 100
            bomb = threading.Timer(chance.uniform(0.2, 6), kill_browser, [phone.profile])
            bomb.start()
        with contextlib.suppress(Error) if bomb else contextlib.nullcontext():
            while left:
                number += 1
                left -= 1
                chance.choice(ACTS)(walk, number)
                lives.acknowledged |= entries(walk.screen)
        if bomb:
            bomb.join()
            phone.forget()
        else:
            phone.kill()
        lives.kills += 1
    return lives


def _wake(phone: Phone) -> Walk:
    phone.start()
    walk = Walk(phone.open_app())
    walk.unlock()
    walk.screen.until(lambda: shown(walk.screen) not in ("?", "locked"), "no screen after the PIN")
    return walk


def to_episode(walk: Walk) -> None:
    """Back, screen by screen. A screen that is half drawn is waited for."""
    screen = walk.screen
    while True:
        screen.until(lambda: shown(screen) != "?", "no screen that is known")
        where = shown(screen)
        if where == "episode":
            return
        screen.tap(re.compile("^Back to "))
        screen.until(lambda was=where: shown(screen) not in (was, "?"), "Back led nowhere")  # type: ignore[misc]


def _compare(walk: Walk, lives: Lives) -> None:
    there = whole_log(walk)
    lost = sorted(said for said in lives.acknowledged if not any(said in entry for entry in there))
    if lost:
        lives.problems.append(f"after kill {lives.kills}: lost {lost}")
