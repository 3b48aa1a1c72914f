"""Every screen of the app, each with a place to open it at and the taps that bring out its hidden boxes.

A device for each kind of day is made once; every stop begins on a copy of its disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

from carerapp import bootstrap
from carerapp.actions.add_child import add_child
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.add_photo import add_photo
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row
from carerapp.actions.hand_over import refuse_copy
from carerapp.actions.log_call import log_dialled
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.open_form import open_form
from carerapp.actions.purge import CasebookLifecycle
from carerapp.actions.same_child import one_child
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.actions.write_note import write_note
from carerapp.documents import Fonts
from carerapp.domain.gate import Reason
from carerapp.domain.outcomes import ClosedBecause, StepOutcome
from carerapp.sharing import APPROVED, Enrolment, Sharing
from carerapp.sharing.enrolment import enrolments, keep
from carerapp.sharing.others import keep_others
from carerapp.sharing.set_aside import AsideItem, AsideShelf
from carerapp.sharing.share_keys import keep_share_key
from carerapp.ui.features.episode.beginning import SINCE
from carerapp.ui.features.key_contacts.pages import calm_pages
from carerapp.ui.features.key_contacts.parts import calm_sections
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.services import AppServices
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_image import NativeImage
from sync.answers import Companion
from tests.support.clock import ToldClock
from tests.support.marked_photo import marked_photo
from tests.support.pins import PIN
from tests.support.ui.window import Window
from tests.support.vault.doubles import QuickCrypto, copy_of

Args = Mapping[str, str]
ASKS_RISK_FIRST = "staffordshire_stoke"
_FONTS = Fonts.in_folder(bootstrap.ASSETS / "fonts")
PASSPHRASE = ("Next: choose your lock", "Use numbers instead", "Use a passphrase instead. It is stronger")


@dataclass(frozen=True)
class Stop:
    """One way to stand on a screen. ``taps``: what brings out its boxes; ``after``: what a person taps again
    once they are back, because no words are lost by it."""

    name: ScreenName
    day: Day
    args: Args = field(default_factory=dict)
    types: tuple[str, str] | None = None  # a box that must not be blank, before the taps, and its words
    taps: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    locked: bool = False
    sees: str = ""  # what has to stand there before its boxes do

    def __str__(self) -> str:
        return " ".join(
            (self.name.value, *self.taps, self.args.get("section", ""), self.args.get("page", ""))
        )


class Day:
    """A device in one state: ``new``, ``calm``, ``asked`` (may they read?), ``missing``, ``back``,
    ``closed`` or a duty ``desk``."""

    def __init__(self, clock: ToldClock, open_book: Callable[[Vault], Casebook], kind: str) -> None:
        self.clock, self.open_book, self.kind = clock, open_book, kind
        self.disk = MemoryDisk()
        if kind == "new":
            return
        vault = self._door(self.disk).create(PIN, name="A. Carer", role="Foster carer")
        self.person = vault.person.id
        vault.staff.new_sheet()
        sign, seal, pinned = (bytes([number]) * 32 for number in range(3))
        which = "desk" if kind == "desk" else "home"
        keep(vault, Enrolment("https://la.example", "d" * 32, APPROVED, sign, seal, pinned, kind=which))
        book = open_book(vault)
        self.child = add_invented_child(book)
        self._forms(book)
        words = "note: nothing happened"
        AsideShelf(vault).change(
            [AsideItem("entry", "d" * 32, self.child, "b" * 32, 1, Reason.AUTHOR, "B. Example", words, 0)]
        )
        if kind == "calm":
            self._two_files(book)
        elif kind == "asked":
            self._asked(vault)
        else:
            self._missing(book)
        vault.lock()

    def _forms(self, book: Casebook) -> None:
        add_photo(book, self.child, SimpleNamespace(jpeg=marked_photo()), consent=True, taken_on=None)
        file = book.child(self.child)
        contacts, form = file.key_contacts.id, book.protocols.form(file.protocol.forms[0])
        row = add_row(book, self.child, contacts, "people")
        self.row = {"record": contacts, "table": "people", "row": row}
        self.form = {"form": form.id, "record": open_form(book, self.child, form).id}
        self.pages = [
            {"section": section.name, "page": page.fields[0].name}
            for section in calm_sections(file.protocol.key_contacts)
            for page in calm_pages(file, section, book.now())
        ]
        self.form_sections = [section.name for section in form.sections]

    def _two_files(self, book: Casebook) -> None:
        one, other = (add_child(book, full_name="Twice Example") for _ in range(2))
        one_child(book, one, other)
        self.pair = {"child": one, "other": other}

    def _asked(self, vault: Vault) -> None:
        """A tablet and a duty desk wait for the child's key."""
        (made,) = enrolments(vault)
        keep_share_key(vault, self.child, bytes(32), made)
        desk = Companion(self.child, "e" * 16, "0e" * 32, False)
        keep_others(vault, replace(made, desks=(("e" * 16, "0e" * 32),)), [desk])

    def _missing(self, book: Casebook) -> None:
        child = self.child
        episode = start_episode(book, child, self.clock()).id
        self.episode = {"child": child, "episode": episode}
        self.step = book.child(child).protocol.checklist[0].field
        ticked = tick_step(book, child, episode, self.step, StepOutcome.DONE, "")
        note = write_note(book, child, episode, "Bag is gone")
        refuse_copy(book, child, episode, "PC Example", "0000")
        rung = log_dialled(book, child, episode, "friend", "A Friend", "07700 900123")
        self.entries = (note.id, ticked.id, rung.id)
        other = add_child(
            book, full_name="Other Child", date_of_birth="", setting="foster", protocol_id=ASKS_RISK_FIRST
        )
        self.other = {"child": other, "episode": start_episode(book, other, self.clock()).id}
        if self.kind in ("back", "closed"):
            mark_found(book, child, episode, where="Park", how="", by="", condition="")
        if self.kind == "closed":
            close_episode(book, child, episode, ClosedBecause.BACK)

    def _door(self, disk: MemoryDisk) -> Door:
        return Door(disk, QuickCrypto(), now=lambda: self.clock().timestamp())

    def parts(self, disk: MemoryDisk) -> AppServices:
        """The app's parts on this disk."""

        def sharing(vault: Vault, book: Casebook) -> Sharing:
            lifecycle, now = CasebookLifecycle(book, vault), lambda: self.clock().timestamp()
            return Sharing(vault, QuickCrypto(), lambda _: [], book, lifecycle, now)

        return AppServices(
            door=self._door(disk),
            open_casebook=self.open_book,
            image=NativeImage(),
            now=self.clock,
            demo=add_invented_child,
            fonts=_FONTS,
            sharing=sharing,
        )

    def copied(self) -> MemoryDisk:
        """A disk of its own for each stop."""
        return copy_of(self.disk)


async def at(window: Window, name: ScreenName, args: Args, pin: str = PIN) -> None:
    """Unlocked, on this screen."""
    await window.type_pin(pin)
    window.app.home(Place(name, dict(args)))
    window.app.redraw()
    await window.drawn()


def stops(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Iterator[Stop]:
    """Every screen, most of them once."""
    name = ScreenName
    new, calm, asked, missing, back, closed, desk = (
        Day(clock, open_book, kind) for kind in ("new", "calm", "asked", "missing", "back", "closed", "desk")
    )
    yield Stop(name.UNLOCK, new, locked=True)
    called = ("Your name", "A. Sample")
    on = "Next: choose your lock"
    yield Stop(name.UNLOCK, new, types=called, taps=(on, "Use these words"), locked=True)
    yield Stop(name.UNLOCK, new, types=called, taps=(*PASSPHRASE,), locked=True)
    yield Stop(name.UNLOCK, calm, taps=("Use my passphrase instead",), locked=True)
    yield Stop(name.UNLOCK, calm, taps=("I forgot my PIN",), locked=True)
    yield Stop(name.CAPTURE, missing, taps=("Start without unlocking",), locked=True)
    yield Stop(name.HIDDEN, calm, taps=("Start without unlocking", "Hide this screen"), locked=True)
    for screen in (
        *(
            name.CHILDREN,
            name.CAPTURED,
            name.ADD_CHILD,
            name.STAFF,
            name.ADD_PERSON,
            name.OWNER,
            name.READING_HELP,
        ),
        *(name.ERASE, name.SHARING, name.CONNECT, name.SET_ASIDE, name.READING_HELP),
    ):
        yield Stop(screen, calm)
    yield Stop(name.SHARING, asked)
    yield Stop(name.PERSON, calm, {"person": calm.person})
    yield Stop(name.MY_PIN, calm, taps=("I have a passphrase",))
    yield Stop(name.MY_NAME, calm)
    yield Stop(name.TOUR, calm)
    yield Stop(name.DRILL_END, missing, {"child": missing.child})
    yield Stop(name.SHEET, calm, taps=("Make a new sheet",), sees="Now try it")
    child = {"child": calm.child}
    for screen in (
        *(
            name.KEY_CONTACTS,
            name.KC_CHECK,
            name.KC_ANSWERS,
            name.PHOTO,
            name.PREPARE,
            name.EARLIER,
            name.TRIP,
        ),
        *(name.CONFLICTS, name.FORMS, name.PROCEDURE, name.MOVE, name.MOVE_CHECK),
    ):
        yield Stop(screen, calm, child)
    yield Stop(name.SAME_CHILD, calm, calm.pair)
    yield Stop(name.RECORD, calm, child, taps=("Erase this child’s record",))
    for page in calm.pages:
        yield Stop(name.KEY_CONTACTS_SECTION, calm, {**child, **page})
    yield Stop(name.TABLE_ROW, calm, {**child, **calm.row})
    yield Stop(name.FORM, calm, {**child, **calm.form})
    for section in calm.form_sections:
        yield Stop(name.FORM_SECTION, calm, {**child, **calm.form, "section": section})
    about = missing.episode
    for screen in (
        *(name.DANGER, name.EPISODE, name.SHIFT, name.PEOPLE, name.DECIDE, name.ASKED),
        *(name.LAST_SEEN, name.ON_THE_PHONE, name.DUE, name.TOGETHER, name.REPORT, name.TELL, name.REFUSED),
        *(name.COPIES, name.DOOR, name.RESTRICTED),
    ):
        yield Stop(screen, missing, about)
    yield Stop(name.NEWS, missing, {**about, "entry": missing.entries[0]})
    yield Stop(name.BEGINNING, missing, about, taps=(f"Another time: {SINCE}",))
    yield Stop(name.POSSIBLE_RISK, missing, missing.other)
    yield Stop(name.SAYS, missing, {**about, "about": "before_report"})
    yield Stop(name.WHY, missing, {**about, "rule": "HER-D1"})
    yield Stop(name.NOTE, missing, about, taps=("It happened earlier",))
    yield Stop(name.LOG, missing, about, taps=("Search in the log",))
    yield Stop(name.STEP, missing, {**about, "step": missing.step})
    yield Stop(name.EPISODE, missing, about, taps=("Seen: say where and when",))
    for entry in missing.entries:
        yield Stop(name.CORRECT, missing, {**about, "entry": entry})
    lock, out = "Lock the PDF with a password", ("Change: Photo", "Leave it out")
    yield Stop(name.HANDOVER, missing, about, taps=(lock, *out), after=("Change: Photo",))
    yield Stop(name.FOUND, missing, about, taps=("Another time",))
    yield Stop(name.CLOSE, missing, about, taps=("A false alarm: Example was never missing",))
    yield Stop(name.RETURNED, back, back.episode, taps=("The interview has been",))
    yield Stop(name.RETURNED, closed, closed.episode, sees="Still to do")
    yield Stop(name.DESK_EPISODE, desk, desk.episode)
    yield Stop(name.LETTERS, desk)
