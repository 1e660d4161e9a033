"""The settings file of portals' columns: what an administrator mapped once is known at the next list.

portal_columns.toml lies beside the keyring; a table for each portal, in it the head of a column and its field. It may
be written by hand. No child's data stand in it.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from clerk_desk.objection import Objection
from clerk_desk.rules.portal_columns import FIELDS, PASSED_OVER, MappedColumn, spelt
from data.files import write_whole
from data.vocabulary import PORTALS, Channel

FILE = "portal_columns.toml"
_HEAD = """# How the columns of a portal's list are called, and which field of the desk each of them is.
# "-" is a column that the desk does not need. Written by the desk; may be changed by hand.
"""


def kept_columns(folder: Path, portal: Channel) -> Mapping[str, str]:
    """Head (as `spelt`) to field, for a portal; nothing where no file lies. Blocks.

    Objection "bad_columns" if the file cannot be read.
    """
    found = _read(folder / FILE).get(str(portal), {})
    if not isinstance(found, dict):
        return {}
    known = {*FIELDS, PASSED_OVER}
    return {spelt(head): name for head, name in found.items() if isinstance(name, str) and name in known}


def keep_columns(folder: Path, portal: Channel, columns: Sequence[MappedColumn]) -> None:
    """Keep how these columns are mapped; what is known of other heads and portals stays. Blocks.

    Objection "bad_columns" if the file that lies there cannot be read, OSError if it cannot be written.
    """
    before = _read(folder / FILE)
    tables: dict[str, dict[str, str]] = {}
    for one in PORTALS:
        said = before.get(str(one), {})
        tables[str(one)] = {str(head): str(name) for head, name in said.items()} if isinstance(said, dict) else {}
    ours = tables[str(portal)]
    for column in columns:
        if column.head and column.field:
            for head in [head for head in ours if spelt(head) == spelt(column.head)]:
                del ours[head]
            ours[column.head] = column.field
    text = _HEAD + "".join(f"\n[{portal}]\n{_lines(table)}" for portal, table in tables.items() if table)
    write_whole(folder / FILE, text.encode())


def _lines(table: Mapping[str, str]) -> str:
    return "".join(f"{_quoted(head)} = {_quoted(name)}\n" for head, name in table.items())


def _quoted(text: str) -> str:
    """A TOML string: JSON's is one too, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise Objection(
            "bad_columns", "The settings file {file} cannot be read: mend it, or put it away.", file=str(path)
        ) from None
