"""Begin one of the authority's other forms. What is known already stands in it and can be changed."""

from __future__ import annotations

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.take_over_answers import take_over_answers
from carerapp.domain.child import KEY_CONTACTS, ChildFile
from carerapp.domain.json_value import Json
from carerapp.domain.missing_before import missing_before
from carerapp.domain.records import Record
from carerapp.domain.same_episode import kind_of
from carerapp.domain.setting_words import SETTING_WORDS
from forms.engine.answers import is_blank
from forms.engine.definition import Field, Form
from forms.engine.kinds import KINDS


def open_form(book: Casebook, child: str, form: Form) -> Record:
    """A new record of the form, with what the child's records already say."""
    file = book.child(child)
    record = book.open_record(child, form.ref)
    filled_in_later = kind_of(form.id) == KEY_CONTACTS  # who begins it may not be who completes it
    for field in form.fields():
        if filled_in_later and field.prefill == "carer:name":
            continue
        value = known(book, file, field)
        if is_blank(value) and field.default:
            value = KINDS[field.kind].parse(field.default, field)
        if not is_blank(value):
            answer_question(book, child, record.id, field.name, value)
    if filled_in_later:
        take_over_answers(book, file, record.id, form)
    return book.child(child).record(record.id)


def known(book: Casebook, child: ChildFile, field: Field) -> Json:
    """The answer that stands elsewhere, where it fits this field; None otherwise."""
    where, _, name = field.prefill.partition(":")
    value: Json = None
    if where == "kcf" and _has(child.protocol.key_contacts, name):
        value = child.key_contacts.value(name)
        if child.protocol.key_contacts.field(name).kind == "photo":
            return None
    elif where == "episode" and child.episodes:
        value = child.episodes[-1].record.value(name)
    elif where == "profile":
        value = child.profile.value(name)
    elif where == "app":
        value = _missing_before(book, child, field)
    elif where == "child":
        age = child.age(book.now())
        facts = {
            "full_name": child.full_name,
            "family_name": child.profile.text("family_name"),
            "forenames": child.profile.text("forenames"),
            "age": "" if age is None else str(age),
        }
        value = {**facts, "setting": SETTING_WORDS[child.setting].lives}.get(name)
    elif where == "carer" and name == "name":
        value = book.person.name
    kind = KINDS[field.kind]
    if isinstance(value, str) and kind.own_words_only:
        parsed = kind.parse(value, field)
        return parsed if kind.check(parsed, field, today=book.now().date()) is None else None
    return value


def _missing_before(book: Casebook, child: ChildFile, field: Field) -> Json:
    """From the app's own episodes; it has none is left blank, for it does not know what was before it."""
    words = missing_before(child, child.open_episode)
    return "yes" if words and field.kind == "yes_no" else words


def _has(form: Form, name: str) -> bool:
    return any(f.name == name for f in form.fields())
