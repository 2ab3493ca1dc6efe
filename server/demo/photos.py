"""Photos for the demo: drawn scenes, made to look as if a phone had taken them."""

import io
from functools import cache

from PIL import Image, ImageChops, ImageFilter

from server.demo.canvas import HEIGHT, WIDTH, Canvas
from server.demo.scenes import SCENES
from server.services.pictures import THUMB_PIXELS
from server.services.received import Received

#: What a scene has: as it was found, a closer look, and after the work.
MOMENTS = 3
_CLOSER = (120, 90, 680, 510)


def picture(scene: str, moment: int) -> Received:
    """One photo of a scene; the same scene and moment are the same photo."""
    canvas = Canvas(scene)
    SCENES[scene](canvas, moment == MOMENTS - 1)
    image = canvas.image
    if moment == 1:
        image = image.crop(_CLOSER).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    image = _taken(image)
    thumb = image.resize((THUMB_PIXELS, THUMB_PIXELS * HEIGHT // WIDTH))
    return Received(_jpeg(image), _jpeg(thumb), "image/jpeg", WIDTH, HEIGHT)


def _taken(image: Image.Image) -> Image.Image:
    """Soft edges and darker corners, as a small lens makes them."""
    return ImageChops.multiply(image.filter(ImageFilter.GaussianBlur(0.9)), _corners())


@cache
def _corners() -> Image.Image:
    far = Image.radial_gradient("L").resize((WIDTH, HEIGHT)).point(lambda way: 255 - way // 6)
    return Image.merge("RGB", (far, far, far))


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
