"""What in a pack claims to be an authority's own words, and how that is compared with its procedure as text.

A digest of every quotation that was found there is recorded (`forms.coverage.recorded`), so that a word that
changes is noticed without the text too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from forms.engine.definition import Form
from forms.protocol import Protocol

#: (where it stands in the pack, its words)
Quotation = tuple[str, str]


def of_pack(protocol: Protocol, form: Callable[[str], Form]) -> dict[str, list[Quotation]]:
    """Those of the pack, by its id, and those of each of its other forms, by the form's."""
    forms = {id: list(of_form(form(id))) for id in protocol.forms}
    return {protocol.id: list(of_protocol(protocol)), **forms}


def of_protocol(p: Protocol) -> Iterator[Quotation]:
    """Everything in the pack that claims to be verbatim."""
    yield from ((f"rule {r.id}", r.quote) for r in p.rules.values())
    for place, wordings in (("definition", p.definitions), ("wording", p.wording), ("media", p.media)):
        yield from ((f"{place} {w.id}", w.text) for w in wordings)
    yield from ((f"list {each.id}", words) for each in p.lists for words in (each.lead, *each.items) if words)
    yield from ((f"inform {i.id}", words) for i in p.inform for words in (i.quote, i.condition) if words)
    yield from ((f"step {s.field}", words) for s in p.checklist for words in (s.label, s.depends) if words)
    yield from ((f"return_step {s.field}", s.label) for s in p.returning)
    for d in p.decisions:
        yield from ((f"decision {d.rule}", words) for words in (d.category, d.actions, d.notify))
        yield from ((f"decision {d.rule}", f.quote) for f in d.factors)
    yield from (
        (f"risk_level {r.name}", words) for r in p.risk_levels for words in (r.definition, r.note) if words
    )
    yield from ((f"criterion {c.id}", c.label) for c in p.criteria)
    yield from (("heightened_risk", words) for words in p.heightened_risk)
    yield from ((f"meeting {m.id}", words) for m in p.meetings for words in (m.chair, *m.attendees) if words)
    yield from ((f"contact {c.id}", c.value) for c in p.contacts if c.value)
    if not p.key_contacts.id.startswith("common/"):
        yield from _of_key_contacts(p.key_contacts)


def _of_key_contacts(form: Form) -> Iterator[Quotation]:
    for section in form.sections:
        name = f"{form.id} {section.name}"
        yield from ((name, field.label) for field in section.fields if field.label)
        yield from ((name, line) for line in section.note.split("\n") if line)
    yield from ((form.id, notice) for notice in (*form.notices, *form.closing_notices))


def of_form(form: Form) -> Iterator[Quotation]:
    """Each heading, label, choice, notice and note of another form; our own questions apart."""
    for section in form.sections:
        name = f"{form.id} {section.name}"
        if not all(field.ours for field in section.fields):
            yield from ((name, words) for words in (section.label, *section.note.split("\n")) if words)
        for field in section.fields:
            if not field.ours:
                yield from ((name, words) for words in (field.heading, field.group) if words)
                choices = field.choices if field.appearance != "ours" else ()
                columns = (column.label for column in field.columns)
                labels = [choice.label for choice in choices]
                if field.options_printed:  # the text has their numbers in a column of their own
                    labels = [label.partition(". ")[2] for label in labels]
                words = (field.label, *labels, *columns, field.note)
                yield from ((name, _without_code(each)) for each in words if each)
    for each in form.references:
        # a number on a line of its own is taken for that of a page, and is not in the text
        cells = (cell for row in each.rows for cell in row if not cell.isdecimal())
        yield from ((f"{form.id} {each.title}", words) for words in (each.title, *each.columns, *cells))
    yield from ((form.id, words) for words in (*form.notices, *form.closing_notices, form.send_note) if words)


def strange(quotations: Iterable[Quotation], source: str) -> list[Quotation]:
    """Those that do not stand in the text. Words left out are shown by […]; each piece stands in it."""
    return [
        (where, words) for where, words in quotations if not all(plain(p) in source for p in pieces(words))
    ]


def digests(quotations: Iterable[Quotation]) -> dict[str, str]:
    """For each place, a digest of its words as they are compared."""
    said: dict[str, list[str]] = {}
    for where, words in quotations:
        said.setdefault(where, []).append(plain(words))
    return {
        where: hashlib.sha256("\n".join(words).encode()).hexdigest()[:16] for where, words in said.items()
    }


def changed(quotations: Iterable[Quotation], then: Mapping[str, str]) -> list[str]:
    """The places whose words are not those that were found in the text, and those that are gone. `then`:
    what `digests` gave when every word was found."""
    now = digests(quotations)
    return [where for where in {**now, **then} if now.get(where) != then.get(where)]


def pieces(words: str) -> list[str]:
    """What must stand in the text as one."""
    return words.split("[…]")


def _without_code(words: str) -> str:
    """A form's codes and their meaning stand in columns of their own in the text: "W1 British"."""
    code = re.fullmatch(r"([A-Z]{1,2}\d?|\d\d) (.+)", words)
    return code[2] if code else words


def plain(text: str) -> str:
    """Words only: lines, columns, page breaks, hyphens and the shape of quotation marks are left out."""
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
