"""Pictures for the demo: quiet gradients like those of the design, made on the spot."""

import io

from PIL import Image

from server.services.pictures import THUMB_PIXELS, Picture

SIZE = (800, 600)
PALETTES = (
    ((82, 102, 128), (45, 59, 80)),
    ((124, 107, 86), (60, 49, 37)),
    ((96, 125, 110), (44, 66, 56)),
    ((120, 128, 140), (66, 72, 84)),
    ((140, 116, 98), (84, 62, 50)),
    ((88, 112, 140), (48, 62, 92)),
    ((110, 120, 92), (58, 66, 44)),
    ((130, 104, 112), (72, 50, 60)),
)


def picture(index: int) -> Picture:
    """The index-th picture; the same index is the same picture."""
    start, end = PALETTES[index % len(PALETTES)]
    if index // len(PALETTES) % 2:
        start, end = end, start
    image = _gradient(start, end, SIZE)
    thumb = image.resize((THUMB_PIXELS, THUMB_PIXELS * SIZE[1] // SIZE[0]))
    return Picture(_jpeg(image), _jpeg(thumb), "image/jpeg", *SIZE)


def _gradient(start: tuple, end: tuple, size: tuple[int, int]) -> Image.Image:
    """From one corner to the other: a horizontal and a vertical ramp, averaged."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    mask = Image.blend(across, down, 0.5)
    return Image.composite(Image.new("RGB", size, end), Image.new("RGB", size, start), mask)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
