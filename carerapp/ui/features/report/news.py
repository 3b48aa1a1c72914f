"""Something new for the police: the right call, its words, and what came of it."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.news import news_words, wrong_safe_word
from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.domain.police_know import to_ask, untold
from carerapp.domain.since_copy import last_copy, since_the_copy, to_tell
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.report.ring_now import call_999, police_outcome
from carerapp.ui.features.report.were_told import have_it, were_told
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, ON_TONAL, TONAL


def news(app: App) -> Screen:
    """A wrong safe word is 999; all else is 101, with 999 in the bar. The words are our own."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    entry = next(event for event in child.events if event.id == app.place["entry"])
    wrong = wrong_safe_word(entry)
    entries = _new(app, child, episode, entry)
    say = untold(episode, entries) or entries
    words, asked = news_words(child, episode, say), to_ask(episode, entries)
    ring = partial(app.device.call, child.id, episode.id, NON_EMERGENCY, NON_EMERGENCY, NON_EMERGENCY)
    body: list[ft.Control] = [kit.h1(_title(wrong))]
    if known := have_it(app, child, episode, entries):
        body += known
    elif wrong:
        body.append(kit.text("Somebody may have made them ring. They may be in danger."))
        body += call_999(app, child, episode, say)
        body.append(kit.button(f"No danger now: call {NON_EMERGENCY}", ring))
    else:
        body.append(kit.call_button(NON_EMERGENCY, ring, words=f"Call {NON_EMERGENCY}", at_once=True))
        body += police_outcome(app, child, episode, say)
    if asked:
        body.append(were_told(app, child, episode, asked))
    body += [
        kit.card(
            kit.text("Say this", "small_strong", ON_TONAL),
            *(kit.text(f"“{sentence}”", "strong", ON_TONAL) for sentence in words),
            fill=TONAL,
            border=TONAL,
            spacing=8,
        ),
        kit.text("These are our own words. They are not in the procedure.", "small", INK2),
    ]
    here = {"child": child.id, "episode": episode.id}
    if not episode.reported_at:
        ask = partial(app.go, ScreenName.REPORT, **here)
        body.append(kit.button("What they will ask", ask, icon_=ft.Icons.DESCRIPTION_OUTLINED))
    return Screen(
        header(app, child, episode, back_to="what to do"),
        body,
        sticky=[kit.button("Go on looking", app.back)],
    )


def _new(app: App, child: ChildFile, episode: Episode, entry: Event) -> tuple[Event, ...]:
    """What is new since the officer's copy, up to this entry; the entry alone where that is not asked."""
    copy = last_copy(episode)
    if not app.place.get("since") or copy is None:
        return (entry,)
    found = to_tell(child, copy, *since_the_copy(child, episode, copy, app.book.name_of))
    return tuple(one for one in found if one.hlc < entry.hlc or one.id == entry.id) or (entry,)


def _title(wrong: bool) -> str:
    return f"Safe word wrong: ring {EMERGENCY}" if wrong else "Tell the police this now"
