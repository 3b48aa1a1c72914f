"""In place of a screen about a rule or a step that is not on this device any more: where the app was left, or
what was tapped just before the child's rules changed."""

from __future__ import annotations

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.lacking import IN_DOUBT, not_known_here
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


def rules_gone(app: App, child: ChildFile, episode: Episode) -> Screen:
    """What is true of it now, and the way back."""
    other = f"The procedure that holds for {child.first_name} now does not have this."
    return Screen(
        header(app, child, episode, back_to="what to do"),
        [kit.note(not_known_here(child.protocol, IN_DOUBT) or other)],
    )
