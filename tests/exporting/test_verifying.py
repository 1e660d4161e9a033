"""A package is looked at: by the stand-alone script, at its desk, away from it; whatever is wrong is named."""

import json
import random
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pyrage
import pytest

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import exports
from clerk_desk.exporting import checking, making, verify_package
from clerk_desk.exporting import keys as package_keys
from clerk_desk.exporting.making import boxed, export_day
from clerk_desk.exporting.parts import Part
from clerk_desk.exporting.verify_package import MANIFEST, SENTENCES, SIGNATURE, is_signed
from data.keyring import OpenKeyring
from tests.conftest import MORNING
from tests.duties.acts import objects
from tests.exporting.days import Days, changed, codes, look_at, parts_in

THURSDAY = MORNING.date()
SCRIPT = Path(verify_package.__file__)


def script(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The script, by a Python that knows no other package."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), *arguments], capture_output=True, text=True, check=False, timeout=30
    )


def signed_anew(content: bytes, keys: OpenKeyring, **told: object) -> bytes:
    """A package whose manifest says something else, signed by the desk itself."""
    text = next(part.content for part in parts_in(content) if part.path == MANIFEST)
    manifest = json.loads(text)
    manifest["clerk_desk"] |= told
    new = json.dumps(manifest, ensure_ascii=False).encode()
    return changed(changed(content, MANIFEST, new), SIGNATURE, package_keys.signature_text(keys.key, new))


# --- the stand-alone script -----------------------------------------------------------------------------


def test_the_script_needs_nothing_but_python(package: bytes, days: Days, tmp_path: Path) -> None:
    place = tmp_path / "day.zip"
    place.write_bytes(package)
    done = script(str(place), days.thursday.head[:16])
    assert (done.returncode, done.stderr) == (0, "")
    assert "The package is whole: close no. 1 of 2027-04-01" in done.stdout
    assert days.thursday.head in done.stdout
    assert script(str(place), days.thursday.head[-8:]).returncode == 0
    other = script(str(place), "f" * 64)
    assert (other.returncode, other.stdout) == (1, SENTENCES["head_unknown"] + "\n")
    place.write_bytes(changed(package, "register.csv", b"x"))
    wrong = script(str(place))
    assert wrong.returncode == 1 and "register.csv" in wrong.stdout
    assert script().returncode == 2
    assert script(str(tmp_path / "gone.zip")).returncode == 2


def test_the_script_and_the_desk_hash_a_line_alike(package: bytes) -> None:
    lines = next(part.content for part in parts_in(package) if part.path == "audit.jsonl").splitlines()
    end = verify_package.START
    for raw in lines:
        line = json.loads(raw)
        end = verify_package.line_hash(line, end)
        assert line["hash"] == end


def test_the_scripts_own_arithmetic_agrees_with_the_library() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    chance = random.Random(4)
    for _ in range(20):
        key, text = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32)), chance.randbytes(60)
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        signature = key.sign(text)
        assert is_signed(text, signature, public)
        assert not is_signed(text + b"x", signature, public)
        at = chance.randrange(512)
        flipped = bytes(one ^ (1 << at % 8 if place == at // 8 else 0) for place, one in enumerate(signature))
        assert not is_signed(text, flipped, public)


# --- tampered with --------------------------------------------------------------------------------------


def flips(package: bytes, rounds: int) -> int:
    """Flip one bit after the other; how many went unnoticed, and none may take two seconds."""
    chance, unnoticed = random.Random(7), 0
    for _ in range(rounds):
        at, bit = chance.randrange(len(package)), chance.randrange(8)
        flipped = bytearray(package)
        flipped[at] ^= 1 << bit
        since = time.process_time()
        unnoticed += not look_at(bytes(flipped)).problems
        assert time.process_time() - since < 2
    return unnoticed


def test_any_flipped_bit_is_noticed(package: bytes) -> None:
    assert flips(package, 60) == 0


@pytest.mark.prove
def test_a_thousand_flipped_bits_are_noticed(package: bytes) -> None:
    assert flips(package, 1000) == 0
    print("\n1000 single-bit flips of a package: all noticed")


def test_every_single_bit_of_the_headings_and_the_end_is_noticed(package: bytes) -> None:
    inside = range(46), range(len(package) - 700, len(package), 5)
    for at in (at for part in inside for at in part):
        flipped = bytearray(package)
        flipped[at] ^= 1
        assert look_at(bytes(flipped)).problems, at


def test_a_cut_package_is_said_to_be_cut(package: bytes) -> None:
    for length in (len(package) - 1, len(package) - 100, len(package) // 2, 200):
        assert codes(look_at(package[:length])) == ["cut"], length
    assert codes(look_at(b"")) == ["no_package"]
    assert codes(look_at(package + b"x")) == ["rewritten"]


def test_what_was_changed_is_named(package: bytes, keys: OpenKeyring) -> None:
    csv = next(part.content for part in parts_in(package) if part.path == "register.csv")
    found = look_at(changed(package, "register.csv", csv.replace(b"2027-0001", b"2027-0009")))
    assert [str(problem) for problem in found.problems] == [
        "register.csv is not what the manifest says of it: its bytes were changed."
    ]
    parts = parts_in(package)
    swapped = [Part(one.path, {"register.pdf": parts[2]}.get(one.path, one).content) for one in parts]
    assert codes(look_at(boxed(swapped)))[0] in ("part_changed", "rewritten")
    lacking = boxed([part for part in parts if part.path != "photos/2027-0003.jpg"])
    assert codes(look_at(lacking)) == ["rewritten"]
    more = boxed([*parts, Part("z.txt", b"hello")])
    assert codes(look_at(more)) == ["rewritten"]


def test_zipped_anew_by_another_program_it_is_not_the_desks_own(package: bytes) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as box:
        for part in parts_in(package):
            box.writestr(part.path, part.content)
    assert codes(look_at(made.getvalue())) == ["no_package"]


def test_who_changes_the_manifest_too_cannot_sign_it(package: bytes, keys: OpenKeyring) -> None:
    forged = signed_anew(
        package, OpenKeyring(keys.path, keys.cost, bytes(32)), close={"date": "2027-04-02", "number": 2}
    )
    assert codes(look_at(forged)) == ["bad_signature"]
    # With a key of one's own in the manifest it is signed, but by another desk.
    other = OpenKeyring(keys.path, keys.cost, bytes(32))
    own = signed_anew(package, other, public_key=package_keys.public_key(other.key))
    assert codes(look_at(own)) == []
    assert codes(look_at(own, key=package_keys.public_key(keys.key))) == ["other_signer"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"counts": {"applications": 4, "photos": 1, "register_rows": 3, "trail_lines": 1}}, "count_differs"),
        ({"trail": {"from_line": 0, "to_line": 3, "head_before": "0" * 64, "head": "1" * 64}}, "head_differs"),
        ({"trail": {"from_line": 5, "to_line": 9, "head_before": "0" * 64, "head": "1" * 64}}, "chain_broken"),
        ({"trail": None}, "manifest_unclear"),
        ({"incomplete": None}, "manifest_unclear"),
        ({"format": "clerk-desk package 2"}, "newer_package"),
        ({"counts": {"applications": 3}}, "manifest_unclear"),
        ({"close": {"date": "[@click=x]", "number": 1}}, "manifest_unclear"),
        ({"format": 7}, "no_package"),
        ({"public_key": "zz"}, "manifest_unclear"),
    ],
)
def test_a_manifest_that_does_not_tell_the_truth_is_found_out(
    package: bytes, keys: OpenKeyring, told: dict[str, object], code: str
) -> None:
    assert code in codes(look_at(signed_anew(package, keys, **told)))


def made_up(keys: OpenKeyring, told: dict[str, object], *more: Part) -> bytes:
    """A package of nothing, whole and signed, whose manifest says whatever is wished."""
    parts = [Part("applications.json", b"{}\n"), Part("audit.jsonl", b""), Part("register.csv", b"number\r\n"), *more]
    said: dict[str, object] = {
        "format": "clerk-desk package 1",
        "public_key": package_keys.public_key(keys.key),
        "counts": dict.fromkeys(verify_package.COUNTED, 0),
        "close": {"date": "2027-04-01", "number": 1},
        "previous": None,
        "incomplete": [],
        "trail": {"from_line": 0, "to_line": 0, "head_before": "0" * 64, "head": "0" * 64},
    }
    whole = {"clerk_desk": said | told, "resources": [part.resource for part in parts]}
    text = json.dumps(whole).encode()
    return boxed([Part(MANIFEST, text), Part(SIGNATURE, package_keys.signature_text(keys.key, text)), *parts])


def bombs(keys: OpenKeyring) -> dict[str, bytes]:
    """Packages made to choke a reader; each signed by itself, so that all that can be looked into is."""

    def signed(applications: bytes, register: bytes = b"number\r\n", **more: object) -> bytes:
        parts = [Part("applications.json", applications), Part("audit.jsonl", b""), Part("register.csv", register)]
        told = {
            "clerk_desk": {
                "format": "clerk-desk package 1",
                "public_key": package_keys.public_key(keys.key),
                "counts": dict.fromkeys(verify_package.COUNTED, 0),
                "close": {"date": "2027-04-01", "number": 1},
                "previous": None,
                "incomplete": [],
                "trail": {"from_line": 0, "to_line": 0, "head_before": "0" * 64, "head": "0" * 64},
            },
            "resources": [part.resource for part in parts],
        } | more
        text = json.dumps(told).encode()
        return boxed([Part(MANIFEST, text), Part(SIGNATURE, package_keys.signature_text(keys.key, text)), *parts])

    deep = b"[" * 200_000
    many = boxed([Part(MANIFEST, b'{"clerk_desk":' + deep)])
    return {
        "a line of ninety megabytes": signed(b'{\n"applications":[\n{' + b" " * (90 << 20)),
        "brackets without end": signed(b'{\n"applications":[\n{"number":' + deep),
        "a manifest of brackets": many,
        "a million empty lists on a line": signed(b'{\n"applications":[\n{"a":[' + b"[]," * 900_000),
        "a manifest of sixty megabytes": boxed([Part(MANIFEST, b" " * (60 << 20))]),
        "a million applications": signed(b'{\n"applications":[\n' + b'{"number":"1","picture":null},\n' * 1_200_000),
        "numbers of a megabyte": signed(
            b'{\n"applications":[\n' + (b'{"number":"' + b"1" * (1 << 20) + b'","picture":null},\n') * 80
        ),
        "a register of two million rows": signed(b"{}\n", register=b"number\r\n" + b"1\r\n" * 2_000_000),
        "a size of four gigabytes": boxed([Part(MANIFEST, b"{}")]).replace(b"\x02\0\0\0\x02\0\0\0", b"\xff" * 8, 1),
    }


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_hostile_packages_are_refused_in_little_time_and_memory(keys: OpenKeyring, tmp_path: Path) -> None:
    probe = "\n".join(
        (
            "import sys, time",
            "sys.path.insert(0, sys.argv[1])",
            "import verify_package",
            "since = time.process_time()",
            "with open(sys.argv[2], 'rb') as file: found = verify_package.verify(file)",
            "seconds = time.process_time() - since",
            "print(len(found.problems), seconds, open('/proc/self/status').read().split('VmHWM:')[1].split()[0])",
        )
    )
    for name, content in bombs(keys).items():
        place = tmp_path / "bomb.zip"
        place.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", probe, str(SCRIPT.parent), str(place)],
            capture_output=True,
            text=True,
            check=True,
        )
        problems, seconds, kib = done.stdout.split()
        assert int(problems) > 0, name
        assert float(seconds) < 2, name
        assert int(kib) < 100 * 1024, (name, kib)


def test_what_a_stranger_wrote_never_reaches_the_terminal_as_it_stands(keys: OpenKeyring, tmp_path: Path) -> None:
    """Whoever signs with a key of their own may put any text into a manifest: signs that drive a terminal, too."""
    drives = "\x1b]0;x\x07\x1b[2J"
    trail = {"from_line": 0, "to_line": 0, "head_before": "0" * 64, "head": "0" * 64}
    lists: tuple[dict[str, object], ...] = (
        {"trail": trail | {"head_before": drives, "head": drives}},
        {"trail": trail | {"from_line": 10**4299 * 9, "to_line": 10**4299 * 9}},
        {"counts": dict.fromkeys(verify_package.COUNTED, 10**4000)},
        {"incomplete": [drives]},
        {"public_key": " " + package_keys.public_key(keys.key) + "\n\x0b"},
        {"close": {"date": "2027-04-01", "number": -1}},
    )
    for told in lists:
        found = look_at(made_up(keys, told))
        assert codes(found) == ["manifest_unclear"], told
    for path in (f"photos/{drives}.jpg", "photos/\n.jpg", "photos/../x"):
        text = made_up(keys, {}, Part(path, b"1"))
        place = tmp_path / "strange.zip"
        place.write_bytes(text)
        done = subprocess.run([sys.executable, "-I", "-S", str(SCRIPT), str(place)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
        assert done.stdout.decode().strip() == verify_package.SENTENCES["manifest_unclear"]
    assert look_at(made_up(keys, {})).problems == []


# --- at the desk, and away from it ----------------------------------------------------------------------


def test_at_its_desk_it_is_held_against_the_trail(desk: Desk, keys: OpenKeyring, stick: Path) -> None:
    made = export_day(desk, keys, THURSDAY)
    found = checking.check_at_desk(made.path, desk, keys)
    assert (found.problems, found.is_sealed, found.at_desk, found.seal) == ((), True, True, made.seal)
    never = stick / "day-2027-04-02-no2.zip"
    never.write_bytes(making.packed(desk, keys, desk.ask(exports.day)).content)
    (problem,) = checking.check_at_desk(never, desk, keys).problems
    assert problem.code == "not_told" and "an export was broken off. Export 2027-04-02 again" in str(problem.message)
    assert checking.check_away(never).problems == ()
    export_day(desk, keys)
    assert checking.check_at_desk(never, desk, keys).problems == (), "the same day has the same seal"


def test_another_desks_package_is_said_to_be_anothers(desk: Desk, keys: OpenKeyring, stick: Path) -> None:
    made = export_day(desk, keys, THURSDAY, stick, sealed=False)
    other = OpenKeyring(keys.path, keys.cost, bytes(32))
    assert [one.code for one in checking.check_at_desk(made.path, desk, other).problems] == ["other_signer"]


def test_an_administrators_key_opens_it_elsewhere(desk: Desk, keys: OpenKeyring, stick: Path, tmp_path: Path) -> None:
    file, identity = tmp_path / "key.txt", pyrage.x25519.Identity.generate()
    file.write_text(f"# as age itself makes it\n{identity}\n")
    desk.do(new_act(), exports.set_key, str(identity.to_public()))
    made = export_day(desk, keys, THURSDAY, stick)
    assert checking.check_away(made.path, (file, "")).problems == ()
    with objects("key_needed"):
        checking.check_away(made.path)
    with objects("no_key_file"):
        checking.check_away(made.path, (stick / "none", ""))
    file.write_text(str(pyrage.x25519.Identity.generate()))
    with objects("not_sealed_to_us"):
        checking.check_away(made.path, (file, ""))
    with objects("key_file_there"):
        package_keys.must_be_free(file, "бір екі үш төрт")
    with objects("short_passphrase"):
        package_keys.must_be_free(tmp_path / "other", "short")


@pytest.mark.prove
def test_the_key_lies_under_its_passphrase(desk: Desk, keys: OpenKeyring, stick: Path, tmp_path: Path) -> None:
    """A passphrase is made slow on purpose: some seconds each time."""
    file = tmp_path / "key.age"
    pair = package_keys.make_pair(file, "бір екі үш төрт")
    assert b"AGE-SECRET" not in file.read_bytes()
    desk.do(new_act(), exports.set_key, pair.recipient)
    made = export_day(desk, keys, THURSDAY, stick)
    assert checking.check_away(made.path, (file, "бір екі үш төрт")).problems == ()
    with objects("wrong_passphrase"):
        checking.check_away(made.path, (file, "bir eki ush tort"))


def test_a_sealed_package_that_was_flipped_or_cut_does_not_open(desk: Desk, keys: OpenKeyring, stick: Path) -> None:
    made = export_day(desk, keys, THURSDAY)
    whole, chance = made.path.read_bytes(), random.Random(3)
    for _ in range(40):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        made.path.write_bytes(bytes(flipped) if chance.random() < 0.7 else whole[: chance.randrange(len(whole))])
        with pytest.raises(Exception) as refused:
            checking.check_at_desk(made.path, desk, keys)
        assert getattr(refused.value, "code", "") in ("sealed_damaged", "not_sealed_to_us")


def test_a_package_is_told_from_a_backup_by_its_beginning(package: bytes, stick: Path) -> None:
    place = stick / "anything"
    place.write_bytes(package)
    assert checking.is_package(place)
    place.write_bytes(b"PK\x03\x04" + bytes(26) + b"manifest.json")
    assert not checking.is_package(place)
    assert checking.is_package(stick / "day-2027-04-01-no1.zip.age")
    assert not checking.is_package(stick / "desk-2027-04-08T18-30-05.backup")
