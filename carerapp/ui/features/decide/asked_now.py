"""One card for every answer that is still open, "2 answers change what you must do", and its questions."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.advice import Advice
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for
from carerapp.domain.duties import Duty
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import ReportDecision
from carerapp.ui import kit
from carerapp.ui.features.decide.advised import changes
from carerapp.ui.features.decide.asked import asked
from carerapp.ui.features.episode_header import header
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import ACTION, INK2


def asks_card(app: App, child: ChildFile, episode: Episode, advice: Advice) -> list[ft.Control]:
    """[] when nothing that is open would change what anybody must do."""
    own = _own(episode, advice)
    if not own and not advice.others_asks:
        return []
    open_ = sum(duty.hangs for duty in advice.due)
    more = "1 more thing may be due" if open_ == 1 else f"{open_} more things may be due"
    return [
        kit.card(
            kit.text(_title(own, advice), "strong"),
            *([kit.text(f"{more}.", "small", INK2)] if open_ else []),
            kit.button(
                "Answer", partial(app.go, ScreenName.ASKED, child=child.id, episode=episode.id), "tonal"
            ),
            border=ACTION,
            width=2,
        )
    ]


def _own(episode: Episode, advice: Advice) -> tuple[str, ...]:
    """Whoever has decided is not asked the same again; *Should I report?* has it still."""
    decided = ReportDecision.read(episode.record.text("decision"))
    return advice.asks_beside_the_report if decided else advice.asks


def _title(own: tuple[str, ...], advice: Advice) -> str:
    if own:
        return changes(len(own))
    return "Some answers change what others must do" if advice.others_asks else "Nothing is open"


def asked_now(app: App) -> Screen:
    """The questions, most decisive first; each answer saves itself."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    advice = advice_for(child, episode, app.now())
    own = _own(episode, advice)
    body: list[ft.Control] = [kit.h1(_title(own, advice))]
    body.append(kit.text("Answer what you can. Not sure is an answer.", color=INK2))
    body += asked(app, child, episode, own)
    if advice.others_asks:
        body.append(kit.h2("What others must do, or who is told, depends on these"))
        body += asked(app, child, episode, advice.others_asks)
    hanging = [duty for duty in advice.due if duty.hangs]
    if hanging:
        body.append(kit.h2("What may be due"))
        body.append(kit.group(*(_hanging(app, child, episode, duty) for duty in hanging)))
    return Screen(
        header(app, child, episode, back_to="what is due"),
        body,
        sticky=[kit.button("Done", app.back, "primary", main=True)],
    )


def _hanging(app: App, child: ChildFile, episode: Episode, duty: Duty) -> ft.Control:
    why = partial(app.go, ScreenName.WHY, child=child.id, episode=episode.id, rule=duty.rule)
    return kit.row(duty.what, f"{duty.authority} {duty.source}", why)
