"""The manifest of a day's package: a Data Package (version 2) that names each part, its bytes and its hash."""

import json
from collections.abc import Sequence
from typing import Any

from clerk_desk.duties.exports import Day
from clerk_desk.exporting.parts import pictures
from clerk_desk.exporting.verify_package import FORMAT, START

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def manifest_text(day: Day, resources: Sequence[dict[str, Any]], public_key: str, missing: Sequence[str]) -> bytes:
    """The manifest as it is written and signed. `missing` are the paths of pictures that are no longer in the store.

    Its SHA-256 is the package's seal; the next day's package names it.
    """
    lines = day.content["trail"]
    told = {
        "$schema": _PROFILE,
        "name": name_of(day).removesuffix(".zip"),
        "title": f"{day.content['school'].get('name_ru', '')}: {day.date:%d.%m.%Y}, № {day.number}",
        "created": day.closed_at.isoformat(timespec="seconds"),
        "clerk_desk": {
            "format": FORMAT,
            "close": {"date": day.date.isoformat(), "number": day.number, "year": day.year},
            "counts": {
                "applications": len(day.content["applications"]),
                "photos": len(pictures(day.content)) - len(missing),
                "register_rows": len(day.content["applications"]),
                "trail_lines": len(lines),
            },
            "trail": {
                "from_line": day.from_line,
                "to_line": day.to_line,
                "head_before": lines[0]["previous"] if lines else (day.head or START),
                "head": day.head,
            },
            "previous": day.previous,
            "incomplete": list(missing),
            "public_key": public_key,
        },
        "resources": list(resources),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def name_of(day: Day, *, incomplete: bool = False, copy: int = 1) -> str:
    """The package's name, like day-2027-04-01-no12.zip; one that lacks a picture says so."""
    lacking = "-incomplete" if incomplete else ""
    number = f"-{copy}" if copy > 1 else ""
    return f"day-{day.date.isoformat()}-no{day.number}{lacking}{number}.zip"
