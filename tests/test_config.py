"""What is settled before the desk opens: the file, over it the environment, over it the arguments."""

from pathlib import Path

import pytest

from clerk_desk.config import Config, read_config, settings_file
from clerk_desk.objection import Objection


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path


def objection(
    arguments: dict[str, object] | None = None, environment: dict[str, str] | None = None, file: Path | None = None
) -> Objection:
    with pytest.raises(Objection) as raised:
        read_config(arguments or {}, environment or {}, file)
    return raised.value


def test_without_any_setting_the_store_lies_in_the_users_data_folder(home: Path) -> None:
    config = read_config({}, {})
    assert config.folder == home / "xdg_data_home" / "clerk-desk"
    assert config == Config(
        config.folder, f"sqlite:///{config.folder}/desk.db", config.folder / "keyring.json", "en", "paper", 3
    )


def test_the_environment_overrules_the_file_and_the_arguments_overrule_both() -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('language = "kk"\ntheme = "ink"\nidle_minutes = 5\n', "utf-8")
    from_file = read_config({}, {})
    assert (from_file.language, from_file.theme, from_file.idle_minutes) == ("kk", "ink", 5)
    environment = {"CLERK_DESK_LANGUAGE": "ru", "CLERK_DESK_IDLE_MINUTES": "7"}
    over_it = read_config({}, environment)
    assert (over_it.language, over_it.theme, over_it.idle_minutes) == ("ru", "ink", 7)
    over_all = read_config({"language": "en", "idle_minutes": "9"}, environment)
    assert (over_all.language, over_all.theme, over_all.idle_minutes) == ("en", "ink", 9)


def test_a_folder_carries_store_and_keys_along(tmp_path: Path) -> None:
    config = read_config({"folder": str(tmp_path / "desk")}, {})
    assert config.store == f"sqlite:///{tmp_path}/desk/desk.db"
    assert config.keyring == tmp_path / "desk" / "keyring.json"


def test_without_a_scan_folder_none_is_watched_and_pictures_are_shown_as_well_as_the_terminal_can() -> None:
    config = read_config({}, {})
    assert (config.scan_folder, config.pictures) == (None, "auto")
    assert read_config({}, {"CLERK_DESK_SCAN_FOLDER": "  "}).scan_folder is None


def test_the_scan_folder_may_be_said_from_the_home_folder(home: Path) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('scan_folder = "~/Сканы"\npictures = "blocks"\n', "utf-8")
    config = read_config({}, {})
    assert (config.scan_folder, config.pictures) == (home / "home" / "Сканы", "blocks")
    assert read_config({}, {"CLERK_DESK_SCAN_FOLDER": str(home)}).scan_folder == home


def test_the_home_folder_of_nobody_stays_as_it_was_said() -> None:
    config = read_config({}, {"CLERK_DESK_SCAN_FOLDER": "~nobody-of-that-name/scans"})
    assert config.scan_folder == Path("~nobody-of-that-name/scans").absolute()


def test_no_portal_is_looked_at_unless_its_address_is_written_down() -> None:
    from clerk_desk.__main__ import _portal_watch

    config = read_config({}, {})
    assert (config.look_egov, config.look_mektep, config.look_minutes) == ("", "", 5)
    assert _portal_watch(config) is None
    named = read_config({}, {"CLERK_DESK_LOOK_MEKTEP": " https://mektep.snation.kz ", "CLERK_DESK_LOOK_MINUTES": "9"})
    assert (named.look_mektep, named.look_minutes) == ("https://mektep.snation.kz", 9)
    watch = _portal_watch(named)
    assert watch is not None and list(watch.addresses.values()) == ["https://mektep.snation.kz"]


def test_a_settings_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    assert "There is no settings file" in str(objection(file=tmp_path / "no.toml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("language = 'fr'", "The setting language is fr, but it can be only one of: en, kk, ru."),
        ("theme = 'pink'", "only one of: paper, ink"),
        ("idle_minutes = 0", "a whole number from 1 to 60"),
        ("idle_minutes = true", "a whole number from 1 to 60"),
        ("idle_minutes = 2.5", "a whole number from 1 to 60"),
        ("scan_folder = 12", "The setting scan_folder must be a text."),
        ("look_egov = 'egov.kz'", "The setting look_egov must be an address like https://egov.kz"),
        ("look_egov = 'ftp://egov.kz'", "must be an address like"),
        ("look_egov = 'https://clerk:secret@egov.kz'", "must be an address like"),
        ("look_mektep = 'https://mektep.snation.kz/?iin=1'", "The setting look_mektep must be an address"),
        ("look_mektep = 'https://[::1'", "must be an address like"),
        ("look_mektep = 'https://:443'", "must be an address like"),
        ("look_mektep = 'https://мектеп.қаз'", "must be an address like"),
        ("look_minutes = 0", "look_minutes is 0, but it must be a whole number from 1 to 60"),
        ("pictures = 'some'", "only one of: auto, blocks, off"),
        ("folder = 12", "The setting folder must be a text."),
        ("store = 'mysql://x'", "The setting store must be sqlite:///"),
        ("store = 'sqlite:///desk.db'", "followed by a whole path"),
        ("colour = 'red'", "says colour, which this desk does not know"),
        ("language = ", "is not proper TOML"),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "clerk-desk.toml"
    file.write_text(text, "utf-8")
    found = objection(file=file)
    assert found.code == "bad_setting"
    assert said in str(found)


def test_a_settings_file_that_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "clerk-desk.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in str(objection(file=tmp_path / "clerk-desk.toml"))
    assert "cannot be read" in str(objection(file=tmp_path))


def test_the_environment_is_checked_like_the_file() -> None:
    assert "idle_minutes is ٣" in str(objection(environment={"CLERK_DESK_IDLE_MINUTES": "٣"}))


def test_the_password_of_a_server_does_not_stand_on_the_command_line() -> None:
    address = "postgresql+psycopg://desk:secret@server/desk"
    refused = objection({"store": address})
    assert refused.code == "password_in_arguments"
    assert "secret" not in str(refused)
    assert read_config({}, {"CLERK_DESK_STORE": address}).store == address
