"""What the demo's photos show in and at houses: one function a scene, before the work and after it."""

from server.demo.canvas import (
    BLUE,
    DARK,
    FLOOR,
    GREEN,
    HEIGHT,
    RED,
    STEEL,
    WATER,
    WIDTH,
    WOOD,
    YELLOW,
    Canvas,
    shade,
)


def stairwell(c: Canvas, done: bool) -> None:
    """Stairs with a lamp above them, dark or lit."""
    c.room(470)
    for step in range(9):
        y = 560 - 46 * step
        c.box(220 + 46 * step, y, 600, 48, shade(FLOOR, 1.15 - 0.06 * step), shade(FLOOR, 0.6))
    c.line((180, 440), (640, 30), colour=STEEL, width=12)
    for step in range(0, 9, 2):
        c.line(
            (196 + 46 * step, 430 - 41 * step),
            (196 + 46 * step, 560 - 46 * step),
            colour=STEEL,
            width=6,
        )
    c.box(120, 60, 70, 22, DARK)
    c.disc(155, 100, 26, (235, 232, 216))
    if done:
        c.glow(155, 110, 190, (255, 240, 190))
    else:
        c.darken(0.3)
        c.glow(770, 60, 90, (120, 140, 170), 0.4)


def rubbish(c: Canvas, done: bool) -> None:
    """Two bins at a wall; bags in front of them or a clean floor."""
    c.room(360)
    for x, tint in ((250, GREEN), (450, BLUE)):
        c.poly((x - 62, 190), (x + 62, 190), (x + 50, 400), (x - 50, 400), colour=tint)
        c.box(x - 70, 172, 140, 24, shade(tint, 0.8))
    if done:
        c.disc(420, 520, 170, shade(FLOOR, 1.12), 0.18)
        return
    for _ in range(46):
        x, y = c.rng.gauss(400, 170), 420 + abs(c.rng.gauss(0, 62))
        tint = c.rng.choice(
            [(38, 40, 44), (60, 62, 66), (206, 204, 196), (168, 140, 96), (150, 52, 46)]
        )
        r = c.rng.uniform(18, 48)
        c.disc(x, y, r, tint, 0.78)
        c.line(
            (x - r / 2, y - r * 0.7),
            (x, y - r * 0.95),
            (x + r / 2, y - r * 0.7),
            colour=shade(tint, 1.3),
            width=3,
        )


def ebikes(c: Canvas, done: bool) -> None:
    """A passage with a fire lane, blocked or free."""
    c.room(300)
    c.box(300, 90, 200, 212, (86, 96, 104))
    c.poly((120, 600), (300, 300), (500, 300), (680, 600), colour=shade(FLOOR, 0.92))
    for at in range(5):
        y = 320 + at * 56
        c.poly(
            (336 - at * 36, y),
            (364 - at * 36, y),
            (334 - at * 40, y + 34),
            (306 - at * 40, y + 34),
            colour=YELLOW,
        )
        c.poly(
            (436 + at * 36, y),
            (464 + at * 36, y),
            (494 + at * 40, y + 34),
            (466 + at * 40, y + 34),
            colour=YELLOW,
        )
    c.box(60, 130, 44, 110, RED)
    if done:
        return
    for at, (x, y) in enumerate(
        [(300, 360), (470, 380), (230, 450), (400, 470), (580, 480), (300, 560), (520, 575)]
    ):
        c.scooter(x, y, (RED, BLUE, (220, 220, 216), GREEN)[at % 4])


def flood(c: Canvas, done: bool) -> None:
    """A basement room, under water or with its pump."""
    c.room(300)
    c.box(560, 120, 150, 190, (104, 90, 78))
    c.line((90, 40), (90, 420), colour=STEEL, width=22)
    if done:
        c.draw.rounded_rectangle((170, 330, 330, 440), 20, fill=BLUE)
        c.disc(250, 385, 34, shade(BLUE, 1.4))
        c.line((250, 330), (250, 250), (92, 250), colour=STEEL, width=18)
        return
    c.fade(shade(WATER, 1.2), shade(WATER, 0.6), 330, 270)
    for _ in range(60):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(345, 590)
        c.line(
            (x, y),
            (x + c.rng.uniform(30, 110), y),
            colour=shade(WATER, c.rng.uniform(1.2, 1.7)),
            width=3,
        )
    c.box(330, 352, 130, 66, (168, 130, 84))
    c.disc(540, 470, 36, (200, 70, 60), 0.5)


def lift(c: Canvas, done: bool) -> None:
    """A lift's door with its display and, out of order, a barrier."""
    c.room(500)
    c.box(230, 70, 340, 440, shade(STEEL, 0.7))
    gap = 2 if done else 26
    c.box(246, 86, 154 - gap, 424, STEEL)
    c.box(400 + gap, 86, 154 - gap, 424, STEEL)
    if not done:
        c.box(400 - gap, 86, 2 * gap, 424, (22, 22, 24))
    c.box(360, 20, 80, 40, (20, 20, 20))
    c.line((388, 28), (404, 28), (404, 52) if done else (388, 40), colour=(255, 70, 50), width=5)
    c.box(620, 250, 50, 90, (220, 220, 216))
    c.disc(645, 275, 12, YELLOW if done else DARK)
    c.disc(645, 315, 12, DARK)
    if not done:
        for x in range(190, 620, 60):
            c.poly((x, 400), (x + 30, 400), (x + 60, 440), (x + 30, 440), colour=RED)
        c.line((190, 400), (640, 400), colour=(235, 235, 230), width=5)
        c.line((190, 440), (640, 440), colour=(235, 235, 230), width=5)


def smoke(c: Canvas, done: bool) -> None:
    """A kitchen pipe under windows."""
    c.image.paste((190, 172, 152), (0, 0, WIDTH, HEIGHT))
    for row in range(0, HEIGHT, 26):
        c.line((0, row), (WIDTH, row), colour=(176, 158, 138), width=2)
    for x in (120, 470):
        c.box(x, 60, 210, 190, (228, 228, 222))
        c.box(x + 14, 74, 84, 162, (112, 132, 150))
        c.box(x + 112, 74, 84, 162, (112, 132, 150))
    c.box(300, 330, 200, 70, STEEL)
    c.line((500, 364), (600, 364), (600, 300), colour=shade(STEEL, 0.85), width=34)
    if done:
        c.box(250, 420, 300, 110, shade(STEEL, 1.15), DARK)
        for x in range(270, 540, 26):
            c.line((x, 436), (x, 514), colour=shade(STEEL, 0.7), width=5)
        return
    for step in range(70):
        x, y = 600 - step * 3 + c.rng.gauss(0, 26 + step), 300 - step * 4 + c.rng.gauss(0, 14)
        if step % 5 == 0:
            c.glow(round(x), round(y), 30 + step, (146, 146, 144), 0.6)
    for y in range(250, 330, 6):
        c.line((470, y), (470 + c.rng.uniform(60, 200), y + 8), colour=(120, 96, 66), width=3)


def handrail(c: Canvas, done: bool) -> None:
    """A rail along stairs, one post of it hanging."""
    c.room(590)
    for step in range(7):
        c.box(
            60 + 110 * step,
            540 - 62 * step,
            800,
            64,
            shade(FLOOR, 1.1 - 0.06 * step),
            shade(FLOOR, 0.6),
        )
    for post in range(7):
        x, foot = 110 + 110 * post, 540 - 62 * post
        loose = 46 if post in (3, 4) and not done else 0
        c.line((x + loose, foot - (loose and 26)), (x, foot - 170), colour=STEEL, width=10)
    c.line((80, 388), (420, 196 if done else 214), (800, -18), colour=WOOD, width=24)
    if not done:
        c.disc(440, 352, 9, DARK)
        c.disc(452, 366, 7, DARK)


def wall(c: Canvas, done: bool) -> None:
    """A tiled outer wall, some tiles off."""
    c.image.paste((186, 150, 122), (0, 0, WIDTH, HEIGHT))
    for row in range(15):
        for column in range(14):
            x, y = column * 62 - (row % 2) * 31, row * 42
            off = not done and abs(column - 7) + abs(row - 6) * 0.8 < c.rng.uniform(1.2, 3.4)
            tint = (128, 120, 112) if off else shade((196, 158, 128), c.rng.uniform(0.93, 1.07))
            c.box(x, y, 58, 38, tint)
            if off and c.rng.random() < 0.3:
                c.poly(
                    (x, y + 6),
                    (x + 50, y - 12),
                    (x + 60, y + 22),
                    (x + 8, y + 38),
                    colour=(206, 168, 138),
                )
    if done:
        c.box(330, 210, 200, 130, (202, 164, 134), (170, 134, 106))
    else:
        c.line((300, 60), (360, 190), (340, 300), (420, 520), colour=(70, 62, 56), width=5)


def pipe(c: Canvas, done: bool) -> None:
    """A pipe on a wall that leaks or has a new piece."""
    c.room(470)
    c.line((250, 0), (250, 480), colour=shade(STEEL, 0.9), width=46)
    c.line((250, 210), (700, 210), colour=shade(STEEL, 0.9), width=38)
    c.box(560, 290, 150, 130, (206, 206, 200), DARK)
    if done:
        c.line((250, 240), (250, 370), colour=(232, 232, 226), width=52)
        for y in (236, 372):
            c.box(214, y, 72, 16, DARK)
        return
    c.line((240, 260), (262, 290), (244, 320), colour=(30, 30, 32), width=6)
    for _ in range(120):
        x = 260 + abs(c.rng.gauss(0, 60))
        y = 290 + (x - 260) * 0.4 + c.rng.uniform(0, 190)
        c.line((x, y), (x + 3, y + 18), colour=(198, 214, 226), width=3)
    c.disc(360, 540, 300, (150, 168, 178), 0.2)


def garage(c: Canvas, done: bool) -> None:
    """An underground car park, half dark or lit."""
    c.fade((96, 96, 98), (130, 130, 130), 0, 220)
    c.fade((120, 122, 120), (86, 88, 88), 220, 380)
    for x in (130, 400, 670):
        c.box(x - 26, 90, 52, 300, (190, 190, 184))
        c.box(x - 26, 300, 52, 40, YELLOW)
    for x, tint in ((265, (170, 174, 180)), (535, (120, 40, 40))):
        c.car(x, 430, tint)
    for x in range(0, WIDTH, 200):
        c.line((x, 460), (x - 60, 600), colour=(226, 226, 220), width=7)
    for at, x in enumerate(range(60, WIDTH, 170)):
        c.box(x, 40, 110, 12, (240, 240, 232) if done or at < 2 else (60, 60, 62))
    if done:
        c.glow(400, 60, 330, (240, 242, 236), 0.3)
    else:
        c.darken(0.34)
        c.glow(150, 60, 150, (220, 224, 214), 0.5)


def roof(c: Canvas, done: bool) -> None:
    """A bedroom ceiling with a stain, or painted."""
    c.fade((236, 234, 226), (214, 210, 200), 0, 330)
    c.fade((222, 214, 198), (196, 188, 172), 330, 270)
    c.line((0, 330), (WIDTH, 330), colour=(180, 172, 158), width=6)
    c.box(430, 440, 330, 160, (120, 140, 176))
    c.box(430, 410, 110, 50, (236, 236, 230))
    c.disc(170, 60, 40, (250, 248, 236))
    if done:
        return
    for r, tint in ((170, (206, 190, 150)), (130, (184, 160, 112)), (90, (158, 134, 94))):
        c.disc(430, 180, r, tint, 0.62)
    for _ in range(22):
        x, y = c.rng.gauss(430, 90), c.rng.gauss(185, 40)
        c.poly((x, y), (x + 40, y + 8), (x + 26, y + 34), colour=(226, 220, 206))
    for x in (400, 440, 470):
        c.line((x, 250), (x, 250 + c.rng.uniform(50, 150)), colour=(150, 132, 96), width=5)
    c.draw.ellipse((360, 540, 470, 590), fill=(90, 130, 180))


def door(c: Canvas, done: bool) -> None:
    """The door of an entrance, ajar or shut."""
    c.image.paste((182, 160, 136), (0, 0, WIDTH, HEIGHT))
    c.fade(shade(FLOOR, 1.1), shade(FLOOR, 0.8), 520, 80)
    c.box(250, 60, 300, 470, DARK)
    if done:
        c.box(264, 74, 272, 450, (78, 96, 92))
        c.box(292, 110, 216, 150, (140, 160, 170))
    else:
        c.box(264, 74, 272, 450, (22, 22, 24))
        c.poly((264, 74), (420, 120), (420, 560), (264, 524), colour=(78, 96, 92))
        c.poly((286, 120), (398, 150), (398, 280), (286, 260), colour=(140, 160, 170))
    c.disc(512 if done else 402, 330, 12, (214, 206, 160))
    c.box(600, 220, 70, 130, (60, 64, 70))
    for at in range(9):
        c.box(612 + at % 3 * 16, 250 + at // 3 * 22, 11, 14, (200, 204, 208))


def extinguisher(c: Canvas, done: bool) -> None:
    """A fire extinguisher at a wall, behind boxes or free."""
    c.room(460)
    c.draw.rounded_rectangle((350, 170, 450, 450), 40, fill=RED)
    c.box(380, 130, 40, 50, DARK)
    c.line((420, 150), (490, 200), (486, 330), colour=DARK, width=14)
    c.box(364, 260, 72, 90, (236, 236, 228))
    c.disc(400, 206, 26, (240, 240, 236))
    c.line((400, 206), (400, 186) if done else (386, 220), colour=RED, width=5)
    c.box(250, 60, 300, 46, RED)
    if not done:
        for x, y, size in (
            (120, 330, 180),
            (300, 400, 150),
            (480, 380, 170),
            (620, 300, 200),
            (200, 470, 130),
        ):
            c.box(x, y, size, size * 0.8, (178, 140, 92), (140, 106, 66))
            c.line(
                (x + size / 2, y), (x + size / 2, y + size * 0.8), colour=(206, 176, 132), width=10
            )


def record(c: Canvas, done: bool) -> None:
    """A sheet on which a visit was written down, with its stamp."""
    c.image.paste(WOOD, (0, 0, WIDTH, HEIGHT))
    for y in range(0, HEIGHT, 18):
        c.line((0, y), (WIDTH, y + 6), colour=shade(WOOD, c.rng.uniform(0.92, 1.06)), width=5)
    c.poly((170, 40), (640, 70), (610, 570), (140, 540), colour=(244, 242, 234))
    for row in range(11):
        x, y = 200 - row * 3, 130 + row * 38
        while x < 560:
            step = c.rng.uniform(10, 26)
            c.line(
                (x, y + c.rng.uniform(-7, 7)),
                (x + step * 0.7, y + c.rng.uniform(-7, 9)),
                colour=(40, 44, 70),
                width=3,
            )
            x += step
    if done:
        c.ring(520, 470, 62, (200, 50, 44), 7)
        c.poly(
            (520, 440),
            (530, 466),
            (558, 466),
            (536, 482),
            (544, 508),
            (520, 492),
            (496, 508),
            (504, 482),
            (482, 466),
            (510, 466),
            colour=(200, 50, 44),
        )


SCENES = (
    stairwell,
    rubbish,
    ebikes,
    flood,
    lift,
    smoke,
    handrail,
    wall,
    pipe,
    garage,
    roof,
    door,
    extinguisher,
    record,
)
