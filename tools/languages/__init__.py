"""The catalogues of `carerapp/languages`: gathered from the screens, brought up to date, compiled."""
