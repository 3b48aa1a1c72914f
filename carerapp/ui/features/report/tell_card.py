"""One person to tell: how to reach them, then what came of it in one tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.log_call import log_call
from carerapp.actions.tell_someone import tell_someone
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.not_to_ring import not_to_ring
from carerapp.domain.outcomes import CallOutcome, Fact, StepOutcome, TellingOutcome
from carerapp.domain.topics.told import Told
from carerapp.domain.whom_to_tell import Reach
from carerapp.ui import kit
from carerapp.ui.features.decide.asked import asked
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.report.boxes import answer_box
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass(frozen=True)
class Someone:
    """Who is to be told. `id` keeps what came of it; `said` are lines shown above the buttons."""

    id: str
    name: str
    reach: Reach
    what: str = ""  # what they are told or sent; "" = that the child is missing, or is back
    said: tuple[str, ...] = ()
    condition: str = ""  # the protocol's own words, with their source
    source: str = ""
    ask: tuple[str, ...] = ()  # the facts that would settle whether they are told
    then: Callable[[TellingOutcome], object] | None = None
    doesnt_apply: Callable[[], object] | None = None
    form: Callable[[], object] | None = None  # opens the form that they get


def told_words(app: App, episode: Episode, id: str) -> tuple[str, str]:
    """(status, words) of the last try."""
    last = episode.told(id)
    if last is None:
        return "todo", "Not yet"
    outcome = Told.of(last).outcome
    status = "done" if outcome is TellingOutcome.TOLD else "couldnt"
    return status, f"{outcome.on_screen if outcome else ''} {clock(last.happened, app.now())}"


@dataclass
class TellState:
    """Who is open on the list, by id; "" when nobody is."""

    open: str = ""

    def show(self, someone: str) -> None:
        """A tap on a row."""
        self.open = someone


def tell_row(
    app: App, episode: Episode, someone: Someone, *, extra: tuple[str, str] | None = None
) -> ft.Control:
    """The closed form: one line, a tap opens it."""
    status, words = extra or told_words(app, episode, someone.id)
    return kit.row(
        someone.name,
        f"{someone.what.rstrip('.')}. {words}" if someone.what else words,
        partial(_open, app, someone.id),
        status=status,
        key=f"row:{someone.id}",
    )


def _open(app: App, someone: str) -> None:
    """What was open above it closes: its heading is brought into sight."""
    app.state(TellState).show(someone)
    app.display.show(_spot(someone))


def _spot(someone: str) -> str:
    return f"card:{someone}"


def tell_card(app: App, child: ChildFile, episode: Episode, someone: Someone) -> ft.Control:
    """The open form."""
    status, words = told_words(app, episode, someone.id)
    items: list[ft.Control] = [kit.h2(someone.name)]
    items += [kit.text(someone.what)] if someone.what else []
    if someone.condition:
        items.append(kit.quote(someone.condition, someone.source))
    items += [kit.text(line, color=INK2) for line in someone.said]
    if someone.ask:
        items.append(kit.text("It depends on your answer:", "small_strong"))
        items += asked(app, child, episode, someone.ask)
    items += _ways(app, child, episode, someone)
    if someone.form:
        items.append(kit.button("Open the form", someone.form, icon_=ft.Icons.DESCRIPTION_OUTLINED))
    if status != "todo":
        items.append(kit.status(status, words, "strong"))
        items += taking_back(app, child, episode, Fact.TOLD, someone.id)
    if status == "done":
        return _card(items, someone)
    items.append(kit.text("What happened?", "strong"))

    def outcome(how: TellingOutcome) -> Callable[[], None]:
        return lambda: _write(app, child, episode, someone, how)

    items.append(
        kit.side_by_side(
            [
                kit.button(TellingOutcome.TOLD.on_screen, outcome(TellingOutcome.TOLD), icon_=ft.Icons.CHECK),
                kit.button(TellingOutcome.NO_ANSWER.on_screen, outcome(TellingOutcome.NO_ANSWER)),
            ]
        )
    )
    items.append(kit.button(TellingOutcome.LEFT_MESSAGE.on_screen, outcome(TellingOutcome.LEFT_MESSAGE)))
    if someone.doesnt_apply:
        skip = someone.doesnt_apply
        items.append(kit.button(StepOutcome.DOESNT_APPLY.on_screen, lambda: _close_after(app, skip), "text"))
    return _card(items, someone)


def _card(items: list[ft.Control], someone: Someone) -> ft.Control:
    return kit.spot(_spot(someone.id), kit.card(*items, border=ft.Colors.PRIMARY, width=2))


def _close_after(app: App, work: Callable[[], object]) -> None:
    if app.attempt(work):
        app.state(TellState).open = ""


def _ways(app: App, child: ChildFile, episode: Episode, someone: Someone) -> list[ft.Control]:
    reach, found = someone.reach, list[ft.Control]()
    shown = " ".join(reach.words.split())
    if reach.words and (not reach.numbers or shown != reach.numbers[0].display.replace("\u00a0", " ")):
        found.append(kit.text(reach.words, "strong"))
    never = not_to_ring(child)
    for number in reach.numbers:
        if number.dial in never:
            found.append(kit.status("doesnt_apply", f"{number.display}: do not ring", "strong"))
            continue
        found.append(
            kit.call_button(
                number.display,
                partial(
                    app.device.call, child.id, episode.id, _who(someone.id), someone.name, number.display
                ),
                main=False,
            )
        )
    contact = reach.contact
    if contact and contact.kind == "email":
        found.append(kit.text(contact.value, "strong"))
    if contact and contact.outdated:
        found.append(kit.status("old", f"This may no longer work. {contact.outdated}"))
    if not reach.numbers and reach.field:
        found.append(kit.status("blank", "No number here. Ask your authority. Write it down here"))
        found.append(answer_box(app, child, child.key_contacts.id, reach.field, lines=2))
    return found


def _who(id: str) -> str:
    return f"tell:{id}"


def _write(app: App, child: ChildFile, episode: Episode, someone: Someone, how: TellingOutcome) -> None:
    """One tap: told or not, the call's own outcome with it, and the step it also answers. The card stays
    open: another person's buttons must not come up under the finger."""
    book = app.book

    def work() -> None:
        waiting = episode.calls_waiting(_who(someone.id))
        tell_someone(book, child.id, episode.id, someone.id, someone.name, how)
        if waiting:
            spoke = CallOutcome.SPOKE if how is TellingOutcome.TOLD else CallOutcome.NO_ANSWER
            log_call(book, child.id, episode.id, waiting[-1], spoke)
        if someone.then:
            someone.then(how)

    if app.attempt(work):
        app.device.over()
        app.state(TellState).show(someone.id)
