"""Should it be reported? What the tables come to, whatever the answers that are still open (law 8).

Every open fact that the rows hang on is answered in each way that it can be, one after another, until two
outcomes differ. All the same: that is the verdict. Else the verdict is `ask`. So "no report" is said only
when no open answer could change it, and never because no row applies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carerapp.domain.known import once
from carerapp.domain.possible_answers import possible_answers, shown
from carerapp.domain.table import STRENGTH, Row, Says, Table, reach, rows

#: yes: another council's own table may reach the child too
PLACED_HERE = "placed_here"
#: Ways to answer that are tried for one verdict. With more the verdict is `ask`, which is never too weak.
_MOST = 600


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that would settle it, and what each answer would come to."""

    fact: str
    answers: tuple[tuple[str, Says], ...]

    @property
    def strictest(self) -> Says:
        """What it may come to."""
        return max((says for _, says in self.answers), key=STRENGTH.__getitem__)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tables come to; `ask` holds what would settle it, most decisive first."""

    says: Says
    strictest: Says  # what it may come to; `says` itself where that is settled
    ask: tuple[Ask, ...]
    rows: tuple[Row, ...]


def verdict(tables: Sequence[Table]) -> Verdict:
    """What they come to, with the rows that apply or may apply."""
    says, found = settled(tables), rows(tables)
    if says != "ask":
        return Verdict(says, says, (), found)
    bounds = [reach(way) for way in _ways(tables)]
    names = once(name for each in bounds for name in each.hangs_on)
    asks = sorted((_ask(name, tables) for name in names), key=_decisive)
    most = max((each.most for each in bounds), key=STRENGTH.__getitem__)
    return Verdict("ask", most, tuple(asks), found)


def or_another_councils(found: Verdict, tables: Sequence[Table]) -> Verdict:
    """The same, where nobody knows which council placed the child: it may be one with a stricter table of its
    own, so that nothing weaker than a report is settled before somebody says which."""
    if found.says == "report":
        return found
    if found.says == "ask" and not found.ask:  # no row fits, whatever is answered here
        return replace(found, strictest="report")
    here, elsewhere = (settled([t.with_answer(PLACED_HERE, word) for t in tables]) for word in ("no", "yes"))
    which = Ask(PLACED_HERE, (("yes", "report" if elsewhere == "report" else "ask"), ("no", here)))
    others = (
        Ask(ask.fact, tuple((answer, says if says == "report" else "ask") for answer, says in ask.answers))
        for ask in found.ask
        if ask.fact != PLACED_HERE
    )
    return Verdict("ask", "report", tuple(sorted((*others, which), key=_decisive)), found.rows)


def settled(tables: Sequence[Table]) -> Says:
    """What it comes to, whatever is answered; "ask" where that depends, or where no row applies."""
    return max((_settled(way) for way in _ways(tables)), key=STRENGTH.__getitem__)


def _ways(tables: Sequence[Table]) -> Sequence[Sequence[Table]]:
    """Where they are is *not for certain*: the stricter of not knowing and knowing holds."""
    if not any(table.raw.get("whereabouts") == "uncertain" for table in tables):
        return (tables,)
    return [[t.with_answer("whereabouts", where) for t in tables] for where in ("unknown", "known")]


def _settled(tables: Sequence[Table]) -> Says:
    seen: set[Says] = set()
    for tried, says in enumerate(_outcomes(tables)):
        seen.add(says)
        if len(seen) > 1 or tried >= _MOST:
            return "ask"
    return seen.pop()


def _outcomes(tables: Sequence[Table]) -> Iterator[Says]:
    """With the open facts answered in every way."""
    bounds = reach(tables)
    if not bounds.hangs_on or bounds.least == bounds.most != "ask":
        yield bounds.least
        if STRENGTH[bounds.most] > STRENGTH[bounds.least]:
            yield bounds.most  # open, and nobody can be asked
        return
    name = bounds.hangs_on[0]
    for answer in possible_answers(name, tables):
        yield from _outcomes([table.with_answer(name, answer) for table in tables])


def _ask(name: str, tables: Sequence[Table]) -> Ask:
    ways = [
        (answer, settled([table.with_answer(name, answer) for table in tables]))
        for answer in possible_answers(name, tables)
    ]
    return Ask(name, shown(name, ways))


def _decisive(ask: Ask) -> tuple[bool, int]:
    """One answer that means *report* comes first; then the one with the most answers that settle it."""
    verdicts = [says for _, says in ask.answers]
    return "report" not in verdicts, -sum(says != "ask" for says in verdicts)
