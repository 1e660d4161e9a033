"""A look at a portal: what is sent, what is heard, how long it may take; and no look at all where none is wished."""

import datetime as dt
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import pytest

from clerk_desk.instruments.portal_look import PortalWatch, look_at
from clerk_desk.rules.outage_proposals import Heard, Proposal
from data.vocabulary import Channel

EGOV, MEKTEP = Channel.EGOV, Channel.MEKTEP
MOMENT = dt.datetime(2027, 4, 1, 5, 42, tzinfo=dt.UTC)


@contextmanager
def portal(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A portal on this machine that takes one visitor after the other; its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                visitor, _ = listener.accept()
            except OSError:
                return
            with visitor:
                answer(visitor)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/start"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def says(words: bytes, heard: list[bytes] | None = None) -> Callable[[socket.socket], None]:
    def answer(visitor: socket.socket) -> None:
        request = visitor.recv(4096)
        if heard is not None:
            heard.append(request)
        visitor.sendall(words)

    return answer


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", Heard.ANSWERS),
        (b"HTTP/1.0 301 Moved\r\nLocation: /\r\n\r\n", Heard.ANSWERS),
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", Heard.ANSWERS),
        (b"HTTP/1.1 503 Service Unavailable\r\n\r\n", Heard.FAILS),
        (b"HTTP/1.1 502\r\n\r\n", Heard.FAILS),
        (b"", Heard.FAILS),
        (b"220 mail ready\r\n", Heard.UNCLEAR),
        (b"HTTP/1.1 \xff\xfe\r\n", Heard.UNCLEAR),
        (b"x" * 5000, Heard.UNCLEAR),
    ],
)
def test_what_a_portal_answers_is_heard(words: bytes, heard: Heard) -> None:
    with portal(says(words)) as address:
        assert look_at(address, 5.0) is heard


def test_nothing_of_anybody_is_sent() -> None:
    requests: list[bytes] = []
    with portal(says(b"HTTP/1.1 200 OK\r\n\r\n", requests)) as address:
        look_at(address, 5.0)
    host = address.split("/")[2].encode()
    assert requests == [b"HEAD /start HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"]


def test_a_portal_that_takes_the_visitor_and_says_nothing_fails_in_time() -> None:
    over = threading.Event()

    def silent(_: socket.socket) -> None:
        over.wait(10)

    with portal(silent) as address:
        begun = monotonic()
        assert look_at(address, 0.2) is Heard.FAILS
        over.set()
    assert monotonic() - begun < 3


def test_a_portal_that_answers_drop_by_drop_fails_in_time() -> None:
    over = threading.Event()

    def drip(visitor: socket.socket) -> None:
        while not over.wait(0.02):
            try:
                visitor.sendall(b"H")
            except OSError:
                return

    with portal(drip) as address:
        begun = monotonic()
        assert look_at(address, 0.3) is Heard.FAILS
        over.set()
    assert monotonic() - begun < 3


def test_a_closed_door_fails_and_a_name_that_nobody_knows_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert look_at(f"http://127.0.0.1:{port}", 2.0) is Heard.FAILS

    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert look_at("https://portal.invalid", 2.0) is Heard.UNREACHED
    assert look_at("https://" + "x" * 80 + ".kz", 2.0) is Heard.UNREACHED


def test_a_door_that_speaks_no_tls_fails() -> None:
    with portal(says(b"HTTP/1.1 200 OK\r\n\r\n")) as address:
        assert look_at(address.replace("http://", "https://"), 5.0) is Heard.FAILS


# The watch


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def rounds(watch: PortalWatch, hand: Hand, count: int) -> None:
    """Let so many rounds be made, each when its time has surely come."""
    for _ in range(count):
        made = watch.rounds
        hand.seconds += 10_000
        watch.tick(MOMENT + dt.timedelta(seconds=hand.seconds))
        assert watch._thread is not None
        watch._thread.join(5)
        assert watch.rounds == made + 1


def test_the_watch_proposes_after_three_failures_and_then_the_end() -> None:
    hand, heard = Hand(), {"e": Heard.FAILS, "m": Heard.ANSWERS}
    watch = PortalWatch({EGOV: "e", MEKTEP: "m"}, 5, look=heard.__getitem__, clock=hand)
    rounds(watch, hand, 2)
    assert watch.proposals(set()) == ()
    rounds(watch, hand, 1)
    assert watch.proposals(set()) == (Proposal(EGOV, True, MOMENT + dt.timedelta(seconds=10_000)),)
    assert watch.proposals({EGOV}) == ()
    heard["e"] = Heard.ANSWERS
    rounds(watch, hand, 2)
    assert watch.proposals({EGOV}) == (Proposal(EGOV, False, MOMENT + dt.timedelta(seconds=40_000)),)


def test_without_a_network_the_watch_says_that_and_blames_nobody() -> None:
    hand, heard = Hand(), {"e": Heard.UNREACHED, "m": Heard.UNREACHED}
    watch = PortalWatch({EGOV: "e", MEKTEP: "m"}, 5, look=heard.__getitem__, clock=hand)
    rounds(watch, hand, 4)
    assert watch.without_network and watch.proposals(set()) == ()
    heard["m"] = Heard.ANSWERS
    rounds(watch, hand, 3)
    assert not watch.without_network and [one.portal for one in watch.proposals(set())] == [EGOV]


def test_a_look_that_hangs_holds_nothing_up_and_no_second_one_is_begun() -> None:
    hand, over, begun = Hand(), threading.Event(), threading.Event()
    looks: list[str] = []

    def hangs(address: str) -> Heard:
        looks.append(address)
        begun.set()
        over.wait(10)
        return Heard.ANSWERS

    watch = PortalWatch({EGOV: "e"}, 1, look=hangs, clock=hand)
    watch.tick(MOMENT)
    assert not looks  # not in the first seconds
    for _ in range(5):
        hand.seconds += 10_000
        before = monotonic()
        watch.tick(MOMENT)
        assert monotonic() - before < 1
        assert begun.wait(5)
    assert looks == ["e"] and watch._thread is not None and watch._thread.daemon
    over.set()
    watch._thread.join(5)


def test_the_looks_are_minutes_apart_and_do_not_keep_step() -> None:
    times = []
    for _ in range(20):
        hand = Hand()
        watch = PortalWatch({EGOV: "e"}, 5, look=lambda _: Heard.ANSWERS, clock=hand)
        rounds(watch, hand, 1)
        times.append(watch._next_at - hand.seconds)
    assert all(240 <= one <= 360 for one in times) and len({round(one, 3) for one in times}) > 5


HEARD: list[str] = []
LISTENING = threading.Event()


def _hook(event: str, _: object) -> None:
    if LISTENING.is_set() and event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"}:
        HEARD.append(event)


@contextmanager
def sockets_heard() -> Iterator[list[str]]:
    """Every way out of the machine that is opened inside, in whatever thread."""
    if not getattr(sys, "_desk_hears_sockets", False):
        sys.addaudithook(_hook)
        sys._desk_hears_sockets = True  # type: ignore[attr-defined]
    HEARD.clear()
    LISTENING.set()
    try:
        yield HEARD
    finally:
        LISTENING.clear()


def test_the_ear_hears_a_look() -> None:
    with portal(says(b"HTTP/1.1 200 OK\r\n\r\n")) as address, sockets_heard() as heard:
        look_at(address, 5.0)
    assert "socket.connect" in heard
