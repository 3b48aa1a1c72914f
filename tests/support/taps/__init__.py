"""A finger that taps once, twice, three times, on every button of every screen, and what it wrote."""
