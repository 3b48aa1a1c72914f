"""Every screen by its name: the one place where features meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from carerapp.ui.features.captured.waiting import captured
from carerapp.ui.features.children.add import add
from carerapp.ui.features.children.earlier import earlier
from carerapp.ui.features.children.move import move
from carerapp.ui.features.children.move_check import move_check
from carerapp.ui.features.children.prepare import prepare
from carerapp.ui.features.children.same_child import same_child
from carerapp.ui.features.children.trip import trip
from carerapp.ui.features.danger.danger import danger
from carerapp.ui.features.danger.possible_risk import possible_risk
from carerapp.ui.features.decide.asked_now import asked_now
from carerapp.ui.features.decide.decide import decide
from carerapp.ui.features.desk.desk import desk_episode, letters_screen
from carerapp.ui.features.drill import drill_end
from carerapp.ui.features.episode.beginning import beginning
from carerapp.ui.features.episode.correct import correct
from carerapp.ui.features.episode.due import due, why
from carerapp.ui.features.episode.episode import episode
from carerapp.ui.features.episode.last_seen import last_seen
from carerapp.ui.features.episode.live_log import log
from carerapp.ui.features.episode.note import note
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
from carerapp.ui.features.handover.door import door
from carerapp.ui.features.handover.handover import handover
from carerapp.ui.features.handover.refused import refused
from carerapp.ui.features.home import children
from carerapp.ui.features.key_contacts.answers import kc_answers
from carerapp.ui.features.key_contacts.check import kc_check
from carerapp.ui.features.key_contacts.photo import photo
from carerapp.ui.features.key_contacts.row import table_row
from carerapp.ui.features.key_contacts.section import key_contacts_section
from carerapp.ui.features.key_contacts.tasks import key_contacts
from carerapp.ui.features.reading_help import reading_help_screen
from carerapp.ui.features.record.record import record
from carerapp.ui.features.report.news import news
from carerapp.ui.features.report.report import report
from carerapp.ui.features.report.tell import tell
from carerapp.ui.features.says import says
from carerapp.ui.features.sharing.aside import set_aside
from carerapp.ui.features.sharing.conflicts import conflicts
from carerapp.ui.features.sharing.restricted import restricted
from carerapp.ui.features.sharing.sharing import connect, sharing
from carerapp.ui.features.staff.add_person import add_person, my_pin
from carerapp.ui.features.staff.my_name import my_name
from carerapp.ui.features.staff.people import person, staff
from carerapp.ui.features.staff.sheet import erase, owner, sheet
from carerapp.ui.features.tour import tour
from carerapp.ui.features.unlock.capture import capture
from carerapp.ui.features.unlock.lock_screen import hidden, unlock
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

Routes = Mapping[ScreenName, Callable[[App], Screen]]

SCREENS: Routes = {
    ScreenName.UNLOCK: unlock,
    ScreenName.HIDDEN: hidden,
    ScreenName.CAPTURE: capture,
    ScreenName.CAPTURED: captured,
    ScreenName.STAFF: staff,
    ScreenName.READING_HELP: reading_help_screen,
    ScreenName.PERSON: person,
    ScreenName.ADD_PERSON: add_person,
    ScreenName.MY_PIN: my_pin,
    ScreenName.MY_NAME: my_name,
    ScreenName.SHEET: sheet,
    ScreenName.OWNER: owner,
    ScreenName.ERASE: erase,
    ScreenName.RECORD: record,
    ScreenName.SHARING: sharing,
    ScreenName.CONNECT: connect,
    ScreenName.SET_ASIDE: set_aside,
    ScreenName.CONFLICTS: conflicts,
    ScreenName.RESTRICTED: restricted,
    ScreenName.DESK_EPISODE: desk_episode,
    ScreenName.LETTERS: letters_screen,
    ScreenName.SHIFT: shift,
    ScreenName.CHILDREN: children,
    ScreenName.DRILL_END: drill_end,
    ScreenName.TOUR: tour,
    ScreenName.ADD_CHILD: add,
    ScreenName.PREPARE: prepare,
    ScreenName.KEY_CONTACTS: key_contacts,
    ScreenName.KEY_CONTACTS_SECTION: key_contacts_section,
    ScreenName.KC_ANSWERS: kc_answers,
    ScreenName.KC_CHECK: kc_check,
    ScreenName.TABLE_ROW: table_row,
    ScreenName.PHOTO: photo,
    ScreenName.EARLIER: earlier,
    ScreenName.TRIP: trip,
    ScreenName.MOVE: move,
    ScreenName.MOVE_CHECK: move_check,
    ScreenName.SAME_CHILD: same_child,
    ScreenName.DANGER: danger,
    ScreenName.POSSIBLE_RISK: possible_risk,
    ScreenName.BEGINNING: beginning,
    ScreenName.EPISODE: episode,
    ScreenName.STEP: step,
    ScreenName.PEOPLE: people,
    ScreenName.DECIDE: decide,
    ScreenName.ASKED: asked_now,
    ScreenName.NOTE: note,
    ScreenName.LAST_SEEN: last_seen,
    ScreenName.LOG: log,
    ScreenName.CORRECT: correct,
    ScreenName.ON_THE_PHONE: on_the_phone,
    ScreenName.DUE: due,
    ScreenName.WHY: why,
    ScreenName.SAYS: says,
    ScreenName.TOGETHER: together,
    ScreenName.FORMS: forms,
    ScreenName.FORM: form,
    ScreenName.FORM_SECTION: form_section,
    ScreenName.PROCEDURE: procedure,
    ScreenName.REPORT: report,
    ScreenName.NEWS: news,
    ScreenName.TELL: tell,
    ScreenName.HANDOVER: handover,
    ScreenName.REFUSED: refused,
    ScreenName.COPIES: copies,
    ScreenName.DOOR: door,
    ScreenName.FOUND: found,
    ScreenName.RETURNED: returned,
    ScreenName.CLOSE: close,
}
