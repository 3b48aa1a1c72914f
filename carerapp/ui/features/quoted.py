"""What the protocol says at some place of an episode, in its own words: sentences, then lists."""

from __future__ import annotations

from collections.abc import Iterable

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
    applying = Applying(child, episode, app.now())
    words, lists = applying.words(*places), applying.lists(*places)
    open_ = {w.id for w in words if applying.may_apply(w)} | {x.id for x in lists if applying.may_apply(x)}
    return quotes(words, lists, child.protocol.short, open_)


def quotes(
    words: Iterable[Wording], lists: Iterable[Listed], short: str, open_: Iterable[str] = ()
) -> list[ft.Control]:
    """Each with its source. `open_`: the ids of those of which it is not known whether they apply."""
    shown: list[ft.Control] = []
    for wording in words:
        shown += [_quote(wording.text, f"{short}, {wording.source}", wording.id in open_)]
    for each in lists:
        lead = [_quote(each.lead, f"{short}, {each.source}", each.id in open_)] if each.lead else []
        items = [kit.bullet(item) for item in each.items]
        source = [] if lead else [kit.text(f"{short}, {each.source}", "small", INK2)]
        shown += [ft.Column([kit.text(each.title, "strong"), *lead, *items, *source], spacing=8, tight=True)]
    return shown


def _quote(words: str, source: str, may: bool) -> ft.Control:
    return kit.quote(words, f"{source}. {MAY}" if may else source)
