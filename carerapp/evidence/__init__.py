"""A child's log outside the vault, with what proves it: written by `export`, checked by `verify`.

JSON Lines, UTF-8, one spelling: each line is exactly the canonical JSON of what it says, so that a changed
byte anywhere shows. The first line is the head, then one entry a line.

    head   {"child", "count", "damage", "erased", "exported_at", "exported_by", "format", "people",
            "signature"}
    entry  {"author", "chain", "entry", "n", "proof", "salt", "signature"}
    erased {"chain", "commitment", "n", "proof"}

``entry`` is what was written, ``signature`` its author's, made at the time of writing over the entry and
the child's stream. Its *commitment* is a digest over ``salt`` and all of that; ``chain`` is a digest over the
line before and the commitment; ``proof`` is the exporter's signature over it, so that an entry added, left
out or moved is named where it happened. ``count`` stands in the signed head, so that a missing end shows.

Of a child whose record was erased by law only the commitments are left. They tell nothing to who has no salt,
and the chain over them is the same as before: a copy exported earlier still proves itself against it.
Keys are Ed25519, digests SHA-256, both in lower-case hexadecimal. To the byte: `docs/evidence-format.md`.
"""

from carerapp.evidence.lines import FORMAT
from carerapp.evidence.of_vault import proved, proved_erased
from carerapp.evidence.verdict import Verdict
from carerapp.evidence.verify import verify
from carerapp.evidence.write import export_erased, export_lines

__all__ = ["FORMAT", "Verdict", "export_erased", "export_lines", "proved", "proved_erased", "verify"]
