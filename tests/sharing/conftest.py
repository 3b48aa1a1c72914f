"""Two tablets of one home, the authority's desk, and a real endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carerapp import bootstrap
from carerapp.actions.write_note import write_note
from tests.support.endpoint.authority import Authority
from tests.support.hostile import Hostile
from tests.support.pins import ANN, BEN, DEE
from tests.support.tablets import Tablet, a_child, both_have
from tests.support.vault.doubles import QuickCrypto


@pytest.fixture(autouse=True)
def _no_cost_of_a_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tablet is opened anew for each act, some thirty times a test: two thirds of what these tests cost."""
    monkeypatch.setattr(bootstrap, "native_crypto", QuickCrypto)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "endpoint").serving() as serving:
        yield serving


@pytest.fixture
def ann(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tablet:
    return Tablet(tmp_path / "ann", ANN, "Ann Example", monkeypatch)


@pytest.fixture
def ben(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tablet:
    return Tablet(tmp_path / "ben", BEN, "Ben Example", monkeypatch)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tablet:
    return Tablet(tmp_path / "desk", DEE, "Dee Example", monkeypatch, role="Duty officer")


@pytest.fixture
def child(authority: Authority, ann: Tablet, ben: Tablet, desk: Tablet) -> str:
    """Ola, on both tablets of the home and at the desk."""
    desk.connect(authority, desk=True)
    child = a_child(ann)
    both_have(authority, ann, ben, child)
    ann.sync()
    desk.sync()
    with ben.opened() as at:
        (episode,) = at.book.child(child).episodes
        write_note(at.book, child, episode.id, "Ben has looked in the garden")
    for tablet in (ben, ann, desk):
        tablet.sync()
    return child


@pytest.fixture
def hostile(ben: Tablet, child: str) -> Iterator[Hostile]:
    with ben.opened() as at:
        yield Hostile(at, child)
