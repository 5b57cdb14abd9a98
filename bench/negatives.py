#!/usr/bin/env python3
"""Hard negatives: pictures and clips that look alike though none was made from another. Needs numpy, Pillow, ffmpeg.

  negatives.py make OUT [--seed 1] [--share 1.0] [--kinds image,video] [--jobs 1]
  negatives.py score OUT image|video FOUND.csv     FOUND.csv as `media_pairs OUT image|video FOUND.csv` writes it

Files are named KIND-GROUP-NUMBER: a group is one place, one design, one model of a thing. Every picture is a rendering of its
own: no two are made by shifting or scaling one. See places.py for what is in them.
"""
import argparse
import concurrent.futures
import csv
import pathlib
import subprocess
import sys
from collections import Counter

import numpy as np
from PIL import Image, ImageDraw

from places import VEHICLES, Camera, Moment, Place, font, fractal, generator, pastel, person, photographed, shaded, text, vivid, word

SIZES = [(640, 480), (480, 640), (720, 480), (640, 360), (800, 600)]
# kind: groups, pictures of each
PICTURES = {
    "street": (14, 40), "square": (14, 40), "harbour": (8, 40), "facade": (12, 30), "night": (6, 30),
    "fixed_camera": (8, 10), "vehicle": (5, 24), "uniform": (3, 24), "flag": (4, 20), "poster": (4, 24),
    "lower_third": (5, 24), "subtitle": (3, 24), "app_frame": (5, 24), "meme_frame": (4, 24), "sky": (3, 24),
    "test_card": (3, 12), "form": (4, 20),
}
CLIPS = {"street": (14, 4), "square": (10, 4), "harbour": (6, 4), "facade": (6, 4), "night": (4, 4),
         "fixed_camera": (6, 4), "lower_third": (4, 4), "app_frame": (4, 4), "test_card": (2, 4)}
CLIP_FPS = 2  # as many as are compared
CLIP_SIZE = (640, 360)


# ---------------------------------------------------------------- cameras

def spot_in(place, rng, kind):
    """Where somebody who takes pictures stands, and what they look at."""
    half = place.half
    if kind == "facade":
        building = place.buildings[3]
        middle = (building.left + building.right) / 2
        away = rng.uniform(0.75, 1.6) * max(building.width, building.height)
        away = min(away, 2 * half - 1.2) if place.kind == "street" else away
        spot = middle + building.normal * away + building.along * rng.uniform(-0.6, 0.6) * building.width
        target = middle + building.along * rng.uniform(-0.2, 0.2) * building.width + (0, 0, building.height * rng.uniform(0.35, 0.55))
        return (spot[0], spot[1], rng.uniform(1.5, 2.0)), target, rng.uniform(0.7, 1.1)
    high = rng.random() < 0.15
    spot = (rng.uniform(-half + 1.5, half - 1.5), rng.uniform(-12, 20), rng.uniform(4, 9) if high else rng.uniform(1.4, 1.9))
    target = (rng.uniform(-half, half), spot[1] + rng.uniform(8, 40), rng.uniform(1, 5))
    return spot, target, rng.choice([0.65, 0.8, 1.0, 1.5])


def looking(spot, target, focal, roll=0.0):
    away = np.subtract(target, spot)
    heading = np.degrees(np.arctan2(away[0], away[1]))
    tilt = np.degrees(np.arctan2(away[2], np.hypot(away[0], away[1])))
    return Camera(spot, heading, tilt, roll, focal)


def scene(seed, kind, group, number, size):
    """One picture of a place at one moment, from a spot at least a metre from all others of that place."""
    place_kind = kind if kind in ("street", "square", "harbour") else ("street", "square", "harbour")[group % 3 if kind != "facade" else group % 2]
    place = place_of(seed, place_kind, (kind, group))
    night = kind == "night" or (kind != "fixed_camera" and number % 9 == 8)
    moment = Moment(place, kind, number, night=night)
    rng = generator("camera", seed, kind, group, number)
    if kind == "fixed_camera":
        spot, target, focal = spot_in(place, generator("camera", seed, kind, group), kind)
        camera = looking(np.add(spot, rng.normal(0, 0.01, 3)), np.add(target, rng.normal(0, 0.08, 3)), focal)
    else:
        spots = []
        again = generator("spots", seed, kind, group)
        while len(spots) <= number:
            one = spot_in(place, again, kind)
            near = 1.0 if len(spots) < 60 else 0.0
            if kind == "facade" or all(np.linalg.norm(np.subtract(one[0], other[0])) > near for other in spots):
                spots.append(one)
        camera = looking(*spots[number], roll=rng.normal(0, 2))
    large = (int(size[0] * 1.25), int(size[1] * 1.25))
    return photographed(moment.picture(camera, large), rng, size, night=night)


_PLACES = {}


def place_of(seed, kind, number):
    key = (seed, kind, number)
    if key not in _PLACES:
        if len(_PLACES) > 3:
            del _PLACES[next(iter(_PLACES))]
        _PLACES[key] = Place(seed, kind, number)
    return _PLACES[key]


def inner(seed, kind, group, number, size):
    """What is shown within a frame, a screen, a broadcast: a picture that is used nowhere else."""
    return scene(seed, ("street", "square", "harbour")[number % 3], f"inner {kind} {group} {number // 8}", number % 8, size)


# ---------------------------------------------------------------- kinds of pictures that are no place

def vehicle(seed, group, number, size):
    """One model of a vehicle before one house or another, in other colours."""
    rng = generator("vehicle picture", seed, group, number)
    place = place_of(seed, "street", f"vehicle {group} {number // 6}")
    moment = Moment(place, "vehicle", number)
    moment.vehicles, moment.people = [], moment.people[:3]
    kind = list(VEHICLES)[group]
    spot = np.array([-place.half + 4, rng.uniform(6, 30)])
    moment.vehicles.append((kind, spot, rng.normal(0, 4), int(rng.integers(1 << 30)), 0.0))
    away = VEHICLES[kind][0] * rng.uniform(0.9, 1.4)
    bearing = np.radians(rng.uniform(25, 155))
    camera = looking((min(spot[0] + away * np.sin(bearing) + 1.5, place.half - 0.5), spot[1] + away * np.cos(bearing), 1.6), (*spot, 1.1), 0.9, rng.normal(0, 2))
    return photographed(moment.picture(camera, (int(size[0] * 1.25), int(size[1] * 1.25))), rng, size)


def uniform(seed, group, number, size):
    """People in one uniform."""
    rng = generator("uniform", seed, group, number)
    colours = generator("uniform colours", seed, group)
    dress = (pastel(colours, 20, 120), pastel(colours, 20, 90))
    place = place_of(seed, ("street", "square")[group % 2], f"uniform {group} {number // 6}")
    moment = Moment(place, "uniform", number)
    moment.people = [(person(rng, dress), np.array([rng.uniform(-4, 4), rng.uniform(3, 14)]), np.zeros(2), rng.uniform(1.65, 1.9)) for _ in range(14)]
    camera = looking((rng.uniform(-2, 2), -3, 1.6), (rng.uniform(-1, 1), 8, 1.2), 1.0)
    return photographed(moment.picture(camera, (int(size[0] * 1.25), int(size[1] * 1.25))), rng, size)


def on_wall(seed, kind, group, number, flat, size, share=(0.4, 0.75)):
    """A flat thing hung in a place, seen from somewhere before it."""
    rng = generator("on wall", seed, kind, group, number)
    place = place_of(seed, "street", f"{kind} {group} {number // 6}")
    moment = Moment(place, kind, number)
    building = place.buildings[2]
    tall = 2.6
    wide = tall * flat.width / flat.height
    moment.vehicles = []
    middle = (building.left + building.right) / 2
    away = tall / rng.uniform(*share) * 1.1
    spot = middle + building.normal * away + building.along * rng.uniform(-0.7, 0.7) * away
    camera = looking((spot[0], spot[1], 1.7), middle + (0, 0, 2.1) + building.along * rng.normal(0, 0.3), 0.9, rng.normal(0, 3))
    moment.people = [one for one in moment.people if np.linalg.norm(one[1] - spot[:2]) > 2][:6]
    hung = lambda canvas: canvas.quad(middle - building.along * wide / 2 + (0, 0, 3.4) + building.normal * 0.05, building.along * wide, (0, 0, -tall), flat, building.normal)  # noqa: E731
    draw_front = building.draw
    building.draw = lambda canvas, glass, shadow: (draw_front(canvas, glass, shadow), hung(canvas))
    picture = moment.picture(camera, (int(size[0] * 1.25), int(size[1] * 1.25)))
    building.draw = draw_front
    return photographed(picture, rng, size)


def portrait(rng, size):
    back = shaded(pastel(rng), fractal(rng, size, 6), 0.15)
    draw = ImageDraw.Draw(back)
    w, h = size
    skin = shaded([(224, 172, 140), (150, 100, 70), (240, 200, 170)][rng.integers(3)], fractal(rng, size, 7), 0.06)
    mask = Image.new("L", size, 0)
    face = (w * rng.uniform(0.28, 0.34), h * rng.uniform(0.15, 0.22), w * rng.uniform(0.66, 0.72), h * rng.uniform(0.66, 0.74))
    ImageDraw.Draw(mask).ellipse(face, fill=255)
    draw.polygon([(0, h), (w * 0.2, h * 0.72), (w * 0.8, h * 0.72), (w, h)], fill=pastel(rng, 20, 200))
    draw.ellipse((face[0] - 12, face[1] - 18, face[2] + 12, face[3] - h * 0.12), fill=pastel(rng, 10, 110))
    back.paste(skin, (0, 0), mask)
    for x in (0.42, 0.58):
        y = (face[1] + face[3]) / 2 - h * 0.04
        draw.ellipse((w * x - 12, y - 6, w * x + 12, y + 6), fill=(245, 245, 245))
        draw.ellipse((w * x - 5, y - 5, w * x + 5, y + 5), fill=pastel(rng, 20, 90))
        draw.line((w * x - 16, y - rng.uniform(12, 20), w * x + 16, y - rng.uniform(12, 20)), fill=(50, 36, 26), width=4)
    y = face[3] - h * 0.1
    draw.arc((w * 0.42, y - 20, w * 0.58, y + 10), 10, 170, fill=(150, 60, 60), width=5)
    return back


def poster(seed, group, number, size):
    """One layout of an election's posters: the party's words and sign, other faces and names."""
    rng, design = generator("poster", seed, group, number), generator("poster design", seed, group)
    colour, party, slogan = vivid(design), word(design).upper(), text(design, 3)
    flat = Image.new("RGBA", (480, 640), (*colour, 255))
    flat.paste(portrait(rng, (400, 400)), (40, 110))
    draw = ImageDraw.Draw(flat)
    draw.text((40, 20), party, font=font(74), fill=(250, 250, 250))
    draw.ellipse((380, 20, 460, 100), fill=(250, 220, 60))
    draw.text((40, 520), text(rng, 2), font=font(44), fill=(255, 255, 255))
    draw.text((40, 580), slogan, font=font(34), fill=(250, 230, 120))
    return on_wall(seed, "poster", group, number, flat, size)


def flag(seed, group, number, size):
    """One flag in other winds before other places."""
    rng, design = generator("flag", seed, group, number), generator("flag design", seed, group)
    back = np.asarray(inner(seed, "flag", group, number, size)).copy()
    cloth = Image.new("RGB", (600, 400))
    draw = ImageDraw.Draw(cloth)
    for n in range(3):
        draw.rectangle((0, n * 134, 600, n * 134 + 134), fill=vivid(design))
    draw.ellipse((220, 120, 380, 280), fill=(250, 240, 230))
    for _ in range(14):
        x, y = design.uniform(230, 370, 2) + (0, -100)
        draw.regular_polygon((x, y, design.uniform(6, 16)), int(design.integers(3, 7)), fill=vivid(design))
    cloth = np.asarray(cloth).astype(np.float32)
    h, w = back.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    share = rng.uniform(0.5, 0.8)
    u, v = (x - w * rng.uniform(0.05, 0.25)) / (w * share), (y - h * rng.uniform(0.1, 0.3)) / (h * share * 0.75)
    waves = sum(rng.uniform(0.01, 0.05) / n * np.sin(rng.uniform(5, 9) * n * u + rng.uniform(-3, 3) * v + rng.uniform(0, 6)) for n in (1, 2, 3))
    v = v + waves * (0.4 + 1.5 * u)
    u = u + 0.4 * waves
    inside = (u >= 0) & (u < 1) & (v >= 0) & (v < 1)
    light = 1 + 5 * np.gradient(waves, axis=1) * w / 100
    shown = cloth[np.clip(v * 399, 0, 399).astype(int), np.clip(u * 599, 0, 599).astype(int)] * np.clip(light, 0.5, 1.4)[..., None]
    back[inside] = np.clip(shown, 0, 255)[inside]
    return photographed(Image.fromarray(back), rng)


def lower_third(seed, group, number, size, back=None, phase=0):
    """A station's graphics over other reports."""
    rng, design = generator("lower third", seed, group, number), generator("station", seed, group)
    back = back or inner(seed, "lower third", group, number, size)
    w, h = back.size
    draw = ImageDraw.Draw(back)
    first, second, name = vivid(design), vivid(design), word(design).upper()
    tall = design.uniform(0.2, 0.34) * h
    draw.rectangle((0, h - tall, w, h), fill=first)
    draw.rectangle((0, h - tall * 0.32, w, h), fill=second)
    draw.rectangle((0, h - tall, w * 0.2, h - tall * 0.32), fill=(245, 245, 245))
    draw.text((8, h - tall * 0.86), name[:5], font=font(w * 0.055), fill=first)
    same_title = generator("title", seed, group, number // 3)
    draw.text((w * 0.22, h - tall * 0.95), text(same_title, 3).upper(), font=font(tall * 0.3), fill=(255, 255, 255))
    draw.text((w * 0.22, h - tall * 0.6), text(rng, 4), font=font(tall * 0.2), fill=(255, 240, 200))
    draw.text((10 - phase, h - tall * 0.27), "  +++  ".join(text(rng, 5) for _ in range(4)), font=font(tall * 0.18), fill=(255, 255, 255))
    draw.rounded_rectangle((w * 0.82, 12, w - 12, 12 + h * 0.12), 8, fill=second)
    draw.text((w * 0.83, 14), name, font=font(h * 0.07), fill=(255, 255, 255))
    draw.rectangle((12, 12, 12 + w * 0.11, 12 + h * 0.06), fill=(200, 20, 20))
    draw.text((16, 12), "LIVE", font=font(h * 0.045), fill=(255, 255, 255))
    return back


def subtitle(seed, group, number, size):
    """The same words under other pictures."""
    rng = generator("subtitle", seed, group, number // 4)
    back = inner(seed, "subtitle", group, number, (720, 405))
    draw = ImageDraw.Draw(back)
    for n, line in enumerate((text(rng, 6), text(rng, 5))):
        draw.text((360, 320 + 38 * n), line, font=font(30), fill=(255, 255, 255), anchor="mm", stroke_width=2, stroke_fill=(0, 0, 0))
    return back


def app_frame(seed, group, number, size, back=None):
    """A screen of one app: bars, signs and buttons the same, another post."""
    rng, design = generator("app", seed, group, number), generator("app design", seed, group)
    dark = design.random() < 0.5
    paper, ink = ((18, 18, 22), (235, 235, 235)) if dark else ((252, 252, 252), (20, 20, 20))
    screen = Image.new("RGB", (450, 800), paper)
    draw = ImageDraw.Draw(screen)
    accent = vivid(design)
    draw.text((16, 6), f"{rng.integers(0, 24)}:{rng.integers(10, 60)}", font=font(18), fill=ink)
    for n in range(4):
        draw.rectangle((360 + n * 20, 10, 374 + n * 20, 24), fill=ink)
    draw.rectangle((0, 34, 450, 84), fill=accent)
    draw.text((20, 42), word(design).capitalize(), font=font(30), fill=(255, 255, 255))
    for n in range(3):
        draw.ellipse((310 + n * 44, 44, 340 + n * 44, 74), outline=(255, 255, 255), width=3)
    draw.ellipse((16, 96, 60, 140), fill=pastel(rng))
    draw.text((72, 98), text(rng, 2), font=font(20), fill=ink)
    draw.text((72, 122), f"{rng.integers(1, 23)} h", font=font(14), fill=(130, 130, 130))
    low = int(design.integers(0, 2))
    top = 150 if low else 220
    draw.text((16, top - 40 if not low else 470), "\n".join(text(rng, 5) for _ in range(1 if not low else 3)), font=font(19), fill=ink)
    back = back or inner(seed, "app", group, number, (450, 300))
    screen.paste(back.resize((450, 300)), (0, top))
    y = top + 310 if not low else 560
    for n in range(5):
        x = 20 + n * 85
        draw.regular_polygon((x + 14, y + 18, 14), int(design.integers(3, 9)), outline=ink, width=3)
        draw.text((x + 32, y + 8), str(rng.integers(1, 999)), font=font(14), fill=ink)
    for n in range(3):
        draw.text((16, y + 44 + n * 40), text(rng, 5), font=font(17), fill=ink)
    draw.rectangle((0, 740, 450, 800), fill=tuple(min(255, c + 14) for c in paper), outline=(128, 128, 128))
    for n in range(5):
        draw.regular_polygon((45 + n * 90, 770, 18), int(design.integers(3, 9)), fill=accent if n == 0 else ink)
    return screen


def meme_frame(seed, group, number, size):
    """One frame of words and figures around other pictures."""
    rng, design = generator("meme", seed, group, number), generator("meme design", seed, group)
    sheet = shaded(pastel(design, 200, 245), fractal(design, (600, 640), 5), 0.02)
    draw = ImageDraw.Draw(sheet)
    draw.text((300, 44), text(design, 3).upper(), font=font(44), fill=(10, 10, 10), anchor="mm")
    draw.text((300, 96), text(design, 4), font=font(32), fill=(10, 10, 10), anchor="mm")
    box = [(60, 130, 540, 450), (30, 130, 430, 450)][group % 2]
    draw.rectangle((box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8), fill=(20, 20, 20))
    sheet.paste(inner(seed, "meme", group, number, (box[2] - box[0], box[3] - box[1])), box[:2])
    figure = person(design, (vivid(design), vivid(design))).resize((130, 300))
    sheet.paste(figure, (455, 330), figure)
    draw.text((230, 500), text(design, 3).upper(), font=font(44), fill=(10, 10, 10), anchor="mm")
    draw.text((230, 560), text(design, 4), font=font(30), fill=(10, 10, 10), anchor="mm")
    for n in range(5):
        draw.regular_polygon((40 + 90 * n, 610, 20), int(design.integers(3, 9)), fill=vivid(design))
    draw.text((30, 455), "@" + word(rng), font=font(16), fill=(90, 90, 90))
    return sheet


def sky(seed, group, number, size):
    """Sky with clouds and little else."""
    rng = generator("sky", seed, group, number)
    base = [(96, 146, 204), (170, 178, 190), (40, 44, 66)][group]
    noise = fractal(rng, size, 8, fall=rng.uniform(0.45, 0.65))
    picture = shaded(base, noise, rng.uniform(0.01, 0.12))
    draw = ImageDraw.Draw(picture)
    for _ in range(int(rng.integers(0, 14))):
        x, y, s = *rng.uniform(0, 1, 2) * size, rng.uniform(2, 9)
        draw.line([(x - s, y - s / 2), (x, y), (x + s, y - s / 2)], fill=(30, 30, 34), width=2)
    return photographed(picture, rng)


def test_card(seed, group, number, size):
    """The card of a kind, with another station's name and clock."""
    rng = generator("test card", seed, group, number)
    card = Image.new("RGB", (640, 480), (128, 128, 128))
    draw = ImageDraw.Draw(card)
    bars = [(235, 235, 235), (235, 235, 16), (16, 235, 235), (16, 235, 16), (235, 16, 235), (235, 16, 16), (16, 16, 235)]
    if group == 1:
        for n in range(14):
            draw.line((n * 48, 0, n * 48, 480), fill=(240, 240, 240), width=2)
            draw.line((0, n * 48, 640, n * 48), fill=(240, 240, 240), width=2)
        draw.ellipse((100, 20, 540, 460), outline=(255, 255, 255), width=3)
    for n, colour in enumerate(bars):
        draw.rectangle((n * 640 // 7, 0 if group != 1 else 130, (n + 1) * 640 // 7, 320 if group != 1 else 240), fill=colour)
    if group == 2:
        for n in range(64):
            draw.rectangle((n * 10, 320, n * 10 + 9, 400), fill=(n * 4,) * 3)
    name = text(rng, 1).upper()
    draw.rectangle((200, 330, 440, 390), fill=(0, 0, 0))
    draw.text((320, 360), name, font=font(40), fill=(255, 255, 255), anchor="mm")
    draw.text((320, 440), f"{rng.integers(0, 24):02}:{rng.integers(0, 60):02}:{rng.integers(0, 60):02}", font=font(36), fill=(255, 255, 255), anchor="mm")
    return card


def form(seed, group, number, size):
    """A filled form, photographed: letterhead, lines and words the same, entries others."""
    rng, design = generator("form", seed, group, number), generator("form design", seed, group)
    paper = shaded((240, 238, 230), fractal(rng, (600, 840), 6), 0.015)
    draw = ImageDraw.Draw(paper)
    draw.regular_polygon((80, 70, 40), 6, fill=vivid(design))
    draw.text((150, 40), text(design, 2).upper(), font=font(36), fill=(20, 20, 30))
    draw.text((150, 84), text(design, 5), font=font(18), fill=(60, 60, 60))
    for n in range(13):
        y = 150 + n * 50
        draw.text((40, y), text(design, 2), font=font(17), fill=(40, 40, 40))
        draw.rectangle((250, y - 4, 560, y + 30), outline=(90, 90, 90), width=2)
        draw.text((262, y), text(rng, int(rng.integers(1, 4))), font=font(22), fill=(20, 30, 120))
    return on_wall(seed, "form", group, number, paper.convert("RGBA"), size, (0.7, 0.95))


def picture(seed, kind, group, number):
    rng = generator("size", seed, kind, group, number)
    size = SIZES[rng.integers(len(SIZES))] if kind != "fixed_camera" else (640, 480)
    made = {"vehicle": vehicle, "uniform": uniform, "flag": flag, "poster": poster, "lower_third": lower_third, "subtitle": subtitle,
            "app_frame": app_frame, "meme_frame": meme_frame, "sky": sky, "test_card": test_card, "form": form}.get(kind)
    return made(seed, group, number, size) if made else scene(seed, kind, group, number, size)


def make_pictures(work):
    seed, kind, group, n_pictures, folder = work
    for number in range(n_pictures):
        quality = int(generator("quality", seed, kind, group, number).integers(62, 96))
        picture(seed, kind, group, number).convert("RGB").save(folder / f"{kind}-{group:02}-{number:03}.jpg", quality=quality)
    return f"{kind} {group}"


# ---------------------------------------------------------------- clips

def wandering(rng, n_frames, strength, slow):
    """What a hand does: a smooth path around nothing."""
    times = np.arange(n_frames) / CLIP_FPS
    return sum(rng.normal(0, strength / (1 + n)) * np.sin(2 * np.pi * times * slow * (1 + 1.7 * n) + rng.uniform(0, 6.3)) for n in range(5))


def frames_of_scene(seed, kind, group, number, n_frames):
    """A long take in a hand, or of a camera that stands (`fixed_camera`)."""
    place_kind = kind if kind in ("street", "square", "harbour") else ("street", "square", "harbour")[group % 3 if kind != "facade" else group % 2]
    place = place_of(seed, place_kind, (kind, group))
    night = kind == "night"
    moment = Moment(place, "clip", kind, number, night=night)
    rng = generator("clip camera", seed, kind, group, number)
    fixed = kind == "fixed_camera"
    spot, target, focal = spot_in(place, generator("clip camera", seed, kind, group) if fixed else rng, kind)
    held = 0 if fixed else 1
    shakes = [held * wandering(rng, n_frames, *by) for by in ((0.05, 0.6), (0.05, 0.6), (0.04, 0.8))]
    turns = [held * wandering(rng, n_frames, *by) for by in ((1.6, 0.25), (1.0, 0.3), (0.7, 0.3))]
    pan = held * rng.choice([0, 0, 1]) * rng.uniform(-4, 4)
    walk = held * rng.choice([0, 0, 1]) * rng.uniform(0.2, 0.9)
    exposure = rng.uniform(0.85, 1.2) * (1 + 0.05 * wandering(rng, n_frames, 1, 0.15))
    base = looking(spot, target, focal)
    for n in range(n_frames):
        time_s = n / CLIP_FPS
        place_now = np.asarray(spot) + [shake[n] for shake in shakes] + base.axes[2] * walk * time_s
        camera = Camera(place_now, base.heading + turns[0][n] + pan * time_s, base.tilt + turns[1][n], turns[2][n], focal)
        yield photographed(moment.picture(camera, (720, 405), time_s), generator("sensor", seed, kind, group, number), CLIP_SIZE, exposure[n], night)


def frames(seed, kind, group, number, n_frames):
    if kind == "test_card":
        rng = generator("clip card", seed, group, number)
        for n in range(n_frames):
            card = test_card(seed, group, number, None).resize(CLIP_SIZE)
            ImageDraw.Draw(card).text((480, 320), f"{n // CLIP_FPS + int(rng.integers(1)):02}", font=font(30), fill=(255, 255, 255))
            yield card
    elif kind in ("lower_third", "app_frame"):
        for n, back in enumerate(frames_of_scene(seed, ("street", "square")[number % 2], f"clip {kind} {group} {number}", 0, n_frames)):
            if kind == "lower_third":
                yield lower_third(seed, group, number, None, back, phase=n * 20)
            else:
                yield app_frame(seed, group, number, None, back)
    else:
        yield from frames_of_scene(seed, kind, group, number, n_frames)


def make_clip(work):
    seed, kind, group, number, folder = work
    n_frames = int(generator("length", seed, kind, group, number).uniform(8, 14) * CLIP_FPS)
    out, encoder = folder / f"{kind}-{group:02}-{number:03}.mp4", None
    for frame in frames(seed, kind, group, number, n_frames):
        if encoder is None:
            size = f"{frame.width}x{frame.height}"
            command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(CLIP_FPS), "-i", "-"]
            command += ["-threads", "1", "-c:v", "libx264", "-preset", "fast", "-crf", "24", "-pix_fmt", "yuv420p", str(out)]
            encoder = subprocess.Popen(command, stdin=subprocess.PIPE)
        encoder.stdin.write(frame.convert("RGB").tobytes())
    encoder.stdin.close()
    if encoder.wait() != 0:
        raise RuntimeError(f"ffmpeg could not write {out}")
    return f"{kind} {group} {number}"


def make(arguments):
    jobs = []
    for kind in arguments.kinds.split(","):
        for side in ("queries", "refs"):
            (arguments.out / side / kind).mkdir(parents=True, exist_ok=True)
        folder = arguments.out / "queries" / kind
        share = lambda n: max(2, round(n * arguments.share))  # noqa: E731
        if kind == "image":
            jobs += [(make_pictures, (arguments.seed, name, group, share(n), folder)) for name, (groups, n) in PICTURES.items() for group in range(groups)]
        else:
            jobs += [(make_clip, (arguments.seed, name, group, n, folder)) for name, (groups, count) in CLIPS.items()
                     for group in range(max(2, round(groups * arguments.share))) for n in range(count)]
    with concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
        for done in concurrent.futures.as_completed([pool.submit(work, what) for work, what in jobs]):
            print(done.result(), file=sys.stderr, flush=True)


# ---------------------------------------------------------------- score

def score(arguments):
    """Confirmed pairs by kind, of how many: none of them was made from the other."""
    folder = arguments.out / "queries" / arguments.kind
    names = sorted(path.name for path in folder.iterdir())
    kind_of = {name: name.split("-")[0] for name in names}
    group_of = {name: tuple(name.split("-")[:2]) for name in names}
    sizes, groups = Counter(kind_of.values()), Counter(group_of.values())
    pairs = lambda n: n * (n - 1) // 2  # noqa: E731
    with open(f"{arguments.found}.queries.csv", newline="") as stream:
        found = {tuple(sorted(row[:2])): row for row in csv.reader(stream)}
    within, of_kind, across = Counter(), Counter(), 0
    for one, other in found:
        if group_of[one] == group_of[other]:
            within[kind_of[one]] += 1
        elif kind_of[one] == kind_of[other]:
            of_kind[kind_of[one]] += 1
        else:
            across += 1
    print(f"| kind | {arguments.kind}s | confirmed within a group | of pairs | confirmed in other groups of the kind | of pairs |")
    print("| --- | --- | --- | --- | --- | --- |")
    for kind in sizes:
        n_within = sum(pairs(n) for group, n in groups.items() if group[0] == kind)
        print(f"| {kind} | {sizes[kind]} | {within[kind]} | {n_within:,} | {of_kind[kind]} | {pairs(sizes[kind]) - n_within:,} |")
    n_within = sum(pairs(n) for n in groups.values())
    n_kind = sum(pairs(n) for n in sizes.values())
    print(f"| all | {len(names)} | {sum(within.values())} | {n_within:,} | {sum(of_kind.values())} | {n_kind - n_within:,} |")
    print(f"\nin two kinds: {across} of {pairs(len(names)) - n_kind:,}; in all {len(found)} of {pairs(len(names)):,}\n")
    for (one, other), row in sorted(found.items()):
        print(one, other, row[2][:6], *row[3:], sep="\t", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("make")
    command.add_argument("out", type=pathlib.Path)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--share", type=float, default=1.0, help="of the pictures of a group, and of the groups of clips")
    command.add_argument("--kinds", default="image,video")
    command.add_argument("--jobs", type=int, default=1)
    command.set_defaults(run=make)
    command = commands.add_parser("score")
    command.add_argument("out", type=pathlib.Path)
    command.add_argument("kind")
    command.add_argument("found")
    command.set_defaults(run=score)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
