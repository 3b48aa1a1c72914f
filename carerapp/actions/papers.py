"""The documents of a child: made in memory, frozen in the vault, named in the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from carerapp.actions.casebook import Casebook
from carerapp.actions.make_copy import DocumentKind, FrozenCopy, freeze
from carerapp.domain.events import Event

if TYPE_CHECKING:
    from carerapp.documents import Document, Fonts
    from forms.engine.definition import Form

#: what to call the files that the carer saves; no name of a child, since a file's name is read by anyone
FILE_NAMES: Mapping[str, str] = {
    "key_contacts": "key-contacts",
    "call_script": "call-script",
    "chronology": "log",
    "supplement": "changes",
    "form": "form",
}


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
            )

        return self._freeze(child, episode, "key_contacts", make, password, withheld)

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
        )
        return render(made, self._fonts)

    def call_script(self, child: str, episode: str, password: str | None = None) -> FrozenCopy:
        """What the police will ask, and what is known."""
        from carerapp.documents import call_script_sheet

        file, book = self._book.child(child), self._book

        def make() -> Document:
            at, by = book.now(), book.person.name
            return call_script_sheet(file, file.episode(episode), made_at=at, made_by=by)

        return self._freeze(child, episode, "call_script", make, password)

    def chronology(self, child: str, episode: str, password: str | None = None) -> FrozenCopy:
        """Every entry of the log."""
        from carerapp.documents import chronology_sheet

        file, book = self._book.child(child), self._book

        def make() -> Document:
            at, by = book.now(), book.person.name
            return chronology_sheet(file, file.episode(episode), made_at=at, made_by=by, name_of=book.name_of)

        return self._freeze(child, episode, "chronology", make, password)

    def supplement(
        self, child: str, episode: str, copy_event: Event, password: str | None = None
    ) -> FrozenCopy:
        """What changed since a copy. What was left out of the copy stays left out."""
        from carerapp.documents import supplement

        file, book = self._book.child(child), self._book
        left_out = copy_event.value.get("withheld") or {} if isinstance(copy_event.value, dict) else {}

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

        return self._freeze(child, episode, "supplement", make, password, left_out)

    def other_form(self, child: str, record: str, form: Form, password: str | None = None) -> FrozenCopy:
        """One of the authority's other forms, as it stands now."""
        from carerapp.documents import other_form

        file, book = self._book.child(child), self._book

        def make() -> Document:
            return other_form(
                file,
                form,
                file.record(record),
                made_at=book.now(),
                made_by=book.person.name,
                name_of=book.name_of,
            )

        return self._freeze(child, record, "form", make, password)

    def _freeze(
        self,
        child: str,
        episode: str,
        kind: DocumentKind,
        make: Callable[[], Document],
        password: str | None,
        withheld: Mapping[str, str] | None = None,
    ) -> FrozenCopy:
        from carerapp.documents import render

        def pdf() -> bytes:
            return render(make(), self._fonts, password=password)

        return freeze(self._book, child, episode, kind, pdf, withheld=withheld, password=password is not None)

    def _photo(self, child: str) -> bytes | None:
        try:
            return self._book.photo(child)
        except Exception:  # a damaged picture must not stand before the officer's copy: the copy says so
            return None


def file_name(copy: Event) -> str:
    """'key-contacts-2026-11-20-2320.pdf'"""
    value = copy.value if isinstance(copy.value, dict) else {}
    return f"{FILE_NAMES.get(str(value.get('document')), 'copy')}-{copy.written:%Y-%m-%d-%H%M}.pdf"
