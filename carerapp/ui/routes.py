"""Every screen by its name: the one place where features meet."""

from __future__ import annotations

from carerapp.ui.features.captured.waiting import captured
from carerapp.ui.features.children.add import add
from carerapp.ui.features.children.earlier import earlier
from carerapp.ui.features.children.home import children
from carerapp.ui.features.children.prepare import prepare
from carerapp.ui.features.danger.danger import danger
from carerapp.ui.features.desk.desk import desk_episode, letters_screen
from carerapp.ui.features.episode.decide import decide
from carerapp.ui.features.episode.due import due, why
from carerapp.ui.features.episode.episode import episode
from carerapp.ui.features.episode.last_seen import last_seen
from carerapp.ui.features.episode.live_log import log
from carerapp.ui.features.episode.note import correct, note
from carerapp.ui.features.episode.on_the_phone import on_the_phone
from carerapp.ui.features.episode.people import people
from carerapp.ui.features.episode.shift import shift
from carerapp.ui.features.episode.step import step
from carerapp.ui.features.episode.together import together
from carerapp.ui.features.forms.forms import form, form_section, forms
from carerapp.ui.features.forms.procedure import procedure
from carerapp.ui.features.found.close import close
from carerapp.ui.features.found.found import found
from carerapp.ui.features.found.returned import returned
from carerapp.ui.features.handover.copies import copies
from carerapp.ui.features.handover.handover import handover
from carerapp.ui.features.handover.refused import refused
from carerapp.ui.features.key_contacts.check import kc_check
from carerapp.ui.features.key_contacts.photo import photo
from carerapp.ui.features.key_contacts.row import table_row
from carerapp.ui.features.key_contacts.section import key_contacts_section
from carerapp.ui.features.key_contacts.tasks import key_contacts
from carerapp.ui.features.record.record import record
from carerapp.ui.features.report.report import report
from carerapp.ui.features.report.tell import tell
from carerapp.ui.features.sharing.conflicts import conflicts
from carerapp.ui.features.sharing.restricted import restricted
from carerapp.ui.features.sharing.sharing import connect, sharing
from carerapp.ui.features.staff.add_person import add_person, my_pin
from carerapp.ui.features.staff.people import person, staff
from carerapp.ui.features.staff.sheet import erase, owner, sheet
from carerapp.ui.features.unlock.capture import capture
from carerapp.ui.features.unlock.lock_screen import hidden, unlock
from carerapp.ui.shell import Routes

SCREENS: Routes = {
    "unlock": unlock,
    "hidden": hidden,
    "capture": capture,
    "captured": captured,
    "staff": staff,
    "person": person,
    "add_person": add_person,
    "my_pin": my_pin,
    "sheet": sheet,
    "owner": owner,
    "erase": erase,
    "record": record,
    "sharing": sharing,
    "connect": connect,
    "conflicts": conflicts,
    "restricted": restricted,
    "desk_episode": desk_episode,
    "letters": letters_screen,
    "shift": shift,
    "children": children,
    "add_child": add,
    "prepare": prepare,
    "key_contacts": key_contacts,
    "key_contacts_section": key_contacts_section,
    "kc_check": kc_check,
    "table_row": table_row,
    "photo": photo,
    "earlier": earlier,
    "danger": danger,
    "episode": episode,
    "step": step,
    "people": people,
    "decide": decide,
    "note": note,
    "last_seen": last_seen,
    "log": log,
    "correct": correct,
    "on_the_phone": on_the_phone,
    "due": due,
    "why": why,
    "together": together,
    "forms": forms,
    "form": form,
    "form_section": form_section,
    "procedure": procedure,
    "report": report,
    "tell": tell,
    "handover": handover,
    "refused": refused,
    "copies": copies,
    "found": found,
    "returned": returned,
    "close": close,
}
