"""Every log that is open, and what is half typed, as plain words: for when the files themselves are gone.

Nothing is written down about it: there is no place left for it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from carerapp.actions.casebook import Casebook
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import chronology
from carerapp.domain.telling_apart import full_names
from carerapp.domain.uk_time import uk, uk_words

PASSWORD, RESTRICTED = "password:", "restricted:"  # how the keys of drafts begin that no copy shows


def copy_out(book: Casebook, half_typed: Mapping[str, str]) -> str:
    """``half_typed``: text by its box's key. Left out are hidden answers and passwords, as in the log, and
    words for the authority alone: the copy is not locked, and others may read it."""
    now = book.now()
    lines = [f"Copy made at {uk_words(now, f'%H:%M on {now.day} %B %Y')} by {book.person.name}."]
    lines += ["The notes on the device itself could not be saved any more.", ""]
    children = _children(book)
    names = full_names(children, now)
    for child in children:
        for episode in child.episodes:
            since = episode.since
            lines.append(f"{names[child.id]}, not seen since {since.words(f'%H:%M on {since.uk.day} %B %Y')}")
            for line in chronology(child, episode, book.name_of):
                at = uk_words(line.happened, f"{uk(line.happened).day} %B %Y %H:%M")
                notes = ", ".join(words for words in (line.author, line.beside, line.written_words) if words)
                corrected = " (corrected later)" if line.corrected_by else ""
                lines.append(f"{at}  {line.words}{corrected} ({notes})")
            lines.append("")
    shown = [text for key, text in half_typed.items() if not _hidden(book, children, key)]
    typed = [text.strip() for text in shown if text.strip()]
    if typed:
        lines += ["Half typed, and saved nowhere else:", *typed, ""]
    if any(key.startswith(RESTRICTED) and text.strip() for key, text in half_typed.items()):
        lines += ["What was half typed for the authority alone is not in this copy. Ring them.", ""]
    return "\n".join(lines)


def _children(book: Casebook) -> tuple[ChildFile, ...]:
    """Those that are open in memory, and what can still be read of the others."""

    def readable() -> Iterator[ChildFile]:
        for id in book.ids():
            with contextlib.suppress(Exception):  # its files are gone; the others must not go with it
                child = book.child(id)
                if child.has_begun:
                    yield child

    return tuple({child.id: child for child in readable()}.values())


def _hidden(book: Casebook, children: tuple[ChildFile, ...], key: str) -> bool:
    """Whether the box is one whose words no log shows."""
    if key.startswith((PASSWORD, RESTRICTED)):
        return True
    record, _, path = key.partition(":")
    for child in children:
        with contextlib.suppress(KeyError, StopIteration):
            form = book.protocols.form(child.record(record).form)
            head = next(field for field in form.fields() if field.name == path.partition("/")[0])
            return head.secret or any(column.secret for column in head.columns)
    return False
