"""The authority erased a child: the tablet says so, keeps what it has, and goes on about the others."""

from __future__ import annotations

import secrets

from carerapp.actions.send_restricted import send_restricted
from carerapp.sharing import unsent_restricted_entries
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Tablet, a_child


def test_entries_pictures_and_words_for_the_desk_about_others_go_on(
    authority: Authority, ann: Tablet, desk: Tablet
) -> None:
    """What is typed about the erased child stays here and is named with its reason; nothing waits for it."""
    desk.connect(authority, desk=True)
    erased, other = a_child(ann), a_child(ann)
    ann.connect(authority)
    ann.sync()
    assert authority.store.erasures.erase(erased, "A", "B", int(authority.now()), authority.key.sign)
    with ann.opened() as at:
        for child in (erased, other):
            at.vault.save_attachment(child, secrets.token_bytes(1_000))
            episode = at.book.child(child).open_episode
            assert episode is not None
            writer = at.sharing.writer(at.sharing.authorities[0])
            send_restricted(at.book, writer, child, episode.id, "For the desk")
    ann.sync()
    with ann.opened() as at:
        enrolment = at.sharing.authorities[0]
        said = at.sharing.status().authorities[enrolment.device]
        assert not said.trouble
        assert {one.why for one in said.set_aside} == {
            "the authority has erased this child’s record, and takes nothing about them any more"
        }
        assert unsent_restricted_entries(at.vault, enrolment) == 1
        assert at.book.child(erased).full_name == "Ola Example"
    counts = authority.store.counts()
    assert (counts["chunks"], counts["letters"]) == (1, 1)
