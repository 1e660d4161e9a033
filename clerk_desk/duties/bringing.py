"""What to bring: the sheet for a family that asks, with the school's own name, address and phone."""

from clerk_desk.rules.bringing import LANGUAGES, BringingSheet, SchoolCard, bringing_sheet
from clerk_desk.work import Look
from data.tables import School


def sheets(look: Look) -> tuple[BringingSheet, ...]:
    """The sheet of today in every language, in the order of LANGUAGES; what is unknown of the school is left out."""
    row = look.session.get(School, 1)
    known = () if row is None else (row.name_kk, row.name_ru, row.address.strip(), row.phone.strip())
    school = SchoolCard(*known)
    return tuple(bringing_sheet(look.law, look.today, language, school) for language in LANGUAGES)
