"""Where no endpoint answers, or not as one: nothing is lost, and it is tried again."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from sync.errors import Unreachable
from sync.http_answers import InsecureAddress, check_address
from tests.support.endpoint.authority import Authority, TestDevice


def test_nobody_there_is_nobodys_fault(tmp_path: Path) -> None:
    """The failure is counted, and the next try waits."""
    device = TestDevice(Authority(tmp_path))
    device.id = "0" * 16
    with pytest.raises(Unreachable):
        device.pull()
    client = device.client()
    client.step()
    assert client.state.failures == 1
    assert client.state.not_before > device.authority.now()


@pytest.mark.parametrize(
    "address", ["http://la.example", "ftp://la.example", "la.example", "http://127.0.0.1.la.example"]
)
def test_an_address_without_tls_is_not_used(address: str) -> None:
    """Nor one that only begins like this machine's own; https, and this machine, are."""
    with pytest.raises(InsecureAddress):
        check_address(address)
    assert check_address("https://la.example/") == "https://la.example"
    assert check_address("http://127.0.0.1:8600") == "http://127.0.0.1:8600"


def test_what_is_no_answer_of_an_endpoint_is_tried_again(authority: Authority) -> None:
    """A captive portal answers 200 with a page of its own."""
    device = authority.enrolled()

    class Portal(requests.Session):
        def request(self, method: str, url: str, **_: object) -> requests.Response:  # type: ignore[override]
            return super().request("GET", f"{authority.base}/health", stream=True, timeout=5)

    wire = device.wire()
    wire._session = Portal()
    client = device.client()
    client._wire = wire
    client.step()
    assert client.state.last_trouble == "TheirFault"
    assert client.state.failures == 1
