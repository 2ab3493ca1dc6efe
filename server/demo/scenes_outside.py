"""What the demo's photos show in streets and yards: one function a scene, before the work and after it."""

from server.demo.canvas import (
    BLUE,
    DARK,
    GRASS,
    GREEN,
    HEIGHT,
    KERB,
    RED,
    ROAD,
    SKY,
    STEEL,
    WATER,
    WIDTH,
    WOOD,
    YELLOW,
    Canvas,
    shade,
)


def drying(c: Canvas, done: bool) -> None:
    """Quilts over hedges, or on a rack."""
    c.fade(SKY, (220, 226, 230), 0, 260)
    c.fade(shade(GRASS, 1.1), shade(GRASS, 0.8), 260, 340)
    c.tree(90, 330, 230)
    if done:
        for x in (150, 640):
            c.line((x, 200), (x, 520), colour=STEEL, width=14)
        c.line((150, 210), (640, 210), colour=STEEL, width=8)
    else:
        for x in range(120, 760, 22):
            c.disc(x, 400 + c.rng.uniform(-8, 8), 52, shade(GREEN, c.rng.uniform(0.7, 1.2)))
    for x, tint in ((190, (214, 120, 124)), (340, (120, 150, 200)), (490, (232, 222, 190))):
        top = 214 if done else 336
        c.poly((x, top), (x + 118, top), (x + 124, top + 190), (x - 6, top + 180), colour=tint)
        for fold in range(1, 4):
            c.line(
                (x + fold * 30, top + 6),
                (x + fold * 30, top + 176),
                colour=shade(tint, 0.85),
                width=4,
            )


def gate(c: Canvas, done: bool) -> None:
    """A gate with its reader."""
    c.street(300)
    for x in (110, 640):
        c.box(x, 120, 60, 400, (160, 92, 72))
    swing = 0 if done else 130
    for bar in range(11):
        c.line(
            (184 + bar * (42 - swing / 11), 180),
            (184 + bar * (42 - swing / 11), 500),
            colour=DARK,
            width=8,
        )
    c.line((180, 190), (640 - swing, 190), colour=DARK, width=12)
    c.line((180, 490), (640 - swing, 490), colour=DARK, width=12)
    c.box(650, 270, 40, 70, (30, 30, 34))
    c.disc(670, 290, 8, (80, 220, 120) if done else (70, 70, 70))
    if not done:
        c.line((670, 340), (690, 380), (664, 410), colour=RED, width=4)
        c.line((676, 340), (706, 400), colour=BLUE, width=4)


def river(c: Canvas, done: bool) -> None:
    """Water between banks, with what floats on it."""
    c.fade(SKY, (220, 226, 228), 0, 180)
    for x in range(-20, 840, 90):
        c.tree(x, 230, 150)
    tint = shade((96, 138, 140), 1.1) if done else (92, 104, 84)
    c.fade(shade(tint, 1.15), shade(tint, 0.75), 210, 390)
    for _ in range(70):
        x, y = c.rng.uniform(-40, WIDTH), c.rng.uniform(220, 590)
        c.line(
            (x, y),
            (x + c.rng.uniform(40, 140), y),
            colour=shade(tint, c.rng.uniform(0.85, 1.35)),
            width=3,
        )
    c.poly((0, 600), (0, 470), (230, 600), colour=KERB)
    if done:
        return
    for _ in range(24):
        x, y = c.rng.uniform(120, 760), c.rng.uniform(270, 560)
        size = 10 + (y - 200) / 18
        c.disc(x, y, size, (214, 212, 204), 0.36)
        c.poly(
            (x + size, y),
            (x + size * 1.6, y - size * 0.4),
            (x + size * 1.6, y + size * 0.4),
            colour=(196, 194, 186),
        )
        c.disc(x - size * 0.6, y - 2, 2, DARK)


def bikes(c: Canvas, done: bool) -> None:
    """Shared bicycles across the pavement, or in their bay."""
    c.street(240)
    if done:
        for x in range(60, 700, 110):
            c.line((x, 330), (x - 30, 440), colour=(235, 235, 230), width=6)
        for x in range(100, 700, 110):
            c.bicycle(x, 400, 120, (240, 190, 40))
        return
    for at in range(15):
        c.bicycle(
            60 + at % 5 * 165 + c.rng.uniform(-34, 34),
            360 + at // 5 * 90,
            170 + at // 5 * 24,
            ((240, 190, 40), (90, 170, 220), (90, 190, 120))[at % 3],
        )


def stalls(c: Canvas, done: bool) -> None:
    """Stalls with umbrellas along a road, or the road."""
    c.street(230)
    c.road(420)
    if done:
        c.box(0, 330, WIDTH, 8, YELLOW)
        return
    for at, x in enumerate((110, 300, 500, 690)):
        tint = (RED, BLUE, GREEN, YELLOW)[at]
        c.line((x, 190), (x, 400), colour=DARK, width=6)
        c.poly((x - 110, 230), (x, 150), (x + 110, 230), colour=tint)
        c.box(x - 84, 360, 168, 90, WOOD)
        for _ in range(16):
            c.disc(
                x + c.rng.uniform(-72, 72),
                356 + c.rng.uniform(-14, 8),
                14,
                c.rng.choice([(206, 70, 50), (96, 150, 70), (230, 200, 90)]),
            )
    for _ in range(70):
        c.disc(
            c.rng.uniform(0, WIDTH),
            c.rng.uniform(470, 590),
            7,
            c.rng.choice([(96, 140, 72), (150, 160, 96)]),
            0.5,
        )


def clothes_bin(c: Canvas, done: bool) -> None:
    """A bin for clothes, with or without a heap before it."""
    c.street(280)
    c.draw.rounded_rectangle((280, 120, 520, 480), 18, fill=GREEN)
    c.box(320, 180, 160, 46, (30, 40, 32))
    c.ring(400, 330, 46, (235, 240, 232), 10)
    c.poly((400, 300), (430, 350), (370, 350), colour=(235, 240, 232))
    if not done:
        for _ in range(34):
            x, y = c.rng.gauss(400, 170), 470 + abs(c.rng.gauss(0, 40))
            tint = c.rng.choice(
                [(180, 70, 70), (70, 90, 150), (220, 210, 190), (60, 60, 66), (150, 110, 150)]
            )
            c.poly(
                (x - 40, y),
                (x - 10, y - 28),
                (x + 36, y - 14),
                (x + 42, y + 18),
                (x - 20, y + 22),
                colour=tint,
            )


def bench(c: Canvas, done: bool) -> None:
    """A path by the water, with a bench once it is there."""
    c.fade(SKY, (222, 228, 230), 0, 220)
    c.fade(WATER, shade(WATER, 0.85), 220, 120)
    for x in range(0, WIDTH, 60):
        c.line((x, 290), (x, 360), colour=STEEL, width=6)
    c.line((0, 296), (WIDTH, 296), colour=STEEL, width=8)
    c.fade(shade(KERB, 1.02), shade(KERB, 0.84), 350, 250)
    c.tree(700, 380, 330)
    if done:
        for y in (340, 366, 392):
            c.box(180, y, 320, 16, WOOD)
        c.poly((160, 430), (520, 430), (540, 462), (140, 462), colour=shade(WOOD, 1.1))
        for x in (176, 486):
            c.box(x, 430, 18, 100, DARK)
    else:
        c.disc(340, 500, 190, shade(KERB, 0.9), 0.2)


def tree(c: Canvas, done: bool) -> None:
    """A tree at power lines."""
    c.fade((150, 182, 214), (222, 230, 234))
    for x in (90, 730):
        c.line((x, 90), (x, 600), colour=(120, 116, 110), width=22)
        c.line((x - 60, 130), (x + 60, 130), colour=(96, 84, 70), width=12)
    c.tree(400, 600, 330 if done else 520)
    for y in (126, 160, 200):
        c.line((0, y), (200, y + 26), (400, y + 34), (600, y + 26), (800, y), colour=DARK, width=4)
    if not done:
        for dx in (-70, 10, 60):
            c.line((400 + dx, 330), (390 + dx * 2, 150), colour=WOOD, width=10)
            c.disc(390 + dx * 2, 150, 44, GREEN)
        c.glow(420, 170, 20, (255, 240, 160), 0.9)


def crossing(c: Canvas, done: bool) -> None:
    """A junction: stripes and a mirror, or what is left of them."""
    c.street(220)
    c.road(330)
    for x in range(90, 740, 84):
        tint = (232, 232, 226) if done else (122, 122, 122)
        c.poly((x, 350), (x + 44, 350), (x + 30, 590), (x - 26, 590), colour=tint)
    c.box(0, 120, 130, 230, (150, 130, 112))
    if done:
        c.line((690, 100), (690, 340), colour=RED, width=12)
        c.disc(690, 110, 62, RED)
        c.disc(690, 110, 50, (190, 210, 226))


def lamp(c: Canvas, done: bool) -> None:
    """A street at night and its lamp."""
    c.street(330)
    c.road(450)
    c.darken(0.26)
    for x, top in ((180, 60), (520, 130), (690, 180)):
        c.line((x, 480 - top / 3), (x, top), (x + 70, top - 14), colour=(70, 74, 80), width=9)
        c.box(x + 60, top - 20, 56, 14, (90, 94, 98))
        if done:
            c.poly(
                (x + 66, top - 6),
                (x + 110, top - 6),
                (x + 190, 520),
                (x - 20, 520),
                colour=(112, 100, 74),
            )
            c.glow(x + 88, top, 60, (255, 232, 170), 0.9)


def pothole(c: Canvas, done: bool) -> None:
    """A hole in the road, or new asphalt."""
    c.fade(shade(ROAD, 1.25), shade(ROAD, 0.9))
    for _ in range(900):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(0, HEIGHT)
        c.disc(x, y, 2, shade(ROAD, c.rng.uniform(0.7, 1.4)))
    c.box(60, 0, 26, HEIGHT, (214, 214, 206))
    if done:
        c.poly((250, 180), (640, 160), (670, 470), (230, 480), colour=(58, 59, 62))
        return
    for r, tint in ((190, (120, 112, 102)), (165, (84, 78, 72)), (130, (56, 52, 50))):
        points = [
            (440 + r * c.rng.uniform(0.85, 1.15) * x, 330 + r * 0.6 * c.rng.uniform(0.85, 1.15) * y)
            for x, y in (
                (1, 0),
                (0.7, 0.7),
                (0, 1),
                (-0.7, 0.7),
                (-1, 0),
                (-0.7, -0.7),
                (0, -1),
                (0.7, -0.7),
            )
        ]
        c.poly(*points, colour=tint)
    c.disc(430, 350, 80, (104, 120, 130), 0.5)
    c.line((590, 250), (690, 170), (760, 190), colour=(54, 54, 56), width=5)


def manhole(c: Canvas, done: bool) -> None:
    """A cover in the pavement, tilted or level."""
    c.fade(shade(KERB, 1.05), shade(KERB, 0.82))
    for x in range(0, WIDTH, 100):
        c.line((x, 0), (x, HEIGHT), colour=shade(KERB, 0.8), width=3)
    for y in range(0, HEIGHT, 100):
        c.line((0, y), (WIDTH, y), colour=shade(KERB, 0.8), width=3)
    c.disc(400, 310, 178, shade(KERB, 0.66), 0.86)
    if not done:
        c.disc(400, 310, 160, (18, 18, 20), 0.86)
    move = 0 if done else 46
    c.disc(400 + move, 310 - move, 158, (92, 94, 96), 0.86 if done else 0.74)
    for ring in (120, 80, 40):
        c.draw.ellipse(
            (
                400 + move - ring,
                310 - move - ring * 0.8,
                400 + move + ring,
                310 - move + ring * 0.8,
            ),
            outline=(62, 64, 66),
            width=8,
        )


def parking(c: Canvas, done: bool) -> None:
    """A road before a gate, full of cars or free."""
    c.street(210)
    c.road(330)
    c.box(330, 90, 140, 240, (96, 104, 112))
    if done:
        for x in (250, 550):
            for y in (340, 420, 520):
                c.box(x, y - 60, 18, 60, RED)
                c.box(x, y - 44, 18, 12, (240, 240, 236))
        return
    tints = [(190, 194, 198), (40, 44, 52), (150, 40, 40), (60, 84, 130), (220, 220, 214)]
    for at, (x, y) in enumerate(
        [
            (120, 390),
            (390, 390),
            (660, 390),
            (240, 480),
            (540, 490),
            (110, 580),
            (400, 585),
            (690, 580),
        ]
    ):
        c.car(x, y, tints[at % 5])


def playground(c: Canvas, done: bool) -> None:
    """A slide."""
    c.fade(SKY, (224, 230, 232), 0, 260)
    c.fade((150, 96, 74), (120, 74, 58), 260, 340)
    c.tree(700, 320, 260)
    tint = BLUE if done else (186, 150, 60)
    c.box(140, 200, 130, 24, tint)
    for x in (150, 250):
        c.line((x, 210), (x, 500), colour=RED, width=14)
    for y in range(250, 490, 46):
        c.line((150, y), (250, y), colour=RED, width=9)
    c.poly((262, 200), (320, 200), (600, 480), (680, 486), (680, 520), (570, 516), colour=tint)
    if not done:
        c.line((430, 330), (452, 366), (434, 392), (466, 424), colour=DARK, width=7)
        for x in (350, 560):
            c.poly((x, 560), (x + 90, 540), (x + 110, 590), colour=(80, 46, 38))


def bus_stop(c: Canvas, done: bool) -> None:
    """A shelter and its sign."""
    c.street(260)
    c.road(480)
    for x in (180, 620):
        c.box(x, 150, 18, 320, STEEL)
    c.poly((140, 120), (680, 120), (660, 160), (160, 160), colour=(96, 130, 160))
    c.box(200, 200, 420, 200, (170, 190, 200))
    c.box(240, 400, 340, 22, WOOD)
    c.box(700, 130, 12, 340, STEEL)
    c.box(660, 130, 100, 140, (240, 244, 246), BLUE)
    for line in range(3 if done else 9):
        y = 150 + line * (38 if done else 13)
        c.line(
            (672, y), (748, y), colour=DARK if done else (170, 178, 186), width=14 if done else 3
        )
    if not done:
        c.poly((330, 120), (400, 158), (460, 126), (520, 160), (560, 120), colour=(200, 214, 222))
        c.poly((360, 210), (400, 260), (450, 230), (430, 330), colour=(206, 200, 188))


def pond(c: Canvas, done: bool) -> None:
    """A basin, green or with its fountain."""
    c.fade(shade(GRASS, 1.15), shade(GRASS, 0.85))
    c.disc(400, 330, 330, KERB, 0.6)
    tint = (96, 150, 170) if done else (92, 124, 48)
    c.disc(400, 330, 300, tint, 0.58)
    for _ in range(160):
        x, y = c.rng.gauss(400, 120), c.rng.gauss(330, 66)
        c.disc(x, y, c.rng.uniform(5, 20), shade(tint, c.rng.uniform(0.8, 1.25)), 0.5)
    if done:
        for dx in range(-60, 61, 12):
            c.line(
                (400, 330),
                (400 + dx, 180 + abs(dx)),
                (400 + dx * 2, 330),
                colour=(226, 238, 244),
                width=4,
            )
    for x in (60, 740):
        c.tree(x, 230, 220)


SCENES = (
    drying,
    gate,
    river,
    bikes,
    stalls,
    clothes_bin,
    bench,
    tree,
    crossing,
    lamp,
    pothole,
    manhole,
    parking,
    playground,
    bus_stop,
    pond,
)
