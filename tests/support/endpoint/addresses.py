"""Requests from another address of this computer: all of 127.0.0.0/8 is here (Linux)."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter


class _From(HTTPAdapter):
    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **more: Any) -> None:
        super().init_poolmanager(*sizes, **more, source_address=(self._address, 0))


def at(address: str) -> requests.Session:
    session = requests.Session()
    session.mount("http://", _From(address))
    return session
