"""What is said of a picture of a child by its measures, and where it is cut."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clerk_desk.language import LANGUAGES, Speaker
from clerk_desk.rules import framing
from clerk_desk.rules.framing import RATIO, Face, cut, head_share, off_centre
from clerk_desk.rules.photos import Measures, judge, prints_found, worst

FACE = Face(65, 140, 223, 223)
GOOD = Measures(
    width=354,
    height=472,
    dpi=300.0,
    sharpness=120.0,
    brightness=140.0,
    contrast=200.0,
    black=0.0,
    white=0.0,
    background=226.0,
    background_spread=5.0,
    saturation=30.0,
    cast=5.0,
    turned=False,
    faces=(FACE,),
)


def said(measures: Measures) -> dict[str, str]:
    """What is not good: the tone by the code."""
    return {verdict.code: verdict.tone for verdict in judge(measures) if verdict.tone != "good"}


def test_a_good_photo_is_good_in_every_respect_and_says_its_numbers() -> None:
    verdicts = judge(GOOD)
    assert [verdict.code for verdict in verdicts] == [
        "upright",
        "ratio",
        "size",
        "pixels",
        "sharpness",
        "exposure",
        "contrast",
        "background",
        "colour",
        "faces",
        "head",
        "centre",
    ]
    assert worst(verdicts) == "good"
    assert str(verdicts[2].message) == "30 × 40 mm by its resolution."
    assert str(verdicts[3].message) == "354 × 472 pixels: enough."


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        ({"width": 450, "height": 600}, {"size": "error"}),
        ({"width": 472, "height": 472, "dpi": None}, {"ratio": "error"}),
        ({"width": 240, "height": 320, "dpi": None}, {"pixels": "error"}),
        ({"width": 177, "height": 236, "dpi": 150.0}, {"pixels": "error"}),
        ({"width": 900, "height": 1200}, {"size": "warning"}),
        ({"width": 472, "height": 354}, {"upright": "error"}),
        ({"sharpness": 20.0}, {"sharpness": "error"}),
        ({"sharpness": 60.0}, {"sharpness": "warning"}),
        ({"brightness": 50.0}, {"exposure": "error"}),
        ({"brightness": 80.0}, {"exposure": "warning"}),
        ({"brightness": 230.0}, {"exposure": "error"}),
        ({"brightness": 215.0}, {"exposure": "warning"}),
        ({"white": 0.5}, {"exposure": "error"}),
        ({"contrast": 40.0}, {"contrast": "error"}),
        ({"contrast": 70.0}, {"contrast": "warning"}),
        ({"background_spread": 90.0}, {"background": "error"}),
        ({"background_spread": 30.0}, {"background": "warning"}),
        ({"background": 80.0}, {"background": "warning"}),
        ({"saturation": 2.0}, {"colour": "warning"}),
        ({"cast": 80.0}, {"colour": "warning"}),
        ({"faces": ()}, {"faces": "warning"}),
        ({"faces": (FACE, FACE)}, {"faces": "error"}),
        ({"faces": (replace(FACE, height=120),)}, {"head": "warning"}),
        ({"faces": (replace(FACE, height=330),)}, {"head": "warning"}),
        ({"faces": (replace(FACE, left=5),)}, {"centre": "warning"}),
    ],
)
def test_each_single_fault_has_its_own_verdict_and_no_other(off: dict[str, object], expected: dict[str, str]) -> None:
    faces = {} if "faces" in off or off.keys().isdisjoint({"width", "height"}) else {"faces": None}
    assert said(replace(GOOD, **(off | faces))) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("width", "height", "fits"), [(343, 461, True), (366, 484, True), (341, 461, False), (354, 486, False)]
)
def test_a_print_may_be_off_by_a_millimetre_and_no_more(width: int, height: int, fits: bool) -> None:
    found = said(replace(GOOD, width=width, height=height, faces=None))
    assert (found == {}) is fits


@pytest.mark.parametrize(
    ("dpi", "faces", "turned", "code"),
    [
        (300.0, None, False, "upright"),
        (300.0, (), False, "upright"),
        (None, (), False, "upright"),
        (None, None, False, "ratio"),
        (None, (Face(1500, 800, 900, 900),), False, "ratio"),
        (None, (), True, "ratio"),
    ],
)
def test_a_wide_picture_with_an_upright_child_is_cut_and_a_print_on_its_side_is_turned(
    dpi: float | None, faces: tuple[Face, ...] | None, turned: bool, code: str
) -> None:
    wide = replace(GOOD, width=4000, height=3000, dpi=dpi, faces=faces, turned=turned)
    assert {"upright", "ratio"} & said(wide).keys() == {code}


def test_the_size_says_what_to_do() -> None:
    (size,) = [v for v in judge(replace(GOOD, width=450, height=600, faces=None)) if v.code == "size"]
    assert str(size.message) == (
        "38.1 × 50.8 mm by its resolution, 30 × 40 is asked: ask for prints of this size, or cut it closer."
    )


def test_a_phone_s_picture_has_no_millimetres() -> None:
    assert "size" not in {verdict.code for verdict in judge(replace(GOOD, dpi=None))}


def test_faces_that_were_not_looked_for_are_not_spoken_of() -> None:
    assert not {"faces", "head", "centre"} & {verdict.code for verdict in judge(replace(GOOD, faces=None))}


def test_a_picture_that_was_turned_says_so() -> None:
    assert "turned" in str(judge(replace(GOOD, turned=True))[0].message)


SIDES = st.integers(16, 9000)
ANYWHERE = st.builds(Face, SIDES, SIDES, SIDES, SIDES)
TONES = st.floats(0, 255)
ANY = st.builds(
    Measures,
    width=SIDES,
    height=SIDES,
    dpi=st.none() | st.floats(100, 10_000),
    sharpness=TONES,
    brightness=TONES,
    contrast=TONES,
    black=st.floats(0, 1),
    white=st.floats(0, 1),
    background=TONES,
    background_spread=TONES,
    saturation=TONES,
    cast=TONES,
    turned=st.booleans(),
    faces=st.none() | st.lists(ANYWHERE, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_whatever_was_measured_is_judged_once_of_each_kind_in_every_language(measures: Measures) -> None:
    verdicts = judge(measures)
    codes = [verdict.code for verdict in verdicts]
    assert len(codes) == len(set(codes))
    for language in LANGUAGES:
        assert all("{" not in Speaker(language).message(verdict.message) for verdict in verdicts)


@settings(max_examples=100, deadline=None)
@given(SIDES, SIDES, st.none() | st.lists(ANYWHERE, max_size=2).map(tuple))
@example(354, 472, None)
def test_the_cut_is_inside_and_three_to_four(width: int, height: int, faces: tuple[Face, ...] | None) -> None:
    frame = cut(width, height, faces)
    assert frame.left >= 0
    assert frame.top >= 0
    assert frame.left + frame.width <= width
    assert frame.top + frame.height <= height
    assert abs(frame.width - frame.height * RATIO) <= 1


def test_a_photo_that_is_right_is_not_cut() -> None:
    frame = cut(354, 472, (FACE,))
    assert (frame.left, frame.top, frame.width, frame.height) == (0, 0, 354, 472)


def test_a_small_head_beside_the_middle_is_cut_into_the_middle() -> None:
    face = Face(2200, 900, 600, 600)
    frame = cut(4000, 3000, (face,))
    seen = Face(face.left - frame.left, face.top - frame.top, face.width, face.height)
    assert framing.HEAD_LEAST <= head_share(seen, frame.height) <= framing.HEAD_MOST
    assert off_centre(seen, frame.width) == 0


def test_a_cut_around_a_head_keeps_pixels_enough() -> None:
    assert cut(1200, 1600, (Face(500, 400, 90, 90),)).width == framing.LEAST_WIDTH


def test_the_prints_on_a_page_are_counted() -> None:
    assert str(prints_found(1).message) == "One photo lies on the page: it is cut out and straightened."
    assert "4 photos" in str(prints_found(4).message)
