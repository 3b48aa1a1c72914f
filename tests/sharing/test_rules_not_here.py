"""A duty desk, or a colleague's tablet, without the rules that a child's log is kept under: it says so, on
paper too, and goes on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from carerapp import bootstrap
from carerapp.actions.add_child import add_child
from carerapp.actions.mark_found import close_episode
from carerapp.actions.papers import Papers
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.documents import Fonts
from carerapp.domain.chronology import chronology
from carerapp.domain.lacking import lacking_words
from carerapp.domain.outcomes import ClosedBecause, StepOutcome
from carerapp.protocols import ProtocolLibrary
from sync.protocols import ProtocolRelease
from tests.support.endpoint.authority import Authority
from tests.support.paper.reading import pdftotext, words
from tests.support.tablets import Tablet

HERTFORDSHIRE = bootstrap.AUTHORITIES / "hertfordshire"
NOT_HERE = "This device does not have the rules that hold for this child"


def sent(id: str) -> Mapping[str, str]:
    """A pack as an authority sends it: Hertfordshire's, under another id or the same."""
    files = (path for path in HERTFORDSHIRE.iterdir() if path.suffix == ".toml" and path.stem != "coverage")
    return {path.name: path.read_text("utf-8").replace("hertfordshire", id) for path in files}


def receive(tablet: Tablet, id: str) -> None:
    with tablet.opened() as at:
        assert ProtocolLibrary(vault=at.vault).receive(ProtocolRelease(id, 1, sent(id))) == ""


@pytest.mark.parametrize(
    ("id", "whose"), [("hertfordshire", "number 1 of Hertfordshire’s"), ("kent", "those of “kent”")]
)
def test_a_desk_without_the_rules_says_so(
    authority: Authority, ann: Tablet, desk: Tablet, id: str, whose: str
) -> None:
    """Another edition, or a council that it has never heard of: until the rules come, and of a log that is
    closed no more than that."""
    receive(ann, id)
    with ann.opened() as at:
        child = add_child(at.book, full_name="Ola Example", protocol_id=id)
        episode = start_episode(at.book, child).id
        step = at.book.child(child).protocol.checklist[0].field
        tick_step(at.book, child, episode, step, StepOutcome.DONE, "")
        assert lacking_words(at.book.child(child)) == ""
    desk.connect(authority, desk=True)
    ann.connect(authority)
    for tablet in (ann, desk, ann, desk):
        tablet.sync()
    with desk.opened() as at:
        file = at.book.child(child)
        said = lacking_words(file)
        assert said.startswith(f"{NOT_HERE}: {whose}.")
        assert len(chronology(file, file.episode(episode), at.book.name_of)) > 1
        papers = Papers(at.book, Fonts.in_folder(bootstrap.ASSETS / "fonts"))
        for paper in (
            papers.officers_copy(child, episode, withheld={}),
            papers.call_script(child, episode),
        ):
            assert words(said) in words(pdftotext(paper.pdf))
    receive(desk, id)
    with desk.opened() as at:
        assert lacking_words(at.book.child(child)) == ""
    with ann.opened() as at:
        close_episode(at.book, child, episode, ClosedBecause.BACK)
        assert lacking_words(at.book.child(child)) == ""


def test_an_id_that_is_none_is_not_said_again(ann: Tablet) -> None:
    """Whatever another device wrote as whose rules hold."""
    with ann.opened() as at:
        child = add_child(at.book, full_name="Ola Example", protocol_id="hertfordshire")
        profile = at.book.child(child).profile
        answer = dict(profile.heads("protocol")[-1].to_json())
        last = at.book.child(child).events[-1].hlc
        at.vault.append(child, answer | {"id": "f" * 16, "value": "../\x1b[2J", "hlc": f"{last}z"})
        at.book.forget(child)
        assert lacking_words(at.book.child(child)).startswith(f"{NOT_HERE}: those of another council.")
