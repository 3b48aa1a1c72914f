"""The PINs of the tests' people: as a new one must be where the device adds nothing of its own."""

PIN = ANN = "48291736"
BEN = "73640528"
CAS = DEE = "91827364"
NEW = "90735182"  # in place of a forgotten one
WRONG = "73916408"  # nobody's
SHORT = "482917"  # as vaults of before have it, and devices with a secret of their own
