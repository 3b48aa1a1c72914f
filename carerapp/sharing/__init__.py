"""A child's log, shared: sealed payloads out of the vault for `sync`, and others' entries back into it."""

from carerapp.sharing.authority_key import changed_words, number_of
from carerapp.sharing.authority_sync import TurnResult
from carerapp.sharing.enrolment import APPROVED, ASKED, TRAINING, Enrolment, enrolments, whose
from carerapp.sharing.erasures import ErasedThere, ErasureAsked, asked_words, erased_words
from carerapp.sharing.put_back import OLDER, safe_and_next
from carerapp.sharing.restricted_entries import (
    DeskNotCompared,
    NoDesk,
    RestrictedEntry,
    restricted_entries,
    unsent_restricted_entries,
    write_restricted_entry,
)
from carerapp.sharing.service import Sharing, refused_words
from carerapp.sharing.status import AuthorityStatus, FeedStatus, SetAside, SyncStatus, received_words
from carerapp.sharing.taking_in import Offer
from carerapp.sharing.unsent import Unsent
from carerapp.sharing.who_reads import Asks, Reads, WhoReads

__all__ = [
    "APPROVED",
    "ASKED",
    "OLDER",
    "TRAINING",
    "Asks",
    "AuthorityStatus",
    "DeskNotCompared",
    "Enrolment",
    "ErasedThere",
    "ErasureAsked",
    "FeedStatus",
    "NoDesk",
    "Offer",
    "Reads",
    "RestrictedEntry",
    "SetAside",
    "Sharing",
    "SyncStatus",
    "TurnResult",
    "Unsent",
    "WhoReads",
    "asked_words",
    "changed_words",
    "enrolments",
    "erased_words",
    "number_of",
    "received_words",
    "refused_words",
    "restricted_entries",
    "safe_and_next",
    "unsent_restricted_entries",
    "whose",
    "write_restricted_entry",
]
