"""One form in two programs: ours on the phone's page, and ODK Web Forms. `benchmarks.phone` runs it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from benchmarks import odk_open, odk_page
from benchmarks.chrome import memory, started
from benchmarks.key_to_screen import bare, typed
from benchmarks.phone_app import PhoneScreen, usable
from benchmarks.phone_sizes import first_start, megabytes
from benchmarks.report import keep, p95, table
from benchmarks.tapping import tap_until
from tests.support.pins import PIN
from tools.phone.serve import serving

QUESTION = "Known as (alias names):"
LATER = "MapBlock"  # the peer's maps: fetched only by a form that asks for a place


@dataclass(frozen=True)
class Counts:
    """How often is opened and typed, and milliseconds until the memory is read."""

    openings: int = 10
    keys: int = 40
    settle: int = 5000


REHEARSAL = Counts(openings=1, keys=3, settle=100)


@dataclass
class Measured:
    """Milliseconds, megabytes."""

    openings: list[float] = field(default_factory=list)
    steps: dict[str, list[float]] = field(default_factory=dict)
    keys: list[float] = field(default_factory=list)
    memory: float = 0


def ours(profile: Path, url: str, counts: Counts) -> Measured:
    """Start, unlock, to the form, to its first section: each step, and their sum."""
    found = Measured()
    for number in range(counts.openings):
        with started(profile) as context:
            page = context.new_page()
            page.goto(url)
            start = usable(page)
        with started(profile) as context:
            screen = PhoneScreen(context, url)
            screen.see("Enter your PIN")
            for digits, digit in enumerate(PIN, 1):
                screen.tap(digit, exact=True)
                screen.see(f"{digits} numbers entered")
            steps = {
                "start": start,
                "PIN to open": tap_until(screen, "Enter the PIN", "Ready for a bad night"),
                "to the form": tap_until(screen, "Open Key Contacts form", "What you do on the night"),
                "to Section 1": tap_until(screen, re.compile(r"^1\. "), "On the form: SECTION 1"),
            }
            if number == counts.openings - 1:
                found.keys = typed(screen.page, screen.focused(QUESTION), counts.keys)
                found.memory = _settled(screen.page, profile, counts)
            screen.tap(re.compile("^Back to Key Contacts"))
            screen.tap(re.compile("^Back to children"))
            screen.see("Ready for a bad night")
        for name, took in steps.items():
            found.steps.setdefault(name, []).append(took)
        found.openings.append(sum(steps.values()))
        print(f"ours {number + 1}: {steps}", flush=True)
    return found


def theirs(profile: Path, url: str, form: str, counts: Counts) -> Measured:
    """The peer's page with this form, opened once more than is counted."""
    found = Measured()
    for number in range(counts.openings + 1):
        with started(profile) as context:
            page = context.new_page()
            took = odk_open.opened(page, url, form)
            if number:  # the first fills the browser's cache, as installing does for ours
                found.openings.append(took)
                print(f"ODK {form} {number}: {took:.0f} ms", flush=True)
            if number == counts.openings:
                found.keys = typed(page, odk_open.field(page, QUESTION), counts.keys)
                found.memory = _settled(page, profile, counts)
    return found


def _settled(page: Page, profile: Path, counts: Counts) -> float:
    """Megabytes of the whole browser, some time after the last key."""
    page.wait_for_timeout(counts.settle)
    return memory(profile)


def ours_and_theirs(folder: Path, url: str, phone: Path, shown: str, *, rehearse: bool) -> None:
    """Measure both sides and record the table; our profile is set up, and its carer has a child."""
    counts = REHEARSAL if rehearse else Counts()
    app = ours(folder / "ours", url, counts)
    with serving(odk_page.OUT) as peer:
        peer = peer.replace("localhost", "127.0.0.1")
        whole = theirs(folder / "whole", peer, "whole", counts)
        section = theirs(folder / "section", peer, "section_1", counts)
    with started(folder / "bare") as context:
        page = context.new_page()
        page.goto("about:blank")
        empty = _settled(page, folder / "bare", counts)
        floor = bare(page, counts.keys)
    odk = {file.relative_to(odk_page.OUT).as_posix() for file in odk_page.OUT.rglob("*") if file.is_file()}
    needed = {name for name in odk if LATER not in name and name != "section_1.xml"}
    rows = [
        [
            "until usable",
            *(_two([ms / 1000 for ms in m.openings], "s", 2) for m in (app, whole, section)),
            "",
        ],
        ["key to letter", *(_two(ms, "ms", 0) for ms in (app.keys, whole.keys, section.keys, floor))],
        [
            "memory of the browser",
            *(f"{mb:.0f} MB" for mb in (app.memory, whole.memory, section.memory, empty)),
        ],
        [
            "download before the first start",
            f"{megabytes(phone, first_start(phone)):.1f} MB",
            f"{megabytes(odk_page.OUT, needed):.1f} MB",
            "",
            "",
        ],
        [
            "download of all files",
            f"{megabytes(phone):.1f} MB",
            f"{megabytes(odk_page.OUT, odk):.1f} MB",
            "",
            "",
        ],
    ]
    header = ["", "ours", "ODK, whole form", "ODK, Section 1 alone", "empty page"]
    steps = ", ".join(f"{name} {median(ms) / 1000:.2f} s" for name, ms in app.steps.items())
    body = f"{table(header, rows)}\n\n- ODK Web Forms {odk_page.version()} shows {shown}\n"
    body += f"- ours, step by step: {steps}\n"
    body += f"- {counts.openings} openings and {counts.keys} keys each: median (p95)"
    keep("peer", body, rehearse=rehearse)


def _two(values: list[float], unit: str, digits: int) -> str:
    """Median and 95th percentile."""
    return f"{median(values):.{digits}f} {unit} ({p95(values):.{digits}f})"
