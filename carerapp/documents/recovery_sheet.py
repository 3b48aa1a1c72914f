"""The printed recovery sheet: the code, what it does, where to keep it. It names no child."""

from __future__ import annotations

from datetime import datetime

from carerapp.documents.blocks import Document, Heading, Labelled, Notice, Paragraph, Said


def recovery_sheet(code: str, *, made_at: datetime, made_by: str) -> Document:
    """`code` as the vault gave it, in groups of four."""
    return Document(
        title="Recovery sheet",
        about="Carer app",
        blocks=(
            Notice(
                "Whoever has this sheet and the device can open the notes. Keep the two apart.", strong=True
            ),
            Labelled("Code", (Said(code),), alone=True),
            Heading("When the PIN is forgotten", 2),
            Paragraph("1. On the lock screen tap “I forgot my PIN”."),
            Paragraph("2. Type the code. Hyphens and capitals do not matter."),
            Paragraph("3. Choose a new PIN. The notes are as they were."),
            Paragraph(
                "Nobody else has this code. If the sheet is lost, make a new one: "
                "this one then opens nothing."
            ),
            Paragraph(
                "There is no letter I, L, O or U in the code: what looks like one is 1, 1, 0 or V.",
                quiet=True,
            ),
        ),
        made_at=made_at,
        made_by=made_by,
    )
