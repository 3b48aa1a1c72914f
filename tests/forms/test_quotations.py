"""Everything that claims to be an authority's own words is looked up in its text, where that lies at hand.

With CARERAPP_SOURCES (a folder with the five procedures as text). Without it nothing is compared.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from forms.engine.load import load_form, load_protocol
from forms.protocol import Protocol

#: Words that stand in one authority's text and in no other's.
KNOWN_BY = {
    "hertfordshire": "TheaimoftheKeyContactsForm",
    "liverpool": "threestrikesandyouarein",
    "portsmouth": "HampshireConstabularyhasdecidedthatnocase",
    "staffordshire_stoke": "qualitypreventioninterview",
    "stoke_on_trent_2016": "LSCBBriefingNoteforPractitioners",
}


@cache
def texts() -> tuple[str, ...]:
    folder = os.environ.get("CARERAPP_SOURCES")
    return tuple(plain(p.read_text("utf-8")) for p in sorted(Path(folder).glob("*.txt"))) if folder else ()


def source_of(id: str) -> str:
    found = [t for t in texts() if plain(KNOWN_BY[id]) in t]
    assert not texts() or len(found) == 1, "the folder holds no text of this procedure"
    return found[0] if found else ""


@pytest.mark.parametrize("id", KNOWN_BY)
def test_quotations_are_the_procedures_own_words(id: str) -> None:
    """Words left out are shown by […]; each piece stands in the text."""
    source = source_of(id)
    for words in quotations(load_protocol(id)) if source else ():
        for piece in words.split("[…]"):
            assert plain(piece) in source, words


def quotations(p: Protocol) -> list[str]:
    """Everything in the pack that claims to be verbatim."""
    form = p.key_contacts
    own_form = () if form.id.startswith("common/") else tuple(form.fields())
    return [
        *(r.quote for r in p.rules.values()),
        *(w.text for w in (*p.definitions, *p.wording, *p.media)),
        *(i.quote for i in p.inform),
        *(c for i in p.inform if (c := i.condition)),
        *(s.label for s in p.checklist),
        *(s.label for s in p.returning),
        *(d for s in p.checklist if (d := s.depends)),
        *(w for d in p.decisions for w in (d.category, d.actions, d.notify)),
        *(f.quote for d in p.decisions for f in d.factors),
        *(r.definition for r in p.risk_levels),
        *(n for r in p.risk_levels if (n := r.note)),
        *(c.label for c in p.criteria),
        *p.heightened_risk,
        *(words for m in p.meetings for words in (m.chair, *m.attendees) if words),
        *(f.label for f in own_form),
        *(n for s in form.sections if own_form for n in s.note.split("\n")),
        *(form.notices if own_form else ()),
        *(form.closing_notices if own_form else ()),
        *(c.value for c in p.contacts if c.value and c.kind != "phone"),
    ]


@pytest.mark.parametrize("id", KNOWN_BY)
def test_numbers_to_ring_are_the_procedures(id: str) -> None:
    """Every telephone number of the pack stands in the text, digit by digit."""
    source = source_of(id)
    for contact in load_protocol(id).contacts if source else ():
        if contact.kind == "phone":
            assert plain(contact.value) in source, contact.value


@pytest.mark.parametrize("id", sorted(f for p in KNOWN_BY for f in load_protocol(p).forms))
def test_labels_of_the_other_forms_are_the_forms_own_words(id: str) -> None:
    """Each label, choice, notice and note; our own questions apart."""
    form = load_form(id)
    source = source_of(id.partition("/")[0])
    own = [f for f in form.fields() if not f.ours]
    words = [
        *(f.label for f in own),
        *(c.label for f in own for c in f.choices if f.appearance != "ours"),
    ]
    words += [c.label for f in own for c in f.columns]
    words += [*form.notices, *form.closing_notices, form.send_note, *(f.note for f in own)]
    missing = [w for w in words if source and w and not all(plain(piece) in source for piece in pieces(w))]
    assert missing == []


def pieces(words: str) -> list[str]:
    """What must stand in the text as one. A code and its meaning stand in two columns there: "W1 British"."""
    code = re.fullmatch(r"([A-Z]{1,2}\d?|\d\d) (.+)", words)
    return [code[2]] if code else words.split("[…]")


def plain(text: str) -> str:
    """Words only: lines, columns, page breaks, hyphens and the shape of quotation marks are no part of them."""
    text = re.sub(r"Missing and Vulnerable Children Procedure V5 June 19\s*Page \| \d+", " ", text)
    text = re.sub(
        r"Joint Children Missing from Home and Care Protocol\s+May 2018. Amended Nov 2018\s+\d+", " ", text
    )
    text = re.sub(r"\n\d{1,2} ?\n", "\n", text)
    # A page break in Hertfordshire's reporting table tore the row of court conditions into pieces.
    torn = (
        "PLUS Court conditions of residency, or court Make every effort to locate, look, ring, text, ask "
        "encourage young person to return, and treat positively on return. Inform social work team, or "
        "allocated Yes restrictions have been violated worker Youth Justice worker, or safeguarding"
    )
    whole = (
        "PLUS Court conditions of residency, or court restrictions have been violated Make every effort to "
        "locate, look, ring, text, ask encourage young person to return, and treat positively on return. "
        "Inform social work team, or allocated worker Youth Justice worker, or safeguarding"
    )
    text = re.sub(r"\s+", " ", text.replace("•", " ").replace("·", " ").replace("\f", " ")).replace(
        torn, whole
    )
    for odd, usual in (("’", "'"), ("‘", "'"), ("`", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(odd, usual)
    return re.sub(r"[\s\-–·]", "", text).lower()
