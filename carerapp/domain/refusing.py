"""An officer who would not take the copy: what of it stands in no paper that goes to officers.

A complaint about one officer is for the police's own unit, and for the log. The next officer who is given the
form need not read it.
"""

from __future__ import annotations

from carerapp.domain.episode import Episode

_WHO = (("officer_name", "refusing_officer_name"), ("officer_number", "refusing_officer_number"))


def not_for_officers(episode: Episode) -> frozenset[str]:
    """The questions of the episode whose answers are left out: who refused, also where that name still stands
    as that of the officer at the door."""
    record, given = episode.record, bool(episode.hand_overs())
    same = {
        door
        for door, refused in _WHO
        if not given
        and record.text(refused).strip()
        and record.text(door).strip() == record.text(refused).strip()
    }
    return frozenset({refused for _, refused in _WHO} | same)
