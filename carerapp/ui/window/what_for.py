"""What each screen is for and what to do there, in one sentence.

On top where there is time to read; on the crisis path, where nothing stands before the next thing, behind one
line at the very end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import flet as ft

from carerapp.ui import kit
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

ASK = "What is this screen?"
_SPOT = "what for"
_NAME = ScreenName

#: Asked for: while a child is away, and while the app is locked.
ON_THE_CRISIS_PATH: Mapping[ScreenName, str] = {
    _NAME.UNLOCK: "Here you open the app, or set it up; 999 and 101 work without it.",
    _NAME.HIDDEN: "The app is hidden, so that nobody reads it; tap Show to go on.",
    _NAME.CAPTURE: "Write here with no PIN: it is locked at once, and you sort it in later.",
    _NAME.CHILDREN: "These are your children: tap the big button of the one who is not there.",
    _NAME.DANGER: "This asks first if you must ring 999; if you are not sure, say yes.",
    _NAME.POSSIBLE_RISK: "This asks if they may come to harm; your answer says what you do next.",
    _NAME.BEGINNING: "Say how it began: then the first step and the words for the police fit.",
    _NAME.EPISODE: "This is what to do now: do the top card, then tap what came of it.",
    _NAME.STEP: "This is one step of the list: do it, then tap what came of it.",
    _NAME.PEOPLE: "These are the people who may know: ring one, then tap what they said.",
    _NAME.DECIDE: "This helps you to say if you ring the police now; tap what you choose.",
    _NAME.ASKED: "These answers say what to do next; not sure is an answer, too.",
    _NAME.NOTE: "Write here what you saw or heard, then tap Save.",
    _NAME.LAST_SEEN: "The police ask this first: say what you know, and leave the rest blank.",
    _NAME.LOG: "This is all that was written, with its time; tap a line to put it right.",
    _NAME.CORRECT: "Put a line right here and say why; the first words stay in the log.",
    _NAME.ON_THE_PHONE: "The child is on the phone: ask these things, and tap what they say.",
    _NAME.DUE: "This is what must be done and by when; tap one to read why.",
    _NAME.WHY: "This is the rule that asks for it, in its own words; you only read here.",
    _NAME.SAYS: "This is what the rules say about this; you only read here.",
    _NAME.TOGETHER: "If more than one child is gone, tick who, so that each has a log.",
    _NAME.REPORT: "Ring the police and read this out; then write down what they said.",
    _NAME.NEWS: "You heard something new: ring the police and read them these words.",
    _NAME.TELL: "These are the people who must know: ring one, then tap what came of it.",
    _NAME.HANDOVER: "Make the copy for the officer here, and say when they have it.",
    _NAME.REFUSED: "The officer will not take the copy: write down who, and why.",
    _NAME.COPIES: "Make or save a paper about tonight here; each copy you gave is listed.",
    _NAME.DOOR: "Hold this page up to the officer at the door; you fill in nothing.",
    _NAME.FOUND: "They are back, or you know where they are: say how, when and where.",
    _NAME.RETURNED: "They are back: do these things one by one, and tap what came of each.",
    _NAME.CLOSE: "Say here why it is over; the log stays, and what is left stays in sight.",
    _NAME.SHIFT: "Somebody hands over to you: read what is left to do, then take it on.",
}
#: Said at once: on a calm day there is room for it.
ON_A_CALM_DAY: Mapping[ScreenName, str] = {
    _NAME.CAPTURED: "This was written while the app was locked: say which child it is about.",
    _NAME.STAFF: "This is who can open the app here; tap a name to change what they may do.",
    _NAME.READING_HELP: "Choose the words that stand under the English when a child is gone.",
    _NAME.PERSON: "This is one person who can open the app; what you can change is below.",
    _NAME.ADD_PERSON: "Let one more person in: write their name, then they choose their own PIN.",
    _NAME.MY_PIN: "Change your PIN here: type the old one once and the new one twice.",
    _NAME.MY_NAME: "Change your name here; what you wrote before keeps the old one.",
    _NAME.SHEET: "Make a sheet that opens the app if you forget your PIN, and lock it away.",
    _NAME.OWNER: "Give your provider a way of its own to open this; you need their key.",
    _NAME.ERASE: "Take everything off this device for good, as when you give it away.",
    _NAME.RECORD: "Save all that is written about this child, or erase it.",
    _NAME.SHARING: "See here what the council has of what you wrote, and who can read it.",
    _NAME.CONNECT: "Link this device to your council: you need the code that they gave you.",
    _NAME.SET_ASIDE: "Some things came in that could not be trusted: read them, and ring who sent them.",
    _NAME.CONFLICTS: "Two people wrote two answers to one question: tap the one that is right.",
    _NAME.RESTRICTED: "Write here what only the duty desk may read; you can't open it again.",
    _NAME.DESK_EPISODE: "Read what the home wrote, then tap that you have seen it.",
    _NAME.LETTERS: "These words are for the duty desk alone; read them and act on them.",
    _NAME.DRILL_END: "See how the drill went and what was missed, then erase it.",
    _NAME.TOUR: "Read how the app works, in three short screens; nothing is written.",
    _NAME.ADD_CHILD: "Add a child: write what you know now, and the rest later.",
    _NAME.PREPARE: "Answer these on a calm day, and a bad night has less to ask.",
    _NAME.KEY_CONTACTS: "This form is what the police need: fill it in, a part at a time.",
    _NAME.KEY_CONTACTS_SECTION: "Fill in this part of the form; each answer saves itself.",
    _NAME.KC_ANSWERS: "Read all the answers before you make a copy; change what is wrong.",
    _NAME.KC_CHECK: "Go through the old answers, and tap each that is still right.",
    _NAME.TABLE_ROW: "Write down one person or thing for the form; each answer saves itself.",
    _NAME.PHOTO: "Add a photo of the child, with its day and who said yes to it.",
    _NAME.EARLIER: "These are the times before this one: tap one to read its log.",
    _NAME.TRIP: "Say where you are with the child: then the right council is named.",
    _NAME.MOVE: "Say what is new: you see what comes of it, and only then is it done.",
    _NAME.MOVE_CHECK: "Check that all of this is right, then tap the button to make the move.",
    _NAME.SAME_CHILD: "Two files may be about one child: look at both, and say if they are.",
    _NAME.FORMS: "These are the other forms and the rules: tap one to open it.",
    _NAME.FORM: "Begin this form here, or go on with one that you began.",
    _NAME.FORM_SECTION: "Fill in this part of the form; each answer saves itself.",
    _NAME.PROCEDURE: "These are the rules of the council, and its numbers; tap one to ring it.",
}
WHAT_FOR: Mapping[ScreenName, str] = {**ON_THE_CRISIS_PATH, **ON_A_CALM_DAY}


@dataclass
class Asked:
    """Made when somebody asks on this screen."""


def with_what_for(app: App, name: ScreenName, screen: Screen) -> Screen:
    """The same screen with its sentence. A calm day's screen, too, can be opened from an episode."""
    words = WHAT_FOR[name]
    if name in ON_A_CALM_DAY and not app.place.get("episode"):
        return _on_top(screen, kit.text(words, "small", INK2))
    if Asked in app.states:
        said = [kit.h2(ASK, leads=True), kit.text(words, color=INK2)]
        return replace(screen, last=[kit.spot(_SPOT, ft.Column(said, tight=True))])

    def ask() -> None:
        app.state(Asked)
        app.display.show(_SPOT)  # it is longer than the line was, and under it nothing is seen

    return replace(screen, last=[kit.button(ASK, ask, "text")])


def _on_top(screen: Screen, line: ft.Control) -> Screen:
    """Under the title, to which a screen reader is taken; on a tablet with two columns in the first."""
    if screen.side is not None:
        return replace(screen, side=_under_title(screen.side, line))
    return replace(screen, body=_under_title(screen.body, line))


def _under_title(items: list[ft.Control], line: ft.Control) -> list[ft.Control]:
    titled = bool(items) and isinstance(items[0], kit.Heard) and bool(items[0].header)
    return [*items[:titled], line, *items[titled:]]
