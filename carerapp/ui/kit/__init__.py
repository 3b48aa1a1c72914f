"""The pieces every screen is made of. One import for screens: `from carerapp.ui import kit`."""

from carerapp.ui.kit.buttons import (
    button,
    call_button,
    icon_button,
    merged,
    named,
    outcomes,
    side_by_side,
    thumb_button,
    thumb_row,
)
from carerapp.ui.kit.cards import card, divider, duty_card, gap, group, next_card, note, row, stacked
from carerapp.ui.kit.choices import Choice, any_of, choice, one_of
from carerapp.ui.kit.code import code
from carerapp.ui.kit.fields import explained, labelled, text_box
from carerapp.ui.kit.frame import (
    clock_header,
    emergency_bar,
    plain_header,
    read_out,
    saved_strip,
    signed_strip,
)
from carerapp.ui.kit.heard import Heard
from carerapp.ui.kit.look import Look, Tap, look, looking, on_tap
from carerapp.ui.kit.status import STATUS, icon, status, working
from carerapp.ui.kit.which_hour import quick_times, uk_time_hint, under, which_hour, which_one
from carerapp.ui.kit.words import below, bullet, h1, h2, plain, quote, text

__all__ = [
    "STATUS",
    "Choice",
    "Heard",
    "Look",
    "Tap",
    "any_of",
    "below",
    "bullet",
    "button",
    "call_button",
    "card",
    "choice",
    "clock_header",
    "code",
    "divider",
    "duty_card",
    "emergency_bar",
    "explained",
    "gap",
    "group",
    "h1",
    "h2",
    "icon",
    "icon_button",
    "labelled",
    "look",
    "looking",
    "merged",
    "named",
    "next_card",
    "note",
    "on_tap",
    "one_of",
    "outcomes",
    "plain",
    "plain_header",
    "quick_times",
    "quote",
    "read_out",
    "row",
    "saved_strip",
    "side_by_side",
    "signed_strip",
    "stacked",
    "status",
    "text",
    "text_box",
    "thumb_button",
    "thumb_row",
    "uk_time_hint",
    "under",
    "which_hour",
    "which_one",
    "working",
]
