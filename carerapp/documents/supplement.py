"""What has changed since the officer's copy, to be given or read out to the police."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby

from carerapp.documents.blocks import Block, Document, Entry, Heading, Labelled, Paragraph, Photo, Said
from carerapp.documents.form_blocks import NameOf
from carerapp.domain.acts import Act
from carerapp.domain.changes import Change, changes_since
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.isolated import isolated
from carerapp.domain.since_copy import news_since
from carerapp.domain.topics.copy import Copy
from carerapp.domain.topics.handed_over import HandedOver
from forms.engine.uk_clock import uk_words


def supplement(
    child: ChildFile,
    episode: Episode,
    copy_event: Event,
    *,
    made_at: datetime,
    made_by: str,
    name_of: NameOf,
    withheld: Mapping[str, str] | None = None,
    photo: bytes | None = None,
) -> Document:
    """What was heard and done since, then each changed answer, before and now. Fields withheld from the copy
    stay withheld unless told else."""
    hidden = withheld if withheld is not None else Copy.of(copy_event).withheld
    changes = changes_since(child, copy_event)
    news = news_since(child, episode, copy_event, name_of, hidden)
    return Document(
        title="Changed since the officer's copy",
        about=child.full_name,
        blocks=(
            *_which_copy(episode, copy_event, name_of),
            *_news(news),
            *_changes(changes, hidden, made_by, name_of, photo),
            *((Paragraph("Nothing has changed since that copy."),) if not changes and not news else ()),
        ),
        made_at=made_at,
        made_by=made_by,
        mark=child.mark,
        subtitle=child.full_name,
    )


def _which_copy(episode: Episode, copy_event: Event, name_of: NameOf) -> Iterator[Block]:
    at = copy_event.written
    yield Paragraph(
        f"This adds to the copy of the Key Contacts form that {isolated(name_of(copy_event.author))} made "
        f"at {uk_words(at, '%H:%M on')} {at.day} {at:%B %Y}. What is not named here has not changed."
    )
    for event in episode.hand_overs():
        given = HandedOver.of(event)
        if given.copy == copy_event.id:
            officer = f"{isolated(given.officer) or 'not known'} {given.collar}".strip()
            yield Paragraph(f"Given to: {officer}, at {event.moment.words('%H:%M on %d/%m/%Y')}.")
    if sha256 := Copy.of(copy_event).sha256:
        yield Paragraph(f"Fingerprint of that copy (SHA-256): {sha256}", quiet=True)


def _news(news: tuple[Act, ...]) -> Iterator[Block]:
    """What was heard and done since, before the answers: it is what an officer wants first."""
    if news:
        yield Heading("In the log since that copy")
    for act in news:
        line = act.line
        yield Entry(
            uk_words(line.happened, "%H:%M"),
            line.words,
            line.author,
            struck=bool(line.corrected_by),
            remarks=(f"{line.happened:%d/%m/%Y}",),
            mark=act.mark,
        )


def _changes(
    changes: tuple[Change, ...],
    withheld: Mapping[str, str],
    made_by: str,
    name_of: NameOf,
    photo: bytes | None,
) -> Iterator[Block]:
    for section, group in groupby(changes, key=lambda change: change.section):
        yield Heading(section)
        for change in group:
            head = change.field.partition("/")[0]
            reason = withheld.get(change.field, withheld.get(head))
            label = f"{change.label} ({isolated(change.row)})" if change.row else change.label
            written = uk_words(change.written_at, "%H:%M on %d/%m/%Y")
            by = f"Written {written} by {isolated(name_of(change.author))}"
            if reason is not None:
                hidden = f"Changed, and withheld by {isolated(made_by)}: {isolated(reason)}"
                yield Labelled(change.label, (Said(hidden, "withheld", by),))
                continue
            answers = (
                Said(f"Now: {isolated(change.after) or 'blank'}", by=by),
                Said(f"Before: {isolated(change.before) or 'blank'}", "not_known"),
            )
            if head == "photo" and photo is not None:
                yield Photo(label, "", answers, photo)
            else:
                yield Labelled(label, answers)
