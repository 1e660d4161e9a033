"""The daily register: what the close of a day says on paper, made of what the close keeps and of nothing else."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from clerk_desk.clock import local
from clerk_desk.objection import Message
from clerk_desk.rules.balance import COUNTED
from clerk_desk.rules.closing import Item
from data.vocabulary import EventKind

_CORRECTIONS = (EventKind.FIELD_CORRECTED, EventKind.MOVED, EventKind.WITHDRAWN, EventKind.REOPENED)
"""Acts that change what an earlier close had already counted."""


def register_lines(content: Mapping[str, Any], year: int) -> list[dict[str, Any]]:
    """The year's applications that the day counted, in their numbers' order, each with what became of it by the close.

    `content` is what the close keeps; `new` says that the application was received since the close before.
    """
    from_line = content["from_line"]
    counted = (one for one in content["applications"] if one["number"].startswith(f"{year}-"))
    return [_line(one, from_line) for one in counted if _acts(one, from_line)]


def corrections(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was changed of applications that an earlier close had counted: the closed day itself stays as it was."""
    from_line = content["from_line"]
    return [
        {
            "number": one["number"],
            "name": _name(one),
            "when": moment_said(entry["at"]),
            "who": entry["who"],
            "event": entry["event"],
            "reason": str(entry["facts"].get("reason", "")),
        }
        for one in content["applications"]
        if not _new(one, from_line)
        for entry in _acts(one, from_line)
        if entry["event"] in _CORRECTIONS and _changed_the_counted(one, entry, from_line)
    ]


def difference_said(item: Item) -> dict[str, Any]:
    """A difference as the close keeps it: check and facts for the paper's own words, the explanation as written.

    `said` is the English sentence; `text` its source, to be said in another language with the same facts.
    """
    facts = {name: _plain(fact) for name, fact in item.message.facts.items()}
    return {
        "check": str(item.check),
        "key": item.key,
        "number": item.number,
        "name": item.name,
        "text": item.message.text,
        "said": item.message.text.format(**facts),
        "facts": facts,
        "explained": item.explained,
    }


def outage_lines(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """The portal outages of the day, as the register tells them; one that still runs has no end."""
    return [
        {
            "portal": one["portal"],
            "from": moment_said(one["began_at"]),
            "to": moment_said(one["ended_at"]) if one["ended_at"] else "",
            "note": one["note"],
        }
        for one in content["outages"]
    ]


def moment_said(moment: dt.datetime | str) -> str:
    """A moment (aware, or its ISO text) as papers write it, on the office's clock: 01.04.2027 10:42."""
    here = local(dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment)
    return f"{here:%d.%m.%Y %H:%M}"


def _line(one: Mapping[str, Any], from_line: int) -> dict[str, Any]:
    live = next((given for given in one["decisions"] if given["live"]), None)
    refused = one["stage"] == "refused"
    return {
        "number": one["number"],
        "name": _name(one),
        "received": moment_said(one["received_at"]),
        "due": moment_said(one["due_at"]),
        "channel": one["channel"],
        "language": one["answers"].get("application.language", ""),
        "stage": one["stage"],
        "class": one["class_set"],
        "grounds": [given["ground"] for given in live["grounds"]] if live is not None and refused else [],
        "told": bool(live is not None and live["told_at"]),
        "new": _new(one, from_line),
    }


def _name(one: Mapping[str, Any]) -> str:
    parts = (one["answers"].get(f"child.{part}", "") for part in ("surname", "given_name", "patronymic"))
    return " ".join(part for part in parts if part)


def _acts(one: Mapping[str, Any], from_line: int) -> list[Mapping[str, Any]]:
    return [entry for entry in one["timeline"] if entry["seq"] > from_line and entry["event"] in COUNTED]


def _new(one: Mapping[str, Any], from_line: int) -> bool:
    return any(entry["event"] == EventKind.APPLICATION_RECEIVED for entry in _acts(one, from_line))


def _changed_the_counted(one: Mapping[str, Any], entry: Mapping[str, Any], from_line: int) -> bool:
    """A field always; an answer only if it was given before: the first answer to yesterday's application is no slip."""
    if entry["event"] == EventKind.FIELD_CORRECTED:
        return True
    answers = (EventKind.ACCEPTED, EventKind.REFUSED)
    given = max(
        (told["seq"] for told in one["timeline"] if told["event"] in answers and told["seq"] < entry["seq"]), default=0
    )
    return 0 < given <= from_line and not _waited(one["timeline"], given, entry["seq"])


def _waited(timeline: Iterable[Mapping[str, Any]], given: int, seq: int) -> bool:
    """True if the answer was taken back between the two lines: what follows then concerns no answer that stood."""
    return any(told["event"] == EventKind.REOPENED and given < told["seq"] < seq for told in timeline)


def _plain(fact: object) -> object:
    if isinstance(fact, Message):
        return str(fact)
    if isinstance(fact, dt.datetime):
        return moment_said(fact)
    return fact if isinstance(fact, int) else str(fact)
