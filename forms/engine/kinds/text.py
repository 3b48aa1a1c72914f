"""A line of words."""

from forms.engine.kinds.base import as_text, kind

TEXT = kind("text", show=lambda value, field: " ".join(as_text(value).split("\n")))
