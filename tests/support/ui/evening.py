"""One child of one authority, away, and any screen of that episode."""

from __future__ import annotations

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from forms.protocol import Setting
from tests.support.ui.window import Window


class Evening:
    """A child of one authority, away; one screen of it."""

    def __init__(self, window: Window, protocol: str, setting: Setting = "foster", placing: str = "") -> None:
        self.window, self.book = window, window.app.book
        self.child = add_child(
            self.book,
            full_name="Kim Sample",
            date_of_birth="2011-03-04",
            setting=setting,
            protocol_id=protocol,
            placing=placing,
        )
        self.episode = start_episode(self.book, self.child).id

    def say(self, **answers: str) -> None:
        """Answers of the episode."""
        for name, value in answers.items():
            answer_question(self.book, self.child, self.episode, name, value)

    def value(self, field: str) -> object:
        """What stands in the episode."""
        return self.book.child(self.child).record(self.episode).value(field)

    async def at(self, screen: ScreenName, first: str, **more: str) -> None:
        """This screen, drawn."""
        place = {"child": self.child, "episode": self.episode, **more}
        self.window.app.home(Place(ScreenName.EPISODE, place), Place(screen, place))
        self.window.app.redraw()
        await self.window.see(first)
