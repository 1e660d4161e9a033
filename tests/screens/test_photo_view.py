"""A picture drawn with letters: right in its proportions, whole, and never garbage."""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widgets import Static

from clerk_desk.instruments.developing import Thumb
from clerk_desk.rules.framing import Frame, cut
from screens import real_pixels as pixels_module
from screens.intake.photo_cut import moved, sized
from screens.real_pixels import real_pixels
from screens.themes import VARIABLES, dress
from screens.widgets import photo_view
from screens.widgets.half_blocks import SHADES, Paper, fitting_cells, half_blocks, shaded
from screens.widgets.photo_view import Manner, PhotoView, manner_of
from tests.screens.conftest import photograph
from tests.screens.photos import CHILD, colours

__all__ = ["colours"]

PAPER = Paper(ground=(250, 248, 243), line=(31, 78, 121), letters=(28, 27, 25))


def text(strips: list[Strip]) -> list[str]:
    return ["".join(segment.text for segment in strip) for strip in strips]


def plain_thumb(width: int, height: int, colour: tuple[int, int, int] = (200, 100, 50)) -> Thumb:
    return Thumb(width, height, bytes(colour) * width * height)


def colour_of(dot: tuple[int, int, int]) -> Color:
    return Color.from_rgb(*dot)


def within(frame: Frame, size: tuple[int, int]) -> bool:
    right, bottom = frame.left + frame.width, frame.top + frame.height
    return 0 <= frame.left < right <= size[0] and 0 <= frame.top < bottom <= size[1]


# Half-blocks


def test_the_picture_keeps_its_proportions_a_cell_being_twice_as_high_as_wide() -> None:
    strips = half_blocks(CHILD, 20, 14, PAPER)
    assert text(strips) == ["▀" * 20] * 14
    assert [strip.cell_length for strip in strips] == [20] * 14
    assert fitting_cells(96, 128, 20, 14) == (20, 14)
    assert fitting_cells(96, 128, 60, 14) == (21, 14)
    assert fitting_cells(400, 100, 20, 14) == (20, 3)
    assert fitting_cells(10, 128, 20, 14) == (2, 14)


def test_each_cell_holds_the_two_dots_above_each_other() -> None:
    rows = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    thumb = Thumb(2, 3, b"".join(bytes(row) * 2 for row in rows))
    first, second = half_blocks(thumb, 2, 2, PAPER)
    (left, _) = list(first)
    assert left.style is not None
    assert (left.style.color, left.style.bgcolor) == (colour_of(rows[0]), colour_of(rows[1]))
    last = next(iter(second)).style
    assert last is not None
    assert (last.color, last.bgcolor) == (colour_of(rows[2]), colour_of(PAPER.ground)), "below it is the paper"


def test_what_is_made_smaller_is_the_mean_of_its_dots() -> None:
    thumb = Thumb(4, 2, bytes((0, 0, 0, 200, 100, 40) * 2 * 2))
    style = next(iter(half_blocks(thumb, 2, 1, PAPER)[0])).style
    assert style is not None
    assert style.color == colour_of((100, 50, 20))


def test_a_cut_is_a_visible_frame_and_what_is_outside_is_dimmed() -> None:
    thumb = plain_thumb(40, 40)
    strips = half_blocks(thumb, 20, 10, PAPER, (0.25, 0.25, 0.75, 0.75))
    tones = [[segment.style.color for segment in strip if segment.style] for strip in strips]
    assert tones[0][0] not in (colour_of((200, 100, 50)), colour_of(PAPER.line))
    assert tones[3][5] == colour_of(PAPER.line)
    assert tones[5][10] == colour_of((200, 100, 50))


def test_in_shades_the_frame_is_drawn_with_lines() -> None:
    rows = text(shaded(CHILD, 20, 14, PAPER, (0.1, 0.1, 0.9, 0.9)))
    assert rows[1].strip() == "┌" + "─" * 14 + "┐"
    assert rows[12].strip() == "└" + "─" * 14 + "┘"
    assert rows[0].strip() == ""


def test_shades_draw_darkness_on_light_paper_and_light_on_dark_paper() -> None:
    thumb = Thumb(2, 2, bytes((0, 0, 0, 255, 255, 255) * 2))
    on_light = text(shaded(thumb, 2, 1, PAPER))
    grounds = {segment.style.bgcolor for strip in shaded(thumb, 2, 1, PAPER) for segment in strip if segment.style}
    assert grounds == {colour_of(PAPER.ground)}, "a terminal's own ground is not the paper's"
    on_dark = text(shaded(thumb, 2, 1, Paper((0, 0, 0), (9, 9, 9), (255, 255, 255), dark=True)))
    assert (on_light, on_dark) == (["█ "], [" █"])
    assert set("".join(text(shaded(CHILD, 20, 14, PAPER)))) <= set(SHADES)


@settings(max_examples=60, deadline=None)
@given(
    width=st.integers(1, 96),
    height=st.integers(1, 128),
    columns=st.integers(0, 40),
    lines=st.integers(0, 20),
    share=st.tuples(*[st.floats(-0.5, 1.5)] * 4),
)
def test_whatever_its_size_the_picture_stays_in_its_place(
    width: int, height: int, columns: int, lines: int, share: tuple[float, float, float, float]
) -> None:
    thumb = plain_thumb(width, height)
    for draw in (half_blocks, shaded):
        strips = draw(thumb, columns, lines, PAPER, share)
        assert len(strips) <= lines
        assert all(strip.cell_length == len(row) <= columns for strip, row in zip(strips, text(strips), strict=True))


@settings(max_examples=60, deadline=None)
@given(
    size=st.tuples(st.integers(40, 5000), st.integers(40, 5000)),
    keys=st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 1), st.integers(-1, 1)), max_size=30),
)
def test_however_the_cut_is_moved_it_stays_inside_and_three_to_four(
    size: tuple[int, int], keys: list[tuple[int, int, int]]
) -> None:
    width, height = size
    frame = cut(width, height)
    for right, down, steps in keys:
        frame = moved(frame, width, height, right, down)
        assert within(frame, size)
        frame = sized(frame, width, height, steps)
        assert within(frame, size)
        assert abs(frame.width * 4 - frame.height * 3) <= 4


# What a terminal can show


class Shown(App[None]):
    """One picture."""

    def __init__(self, pictures: str = "auto") -> None:
        super().__init__()
        dress(self)
        self.pictures = pictures

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def compose(self) -> ComposeResult:
        yield PhotoView(self.pictures)

    def on_mount(self) -> None:
        self.query_one(PhotoView).show(CHILD, "picture attached, 900 × 1200")


@pytest.mark.usefixtures("colours")
@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color", "xterm"])
async def test_where_there_are_colours_the_picture_is_in_colour(monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    monkeypatch.setenv("TERM", term)
    if "256" in term:
        monkeypatch.delenv("COLORTERM")
    app = Shown()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert manner_of(app) is Manner.COLOURS
        assert photograph(app).count("▀") == 24 * 16


@pytest.mark.parametrize("environment", [{"TERM": "xterm"}, {"TERM": "linux"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
async def test_with_few_colours_or_none_it_is_in_shades(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name in ("COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    app = Shown()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        shown = photograph(app)
        assert "▀" not in shown
        assert shown.count("█") > 20


@pytest.mark.usefixtures("colours")
@pytest.mark.parametrize("why", ["off", "letters"])
async def test_where_no_block_can_be_shown_there_are_words(monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    if why == "letters":
        old = SimpleNamespace(encoding="cp1251")
        monkeypatch.setattr(photo_view, "sys", SimpleNamespace(platform="linux", __stderr__=old, __stdout__=old))
    app = Shown("off" if why == "off" else "auto")
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert photograph(app).split() == ["picture", "attached,", "900", "×", "1200"]


# Real pixels


class FakeImage(Static):
    """Stands in for the extra's widget."""

    given: Any = None

    def __init__(self, image: Any) -> None:
        super().__init__("PIXELS")
        FakeImage.given = image.read()


def with_extra(monkeypatch: pytest.MonkeyPatch, way: str, *, broken: bool = False) -> list[str]:
    """The extra as if it were installed, on a terminal that it knows this way; gives what was read of it."""
    read: list[str] = []

    def fetch(name: str) -> ModuleType:
        read.append(name)
        if broken:
            raise RuntimeError("the terminal did not answer")
        module = ModuleType(name)
        kind = type("Image", (), {"__module__": f"textual_image.renderable.{way}"})
        module.__dict__["Image"] = kind if name.endswith("renderable") else FakeImage
        return module

    monkeypatch.setattr(pixels_module, "_on_a_terminal", lambda: True)
    monkeypatch.setattr(
        pixels_module,
        "importlib",
        SimpleNamespace(import_module=fetch, util=SimpleNamespace(find_spec=lambda name: object())),
    )
    return read


@pytest.mark.usefixtures("colours")
@pytest.mark.parametrize("way", ["sixel", "tgp"])
async def test_a_terminal_with_pixels_shows_pixels(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    with_extra(monkeypatch, way)
    pixels = real_pixels("auto")
    assert pixels is not None
    app = Shown()
    async with app.run_test(size=(40, 20)) as pilot:
        app.query_one(PhotoView).show_real(pixels(b"JPEG"))
        await pilot.pause()
        shown = photograph(app)
        assert FakeImage.given == b"JPEG"
        assert "PIXELS" in shown
        assert "▀" not in shown
        app.query_one(PhotoView).show_real(None)
        await pilot.pause()
        assert photograph(app).count("▀") == 24 * 16


def test_a_terminal_without_pixels_keeps_its_half_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    with_extra(monkeypatch, "halfcell")
    assert real_pixels("auto") is None


@pytest.mark.parametrize("pictures", ["blocks", "off"])
def test_who_wants_no_pixels_is_not_asked_for_them(monkeypatch: pytest.MonkeyPatch, pictures: str) -> None:
    read = with_extra(monkeypatch, "sixel")
    assert real_pixels(pictures) is None
    assert read == []


def test_an_extra_that_fails_does_not_keep_the_desk_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    with_extra(monkeypatch, "sixel", broken=True)
    assert real_pixels("auto") is None


def test_without_the_extra_or_without_a_terminal_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert real_pixels("auto") is None, "no terminal is asked by tests"
    assert "textual_image" not in sys.modules
    monkeypatch.setattr(pixels_module, "_on_a_terminal", lambda: True)
    monkeypatch.setattr(pixels_module.importlib.util, "find_spec", lambda name: None)
    assert real_pixels("auto") is None
