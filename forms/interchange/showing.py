"""A form in the app's own screens, filled in with invented answers.

The app is a stranger here: it is asked by its name, as a command.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from runpy import run_module

from forms.interchange.whole_file import write


def show(form: Path, text: str, out: Path | None, *, port: int, open_browser: bool) -> int:
    """Opens the definition in `text` (of the file `form`), and writes it as a PDF beside it (`out`). The
    command's exit code. ValueError where the app is not installed here."""
    printed = (out or form.with_suffix(".pdf")).resolve()
    with tempfile.TemporaryDirectory() as folder:
        definition = Path(folder) / f"{form.stem}.toml"
        write(text, definition)
        words = ["show-form", str(definition), "--print", str(printed), "--port", str(port)]
        sys.argv = ["carerapp", *words, *([] if open_browser else ["--no-browser"])]
        try:
            run_module("carerapp", run_name="__main__")
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else 1
        except ImportError as error:
            raise ValueError(
                f"The app is not installed here, and its screens show the form: {error}"
            ) from error
    return 0
