"""The reading room: the one process that opens a portal's list, and answers with its cells as text.

Started by `spreadsheets_in` as `python -m clerk_desk.instruments.reading_room JOB`, JOB being JSON. Its answer is one
JSON text on standard output; it writes nothing else and no file. It ends itself at its walls (see `confinement`).
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from clerk_desk.instruments.confinement import Walls
from clerk_desk.instruments.list_reading import MOST_BYTES, read
from clerk_desk.instruments.plain_file import Spoilt, plain_file

MEMORY = 76 * 1024 * 1024
SECONDS = 1.9
"""Of work by the processor: five hundred rows take a third of one, five thousand hardly more than one."""

_NOT_NEEDED = ("numpy", "PIL", "lxml", "pandas")
"""Libraries that the reader of workbooks takes up if they are there: their weight and their doors are not wanted."""


def main(job: str) -> int:
    """Do the job behind walls and write the answer."""
    for name in _NOT_NEEDED:
        sys.modules[name] = None  # type: ignore[assignment]
    Walls(MEMORY, SECONDS)
    try:
        said = json.dumps(answer(json.loads(job)))
    except MemoryError:
        said = '{"spoilt": "bomb", "facts": {}}'
    sys.stdout.write(said)
    sys.stdout.flush()
    return 0


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to a job; a spoilt file is an answer too."""
    try:
        with plain_file(Path(asked["path"])) as file:
            data = file.read(MOST_BYTES + 1)
        return read(data, asked["sheet"]) | {"sha256": sha256(data).hexdigest()}
    except Spoilt as spoilt:
        return {"spoilt": spoilt.code, "facts": spoilt.facts}
    except MemoryError:
        return {"spoilt": "bomb", "facts": {}}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
