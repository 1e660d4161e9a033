"""The gauge: reads sharpness, light, contrast, background and colour from a picture, by Pillow alone.

All numbers are read from a copy of about the size of the print at 300 dpi, so that the same number means the same
whatever camera or scanner made the file.
"""

from PIL import Image, ImageChops, ImageFilter, ImageStat

from clerk_desk.rules.framing import LEAST_HEIGHT, LEAST_WIDTH, Face
from clerk_desk.rules.photos import Measures

_EDGES = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=2, offset=128)
_SPAN = 200  # brightness from the dark to the light parts, before edges are measured
_HARDEST = 0.995  # of all pixels: the edges that tell sharp from blurred are few on a plain wall
_LOW, _HIGH = 0.05, 0.95
_BLACK, _WHITE = 8, 250
_MIDDLE = (0.28, 0.22, 0.72, 0.75)
"""Where the face is on a photo for documents, in shares of the width and height."""
_LEFT_SIDE, _RIGHT_SIDE = (0.02, 0.02, 0.09, 0.34), (0.91, 0.02, 0.98, 0.34)
_SMALL = (60, 80)

Band = list[int]


def measure(
    picture: Image.Image,
    *,
    width: int,
    height: int,
    dpi: float | None,
    turned: bool,
    faces: tuple[Face, ...] | None,
) -> Measures:
    """The measures of an upright RGB picture; `width`, `height`, `dpi` and `faces` are of the file it came from."""
    copy = at_print_size(picture)
    grey = copy.convert("L")
    middle = grey.crop(_part(grey, _MIDDLE)).histogram()
    tones = grey.histogram()
    low, high = _percentile(tones, _LOW), _percentile(tones, _HIGH)
    background, spread, cast = _background(copy)
    return Measures(
        width=width,
        height=height,
        dpi=dpi,
        sharpness=_sharpness(grey, low, high),
        brightness=round(sum(tone * count for tone, count in enumerate(middle)) / sum(middle), 1),
        contrast=float(high - low),
        black=round(sum(middle[:_BLACK]) / sum(middle), 4),
        white=round(sum(middle[_WHITE:]) / sum(middle), 4),
        background=background,
        background_spread=spread,
        saturation=_saturation(copy),
        cast=cast,
        turned=turned,
        faces=faces,
    )


def at_print_size(picture: Image.Image) -> Image.Image:
    """The picture at as many pixels as the print has at 300 dpi; a smaller one stays as it is."""
    scale = (LEAST_WIDTH * LEAST_HEIGHT / (picture.width * picture.height)) ** 0.5
    if scale >= 1:
        return picture
    size = max(8, round(picture.width * scale)), max(8, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _sharpness(grey: Image.Image, low: int, high: int) -> float:
    """How hard the hardest edges are, whatever the contrast.

    The outermost pixels are left out: the kernel copies them unfiltered, which would hide any blur.
    """
    gain = _SPAN / max(8, high - low)
    stretched = grey.point([round(max(0, min(255, 28 + (tone - low) * gain))) for tone in range(256)])
    edges = stretched.filter(_EDGES).crop((1, 1, grey.width - 1, grey.height - 1)).histogram()
    strength = [edges[128], *(edges[128 + step] + edges[128 - step] for step in range(1, 128)), edges[0]]
    return float(2 * _percentile(strength, _HARDEST))


def _background(copy: Image.Image) -> tuple[float, float, float]:
    """Brightness, unevenness and colour of both upper sides, where there is wall and no child."""
    small = copy.resize(_SMALL, Image.Resampling.BOX)  # the grain of paper and sensor is no unevenness
    strips = [small.crop(_part(small, side)) for side in (_LEFT_SIDE, _RIGHT_SIDE)]
    both = Image.new("RGB", (sum(strip.width for strip in strips), strips[0].height))
    both.paste(strips[0], (0, 0))
    both.paste(strips[1], (strips[0].width, 0))
    spread = 0.0
    for band in both.split():
        tones = band.histogram()
        spread = max(spread, float(_percentile(tones, _HIGH) - _percentile(tones, _LOW)))
    means = ImageStat.Stat(both).mean
    brightness = ImageStat.Stat(both.convert("L")).mean[0]
    return round(brightness, 1), round(spread, 1), round(max(means) - min(means), 1)


def _saturation(copy: Image.Image) -> float:
    """The mean distance between the strongest and the weakest of red, green and blue."""
    red, green, blue = copy.resize(_SMALL, Image.Resampling.BOX).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return round(ImageStat.Stat(ImageChops.subtract(most, least)).mean[0], 1)


def _percentile(tones: Band, share: float) -> int:
    asked, seen = share * sum(tones), 0
    for tone, count in enumerate(tones):
        seen += count
        if seen >= asked:
            return tone
    return len(tones) - 1


def _part(image: Image.Image, shares: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    left, top = int(image.width * shares[0]), int(image.height * shares[1])
    return left, top, max(left + 1, int(image.width * shares[2])), max(top + 1, int(image.height * shares[3]))
