"""Put a picture in as the answer of a form's question: shrunk, without hidden data."""

from __future__ import annotations

from carerapp.actions.add_photo import Picture
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook


def add_picture(book: Casebook, child: str, record: str, path: str, picture: Picture) -> None:
    """The answer at `path` of the record. Raises NotSaved; the old picture stays then."""
    id = book.save_file(child, picture.jpeg, record)
    answer_question(book, child, record, path, {"photo": id})
