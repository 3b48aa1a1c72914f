"""The Key Contacts form, held against its paper: every label, in order, in its own words."""

from __future__ import annotations

import pytest

from forms.engine.definition import Field, Form
from forms.packaged import load_form

PERSONAL = [
    "Full name:",
    "Please attach a recent photograph here.",
    "Known as (alias names):",
    "Date of birth:",
    "Place of birth:",
    "Nationality:",
    "Police Compact PID (Person Identification number):",
    "National Insurance number:",
    "Address:",
    "Ethnic appearance:",
    "Telephone number/s:",
    "Email address:",
    "Height:",
    "Build:",
    "Hair colour and features:",
    "Eye colour:",
    "Accent:",
    "Complexion:",
    "Eye wear:",
    "Handed:",
    "Distinguishing marks:",
    "Piercings:",
    "Clothing:",
    "Social networking accounts:",
]
PARENTS_AUTHORITY = [
    "Local Authority:",
    "Care Details – Section 20 / 31:",
    "Asylum Seeker? : Yes/No",
    "Name of Social Worker and contact details:",
    "Emergency Duty Service contact details:",
    "Frequency of support for solo provision:",
    "Company Name:",
    "Address:",
    "Telephone",
    "Email:",
    "Name of Keyworker:",
    "Full name(s) of parent(s), (and those with parental responsibility) address and contact details:",
    "List any contact issues with parents or others:",
    "Next of kin details:",
]
ADDITIONAL = [
    "Doctor’s name, address and phone number:",
    "Dentist’s name, address and phone number:",
    "Name of bank and account details:",
    "Name of school/college and teacher/tutor details:",
    "Details of relatives, friends and associates:",
    "Location of passport and other identity documents (include document numbers):",
    "Primary transport being used by the child or young person:",
    "Details of travel documents owned or used (Oyster cards, etc.):",
    "Details of places the child or young person frequents (clubs, organisations, locations (parks, etc):",
]
RISKS = [
    "List any medical conditions / history including medication, diabetes, allergies, self-harming, "
    "disabilities, learning difficulties and mental health concerns:",
    "Details of any known or suspected risks:",
    "Memorable ‘phrase’ or ‘safe word’ to be used when checking the well-being of the child or young "
    "person by phone:",
    "Use this section to record in chronological order any useful information such as suspicious activity "
    "or new associates which may assist Police in the event the child or young person subsequently goes "
    "missing:",
    "Is the young person pregnant? If so, how many weeks and what is the due birth date? :",
    "Does the young person have their own child/ren? If so, list the name/s, sex/es, date/s of birth:",
]
ACTIONS = [
    "Staff/Carers to follow CYP and attempt to keep in sight. (Depending on the age of the CYP, and type "
    "of provision)",
    "Staff/Carers to liaise with each other to co-ordinate the appropriate response to the missing episode.",
    "Staff/Carers to search all rooms in accommodation address, including outbuildings.",
    "Staff/Carers to speak with other residents as to the whereabouts of the CYP.",
    "Staff/Carers to search home surrounding area and check any locations that the child is known to "
    "frequent, e.g. local parks, shops etc. (Depending on provision type)",
    "Staff/Carers to attempt to contact CYP by mobile phone",
    "Staff to check CCTV to identify when the child was last seen at the placement and gather any relevant "
    "information that will assist in trying to locate the child (clothing description, in company with "
    "anybody? etc.)",
    "Staff/Carers to make contact with friends and family of the CYP.",
    "Staff/Carer should carry out process according to the care plan / risk assessment that should contain "
    "any actions agreed in the Families First Assessment, Child & Family Assessment or risk management plan "
    "completed by the Targeted Youth Support service or allocated Social Worker.",
    "Staff/Carer to inform the placing Local Authority for the CYP of the missing episode.",
]
CLOSING = [
    "Additional information/observations/notes:",
    "Name of person completing this form Sections 1 - 4:",
    "Date and time form completed:",
    "Name of person completing this form Section 5 when missing episode occurs:",
    "Date and time form completed:",
]
HEADINGS = [
    "SECTION 1: Personal Details",
    "SECTION 2: Parent and Local Authority Information",
    "SECTION 3: Additional Information",
    "SECTION 4 – Risks",
    "SECTION 5 – Actions by Staff and Carers",
    "",  # the closing fields stand under no heading
]
COLUMNS = {
    "parents": ["Name", "Address", "Telephone", "Email"],
    "people": ["Name", "Relationship to individual", "Phone number", "Address"],
    "occurrences": ["Date", "Occurrence"],
}
NAMES = [
    "full_name",
    "photo",
    "known_as",
    "date_of_birth",
    "place_of_birth",
    "nationality",
    "compact_pid",
    "national_insurance",
    "address",
    "ethnic_appearance",
    "phones",
    "email",
    "height",
    "build",
    "hair",
    "eyes",
    "accent",
    "complexion",
    "eye_wear",
    "handed",
    "marks",
    "piercings",
    "clothing",
    "social_accounts",
    "local_authority",
    "care_details",
    "asylum_seeker",
    "social_worker",
    "emergency_duty",
    "solo_support",
    "provider_name",
    "provider_address",
    "provider_phone",
    "provider_email",
    "keyworker",
    "parents",
    "contact_issues",
    "next_of_kin",
    "doctor",
    "dentist",
    "bank",
    "school",
    "people",
    "identity_documents",
    "transport",
    "travel_documents",
    "places",
    "medical",
    "risks",
    "safe_word",
    "occurrences",
    "pregnant",
    "own_children",
    "k1_follow",
    "k2_coordinate",
    "k3_search_rooms",
    "k4_residents",
    "k5_surroundings",
    "k6_call_child",
    "k7_cctv",
    "k8_friends_family",
    "k9_plan",
    "k10_placing_authority",
    "additional_information",
    "completed_by_1_4",
    "completed_at_1_4",
    "completed_by_5",
    "completed_at_5",
]


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("hertfordshire/key_contacts")


def questions(form: Form) -> list[Field]:
    """What the paper asks: a further input of a question is not a question of its own."""
    return [f for f in form.fields() if not f.part_of]


def test_every_label_stands_in_the_papers_order_and_words(form: Form) -> None:
    """All 68 questions of Sections 1 to 5 and the closing fields, letter for letter, none twice."""
    expected = [*PERSONAL, *PARENTS_AUTHORITY, *ADDITIONAL, *RISKS, *ACTIONS, *CLOSING]
    assert [f.label for f in questions(form)] == expected
    assert len(expected) == 68


def test_the_headings_are_the_papers(form: Form) -> None:
    """Section headings, the sub-heading in Section 1, the provider's group and Section 5's heading."""
    assert [s.label for s in form.sections] == HEADINGS
    assert form.field("ethnic_appearance").heading == "Description"
    assert form.field("k1_follow").heading == "Actions for staff to undertake to locate the child:"
    group = (
        "Care provider details (address, phone number, email and other details of supported accommodation "
        "or individual accommodation):"
    )
    assert [f.name for f in form.fields() if f.group == group] == [
        "provider_name",
        "provider_address",
        "provider_phone",
        "provider_email",
        "keyworker",
    ]


def test_tables_have_the_papers_columns(form: Form) -> None:
    """The repeating tables print the paper's column headings."""
    for table, columns in COLUMNS.items():
        assert [c.label for c in form.field(table).columns] == columns


def test_the_names_that_records_are_kept_under_do_not_change(form: Form) -> None:
    """Renaming a field would lose its answers: the names are part of the format."""
    assert [f.name for f in questions(form)] == NAMES


def test_further_inputs_have_no_label_of_their_own(form: Form) -> None:
    """Weeks and due date belong to the pregnancy question, so its label prints once."""
    parts = {f.name: f.part_of for f in form.fields() if f.part_of}
    assert parts == {
        "pregnant_weeks": "pregnant",
        "pregnant_due": "pregnant",
        "own_children_list": "own_children",
    }
    assert all(not form.field(name).label and form.field(name).plain for name in parts)


def test_the_safe_word_the_bank_and_the_passport_are_secret(form: Form) -> None:
    """Shown only on purpose."""
    assert {f.name for f in form.fields() if f.secret} == {"bank", "identity_documents", "safe_word"}


def test_risks_medical_safe_word_and_contacts_keep_both_answers(form: Form) -> None:
    """Two devices that disagree show both, in the cells of a table too, until a person chooses."""
    both = {f.name for f in form.fields() if f.conflict == "both"}
    assert {"risks", "medical", "safe_word", "phones", "email", "people", "parents", "social_worker"} <= both
    assert "hair" not in both
    assert all(c.conflict == "both" for c in form.field("people").columns)


def test_section_5_and_its_signature_belong_to_the_episode(form: Form) -> None:
    """Sections 1 to 4 are filled in once; Section 5 and who completed it, with every episode."""
    in_episode = {f.name for f in form.fields() if form.answered_in(f.name) == "episode"}
    assert in_episode == {n for n in NAMES if n.startswith("k") and n[1].isdigit()} | {
        "completed_by_5",
        "completed_at_5",
    }


def test_the_papers_statements_are_printed(form: Form) -> None:
    """Confidentiality, the copy for the officer, and what to do when the officer refuses."""
    said = " ".join((*form.notices, *form.closing_notices))
    assert "will remain confidential and will only be used if they are away from placement" in said
    assert "must be stored securely and a copy must be handed to the attending Police Officer" in said
    assert form.closing_notices[-1].endswith("mpu@herts.pnn.police.uk")
    assert "unless there is an immediate risk of harm" in form.section("actions").note
    photo = form.field("photo").note
    assert "with the young person’s consent, and should not be taken from a social media image" in photo
    assert form.field("k5_surroundings").note == "*details if yes:"


def test_nothing_on_the_form_is_the_apps_own(form: Form) -> None:
    """The app's own questions are kept elsewhere and never pass for the authority's."""
    assert not any(f.ours for f in form.fields())
    assert all(f.ours for f in load_form("hertfordshire/episode").fields())
    assert all(f.ours for f in load_form("common/profile").fields())


def test_long_questions_have_plain_words_for_screens(form: Form) -> None:
    """A carer at episode reads a short question; the paper keeps its own words."""
    long = [f for f in questions(form) if len(f.label) > 60 and f.kind != "yes_no_comments"]
    shortened = [f for f in long if len(f.question) <= 60]
    assert {f.name for f in long} - {f.name for f in shortened} <= {"identity_documents", "completed_by_5"}
