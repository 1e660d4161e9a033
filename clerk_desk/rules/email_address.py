"""E-mail addresses: one @, something before it, a name with a dot behind it. Whether it is read, nobody can tell."""

import re

LONGEST = 254
_FORM = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}@[^\s@.,;:<>()\[\]\"\\]+(?:\.[^\s@.,;:<>()\[\]\"\\]+)+")


def parse(text: str) -> str | None:
    """The address, its domain in lower case, or None if it cannot be one."""
    address = text.strip()
    if len(address) > LONGEST or not _FORM.fullmatch(address) or ".." in address:
        return None
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"
