"""One signed request as a device makes it, or as it never would: headers and body are the test's own."""

from __future__ import annotations

import secrets

import requests

from sync.http_signatures import sign_request
from tests.support.endpoint.authority import TestDevice


def request(
    device: TestDevice, method: str = "GET", path: str = "/v1/feed", body: bytes = b"", **more: object
) -> requests.Request:
    url = device.authority.base + path
    signed = {
        "keyid": device.id,
        "created": int(device.authority.now()),
        "nonce": secrets.token_urlsafe(18),
        "sign": device.sign,
        **more,
    }
    headers = sign_request(method, url, body, **signed)  # type: ignore[arg-type]
    return requests.Request(method, url, data=body, headers=headers)


def sent(made: requests.Request) -> tuple[int, str]:
    with requests.Session() as session:
        answer = session.send(made.prepare())
        return answer.status_code, answer.json().get("reason", "") if answer.content else ""
