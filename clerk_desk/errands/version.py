"""Which version of the desk this is."""

from importlib.metadata import PackageNotFoundError, version

from clerk_desk.config import NAME
from clerk_desk.errands.report import OK, show


def run() -> int:
    """Print the name and the version that was installed; 0 for a checkout that was not."""
    try:
        number = version(NAME)
    except PackageNotFoundError:
        number = "0"
    show(f"{NAME} {number}")
    return OK
