"""Report to the police, and tell those who must be told."""
