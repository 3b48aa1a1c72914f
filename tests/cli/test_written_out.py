"""What a command writes in clear is its owner's alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from carerapp.bootstrap import StartupError
from carerapp.cli.vaults import write_out


@pytest.mark.parametrize("before", [None, 0o644, 0o666])
def test_an_export_is_closed_to_others(tmp_path: Path, before: int | None) -> None:
    """A new file, and one that others could read."""
    out = tmp_path / "log.jsonl"
    if before is not None:
        out.write_bytes(b"a longer file that was there before")
        out.chmod(before)
    write_out(out, b"words")
    assert out.read_bytes() == b"words"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_where_a_person_wants_it_a_link_is_followed(tmp_path: Path) -> None:
    """As /dev/stdout is one; what it leads to is closed, too."""
    (tmp_path / "out").symlink_to(tmp_path / "real")
    write_out(tmp_path / "out", b"words")
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o600
    write_out(Path("/dev/null"), b"words")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """In words, with the name."""
    with pytest.raises(StartupError, match="could not be written"):
        write_out(tmp_path / "none" / "log.jsonl", b"words")
