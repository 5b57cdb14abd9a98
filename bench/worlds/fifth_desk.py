"""The desk of the fifth set: how a page names whom it has a thing from, how a story is put together, and the sidelines
that any paper prints. A page takes wordings that no other page of its event has used while there are any left."""
import re

from world import AGENCIES, link

WOMEN = set("Anna Clara Edda Greta Irina Lena Nadia Petra Sofia Vera".split())
ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen").split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


# ---------------------------------------------------------------- numbers and sentences

def in_words(n):
    if n < 20:
        return ONES[n]
    return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")


def number(n):
    """As it stands within a sentence."""
    return in_words(n) if n < 10 else f"{n:,}"


def opening(text):
    """A sentence begins with a capital, and not with digits."""
    text = re.sub(r"^\d\d(?![\d,])", lambda found: in_words(int(found.group())), text)
    text = re.sub(r"^(?=\d)", "a total of ", text)
    return re.sub(r"^((?:<[^>]+>)*)(.)", lambda found: found[1] + found[2].upper(), text)


# ---------------------------------------------------------------- who speaks

class Speaker:
    """Somebody with a name and a role: in full when first mentioned on a page, by family name after that."""

    def __init__(self, names, role):
        self.full, self.family = " ".join(names), names[1]
        self.woman = names[0] in WOMEN
        self.role = role
        self.he, self.his = ("she", "her") if self.woman else ("he", "his")

    def __str__(self):
        return f"{self.full}, {self.role}"

    def shortened(self, paragraphs):
        """The paragraphs with every mention but the first made short."""
        seen = False

        def mention(found):
            nonlocal seen
            first, seen = not seen, True
            if first:
                return found.group()
            return f"{found[1] or ''}{self.family}{',' if found[1] and found[2] else ''}"
        return [re.sub(f"(ccording to )?{re.escape(str(self))}(,?)", mention, paragraph) for paragraph in paragraphs]


def spokesperson(names, body):
    return Speaker(names, f"a {'spokeswoman' if names[0] in WOMEN else 'spokesman'} for {body}")


class Source:
    """Whom a page has a thing from: what is put before the clause that says it, and what is put behind."""

    def __init__(self, fronts, behinds):
        self.fronts, self.behinds = tuple(fronts), tuple(behinds)


def body(name):
    """An office, a service, a company that speaks for itself."""
    return Source(
        [f"according to {name},", f"{name} said", f"{name} said in a statement that", f"{name} told reporters that", f"{name} told a briefing that",
         f"{name} announced that", f"speaking through a press officer, {name} said", f"in a statement read out on the radio, {name} said",
         f"asked for its account by reporters, {name} said" if not name.endswith("police") else f"asked by reporters for their account, {name} said"],
        [f"{name} said", f"according to {name}", f"{name} said in a statement", f"{name} told reporters", f"{name} told a briefing",
         f"{name} said in a notice", f"{name} said in reply to questions", f"as {name} announced"])


def voice(speaker):
    """Somebody who speaks under a name."""
    return Source(
        [f"according to {speaker},", f"{speaker}, said", f"{speaker}, told reporters that", f"{speaker}, said in an interview that",
         f"asked about it by reporters, {speaker}, said", f"reading from a sheet of paper, {speaker}, said"],
        [f"said {speaker}", f"{speaker}, said", f"according to {speaker}", f"{speaker}, told reporters",
         f"{speaker}, said on the telephone", f"{speaker}, told a news conference"])


def called(outlet):
    return outlet.name if outlet.name in AGENCIES else outlet.called


def at_length(outlet):
    return f"the news agency {outlet.name}" if outlet.name in AGENCIES else outlet.called


def through(outlet, who):
    """What somebody said, as another outlet has it."""
    short, long = called(outlet), at_length(outlet)
    return Source(
        [f"{short}, citing {who}, reported that", f"citing {who}, {long} reported that", f"{who} told {long} that",
         f"{short} quoted {who} as saying that", f"according to {long}, which cited {who},"],
        [f"{long} reported, citing {who}", f"{who} told {long}", f"according to {short}, which quoted {who}",
         f"{short} quoted {who} as saying", f"{short} said, quoting {who}"])


def relayed(outlet, first):
    """What one outlet has from another."""
    short, long = called(outlet), at_length(outlet)
    return Source(
        [f"{short}, quoting {called(first)}, reported that", f"quoting {called(first)}, {long} reported that", f"according to {long}, which quoted {called(first)},"],
        [f"{long} reported, quoting {called(first)}", f"according to {short}, which quoted {called(first)}", f"{short} said, with reference to {called(first)}"])


def told_to(outlet, speaker):
    """What somebody said to the outlet whose page it stands on, or to the one that is quoted."""
    name = called(outlet)
    return Source(
        [f"{speaker}, told {name} that", f"speaking to {name}, {speaker}, said", f"in an interview with {name}, {speaker}, said"],
        [f"{speaker}, told {name}", f"said {speaker}, in an interview with {name}"])


def reported_by(outlet, page=None):
    """What another outlet has reported, with a link where its page is given."""
    short, long = called(outlet), at_length(outlet)
    shown = link(page, short) if page else short
    return Source(
        [f"according to {long},", f"{shown} reported that", f"{long} reported on its website that", f"a report by {shown} said"],
        [f"{shown} reported", f"according to {long}", f"according to a report by {shown}", f"{long} has reported"])


def either(draw, probability=0.5):
    return draw.random() < probability


def two_agencies(event):
    first = event.agency()
    while (second := event.agency()).name == first.name:
        pass
    return first, second


# ---------------------------------------------------------------- putting a story together

CREDITS = ("{agency}", "Source: {agency}", "By {agency}", "({agency})", "{agency} news agency")
READERS = ("Old Tram", "M.K.", "hilltop", "Widow Twanky", "Reader from the north side", "tea_at_four", "Second Cousin", "jj")
REMARKS = (
    "My thoughts are with all of them.", "Why do we always read of these things too late?", "Thank you for going there and asking.",
    "The council will form a committee, as it always does.", "Please keep us informed.", "I was born in that street. It makes me sad.",
    "Not surprised, sorry to say.", "When will somebody take responsibility?",
)


class Desk:
    """Writes the pages of one event. `facts` fill the wordings; numbers among them are spelled as house style
    wants. `{r20-40}` is some number of a sideline, `{y1900-1930}` some year."""

    def __init__(self, event, *, sides, quotes, common, **facts):
        self.event, self.draw = event, event.draw
        self.facts = {"place": event.place, **facts}
        self._sides, self._quotes, self._common = sides, quotes, common
        self._left, self._carriers, self._drawn = {}, {}, {}

    def fill(self, wording, spelled=number):
        def value(found):
            name = found.group(1)
            if limits := re.fullmatch(r"([ry])(\d+)-(\d+)", name):
                drawn = self._other_number(wording, int(limits[2]), int(limits[3]))
                return str(drawn) if limits[1] == "y" else spelled(drawn)
            fact = self.facts.get(name, found.group())
            return spelled(fact) if isinstance(fact, int) else str(fact)
        return re.sub(r"\{([ry]\d+-\d+|\w+)\}", value, wording)

    def _other_number(self, wording, low, high):
        """A number for a sideline, which must not be one that the event is about, and is the same on every page."""
        while self._drawn.get((wording, low)) in (None, *self.facts.values()):
            self._drawn[wording, low] = self.draw.randint(low, high)
        return self._drawn[wording, low]

    def _next(self, wordings):
        left = self._left.setdefault(wordings, [])
        if not left:
            left.extend(self.draw.sample(wordings, len(wordings)))
        return left.pop()

    def pick(self, wordings):
        """A whole sentence or paragraph."""
        return opening(self.fill(self._next(wordings)))

    def headline(self, wordings):
        text = self.fill(self._next(wordings), spelled=lambda n: f"{n:,}")
        return text[0].upper() + text[1:]

    def claim(self, clauses, source):
        """One of the clauses with its source before or behind it."""
        clause = self.fill(self._next(clauses))
        if either(self.draw, 0.45):
            return opening(f"{self.fill(self._next(source.fronts))} {clause}.")
        return opening(f"{clause}, {self.fill(self._next(source.behinds))}.")

    def _around(self, told):
        """A quote behind the lead, and sidelines up to four to eight paragraphs."""
        wanted = self.draw.randint(max(4, len(told) + 2), min(8, len(told) + 5))
        sides = []
        while len(sides) < wanted - len(told) - 1:
            side = self.pick(self._common if len(sides) % 2 else self._sides)
            if side not in sides:
                sides.append(side)
        quote = self.pick(self._quotes)
        if len(told) == 2 and either(self.draw, 0.25):
            return [" ".join(told), quote, *sides, self.pick(self._common)]
        if len(sides) > 2 and either(self.draw, 0.4):
            return [f"{told[0]} {sides[0]}", *told[1:], sides[1], quote, *sides[2:]]
        return [told[0], quote, *told[1:], *sides]

    def story(self, outlet, headline, told, *, tells, hours, agency=None, more=(), **shown):
        """Publishes the sentences `told`, the lead first, among quotes and sidelines. `tells` names the claims on the page,
        `agency` is credited below it, `more` are paragraphs for its end."""
        paragraphs = self._around(told) + list(more)
        for fact in self.facts.values():
            if isinstance(fact, Speaker):
                paragraphs = fact.shortened(paragraphs)
        return self._publish(outlet, headline, paragraphs, tells, hours, agency, **shown)

    def reprint(self, page, outlet, headline, *, tells, hours, told):
        """The agency's page in another paper, perhaps cut from below. The first `told` sentences of it stay."""
        kept = self.draw.randint(max(4, told + 1), max(len(page.paragraphs), max(4, told + 1)))
        return self._publish(outlet, headline, page.paragraphs[:kept], tells, hours, page.outlet)

    def _publish(self, outlet, headline, paragraphs, tells, hours, agency, **shown):
        credit = agency and self.draw.choice(CREDITS).format(agency=agency.name)
        page = self.event.page(outlet, headline, paragraphs, hours=hours + self.draw.randrange(3), credit=credit, comments=self._comments(), **shown)
        for claim in tells:
            self._carriers.setdefault(claim, []).append(page)
        return page

    def _comments(self):
        n = self.draw.choice((0, 0, 0, 1, 2))
        return list(zip(self.draw.sample(READERS, n), self.draw.sample(REMARKS, n)))

    def truth(self, claim, origins_for, origins_against=0, **what):
        self.event.truth(carried_by=self._carriers[claim], origins_for=origins_for, origins_against=origins_against, **what)


# ---------------------------------------------------------------- a hospital that counts for itself

HOSPITAL_COUNTED = (
    "Doctors at {hospital}, who counted the dead themselves as they were brought in, said {dead} people had been killed.",
    "At {hospital}, where every victim was taken, the medical superintendent said his staff had registered {dead} dead.",
    "The duty physician at {hospital} said {dead} people had died, a figure she had drawn up from the mortuary register.",
    "{hospital} said in a separate statement that it had counted {dead} dead in its own mortuary.",
    "Independently of that count, {hospital} said its register showed {dead} dead.",
    "The mortuary at {hospital} had received {dead} dead by evening, the hospital said after its own count.",
    "{dead} people were killed, said the matron of {hospital}, who had gone through the admission book line by line.",
)


# ---------------------------------------------------------------- sidelines

AFTER_A_DISASTER = (
    "{place}, a town of some {r20-90},000, had its market day that morning and the streets were full.",
    "The road to the bridge was closed to traffic until late in the evening and buses were sent round by the ring road.",
    "A telephone line for relatives was opened at the town hall, and the first calls came within minutes.",
    "Flags on public buildings were to be lowered for three days.",
    "The governor, who had been at a farm show, cut short his visit and drove to {place}.",
    "Mobile telephones worked poorly for several hours because so many people were calling home.",
    "Schools in the district were to stay shut until further notice.",
    "A fund opened by the chamber of commerce had taken in {r210-880},000 crowns by nightfall.",
    "The blood bank appealed for donors of all groups and said its shelves were a third full.",
    "Shops along the main street pulled down their shutters at noon.",
    "The regional assembly held a minute of silence before it went on with the budget.",
    "Forecasters expect rain later in the week, with wind from the west and temperatures of about {r11-19} degrees.",
    "A public inquiry was promised by the deputy minister, who gave no date for it.",
    "The parish hall was turned into a canteen, where volunteers had served {r240-900} meals by midnight.",
    "Insurers said it was too early to speak of the cost.",
    "Members of parliament from both sides called for the safety rules to be looked at again.",
    "Trains on the branch line ran up to {r25-70} minutes late.",
    "Helicopters from the neighbouring province arrived shortly after lunch and left at dusk.",
    "By the evening candles were burning on the steps of the old post office.",
    "The mayor cancelled the harvest fair, which draws about {r12-30},000 visitors in a usual year.",
    "Electricity came back to most of the town at about ten at night.",
    "A hotel near the station offered {r30-70} free rooms to relatives from outside the district.",
)

IN_PUBLIC_LIFE = (
    "{place}, with some {r20-90},000 inhabitants, is the seat of the district.",
    "The council is to take up the matter at its sitting next week.",
    "The governor's office did not answer questions sent by e-mail.",
    "Traffic in the centre was slow for most of the day because of roadworks on the ring road.",
    "The last time the town was so much in the news was when the river froze, an older resident recalled.",
    "A television van stood in front of the town hall from early morning.",
    "The regional assembly voted {r31-48} to {r12-29} last month to put off the reform of the districts.",
    "Shopkeepers in the main street said business had been poor all week.",
    "Unemployment in the district fell slightly last year, official statistics show.",
    "Forecasters expect a dry week, with temperatures of about {r11-19} degrees.",
    "A new bypass, which is to cost {r14-60} million crowns, is due to open in the spring.",
    "The teachers' choir went ahead with its concert on the square as planned.",
    "Both local bus companies kept to their timetables.",
    "The bishop asked in a sermon for calm and for patience.",
    "The town lost its second newspaper some years ago, and rumours have travelled faster since.",
    "Questions were asked in parliament, where the minister promised a reply in writing.",
    "The district budget has been cut in each of the last three years.",
    "Residents said they had first heard of it from neighbours.",
    "The public library extended its opening hours so that people could follow the news there.",
    "A hotel near the station said all its {r30-70} rooms were taken.",
    "A football match between {place} and its neighbours was moved to the following week.",
    "The chamber of lawyers said it was following the matter closely.",
)
