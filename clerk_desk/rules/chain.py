"""The chain of the audit: what a line's hash covers, so that a changed, missing or moved line shows."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum

START = "0" * 64
"""What the first line names as its predecessor."""


def canonical(facts: Mapping[str, object]) -> str:
    """Facts as one JSON text, the same for the same facts: keys sorted, no spaces, letters as they are."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    raise TypeError(f"a fact of type {type(value).__name__} cannot be kept in the audit")


def line_hash(
    *,
    seq: int,
    at: dt.datetime,
    staff_id: int | None,
    event: str,
    application_id: int | None,
    draft_id: int | None,
    facts: str,
    previous: str,
) -> str:
    """SHA-256, in hex, over every column of an audit line and the hash of the line before it.

    `at` is an aware datetime; it enters in UTC with microseconds.
    """
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    whole = json.dumps(
        [seq, moment, staff_id, event, application_id, draft_id, facts, previous],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(whole.encode()).hexdigest()
