"""Every screen by its name: the one place where features meet."""

from __future__ import annotations

from carerapp.ui.features.children.add import add
from carerapp.ui.features.children.home import children
from carerapp.ui.features.unlock.lock_screen import hidden, unlock
from carerapp.ui.shell import Routes

SCREENS: Routes = {
    "unlock": unlock,
    "hidden": hidden,
    "children": children,
    "add_child": add,
}
