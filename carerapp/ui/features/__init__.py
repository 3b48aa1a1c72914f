"""One folder a feature. What the whole episode shares stands beside them (`episode_header`); a piece that two
features need is taken from the one whose idea it is. Screens meet only in `carerapp/ui/routes.py`."""
