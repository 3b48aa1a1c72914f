"""What was answered under a name that the form does not know any more, under the form's own questions."""

from __future__ import annotations

from collections.abc import Iterable

import flet as ft

from carerapp.domain.dropped import TITLE, EarlierAnswer
from carerapp.ui import kit


def kept_answers(found: Iterable[EarlierAnswer]) -> list[ft.Control]:
    """Nothing where there is none."""
    rows = [kit.row(one.label, one.words) for one in found]
    return [kit.h2(TITLE), kit.group(*rows)] if rows else []
