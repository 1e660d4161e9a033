"""Registration numbers: the year, and the place in that year's journal, like 2027-0041."""

import re

from clerk_desk.rules.digits import letters_to_digits

_FORM = re.compile(r"(?:№\s*)?(\d{4})\s*[-–/]\s*(\d{1,6})", re.ASCII)


def registration(year: int, number: int) -> str:
    """The number as it stands on the receipt; four digits or, from 10000 on, more."""
    return f"{year:04}-{number:04}"


def parse(text: str) -> tuple[int, int] | None:
    """Year and number from "2027-0041", "№ 2027-41" or "2027/41"; None for any other text."""
    found = _FORM.fullmatch(letters_to_digits(text.strip()))
    return (int(found[1]), int(found[2])) if found and int(found[2]) > 0 else None
