"""Everything that can go wrong in the vault, each with words for the carer.

``str(error)`` is what the screen may show: what happened, what is safe, what to do next.
No message ever holds a secret or anything a carer wrote.
"""

from __future__ import annotations


class VaultError(Exception):
    """Base of every error this package raises on purpose."""


class SealBroken(VaultError):
    """Sealed bytes did not open: wrong key, or changed since they were written."""

    def __init__(self) -> None:
        super().__init__("These bytes do not open with this key, or were changed.")


class CryptoUnavailable(VaultError):
    """The encryption on this device is missing or gives wrong answers; nothing may be saved with it."""


class DiskError(VaultError):
    """The bytes could not be made durable."""


class DiskFull(DiskError):
    """No room left on the device."""

    def __init__(self) -> None:
        super().__init__("There is no room left on this device.")


class DiskFailed(DiskError):
    """The device refused to read or write."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(
            "This device could not read or write its storage" + (f" ({reason})." if reason else ".")
        )


class DiskGone(DiskFailed):
    """The files are no longer where they were opened: their folder was deleted, moved or replaced, or the
    browser removed them. What is written goes nowhere."""

    def __init__(self) -> None:
        DiskError.__init__(self, "The place where the notes are kept is gone from this device.")


class AlreadyOpen(VaultError):
    """Another running copy of the app holds this vault."""

    def __init__(self) -> None:
        super().__init__(
            "The app is already open on this device. Nothing is lost. Close the other window, then try again."
        )


class AlreadyExists(VaultError):
    """There is a vault here already; making another would hide it."""

    def __init__(self) -> None:
        super().__init__("This device already has its records. Nothing was changed. Unlock them instead.")


class NoVault(VaultError):
    """There is nothing to unlock yet."""

    def __init__(self) -> None:
        super().__init__("Nothing has been set up on this device yet. Choose a PIN to begin.")


class WeakSecret(VaultError):
    """Too short to protect a child's records. ``words``: how many do as well, where numbers are asked for."""

    def __init__(self, least: int, words: int = 0) -> None:
        what = f"numbers, or {words} different words" if words else "characters"
        super().__init__(f"That is too short to keep a child's records safe. Use at least {least} {what}.")


class CommonSecret(WeakSecret):
    """A PIN that anyone would try first."""

    def __init__(self) -> None:
        VaultError.__init__(self, "That PIN is easy to guess. Choose another.")


class DateSecret(WeakSecret):
    """A PIN that could be somebody's birthday."""

    def __init__(self) -> None:
        VaultError.__init__(self, "That PIN could be a date. Dates are easy to guess. Choose another.")


class SecretTaken(WeakSecret):
    """Somebody else on this device opens their slot with the same PIN."""

    def __init__(self) -> None:
        VaultError.__init__(self, "That PIN can't be used here. Nothing was changed. Choose another.")


class BadCode(VaultError):
    """What was typed is not a recovery code; ``hint`` says what is wrong with it."""

    def __init__(self, hint: str) -> None:
        super().__init__(f"{hint} Nothing was changed. Your notes are safe.")


class NotTheKey(VaultError):
    """A recovery code or an owner's key that does not open this vault."""

    def __init__(self) -> None:
        super().__init__(
            "This does not open the records on this device. Nothing was changed, nothing is lost."
        )


class SlotDisabled(VaultError):
    """Ten wrong PINs in a row; only another way in opens it again."""

    def __init__(self) -> None:
        super().__init__(
            "Ten wrong PINs in a row, so this sign-in is switched off. Everything saved is safe. Use the "
            "recovery sheet, or ask a colleague who can sign in. You can still call 999 and write without "
            "unlocking."
        )


class UnknownPerson(VaultError):
    """Nobody with this id has a slot here."""

    def __init__(self) -> None:
        super().__init__("This person has no sign-in on this device. Nothing was changed.")


class NotAllowed(VaultError):
    """A change of who may open the vault that would leave nobody, or is not this person's to make."""


class WeakKdf(VaultError):
    """Key derivation parameters outside the allowed range."""

    def __init__(self) -> None:
        super().__init__("The lock of these records is not one that this app makes, so it was not opened.")


def _spell(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"


class WrongSecret(VaultError):
    """The PIN opened nothing. ``wait_seconds`` (0 or more) must pass before the next try. ``ahead`` says in
    words how many tries are left before the next wait; "" where that is not known."""

    def __init__(self, wait_seconds: int, tries: int = 0, then_seconds: int = 0) -> None:
        self.wait_seconds = wait_seconds
        left = "1 try" if tries == 1 else f"{tries} tries"
        self.ahead = f"{left} left, then you wait {_spell(then_seconds)}." if tries and then_seconds else ""
        then = f"Wait {_spell(wait_seconds)}, then try again." if wait_seconds else "Try again."
        super().__init__(f"That PIN is not right. Everything saved is safe. {then} You can still call 999.")


class TooSoon(VaultError):
    """A try inside the delay; it was not counted and the PIN was not looked at."""

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(
            f"Too many wrong PINs. Everything saved is safe. Wait {_spell(wait_seconds)}, then try again. "
            "You can still call 999."
        )


class DeviceSecretError(VaultError):
    """The device did not give out what it keeps for the vault. No PIN was tried."""


class NotConfirmed(DeviceSecretError):
    """The person, or the phone, said no: cancelled, too late, or a finger it does not know.

    A browser does not tell this apart from a passkey that was deleted, on purpose.
    """

    def __init__(self) -> None:
        super().__init__(
            "The phone did not confirm it was you. Your notes are safe. Try again. You can still call 999."
        )


class DeviceSecretGone(DeviceSecretError):
    """This device does not have the secret the vault was made with."""

    def __init__(self) -> None:
        super().__init__(
            "This phone no longer has the key it kept for your notes, so they cannot be opened here. "
            "Nothing was deleted. Keep the phone as it is and ask for help. Until then, write on paper. "
            "You can still call 999."
        )


class DeviceSecretFailed(DeviceSecretError):
    """The device could not answer just now; the secret may well be there."""

    def __init__(self) -> None:
        super().__init__(
            "This phone could not get the key it keeps for your notes. Your notes are safe. Try again. "
            "If it happens twice, turn the phone off and on. You can still call 999."
        )


class VaultDamaged(VaultError):
    """The files that hold the keys cannot be read, both copies."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or "The records on this device cannot be opened because a key file is damaged. "
            "Nothing was changed. Keep the device as it is and ask for help."
        )


class Locked(VaultError):
    """The vault was locked; unlock it and ask the new vault."""

    def __init__(self) -> None:
        super().__init__("The app is locked. Everything saved is safe. Enter your PIN to go on.")


class UnknownChild(VaultError):
    """No child with this id is in the vault, or their key was destroyed."""

    def __init__(self) -> None:
        super().__init__("There are no records for this child on this device.")


class NotSaved(VaultError):
    """The words could not be made durable. ``full`` tells a full device from a failing one, ``gone`` one
    whose files are no longer there."""

    def __init__(self, words: str = "", *, full: bool = False, gone: bool = False) -> None:
        self.full, self.gone = full, gone
        if gone:
            said = (
                "Not saved: the place on this device where your notes were kept is gone. It was deleted or "
                "moved. What is on this screen stays while the app is open. Save a copy elsewhere now, or "
                "write it on paper."
            )
        elif full:
            said = (
                "Not saved: this device has no room left. What was saved before is safe. "
                "Leave this on the screen, free some space, then save again."
            )
        else:
            said = (
                "Not saved: this device could not write to its storage. What was saved before is safe. "
                "Leave this on the screen and save again; if it happens twice, write it on paper too."
            )
        super().__init__(words or said)


class AttachmentDamaged(VaultError):
    """The photo's file is missing or was changed."""

    def __init__(self) -> None:
        super().__init__(
            "This photo can no longer be opened. The rest of the record is safe. Add the photo again."
        )


class NotAPicture(VaultError):
    """The file is not a whole picture of a kind this app can read."""

    def __init__(self) -> None:
        super().__init__(
            "This file is not a photo the app can read. Nothing was changed. Choose a JPEG or PNG photo."
        )


class PictureTooLarge(VaultError):
    """The file or its pixel count is beyond what a camera makes."""

    def __init__(self) -> None:
        super().__init__(
            "This photo is too large. Nothing was changed. Choose a smaller one, or take a new one."
        )


class AppendOnly(VaultError):
    """The log is never edited; a correction is a later entry."""

    def __init__(self) -> None:
        super().__init__("The log is never edited. Add a correction instead; the first entry stays.")
