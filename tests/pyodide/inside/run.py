"""Runs pytest inside Pyodide; what each test came to goes back as JSON."""

from __future__ import annotations

import json
import sys
import time

import pytest

CONTRACTS = ("crypto", "disk", "image")
SUITES = (*(f"tests/contracts/test_{port}_port.py" for port in CONTRACTS), "tests/pyodide/inside")


class Report:
    """Collects what each test came to: ``{test: [outcome, what went wrong, seconds]}``."""

    def __init__(self) -> None:
        self.said: dict[str, tuple[str, str, float]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcome, words, seconds = self.said.get(report.nodeid, ("passed", "", 0.0))
        outcome = report.outcome if report.outcome != "passed" else outcome
        self.said[report.nodeid] = outcome, words + report.longreprtext, seconds + report.duration

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.said[report.nodeid] = ("failed", report.longreprtext, 0.0)


def main(started: float) -> str:
    """``started``: seconds since the epoch when the page asked for it."""
    import os

    os.chdir("/app")
    report = Report()
    asked = time.time() - started
    pytest.main(
        [
            "-q",
            "-p",
            "no:cacheprovider",
            "--capture=sys",
            "--import-mode=importlib",
            "-c",
            "/app/pytest.ini",
            *SUITES,
        ],
        plugins=[report],
    )
    return json.dumps(
        {
            "python": sys.version.split()[0],
            "platform": sys.platform,
            "until pytest began": asked,
            "tests": report.said,
        }
    )
