"""A rule stands in the way: what the program answers when it may not do a thing, in words a clerk can act on."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a remark holds the act up or only asks for a second look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the clerk: English source text with {names}, and the facts to fill them.

    The text is the gettext key. A fact is a str, int, date or aware datetime, or another Message;
    the Speaker translates the text, formats the facts and puts them in. Facts are data: they are
    never parsed as markup.
    """

    text: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence, for logs of tests and for scripts."""
        return self.text.format(**self.facts) if self.facts else self.text


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of one field, or (with field "") of the whole application.

    `code` is a stable word for scripts, like "iin_check_digit".
    """

    severity: Severity
    code: str
    field: str
    message: Message

    @property
    def blocks(self) -> bool:
        """True if the application cannot be received while this stands."""
        return self.severity is Severity.ERROR


class Objection(Exception):
    """A rule says no. Expected, shown beside the thing, never a traceback.

    It carries a Message and a code; str() is the English sentence. Facts may hold personal data, so
    an Objection is shown to the clerk and never logged.
    """

    def __init__(self, code: str, text: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = Message(text, facts)

    def __str__(self) -> str:
        return str(self.message)


def error(code: str, field: str, text: str, **facts: object) -> Remark:
    """A remark that holds the act up until it is mended."""
    return Remark(Severity.ERROR, code, field, Message(text, facts))


def warning(code: str, field: str, text: str, **facts: object) -> Remark:
    """A remark that the clerk reads and may pass over."""
    return Remark(Severity.WARNING, code, field, Message(text, facts))


def mark(text: str) -> str:
    """Mark an English text for the catalogues; it is translated later, where it is said."""
    return text
