"""The snapshot is taken whatever the phone says it is: Pyodide looks at that, and does other things on an
iPhone."""

from __future__ import annotations

import pytest

from tests.phone.conftest import NewPhone

SAFARI = "Version/26.0 Mobile/15E148 Safari/604.1"
WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
AGENTS = {
    "an iPhone": f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) {WEBKIT} {SAFARI}",
    "an iPad that says so": f"Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) {WEBKIT} {SAFARI}",
    "an iPad that says it is a Mac": f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} "
    "Version/26.0 Safari/605.1.15",
    "Android": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/150.0.0.0 Mobile Safari/537.36",
}


@pytest.mark.sampled
@pytest.mark.parametrize("agent", AGENTS.values(), ids=list(AGENTS))
def test_the_snapshot_is_taken(new_phone: NewPhone, agent: str) -> None:
    """No plain start, which takes twice as long, and nothing on the console."""
    phone = new_phone(user_agent=agent)
    page = phone.start()
    marks = page.evaluate("globalThis.carerapp.marks")
    assert "worker python" in marks
    assert "worker plain" not in marks
    assert phone.heard.errors == phone.heard.outside == []
