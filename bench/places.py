"""Places as models, and cameras that look at them: streets, squares, harbours with facades that have depth, trees of leaves,
vehicles, people, sky. What stands in a place is drawn from a seed of the place; what is there at a moment (light, weather,
vehicles, people, windows, leaves), from a seed of the moment. Lengths in metres: x to the right, y ahead, z up.
"""
import functools
import hashlib

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

PX_M = 56  # of facades
NEAR_M = 0.4
N_LEAVES = 650
SYLLABLES = "ka ro mi ten sol var bel dun ha ri ost nor lu pra zen gal tor vi ma sec da lin por an kes".split()


def generator(*key):
    return np.random.default_rng(int.from_bytes(hashlib.sha256(repr(key).encode()).digest()[:16], "big"))


@functools.lru_cache(maxsize=256)
def font(size_px):
    return ImageFont.load_default(size=max(6, int(size_px)))


def word(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.integers(2, 4)))


def text(rng, n_words):
    return " ".join(word(rng) for _ in range(n_words)).capitalize()


def fractal(rng, size, n_octaves=6, first=3, fall=0.6):
    """Noise of mean 0 and deviation 1 with detail at all scales; height x width."""
    width, height = size
    total = np.zeros((height, width), np.float32)
    for octave in range(n_octaves):
        n = first * 2**octave
        cells = (max(2, min(height, n * height // max(size) + 2)), max(2, min(width, n * width // max(size) + 2)))
        small = Image.fromarray(rng.standard_normal(cells).astype(np.float32))
        total += fall**octave * np.asarray(small.resize(size, Image.Resampling.BICUBIC))
    return (total - total.mean()) / (total.std() + 1e-6)


def around(noise):
    """Noise whose right edge goes on at its left edge."""
    share = np.minimum(1, np.arange(noise.shape[1]) / 60)
    return noise * share + noise[:, ::-1] * (1 - share)


def shaded(colour, noise, depth):
    """A colour made lighter and darker by noise: a picture."""
    values = np.asarray(colour, np.float32) * (1 + depth * noise[..., None])
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def pastel(rng, low=70, high=225):
    base = rng.uniform(low, high)
    return tuple(int(np.clip(base + rng.normal(0, 22), 15, 245)) for _ in range(3))


def vivid(rng):
    colour = [int(rng.uniform(10, 90)), int(rng.uniform(60, 200)), int(rng.uniform(140, 240))]
    rng.shuffle(colour)
    return tuple(colour)


# ---------------------------------------------------------------- what things look like

class Facade:
    """The front of a house: a wall with holes, and windows a hand's breadth behind it, which differ from moment to moment."""

    def __init__(self, rng, width_m, height_m):
        self.size_m = (width_m, height_m)
        self.size = (int(width_m * PX_M), int(height_m * PX_M))
        self.recess_m = rng.uniform(0.12, 0.35)
        self.frame = pastel(rng, 40, 240)
        self.bars = (int(rng.integers(1, 4)), int(rng.integers(1, 4)))
        self.wall, self.holes = self._wall(rng)
        self.balconies = self._balconies(rng)

    def _wall(self, rng):
        width, height = self.size
        wall = shaded(pastel(rng), fractal(rng, self.size, 8, fall=0.72), rng.uniform(0.04, 0.11))
        kind = rng.choice(["brick", "plaster", "panels", "plaster", "brick"])
        draw = ImageDraw.Draw(wall)
        if kind == "brick":
            values = np.asarray(wall).astype(np.float32)
            row, length = int(0.11 * PX_M), int(0.3 * PX_M)
            rows, columns = height // row + 1, width // length + 2
            tone = np.repeat(np.repeat(rng.normal(1, 0.09, (rows, columns)), row, 0), length, 1)
            tone = np.stack([np.roll(line, (n // row % 2) * length // 2) for n, line in enumerate(tone)])[:height, :width]
            tone[::row] *= 1.18
            wall = Image.fromarray(np.clip(values * tone[..., None], 0, 255).astype(np.uint8))
            draw = ImageDraw.Draw(wall)
        elif kind == "panels":
            for x in range(0, width, int(rng.uniform(1.1, 2.8) * PX_M)):
                draw.line((x, 0, x, height), fill=(70, 70, 72), width=2)
        floor_m = rng.uniform(2.9, 3.7)
        n_floors = max(1, int(self.size_m[1] / floor_m))
        n_columns = max(2, int(self.size_m[0] / rng.uniform(1.9, 3.1)))
        window = (rng.uniform(0.9, 1.5), rng.uniform(1.3, 2.1))
        trim = pastel(rng, 60, 245)
        holes = []
        for floor in range(n_floors):
            bottom = height - int((floor * floor_m + (0.9 if floor else 0.25)) * PX_M)
            draw.rectangle((0, height - int((floor + 1) * floor_m * PX_M), width, height - int((floor + 1) * floor_m * PX_M) + 6), fill=trim)
            for column in range(n_columns):
                if floor and rng.random() < 0.06:
                    continue
                middle = (column + 0.5) * width / n_columns
                wide, tall = (window if floor else (width / n_columns / PX_M * 0.8, 2.3))
                box = (int(middle - wide * PX_M / 2), int(bottom - tall * PX_M), int(middle + wide * PX_M / 2), bottom)
                if box[1] < 4:
                    continue
                edge = int(0.1 * PX_M)
                draw.rectangle((box[0] - edge, box[1] - edge, box[2] + edge, box[3] + edge), fill=trim)
                holes.append(box)
        self._signs(rng, draw, height - int(floor_m * PX_M))
        for _ in range(int(rng.integers(2, 7))):  # stains, cables, small boxes
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            draw.line((x, y, x + rng.normal(0, 30), y + rng.uniform(20, 200)), fill=pastel(rng, 30, 120), width=int(rng.integers(1, 4)))
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            draw.rectangle((x, y, x + rng.uniform(10, 40), y + rng.uniform(8, 30)), fill=pastel(rng), outline=(40, 40, 40))
        mask = Image.new("L", self.size, 255)
        for box in holes:
            ImageDraw.Draw(mask).rectangle(box, fill=0)
        wall = wall.convert("RGBA")
        wall.putalpha(mask)
        return wall, holes

    def _signs(self, rng, draw, top):
        x = 0
        while x < self.size[0] - PX_M:
            length = int(rng.uniform(1.8, 4.5) * PX_M)
            if rng.random() < 0.75:
                tall, back = int(rng.uniform(0.4, 0.75) * PX_M), vivid(rng)
                draw.rectangle((x, top - tall // 2, x + length, top + tall // 2), fill=back)
                light = (250, 250, 240) if sum(back) < 400 else (20, 20, 20)
                draw.text((x + 8, top - tall * 0.42), text(rng, 1 if length < 150 else 2), font=font(tall * 0.62), fill=light)
            x += length + int(rng.uniform(0.1, 1.2) * PX_M)

    def _balconies(self, rng):
        """Left, top, width, height in metres from the upper left corner, depth, colour."""
        if rng.random() < 0.4:
            return []
        chosen = [box for box in self.holes if rng.random() < 0.3]
        return [
            (box[0] / PX_M - 0.3, box[3] / PX_M - 0.7, (box[2] - box[0]) / PX_M + 0.6, 0.95, rng.uniform(0.5, 1.1), pastel(rng))
            for box in chosen
        ]

    def windows(self, rng, night):
        """What is behind the holes at a moment: glass, curtains, light, reflections."""
        small = (self.size[0] // 2, self.size[1] // 2)
        glass = shaded((62, 74, 88), fractal(rng, (small[0] // 4, small[1] // 4), 4), 0.4).resize(small)
        draw = ImageDraw.Draw(glass)
        for box in self.holes:
            left, top, right, bottom = (value // 2 for value in box)
            state = rng.random()
            if night:
                if state < 0.4:
                    warm = rng.uniform(0.6, 1.0)
                    draw.rectangle((left, top, right, bottom), fill=(int(255 * warm), int(215 * warm), int(150 * warm)))
            elif state < 0.25:
                tone = int(rng.uniform(120, 235))
                draw.rectangle((left, top, right, top + (bottom - top) * rng.uniform(0.2, 1)), fill=(tone, tone, tone - 15))
            elif state < 0.5:
                tone = int(rng.uniform(90, 220))
                draw.polygon((left, top, right, top, left + (right - left) * rng.random(), bottom, left, bottom), fill=(tone, tone, tone + 15))
            if rng.random() < 0.3:
                curtain = pastel(rng)
                draw.rectangle((left, top, left + (right - left) * rng.uniform(0.1, 0.5), bottom), fill=curtain)
            across, down = self.bars
            for n in range(across + 1):
                x = left + (right - left) * n / across
                draw.line((x, top, x, bottom), fill=self.frame, width=3)
            for n in range(down + 1):
                y = top + (bottom - top) * n / down
                draw.line((left, y, right, y), fill=self.frame, width=3)
        return glass.convert("RGBA")


VEHICLES = {
    # length, height, width, outline of the side as shares (x from the front, y from the top)
    "car": (4.3, 1.45, 1.8, [(0, 1), (0, 0.55), (0.05, 0.45), (0.26, 0.4), (0.4, 0.03), (0.75, 0.0), (0.93, 0.38), (1, 0.5), (1, 1)]),
    "van": (5.2, 2.3, 2.0, [(0, 1), (0, 0.6), (0.1, 0.5), (0.2, 0.08), (0.25, 0), (1, 0), (1, 1)]),
    "bus": (11.5, 3.1, 2.5, [(0, 1), (0.0, 0.1), (0.02, 0), (1, 0), (1, 1)]),
    "lorry": (8.0, 3.2, 2.4, [(0, 1), (0.0, 0.45), (0.03, 0.25), (0.24, 0.25), (0.25, 0), (1, 0), (1, 1)]),
    "pickup": (5.3, 1.8, 1.9, [(0, 1), (0, 0.5), (0.25, 0.42), (0.35, 0.02), (0.6, 0.0), (0.63, 0.45), (1, 0.45), (1, 1)]),
}


@functools.lru_cache(maxsize=4000)
def vehicle_sides(kind, seed):
    """Side, end and top of one vehicle: its kind fixes the shape, its own seed colour, letters and dents."""
    rng = generator("vehicle", kind, seed)
    length, height, width, outline = VEHICLES[kind]
    scale = 72
    size = (int(length * scale), int(height * scale))
    colour = (235, 235, 232) if rng.random() < 0.25 else vivid(rng) if rng.random() < 0.5 else pastel(rng, 20, 200)
    body = shaded(colour, fractal(rng, size, 6), 0.05)
    draw = ImageDraw.Draw(body)
    glass = (38, 46, 56)
    spot = lambda x, y: (x * size[0], y * size[1])  # noqa: E731
    if kind == "bus":
        for n in range(8):
            draw.rectangle((*spot(0.03 + n * 0.12, 0.14), *spot(0.135 + n * 0.12, 0.5)), fill=glass, outline=(20, 20, 20), width=3)
        draw.rectangle((*spot(0, 0.58), *spot(1, 0.63)), fill=vivid(rng))
    elif kind == "lorry":
        draw.rectangle((*spot(0.05, 0.3), *spot(0.18, 0.52)), fill=glass)
        draw.rectangle((*spot(0.25, 0.0), *spot(1, 0.78)), fill=pastel(rng), outline=(50, 50, 50), width=3)
    else:
        end = {"car": 0.88, "van": 0.42, "pickup": 0.58}[kind]
        draw.polygon([spot(0.3, 0.42), spot(0.42, 0.09), spot(end - 0.12, 0.07), spot(end, 0.4)], fill=glass)
        draw.line([spot(0.58 if kind == "car" else 0.46, 0.05), spot(0.58 if kind == "car" else 0.46, 0.85)], fill=(30, 30, 30), width=3)
    if kind in ("van", "lorry", "bus") and rng.random() < 0.9:
        draw.text(spot(0.47, 0.26 if kind != "bus" else 0.68), text(rng, 1), font=font(size[1] * 0.2), fill=vivid(rng))
    for x in (0.18, 0.8):
        middle, radius = spot(x, 0.86), size[1] * (0.23 if height < 2 else 0.15)
        draw.ellipse((middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius), fill=(25, 25, 27))
        radius *= 0.55
        draw.ellipse((middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius), fill=(150, 150, 155))
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon([spot(*place) for place in outline], fill=255)
    body.putalpha(mask)
    end_size = (int(width * scale), int(height * scale))
    end = shaded(colour, fractal(rng, end_size, 5), 0.05)
    draw = ImageDraw.Draw(end)
    draw.rectangle((end_size[0] * 0.1, end_size[1] * 0.12, end_size[0] * 0.9, end_size[1] * 0.45), fill=glass)
    for x in (0.05, 0.78):
        draw.rectangle((end_size[0] * x, end_size[1] * 0.6, end_size[0] * (x + 0.17), end_size[1] * 0.7), fill=(240, 235, 190))
    plate = (end_size[0] * 0.33, end_size[1] * 0.76, end_size[0] * 0.67, end_size[1] * 0.86)
    draw.rectangle(plate, fill=(240, 240, 240))
    draw.text((plate[0] + 3, plate[1]), f"{word(rng)[:2].upper()} {rng.integers(1000, 9999)}", font=font(end_size[1] * 0.075), fill=(10, 10, 10))
    top = shaded(colour, fractal(rng, (64, 32), 4), 0.05).convert("RGBA")
    return body, end.convert("RGBA"), top


def person(rng, uniform=None):
    """A figure, 80 x 200 pixels."""
    figure = Image.new("RGBA", (80, 200), (0, 0, 0, 0))
    draw = ImageDraw.Draw(figure)
    skin = [(224, 172, 140), (150, 100, 70), (240, 200, 170), (100, 66, 46)][rng.integers(4)]
    coat, legs = uniform or (pastel(rng, 20, 230), pastel(rng, 15, 120))
    step = rng.uniform(2, 14)
    draw.polygon([(28, 105), (52, 105), (46 + step, 198), (36 + step, 198), (40, 120), (42 - step, 198), (32 - step, 198)], fill=legs)
    draw.rounded_rectangle((22, 36, 58, 112), 10, fill=coat)
    swing = rng.uniform(-10, 10)
    draw.line((25, 44, 18 + swing, 104), fill=coat, width=9)
    draw.line((55, 44, 62 - swing, 104), fill=coat, width=9)
    draw.ellipse((30, 6, 50, 34), fill=skin)
    hair = pastel(rng, 10, 120) if uniform is None else legs
    draw.pieslice((28, 3, 52, 32), 180, 360, fill=hair)
    if uniform is None and rng.random() < 0.4:
        draw.rectangle((8, 70, 24, 108), fill=pastel(rng))
    elif uniform is not None:
        draw.rectangle((26, 50, 54, 58), fill=(240, 240, 240))
        draw.line((22, 100, 58, 100), fill=(20, 20, 20), width=6)
    return figure


# ---------------------------------------------------------------- camera and canvas

class Camera:
    """`focal` in widths of the picture; angles in degrees: heading clockwise from y, tilt upwards, roll."""

    def __init__(self, place, heading, tilt=0.0, roll=0.0, focal=1.0):
        self.place, self.focal = np.asarray(place, float), focal
        self.heading, self.tilt, self.roll = heading, tilt, roll
        a, t, r = np.radians([heading, tilt, roll])
        ahead = np.array([np.sin(a) * np.cos(t), np.cos(a) * np.cos(t), np.sin(t)])
        right = np.array([np.cos(a), -np.sin(a), 0])
        down = np.cross(ahead, right)
        right, down = np.cos(r) * right + np.sin(r) * down, np.cos(r) * down - np.sin(r) * right
        self.axes = np.stack([right, down, ahead])

    def seen(self, points):
        return (np.asarray(points, float) - self.place) @ self.axes.T


class Canvas:
    def __init__(self, camera, size, light):
        self.camera, self.size, self.light = camera, size, light
        self.f = camera.focal * size[0]
        self.picture = Image.new("RGB", size)
        self.draw = ImageDraw.Draw(self.picture)

    def projected(self, seen):
        return seen[:, :2] / seen[:, 2:] * self.f + np.array(self.size) / 2

    def quad(self, origin, across, down, texture, normal=None, gain=1.0, smooth=True):
        """A flat picture with its upper left corner at `origin`."""
        origin, across, down = (np.asarray(part, float) for part in (origin, across, down))
        polygon = clipped(self.camera.seen([origin, origin + across, origin + across + down, origin + down]))
        if len(polygon) < 3:
            return
        flat = self.projected(polygon)
        left, top = np.maximum(np.floor(flat.min(0)), 0).astype(int)
        right, bottom = np.minimum(np.ceil(flat.max(0)), self.size).astype(int)
        if right - left < 2 or bottom - top < 2:
            return
        # Texture made coarser where many of its pixels fall on one.
        shoelace = 0.5 * abs(np.dot(flat[:, 0], np.roll(flat[:, 1], 1)) - np.dot(flat[:, 1], np.roll(flat[:, 0], 1)))
        shrink = int(np.sqrt(texture.width * texture.height / max(shoelace, 1.0)))
        if shrink > 1:
            texture = texture.reduce(min(shrink, texture.width, texture.height))
        axes, half = self.camera.axes, np.array(self.size) / 2
        lens = np.array([[self.f, 0, half[0] - left], [0, self.f, half[1] - top], [0, 0, 1]])
        forth = lens @ axes @ np.stack([across / texture.width, down / texture.height, origin - self.camera.place], 1)
        try:
            back = np.linalg.inv(forth)
        except np.linalg.LinAlgError:
            return
        coefficients = (back / back[2, 2]).ravel()[:8] if abs(back[2, 2]) > 1e-12 else None
        if coefficients is None:
            return
        size = (int(right - left), int(bottom - top))
        warped = texture.transform(size, Image.Transform.PERSPECTIVE, tuple(coefficients), Image.Resampling.BILINEAR if smooth else 0)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon([tuple(place - (left, top)) for place in flat], fill=255)
        bands = warped.split()
        mask = Image.composite(bands[3], Image.new("L", size, 0), mask)
        distance = float(np.median(polygon[:, 2]))
        lit = Image.merge("RGB", bands[:3]).point(self.light.table(normal, distance, gain))
        self.picture.paste(lit, (int(left), int(top)), mask)

    def billboard(self, foot, height_m, image, gain=1.0):
        """An upright picture that faces the camera."""
        seen = self.camera.seen([foot, np.add(foot, (0, 0, height_m))])
        if seen[:, 2].min() < NEAR_M:
            return
        low, high = self.projected(seen)
        tall = int(low[1] - high[1])
        if not 3 < tall < 3 * self.size[1]:
            return
        wide = max(2, int(image.width * tall / image.height))
        small = image.resize((wide, tall), Image.Resampling.BILINEAR)
        bands = small.split()
        lit = Image.merge("RGB", bands[:3]).point(self.light.table(None, seen[0, 2], gain))
        self.picture.paste(lit, (int(low[0] - wide / 2), int(high[1])), bands[3])

    def colour(self, colour, distance, gain=1.0):
        table = self.light.table(None, distance, gain)
        return tuple(table[256 * n + min(255, max(0, int(value)))] for n, value in enumerate(colour))


def clipped(polygon):
    """The part of a polygon that lies before the camera."""
    kept = []
    for one, other in zip(polygon, np.roll(polygon, -1, 0)):
        if one[2] >= NEAR_M:
            kept.append(one)
        if (one[2] >= NEAR_M) != (other[2] >= NEAR_M):
            kept.append(one + (other - one) * (NEAR_M - one[2]) / (other[2] - one[2]))
    return np.array(kept)


class Light:
    """Sun, sky and weather of a moment."""

    def __init__(self, rng, night=False):
        self.night = night
        self.azimuth, self.height = rng.uniform(0, 360), rng.uniform(8, 62)
        self.cloudy = 1.0 if night else rng.choice([0.0, 0.15, 0.5, 0.9, 1.0])
        a, h = np.radians([self.azimuth, self.height])
        self.to_sun = np.array([np.sin(a) * np.cos(h), np.cos(a) * np.cos(h), np.sin(h)])
        low = max(0.0, 1 - self.height / 30)
        warm = np.array([1.0, 0.97 - 0.18 * low, 0.92 - 0.38 * low])
        self.direct = (0 if night else (1 - self.cloudy)) * 0.75 * warm
        ambient = np.array([0.5, 0.54, 0.62]) if self.cloudy < 0.6 else np.array([0.68, 0.69, 0.72])
        self.ambient = np.array([0.13, 0.13, 0.2]) * rng.uniform(0.7, 1.6) if night else ambient
        self.haze = rng.choice([0.0, 0.002, 0.006, 0.02], p=[0.4, 0.3, 0.2, 0.1])
        self.haze_colour = np.array([25, 25, 40]) if night else np.array([190, 198, 210])
        self.rain = (not night or rng.random() < 0.3) and self.cloudy > 0.8 and rng.random() < 0.3
        self.fixed = {}

    def table(self, normal, distance, gain=1.0):
        key = (None if normal is None else tuple(np.round(normal, 2)), round(float(distance)), round(gain, 2))
        if key not in self.fixed:
            facing = 0.5 if normal is None else max(0.0, float(np.dot(normal, self.to_sun)))
            colour = (self.ambient + self.direct * facing) * gain
            share = 1 - np.exp(-self.haze * distance)
            steps = np.arange(256)[None] * colour[:, None] * (1 - share) + self.haze_colour[:, None] * share
            self.fixed[key] = np.clip(steps, 0, 255).astype(int).ravel().tolist()
        return self.fixed[key]


# ---------------------------------------------------------------- places

class Building:
    def __init__(self, rng, left, right, height):
        """`left` and `right`: the corners of its front, as seen from before it."""
        self.left, self.right = np.array([*left, 0.0]), np.array([*right, 0.0])
        self.height = height
        along = self.right - self.left
        self.width = float(np.linalg.norm(along))
        self.along = along / self.width
        self.normal = np.array([self.along[1], -self.along[0], 0.0])
        self.facade = Facade(rng, self.width, height)
        self.roof = pastel(rng, 50, 130)
        self.depth = rng.uniform(7, 12)
        side = shaded(pastel(rng, 80, 190), fractal(rng, (256, 256), 7, fall=0.7), 0.1)
        self.side = side.convert("RGBA")
        self.gable = rng.uniform(0.0, 2.8)

    def draw(self, canvas, glass, shadow):
        up, facade = np.array([0, 0, self.height]), self.facade
        inward = -self.normal
        for corner in (self.left, self.right):
            canvas.quad(corner + up, inward * self.depth, -up, self.side, self.along if corner is self.right else -self.along)
        if float(np.dot(canvas.camera.place - self.left, self.normal)) <= 0.2:
            return
        top = self.left + up
        if self.gable > 0.8:
            roof = np.array([top, top + self.along * self.width, top + self.along * self.width * 0.85 + (0, 0, self.gable) + inward * 3,
                             top + self.along * self.width * 0.15 + (0, 0, self.gable) + inward * 3])
            polygon = clipped(canvas.camera.seen(roof))
            if len(polygon) > 2:
                flat = [tuple(place) for place in canvas.projected(polygon)]
                canvas.draw.polygon(flat, fill=canvas.colour(self.roof, polygon[:, 2].mean()))
        across, down = self.along * self.width, -up
        canvas.quad(top + inward * facade.recess_m, across, down, glass, self.normal, 2.6 if canvas.light.night else 1.0)
        canvas.quad(top, across, down, facade.wall, self.normal)
        if shadow is not None:
            canvas.quad(top + self.normal * 0.01, across, down, shadow)
        for x, y, wide, tall, depth, colour in facade.balconies:
            corner = top + self.along * x - (0, 0, y) + self.normal * depth
            rail = railing(colour)
            canvas.quad(corner, self.along * wide, (0, 0, -tall), rail, self.normal)
            for end in (corner, corner + self.along * wide):
                canvas.quad(end, inward * depth, (0, 0, -tall), rail, self.along)


@functools.lru_cache(maxsize=512)
def railing(colour):
    rail = Image.new("RGBA", (64, 32), (0, 0, 0, 0))
    draw = ImageDraw.Draw(rail)
    for x in range(0, 64, 6):
        draw.line((x, 0, x, 32), fill=(*colour, 255), width=2)
    draw.rectangle((0, 0, 64, 3), fill=(*colour, 255))
    draw.rectangle((0, 26, 64, 32), fill=(*colour, 255))
    return rail


class Tree:
    def __init__(self, rng, foot):
        self.foot = np.array([*foot, 0.0])
        self.height = rng.uniform(5, 10)
        crown = rng.standard_normal((N_LEAVES, 3))
        crown /= np.linalg.norm(crown, axis=1, keepdims=True)
        crown *= rng.uniform(0.25, 1.0, (N_LEAVES, 1)) ** 0.5 * rng.uniform(0.75, 1.25, (N_LEAVES, 1))
        wide = self.height * rng.uniform(0.22, 0.34)
        self.leaves = crown * [wide, wide, self.height * 0.3] + [0, 0, self.height * 0.68]
        self.tone = rng.uniform(0.6, 1.25, N_LEAVES)
        self.green = np.array([rng.uniform(50, 130), rng.uniform(90, 140), rng.uniform(30, 60)])
        self.branches = self.leaves[rng.choice(N_LEAVES, 14)]

    def draw(self, canvas, rng):
        leaves = self.foot + self.leaves + rng.normal(0, 0.12, self.leaves.shape)
        trunk = canvas.camera.seen([self.foot, self.foot + (0, 0, self.height * 0.55)])
        if trunk[:, 2].min() < NEAR_M or np.linalg.norm(trunk[0]) < 3.5:
            return
        ends = canvas.projected(trunk)
        thick = max(1, int(0.35 * canvas.f / trunk[0, 2]))
        bark = canvas.colour((84, 70, 58), trunk[0, 2])
        canvas.draw.line([tuple(end) for end in ends], fill=bark, width=thick)
        seen = canvas.camera.seen(self.foot + self.branches)
        for end in canvas.projected(seen[seen[:, 2] > NEAR_M]):
            canvas.draw.line([tuple(ends[1]), tuple(end)], fill=bark, width=max(1, thick // 4))
        seen = canvas.camera.seen(leaves)
        light = 0.75 + 0.35 * (self.leaves @ canvas.light.to_sun) / self.height * (1 - canvas.light.cloudy)
        order = np.argsort(-seen[:, 2])
        order = order[seen[order, 2] > NEAR_M]
        flat = canvas.projected(seen[order])
        sizes = rng.uniform(0.07, 0.24, len(order)) * canvas.f / seen[order, 2]
        for n, (x, y), size in zip(order, flat, sizes):
            colour = canvas.colour(self.green * self.tone[n] * light[n], trunk[0, 2])
            flatness = 0.6 + 0.4 * self.tone[n] % 1
            canvas.draw.ellipse((x - size, y - size * flatness, x + size, y + size * flatness), fill=colour)


class Place:
    """`kind`: street, square or harbour."""

    def __init__(self, seed, kind, number):
        rng = generator("place", seed, kind, number)
        self.kind, self.rng_key = kind, (seed, kind, number)
        self.half = rng.uniform(6, 9) if kind == "street" else rng.uniform(16, 24)
        self.buildings, self.trees = [], []
        rows = {
            "street": [((-self.half, -24), (-self.half, 62)), ((self.half, 62), (self.half, -24)), ((-self.half - 5, 64), (self.half + 5, 64))],
            "square": [((-self.half, -20), (-self.half, 40)), ((-self.half, 40), (self.half, 40)), ((self.half, 40), (self.half, -20))],
            "harbour": [((-self.half, -30), (-self.half, 70))],
        }[kind]
        for start, end in rows:
            self._row(rng, np.array(start, float), np.array(end, float))
        n_trees = int(rng.integers(2, 7))
        for _ in range(n_trees):
            x = rng.uniform(-1, 1) * (self.half - 2)
            self.trees.append(Tree(rng, (rng.choice([-1, 1]) * (self.half - 2.2) if kind == "street" else x, rng.uniform(2, 36))))
        self.lamps = [(rng.choice([-1, 1]) * (self.half - 1.4), y) for y in np.arange(-4, 44, rng.uniform(9, 15))]
        self.ground = self._ground(rng)
        self.far = [(a, rng.uniform(0.5, 9), rng.uniform(1, 9), pastel(rng, 80, 170)) for a in rng.uniform(0, 360, 70)]
        self.hills = fractal(rng, (720, 2), 6, first=6)[0] * 1.5 + rng.uniform(1, 5)

    def _row(self, rng, start, end):
        along = (end - start) / np.linalg.norm(end - start)
        at = 0.0
        while at < np.linalg.norm(end - start) - 5:
            width = rng.uniform(7, 15)
            back = rng.choice([0, 0, 0.3, 0.8])
            inward = np.array([along[1], -along[0]]) * -back
            self.buildings.append(Building(rng, start + along * at + inward, start + along * (at + width) + inward, rng.uniform(7, 17)))
            at += width + rng.choice([0, 0, 0, 2.5])

    def _ground(self, rng):
        size = (1400, 1400)  # 70 m
        values = np.asarray(shaded(pastel(rng, 85, 150), fractal(rng, size, 10, fall=0.8), 0.1)).astype(np.float32)
        if rng.random() < 0.6:  # paving
            step = int(rng.integers(8, 26))
            tone = np.repeat(np.repeat(rng.normal(1, 0.07, (size[1] // step + 1,) * 2), step, 0), step, 1)[: size[1], : size[0]]
            tone[::step] *= 0.8
            tone[:, ::step] *= 0.8
            values *= tone[..., None]
        ground = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
        draw = ImageDraw.Draw(ground)
        if self.kind == "street":
            edge = (self.half - 3) * 20
            for x in (700 - edge, 700 + edge):
                draw.line((x, 0, x, 1400), fill=(170, 170, 168), width=6)
            for y in range(0, 1400, 120):
                draw.rectangle((697, y, 703, y + 60), fill=(225, 225, 220))
            y = int(rng.uniform(400, 1100))
            for x in range(int(700 - edge), int(700 + edge), 20):
                draw.rectangle((x, y, x + 10, y + 60), fill=(225, 225, 220))
        for _ in range(40):
            x, y, r = *rng.uniform(0, 1400, 2), rng.uniform(4, 12)
            draw.ellipse((x - r, y - r, x + r, y + r), fill=pastel(rng, 40, 110), outline=(40, 40, 40))
        return ground.convert("RGBA")


class Moment:
    """What a place is like once: light, and what came and will go."""

    def __init__(self, place, *key, night=False):
        rng = self.rng = generator("moment", *place.rng_key, *key)
        self.place = place
        self.key = key
        self.light = Light(rng, night)
        self.glass = {}
        self.shadow_seed = int(rng.integers(1 << 30))
        self.sky = self._sky(rng)
        self.vehicles, self.people = [], []
        half = place.half
        for _ in range(int(rng.integers(2, 10))):
            kind = rng.choice(list(VEHICLES), p=[0.5, 0.2, 0.08, 0.1, 0.12])
            lane = rng.choice([-1, 1]) * (half - 4 + rng.normal(0, 0.2)) if place.kind == "street" else rng.uniform(-half + 4, half - 4)
            heading = 0 if place.kind == "street" else rng.choice([0, 90]) + rng.normal(0, 8)
            spot = np.array([lane, rng.uniform(-2, 45)])
            if all(np.linalg.norm(spot - other[1]) > 6 for other in self.vehicles):
                moves = rng.random() < 0.3
                self.vehicles.append((kind, spot, heading, int(rng.integers(1 << 30)), rng.choice([-1, 1]) * rng.uniform(2, 8) if moves else 0.0))
        for _ in range(int(rng.integers(3, 22))):
            spot = np.array([rng.uniform(-half + 0.8, half - 0.8), rng.uniform(1, 40)])
            self.people.append((person(rng), spot, rng.normal(0, 0.9, 2), rng.uniform(1.55, 1.9)))

    def _sky(self, rng):
        size = (720, 240)
        cloud = around(fractal(rng, size, 8, first=4, fall=0.62)) + (self.light.cloudy - 0.5) * 4
        share = np.clip(cloud * 0.5 + 0.2, 0, 1)[..., None]
        fade = np.linspace(0, 1, size[1])[:, None, None]
        if self.light.night:
            sky = np.array([8, 10, 24]) * (1 - fade) + np.array([38, 32, 36]) * fade
            cloud_colour = np.array([44, 40, 46])
        else:
            sky = np.array([62, 116, 190]) * (1 - fade) + np.array([182, 206, 228]) * fade
            cloud_colour = np.array([150, 153, 160]) + 70 * np.clip(around(fractal(rng, size, 6)), -1, 1)[..., None] * 0.4 + 40 * (1 - self.light.cloudy)
        return Image.fromarray(np.clip(sky * (1 - share) + cloud_colour * share, 0, 255).astype(np.uint8))

    def shadow_of(self, building, number):
        """What the houses opposite throw on a front at this hour, and the shade of balconies."""
        if self.light.direct.max() < 0.1 or float(np.dot(building.normal, self.light.to_sun)) < 0.05:
            return None
        rng = generator("shadow", self.shadow_seed, number)
        shade = Image.new("L", (96, 128), 0)
        draw = ImageDraw.Draw(shade)
        rise = self.light.height / 62 + rng.normal(0, 0.12)
        level = 128 * np.clip(rise, 0.05, 1.2)
        outline, x = [(0, 128)], 0
        while x < 96:
            y = level + rng.normal(0, 14)
            outline += [(x, y), (x + rng.uniform(12, 45), y)]
            x = outline[-1][0]
        draw.polygon([*outline, (96, 128)], fill=120)
        black = Image.new("RGBA", shade.size, (10, 12, 25, 0))
        black.putalpha(shade.filter(ImageFilter.GaussianBlur(0.7)))
        return black

    def picture(self, camera, size, time_s=0.0):
        """As `camera` sees it, before lens and sensor."""
        place, rng = self.place, generator("leaves", *self.key, time_s)
        canvas = Canvas(camera, size, self.light)
        self._backdrop(canvas)
        self._ground(canvas, rng)
        things = []
        for number, building in enumerate(place.buildings):
            middle = (building.left + building.right) / 2
            nearest = min(np.linalg.norm(spot[:2] - camera.place[:2]) for spot in (building.left, building.right, middle))
            reach = np.linalg.norm(middle[:2] - camera.place[:2])
            things.append((0.6 * reach + 0.4 * nearest + 4, lambda b=building, n=number: b.draw(canvas, self._glass(n), self.shadow_of(b, n))))
        for tree in place.trees:
            things.append((np.linalg.norm(tree.foot - camera.place), lambda t=tree: t.draw(canvas, rng)))
        for spot in place.lamps:
            things.append((np.hypot(*(np.array(spot) - camera.place[:2])), lambda s=spot: self._lamp(canvas, s)))
        for vehicle in self.vehicles:
            kind, spot, heading, seed, speed = vehicle
            spot = spot + speed * time_s * np.array([np.sin(np.radians(heading)), np.cos(np.radians(heading))])
            things.append((np.linalg.norm(spot - camera.place[:2]), lambda k=kind, s=spot, h=heading, d=seed: draw_vehicle(canvas, k, s, h, d)))
        for figure, spot, speed, height in self.people:
            spot = spot + speed * time_s
            things.append((np.linalg.norm(spot - camera.place[:2]), lambda f=figure, s=spot, h=height: canvas.billboard((*s, 0.0), h, f)))
        for _, draw in sorted(things, key=lambda thing: -thing[0]):
            draw()
        if self.light.rain:
            for _ in range(500):
                x, y, length = rng.uniform(0, size[0]), rng.uniform(0, size[1]), rng.uniform(4, 18)
                canvas.draw.line((x, y, x + length * 0.2, y + length), fill=(175, 180, 190))
        return canvas.picture

    def _glass(self, number):
        if number not in self.glass:
            rng = generator("glass", *self.place.rng_key, *self.key, number)
            self.glass[number] = self.place.buildings[number].facade.windows(rng, self.light.night)
        return self.glass[number]

    def _backdrop(self, canvas):
        camera, (width, height) = canvas.camera, canvas.size
        left, right = (camera.heading + sign * np.degrees(np.arctan(0.5 / camera.focal)) for sign in (-1, 1))
        level = height / 2 + canvas.f * np.tan(np.radians(camera.tilt))
        top = np.radians(90 * 0.6)
        # The sky turns with the camera: its columns are headings, its rows heights above the horizon.
        columns = np.linspace(left, right, width) % 360 * 2
        rows = (1 - np.clip(np.arctan((level - np.arange(height)) / canvas.f) / top, 0, 1)) * 239
        sky = np.asarray(self.sky)[rows.astype(int)][:, columns.astype(int) % 720]
        canvas.picture.paste(Image.fromarray(sky))
        per_degree = width / (right - left)
        share = 0.45
        for heading, wide, tall, colour in self.place.far:
            x = ((heading - left) % 360) * per_degree
            if x < width * 1.2:
                mixed = np.array(colour) * (1 - share) + self.light.haze_colour * share
                canvas.draw.rectangle((x, level - tall * per_degree * 0.7, x + wide * per_degree, level + 2), fill=canvas.colour(mixed, 10))
        hills = [(x, level - max(0.0, self.place.hills[int((left + x / per_degree) % 360 * 2) % 720]) * per_degree * 0.5) for x in range(0, width + 8, 8)]
        canvas.draw.polygon([(0, height), *hills, (width + 8, height)], fill=canvas.colour((96, 112, 104), 10))

    def _ground(self, canvas, rng):
        place, size = self.place, self.place.ground.width
        water = place.kind == "harbour"
        up = (0, 0, 1)
        for row in range(9):
            for column in range(6):
                x, y = -30 + 10 * column, -20 + 10 * row
                if water and x >= 0:
                    continue
                cut = [int((x + 35) * 20) % size, int((y + 20) * 20) % size]
                tile = place.ground.crop((cut[0], cut[1], cut[0] + 200, cut[1] + 200))
                canvas.quad((x, y, 0), (10, 0, 0), (0, 10, 0), tile, up)
        if water:
            waves = fractal(generator("water", *self.key), (700, 300), 8, fall=0.85)
            waves = shaded((62, 84, 98), waves, 0.22).convert("RGBA")
            canvas.quad((0, -20, -0.4), (140, 0, 0), (0, 120, 0), waves, up)
            for kind, seed in zip(rng.choice(["bus", "lorry"], 3), (1, 2, 3)):
                boat(canvas, generator("boat", *self.key, seed))
        if self.light.direct.max() > 0.1:
            shade = Image.new("L", (256, 256), 0)
            draw = ImageDraw.Draw(shade)
            throw = -self.light.to_sun[:2] / max(0.15, self.light.to_sun[2])
            spot = lambda point: ((point[0] + 40) * 3.2, (point[1] + 20) * 3.2)  # noqa: E731
            for building in place.buildings:
                ends = [building.left[:2], building.right[:2]]
                reach = throw * building.height
                draw.polygon([spot(ends[0]), spot(ends[1]), spot(ends[1] + reach), spot(ends[0] + reach)], fill=115)
            for tree in place.trees:
                x, y = spot(tree.foot[:2] + throw * tree.height * 0.6)
                draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=105)
            for kind, at, *_ in self.vehicles:
                x, y = spot(at)
                draw.ellipse((x - 6, y - 8, x + 6, y + 8), fill=120)
            black = Image.new("RGBA", shade.size, (12, 14, 28, 0))
            black.putalpha(shade)
            canvas.quad((-40, -20, 0.01), (80, 0, 0), (0, 80, 0), black, None)

    def _lamp(self, canvas, spot):
        foot = np.array([*spot, 0.0])
        seen = canvas.camera.seen([foot, foot + (0, 0, 5.2), foot + (0.9 if spot[0] < 0 else -0.9, 0, 5.4)])
        if seen[:, 2].min() < NEAR_M:
            return
        flat = [tuple(place) for place in canvas.projected(seen)]
        thick = max(1, int(0.12 * canvas.f / seen[0, 2]))
        canvas.draw.line(flat, fill=canvas.colour((62, 66, 68), seen[0, 2]), width=thick)
        if canvas.light.night:
            (x, y), r = flat[2], max(2, 0.28 * canvas.f / seen[0, 2])
            canvas.draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 236, 190))


def draw_vehicle(canvas, kind, spot, heading, seed):
    length, height, width, _ = VEHICLES[kind]
    side, end, top = vehicle_sides(kind, seed)
    a = np.radians(heading)
    ahead, right = np.array([np.sin(a), np.cos(a), 0]), np.array([np.cos(a), -np.sin(a), 0])
    middle = np.array([*spot, height])
    to_camera = canvas.camera.place - middle
    if np.linalg.norm(to_camera[:2]) < 2.5 + length / 2:
        return
    down = (0, 0, -height)
    faces = [
        (abs(np.dot(to_camera, right)) > width / 2, middle + right * np.sign(np.dot(to_camera, right)) * width / 2, None),
    ]
    canvas.quad(middle - ahead * length * 0.32 - right * width / 2, right * width, ahead * length * 0.6, top, (0, 0, 1))
    for sign in (-1, 1):
        if sign * np.dot(to_camera, ahead) > length / 2:
            corner = middle + ahead * sign * length / 2 - right * width / 2 * 0.98
            canvas.quad(corner, right * width * 0.98, down, end, ahead * sign)
    for seen, corner, _ in faces:
        if seen:
            canvas.quad(corner + ahead * length / 2, -ahead * length, down, side, right * np.sign(np.dot(to_camera, right)))


def boat(canvas, rng):
    spot, length = np.array([rng.uniform(6, 40), rng.uniform(0, 60)]), rng.uniform(6, 16)
    hull = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    draw = ImageDraw.Draw(hull)
    draw.polygon([(0, 140), (300, 132), (270, 200), (40, 200)], fill=(*vivid(rng), 255))
    draw.rectangle((90, 90, 200, 140), fill=(*pastel(rng, 150, 250), 255))
    for x in range(100, 190, 24):
        draw.rectangle((x, 102, x + 14, 118), fill=(40, 50, 60, 255))
    draw.line((150, 0, 150, 92), fill=(200, 200, 200, 255), width=4)
    draw.text((200, 150), text(rng, 1), font=font(26), fill=(250, 250, 250, 255))
    a = rng.uniform(0, np.pi)
    canvas.quad((*spot, length * 0.6), np.array([np.cos(a), np.sin(a), 0]) * length, (0, 0, -length * 0.65), hull, None)


# ---------------------------------------------------------------- lens and sensor

def photographed(picture, rng, size=None, exposure=None, night=False):
    """With the exposure, tint, sharpness, grain of a telephone's camera."""
    if size is not None:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    values = np.asarray(picture).astype(np.float32) / 255
    exposure = rng.uniform(0.8, 1.3) if exposure is None else exposure
    tint = np.array([rng.uniform(0.93, 1.07), 1.0, rng.uniform(0.93, 1.07)])
    values = np.clip(values * exposure * tint * (1.25 if night else 1), 0, None)
    values = values / (values + 1.1) * 2.1  # shoulder of the film curve
    values = np.clip(values, 0, 1) ** rng.uniform(0.85, 1.2)
    height, width = values.shape[:2]
    y, x = np.mgrid[-1:1:height * 1j, -1:1:width * 1j]
    values *= (1 - rng.uniform(0, 0.18) * (x * x + y * y))[..., None]
    values += rng.normal(0, rng.uniform(0.004, 0.03 if night else 0.014), values.shape)
    photo = Image.fromarray(np.clip(values * 255, 0, 255).astype(np.uint8))
    blur = float(rng.choice([0, 0.4, 0.8]))
    return photo.filter(ImageFilter.GaussianBlur(blur)) if blur else photo
