"""Who must be told, at any time: stage by stage, one open at a time with the number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from carerapp.actions.form_reading import Stage
from carerapp.actions.tick_step import tick_step
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for
from carerapp.domain.episode import Episode
from carerapp.domain.lacking import not_known_here
from carerapp.domain.office import there
from carerapp.domain.outcomes import ReportDecision, RungWhen, StepOutcome, TellingOutcome
from carerapp.domain.telling import Telling
from carerapp.domain.topics.told import Told
from carerapp.domain.under import key_contacts_elsewhere
from carerapp.domain.whom_to_tell import AtStage, askable, by_stage, hours_of, id_of, office, reach_now
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.quoted import quoted
from carerapp.ui.features.report.tell_card import Someone, TellState, tell_card, tell_row
from carerapp.ui.features.report.when import mark_reported
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

CLOSED = "The office is closed now."
TITLES: dict[Stage, str] = {
    "now": "Now",
    "before_report": "Before you ring the police",
    "with_report": "When you report",
    "if_not_reported": "If you do not report",
    "on_return": "When they are back",
    "next_working_day": "The next working day",
}


def tell(app: App) -> Screen:
    """Who must be told at each stage, and who was."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    stages = _now_first(by_stage(child, advice_for(child, episode, app.now())), episode)
    now = [t for s in stages if s.stage in _stages_now(episode) for t in s.own]
    to_tell = [t for t in now if not _told(episode, id_of(child, t))]
    open_ = app.state(TellState).open or (id_of(child, to_tell[0]) if to_tell else "")
    first: list[ft.Control] = [kit.h1("Who to tell"), *_not_reported(app, child, episode)]
    if now and not to_tell and not child.protocol.lacking:
        first.append(kit.status("done", "You told everyone on your list", "strong"))
    if words := not_known_here(child.protocol):
        first.append(kit.note(words))
    each = [_stage(app, child, episode, stage, open_) for stage in stages]
    others = [row for stage in stages for row in _by_others(stage)]
    last: list[ft.Control] = [kit.h2("For others to do"), *others] if others else []
    half = _half(stages) if kit.look().wide else len(each)
    left, right = ([row for rows in part for row in rows] for part in (each[:half], each[half:]))
    screen = Screen(
        header(app, child, episode, back_to=_back_to(app)),
        [*first, *left, *last],
        sticky=[kit.button("Keep looking", lambda: _on(app, child, episode), "primary", main=True)],
    )
    if kit.look().wide:
        screen.side = [*first, *left]
        screen.body = [*right, *last]
        if not screen.body and not child.protocol.lacking:
            screen.body = [kit.note("Nobody else has to be told.")]
    return screen


def _now_first(stages: tuple[AtStage, ...], episode: Episode) -> tuple[AtStage, ...]:
    """After the report, whom to tell of it comes before what could be told all evening."""
    just_now = "with_report" if episode.reported_at and not episode.found_at else None
    return tuple(sorted(stages, key=lambda at: at.stage != just_now))


def _half(stages: tuple[AtStage, ...]) -> int:
    """On a tablet: up to the report on one side, what comes after on the other."""
    return sum(stage.stage in ("now", "before_report", "with_report") for stage in stages)


def _stages_now(episode: Episode) -> tuple[Stage, ...]:
    """The stages whose people are told now; the others can be told at any time."""
    if episode.found_at:
        return ("on_return",)
    if episode.reported_at:
        return ("now", "before_report", "with_report")
    if episode.record.text("decision") == ReportDecision.NOT_YET:
        return ("now", "before_report", "if_not_reported")
    return ("now", "before_report")


def _back_to(app: App) -> str:
    before = app.navigation.before
    return "the report" if before is ScreenName.REPORT else "what to do"


def _on(app: App, child: ChildFile, episode: Episode) -> None:
    app.home(Place(ScreenName.EPISODE, {"child": child.id, "episode": episode.id}))


def _not_reported(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    if episode.reported_at or episode.found_at:
        return []
    return [
        kit.card(
            kit.status("blank", "It is not written down that the police were told"),
            kit.button("I have reported it", lambda: mark_reported(app, child, episode)),
        )
    ]


def _told(episode: Episode, id: str) -> bool:
    last = episode.told(id)
    return last is not None and Told.of(last).outcome is TellingOutcome.TOLD


def _stage(app: App, child: ChildFile, episode: Episode, stage: AtStage, open_: str) -> list[ft.Control]:
    """Its people, then those who are told only in some cases."""
    own = [_someone(app, child, episode, t) for t in stage.own]
    sometimes = [_someone(app, child, episode, t) for t in stage.sometimes]
    if not own and not sometimes:
        return []
    reported = stage.stage == "with_report" and episode.reported_at
    title = "Now that it is reported" if reported else TITLES[stage.stage]
    shown: list[ft.Control] = [kit.h2(title), *_list(app, child, episode, own, open_)]
    if stage.stage == "if_not_reported":
        shown += quoted(app, child, episode, "not_reported")
    if sometimes:
        shown.append(kit.text("Only if it applies", "small_strong"))
        shown += _list(app, child, episode, sometimes, open_)
    return shown


def _someone(app: App, child: ChildFile, episode: Episode, telling: Telling) -> Someone:
    inform = telling.inform

    def also_the_step(how: TellingOutcome) -> None:
        """Where telling them is a step of the checklist, one answer serves both."""
        if how is not TellingOutcome.TOLD or telling.protocol.id != child.protocol.id:
            return
        for step in Applying(child, episode, app.now()).steps():
            serves = step.does == "tell_placing" and set(step.rules) & set(inform.rules)
            if serves and not episode.check(step.field):
                tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DONE)

    advice = advice_for(child, episode, app.now())
    protocols, open_ = advice.situation.protocols, office(advice)
    hours = hours_of(child, telling)
    closed = CLOSED if there(hours, open_) is False and hours == RungWhen.OFFICE else ""
    said = [closed, inform.by_when[:1].upper() + inform.by_when[1:], inform.note]
    return Someone(
        id_of(child, telling),
        inform.who,
        reach_now(child, telling, open_),
        inform.what,
        tuple(s for s in said if s),
        inform.condition,
        f"{telling.protocol.short}, {inform.source}",
        askable(telling, protocols),
        also_the_step,
        form=_form(app, child, telling),
    )


def _form(app: App, child: ChildFile, telling: Telling) -> Callable[[], None] | None:
    """Where they get the authority's own Key Contacts form: the way to it."""
    protocol = telling.protocol
    if protocol.key_contacts_elsewhere not in telling.inform.rules:
        return None
    if key_contacts_elsewhere(child.protocol, child.placing) is protocol.key_contacts:
        return partial(app.go, ScreenName.FORM, child=child.id, form=protocol.key_contacts.id)
    return partial(app.go, ScreenName.KEY_CONTACTS, child=child.id)


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


def _by_others(stage: AtStage) -> list[ft.Control]:
    if not stage.by_others:
        return []
    notes = [t.inform.note for t in stage.by_others if t.inform.note.startswith("You do not")]
    return [*(kit.note(words) for words in notes), kit.group(*(_by_other(t) for t in stage.by_others))]


def _by_other(telling: Telling) -> ft.Control:
    inform = telling.inform
    who = {"local authority": "The council does this", "police": "The police do this"}
    words = who.get(inform.by, f"The {inform.by} does this")
    more = f". “{inform.condition.strip('().')}”" if inform.condition else ""
    return kit.row(inform.who, words + more)
