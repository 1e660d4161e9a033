"""The classes at a glance: each language with its sums, each class-set with its bar."""

from textual.content import Content
from textual.widget import Widget

from clerk_desk.language import Speaker
from clerk_desk.ledgers.fill import Fill, LanguageFill
from clerk_desk.rules.form import language_name
from screens.plain import plain
from screens.widgets.fill_bar import ACCEPTED, FREE, WAITING, fill_bar


class FillTable(Widget):
    """Sums and bars. In a low place only one line a language is shown."""

    DEFAULT_CSS = """
    FillTable { height: auto; width: 100%; }
    """

    def __init__(self, speaker: Speaker, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.speaker = speaker
        self._fills: tuple[LanguageFill, ...] | None = None

    def show(self, fills: tuple[LanguageFill, ...]) -> None:
        """Show this fill."""
        if fills != self._fills:
            self._fills = fills
            self.refresh(layout=True)

    def render(self) -> Content:
        """All lines."""
        if self._fills is None:
            return Content("")
        sums_only = "-narrow" in self.screen.classes
        lines = [self._head(self.size.width)]
        if not self._fills:
            lines.append(Content.styled(self.speaker.say("No class-set is open. F4 opens them."), "$quiet"))
        for language in self._fills:
            if sums_only:
                lines.append(self._sum_with_bar(language))
                continue
            lines.append(self._sum(language))
            lines.extend(self._set(one) for one in language.sets)
        return Content("\n").join(lines)

    def _head(self, width: int) -> Content:
        title = (self.speaker.say("CLASS-SETS"), "bold")
        legend = self.speaker.say(
            "{accepted} accepted  {waiting} waiting  {free} free", accepted=ACCEPTED, waiting=WAITING, free=FREE
        )
        room = width - len(title[0]) - len(legend)
        return Content.assemble(title) if room < 2 else Content.assemble(title, (" " * room, ""), (legend, "$quiet"))

    def _sum(self, language: LanguageFill) -> Content:
        name = language_name(language.language)
        return Content.assemble((f"{name:<11}", ""), (self._numbers(language), "$quiet"))

    def _numbers(self, fill: LanguageFill) -> str:
        if fill.waiting:
            return self.speaker.say(
                "{taken} + {waiting} of {seats}", taken=fill.taken, waiting=fill.waiting, seats=fill.seats
            )
        return self.speaker.say("{taken} of {seats}", taken=fill.taken, seats=fill.seats)

    def _sum_with_bar(self, language: LanguageFill) -> Content:
        name = language_name(language.language)
        numbers = f"{self._numbers(language):<15}"
        width = max(0, self.size.width - 11 - len(numbers) - 10)
        bar = fill_bar(language.taken, language.waiting, language.seats, width)
        return Content.assemble((f"{name:<11}", ""), (numbers, "$quiet"), bar, self._left(language.free))

    def _set(self, one: Fill) -> Content:
        label = f"  1 «{plain(one.letter)}»"
        numbers = f"{one.taken} + {one.waiting}" if one.waiting else f"{one.taken}"
        width = max(0, self.size.width - 19 - 10)
        bar = fill_bar(one.taken, one.waiting, one.seats, width)
        left = Content.styled("  " + self.speaker.say("closed"), "$quiet") if one.closed else self._left(one.free)
        return Content.assemble((f"{label:<11}", ""), (f"{numbers:<8}", "$quiet"), bar, left)

    def _left(self, free: int) -> Content:
        if not free:
            return Content.styled("  " + self.speaker.say("full"), "$warning")
        return Content.styled("  " + self.speaker.say("{n} free", n=free), "$quiet")
