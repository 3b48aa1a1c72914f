"""They are back: the welcome first, then the next few things, then the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.form_reading import ReturnStep
from carerapp.actions.mark_found import close_episode
from carerapp.actions.start_episode import leave_again
from carerapp.actions.tick_step import tick_step
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import utc
from carerapp.domain.lacking import not_known_here
from carerapp.domain.outcomes import ClosedBecause, Fact, StepOutcome
from carerapp.domain.typed_time import typed_words
from carerapp.domain.who_knew import answered_by_telling, everyone_step
from carerapp.ui import kit
from carerapp.ui.features.episode.due import due_cards
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.found.found import ELSEWHERE
from carerapp.ui.features.found.handing_on import handing_on
from carerapp.ui.features.found.to_tell import to_tell
from carerapp.ui.features.quoted import quoted
from carerapp.ui.features.report.boxes import answer_box, time_box
from carerapp.ui.features.report.tell_card import Someone, TellState, tell_card, tell_row, told_words
from carerapp.ui.features.says import says_rows
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S16


@dataclass
class ReturnedState:
    """The step that is open, by its field, and what else was asked to be shown."""

    step: str = ""
    interviewed: bool = False
    criteria: bool = False

    def open(self, step: str) -> None:
        """A tap on a step."""
        self.step = step

    def note_interview(self) -> None:
        """A tap: the interview has been."""
        self.interviewed = True

    def show_criteria(self) -> None:
        """A tap: when is one due?"""
        self.criteria = True


def returned(app: App) -> Screen:
    """What the return asks for, one step after another."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    welcome = _welcome(child, episode)
    steps = _steps(app, child, episode)
    people = _people(app, child, episode)
    interview = _interview(app, child, episode)
    close = lambda: app.go(ScreenName.CLOSE, child=child.id, episode=episode.id)
    sticky: list[ft.Control] = []
    if episode.closed:
        steps = [*steps, *handing_on(app, child, episode)]
    else:
        sticky = [kit.button("Close", close, "primary", main=True, label="Close this episode")]
    left_again = f"{child.first_name} left again"
    again = partial(_again, app, child, episode)
    ends = [
        *([] if episode.closed and child.open_episode else [kit.button(left_again, again)]),
        *taking_back(app, child, episode, Fact.FOUND, then=lambda: _missing_again(app, child, episode)),
    ]
    crime = _said(app, child, episode)
    head = header(app, child, episode, back_to="what to do")
    if kit.look().wide:
        return Screen(head, [*people, *interview, *crime], sticky=sticky, side=[*welcome, *steps, *ends])
    return Screen(head, [*welcome, *steps, *people, *interview, *crime, *ends], sticky=sticky)


def _said(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """What the procedure says about evidence, and where more of it stands; nothing where it says nothing."""
    evidence = quoted(app, child, episode, "evidence")
    more = says_rows(app, child, episode, "return", "planning_return", "referral", "interview", "consent")
    shown: list[ft.Control] = [kit.h2("If a crime may have been done"), *evidence] if evidence else []
    return [*shown, kit.h2("The procedure says"), kit.group(*more)] if more else shown


def _welcome(child: ChildFile, episode: Episode) -> list[ft.Control]:
    where = "safe" if episode.record.text("found_how") == ELSEWHERE else "back"
    return [
        kit.h1(f"{child.first_name} is {where}. Say you are glad."),
    ]


# --- the steps of the return ---------------------------------------------------------
def _steps(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    elsewhere = answered_by_telling(child, episode, app.now())
    steps = [s for s in Applying(child, episode, app.now()).returning() if s.field not in elsewhere]
    todo = [s for s in steps if episode.check(s.field) is None]
    chosen = app.state(ReturnedState).step or (todo[0].field if todo else "")
    parts: list[ft.Control] = []
    rows: list[ft.Control] = []
    for step in steps:
        if step.field == chosen:
            if rows:
                parts.append(kit.group(*rows))
                rows = []
            parts.append(_open_step(app, child, episode, step))
        else:
            rows.append(_row(app, child, episode, step))
    return [*parts, *([kit.group(*rows)] if rows else [])]


def _title(step: ReturnStep, child: ChildFile) -> str:
    return step.title.replace("{name}", child.first_name)


def _row(app: App, child: ChildFile, episode: Episode, step: ReturnStep) -> ft.Control:
    check = episode.check(step.field)
    words = f"{check.outcome.on_screen} {clock(check.at, app.now())}" if check else ""
    return kit.row(
        _title(step, child),
        words,
        partial(_open_up, app, step.field),
        status=check.outcome if check else "todo",
    )


def _open_up(app: App, field: str) -> None:
    """What was open above it closes: its heading is brought into sight."""
    app.state(ReturnedState).open(field)
    app.display.show(f"step:{field}")


def _open_step(app: App, child: ChildFile, episode: Episode, step: ReturnStep) -> ft.Control:
    def tick(outcome: StepOutcome) -> None:
        if app.attempt(lambda: tick_step(app.book, child.id, episode.id, step.field, outcome)):
            app.state(ReturnedState).step = ""

    items: list[ft.Control] = [kit.quote(step.label, f"{child.protocol.short}, {step.source}")]
    if step.by not in ("carer", "anyone"):
        items.append(kit.text(f"The {step.by} arranges it. You ask.", "small", INK2))
    check = episode.check(step.field)
    if check:
        items.append(kit.status(check.outcome, f"{check.outcome.on_screen} {clock(check.at, app.now())}"))
    done = kit.outcomes(*(partial(tick, outcome) for outcome in StepOutcome))
    return kit.spot(f"step:{step.field}", kit.next_card(_title(step, child), *items, done))


# --- the same people -----------------------------------------------------------------
def _people(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    everyone = to_tell(app, child, episode)
    open_ = app.state(TellState).open
    parts: list[ft.Control] = [kit.h2(f"Tell them {child.first_name} is back")]
    if words := not_known_here(child.protocol):
        parts.append(kit.note(words))
    rows: list[ft.Control] = []
    for someone in everyone:
        if someone.id == open_:
            if rows:
                parts.append(kit.group(*rows))
                rows = []
            parts.append(tell_card(app, child, episode, someone))
        else:
            rows.append(tell_row(app, episode, someone, extra=_not_needed(app, child, episode, someone)))
    parts += [kit.group(*rows)] if rows else []
    return [*parts, *_all_told(app, child, episode)]


def _all_told(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The step that asks for all of them: said by the carer, in one tap."""
    step = everyone_step(child, episode, app.now())
    if step is None:
        return []
    check = episode.check(step.field)
    if check:
        return [
            kit.status(
                check.outcome, f"Everyone told: {check.outcome.on_screen} {clock(check.at, app.now())}"
            )
        ]

    def tick() -> None:
        app.attempt(lambda: tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DONE))

    return [kit.button("I have told everyone", tick, icon_=ft.Icons.CHECK)]


def _not_needed(app: App, child: ChildFile, episode: Episode, someone: Someone) -> tuple[str, str] | None:
    """Not having to be told is the step's own outcome: nobody was told."""
    if someone.doesnt_apply is None or told_words(app, episode, someone.id)[0] != "todo":
        return None
    id = someone.id.partition(":")[2]
    inform = next((i for i in child.protocol.inform if i.id == id), None)
    steps = [s for s in child.protocol.returning if inform and set(s.rules) & set(inform.rules)]
    check = episode.check(steps[0].field) if steps else None
    if check is None or check.outcome is not StepOutcome.DOESNT_APPLY:
        return None
    return check.outcome, f"{check.outcome.on_screen} {clock(check.at, app.now())}"


# --- the return interview ------------------------------------------------------------
def _interview(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    record, state = episode.record, app.state(ReturnedState)
    steps = {step.field for step in Applying(child, episode, app.now()).returning()}
    due = due_cards(app, child, episode, beside=steps)
    parts: list[ft.Control] = [kit.h2("The return interview"), *due]
    begun = record.text("return_interview_at") or record.text("return_interview_by")
    if state.interviewed or begun or app.drafts.has(_interview_key(episode)):
        parts.append(_it_was(app, child, episode))
    else:
        parts.append(kit.button("The interview has been", state.note_interview))
    met = Applying(child, episode, app.now()).criteria_met()
    criteria = child.protocol.criteria
    if state.criteria:
        parts += [
            kit.status("done", c.label, "body") if c in met else kit.status("blank", c.label, "body")
            for c in criteria
        ]
        parts.append(
            kit.text("A tick: the log shows it. A question mark: only people can tell.", "small", INK2)
        )
    elif criteria:
        reasons = "1 reason fits" if len(met) == 1 else f"{len(met)} reasons fit"
        words = f"When is one due? {reasons}" if met else "When is one due?"
        parts.append(kit.button(words, state.show_criteria, "text"))
    return parts


def _interview_key(episode: Episode) -> str:
    return f"interview:{episode.id}"


def _it_was(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    def at(moment: datetime) -> None:
        answer_question(app.book, child.id, episode.id, "return_interview_at", utc(moment), happened=moment)

    held = episode.interview_at
    shown = typed_words(held, app.now()) if held else ""
    return kit.card(
        time_box(
            app,
            _interview_key(episode),
            "When was it?",
            shown,
            at,
            hint="23 Nov 2026 15:30, or 15:30 for today.",
        ),
        answer_box(app, child, episode.id, "return_interview_by"),
        spacing=S16,
    )


# --- leaving this screen -------------------------------------------------------------
def _again(app: App, child: ChildFile, episode: Episode) -> None:
    """One tap: this one is closed, a new clock runs, and danger is asked first."""
    book = app.book

    def work() -> None:
        if not episode.closed:
            close_episode(book, child.id, episode.id, ClosedBecause.BACK)
        leave_again(book, child.id)

    if app.attempt(work):
        running = book.child(child.id).open_episode
        assert running is not None
        app.home(Place(ScreenName.DANGER, {"child": child.id, "episode": running.id}))


def _missing_again(app: App, child: ChildFile, episode: Episode) -> None:
    app.home(Place(ScreenName.EPISODE, {"child": child.id, "episode": episode.id}))
