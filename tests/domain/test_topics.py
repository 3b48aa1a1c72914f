"""What the log's topics say is stored as it always was, and whatever is stored can be read."""

from __future__ import annotations

import json
import pkgutil
from dataclasses import dataclass
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain import topics
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import (
    CallOutcome,
    DangerAnswer,
    Fact,
    PaperKind,
    ReportDecision,
    RungWhen,
    SafeWord,
    TellingOutcome,
)
from carerapp.domain.topics import Names, Payload, Topic, encode, topic_at, topic_of
from carerapp.domain.topics.acknowledged import Acknowledged
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.captured import PutInCaptured
from carerapp.domain.topics.captured_clock import CapturedClock
from carerapp.domain.topics.child_phoned import ChildPhoned
from carerapp.domain.topics.clock import ClockMoved
from carerapp.domain.topics.codec import decode
from carerapp.domain.topics.contact_hours import ContactHours
from carerapp.domain.topics.copy import Copy
from carerapp.domain.topics.danger import Danger
from carerapp.domain.topics.decided import Decided
from carerapp.domain.topics.dialled import Dialled
from carerapp.domain.topics.do_not_ring import DoNotRing
from carerapp.domain.topics.exported import Exported
from carerapp.domain.topics.handed_on import HandedOn
from carerapp.domain.topics.handed_over import HandedOver
from carerapp.domain.topics.left_device import LeftDevice
from carerapp.domain.topics.looked import Looked
from carerapp.domain.topics.may_read import Act, MayRead, Reader
from carerapp.domain.topics.moved import Moved
from carerapp.domain.topics.note import Note
from carerapp.domain.topics.photo import AddedPhoto
from carerapp.domain.topics.police_told import PoliceTold
from carerapp.domain.topics.refused import Refused
from carerapp.domain.topics.restricted import SentRestricted
from carerapp.domain.topics.same_child import SameChild
from carerapp.domain.topics.same_episode import SameEpisode
from carerapp.domain.topics.shift import TookOver
from carerapp.domain.topics.taken_back import TakenBack
from carerapp.domain.topics.together import LeftTogether
from carerapp.domain.topics.told import Told

#: The file format: what 0.1.0 wrote for each topic, kind and JSON, literally. A line here never changes.
STORED: list[tuple[Payload, str, str, str]] = [
    (Note("Bag is gone"), "note", "note", '{"words":"Bag is gone"}'),
    (Dialled("r1", "Jo", "1"), "note", "dialled", '{"name":"Jo","number":"1","who":"r1"}'),
    (
        Call("r1", "Jo", "1", CallOutcome.DIDNT_RING, "", "e1"),
        "note",
        "call",
        '{"dialled":"e1","name":"Jo","number":"1","outcome":"didnt_ring","who":"r1","words":""}',
    ),
    (Danger(DangerAnswer.YES_OR_UNSURE), "note", "danger", '{"answer":"yes_or_unsure"}'),
    (
        Told("duty", "Duty desk", TellingOutcome.LEFT_MESSAGE, "at nine"),
        "note",
        "told",
        '{"inform":"duty","outcome":"left_message","who":"Duty desk","words":"at nine"}',
    ),
    (Looked("safe_word"), "note", "looked", '{"field":"safe_word"}'),
    (
        Copy(PaperKind.KEY_CONTACTS, "00ff", "0-0-a", {"bank": "private"}, "f1", False),
        "note",
        "copy",
        '{"as_of":"0-0-a","document":"key_contacts","file":"f1","password":false,"sha256":"00ff",'
        '"withheld":{"bank":"private"}}',
    ),
    (
        HandedOver("e1", "PC Example", "0000"),
        "note",
        "handed_over",
        '{"collar":"0000","copy":"e1","officer":"PC Example"}',
    ),
    (Refused("PC Example", ""), "note", "refused", '{"collar":"","officer":"PC Example"}'),
    (
        ChildPhoned("Cold", "Bus station", SafeWord.NOT_ASKED),
        "note",
        "child_phoned",
        '{"safe_word":"not_asked","said":"Cold","where":"Bus station"}',
    ),
    (
        Decided(ReportDecision.NOT_YET, "Aunt is driving", ("HER-D1", "HER-D4")),
        "note",
        "decided",
        '{"decision":"not_yet","reason":"Aunt is driving","rows":["HER-D1","HER-D4"]}',
    ),
    (AddedPhoto("p1"), "attach", "photo", '{"photo":"p1"}'),
    (Exported(), "note", "exported", "{}"),
    (ClockMoved(-7200), "note", "clock", '{"seconds":-7200}'),
    (
        TookOver("A. Carer", "ab12", ("Ring the school",)),
        "note",
        "shift",
        '{"before":"A. Carer","before_id":"ab12","due":["Ring the school"]}',
    ),
    (PutInCaptured("Kim", 3), "note", "captured", '{"by":"Kim","pieces":3}'),
    (
        CapturedClock("2027-11-20T22:40:00+00:00", ""),
        "note",
        "captured_clock",
        '{"began":"","showed":"2027-11-20T22:40:00+00:00"}',
    ),
    (SameEpisode(("r2",)), "note", "same_night", '{"records":["r2"]}'),
    (LeftDevice(12), "note", "left_device", '{"entries":12}'),
    (
        Acknowledged("0-0-a", "Duty officer", 7),
        "note",
        "acknowledged",
        '{"entries":7,"role":"Duty officer","upto":"0-0-a"}',
    ),
    (SentRestricted("l1"), "note", "restricted", '{"letter":"l1"}'),
    (LeftTogether("k1"), "note", "together", '{"link":"k1"}'),
    (TakenBack(Fact.HANDED_OVER), "note", "taken_back", '{"fact":"handed_over"}'),
    (
        Moved("b", "", "b", "a", "", "a", {"a": "A", "b": "B"}, False, True, "New placement"),
        "note",
        "moved",
        '{"before":false,"called":{"a":"A","b":"B"},"holder":"b","host":"b","left":"a","left_host":"a",'
        '"left_placing":"","placing":"","reason":"New placement","tonight":true}',
    ),
    (SameChild("0f", True), "note", "same_child", '{"child":"0f","one":true}'),
    (
        DoNotRing("r1", "Sam Sample", False),
        "note",
        "do_not_ring",
        '{"name":"Sam Sample","ring":false,"who":"r1"}',
    ),
    (
        ContactHours("r1", "Sam Sample", RungWhen.OUT_OF_HOURS),
        "note",
        "contact_hours",
        '{"hours":"out_of_hours","name":"Sam Sample","who":"r1"}',
    ),
    (
        HandedOn("B. Sample", ("Return interview",)),
        "note",
        "handed_on",
        '{"left":["Return interview"],"to":"B. Sample"}',
    ),
    (
        MayRead(
            Act.GRANTED, "0d" * 8, "0a" * 32, "0b" * 32, "Office 2", Reader.HOME, "0c" * 8, "", "", "00" * 32
        ),
        "note",
        "may_read",
        f'{{"act":"granted","authority":"{"0a" * 32}","before":"{"00" * 32}","by":"{"0c" * 8}",'
        f'"called":"Office 2","device":"{"0d" * 8}","reader":"home","seal_key":"{"0b" * 32}",'
        '"until":"","why":""}',
    ),
    (
        PoliceTold("c1", ("p1",), "At 22:50: Sam phoned.", True),
        "note",
        "police_told",
        '{"call":"c1","entries":["p1"],"told":true,"words":"At 22:50: Sam phoned."}',
    ),
]
ANY_JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["words", "who", "outcome", "due", "withheld", "x"]), inner)
    ),
    max_leaves=20,
)


class Called:
    """Names for a log in which nobody has one."""

    first_name = "Example"

    def label(self, path: str) -> str:
        """The path itself."""
        return path

    def relation(self, row: str) -> str:
        """Nobody is related."""
        return ""


NAMES: Names = Called()


def event(topic: Topic, value: Json) -> Event:
    """An entry about a topic, whoever wrote it."""
    return Event("e1", "r", "f@1", topic.payload.kind, topic, value, (), "p", "", "", 0, "0-0-a")


@pytest.mark.parametrize(("payload", "kind", "field", "stored"), STORED, ids=[row[2] for row in STORED])
def test_what_is_stored_stands_still(payload: Payload, kind: str, field: str, stored: str) -> None:
    """The same kind, field and JSON as 0.1.0 wrote, and each of them reads back."""
    new = NewEvent.note(payload)
    assert (new.kind.value, str(new.field)) == (kind, field)
    assert json.dumps(new.value, sort_keys=True, separators=(",", ":")) == stored
    assert type(payload).of(event(topic_of(payload), json.loads(stored))) == payload


def test_every_topic_is_in_the_table_above() -> None:
    """A new topic adds its line there, so that what it stores can't change unseen."""
    assert [field for _, _, field, _ in STORED] == [topic.value for topic in Topic]


def test_every_payload_is_in_the_table_of_topics() -> None:
    """A file with a payload and no line in the table would be written by nobody and read as foreign."""
    files = [
        import_module(f"{topics.__name__}.{module.name}") for module in pkgutil.iter_modules(topics.__path__)
    ]
    found = {
        thing
        for file in files
        for thing in vars(file).values()
        if isinstance(thing, type) and issubclass(thing, Payload) and thing is not Payload
    }
    assert found == {topic.payload for topic in Topic}


def test_a_payload_without_a_topic_cannot_be_written() -> None:
    """It ends in an error beside whoever forgot the line, not in a log that nobody can read."""

    @dataclass(frozen=True, slots=True)
    class Unheard(Payload):
        words: str

        def in_log(self, names: Names) -> str:
            return self.words

    with pytest.raises(KeyError):
        NewEvent.note(Unheard("x"))


@given(st.sampled_from(Topic).flatmap(lambda topic: st.from_type(topic.payload)))
def test_what_is_written_reads_back(payload: Payload) -> None:
    """Encode, spell as JSON, parse, decode: the same payload."""
    assert decode(type(payload), json.loads(json.dumps(encode(payload)))) == payload


@given(st.sampled_from(Topic), ANY_JSON)
def test_whatever_another_version_stored_can_be_read(topic: Topic, value: Json) -> None:
    """Missing keys, other shapes, bare values: blank where it makes no sense, and never an error."""
    payload = topic.payload.of(event(topic, value))
    assert isinstance(payload.in_log(NAMES), str)
    assert decode(topic.payload, encode(payload)) == payload


@pytest.mark.parametrize(
    ("stored", "payload"),
    [
        ("Bare words", Note("Bare words")),
        ({"words": ["one", {"x": 2}]}, Note("one, 2")),
        ({"words": "x", "of_a_later_version": 1}, Note("x")),
        ({"outcome": "flew", "who": 7}, Call("7", "", "", None, "", "")),
        ({"outcome": ["spoke"]}, Call("", "", "", None, "", "")),
        ({"seconds": True}, ClockMoved(None)),
        ({"seconds": "60"}, ClockMoved(None)),
        ({"before": None, "due": "all"}, TookOver("", "", ())),
        ({"due": [1, "two"]}, TookOver("", "", ("1", "two"))),
        ({"password": "yes", "withheld": ["bank"]}, Copy(None, "", "", {}, "", False)),
        ({"password": True, "withheld": {"bank": 1}}, Copy(None, "", "", {"bank": "1"}, "", True)),
    ],
)
def test_other_shapes_read_as_far_as_they_make_sense(stored: Json, payload: Payload) -> None:
    """Text from whatever is there; a number, a tick, a list or an outcome only where it is one."""
    assert decode(type(payload), stored) == payload


def test_a_value_nested_beyond_reason_can_be_read() -> None:
    """Nobody wrote it by hand, and it must not cost the rest of the log."""
    deep: Json = "x"
    for _ in range(5_000):
        deep = [deep]
    assert Note.of(event(Topic.NOTE, {"words": deep})).words == "x"


def test_a_topic_is_known_by_its_field_and_in_a_correction() -> None:
    """One of a later version is known by neither, and reads as what can be read of it."""
    assert topic_at("same_night") is topic_at("note:same_night") is Topic.SAME_EPISODE
    assert topic_at("of_a_later_version") is None
    assert NewEvent.note(AddedPhoto("p1")).kind is EventKind.ATTACH
