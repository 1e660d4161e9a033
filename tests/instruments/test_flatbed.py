"""Photos lying on the glass of a flatbed scanner: found, numbered as one reads, cut out and straightened."""

import random
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from clerk_desk.instruments.developing import Found
from clerk_desk.rules.framing import Frame
from tests.instruments import corpus, drawn
from tests.instruments.seeing import complaints, developed, eyes_shut, looked

pytestmark = pytest.mark.usefixtures(eyes_shut.__name__)

WHITE, BLACK, GREYISH = (249, 250, 250), (14, 14, 16), (208, 208, 204)
PLACES = [(90, 90), (720, 120), (60, 820), (700, 900)]
ANGLES = [3.0, -8.0, 14.0, -1.0]


def laid(count: int, lid: tuple[int, int, int], angles: list[float] = ANGLES) -> Image.Image:
    prints = [(drawn.face(seed=number + 1), PLACES[number], angles[number]) for number in range(count)]
    return corpus.page(prints, lid, (1240, 1500))


def found(path: Path) -> tuple[Found, ...]:
    return looked(path).prints


def likeness(one: Image.Image, other: Image.Image) -> float:
    """By how much two pictures differ at the size of a thumb, on a scale of 255."""
    sizes = [picture.convert("RGB").resize((60, 80), Image.Resampling.BOX) for picture in (one, other)]
    return max(ImageStat.Stat(ImageChops.difference(*sizes)).mean)


@pytest.mark.parametrize(("count", "lid"), [(1, WHITE), (2, BLACK), (4, WHITE), (4, GREYISH)])
def test_every_print_is_found_and_straightened(tmp_path: Path, count: int, lid: tuple[int, int, int]) -> None:
    prints = found(corpus.saved(laid(count, lid), tmp_path / "page.jpg"))
    assert [one.number for one in prints] == list(range(1, count + 1))
    for number, one in enumerate(prints):
        assert one.angle == pytest.approx(ANGLES[number], abs=0.5)
        assert one.measures.size_mm == (pytest.approx(30, abs=0.4), pytest.approx(40, abs=0.4))
        assert complaints(one.verdicts) == []
        thumb = Image.frombytes("RGB", (one.thumb.width, one.thumb.height), one.thumb.rgb)
        assert likeness(thumb, drawn.face(seed=number + 1)) < 8


@pytest.mark.parametrize("angles", [[-15.0, -11.0, -4.0, 0.0], [0.5, 7.0, 12.0, 15.0]])
def test_a_print_that_lies_askew_is_set_straight(tmp_path: Path, angles: list[float]) -> None:
    path = corpus.saved(laid(4, WHITE, angles), tmp_path / "page.jpg")
    assert [one.angle for one in found(path)] == [pytest.approx(angle, abs=0.15) for angle in angles]
    kept = developed(path, print_number=4)
    (tmp_path / "kept.jpg").write_bytes(kept.jpeg)
    assert likeness(Image.open(tmp_path / "kept.jpg"), drawn.face(seed=4)) < 4


def test_a_whole_page_of_a4_is_searched(tmp_path: Path) -> None:
    page = corpus.page([(drawn.face(), (1700, 2600), -5.0)], WHITE)
    (one,) = found(corpus.saved(page, tmp_path / "page.jpg"))
    assert one.measures.size_mm == (pytest.approx(30, abs=0.4), pytest.approx(40, abs=0.4))
    assert one.angle == pytest.approx(-5, abs=0.5)


def test_the_page_itself_is_not_judged_as_a_photo(tmp_path: Path) -> None:
    negative = looked(corpus.saved(laid(2, WHITE), tmp_path / "page.jpg"))
    assert [(verdict.code, verdict.tone) for verdict in negative.verdicts] == [("prints", "good")]
    assert "2 photos" in str(negative.verdicts[0].message)


def test_they_are_numbered_as_one_reads(tmp_path: Path) -> None:
    places = [(820, 60), (20, 150), (420, 100), (820, 800), (120, 730)]
    prints = [(drawn.face(seed=number), place, 0.0) for number, place in enumerate(places)]
    middles = [
        one.corners[0] for one in found(corpus.saved(corpus.page(prints, WHITE, (1240, 1400)), tmp_path / "page.jpg"))
    ]
    meant = [places[number] for number in (1, 2, 0, 4, 3)]
    for (x, y), (left, top) in zip(middles, meant, strict=True):
        assert abs(x - left) < 12
        assert abs(y - top) < 12


def test_a_print_pushed_into_the_corner_of_the_glass_is_found(tmp_path: Path) -> None:
    page = corpus.page([(drawn.face(), (0, 0), 0.0)], WHITE, (1240, 1500))
    (one,) = found(corpus.saved(page, tmp_path / "page.jpg"))
    assert one.measures.size_mm == (pytest.approx(30, abs=0.6), pytest.approx(40, abs=0.6))


def test_a_part_of_the_glass_is_enough(tmp_path: Path) -> None:
    page = corpus.page([(drawn.face(), (60, 50), 2.0)], WHITE, (500, 620))
    (one,) = found(corpus.saved(page, tmp_path / "part.png"))
    assert complaints(one.verdicts) == []


def test_twice_as_fine_a_scan_is_cut_twice_as_fine(tmp_path: Path) -> None:
    page = corpus.page([(drawn.face(708, 944), (300, 300), 5.0)], WHITE, (1500, 1600))
    kept = developed(corpus.saved(page, tmp_path / "page.jpg", (600, 600)), print_number=1)
    assert kept.width == pytest.approx(708, abs=8)
    assert kept.height == pytest.approx(944, abs=8)


def test_the_frame_is_meant_in_the_straightened_print(tmp_path: Path) -> None:
    path = corpus.saved(corpus.page([(drawn.face(), (100, 100), -6.0)], WHITE, (700, 800)), tmp_path / "page.png")
    kept = developed(path, Frame(59, 59, 234, 312), print_number=1)
    (tmp_path / "kept.jpg").write_bytes(kept.jpeg)
    assert (kept.width, kept.height) == (234, 312)
    assert likeness(Image.open(tmp_path / "kept.jpg"), drawn.face().crop((59, 59, 293, 371))) < 5


@pytest.mark.parametrize(("wall", "grain"), [(240, 20), (226, 60)])
def test_a_worn_scanner_finds_them_too(tmp_path: Path, wall: int, grain: int) -> None:
    """A wall nearly as white as the lid; a sensor that grains."""
    print_ = drawn.face(wall=(wall, wall, wall))
    page = corpus.page([(print_, (80, 90), -6.0), (print_, (600, 70), 3.0)], (247, 247, 247), (1100, 700))
    noise = Image.frombytes("L", page.size, random.Random(3).randbytes(page.width * page.height))
    noise = noise.point([128 + (tone - 128) * grain // 255 for tone in range(256)])
    page = ImageChops.add(page, Image.merge("RGB", [noise] * 3), 1, -128).filter(ImageFilter.GaussianBlur(0.7))
    prints = found(corpus.saved(page, tmp_path / "page.jpg"))
    assert [one.angle for one in prints] == [pytest.approx(-6, abs=0.5), pytest.approx(3, abs=0.5)]
    for one in prints:
        assert one.measures.size_mm == (pytest.approx(30, abs=1), pytest.approx(40, abs=1))


def text_page() -> Image.Image:
    page = Image.new("RGB", (900, 1300), WHITE)
    draw = ImageDraw.Draw(page)
    for line in range(40):
        draw.text((80, 60 + line * 30), "Өтініш: баламды бірінші сыныпқа қабылдауды сұраймын " * 2, fill=(30, 30, 30))
    return page


def specks() -> Image.Image:
    page = Image.new("RGB", (900, 1300), WHITE)
    draw = ImageDraw.Draw(page)
    for number in range(200):
        x, y = 37 * number % 860, 91 * number % 1260
        draw.ellipse((x, y, x + 5 + number % 9, y + 5 + number % 7), fill=(90, 90, 80))
    draw.ellipse((300, 500, 700, 1030), fill=(120, 60, 60))
    return page


ORDINARY = {
    "an empty glass": lambda: Image.new("RGB", (900, 1300), WHITE),
    "a page of text": text_page,
    "dust and a coaster": specks,
    "an ordinary photo": drawn.face,
    "a photo on a white wall": lambda: drawn.face(wall=(252, 252, 252)),
    "two children before a wall": lambda: drawn.face(600, 800, heads=2, head=0.28),
    "a vase": corpus.vase,
    "a curtain": corpus.busy,
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_where_no_prints_lie_none_are_found(tmp_path: Path, kind: str) -> None:
    assert found(corpus.saved(ORDINARY[kind](), tmp_path / "page.png")) == ()
