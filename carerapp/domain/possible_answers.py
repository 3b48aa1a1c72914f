"""The answers that an open fact could have: a closed list, or both sides of each boundary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carerapp.domain.reading import ADULT, LIVES
from carerapp.domain.table import Says, Table
from forms.engine.conditions import Condition
from forms.protocol import answers_of

#: those that a person is asked between, where the question offers more
_ASKED: dict[str, tuple[str, ...]] = {"whereabouts": ("unknown", "known"), "setting": LIVES}
_OTHER = "something else"  # any words that no condition names


def possible_answers(name: str, tables: Sequence[Table]) -> tuple[object, ...]:
    """Each answer once; for a number one on each side of every boundary, and the boundary itself."""
    if name in _ASKED:
        return _ASKED[name]
    for table in tables:
        protocol = table.protocol
        answers = answers_of(name, (protocol.key_contacts, protocol.episode, protocol.preparation))
        if answers:
            return answers
        if answers == ():
            return _sides(name, tables)
    words = {word for each in _conditions(tables) for fact, word in each.words if fact == name}
    return (*sorted(words), _OTHER)


def _sides(name: str, tables: Sequence[Table]) -> tuple[int, ...]:
    edges = {number for each in _conditions(tables) for fact, number in each.numbers if fact == name}
    edges |= {float(ADULT)} if name == "age" else set()
    return tuple(sorted({int(edge) + side for edge in edges for side in (-1, 0, 1) if edge + side >= 0}))


def _conditions(tables: Sequence[Table]) -> Iterator[Condition]:
    for table in tables:
        yield from (row.when for row in table.protocol.decisions)


def shown(name: str, ways: Sequence[tuple[object, Says]]) -> tuple[tuple[str, Says], ...]:
    """Answers in words. Numbers that come to the same stand together: "12 or under", "13 or over"."""
    if not all(isinstance(answer, int) for answer, _ in ways):
        return tuple((str(answer), says) for answer, says in ways)
    runs: list[tuple[int, int, Says]] = []
    for answer, says in ways:
        assert isinstance(answer, int)
        if runs and runs[-1][2] == says:
            runs[-1] = (runs[-1][0], answer, says)
        else:
            runs.append((answer, answer, says))
    last = len(runs) - 1
    return tuple((_range(a, b, first=n == 0, last=n == last), says) for n, (a, b, says) in enumerate(runs))


def _range(low: int, high: int, *, first: bool, last: bool) -> str:
    if first and last:
        return "any"
    return f"{high} or under" if first else f"{low} or over" if last else f"{low} to {high}"
