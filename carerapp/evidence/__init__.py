"""A child's log outside the vault, with what proves it: written by `export`, checked by `verify`.

JSON Lines, UTF-8, one spelling: each line is exactly the canonical JSON of what it says, so that a changed
byte anywhere shows. The first line is the head, then one entry a line.

    head   {"child", "count", "exported_at", "exported_by", "damage", "format", "people", "signature"}
    entry  {"author", "chain", "entry", "n", "proof", "signature"}

``entry`` is what was written, ``signature`` its author's, made at the time of writing over the entry and the
child's stream. ``chain`` is a digest over the line before and this entry; ``proof`` is the exporter's signature
over it, so that an entry added, left out or moved is named where it happened. ``count`` stands in the signed
head, so that a missing end shows. Keys are Ed25519, digests SHA-256, both in lower-case hexadecimal.
"""

from carerapp.evidence.lines import FORMAT
from carerapp.evidence.verify import Verdict, verify
from carerapp.evidence.write import export_lines

__all__ = ["FORMAT", "Verdict", "export_lines", "verify"]
