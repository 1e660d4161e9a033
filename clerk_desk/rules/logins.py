"""The name under which a person signs in: lower case, any letters, no signs that look like nothing."""

import re
import unicodedata

from clerk_desk.objection import Objection

LONGEST = 40

_FORM = re.compile(r"[^\W_][\w.-]*", re.UNICODE)


def login_of(text: str) -> str:
    """A sign-in name as it is kept and looked up: NFKC, lower case, without spaces around."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def read_login(text: str) -> str:
    """A new sign-in name. Objection "login_form" if it is empty, too long or holds other than letters and digits."""
    login = login_of(text)
    if not _FORM.fullmatch(login) or len(login) > LONGEST:
        raise Objection(
            "login_form",
            "A sign-in name begins with a letter or digit, holds letters, digits, dots and hyphens, "
            "and has at most {most} characters.",
            most=LONGEST,
        )
    return login


def read_full_name(text: str) -> str:
    """A person's full name, spaces made single. Objection "full_name" if empty, too long or with hidden signs."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > 120 or any(unicodedata.category(sign)[0] == "C" for sign in name):
        raise Objection("full_name", "Write the person's full name in at most {most} characters.", most=120)
    return name
