"""Two tablets that each added the same child, the duty desk, and a real endpoint: one child on all three,
each file in its own feeds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.papers import Papers
from carerapp.actions.same_child import not_here, one_child, to_be_asked, two_children
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.bootstrap import ASSETS, StartupError
from carerapp.documents import Fonts
from carerapp.domain.changes import changes_since
from carerapp.domain.chronology import chronology
from tests.support.endpoint.authority import Authority
from tests.support.paper.reading import pdftotext, words
from tests.support.tablets import Tablet, typed


class Home:
    """Ann's tablet added Ola and so did Ben's. Ben's was let in for Ann's file when it was connected; Ann's
    was connected anew with a code for both."""

    def __init__(self, authority: Authority, ann: Tablet, ben: Tablet, desk: Tablet) -> None:
        self.ann, self.ben, self.desk = ann, ben, desk
        desk.connect(authority, desk=True)
        self.first = _added(ann, "Ann")
        device = ann.connect(authority)
        ann.sync()
        self.second = _added(ben, "Ben")
        ben.connect(authority, self.first)
        ben.sync()
        authority.store.devices.decide(device, "revoked", int(authority.now()))
        with pytest.raises(StartupError):
            ann.sync()
        with ann.opened() as at:
            at.sharing.disconnect(at.sharing.authorities[0])
        ann.connect(authority, self.first, self.second)
        self.all_sync()

    def all_sync(self) -> None:
        """Until what was sent has been fetched, and keys are where they are needed."""
        for tablet in (self.ann, self.ben, self.desk) * 3:
            tablet.sync()

    def ids(self) -> set[str]:
        return {self.first, self.second}


def _added(tablet: Tablet, who: str) -> str:
    with tablet.opened() as at:
        child = add_child(
            at.book, full_name="Ola Example", date_of_birth="2012-01-02", protocol_id="hertfordshire"
        )
        episode = start_episode(at.book, child)
        write_note(at.book, child, episode.id, f"{who} looked in the loft")
        answer_question(at.book, child, at.book.child(child).key_contacts.id, "hair", f"{who} says brown")
        return child


@pytest.fixture
def home(authority: Authority, ann: Tablet, ben: Tablet, desk: Tablet) -> Home:
    return Home(authority, ann, ben, desk)


def stored(tablet: Tablet) -> dict[str, set[str]]:
    """The ids of the entries in each file."""
    with tablet.opened() as at:
        return {id: {str(e["id"]) for e in at.vault.entries(id)} for id in at.vault.children()}


def test_one_child_on_both_tablets_and_at_the_desk_and_nothing_lost(home: Home) -> None:
    """Said on one; every entry stays in its file and feed, signed by who wrote it; one open log on all."""
    before = stored(home.ann)
    assert set(before) == home.ids()
    for tablet in (home.ann, home.ben, home.desk):
        with tablet.opened() as at:
            assert len(to_be_asked(at.book)) == 1
            assert len(at.book.children()) == 2
    with home.ben.opened() as at:
        one_child(at.book, home.first, home.second)
    home.all_sync()
    shown = []
    for tablet in (home.ann, home.ben, home.desk):
        with tablet.opened() as at:
            (child,) = at.book.children()
            assert set(child.logs) == home.ids()
            (episode,) = child.episodes
            lines = [line.words for line in chronology(child, episode, at.book.name_of)]
            assert {"Ann looked in the loft", "Ben looked in the loft"} <= set(lines)
            assert to_be_asked(at.book) == ()
            assert all(at.vault.verify_authors(id) == () for id in child.logs)
            shown.append((child.id, episode.id, lines))
    assert shown[0] == shown[1] == shown[2]
    after = stored(home.ann)
    assert all(before[id] <= after[id] for id in home.ids())
    assert stored(home.ben) == stored(home.desk) == after
    assert "0 entries are on this device only" in home.ann.sync()
    assert "0 entries are on this device only" in home.ben.sync()


def test_what_is_written_on_either_afterwards_reaches_the_other_in_its_file(home: Home) -> None:
    """The episode that was begun first goes on in its own file; the counts are of both."""
    with home.ann.opened() as at:
        one_child(at.book, home.first, home.second)
    home.all_sync()
    for tablet, said in ((home.ann, "Seen at the station"), (home.ben, "Rang the aunt")):
        with tablet.opened() as at:
            child = at.book.child(home.second)
            assert child.open_episode is not None
            write_note(at.book, home.second, child.open_episode.id, said)
            waiting = at.sharing.status().waiting
            assert sum(waiting[log] for log in child.logs) == 1
    home.all_sync()
    for tablet in (home.ann, home.ben, home.desk):
        with tablet.opened() as at:
            child = at.book.child(home.first)
            assert child.open_episode is not None
            lines = {line.words for line in chronology(child, child.open_episode, at.book.name_of)}
            assert {"Seen at the station", "Rang the aunt"} <= lines


def test_taken_back_they_are_two_on_all_three(home: Home) -> None:
    """A no on the other tablet after the yes: the newest word counts everywhere."""
    with home.ann.opened() as at:
        one_child(at.book, home.first, home.second)
    home.all_sync()
    with home.ben.opened() as at:
        two_children(at.book, home.first, home.second, reason="Cousins")
    home.all_sync()
    for tablet in (home.ann, home.ben, home.desk):
        with tablet.opened() as at:
            assert {child.id for child in at.book.children()} == home.ids()
            assert to_be_asked(at.book) == ()
            assert all(child.open_episode for child in at.book.children())


def test_a_tablet_that_is_let_in_for_one_file_only_says_so(
    home: Home, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows what it has, and that there is another file; who may read does not change by the word."""
    cas = Tablet(tmp_path / "cas", "61529438", "Cas Example", monkeypatch)
    cas.connect(authority, home.first)
    with home.ann.opened() as at:
        one_child(at.book, home.first, home.second)
    cas.sync()
    home.all_sync()
    cas.sync()
    with cas.opened() as at:
        assert at.vault.children() == (home.first,)
        (child,) = at.book.children()
        assert not_here(at.book, child) == (home.second,)
        lines = [line.words for e in child.episodes for line in chronology(child, e, at.book.name_of)]
        assert "Ann looked in the loft" in lines
        assert "Ben looked in the loft" not in lines


def test_the_officers_copy_holds_the_facts_of_both_files(home: Home) -> None:
    """Both answers where they differ, each with who wrote it; a copy from before knows that it lacks them."""
    fonts = Fonts.in_folder(ASSETS / "fonts")
    with home.ann.opened() as at:
        episode = at.book.child(home.first).open_episode
        assert episode is not None
        old = Papers(at.book, fonts).officers_copy(home.first, episode.id, withheld={})
        assert "Ben says brown" not in words(pdftotext(old.pdf))
        one_child(at.book, home.first, home.second)
        child = at.book.child(home.first)
        assert "hair" in {change.field for change in changes_since(child, old.event)}
        assert child.open_episode is not None
        new = Papers(at.book, fonts).officers_copy(home.first, child.open_episode.id, withheld={})
        said = words(pdftotext(new.pdf))
        assert "Ann says brown" in said
        assert "Ben says brown" in said


def test_exports_hold_both_files_and_each_log_verifies(home: Home, tmp_path: Path) -> None:
    """By the id of either file; one log for each, since each is signed for its own."""
    with home.ann.opened() as at:
        one_child(at.book, home.first, home.second)
    home.ann.sign_in()
    out = tmp_path / "log.jsonl"
    typed("export-log", "--data", home.ann.folder, "--child", home.second, "--out", out)
    for file in (out, tmp_path / "log-2.jsonl"):
        assert typed("verify", file).startswith("intact")
    whole = out.read_text() + (tmp_path / "log-2.jsonl").read_text()
    assert "Ann looked in the loft" in whole
    assert "Ben looked in the loft" in whole
    record = tmp_path / "record.zip"
    typed("export-record", "--data", home.ann.folder, "--child", "Ola Example", "--out", record)
    with zipfile.ZipFile(record) as archive:
        names = set(archive.namelist())
        assert {"log.jsonl", "log-2.jsonl", "forms/key-contacts.pdf"} <= names
        for name in ("log.jsonl", "log-2.jsonl"):
            (tmp_path / name).write_bytes(archive.read(name))
            assert typed("verify", tmp_path / name).startswith("intact")
