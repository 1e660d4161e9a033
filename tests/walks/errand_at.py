"""One errand with the office's clock set: `python -m tests.walks.errand_at 2027-04-01T18:05 verify PACKAGE …`."""

import datetime as dt
import sys
import time

from clerk_desk import clock
from clerk_desk.__main__ import main


def at(moment: dt.datetime) -> None:
    """Have the machine's clock show this moment (aware) now, and tick on."""
    since = time.monotonic()

    def now(_self: clock.MachineClock) -> dt.datetime:
        return moment.astimezone(dt.UTC) + dt.timedelta(seconds=time.monotonic() - since)

    clock.MachineClock.now = now  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    at(dt.datetime.fromisoformat(sys.argv[1]).replace(tzinfo=clock.ALMATY))
    sys.exit(main(sys.argv[2:]))
