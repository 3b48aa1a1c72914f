"""A child who moves, with two real authorities: what each of them holds after it, entry by entry.

What an authority holds is read with the keys of its own duty desk. Longer than others: all is one setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from carerapp.actions.acknowledge import acknowledge
from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.move_child import Move, move_child
from carerapp.actions.same_child import one_child
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.domain.belonging import moves
from carerapp.domain.chronology import chronology
from carerapp.domain.gate import Reason
from carerapp.evidence import proved, verify
from carerapp.sharing import whose
from carerapp.sharing.odd_list import odd_lines
from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.policy import Policy, policy_text
from tests.support.endpoint.authority import Authority
from tests.support.hostile import reasons
from tests.support.pins import DEE
from tests.support.tablets import Tablet, ids_of

AT = "2026-11-20T22:00:00+00:00"
NEW = Move("liverpool", "", "liverpool", reason="A new placement")


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "second").serving() as serving:
        yield serving


@dataclass
class TwoAuthorities:
    """The home's tablet, and a duty desk at each authority."""

    ann: Tablet
    old: Tablet
    new: Tablet
    first: Authority
    second: Authority

    def all_sync(self) -> None:
        """Until what was sent has been fetched, and keys are where they are needed."""
        for tablet in (self.ann, self.old, self.new, self.ann, self.old, self.new):
            tablet.sync()


@pytest.fixture
def both(
    authority: Authority, second: Authority, ann: Tablet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> TwoAuthorities:
    """Hertfordshire's children are the first's, Liverpool's the second's; the tablet knows both."""
    for one, under in ((authority, "hertfordshire"), (second, "liverpool")):
        policy = Policy(name=under, serves=(under,))
        one.store.settings.put("policy", policy_text(policy), int(one.now()))
    old = Tablet(tmp_path / "old", DEE, "Dee Example", monkeypatch, role="Duty officer")
    new = Tablet(tmp_path / "new", DEE, "Eve Example", monkeypatch, role="Duty officer")
    old.connect(authority, desk=True)
    new.connect(second, desk=True)
    ann.connect(authority)
    ann.connect(second)
    return TwoAuthorities(ann, old, new, authority, second)


def held(desk: Tablet, child: str) -> set[str]:
    """The ids of the entries about the child that a desk can read."""
    with desk.opened() as at:
        return set(ids_of(at.vault.entries(child))) if child in at.vault.children() else set()


def a_missing_child(tablet: Tablet) -> str:
    with tablet.opened() as at:
        child = add_child(
            at.book, full_name="Ola Example", date_of_birth="2012-01-02", protocol_id="hertfordshire"
        )
        episode = start_episode(at.book, child)
        write_note(at.book, child, episode.id, "Bag is gone")
        return child


def note(tablet: Tablet, child: str, words: str) -> str:
    """The id of the entry."""
    with tablet.opened() as at:
        episode = at.book.child(child).open_episode
        assert episode is not None
        return write_note(at.book, child, episode.id, words).id


def written(tablet: Tablet, child: str) -> list[str]:
    """The ids of every entry of the log, in its order."""
    with tablet.opened() as at:
        return ids_of(at.vault.entries(child))


def moved(tablet: Tablet, child: str, move: Move) -> tuple[set[str], str, set[str]]:
    """The ids from before, the act, and what it said again after itself."""
    before = written(tablet, child)
    with tablet.opened() as at:
        act = move_child(at.book, child, move).id
    after = [id for id in written(tablet, child) if id not in before and id != act]
    return set(before), act, set(after)


def test_the_old_authority_gets_nothing_after_the_act_and_the_new_one_nothing_from_before(
    both: TwoAuthorities,
) -> None:
    """But the act itself, which both get; and who the child is and that they are missing, said again."""
    child = a_missing_child(both.ann)
    both.all_sync()
    before, act, again = moved(both.ann, child, NEW)
    after = note(both.ann, child, "Seen at the station")
    both.all_sync()
    assert held(both.old, child) == before | {act}
    assert held(both.new, child) == {act, *again, after}
    for _ in range(2):
        later = note(both.ann, child, "And later")
        both.all_sync()
        assert later not in held(both.old, child)
        assert later in held(both.new, child)
    assert "All received." in both.ann.sync()
    for desk, has_it in ((both.old, False), (both.new, True)):
        with desk.opened() as at:
            (made,) = at.sharing.authorities
            assert at.sharing.holds(made, child, whose(at.book.child(child))) is has_it


def test_the_new_desk_sees_who_is_missing_and_not_what_was_written_before(both: TwoAuthorities) -> None:
    """Name, birth date, since when; under the rules that the log is kept under; signed by who said it."""
    child = a_missing_child(both.ann)
    both.all_sync()
    with both.ann.opened() as at:
        since = at.book.child(child).episodes[0].unknown_since
    moved(both.ann, child, NEW)
    both.all_sync()
    with both.new.opened() as at:
        file = at.book.child(child)
        assert (file.has_begun, file.full_name, str(file.born)) == (True, "Ola Example", "2012-01-02")
        assert (file.protocol.id, file.holder) == ("hertfordshire", "liverpool")
        episode = file.open_episode
        assert episode is not None
        assert abs((episode.unknown_since - since).total_seconds()) < 60
        lines = [line.words for line in chronology(file, episode, at.book.name_of)]
        assert any(line.startswith("Moved: Liverpool’s procedure holds") for line in lines)
        assert not any("Bag is gone" in line for line in lines)
        assert at.vault.verify_authors(child) == ()


def test_what_waited_when_the_child_moved_is_still_owed_to_the_old_authority(both: TwoAuthorities) -> None:
    """Nothing of it was sent before the act; all of it is after, to the old one alone."""
    child = a_missing_child(both.ann)
    before, act, again = moved(both.ann, child, NEW)
    after = note(both.ann, child, "Seen at the station")
    both.all_sync()
    assert held(both.old, child) == before | {act}
    assert held(both.new, child) == {act, *again, after}
    assert "All received." in both.ann.sync()


def test_with_a_yes_the_new_authority_gets_what_was_written_before(both: TwoAuthorities) -> None:
    """Once, whoever wrote it; the old one nothing more all the same. That the old one's desk had seen it is
    set aside at the new one: its own desk has not."""
    child = a_missing_child(both.ann)
    both.all_sync()
    with both.old.opened() as at:
        episode = at.book.child(child).open_episode
        assert episode is not None
        theirs = write_note(at.book, child, episode.id, "The desk rang the school").id
        seen_there = acknowledge(at.book, child, episode.id).id
    both.all_sync()
    before, act, again = moved(both.ann, child, Move("liverpool", "", "liverpool", before=True))
    assert theirs in before
    assert again == set()
    after = note(both.ann, child, "Seen at the station")
    both.all_sync()
    assert held(both.new, child) == (before - {seen_there}) | {act, after}
    assert held(both.old, child) == before | {act}
    assert [reasons(tablet) for tablet in (both.new, both.old, both.ann)] == [[Reason.NOT_A_DESK], [], []]
    assert len(written(both.new, child)) == len(set(written(both.new, child)))
    with both.new.opened() as at:
        assert at.vault.verify_authors(child) == ()


def test_an_answer_alone_sends_the_record_nowhere_else(both: TwoAuthorities) -> None:
    """R9: who placed the child was changed by an answer. The key does not go to and fro, the second authority
    gets nothing unasked; after the act the first one gets nothing more."""
    child = a_missing_child(both.ann)
    both.all_sync()
    with both.ann.opened() as at:
        file = at.book.child(child)
        answer_question(at.book, child, file.profile.id, "placing", "liverpool")
    both.all_sync()
    assert held(both.new, child) == set()
    before = held(both.old, child)
    with both.ann.opened() as at:
        move = Move("hertfordshire", "liverpool", "liverpool")
        move_child(at.book, child, move, still_with="hertfordshire")
    both.all_sync()
    last = held(both.old, child) - before
    assert len(last) == 1
    later = note(both.ann, child, "And later")
    both.all_sync()
    assert held(both.old, child) == before | last
    assert later in held(both.new, child)


def test_a_child_of_two_files_moves_with_both(both: TwoAuthorities) -> None:
    """The act in each; nothing of either to the old authority after it, nothing from before to the new one,
    whose desk sees one child with one open log."""
    files = [a_missing_child(both.ann), a_missing_child(both.ann)]
    with both.ann.opened() as at:
        one_child(at.book, *files)
    both.all_sync()
    before = {file: set(written(both.ann, file)) for file in files}
    with both.ann.opened() as at:
        move_child(at.book, files[1], NEW)
        acts = {moves(at.book.alone(file).events)[0].id for file in files}
    later = note(both.ann, files[0], "Seen at the station")
    both.all_sync()
    for file in files:
        assert held(both.old, file) == before[file] | (acts & set(written(both.ann, file)))
        assert not held(both.new, file) & before[file]
    assert later in held(both.new, files[0]) | held(both.new, files[1])
    assert "All received." in both.ann.sync()
    with both.new.opened() as at:
        (child,) = at.book.children()
        assert (set(child.logs), child.holder) == (set(files), "liverpool")
        assert len([episode for episode in child.episodes if not episode.closed]) == 1


def test_pictures_and_kept_documents_go_where_their_entries_go(both: TwoAuthorities) -> None:
    """One from before to the old authority alone, one from after to the new one alone."""
    child = a_missing_child(both.ann)

    def a_picture(data: bytes) -> str:
        with both.ann.opened() as at:
            file = at.book.child(child)
            id = at.book.save_file(child, data)
            answer_question(at.book, child, file.key_contacts.id, "photo", {"photo": id, "consent": True})
            return id

    early = a_picture(b"before" * 1000)
    both.all_sync()
    moved(both.ann, child, NEW)
    late = a_picture(b"after" * 1000)
    both.all_sync()
    kept = []
    for desk in (both.old, both.new):
        with desk.opened() as at:
            kept.append(set(at.vault.attachments(child)))
    assert kept == [{early}, {late}]


def test_a_child_who_moves_back_is_sent_on_where_it_stopped(both: TwoAuthorities) -> None:
    """The old authority gets what is written from then on, and nothing of the time between."""
    child = a_missing_child(both.ann)
    both.all_sync()
    before, act, again = moved(both.ann, child, NEW)
    between = note(both.ann, child, "In between")
    both.all_sync()
    _, back, said = moved(both.ann, child, Move("hertfordshire", "", "hertfordshire"))
    later = note(both.ann, child, "Home again")
    both.all_sync()
    assert held(both.old, child) == before | {act, back, *said, later}
    assert held(both.new, child) == {act, *again, between, back}
    for desk in (both.old, both.new):
        with desk.opened() as at:
            assert odd_lines(at.book) == ()
            report = verify(b"".join(proved(at.vault, child, AT)), NativeCrypto()).report()
        assert report.count(" another authority’s, says a move") == 1
        assert "\nVerdict: intact" in report
    assert "All received." in both.ann.sync()


def test_to_a_council_that_is_not_connected_nothing_is_sent(both: TwoAuthorities) -> None:
    """It waits here, and is counted as not received; the old one, which would take it, gets none of it."""
    child = a_missing_child(both.ann)
    both.all_sync()
    before, act, _ = moved(both.ann, child, Move("portsmouth", "", "portsmouth"))
    note(both.ann, child, "Seen at the station")
    both.all_sync()
    assert held(both.old, child) == before | {act}
    assert held(both.new, child) == set()
    assert "not received yet" in both.ann.sync()


def test_a_revocation_by_the_old_authority_leaves_the_child_who_moved(both: TwoAuthorities) -> None:
    """Only whose file it holds is erased."""
    child = a_missing_child(both.ann)
    both.all_sync()
    moved(both.ann, child, NEW)
    both.all_sync()
    with both.ann.opened() as at:
        first, second = (
            next(one for one in at.sharing.authorities if one.endpoint == authority.base)
            for authority in (both.first, both.second)
        )
        assert at.sharing.held_for(first) == ([], [child])
        assert at.sharing.held_for(second) == ([child], [])
