"""One child's whole record, for a subject-access request: readable without the app, and proved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from carerapp.actions.begun_forms import begun_forms
from carerapp.actions.casebook import Casebook
from carerapp.domain.child import ChildFile
from carerapp.domain.json_value import as_object, as_text
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.exported import Exported
from forms.engine.uk_clock import uk_words

if TYPE_CHECKING:
    from carerapp.actions.papers import Papers

_READ_ME = """The whole record of one child, as this device kept it on {at}, exported by {by}.

forms/      every form as it stands, as PDF; hidden answers included
logs/       the log of each time the child was missing, as PDF
copies/     every copy that was made and kept, as it was handed over
pictures/   every photo
log.jsonl   every entry ever written, with its author's signature and all corrections. Check it with
            python -m carerapp verify log.jsonl
            A log-2.jsonl is there where two files of this child were made: it is the other one's

Nothing in here is locked. Before it is given to somebody, leave out what is about other people.
"""


def whole_record(
    book: Casebook, papers: Papers, child: str, proved: Callable[[str], Iterable[bytes]]
) -> bytes:
    """A ZIP file. `proved`: the lines of the export with proofs, of one file of the child's, made last, so
    that it names this export too. A child of whom two devices made a file has two, and two such logs.

    What a damaged file holds no more is named in `missing.txt`. Raises NotSaved.
    """
    file = book.child(child)
    out = io.BytesIO()
    missing: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        about = _READ_ME.format(at=uk_words(book.now(), "%d/%m/%Y %H:%M"), by=book.person.name)
        archive.writestr("READ-ME.txt", about)
        kept = _kept_files(file)  # before today's copies join them
        archive.writestr("forms/key-contacts.pdf", papers.whole_form(child))
        for number, episode in enumerate(file.episodes, 1):
            archive.writestr(f"logs/missing-{number}.pdf", papers.chronology(child, episode.id).pdf)
        for name, pdf in _other_forms(book, file, papers):
            archive.writestr(f"forms/{name}.pdf", pdf)
        for number, (id, (kind, at)) in enumerate(kept.items(), 1):
            name = f"copies/{at}-{number}.pdf" if kind == "file" else f"pictures/{at}-{number}.jpg"
            try:
                archive.writestr(name, book.file(child, id))
            except Exception:  # one damaged file must not cost the rest of the record
                missing.append(name)
        say_exported(book, file)
        for number, log in enumerate(file.logs, 1):
            name = "log.jsonl" if number == 1 else f"log-{number}.jsonl"
            archive.writestr(name, b"".join(proved(log)))
        if missing:
            archive.writestr("missing.txt", "Damaged on this device:\n" + "\n".join(missing) + "\n")
    return out.getvalue()


def say_exported(book: Casebook, child: ChildFile) -> None:
    """In each file that goes out. Raises NotSaved."""
    for log in child.logs:
        profile = book.alone(log).profile
        book.write_in(log, profile.id, profile.form, NewEvent.note(Exported()))


def _kept_files(file: ChildFile) -> dict[str, tuple[str, str]]:
    """Every copy and photo that the log names: its id in the vault → which of the two, and when."""
    found: dict[str, tuple[str, str]] = {}
    for event in file.events:
        for key in ("file", "photo"):
            if id := as_text(as_object(event.value).get(key)):
                found.setdefault(id, (key, f"{event.written:%Y-%m-%d-%H%M}"))
    return found


def _other_forms(book: Casebook, file: ChildFile, papers: Papers) -> Iterable[tuple[str, bytes]]:
    """Of every council: of the one where the child lives, the one that placed them, those of before."""
    for form in begun_forms(book, file):
        for number, record in enumerate(file.begun(form.id), 1):
            name = form.id.replace("/", "-").replace("_", "-")
            yield f"{name}-{number}", papers.other_form(file.id, record.id).pdf
