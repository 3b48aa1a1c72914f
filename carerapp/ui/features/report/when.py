"""When it was reported: the moment 101 or 999 was dialled, unless the carer says otherwise."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.report import report
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.police import POLICE
from carerapp.domain.topics import Topic
from carerapp.domain.topics.dialled import Dialled
from carerapp.ui.shell import App


def dialled_at(episode: Episode) -> datetime | None:
    """The last time the police were rung from here."""
    rung = [
        event.happened for event in episode.record.notes(Topic.DIALLED) if Dialled.of(event).who in POLICE
    ]
    return rung[-1] if rung else None


def mark_reported(app: App, child: ChildFile, episode: Episode) -> None:
    """Reported, at the time of the call. What was written about the call stays."""
    if episode.reported_at:
        return
    record = episode.record
    app.attempt(
        lambda: report(
            app.book,
            child.id,
            episode.id,
            at=dialled_at(episode),
            reference=record.text("police_reference"),
            call_taker=record.text("call_taker"),
        )
    )
