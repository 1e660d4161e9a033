"""The keyring: who can open it, who cannot, and that neither damage nor haste loses anybody's key."""

import json
import os
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from data import files, keyring
from data.keyring import Cost, Keyring, OpenKeyring
from data.recovery_code import SIGNS, new_code, read_code
from data.trouble import DamagedKeyring, NoKeyring, NoOverwrite, StoreBroken, StoreBusy

CHEAP = Cost(1, 8, 1)
WORDS = "qyzyl alma tau"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "keyring.json"


@pytest.fixture
def made(path: Path) -> tuple[OpenKeyring, str]:
    return Keyring.create(path, "gulnar", WORDS, CHEAP)


def unlock(path: Path, login: str, password: str) -> OpenKeyring | None:
    return Keyring(path, CHEAP).unlock(login, password)


def test_only_the_right_name_with_the_right_password_opens_it(path: Path, made: tuple[OpenKeyring, str]) -> None:
    opened = unlock(path, "gulnar", WORDS)
    assert opened is not None and opened.key == made[0].key and len(opened.key) == 32
    assert unlock(path, "gulnar", WORDS + " ") is None
    assert unlock(path, "aigul", WORDS) is None
    assert "gulnar" in repr(sorted(opened.logins)) and opened.key.hex() not in repr(opened)


def test_every_keyring_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = {Keyring.create(tmp_path / f"{n}.json", "a", WORDS, CHEAP)[0].key for n in range(5)}
    assert len(keys) == 5


def test_a_letter_may_be_composed_in_either_way(path: Path, made: tuple[OpenKeyring, str]) -> None:
    one, other = (unicodedata.normalize(form, "ақ ёлка, көл, чай") for form in ("NFC", "NFD"))
    assert one != other
    made[0].wrap_for("aigul", one)
    assert unlock(path, "aigul", other) is not None
    assert unlock(path, "aigul", other.replace("қ", "к")) is None


def test_nobodys_wrap_fits_under_another_name(path: Path, made: tuple[OpenKeyring, str]) -> None:
    content = json.loads(path.read_bytes())
    content["wraps"]["thief"] = content["wraps"]["gulnar"]
    path.write_bytes(json.dumps(content).encode())
    assert unlock(path, "thief", WORDS) is None
    assert unlock(path, "gulnar", WORDS) is not None


def test_a_weakened_cost_does_not_open(path: Path, made: tuple[OpenKeyring, str]) -> None:
    content = json.loads(path.read_bytes())
    content["wraps"]["gulnar"]["memory_kib"] = 16
    path.write_bytes(json.dumps(content).encode())
    assert unlock(path, "gulnar", WORDS) is None


def test_people_come_and_go(path: Path, made: tuple[OpenKeyring, str]) -> None:
    keys = made[0]
    keys.wrap_for("aigul", "kok aspan kun")
    assert keys.knows("aigul") and keys.logins == {"gulnar", "aigul"}
    assert keys.confirm("aigul", "kok aspan kun") and not keys.confirm("aigul", WORDS)
    keys.wrap_for("aigul", "another three words")
    assert not keys.confirm("aigul", "kok aspan kun") and keys.confirm("aigul", "another three words")
    keys.drop("aigul")
    keys.drop("nobody")
    assert unlock(path, "aigul", "another three words") is None and not keys.knows("aigul")


def test_a_change_can_be_taken_back(made: tuple[OpenKeyring, str]) -> None:
    keys = made[0]
    keys.wrap_for("aigul", "kok aspan kun")()
    assert not keys.knows("aigul")
    keys.wrap_for("aigul", "kok aspan kun")
    keys.wrap_for("aigul", "another three words")()
    assert keys.confirm("aigul", "kok aspan kun")
    keys.drop("aigul")()
    assert keys.confirm("aigul", "kok aspan kun")


def test_another_stores_keyring_confirms_nobody(tmp_path: Path, made: tuple[OpenKeyring, str]) -> None:
    other, _ = Keyring.create(tmp_path / "other.json", "gulnar", WORDS, CHEAP)
    assert not OpenKeyring(other.path, CHEAP, made[0].key).confirm("gulnar", WORDS)


def test_it_is_for_its_owner_and_holds_no_key_in_clear(path: Path, made: tuple[OpenKeyring, str]) -> None:
    made[0].wrap_for("aigul", "kok aspan kun")
    assert {place.name for place in path.parent.iterdir()} <= {"keyring.json", "keyring.json.lock"}
    if os.name != "nt":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert all(stat.S_IMODE(place.stat().st_mode) == 0o600 for place in path.parent.iterdir())
    text = path.read_text(encoding="utf-8")
    assert made[0].key.hex() not in text and WORDS not in text
    assert (read_code(made[1]) or "") not in text


def test_a_keyring_is_never_made_over_another(path: Path, made: tuple[OpenKeyring, str]) -> None:
    with pytest.raises(NoOverwrite):
        Keyring.create(path, "thief", WORDS, CHEAP)
    assert unlock(path, "gulnar", WORDS) is not None


def test_a_missing_keyring_says_so_and_is_not_made(path: Path) -> None:
    with pytest.raises(NoKeyring):
        unlock(path, "gulnar", WORDS)
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"format": "x"}', b"\xff\xfe", b"[" * 100_000, b'{"wraps": []}']
)
def test_a_damaged_keyring_says_so(path: Path, made: tuple[OpenKeyring, str], content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedKeyring):
        unlock(path, "gulnar", WORDS)
    with pytest.raises(DamagedKeyring):
        made[0].wrap_for("aigul", "kok aspan kun")
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "entry",
    [
        None,
        7,
        [],
        {},
        {"time": 1},
        {"time": 1, "memory_kib": 1 << 40, "lanes": 1, "salt": "", "nonce": ""},
    ],
)
def test_one_damaged_wrap_shuts_out_nobody_else(path: Path, made: tuple[OpenKeyring, str], entry: object) -> None:
    content = json.loads(path.read_bytes())
    content["wraps"]["aigul"] = entry
    content["wraps"] = dict(sorted(content["wraps"].items()))  # the damaged one first
    path.write_bytes(json.dumps(content).encode())
    assert unlock(path, "aigul", WORDS) is None
    assert unlock(path, "gulnar", WORDS) is not None
    made[0].wrap_for("aigul", "kok aspan kun")
    assert unlock(path, "aigul", "kok aspan kun") is not None


def test_an_unknown_name_costs_the_same_work(
    path: Path, made: tuple[OpenKeyring, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[Cost] = []
    real = keyring._password_key

    def counted(password: str, salt: bytes, cost: Cost) -> bytes:
        work.append(cost)
        return real(password, salt, cost)

    monkeypatch.setattr(keyring, "_password_key", counted)
    for login in ("gulnar", "nobody", ""):
        assert Keyring(path, Cost()).unlock(login, "wrong") is None
    assert work == [CHEAP] * 3


def test_a_write_that_fails_leaves_the_old_keyring(
    path: Path, made: tuple[OpenKeyring, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.files.os.fsync", full)
    with pytest.raises(StoreBroken):
        made[0].wrap_for("aigul", "kok aspan kun")
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))


def test_a_keyring_that_is_held_says_so(
    path: Path, made: tuple[OpenKeyring, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.05)
    with files.locked(path), pytest.raises(StoreBusy):
        made[0].wrap_for("aigul", "kok aspan kun")


def test_two_programs_writing_at_once_lose_nobody(path: Path, made: tuple[OpenKeyring, str]) -> None:
    code = (
        "import sys; from pathlib import Path; from data.keyring import Cost, OpenKeyring\n"
        "keys = OpenKeyring(Path(sys.argv[1]), Cost(1, 8, 1), bytes(32))\n"
        "for n in range(15): keys.wrap_for(f'{sys.argv[2]}{n}', 'three longish words')"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("a", "b")]
    assert [program.wait(60) for program in both] == [0, 0]
    assert len(made[0].logins) == 31


def test_the_usual_cost_is_what_was_measured() -> None:
    assert Cost() == Cost(time=3, memory_kib=65536, lanes=1)
    for wrong in ((0, 8, 1), (1, 4, 1), (1, 1 << 30, 1), (1, 8, 99)):
        with pytest.raises(ValueError, match="bounds"):
            Cost(*wrong)


# --- the recovery sheet -------------------------------------------------------------------------------------


def test_the_recovery_code_opens_the_keyring(path: Path, made: tuple[OpenKeyring, str]) -> None:
    for typed in (made[1], made[1].lower(), made[1].replace("-", " "), f"  {made[1].replace('-', '')}\n"):
        opened = Keyring(path, CHEAP).recover(typed)
        assert opened is not None and opened.key == made[0].key


def test_another_code_does_not(path: Path, made: tuple[OpenKeyring, str]) -> None:
    for typed in (new_code(), "", "0", made[1][:-1], made[1] + "0", "-".join(reversed(made[1].split("-")))):
        assert Keyring(path, CHEAP).recover(typed) is None


def test_the_recovery_code_outlives_every_password(path: Path, made: tuple[OpenKeyring, str]) -> None:
    made[0].drop("gulnar")
    opened = Keyring(path, CHEAP).recover(made[1])
    assert opened is not None
    opened.wrap_for("gulnar", "another three words")
    assert unlock(path, "gulnar", "another three words") is not None


def test_a_damaged_recovery_wrap_opens_nothing(path: Path, made: tuple[OpenKeyring, str]) -> None:
    content = json.loads(path.read_bytes())
    content["recovery"] = {"nonce": 7}
    path.write_bytes(json.dumps(content).encode())
    assert Keyring(path, CHEAP).recover(made[1]) is None


def test_a_code_is_thirty_signs_in_groups_of_five() -> None:
    code = new_code()
    assert [len(group) for group in code.split("-")] == [5] * 6
    assert set(code) <= set(SIGNS) | {"-"}
    assert len({new_code() for _ in range(100)}) == 100


def test_any_single_wrong_sign_is_noticed() -> None:
    bare = new_code().replace("-", "")
    for place in range(len(bare)):
        for sign in SIGNS:
            if sign != bare[place]:
                assert read_code(bare[:place] + sign + bare[place + 1 :]) is None


def test_two_signs_changed_about_are_noticed() -> None:
    for _ in range(20):
        bare = new_code().replace("-", "")
        for place in range(len(bare) - 1):
            swapped = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
            assert swapped == bare or read_code(swapped) is None


def test_misread_signs_and_cyrillic_keys_are_understood() -> None:
    latin, cyrillic = "QWERTYUIOPASDFGHJKLZXCVBNM", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ"
    for _ in range(50):
        code = new_code()
        secret = read_code(code)
        assert secret is not None
        assert read_code(code.replace("0", "O").replace("1", "l")) == secret
        assert read_code(code.translate(str.maketrans(latin, cyrillic)).lower()) == secret
        assert read_code(code.translate(str.maketrans("ABEKMHPCTXY", "АВЕКМНРСТХУ"))) == secret
