"""The settings of this desk: where its store lies, in which language it speaks. File < environment < arguments."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs

from clerk_desk.language import LANGUAGES
from clerk_desk.objection import Objection

NAME = "clerk-desk"
THEMES = ("paper", "ink")
SETTINGS = (
    *("folder", "store", "keyring", "language", "theme", "idle_minutes", "scan_folder", "pictures"),
    *("backup_folder", "backups_kept", "export_folder"),
    *("look_egov", "look_mektep", "look_minutes"),
)
PICTURES = ("auto", "blocks", "off")
IDLE_BOUNDS = range(1, 61)
USUALLY_KEPT = 30
KEPT_BOUNDS = range(2, 1001)
USUAL_LOOK_MINUTES = 5
LOOK_BOUNDS = range(1, 61)
_SQLITE, _SERVER = "sqlite:///", "postgresql+psycopg://"


@dataclass(frozen=True, slots=True)
class Config:
    """What was settled before the desk opens.

    `store` is a URL: sqlite:////… for a file, postgresql+psycopg://… for several desks. `keyring` is the
    file of the wrapped keys. `idle_minutes`: after so many minutes without a key the screen locks.
    `scan_folder` is where the scanner puts its pictures; None: none is watched. `pictures` says how a picture is
    shown: "auto" (real pixels where the terminal has them, else half-blocks), "blocks", or "off" (in words).
    `backup_folder` is where backups are put, better on another disk; None: "backups" beside the store. The newest
    `backups_kept` stay, and the last of each month.
    `export_folder` is where the packages of closed days are put; None: "exports" beside the store.
    `look_egov` and `look_mektep` are addresses (https://…) at which the desk looks, every `look_minutes`, whether
    the portal answers; empty: it never looks.
    """

    folder: Path
    store: str
    keyring: Path
    language: str = "en"
    theme: str = "paper"
    idle_minutes: int = 3
    scan_folder: Path | None = None
    pictures: str = "auto"
    backup_folder: Path | None = None
    backups_kept: int = USUALLY_KEPT
    look_egov: str = ""
    look_mektep: str = ""
    look_minutes: int = USUAL_LOOK_MINUTES
    export_folder: Path | None = None

    def lies_there(self) -> bool:
        """True if a keyring or a store's file lies there; a server is asked only when it is opened."""
        file = self.store.removeprefix(_SQLITE) if self.store.startswith(_SQLITE) else ""
        return self.keyring.exists() or (file != "" and Path(file).exists())


def settings_file() -> Path:
    """Where the settings file lies unless another is named: in the user's configuration folder."""
    return Path(platformdirs.user_config_dir(NAME, appauthor=False)) / f"{NAME}.toml"


def read_config(
    arguments: Mapping[str, object] = {},
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Config:
    """Lay the arguments over the environment (CLERK_DESK_…) over the settings file over what is usual.

    A `file` that is named must be there; the usual one need not. Objection "bad_setting" tells which
    setting cannot be used, and where it was said.
    """
    environment = os.environ if environment is None else environment
    said = {name: value for name in SETTINGS if (value := environment.get(f"CLERK_DESK_{name.upper()}"))}
    given = {name: arguments[name] for name in SETTINGS if arguments.get(name) is not None}
    if _has_password(str(given.get("store", ""))):
        raise Objection(
            "password_in_arguments",
            "The address of the store holds a password, which others could read on the command line. "
            "Put it into {file} or into CLERK_DESK_STORE.",
            file=str(file or settings_file()),
        )
    settled: dict[str, object] = {**_from_file(file), **said, **given}
    return _checked(settled)


def _from_file(file: Path | None) -> dict[str, object]:
    place = file or settings_file()
    try:
        text = place.read_text(encoding="utf-8")
    except FileNotFoundError:
        if file is None:
            return {}
        raise Objection("bad_setting", "There is no settings file {file}.", file=str(place)) from None
    except (OSError, UnicodeDecodeError):
        raise Objection("bad_setting", "The settings file {file} cannot be read.", file=str(place)) from None
    import tomllib  # a sixth of the way to `--help`, and most desks have no such file

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise Objection(
            "bad_setting", "The settings file {file} is not proper TOML: {why}.", file=str(place), why=str(trouble)
        ) from None
    for name in found:
        if name not in SETTINGS:
            raise Objection(
                "bad_setting",
                "The settings file {file} says {name}, which this desk does not know. It knows: {known}.",
                file=str(place),
                name=name,
                known=", ".join(SETTINGS),
            )
    return found


def _checked(settled: Mapping[str, object]) -> Config:
    usual = platformdirs.user_data_dir(NAME, appauthor=False)
    folder = Path(_text(settled, "folder", usual)).expanduser().absolute()
    language = _one_of(settled, "language", tuple(LANGUAGES), "en")
    theme = _one_of(settled, "theme", THEMES, "paper")
    store = _text(settled, "store", f"{_SQLITE}{(folder / 'desk.db').as_posix()}")
    if not store.startswith(_SERVER) and not Path(store.removeprefix(_SQLITE)).is_absolute():
        raise Objection(
            "bad_setting",
            "The setting store must be sqlite:/// followed by a whole path, or postgresql+psycopg:// and a server.",
        )
    keyring = Path(_text(settled, "keyring", str(folder / "keyring.json"))).expanduser().absolute()
    scans = _text(settled, "scan_folder", "", may_be_empty=True).strip()
    scan_folder = _place(scans) if scans else None
    pictures = _one_of(settled, "pictures", PICTURES, PICTURES[0])
    backups = _text(settled, "backup_folder", "", may_be_empty=True).strip()
    backup_folder = _place(backups) if backups else None
    exports = _text(settled, "export_folder", "", may_be_empty=True).strip()
    export_folder = _place(exports) if exports else None
    minutes = _number(settled, "idle_minutes", 3, IDLE_BOUNDS)
    kept = _number(settled, "backups_kept", USUALLY_KEPT, KEPT_BOUNDS)
    return Config(
        folder,
        store,
        keyring,
        language,
        theme,
        minutes,
        scan_folder,
        pictures,
        backup_folder,
        kept,
        export_folder=export_folder,
        **_looks(settled),
    )


def _looks(settled: Mapping[str, object]) -> dict[str, Any]:
    """The portals' addresses at which the desk looks; none unless somebody wrote them down."""
    looks: dict[str, Any] = {name: _address(settled, name) for name in ("look_egov", "look_mektep")}
    return looks | {"look_minutes": _number(settled, "look_minutes", USUAL_LOOK_MINUTES, LOOK_BOUNDS)}


def _address(settled: Mapping[str, object], name: str) -> str:
    """An http or https address with nobody's name, password or question in it; "" for none."""
    text = _text(settled, name, "", may_be_empty=True).strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        proper = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        proper = False
    if not proper or not text.isascii() or any(sign in text for sign in "@?# \t\r\n"):
        raise Objection(
            "bad_setting", "The setting {name} must be an address like https://egov.kz, or empty.", name=name
        )
    return text


def _place(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:  # ~name of nobody
        return Path(text).absolute()


def _text(settled: Mapping[str, object], name: str, usual: str, *, may_be_empty: bool = False) -> str:
    value = settled.get(name, usual)
    if not isinstance(value, str | Path) or not (may_be_empty or str(value).strip()):
        raise Objection("bad_setting", "The setting {name} must be a text.", name=name)
    return str(value)


def _one_of(settled: Mapping[str, object], name: str, known: tuple[str, ...], usual: str) -> str:
    value = settled.get(name, usual)
    if value not in known:
        raise Objection(
            "bad_setting",
            "The setting {name} is {value}, but it can be only one of: {known}.",
            name=name,
            value=str(value),
            known=", ".join(known),
        )
    return str(value)


def _number(settled: Mapping[str, object], name: str, usual: int, bounds: range) -> int:
    value = settled.get(name, usual)
    text = str(value).strip()
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or int(text) not in bounds:
        raise Objection(
            "bad_setting",
            "The setting {name} is {value}, but it must be a whole number from {least} to {most}.",
            name=name,
            value=str(value),
            least=bounds[0],
            most=bounds[-1],
        )
    return int(text)


def _has_password(store: str) -> bool:
    try:
        return urlsplit(store).password is not None
    except ValueError:
        return False
