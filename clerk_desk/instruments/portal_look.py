"""A look whether a portal answers: it knocks, says nothing of anybody, and goes. Only where the settings name it.

What is sent is the name of the portal and "HEAD /": no cookie, no user, no version of anything. A look is made in a
thread of its own that nothing waits for; while the machine's own resolver hangs, no second one is begun.
"""

import contextlib
import datetime as dt
import random
import socket
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlsplit

from clerk_desk.rules.outage_proposals import Heard, Proposal, Run, counted, no_network, proposals, unsettled
from data.vocabulary import Channel

PATIENCE = 8.0
"""Seconds that a portal has for its first line, from the first packet on."""

_FIRST, _SOON = 15.0, 60.0
"""Seconds to the first look, and to the next one while a portal has begun to fail."""

_JITTER = 0.2
"""By what share the time to the next look varies, so that the schools of a country do not knock in step."""

_PORTS = {"https": 443, "http": 80}
_LONGEST_LINE = 1024


class PortalWatch:
    """Looks at the portals now and then, and remembers what it heard. `tick` costs nothing and never blocks."""

    def __init__(
        self,
        addresses: Mapping[Channel, str],
        minutes: int,
        *,
        look: Callable[[str], Heard] | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`addresses` are http or https addresses; `minutes` lie between two rounds."""
        self.addresses = dict(addresses)
        self.without_network = False
        self.rounds = 0
        self._seconds = 60.0 * minutes
        self._look = look or look_at
        self._clock = clock
        self._runs: dict[Channel, Run] = {}
        self._next_at = clock() + _FIRST * random.uniform(1, 2)
        self._thread: threading.Thread | None = None

    def tick(self, moment: dt.datetime) -> None:
        """Begin a round if it is time for one. `moment` (aware) is when its looks count as made."""
        if self._clock() < self._next_at or (self._thread is not None and self._thread.is_alive()):
            return
        # A daemon: the desk closes at once, whatever a resolver is still waiting for.
        self._thread = threading.Thread(target=self._round, args=(moment,), name="portal-look", daemon=True)
        self._thread.start()

    def proposals(self, failing: Collection[Channel]) -> tuple[Proposal, ...]:
        """What the looks propose; `failing` are the portals whose outage is written down already."""
        return proposals(self._runs, failing)

    def _round(self, moment: dt.datetime) -> None:
        try:
            heard = {portal: self._look(address) for portal, address in self.addresses.items()}
            runs = counted(self._runs, heard, moment)
            self._runs, self.without_network = runs, no_network(heard)
        finally:
            seconds = min(self._seconds, _SOON) if unsettled(self._runs) else self._seconds
            self._next_at = self._clock() + seconds * random.uniform(1 - _JITTER, 1 + _JITTER)
            self.rounds += 1


def look_at(address: str, patience: float = PATIENCE) -> Heard:
    """Knock at an http or https address and hear whether it is well. Blocks for `patience` seconds at the longest.

    (The resolver's own time is not counted: no system lets it be bounded.) Any answer but a fault of the portal
    itself (5xx) is an answer. Never raises for what the network does.
    """
    import ssl

    parts = urlsplit(address)
    try:
        with _connected(parts, patience) as (connection, until):
            return _heard(_first_line(connection, parts, until))
    except ssl.SSLCertVerificationError:
        return Heard.UNCLEAR  # a school's own door page, or a clock that is wrong: not the portal's word
    except (ssl.SSLError, TimeoutError, ConnectionError):
        return Heard.FAILS
    except (OSError, UnicodeError):  # no such name, no way there
        return Heard.UNREACHED


@contextlib.contextmanager
def _connected(parts: SplitResult, patience: float) -> Iterator[tuple[socket.socket, float]]:
    import ssl

    host = parts.hostname or ""
    found = socket.getaddrinfo(host, parts.port or _PORTS[parts.scheme], type=socket.SOCK_STREAM)
    until = monotonic() + patience
    connection = _opened(found, until)
    try:
        if parts.scheme == "https":
            connection.settimeout(_left(until))
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        yield connection, until
    finally:
        connection.close()


def _opened(found: Sequence[tuple[Any, ...]], until: float) -> socket.socket:
    """A connection to the first of a host's addresses that takes one."""
    trouble: OSError = OSError("no address")
    for number, (family, kind, protocol, _, place) in enumerate(found):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(_left(until) / (len(found) - number))
            connection.connect(place)
        except OSError as error:
            connection.close()
            trouble = error
        else:
            return connection
    raise trouble


def _first_line(connection: socket.socket, parts: SplitResult, until: float) -> bytes:
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name.encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port else ""
    connection.settimeout(_left(until))
    connection.sendall(f"HEAD {parts.path or '/'} HTTP/1.1\r\nHost: {host}{port}\r\nConnection: close\r\n\r\n".encode())
    heard = b""
    while b"\n" not in heard and len(heard) < _LONGEST_LINE:
        connection.settimeout(_left(until))
        piece = connection.recv(_LONGEST_LINE)
        if not piece:
            break
        heard += piece
    return heard.partition(b"\n")[0]


def _heard(line: bytes) -> Heard:
    if not line:
        return Heard.FAILS
    words = line.split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        return Heard.UNCLEAR
    return Heard.FAILS if int(words[1]) >= 500 else Heard.ANSWERS


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
