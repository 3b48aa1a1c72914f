"""Somebody is called something else from now on: what they write is signed so, what they wrote stays."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.actions.write_note import write_note


def rename(book: Casebook, name: str) -> None:
    """Every open log says it first, under the name of before: whoever reads it knows that both are one
    person. Raises NotSaved; the name is then as it was."""
    name, before = " ".join(name.split()), book.person.name
    if not name or name == before:
        return
    said = f"{before} is called {name} from here on. It is the same person."
    for child in book.children():
        if child.open_episode:
            write_note(book, child.id, child.open_episode.id, said)
    book.rename(name)
