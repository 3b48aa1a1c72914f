"""On the crisis path: the reader's own language under the English."""

from __future__ import annotations

from dataclasses import replace

from carerapp.actions.reading_help import reading_help
from carerapp.languages import catalogue_of
from carerapp.ui.kit.look import Look
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

#: Begun, asked, looked for, reported, told, rung, found.
WITH_A_LINE_UNDER = frozenset(
    (
        *(ScreenName.DANGER, ScreenName.POSSIBLE_RISK, ScreenName.BEGINNING, ScreenName.EPISODE),
        *(ScreenName.STEP, ScreenName.LAST_SEEN, ScreenName.REPORT, ScreenName.NEWS, ScreenName.TELL),
        *(ScreenName.ON_THE_PHONE, ScreenName.FOUND),
    )
)


def with_own_language(look: Look, app: App, name: ScreenName) -> Look:
    """The same look, with lines under where whoever is signed in wants them."""
    if app.locked or name not in WITH_A_LINE_UNDER:
        return look
    said = catalogue_of(reading_help(app.book))
    if said is None:
        return look
    child = app.place.get("child")
    first = app.book.child(child).first_name if child else ""
    return replace(look, under=lambda words: said.under(words, first), under_rtl=said.language.rtl)
