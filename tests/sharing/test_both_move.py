"""Two tablets move the same child at the same time, with real authorities: the newest move holds on both, and
no authority gets what it should not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.move_child import Move, move_child
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.domain.belonging import moves
from sync.policy import Policy, policy_text
from tests.support.endpoint.authority import Authority
from tests.support.pins import DEE
from tests.support.tablets import Tablet

PLACES = ("hertfordshire", "liverpool", "portsmouth")


@dataclass
class Councils:
    """Each council's endpoint and duty desk; Ann's and Ben's tablets are connected with all of them, and have
    the child, who is missing."""

    ann: Tablet
    ben: Tablet
    desks: dict[str, Tablet]
    child: str = ""

    def all_sync(self) -> None:
        """Until what was sent has been fetched, and keys are where they are needed."""
        for _ in range(2):
            for tablet in (self.ann, self.ben, *self.desks.values()):
                tablet.sync()

    def held(self, place: str) -> set[str]:
        """The ids of the entries that this council's desk can read."""
        return written(self.desks[place], self.child)


def written(tablet: Tablet, child: str) -> set[str]:
    with tablet.opened() as at:
        return {str(e["id"]) for e in at.vault.entries(child)} if child in at.vault.children() else set()


def waiting(tablet: Tablet, child: str) -> int:
    with tablet.opened() as at:
        return at.sharing.status().waiting[child]


@dataclass(frozen=True)
class Moved:
    """The act, what it said again after itself, and what was written next, before anything was heard."""

    act: str
    again: set[str]
    unaware: str

    @property
    def all(self) -> set[str]:
        return {self.act, *self.again, self.unaware}


def note(tablet: Tablet, child: str, words: str) -> str:
    with tablet.opened() as at:
        episode = at.book.child(child).open_episode
        assert episode is not None
        return write_note(at.book, child, episode.id, words).id


def moved(tablet: Tablet, child: str, to: str) -> Moved:
    before = written(tablet, child)
    with tablet.opened() as at:
        act = move_child(at.book, child, Move(to, "", to)).id
    again = written(tablet, child) - before - {act}
    return Moved(act, again, note(tablet, child, f"On the way to {to}"))


@pytest.fixture
def councils(ann: Tablet, ben: Tablet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Councils]:
    with ExitStack() as stack:
        endpoints = {place: stack.enter_context(Authority(tmp_path / place).serving()) for place in PLACES}
        desks = {}
        for place, one in endpoints.items():
            one.store.settings.put("policy", policy_text(Policy(name=place, serves=(place,))), int(one.now()))
            desks[place] = Tablet(tmp_path / f"{place}-desk", DEE, "Dee Example", monkeypatch, "Duty officer")
            desks[place].connect(one, desk=True)
        made = Councils(ann, ben, desks)
        with ann.opened() as at:
            made.child = add_child(at.book, full_name="Ola Example", date_of_birth="2012-01-02")
            episode = start_episode(at.book, made.child)
            write_note(at.book, made.child, episode.id, "Bag is gone")
        for place, one in endpoints.items():
            ann.connect(one)
            ann.sync()
            ben.connect(one, *([made.child] if place == PLACES[0] else []))
        made.all_sync()
        assert written(ben, made.child) == written(ann, made.child) == made.held("hertfordshire")
        yield made


def test_to_the_same_council(councils: Councils) -> None:
    """One move for the eye, two acts in the log. The old council gets the two acts and nothing else; the new
    one nothing from before; what the second tablet wrote waits there, counted, until it is let in."""
    child, before = councils.child, written(councils.ann, councils.child)
    first = moved(councils.ann, child, "liverpool")
    second = moved(councils.ben, child, "liverpool")
    councils.all_sync()
    for tablet in (councils.ann, councils.ben):
        with tablet.opened() as at:
            file = at.book.child(child)
            assert (file.holder, file.belongs.host) == ("liverpool", "liverpool")
            assert {act.id for act in moves(file.events)} == {first.act, second.act}
    later = [note(tablet, child, "Later") for tablet in (councils.ann, councils.ben)]
    councils.all_sync()
    assert councils.held("hertfordshire") == before | {first.act, second.act}
    assert councils.held("portsmouth") == set()
    assert not councils.held("liverpool") & before
    assert first.all | {later[0]} <= councils.held("liverpool")
    of_ben = {*second.all, later[1]} - {second.act}
    assert not of_ben & councils.held("hertfordshire")
    missing = of_ben - councils.held("liverpool")
    assert waiting(councils.ben, child) == len(missing)
    assert waiting(councils.ann, child) == 0


def test_to_two_councils(councils: Councils) -> None:
    """The newer move holds on both. The council that lost it keeps what it was sent until the tablet heard,
    and gets nothing more; no council gets what was written before."""
    child, before = councils.child, written(councils.ann, councils.child)
    first = moved(councils.ann, child, "liverpool")
    councils.ann.sync()  # sent before anything is heard of the other move
    second = moved(councils.ben, child, "portsmouth")
    councils.all_sync()
    for tablet in (councils.ann, councils.ben):
        with tablet.opened() as at:
            file = at.book.child(child)
            assert (file.holder, file.belongs.host) == ("portsmouth", "portsmouth")
    later = [note(tablet, child, "Later") for tablet in (councils.ann, councils.ben)]
    councils.all_sync()
    assert councils.held("hertfordshire") == before | {first.act, second.act}
    assert councils.held("liverpool") == first.all
    assert not councils.held("portsmouth") & before
    assert second.all | {later[1]} <= councils.held("portsmouth")
    of_ann = {*first.all, later[0]}
    nowhere = (
        of_ann - councils.held("liverpool") - councils.held("portsmouth") - councils.held("hertfordshire")
    )
    assert waiting(councils.ann, child) == len(nowhere)
    assert later[0] in nowhere | councils.held("portsmouth")


def test_one_moves_the_child_and_the_other_back_at_once(councils: Councils) -> None:
    """Nothing goes on to the council that the child was moved away from by the newest move."""
    child, before = councils.child, written(councils.ann, councils.child)
    first = moved(councils.ann, child, "liverpool")
    councils.all_sync()
    second = moved(councils.ann, child, "hertfordshire")
    third = moved(councils.ben, child, "portsmouth")
    councils.all_sync()
    for tablet in (councils.ann, councils.ben):
        with tablet.opened() as at:
            assert at.book.child(child).holder == "portsmouth"
    later = [note(tablet, child, "Later") for tablet in (councils.ann, councils.ben)]
    councils.all_sync()
    assert not set(later) & (councils.held("hertfordshire") | councils.held("liverpool"))
    assert later[1] in councils.held("portsmouth")
    assert not councils.held("portsmouth") & (before | first.all)
    assert not councils.held("liverpool") & (before | second.again | third.again)
