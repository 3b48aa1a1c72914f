"""An invented child to try the app with. Nobody here is real; every copy is watermarked."""

from __future__ import annotations

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.child_files import DEFAULT_PROTOCOL
from carerapp.actions.edit_table import add_row
from carerapp.domain.events import utc
from carerapp.domain.json_value import Json
from forms.engine.answers import NOT_KNOWN
from forms.protocol import Setting

#: Telephone numbers are from the ranges set aside for drama; addresses do not exist.
ANSWERS: dict[str, Json] = {
    "known_as": "Exie",
    "place_of_birth": "Exampleton",
    "nationality": "British",
    "national_insurance": NOT_KNOWN,
    "address": "1 Example Street\nExampleton\nEX1 1EX",
    "ethnic_appearance": "White and Black Caribbean",
    "phones": "07700 900123",
    "email": "exie@example.org",
    "height": "168 cm (5 ft 6)",
    "build": "Slim",
    "hair": "Short, dark brown, curly",
    "eyes": "Brown",
    "accent": "Local",
    "complexion": "Medium brown",
    "eye_wear": "Glasses for reading",
    "handed": "Left",
    "marks": "Small scar over the right eyebrow",
    "clothing": "Usually a grey hooded top, black jeans, white trainers",
    "social_accounts": "Snapchat: exie.example\nInstagram: @exie.example",
    "local_authority": "Hertfordshire County Council",
    "care_details": "section_20",
    "asylum_seeker": "no",
    "social_worker": "Robin Example (invented), 01632 960001, robin@example.org",
    "emergency_duty": "01632 960002 (invented)",
    "contact_issues": "Sees mum on Saturdays. No contact with stepfather.",
    "next_of_kin": "Pat Example, gran, 01632 960123",
    "doctor": "Dr Example, Exampleton Surgery, 01632 960003",
    "school": "Exampleton School, form tutor Ms Example",
    "identity_documents": "Passport kept by the social worker",
    "transport": "On foot. Bus 12",
    "places": "Example Park, by the skate ramp\nThe shop on Mill Lane\nExampleton bus station",
    "medical": "Asthma. Blue inhaler, two puffs when needed.",
    "risks": "Has stayed out twice with older young people from the skate ramp.",
    "safe_word": "purple elephant",
    "pregnant": "no",
    "own_children": "no",
}

#: Agreed on a calm day; kept in the child's profile.
PREPARED: dict[str, Json] = {
    "agreed_plan": "Ring Jo (aunt) first. Not back by 22:00: ring the police.",
    "search_places": "Bedroom, under the bed\nLoft\nShed\nCar",
    "check_in": "School nights 20:30",
    "court_rules": "No",
}

PEOPLE = (
    ("Jo Example", "Aunt", "07700 900456", "2 Example Street, Exampleton"),
    ("Lee Example", "Friend from school", "07700 900789", ""),
    ("Pat Example", "Gran", "01632 960123", "3 Example Road, Exampleton"),
    ("Sam Example", "Friend", "07700 900321", ""),
    # Surnames that mean "example": Polish, Arabic, Tigrinya, Chinese.
    ("Łucja Przykładowska-Żółć", "Friend's mum", "07700 900654", ""),
    ("نور مثال", "Old foster carer", "01632 960789", ""),
    ("ሳባ ኣብነት", "Friend from church", "07700 900987", ""),
    ("范例", "Friend from school", "", ""),
)
PARENTS = (("Chris Example", "4 Example Lane, Exampleton", "01632 960456", ""),)
OCCURRENCES = (("2026-09-02", "New older friend seen at the skate ramp. Drives a blue van."),)


def add_invented_child(
    book: Casebook, *, name: str = "Example Child", setting: Setting = "foster", picture: bytes = b""
) -> str:
    """A filled-in Key Contacts form with a few blanks left; returns the child's id.

    `picture` is a JPEG that has been through the image port, or one of our own drawing.
    """
    child = add_child(
        book,
        full_name=name,
        date_of_birth="2012-03-04",
        setting=setting,
        protocol_id=DEFAULT_PROTOCOL,
        invented=True,
    )
    for field, value in PREPARED.items():
        answer_question(book, child, book.child(child).profile.id, field, value)
    record = book.child(child).key_contacts.id
    for field, value in ANSWERS.items():
        answer_question(book, child, record, field, value)
    _fill(book, child, record, "people", ("name", "relationship", "phone", "address"), PEOPLE)
    _fill(book, child, record, "parents", ("name", "address", "phone", "email"), PARENTS)
    _fill(book, child, record, "occurrences", ("date", "occurrence"), OCCURRENCES)
    answer_question(book, child, record, "completed_by_1_4", book.person.name)
    answer_question(book, child, record, "completed_at_1_4", utc(book.now()))
    if picture:
        value = {"photo": book.save_file(child, picture), "consent": True, "not_social_media": True}
        answer_question(book, child, record, "photo", {**value, "taken_on": f"{book.now():%Y-%m-%d}"})
    return child


Rows = tuple[tuple[str, ...], ...]


def _fill(book: Casebook, child: str, record: str, table: str, columns: tuple[str, ...], rows: Rows) -> None:
    for cells in rows:
        row = add_row(book, child, record, table)
        for column, value in zip(columns, cells, strict=True):
            answer_question(book, child, record, f"{table}/{row}/{column}", value)
