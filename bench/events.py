"""Sound of made-up events as several devices at one place hear it. Deterministic by seed; needs numpy.

A *place* fixes the rooms' character, who speaks there, which engines run and what music is played; an *event* is one
moment of it, with draws of its own; a *device* hears the event through responses of its own, with noise, gain, clock and
codec of its own. Two events of one place share everything but the draws.
"""
import numpy

RATE = 16_000

# Formants of vowels in Hz (Peterson and Barney 1952, means of men, rounded).
VOWELS = [(270, 2290, 3010), (390, 1990, 2550), (530, 1840, 2480), (660, 1720, 2410), (730, 1090, 2440),
          (570, 840, 2410), (440, 1020, 2240), (300, 870, 2240), (640, 1190, 2390), (490, 1350, 1690)]


def fast_length(n):
    """The next length of a transform that is quick: a power of two, or one and a half times one."""
    power = 1 << max(n - 1, 1).bit_length()
    return 3 * power // 4 if 3 * power // 4 >= n else power


def spectrum_filtered(sound, gain_of_hz):
    length = fast_length(len(sound))
    bins = numpy.fft.rfft(sound, length)
    return numpy.fft.irfft(bins * gain_of_hz(numpy.fft.rfftfreq(length, 1 / RATE)), length)[:len(sound)]


def coloured(draw, n, slope_db):
    """Noise whose spectrum falls by so many decibels an octave."""
    def gain(hz):
        return (numpy.maximum(hz, 20) / 200.0) ** (-slope_db / 6.02)
    noise = spectrum_filtered(draw.standard_normal(n), gain)
    return noise / (numpy.std(noise) + 1e-9)


def resonances(hz, centres, scale):
    gain = numpy.full(len(hz), 0.02)
    for number, centre in enumerate(centres):
        width = 60 + 0.06 * centre * scale
        gain += (0.7 ** number) / (1 + ((hz - centre * scale) / width) ** 2)
    return gain


def speech(draw, n, voice, rate, share):
    """Syllables of one voice; `share` of the time it speaks, in phrases."""
    sound = numpy.zeros(n)
    at = int(draw.uniform(0, 2.0) * RATE)
    while at < n:
        for _ in range(draw.integers(4, 14)):
            length = int(draw.uniform(0.5, 1.5) / rate * RATE)
            if at + length >= n:
                break
            sound[at:at + length] += syllable(draw, length, voice)
            at += length + int(draw.exponential(0.02) * RATE)
        at += int(draw.exponential(2.0) * (1 - share) / share * RATE)
    return sound


def syllable(draw, length, voice):
    times = numpy.arange(length) / RATE
    pitch = voice["hz"] * 2 ** (draw.normal(0, 0.15) + draw.normal(0, 0.8) * times)
    phase = numpy.cumsum(pitch) / RATE
    pulses = numpy.diff(numpy.floor(phase), prepend=0.0) * 6
    attack = draw.uniform(0.01, 0.05)
    envelope = numpy.minimum(times / attack, 1) * numpy.minimum((times[-1] - times) / 0.05 + 0.01, 1)
    padded = fast_length(length)
    hz = numpy.fft.rfftfreq(padded, 1 / RATE)
    vowels = [VOWELS[draw.integers(len(VOWELS))] for _ in range(2)]
    source = numpy.fft.rfft(pulses, padded) * (1 / (1 + (hz / 400)))
    ends = [numpy.fft.irfft(source * resonances(hz, vowel, voice["scale"]), padded)[:length] for vowel in vowels]
    glide = times / times[-1]
    vowel = (ends[0] * (1 - glide) + ends[1] * glide) * envelope
    if draw.random() < 0.5:
        n_hiss = min(int(draw.uniform(0.03, 0.12) * RATE), length)
        centre = draw.uniform(1_500, 6_000)
        hiss = spectrum_filtered(draw.standard_normal(n_hiss), lambda hz: 1 / (1 + ((hz - centre) / 900) ** 2))
        vowel[:n_hiss] += 0.12 * hiss * numpy.hanning(n_hiss)
    return vowel * draw.uniform(0.4, 1.0)


def engine(draw, n, character):
    """Firing strokes of an engine that is revved now and then."""
    knots = max(3, int(n / RATE / 3))
    revs = character["hz"] * 2 ** numpy.cumsum(draw.normal(0, 0.12, knots)).clip(-0.7, 0.9)
    hz = numpy.interp(numpy.arange(n), numpy.linspace(0, n, knots), revs)
    phase = numpy.cumsum(hz) / RATE
    strokes = numpy.diff(numpy.floor(phase), prepend=0.0) * draw.uniform(0.7, 1.3, n)
    rough = strokes + 0.02 * draw.standard_normal(n) * (hz / character["hz"])
    sound = spectrum_filtered(rough, lambda f: resonances(f, character["pipes"], 1.0) / (1 + f / 900))
    load = numpy.interp(numpy.arange(n), numpy.linspace(0, n, 2 * knots), draw.uniform(0.5, 1.3, 2 * knots))
    return sound * load


def music(draw, n, style):
    """Notes on the beat, all in one key, one timbre; which notes is drawn."""
    sound = numpy.zeros(n)
    beat = 60 / style["tempo"]
    for voice, octave in ((0, 1), (1, 2), (2, 4)):
        at = draw.uniform(0, beat)
        while at < n / RATE - 1:
            length = beat * draw.choice([0.5, 1, 1, 2])
            step = style["scale"][draw.integers(len(style["scale"]))]
            if draw.random() < 0.85:
                add_note(sound, at, length, style["hz"] * octave * 2 ** (step / 12), style["timbre"])
            at += length
    drum = spectrum_filtered(numpy.random.default_rng(style["drum"]).standard_normal(2_400), lambda f: 1 / (1 + f / 300))
    for beat_number in range(int(n / RATE / beat) - 1):
        if draw.random() < 0.9:
            at = int(beat_number * beat * RATE)
            sound[at:at + 2_400] += 0.5 * drum * numpy.exp(-numpy.arange(2_400) / 500)
    return sound


def add_note(sound, at, length, hz, timbre):
    first, n = int(at * RATE), int(min(length * 1.1, 1.5) * RATE)
    n = min(n, len(sound) - first)
    times = numpy.arange(n) / RATE
    shape = numpy.minimum(times / 0.01, 1) * numpy.exp(-3 * times / length)
    for harmonic, strength in enumerate(timbre, start=1):
        if hz * harmonic < 7_000:
            sound[first:first + n] += strength * shape * numpy.sin(2 * numpy.pi * hz * harmonic * times)


def wind(draw, n):
    knots = max(4, int(n / RATE * 1.5))
    gusts = numpy.interp(numpy.arange(n), numpy.linspace(0, n, knots), draw.gamma(2.0, 0.5, knots))
    return coloured(draw, n, 9) * gusts


def impacts(draw, n, a_second):
    sound = numpy.zeros(n)
    for at in numpy.flatnonzero(draw.random(n) < a_second / RATE):
        length = min(int(draw.uniform(0.05, 0.4) * RATE), n - at)
        body = coloured(draw, max(length, 16), draw.uniform(0, 9))[:length]
        sound[at:at + length] += draw.uniform(0.3, 1.5) * body * numpy.exp(-numpy.arange(length) / (0.2 * length + 1))
    return sound


def level(sound):
    return numpy.sqrt(numpy.mean(sound ** 2)) + 1e-9


class Place:
    """What all events of one place have in common."""

    def __init__(self, seed):
        draw = numpy.random.default_rng([seed, 1])
        self.seed = seed
        # Every third place is open and quiet: all stand near what sounds, and little echoes.
        self.is_dry = seed % 3 == 0
        self.reverberation_s = float(draw.uniform(0.05, 0.15) if self.is_dry else draw.uniform(0.15, 0.9))
        self.voices = [{"hz": float(draw.uniform(90, 260)), "scale": float(draw.uniform(0.9, 1.25))} for _ in range(12)]
        self.engines = [{"hz": float(draw.uniform(18, 70)), "pipes": draw.uniform(80, 1_800, 4)} for _ in range(2)]
        self.style = {"tempo": float(draw.uniform(80, 140)), "hz": float(draw.uniform(100, 180)),
                      "scale": [0, 2, 4, 5, 7, 9, 11], "timbre": draw.uniform(0.1, 1, 5) / numpy.arange(1, 6),
                      "drum": int(draw.integers(1 << 30))}
        # Loudness of each kind of sound here, decibels; what is far below the loudest is as good as absent.
        self.decibels = {"crowd": draw.uniform(-12, 0), "near voices": draw.uniform(-9, 3), "engine": draw.uniform(-24, 0),
                         "music": draw.uniform(-30, -3), "wind": draw.uniform(-30, -9), "impacts": draw.uniform(-24, -6)}


def sources(place, draw, n):
    """Sounds of one moment, each with its position in metres."""
    def at(least, most):
        angle, far = draw.uniform(0, 2 * numpy.pi), draw.uniform(least, most) * (0.4 if place.is_dry else 1)
        return numpy.array([far * numpy.cos(angle), far * numpy.sin(angle)])

    made = []
    for group in range(3):
        voices = place.voices[4 * group:4 * group + 4]
        crowd = sum(speech(draw, n, voice, draw.uniform(3.5, 6), 0.7) for voice in voices)
        made.append(("crowd", crowd, at(6, 25)))
    for voice in draw.choice(len(place.voices), 2, replace=False):
        made.append(("near voices", speech(draw, n, place.voices[voice], draw.uniform(3.5, 6), 0.45), at(2, 8)))
    made.append(("engine", engine(draw, n, place.engines[draw.integers(2)]), at(8, 30)))
    made.append(("music", music(draw, n, place.style), at(8, 30)))
    made.append(("impacts", impacts(draw, n, 0.12), at(5, 30)))
    shares = {}
    for kind, sound, where in made:
        day = 10 ** ((place.decibels[kind] + draw.normal(0, 2)) / 20)
        shares.setdefault(kind, []).append((sound / level(sound) * day, where))
    return [one for kind in shares.values() for one in kind]


def response(draw, distance_m, reverberation_s):
    """Impulse response: the direct sound, a few early echoes, and a tail of noise that dies away."""
    n = int((0.05 + reverberation_s) * RATE)
    taps = numpy.zeros(n + int(0.2 * RATE))
    first = int(distance_m / 343 * RATE)
    taps[first] = 1 / max(distance_m, 1)
    for _ in range(8):
        echo = first + int(draw.uniform(0.002, 0.06) * RATE)
        taps[echo] += draw.uniform(-0.6, 0.6) / max(distance_m, 1)
    tail = draw.standard_normal(n) * 10 ** (-3 * numpy.arange(n) / RATE / reverberation_s)
    # At the critical distance, some 5 m, both are equally strong.
    taps[first:first + n] += tail / (numpy.sqrt(numpy.sum(tail ** 2)) + 1e-9) / 5
    return taps


def convolved(sound, taps):
    length = fast_length(len(sound) + len(taps))
    return numpy.fft.irfft(numpy.fft.rfft(sound, length) * numpy.fft.rfft(taps, length), length)[:len(sound)]


def heard(place, draw, made, where):
    """All sources at one device, with wind in its own microphone."""
    n = len(made[0][0])
    total = numpy.zeros(n)
    for sound, position in made:
        distance = numpy.linalg.norm(position - where)
        total += convolved(sound, response(draw, distance, place.reverberation_s)) * 10
    blown = 10 ** (place.decibels["wind"] / 20)
    return total + blown * level(total) * wind(draw, n)


def own_noise(place, draw, sound):
    """Hiss of the device, and a hand that rubs on it now and then."""
    n = len(sound)
    below_db = draw.uniform(5, 30) + (10 if place.is_dry else 0)
    hiss = coloured(draw, n, draw.uniform(0, 4)) * level(sound) * 10 ** (-below_db / 20)
    rubs = numpy.zeros(n)
    for _ in range(draw.poisson(n / RATE / 15)):
        length = min(int(draw.uniform(0.1, 0.8) * RATE), n)
        at = draw.integers(0, n - length + 1)
        rubs[at:at + length] += coloured(draw, length, 6) * numpy.hanning(length) * level(sound) * draw.uniform(0.3, 1.5)
    return sound + hiss + rubs


def band_limited(draw, sound):
    low, high = [(80, 7_500), (300, 3_400), (50, 6_000), (150, 7_800)][draw.integers(4)]
    tilt = draw.uniform(-3, 3)
    bumps = [(draw.uniform(200, 6_000), draw.uniform(-6, 6)) for _ in range(4)]

    def gain(hz):
        octaves = numpy.log2(numpy.maximum(hz, 20) / 1_000)
        decibels = tilt * octaves + sum(db * numpy.exp(-(octaves - numpy.log2(at / 1_000)) ** 2 * 4) for at, db in bumps)
        edges = 1 / numpy.sqrt(1 + (low / numpy.maximum(hz, 1)) ** 6) / numpy.sqrt(1 + (hz / high) ** 10)
        return edges * 10 ** (decibels / 20)
    return spectrum_filtered(sound, gain)


def automatic_gain(draw, sound):
    """Loudness is followed quickly downwards and slowly upwards."""
    if draw.random() < 0.3:
        return sound / level(sound)
    block = 160
    n_blocks = len(sound) // block
    loudness = numpy.sqrt(numpy.mean(sound[:n_blocks * block].reshape(n_blocks, block) ** 2, axis=1)) + 1e-6
    attack, release, strength = draw.uniform(0.02, 0.1), draw.uniform(0.3, 2.0), draw.uniform(0.4, 0.9)
    followed = numpy.empty(n_blocks)
    now = loudness[0]
    for number, value in enumerate(loudness):
        now += (value - now) * min(1, block / RATE / (attack if value > now else release))
        followed[number] = now
    gain = numpy.interp(numpy.arange(len(sound)), numpy.arange(n_blocks) * block, followed ** -strength)
    return sound * gain / level(sound * gain)


def on_own_clock(sound, first_s, length_s, ppm):
    """The stretch of an event from `first_s` on, in samples of a clock that runs `ppm` too fast."""
    n = int(length_s * RATE)
    at = (first_s + numpy.arange(n) / RATE / (1 + ppm * 1e-6)) * RATE
    return cubic(sound, at)


def cubic(sound, at):
    whole = numpy.clip(at.astype(int), 1, len(sound) - 3)
    share = at - whole
    a, b, c, d = (sound[whole + step] for step in (-1, 0, 1, 2))
    return b + 0.5 * share * (c - a + share * (2 * a - 5 * b + 4 * c - d + share * (3 * (b - c) + d - a)))


def clipped(draw, sound):
    loud = sound * 0.1 * 10 ** (draw.uniform(-6, 14) / 20)
    return numpy.clip(loud, -0.99, 0.99)


def event(place, number, n_devices, common=(8, 60)):
    """Recordings of one event: (samples, first_s in the event, ppm) for each device; so many seconds are common to all."""
    draw = numpy.random.default_rng([place.seed, 2, number])
    common_s = draw.uniform(*common)
    starts = draw.uniform(0, 15, n_devices)
    latest = starts.max()
    ends = latest + common_s + draw.uniform(0, 15, n_devices)
    ends[draw.integers(n_devices)] = latest + common_s
    n = int((ends.max() + 2) * RATE)
    made = sources(place, draw, n)
    recordings = []
    for start_s, end_s in zip(starts, ends):
        where = draw.uniform(-2.5, 2.5, 2)
        ppm = draw.uniform(-50, 50)
        sound = on_own_clock(heard(place, draw, made, where), start_s + 1, end_s - start_s, ppm)
        sound = clipped(draw, automatic_gain(draw, band_limited(draw, own_noise(place, draw, sound))))
        recordings.append((sound, start_s, ppm))
    return recordings
