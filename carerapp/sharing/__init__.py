"""A child's log, shared: sealed payloads out of the vault for `sync`, and others' entries back into it."""

from carerapp.sharing.enrolment import APPROVED, ASKED, TRAINING, Enrolment, enrolments, whose
from carerapp.sharing.letters import Letter, NoDesk, letters, unsent, write_letter
from carerapp.sharing.report import Aside, Report
from carerapp.sharing.service import Sharing, TurnResult, refused_words

__all__ = [
    "APPROVED",
    "ASKED",
    "TRAINING",
    "Aside",
    "Enrolment",
    "Letter",
    "NoDesk",
    "Report",
    "Sharing",
    "TurnResult",
    "enrolments",
    "letters",
    "refused_words",
    "unsent",
    "whose",
    "write_letter",
]
