"""A number among other words: a pasted line may hold more than the field asks for."""

import re

from clerk_desk.rules import iin, phone
from clerk_desk.rules.form import Field, Kind
from clerk_desk.rules.reading import read

_WANTED = {
    Kind.IIN: re.compile(r"(?<!\d)\d(?:[ \-\u2010-\u2014_]?\d){11}(?!\d)", re.ASCII),
    Kind.DATE: re.compile(r"(?<!\d)\d{1,2}[./\-]\d{1,2}[./\-](?:\d{4}|\d{2})(?!\d)", re.ASCII),
    Kind.PHONE: re.compile(r"(?<!\d)\+?\d(?:[ ().\-]{0,2}\d){9,13}(?!\d)", re.ASCII),
}


def found_in(question: Field, text: str) -> tuple[str, str] | None:
    """The one IIN, date or phone among the words of a line, and what stands around it; None if there is not just one.

    A line that is nothing else is found whole, with "" around it. Of several numbers of 12 digits the one with a
    fitting check digit is the IIN. Other kinds of questions are answered by the whole line: None.
    """
    wanted = _WANTED.get(question.kind)
    if wanted is None:
        return None
    if read(question, text) is not None:
        return (iin.clean(text) if question.kind is Kind.IIN else text), ""
    found = [match for match in wanted.finditer(text) if _means(question, match[0])]
    if len(found) > 1:
        found = [match for match in found if question.kind is Kind.IIN and iin.check_digit_fits(iin.clean(match[0]))]
    if len(found) != 1:
        return None
    before, after = text[: found[0].start()].strip(), text[found[0].end() :].strip()
    answer = iin.clean(found[0][0]) if question.kind is Kind.IIN else found[0][0]
    return answer, " ".join(part for part in (before, after) if part)


def _means(question: Field, text: str) -> bool:
    if question.kind is Kind.PHONE:
        return phone.parse(text) is not None
    return read(question, text) is not None
