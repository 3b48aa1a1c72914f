"""One person to tell: how to reach them, then what came of it in one tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.log_call import log_call
from carerapp.actions.tell_someone import Told, tell_someone
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.report.boxes import answer_box
from carerapp.ui.features.report.who import Reach
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

WORDS: dict[str, str] = {"told": "Told", "no_answer": "No answer", "left_message": "Left a message"}


@dataclass(frozen=True)
class Someone:
    """Who is to be told. `id` keeps what came of it; `said` are lines shown above the buttons."""

    id: str
    name: str
    reach: Reach
    said: tuple[str, ...] = ()
    condition: str = ""  # the protocol's own words, with their source
    source: str = ""
    then: Callable[[Told], object] | None = None
    doesnt_apply: Callable[[], object] | None = None


def told_words(app: App, episode: Episode, id: str) -> tuple[str, str]:
    """(status, words) of the last try."""
    last = episode.told(id)
    if last is None:
        return "todo", "Not yet"
    outcome = str(last.value.get("outcome", ""))
    status = "done" if outcome == "told" else "couldnt"
    return status, f"{WORDS.get(outcome, '')} {clock(last.happened, app.now())}"


def tell_row(
    app: App, episode: Episode, someone: Someone, *, extra: tuple[str, str] | None = None
) -> ft.Control:
    """The closed form: one line, a tap opens it."""
    status, words = extra or told_words(app, episode, someone.id)
    return kit.row(
        someone.name, words, lambda: app.local.update(open=someone.id), status=status, key=f"row:{someone.id}"
    )


def tell_card(app: App, child: ChildFile, episode: Episode, someone: Someone) -> ft.Control:
    """The open form."""
    status, words = told_words(app, episode, someone.id)
    items: list[ft.Control] = [kit.h2(someone.name)]
    if someone.condition:
        items.append(kit.quote(someone.condition, someone.source))
    items += [kit.text(line, color=INK2) for line in someone.said]
    items += _ways(app, child, episode, someone)
    if status != "todo":
        items.append(kit.status(status, words, "strong"))
    items.append(kit.text("What came of it?", "strong"))

    def outcome(how: Told) -> Callable[[], None]:
        return lambda: _write(app, child, episode, someone, how)

    items.append(
        kit.side_by_side(
            [
                kit.button("Told", outcome("told"), icon_=ft.Icons.CHECK),
                kit.button("No answer", outcome("no_answer")),
            ]
        )
    )
    items.append(kit.button("Left a message", outcome("left_message")))
    if someone.doesnt_apply:
        skip = someone.doesnt_apply
        items.append(kit.button("Doesn’t apply", lambda: _close_after(app, skip), "text"))
    return kit.card(*items, border=ft.Colors.PRIMARY, width=2, key=f"card:{someone.id}")


def _close_after(app: App, work: Callable[[], object]) -> None:
    if app.attempt(work):
        app.local.pop("open", None)


def _ways(app: App, child: ChildFile, episode: Episode, someone: Someone) -> list[ft.Control]:
    reach, found = someone.reach, list[ft.Control]()
    shown = " ".join(reach.words.split())
    if reach.words and (not reach.numbers or shown != reach.numbers[0].display.replace("\u00a0", " ")):
        found.append(kit.text(reach.words, "strong"))
    for number in reach.numbers:
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


def _waiting(episode: Episode, id: str) -> Event | None:
    """The call to this person that has no outcome yet."""
    done = {e.value.get("dialled") for e in episode.record.notes("call") if isinstance(e.value, dict)}
    rung = [
        e
        for e in episode.record.notes("dialled")
        if isinstance(e.value, dict) and e.value.get("who") == _who(id) and e.id not in done
    ]
    return rung[-1] if rung else None


def _write(app: App, child: ChildFile, episode: Episode, someone: Someone, how: Told) -> None:
    """One tap: told or not, the call's own outcome with it, and the step it also answers."""
    book = app.book

    def work() -> None:
        waiting = _waiting(episode, someone.id)
        tell_someone(book, child.id, episode.id, someone.id, someone.name, how)
        if waiting:
            spoke = "spoke" if how == "told" else "no_answer"
            log_call(book, child.id, episode.id, waiting, spoke)  # type: ignore[arg-type]
        if someone.then:
            someone.then(how)

    _close_after(app, work)
