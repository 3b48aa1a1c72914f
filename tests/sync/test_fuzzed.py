"""Bodies and queries made up from the endpoint's own OpenAPI document, signed as an enrolled device: never a
500."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings

from sync.endpoint.service import signals as waiting
from sync.http_signatures import sign_request
from tests.support.endpoint.authority import Authority, TestDevice
from tests.support.endpoint.limits import unlimited


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    made = Authority(tmp_path_factory.mktemp("fuzz"))
    made.limits = unlimited()  # each body is really read
    with pytest.MonkeyPatch.context() as patch, made.serving() as serving:
        patch.setattr(waiting, "LONGEST_WAIT_SECONDS", 0.0)  # nobody waits here for what does not come
        yield serving


@pytest.fixture(scope="module")
def device(authority: Authority) -> TestDevice:
    return authority.enrolled()


def test_no_request_makes_the_endpoint_stumble(authority: Authority, device: TestDevice) -> None:
    """Also when the signature is right, so that the body is really read."""
    schema = schemathesis.openapi.from_url(f"{authority.base}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) >= 9
    for operation in operations:
        _storm(operation, authority, device)


def _storm(operation: Any, authority: Authority, device: TestDevice) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy())
    def storm(case: Any) -> None:
        known = case.as_transport_kwargs(base_url=authority.base)
        names = ("method", "url", "params", "json", "data", "headers")
        made = requests.Request(**{name: known[name] for name in names if name in known}).prepare()
        body = made.body.encode() if isinstance(made.body, str) else bytes(made.body or b"")
        signed = sign_request(
            str(made.method),
            str(made.url),
            body,
            keyid=device.id,
            created=int(authority.now()),
            nonce=secrets.token_urlsafe(18),
            sign=device.sign,
        )
        made.headers.update(signed)
        with requests.Session() as session:
            answer = session.send(made, timeout=10)
        assert answer.status_code < 500, answer.text

    storm()


def test_a_fuzzed_process_is_as_well_as_before(
    authority: Authority, device: TestDevice, tmp_path: Path
) -> None:
    """What an honest device sends next is taken."""
    device.write(b"after the storm")
    time.sleep(1)  # the bucket fills again
    client = device.client()
    client.step()
    assert client.state.last_trouble == ""
