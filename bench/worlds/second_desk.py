"""What the event types of the second set share: numbers in words, a newsroom's sentences, comments."""
import datetime
import re

from world import Outlet, link

WOMEN = "Anna Clara Edda Greta Irina Lena Nadia Petra Sofia Vera".split()
ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen").split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number):
    """The number as a newsroom spells it; in digits from a hundred on."""
    if number >= 100:
        return f"{number:,}"
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


def capital(text):
    return re.sub(r"^(<[^>]*>)?(.)", lambda start: (start[1] or "") + start[2].upper(), text)


class Desk:
    """The state of one event while its pages are written: the fields, the numbers and names in use, the clock."""

    def __init__(self, event, clock):
        self.event, self.draw, self.clock = event, event.draw, clock
        self.taken, self.families, self.mood, self._decks = set(), set(), MOOD, {}
        self.fields, self.comments = {"place": event.place}, CALM

    def number(self, name, low, high, step=1):
        """Draws a number that stands for nothing else in this event."""
        while (drawn := self.draw.randrange(low, high + 1, step)) in self.taken:
            pass
        self.taken.add(drawn)
        self.fields[name] = drawn
        return drawn

    def pick(self, **choices):
        """Draws one of the choices of each field."""
        for name, values in choices.items():
            self.fields[name] = self.draw.choice(values)

    def cast(self, *roles):
        """Gives each role a person with a family name of its own: fields for full name, family, age, he or she."""
        for role in roles:
            given, family = self.event.person()
            while family in self.families:
                given, family = self.event.person()
            self.families.add(family)
            self.fields.update({role: f"{given} {family}", f"{role}_f": family, f"{role}_he": "she" if given in WOMEN else "he",
                                f"{role}_his": "her" if given in WOMEN else "his"})
            self.number(f"{role}_age", 24, 71)

    def say(self, table):
        """Fills a wording, or one drawn from a table that was not drawn in this event before."""
        if isinstance(table, str):
            return self._fill(table)
        deck = self._decks.get(id(table))
        if not deck:
            deck = self._decks[id(table)] = self.draw.sample(table, len(table))
        return self._fill(deck.pop())

    def _fill(self, wording):
        return re.sub(r"\{(\w+)\}", lambda field: self._field(field[1]), wording)

    def _field(self, key):
        if key == "day":
            return "{day}"
        if key == "tomorrow":
            return f"{{day+{int(self.clock // 24) + 1}}}"
        name = key[0].lower() + key[1:]
        text = in_words(self.fields[name[:-2]]) if name.endswith("_w") else self.fields[name]
        text = f"{text:,}" if isinstance(text, int) else text
        return text if name == key else capital(text)

    def colour(self):
        """None to two paragraphs that carry no claim."""
        tables = self.draw.sample((SETTING, self.mood, RESIDENTS, CLOSING), self.draw.choice((0, 1, 1, 2, 2, 3)))
        return [table for table in (RESIDENTS, SETTING, self.mood, CLOSING) if table in tables]

    def publish(self, outlet, headlines, *parts, **rest):
        """Publishes a page some time after the one before it. `parts` are tables or wordings, a paragraph each."""
        self.clock += self.draw.uniform(0.3, 1.9)
        paragraphs = []
        for part in parts:
            if part is RESIDENTS:
                part = self._resident()
            paragraphs.append(self.say(part))
        paragraphs = self._short_names(paragraphs)
        if self.draw.random() < 0.2:
            rest["comments"] = [(self.draw.choice(NICKNAMES), self.say(self.comments)) for _ in range(self.draw.choice((1, 2, 3)))]
        return self.event.page(outlet, self.say(headlines), paragraphs, hours=self.clock, **rest)

    def _short_names(self, paragraphs):
        """Lets most paragraphs call somebody by the family name whom an earlier one has named in full."""
        shortened = list(paragraphs)
        for role in [name[:-2] for name in self.fields if name.endswith("_f")]:
            full, family = self.fields[role], self.fields[f"{role}_f"]
            first = next((number for number, text in enumerate(paragraphs) if full in text), len(paragraphs))
            for later in range(first + 1, len(paragraphs)):
                if self.draw.random() < 0.7:
                    shortened[later] = shortened[later].replace(full, family)
        return shortened

    def _resident(self):
        if len(self.families) >= 6:
            return self.mood
        self.cast("resident")
        return RESIDENTS

    def credit(self, outlet):
        self.fields["credited"] = outlet.name
        return self.say(CREDITS)

    def cite(self, field, page):
        """Lets a field be the name of the outlet of a page, with or without a link to it."""
        name = called(page.outlet)
        self.fields[field] = link(page, name) if self.draw.random() < 0.5 else name

    def agencies(self, count):
        """So many different agencies."""
        found = {}
        while len(found) < count:
            agency = self.event.agency()
            found.setdefault(agency.name, agency)
        return list(found.values())

    def own(self, outlet):
        """Lets the fields `paper` and `reporter` be this outlet and somebody who works for it."""
        self.cast("reporter")
        self.fields["paper"] = called(outlet)
        return outlet


def called(outlet):
    """How an outlet is called within a sentence; agencies and sites go without article."""
    return outlet.called if re.match(r"(The )?\w+ (Herald|Courier|Tribune|Gazette|Observer|Chronicle|Mirror|Record|Standard|"
                                     r"Examiner|Dispatch|Sentinel)$", outlet.name) else outlet.name


def near_copy(desk, page, headlines, **rest):
    """A page with the paragraphs of another, a word or two edited and perhaps the last one cut. Names nobody."""
    paragraphs = list(page.paragraphs)
    if len(paragraphs) > 2 and desk.draw.random() < 0.5:
        paragraphs.pop()
    for old, new in desk.draw.sample(EDITS, 3):
        paragraphs = [paragraph.replace(old, new, 1) for paragraph in paragraphs]
    desk.clock += desk.draw.uniform(0.3, 1.9)
    return desk.event.page(desk.event.outlet(), desk.say(headlines), paragraphs, hours=desk.clock, **rest)


# ---------------------------------------------------------------- wordings for all events

EDITS = ((" said", " stated"), (" also ", " "), (" about ", " around "), (" near ", " close to "), (" because of ", " owing to "),
         (" began ", " started "), (" later ", " subsequently "), (" people who ", " persons who "), (" have been ", " had been "),
         (" officials ", " authorities "))

CREDITS = ("{credited}", "Source: {credited}", "({credited})", "With material from {credited}", "Text: {credited}", "{credited} / newsroom",
           "Reporting by {credited}", "{credited}, editing by our staff", "Agency: {credited}", "From our wire service {credited}")

RESIDENTS = (
    '"Nobody in our street slept much," said {resident}, {resident_age}, who runs a bakery in {place}. "You keep waiting for the phone to ring."',
    '"You read about such things happening elsewhere, never at home," {resident}, a retired teacher, said outside the town hall of {place}.',
    '{resident}, {resident_age}, who has lived in {place} all {resident_his} life, said the mood was "somewhere between tired and angry".',
    '"I only want somebody to tell us plainly what comes next," said {resident}, a nurse from {place}.',
    'For {resident}, who owns a kiosk by the station, the day meant above all questions from strangers. "I send them to the notice board," '
    '{resident_he} said.',
    '"My mother called me from abroad before I had even heard of it," said {resident}, {resident_age}, a taxi driver.',
    'People stood in small groups on the main square in the evening. "We talk because we do not know what else to do," said {resident}, {resident_age}.',
    '"It will be forgotten by the holidays, you will see," said {resident}, a carpenter, and shrugged.',
    '{resident}, a student, said {resident_he} had learned of it from a message in the family chat. "I thought it was a joke at first."',
    '"It leaves a bad taste," said {resident}, {resident_age}, while closing {resident_his} shop for the day. "This is a quiet place."',
)

SETTING = (
    "{place} has about {inhabitants} inhabitants and lies on the old road to the coast.",
    "The town of {place}, once known for its brickworks, had last made headlines during the floods of the previous decade.",
    "{place} is the seat of the district and has a railway station, a hospital and a technical college.",
    "Some {inhabitants} people live in {place}; many of them commute to the regional capital.",
    "The region around {place} lives mostly from farming, timber and a little tourism in summer.",
    "It was not the first time this year that {place} drew attention in the capital.",
    "{place} and the surrounding villages had been looking forward to the annual fair when the news broke.",
    "Roads into {place} were busy throughout the day, and buses on the ring line ran late.",
    "According to the last census {place} has a population of {inhabitants}.",
    "The weather in {place} was dry and windy, with temperatures close to the average of the season.",
)

MOOD = (
    "In the cafes around the market there was hardly another subject.",
    "The district council will take up the matter at its next meeting.",
    "Members of parliament from both camps called for answers.",
    "The subject also came up on the evening bus, where strangers began to talk to each other.",
    "Letters to the editor arrived within the hour, most of them angry.",
    "On the notice board of the town hall somebody had pinned a handwritten question mark.",
    "Local radio opened its lines to listeners and had more calls than it could take.",
)

GRAVE = (
    "On social networks the news drew sharp remarks as well as offers of help.",
    "Several shops closed early, and the evening concert in the park was called off.",
    "The parish opened its hall for anyone who wished to talk.",
    "The governor spoke of a difficult day and promised full support.",
    "The main square was unusually quiet in the afternoon.",
    "Local radio interrupted its programme twice to read messages from listeners.",
    "An inquiry has been opened, and it remains open who will pay for the damage.",
    "The prosecutor's office did not wish to comment on the proceedings.",
    "Neighbouring districts offered help, the governor's office wrote on its website.",
    "Candles were lit in the church by the river.",
)

CLOSING = (
    "This report will be updated.",
    "Calls to the district administration went unanswered in the evening.",
    "More details are expected on {tomorrow}.",
    "Further information was not available at the time of publication.",
    "A news conference has been announced for {tomorrow} morning.",
    "The ministry in the capital said it was following the matter closely.",
    "Editors of this page will follow the case.",
)

NICKNAMES = ("oldriver", "Mika77", "nightbus", "Tante Frieda", "K. from the hill", "justasking", "petrolhead", "Lotte", "grumpy_cyclist", "anon", "rook")

COMMENTS = (
    "And who is responsible? Nobody, as always.", "I was there and it was at least {wild}, do not let them fool you.", "Thoughts with everyone in {place}.",
    "My neighbour works for the district and says the number is made up.", "Why does this paper never ask the people who live there?",
    "First!", "It was more like {wild}, believe me.", "Thank you for reporting calmly for once.", "Could someone say whether the bus to {place} runs tomorrow?",
    "I saw it with my own eyes from the bridge.", "Same story every year.", "Please fix the typo in the second paragraph.",
    "Not a word about the weather, strange.", "They said the same in the other paper, so it must be true.",
)

# Those that name no number.
CALM = tuple(comment for comment in COMMENTS if "{wild}" not in comment)


def on_a_weekday(event):
    """Moves an event that needs school to be open from a weekend to the Monday after."""
    while event.day.weekday() > 4:
        event.day += datetime.timedelta(days=1)


def start(event, clock, roles=(), mood=MOOD, **ranges):
    """A desk with people in roles and with figures drawn from ranges, the first of which readers exaggerate."""
    desk = Desk(event, clock)
    desk.mood = mood
    for name, limits in ranges.items():
        desk.number(name, *limits)
    if ranges:
        first = desk.fields[next(iter(ranges))]
        desk.number("wild", first + 3, 3 * first + 12)
        desk.comments = COMMENTS
    desk.number("inhabitants", 11_000, 88_000, 1_000)
    desk.cast(*roles)
    return desk
