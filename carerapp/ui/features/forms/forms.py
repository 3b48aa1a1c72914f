"""The authority's other forms: which there are, those begun, and one of them with its sections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

import flet as ft

from carerapp.actions.begun_forms import as_begun
from carerapp.actions.form_reading import Asking, Contact, Field, Form, Protocol, Section, is_question
from carerapp.actions.open_form import open_form
from carerapp.actions.papers import Papers, file_name
from carerapp.domain.child import ChildFile
from carerapp.domain.dropped import earlier_answers_of
from carerapp.domain.lacking import not_known_here
from carerapp.domain.records import Record
from carerapp.domain.uk_time import uk_words
from carerapp.domain.under import key_contacts_elsewhere, reaching
from carerapp.ui import kit
from carerapp.ui.features.earlier_answers import kept_answers
from carerapp.ui.features.editions import edition
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.forms.of_before import of_before
from carerapp.ui.features.forms.references import references
from carerapp.ui.questions.asked_form import below
from carerapp.ui.questions.form_renderer import questions
from carerapp.ui.questions.question_view import MONTHS
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def forms(app: App) -> Screen:
    """Every form of every authority whose rules reach the child: yours to fill in, then those of others."""
    child = app.book.child(app.place["child"])
    body: list[ft.Control] = [kit.h1("Forms")]
    for protocol in reaching(child.protocol, child.placing):
        if words := not_known_here(protocol):
            body.append(kit.note(words))
            continue
        body += edition(protocol, app.now())
        known = [app.book.protocols.form(id) for id in protocol.forms]
        if protocol.key_contacts_elsewhere:
            body += _key_contacts(app, child, protocol)
        if not known:
            body.append(kit.note(f"{protocol.short}’s procedure brings no form but the steps and the log."))
            continue
        for title, own in (("You fill in, or help with", True), ("Others fill in", False)):
            rows = [_row(app, child, form) for form in known if (form.completed_by == "carer") is own]
            if rows:
                body += [kit.h2(f"{protocol.short}: {title[0].lower()}{title[1:]}"), kit.group(*rows)]
    if former := of_before(app, child):
        body.append(kit.h2("Begun before they moved"))
        body.append(kit.group(*(_row(app, child, form, form.authority) for form in former)))
    body.append(
        kit.button(
            "Read the procedure",
            lambda: app.go(ScreenName.PROCEDURE, child=child.id),
            icon_=ft.Icons.MENU_BOOK_OUTLINED,
        )
    )
    body.append(
        kit.button(
            "The whole record, for a request", lambda: app.go(ScreenName.RECORD, child=child.id), "text"
        )
    )
    return Screen(child_header(app, child, "children"), body)


def _key_contacts(app: App, child: ChildFile, protocol: Protocol) -> list[ft.Control]:
    """The form that this procedure asks for when the child lives in another area: a form of its own beside
    the host's; where no other council's procedure holds, the child's own Key Contacts form."""
    rule = protocol.rules[protocol.key_contacts_elsewhere]
    title = kit.h2(f"{protocol.short}: for a child who lives in another area")
    if theirs := key_contacts_elsewhere(child.protocol, child.placing):
        return [title, kit.group(_row(app, child, theirs, about=rule.says))]
    if protocol is not child.protocol or child.profile.value("placed_out") == "no":
        return []
    own = partial(app.go, ScreenName.KEY_CONTACTS, child=child.id)
    return [title, kit.group(kit.row(protocol.key_contacts.title, rule.says, own))]


def _row(app: App, child: ChildFile, form: Form, of: str = "", about: str = "") -> ft.Control:
    begun, about = child.begun(form.id), about or form.about
    words = about if not begun else f"Begun {_day(begun[-1])}. {about}"
    return kit.row(
        f"{of}: {form.title}" if of else form.title,
        words,
        partial(app.go, ScreenName.FORM, child=child.id, form=form.id),
        status="done" if begun else "",
    )


def _day(record: Record) -> str:
    opened = record.opened
    assert opened is not None
    when = opened.written
    return f"{when.day}\u00a0{MONTHS[when.month - 1]}\u00a0{when.year}, {uk_words(when)}"


def form(app: App) -> Screen:
    """One form: those begun, newest first, each with its sections; where it goes; a new one."""
    child = app.book.child(app.place["child"])
    one = app.book.protocols.form(app.place["form"])
    begun = child.begun(one.id)
    chosen = next((r for r in begun if r.id == app.place.get("record")), begun[-1] if begun else None)
    one = as_begun(app.book, chosen) if chosen else one
    body: list[ft.Control] = [kit.h1(one.title), *([kit.text(one.about, color=INK2)] if one.about else [])]
    if one.completed_by != "carer":
        body.append(
            kit.note(
                f"Filled in by: {one.completed_by}. You can read what it asks, and write down what came of "
                "it."
            )
        )
    former = one.id in {form.id for form in of_before(app, child)}
    if former:
        body.append(kit.note(f"This is a form of {one.authority}, begun before {child.first_name} moved."))
    body += _where_to(_owner(app, child, one), one)
    if chosen is None:
        words = "Start this form" if one.completed_by == "carer" else "Read it, and write what came of it"
        return Screen(
            child_header(app, child, "forms"),
            body,
            sticky=[kit.button(words, lambda: _start(app, child, one), "primary", main=True)],
        )
    body += [
        kit.text(f"Begun {_day(chosen)}. What was known was filled in: check it.", "small", INK2),
        kit.group(*(_section_row(app, child, one, chosen, s) for s in _asked(app, one, chosen))),
        kit.button("Save or print it", lambda: _print(app, child, chosen), icon_=ft.Icons.PRINT_OUTLINED),
    ]
    body += [*kept_answers(earlier_answers_of(chosen, one)), *references(app, one)]
    if not former:
        body.append(kit.button("Start a new one", lambda: _start(app, child, one), "text"))
    for older in reversed([r for r in begun if r.id != chosen.id]):
        again = partial(app.replace, ScreenName.FORM, child=child.id, form=one.id, record=older.id)
        body.append(kit.button(f"The one begun {_day(older)}", again, "text"))
    return Screen(child_header(app, child, "forms"), body)


def _owner(app: App, child: ChildFile, one: Form) -> Protocol:
    """The protocol that brings the form: also one that no longer reaches the child."""
    known = (*reaching(child.protocol, child.placing), *child.former)
    return next((p for p in known if one.id in (*p.forms, p.key_contacts.id)), child.protocol)


def _where_to(protocol: Protocol, one: Form) -> list[ft.Control]:
    """Where it must be sent, in the source's words, with a warning beside an address that may be dead."""
    shown: list[ft.Control] = []
    if one.send_note:
        shown.append(kit.quote(one.send_note, f"{one.authority}, {one.source}"))
    if one.id == protocol.key_contacts.id and protocol.key_contacts_elsewhere:
        rule = protocol.rules[protocol.key_contacts_elsewhere]
        shown.append(kit.quote(rule.quote, f"{protocol.short}, {rule.source}"))
    for contact in _contacts(protocol, one):
        shown.append(
            kit.text(f"{contact.name}: {contact.value}" if contact.value else contact.name, "strong")
        )
        if contact.outdated:
            shown.append(kit.status("old", contact.outdated))
        elif not contact.value:
            shown.append(kit.status("blank", "No address in the procedure. Ask your authority"))
    return shown


def _contacts(protocol: Protocol, one: Form) -> Iterator[Contact]:
    """Those it names, those whose address stands in what it says about sending, and for a Key Contacts form
    whoever is told by the rule that asks for it."""
    asking = protocol.key_contacts_elsewhere if one.id == protocol.key_contacts.id else ""
    told = {inform.contact for inform in protocol.inform if asking in inform.rules}
    for contact in protocol.contacts:
        named = contact.id in one.send_to or contact.id in told
        if named or (contact.outdated and contact.value and contact.value.lower() in one.send_note.lower()):
            yield contact


def _section_row(app: App, child: ChildFile, one: Form, record: Record, section: Section) -> ft.Control:
    asking = Asking(one, record, app.now())
    left = sum(
        1
        for f in section.fields
        if not f.part_of
        and is_question(f)
        and asking.asks(f)
        and not _answered_in(child, record, f).answers(f.name)
        and not record.rows(f.name)
    )
    words = "Filled in" if not left else "1 question left" if left == 1 else f"{left} questions left"
    if section.completed_by and section.completed_by != "carer":
        words += f". {section.completed_by}"
    to = partial(
        app.go, ScreenName.FORM_SECTION, child=child.id, form=one.id, record=record.id, section=section.name
    )
    return kit.row(section.short, words, to, status="done" if not left else "todo")


def _asked(app: App, one: Form, record: Record) -> list[Section]:
    """The sections with something to ask, or to read, as the answers stand."""
    asking = Asking(one, record, app.now())
    return [s for s in one.sections if not s.relevant or any(map(asking.asks, s.fields))]


def _answered_in(child: ChildFile, record: Record, field: Field) -> Record:
    """A child has one photo: it stands with their Key Contacts form, whichever form shows it."""
    return child.key_contacts if field.kind == "photo" else record


def _start(app: App, child: ChildFile, one: Form) -> None:
    made: list[Record] = []
    if app.attempt(lambda: made.append(open_form(app.book, child.id, one))):
        app.replace(ScreenName.FORM, child=child.id, form=one.id, record=made[0].id)


async def _print(app: App, child: ChildFile, record: Record) -> None:
    app.drafts.save_all()
    made = Papers(app.book, app.services.fonts).other_form(child.id, record.id)
    await app.device.save_file(file_name(made.event), made.pdf)


def form_section(app: App) -> Screen:
    """Its questions in the form's order. Each answer saves itself."""
    child = app.book.child(app.place["child"])
    record = child.record(app.place["record"])
    one = as_begun(app.book, record)
    section = one.section(app.place["section"])
    body: list[ft.Control] = [kit.h1(section.short)]
    if section.label and section.label != section.short:
        body.append(kit.text(f"On the form: {section.label}", "small", INK2))
    body += below(app, section.labels)
    if section.note:
        body.append(kit.quote(section.note, f"{one.authority}, {section.source or one.source}"))
    for where, fields in groupby(section.fields, lambda field: _answered_in(child, record, field).id):
        body += questions(app, child.id, where, tuple(fields))
    after = one.sections[[s.name for s in one.sections].index(section.name) + 1 :]
    if following := next((s for s in _asked(app, one, record) if s in after), None):
        args = {"child": child.id, "form": one.id, "record": record.id, "section": following.name}
        body.append(
            kit.button(
                f"Next: {following.short}",
                lambda: app.replace(ScreenName.FORM_SECTION, **args),
                "tonal",
                main=True,
            )
        )
    return Screen(child_header(app, child, one.title), body)
