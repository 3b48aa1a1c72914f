"""A moment and the place where it was written: the United Kingdom's time, and the writer's own clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from forms.engine.uk_clock import uk, uk_words


@dataclass(frozen=True, slots=True)
class Moment:
    """``utc``: aware, UTC. ``ahead``: by how many minutes the wall clock of where it was written was ahead of
    the United Kingdom's then; 0 at home, and where it is not known."""

    utc: datetime
    ahead: int = 0

    @staticmethod
    def written_at(moment: datetime, written: datetime, utc_offset: int) -> Moment:
        """``moment`` as somebody wrote it down at ``written``, whose wall clock was ``utc_offset`` minutes
        ahead of UTC then. What it showed before a change of the clocks in between nobody kept."""
        ahead = utc_offset - _offset(written)
        known = _offset(moment) == _offset(written)
        return Moment(moment.astimezone(UTC), ahead if known else 0)

    @property
    def uk(self) -> datetime:
        """On the United Kingdom's clock."""
        return uk(self.utc)

    @property
    def beside(self) -> str:
        """'23:40 where it was written', with the day where that is another; "" at home."""
        if not self.ahead:
            return ""
        own = self.uk.replace(tzinfo=None) + timedelta(minutes=self.ahead)
        return f"{own_words(own, self.utc)} where it was written"

    def words(self, pattern: str = "%H:%M") -> str:
        """By a pattern of `strftime`, on the United Kingdom's clock; the writer's own time beside it."""
        said = uk_words(self.utc, pattern)
        return f"{said} ({self.beside})" if self.beside else said


def own_words(own: datetime, moment: datetime) -> str:
    """What another wall clock shows at a moment: the time, and the day where the United Kingdom has
    another."""
    return f"{own:%H:%M}" if own.date() == uk(moment).date() else f"{own:%H:%M} on {own.day} {own:%B}"


def _offset(moment: datetime) -> int:
    ahead = uk(moment).utcoffset()
    return int(ahead.total_seconds() // 60) if ahead else 0
