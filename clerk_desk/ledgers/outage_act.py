"""What stands on the act of an outage, in Kazakh and Russian: the portal, the time, and what was taken meanwhile."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from clerk_desk.clock import local
from clerk_desk.ledgers.outages import OutageCard, TakenIn
from clerk_desk.rules.outages import NAMES
from clerk_desk.work import Look
from data.outage_act import LANGUAGES, ActWords, act_words
from data.tables import School

_DAY, _HOUR, _MINUTE = 86_400, 3600, 60


def act_content(look: Look, outage: OutageCard, taken: Sequence[TakenIn]) -> dict[str, Any]:
    """The act, a page for each language, as issue_paper stores it. It is an inner paper: it names the children.

    A row of the list has `cells` for the sheet; `label` and `value` say the same in one line.
    """
    school = look.session.get(School, 1)
    names = {"kk": school.name_kk, "ru": school.name_ru} if school is not None else {}
    head = school.head if school is not None else ""
    return {
        "pages": {
            language: {
                "school": names.get(language, ""),
                "title": act_words(language).title,
                "under": _whole_days(outage, look.moment),
                "parts": _parts(act_words(language), outage, taken, look, head),
            }
            for language in LANGUAGES
        }
    }


def _parts(
    words: ActWords, outage: OutageCard, taken: Sequence[TakenIn], look: Look, head: str
) -> list[dict[str, Any]]:
    listed: dict[str, Any] = {"kind": "table", "heading": words.applications, "head": list(words.columns)}
    listed["rows"] = [
        {
            "label": one.number,
            "value": f"{_moment(one.received_at)}, {one.child_name}",
            "cells": [one.number, _moment(one.received_at), one.child_name],
        }
        for one in taken
    ]
    listed["lines"] = [words.count.format(n=len(taken))] if taken else [words.none]
    signs = [
        {"label": words.clerk, "name": look.member.full_name},
        {"label": words.head, "name": head},
    ]
    return [
        {"kind": "facts", "rows": _facts(words, outage, look.moment)},
        {"kind": "lines", "lines": [words.intro]},
        listed,
        {"kind": "signs", "heading": words.signatures, "rows": signs},
    ]


def _facts(words: ActWords, outage: OutageCard, now: dt.datetime) -> list[dict[str, str]]:
    """The rows above the list, each with its label; what is not known is left out."""
    ended = outage.ended_at
    rows = [
        (words.portal, NAMES[outage.portal]),
        (words.began, _moment(outage.began_at)),
        (words.ended, _moment(ended) if ended is not None else words.still.format(moment=_moment(now))),
        (words.lasted, _lasted(words, (ended or now) - outage.began_at)),
        (words.noticed, words.how[outage.noticed]),
        (words.began_by, outage.began_by),
        (words.ended_by, outage.ended_by),
        (words.note, outage.note),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _lasted(words: ActWords, span: dt.timedelta) -> str:
    """Days, hours and minutes, as far as there are; less than a minute is told as none."""
    seconds = int(span.total_seconds())
    parts = (
        (words.days, seconds // _DAY),
        (words.hours, seconds % _DAY // _HOUR),
        (words.minutes, seconds % _HOUR // _MINUTE),
    )
    return " ".join(unit.format(n=n) for unit, n in parts if n) or words.minutes.format(n=0)


def _whole_days(outage: OutageCard, now: dt.datetime) -> str:
    """The day of the outage, or its first and last day."""
    first, last = local(outage.began_at).date(), local(outage.ended_at or now).date()
    return _date(first) if first == last else f"{_date(first)} – {_date(last)}"


def _date(day: dt.date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def _moment(moment: dt.datetime) -> str:
    here = local(moment)
    return f"{_date(here.date())} {here.hour:02}:{here.minute:02}"
