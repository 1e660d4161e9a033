"""A workbook taken apart with care: only the parts that hold cells, each unpacked within bounds, none with a DTD."""

import io
import re
import zipfile
import zlib

from clerk_desk.instruments.plain_file import Spoilt

MOST_UNPACKED = 16 * 1024 * 1024
MOST_TAGS = 700_000
"""Of all parts together: a list of 5,000 rows with 15 columns of words has as many."""
MOST_MEMBERS = 500
MOST_RATIO = 120
"""How many times larger a part may be than it is packed: sheets of a program are 5 to 40 times."""
MOST_STRINGS = 60_000
_SMALL = 512 * 1024  # of so few bytes no ratio is a bomb
_PIECE = 256 * 1024

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook\.xml|_rels/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml"
    r"|worksheets/[^/]+\.xml|worksheets/_rels/[^/]+\.rels)",
    re.IGNORECASE,
)
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def unpacked(data: bytes) -> bytes:
    """The workbook once more, with nothing in it but its cells: no macro, picture, link or DTD.

    Spoilt if it is no workbook, is locked with a password, or is larger inside than a list can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _again(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError, OSError) as error:
        raise Spoilt("damaged") from error
    except RuntimeError as error:  # how a locked archive is told
        raise Spoilt("locked") from error


def _again(packed: zipfile.ZipFile) -> bytes:
    members = packed.infolist()
    if len(members) > MOST_MEMBERS:
        raise Spoilt("bomb")
    names = {one.filename for one in members}
    if "xl/workbook.xml" not in names:
        raise Spoilt("other_workbook" if names & {"mimetype", "content.xml", "xl/workbook.bin"} else "no_workbook")
    written, whole, left, tags = io.BytesIO(), set(), MOST_UNPACKED, 0
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as kept:
        for member in members:
            if not _NEEDED.fullmatch(member.filename) or member.filename in whole:
                continue
            content = _content(packed, member, left)
            left, tags = left - len(content), tags + content.count(b"<")
            if tags > MOST_TAGS or content.count(b"<si") > MOST_STRINGS:
                raise Spoilt("bomb")
            whole.add(member.filename)
            kept.writestr(member.filename, content)
    return written.getvalue()


def _content(packed: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """One part, unpacked piece by piece: what the archive says of its size is checked first and never believed."""
    most = left if member.compress_size * MOST_RATIO > left else max(_SMALL, member.compress_size * MOST_RATIO)
    if member.file_size > most:
        raise Spoilt("bomb")
    pieces: list[bytes] = []
    size = 0
    with packed.open(member) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > min(most, left):
                raise Spoilt("bomb")
            pieces.append(piece)
    content = b"".join(pieces)
    plain = content.replace(b"\0", b"") if content[:4].count(0) else content
    if _DTD.search(plain):
        raise Spoilt("bomb")
    return content
