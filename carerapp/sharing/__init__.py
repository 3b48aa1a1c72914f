"""A child's log, shared: sealed payloads out of the vault for `sync`, and others' entries back into it."""

from carerapp.sharing.enrolment import Enrolment, check_in, enrol
from carerapp.sharing.report import Report, report
from carerapp.sharing.vault_log import VaultLog, client_of

__all__ = ["Enrolment", "Report", "VaultLog", "check_in", "client_of", "enrol", "report"]
