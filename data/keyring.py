"""The keyring: the store's key, wrapped once for each person's password and once for the recovery sheet.

It is a small file beside the store. Logins stand in it in clear; the 256-bit store key only as wrapped by
AES-256-GCM under a key that Argon2id makes of a password. Login and costs are bound to the wrap, so that
nobody's wrap can be put under another name.
"""

import json
import os
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from data.files import locked, make_folder, write_whole
from data.recovery_code import new_code, read_code
from data.trouble import DamagedKeyring, NoKeyring, NoOverwrite, StoreBroken, StoreBusy

FORMAT = "clerk-desk keyring 1"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a password costs: passes, memory in KiB, lanes. The usual cost is about a quarter second."""

    time: int = 3
    memory_kib: int = 65536
    lanes: int = 1

    def __post_init__(self) -> None:
        # The numbers come from a file: a damaged one must not ask for the machine's whole memory.
        if not (1 <= self.time <= 20 and 8 <= self.memory_kib <= 1 << 20 and 1 <= self.lanes <= 8):
            raise ValueError("a cost out of bounds")


Entry = dict[str, Any]
Content = dict[str, Any]


class Keyring:
    """The file with the wrapped keys, as it lies there: closed."""

    def __init__(self, path: Path, cost: Cost = Cost()) -> None:
        self.path = path
        self.cost = cost

    @classmethod
    def create(cls, path: Path, login: str, password: str, cost: Cost = Cost()) -> tuple["OpenKeyring", str]:
        """Make a keyring with a new random store key, and its first login. Gives the recovery code, once.

        Raises NoOverwrite if there is a keyring already, StoreBroken if the disk says no.
        """
        key, code = secrets.token_bytes(KEY_BYTES), new_code()
        content: Content = {
            "format": FORMAT,
            "wraps": {login: _wrapped(key, login, password, cost)},
            "recovery": _sealed(key, _code_key(code), b"recovery"),
        }
        with _disk():
            make_folder(path.parent)
            try:
                write_whole(path, _dumped(content), over=False)
            except FileExistsError:
                raise NoOverwrite("There is a keyring already where one was to be made.") from None
        return OpenKeyring(path, cost, key), code

    def unlock(self, login: str, password: str) -> "OpenKeyring | None":
        """Open the keyring with a person's password; None for a wrong name or a wrong password alike.

        A name that is not there costs the same time as one that is. Raises NoKeyring, DamagedKeyring.
        """
        wraps = _read(self.path)["wraps"]
        usual = next(filter(None, map(_cost, wraps.values())), self.cost)
        key = _unwrapped(wraps.get(login), login, password, usual)
        return None if key is None else OpenKeyring(self.path, self.cost, key)

    def recover(self, code: str) -> "OpenKeyring | None":
        """Open the keyring with the code of the recovery sheet, as typed; None if it does not fit."""
        content = _read(self.path)
        if read_code(code) is None:
            return None
        key = _unsealed(content.get("recovery"), _code_key(code), b"recovery")
        return None if key is None else OpenKeyring(self.path, self.cost, key)


class OpenKeyring:
    """A keyring that was opened: it knows the store's key and can wrap it for others."""

    def __init__(self, path: Path, cost: Cost, key: bytes) -> None:
        self.path = path
        self.cost = cost
        self.key = key

    def __repr__(self) -> str:
        return "OpenKeyring(…)"

    @property
    def logins(self) -> frozenset[str]:
        """Every login for which the key is wrapped. Raises NoKeyring, DamagedKeyring."""
        return frozenset(_read(self.path)["wraps"])

    def whole(self) -> bytes:
        """The file as it lies there, for a backup: it opens nothing without a password or the recovery sheet.

        Raises NoKeyring, DamagedKeyring.
        """
        text = _bytes_of(self.path)
        _parsed(text)
        return text

    def knows(self, login: str) -> bool:
        """True if the key is wrapped for this login."""
        return login in self.logins

    def confirm(self, login: str, password: str) -> bool:
        """True if this is that person's password for this very store."""
        opened = Keyring(self.path, self.cost).unlock(login, password)
        return opened is not None and secrets.compare_digest(opened.key, self.key)

    def wrap_for(self, login: str, password: str) -> Callable[[], None]:
        """Wrap the key for a login, in place of an older wrap. Gives the way to take the change back.

        Raises StoreTrouble if the file cannot be written; then it is as it was.
        """
        entry = _wrapped(self.key, login, password, self.cost)
        return self._change(lambda wraps: wraps.update({login: entry}), login)

    def drop(self, login: str) -> Callable[[], None]:
        """Take a login off the keyring; it need not be there. Gives the way to take the change back."""
        return self._change(lambda wraps: wraps.pop(login, None), login)

    def _change(self, change: Callable[[dict[str, Entry]], object], login: str) -> Callable[[], None]:
        # Read again under the lock: another desk may have appointed somebody since.
        with _disk(), locked(self.path):
            content = _read(self.path)
            before = content["wraps"].get(login)
            change(content["wraps"])
            write_whole(self.path, _dumped(content))

        def take_back() -> None:
            if before is None:
                self._change(lambda wraps: wraps.pop(login, None), login)
            else:
                self._change(lambda wraps: wraps.update({login: before}), login)

        return take_back


# --- wrapping -------------------------------------------------------------------------------------------


def plain(password: str) -> bytes:
    """A password as it is hashed: NFKC, so that every keyboard's way of composing a letter counts as one."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _password_key(password: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        plain(password),
        salt,
        time_cost=cost.time,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _code_key(code: str) -> bytes:
    # 130 random bits need no slow hash.
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=FORMAT.encode()).derive((read_code(code) or "").encode())


def _wrapped(key: bytes, login: str, password: str, cost: Cost) -> Entry:
    salt = secrets.token_bytes(16)
    return asdict(cost) | {
        "salt": _text(salt),
        **_sealed(key, _password_key(password, salt, cost), _bound(login, cost)),
    }


def _unwrapped(entry: Entry | None, login: str, password: str, usual: Cost) -> bytes | None:
    """The key from one wrap; a missing or unreadable wrap takes as long as a wrong password."""
    cost = _cost(entry) if entry is not None else None
    salt = _bytes(entry, "salt") if entry is not None else None
    if entry is None or cost is None or salt is None or len(salt) != 16:
        _password_key(password, bytes(16), usual)
        return None
    return _unsealed(entry, _password_key(password, salt, cost), _bound(login, cost))


def _bound(login: str, cost: Cost) -> bytes:
    return json.dumps([FORMAT, login, cost.time, cost.memory_kib, cost.lanes]).encode()


def _sealed(key: bytes, under: bytes, bound: bytes) -> Entry:
    nonce = os.urandom(12)
    return {"nonce": _text(nonce), "wrapped": _text(AESGCM(under).encrypt(nonce, key, bound))}


def _unsealed(entry: Entry | None, under: bytes, bound: bytes) -> bytes | None:
    nonce, wrapped = (_bytes(entry, "nonce"), _bytes(entry, "wrapped")) if entry is not None else (None, None)
    if nonce is None or wrapped is None or len(nonce) != 12:
        return None
    try:
        key = AESGCM(under).decrypt(nonce, wrapped, bound)
    except InvalidTag:
        return None
    return key if len(key) == KEY_BYTES else None


def _cost(entry: object) -> Cost | None:
    try:
        return Cost(*(int(entry[name]) for name in ("time", "memory_kib", "lanes")))  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _bytes(entry: object, name: str) -> bytes | None:
    try:
        return b64decode(entry[name], validate=True)  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None


# --- the file -------------------------------------------------------------------------------------------


def _dumped(content: Content) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _read(path: Path) -> Content:
    return _parsed(_bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoKeyring("There is no keyring at this place.") from None
    except OSError as trouble:
        raise StoreBroken(f"The keyring cannot be read ({trouble.strerror}).") from None


def _parsed(text: bytes) -> Content:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise DamagedKeyring("The keyring can no longer be read.") from None
    if (
        not isinstance(content, dict)
        or content.get("format") != FORMAT
        or not isinstance(content.get("wraps"), dict)
        or not isinstance(content.get("recovery"), dict)
    ):
        raise DamagedKeyring("The keyring can no longer be read.")
    return content


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise StoreBusy("Another desk is writing the keyring.") from None
    except OSError as trouble:
        raise StoreBroken(f"The keyring could not be written ({trouble.strerror}).") from None
