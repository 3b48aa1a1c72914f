"""A line of words."""

from forms.engine.kinds.base import XlsType, as_text, kind

TEXT = kind(
    "text",
    xlsform=XlsType("text", reads=("text",)),
    show=lambda value, field: " ".join(as_text(value).split("\n")),
)
