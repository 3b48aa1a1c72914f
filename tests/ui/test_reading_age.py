"""The crisis path reads at nine years or younger, but for a closed list of sentences with their reasons.

Measured with textstat: all sentences of a screen together, and each sentence of five words or more by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.reading_age import OLDEST_YEARS, reading_age, too_hard
from tests.support.ui.calm import Calm
from tests.support.ui.crisis_path import SCREENS, NotOurs, drawn
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

_LAW = "A term of the law or of the procedure: another word would change who is meant, or what is sent."
_NAME = "The name of a post, a service, a paper or a page of the app: it is found under that name alone."
_ASKED = "What the police ask for, by the word that they say and write."
_TIME = "A day or a time of day, read as it is said."
#: A sentence -> why it stays.
EXCEPTIONS = {
    "A child protection referral under section 47.": _LAW,
    "A referral under section 47, beside the call to the police.": _LAW,
    "A referral under section 47.": _LAW,
    "A report under section 47 (child protection).": _LAW,
    "Away from placement without authorisation.": _LAW,
    "Sexual exploitation, or significant harm or the risk of it.": _LAW,
    "Tell those with parental responsibility too:": _LAW,
    "That somebody told you the child is exploited.": _LAW,
    "The police or others say that they suffer significant harm, or are likely to:": _LAW,
    "Under an order of the criminal justice system:": _LAW,
    "a child suffers significant harm, or is likely to.": _LAW,
    "exploited, or at risk of significant harm.": _LAW,
    "sexual exploitation, or significant harm or the risk of it.": _LAW,
    "they may suffer significant harm.": _LAW,
    "A copy of the Hertfordshire Key Contacts form.": _NAME,
    "Before the officer gets the form": _NAME,
    "Emergency Duty Service contact details": _NAME,
    "It is under “Forms and procedure”:": _NAME,
    "Name of Social Worker and contact details": _NAME,
    "Tell parents and social worker now": _NAME,
    "Tell the parents (unless the care plan says otherwise) and the social worker, "
    "or the EDT out of hours": _NAME,
    "The risk assessment and action plan.": _NAME,
    "Your authority must say when.": _NAME,
    "a referral to Careline at once.": _NAME,
    "children's services, a parent or another person, when it is right for this child.": _NAME,
    "“Portsmouth Missing Child Risk Assessment”.": _NAME,
    "A mobile phone, social media?": _ASKED,
    "Do they have a phone, money, social media?": _ASKED,
    "May I have the reference number?": _ASKED,
    "People they know, and addresses they go to": _ASKED,
    "Their doctor and dentist; e-mail and bank details": _ASKED,
    "Write down the reference number": _ASKED,
    "That is Friday 20 November, 22:40.": _TIME,
    "tell the social worker and team manager at the start of the next working day": _TIME,
}


@pytest.fixture
def said(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> dict[ScreenName, set[str]]:
    """The app's own sentences of each screen, under every authority."""
    found: dict[ScreenName, set[str]] = {}
    device, not_ours = Calm(clock, open_book), NotOurs()
    device.set_up()

    async def walk() -> None:
        async with Window(device.parts) as window:
            await window.type_pin(PIN)
            for pack in window.app.book.protocols.available():
                for screen, words in await drawn(Evening(window, pack.id)):
                    found.setdefault(screen, set()).update(not_ours.without(words))

    asyncio.run(walk())
    return found


def test_the_crisis_path_reads_at_nine_years(said: dict[ScreenName, set[str]]) -> None:
    """Each screen as a whole, and each sentence. An exception that is no longer needed goes."""
    assert set(said) == {*SCREENS, ScreenName.STEP}
    assert all(len(sentences) > 10 for sentences in said.values())
    whole = {screen: reading_age(" ".join(_ended(s) for s in sorted(said[screen]))) for screen in said}
    assert {screen: age for screen, age in whole.items() if age > OLDEST_YEARS} == {}
    hard = {
        sentence: round(reading_age(sentence), 1)
        for sentence in set().union(*said.values())
        if too_hard(sentence)
    }
    assert {s: age for s, age in hard.items() if s not in EXCEPTIONS} == {}, "too hard to read"
    assert set(EXCEPTIONS) - set(hard) == set(), "not said any more, or easy now"


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?" else f"{sentence}."
