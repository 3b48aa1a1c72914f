"""A tablet whose authority changes its key, for the tests of what is believed then."""

from __future__ import annotations

from carerapp.actions.write_note import write_note
from carerapp.vault import fingerprint
from sync.endpoint.__main__ import main
from sync.endpoint.keys import EndpointKey
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Tablet, a_child


def all_sent(authority: Authority, ann: Tablet) -> str:
    """Ola, on a tablet that is let in and has sent all; her id."""
    child = a_child(ann)
    with authority.serving():
        ann.connect(authority)
        ann.sync()
    return child


def changed(authority: Authority, *more: str) -> str:
    """Another key, by the command; its number."""
    assert main(["change-key", "--data", str(authority.folder), *more]) == 0
    authority.key = EndpointKey.in_folder(authority.folder)
    return fingerprint(authority.key.public.hex())


def written(ann: Tablet, child: str, words: str) -> None:
    """A note of the child's first episode."""
    with ann.opened() as at:
        write_note(at.book, child, at.book.child(child).episodes[0].id, words)
