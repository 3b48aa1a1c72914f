"""What a native phone build starts: the phone's own folder, and its keystore beside the PIN."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from carerapp import bootstrap
from carerapp.ui.keystore import Keystore
from carerapp.ui.services import AppServices
from tests.support.pins import PIN


def test_the_native_app_keeps_its_files_in_the_folder_the_phone_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A native build opens the vault in that folder, with the phone's keystore."""
    ran: list[Callable[[Any], None]] = []
    drawn: list[AppServices] = []
    monkeypatch.setenv("FLET_APP_STORAGE_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(ft, "run", lambda main, **_: ran.append(main))
    monkeypatch.setattr("carerapp.ui.window.main.main", lambda _, parts: drawn.append(parts))
    bootstrap.run_native()
    ran[0](None)
    assert isinstance(drawn[0].device, Keystore)
    drawn[0].door.create(PIN, name="A. Carer", role="Foster carer")
    assert (tmp_path / "data" / "keys").exists()
