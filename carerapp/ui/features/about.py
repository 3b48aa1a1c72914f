"""What a part of a procedure is about, in plain words and in the order in which a carer may need it."""

from __future__ import annotations

from carerapp.actions.form_reading import Place

ABOUT: dict[Place, str] = {
    "danger": "Danger now",
    "looking": "While you look",
    "plan": "The plan",
    "factors": "What to think about",
    "decide": "Whether to report",
    "waiting": "While you wait",
    "not_reported": "If you do not report",
    "before_report": "Before you ring the police",
    "ndm": "What the police ask themselves",
    "before_police": "Until the police come",
    "after_report": "After the report",
    "record": "What to write down",
    "planning_return": "Planning how they come back",
    "return": "When they are back",
    "evidence": "If a crime may have been done",
    "referral": "Who must be told of harm",
    "interview": "The return interview",
    "consent": "Sharing what the child said",
    "external_activity": "On a trip or a holiday",
    "home": "A child who lives at home",
    "out_of_area": "Placed outside",
    "placing": "The council that placed them",
    "other_la": "Placed here by another council",
    "care_leaver": "A young person of 18 or over",
    "media": "Photographs and the media",
    "meeting": "Meetings",
    "definitions": "What the words mean",
    "more": "More",
}
