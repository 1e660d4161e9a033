"""Which backups are kept: the newest, and the last one of each month; and how a backup's name tells its moment."""

import datetime as dt
import re
from collections.abc import Iterable

from clerk_desk.clock import ALMATY, local

MOST_WORKING_DAYS = 2
"""Beyond so many working days since the last backup the desk says so in a warning colour."""

_NAME = re.compile(r"desk-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)(?:-(\d{1,2}))?\.backup")
_MOMENT = "%Y-%m-%dT%H-%M-%S"


def names(moment: dt.datetime) -> tuple[str, ...]:
    """The names that a backup of this moment (aware) may bear, by the office's clock; the first free one is taken."""
    stem = f"desk-{local(moment):{_MOMENT}}"
    return (f"{stem}.backup", *(f"{stem}-{n}.backup" for n in range(2, 100)))


def told_by(name: str) -> tuple[dt.datetime, int] | None:
    """The moment that a backup's name tells (aware) and its number within the second; None for any other name."""
    found = _NAME.fullmatch(name)
    if found is None or not name.isascii():
        return None
    try:
        return dt.datetime.strptime(found[1], _MOMENT).replace(tzinfo=ALMATY), int(found[2] or 1)
    except ValueError:
        return None


def superfluous(there: Iterable[str], kept: int, just_made: str = "") -> list[str]:
    """The names of the backups that need not be kept, the oldest first.

    Kept are the newest `kept`, the last of each month, and the one that was just made, whatever the clock says.
    Names that are no backup's are never among them.
    """
    dated = sorted((told, name) for name in set(there) if (told := told_by(name)) is not None)
    last_of_month = {(moment.year, moment.month): name for (moment, _), name in dated}
    stays = {name for _, name in dated[-kept:]} | set(last_of_month.values()) | {just_made}
    return [name for _, name in dated if name not in stays]
