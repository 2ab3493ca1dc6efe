"""What the demo's photos are drawn with: a canvas of 800 × 600 pixels, shapes, and what streets and
rooms have. Nothing is drawn at random but by the canvas' own generator, so that the same scene is the
same picture."""

import random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 800, 600
Colour = tuple[int, int, int]
WALL, FLOOR, SKY, GRASS = (205, 198, 184), (150, 145, 138), (176, 200, 222), (104, 132, 84)
ROAD, KERB, STEEL, DARK, WOOD = (
    (98, 99, 102),
    (178, 176, 170),
    (150, 156, 163),
    (46, 48, 52),
    (138, 104, 72),
)
WATER, GREEN, RED, BLUE, YELLOW = (
    (88, 112, 112),
    (58, 104, 62),
    (176, 50, 44),
    (52, 92, 150),
    (226, 178, 60),
)


def shade(colour: Colour, by: float) -> Colour:
    """Lighter (over 1) or darker."""
    return tuple(max(0, min(255, round(part * by))) for part in colour)


class Canvas:
    """A picture being drawn."""

    def __init__(self, seed: str):
        self.image = Image.new("RGB", (WIDTH, HEIGHT), WALL)
        self.draw = ImageDraw.Draw(self.image)
        self.rng = random.Random(seed)

    def box(
        self, x: float, y: float, w: float, h: float, colour: Colour, edge: Colour | None = None
    ) -> None:
        """A filled rectangle."""
        self.draw.rectangle((x, y, x + w, y + h), fill=colour, outline=edge, width=3)

    def fade(self, top: Colour, bottom: Colour, y: int = 0, h: int = HEIGHT) -> None:
        """A band whose colour changes downwards."""
        band = Image.linear_gradient("L").resize((WIDTH, h))
        self.image.paste(
            Image.composite(
                Image.new("RGB", band.size, bottom), Image.new("RGB", band.size, top), band
            ),
            (0, y),
        )

    def poly(self, *points: tuple[float, float], colour: Colour) -> None:
        """A filled polygon."""
        self.draw.polygon(points, fill=colour)

    def disc(self, x: float, y: float, r: float, colour: Colour, flat: float = 1) -> None:
        """A filled disc; flat below 1 is an ellipse that lies on the ground."""
        self.draw.ellipse((x - r, y - r * flat, x + r, y + r * flat), fill=colour)

    def ring(self, x: float, y: float, r: float, colour: Colour, width: int = 7) -> None:
        """A circle."""
        self.draw.ellipse((x - r, y - r, x + r, y + r), outline=colour, width=width)

    def line(self, *points: tuple[float, float], colour: Colour, width: int = 6) -> None:
        """A line through points."""
        self.draw.line(points, fill=colour, width=width, joint="curve")

    def glow(self, x: int, y: int, r: int, colour: Colour, strength: float = 0.75) -> None:
        """Light around a point."""
        mask = Image.new("L", (WIDTH, HEIGHT), 0)
        ImageDraw.Draw(mask).ellipse((x - r, y - r, x + r, y + r), fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(r / 2))
        self.image.paste(Image.new("RGB", mask.size, colour), (0, 0), mask)

    def darken(self, by: float) -> None:
        """As if at night."""
        self.image.paste(self.image.point(lambda part: round(part * by)))

    def street(self, horizon: int = 250) -> None:
        """Sky, houses, pavement and road."""
        self.fade(SKY, (214, 222, 226), 0, horizon)
        for x in range(0, WIDTH, 200):
            tint = shade((196, 178, 158), 0.86 + 0.05 * (x // 200 % 3))
            self.box(x, horizon - 210, 196, 220, tint)
            for row in range(3):
                for column in range(3):
                    self.box(x + 22 + 58 * column, horizon - 188 + 62 * row, 34, 40, (96, 112, 128))
        self.fade(shade(KERB, 1.05), shade(KERB, 0.85), horizon, HEIGHT - horizon)
        for y in range(horizon, HEIGHT, 46):
            self.line((0, y), (WIDTH, y), colour=shade(KERB, 0.86), width=2)
        for x in range(-400, WIDTH + 400, 90):
            self.line(
                (400 + (x - 400) * 0.6, horizon), (x, HEIGHT), colour=shade(KERB, 0.86), width=2
            )

    def road(self, top: int = 360) -> None:
        """A road across the lower part."""
        self.fade(shade(ROAD, 1.1), shade(ROAD, 0.85), top, HEIGHT - top)
        self.box(0, top - 12, WIDTH, 12, shade(KERB, 1.1))
        for x in range(40, WIDTH, 190):
            self.box(x, top + 110, 100, 9, (220, 220, 214))

    def room(self, floor: int = 430) -> None:
        """A wall and a floor."""
        self.fade(shade(WALL, 1.08), shade(WALL, 0.9), 0, floor)
        self.fade(shade(FLOOR, 1.05), shade(FLOOR, 0.8), floor, HEIGHT - floor)
        self.box(0, floor - 14, WIDTH, 14, shade(WALL, 0.72))

    def bicycle(self, x: float, y: float, size: float, colour: Colour) -> None:
        """Two wheels and a frame, seen from the side."""
        r, near = size * 0.28, size * 0.3
        for wheel in (x - near, x + near):
            self.ring(wheel, y, r, DARK)
        top = y - size * 0.42
        self.line(
            (x - near, y),
            (x - size * 0.1, top),
            (x + near * 0.8, top),
            (x, y),
            (x - near, y),
            colour=colour,
        )
        self.line(
            (x + near, y),
            (x + near * 0.72, top - size * 0.14),
            (x + near * 1.1, top - size * 0.18),
            colour=DARK,
        )
        self.line((x - size * 0.18, top - 4), (x - size * 0.02, top - 4), colour=DARK, width=9)

    def scooter(self, x: float, y: float, colour: Colour) -> None:
        """An electric bicycle with its shield and seat."""
        for wheel in (x - 62, x + 62):
            self.disc(wheel, y, 30, DARK)
            self.disc(wheel, y, 14, STEEL)
        self.poly(
            (x - 92, y - 24), (x - 66, y - 74), (x + 6, y - 66), (x + 2, y - 18), colour=colour
        )
        self.poly(
            (x + 2, y - 18),
            (x + 66, y - 16),
            (x + 74, y - 128),
            (x + 54, y - 128),
            (x + 40, y - 36),
            colour=colour,
        )
        self.box(x - 74, y - 88, 82, 16, DARK)
        self.line((x + 64, y - 126), (x + 34, y - 138), colour=DARK, width=8)

    def car(self, x: float, y: float, colour: Colour) -> None:
        """A car from the side."""
        self.poly(
            (x - 60, y - 44),
            (x - 36, y - 88),
            (x + 44, y - 88),
            (x + 76, y - 44),
            colour=shade(colour, 0.9),
        )
        self.poly(
            (x - 46, y - 48),
            (x - 30, y - 80),
            (x + 2, y - 80),
            (x + 2, y - 48),
            colour=(70, 84, 98),
        )
        self.poly(
            (x + 12, y - 48),
            (x + 12, y - 80),
            (x + 40, y - 80),
            (x + 60, y - 48),
            colour=(70, 84, 98),
        )
        self.draw.rounded_rectangle((x - 112, y - 48, x + 112, y - 6), 16, fill=colour)
        for wheel in (x - 66, x + 66):
            self.disc(wheel, y - 6, 24, DARK)
            self.disc(wheel, y - 6, 11, STEEL)

    def tree(self, x: float, y: float, size: float) -> None:
        """A round tree whose trunk stands at a point."""
        self.box(x - size * 0.06, y - size * 0.7, size * 0.12, size * 0.7, WOOD)
        for _ in range(26):
            dx, dy = self.rng.gauss(0, size * 0.2), self.rng.gauss(0, size * 0.15)
            self.disc(
                x + dx, y - size * 0.85 + dy, size * 0.15, shade(GREEN, self.rng.uniform(0.75, 1.3))
            )
