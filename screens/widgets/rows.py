"""A list of rows, the row in hand reversed from edge to edge."""

from screens.widgets.reversed_list import ReversedList


class Rows(ReversedList):
    """An option list that is never markup. Colours inside the row in hand rest, so that it stays readable."""

    DEFAULT_CSS = """
    Rows {
        height: auto; padding: 0; text-wrap: nowrap; text-overflow: ellipsis;
        scrollbar-gutter: stable; scrollbar-size-horizontal: 0;
    }
    Rows > .option-list--option-highlighted { background: $background; color: $foreground; }
    Rows:focus > .option-list--option-highlighted, Rows.-led > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)

    def leads(self) -> bool:
        """Also while the field above leads it."""
        return super().leads() or self.has_class("-led")
