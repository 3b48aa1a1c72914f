"""coverage.toml → Coverage. What is wrong with it is told with line and remedy."""

from __future__ import annotations

from forms.coverage.entry import Coverage
from forms.engine.declared import Reading
from forms.engine.errors import DefinitionError, DefinitionErrors
from forms.engine.files import Files
from forms.protocol.pack import COVERAGE


def read_coverage(files: Files) -> Coverage:
    """What a pack's folder says of its source. DefinitionErrors when the file is not there, or wrong."""
    errors: list[DefinitionError] = []
    source = files.source(COVERAGE, errors)
    if not source.top.data:
        raise DefinitionErrors(errors)
    coverage = Reading().part(Coverage, source.top)
    if errors or source.errors:
        raise DefinitionErrors([*errors, *source.errors])
    return coverage
