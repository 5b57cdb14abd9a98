"""The desk of the sixth set: bodies and how they are named, claims and who carries them, pages put together, and the
wordings that any story may use."""
import re

from world import AGENCIES, link

WOMEN = "Anna Clara Edda Greta Irina Lena Nadia Petra Sofia Vera".split()
ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen").split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()

OPENINGS = [
    "{place} woke on {day} to closed shutters and empty streets.",
    "Telephones in {place} hardly stopped ringing on {day}.",
    "There was one subject of conversation in {place} on {day}.",
    "It will be some time before {place} returns to its routine.",
]

SIDELINES = [
    "{place}, a town of some {inhabitants} inhabitants, lies {km} kilometres from the capital.",
    "Trains between {place} and the coast ran with delays of up to {minutes} minutes, the railway company announced.",
    "The price of bread in {place} has risen by {percent} per cent since the spring.",
    "The last time {place} made headlines was in {year}, when a toll on the old bridge brought the region to a standstill.",
    "Schools in {place} will stay shut until {day+2}, the education department announced.",
    "The mobile network in and around {place} was down for about {minutes} minutes.",
    "Temperatures in {place} are expected to reach {degrees} degrees by the end of the week.",
    "The mayor of {place} cut short a visit abroad and is expected back on {day+1}.",
    "Buses to {place} were rerouted along the valley road, which adds {km} kilometres to the journey.",
    "The weekly cattle fair in {place}, held without a break since {year}, was called off.",
    "Shops in {place} closed early on {day}, and the Friday football match was put off by a week.",
    "\"We have been promised better roads since {year}, and nothing has come,\" said {resident}, a grocer in {place}.",
    "\"My mother telephones every hour. She wants us to leave {place},\" said {resident}, a student.",
    "\"I closed the shop and went home. That is all I can tell you,\" said {resident}, who sells shoes in {place}.",
    "\"People here look after each other. That much has not changed,\" said {resident}, a retired teacher in {place}.",
    "\"What {place} needs now is calm,\" said {resident}, a parish councillor.",
    "Unemployment in the district around {place} stands at {percent} per cent, more than the national average.",
    "The regional governor is due in {place} on {day+1} and has invited reporters to a briefing at noon.",
    "A local charity in {place} opened its kitchen for the evening and served soup until midnight.",
    "A storm in {year} killed two people in {place} and tore the roof off the school.",
    "In an unrelated accident, three people were injured when a van overturned on the ring road of {place}.",
    "The folk festival in {place} drew some {inhabitants} people last summer.",
    "In a separate case, police in {place} detained three men last month over stolen copper wire.",
    "The theatre in {place} has {minutes} seats, and all of them were empty on {day} evening.",
    "\"I am eighty and have seen a good deal in {place},\" said {resident}, who was feeding pigeons.",
    "\"Write that the bus never comes,\" said {resident}, who was waiting at the stop in front of the post office.",
    "\"My shift starts at five whatever happens,\" said {resident}, a baker's apprentice from {place}.",
    "The pharmacy on the main road of {place} will stay open through the night.",
    "The bridge over the river at {place} is to be repaired at a cost of {degrees} million.",
    "A court in {place} has yet to rule on last year's municipal budget.",
    "The harvest around {place} was {percent} per cent smaller than the year before.",
    "Three cabinet ministers have visited {place} since {year}; none of them stayed overnight.",
]

COMMENTS = [
    ("old_ferryman", "Thinking of everyone in {place} tonight."),
    ("m.k.", "And when will somebody repair the road to {place}?"),
    ("Tulip", "I grew up in {place}. Nothing surprises me any more."),
    ("reader77", "Please keep us informed."),
    ("greywolf", "The comments here are worse than the news."),
]

CREDITS = ["{name}", "Source: {name}", "({name})", "Text: {name}", "From {name}"]


def spelled(number):
    """A number below a hundred in words."""
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


def in_text(number):
    """A number as a newspaper prints it within a sentence."""
    return ONES[number] if number < 10 else f"{number}"


def capital(text):
    return text[:1].upper() + text[1:]


def full(person):
    return " ".join(person)


def spokes(person):
    return "spokeswoman" if person[0] in WOMEN else "spokesman"


def name_of(outlet):
    """How an outlet is called within a sentence: newspapers have an article, agencies have none."""
    return outlet.name if is_agency(outlet) else outlet.called


def is_agency(outlet):
    return outlet.name in AGENCIES


class Body:
    """An authority, a company, a charity: one origin, by whatever name it speaks."""

    def __init__(self, story, name):
        self.story, self.name, self.spokesperson = story, name, story.event.person()

    def voice(self):
        """One of the ways in which a page names the body as its source."""
        bare = self.name.removeprefix("the ")
        return self.story.pick([
            self.name, self.name, f"{bare} {spokes(self.spokesperson)} {full(self.spokesperson)}",
            f"{full(self.spokesperson)} of {self.name}", f"a {spokes(self.spokesperson)} for {self.name}", f"a statement by {self.name}",
        ])


class Claim:
    """What is said to have happened, in many wordings, and the pages that carry it. `like` is the same claim in other words."""

    def __init__(self, wordings, headlines, figure=None, like=None):
        self.wordings, self.headlines, self.figure = wordings, headlines, figure
        self.pages = like.pages if like else []


class Story:
    """One event at the desk. Draws wordings so that none comes twice before all have come."""

    def __init__(self, event, openings, sides):
        self.event, self.openings, self.sides = event, openings + OPENINGS[:2], sides
        self._left, self._filled, self._made_of = {}, {}, {}
        self.values = {"place": event.place}

    # ------------------------------------------------------------ drawing

    def pick(self, options):
        return self.event.draw.choice(options)

    def chance(self, probability):
        return self.event.draw.random() < probability

    def number(self, low, high, *, unlike=()):
        """A figure that is well away from those in `unlike`."""
        return self.pick([n for n in range(low, high) if all(abs(n - other) > 3 for other in unlike)])

    def next_of(self, pool):
        left = self._left.setdefault(id(pool), [])
        if not left:
            left += self.event.draw.sample(pool, len(pool))
        return left.pop()

    def fill(self, text, **more):
        """Puts values into a wording; weekdays are left to the engine."""
        values = {**self.values, **self._asides(), **more}
        if "{resident}" in text:
            values["resident"] = full(self.event.world.new_person(self.event.draw))
        return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found.group(1), found.group(0))), text)

    def _asides(self):
        """Figures for what is beside the matter, other ones for each paragraph."""
        draw = self.event.draw
        return {"inhabitants": f"{draw.randrange(12, 95)},000", "km": draw.randrange(21, 140), "year": draw.randrange(2009, 2028),
                "minutes": draw.randrange(25, 95, 5), "percent": draw.randrange(11, 32), "degrees": draw.randrange(13, 34)}

    def filler(self, pool):
        """A paragraph beside the matter. Within an event it always has the same words and speakers."""
        text = self.next_of(pool)
        if text not in self._filled:
            self._filled[text] = self.fill(text)
        return self._filled[text]

    def say(self, claim, source):
        return self.fill(self.next_of(claim.wordings), source=source, Source=capital(source), **numbers(claim.figure))

    # ------------------------------------------------------------ sources

    def reporter_of(self, outlet):
        """An outlet's own eyes."""
        return self.pick([f"a reporter of {name_of(outlet)} at the scene", f"a correspondent of {name_of(outlet)} on the spot",
                          f"a journalist of {name_of(outlet)} who was there"])

    def told_by(self, page, body=None, *, always=False):
        """Another outlet's page as the source, with or without (unless `always`) whom that page has it from."""
        name = name_of(page.outlet)
        linked = link(page, name) if self.chance(0.4) else name
        dispatch = "a dispatch by" if is_agency(page.outlet) else "a report in"
        if body and (always or self.chance(0.5)):
            return self.pick([f"{dispatch} {linked} that quoted {body.name}", f"{body.name} as quoted by {linked}", f"{dispatch} {linked} citing {body.name}"])
        return self.pick([f"{dispatch} {linked}", f"{dispatch} {linked}", f"news agency {name}" if is_agency(page.outlet) else f"{name} newspaper"])

    def two_agencies(self):
        first = second = self.event.agency()
        while second.name == first.name:
            second = self.event.agency()
        return first, second

    # ------------------------------------------------------------ pages

    def report(self, outlet, claims, *, hours, basis=(), headline=None, credit=None, **shown):
        """A page of the `claims`, pairs of claim and source, with `basis`, paragraphs that tell how the source knows."""
        head = [self.say(claim, source) for claim, source in claims] + [self.fill(text) for text in basis]
        if self.chance(0.25):
            head.insert(0, self.filler(self.openings))
        if is_agency(outlet):
            head[0] = self.fill(f"{{place}}, {{day+{hours // 24}}} ({outlet.name}) - ") + head[0]
        headline = self.fill(headline or self.next_of(claims[0][0].headlines), **numbers(claims[0][0].figure))
        return self._publish(outlet, headline, head, [claim for claim, _ in claims], hours, credit, **shown)

    def _publish(self, outlet, headline, head, claims, hours, credit, **shown):
        fillers = self._fillers(max(4 - len(head), self.event.draw.randrange(2, 5)))
        comments = [(name, self.fill(text)) for name, text in self.event.draw.sample(COMMENTS, 2)] if self.chance(0.15) else ()
        by = full(self.event.world.new_person(self.event.draw)) if self.chance(0.4) and not is_agency(outlet) else None
        page = self.event.page(outlet, headline, head + fillers, hours=hours, by=by, credit=credit, comments=comments, **shown)
        assert " ".join(page.paragraphs).count(self.event.place) >= 2 and 4 <= len(page.paragraphs) <= 8, page.paragraphs
        self._made_of[page] = (head, claims)
        for claim in claims:
            if page not in claim.pages:
                claim.pages.append(page)
        return page

    def _fillers(self, count):
        """Paragraphs beside the matter, most of them of this kind of event; no page has one twice."""
        chosen = []
        while len(chosen) < count:
            text = self.filler(self.sides if self.chance(0.65) else SIDELINES)
            if text not in chosen:
                chosen.append(text)
        return chosen

    def credit_to(self, page):
        return self.pick(CREDITS).format(name=page.outlet.name)

    def reprint(self, page, *, hours, **shown):
        """The page's news word for word under another headline, with a credit line."""
        head, claims = self._made_of[page]
        if self.chance(0.5):
            head = [re.sub(r"^.{3,40}? \(.+?\) - ", "", head[0])] + head[1:]
        headline = self.fill(self.next_of(claims[0].headlines), **numbers(claims[0].figure))
        return self._publish(self.event.outlet(), headline, head, claims, hours, self.credit_to(page), **shown)

    def rewrite(self, page, *, hours, bodies=(), **shown):
        """The page's news in other words, credited to it. `bodies` are whom the page has its claims from, in order."""
        _, claims = self._made_of[page]
        bodies = list(bodies) + [None] * len(claims)
        credit = self.credit_to(page) if self.chance(0.3) else None
        return self.report(self.event.outlet(), [(claim, self.told_by(page, body)) for claim, body in zip(claims, bodies)], hours=hours, credit=credit, **shown)

    def pass_on(self, page, body, *, hours):
        """What `body` says on the page in other words, by name, as one does with a denial."""
        _, claims = self._made_of[page]
        return self.report(self.event.outlet(), [(claim, self.told_by(page, body, always=True)) for claim in claims], hours=hours)

    def spread(self, page, count, *, hours, bodies=()):
        """So many pages that have their news from `page`; a third of them reprint it."""
        return [self.reprint(page, hours=hours + n) if self.chance(0.34) else self.rewrite(page, hours=hours + n, bodies=bodies) for n in range(count)]

    def truth(self, claim, origins_for, origins_against=0, *, unit=None, words=()):
        self.event.truth(carried_by=claim.pages, origins_for=origins_for, origins_against=origins_against, figure=claim.figure, unit=unit, words=words)


def numbers(figure):
    """A figure within a sentence, at the start of one, and in a headline."""
    if figure is None:
        return {}
    return {"n": in_text(figure), "N": capital(spelled(figure)) if figure < 100 else "", "d": figure}
