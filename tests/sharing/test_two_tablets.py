"""Two vaults and a real endpoint: what is written on one is read on the other, signed by who wrote it."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from carerapp import bootstrap
from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.rename import rename
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.bootstrap import StartupError
from carerapp.domain.chronology import chronology
from carerapp.domain.conflicts import conflicts
from carerapp.domain.outcomes import ClosedBecause
from carerapp.evidence import verify
from carerapp.evidence.of_vault import proved
from carerapp.vault.adapters.native_crypto import NativeCrypto
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Tablet, a_child, both_have, typed


def test_a_log_reaches_the_other_tablet_and_back(authority: Authority, ann: Tablet, ben: Tablet) -> None:
    """Text, author and signature; an episode is one; nothing of it stands in the endpoint in clear."""
    child = a_child(ann)
    both_have(authority, ann, ben, child)
    with ben.opened() as at:
        file = at.book.child(child)
        assert file.full_name == "Ola Example"
        episode = file.open_episode
        assert episode is not None
        lines = [(line.words, line.author) for line in chronology(file, episode, at.book.name_of)]
        assert ("Bag is gone ሰላም", "Ann Example") in lines
        assert at.vault.verify_authors(child) == ()
        write_note(at.book, child, episode.id, "Seen at the station")
        answer_question(at.book, child, episode.id, "last_seen_place", "Station")
    ben.sync()
    assert "0 entries are on this device only" in ann.sync()
    with ann.opened() as at:
        (episode,) = at.book.child(child).episodes
        words = [line.words for line in chronology(at.book.child(child), episode, at.book.name_of)]
        assert "Seen at the station" in words
        assert episode.record.text("last_seen_place") == "Station"
        assert at.vault.verify_authors(child) == ()
        assert at.vault.inspect() == ()
    stored = authority.stored()
    for word in ("Ola Example", "Bag is gone", "Station", "Ann Example", "Hertfordshire"):
        assert word.encode() not in stored


def test_a_new_name_reaches_the_other_tablet_beside_the_old_one(
    authority: Authority, ann: Tablet, ben: Tablet
) -> None:
    """What was signed before keeps its name there, too; the log says that both are one person, and an export
    of it is proved."""
    child = a_child(ann)
    both_have(authority, ann, ben, child)
    with ann.opened() as at:
        rename(at.book, "Anna Sample")
        file = at.book.child(child)
        assert file.open_episode is not None
        write_note(at.book, child, file.open_episode.id, "Written later")
    ann.sync()
    ben.sync()
    for tablet in (ann, ben):
        with tablet.opened() as at:
            file = at.book.child(child)
            assert file.open_episode is not None
            said = {line.words: line.author for line in chronology(file, file.open_episode, at.book.name_of)}
            assert said["Bag is gone ሰላም"] == "Ann Example"
            told = "Ann Example is called Anna Sample from here on. It is the same person."
            assert said[told] == "Ann Example"
            assert said["Written later"] == "Anna Sample"
            assert at.vault.verify_authors(child) == ()
            made = b"".join(proved(at.vault, child, "2026-11-28T22:00:00+00:00"))
            assert {"Ann Example", "Anna Sample"} <= {p["name"] for p in verify(made, NativeCrypto()).people}


def test_the_same_again_changes_nothing(authority: Authority, ann: Tablet) -> None:
    """Three more syncs add no entry, there or here."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    before = authority.store.counts()["entries"]
    for _ in range(3):
        ann.sync()
    assert authority.store.counts()["entries"] == before
    with ann.opened() as at:
        assert len({e.id for e in at.book.child(child).events}) == len(at.book.child(child).events) == before


def test_one_episode_begun_on_both_tablets_becomes_one(
    authority: Authority, ann: Tablet, ben: Tablet
) -> None:
    """Nothing is lost; both show the same episode; closing it closes it on both."""
    child = a_child(ann, missing=False)
    both_have(authority, ann, ben, child)
    for tablet, words in ((ann, "Looked in the loft"), (ben, "Rang the aunt")):
        with tablet.opened() as at:
            episode = start_episode(at.book, child)
            write_note(at.book, child, episode.id, words)
    for tablet in (ann, ben, ann):
        tablet.sync()
    seen = []
    for tablet in (ann, ben):
        with tablet.opened() as at:
            file = at.book.child(child)
            (episode,) = file.episodes
            lines = {line.words for line in chronology(file, episode, at.book.name_of)}
            assert {"Looked in the loft", "Rang the aunt"} <= lines
            seen.append(episode.id)
    assert seen[0] == seen[1]
    with ben.opened() as at:
        mark_found(at.book, child, seen[0], where="At home")
        close_episode(at.book, child, seen[0], ClosedBecause.BACK)
    ben.sync()
    ann.sync()
    with ann.opened() as at:
        assert at.book.child(child).open_episode is None
        assert len(at.book.child(child).episodes) == 1
        assert at.vault.verify_authors(child) == ()


def test_an_episode_closed_without_knowing_of_the_other_leaves_the_other_open(
    authority: Authority, ann: Tablet, ben: Tablet
) -> None:
    """It is safer to look twice than to stop."""
    child = a_child(ann, missing=False)
    both_have(authority, ann, ben, child)
    with ann.opened() as at:
        episode = start_episode(at.book, child)
        close_episode(at.book, child, episode.id, ClosedBecause.FALSE_ALARM)
    with ben.opened() as at:
        other = start_episode(at.book, child)
    for tablet in (ann, ben, ann):
        tablet.sync()
    for tablet in (ann, ben):
        with tablet.opened() as at:
            still = at.book.child(child).open_episode
            assert still is not None
            assert still.id == other.id


def test_two_answers_about_risk_both_stand_until_a_person_chooses(
    authority: Authority, ann: Tablet, ben: Tablet
) -> None:
    """On both tablets; what is not chosen stays in the history. An ordinary field shows the latest."""
    child = a_child(ann)
    both_have(authority, ann, ben, child)
    for tablet, words in ((ann, "Runs to the river"), (ben, "Afraid of water")):
        with tablet.opened() as at:
            answer_question(at.book, child, at.book.child(child).key_contacts.id, "risks", words)
            answer_question(at.book, child, at.book.child(child).key_contacts.id, "hair", words)
    for tablet in (ann, ben, ann):
        tablet.sync()
    with ann.opened() as at:
        file = at.book.child(child)
        assert [one.path for one in conflicts(file)] == ["risks"], "hair shows the latest"
        assert {a.value for a in file.key_contacts.answers("risks")} == {
            "Runs to the river",
            "Afraid of water",
        }
        answer_question(at.book, child, file.key_contacts.id, "risks", "Runs to the river")
        assert conflicts(at.book.child(child)) == ()
    ann.sync()
    ben.sync()
    with ben.opened() as at:
        file = at.book.child(child)
        assert conflicts(file) == ()
        assert file.key_contacts.text("risks") == "Runs to the river"
        assert "Afraid of water" in {e.value for e in file.key_contacts.history("risks")}


def test_pictures_travel_in_chunks_and_damaged_ones_come_back(
    authority: Authority, ann: Tablet, ben: Tablet
) -> None:
    """Both ways; the same bytes; the endpoint holds no byte of them in clear."""
    child = a_child(ann)
    picture = secrets.token_bytes(700_000)
    with ann.opened() as at:
        id = at.vault.save_attachment(child, picture)
    both_have(authority, ann, ben, child)
    with ben.opened() as at:
        assert at.vault.attachment(child, id) == picture
        own = at.vault.save_attachment(child, picture[::-1])
    ben.sync()
    ann.sync()
    damaged = ann.folder / "children" / child / f"photo-{id}"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    ann.sync()
    with ann.opened() as at:
        assert at.vault.attachment(child, own) == picture[::-1]
        assert at.vault.attachment(child, id) == picture
    assert picture[1000:1040] not in authority.stored()


def test_not_approved_nothing_leaves_and_revoked_nothing_more(authority: Authority, ann: Tablet) -> None:
    """Not one entry reaches the endpoint before an administrator's word, nor after the opposite one."""
    a_child(ann)
    ann.sign_in()
    typed(
        "connect",
        "--data",
        ann.folder,
        "--endpoint",
        authority.base,
        "--code",
        authority.store.enrolment.new_code("t", [], int(authority.now())),
    )
    assert "not approved yet" in ann.sync()
    assert authority.store.counts()["entries"] == 0
    (device,) = authority.store.devices.all()
    authority.store.devices.decide(device.id, "revoked", int(authority.now()))
    with pytest.raises(StartupError, match="taken this device's access away"):
        ann.sync()
    assert authority.store.counts()["entries"] == 0


def test_enrolled_anew_after_older_files_were_put_back_nothing_is_lost(
    authority: Authority, ann: Tablet, tmp_path: Path
) -> None:
    """The authority's countersigned heads tell; a new code brings the rest back."""
    import shutil

    child = a_child(ann)
    device = ann.connect(authority)
    ann.sync()
    shutil.copytree(ann.folder, tmp_path / "old")
    with ann.opened() as at:
        episode = at.book.child(child).open_episode
        assert episode is not None
        write_note(at.book, child, episode.id, "Written later")
    ann.sync()
    shutil.rmtree(ann.folder)
    shutil.copytree(tmp_path / "old", ann.folder)
    assert "Older files were put back on this device" in ann.sync()
    authority.store.devices.decide(device, "revoked", int(authority.now()))
    with pytest.raises(StartupError):
        ann.sync()
    with ann.opened() as at:
        at.sharing.disconnect(at.sharing.authorities[0])
    ann.connect(authority, child)
    ann.sync()
    ann.sync()
    with ann.opened() as at:
        file = at.book.child(child)
        assert file.open_episode is not None
        words = [line.words for line in chronology(file, file.open_episode, at.book.name_of)]
        assert "Written later" in words
        assert len({e.id for e in file.events}) == len(file.events)


def test_the_invented_child_reaches_no_real_authority(ann: Tablet) -> None:
    """A drill goes to an endpoint on this machine only."""
    with ann.opened() as at:
        invented = bootstrap.invented_child(at.book)
        real = add_child(at.book, full_name="Ola Example", protocol_id="hertfordshire")
        assert bootstrap.shared_children(at.book, "https://la.example") == [(real, "hertfordshire")]
        both = {id for id, _ in bootstrap.shared_children(at.book, "http://127.0.0.1:8600")}
        assert both == {invented, real}


def test_a_wrong_code_or_nobody_there_is_said_plainly(authority: Authority, ann: Tablet) -> None:
    """In words that say what to do, and nothing is changed by the try."""
    ann.sign_in()
    with pytest.raises(StartupError, match=r"The code was not taken\. It works once"):
        typed(
            "connect",
            "--data",
            ann.folder,
            "--endpoint",
            authority.base,
            "--code",
            "acorn actor adopt agent alarm",
        )
    with pytest.raises(StartupError, match="must begin with https"):
        typed("connect", "--data", ann.folder, "--endpoint", "http://la.example", "--code", "0")
    with pytest.raises(StartupError, match="not connected"):
        ann.sync()
    assert "not connected" in typed("status", "--data", ann.folder)
