"""Accounted for, sentence by sentence: what in a source obliges, and what of it a pack carries.

`lines`, `sentences`, `obliging` (by `triggers`), `text`: a source → the sentences that count · `entry`,
`reading`: coverage.toml · `carriers`: what may carry a sentence · `account`: the three compared · `draft`,
`table`, `command` · `quotations`, `recorded`: what claims to be its own words
"""
