"""A stored paper becomes a sheet: its words, its code as a square that a phone or a scanner reads, and as a PDF."""

from io import BytesIO

from clerk_desk.clock import local
from clerk_desk.instruments.typesetter import typeset
from clerk_desk.rules.dates import show
from clerk_desk.rules.papers import Sheet
from data.papers_words import paper_words

_WORDS = ("copy", "code", "known")


def set_paper(sheet: Sheet) -> bytes:
    """The paper as a PDF/A-2b, from templates/<kind>.typ; blocks for 20 to 150 ms, the first time for 300.

    The same sheet gives the same bytes. A paper without a code (one that is only looked at) has no square.
    Objection "letter_missing" if the desk's fonts lack a letter of it.
    """
    data = {
        "kind": str(sheet.kind),
        "content": sheet.content,
        "languages": list(sheet.languages),
        "size": sheet.size,
        "code": sheet.code,
        "square": square(sheet.code) if sheet.code else "",
        "copy": sheet.copy_number,
        "words": {language: _words(sheet, language) for language in sheet.languages},
    }
    return typeset(str(sheet.kind), data, sheet.issued_at)


def square(code: str) -> str:
    """The code as a QR code in SVG: nothing but the code is in it, so that nobody reads a child's data from it."""
    import segno  # only papers need it

    drawn = BytesIO()
    made = segno.make(code, error="m", micro=False, boost_error=False)
    made.save(drawn, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, dark="#1C1B19")
    return drawn.getvalue().decode()


def _words(sheet: Sheet, language: str) -> dict[str, str]:
    words = paper_words(language)
    trail = sheet.content.get("trail", {})
    said = {name: words.text(f"common.{name}") for name in _WORDS}
    said["copy_number"] = words.text(
        "common.copy_number", number=sheet.copy_number, date=show(local(sheet.issued_at).date())
    )
    # Sixteen signs are enough to find the line again, and short enough to be read aloud.
    said["trail"] = words.text("common.trail", count=trail["count"], head=str(trail["head"])[:16]) if trail else ""
    return said
