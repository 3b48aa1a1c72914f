"""What a document is made of, before anyone thinks of paper. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from carerapp.domain.officers_page import OfficersPage

#: "said" is an answer; the others say plainly why there is none; "to_write" is a line for a pen.
State = Literal["said", "not_known", "blank", "withheld", "to_write"]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands under a label. `by` says who wrote it and when, where two answers stand."""

    text: str
    state: State = "said"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section of the form."""

    text: str
    level: Literal[1, 2, 3] = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of a form and its answer. `alone`: the two stand on a line of their own, larger."""

    label: str
    answers: tuple[Said, ...]
    note: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A repeating table of the form, a row an entry."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    answers: tuple[Said, ...] = ()  # to the whole question: why there are no rows


@dataclass(frozen=True, slots=True)
class YesNoRow:
    """One action of a checklist, ticked in the column Yes or No."""

    action: str
    ticked: Literal["Yes", "No", ""]
    comments: str
    note: str = ""
    meta: str = ""  # when and by whom


@dataclass(frozen=True, slots=True)
class YesNoRows:
    """Actions of a checklist under one head."""

    columns: tuple[str, str, str, str]  # "Action", "Yes", "No", "Comments"
    rows: tuple[YesNoRow, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Words of the form itself that are printed with it."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of ours; `quiet`: smaller and grey."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG, placed at the right; what follows flows beside it. None when there is none to print."""

    label: str
    note: str
    answers: tuple[Said, ...]
    jpeg: bytes | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a log. `struck` is what was corrected: it stays readable, with a line through it. `mark`:
    what sets it apart from the others, "Call"."""

    when: str
    words: str
    who: str
    struck: bool = False
    remarks: tuple[str, ...] = ()
    mark: str = ""


Block = Heading | Labelled | Table | YesNoRows | Notice | Paragraph | Photo | Entry


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What an officer reads first, on a page of its own before the title. `form`: what follows it."""

    page: OfficersPage
    form: str
    jpeg: bytes | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document, ready to be made into a file. The same document always makes the same file."""

    title: str
    about: str  # whom it is about, in the head of each page
    blocks: tuple[Block, ...]
    made_at: datetime  # aware
    made_by: str
    mark: str = ""  # on every page: of a training child, of a drill
    subtitle: str = ""
    first: FirstPage | None = None
