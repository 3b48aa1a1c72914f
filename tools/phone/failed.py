"""The build can't go on; the words say why and what to do."""


class Failed(Exception):
    pass
