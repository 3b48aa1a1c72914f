"""An invented episode of one invented child, played through the same actions as the screens.

Training teams print what it writes; tests read it back. Nobody in it is real.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from carerapp.actions.accept_shift import accept_shift
from carerapp.actions.answer_danger import answer_danger
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.child_phoned import child_phoned
from carerapp.actions.decide import decide
from carerapp.actions.hand_over import hand_over
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.look_at_secret import look_at_secret
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.papers import Papers
from carerapp.actions.protocols_port import Protocols
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tell_someone import tell_someone
from carerapp.actions.tick_step import tick_step
from carerapp.actions.write_note import correct_entry, write_note
from carerapp.domain.due_for import advice_for
from carerapp.domain.episode import CHILD, Episode
from carerapp.domain.events import Event, utc
from carerapp.domain.outcomes import (
    CallOutcome,
    ClosedBecause,
    DangerAnswer,
    PaperKind,
    ReportDecision,
    SafeWord,
    StepOutcome,
    TellingOutcome,
)
from carerapp.domain.topics.copy import Copy

if TYPE_CHECKING:
    from carerapp.documents import Fonts
    from carerapp.vault import Door, Vault

COLLEAGUES_PINS = ("73640528", "61459382")
EVENING = datetime(2026, 11, 20, 21, 40, tzinfo=UTC)


class RealChild(Exception):
    """The folder keeps the file of a child who is not invented."""

    def __init__(self) -> None:
        super().__init__(
            "This folder keeps a real child's file. Nothing was changed. Give the demo a folder of its own."
        )


class Evening:
    """The invented evening's clock: it moves only when the story does."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def later(self, minutes: int) -> None:
        self._now += timedelta(minutes=minutes)

    def turn_to(self, moment: datetime) -> None:
        self._now = moment


class Story:
    """One evening, step by step; each method is a chapter."""

    def __init__(
        self, book: Casebook, clock: Evening, papers: Papers, invent: Callable[[Casebook], str]
    ) -> None:
        self.book, self.clock, self.papers, self._invent = book, clock, papers, invent
        self.child = self._same_child_again() or self._new_child()
        self.id = ""

    def _same_child_again(self) -> str:
        """A second play on the same data: the next evening after everything that was written."""
        children = self.book.children()
        if any(not child.invented for child in children):
            raise RealChild
        calm = [child for child in children if not child.open_episode]
        if not calm:
            return ""
        last = max(event.written for child in children for event in child.events)
        while self.clock.now() <= last + timedelta(hours=1):
            self.clock.turn_to(self.clock.now() + timedelta(days=1))
        return calm[0].id

    def _new_child(self) -> str:
        """Their form was filled in a month before."""
        evening = self.clock.now()
        self.clock.turn_to(evening - timedelta(days=30))
        child = self._invent(self.book)
        self.clock.turn_to(evening)
        return child

    @property
    def episode(self) -> Episode:
        return self.book.child(self.child).episode(self.id)

    def look(self) -> None:
        """He isn't here: the checklist, and who was rung."""
        book, clock, child = self.book, self.clock, self.child
        self.id = start_episode(book, child, clock.now() - timedelta(minutes=25)).id
        answer_danger(book, child, self.id, DangerAnswer.NO)
        last_seen = {
            "last_seen_at": utc(clock.now() - timedelta(minutes=25)),
            "last_seen_place": "At home, front door",
            "last_seen_clothing": "Grey hooded top, black jeans, white trainers",
            "last_seen_mood": "Quiet after a phone call",
            "last_seen_medication": "Inhaler not in the bedroom, so probably with Example",
        }
        for field, value in last_seen.items():
            answer_question(book, child, self.id, field, value)
        clock.later(2)
        self._ring(CHILD, "Example Child", "07700 900123", CallOutcome.NO_ANSWER)
        words = {"k3_search_rooms": "Bedroom, loft, shed and car", "k7_cctv": "No CCTV here"}
        for step in book.child(child).protocol.steps("foster"):
            clock.later(3)
            if step.field in ("k1_follow", "k4_residents"):
                tick_step(
                    book,
                    child,
                    self.id,
                    step.field,
                    StepOutcome.COULDNT,
                    "Had already gone" if "k1" in step.field else "Asleep",
                )
            else:
                tick_step(book, child, self.id, step.field, StepOutcome.DONE, words.get(step.field, ""))
        for person in self._people():
            clock.later(2)
            self._ring(*person, CallOutcome.NOT_SEEN)

    def _people(self) -> Iterator[tuple[str, str, str]]:
        record = self.book.child(self.child).key_contacts
        for row in record.rows("people"):
            phone = record.text(f"people/{row}/phone")
            if phone:
                yield row, record.text(f"people/{row}/name"), phone

    def _ring(self, who: str, name: str, number: str, outcome: CallOutcome) -> None:
        dialled = log_dialled(self.book, self.child, self.id, who, name, number)
        self.clock.later(1)
        log_call(self.book, self.child, self.id, dialled, outcome)

    def tell_the_police(self) -> None:
        """Decide with the authority's table, report, tell those who must be told."""
        book, child = self.book, self.child
        answer_question(book, child, self.id, "whereabouts", "unknown")
        answer_question(book, child, self.id, "cannot_be_contacted", "yes")
        file = book.child(child)
        rows = [v.row.rule for v in advice_for(file, self.episode, self.clock.now()).verdict.rows]
        why = "No answer on the phone and nobody has seen Example"
        decide(book, child, self.id, ReportDecision.REPORT, why, rows)
        self.clock.later(3)
        self.papers.call_script(child, self.id)
        report(book, child, self.id, reference="INVENTED-0000", call_taker="Operator 0000 (invented)")
        outcomes = (TellingOutcome.LEFT_MESSAGE, TellingOutcome.TOLD)
        everyone = [i for i in file.protocol.informs("foster", "with_report") if i.by == "carer"]
        for inform, outcome in zip(everyone, outcomes, strict=False):
            self.clock.later(2)
            tell_someone(book, child, self.id, inform.id, inform.who, outcome)
        self.clock.later(2)
        wrong = write_note(book, child, self.id, "Neighbour saw Example at the bus stop about 21:00")
        self.clock.later(4)
        correct_entry(
            book, child, wrong, {"words": "Neighbour saw Example at the bus stop about 21:30"}, "Wrong time"
        )

    def give_the_copy(self) -> Event:
        """The officer comes; the copy is frozen; later something changes."""
        book, child = self.book, self.child
        self.clock.later(35)
        answer_question(book, child, self.id, "completed_by_5", book.person.name)
        answer_question(book, child, self.id, "completed_at_5", utc(self.clock.now()))
        copy = self.papers.officers_copy(
            child, self.id, withheld={"bank": "not needed to find Example"}
        ).event
        hand_over(book, child, self.id, copy, "PC Example (invented)", "0000")
        self.clock.later(10)
        record = book.child(child).key_contacts.id
        answer_question(
            book, child, record, "places", "Example Park\nThe shop on Mill Lane\nBus station, stand 4"
        )
        look_at_secret(book, child, record, "safe_word")
        child_phoned(
            book,
            child,
            self.id,
            said="Cold, wants to come home",
            where="Bus station",
            safe_word=SafeWord.GIVEN,
        )
        self.papers.supplement(child, self.id, copy)
        return copy

    def change_shift(self, book: Casebook, papers: Papers) -> None:
        """A colleague signs in with their own PIN and accepts what is open; from here on they write."""
        self.book, self.papers = book, papers
        self.clock.later(20)
        accept_shift(book, self.child, self.id)

    def come_home(self) -> None:
        """Back: the welcome, the same people told, the episode closed."""
        book, child = self.book, self.child
        self.clock.later(30)
        mark_found(
            book,
            child,
            self.id,
            where="Exampleton bus station",
            how="Rang and asked to be fetched",
            by="A. Carer",
            condition="Cold and hungry, not hurt",
        )
        for step in book.child(child).protocol.returning:
            if step.by == "carer":
                self.clock.later(3)
                tick_step(book, child, self.id, step.field, StepOutcome.DONE)
        self.clock.later(5)
        close_episode(book, child, self.id, ClosedBecause.BACK)
        self.papers.chronology(child, self.id)


def play(
    door: Door,
    pin: str,
    out: Path,
    *,
    protocols: Protocols,
    fonts: Fonts,
    invent: Callable[[Casebook], str],
) -> None:
    """Create or unlock the vault behind `door`, play the evening, write each document to `out`.

    `invent` adds the invented child and returns its id.
    """
    out.mkdir(parents=True, exist_ok=True)
    clock = Evening(EVENING)
    vault = _a_carers_vault(door, pin)
    environment = Environment(now=clock.now, new_id=lambda: secrets.token_hex(8), protocols=protocols)
    book = Casebook(vault, environment)
    story = Story(book, clock, Papers(book, fonts), invent)
    story.look()
    story.tell_the_police()
    story.give_the_copy()
    vault.lock()
    vault = door.unlock(_other_pin(pin))
    book = Casebook(vault, environment)
    story.change_shift(book, Papers(book, fonts))
    story.come_home()
    for copy in story.episode.copies():
        made = Copy.of(copy)
        name = f"{(made.document or PaperKind.FORM).replace('_', '-')}.pdf"
        (out / name).write_bytes(book.file(story.child, made.file))
        print(out / name)
    vault.lock()


def _a_carers_vault(door: Door, pin: str) -> Vault:
    """Open, with a colleague who has a slot of their own."""
    if door.exists:
        vault = door.unlock(pin)
    else:
        vault = door.create(pin, name="A. Carer (invented)", role="Foster carer")
    if len([member for member in vault.staff.members() if member.here]) == 1:
        vault.staff.add(_other_pin(pin), name="B. Carer (invented)", role="Foster carer")
    return vault


def _other_pin(pin: str) -> str:
    """The colleague's training PIN."""
    return next(other for other in COLLEAGUES_PINS if other != pin)
