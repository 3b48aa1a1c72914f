"""The call script and the log of an episode, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from carerapp.documents.blocks import Block, Document, Entry, Heading, Labelled, Notice, Paragraph, Said
from carerapp.documents.form_blocks import NameOf
from carerapp.domain.acts import acts
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import Line, chronology
from carerapp.domain.episode import Episode
from carerapp.domain.lacking import lacking_words
from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.domain.script import call_script, opening
from forms.engine.uk_clock import comes_twice, uk_words

TO_WRITE = Said("", "to_write")


def call_script_sheet(
    child: ChildFile, episode: Episode, *, made_at: datetime, made_by: str, carer: str = ""
) -> Document:
    """What to say to the police, in the order in which they ask. `carer`: who rings, with their number."""
    record = episode.record
    answers = [
        Labelled(a.ask, (Said(a.answer),) if a.known else (Said(a.answer, "not_known"), TO_WRITE))
        for a in call_script(child, episode, made_at, carer or made_by)
    ]
    numbers = (("Time of the call:", "reported_at"), ("Reference number:", "police_reference"))
    reported = episode.reported_at
    write_down = [
        Labelled(label, (Said(said) if said else TO_WRITE,))
        for label, said in (
            (numbers[0][0], uk_words(reported, "%H:%M, %d/%m/%Y") if reported else ""),
            (numbers[1][0], record.text(numbers[1][1])),
            ("Name of the person you spoke to:", record.text("call_taker")),
        )
    ]
    return Document(
        title="Call script",
        about=child.full_name,
        blocks=(
            *((Notice(lacking_words(child), strong=True),) if child.lacks else ()),
            Notice(f"If there is danger now, call {EMERGENCY}. If not, call {NON_EMERGENCY}.", strong=True),
            Heading("Say first"),
            Paragraph(f"“{opening(child)}”"),
            Heading("They will ask"),
            *answers,
            Heading("Write down"),
            *write_down,
        ),
        made_at=made_at,
        made_by=made_by,
        mark=child.mark,
        subtitle=child.full_name,
    )


def chronology_sheet(
    child: ChildFile, episode: Episode, *, made_at: datetime, made_by: str, name_of: NameOf
) -> Document:
    """Every entry of the log, in the order it happened; what was corrected stays, struck through."""
    return Document(
        title="Log of the episode",
        about=child.full_name,
        blocks=tuple(_log(child, episode, name_of)),
        made_at=made_at,
        made_by=made_by,
        mark=child.mark,
        subtitle=child.full_name,
    )


def _log(child: ChildFile, episode: Episode, name_of: NameOf) -> Iterator[Block]:
    since = episode.since
    yield Paragraph(f"Not seen since {since.words(f'%H:%M on {since.uk.day} %B %Y')}.")
    yield Paragraph(
        "Each entry stands at the time it happened, with the name of the person who wrote it. "
        "What one tap wrote is one entry; the exported log has each by itself. "
        "Nothing is taken away: what was corrected has a line through it.",
        quiet=True,
    )
    lines = chronology(child, episode, name_of)
    times = {line.event: line.written for line in lines}
    day = None
    for act in acts(child, lines):
        line = act.line
        if line.happened.date() != day:
            day = line.happened.date()
            yield Heading(f"{day:%A} {day.day} {day:%B %Y}", 2)
        yield Entry(
            f"{line.happened:%H:%M}",
            line.words,
            line.author,
            struck=bool(line.corrected_by),
            remarks=tuple(_remarks(line, times)),
            mark=act.mark,
        )


def _remarks(line: Line, times: dict[str, datetime]) -> Iterator[str]:
    if comes_twice(line.happened):
        yield uk_words(line.happened)
    if line.beside:
        yield line.beside
    if line.late:
        yield line.written_words
    if line.step_at:
        yield f"words added to the step of {uk_words(line.step_at)}"
    if line.corrected_by:
        at = times.get(line.corrected_by)
        yield f"corrected at {uk_words(at, '%H:%M on %d/%m/%Y')}" if at else "corrected later"
    elif line.replaced_by:
        at = times.get(line.replaced_by)
        yield f"answered again at {uk_words(at, '%H:%M on %d/%m/%Y')}" if at else "answered again later"
