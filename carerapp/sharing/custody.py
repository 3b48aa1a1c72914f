"""Which authority holds a child's file, and what each is owed.

Until somebody moves the child, the file is with the authority that it was first shared with: an answer that
reads otherwise since, or another authority that says it serves them, sends nothing anywhere. After a move it
is with the authority that says it is for the children of the protocol that was chosen. Never a guess between
two.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import partial

from carerapp.domain.retention import files_in
from carerapp.sharing.cut import BEFORE, MoveAt, Owed, named_for, newest_first, owed
from carerapp.sharing.enrolment import Enrolment, enrolments, serving
from carerapp.sharing.own_entries import OwnEntries
from carerapp.sharing.share_keys import is_shared
from carerapp.vault import Vault


class Custody:
    """Of one unlocked vault. What was found once is kept, by the id of the protocol that was chosen: what an
    authority says of itself later changes nothing about what it was owed."""

    def __init__(self, vault: Vault, own: OwnEntries) -> None:
        self._vault, self._own = vault, own
        self._owed: dict[tuple[str, str], tuple[object, Owed]] = {}

    # --- who holds it -------------------------------------------------------------------------
    def current(self, child: str, protocol: str = "") -> Enrolment | None:
        """The authority that holds the file now; ``None`` where no connected one does. ``protocol``: whose
        children it is among, where nobody moved it and it is shared with none."""
        moves = newest_first(self._own.moves(child))
        return self._held_by(child, moves[0].holder if moves else BEFORE, protocol)

    def is_of(self, child: str, enrolment: Enrolment, protocol: str) -> bool:
        """Whether the child is this authority's, or this device still owes it something about them."""
        holders = {move.holder for move in self._own.moves(child)} | {BEFORE}
        now = self.current(child, protocol)
        if now is not None and now.endpoint == enrolment.endpoint:
            return True
        if len(holders) == 1:
            return False
        held = any(
            by.endpoint == enrolment.endpoint
            for one in holders
            if (by := self._held_by(child, one, protocol)) is not None
        )
        return held and bool(self.owed(child, enrolment).places)

    def settle(self, child: str, enrolment: Enrolment) -> None:
        """Keep what was found, before this authority shares a key of the child's. Raises ``NotSaved``."""
        kept, moves = self._kept(child), self._own.moves(child)
        found = dict(kept)
        live = {one.endpoint for one in self._live()}
        if BEFORE not in kept or (not moves and kept[BEFORE] not in live):
            by = self._at_first(child, moves) if moves else next(iter(self._shared(child)), enrolment)
            found[BEFORE] = by.endpoint if by is not None else ""
        for holder in (move.holder for move in moves):
            by = self._held_by(child, holder, "")
            if holder not in kept and by is not None and by.endpoint == enrolment.endpoint:
                found[holder] = by.endpoint
        if found != kept:
            self._vault.put_setting(_name(child), found)

    def _held_by(self, child: str, holder: str, protocol: str) -> Enrolment | None:
        live = self._live()
        kept, moves = self._kept(child), self._own.moves(child)
        if holder in kept:
            known = next((one for one in live if one.endpoint == kept[holder]), None)
            if known is not None or moves:
                return known
        if holder == BEFORE:
            if moves:
                return self._at_first(child, moves)
            return next(iter(self._shared(child)), None) or serving(live, protocol)
        first = newest_first(moves)[-1] if moves else None
        named = [one for one in live if holder in one.policy.serves]
        if named:
            return named[0]
        if first is not None and holder == first.left and self._wrote_before(child):
            return self._held_by(child, BEFORE, protocol)
        silent = serving(live, holder)
        before = self._held_by(child, BEFORE, protocol)
        other = {*kept.values(), *((before.endpoint,) if before else ())}
        return silent if silent is not None and silent.endpoint not in other else None

    def _at_first(self, child: str, moves: Sequence[MoveAt]) -> Enrolment | None:
        """Who held the file before the first move, where that was not kept yet."""
        shared = self._shared(child)
        return shared[0] if len(shared) == 1 else serving(self._live(), newest_first(moves)[-1].left)

    def _live(self) -> list[Enrolment]:
        return [one for one in enrolments(self._vault) if one.device]

    def _shared(self, child: str) -> list[Enrolment]:
        return [one for one in self._live() if is_shared(self._vault, child, one)]

    def _wrote_before(self, child: str) -> bool:
        """Whether this device wrote about the child before it knew of a move: then it knows who had the
        file."""
        known, own = self._own.moves(child)[0].place, self._own.places(child)
        return bool(own) and own[0] < known

    def _kept(self, child: str) -> dict[str, str]:
        kept = self._vault.get_setting(_name(child))
        return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}

    # --- what it is owed ----------------------------------------------------------------------
    def owed(self, child: str, enrolment: Enrolment) -> Owed:
        """What of the child's log goes to this authority from this device."""
        stamps, moves = self._own.stamps(child), self._own.moves(child)
        holders = [BEFORE, *(move.holder for move in moves)]
        mine = {one: self._is_mine(child, one, enrolment) for one in holders}
        at = (len(stamps), stamps[-1] if stamps else "", len(moves), tuple(sorted(mine.items())))
        found = self._owed.get((child, enrolment.endpoint))
        if found is None or found[0] != at:
            made = owed(stamps, self._own.places(child), moves, mine.__getitem__)
            found = self._owed[child, enrolment.endpoint] = (at, made)
        return found[1]

    def files(self, child: str, enrolment: Enrolment) -> Set[str] | None:
        """The pictures and documents that may go to this authority; ``None``: all."""
        moves = self._own.moves(child)
        if not moves:
            return None if self._is_mine(child, BEFORE, enrolment) else frozenset()
        mine = partial(self._is_mine, child, enrolment=enrolment)
        places = named_for(self._own.stamps(child), self._own.places(child), moves, mine)
        documents = self._vault.entries(child)
        return files_in(documents[place].get("value") for place in places)

    def _is_mine(self, child: str, holder: str, enrolment: Enrolment) -> bool:
        by = self._held_by(child, holder, "")
        return by is not None and by.endpoint == enrolment.endpoint


def _name(child: str) -> str:
    return f"held {child}"
