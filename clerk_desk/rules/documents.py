"""Identity documents: what a number usually looks like, and whether the document is still valid."""

import datetime as dt
import re

from clerk_desk.objection import Remark, warning
from clerk_desk.rules.digits import row_to_digits
from data.vocabulary import DocumentKind

HOME_KINDS = frozenset({DocumentKind.ID_CARD, DocumentKind.PASSPORT})
"""Documents of citizens: they always bear an IIN."""

_YEARS_VALID = 10
_ID_CARD = re.compile(r"\d{9}", re.ASCII)
_PASSPORT = re.compile(r"[NnНн]\d{8}", re.ASCII)


def number_remarks(kind: str, number: str, field: str = "") -> tuple[Remark, ...]:
    """A warning if the number is not of its kind's usual form; kinds without a fixed form pass.

    An ID card has 9 digits, a passport N and 8 digits.
    """
    bare = re.sub(r"[\s\-№]", "", number)
    if kind == DocumentKind.ID_CARD and not _ID_CARD.fullmatch(row_to_digits(bare)):
        return (
            warning(
                "document_number_form",
                field,
                "An ID card's number has 9 digits: compare it, or choose another kind of document.",
            ),
        )
    if kind == DocumentKind.PASSPORT and not _PASSPORT.fullmatch(bare):
        return (
            warning(
                "document_number_form",
                field,
                "A passport's number is N and 8 digits: compare it, or choose another kind of document.",
            ),
        )
    return ()


def validity_remarks(kind: str, valid_until: dt.date, today: dt.date, field: str = "") -> tuple[Remark, ...]:
    """Warnings of an expired document, and of a date further ahead than such documents are given for (10 years)."""
    if valid_until < today:
        return (
            warning(
                "document_expired",
                field,
                "This document expired on {date}: ask for a valid one, or go on knowing it.",
                date=valid_until,
            ),
        )
    if kind in HOME_KINDS and valid_until.year > today.year + _YEARS_VALID:
        return (
            warning(
                "document_valid_too_long",
                field,
                "Valid for more than {years} years? Compare the date with the document.",
                years=_YEARS_VALID,
            ),
        )
    return ()
