"""The lines of a log, put into words once for each entry that comes, not once for each drawing."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import Line, chronology
from carerapp.domain.episode import Episode
from carerapp.ui.shell import App


@dataclass
class LogLines:
    """The lines as they stood, and the file and its number of entries of which they are."""

    child: ChildFile | None = None
    entries: int = 0
    episode: str = ""
    lines: tuple[Line, ...] = ()


def log_lines(app: App, child: ChildFile, episode: Episode) -> tuple[Line, ...]:
    """Every entry of the episode in words, oldest first. Kept until the screen is left or an entry comes."""
    held = app.state(LogLines)
    if held.child is not child or held.entries != len(child.events) or held.episode != episode.id:
        held.child, held.entries, held.episode = child, len(child.events), episode.id
        held.lines = chronology(child, episode, app.book.name_of)
    return held.lines
