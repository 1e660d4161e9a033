"""Questions with a closed list of answers: a digit chooses, Space goes round, and what is chosen stands out."""

from collections.abc import Sequence

from clerk_desk.objection import Message, mark
from clerk_desk.rules.choices import YES
from clerk_desk.rules.form import Answers, Choice, Field
from clerk_desk.rules.reading import read
from screens.widgets.field import Entry, Part, Parts, digit_of, one_line, shorter, wrapped


class ChoiceEntry(Entry):
    """One of a few answers. The kept text is the chosen word; the shown text is its label."""

    def __init__(self, question: Field, label: str, choices: Sequence[Choice]) -> None:
        super().__init__(question, label)
        self.choices = tuple(choices)

    def arrive(self) -> None:
        """Nothing is marked: a choice is changed as a whole."""

    def press(self, key: str, letter: str | None) -> bool:
        """A digit chooses, Space and the side arrows go round, Backspace takes the answer back."""
        number = digit_of(letter)
        if number is not None and 1 <= number <= len(self.choices):
            self.text = self.choices[number - 1].value
            return True
        if key in ("space", "right"):
            self._go_round(1)
            return True
        if key == "left":
            self._go_round(-1)
            return True
        if key in ("backspace", "delete"):
            self.text = ""
            return True
        return letter is not None and letter.isprintable()

    def ends(self, letter: str | None, answers: Answers) -> bool:
        """A digit chooses and goes on; Space and the side arrows only go round."""
        number = digit_of(letter)
        return number is not None and 1 <= number <= len(self.choices)

    def paste(self, text: str) -> Message | None:
        """Choose the answer that was pasted, by its label, its word or its number; say so if there is none."""
        wanted, _ = one_line(text)
        for number, choice in enumerate(self.choices, 1):
            if wanted.casefold() in (choice.label.casefold(), choice.value.casefold(), str(number)):
                self.text = choice.value
                return None
        return Message(mark("Not one of the answers here: {rest}"), {"rest": shorter(wanted)})

    def drawn(self, width: int, in_hand: bool) -> list[Parts]:
        """The chosen answer; while unanswered or in hand, the answers with their digits.

        Unanswered and aside it stays empty, for that is nobody's duty.
        """
        chosen = next((choice for choice in self.choices if choice.value == self.text), None)
        if not in_hand:
            if chosen is not None:
                return [[(shorter(chosen.label, width), "value")]]
            if self.text:
                return [[(shorter(self.text, width), "value")]]
            if self.question.aside:
                return [[]]
            offered = wrapped([(self._offered(n, c), "offer") for n, c in enumerate(self.choices, 1)], width)
            return offered[:1] if len(offered) == 1 else [[*_cut(offered[0], width), (" …", "offer")]]
        pieces: list[Part] = []
        for number, choice in enumerate(self.choices, 1):
            pieces.append((self._offered(number, choice), "chosen" if choice is chosen else "option"))
        if chosen is None and self.text:
            pieces.append((self.text, "chosen"))
        return wrapped(pieces, width) if pieces else [[]]

    def _offered(self, number: int, choice: Choice) -> str:
        return f"({number}) {choice.label}"

    def _go_round(self, by: int) -> None:
        if not self.choices:
            return
        values = [choice.value for choice in self.choices]
        at = values.index(self.text) + by if self.text in values else (0 if by > 0 else -1)
        self.text = values[at % len(values)]


def _cut(line: Parts, width: int) -> Parts:
    """The line without its last piece, if the dots would not fit behind it."""
    used = sum(len(text) for text, _ in line)
    return line if used + 2 <= width or len(line) < 3 else line[:-2]


class YesNoEntry(ChoiceEntry):
    """A question that is answered by yes or no; unanswered is neither."""


class PaperEntry(YesNoEntry):
    """The first look at a paper: a third answer says that all of it is in order.

    `in_order` is True after that answer, until the next key; the form then ticks what belongs to the paper.
    `offers` is False while the paper has nothing else to tick.
    """

    def __init__(self, question: Field, label: str, choices: Sequence[Choice], all_in_order: str) -> None:
        super().__init__(question, label, choices)
        self.all_in_order = all_in_order
        self.in_order = False
        self.offers = True

    def press(self, key: str, letter: str | None) -> bool:
        """As any yes or no; the digit behind them says that all is in order."""
        self.in_order = self.offers and digit_of(letter) == len(self.choices) + 1
        if self.in_order:
            self.text = YES
            return True
        return super().press(key, letter)

    def ends(self, letter: str | None, answers: Answers) -> bool:
        """Each of the digits goes on."""
        return self.in_order or super().ends(letter, answers)

    def drawn(self, width: int, in_hand: bool) -> list[Parts]:
        """As any yes or no; in hand with the third answer."""
        if not in_hand or not self.offers:
            return super().drawn(width, in_hand)
        pieces = [
            (self._offered(number, choice), "chosen" if choice.value == self.text else "option")
            for number, choice in enumerate(self.choices, 1)
        ]
        return wrapped([*pieces, (f"({len(self.choices) + 1}) {self.all_in_order}", "option")], width)


class ClassSetEntry(ChoiceEntry):
    """The class-set the family wishes: a digit chooses among those of the language, a letter names one."""

    def press(self, key: str, letter: str | None) -> bool:
        """As any choice; besides, a letter names a class-set, whether it is offered or not."""
        values = [choice.value for choice in self.choices]
        if letter is not None and letter.isalpha():
            if letter.upper() in values or not 1 <= (digit_of(letter) or 0) <= len(values):
                self.text = letter.upper()
                return True
        elif letter is not None and letter.isprintable() and key != "space":
            number = digit_of(letter)
            if number is None or not 1 <= number <= len(values):
                self.text = letter
                return True
        return super().press(key, letter)

    def ends(self, letter: str | None, answers: Answers) -> bool:
        """One letter names a class-set, one digit chooses one."""
        return letter is not None and not letter.isspace() and read(self.question, self.text) is not None

    def paste(self, text: str) -> Message | None:
        """Take the pasted letter, whether it is offered or not."""
        wanted, _ = one_line(text)
        if super().paste(wanted) is None:
            return None
        self.text = wanted[: self.question.longest].upper()
        if rest := wanted[self.question.longest :]:
            return Message(mark("Left out of the paste: {rest}"), {"rest": shorter(rest)})
        return None
