"""Lists that would harm a desk which believes them: made here, each with what the clerk is to read."""

import io
import zipfile
from collections.abc import Callable, Mapping

TAKEN = "taken"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"""
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
BOOK = f"""<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_RELS}">
<sheets><sheet name="Лист1" sheetId="1" r:id="r1"/></sheets></workbook>"""
BOOK_RELS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="{_RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""
ONE_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>ЖСН</t></is></c></row>'


def sheet(rows: str, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def strings(items: str, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<sst xmlns="{_MAIN}">{items}</sst>'


def workbook(more: Mapping[str, str | bytes] | None = None, *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELS,
        "xl/sharedStrings.xml": strings("<si><t>a</t></si>"),
        "xl/worksheets/sheet1.xml": sheet(ONE_ROW),
        **(more or {}),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packed) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_DTD = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>'
_QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"A" * 50_000}">]>'
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def _inline(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _lying() -> bytes:
    """An archive that says of its sheet that it is small."""
    honest = workbook({"xl/worksheets/sheet1.xml": sheet(ONE_ROW + " " * 30_000_000)})
    real = (30_000_000 + len(sheet(ONE_ROW).encode())).to_bytes(4, "little")
    return honest.replace(real, (5_000).to_bytes(4, "little"))


def _many_rows(rows: int, cells: int) -> bytes:
    body = []
    for row in range(1, rows + 1):
        row_cells = "".join(f"<c><v>{row}{cell}</v></c>" for cell in range(cells))
        body.append(f"<row>{row_cells}</row>")
    return workbook({"xl/worksheets/sheet1.xml": sheet("".join(body))})


def _members() -> bytes:
    return workbook({f"xl/media/{n}": b"" for n in range(2_000)})


def _nested_zeros() -> bytes:
    return workbook({"xl/worksheets/sheet1.xml": b"0" * 100_000_000})


def _broad_row() -> bytes:
    cells = "".join(f"<c><v>{n * 7_919}</v></c>" for n in range(20_000))
    return workbook({"xl/worksheets/sheet1.xml": sheet(f"<row>{cells}</row>")})


def _far_cell() -> bytes:
    return workbook({"xl/worksheets/sheet1.xml": sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')})


def _deep() -> bytes:
    cells = "".join(f'<c n="{n * 7_919}">' for n in range(200_000))
    return workbook({"xl/worksheets/sheet1.xml": sheet(f"<row>{cells}")})


_LONG_LINE = ("ЖСН;" + "9" * 5_000_000).encode()
_STRINGS = strings("".join(f"<si><t>{n:09}</t></si>" for n in range(150_000)))
_MOST_STRINGS = strings("".join(f"<si><t>{n * 7_919:012}</t></si>" for n in range(60_000)))
_PIECES = strings("<si>" + "".join(f"<r><t>{n * 7_919:012}</t></r>" for n in range(60_000)) + "</si>")
_STYLES = f'<styleSheet xmlns="{_MAIN}"><cellXfs>' + '<xf numFmtId="0"/>' * 400_000 + "</cellXfs></styleSheet>"

FILES: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a zip bomb of 100 MB": (_nested_zeros, "far larger inside"),
    "an archive that lies about a size": (_lying, "cut off or damaged"),
    "two thousand members": (_members, "far larger inside"),
    "a billion laughs in a sheet": (
        lambda: workbook({"xl/worksheets/sheet1.xml": sheet(_inline("&l9;"), _DTD)}),
        "far larger inside",
    ),
    "a billion laughs in UTF-16": (
        lambda: workbook({"xl/worksheets/sheet1.xml": sheet(_inline("&l9;"), _DTD).encode("utf-16")}),
        "far larger inside",
    ),
    "a quadratic blow-up in the strings": (
        lambda: workbook({"xl/sharedStrings.xml": strings("&a;" * 20_000, _QUADRATIC)}),
        "far larger inside",
    ),
    "a file from outside as an entity": (
        lambda: workbook({"xl/worksheets/sheet1.xml": sheet(_inline("&e;"), _OUTSIDE)}),
        "far larger inside",
    ),
    "a hundred and fifty thousand strings": (lambda: workbook({"xl/sharedStrings.xml": _STRINGS}), "far larger inside"),
    "sixty thousand strings, the most that are read": (
        lambda: workbook({"xl/sharedStrings.xml": _MOST_STRINGS}),
        TAKEN,
    ),
    "a string in sixty thousand pieces": (lambda: workbook({"xl/sharedStrings.xml": _PIECES}), TAKEN),
    "a full list of 5,000 rows": (lambda: _many_rows(5_000, 30), TAKEN),
    "four hundred thousand styles": (lambda: workbook({"xl/styles.xml": _STYLES}), "far larger inside"),
    "a row of twenty thousand cells": (_broad_row, "too many columns"),
    "a cell at the far corner": (_far_cell, "nothing in this list"),
    "cells in cells, two hundred thousand deep": (_deep, "too long to read|cut off or damaged|far larger inside"),
    "nine thousand rows": (lambda: _many_rows(9_000, 8), "too long: at most"),
    "a workbook that is cut": (lambda: workbook()[:-300], "cut off or damaged"),
    "a workbook with a flipped bit": (
        lambda: workbook(packed=zipfile.ZIP_STORED).replace(b"<sheetData>", b"<sheetDatb>"),
        "cut off or damaged",
    ),
    "an archive that is no workbook": (
        lambda: _zip({"../../etc/evil": b"x"}),
        "no workbook",
    ),
    "a member that climbs out": (lambda: workbook({"../../../tmp/evil.xml": b"x"}), TAKEN),
    "macros": (lambda: workbook({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"x" * 50_000}), TAKEN),
    "an open document": (lambda: _zip({"mimetype": b"x", "content.xml": b"<x/>"}), "another kind"),
    "an old Excel file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9_000, "old Excel"),
    "a web page named as a list": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
    "a PDF": (lambda: b"%PDF-1.7 ...", "no list"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "no list"),
    "nothing": (lambda: b"", "nothing in this list"),
    "blanks": (lambda: b"\n;;;\n;;\n", "nothing in this list"),
    "NUL bytes": (lambda: "ЖСН;ТАӘ\n1\0;2\n".encode(), "no list"),
    "noise": (lambda: bytes(range(256)) * 400, "no list"),
    "one line of 5 MB": (lambda: _LONG_LINE, "characters"),
    "quotes that never end": (lambda: b'a;"' + b"b;\n" * 500_000, "characters"),
    "two million separators": (lambda: b";" * 2_000_000, "nothing in this list"),
    "two million cells in a line": (lambda: b"1;" * 2_000_000, "too many columns"),
    "half a million empty lines": (lambda: "ЖСН".encode() + b"\n" * 500_000 + b"1", TAKEN),
    "twenty megabytes": (lambda: b"1;2;3\n" * 3_500_000, "too large"),
}
"""Each file by name: how it is made, and a piece of the sentence (or one of several)."""


def _zip(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()
