"""The typesetter: a template and its data become a sheet of paper, as a PDF that archives accept (PDF/A-2b)."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from clerk_desk.objection import Objection

_HERE = Path(__file__).parent
TEMPLATES, FONTS = _HERE / "templates", _HERE / "fonts"


def typeset(template: str, data: Mapping[str, object], moment: dt.datetime) -> bytes:
    """Set the data into templates/<template>.typ and give the PDF; blocks for 10 to 100 ms.

    The data are strings, numbers, lists and tables of them; words like *this* or #that stay as they are
    written. `moment` (aware) is the date inside the PDF: the same data and moment give the same bytes. Only
    the fonts that ship with the desk are used. Objection "letter_missing" if they lack a letter: what would
    be printed must be what is known.
    """
    import typst  # 80 MB that only papers need

    try:
        return typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["a-2b"],
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as trouble:
        if "could not be displayed" not in trouble.message:
            raise
        raise Objection(
            "letter_missing",
            "A letter in this text cannot be printed, because the desk's fonts do not have it: write it otherwise.",
        ) from None
