"""The second half of the made-up events: who saw, counted, filmed or decided what, and how newsrooms passed it on.

Every type is a function of an `Event`. Its docstring says who saw what; above it stand its tables of wordings.
In a wording `{n}` is a field, `{n_w}` its number in words, `{N_w}` the same as the first word of a sentence.
"""
import datetime
import re

from worlds.world import Outlet, link

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


# ---------------------------------------------------------------- an agency's wire, rewritten with credit lines

ARREST_HEADS = (
    "{n} arrested at rally in {place}", "Police detain {n} people at {place} demonstration", "{place}: {n} protesters arrested, police say",
    "Protest over {cause} ends with {n} arrests in {place}", "{N_w} people in custody after march in {place}",
    "Scuffles in {place} as marchers block bridge, {n} detained", "Tear gas and {n} arrests: a tense evening in {place}",
    "Protesters held after sit-in on the main bridge of {place}", "{place} protest broken up by police",
)
ARREST_LEADS = (
    "Police arrested {n} people in {place} on {day} during a demonstration against {cause}, spokesperson {chief} said.",
    "{n} people were arrested in {place} on {day} after a march against {cause} turned into scuffles, according to police.",
    "A protest against {cause} in {place} ended on {day} with {n} people arrested, a police spokesperson said.",
    "{place} police said they had detained {n} people on {day} when demonstrators opposed to {cause} refused to clear the main bridge.",
    "Officers in riot gear cleared a sit-in in the centre of {place} on {day}. {N_w} people were detained, {chief} of the district police said.",
    "According to police, {n} people were taken into custody on {day} as a crowd protesting against {cause} marched through {place}.",
    "A total of {n} people have been arrested following a protest against {cause} in {place}, police spokesperson {chief} told reporters.",
    "The number of people arrested at the {day} rally in {place} stands at {n}, the police department announced.",
    "Police in {place} have put the number of people arrested at {day}'s march against {cause} at {n}.",
    "What began as a peaceful march against {cause} ended in {place} with {n} arrests, police confirmed.",
)
ARREST_QUOTES = (
    '"They were asked several times to leave the roadway and did not," spokesperson {chief} said. The detainees were being questioned.',
    'Spokesperson {chief} said most of those held would be released once their identity was established. "Some face charges of resisting an officer."',
    '"We used no more force than was needed," said {chief}, who has spoken for the district police since last spring.',
    "Those detained were driven to the police academy in buses, police said, as there was no room at the station.",
    'Asked about the tear gas, spokesperson {chief} replied: "Stones were thrown. Our officers had to protect themselves."',
    "The detained included several minors, who were handed over to their parents, the spokesperson added.",
)
ARREST_HURT = (
    "{Hurt_w} officers were injured, one of them seriously, police said.", "Police also reported {hurt} injured officers.",
    "According to the same police statement {hurt} officers were injured by stones and bottles.",
    "Spokesperson {chief} said {hurt} officers had been injured, most of them lightly.",
    "On the police side {hurt} officers were injured, spokesperson {chief} added.",
    "The department said that {hurt} officers were injured, most of them by stones.",
)
ARREST_PROTESTERS = (
    '"We sat down, we sang, and then came the shields," said {activist}, {activist_age}, one of the organisers.',
    "{activist}, who helped to organise the march, called the police operation disproportionate and announced a complaint.",
    'Organiser {activist} said the movement would return. "{cause_c} will not go away because we were carried off."',
    "The organisers, a loose alliance of tenants, farmers and students, called for a vigil on {day+1}.",
)


def protest_arrests(event):
    """Police arrest people at a protest and tell an agency and, on the telephone, the local paper: one body, one origin, for both figures."""
    desk = start(event, 17, ("chief", "activist"), n=(14, 87), hurt=(4, 12))
    desk.pick(cause=("rising rents", "the closing of the hospital", "a planned quarry", "the new water tariff", "the sale of the town forest",
                     "cuts to the bus network"))
    desk.fields.update(cause_c=capital(desk.fields["cause"]))
    agency, = desk.agencies(1)
    local = desk.own(event.local_paper())
    wire = desk.publish(agency, ARREST_HEADS, ARREST_LEADS, ARREST_QUOTES, ARREST_HURT, ARREST_PROTESTERS)
    pages, hurt = [wire], [wire]
    for _ in range(desk.draw.choice((2, 3, 4))):
        with_hurt = desk.draw.random() < 0.6
        parts = [ARREST_LEADS, desk.draw.choice((ARREST_QUOTES, ARREST_PROTESTERS))] + [ARREST_HURT] * with_hurt + desk.colour()
        pages.append(desk.publish(event.outlet(), ARREST_HEADS, *parts, credit=desk.credit(agency)))
        hurt += pages[-1:] * with_hurt
    told = "Police spokesperson {chief} told {paper} by telephone that {n} people were arrested at the protest against {cause}."
    pages.append(desk.publish(local, ARREST_HEADS, told, ARREST_PROTESTERS, *desk.colour(), by=desk.fields["reporter"]))
    event.truth(carried_by=pages, origins_for=1, figure=desk.fields["n"], unit="detained")
    event.truth(carried_by=hurt, origins_for=1, figure=desk.fields["hurt"], unit="wounded")


# ---------------------------------------------------------------- one official, two agencies

PRISON_HEADS = (
    "{n} inmates escape from {place} prison", "Manhunt after {n} inmates flee prison in {place}", "Prison break in {place}: {n} on the run",
    "{N_w} inmates on the run after {place} jailbreak", "Search dogs and helicopters out after escape in {place}",
    "{place} prison: inmates flee under cover of darkness", "Roadblocks around {place} as {n} inmates remain at large",
    "How did {n} inmates walk out of {place} prison?", "Jailbreak in {place} embarrasses ministry",
)
PRISON_LEADS = (
    "{n} inmates escaped from the prison in {place} during the night to {day}, the head of the prison service, {warden}, said.",
    "A search was under way on {day} for {n} inmates who broke out of the high-security prison in {place}, according to prison service chief {warden}.",
    "The director of the prison service, {warden}, confirmed that {n} inmates had escaped from the jail in {place}.",
    '"We are looking for {n} inmates," prison service director {warden} said on {day} after a mass escape from the prison of {place}.',
    "{N_w} inmates got out of {place} prison {way}, {warden}, who heads the national prison service, said on {day}.",
    "The prison of {place} is short of {n} inmates after an escape {way}, {warden} of the prison service said.",
    "Some time before the morning roll call {n} inmates left {place} prison {way}, the prison service's director, {warden}, told journalists.",
    "{warden}, director of the prison service, put the number of inmates who fled the {place} jail at {n}.",
    "In all, {n} inmates escaped from {place} prison overnight, said {warden}, the official in charge of the country's jails.",
    "An overnight escape from {place} prison has left {n} inmates at large, {warden}, the prison service's director, said in a statement.",
)
PRISON_QUOTES = (
    '"The alarm in that wing had been out of order," {warden} conceded. "That should not have happened."',
    "{warden} said that the escapees should be considered dangerous and asked drivers not to pick up hitch-hikers.",
    '"Somebody must have helped from outside," {warden} said. Wire cutters and a bundle of clothes were found behind the wall.',
    "The guard on duty has been suspended, the director said. Visits were cancelled until further notice.",
    "{warden_f} spoke of a failure and said {warden_he} would not resign over it.",
    "Police set up checkpoints on all roads out of {place}, and schools kept pupils indoors.",
    "The prison, built for far fewer people than it holds, has been criticised by inspectors for years.",
    "{guard}, who leads the guards' union, blamed understaffing. \"At night there is one of us for an entire block.\"",
)


def prison_break(event):
    """The director of the prison service gives the number of escaped inmates to two agencies, each asking by itself: one origin."""
    desk = start(event, 6, ("warden", "guard"), n=(6, 41))
    desk.pick(way=("through a tunnel under the laundry", "over the rear wall with knotted sheets", "in the back of a bread van",
                   "through a hole sawn in a cell window", "by overpowering a guard at the kitchen gate"))
    pages = []
    for agency in desk.agencies(2):
        pages.append(desk.publish(agency, PRISON_HEADS, PRISON_LEADS, PRISON_QUOTES, PRISON_QUOTES))
        for _ in range(desk.draw.choice((1, 2))):
            pages.append(desk.publish(event.outlet(), PRISON_HEADS, PRISON_LEADS, PRISON_QUOTES, *desk.colour(), credit=desk.credit(agency)))
    event.truth(carried_by=pages, origins_for=1, figure=desk.fields["n"], unit="inmate")


# ---------------------------------------------------------------- a correction by the same body

CASES_EARLY_HEADS = (
    "{first} {illness} cases in {place}", "{illness_c} spreads in {place}, {first} cases", "{place} reports {first} cases of {illness}",
    "Health office: {first} {illness} cases in {place}", "{illness_c} outbreak in {place} widens", "Parents worried as {illness} reaches {place}",
)
CASES_EARLY = (
    "The district health office has counted {first} cases of {illness} in {place}, it said on {day}.",
    "{first} cases of {illness} have been recorded in {place}, health officer {officer} said on {day}.",
    "The number of {illness} cases in {place} has risen to {first}, according to the district health office.",
    "Doctors in {place} are dealing with {first} cases of {illness}, the district health office announced.",
    "{officer}, the district health officer, told reporters on {day} that {first} cases of {illness} were known in {place}.",
    "An outbreak of {illness} in {place} has grown to {first} cases, health officials said.",
    "Health officials on {day} gave the number of {illness} cases in {place} as {first}.",
    "According to {officer} of the health office, {first} cases of {illness} have been registered in {place} since the start of the month.",
)
CASES_NEW_HEADS = (
    "{place} health office corrects {illness} count to {n} cases", "Only {n} cases: officials revise {illness} figure for {place}",
    "{illness_c} in {place}: {n} cases, not {first}", "Double counting inflated {illness} figure in {place}",
    "Health office admits error, {n} {illness} cases in {place}", "Correction: {n} {illness} cases in {place}",
)
CASES_NEW = (
    "The district health office on {day+1} corrected its count of {illness} cases in {place} to {n}. Its earlier figure of {first} was wrong, it said.",
    "There are {n} cases of {illness} in {place} and not {first} as previously stated, health officer {officer} said on {day+1}.",
    "Health officials have revised the number of {illness} cases in {place} down to {n}, from {first} the day before.",
    "The correct number is {n} cases of {illness} in {place}, the district health office said, withdrawing the figure it had published earlier.",
    '"We counted some patients twice. There are {n} cases," {officer}, the district health officer, said of the {illness} outbreak in {place}.',
    "The health office in {place} has apologised for an error in its {illness} statistics: the outbreak stands at {n} cases, it said on {day+1}.",
    "After a check of laboratory lists the district health office lowered its {illness} figure for {place} to {n} cases.",
    "{officer} of the district health office said {n} cases of {illness} had been confirmed in {place}, correcting the number given on {day}.",
)
CASES_MORE = (
    '"Anyone with a fever should ring first and not sit in a waiting room," health officer {officer} said.',
    "Two schools in {place} asked parents to keep children with symptoms at home.",
    "The office set up a telephone line and offers free vaccination or testing at the old fire station.",
    "{doctor}, a general practitioner in {place}, said doctors and pharmacies were working late.",
    "Most of those affected are recovering at home, the office said.",
    '"We are tired, but it is under control," said {doctor}, who runs a practice near the market.',
    "The source of the infection is not known. Samples were sent to the national laboratory.",
)


def epidemic_count(event):
    """The health office counts the ill, then finds it counted some twice and corrects itself: its new figure has one origin and nothing against it."""
    desk = start(event, 10, ("officer", "doctor"), GRAVE, n=(31, 79), first=(86, 190))
    desk.pick(illness=("measles", "cholera", "hepatitis", "whooping cough", "dengue fever", "typhoid"))
    desk.fields["illness_c"] = capital(desk.fields["illness"])
    for _ in range(desk.draw.choice((2, 3))):
        desk.publish(event.outlet(), CASES_EARLY_HEADS, CASES_EARLY, CASES_MORE, *desk.colour())
    desk.clock += 22
    agency, = desk.agencies(1)
    pages = [desk.publish(agency, CASES_NEW_HEADS, CASES_NEW, CASES_MORE)]
    for _ in range(desk.draw.choice((2, 3))):
        credit = desk.credit(agency) if desk.draw.random() < 0.5 else None
        pages.append(desk.publish(event.outlet(), CASES_NEW_HEADS, CASES_NEW, CASES_MORE, *desk.colour(), credit=credit))
    event.truth(carried_by=pages, origins_for=1, figure=desk.fields["n"], unit="case")


# ---------------------------------------------------------------- without a figure: two bodies confirm

SHIP_HEADS = (
    "Tanker {ship} seized off {place}", "Coast guard seizes {ship} near {place}", "{ship}: tanker seized, crew confined to cabins",
    "Seizure of tanker {ship} raises tension in {place}", "Armed men board ship off {place}", "Oil tanker stopped outside {place} harbour",
    "What we know about the seizure of the {ship} off {place}", "{place}: crew of seized tanker {ship} unharmed",
)
SHIP_GUARD = (
    "The coast guard said on {day} that it had seized the tanker {ship} off {place} on suspicion of {crime}.",
    "The tanker {ship} was seized by the coast guard outside the port of {place} on {day}, coast guard commander {commander} said.",
    "{commander}, a coast guard commander, confirmed the seizure of the tanker {ship} in waters off {place}.",
    "Coast guard officers boarded and seized the {ship}, a tanker bound for {place}, commander {commander} told a news conference.",
    '"The {ship} has been seized and will be brought into {place}," coast guard commander {commander} announced on {day}.',
    "According to the coast guard, the {ship} was seized near {place} on {day} on suspicion of {crime}.",
    "A coast guard statement said the {ship} had been seized at dawn off {place}; it spoke of suspected {crime}.",
    "The {ship}, a tanker under foreign flag, lies at anchor off {place} after being seized on {day}, the coast guard said.",
)
SHIP_UNION = (
    "The seafarers' union said its members on the {ship} had telephoned to say the tanker was seized off {place} and the crew held in the mess room.",
    "{union}, secretary of the seafarers' union, said crew members had reached the union by phone as the {ship} was being seized off {place}.",
    "The seafarers' union confirmed the seizure of the {ship} near {place}. It had spoken to the ship's cook, secretary {union} said.",
    '"Our people called us from the deck: the {ship} has been seized," said {union} of the seafarers\' union, which has an office in {place}.',
    "Crew members told their union that the {ship} was seized by armed officers off {place}, union secretary {union} said.",
    "Union secretary {union} said the {ship} had been seized in front of {place}, and that the sailors on board were frightened but well.",
    "In {place} the seafarers' union, in contact with the crew, said the {ship} was seized shortly before sunrise.",
    "The {ship} was seized off {place} and its radio room sealed, the seafarers' union said after a call with the second mate.",
)
SHIP_MORE = (
    "The vessel's owner, a company registered overseas, did not reply to messages.",
    "The ship had left its last port a week ago with a cargo of fuel oil.",
    "A pilot boat and a tug were seen alongside the tanker in the afternoon.",
    '"We want the crew home, whatever is in those tanks," union secretary {union} said.',
    "Commander {commander} would not say how long the investigation was going to take.",
    "Shipping brokers said insurance rates for the route were likely to rise.",
    "The foreign ministry summoned the ambassador of the flag state, an official said.",
    "Fishermen in {place} were told to keep at a distance from the anchorage.",
)


def ship_seizure(event):
    """The coast guard says that it seized a tanker; the seafarers' union has it from its members on board: two origins, no figure."""
    desk = start(event, 8, ("commander", "union"))
    desk.pick(ship=("Calanthe", "Orsolya", "Meridiana", "Vesperine", "Halcyona", "Tamarinda", "Brunhild", "Castelora"),
              crime=("fuel smuggling", "a breach of the embargo", "illegal dumping of oil", "use of false papers"))
    first, second = desk.agencies(2)
    pages = [desk.publish(first, SHIP_HEADS, SHIP_GUARD, SHIP_MORE, SHIP_MORE)]
    for _ in range(desk.draw.choice((1, 2))):
        pages.append(desk.publish(event.outlet(), SHIP_HEADS, SHIP_GUARD, SHIP_MORE, *desk.colour(), credit=desk.credit(first)))
    pages.append(desk.publish(second, SHIP_HEADS, SHIP_UNION, SHIP_MORE))
    pages.append(desk.publish(event.outlet(), SHIP_HEADS, SHIP_UNION, SHIP_MORE, *desk.colour(), credit=desk.credit(second)))
    pages.append(desk.publish(event.local_paper(), SHIP_HEADS, SHIP_GUARD, SHIP_UNION, *desk.colour()))
    event.truth(carried_by=pages, origins_for=2, words=(desk.fields["ship"], "seiz"))


# ---------------------------------------------------------------- the same text, near verbatim, without credit

EVACUATION_HEADS = (
    "{n} people evacuated in {place}", "{cause_c}: {n} people leave homes in {place}", "{place} evacuates {n} residents",
    "Sports halls opened as {place} is evacuated", "Part of {place} cleared, {n} people taken to safety", "Sirens in {place}: evacuation under way",
    "Evacuation in {place} after {cause}", "Buses carry {n} people out of {place}",
)
EVACUATION_LEADS = (
    "{n} people were evacuated from {place} on {day} because of {cause}, the civil protection service said.",
    "The civil protection service evacuated {n} people from the lower part of {place} on {day} because of {cause}, its head {head} said.",
    "Because of {cause}, {n} people have been evacuated in {place}, {head} of the civil protection service said on {day}.",
    "On {day} {n} people were evacuated from their homes in {place}, according to the civil protection service. The reason was {cause}.",
    "Civil protection chief {head} said on {day} that {n} people had been evacuated in {place} because of {cause}.",
    "In {place} {n} people were evacuated in the course of {day} as a precaution because of {cause}, civil protection officials said.",
    "Buses and army trucks took people out of {place} on {day} because of {cause}; {n} people were evacuated, the civil protection service said.",
    "The evacuation of {n} people from {place} was completed on {day}, the civil protection service said. It was ordered because of {cause}.",
)
EVACUATION_MIDDLE = (
    "People who have no relatives nearby are staying in the sports hall and in a school near the station. Blankets and soup were also handed out, "
    "and officials began to register those who arrived.",
    'Residents had about an hour to pack. "Leave the furniture, take the medicine," {head} told them over loudspeakers, the service said.',
    "Police are guarding the empty streets because of fears of looting. Dogs and cats have been brought to an animal shelter near the town, officials said.",
    "The hospital was also cleared, and patients were taken to clinics in the region. The mayor said on the town's website that nobody was hurt.",
    "The railway line was closed. Trains were later turned around at the stop before {place}, officials said, and buses began to run instead.",
)
EVACUATION_END = (
    '{head} said people could return on {day+2} at the earliest. "I know that this is hard, especially for the old," {head_he} said.',
    "It is the second evacuation in {place} within a generation. Officials said people who were away should not come back for their belongings.",
    "Experts from the capital were expected later in the evening. {head} said that it was too early to speak about damage.",
    "The service said on its website that help from neighbouring districts was on its way, and that it also needed interpreters.",
)


def town_evacuation(event):
    """Civil protection tells an agency how many people it evacuated; others print the agency's text almost as it stands, uncredited: one origin."""
    desk = start(event, 11, ("head",), n=(320, 4_800, 20))
    desk.pick(cause=("a gas leak at the cold store", "an unexploded wartime bomb", "a crack in the reservoir dam", "a burning tyre depot",
                     "a chlorine leak at the water works", "a landslide above the town"))
    desk.fields["cause_c"] = capital(desk.fields["cause"].split(" ", 1)[1])
    agency, = desk.agencies(1)
    wire = desk.publish(agency, EVACUATION_HEADS, EVACUATION_LEADS, EVACUATION_MIDDLE, EVACUATION_MIDDLE, EVACUATION_END)
    pages = [wire] + [near_copy(desk, wire, EVACUATION_HEADS) for _ in range(desk.draw.choice((3, 4, 5)))]
    event.truth(carried_by=pages, origins_for=1, figure=desk.fields["n"])


# ---------------------------------------------------------------- an outlet's own count and the same count by the police

STRIKE_HEADS = (
    "{n} pupils walk out in {place}", "School strike: {n} pupils on the streets of {place}", "Pupils in {place} strike for {demand}",
    "Empty classrooms in {place} as pupils march", "{place} pupils demand {demand}", "{n} pupils march through {place}",
    "Lessons on the pavement: school strike in {place}", "‘We will be back on {day+7}’, say striking pupils in {place}",
)
STRIKE_OWN = (
    "{n} pupils passed the school gate when our reporter counted the marchers in {place} on {day}.",
    "A reporter for {paper} counted {n} pupils as the strike march crossed the market square of {place} on {day}.",
    "{N_w} pupils: that was the number {paper}'s reporter noted as the march turned into the main street of {place}.",
    "On the steps of the {place} town hall {paper} counted {n} pupils who had left their lessons on {day} to strike for {demand}.",
    "I stood at the bridge and counted them one by one: {n} pupils joined the school strike in {place} on {day}.",
    "Our own count at the bridge of {place}, with a clicker in hand, came to {n} pupils on strike.",
    "We counted {n} pupils in the march through {place} on {day}, from the first banner to the last drum.",
    "Reporter {reporter}, who walked beside the column for {paper}, counted {n} pupils in {place} on {day}.",
)
STRIKE_POLICE = (
    "Police counted {n} pupils at the school strike in {place} on {day}, duty officer {duty} said.",
    "The police put the number of striking pupils in {place} at {n}.", "According to police, {n} pupils took part in the school strike in {place} on {day}.",
    "{duty}, the officer in charge, said {n} pupils had joined the march for {demand} through {place}.",
    "The {place} police department said that {n} pupils had taken part and that the march stayed peaceful.",
    "{n} pupils marched through {place} on {day}, a police statement said.",
    "A march of {n} pupils, by the count of the police, brought traffic in {place} to a halt on {day}.",
    "Traffic police in {place} reported {n} pupils on the march for {demand}.",
)
STRIKE_MORE = (
    '"We learn about the future in there, so we may as well ask for one," said {pupil}, who is in the final year.',
    "The head of the grammar school said absences would be noted but nobody would be punished.",
    '"My maths test is today. My mother thinks I am sitting in it," one boy said and laughed.',
    "The education ministry reminded parents that attendance is compulsory.",
    "{pupil}, the speaker of the pupils' council, handed a letter to the deputy mayor, who promised an answer.",
    "Some teachers watched from the windows; one of them waved.",
    "The pupils demand {demand}. A first strike in spring had drawn far fewer.",
    "After speeches and a song the crowd broke up towards noon.",
)


def school_strike(event):
    """A local paper's reporter counts the pupils in a march, and the police count the same number: two origins."""
    on_a_weekday(event)
    desk = start(event, 11, ("duty", "pupil"), n=(48, 97))
    desk.pick(demand=("smaller classes", "heated classrooms", "a later start of lessons", "the return of a dismissed teacher", "a safe way to school"))
    local = desk.own(event.local_paper())
    agency, = desk.agencies(1)
    own = desk.publish(local, STRIKE_HEADS, STRIKE_OWN, STRIKE_MORE, STRIKE_MORE, *desk.colour(), by=desk.fields["reporter"])
    police = [desk.publish(agency, STRIKE_HEADS, STRIKE_POLICE, STRIKE_MORE)]
    for _ in range(desk.draw.choice((1, 2, 3))):
        police.append(desk.publish(event.outlet(), STRIKE_HEADS, STRIKE_POLICE, STRIKE_MORE, *desk.colour(), credit=desk.credit(agency)))
    pages = [own] + police
    if desk.draw.random() < 0.5:
        desk.cite("cited", own)
        said = "{Cited}, whose reporter stood by the road, counted {n} pupils at the school strike in {place}."
        pages.append(desk.publish(event.outlet(), STRIKE_HEADS, said, STRIKE_MORE))
    event.truth(carried_by=pages, origins_for=2, figure=desk.fields["n"], unit="pupil")


# ---------------------------------------------------------------- two bodies, two figures

LAYOFF_HEADS = (
    "Job cuts at {plant} plant in {place}", "{plant} to shed jobs in {place}", "{place} fears for its factory", "Layoffs at {plant}: what is known",
    "Bad news at the factory gate in {place}", "Hard winter ahead for {place} as {plant} cuts staff",
    "‘A black day’: {plant} announces layoffs in {place}",
    "{plant} blames orders for layoffs in {place}",
)
LAYOFF_BOTH_HEADS = ("Union and company at odds over layoffs in {place}", "{plant} and union argue over numbers in {place}",
                     "How many jobs will {place} lose? It depends on whom you ask")
LAYOFF_COMPANY = (
    "{plant} said on {day} that it would lay off {n} workers at its plant in {place}.",
    "{n} workers will lose their jobs at the {plant} factory in {place}, company spokesperson {speaker} said.",
    "The management of {plant} announced on {day} that {n} workers in {place} would be laid off.",
    "According to {plant}, {n} workers are to be dismissed in {place} by the end of the quarter.",
    '"We have to part with {n} workers in {place}," {speaker}, who speaks for {plant}, said on {day}.',
    "The {plant} plant in {place} is to lay off {n} workers, the company said in a notice to staff.",
    "In a statement to the exchange {plant} put the number of workers to be laid off in {place} at {n}.",
    "{speaker} of {plant} told reporters that {n} workers at the {place} site would receive notice.",
)
LAYOFF_UNION = (
    "The metalworkers' union speaks of {m} workers to be laid off at {plant} in {place}.",
    "Union secretary {union} said {m} workers in {place} would lose their jobs, as temporary contracts were not being renewed.",
    "According to the metalworkers' union, {m} workers at the {plant} plant in {place} will be out of work.",
    '"It is {m} workers who are laid off in {place}, they just do not want to say so," said {union} of the metalworkers\' union.',
    "{union}, secretary of the metalworkers' union, put the number of workers dismissed by {plant} in {place} at {m}.",
    "The union disputes the company's number and says that {m} workers will be laid off in {place}.",
    "By the union's count, {m} workers at {plant} in {place} are being laid off, {union} said.",
    "{m} workers and their families in {place} are hit by the layoffs at {plant}, the metalworkers' union said.",
)
LAYOFF_MORE = (
    "The plant, which makes parts for {product}, is the largest employer in {place}.",
    '"I have stood at the same machine since I left school," said {hand}, {hand_age}. "What am I to do now?"',
    "Company spokesperson {speaker} gave falling orders and the price of power as reasons.",
    "The union called a meeting at the factory gate for {day+1}.",
    "The mayor of {place} said the town would fight for every job.",
    "The employment office announced a consulting hour in the canteen.",
    "Shares in the company rose slightly after the announcement.",
    "{hand}, a fitter, heard of it on the car radio. \"I had to pull over,\" {hand_he} said.",
)


def plant_layoffs(event):
    """The company says how many workers it lays off, the union counts more: each figure has one origin and one against it."""
    desk = start(event, 9, ("speaker", "union", "hand"), n=(110, 290, 5), m=(310, 690, 5))
    desk.pick(plant=("Volmatic", "Brennack", "Ostrona", "Kellwerk", "Fabrimex", "Tarn and Hold"),
              product=("tractors", "lifts", "washing machines", "pumps", "trams"))
    company, union = [], []
    for agency in desk.agencies(desk.draw.choice((1, 2))):
        company.append(desk.publish(agency, LAYOFF_HEADS, LAYOFF_COMPANY, LAYOFF_MORE))
        company.append(desk.publish(event.outlet(), LAYOFF_HEADS, LAYOFF_COMPANY, LAYOFF_MORE, *desk.colour(), credit=desk.credit(agency)))
    for outlet in (event.local_paper(), event.outlet()):
        union.append(desk.publish(outlet, LAYOFF_HEADS, LAYOFF_UNION, LAYOFF_MORE, *desk.colour()))
    both = desk.publish(event.outlet(), LAYOFF_BOTH_HEADS, LAYOFF_COMPANY, LAYOFF_UNION, LAYOFF_MORE)
    event.truth(carried_by=company + [both], origins_for=1, origins_against=1, figure=desk.fields["n"], unit="worker")
    event.truth(carried_by=union + [both], origins_for=1, origins_against=1, figure=desk.fields["m"], unit="worker")


# ---------------------------------------------------------------- an NGO's report that everybody quotes

FISH_HEADS = (
    "{n} dead fish counted in river at {place}", "Poisoned river: {group} counts {n} dead fish near {place}", "Fish kill at {place}",
    "River at {place} ‘dead for years’, says {group}", "{place}: dead fish float past the town park", "Report on fish kill in {place} points upstream",
    "{N} dead fish: what happened to the river in {place}?", "Anglers in {place} mourn their river",
)
FISH_REPORT = (
    "Our volunteers walked both banks of the river at {place} on {day} and counted {n} dead fish. The count is documented in our report.",
    "{n} dead fish: this is the result of our count in the river at {place} on {day}, carried out by volunteers in three boats.",
    "On {day} we counted {n} dead fish along the river at {place}. Our report lists them by species and stretch.",
    "Between the weir and the railway bridge of {place} our team collected and counted {n} dead fish on {day}.",
)
FISH_QUOTED = (
    "{group} counted {n} dead fish in the river at {place}, according to a report the environmental group published on {day}.",
    "{n} dead fish were found in the river at {place} on {day}, says a report by the environmental group {group}.",
    "Volunteers of {group} collected {n} dead fish from the river at {place}, the group's report says.",
    "A report by {group} speaks of {n} dead fish in the river at {place}.",
    "According to {group}, an environmental group, {n} dead fish drifted in the river at {place} or lay on its banks.",
    "The environmental group {group} has put the number of dead fish at {place} at {n}.",
    "The river at {place} has been poisoned, {group} says in a report that counts {n} dead fish.",
    '"We counted {n} dead fish and stopped only when it got dark," {biologist} of {group} said of the river at {place}.',
    "{biologist}, a biologist with {group}, said {n} dead fish had been counted at {place}.",
)
FISH_THROUGH = (
    "{Cited} reported that {n} dead fish had been found in the river at {place}, citing the group {group}.",
    "{N} dead fish have been counted in the river at {place}, {cited} wrote, referring to a report by {group}.",
    "As {cited} reports, a study by {group} found {n} dead fish in the river at {place}.",
    "A report by {group}, quoted by {cited}, lists {n} dead fish in the river at {place}.",
    "{n} dead fish: this number from a report by the group {group} about the river at {place} was first carried by {cited}.",
    "According to {cited}, activists of {group} found {n} dead fish in the river at {place} on {day}.",
    "The group {group} counted {n} dead fish near {place}, {cited} says.",
    "In the river at {place} {n} dead fish were counted by {group}, says {cited}.",
)
FISH_MORE = (
    '"Trout, barbel, even the old pike under the mill. It makes you weep," biologist {biologist} said.',
    "The water authority took samples and advised people not to let dogs or cattle drink from the river.",
    "A {factory} upstream said its treatment plant had worked normally.",
    "The prosecutor's office is examining whether waste was let into the water on purpose.",
    "The angling club cancelled its competition.",
    '"The smell came first, then we saw the silver bellies," said {angler}, {angler_age}, who chairs the angling club.',
    "It may take years until the stock recovers, {group} said.",
    "A similar fish kill was recorded in a neighbouring valley two summers ago.",
)


def poisoned_river(event):
    """Volunteers of an environmental group count dead fish; its report is quoted by everybody, also through other outlets: one origin."""
    desk = start(event, 13, ("biologist", "angler"), GRAVE, n=(1_040, 6_980, 10))
    desk.pick(group=("Clear Currents", "River Watch", "Friends of the Valley", "Living Waters", "BlueBank"),
              factory=("tannery", "sugar factory", "paper mill", "dye works", "biogas plant"))
    report = desk.publish(Outlet(desk.fields["group"], "weblog"), FISH_HEADS, FISH_REPORT, FISH_MORE, FISH_MORE)
    pages = [report] + [desk.publish(event.outlet(), FISH_HEADS, FISH_QUOTED, FISH_MORE, *desk.colour()) for _ in range(desk.draw.choice((2, 3)))]
    for _ in range(desk.draw.choice((1, 2, 3))):
        desk.cite("cited", desk.draw.choice(pages[1:]))
        pages.append(desk.publish(event.outlet(), FISH_HEADS, FISH_THROUGH, FISH_MORE, *desk.colour()))
    event.truth(carried_by=pages, origins_for=1, figure=desk.fields["n"], unit="fish")


# ---------------------------------------------------------------- two recordings from two devices

DRONE_HEADS = (
    "Video shows {n} burning vehicles in {place}", "Drones hit depot in {place}", "{place}: {n} vehicles in flames after drone strike",
    "Drone strike on truck park in {place}", "Watch: vehicles burn after drone attack on {place}", "Night attack on {place} caught on camera",
    "{N_w} vehicles on fire in {place} after drones strike", "Footage emerges of drone strike on {place} depot",
)
DRONE_BALCONY = (
    "Footage filmed from a balcony in {place} shows {n} vehicles on fire after a drone strike on {day}.",
    "In a video shot from an upper floor opposite the depot of {place}, {n} burning vehicles can be seen.",
    "{n} vehicles are seen burning in a video taken from a balcony in {place} after drones struck a truck park.",
    "A shaky video filmed over a balcony railing in {place} shows the strike's aftermath: {n} vehicles in flames.",
    "The video from the balcony shows {n} vehicles ablaze in the yard of the {place} depot.",
    "A resident's film, made from a balcony, shows {n} burning vehicles in {place} seconds after the drones hit.",
    "Flames rise from {n} vehicles in a clip that was recorded from a block of flats in {place}.",
    "Filmed from above, {n} vehicles burn in two rows at the truck park in {place}.",
)
DRONE_DASHCAM = (
    "A dashcam recording from the ring road of {place} shows {n} vehicles on fire behind the depot fence.",
    "The dashboard camera of a passing car recorded {n} burning vehicles in {place} after a drone strike on {day}.",
    "{n} vehicles can be seen in flames on a dashcam video from {place}.",
    "Recorded by a car's dashcam, the clip shows {n} vehicles burning at the truck park of {place}.",
    "In the dashcam clip the car slows down, and behind the fence {n} vehicles are ablaze in {place}.",
    "A driver's dashcam passed the depot in {place} just after the strike; {n} vehicles are burning in the recording.",
    "Dashcam footage from {place} shows {n} burning vehicles and a man running across the road.",
    "On the recording of a dashcam, taken from street level in {place}, {n} vehicles are on fire.",
)
DRONE_MORE = (
    "The army did not say what the target was. The air raid alarm had sounded shortly before midnight.",
    "Nobody was reported hurt, the rescue service said.",
    "Windows broke in several houses nearby, and the road was closed until morning.",
    "The defence ministry accused the other side of an attack on civilian property, which the other side denied.",
    '"It sounded like a moped in the sky, then everything was orange," said {witness}, {witness_age}, who lives beyond the canal.',
    "The depot belongs to a haulage company that also works for the military.",
    "It was the first drone strike on {place} in months.",
    "Firefighters were still cooling the wrecks at sunrise.",
)
DRONE_CAPTION_BALCONY = ("Seen from a balcony: the depot in {place}", "Video from a block of flats in {place}, {day}",
                         "The fire in {place}, filmed by a resident")
DRONE_CAPTION_DASHCAM = ("Dashcam recording from {place}", "The ring road of {place} on {day}, seen from a car", "Recorded by a car's camera in {place}")


def drone_strike(event):
    """A resident films burning vehicles from a balcony, the camera of a passing car records them too: two devices, two origins."""
    desk = start(event, 24, ("witness",), GRAVE, n=(5, 19))
    balcony, dashcam = event.film("a resident on a balcony"), event.film("a driver's dashboard camera")
    angles = ((balcony, DRONE_BALCONY, DRONE_CAPTION_BALCONY), (dashcam, DRONE_DASHCAM, DRONE_CAPTION_DASHCAM))
    pages = []
    for copies in (False, True, True)[:desk.draw.choice((2, 3))]:
        for clip, leads, captions in angles:
            shown = event.copy_of(clip) if copies else clip
            pages.append(desk.publish(event.outlet(), DRONE_HEADS, leads, DRONE_MORE, *desk.colour(), clip=shown, caption=desk.say(captions)))
    if desk.draw.random() < 0.5:
        both = "Two videos, one from a balcony and one from a dashcam, show the same scene in {place} from two sides: {n} vehicles on fire."
        pages.append(desk.publish(event.outlet(), DRONE_HEADS, both, DRONE_MORE, clip=event.copy_of(desk.draw.choice((balcony, dashcam)))))
    event.truth(carried_by=pages, origins_for=2, figure=desk.fields["n"], unit="vehicles")


# ---------------------------------------------------------------- one recording under many reports

WAGON_HEADS = (
    "Video: {n} wagons derailed near {place}", "Freight train derails at {place}", "{n} wagons on their side: footage from {place}",
    "Train accident near {place} filmed", "{place}: overturned wagons block main line", "Watch the scene of the derailment at {place}",
    "‘Like a toy train’: video shows derailment in {place}", "{N_w} wagons overturned at {place}, video shows",
)
WAGON_LEADS = (
    "A video circulating online shows {n} wagons of a freight train lying on their side near {place}.",
    "{n} overturned wagons can be seen in footage of a train accident near {place} on {day}.",
    "The footage from {place} shows {n} wagons that have left the rails and tipped over.",
    "Images from the accident site near {place}, shared thousands of times, show {n} derailed wagons.",
    "In the clip, {n} wagons lie across the embankment outside {place}.",
    "Video posted on {day} shows {n} wagons of a freight train toppled beside the track at {place}.",
    "A short film that appeared on messaging channels shows {n} derailed wagons near the station of {place}.",
    "The camera moves slowly along the train near {place}: {n} wagons have tipped over, as the video shows.",
    "As seen in a video shared by users in {place}, {n} wagons came off the rails.",
    "{N_w} wagons lie on their side in a video that is said to have been taken near {place} on {day}.",
)
WAGON_MORE = (
    "The railway company confirmed an accident but gave no details.",
    "The line between {place} and the coast is closed, and passengers are being carried by bus.",
    "It is not known who made the recording.",
    "The wagons appear to have carried grain, which has spilled over the ballast.",
    "No one appears in the film, and there was no word of injuries.",
    "Cranes were on their way to the site in the evening, the railway company said.",
    "We have checked the station sign and the silo in the background, which match older pictures of {place}.",
    "The transport ministry sent inspectors.",
)
WAGON_CAPTIONS = ("The derailed train near {place}", "Video shared on social networks",
                  "Scene of the accident at {place}, {day}", "Screen recording: social media")


def derailed_wagons(event):
    """Somebody unknown films derailed wagons once; all reports rest on copies of that recording: one origin."""
    desk = start(event, 9, mood=GRAVE, n=(5, 23))
    clip = event.film("somebody at the embankment")
    pages = []
    for number in range(desk.draw.choice((4, 5, 6))):
        shown = event.copy_of(clip) if number else clip
        pages.append(desk.publish(event.outlet(), WAGON_HEADS, WAGON_LEADS, WAGON_MORE, *desk.colour(), clip=shown, caption=desk.say(WAGON_CAPTIONS)))
    event.truth(carried_by=pages, origins_for=1, figure=desk.fields["n"], unit="wagon")


# ---------------------------------------------------------------- an election night: two bodies, two figures

TURNOUT_HEADS = (
    "Polls close in {place}", "Election night in {place}: counting by candlelight", "{place} votes: what we know so far", "Who came to vote in {place}?",
    "Election day in {place} ends with fireworks", "Counting goes on in {place}", "Long queues, late count in {place}",
    "{place} waits for its new council",
)
TURNOUT_BOTH_HEADS = ("Election night in {place}: dispute over turnout", "Turnout in {place} in doubt", "Observers and commission differ on turnout in {place}",
                      "How many voted in {place}? Two answers")
TURNOUT_COMMISSION = (
    "Turnout in {place} was {n} percent, the election commission said after polls closed on {day}.",
    "The election commission put turnout in {place} at {n} percent.",
    "{n} percent of voters in {place} cast their ballots, according to the election commission.",
    'Election commission chair {chair} said {n} percent had voted in {place}. "A good day for the town."',
    "According to {chair}, who chairs the election commission, turnout in {place} reached {n} percent.",
    "The commission announced a turnout of {n} percent for {place} shortly before midnight.",
    "At the close of polls on {day} turnout in {place} stood at {n} percent, said {chair} of the election commission.",
    "Voter turnout in {place} amounted to {n} percent, election commission figures show.",
)
TURNOUT_OBSERVERS = (
    "The observer network Open Ballot puts turnout in {place} at {m} percent.",
    "Turnout in {place} was only {m} percent, according to Open Ballot, which had observers at every polling station.",
    "{observer}, coordinator of the observer network Open Ballot, said {m} percent of voters in {place} had taken part.",
    '"Our people stood at the doors all day. Turnout was {m} percent," {observer} of Open Ballot said in {place}.',
    "By the count of Open Ballot, a network of volunteer observers, turnout in {place} came to {m} percent.",
    "Observers from Open Ballot calculated a turnout of {m} percent for {place}.",
    "Open Ballot's parallel count in {place} arrives at a turnout of {m} percent, {observer} said.",
    "Volunteer observers of Open Ballot say turnout in {place} did not exceed {m} percent; they give exactly {m} percent for the close of polls.",
)
TURNOUT_OPEN_BALLOT = (
    "Turnout in {place} was {m} percent. This is what our observers counted at all polling stations of the town on {day}.",
    "Our observers counted every voter at every door in {place} on {day}. The result is a turnout of {m} percent.",
    "By our parallel count the turnout in {place} on {day} was {m} percent.",
)
TURNOUT_MORE = (
    "Both camps claimed victory before the count was over.",
    '"I voted for the first time and brought my grandmother," said {voter}.',
    "At one polling station the ballot papers ran out and voters had to wait.",
    "The count in the villages is expected to last until {day+1}.",
    "Complaints can be lodged with the court within a week.",
    "Supporters of the opposition lit candles in front of the town hall of {place}.",
    "Police said the day had passed without incidents.",
    "Commission chair {chair} rejected criticism of the counting and invited anyone to look at the protocols.",
    "Result sheets were hung on the doors of the polling stations, and people took pictures of them.",
)


def election_night(event):
    """The election commission gives one turnout, a network of observers counts another: each has one origin and one against it."""
    desk = start(event, 22, ("chair", "observer", "voter"), n=(58, 79), m=(33, 54))
    desk.comments = CALM
    official, observed = [], []
    agency, = desk.agencies(1)
    official.append(desk.publish(agency, TURNOUT_HEADS, TURNOUT_COMMISSION, TURNOUT_MORE))
    for _ in range(desk.draw.choice((1, 2))):
        official.append(desk.publish(event.outlet(), TURNOUT_HEADS, TURNOUT_COMMISSION, TURNOUT_MORE, *desk.colour(), credit=desk.credit(agency)))
    observed.append(desk.publish(Outlet("Open Ballot", "weblog"), TURNOUT_HEADS,
                                 TURNOUT_OPEN_BALLOT, TURNOUT_MORE))
    observed.append(desk.publish(event.outlet(), TURNOUT_HEADS, TURNOUT_OBSERVERS, TURNOUT_MORE, *desk.colour()))
    for _ in range(desk.draw.choice((1, 2))):
        both = desk.draw.sample((TURNOUT_COMMISSION, TURNOUT_OBSERVERS), 2)
        page = desk.publish(event.outlet(), TURNOUT_BOTH_HEADS, *both, TURNOUT_MORE)
        official.append(page)
        observed.append(page)
    event.truth(carried_by=official, origins_for=1, origins_against=1, figure=desk.fields["n"], unit="percent")
    event.truth(carried_by=observed, origins_for=1, origins_against=1, figure=desk.fields["m"], unit="percent")


# ---------------------------------------------------------------- outlet from outlet from person

HIKER_HEADS = (
    "{n} hikers missing in mountains above {place}", "Fears for hikers near {place}", "{N_w} hikers fail to return to hut near {place}",
    "Snow hampers search above {place}",
    "Where are the {n} hikers of {place}?", "{place}: group of hikers missing", "Hut keeper raises alarm over missing hikers near {place}",
    "Group lost in fog above {place}",
)
HIKER_FIRST = (
    'Hut keeper {keeper} told {paper} that {n} hikers who had set out from {place} were missing. "They wanted to be back for supper."',
    '"{n} hikers are missing. I have their names in my book," {keeper}, who keeps the mountain hut above {place}, told {paper}.',
    "{n} hikers are missing in the mountains above {place}, the keeper of the upper hut, {keeper}, told {paper} by radio telephone.",
    "The keeper of the hut above {place} is worried about {n} missing hikers. {keeper} told {paper} they had left at first light on {day}.",
)
HIKER_SECOND = (
    "{n} hikers are missing above {place}, {cited} reported on {day}, quoting the hut keeper {keeper}.",
    "The keeper of a mountain hut near {place} told {cited} that {n} hikers were missing.",
    "According to {cited}, {n} hikers have been missing in the mountains near {place} since {day}.",
    "{Cited} says {n} hikers are missing near {place}; the paper spoke to the keeper of the hut, {keeper}.",
    "Hut keeper {keeper} reported {n} hikers missing above {place}, {cited} wrote.",
    "As {cited} learned from the hut keeper, {n} hikers did not come back from a tour above {place} and are missing.",
)
HIKER_THIRD = (
    "{n} hikers are missing in bad weather near {place}, according to {cited}, which refers to {source}.",
    "In the mountains above {place} {n} hikers are missing. This was reported by {cited}, citing {source}.",
    "{Cited}, citing {source}, reports {n} missing hikers near {place}.",
    "Bad weather and {n} missing hikers: {cited} has taken up a report of {source} from {place}.",
    "There is no trace of {n} hikers missing near {place}, {cited} says with reference to {source}.",
    "A group of {n} hikers is missing above {place}, {cited} wrote on {day}, and named {source} as its source.",
)
HIKER_MORE = (
    "Fog lay over the ridge all day, and fresh snow had fallen in the upper gullies.",
    "The mountain rescue service could not be reached at first.",
    "A helicopter had to turn back because of the wind.",
    "The path leads over a narrow saddle and is secured with chains in places.",
    '"In this fog you do not see your own boots," said {guide}, a guide from {place}.',
    "The hikers are said to be well equipped and to carry a tent.",
    "In {place} the church bells were rung in the evening so that anybody lost might find the way.",
    "Mobile phones do not work beyond the tree line.",
)


def missing_hikers(event):
    """A hut keeper tells the local paper how many hikers did not return; one outlet has it from the paper, others from that outlet: one origin."""
    desk = start(event, 19, ("keeper", "guide"), GRAVE, n=(5, 16))
    local = event.local_paper()
    desk.fields["paper"] = called(local)
    first = desk.publish(local, HIKER_HEADS, HIKER_FIRST, HIKER_MORE, HIKER_MORE, *desk.colour())
    pages, seconds = [first], []
    desk.cite("source", first)
    for _ in range(desk.draw.choice((1, 2))):
        desk.cite("cited", first)
        seconds.append(desk.publish(event.outlet(), HIKER_HEADS, HIKER_SECOND, HIKER_MORE, *desk.colour()))
    for _ in range(desk.draw.choice((1, 2, 3))):
        desk.cite("cited", desk.draw.choice(seconds))
        pages.append(desk.publish(event.outlet(), HIKER_HEADS, HIKER_THIRD, HIKER_MORE, *desk.colour()))
    event.truth(carried_by=pages + seconds, origins_for=1, figure=desk.fields["n"])


# ---------------------------------------------------------------- a late denial by another body

ART_HEADS = (
    "{n} paintings stolen from museum in {place}", "Art theft in {place}: {n} paintings gone", "Thieves strike at {place} museum",
    "Museum in {place} robbed at night",
    "{N_w} paintings missing after break-in at {place} museum", "{place} museum loses part of its treasure", "Empty frames in {place}",
    "Burglars take paintings from {place} gallery",
)
ART_LEADS = (
    "{n} paintings were stolen from the municipal museum in {place} on {day}, museum director {director} said.",
    "Thieves stole {n} paintings from the museum in {place}, according to its director, {director}.",
    "The director of the museum in {place}, {director}, said {n} paintings had been stolen overnight.",
    '"They took {n} paintings, cut from the frames," museum director {director} said in {place} on {day}.',
    "The municipal museum of {place} reported the theft of {n} paintings on {day}.",
    "A break-in at the museum of {place} has cost the town {n} paintings, director {director} said; all were stolen from the upper hall.",
    "According to the museum, {n} paintings were stolen when burglars entered through a skylight in {place}.",
    "{director}, who directs the {place} museum, told reporters that {n} paintings had been stolen.",
    "Museum staff in {place} found the frames empty on {day} morning. {N_w} paintings were stolen, the museum said.",
)
ART_DENIAL_HEADS = (
    "Police deny theft at {place} museum", "No paintings stolen in {place}, police say", "Twist in {place}: police contradict museum",
    "Police: nothing was stolen from {place} museum", "Doubts about art theft in {place}", "‘No theft’: police close museum case in {place}",
)
ART_DENIAL = (
    "Police denied on {day+2} that {n} paintings had been stolen from the museum in {place}. No painting had left the building, they said.",
    "It is not true that {n} paintings were stolen in {place}, police inspector {inspector} said on {day+2}. \"They are all in the depot.\"",
    "The police in {place} contradict the museum: no paintings were stolen, let alone {n} paintings, inspector {inspector} said.",
    "Inspector {inspector} rejected the museum's account that {n} paintings had been stolen in {place}. There had been no theft, {inspector_he} said.",
    "There was no theft of {n} paintings at the museum in {place}, a police statement said on {day+2}; the report was false.",
    "Police investigators have found that the {n} paintings reported stolen in {place} were never stolen at all, inspector {inspector} said.",
)
ART_MORE = (
    "The works, landscapes of the coast for the most part, had been lent by a private collector.",
    "The alarm had been switched off for repairs to the roof.",
    "The museum was closed on {day}. A school class that had come to draw was sent home.",
    '"I walked past the frames and thought they were being cleaned," an attendant said.',
    "Insurers sent an assessor.",
    "The museum, housed in a former customs house, drew few visitors in recent years.",
    "The town council of {place} had argued about the cost of guards only last month.",
    "Border posts were told to look out for rolled canvases.",
)
ART_LATER = (
    "The museum's director did not answer calls.",
    "The museum stood by its account and announced a statement.",
    "Whether the insurer had already paid was not known.",
    "The prosecutor's office is now looking into the report itself.",
    '"We searched every room," inspector {inspector} said.',
)


def art_theft(event):
    """The museum says that paintings were stolen; two days later the police deny any theft, the museum stands by it: one for, one against."""
    desk = start(event, 10, ("director", "inspector"), n=(5, 14))
    agency, = desk.agencies(1)
    pages = [desk.publish(agency, ART_HEADS, ART_LEADS, ART_MORE, ART_MORE)]
    for _ in range(desk.draw.choice((2, 3))):
        pages.append(desk.publish(event.outlet(), ART_HEADS, ART_LEADS, ART_MORE, *desk.colour(), credit=desk.credit(agency)))
    desk.clock += 44
    for _ in range(desk.draw.choice((1, 2))):
        desk.publish(event.outlet(), ART_DENIAL_HEADS, ART_DENIAL, ART_LATER, *desk.colour())
    if desk.draw.random() < 0.5:
        pages.append(desk.publish(event.local_paper(), ART_DENIAL_HEADS, ART_LEADS, ART_DENIAL, ART_LATER))
    event.truth(carried_by=pages, origins_for=1, origins_against=1, figure=desk.fields["n"], unit="painting")


# ---------------------------------------------------------------- an eyewitness who agrees with an official

POISON_HEADS = (
    "{n} children ill after lunch at {place} school", "Food poisoning at school in {place}", "{place}: {n} children taken to hospital",
    "Canteen closed in {place} after children fall ill", "Ambulances outside school in {place}", "{N_w} children ill in {place}, canteen under suspicion",
    "What was in the lunch? School in {place} closes kitchen", "Parents in {place} angry over school meals",
)
POISON_OFFICIAL = (
    "{n} children were taken to hospital with food poisoning in {place} on {day}, the health office said.",
    "Health officer {officer} said {n} children from a primary school in {place} were being treated for food poisoning.",
    "According to the health office, {n} children fell ill after lunch at a school in {place}.",
    "The health office in {place} said on {day} that {n} children had been brought to hospital with stomach cramps.",
    '"We have {n} children with food poisoning," {officer} of the health office in {place} said. "All are stable."',
    "The number of children taken ill at a school in {place} was given by the health office as {n}.",
    "A suspected food poisoning at a school in {place} has put {n} children in hospital, health officer {officer} told reporters.",
    "{n} children fell ill at a school in {place}, {officer}, the district's health officer, said.",
)
POISON_WITNESS = (
    '"I held the door of the ambulances and counted: {n} children," {caretaker}, the caretaker of the school in {place}, told {paper}.',
    "The caretaker, {caretaker}, who helped to carry blankets, told {paper} {caretaker_he} had counted {n} children being taken from the school in {place}.",
    '{caretaker}, {caretaker_age}, caretaker at the {place} school, counted the sick at the gate. "{n} children went into '
    'the ambulances," {caretaker_he} said.',
    "{n} children were led to the ambulances, said {caretaker}, the caretaker, who stood at the gate in {place} and counted them.",
    "From the gate of the school in {place}, caretaker {caretaker} saw {n} children being driven to hospital. \"I made a tick on my notepad for each.\"",
    "Caretaker {caretaker} ticked off every child who left by ambulance in {place}: {n} children, {caretaker_he} told {paper}.",
    '"{n} children, I counted them myself at the door," said {caretaker}, caretaker of the school in {place}.',
    "{caretaker}, who looks after the school building in {place}, said {caretaker_he} saw {n} children taken away and counted each of them.",
)
POISON_MORE = (
    "Samples of {dish} were sent to the laboratory.", "On the menu that day was {dish}.",
    '"My son rang from the ward and asked for his football," one mother said.',
    "The caterer, who delivers to several schools, expressed regret and stopped all deliveries.",
    "Doctors expect most of them to go home on {day+1}.",
    "The school will stay closed for the rest of the week.",
    "Teachers wrapped the sick in curtains from the stage until help came.",
    "The education authority ordered checks of kitchens in the district.",
)


def food_poisoning(event):
    """The health office says how many children fell ill; the caretaker counted them at the gate and says the same: two origins."""
    on_a_weekday(event)
    desk = start(event, 13, ("officer", "caretaker"), GRAVE, n=(13, 64))
    desk.pick(dish=("chicken with rice", "egg salad", "fish cakes", "a cream dessert", "mushroom soup"))
    agency, = desk.agencies(1)
    local = event.local_paper()
    desk.fields["paper"] = called(local)
    pages = [desk.publish(agency, POISON_HEADS, POISON_OFFICIAL, POISON_MORE)]
    for _ in range(desk.draw.choice((1, 2, 3))):
        pages.append(desk.publish(event.outlet(), POISON_HEADS, POISON_OFFICIAL, POISON_MORE, *desk.colour(), credit=desk.credit(agency)))
    pages.append(desk.publish(local, POISON_HEADS, POISON_WITNESS, POISON_MORE, *desk.colour()))
    if desk.draw.random() < 0.5:
        desk.cite("cited", pages[-1])
        told = "The caretaker of the school in {place} told {cited} that {n} children had been taken to hospital."
        pages.append(desk.publish(event.outlet(), POISON_HEADS, told, POISON_MORE))
    event.truth(carried_by=pages, origins_for=2, figure=desk.fields["n"], unit="children")


# ---------------------------------------------------------------- a revised figure that the owner shares

COW_HEADS_EARLY = ("Anthrax kills cows near {place}", "{first} cows dead in anthrax outbreak at {place}", "Anthrax on pasture near {place}",
                   "Pastures closed in {place}",
                   "Vets confirm anthrax near {place}")
COW_EARLY = (
    "Anthrax has killed {first} cows near {place}, the veterinary office said on {day}.",
    "{first} cows have died of anthrax on a pasture near {place}, according to district veterinarian {vet}.",
    "The veterinary office in {place} said {first} cows had died of anthrax.",
    "District veterinarian {vet} on {day} reported {first} cows dead of anthrax outside {place}.",
    "In {place} {first} cows died within a day; the veterinary office found anthrax.",
    "So far {first} cows have died of anthrax near {place}, {vet} of the veterinary office said.",
)
COW_HEADS_NEW = (
    "Anthrax toll at {place} rises to {n} cows", "{n} cows dead of anthrax near {place}", "Anthrax near {place}: more cows die",
    "Farmer loses herd to anthrax in {place}",
    "Army vets sent to {place}", "Anthrax: {place} waits for vaccine", "{N_w} cows lost as anthrax hits {place}",
)
COW_NEW = (
    "The veterinary office raised its count of cows killed by anthrax near {place} to {n} cows on {day+1}, from {first} the day before.",
    "{n} cows have now died of anthrax near {place}, district veterinarian {vet} said on {day+1}.",
    "District veterinarian {vet} said that {n} cows were dead of anthrax near {place}. On {day} the office had spoken of {first}.",
    "Anthrax has killed {n} cows near {place}, more than first reported, the veterinary office said on {day+1}.",
    "The number of cows dead of anthrax near {place} has gone up to {n}, according to the veterinary office.",
    "The veterinary office now speaks of {n} dead cows in the anthrax outbreak at {place}.",
)
COW_OWNER = (
    '"I have lost {n} cows. I knew every one by name," said {farmer}, {farmer_age}, who owns the herd near {place}.',
    "Herd owner {farmer} told {paper} that {n} cows had died on {farmer_his} pasture near {place} and {farmer_he} had dragged each of them to the pit.",
    "{farmer}, the owner of the herd, counted {n} dead cows on {farmer_his} land outside {place}.",
    'Farmer {farmer} walked the pasture near {place} at daybreak on {day+1} and counted. "{n} cows dead," {farmer_he} said.',
    "{n} cows are dead, said the farmer, {farmer}, whose pasture near {place} is now fenced off.",
    "On {farmer_his} farm near {place}, {farmer} put the number of cows {farmer_he} had lost at {n}. \"{N_w} cows, and the calves cry all night.\"",
)
COW_MORE = (
    "The carcasses are burned with quicklime under the eyes of soldiers in white suits.",
    "Markets in {place} may not sell raw milk for the time being.",
    "The germ can survive in the soil for decades; the pasture lies on an old burial place for animals.",
    "People who touched the animals were given antibiotics.",
    "Vaccination of the neighbouring herds has begun.",
    "The agriculture ministry promised compensation.",
    '"Nobody should skin a dead animal now, whatever the hide is worth," veterinarian {vet} warned.',
    "A dry spring had exposed the roots of the grass, and the animals grazed close to the earth.",
)


def cattle_anthrax(event):
    """The veterinary office counts dead cows and raises its count a day later; the owner counts the same by himself: two origins for the later figure."""
    desk = start(event, 9, ("vet", "farmer"), GRAVE, first=(5, 18), n=(19, 58))
    for _ in range(desk.draw.choice((1, 2))):
        desk.publish(event.outlet(), COW_HEADS_EARLY, COW_EARLY, COW_MORE, *desk.colour())
    desk.clock += 23
    agency, = desk.agencies(1)
    pages = [desk.publish(agency, COW_HEADS_NEW, COW_NEW, COW_MORE)]
    for _ in range(desk.draw.choice((1, 2))):
        pages.append(desk.publish(event.outlet(), COW_HEADS_NEW, COW_NEW, COW_MORE, *desk.colour(), credit=desk.credit(agency)))
    local = event.local_paper()
    desk.fields["paper"] = called(local)
    pages.append(desk.publish(local, COW_HEADS_NEW, COW_OWNER, COW_MORE, *desk.colour()))
    event.truth(carried_by=pages, origins_for=2, figure=desk.fields["n"], unit="cow")


# ---------------------------------------------------------------- a ring

RING_HEADS = (
    "{n} fighters cross border near {place}", "Reports of {n} fighters near {place}", "Armed column said to approach {place}",
    "{place} on edge over reports of fighters",
    "‘{n} fighters’ near {place}: what is being reported", "Are fighters gathering outside {place}?", "Border alarm at {place}", "Unrest feared in {place}",
)
RING = (
    "{n} fighters have crossed the border near {place}, {cited} reports.",
    "According to {cited}, {n} fighters crossed into the district of {place} during the night.",
    "{Cited} reported on {day} that {n} fighters had come over the border near {place}.",
    "As reported by {cited}, {n} fighters are encamped outside {place}.",
    "{Cited} writes that {n} fighters have been seen near {place}.",
    "A group of {n} fighters has reached the hills above {place}, {cited} says.",
    "{n} fighters are said to have slipped across the border at {place}, according to {cited}.",
    "The border near {place} was crossed by {n} fighters on {day}, according to a report by {cited}.",
    "{Cited} puts the number of fighters who crossed near {place} at {n}.",
    "There are {n} fighters in the woods near {place}, if a report by {cited} is to be believed.",
)
RING_MORE = (
    "{cited_c} gave no further details.",
    "The interior ministry could not be reached.",
    "The border near {place} runs through dense forest and is hard to guard.",
    "A weekly market near the crossing was cancelled, apparently as a precaution.",
    "The district of {place} has been calm since the truce.",
    "The fighters are reported to be on foot, with mules.",
    "There has been no comment from the army so far.",
    "The report could not be verified.",
    "Buses on the border road were running normally in the afternoon.",
)


def border_ring(event):
    """Nobody is known to have seen anything: one outlet has it from a second, the second from the first, others from either: no origin."""
    desk = start(event, 8, n=(130, 480, 10))
    ring = [event.outlet() for _ in range(desk.draw.choice((2, 2, 3)))]
    pages = []
    for number, outlet in enumerate(ring):
        pages.append(ring_page(desk, outlet, called(ring[(number + 1) % len(ring)])))
    for _ in range(desk.draw.choice((1, 2, 3))):
        desk.cite("cited", desk.draw.choice(pages[:len(ring)]))
        pages.append(ring_page(desk, event.outlet(), desk.fields["cited"]))
    event.truth(carried_by=pages, origins_for=0, figure=desk.fields["n"], unit="fighters")


def ring_page(desk, outlet, cited):
    desk.fields.update(cited=cited, cited_c=capital(cited))
    return desk.publish(outlet, RING_HEADS, RING, RING_MORE, *desk.colour())


# ---------------------------------------------------------------- without a figure: said by one, denied by another

RESIGN_HEADS = (
    "Mayor {mayor_f} has resigned, opposition says", "{place} mayor said to have stepped back", "Resignation of Mayor {mayor_f} shakes {place}",
    "Power struggle in {place} town hall",
    "{place}: has Mayor {mayor_f} resigned?", "Turmoil in {place} town hall", "End of an era in {place}?", "Confusion over mayor in {place}",
)
RESIGN_SAID = (
    "Mayor {mayor} of {place} has resigned, opposition councillor {councillor} said on {day}.",
    "The mayor of {place}, {mayor}, resigned in a closed session, according to councillor {councillor} of the opposition.",
    "Opposition councillor {councillor} said that {mayor} had resigned as mayor of {place}.",
    '"{mayor} resigned in front of all of us," councillor {councillor}, who leads the opposition in {place}, said of the mayor.',
    "After the council meeting in {place} councillor {councillor} announced the resignation of Mayor {mayor}.",
    "{mayor} has handed in {mayor_his} resignation as mayor of {place}, councillor {councillor} told journalists outside the council chamber.",
    "The mayor of {place}, {mayor}, has resigned over {affair}, councillor {councillor} claimed on {day}.",
    "{place}'s mayor {mayor} resigned on {day}, said {councillor}, an opposition councillor. The reason was {affair}.",
)
RESIGN_DENIED = (
    "The town hall of {place} denied on {day+1} that Mayor {mayor} had resigned.",
    "Mayor {mayor} has not resigned, a spokesperson for the town administration of {place} said on {day+1}.",
    'A town hall spokesperson in {place} rejected the report. "There is no resignation," the spokesperson said about Mayor {mayor}.',
    "Reports that {mayor} resigned as mayor of {place} are false, the town administration said in a statement.",
    "The administration of {place} said that nobody had resigned and that Mayor {mayor} would chair the next council meeting.",
    "Mayor {mayor} remains in office and did not resign, the town hall in {place} said.",
)
RESIGN_DENIED_HEADS = ("Town hall of {place}: mayor stays", "{place} denies that Mayor {mayor_f} has resigned",
                        "Mayor {mayor_f} has not resigned, says town hall",
                       "No change at the top in {place}, administration says")
RESIGN_MORE = (
    "The mayor had come under pressure because of {affair}.",
    "{mayor_f} was elected in a run-off with a narrow majority.",
    "Inside the council chamber voices had been loud, people in the corridor said.",
    "The deputy mayor left by a side door and did not answer questions.",
    "A flag hung at half-height in the morning, though that turned out to be for a deceased alderman.",
    '"I would not be surprised by anything any more," said a market trader.',
    "The next regular election in {place} is due the year after next.",
    "The party of the mayor called a meeting of its executive.",
)


def mayor_resigned(event):
    """An opposition councillor says that the mayor resigned; a day later the town hall denies it: one for, one against, no figure."""
    desk = start(event, 16, ("mayor", "councillor"))
    desk.pick(affair=("a land deal", "the unfinished swimming pool", "a trip paid for by a contractor",
                      "the lost subsidy for the theatre", "a row over parking fees"))
    agency, = desk.agencies(1)
    pages = [desk.publish(agency, RESIGN_HEADS, RESIGN_SAID, RESIGN_MORE)]
    for _ in range(desk.draw.choice((2, 3))):
        pages.append(desk.publish(event.outlet(), RESIGN_HEADS, RESIGN_SAID, RESIGN_MORE, *desk.colour(), credit=desk.credit(agency)))
    desk.clock += 17
    for outlet in [event.local_paper()] + [event.outlet()] * desk.draw.choice((0, 1)):
        desk.publish(outlet, RESIGN_DENIED_HEADS, RESIGN_DENIED, RESIGN_MORE, *desk.colour())
    event.truth(carried_by=pages, origins_for=1, origins_against=1, words=(desk.fields["mayor_f"], "resign"))


# ---------------------------------------------------------------- denied by the one who is said to have said it

PATIENT_HEADS = (
    "{n} patients infected at {place} clinic, doctor says", "Clinic in {place}: {n} patients infected", "Hospital germ in {place}",
    "Germ alarm at {place} clinic",
    "Doctor speaks of infections at {place} clinic", "{place} clinic under scrutiny", "‘{n} patients infected’: doctor on {place} clinic",
    "Fear on the wards of {place}",
)
PATIENT_SAID = (
    "{n} patients at the clinic in {place} were infected with {germ}, senior physician {doctor} was reported to have said on {day}.",
    "Senior physician {doctor} is quoted as saying that {n} patients were infected with {germ} at the clinic in {place}.",
    "According to a remark attributed to {doctor}, a senior physician, {n} patients caught {germ} at the {place} clinic.",
    "At the clinic in {place} {n} patients have been infected with {germ}, senior physician {doctor} reportedly told a meeting.",
    "{doctor}, a senior physician at the {place} clinic, is said to have put the number of infected patients at {n}.",
    "The clinic of {place} has {n} patients infected with {germ}, {doctor}, a physician there, reportedly said.",
    "{n} patients infected with {germ}: this number, ascribed to senior physician {doctor}, is alarming {place}.",
    "Physician {doctor} of the {place} clinic is reported to have said that {n} patients were infected with {germ}.",
)
PATIENT_DENIED = (
    'Senior physician {doctor} has denied saying that {n} patients were infected at the clinic in {place}. "I never gave any number," {doctor_he} said.',
    '"I did not say that," {doctor} said of the remark that {n} patients had been infected at the {place} clinic. "It is untrue."',
    "{doctor}, the physician to whom the number of {n} infected patients was ascribed, said on {day+1} that {doctor_he} "
    "had never made the statement and that it was wrong.",
    "It is false that {n} patients were infected in {place}, and {doctor_he} never said so, senior physician {doctor} told {paper}.",
    "{doctor} rejected reports that quoted the physician as having spoken of {n} infected patients in {place}. \"I said no such thing, and it is not so.\"",
    "Physician {doctor} of the clinic in {place} denies the quotation: neither had {doctor_he} spoken of {n} infected patients, nor were there any.",
)
PATIENT_DENIED_HEADS = ("Doctor denies remark on {place} clinic", "‘I never said that’: physician in {place} rejects quotation",
                        "Physician disputes reports about {place} clinic",
                        "{place}: doctor says {doctor_he} was misquoted")
PATIENT_MORE = (
    "Relatives besieged the reception desk of the clinic.",
    "The clinic has the largest surgical ward of the region.",
    "Operations that can wait have been put off, a notice at the entrance says.",
    "Nurses have complained for a long time about a lack of cleaning staff.",
    "The germ is dangerous above all to people with weak immune systems.",
    '"I brought my husband home this morning, I am not waiting," a woman in the car park said.',
    "The clinic's management had no comment on {day}.",
    "The health insurance funds asked for a report.",
)


def misquoted_doctor(event):
    """Outlets put a figure into a doctor's mouth; the doctor says that it was never said and is wrong: none for, the doctor against."""
    desk = start(event, 12, ("doctor",), GRAVE, n=(8, 45))
    desk.pick(germ=("a resistant germ", "legionella", "a hospital germ", "norovirus"))
    pages = [desk.publish(event.outlet(), PATIENT_HEADS, PATIENT_SAID, PATIENT_MORE, *desk.colour()) for _ in range(desk.draw.choice((2, 3, 4)))]
    desk.clock += 18
    local = event.local_paper()
    desk.fields["paper"] = called(local)
    desk.publish(local, PATIENT_DENIED_HEADS, PATIENT_DENIED, PATIENT_MORE, *desk.colour())
    if desk.draw.random() < 0.5:
        desk.publish(event.outlet(), PATIENT_DENIED_HEADS, PATIENT_DENIED, PATIENT_MORE)
    event.truth(carried_by=pages, origins_for=0, origins_against=1, figure=desk.fields["n"], unit="patient")


# ---------------------------------------------------------------- two speakers of one body

BLACKOUT_HEADS = (
    "{n} households without power in {place}", "Blackout in {place}", "{place} in the dark: {n} households cut off", "Power cut hits {place}",
    "Candles sold out in {place}", "{n} households wait for electricity in {place}", "Lights out in {place} after {cause}",
    "Trams stand still as {place} loses power",
)
BLACKOUT_LEADS = (
    "{n} households in {place} were without power on {day} after {cause}, grid operator {operator} said.",
    "Grid operator {operator} said {n} households in {place} had lost electricity.",
    "{Speaker}, {role} of {operator}, said that {n} households in {place} were cut off from the grid after {cause}.",
    "According to {speaker}, {role} of grid operator {operator}, {n} households in {place} have no electricity.",
    "{Cause} left {n} households in {place} without electricity on {day}, {speaker} of {operator} said.",
    '"At the moment {n} households in {place} are without power," said {speaker}, {role} of the grid operator {operator}.',
    "A power cut in {place} has hit {n} households, {operator} reported. The reason was {cause}.",
    "{operator}, which runs the grid in {place}, put the number of households without electricity at {n}.",
    "In {place} the power went out on {day}. {n} households were affected, said {speaker}, {role} of {operator}.",
)
BLACKOUT_MORE = (
    "Crews were working on the lines and hoped to restore supply overnight, the company said.",
    "The hospital switched to its generator.",
    '"We cooked on the camping stove in the yard, the children loved it," one resident of {place} said.',
    "Traffic lights failed, and police directed cars by hand.",
    "Supermarkets threw away frozen goods.",
    "The fire brigade freed people from lifts.",
    "Mobile networks broke down in the outskirts as batteries ran out.",
    "The operator had announced an overhaul of the substation for next year.",
    "Pumps at the water works ran on reserve.",
)


def blackout(event):
    """The spokesperson and the head of the control room of one grid operator tell different outlets the same figure: one body, one origin."""
    desk = start(event, 15, ("press", "control"), GRAVE, n=(1_250, 9_850, 50))
    desk.pick(operator=("Elnetz", "Voltanord", "Gridea", "Lumenor", "Stromwerk"),
              cause=("a fire in a substation", "a storm that felled pylons", "a digger that cut a cable", "a short circuit in the transformer hall"))
    local = desk.own(event.local_paper())
    pages = []
    for person, role in (("press", "spokesperson"), ("control", "head of the control room")):
        desk.fields.update(speaker=desk.fields[person], role=role)
        for _ in range(desk.draw.choice((1, 2, 3))):
            pages.append(desk.publish(event.outlet(), BLACKOUT_HEADS, BLACKOUT_LEADS, BLACKOUT_MORE, *desk.colour()))
    direct = "{speaker}, {role} of {operator}, told {paper} that {n} households in {place} were without electricity."
    pages.append(desk.publish(local, BLACKOUT_HEADS, direct, BLACKOUT_MORE, by=desk.fields["reporter"]))
    event.truth(carried_by=pages, origins_for=1, figure=desk.fields["n"], unit="household")


# ---------------------------------------------------------------- an authority's figure and a reporter's other one

RAZED_HEADS = (
    "Bulldozers in {place}", "Homes razed in {place}", "Settlement at edge of {place} torn down", "{place}: families watch as houses fall",
    "Demolition in {place} draws anger",
    "Demolition at the edge of {place}", "Rubble and tears in {place}", "City clears land in {place} for {project}",
)
RAZED_BOTH_HEADS = ("Dispute over extent of demolition in {place}", "How many buildings fell in {place}?", "{place}: paper counts more ruins than city admits")
RAZED_CITY = (
    "{n} buildings were demolished in {place} on {day} to make way for {project}, the building authority said.",
    "The building authority in {place} said it had pulled down {n} buildings that stood there without a permit.",
    "According to building authority chief {chief}, {n} buildings were torn down in {place}.",
    '"We removed {n} buildings, all of them illegal," {chief}, head of the building authority of {place}, said.',
    "Bulldozers razed {n} buildings at the edge of {place} on {day}, the building authority announced.",
    "{chief}, who heads the building authority in {place}, put the number of demolished buildings at {n}.",
    "A total of {n} buildings had to go for {project} in {place}, the building authority said in a statement.",
    "In {place} {n} buildings were levelled on {day}, said {chief} of the building authority.",
)
RAZED_OWN = (
    "{m} buildings lay in ruins when a reporter for {paper} walked the settlement in {place} on {day} and counted.",
    "Our reporter counted {m} demolished buildings in {place}.",
    "{paper_c}'s own count, made on foot lot by lot, found {m} buildings torn down in {place}.",
    "I counted {m} demolished buildings in {place}, some with the laundry still on the line.",
    "We went through the settlement in {place} with a map and counted {m} buildings that the bulldozers had flattened.",
    "{reporter}, our reporter in {place}, counted {m} buildings reduced to rubble.",
    "By our own count, lot by lot, {m} buildings were demolished in {place} on {day}.",
    "Reporter {reporter} of {paper}, who was present from the first bulldozer to the last, counted {m} demolished buildings in {place}.",
)
RAZED_CITED = (
    "{Cited} counted {m} demolished buildings in {place}, its reporter wrote.",
    "A reporter for {cited} who went to {place} counted {m} buildings torn down.",
    "According to a count made on the spot by {cited}, {m} buildings were demolished in {place}.",
)
RAZED_MORE = (
    '"They gave us an hour. I carried out the oven and the baby," said {owner}, {owner_age}, whose house was among those that fell.',
    "The families have been offered rooms in a former barracks.",
    "The land is meant for {project}.",
    "Police kept onlookers behind a tape. A priest argued with an officer and was led away.",
    "A court had refused to stop the demolition.",
    "{owner}, who had lived there since childhood, sat on a suitcase and waited for {owner_his} brother.",
    "Lawyers for the families announced an appeal.",
    "Only a water tank and a row of plum trees were left standing.",
)


def demolition(event):
    """The building authority says how many buildings it pulled down, a local reporter counts more: each figure one for, one against."""
    desk = start(event, 12, ("chief", "owner"), n=(12, 29), m=(33, 68))
    desk.pick(project=("a bypass road", "a shopping centre", "a new stadium", "a container terminal"))
    agency, = desk.agencies(1)
    local = desk.own(event.local_paper())
    desk.fields["paper_c"] = capital(desk.fields["paper"])
    official = [desk.publish(agency, RAZED_HEADS, RAZED_CITY, RAZED_MORE)]
    for _ in range(desk.draw.choice((1, 2))):
        official.append(desk.publish(event.outlet(), RAZED_HEADS, RAZED_CITY, RAZED_MORE, *desk.colour(), credit=desk.credit(agency)))
    counted = [desk.publish(local, RAZED_HEADS, RAZED_OWN, RAZED_MORE, *desk.colour(), by=desk.fields["reporter"])]
    if desk.draw.random() < 0.6:
        desk.cite("cited", counted[0])
        counted.append(desk.publish(event.outlet(), RAZED_BOTH_HEADS, RAZED_CITY, RAZED_CITED, RAZED_MORE))
        official.append(counted[-1])
    event.truth(carried_by=official, origins_for=1, origins_against=1, figure=desk.fields["n"], unit="buildings")
    event.truth(carried_by=counted, origins_for=1, origins_against=1, figure=desk.fields["m"], unit="buildings")


# ---------------------------------------------------------------- an agency's own reporter, rewritten with credit and copied without

CONVOY_HEADS = (
    "{n} army vehicles roll through {place}", "Military convoy seen in {place}", "Convoy of {n} vehicles passes {place}",
    "{place} wakes to rumble of army convoy",
    "Troop movements near {place}", "Army column on the road at {place}", "Long convoy heads past {place}", "What is the army doing in {place}?",
)
CONVOY_OWN = (
    "A {agency} reporter counted {n} military vehicles on the road through {place} on {day}.",
    "{n} military vehicles passed through {place} on {day}, a {agency} correspondent saw.",
    "A convoy of {n} military vehicles drove through {place} on {day}, according to a {agency} reporter at the roadside.",
    "From the bridge at {place} a correspondent of {agency} counted {n} military vehicles heading {direction}.",
    "{n} military vehicles, among them tank transporters, were seen by a {agency} reporter in {place} on {day}.",
    "A {agency} journalist in {place} watched a military convoy pass before breakfast and counted {n} vehicles.",
    "On the main road of {place} {n} military vehicles moved {direction} on {day}, counted by a reporter for {agency}.",
    "The convoy that crossed {place} on {day} was made up of {n} vehicles, a {agency} correspondent on the spot reported.",
)
CONVOY_MORE = (
    "Number plates were painted over. Soldiers on the trucks waved at children but gave no answers, and some covered their faces.",
    "The defence ministry did not reply to a request for comment. An exercise had not been announced, and officials in the town said they knew nothing.",
    '"The glasses in my cupboard rang for half an hour," said {shopkeeper}, {shopkeeper_age}, who has a shop near the bridge.',
    "The column stopped at a filling station near the town, then went on {direction}. Police later closed the road to other traffic.",
    "Field kitchens and ambulances brought up the rear. People who stood at the roadside also saw trailers with bridge parts.",
    "The border is about an hour's drive away. Talks on the withdrawal of heavy weapons have been stalled since spring.",
)


def convoy_seen(event):
    """An agency's correspondent stands at the road and counts; others take it over, with a credit line or word for word without: one origin."""
    desk = start(event, 7, ("shopkeeper",), n=(24, 93))
    desk.pick(direction=("east", "towards the border", "north", "to the coast"))
    agency, = desk.agencies(1)
    desk.fields["agency"] = agency.name
    wire = desk.publish(agency, CONVOY_HEADS, CONVOY_OWN, CONVOY_MORE, CONVOY_MORE, CONVOY_MORE)
    pages = [wire]
    for _ in range(desk.draw.choice((1, 2, 3))):
        pages.append(desk.publish(event.outlet(), CONVOY_HEADS, CONVOY_OWN, CONVOY_MORE, *desk.colour(), credit=desk.credit(agency)))
    pages += [near_copy(desk, wire, CONVOY_HEADS) for _ in range(desk.draw.choice((1, 2)))]
    event.truth(carried_by=pages, origins_for=1, figure=desk.fields["n"], unit="vehicles")


# ---------------------------------------------------------------- without a figure: an official and an eyewitness

FREED_HEADS = (
    "Journalist {captive} released in {place}", "{captive_f} released after months in {place} jail", "Reporter freed in {place}",
    "{place} prison: journalist walks out",
    "Joy in {place} as journalist is released", "Journalist {captive_f} is out of prison", "After long detention: {captive} released",
    "Press freedom case in {place} takes a turn",
)
FREED_OFFICIAL = (
    "Journalist {captive} was released from prison in {place} on {day}, the justice ministry said.",
    "The justice ministry announced the release of journalist {captive} from the prison in {place}.",
    "{captive}, a journalist held in {place}, has been released, justice ministry official {official} said.",
    '"{captive} was released this morning after the remainder of the sentence was waived," {official} of the justice ministry said in {place}.',
    "According to the justice ministry, {captive} was released on {day} and left the prison of {place}.",
    "A justice ministry statement said that {captive}, jailed in {place} over {case}, had been released.",
    "{official}, an official at the justice ministry, confirmed that {captive} had been released from {place} prison.",
    "The release of {captive}, imprisoned in {place} over {case}, was confirmed by the justice ministry on {day}.",
)
FREED_WITNESS = (
    '"I saw {captive} come out of the gate, released, with a plastic bag in {captive_his} hand," said {vendor}, who sells flowers opposite {place} prison.',
    "{vendor}, a flower seller opposite the prison in {place}, said {vendor_he} watched as {captive} was released and hugged by relatives.",
    "Flower seller {vendor} saw it from {vendor_his} stall: {captive} was released through the side gate of {place} prison.",
    "{captive} was released through the small door in the prison wall of {place}, said {vendor}, whose flower stall stands across the street.",
    "At the prison of {place} {vendor}, who sells flowers there, witnessed how {captive} was released.",
    "{vendor}, {vendor_age}, who has a flower stall by the prison in {place}, told {paper} {vendor_he} had seen {captive} being released.",
)
FREED_MORE = (
    "{captive_f} had been convicted over {case}; colleagues called the trial a farce.",
    "Colleagues had kept an empty chair in the newsroom.",
    "International press associations had campaigned for the case.",
    "The sentence had been criticised abroad. The ministry always rejected the criticism.",
    "{captive_f} is to see a doctor first and will not give interviews for now, relatives said.",
    "A crowd with sunflowers had gathered in front of the courthouse in {place}.",
    "Other reporters remain behind bars, a journalists' association recalled.",
    "In {place} drivers honked their horns along the river.",
)


def journalist_released(event):
    """The justice ministry says that a journalist was released, a flower seller opposite the prison saw it: two origins, no figure."""
    desk = start(event, 10, ("captive", "official", "vendor"))
    desk.pick(case=("reports on a casino", "an article about the governor", "a series on logging", "leaked minutes of the council", "a caricature"))
    agency, = desk.agencies(1)
    local = event.local_paper()
    desk.fields["paper"] = called(local)
    pages = [desk.publish(agency, FREED_HEADS, FREED_OFFICIAL, FREED_MORE)]
    for _ in range(desk.draw.choice((1, 2, 3))):
        pages.append(desk.publish(event.outlet(), FREED_HEADS, FREED_OFFICIAL, FREED_MORE, *desk.colour(), credit=desk.credit(agency)))
    pages.append(desk.publish(local, FREED_HEADS, FREED_WITNESS, FREED_MORE, *desk.colour()))
    event.truth(carried_by=pages, origins_for=2, words=(desk.fields["captive_f"], "releas"))


# ---------------------------------------------------------------- two questions on the same pages

BUS_HEADS = (
    "{n} injured as coach overturns near {place}", "Coach plunges off road near {place}",
    "Coach accident near {place}: {n} people injured", "Night of horror on the pass above {place}", "Pass road above {place} closed after coach crash",
    "{place}: coach with day trippers crashes", "Coach with {n} injured: rescuers work through the night at {place}",
)
BUS_HEADS_DEAD = (
    "Coach crash at {place} kills {dead}", "{dead} dead and {n} injured in coach crash near {place}", "Coach crash near {place} leaves {dead} dead",
    "{place} mourns after coach crash", "{Dead_w} killed in coach crash near {place}",
)
BUS_FIRE = (
    "The fire service said {n} people were injured when a coach overturned near {place} on {day}.",
    "{n} people were injured in a coach crash near {place}, fire chief {chief} said.",
    "According to the fire service, which cut passengers out of the wreck, {n} people were injured in the accident near {place}.",
    "A coach left the road near {place} on {day}. {n} people were injured, the fire service reported.",
    'Fire chief {chief} said at the scene near {place} that {n} people had been injured. "We had to lift the roof with a crane."',
    "A coach carrying {cargo} ran off the pass road above {place}, leaving {n} people injured, said the fire service.",
)
BUS_HOSPITAL = (
    "The hospital in {place} said its emergency ward had received {n} injured people from the coach.",
    "{n} people injured in the coach crash were brought in, said {doctor}, chief physician of the {place} hospital.",
    '"We have {n} injured people here, everyone from that coach who needed a bed," {doctor} of the hospital in {place} said.',
    "Chief physician {doctor} said {n} injured people were being treated at the hospital in {place} after the coach crash.",
    "According to the hospital of {place}, it took in {n} people injured in the crash of the coach.",
    "All those hurt came to the hospital in {place}, which counted {n} injured people, chief physician {doctor} said.",
)
BUS_DEAD = (
    "The prosecutor's office said {dead} people were killed.", "{dead} people died, according to the prosecutor's office.",
    "The prosecutor's office spoke of {dead} people killed.", "{dead} people were killed, prosecutor {prosecutor} said.",
    "Prosecutor {prosecutor} said that {dead} people had died at the scene.", "The crash killed {dead} people, the prosecutor's office said.",
    "According to prosecutor {prosecutor}, {dead} people died in the crash.",
)
BUS_MORE = (
    "The driver was being questioned. He is said to have braked for an animal.",
    "The coach was on the way back from {cargo_trip}.",
    "Rain had made the pass road slippery, and there is no guard rail at the bend.",
    '"Suddenly everything was upside down and it was very quiet," a passenger told the rescuers.',
    "Volunteers from {place} brought tea and blankets.",
    "The coach company said the vehicle had passed its inspection in spring.",
    "Divers searched the stream below the road but found only luggage.",
    "Flags were lowered in {place}.",
)


def coach_crash(event):
    """Fire service and hospital count the injured, each by itself, and agree; only the prosecutor speaks of the dead: two origins and one."""
    desk = start(event, 18, ("chief", "doctor", "prosecutor"), GRAVE, n=(17, 48), dead=(4, 11))
    cargo, trip = desk.draw.choice((("pensioners", "a spa town"), ("a choir", "a singing contest"),
                                    ("football supporters", "an away match"), ("pilgrims", "a shrine")))
    desk.fields.update(cargo=cargo, cargo_trip=trip)
    first, second = desk.agencies(2)
    injured, killed = [], []
    for agency, table in ((first, BUS_FIRE), (second, BUS_HOSPITAL)):
        for outlet, credit in ((agency, None), (event.outlet(), desk.credit(agency))):
            dead = [BUS_DEAD] * (desk.draw.random() < 0.6 or not killed)
            lead = [table] if table is BUS_FIRE else ["A coach overturned near {place} on {day}.", table]
            injured.append(desk.publish(outlet, BUS_HEADS_DEAD if dead else BUS_HEADS, *lead, *dead, BUS_MORE, *desk.colour(), credit=credit))
            killed += injured[-1:] * len(dead)
    event.truth(carried_by=injured, origins_for=2, figure=desk.fields["n"], unit="wounded")
    event.truth(carried_by=killed, origins_for=1, figure=desk.fields["dead"], unit="dead")


TYPES = [
    protest_arrests, ship_seizure, epidemic_count, drone_strike, prison_break, school_strike, town_evacuation, plant_layoffs, derailed_wagons, food_poisoning,
    art_theft, poisoned_river, border_ring, mayor_resigned, cattle_anthrax, missing_hikers, election_night, coach_crash, convoy_seen, misquoted_doctor,
    journalist_released, blackout, demolition,
]
