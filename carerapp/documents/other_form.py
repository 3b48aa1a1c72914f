"""One of the authority's other forms on paper: every label in order, its notices, and what is ours apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from carerapp.documents.blocks import Block, Document, Heading, Labelled, Notice, Paragraph, Said, Table
from carerapp.documents.form_blocks import FormBlocks, NameOf
from carerapp.domain.child import ChildFile
from carerapp.domain.dropped import TITLE, earlier_answers_of
from carerapp.domain.records import Record
from forms.engine.definition import Form


def other_form(
    child: ChildFile,
    form: Form,
    record: Record,
    *,
    made_at: datetime,
    made_by: str,
    name_of: NameOf,
    photo: bytes | None = None,
) -> Document:
    """The form with the answers of `record`. `photo`: the child's one photo, a JPEG, for a form that has a
    place for it."""
    blocks = FormBlocks(form, record, record, made_by, name_of, {}, photo, child.key_contacts, made_at)
    return Document(
        title=form.title,
        about=child.full_name,
        blocks=tuple(_blocks(form, record, blocks)),
        made_at=made_at,
        made_by=made_by,
        mark=child.mark,
        subtitle=f"{form.authority}. {form.source}",
    )


def _blocks(form: Form, record: Record, blocks: FormBlocks) -> Iterator[Block]:
    """The form as it is on paper to its last word; then what is ours."""
    own = [s for s in form.sections if not all(f.ours for f in s.fields)]
    for notice in form.notices:
        yield Notice(notice)
    for section in own:
        if section.closing:
            yield Heading("", 1)
        yield from blocks.section(section)
    yield from _earlier(record, form)
    yield from _end(form)
    ours = [s for s in form.sections if s not in own]
    if ours:
        yield Heading(f"Not part of the {form.authority} form")
        yield Paragraph("What follows are the carer app's own questions.", quiet=True)
    for section in ours:
        yield from blocks.section(section)


def _earlier(record: Record, form: Form) -> Iterator[Block]:
    """What this version of the form has no question for."""
    found = list(earlier_answers_of(record, form))
    if found:
        yield Heading(TITLE, 1)
    for one in found:
        yield Labelled(one.label, (Said(one.words),))


def _end(form: Form) -> Iterator[Block]:
    for notice in form.closing_notices:
        yield Notice(notice, strong=True)
    if form.send_note:
        yield Notice(form.send_note)
    for reference in form.references:
        rows = tuple(tuple(Said(cell) for cell in row) for row in reference.rows)
        yield Table(reference.title, reference.columns, rows)
