"""The way to the report: when and where they were last seen is asked first, where nobody has said."""

from __future__ import annotations

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

FIRST = ("last_seen_at", "last_seen_place", "last_seen_with", "last_seen_clothing")
REPORT = "report"  # what comes next, where it was asked on the way there


def asked_before(child: ChildFile, episode: Episode) -> bool:
    """Whether nobody has written when, nor where; never on a device that does not have the questions."""
    asked = {field.name for field in child.protocol.episode.fields()}
    record = episode.record
    return set(FIRST) <= asked and not (record.answers("last_seen_at") or record.answers("last_seen_place"))


def to_report(app: App, child: ChildFile, episode: Episode, *, instead: bool = False) -> None:
    """999 and 101 stand on both screens. ``instead``: of the screen that leads there."""
    move = app.replace if instead else app.go
    if asked_before(child, episode):
        move(ScreenName.LAST_SEEN, child=child.id, episode=episode.id, then=REPORT)
    else:
        move(ScreenName.REPORT, child=child.id, episode=episode.id)
