"""What the protocol says at some place of an episode, in its own words: sentences, then lists."""

from __future__ import annotations

import flet as ft

from carerapp.actions.form_reading import Listed, Place, Wording
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.ui import kit
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

MAY = "It may apply here: not everything is known."


def quoted(app: App, child: ChildFile, episode: Episode, *places: Place) -> list[ft.Control]:
    """Everything of these places that applies, or may; [] where the protocol says nothing."""
    said = Applying(child, episode, app.now()).said(*places)
    return [shown(each.part, each.protocol.short, may=each.may) for each in said]


def shown(part: Wording | Listed, short: str, *, may: bool = False) -> ft.Control:
    """A sentence, or a list under its title, with its source. `may`: it is open whether it applies."""
    source = f"{short}, {part.source}" + (f". {MAY}" if may else "")
    if isinstance(part, Wording):
        return kit.quote(part.text, source)
    items = [kit.bullet(item) for item in part.items]
    lead = [kit.quote(part.lead, source)] if part.lead else []
    end = [] if lead else [kit.text(source, "small", INK2)]
    return ft.Column([kit.text(part.title, "strong"), *lead, *items, *end], spacing=8, tight=True)
