"""Home: each child, how ready their form is, and the one unmistakable button."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial

import flet as ft

from carerapp.actions import pictures
from carerapp.actions.form_reading import completeness, old_words, taken_on
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import elapsed_words
from carerapp.domain.lacking import lacking_words
from carerapp.domain.left_to_do import last_left
from carerapp.ui import kit
from carerapp.ui.contained import contained
from carerapp.ui.features.captured.waiting import captured_card
from carerapp.ui.features.children.same_child_card import same_child_card, two_files
from carerapp.ui.features.children.trip import may_be_on_one, start
from carerapp.ui.features.desk.desk import desk
from carerapp.ui.features.drill import practise
from carerapp.ui.features.editions import to_be_checked
from carerapp.ui.features.episode_header import reported_words
from carerapp.ui.features.notices import damaged, kept_time, no_way_back, outgrown_pin, storage
from carerapp.ui.features.sharing.aside import aside_card
from carerapp.ui.features.sharing.conflicts import conflict_card
from carerapp.ui.features.sharing.states import home_card
from carerapp.ui.features.sharing.who_reads import desk_notice
from carerapp.ui.features.tour import TITLE as TOUR
from carerapp.ui.kit.frame import face
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S8, S12

LEFT_SHOWN = 2  # lines of what is still to do: the rest is one tap away
PHOTO_OLD_DAYS = 182  # our own reminder; the authority sets no age for the photo


def children(app: App) -> Screen:
    """A card for each child; on a duty desk's device the desk."""
    book = app.book
    made = app.session.sharing.desk if app.session.sharing else None
    if made:
        return desk(app, made)
    files = sorted(book.children(), key=lambda c: c.open_episode is None)
    body: list[ft.Control] = [*damaged(app), *kept_time(app), *captured_card(app), *desk_notice(app)]
    body += [kit.h1("Children")] if files else []
    body += [contained(app, child, partial(_card, app, child)) for child in files]
    if not files:
        body += [
            kit.h1("No child here yet"),
            kit.text("Add a child and fill in their Key Contacts form on a quiet day. Or try it first."),
            kit.button("Add a child", lambda: app.go(ScreenName.ADD_CHILD), "primary", main=True),
        ]
    else:
        body.append(kit.button("Add a child", lambda: app.go(ScreenName.ADD_CHILD), icon_=ft.Icons.ADD))
    body += [*aside_card(app), *same_child_card(app)]  # they wait: the child who is missing comes first
    if not any(child.invented and not child.drill_of for child in files):
        body.append(
            kit.button("Try it with an invented child", lambda: _try(app), "text" if files else "outline")
        )
    body += [*no_way_back(app), *outgrown_pin(app), *storage(app), *home_card(app)]
    body.append(
        kit.button("People and keys", lambda: app.go(ScreenName.STAFF), "text", icon_=ft.Icons.KEY_OUTLINED)
    )
    body.append(
        kit.button(
            "Reading help: a second language",
            lambda: app.go(ScreenName.READING_HELP),
            "text",
            icon_=ft.Icons.TRANSLATE,
        )
    )
    body.append(kit.button(TOUR, lambda: app.go(ScreenName.TOUR), "text", icon_=ft.Icons.HELP_OUTLINE))
    title = "Children" if app.session.several_people else f"Signed in: {book.person.name}"
    return Screen(kit.plain_header(title, hide=app.locking.hide), body)


def _try(app: App) -> None:
    app.attempt(lambda: app.services.demo(app.book))


def _card(app: App, child: ChildFile) -> ft.Control:
    big = kit.look().big
    age = child.age(app.now())
    name = app.book.names().get(child.id, child.full_name)
    if name == child.full_name and age is not None:
        name = f"{name}, {age}"
    words: list[ft.Control] = [kit.h2(name)]
    if child.lacks:
        words.append(kit.status("check", lacking_words(child)))
    if child.drill_of:
        words.append(kit.status("due", "A drill. Nobody is missing"))
    elif child.invented:
        words.append(kit.text("Invented, for training", "small", INK2))
    if years := child.too_old(app.now()):
        words.append(kit.status("check", f"Date of birth: {years} years ago? Check the year"))
    if note := app.book.protocols.about(child.protocol.id):
        words.append(kit.status("old", note))
    if not child.open_episode and not child.protocol.lacking and to_be_checked(child.protocol, app.now()):
        words.append(kit.text(to_be_checked(child.protocol, app.now()), "small", INK2))
    top: list[ft.Control] = [] if big else [face(_photo(app, child), 64, name=child.first_name)]
    head = ft.Row([*top, ft.Column(words, spacing=2, expand=True)], spacing=S12)
    if child.drill_of:
        return kit.card(head, *_drill(app, child))
    facts = _facts(app, child)
    if child.open_episode and (reported := reported_words(child.open_episode, app.now())):
        facts = ft.Column([kit.status("done", reported), facts], spacing=S8, tight=True)
    main = _main_button(app, child)
    form = kit.button(
        "Open Key Contacts form", lambda: app.go(ScreenName.KEY_CONTACTS, child=child.id), "text"
    )
    ready = kit.button("Ready for a bad night", lambda: app.go(ScreenName.PREPARE, child=child.id), "text")
    past = [e for e in child.episodes if e.closed]
    called = app.book.short_names()[child.id]
    away = kit.button(
        f"{called} is missing on a trip", partial(app.go, ScreenName.TRIP, child=child.id), "text"
    )
    more = [away] if may_be_on_one(app, child) else []
    more += [form, ready] if child.protocol.preparation else [form]
    more += practise(app, child)
    more.append(kit.button("Forms and procedure", lambda: app.go(ScreenName.FORMS, child=child.id), "text"))
    moves = partial(app.go, ScreenName.MOVE, child=child.id)
    more.append(kit.button(f"{called} moves to another council", moves, "text"))
    if past:
        more.append(kit.button("Earlier times", lambda: app.go(ScreenName.EARLIER, child=child.id), "text"))
    middle = [main, facts] if big or kit.look().low else [facts, main]
    middle = [*middle, *_left(app, child)] if child.open_episode else [*_left(app, child), *middle]
    return kit.card(head, *middle, *conflict_card(app, child), *more, *two_files(app, child))


def _drill(app: App, child: ChildFile) -> list[ft.Control]:
    """On with it, or its end."""
    running = child.open_episode
    go = partial(app.go, ScreenName.EPISODE, child=child.id, episode=running.id) if running else None
    end = partial(app.go, ScreenName.DRILL_END, child=child.id)
    on = [kit.button("Go on with the drill", go)] if go else []
    return [*on, kit.button("End the drill", end, "text")]


def _left(app: App, child: ChildFile) -> list[ft.Control]:
    """After an episode was closed: one row, until everything is done or handed on."""
    found = last_left(child, app.now())
    if found is None:
        return []
    episode, still = found
    words = still.words(child)
    things = "1 thing is" if still.count == 1 else f"{still.count} things are"
    more = f". And {still.count - LEFT_SHOWN} more" if still.count > LEFT_SHOWN else ""
    to = partial(app.go, ScreenName.RETURNED, child=child.id, episode=episode.id)
    title = f"After the last time away: {things} still to do"
    return [kit.group(kit.row(title, ". ".join(words[:LEFT_SHOWN]) + more, to, status="due"))]


def _main_button(app: App, child: ChildFile) -> ft.Control:
    running = child.open_episode
    if running:
        gone = elapsed_words(running.unknown_since, running.found_at or app.now())
        called = app.book.short_names()[child.id]
        words = f"Go on: {called} is back" if running.found_at else f"Go on: missing for {gone}"
        return kit.button(
            words,
            lambda: app.go(ScreenName.EPISODE, child=child.id, episode=running.id),
            "primary",
            main=True,
        )
    return kit.button(
        f"{app.book.short_names()[child.id]} isn’t where they\u00a0should\u00a0be",
        partial(start, app, child),
        "primary",
        main=True,
    )


def _facts(app: App, child: ChildFile) -> ft.Control:
    form = child.protocol.key_contacts
    ready = completeness(form, child.key_contacts, now=app.now(), lives=child.lives)
    lines: list[ft.Control] = [
        kit.status(
            "done" if ready.percent == 100 else "blank", f"Key Contacts {ready.percent}\u00a0% filled in"
        )
    ]
    photo = child.key_contacts.value("photo")
    taken = taken_on(photo)
    if not isinstance(photo, dict) or not photo.get("photo"):
        lines.append(kit.status("blank", "No photo yet"))
    elif taken:
        then = datetime.combine(taken, time(), app.now().tzinfo)
        days = (app.now() - then).days
        age = "taken today" if days < 1 else old_words(then, app.now())
        old = days > PHOTO_OLD_DAYS
        lines.append(
            kit.status("old" if old else "done", f"Photo {age}" + (". Take a new one" if old else ""))
        )
    else:
        lines.append(kit.status("done", "Photo there. Its date is not known"))
    return ft.Column(lines, spacing=8, tight=True)


def _photo(app: App, child: ChildFile) -> bytes | None:
    try:
        return pictures.photo(app.book, child.id)
    except Exception:  # a damaged picture must not stand before the button
        return None
