"""What the engine says to a carer: what happened, what is safe, what to do next."""

from __future__ import annotations

from datetime import datetime

NOT_KNOWN_WORDS = "not known"
KEPT = "It is saved as you wrote it."
OTHERS_KEPT = "Your other answers are saved."

DATE_IN_FUTURE = "That date is in the future. Your other answers are saved. Check the year."
DATE_IN_PAST = "That date is in the past. Your other answers are saved. Check the year."
DATE_UNCLEAR = f"We could not read that as a date. {KEPT} Write it like 4 March 2012."
TIME_UNCLEAR = f"We could not read that as a time. {KEPT} Write it like 22:40 or 9.30pm."
TIME_TWO = f"That can be in the morning or in the evening. {KEPT} Write it like 10:40 or 22:40."
DATE_TIME_UNCLEAR = f"We could not read that as a day and a time. {KEPT} Write it like 4 March 22:40 or 9pm."
DATE_TIME_FUTURE = "That day is in the future. Your other answers are saved. Check the day and the time."
DATE_TIME_TWICE = (
    f"Clocks showed that time twice that night. {KEPT} Was it before or after the clocks went back?"
)
DATE_TIME_NEVER = (
    f"Clocks never showed that time: they went from 01:00 to 02:00 that night. {KEPT} Check the time."
)
PHONE_LETTERS = f"There are letters in that phone number. {KEPT} Check it before you ring."
PHONE_ODD = f"That may not be a whole phone number. {KEPT} Check it before you ring."
EMAIL_ODD = f"That may not be a whole email address. {KEPT} Check it before you send."
NUMBER_UNCLEAR = f"We could not read that as a number. {KEPT} Write it like 20."
DECIMAL_UNCLEAR = f"We could not read that as a number. {KEPT} Write it like 36.6."
NUMBER_NEGATIVE = "That number is below nothing. Your other answers are saved. Check it."
POSITION_UNCLEAR = f"We could not read that as a place on the map. {KEPT} Write it like 51.7961 -0.0784."
CHOICE_UNCLEAR = f"That is not one of the answers on the form. {KEPT} Choose one, or leave your words."
YES_NO_UNCLEAR = f"We could not read that as yes or no. {KEPT} Choose Yes or No."
CONSTRAINT = f"The form expects another answer here. {KEPT} Check it."
REQUIRED = "The form asks for an answer here. You can go on without it."
PHOTO_CONSENT = "The form asks that they agree to the photo. The photo is saved. Ask them when you can."
PHOTO_SOCIAL = "The form asks for a photo that is not from social media. The photo is saved. Take a new one."
PHOTO_UNCLEAR = f"That is not a photo. {KEPT} Add a photo."


#: what was typed could not be read as a value of its kind
UNCLEAR = (
    DATE_UNCLEAR,
    TIME_UNCLEAR,
    TIME_TWO,
    DATE_TIME_UNCLEAR,
    DATE_TIME_TWICE,
    DATE_TIME_NEVER,
    NUMBER_UNCLEAR,
    DECIMAL_UNCLEAR,
    YES_NO_UNCLEAR,
)


def refused(message: str) -> str:
    """The same message where what was typed was not put in the place of what stood there."""
    return message.replace(KEPT, "What stood there before stays.")


def before_saving(message: str) -> str:
    """The same message where nothing is saved yet."""
    return message.replace(f" {KEPT}", "").replace(f" {OTHERS_KEPT}", "")


def too_long(length: int) -> str:
    """For words that print on many pages."""
    return f"That is very long: {length:,} letters. All of it is saved. Printing it takes many pages."


def too_old(years: int) -> str:
    """For a date of birth long ago."""
    return f"That makes them {years} years old. Your other answers are saved. Check the year."


def _age(then: datetime, now: datetime) -> tuple[int, str]:
    """How long ago, in the largest unit that fits: (3, "week")."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return 0, "minute"
    if minutes < 60:
        return minutes, "minute"
    if minutes < 24 * 60:
        return minutes // 60, "hour"
    days = minutes // (24 * 60)
    if days < 14:
        return days, "day"
    if days < 61:
        return days // 7, "week"
    if days < 730:
        return int(days / 30.44), "month"
    return int(days / 365.25), "year"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def age_words(then: datetime, now: datetime) -> str:
    """How long ago: "just now", "yesterday", "3 weeks ago"."""
    number, unit = _age(then, now)
    if number == 0:
        return "just now"
    if (number, unit) == (1, "day"):
        return "yesterday"
    return f"{_counted(number, unit)} ago"


def old_words(then: datetime, now: datetime) -> str:
    """How old a thing is: "7 months old"."""
    number, unit = _age(then, now)
    return "new" if number == 0 else f"{_counted(number, unit)} old"
