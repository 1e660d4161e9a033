"""The finding aid of the register: what a clerk typed, turned into what the store is asked for."""

import re
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import col

from clerk_desk.rules.names import fold
from data.tables import Applicant, Application, Child

_NUMBER = re.compile(r"(\d{4})\s*-\s*(\d{1,4})")
_ONLY_NUMBERS = re.compile(r"[\d\s()+\-№]+")
_PHONE_FROM = 4
"""Digits from which a piece of a phone number tells anything."""


def fits(text: str) -> ColumnElement[bool] | None:
    """The condition that an application fits the text, or None if nothing was typed.

    Digits are a registration number ("41", "2027-0041"), the beginning of an IIN, or a piece of a phone number;
    every other word must begin a word of the child's or the applicant's name, letters folded.
    """
    tidy = text.strip()
    if not tidy:
        return None
    if _ONLY_NUMBERS.fullmatch(tidy):
        return _number_fits(tidy)
    words = tidy.split()
    return and_(*(_number_fits(word) if _ONLY_NUMBERS.fullmatch(word) else _name_fits(word) for word in words))


def _number_fits(text: str) -> ColumnElement[bool]:
    whole = _NUMBER.fullmatch(text)
    if whole is not None:
        return and_(col(Application.year) == int(whole[1]), _numbered(whole[2]))
    typed = re.sub(r"\D", "", text)
    if not typed:
        return false()
    conditions: list[ColumnElement[bool]] = [
        col(Application.child_iin).startswith(typed, autoescape=True),
        col(Applicant.iin).startswith(typed, autoescape=True),
    ]
    if len(typed) <= 4:
        conditions.append(col(Application.number) == int(typed))
    if len(typed) >= _PHONE_FROM:
        # At home a number begins with 8, in the store with +7.
        piece = "7" + typed[1:] if len(typed) == 11 and typed.startswith("8") else typed
        conditions += [
            col(Applicant.phone).contains(piece, autoescape=True),
            col(Applicant.second_phone).contains(piece, autoescape=True),
        ]
    return or_(*conditions)


def _numbered(typed: str) -> ColumnElement[bool]:
    """The number as typed so far: "2027-004" is any of 40 to 49, and 4 itself."""
    scale = 10 ** (4 - len(typed))
    first = int(typed) * scale
    return or_(
        col(Application.number) == int(typed),
        col(Application.number).between(first, first + scale - 1),
    )


def _name_fits(word: str) -> ColumnElement[bool]:
    folded = fold(word)
    if not folded:
        return false()
    keys: tuple[Any, ...] = (col(Child.search_key), col(Applicant.search_key))
    return or_(
        *(key.startswith(folded, autoescape=True) for key in keys),
        *(key.contains(f" {folded}", autoescape=True) for key in keys),
    )
