"""Who must be told: one open at a time, with the number; what others tell is said, not rung."""

from __future__ import annotations

import flet as ft

from carerapp.actions.form_reading import Inform
from carerapp.actions.tick_step import tick_step
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import StepOutcome, TellingOutcome
from carerapp.domain.topics.told import Told
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.report.tell_card import Someone, TellState, tell_card, tell_row
from carerapp.ui.features.report.when import mark_reported
from carerapp.ui.features.report.who import reach, telling
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def tell(app: App) -> Screen:
    """Who must be told now, and who was."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    who = telling(child, episode)
    now = [_someone(app, child, episode, i) for i in who.now]
    sometimes = [_someone(app, child, episode, i) for i in who.sometimes]
    to_tell = [s.id for s in now if not _told(episode, s.id)]
    open_ = app.state(TellState).open or (to_tell[0] if to_tell else "")
    body: list[ft.Control] = [kit.h1("Who to tell"), *_not_reported(app, child, episode)]
    if now and not to_tell:
        body.append(kit.status("done", "You told everyone on your list", "strong"))
    body += _list(app, child, episode, now, open_)
    mine = [i.note for i in who.by_others if i.note.startswith("You do not")]
    others: list[ft.Control] = [kit.h2("For others to do")] if who.by_others else []
    others += [kit.note(words) for words in mine]
    if who.by_others:
        others.append(kit.group(*(_by_other(i) for i in who.by_others)))
    if sometimes:
        others.append(kit.h2("Only if it applies"))
        others += _list(app, child, episode, sometimes, open_)
    screen = Screen(
        header(app, child, episode, back_to=_back_to(app)),
        [*body, *others],
        sticky=[kit.button("Keep looking", lambda: _on(app, child, episode), "primary", main=True)],
    )
    if kit.look().wide:
        screen.side, screen.body = body, others
    return screen


def _back_to(app: App) -> str:
    before = app.navigation.before
    return "the report" if before is ScreenName.REPORT else "what to do"


def _on(app: App, child: ChildFile, episode: Episode) -> None:
    app.home(Place(ScreenName.EPISODE, {"child": child.id, "episode": episode.id}))


def _not_reported(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    if episode.reported_at:
        return []
    return [
        kit.card(
            kit.status("blank", "Not written down as reported to the police"),
            kit.button("I have reported it", lambda: mark_reported(app, child, episode)),
        )
    ]


def _told(episode: Episode, id: str) -> bool:
    last = episode.told(id)
    return last is not None and Told.of(last).outcome is TellingOutcome.TOLD


def _someone(app: App, child: ChildFile, episode: Episode, inform: Inform) -> Someone:
    def also_the_step(how: TellingOutcome) -> None:
        """Where telling them is a step of the checklist, one answer serves both."""
        if how is not TellingOutcome.TOLD:
            return
        for step in Applying(child, episode, app.now()).steps():
            if (
                step.does == "tell_placing"
                and set(step.rules) & set(inform.rules)
                and not episode.check(step.field)
            ):
                tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DONE)

    said = [inform.by_when[:1].upper() + inform.by_when[1:], inform.note]
    return Someone(
        inform.id,
        inform.who,
        reach(child, inform.contact),
        tuple(s for s in said if s),
        inform.condition,
        f"{child.protocol.short}, {inform.source}",
        also_the_step,
    )


def _list(
    app: App, child: ChildFile, episode: Episode, people: list[Someone], open_: str
) -> list[ft.Control]:
    """The open one as a card, the rest as rows, in their order."""
    parts: list[ft.Control] = []
    rows: list[ft.Control] = []
    for someone in people:
        if someone.id == open_:
            if rows:
                parts.append(kit.group(*rows))
                rows = []
            parts.append(tell_card(app, child, episode, someone))
        else:
            rows.append(tell_row(app, episode, someone))
    return [*parts, kit.group(*rows)] if rows else parts


def _by_other(inform: Inform) -> ft.Control:
    who = {"local authority": "The council does this", "police": "The police do this"}
    words = who.get(inform.by, f"The {inform.by} does this")
    more = f". “{inform.condition.strip('().')}”" if inform.condition else ""
    return kit.row(inform.who, words + more)
