"""Made-up events and what was published about each, where it is known who saw what: pages in real layouts, clips and
their copies, wrong dates and missing credits. The same seed gives the same bytes. Nothing in it is about anybody.

An event type is a function of an `Event`: it publishes pages and says, with `truth`, how many origins a person who
knows how the event was made counts for a claim. `events_first.py` and `events_second.py` hold the types.
"""
import datetime
import hashlib
import html
import json
import random
import re
import subprocess

SYLLABLES = "ka ro mi ten sol var bel dun ha ri ost nor lu gal tor vi ma sec lin por an kes dre fen hol mar tis ul wen zar".split()
ENDINGS = "burg mouth ville holm stad ford by grad field wick ova esk".split()
GIVEN = "Anna Boris Clara Daniel Edda Farid Greta Hamid Irina Jonas Karim Lena Marek Nadia Oskar Petra Rashid Sofia Tomas Vera".split()
FAMILY = "Arvik Brandt Castel Doren Ekholm Farouk Gessner Halabi Ivanek Jansky Kessler Lindqvist Moravec Nassar Orlov Petrak Quist Rahimi Sandor Tarvin".split()
NEWSPAPERS = "Herald Courier Tribune Gazette Observer Chronicle Mirror Record Standard Examiner Dispatch Sentinel".split()
AGENCIES = ["Northwire", "Meridian Press", "Interlink News", "Baltpress"]
ZONE = "+02:00"

# How many pages of a hundred have a wrong or no date, or lack their credit line.
NOISE = 0.20


def name_of_place(draw):
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.choice((1, 2)))).capitalize() + draw.choice(ENDINGS)


class Outlet:
    """Somebody who publishes: a name, how it is called within a sentence, an address, a layout."""

    def __init__(self, name, layout):
        self.name, self.layout = name, layout
        self.called = "the " + name.removeprefix("The ")
        self.host = re.sub(r"[^a-z]+", "-", name.lower()).strip("-") + ".example"


class Page:
    """What an outlet published. `paragraphs` are HTML; `clip` is a `Clip` that it shows."""

    def __init__(self, event, outlet, headline, paragraphs, hours, by, credit, clip, caption, comments):
        self.event, self.outlet, self.headline, self.paragraphs = event, outlet, headline, paragraphs
        self.hours, self.by, self.credit, self.clip, self.caption, self.comments = hours, by, credit, clip, caption, comments
        slug = re.sub(r"[^a-z0-9]+", "-", headline.lower()).strip("-")[:60]
        self.url = f"https://{outlet.host}/{event.day:%Y/%m}/{slug}-{event.number}{len(event.pages)}"
        self.file = f"pages/{event.number:03}-{len(event.pages):02}-{outlet.host.split('.')[0]}.html"


class Clip:
    """A recording, or a copy of one in other size, length and quality."""

    def __init__(self, file, url, made_by):
        self.file, self.url, self.made_by = file, url, made_by


class Event:
    """One event: a place with a name of its own, people, bodies, outlets, and what they published.

    Draw everything that varies with `self.draw`, so that the seed decides.
    """

    def __init__(self, world, number):
        self.world, self.number = world, number
        self.draw = random.Random(f"{world.seed} {world.half} {number}")
        self.place = world.new_place(self.draw)
        self.day = datetime.date(2031, 1, 5) + datetime.timedelta(days=self.draw.randrange(300))
        self.pages, self.clips, self.truths = [], [], []
        self._outlets = self.draw.sample(world.outlets, len(world.outlets))
        self._people = [world.new_person(self.draw) for _ in range(12)]

    def outlet(self):
        """An outlet that has not published on this event yet."""
        return self._outlets.pop()

    def local_paper(self):
        """An outlet of the place itself."""
        return Outlet(f"{self.place} {self.draw.choice(NEWSPAPERS)}", self.draw.choice(LAYOUTS))

    def agency(self):
        """A news agency, which publishes on a page of its own."""
        return Outlet(self.draw.choice(AGENCIES), "plain")

    def person(self):
        """Given and family name of somebody who is new in this event."""
        return self._people.pop()

    def _dated(self, text):
        weekday = lambda later: f"{self.day + datetime.timedelta(days=int(later.group(1) or 0)):%A}"
        return re.sub(r"\{day\+?(\d*)\}", weekday, text)

    def page(self, outlet, headline, paragraphs, *, hours, by=None, credit=None, clip=None, caption=None, comments=()):
        """Publishes a page `hours` after midnight of the event's day. `credit` is a line such as "Northwire" or "Source: …".
        `{day}` and `{day+2}` in headline, paragraphs and caption become the weekday of the event and of two days later."""
        lacks = credit is not None and self.draw.random() < NOISE
        paragraphs = [self._dated(paragraph) for paragraph in paragraphs]
        page = Page(self, outlet, self._dated(headline), paragraphs, hours, by, None if lacks else credit, clip, caption and self._dated(caption), comments)
        self.pages.append(page)
        return page

    def film(self, made_by):
        """A new recording of the event. `made_by` is told nowhere unless a page says it."""
        return self._clip(made_by, None)

    def copy_of(self, clip):
        """A smaller, shorter, encoded again copy of a clip."""
        return self._clip(clip.made_by, clip)

    def _clip(self, made_by, original):
        name = f"{len(self.clips)}.mp4"
        clip = Clip(f"clips/{self.number:03}-{name}", f"https://clips.example/{self.number}/{name}", made_by)
        self.clips.append((clip, original))
        return clip

    def truth(self, *, carried_by, origins_for, origins_against=0, figure=None, unit=None, words=()):
        """Says how many origins a claim has. The claim is the one about `figure` of `unit` (a unit class such as dead, wounded,
        people, or a noun in the singular), or without figure the one that has all of `words` (beginnings of words will do).
        `carried_by` are the pages that state it, whoever they have it from."""
        self.truths.append({
            "event": self.number, "type": self.type, "figure": figure, "unit": unit, "words": list(words),
            "for": origins_for, "against": origins_against, "carried_by": [page.file for page in carried_by],
        })


def link(page, words):
    """A link to another page of the event."""
    return f'<a href="{page.url}">{words}</a>'


class World:
    def __init__(self, seed, half):
        self.seed, self.half = seed, half
        draw = random.Random(f"{seed} {half} world")
        self._places, self._people = set(), set()
        towns = [self.new_place(draw) for _ in range(30)]
        self.outlets = [Outlet(f"{town} {draw.choice(NEWSPAPERS)}" if n % 2 else f"The {town} {draw.choice(NEWSPAPERS)}", LAYOUTS[n % len(LAYOUTS)])
                        for n, town in enumerate(towns)]

    def new_place(self, draw):
        while (name := name_of_place(draw)) in self._places:
            pass
        self._places.add(name)
        return name

    def new_person(self, draw):
        """Nobody is named twice in a world."""
        while (name := (draw.choice(GIVEN), draw.choice(FAMILY + ["".join(draw.choice(SYLLABLES) for _ in range(2)).capitalize()]))) in self._people:
            pass
        self._people.add(name)
        return name

    def make(self, types, n_events, folder):
        """Writes the pile, `captures.csv` and `truth.json` of so many events, the types in turn."""
        for inner in ("pages", "clips"):
            (folder / "pile" / inner).mkdir(parents=True, exist_ok=True)
        rows, known = ["file,url,received_from,collected_by,seen_at,note"], {"truths": [], "pages": []}
        for number in range(n_events):
            event = Event(self, number)
            make_event = types[number % len(types)]
            event.type = make_event.__name__
            make_event(event)
            for page in event.pages:
                (folder / "pile" / page.file).write_text(LAYOUT_OF[page.outlet.layout](page), encoding="utf-8")
                rows.append(f"{page.file},{page.url},,,,")
                known["pages"].append({"file": page.file, "host": page.outlet.host, "headline": page.headline,
                                       "credit": page.credit, "event": number})
            for clip, original in event.clips:
                film(folder / "pile" / clip.file, original and folder / "pile" / original.file, f"{self.seed} {self.half} {clip.url}")
                rows.append(f"{clip.file},{clip.url},,,,")
            known["truths"] += event.truths
        (folder / "captures.csv").write_text("\r\n".join(rows) + "\r\n", encoding="utf-8")
        (folder / "truth.json").write_text(json.dumps(known, indent=1), encoding="utf-8")


# ---------------------------------------------------------------- clips

def film(path, original, key):
    draw = random.Random(key)
    ffmpeg = ["ffmpeg", "-v", "error", "-y"]
    if original is None:
        # Two slow patterns of their own seed, one laid over the other, under a camera that wanders.
        colours = ":".join(f"c{n}=0x{draw.randrange(1 << 24):06x}" for n in range(6))
        ground = f"gradients=s=480x360:r=12:d=9:n=6:{colours}:seed={draw.randrange(1 << 30)}:speed=0.02:type={draw.choice(('radial', 'circular', 'spiral'))}"
        cells = f"life=s=60x45:r=3:seed={draw.randrange(1 << 30)}:ratio=0.35:mold=12:life_color=#{draw.randrange(1 << 24):06x}:death_color=#{draw.randrange(1 << 24):06x}"
        graph = (f"[1]scale=480:360:flags=bicubic,gblur=3,fps=12,trim=duration=9[cells];[0][cells]blend=all_mode=average,"
                 f"crop=400:300:40+30*sin(t*{draw.uniform(.3, 1):.2f}):30+25*cos(t*{draw.uniform(.3, 1):.2f}),noise=alls=6:all_seed={draw.randrange(1 << 20)}")
        command = ffmpeg + ["-f", "lavfi", "-i", ground, "-f", "lavfi", "-i", cells, "-filter_complex", graph, "-t", "9", "-crf", "24"]
    else:
        width = draw.choice((256, 320, 360))
        command = ffmpeg + ["-ss", f"{draw.uniform(0, 1.5):.2f}", "-i", str(original), "-t", f"{draw.uniform(5, 7):.2f}",
                            "-vf", f"scale={width}:-2", "-crf", str(draw.choice((28, 31)))]
    subprocess.run(command + ["-an", "-threads", "1", "-c:v", "libx264", "-preset", "fast", "-pix_fmt", "yuv420p",
                              "-fflags", "+bitexact", "-flags:v", "+bitexact", str(path)], check=True)


# ---------------------------------------------------------------- layouts

def stamp(page):
    """When the page says it was published: right, wrong by days, or nothing."""
    draw = random.Random(f"{page.url} date")
    when = datetime.datetime.combine(page.event.day, datetime.time()) + datetime.timedelta(hours=page.hours)
    if draw.random() >= NOISE:
        return when
    return None if draw.random() < 0.4 else when + datetime.timedelta(days=draw.choice((-3, -2, -1, 2, 4, 6)))


def iso(when):
    return when.strftime("%Y-%m-%dT%H:%M:00") + ZONE


def body(page):
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in page.paragraphs)


def shown(page, figure='<figure>{}<figcaption>{}</figcaption></figure>'):
    if page.clip is None:
        return ""
    return figure.format(f'<video src="{page.clip.url}" controls width="640"></video>', page.caption or "")


def readers(page, item, around):
    if not page.comments:
        return ""
    return around.format("\n".join(item.format(name=html.escape(name), text=text) for name, text in page.comments), n=len(page.comments))


def broadsheet(page):
    when, headline, site = stamp(page), page.headline, page.outlet.name
    record = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline, "publisher": {"@type": "Organization", "name": site}}
    if when:
        record["datePublished"] = iso(when)
    if page.by:
        record["author"] = {"@type": "Person", "name": page.by}
    date = f'<p class="dates">Published <time datetime="{iso(when)}">{when:%A %d %B %Y, %H:%M}</time></p>' if when else ""
    by = f'<p class="byline">By <a rel="author" href="/staff">{page.by}</a></p>' if page.by else ""
    credit = f'<p class="source-line">{page.credit}</p>' if page.credit else ""
    comments = readers(page, '<div class="comment"><span class="author">{name}</span><p>{text}</p></div>', '<section class="comments" id="comments"><h3>{n} comments</h3>{0}</section>')
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{headline} | {site}</title><link rel="canonical" href="{page.url}">
<meta property="og:site_name" content="{site}"><meta property="og:title" content="{headline}">
<script type="application/ld+json">{json.dumps(record)}</script></head><body>
<header><a href="/">{site}</a><nav><ul><li><a href="/news">News</a></li><li><a href="/region">Region</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>{headline}</h1>{by}{date}{shown(page)}
{body(page)}
{credit}</article>
<aside><h2>Most read</h2><ul><li><a href="/a">Ten walks before winter</a></li><li><a href="/b">What the new timetable means</a></li></ul></aside></main>
{comments}<footer>© {site}. All rights reserved. <a href="/privacy">Privacy</a></footer></body></html>
"""


def weblog(page):
    when, headline, site = stamp(page), page.headline, page.outlet.name
    date = f'<time class="entry-date published" datetime="{iso(when)}">{when:%B %d, %Y}</time>' if when else ""
    meta = f'<meta property="article:published_time" content="{iso(when)}">' if when else ""
    credit = f'<p class="origin-line"><em>{page.credit}</em></p>' if page.credit else ""
    comments = readers(page, '<li class="comment"><cite class="fn">{name}</cite> says: <p>{text}</p></li>', '<div id="comments"><h3>{n} thoughts on this</h3><ol class="commentlist">{0}</ol></div>')
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="UTF-8"><title>{headline} – {site}</title><meta property="og:site_name" content="{site}">{meta}</head>
<body class="single-post"><div class="bar">{site}</div><div class="menu"><a href="/">Home</a> <a href="/about">About</a></div>
<div class="grid"><div class="post"><h1 class="entry-title">{headline}</h1><div class="entry-meta">Posted on {date} by <span class="author vcard">{page.by or site + ' newsroom'}</span></div>
<div class="entry-content">{shown(page, '<div class="wp-caption">{}<p class="wp-caption-text">{}</p></div>')}
{body(page)}
{credit}</div>{comments}</div>
<div class="side"><h3>Archive</h3><ul><li>January</li><li>February</li></ul></div></div><div class="footer">{site} · Cookies · Contact</div></body></html>
"""


def tabloid(page):
    when, headline, site = stamp(page), page.headline, page.outlet.name
    date = f'<div class="ts">{when:%H:%M, %d %b %Y}</div>' if when else ""
    credit = f'<div class="src">{page.credit}</div>' if page.credit else ""
    paragraphs = "\n".join(f'<div class="txt"><p>{paragraph}</p></div>' + ('<div class="promo">Read also: <a href="/q">Quiz of the day</a></div>' if n == 1 else "")
                           for n, paragraph in enumerate(page.paragraphs))
    comments = readers(page, '<div class="cmt"><b>{name}</b><div class="cmt-text">{text}</div></div>', '<div class="cmts"><h4>Comments ({n})</h4>{0}</div>')
    return f"""<html><head><meta charset="utf-8"><title>{headline}</title><meta name="description" content="{headline}"></head><body>
<div id="top"><b>{site}</b> <a href="/live">LIVE</a> <a href="/stars">Stars</a> <a href="/money">Money</a></div>
<div id="main"><div class="hd"><h1>{headline}</h1>{date}</div>{shown(page, '<div class="vid">{}<span class="cap">{}</span></div>')}
<div class="story">
{paragraphs}
{credit}</div><div class="share">Share · Post · Send</div></div>{comments}<div id="bottom">{site} – Imprint – Advertise</div></body></html>
"""


def plain(page):
    when, headline, site = stamp(page), page.headline, page.outlet.name
    date = f'<p class="date">{when:%d %B %Y %H:%M}</p>' if when else ""
    credit = f"<p>{page.credit}</p>" if page.credit else ""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{headline} - {site}</title><meta name="application-name" content="{site}"></head>
<body><h1>{headline}</h1>{date}{shown(page)}
{body(page)}
{credit}<hr><p>{site} | <a href="/">All news</a></p></body></html>
"""


LAYOUT_OF = {"broadsheet": broadsheet, "weblog": weblog, "tabloid": tabloid, "plain": plain}
LAYOUTS = list(LAYOUT_OF)


def checksum(folder):
    """Of all files of a made world, to see that a seed gives the same bytes."""
    digest = hashlib.sha256()
    for path in sorted((folder / "pile").rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
