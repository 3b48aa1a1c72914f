"""The device is a buffer: a closed episode leaves it so many days after its receipt, and leaves its stub."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.domain.due_for import history_of
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.topics.photo import AddedPhoto
from sync.policy import Policy, policy_text
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Tablet, a_child, both_have

DAY = 86_400


@pytest.fixture
def later(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Days pass for the app; requests and the endpoint stay with the real clock."""
    now = time.time

    def pass_(days: float) -> None:
        monkeypatch.setattr(time, "time", lambda: now() + days * DAY)
        authority.skew = -days * DAY

    return pass_


def over(tablet: Tablet, child: str) -> str:
    """The episode ends well, with a photo in it."""
    with tablet.opened() as at:
        episode_id = at.book.child(child).open_episode
        assert episode_id is not None
        picture = AddedPhoto(at.book.save_file(child, b"picture"))
        at.book.write(child, episode_id.id, NewEvent.note(picture))
        report(at.book, child, episode_id.id, reference="EX-1", call_taker="")
        mark_found(at.book, child, episode_id.id, where="At home")
        close_episode(at.book, child, episode_id.id, ClosedBecause.BACK)
        return episode_id.id


def test_it_leaves_after_its_days_and_never_before_its_receipt(
    authority: Authority, ann: Tablet, ben: Tablet, later: Callable[[float], None]
) -> None:
    """On both devices; nothing comes back; what is written next goes on as if nothing had left."""
    child = a_child(ann)
    both_have(authority, ann, ben, child)
    authority.store.settings.put("policy", policy_text(Policy(keep_days=30)), int(authority.now()))
    episode_id = over(ann, child)
    with ann.opened() as at:
        whole = len(at.book.child(child).events)
        before = history_of(at.book.child(child), at.book.child(child).episode(episode_id))
    later(40)
    with ann.opened() as at:
        assert len(at.book.child(child).events) == whole, "no receipt yet, however old it is"
    later(0)
    for tablet in (ann, ben, ann, ben):
        tablet.sync()
    with ann.opened() as at:
        assert len(at.book.child(child).events) == whole
        original = {s.signature for s in at.vault.signed_entries(child)}
    later(29)
    ann.sync()
    with ann.opened() as at:
        assert len(at.book.child(child).events) == whole
    later(31)
    for tablet in (ann, ben, ann, ben):
        tablet.sync()
    for tablet in (ann, ben):
        with tablet.opened() as at:
            file = at.book.child(child)
            episode = file.episode(episode_id)
            assert episode.closed
            assert (episode.reported_at is not None, episode.found_at is not None) == (True, True)
            assert "Bag is gone ሰላም" not in repr(at.vault.entries(child))
            assert at.vault.attachments(child) == ()
            assert at.vault.verify_authors(child) == ()
            fresh = start_episode(at.book, child)
            (earlier,) = history_of(at.book.child(child), fresh)
            assert (earlier.reported, earlier.started) == (True, episode.unknown_since)
            assert before == ()
            kept = {s.signature for s in at.vault.signed_entries(child)}
            assert kept & original, "what stays is what was signed"
            close_episode(at.book, child, fresh.id, ClosedBecause.FALSE_ALARM)
            write_note(at.book, child, fresh.id, f"A new night on {tablet.folder.name}")
    for tablet in (ann, ben, ann):
        said = tablet.sync()
        assert "0 entries are on this device only" in said
        assert "failed" not in said
    with ann.opened() as at:
        assert "A new night on ben" in repr(at.vault.entries(child))
        assert at.vault.attachments(child) == ()
        assert at.sharing.status().not_received == 0, "what left is not missing"


def test_where_the_authority_has_set_no_days_nothing_leaves(
    authority: Authority, ann: Tablet, later: Callable[[float], None]
) -> None:
    """However old it is."""
    child = a_child(ann)
    ann.connect(authority)
    over(ann, child)
    ann.sync()
    later(4000)
    ann.sync()
    with ann.opened() as at:
        assert "Bag is gone ሰላም" in repr(at.vault.entries(child))
