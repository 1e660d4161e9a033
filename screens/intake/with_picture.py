"""An intake with the child's picture beside it: fetched, shown, attached or taken away."""

import datetime as dt

from textual import work

from clerk_desk.duties import photos
from clerk_desk.ledgers.pictures import PictureCard
from screens.desk_screen import DeskScreen
from screens.intake.drafting import Drafting
from screens.intake.picture_beside import PictureBeside
from screens.intake.picturing import picture_of_draft, real_picture
from screens.station import Station


class WithPicture(DeskScreen):
    """The picture's part of an intake. The form is the subclass's."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self.drafting: Drafting | None = None
        self.picture: PictureCard | None = None
        self._since: dt.datetime | None = None
        self._at_the_table = False

    @work
    async def action_picture(self) -> None:
        """The child's picture: the newest scans are laid on the table."""
        draft = self.drafting
        if draft is None or self._at_the_table:
            return
        self._at_the_table = True
        try:
            if await picture_of_draft(self, draft.draft_id):
                await self.look_at_picture()
        finally:
            self._at_the_table = False

    def action_picture_at_once(self) -> None:
        """In the Photos step F7 is the picture."""
        self.action_picture()

    async def look_at_picture(self) -> None:
        """Fetch the picture beside the draft, and show it."""
        if self.drafting is not None:
            self.picture = await self.ask(photos.of_draft, self.drafting.draft_id)
            real = await real_picture(self, self.picture)
            for beside in self.query(PictureBeside):
                beside.show(self.picture, self._since, real)
