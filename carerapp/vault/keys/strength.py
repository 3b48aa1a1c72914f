"""What a new PIN or passphrase must be, so that who copies the files does not guess it.

Where the device adds a secret of its own, files and PIN together open nothing elsewhere: six numbers do.
Where it adds none, what was typed is all that stands before the records: eight numbers or five words. No
estimator of strength is used: those that are kept bring word lists of some hundred kB. The rules instead:

- Numbers alone, also with spaces, points, hyphens or slashes between them, are a PIN. None of those that are
  tried first: no run, no repeat, no pattern of the keypad, no date (:mod:`.guessable`).
- Words are what stands between spaces and such marks, of three letters at least and not of one letter alone.
  Each counts once, and not all of them may be of one series that everybody knows.

What these rules do not see: a line of a song, names of a family. So the app offers random words first.
"""

from __future__ import annotations

import re
import unicodedata

from carerapp.vault.errors import CommonSecret, DateSecret, WeakSecret
from carerapp.vault.keys.guessable import is_common, is_date

LEAST_WITH_DEVICE = 6  # characters
LEAST_ALONE = 8  # numbers
LEAST_WORDS = 5
_LEAST_BYTES = 3  # of a word: three letters of ours, one or two of a script with many
_BETWEEN = re.compile(r"[\s\-–_.,;:/\\|+&]+")
_SERIES = tuple(
    frozenset(words.split())
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "monday tuesday wednesday thursday friday saturday sunday",
        "january february march april may june july august september october november december",
        "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november",
        "red orange yellow green blue indigo violet",
        "correct horse battery staple password passphrase secret letmein",
    )
)


def least_numbers(*, device: bool) -> int:
    """How many numbers a new PIN has at least. ``device``: whether the device adds a secret of its own."""
    return LEAST_WITH_DEVICE if device else LEAST_ALONE


def check_secret(secret: str, *, device: bool) -> None:
    """Raise :class:`WeakSecret` for a new PIN or passphrase that is too short to be worth a lock, or that
    anyone would try first. ``device``: whether the device adds a secret of its own to it."""
    plain = unicodedata.normalize("NFKC", secret)
    numbers = _BETWEEN.sub("", plain)
    if numbers.isdecimal():
        _check_numbers([int(c) for c in numbers], least_numbers(device=device), device=device)
    elif device:
        if len(plain) < LEAST_WITH_DEVICE:
            raise WeakSecret(LEAST_WITH_DEVICE)
    elif not _words_enough(plain):
        raise WeakSecret(LEAST_ALONE, LEAST_WORDS)


def would_do(secret: str, *, device: bool) -> bool:
    """Whether :func:`check_secret` would take it for a new one."""
    try:
        check_secret(secret, device=device)
    except WeakSecret:
        return False
    return True


def _check_numbers(digits: list[int], least: int, *, device: bool) -> None:
    if len(digits) < least:
        raise WeakSecret(least, 0 if device else LEAST_WORDS)
    if is_common(digits):
        raise CommonSecret
    if is_date(digits):
        raise DateSecret


def _words_enough(plain: str) -> bool:
    words = {
        word.casefold()
        for word in _BETWEEN.split(plain)
        if len(word.encode("utf-8", "surrogatepass")) >= _LEAST_BYTES
        and any(letter.isalpha() for letter in word)
        and len(set(word.casefold())) > 1
    }
    return len(words) >= LEAST_WORDS and not any(words <= series for series in _SERIES)
