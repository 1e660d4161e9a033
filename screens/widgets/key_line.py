"""The line below every screen: the keys of this place, made from its bindings."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

_CAPS = {
    "escape": "Esc",
    "enter": "Enter",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "backspace": "Backspace",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
}

LAST = ("lock", "help", "everything")
"""Ids of the bindings that stand last, the most important at the end: that one is seen in any width."""

RARE = ("outage", "leave")
"""Ids of the bindings that stand behind all other keys of the desk, also where a room itself names them."""

_GAP = "  "


def key_cap(binding: Binding) -> str:
    """A key as it is printed on the keyboard: "F2", "PgUp", "Ctrl+Q"."""
    if binding.key_display:
        return binding.key_display
    if binding.key in _CAPS:
        return _CAPS[binding.key]
    return "+".join(_CAPS.get(part, part.capitalize()) for part in binding.key.split("+"))


def keys_in_order(active: "Iterable[ActiveBinding]", *, shown: bool = True) -> "list[ActiveBinding]":
    """The bindings of a place, each act once under its first key: the room's own first, LAST at the end."""
    own: list[ActiveBinding] = []
    desk: list[ActiveBinding] = []
    last: list[ActiveBinding] = []
    seen: set[tuple[int, str]] = set()
    for one in active:
        mark = (id(one.node), one.binding.action)
        if mark in seen or not one.tooltip or (shown and not one.binding.show):
            continue
        seen.add(mark)
        if one.binding.id in LAST:
            last.append(one)
        else:
            (desk if _of_the_desk(one) else own).append(one)
    own.sort(key=lambda one: one.binding.id == "back")
    desk.sort(key=lambda one: RARE.index(one.binding.id or "") + 1 if one.binding.id in RARE else 0)
    last.sort(key=lambda one: LAST.index(one.binding.id or ""))
    return [*own, *desk, *last]


def fitting(keys: "list[ActiveBinding]", width: int) -> "list[ActiveBinding]":
    """Those that fit a line of `width` cells: the place's own stay longest, with the way back and the last of all.

    First the keys of the desk go, from the end; then of the LAST all but one; then the place's own, from the end.
    """
    last = [one for one in keys if one.binding.id in LAST]
    desk = [one for one in keys if one not in last and _of_the_desk(one)]
    own = [one for one in keys if one not in last and one not in desk and one.binding.id != "back"]
    shed = [*reversed(desk), *reversed(last[:-1]), *reversed(own)]
    fit = list(keys)
    while shed and _length(fit) > width:
        fit.remove(shed.pop(0))
    return fit


def _of_the_desk(one: "ActiveBinding") -> bool:
    return isinstance(one.node, App) or one.binding.id in RARE


def _length(keys: "list[ActiveBinding]") -> int:
    return sum(Content(_words(one)).cell_length for one in keys) + len(_GAP) * max(0, len(keys) - 1)


def _words(one: "ActiveBinding") -> str:
    return f"{key_cap(one.binding)} {one.binding.description}"


class KeyLine(Widget):
    """One line of keys. It follows the focus: it tells what can be pressed now."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; width: 100%; background: $panel; color: $foreground; padding: 0 1; }
    """

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[Any]) -> None:
        self.refresh()

    def render(self) -> Content:
        """The keys that fit."""
        keys = keys_in_order(self.screen.active_bindings.values())
        line: list[tuple[str, str]] = []
        for number, one in enumerate(fitting(keys, self.content_size.width)):
            if number:
                line.append((_GAP, ""))
            cap, words = key_cap(one.binding), one.binding.description
            line.append((cap, "bold $primary" if one.enabled else "$quiet"))
            line.append((f" {words}", "" if one.enabled else "$quiet"))
        return Content.assemble(*line)
