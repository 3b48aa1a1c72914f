"""`python -m tests.support.phone.late_imports`: what of ours and Flet's is imported between the snapshot
and the lock screen, a name a line. In a process of its own: in the tests' everything is imported already.

What a phone alone has is stood in for by the names that it is imported for.
"""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import sys
import types
from typing import Any

OURS = ("carerapp", "flet", "forms", "sync")


def stand_in() -> None:
    """The modules that a phone's worker registers."""
    ffi: Any = types.ModuleType("pyodide.ffi")
    ffi.JsException, ffi.to_js, ffi.create_proxy = Exception, None, None
    for module in (types.ModuleType("carerapp_bridge"), types.ModuleType("pyodide"), ffi):
        sys.modules[module.__name__] = module


def import_as(wiring: Any) -> None:
    """What stands in it to be imported; but for a browser's adapters, which need the bridge."""
    for node in ast.walk(ast.parse(inspect.getsource(wiring))):
        name = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if isinstance(node, ast.ImportFrom) and name.startswith("carerapp.") and "adapters" not in name:
            module = importlib.import_module(name)
            for one in node.names:
                if not hasattr(module, one.name):
                    importlib.import_module(f"{name}.{one.name}")


async def lock_screen() -> None:
    """Drawn once."""
    from carerapp import bootstrap
    from tests.support.clock import ToldClock
    from tests.support.ui.calm import Calm
    from tests.support.ui.window import Window

    calm = Calm(ToldClock(), bootstrap.open_casebook)
    there = set(sys.modules)
    async with Window(calm.parts) as window:
        await window.until(lambda: bool(window.words()), "nothing is drawn")
    say(set(sys.modules) - there)


def say(names: set[str]) -> None:
    """Of ours and Flet's alone."""
    for name in sorted(names):
        if name.partition(".")[0] in OURS:
            print(name)


if __name__ == "__main__":
    stand_in()
    from carerapp.phone import start

    start.prepare_snapshot()
    before = set(sys.modules)
    import_as(start._parts)
    say(set(sys.modules) - before)
    asyncio.run(lock_screen())
