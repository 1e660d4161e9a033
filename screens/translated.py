"""The keys of a screen in the clerk's language: key line, help and palette are made from these."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from textual.binding import ActiveBinding


def translated(
    screen: Screen[Any], active: "Mapping[str, ActiveBinding]", say: Callable[[str], str]
) -> "dict[str, ActiveBinding]":
    """The active bindings, their descriptions and tooltips said by `say`.

    Where a widget takes a key silently (Enter in a field, Enter on a row) and the room says what comes of
    it, the room's word is shown.
    """
    spoken = {}
    for key, one in active.items():
        told = one if one.binding.show else _said_by_the_room(screen, key, one)
        words = told.binding.description
        spoken[key] = told._replace(
            binding=replace(told.binding, description=say(words) if words else ""),
            tooltip=say(told.tooltip) if told.tooltip else "",
        )
    return spoken


def _said_by_the_room(screen: Screen[Any], key: str, silent: "ActiveBinding") -> "ActiveBinding":
    for binding in screen._bindings.key_to_bindings.get(key, ()):
        if binding.show and binding.description and screen.check_action(binding.action, ()) is not False:
            return silent._replace(node=screen, binding=binding, tooltip=binding.tooltip)
    return silent
