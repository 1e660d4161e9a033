"""The intake alone in a real terminal, on the store of a folder: for tests that type through a pseudo-terminal."""

import asyncio
import sys
from pathlib import Path

from textual.app import App

from data.engine import open_store
from screens.going import Go
from screens.intake.intake_screen import IntakeScreen
from screens.themes import VARIABLES, dress
from tests.screens.counter_store import KEY, desk_of, station_at


class OneRoom(App[None]):
    """The intake and nothing else; it ends when the clerk goes anywhere."""

    CSS_PATH = Path(__file__).parents[2] / "screens" / "app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, folder: Path) -> None:
        super().__init__()
        store = open_store(f"sqlite:///{folder / 'desk.db'}", KEY)
        self.room = IntakeScreen(station_at(desk_of(store)))
        self.ready = folder / "ready"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    async def on_mount(self) -> None:
        self.animation_level = "none"
        dress(self)
        await self.push_screen(self.room)
        self.run_worker(self._tell_when_open())

    async def _tell_when_open(self) -> None:
        while self.room.drafting is None:
            await asyncio.sleep(0.01)
        self.ready.write_text(str(self.room.drafting.draft_id))

    def on_go(self, go: Go) -> None:
        self.exit()


if __name__ == "__main__":
    OneRoom(Path(sys.argv[1])).run()
