"""Is anybody in the office now? So that at night the number that answers stands first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from carerapp.domain.outcomes import RungWhen
from carerapp.domain.uk_time import is_between, is_working_day, uk
from carerapp.settings import OFFICE_AT_MOST
from forms.protocol import Hours


def office_open(now: datetime, confirmed: Mapping[str, str]) -> bool | None:
    """By the hours that the authority confirmed. None: nobody said which they are, and it is a time of a
    working day at which an office may be open."""
    if not is_working_day(uk(now).date()):
        return False
    starts, ends = confirmed.get("office_starts"), confirmed.get("office_ends")
    if starts and ends:
        return is_between(now, starts, ends)
    return None if is_between(now, *OFFICE_AT_MOST) else False


def there(hours: Hours | RungWhen, open_: bool | None) -> bool | None:
    """Whether somebody with these hours is there; None where that is not known. ``hours``: the procedure's,
    or what somebody said of a contact."""
    if hours == RungWhen.ALWAYS:
        return True
    if hours in ("", RungWhen.NOT_KNOWN) or open_ is None:
        return None
    return open_ if hours == RungWhen.OFFICE else not open_
