"""The parts of a day's package, each made from what the close kept: the same day gives the same bytes."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from clerk_desk.duties.exports import Day
from clerk_desk.exporting.register_rows import csv_schema, register_csv, register_xlsx
from clerk_desk.exporting.verify_package import APPLICATIONS, REGISTER, TRAIL

SCHEMA = "applications.schema.json"
APPLICATIONS_FORMAT = "clerk-desk applications 1"
_PRINTED_REGISTER, _WORKBOOK = "register.pdf", "register.xlsx"

_TOLD: Mapping[str, dict[str, Any]] = {
    APPLICATIONS: {
        "title": "Every application of the day, whole",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    },
    SCHEMA: {"title": "What stands in applications.json", "format": "text", "mediatype": "application/schema+json"},
    TRAIL: {
        "title": "The lines of the trail",
        "format": "text",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
    },
    _PRINTED_REGISTER: {"title": "The daily register, as printed", "format": "pdf", "mediatype": "application/pdf"},
    _WORKBOOK: {
        "title": "The register, in words",
        "format": "xlsx",
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package: its path in it, and its bytes."""

    path: str
    content: bytes

    @property
    def resource(self) -> dict[str, Any]:
        """What the manifest says of it."""
        told = {"name": re.sub(r"[^a-z0-9]+", "-", self.path.lower()), "path": self.path}
        told |= _of_register() if self.path == REGISTER else dict(_TOLD.get(self.path, _JPEG))
        return told | {"bytes": len(self.content), "hash": f"sha256:{hashlib.sha256(self.content).hexdigest()}"}


_JPEG = {"format": "jpg", "mediatype": "image/jpeg"}


def parts_of(
    day: Day, register_pdf: bytes, photo: Callable[[str, str], bytes | None]
) -> Iterator[tuple[Part | None, str]]:
    """Each part in the order of the package, with its path; None for a picture that is no longer in the store.

    `photo` gives the picture of an application by its number and SHA-256.
    """
    made: dict[str, Callable[[], bytes]] = {
        APPLICATIONS: lambda: applications_json(day),
        SCHEMA: lambda: files("data").joinpath("reference", SCHEMA).read_bytes(),
        TRAIL: lambda: audit_jsonl(day.content),
        REGISTER: lambda: register_csv(day.content),
        _PRINTED_REGISTER: lambda: register_pdf,
        _WORKBOOK: lambda: register_xlsx(day.content, day.closed_at),
    }
    taken = pictures(day.content)
    for path in sorted([*made, *taken]):
        if path in made:
            yield Part(path, made[path]()), path
        else:
            image = photo(*taken[path])
            yield None if image is None else Part(path, image), path


def pictures(content: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """By its path in the package, the number and SHA-256 of each picture."""
    return {
        f"photos/{one['number']}.jpg": (one["number"], one["picture"]["sha256"])
        for one in content["applications"]
        if one["picture"] is not None
    }


def applications_json(day: Day) -> bytes:
    """Everything of the day's applications; each stands on a line of its own, so that it can be read piece by piece."""
    close = {
        "date": day.date.isoformat(),
        "number": day.number,
        "year": day.year,
        "closed_at": day.closed_at.isoformat(timespec="microseconds"),
        "closed_by": day.closed_by,
        "counts": dict(day.counts),
        "counted_by_hand": {"folders": day.folders, "photo_pairs": day.photo_pairs},
        "differences": [dict(one) for one in day.differences],
    }
    head: dict[str, Any] = {"format": APPLICATIONS_FORMAT, "close": close}
    head |= {name: day.content[name] for name in ("school", "class_sets", "outages", "staff")}
    lines = [f"{_json(name)}:{_json(value)}," for name, value in head.items()]
    records = ",\n".join(_json(one) for one in day.content["applications"])
    return "\n".join(["{", *lines, '"applications":[', *([records] if records else []), "]}", ""]).encode()


def audit_jsonl(content: Mapping[str, Any]) -> bytes:
    """The lines of the trail that the close covers, one a line, with every column that their hashes cover."""
    return "".join(f"{_json(line)}\n" for line in content["trail"]).encode()


@cache
def _of_register() -> dict[str, Any]:
    return {
        "title": "The register",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": csv_schema(),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
