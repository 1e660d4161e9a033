"""The reasons that people give for what they do: every one must say something, in a line that fits the books."""

from clerk_desk.objection import Objection
from clerk_desk.rules.names import clean

LONGEST = 300
"""Characters of a reason; the store repeats the bound."""


def reason_said(text: str, longest: int = LONGEST) -> str:
    """The reason, its blanks tidied. Objection "no_reason" if it says nothing, "too_long" if it does not fit."""
    said = clean(text)
    if not said:
        raise Objection("no_reason", "Give the reason in words: it stays in the records.")
    if len(said) > longest:
        raise Objection("too_long", "This is longer than {longest} characters: say it more briefly.", longest=longest)
    return said
