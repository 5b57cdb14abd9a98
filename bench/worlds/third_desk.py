"""What the event types of the third set share: numbers in words, speakers, sentences that fit many events."""
import re

from world import AGENCIES, FAMILY, GIVEN, Outlet, link

# ---------------------------------------------------------------- sentences that fit many events

SAID = [
    "{claim}, {body} said on {day}.",
    "{claim}, according to {title}.",
    "{claim}, {body} said in a statement.",
    "According to {body}, {claim}.",
    "{title} said on {day} that {claim}.",
    "{title} told reporters that {claim}.",
    "{name}, {role}, said {claim}.",
    "{body} said on {day} that {claim}.",
    "{body} announced on {day} that {claim}.",
    "{claim}, {name}, {role}, told a news conference.",
    "Speaking to journalists on {day}, {title} said that {claim}.",
]
SAID_AGAIN = [
    "{claim}, {last} added.",
    "{last} also said that {claim}.",
    "{claim}, {last} said.",
    "{last} went on to say that {claim}.",
    "In addition, {claim}, {body} said.",
    "{claim}, according to {last}.",
]
CITED = [
    "{title} told {source} that {claim}.",
    "{claim}, {source} reported on {day}, citing {body}.",
    "{claim}, {body} said, as reported by {source}.",
    "According to {source}, which quotes {title}, {claim}.",
    "{claim}, {title} told {source}.",
    "{source} quoted {title} as saying that {claim}.",
    "Citing {body}, {source} reports that {claim}.",
]
VIA = [
    "{claim}, {source} reported on {day}.",
    "{source} reports that {claim}.",
    "According to {source}, {claim}.",
    "As {source} first reported, {claim}.",
    "{claim}, {source} writes.",
    "According to a report in {source}, {claim}.",
    "{claim}, {source} said in a report published on {day}.",
]
GRIEF = [
    "“I have lived in {place} all my life and I have never known a silence like this one,” said {witness}, {age}.",
    "“You ring and ring and nobody picks up,” said {witness}, {age}, who was waiting for news of a friend.",
    "{witness}, {age}, laid flowers by the roadside. “I did not know them, but I had to come,” {she} said.",
    "“We are a small community. Everybody knows somebody,” said {witness}, who runs the bakery in {place}.",
    "The town council of {place} cancelled the weekend market and lowered its flags.",
    "A service will be held in {place} on {day+3}, the parish said.",
    "“I keep hearing it. I did not sleep,” {witness}, {age}, said on the doorstep of {her} house.",
]
TEMPERS = [
    "“We were told nothing. We stood outside and waited like cattle,” said {witness}, {age}.",
    "“Somebody should finally take responsibility for this,” {witness}, {age}, said outside the town hall of {place}.",
    "{witness}, who has a shop nearby, was less patient. “It is always us who pay in the end,” {she} said.",
    "On the market square of {place} there was hardly any other subject on {day}.",
    "“I understand why people are angry. I am angry as well,” said {witness}, {age}.",
    "The council of {place} will discuss the matter at its next sitting, which is open to the public.",
]
READERS = [
    ("Heron", "Why does nobody ask who signed the papers?"),
    ("m_k", "Thoughts with all of them tonight."),
    ("Old Tram", "I heard it was far more than they say. They always make it small."),
    ("Ines", "My brother-in-law works there and says twice as many. Believe nobody."),
    ("pip77", "Another week, another one of these. Depressing."),
    ("Gardener", "Please stop guessing and let people do their work."),
]
WOMEN = "Anna Clara Edda Greta Irina Lena Nadia Petra Sofia Vera".split()
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + ("-" + ONES[n % 10] if n % 10 else "")
    return f"{n:,}"


def capital(text):
    """The first letter made large, also behind a tag or an opening quote."""
    return re.sub(r"^((?:<[^>]*>|“)*)(\w)", lambda m: m.group(1) + m.group(2).upper(), text)


class Fields(dict):
    """Fields of a wording. Weekdays are left for `Event.page` to fill in."""

    def __missing__(self, key):
        if not key.startswith("day"):
            raise KeyError(key)
        return "{" + key + "}"


def speaker(event, body, title, role):
    """Fields of a body and of the one person who speaks for it here: role is "head of the mountain rescue service"."""
    given, family = event.person()
    return {"body": body, "title": f"{title} {given} {family}", "role": role, "name": f"{given} {family}", "last": family,
            "speaker_she": "she" if given in WOMEN else "he"}


def citizen(event):
    """Fields of somebody who speaks only for herself."""
    given, family = event.person()
    woman = given in WOMEN
    return {"witness": f"{given} {family}", "surname": family, "age": event.draw.randrange(21, 66),
            "she": "she" if woman else "he", "her": "her" if woman else "his"}


def exact(wordings):
    """The wordings that have the plain number."""
    return [wording for wording in wordings if "words}" not in wording]


def shares(event, wordings, n):
    """The wordings dealt out to so many writers who do not know of each other."""
    dealt = event.draw.sample(wordings, len(wordings))
    return [dealt[start::n] for start in range(n)]


class Tale:
    """What the pages of an event are written from: the event, who speaks, the figures."""

    def __init__(self, event, *people, **fields):
        self.event, self.fields = event, Fields(place=event.place)
        for some in (citizen(event), *people, fields):
            self.fields.update(some)
        for figure, words in (("n", "words"), ("m", "mwords")):
            if isinstance(self.fields.get(figure), int):
                self.fields[words] = in_words(self.fields[figure])
                self.fields[figure] = f"{self.fields[figure]:,}"

    def say(self, wordings, **more):
        return capital(self._fill(wordings, more))

    def exact(self, wordings, **more):
        return self.say(exact(wordings), **more)

    def told(self, frames, claims, **more):
        return self.say(frames, **more, claim=self._fill(claims, more))

    def told_exactly(self, frames, claims, **more):
        return self.told(frames, exact(claims), **more)

    def _fill(self, wordings, more):
        return self.event.draw.choice(wordings).format_map(Fields(self.fields, **more))

    def some(self, wordings, n):
        return [capital(wording.format_map(self.fields)) for wording in self.event.draw.sample(wordings, min(n, len(wordings)))]

    def publish(self, outlet, headlines, paragraphs, hours, **more):
        """A page; one whose text does not name the place gets it as a dateline."""
        headline = self.say(headlines)
        paragraphs = self._introduced(paragraphs)
        if self.event.place not in headline + " ".join(paragraphs):
            paragraphs[0] = f"{self.event.place} – {paragraphs[0]}"
        if "by" not in more and self.event.draw.random() < 0.5:
            more["by"] = f"{self.event.draw.choice(GIVEN)} {self.event.draw.choice(FAMILY)}"
        return self.event.page(outlet, headline, paragraphs, hours=hours, **more)

    def _introduced(self, paragraphs):
        """The paragraphs with title and given name where the speaker's surname comes up first."""
        name, last, title = (self.fields.get(key, "-") for key in ("name", "last", "title"))
        paragraphs = list(paragraphs)
        for n, paragraph in enumerate(paragraphs):
            if name in paragraph:
                break
            if re.search(rf"(?<!\w ){last}\b|\bsaid {last}\b|\bto {last}\b", paragraph):
                paragraphs[n] = capital(re.sub(rf"\b{last}\b", title, paragraph, count=1))
                break
        return paragraphs


def agencies(event, n):
    """So many different agencies."""
    return [Outlet(name, "plain") for name in event.draw.sample(AGENCIES, n)]


def named(event, page):
    """How a page's outlet is called within a sentence, at times with a link."""
    called = page.outlet.name if page.outlet.name in AGENCIES else page.outlet.called
    return link(page, called) if event.draw.random() < 0.4 else called


def credited(event, agency):
    return event.draw.choice(["{0}", "Source: {0}", "With material from {0}", "({0})", "{0}, own editing", "Agency: {0}"]).format(agency.name)


SMALL_CHANGES = [(" on {day}", " {day}"), ("more than", "over"), ("because", "since"), ("in a statement", "in a written statement"),
                 ("nearby", "close by"), ("began", "started"), ("large", "big"), ("across", "all over"), ("told reporters", "told journalists")]


def nearly(event, paragraphs):
    """The paragraphs with a word changed here and there, one of the later ones left out."""
    old, new = event.draw.choice(SMALL_CHANGES)
    kept = [paragraph.replace(old, new) for paragraph in paragraphs]
    if len(kept) > 3:
        del kept[event.draw.randrange(2, len(kept))]
    return kept


def hours_after(event, first, n):
    """So many rising hours after the first."""
    return [first := first + event.draw.choice((0.25, 0.5, 1, 1.75)) for _ in range(n)]
