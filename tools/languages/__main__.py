"""`make languages`: gather the sentences, bring each catalogue up to date, compile what ships.

It says what has no translation yet; with `--check` nothing is written.
"""

from __future__ import annotations

import sys

from carerapp.languages import LANGUAGES
from tools.languages.catalogues import compile_all, messages, translations, update, write_messages
from tools.languages.gather import gather


def main(arguments: list[str]) -> int:
    """The exit status: 0 when every sentence of every language has its translation."""
    said = gather()
    if "--check" in arguments:
        return _told({one.code: _wrong(one.code, set(said)) for one in LANGUAGES})
    write_messages(said)
    missing = {one.code: [f"no translation: {id}" for id in update(one.code)] for one in LANGUAGES}
    compile_all()
    print(f"{len(messages())} sentences in {len(LANGUAGES)} languages")
    return _told(missing)


def _wrong(code: str, said: set[str]) -> list[str]:
    has = translations(code)
    missing = [f"no translation: {id}" for id in sorted(said) if not has.get(id)]
    return missing + [f"no longer said: {id}" for id in sorted(set(has) - said)]


def _told(wrong: dict[str, list[str]]) -> int:
    for code, each in wrong.items():
        for words in each:
            print(f"{code}: {words}")
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
