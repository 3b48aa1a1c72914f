"""A child's log outside the vault, with what proves it: written by `export`, checked by `verify`.

JSON Lines, UTF-8, one spelling: each line is exactly the canonical JSON of what it says, so that a changed
byte anywhere shows. The first line is the head, then one entry a line.

    head   {"child", "count", "damage", "exported_at", "exported_by", "format", "left", "lines", "people",
            "receipts", "signature"}; with time stamps "dated", too
    entry  {"author", "entry", "signature"}

``entry`` is what was written, ``signature`` its author's, made at the time of writing over the entry and
the child. The entry itself says where it stands: its number in its device's feed, and the hash of the one
before (`carerapp.domain.feeds`). ``lines`` is a digest over all that follows the head, which the exporter
signs.

Of a child whose record was erased by law only commitments are left; they are written in format 2, which is
read for ever (`second_format`). Keys are Ed25519, digests SHA-256, both in lower-case hexadecimal. To the
byte: `docs/evidence-format.md`.
"""

from carerapp.evidence.lines import FORMAT
from carerapp.evidence.of_vault import proved, proved_erased
from carerapp.evidence.verdict import Verdict
from carerapp.evidence.verify import verify
from carerapp.evidence.write import export_erased, export_lines

__all__ = ["FORMAT", "Verdict", "export_erased", "export_lines", "proved", "proved_erased", "verify"]
