"""Put a photo on the Key Contacts form: shrunk, without hidden data, with the consent it was taken under."""

from __future__ import annotations

from datetime import date
from typing import Protocol as Port

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.json_value import Json
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.photo import AddedPhoto


class Picture(Port):
    """A picture without hidden data."""

    @property
    def jpeg(self) -> bytes: ...


class Shrinker(Port):
    """Makes what was chosen ready: a browser decodes pictures asynchronously, saving waits for nothing."""

    async def shrink(self, data: bytes) -> Picture:
        """Raises what the picture library says when it is no picture."""


def add_photo(
    book: Casebook,
    child: str,
    picture: Picture,
    *,
    consent: bool,
    taken_on: date | None,
    not_social_media: bool = True,
) -> None:
    """Raises NotSaved; the old photo stays then."""
    record = book.child(child).key_contacts.id
    id = book.save_file(child, picture.jpeg, record)
    book.write(child, record, NewEvent.note(AddedPhoto(id)))
    value: dict[str, Json] = {
        "photo": id,
        "consent": consent,
        "taken_on": taken_on.isoformat() if taken_on else "",
    }
    if not_social_media:  # left out, it reads as: nobody has said so yet
        value["not_social_media"] = True
    answer_question(book, child, record, "photo", value)
