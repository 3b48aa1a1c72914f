"""The documents of a child: made in memory, frozen in the vault, named in the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from carerapp.actions import pictures
from carerapp.actions.begun_forms import as_begun
from carerapp.actions.casebook import Casebook
from carerapp.actions.make_copy import FrozenCopy, freeze
from carerapp.actions.own_phone import carer_now
from carerapp.domain.events import Event
from carerapp.domain.outcomes import PaperKind
from carerapp.domain.topics.copy import Copy

if TYPE_CHECKING:
    from carerapp.documents import Document, Fonts


class Papers:
    """Makes each document as it should be now. Raises BadPassword or NotSaved; nothing is kept then."""

    def __init__(self, book: Casebook, fonts: Fonts) -> None:
        self._book, self._fonts = book, fonts

    def officers_copy(
        self, child: str, episode: str, *, withheld: Mapping[str, str], password: str | None = None
    ) -> FrozenCopy:
        """The whole form. `withheld` gives a reason for each field that is left out."""
        from carerapp.documents import key_contacts_copy

        file, book = self._book.child(child), self._book

        def make() -> Document:
            return key_contacts_copy(
                file,
                file.episode(episode),
                made_at=book.now(),
                made_by=book.person.name,
                name_of=book.name_of,
                withheld=withheld,
                photo=self._photo(child),
                carer=carer_now(book),
            )

        return self._freeze(child, episode, PaperKind.KEY_CONTACTS, make, password, withheld)

    def whole_form(self, child: str) -> bytes:
        """The Key Contacts form on any day, nothing left out; kept by nobody but who asked for it."""
        from carerapp.documents import key_contacts_copy, render

        file, book = self._book.child(child), self._book
        episode = file.episodes[-1] if file.episodes else None
        made = key_contacts_copy(
            file,
            episode,
            made_at=book.now(),
            made_by=book.person.name,
            name_of=book.name_of,
            withheld={},
            photo=self._photo(child),
            carer=carer_now(book),
            for_officers=False,
        )
        return render(self._named(made, child), self._fonts)

    def call_script(self, child: str, episode: str, password: str | None = None) -> FrozenCopy:
        """What the police will ask, and what is known."""
        from carerapp.documents import call_script_sheet

        file, book = self._book.child(child), self._book

        def make() -> Document:
            at, by = book.now(), book.person.name
            carer = carer_now(book).words
            return call_script_sheet(file, file.episode(episode), made_at=at, made_by=by, carer=carer)

        return self._freeze(child, episode, PaperKind.CALL_SCRIPT, make, password)

    def chronology(self, child: str, episode: str, password: str | None = None) -> FrozenCopy:
        """Every entry of the log."""
        from carerapp.documents import chronology_sheet

        file, book = self._book.child(child), self._book

        def make() -> Document:
            at, by = book.now(), book.person.name
            return chronology_sheet(file, file.episode(episode), made_at=at, made_by=by, name_of=book.name_of)

        return self._freeze(child, episode, PaperKind.CHRONOLOGY, make, password)

    def supplement(
        self, child: str, episode: str, copy_event: Event, password: str | None = None
    ) -> FrozenCopy:
        """What changed since a copy. What was left out of the copy stays left out."""
        from carerapp.documents import supplement

        file, book = self._book.child(child), self._book
        left_out = Copy.of(copy_event).withheld

        def make() -> Document:
            return supplement(
                file,
                file.episode(episode),
                copy_event,
                made_at=book.now(),
                made_by=book.person.name,
                name_of=book.name_of,
                withheld=left_out,
                photo=self._photo(child),
            )

        return self._freeze(child, episode, PaperKind.SUPPLEMENT, make, password, left_out)

    def other_form(self, child: str, record: str, password: str | None = None) -> FrozenCopy:
        """One of the authority's other forms, in the version that it began with, as it stands now."""
        from carerapp.documents import other_form

        file, book = self._book.child(child), self._book

        def make() -> Document:
            return other_form(
                file,
                as_begun(book, file.record(record)),
                file.record(record),
                made_at=book.now(),
                made_by=book.person.name,
                name_of=book.name_of,
                photo=self._photo(child),
            )

        return self._freeze(child, record, PaperKind.FORM, make, password)

    def _freeze(
        self,
        child: str,
        episode: str,
        kind: PaperKind,
        make: Callable[[], Document],
        password: str | None,
        withheld: Mapping[str, str] | None = None,
    ) -> FrozenCopy:
        from carerapp.documents import render

        def pdf() -> bytes:
            return render(self._named(make(), child), self._fonts, password=password)

        return freeze(self._book, child, episode, kind, pdf, withheld=withheld, password=password is not None)

    def _named(self, made: Document, child: str) -> Document:
        """Whom it is about, told apart from another child of that name."""
        name = self._book.names().get(child, made.about)
        return replace(made, about=name, subtitle=name if made.subtitle == made.about else made.subtitle)

    def _photo(self, child: str) -> bytes | None:
        try:
            return pictures.photo(self._book, child)
        except Exception:  # a damaged picture must not stand before the officer's copy: the copy says so
            return None


def fingerprint_words(copy: Event) -> str:
    """What a code beside a copy says: no child's name, and nothing that only this app can read."""
    return f"Officer's copy made at {copy.written:%H:%M on %d/%m/%Y}. SHA-256 {Copy.of(copy).sha256}"


def file_name(copy: Event) -> str:
    """'key-contacts-2026-11-20-2320-1f0c9a2b.pdf': the last letters are those of its fingerprint, so that two
    copies of one minute are two files."""
    made = Copy.of(copy)
    name = made.document.file_name if made.document else "copy"
    return f"{name}-{copy.written:%Y-%m-%d-%H%M}-{made.sha256[:8] or copy.id}.pdf"
