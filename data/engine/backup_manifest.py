"""What a backup says of itself: when it was made, of which desk, what is in it; sealed with the desk's own key."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.engine.contents import Contents
from data.trouble import AlteredBackup, ForeignBackup, NewerBackup

FORMAT = "clerk-desk backup 1"
_ANY = "clerk-desk backup "


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a backup: its bytes, and their SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made_at` is the moment of the copy (UTC); `desk` tells desks apart; `digests` are those of each table's rows."""

    made_at: dt.datetime
    desk: str
    contents: Contents
    digests: Mapping[str, str]
    keyring: Part
    store: Part
    seal: str

    def is_sealed_by(self, key: bytes) -> bool:
        """True if a desk of this store key wrote just this."""
        return hmac.compare_digest(self.seal.encode("utf-8", "surrogatepass"), _seal(_told(self), key).encode())


def manifest_text(
    made_at: dt.datetime,
    desk: str,
    contents: Contents,
    digests: Mapping[str, str],
    parts: tuple[Part, Part],
    key: bytes,
) -> bytes:
    """The manifest as it is written, sealed. `parts` are the keyring and the store; `made_at` is aware."""
    told = _told(Manifest(made_at, desk, contents, digests, *parts, ""))
    return json.dumps(told | {"seal": _seal(told, key)}, ensure_ascii=False, indent=1).encode()


def read_manifest_text(text: bytes) -> Manifest:
    """Read it again. Raises ForeignBackup, NewerBackup, AlteredBackup."""
    try:
        told = json.loads(text)
        known = told["format"]
        if isinstance(known, str) and known.startswith(_ANY) and known != FORMAT:
            raise NewerBackup("This backup was made by a newer clerk-desk.")
        if known != FORMAT:
            raise ForeignBackup("This file is not a backup of clerk-desk.")
        rows = {str(name): int(one["rows"]) for name, one in told["tables"].items()}
        return Manifest(
            made_at=_moment(told["made_at"]),
            desk=str(told["desk"]),
            contents=Contents(str(told["revision"]), rows, int(told["trail"]["lines"]), str(told["trail"]["head"])),
            digests={str(name): str(one["digest"]) for name, one in told["tables"].items()},
            keyring=_part(told["keyring"]),
            store=_part(told["store"]),
            seal=str(told["seal"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
        if _ANY.encode() not in text:
            raise ForeignBackup("This file is not a backup of clerk-desk.") from None
        raise AlteredBackup("The backup's bytes are not those that were written.") from None


def _told(manifest: Manifest) -> dict[str, Any]:
    contents = manifest.contents
    return {
        "format": FORMAT,
        "made_at": manifest.made_at.astimezone(dt.UTC).isoformat(),
        "desk": manifest.desk,
        "revision": contents.revision,
        "trail": {"lines": contents.lines, "head": contents.head},
        "tables": {
            name: {"rows": contents.rows[name], "digest": manifest.digests[name]} for name in sorted(contents.rows)
        },
        "keyring": {"bytes": manifest.keyring.size, "sha256": manifest.keyring.sha256},
        "store": {"bytes": manifest.store.size, "sha256": manifest.store.sha256},
    }


def _seal(told: Mapping[str, Any], key: bytes) -> str:
    own = hmac.digest(key, b"clerk-desk backup", hashlib.sha256)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(own, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _part(told: Mapping[str, Any]) -> Part:
    size = int(told["bytes"])
    if size < 0:
        raise ValueError("a part of less than nothing")
    return Part(size, str(told["sha256"]))


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment.astimezone(dt.UTC)
