"""Compiles the Kazakh and Russian catalogues while the package is built, for the wheel and the editable install."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside every .po under `root`/clerk_desk/locale, and name those written."""
    written = []
    for source in sorted(root.glob("clerk_desk/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as words:
            catalogue = read_po(words, locale=source.parts[-3])
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before hatchling gathers the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues of the checkout that is being built."""
        compile_catalogues(Path(self.root))
