"""The officer's copy of the Key Contacts form: the form as it is on paper, then what is ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from carerapp.documents.blocks import Block, Document, FirstPage, Heading, Labelled, Notice, Paragraph, Said
from carerapp.documents.form_blocks import FormBlocks, NameOf
from carerapp.domain.child import ChildFile
from carerapp.domain.dropped import TITLE, earlier_answers
from carerapp.domain.episode import Episode
from carerapp.domain.lacking import lacking_words
from carerapp.domain.officers_page import Carer, officers_page
from carerapp.domain.records import Record
from carerapp.domain.refusing import not_for_officers
from forms.engine.answers import is_blank
from forms.engine.definition import Field, Section

#: printed also where nothing stands, since "not known" is news here
_ALWAYS = "last_seen"


def key_contacts_copy(
    child: ChildFile,
    episode: Episode | None,
    *,
    made_at: datetime,
    made_by: str,
    name_of: NameOf,
    withheld: Mapping[str, str],
    photo: bytes | None,
    carer: Carer | None = None,
    for_officers: bool = True,
) -> Document:
    """While an episode runs, a page to read at the door; then every label in order. `withheld` gives a reason
    for each field that is left out; `photo` is a JPEG; `carer`: whom the officer rings, if more than
    `made_by` is known. ``for_officers``: an officer who would not take it is not named."""
    form = child.protocol.key_contacts
    record = episode.record if episode else Record("")
    blocks = FormBlocks(form, child.key_contacts, record, made_by, name_of, withheld, photo, None, made_at)
    return Document(
        title=form.title,
        about=child.full_name,
        blocks=(
            *_form(child, blocks),
            *(_ours(child, episode, blocks, for_officers=for_officers) if episode else ()),
        ),
        made_at=made_at,
        made_by=made_by,
        mark=child.mark,
        subtitle=f"{form.authority}. {form.source}",
        first=FirstPage(
            officers_page(child, episode, made_at, carer or Carer(made_by), withheld),
            f"{child.protocol.short} {form.title}",
            None if "photo" in withheld else photo,
        )
        if episode and not episode.closed
        else None,
    )


def _form(child: ChildFile, blocks: FormBlocks) -> Iterator[Block]:
    form = child.protocol.key_contacts
    if child.lacks:
        yield Notice(lacking_words(child), strong=True)
    if form.notices:
        yield Notice("\n".join(form.notices))
    for section in form.sections:
        if section.closing:
            yield Heading("", 1)
        yield from blocks.section(section)
    earlier = [one for one in earlier_answers(child) if one[0] not in blocks.withheld]
    if earlier:
        yield Heading(TITLE, 1)
    for _, label, words in earlier:
        yield Labelled(label, (Said(words),))
    for notice in form.closing_notices:
        yield Notice(notice, strong=True)


def _ours(child: ChildFile, episode: Episode, blocks: FormBlocks, *, for_officers: bool) -> Iterator[Block]:
    short = child.protocol.short
    yield Heading(f"Not part of the {short} form: what the carer wrote about this episode")
    since = episode.since
    yield Paragraph(
        "The answers from here on are to the carer app's own questions. "
        f"They are not part of the {short} form.",
        quiet=True,
    )
    yield Paragraph(f"Not seen since {since.words(f'%H:%M on {since.uk.day} %B %Y')}.")
    hidden = not_for_officers(episode) if for_officers else frozenset()
    for section in child.protocol.episode.sections:
        asked = (f for f in section.fields if f.name not in hidden)
        fields = tuple(f for f in asked if section.name == _ALWAYS or _answered(episode, f))
        if fields:
            yield Heading(section.label, 2)
            yield from blocks.fields(_in_episode(section), fields)


def _answered(episode: Episode, field: Field) -> bool:
    return any(not is_blank(e.value) for e in episode.record.heads(field.name)) or bool(
        field.columns and episode.record.rows(field.name)
    )


def _in_episode(section: Section) -> Section:
    return Section(section.name, section.label, section.short, section.fields, answered_in="episode")
