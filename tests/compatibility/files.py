"""The recorded files and the told time, without a name of the app's code."""

from __future__ import annotations

import base64
import json
import lzma
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
RECORDED, EXPECTED = HERE / "recorded", HERE / "expected"
SECRETS: dict[str, Any] = tomllib.loads((RECORDED / "secrets.toml").read_text("utf-8"))
AUTHORITY = "authority.example"
Line = dict[str, Any]


def expected(name: str) -> str:
    """What 0.1.0 said, as it was recorded."""
    return (EXPECTED / name).read_text("utf-8")


def unpacked(name: str, to: Path) -> Path:
    """A recorded folder, to work on."""
    zipfile.ZipFile(RECORDED / f"{name}.zip").extractall(to / name)
    return to / name


def recorded_lines(name: str) -> list[Line]:
    """The exchanges of one recording of the wire, in order."""
    return [json.loads(line) for line in lzma.decompress((RECORDED / name).read_bytes()).splitlines()]


def whole(line: Line, part: str) -> bytes:
    """A recorded body or answer."""
    if f"{part}_base64" in line:
        return base64.b64decode(line[f"{part}_base64"])
    return str(line[part]).encode()


class Clock:
    """Seconds since 1970, as told."""

    def __init__(self, seconds: float) -> None:
        self.seconds = float(seconds)

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        """The wall clock in the United Kingdom."""
        return datetime.fromtimestamp(int(self.seconds), UTC).astimezone(ZoneInfo("Europe/London"))


class Block:
    """One of the two files that a phone's records are in."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._data = bytearray(file.read_bytes())

    def size(self) -> int:
        return len(self._data)

    def read(self, at: int, n: int) -> bytes:
        return bytes(self._data[at : at + n])

    def write(self, at: int, data: bytes) -> int:
        self._data.extend(bytes(max(0, at - len(self._data))))
        self._data[at : at + len(data)] = data
        return len(data)

    def flush(self) -> None:
        self._file.write_bytes(self._data)

    def truncate(self, size: int) -> None:
        del self._data[size:]
