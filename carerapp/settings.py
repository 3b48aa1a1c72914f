"""Every interval and time-out of the app, its unit in its name. Those of the wire: `sync/settings.py`."""

from __future__ import annotations

from typing import Final

# --- the clock ---------------------------------------------------------------------------
VERSION_MADE: Final = (
    "2026-11-28"  # the newest release: a device that has it and shows an earlier day is wrong
)

# --- locking: one home for "how long until it locks" -------------------------------------
IDLE_LOCK_SECONDS: Final = 120  # nobody is missing
IDLE_LOCK_CHOICES_MINUTES: Final = (2, 5, 10)  # nobody is missing: what a person may choose
EPISODE_IDLE_LOCK_SECONDS: Final = 600  # a carer is on the phone or in the street, and comes back often
AWAY_SECONDS: Final = 180  # a call, a text or a picture may take so long without locking
CLOCK_TICK_SECONDS: Final = 20  # how often a window looks at the clock and at the lock
CLOCK_TICK_FAST_SECONDS: Final = 1  # where the lock is set to less than a tick

# --- what is typed -----------------------------------------------------------------------
BARE_TIME_REACHES_HOURS: Final = 12  # "23:50" at 00:15 is yesterday's; longer ago than this it is asked
TIME_TO_BE_IN_REACHES_HOURS: Final = 12  # a time to be in longer ago than this is not offered
QUICK_TIMES_MINUTES: Final = (0, 15, 30, 60)  # ago: the chips beside a box for a moment

OLDEST_DAY_YEARS: Final = 30  # before today, in the picker of a day
OFFICE_AT_MOST: Final = ("07:00", "20:00")  # UK time; before and after nobody's office is open
REMIND_BEFORE_MINUTES: Final = (30, 10, 0)  # a due moment, the alarms of its entry in a calendar
REMINDER_LASTS_MINUTES: Final = 5
OTHERS_DUE_NEAR_MINUTES: Final = 60  # what others must do stands on the carer's screen from then on
EPISODES_LOOKED_BACK_AT: Final = 3  # closed ones of a child, the newest: for what is still to do after them

# --- screens -----------------------------------------------------------------------------
SCREEN_SETTLES_SECONDS: Final = 0.7  # after a screen changed: a second tap of the same finger comes sooner
SAVING_SEEN_SECONDS: Final = 0.02  # before "Saving …" is drawn: most answers are there by then
STORE_ANSWER_SECONDS: Final = 0.1  # for it to say that an entry is there, before the screen is drawn without
DRAFT_PAUSE_SECONDS: Final = 0.4  # without a key, before what was typed is saved
DRAFT_LONGEST_SECONDS: Final = 2.0  # of typing without a pause, before it is saved all the same
DEVICE_NOTICE_SECONDS: Final = 60  # how long "Calling ..." stays on the screen
PHOTO_PAINT_SECONDS: Final = 0.1  # the same, before a photo is made small
PAINT_SECONDS: Final = 0.05  # for the screen to be drawn, before the PIN's long sum stops everything else
PAGE_ANSWER_SECONDS: Final = 15  # of a phone's page and its browser, where no person is asked
PHOTO_SECONDS: Final = 60  # for the browser to make a picture small
DEVICE_CONFIRM_SECONDS: Final = 150  # to confirm on the phone; longer than a browser gives for it

COUNT_PAUSE_SECONDS: Final = (
    0.01  # for taps, between two pieces of a long log that is counted behind the screen
)

# --- the local server ---------------------------------------------------------------------
SERVER_STOP_SECONDS: Final = 2  # for open pages, when the app is stopped
SERVER_PAGE_GONE_SECONDS: Final = 60  # a page that went away finds its session again until then
PAGE_GONE_SECONDS: Final = 3  # without the app, before the page says so: it joins again by itself before
PAGE_STARTS_SECONDS: Final = 30  # for a page to find its app the first time
PAGE_NEWS_SILENCE_SECONDS: Final = 15  # then a page that waits for news is sent a line that says nothing
SERVER_ANSWER_SECONDS: Final = 1  # for it to answer, before the browser is opened
SERVER_LOOK_SECONDS: Final = 0.1  # between two looks whether it answers

# --- sharing -----------------------------------------------------------------------------
SHARING_RETRY_SECONDS: Final = 60.0  # when this device itself could not go on
SHARING_SHORTEST_PAUSE_SECONDS: Final = 0.2  # between two rounds
PHONE_REQUEST_SECONDS: Final = 30  # for one answer, in a phone's browser
ASKED_AGAIN_SECONDS: Final = 86_400  # after “Not now”, who asks to read a child is asked about again
TRAINING_START_SECONDS: Final = 15.0  # for the training endpoint to answer
TRAINING_LOOK_SECONDS: Final = 0.02  # between two looks whether it does
