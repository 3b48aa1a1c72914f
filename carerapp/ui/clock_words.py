"""How a screen says a time: on the United Kingdom's clock, this device's own beside it where that differs."""

from __future__ import annotations

from datetime import datetime

from carerapp.domain.moment import own_words
from carerapp.domain.uk_time import uk, uk_words
from carerapp.ui.kit.look import look


def clock(moment: datetime, now: datetime) -> str:
    """22:40, with the day when it is not today: the United Kingdom's time. Where this device's own clock
    shows another one, that stands beside it: '22:40 (23:40 here)'."""
    here, words = look().here, uk_clock(moment, now)
    return f"{words} ({own_words(here(moment), moment)} here)" if here else words


def uk_clock(moment: datetime, now: datetime) -> str:
    """The same, without this device's own time."""
    local, today = uk(moment), uk(now)
    if local.date() == today.date():
        return uk_words(moment)
    year = "" if local.year == today.year else f"\u00a0{local.year}"
    return uk_words(moment, f"{local.day}\u00a0%b{year} %H:%M")
