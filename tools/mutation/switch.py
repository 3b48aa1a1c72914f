"""The switch before each function that mutmut has broken: which of its mutants runs, and who came by.

mutmut's own asks the environment at each call and follows who calls whom; over our tests that takes hours.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import _lru_cache_wrapper, partial, wraps
from importlib import import_module
from typing import Any

import mutmut.mutation.trampoline

Function = Callable[..., Any]
_AS_WRITTEN = "_mutmut_orig"


class Switch:
    """Stands before one function. ``mutants``: name → function; mutmut fills it after the function."""

    def __init__(self, module: str, mutants: dict[str, Function], runs: str = _AS_WRITTEN) -> None:
        self.module, self.mutants, self.runs = module, mutants, runs

    @property
    def key(self) -> str:
        """The function's name as all its mutants begin."""
        return f"{self.module}.{self.mutants[_AS_WRITTEN].__name__.removesuffix('__mutmut_orig')}"


SWITCHES: list[Switch] = []
#: those that were come by since it was last emptied
PASSED: set[Switch] = set()


def _switched(mutants: dict[str, Function], is_classmethod: bool = False, first: str = "") -> Function:
    def before(function: Function) -> Function:
        name = function.__qualname__
        name = f"xǁ{name.replace('.', 'ǁ')}" if "." in name else f"x_{name}"
        named = function_of(first) == f"{function.__module__}.{name}"
        runs = first.rpartition(".")[2] if named else _AS_WRITTEN
        switch = Switch(function.__module__, mutants, runs)
        SWITCHES.append(switch)

        @wraps(function)
        def call(*given: Any, **named: Any) -> Any:
            PASSED.add(switch)
            chosen = mutants[switch.runs]
            if is_classmethod:
                return getattr(given[0], chosen.__name__)(*given[1:], **named)
            return chosen(*given, **named)

        return call

    return before


def install(first: str = "") -> None:
    """From now on, what is imported of mutmut's files has our switches; ``first``: the mutant that runs from
    the start. Call it before anything is."""
    switched = partial(_switched, first=first)
    setattr(mutmut.mutation.trampoline, "wrap_in_trampoline", switched)  # noqa: B010 - of another type


def function_of(mutant: str) -> str:
    """The ``key`` of the function that this mutant breaks."""
    return mutant.partition("__mutmut_")[0]


def turn(mutant: str) -> None:
    """Let this mutant run in place of its function. Raises LookupError where there is none of this name."""
    module, _, name = mutant.rpartition(".")
    import_module(module)  # some are imported only when a test needs them
    for switch in SWITCHES:
        if switch.module == module and name in switch.mutants:
            switch.runs = name
            return
    raise LookupError(mutant)


def caches() -> list[_lru_cache_wrapper[Any]]:
    """Every ``lru_cache`` of what was imported until now: what was computed before a mutant was switched on
    must not hide it. Slow: it looks at each object that there is."""
    ours = {switch.module.partition(".")[0] for switch in SWITCHES}
    found = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    return [one for one in found if one.__module__.partition(".")[0] in ours]
