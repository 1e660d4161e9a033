"""A room of the desk with the windows that every room can open: papers, outages, backups, packages."""

from typing import TYPE_CHECKING

from textual import work

from screens.room import Room

if TYPE_CHECKING:
    from screens.widgets.ways import Way


class DeskScreen(Room):
    """A room from which papers are given, an outage is noted, a backup made, a package sent.

    The windows come behind the first picture: each is fetched when it is wanted.
    """

    async def stored_papers(self) -> "list[Way[str]]":
        """What F7 offers before `papers`, once the store was asked: each an action. Here, papers not yet printed."""
        from screens.paper_ways import ways_of_unprinted  # windows come behind the first picture

        return await ways_of_unprinted(self)

    def action_papers(self) -> None:
        """F7: the papers of this room. Keys pressed before the list is to be seen are for it."""
        self.hold_keys_for_a_window()
        self._choose_paper()

    @work(group="papers")
    async def _choose_paper(self) -> None:
        from screens.papers_list import choose_paper  # windows come behind the first picture

        await choose_paper(self)

    def action_what_to_bring(self) -> None:
        """The sheet for a family that asks what to bring."""
        self.hold_keys_for_a_window()
        self._show_what_to_bring()

    @work(group="papers")
    async def _show_what_to_bring(self) -> None:
        from screens.what_to_bring import show

        await show(self)

    def action_unprinted_papers(self) -> None:
        """The papers that were stored, and of which nobody said yet that they came out."""
        from screens.paper_ways import print_later

        self.hold_keys_for_a_window()
        self.app.run_worker(print_later(self), group="papers-later")

    def action_recognise_paper(self, code: str = "") -> None:
        """Whether a paper is ours, by the code that was printed on it."""
        from screens.paper_ours import is_it_ours

        self.hold_keys_for_a_window()
        self.app.run_worker(is_it_ours(self, code), group="papers-ours")

    # Portals

    def action_outage(self) -> None:
        """A portal fails, or answers again."""
        from screens.outage_window import begin_or_end  # windows come behind the first picture

        if self.is_active:
            self.hold_keys_for_a_window()
            self.run_worker(begin_or_end(self), group="outage")

    # Backups

    def action_back_up(self) -> None:
        """Make a backup, in a window that can be put away; it goes on while the room is left for another."""
        from screens.backing_up import back_up  # behind the first picture

        self.app.run_worker(back_up(self), group="back-up")

    def action_export(self) -> None:
        """Export a closed day: which, to whom it opens and where, then in a window that can be put away."""
        from screens.exporting import export  # what seals packages comes only when it is wanted

        self.hold_keys_for_a_window()
        self.app.run_worker(export(self), group="export")
