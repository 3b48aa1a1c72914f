"""The app in a phone's browser: what starts it there and what it asks of the page."""
