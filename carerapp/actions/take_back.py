"""It was not so after all: a correction that says who and when. The first entry stays in the log."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.episode import Episode
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import Fact
from carerapp.domain.topics import Topic, encode
from carerapp.domain.topics.taken_back import TakenBack
from carerapp.domain.way_back import WayBack, way_back


def take_back(book: Casebook, child: str, episode: str, fact: Fact, about: str = "") -> bool:
    """False when it does not stand: nothing is written. ``about``: for *told*, the id of whom.

    What decides is written last: cut short, the fact still stands, and its way back with it. Raises
    ``NotSaved``.
    """
    file = book.child(child)
    way = way_back(file, file.episode(episode), fact, about)
    if way is None:
        return False
    _write(book, child, file.episode(episode), fact, way)
    if fact is Fact.CLOSED:
        book.forget(child)  # the rules under which it began hold again
    return True


def _write(book: Casebook, child: str, episode: Episode, fact: Fact, way: WayBack) -> None:
    record, why = episode.record, fact.in_log.removesuffix(".")
    for path, value in way.answers.items():
        if heads := record.heads(path):
            book.write(child, record.id, NewEvent.correction(path, value, heads, why))
    if way.notes:
        said = encode(TakenBack(fact))
        book.write(child, record.id, NewEvent.correction(f"note:{Topic.TAKEN_BACK}", said, way.notes, ""))
