"""They're on the phone: what was said, where they are, whether the safe word was given."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import SafeWord
from carerapp.domain.topics.child_phoned import ChildPhoned


def child_phoned(
    book: Casebook,
    child: str,
    episode: str,
    *,
    said: str = "",
    where: str = "",
    safe_word: SafeWord = SafeWord.NOT_ASKED,
) -> Event:
    """What was said, as far as the carer wrote it down. Raises NotSaved."""
    return book.write(child, episode, NewEvent.note(ChildPhoned(said, where, safe_word)))
