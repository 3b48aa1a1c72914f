"""Every kind of field, one a file, found by its file: `text.py` makes the kind called "text"."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from forms.engine.kinds.base import FieldKind
from forms.engine.kinds.phones import Phone, phone_numbers

_NO_KINDS = ("base",)


def _kind_in(file: str) -> FieldKind:
    made = [
        kind for kind in vars(import_module(f"{__name__}.{file}")).values() if isinstance(kind, FieldKind)
    ]
    if [kind.name for kind in made] != [file]:
        raise TypeError(f"forms/engine/kinds/{file}.py should make one kind, called {file!r}")
    return made[0]


_FILES = [module.name for module in iter_modules(__path__) if module.name not in _NO_KINDS]
#: by name, the plainest first
KINDS: dict[str, FieldKind] = {
    file: _kind_in(file) for file in sorted(_FILES, key=lambda f: (f != "text", f))
}

__all__ = ["KINDS", "FieldKind", "Phone", "phone_numbers"]
