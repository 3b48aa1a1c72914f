"""Phones that are installed once and copied: an installation takes longer than most of the tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.phone.episode import CapturedEpisode, go_through
from tests.support.browser.walk import Walk
from tests.support.marked_photo import marked_photo
from tests.support.once import once
from tests.support.phone.built import built
from tests.support.phone.driver import Phone
from tests.support.phone.server import Server

NewPhone = Callable[..., Phone]


@pytest.fixture(scope="session")
def phone_app() -> Path:
    """The built folder."""
    return built()


@pytest.fixture(scope="session")
def server(phone_app: Path) -> Iterator[Server]:
    """One address for all phones of the session: what a browser keeps belongs to an address."""
    with Server(phone_app) as server:
        yield server


@pytest.fixture(scope="session")
def folders() -> Iterator[Callable[[], Path]]:
    """New folders with short paths: Chromium puts a socket into its temporary folder."""
    base = Path(tempfile.mkdtemp(prefix="p"))
    yield lambda: Path(tempfile.mkdtemp(dir=base))
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes of this run."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "phones"


@pytest.fixture(scope="session")
def installed(server: Server, folders: Callable[[], Path], shared: Path) -> Path:
    """The folder of a phone that has every file of the app, and no notes yet."""

    def install() -> Path:
        server.start()
        with Phone(folders(), server) as phone:
            phone.start()
            phone.wait_for_every_file()
            assert phone.heard.outside == phone.heard.failed == phone.heard.errors == []
        return phone.folder

    return once(shared, "installed", install)


@pytest.fixture(scope="session")
def with_child(installed: Path, server: Server, folders: Callable[[], Path], shared: Path) -> Path:
    """The same, set up, with the invented child."""

    def set_up() -> Path:
        with Phone(_copied(installed, folders()), server) as phone:
            phone.start()
            walk = Walk(phone.open_app())
            walk.set_up()
            walk.invented_child()
        return phone.folder

    return once(shared, "with_child", set_up)


@pytest.fixture(scope="session")
def episode(installed: Path, server: Server, folders: Callable[[], Path]) -> CapturedEpisode:
    """The whole episode, walked with no signal."""
    photo = folders() / "IMG_0001.jpg"
    photo.write_bytes(marked_photo())
    server.stop()
    with Phone(_copied(installed, folders()), server) as phone:
        return go_through(phone, photo)


@pytest.fixture
def new_phone(server: Server, folders: Callable[[], Path]) -> Iterator[NewPhone]:
    """``new_phone(like)``: a phone of its own, as the one in that folder is. Its server runs."""
    made: list[Phone] = []

    def make(like: Path | None = None, **emulated: Any) -> Phone:
        server.start()
        made.append(Phone(_copied(like, folders()) if like else folders(), server, **emulated))
        return made[-1]

    yield make
    for phone in made:
        phone.close()
        shutil.rmtree(phone.folder, ignore_errors=True)


def _copied(phone: Path, to: Path) -> Path:
    shutil.copytree(
        phone / "profile", to / "profile", symlinks=True, ignore=shutil.ignore_patterns("Singleton*")
    )
    return to
