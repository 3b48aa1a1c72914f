"""When and where a walk begins, where it goes, and what it types for a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from carerapp.ui.screen_name import ScreenName

BEGINS = (
    datetime(2026, 10, 24, 22, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 40, tzinfo=UTC),
    datetime(2027, 3, 27, 23, 10, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 50, tzinfo=UTC),
    datetime(2026, 11, 20, 22, 40, tzinfo=UTC),
)
JUMPS = [timedelta(hours=h) for h in (2, -2, 24, -24)] + [timedelta(days=d) for d in (-365, 731)]
#: Where others write what is typed, where a PIN is asked for, or where the files are given away or erased.
NOT_HERE = {
    ScreenName.PERSON,
    ScreenName.ADD_PERSON,
    ScreenName.MY_PIN,
    ScreenName.MY_NAME,
    ScreenName.SHEET,
    ScreenName.OWNER,
    ScreenName.ERASE,
    ScreenName.RECORD,
    ScreenName.CONNECT,
}
EPISODE_SCREENS = (
    ScreenName.EPISODE,
    ScreenName.LOG,
    ScreenName.NOTE,
    ScreenName.LAST_SEEN,
    ScreenName.REPORT,
    ScreenName.TELL,
    ScreenName.DECIDE,
    ScreenName.FOUND,
    ScreenName.RETURNED,
    ScreenName.HANDOVER,
    ScreenName.REFUSED,
    ScreenName.ON_THE_PHONE,
    ScreenName.DUE,
    ScreenName.CLOSE,
    ScreenName.PEOPLE,
    ScreenName.RESTRICTED,
    ScreenName.PHOTO,
    ScreenName.SHARING,
)
TIMES = ("22:10", "23:45", "01:30", "00:50", "25/10/2026 01:30", "28/03/2027 01:30", "soon", "99:99", "")
SLOW = ("PDF", "copy", "supplement")  # a document is made
