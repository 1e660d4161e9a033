"""The keys of packages: the desk signs with one of its own, and seals to those of its administrators.

Both keys of the desk are made of its store key, so that they need no file and come back with every backup. An
administrator's key is a pair: the public half lies in the store, the other in a file under a passphrase (age).
"""

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from clerk_desk.objection import Objection
from data.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyrage.x25519 import Identity

_SIGNS, _OPENS = b"clerk-desk export signature v1", b"clerk-desk export identity v1"
SHORTEST_PASSPHRASE = 10
_AGE = b"age-encryption.org/v1"
_LONGEST_KEY = 64 * 1024


@dataclass(frozen=True, slots=True)
class Pair:
    """An administrator's pair: the public half, and the file in which the other lies under a passphrase."""

    recipient: str
    path: Path


def sign(store_key: bytes, text: bytes) -> bytes:
    """The desk's signature (Ed25519, 64 bytes) under a text."""
    return _signer(store_key).sign(text)


def signature_text(store_key: bytes, text: bytes) -> bytes:
    """The desk's signature as a package has it: base64, and a line end."""
    return b64encode(sign(store_key, text)) + b"\n"


def public_key(store_key: bytes) -> str:
    """The public key (hex) by which the desk's signatures are known; it gives nothing of the store key away."""
    return _signer(store_key).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def seal(content: bytes, store_key: bytes, recipients: "Sequence[str]") -> bytes:
    """The content sealed (age) to these recipients and to the desk itself. Each time other bytes."""
    import pyrage

    to = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    sealed: bytes = pyrage.encrypt(content, [*to, _own(store_key).to_public()])
    return sealed


def unseal(content: bytes, store_key: bytes) -> bytes:
    """What this desk sealed, or what was sealed to it. Objection "not_sealed_to_us", "sealed_damaged"."""
    return _opened(content, _own(store_key))


def unseal_by(content: bytes, key_file: Path, passphrase: str) -> bytes:
    """What was sealed to the administrator whose key lies in this file.

    Objection "no_key_file", "wrong_passphrase", "not_sealed_to_us", "sealed_damaged".
    """
    return _opened(content, _identity(key_file, passphrase))


def is_sealed(beginning: bytes) -> bool:
    """True if a file that begins so is sealed with age."""
    return beginning.startswith(_AGE)


def make_pair(path: Path, passphrase: str) -> Pair:
    """Make a pair, and write its secret half into a new file (0600) under a passphrase. Takes a second or two.

    `age -d -i FILE` takes the file too. Objection "short_passphrase", "key_file_there", "key_file_not_written".
    """
    import pyrage

    must_be_free(path, passphrase)
    identity = pyrage.x25519.Identity.generate()
    recipient = str(identity.to_public())
    text = f"# clerk-desk export key\n# public key: {recipient}\n{identity}\n"
    try:
        write_whole(path, pyrage.passphrase.encrypt(text.encode(), passphrase), over=False)
    except FileExistsError:
        raise _there_already(path) from None
    except OSError:
        raise Objection(
            "key_file_not_written", "The key could not be written to {path}. Name another place.", path=str(path)
        ) from None
    return Pair(recipient, path)


def must_be_free(path: Path, passphrase: str) -> None:
    """Said before the long work: Objection "short_passphrase", "key_file_there"."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise Objection(
            "short_passphrase", "The passphrase needs at least {least} characters.", least=SHORTEST_PASSPHRASE
        )
    if path.exists():
        raise _there_already(path)


def _there_already(path: Path) -> Objection:
    return Objection(
        "key_file_there", "{path} is there already, and was left as it is. Name another file.", path=str(path)
    )


def _signer(store_key: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_derived(store_key, _SIGNS))


def _own(store_key: bytes) -> "Identity":
    import pyrage

    return pyrage.x25519.Identity.from_str(_bech32("age-secret-key-", _derived(store_key, _OPENS)).upper())


def _derived(store_key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(store_key)


def _identity(key_file: Path, passphrase: str) -> "Identity":
    import pyrage

    try:
        with key_file.open("rb") as file:
            kept = file.read(_LONGEST_KEY)
        text = pyrage.passphrase.decrypt(kept, passphrase) if is_sealed(kept) else kept
        found = [line for line in text.decode("ascii").split() if line.startswith("AGE-SECRET-KEY-1")]
        return pyrage.x25519.Identity.from_str(found[0])
    except pyrage.DecryptError:
        raise Objection(
            "wrong_passphrase", "This is not the passphrase of {path}. Type it again.", path=str(key_file)
        ) from None
    except (OSError, UnicodeDecodeError, IndexError, pyrage.IdentityError):
        raise Objection(
            "no_key_file", "{path} is no key file, or cannot be read. Look at its name.", path=str(key_file)
        ) from None


def _opened(content: bytes, identity: "Identity") -> bytes:
    import pyrage

    try:
        opened: bytes = pyrage.decrypt(content, [identity])
    except pyrage.DecryptError as trouble:
        if "no matching keys" in str(trouble).lower():
            raise Objection(
                "not_sealed_to_us", "This package is not sealed to this key. Open it at its own desk, or with --key."
            ) from None
        raise Objection(
            "sealed_damaged",
            "The sealed package is damaged: it was cut off, or its bytes were changed. Copy it once more.",
        ) from None
    return opened


_SIGNS_OF_32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _bech32(name: str, raw: bytes) -> str:
    """Bytes as age writes a key (BIP 173)."""
    number = int.from_bytes(raw, "big") << (-len(raw) * 8 % 5)
    count = (len(raw) * 8 + 4) // 5
    values = [number >> 5 * (count - 1 - at) & 31 for at in range(count)]
    spread = [ord(sign) >> 5 for sign in name] + [0] + [ord(sign) & 31 for sign in name]
    check = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - at) & 31 for at in range(6)]
    return name + "1" + "".join(_SIGNS_OF_32[value] for value in values)


def _polymod(values: "Sequence[int]") -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, step in enumerate(_STEPS):
            check ^= step if top >> at & 1 else 0
    return check
