"""An invented child's file, made of events. Nobody in it is real."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from io import BytesIO

from PIL import Image, ImageDraw

from carerapp.documents import Document, Fonts
from carerapp.documents.blocks import Block, Labelled, Said
from carerapp.domain import hlc
from carerapp.domain.child import INVENTED, PROFILE_FORM, ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, EventKind, utc
from carerapp.domain.json_value import Json, as_object
from forms.packaged import load_protocol
from tests.support.machine import ROOT

FONTS = Fonts.in_folder(ROOT / "assets" / "fonts")
WINTER = timezone(timedelta(0))
SUMMER = timezone(timedelta(hours=1))
START = datetime(2026, 11, 20, 21, 40, tzinfo=WINTER)
MADE_AT = datetime(2026, 11, 20, 22, 31, tzinfo=WINTER)
ALL_SCRIPTS = (
    "Łódź Nguyễn Ђорђе Ελλάδα ሚኪኤለ محمد یوسف יוסף राम রহিম ਸਿੰਘ ગુજરાત தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල "
    "საქართველო Հայաստան ไทย ລາວ ខ្មែរ မြန်မာ 王小明 さくら 김철수 😀"
)
PEOPLE = {"carer": "A. Carer (invented)", "other": "B. Carer (invented)"}


def name_of(author: str) -> str:
    return PEOPLE[author]


class Log:
    """Writes events the way the app does: one minute apart, each stamped after the last."""

    def __init__(self, *, at: datetime = START, author: str = "carer", device: str = "dev1") -> None:
        self.protocol = load_protocol("hertfordshire")
        self.events: list[Event] = []
        self.now, self.author, self.device = at, author, device
        self._stamp, self._ids = "", 0

    def write(
        self,
        record: str,
        kind: EventKind,
        field: str = "",
        value: Json = None,
        *,
        supersedes: Sequence[str] = (),
        happened: datetime | None = None,
        reason: str = "",
        form: str = "",
    ) -> Event:
        self._ids += 1
        self._stamp = hlc.tick(self._stamp, int(self.now.timestamp() * 1000), self.device)
        offset = self.now.utcoffset() or timedelta(0)
        event = Event(
            id=f"e{self._ids:04}",
            record=record,
            form=form,
            kind=kind,
            field=field,
            value=value,
            supersedes=tuple(supersedes),
            author=self.author,
            happened_at=utc(happened or self.now),
            written_at=utc(self.now),
            utc_offset=int(offset.total_seconds() // 60),
            hlc=self._stamp,
            reason=reason,
        )
        self.events.append(event)
        self.now += timedelta(minutes=1)
        return event

    def answer(self, record: str, field: str, value: Json) -> Event:
        """Replaces what stood there, as the app does."""
        heads = self.child().record(record).heads(field)
        return self.write(record, EventKind.ANSWER, field, value, supersedes=[e.id for e in heads])

    def note(self, record: str, topic: str, value: Json, *, happened: datetime | None = None) -> Event:
        return self.write(record, EventKind.NOTE, topic, value, happened=happened)

    def correct(self, old: Event, value: Json, reason: str) -> Event:
        is_note = old.kind is EventKind.NOTE or old.field.startswith("note:")
        field = f"note:{old.field.removeprefix('note:')}" if is_note else old.field
        return self.write(
            old.record,
            EventKind.CORRECT,
            field,
            value,
            supersedes=[old.id],
            happened=old.happened,
            reason=reason,
        )

    def row(self, table: str, row: str, cells: dict[str, Json]) -> None:
        self.write("form", EventKind.ADD_ROW, table, row)
        for column, value in cells.items():
            self.answer("form", f"{table}/{row}/{column}", value)

    def child(self) -> ChildFile:
        return ChildFile("child", self.protocol, self.events)

    def episode(self) -> Episode:
        return self.child().episode("episode")


def opened(name: str = "Example Child", *, invented: bool = True, setting: str = "foster") -> Log:
    """A child's file with an empty form."""
    log = Log()
    log.write("profile", EventKind.OPEN, form=PROFILE_FORM)
    log.answer("profile", "setting", setting)
    log.answer("profile", "invented", invented)
    log.write("form", EventKind.OPEN, form=log.protocol.key_contacts.ref)
    log.answer("form", "full_name", name)
    return log


def missing(log: Log) -> Log:
    """An open episode, with nothing written in it yet."""
    log.write("episode", EventKind.OPEN, form=log.protocol.episode.ref)
    return log


PHOTO: dict[str, Json] = {"photo": "p1", "consent": True, "not_social_media": True, "taken_on": "2026-10-03"}
#: one answer for each question of the form, as the invented child's carer gave it
ANSWERS: dict[str, Json] = {
    "photo": PHOTO,
    "known_as": "Ex, Exie",
    "date_of_birth": "2012-05-03",
    "place_of_birth": "Exampletown",
    "nationality": "British",
    "compact_pid": "INVENTED-PID-1",
    "national_insurance": {"special": "not_known"},
    "address": "1 Example Lane\nExampletown\nEX1 2MP",
    "ethnic_appearance": "White British",
    "phones": "07700 900123",
    "email": "example@example.org",
    "height": "1.60 m",
    "build": "Slim",
    "hair": "Short, dark brown, fringe",
    "eyes": "Brown",
    "accent": "Local. Speaks English and Polish",
    "complexion": "Pale, freckles",
    "eye_wear": "Black round glasses",
    "handed": "Left",
    "marks": "Scar on left knee",
    "piercings": "None known",
    "clothing": "Grey hooded tops, white trainers",
    "social_accounts": "Instagram: example.invented\nSnapchat: ex_invented",
    "local_authority": "Hertfordshire",
    "care_details": "section_20",
    "asylum_seeker": "no",
    "social_worker": "S. Worker (invented), 01632 960001, sw@example.org",
    "emergency_duty": "Duty desk (invented), 01632 960002",
    "solo_support": "no",
    "provider_name": "Example Fostering (invented)",
    "provider_address": "2 Example Road, Exampletown",
    "provider_phone": "01632 960003",
    "provider_email": "office@example.org",
    "keyworker": "K. Worker (invented)",
    "contact_issues": "No contact with Uncle Example without the social worker",
    "next_of_kin": "Parent Example, 3 Example Street, 01632 960004",
    "doctor": "Dr Example, Example Surgery, 01632 960005",
    "dentist": "Example Dental, 01632 960006",
    "bank": "Example Bank, 00-00-00, 00000000",
    "school": "Example School, tutor T. Teacher, 01632 960007",
    "identity_documents": "Passport 000000000, in the office safe",
    "transport": "Bus 301 and a blue bike",
    "travel_documents": "Saver card 0000",
    "places": "Example Park\nThe shop on Mill Lane\nBus station, stand 4",
    "medical": "Asthma: blue inhaler, two puffs when needed. Allergic to nuts: carries a pen",
    "risks": "Has been met by an older person in a silver car. Low mood after phone calls",
    "safe_word": "purple kettle",
    "pregnant": "no",
    "own_children": "no",
    "additional_information": "Likes to be fetched rather than told to come back",
    "completed_by_1_4": "A. Carer (invented)",
    "completed_at_1_4": "2026-10-03T18:02:00+01:00",
}
TABLES: dict[str, list[dict[str, Json]]] = {
    "parents": [
        {
            "name": "Parent Example",
            "address": "3 Example Street, Exampletown",
            "phone": "01632 960004",
            "email": "parent@example.org",
        },
    ],
    "people": [
        {
            "name": "Sam Example",
            "relationship": "friend",
            "phone": "07700 900456",
            "address": "4 Example Close, Exampletown",
        },
        {
            "name": "Alex Example",
            "relationship": "older sister",
            "phone": "07700 900457\n01632 960008",
            "address": "5 Example Way",
        },
    ],
    "occurrences": [
        {"date": "2026-10-28", "occurrence": "Came home with a new phone and would not say from whom"},
        {"date": "2026-11-11", "occurrence": "A silver car waited outside school, part of the plate EX1"},
    ],
}


def fill_form(log: Log, answers: dict[str, Json] | None = None) -> Log:
    for field, value in (ANSWERS if answers is None else answers).items():
        log.answer("form", field, value)
    for table, rows in TABLES.items():
        for number, cells in enumerate(rows, start=1):
            log.row(table, f"{table}{number}", cells)
    return log


def play_evening(log: Log) -> Log:
    """An invented evening: looking, ringing, reporting, with one correction and one late entry."""
    at = log.now
    log.answer("episode", "unknown_since", utc(at - timedelta(minutes=25)))
    log.answer("episode", "last_seen_at", utc(at - timedelta(minutes=25)))
    log.answer("episode", "last_seen_place", "At home, front door")
    log.answer("episode", "last_seen_clothing", "Grey hooded top, black jeans, white trainers")
    log.note("episode", "danger", {"answer": "no"})
    dialled = log.note(
        "episode", "dialled", {"who": "people1", "name": "Sam Example", "number": "07700 900456"}
    )
    log.note(
        "episode",
        "call",
        {**as_object(dialled.value), "outcome": "no_answer", "words": "", "dialled": dialled.id},
    )
    for field, outcome, words in (
        ("k1_follow", "couldnt", "Had already gone"),
        ("k6_call_child", "done", "No answer"),
        ("k3_search_rooms", "done", "Bedroom, loft, shed and car"),
        ("k5_surroundings", "done", "Example Park and the shop on Mill Lane"),
        ("k7_cctv", "doesnt_apply", "No CCTV here"),
        ("k8_friends_family", "done", "Sam has not seen them. Alex did not answer"),
    ):
        log.answer("episode", field, {"outcome": outcome, "comments": words})
    log.note(
        "episode", "note", {"words": "Rang the bell next door"}, happened=log.now - timedelta(minutes=30)
    )
    wrong = log.note("episode", "note", {"words": "Neighbour saw Example at the bus stop about 21:00"})
    log.correct(wrong, {"words": "Neighbour saw Example at the bus stop about 21:30"}, "Wrong time")
    log.answer("episode", "decision", "report")
    log.answer("episode", "decision_reason", "No answer, and nobody has seen them")
    log.answer("episode", "reported_at", utc(log.now))
    log.answer("episode", "police_reference", "INVENTED-0000")
    log.answer("episode", "call_taker", "Operator 0000 (invented)")
    log.note("episode", "told", {"inform": "out_of_hours", "who": "Out of hours service", "outcome": "told"})
    log.answer("episode", "completed_by_5", "A. Carer (invented)")
    log.answer("episode", "completed_at_5", utc(log.now))
    return log


def copy_made(log: Log, withheld: dict[str, str] | None = None) -> Event:
    as_of = log.events[-1].hlc
    value: Json = {
        "document": "key_contacts",
        "sha256": "0" * 64,
        "as_of": as_of,
        "withheld": withheld or {},
        "file": "f1",
        "password": False,
    }
    return log.note("episode", "copy", value)


def whole(name: str = "Example Child") -> Log:
    return play_evening(missing(fill_form(opened(name))))


def document(*blocks: Block, invented: bool = False) -> Document:
    return Document("Example", "Example Child", blocks, MADE_AT, "A. Carer", INVENTED if invented else "")


def labelled(text: str, label: str = "Label:") -> Labelled:
    return Labelled(label, (Said(text),))


def jpeg(width: int = 600, height: int = 800) -> bytes:
    """A drawn head and shoulders."""
    picture = Image.new("RGB", (width, height), (198, 210, 214))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.3, height * 0.15, width * 0.7, height * 0.5), fill=(120, 140, 146))
    draw.ellipse((width * 0.1, height * 0.6, width * 0.9, height * 1.4), fill=(120, 140, 146))
    draw.text((width * 0.4, height * 0.9), "INVENTED", fill=(255, 255, 255))
    out = BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()
