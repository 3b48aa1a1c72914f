"""Two files: one child's or two children's. What happens is said first; the button below is the act."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from carerapp.actions.begun_forms import begun_forms
from carerapp.actions.casebook import Casebook
from carerapp.actions.same_child import as_one, one_child, said_to_be_two, two_children, written_since
from carerapp.domain.belonging import belonging
from carerapp.domain.child import ChildFile
from carerapp.domain.conflicts import conflicts
from carerapp.domain.uk_time import uk_words
from carerapp.ui import kit
from carerapp.ui.features.children.file_facts import council, file_card, short_id, with_two_councils
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.sharing.states import entries
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

Act = Callable[[Casebook, str, str, str], None]
"""Says something about two files, and why."""


def same_child(app: App) -> Screen:
    """Both files, what becomes of them, and the opposite of what holds now."""
    if app.place["other"] not in app.book.ids():
        words = "The other file is no longer on this device."
        return Screen(child_header(app, app.book.child(app.place["child"]), "children"), [kit.note(words)])
    one, other = app.book.alone(app.place["child"]), app.book.alone(app.place["other"])
    joined = other.id in app.book.child(one.id).logs
    apart = with_two_councils(app, one, other)
    was_one = any(word.one for word in app.book.said() if word.pair == {one.id, other.id})
    if joined or apart:
        return _two(app, one, other, ask_why=was_one)
    return _one(app, one, other)


def _one(app: App, one: ChildFile, other: ChildFile) -> Screen:
    said_two = any({a.id, b.id} == {one.id, other.id} for a, b in said_to_be_two(app.book))
    body: list[ft.Control] = [
        kit.h1("Check this first"),
        kit.text(f"Are these two files both {one.first_name}’s?", color=INK2),
        file_card(app, one),
        file_card(app, other),
        _card("If this is one child", _as_one(app, one, other)),
        _card("Who gets what", _who_gets(app, one)),
    ]
    body += [_why(app, one, other)] if said_two else []
    body.append(
        kit.note("Nothing is deleted. A mistake? On the child’s card, tap “they are two children after all”.")
    )
    sure = lambda: _done(app, one, other, one_child)
    sticky: list[ft.Control] = [kit.button("Yes, one child", sure, "primary", main=True)]
    return Screen(child_header(app, app.book.child(one.id), "children"), body, sticky=sticky)


def _two(app: App, one: ChildFile, other: ChildFile, *, ask_why: bool) -> Screen:
    body: list[ft.Control] = [
        kit.h1("Two children after all?"),
        file_card(app, one),
        file_card(app, other),
        _card("If they are two children", _as_two(app, one, other)),
    ]
    body += [_why(app, one, other)] if ask_why else []
    body.append(kit.note("Nothing is deleted. A mistake? You can say that they are one child again."))
    sure = lambda: _done(app, one, other, two_children)
    sticky: list[ft.Control] = [kit.button("They are two children", sure, "primary", main=True)]
    return Screen(child_header(app, app.book.child(one.id), "children"), body, sticky=sticky)


def _key(one: ChildFile, other: ChildFile) -> str:
    return f"same:{one.id}:{other.id}"


def _done(app: App, one: ChildFile, other: ChildFile, act: Act) -> None:
    why = app.drafts.get(_key(one, other))
    if app.attempt(lambda: act(app.book, one.id, other.id, why)):
        app.drafts.drop(_key(one, other))
        app.session.share_now()
        app.home()


def _card(title: str, lines: list[str]) -> ft.Control:
    return kit.card(kit.h2(title), *(kit.bullet(line) for line in lines), spacing=8)


def _why(app: App, one: ChildFile, other: ChildFile) -> ft.Control:
    label, at = "How do you know?", _key(one, other)
    box = kit.text_box(label, app.drafts.get(at), lambda text: app.drafts.type(at, text), key=at, lines=2)
    return kit.labelled(label, box, hint="It stands in the log. You can leave it blank.")


def _as_one(app: App, one: ChildFile, other: ChildFile) -> list[str]:
    whole = as_one(app.book, one.id, other.id)
    lines = [
        f"One card, with all of both: {entries(len(whole.events))}. Each keeps who wrote it, and when.",
        *_logs(one, other, whole),
    ]
    if count := len(conflicts(whole)):
        asked = "1 question has" if count == 1 else f"{count} questions have"
        lines.append(f"{asked} two different answers. Both stay until somebody chooses.")
    lines.append("Lists of people are put together. Somebody may stand there twice: take one off.")
    if begun_forms(app.book, one) or begun_forms(app.book, other):
        lines.append("Forms that were begun stay as they are, each by itself.")
    hosts = {belonging(file.as_written).host for file in (one, other)}
    if len(hosts) > 1:
        lines.append(f"{whole.protocol.short}’s procedure holds: that was said last.")
    return lines


def _logs(one: ChildFile, other: ChildFile, whole: ChildFile) -> list[str]:
    lines = []
    running = [episode for file in (one, other) if (episode := file.open_episode)]
    if len(running) == 2 and whole.open_episode:
        since = uk_words(whole.open_episode.unknown_since, "%d/%m/%Y %H:%M")
        lines.append(
            "Both have an open log. They become one log, with the lines of both. Its clock counts from "
            f"{since}: check that time."
        )
    elif running:
        lines.append("The open log goes on: the same clock, the same steps.")
    past = [sum(1 for episode in file.episodes if episode.closed) for file in (one, other)]
    if all(past):
        lines.append(
            f"Earlier times missing: {past[0]} and {past[1]}. All {sum(past)} are listed and counted. A time "
            "that both devices wrote down counts twice: tell whoever asks how often."
        )
    elif any(past):
        lines.append(f"Earlier times missing: {sum(past)}. They stay.")
    return lines


def _who_gets(app: App, one: ChildFile) -> list[str]:
    by = council(app, one)
    first = (
        f"Both files stay with {by.called}. Nobody else gets anything."
        if by
        else "Neither file goes anywhere: this device is not connected with their council."
    )
    return [
        first,
        "A device of this home shows one child once it has both files. A device with only one of them says "
        "that there is another.",
    ]


def _as_two(app: App, one: ChildFile, other: ChildFile) -> list[str]:
    lines = ["Two cards. Each file is shown by itself, with what was written in it."]
    later = written_since(app.book, one.id, other.id)
    for file in (one, other):
        own = {event.id for event in file.as_written}
        if count := sum(event.id in own for event in later):
            lines.append(
                f"{entries(count)} from the time when they were one {'stays' if count == 1 else 'stay'} in "
                f"the file id\u00a0{short_id(file)}. Look through them: they may be about the other child."
            )
    if one.open_episode and other.open_episode:
        lines.append("The open log becomes two open logs.")
    return lines
