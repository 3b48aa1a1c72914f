"""Intervals and time-outs of the sync, each with its unit in its name. Sizes stand where they are used."""

from __future__ import annotations

# --- a device that sends and fetches ---------------------------------------------------------
PULL_SECONDS = 30.0  # between two looks for news
DESK_PULL_SECONDS = 10.0  # the same at a duty desk
CHECK_IN_SECONDS = 60.0  # between two questions how things stand: approval, policy, keys
APPROVAL_CHECK_SECONDS = 15.0  # the same while a person is about to let the device in
FIRST_BACKOFF_SECONDS = 2.0  # the longest wait after the first failure; it doubles with each further one
LONGEST_BACKOFF_SECONDS = 600.0
SHORTEST_BACKOFF_SECONDS = 0.5
CONNECT_TIMEOUT_SECONDS = 5
READ_TIMEOUT_SECONDS = 30

TIME_STAMPS_CHECK_SECONDS = 600.0  # between two questions for new time stamps

SENT_LETTERS_KEPT_SECONDS = 35 * 86_400.0  # sealed to a desk: longer than a backup that is put back is old

# --- a signed request, on both sides ---------------------------------------------------------
SIGNATURE_FRESH_SECONDS = 300  # how far "created" may be from the reader's clock

# --- the endpoint ----------------------------------------------------------------------------
CODE_SECONDS = 600  # how long a one-time code is good
DATABASE_BUSY_MILLISECONDS = 15_000  # how long a writer waits for SQLite's lock
DATABASE_RETRY_SECONDS = 5  # what a device is told when the database does not answer
KEEP_ALIVE_SECONDS = 15
SHUTDOWN_SECONDS = 5  # for requests that are under way when the endpoint stops

# --- time stamps (RFC 3161) ----------------------------------------------------------------------
TIME_STAMP_SECONDS = 3_600.0  # between two tokens, where there is anything new
TIME_STAMP_RETRY_SECONDS = 300.0  # until the next try after one that failed
TIME_STAMP_TIMEOUT_SECONDS = 20.0  # for a whole answer of the time-stamp authority
TIME_STAMP_CLOCK_SECONDS = 300  # how far its clock may be from the endpoint's

# --- room at the endpoint: for one device, and for all about one child ---------------------------
ENTRIES_A_DAY = 50_000
ENTRIES_IN_ALL = 1_000_000
BYTES_A_DAY = 1_000_000_000
BYTES_IN_ALL = 20_000_000_000
NO_ROOM_RETRY_SECONDS = 3_600.0  # when a device asks again whether there is room about this child

# --- connections of the endpoint: each part of a request has its time ---------------------------
TLS_TIMEOUT_SECONDS = 10.0
HEADER_TIMEOUT_SECONDS = 10.0
BODY_TIMEOUT_SECONDS = 120.0  # a chunk of a picture over one bar of signal
ANSWER_TIMEOUT_SECONDS = 300.0  # until the other side has read it
CONNECTIONS_IN_ALL = 800  # of one process: below the 1,024 files that it may usually have open
CONNECTIONS_OF_ONE_ADDRESS = 100
CONNECTIONS_RETRY_SECONDS = 5  # what is said to who is turned away

# --- how often an address or a device may ask the endpoint ------------------------------------
UNPROVED_REQUESTS_PER_SECOND = 20.0  # of one address; what a device proves to be its own does not count
UNPROVED_REQUESTS_AT_ONCE = 200.0  # as many as may be on their way before the first is proved
REFUSED_DELAY_SECONDS = 1.0  # how long an address that asks too often waits for its refusal
ENROLMENT_TRIES_AT_ONCE = 5.0  # wrong codes of one address
ENROLMENT_TRY_SECONDS = 120.0  # then one more try in so long
DEVICE_REQUESTS_PER_SECOND = 20.0  # of one device
DEVICE_REQUESTS_AT_ONCE = 80.0
REFUSAL_LINES_PER_SECOND = 1 / 360  # of one device in the audit; what is beyond that is counted
REFUSAL_LINES_AT_ONCE = 20.0
STRANGER_COUNTS_SECONDS = 10.0  # between two times at which the counts of strangers are written down
STRANGER_COUNT_DAYS = 400  # how long they stay
