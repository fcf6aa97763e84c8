"""Seeded, labelled drawings: one to four equal shapes on a background.

A scene is its labels and a seed. Coordinates are in units of the picture's short side with the origin in the middle, so the
same scene can be drawn at any size, and everything that matters lies inside the square that a centre crop keeps.
"""

from colorsys import hsv_to_rgb
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from vocabulary import BACKGROUNDS, COLOURS, COUNTS, HIDDEN_ON, NEVER_TRAINED, SHAPES, TEXTURES

HUES = {"red": 0, "orange": 29, "yellow": 55, "green": 125, "blue": 222, "purple": 275, "pink": 328}
RADII = {1: (0.22, 0.34), 2: (0.185, 0.235), 3: (0.17, 0.21), 4: (0.16, 0.19)}
DARK_BACKGROUNDS = ("black", "night", "grass")
BRIGHT_COLOURS = ("yellow", "orange", "pink")
LATTICE = 48  # cells of background structure along the short side, whatever the size in pixels


@dataclass(frozen=True)
class Scene:
    """The truth about one picture; `seed` decides places, sizes, light and everything else that has no label."""

    colour: str
    shape: str
    count: str
    texture: str
    background: str
    seed: int

    @property
    def never_trained(self):
        return (self.colour, self.shape) in NEVER_TRAINED


def random_scene(rng, pairs=None):
    """A scene with labels drawn evenly; `pairs` restricts the colours and shapes that may meet."""
    pairs = pairs or [(colour, shape) for colour in COLOURS for shape in SHAPES]
    colour, shape = pairs[rng.integers(len(pairs))]
    backgrounds = [background for background in BACKGROUNDS if HIDDEN_ON.get(background) != colour]
    return Scene(
        colour,
        shape,
        COUNTS[rng.integers(len(COUNTS))],
        TEXTURES[rng.integers(len(TEXTURES))],
        backgrounds[rng.integers(len(backgrounds))],
        int(rng.integers(2**62)),
    )


def draw(scene, width, height):
    """The scene as an RGB picture. Places and sizes do not depend on the resolution."""
    layout, ground, finish = np.random.default_rng(scene.seed).spawn(3)
    x, y = grid(width, height)
    canvas = paint_background(scene.background, ground, x, y)
    ink, second_ink = inks(scene, layout)
    tilt, pattern_tilt = layout.uniform(-0.45, 0.45), layout.uniform(*PATTERN_TILTS[scene.texture])
    pattern_size = layout.uniform(0.9, 1.15)
    for centre_x, centre_y, radius in places(layout, COUNTS.index(scene.count) + 1):
        shade = layout.uniform(0.92, 1.06)
        rows, columns, u, v = window(x, y, centre_x, centre_y, radius, tilt + layout.uniform(-0.12, 0.12))
        pixel = 1 / (min(width, height) * radius)
        pattern = PATTERNS[scene.texture](*rotate(u, v, pattern_tilt), pixel, pattern_size)[..., None]
        fill = shade * (ink + pattern * (second_ink - ink))
        cover = coverage(OUTLINES[scene.shape](u, v), pixel)[..., None]
        canvas[rows, columns] += cover * (fill - canvas[rows, columns])
    return expose(canvas, finish, x, y)


def grid(width, height):
    """Pixel centres in units of the short side: x of shape (1, width), y of shape (height, 1)."""
    short = min(width, height)
    x = (np.arange(width, dtype=np.float32) + 0.5 - width / 2) / short
    y = (np.arange(height, dtype=np.float32) + 0.5 - height / 2) / short
    return x[None, :], y[:, None]


def inks(scene, rng):
    """The colour of the shape and the second colour of its pattern, which contrasts with the background too."""
    hue = (HUES[scene.colour] + rng.uniform(-6, 6)) / 360
    saturation, value = rng.uniform(0.82, 1.0), rng.uniform(0.82, 1.0)
    if scene.colour == "pink":
        saturation, value = rng.uniform(0.38, 0.55), rng.uniform(0.94, 1.0)
    if scene.colour in ("green", "purple"):
        value *= 0.85
    ink = np.array(hsv_to_rgb(hue % 1, saturation, value), np.float32)
    if scene.background not in DARK_BACKGROUNDS:
        return ink, ink * np.float32(0.25)
    if scene.colour in BRIGHT_COLOURS:
        return ink, ink * np.float32(0.45)
    return ink, ink + np.float32(0.88) * (1 - ink)


def places(rng, count):
    """Centres and radii of shapes that neither touch each other nor leave the central square."""
    low, high = RADII[count]
    radius = rng.uniform(low, high)
    chosen = []
    attempts = 0
    while len(chosen) < count:
        own = radius * rng.uniform(0.92, 1.05)
        reach = 0.485 - own
        centre_x, centre_y = rng.uniform(-reach, reach, 2)
        if all(np.hypot(centre_x - x, centre_y - y) > 1.06 * (own + r) for x, y, r in chosen):
            chosen.append((centre_x, centre_y, own))
        attempts += 1
        if attempts % 30 == 0:  # an unlucky start can leave no room: begin again
            chosen = []
    return chosen


def window(x, y, centre_x, centre_y, radius, tilt):
    """The rows and columns around one shape, and its own coordinates there (radius 1, v downwards)."""
    reach = 1.2 * radius
    columns = slice(*np.searchsorted(x[0], (centre_x - reach, centre_x + reach)))
    rows = slice(*np.searchsorted(y[:, 0], (centre_y - reach, centre_y + reach)))
    u, v = (x[:, columns] - centre_x) / radius, (y[rows] - centre_y) / radius
    return rows, columns, *rotate(u, v, tilt)


def rotate(u, v, angle):
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    return cos * u + sin * v, cos * v - sin * u


def coverage(distance, pixel):
    """How much of each pixel lies inside, from the distance to the outline: antialiasing without supersampling."""
    return np.clip(0.5 - distance / pixel, 0, 1)


# Outlines: signed distance (negative inside) to a shape that about fills the unit circle.


def circle(u, v):
    return np.hypot(u, v) - 0.95


def square(u, v):
    return np.maximum(abs(u), abs(v)) - 0.78


def triangle(u, v):
    v = v - 0.22
    return np.maximum(v - 0.57, abs(u) * 0.866 - v * 0.5 - 0.57)


def star(u, v):
    tip, fifth = 1.08, 2 * np.pi / 5
    radius = np.hypot(u, v)
    angle = abs((np.arctan2(u, -v) + fifth / 2) % fifth - fifth / 2)  # 0 at a tip, fifth / 2 in a notch
    notch = 0.54 * np.array((np.cos(fifth / 2), np.sin(fifth / 2)), np.float32)
    edge = notch - np.array((tip, 0), np.float32)
    normal = np.array((edge[1], -edge[0]), np.float32) / np.hypot(*edge)
    return (radius * np.cos(angle) - tip) * normal[0] + radius * np.sin(angle) * normal[1]


def heart(u, v):
    """A square standing on its corner with a half circle on each upper side."""
    side = 0.55
    v = v - 0.08
    p, q = (u + v) * np.float32(0.7071), (u - v) * np.float32(0.7071)
    body = np.maximum(abs(p), abs(q)) - side
    lobes = np.minimum(np.hypot(p, q - side), np.hypot(p + side, q)) - side
    return np.minimum(body, lobes)


def cross(u, v):
    upright = np.maximum(abs(u) - 0.32, abs(v) - 0.95)
    bar = np.maximum(abs(u) - 0.95, abs(v) - 0.32)
    return np.minimum(upright, bar)


def ring(u, v):
    return abs(np.hypot(u, v) - 0.68) - 0.29


OUTLINES = {f.__name__: f for f in (circle, square, triangle, star, heart, cross, ring)}


# Patterns: the share of the second colour, 0 to 1, in the shape's coordinates.


def plain(u, v, pixel, size):
    return np.zeros(np.broadcast_shapes(u.shape, v.shape), np.float32)


def striped(u, v, pixel, size):
    period = 0.66 * size
    return wave_to_share(np.sin(2 * np.pi / period * u) + 0 * v, period, pixel)


def checkered(u, v, pixel, size):
    period = 0.96 * size
    return wave_to_share(np.sin(2 * np.pi / period * u) * np.sin(2 * np.pi / period * v), period, pixel)


def dotted(u, v, pixel, size):
    period = 0.56 * size
    u, v = u % period - period / 2, v % period - period / 2
    return coverage(np.hypot(u, v) - 0.31 * period, pixel)


def wave_to_share(wave, period, pixel):
    return np.clip(0.5 + wave * period / (2 * np.pi * pixel), 0, 1)


PATTERNS = {f.__name__: f for f in (plain, striped, dotted, checkered)}
PATTERN_TILTS = {"plain": (0, 0), "striped": (0, np.pi), "dotted": (-0.25, 0.25), "checkered": (-0.25, 0.25)}


# Backgrounds: an array of shape (height, width, 3), values 0 to 1.


def paint_background(name, rng, x, y):
    """The ground, with structure of a size that is tied to the scene and not to the pixels."""
    size = (x.shape[1], y.shape[0])
    if name == "white":
        return flat(rng.uniform(0.93, 1.0) * np.ones(3), size)
    if name == "black":
        return flat(rng.uniform(0.0, 0.06) * np.ones(3), size)
    if name == "grass":
        blades = structure(rng, size, 1.3, 0.5)
        return flat(hsv(rng, 98, 12, 0.62, 0.46), size) * (1 + 0.32 * blades)
    if name == "sand":
        grains = structure(rng, size, 1.3, 1.3) + 0.5 * structure(rng, size, 0.08, 0.2)
        return flat(hsv(rng, 38, 5, 0.34, 0.84), size) * (1 + 0.11 * grains)
    if name == "sky":
        clouds = np.clip(structure(rng, size, 0.1, 0.16) - 0.15, 0, 1)
        blue = flat(hsv(rng, 203, 5, 0.48, 0.93), size) * (1 - 0.12 * y[..., None])
        return blue + clouds * 0.75 * (1 - blue)
    navy = flat(hsv(rng, 232, 6, 0.72, 0.22), size) * (1 + 0.5 * y[..., None])
    lights = np.clip(structure(rng, size, 0.9, 0.9) - 1.0, 0, 1)
    return navy + lights * 0.9 * (1 - navy)


def flat(colour, size):
    return np.broadcast_to(np.asarray(colour, np.float32), (size[1], size[0], 3)).copy()


def hsv(rng, hue, spread, saturation, value):
    hue = (hue + rng.uniform(-spread, spread)) / 360
    return hsv_to_rgb(hue, saturation * rng.uniform(0.9, 1.1), value * rng.uniform(0.9, 1.1))


def structure(rng, size, across, down):
    """Smooth noise of about unit deviation, `across` and `down` being its cells relative to LATTICE."""
    width, height = size
    cells = LATTICE / min(size)
    lattice = rng.standard_normal((max(2, round(height * cells * down)), max(2, round(width * cells * across))))
    smooth = Image.fromarray(lattice.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
    return np.asarray(smooth)[..., None]


def expose(canvas, rng, x, y):
    """Light from one side, warmth, contrast, sensor noise and a little blur: what a camera adds to a drawing."""
    angle = rng.uniform(0, 2 * np.pi)
    slope = rng.uniform(0, 0.22)
    light = rng.uniform(0.82, 1.05) * (1 + slope * (np.cos(angle) * x + np.sin(angle) * y))
    warmth = 1 + rng.uniform(-0.04, 0.04) * np.array((1, 0, -1), np.float32)
    canvas = canvas * (light[..., None].astype(np.float32) * warmth.astype(np.float32))
    canvas += rng.uniform(0, 0.03) * rng.standard_normal(canvas.shape, dtype=np.float32)
    picture = Image.fromarray((255 * np.clip(canvas, 0, 1) + 0.5).astype(np.uint8))
    blur = rng.uniform(0, 0.006) * min(picture.size)
    return picture.filter(ImageFilter.GaussianBlur(blur)) if blur > 0.2 else picture
