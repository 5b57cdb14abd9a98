"""Event types of a third hand: each docstring says who saw what, and so how many origins a claim has.

Sentences are frames ("according to {body}, {claim}.") filled with claims ("{n} people were killed in {place}"). `{n}` is the
figure, `{words}` the same in words; `Tale.exact` draws only wordings with the plain number.
"""
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


# ---------------------------------------------------------------- 1 avalanche

AVALANCHE_DEAD = [
    "{n} people were killed when an avalanche hit a ski slope above {place}",
    "{n} skiers died in an avalanche near {place}",
    "the avalanche above {place} killed {n} people",
    "an avalanche above {place} left {n} people dead",
    "{words} people lost their lives in the avalanche at {place}",
    "{words} skiers were killed by a snow slide on the slopes of {place}",
    "the death toll from the avalanche at {place} stands at {n}",
]
AVALANCHE_MISSING = [
    "{m} people are still missing", "{m} people are missing under the snow", "{m} skiers remain missing",
    "{mwords} people were still missing by nightfall", "the search goes on for {m} missing people", "{mwords} skiers are still missing",
]
AVALANCHE_HEADS = [
    "Avalanche kills {n} near {place}", "{n} dead in avalanche above {place}", "Avalanche in {place}: {n} killed, {m} missing",
    "Skiers die in avalanche at {place}", "Search continues after deadly avalanche above {place}", "{place}: snow slide kills {n} skiers",
]
AVALANCHE_MORE = [
    "The slab broke off shortly after the lifts had opened and came to a halt just above the valley station.",
    "Rescuers with dogs and probes worked in wind and fog; two helicopters had to turn back.",
    "The warning level in the range had been raised to four of five the evening before.",
    "“The snow is as hard as concrete. Every metre takes time,” {last} said.",
    "“We will go on as long as there is a spark of hope,” said {last}.",
    "The pass road into {place} stays closed because of the danger of further slides.",
    "The lift company has stopped all lifts until further notice and opened a telephone line for relatives.",
    "It is the first accident of this kind on the slope since the snow fences were built in 1998.",
]


def avalanche_wire(event):
    """The mountain rescue service counted the dead and the missing; an agency has it, others rewrite the wire and credit it."""
    chief = speaker(event, "the mountain rescue service", "mountain rescue chief", "head of the mountain rescue service")
    dead, missing = event.draw.sample(range(4, 19), 2)
    tale = Tale(event, chief, n=dead, m=missing)
    agency, = agencies(event, 1)
    text = lambda draw: [draw(SAID, AVALANCHE_DEAD), draw(SAID_AGAIN, AVALANCHE_MISSING), *tale.some(AVALANCHE_MORE, 3)]
    pages = [tale.publish(agency, AVALANCHE_HEADS, text(tale.told_exactly), 11, by=None)]
    for hours in hours_after(event, 12, event.draw.randrange(3, 6)):
        pages.append(tale.publish(event.outlet(), AVALANCHE_HEADS, text(tale.told) + tale.some(GRIEF, 1), hours, credit=credited(event, agency)))
    event.truth(carried_by=pages, figure=dead, unit="dead", origins_for=1)
    event.truth(carried_by=pages, figure=missing, unit="missing", origins_for=1)


# ---------------------------------------------------------------- 2 dam leak

DAM_CLAIMS = [
    "{n} people were moved out of their homes below the dam at {place}",
    "{n} residents were evacuated from {place} after water was found seeping through the dam",
    "{n} people had to leave their homes in {place} because the dam is leaking",
    "{n} people from the lower part of {place} were evacuated during the night",
    "the leak in the dam forced {n} people in {place} out of their homes",
    "{n} residents of {place} were brought to safety after the dam began to leak",
]
DAM_HEADS = [
    "Dam leak: part of {place} evacuated", "Homes cleared in {place} as dam leaks", "Leak found in dam above {place}",
    "{n} people evacuated below leaking dam at {place}", "Residents of {place} told to leave as dam seeps", "Night of fear under the dam at {place}",
]
DAM_MORE = [
    "A warden noticed the wet patch at the foot of the wall on his evening round, {body} said.",
    "The level of the reservoir is being lowered by more than a metre a day through the bottom outlet.",
    "Families were taken to the sports hall, where large tents and camp beds had been set up.",
    "Schools across the valley stay shut, and the road along the river is closed to traffic.",
    "“There is no immediate danger of a breach, but we do not take chances with people's lives,” {last} said.",
    "Divers are to inspect the grouting as soon as the current allows it.",
    "The earth-fill dam was finished in 1971 and was last inspected in the spring.",
    "The cause of the leak is not known yet. Engineers from the capital began to take samples nearby.",
]


def dam_leak_copied(event):
    """The water authority counted those who left; one paper has it, others print its text nearly verbatim and credit nobody."""
    chief = speaker(event, "the water authority", "water authority director", "director of the water authority")
    moved = event.draw.choice((180, 240, 310, 420, 640, 870, 1150, 1240, 1680, 2300))
    tale = Tale(event, chief, n=moved)
    text = [tale.told_exactly(SAID, DAM_CLAIMS), *tale.some(DAM_MORE, 4), tale.say(TEMPERS)]
    first = tale.publish(event.local_paper() if event.draw.random() < 0.5 else event.outlet(), DAM_HEADS, text, 7)
    pages = [first] + [tale.publish(event.outlet(), DAM_HEADS, nearly(event, text), hours)
                       for hours in hours_after(event, 8, event.draw.randrange(2, 5))]
    event.truth(carried_by=pages, figure=moved, unit=None, origins_for=1)


# ---------------------------------------------------------------- 3 bridge blockade

TRACTORS_SEEN = [
    "Footage shows {n} tractors parked across the bridge at {place}.",
    "A video from {place} shows {n} tractors blocking the river bridge.",
    "The footage shows {n} tractors standing on the bridge into {place}.",
    "In the clip, {n} tractors can be seen blocking the bridge at {place} in both directions.",
    "{n} tractors can be seen on the bridge at {place} in a video shared online.",
    "The recording shows {words} tractors lined up on the bridge at {place}, their lights flashing.",
    "Video shared online shows {words} tractors blocking the bridge in {place}.",
]
BLOCKADE_HEADS = [
    "Farmers block bridge at {place}", "Watch: tractors close bridge in {place}", "Tractor protest brings {place} to a halt",
    "Video: farmers' blockade on the {place} bridge", "Farmers' anger spills onto bridge at {place}", "Bridge in {place} shut by tractors",
]
ARRESTS = [
    "{m} people were arrested", "{m} people were detained at the bridge in {place}", "officers arrested {m} people in {place}",
    "{mwords} people were arrested at the blockade in {place}", "{m} people were taken into custody", "{mwords} people had been detained by noon",
]
BLOCKADE_MORE = [
    "The farmers protest against cuts to the fuel rebate, which parliament is to vote on next week.",
    "Commuters were sent on a detour of 40 kilometres by way of the old ford.",
    "“Without us there is nothing on your plate,” read a banner tied to the railing.",
    "“I have milked cows for thirty years and now I cannot pay the vet,” said {witness}, {age}.",
    "Organisers handed out soup and tea to drivers who were stuck in the queue.",
    "Ambulances were let through, and the blockade ended in the evening without a fight.",
    "The agriculture minister called the action “understandable but wrong”.",
]
CAPTIONS = ["The bridge at {place} on {day}.", "Filmed at {place}. Video: reader's footage", "Footage from {place}.", "The scene in {place} on {day}."]


def bridge_blockade_clip(event):
    """One clip by somebody on the bank shows the tractors, and all show it or copies of it. The police counted the arrests."""
    police = speaker(event, "the regional police", "police spokesperson", "spokesperson for the regional police")
    tractors, arrests = event.draw.randrange(21, 60), event.draw.randrange(5, 19)
    tale = Tale(event, police, n=tractors, m=arrests)
    clip = event.film(tale.fields["witness"])
    n_pages = event.draw.randrange(3, 6)
    seen = event.draw.sample(TRACTORS_SEEN[:5], n_pages - 1) + [TRACTORS_SEEN[-event.draw.randrange(1, 3)]]
    pages, carrying = [], []
    for n, hours in enumerate(hours_after(event, 9, n_pages)):
        text = [tale.say([seen[n]]), *tale.some(BLOCKADE_MORE, 3)]
        if n != 1:
            text.insert(event.draw.randrange(1, 3), tale.told_exactly(SAID, ARRESTS))
        page = tale.publish(event.outlet(), BLOCKADE_HEADS, text, hours, clip=event.copy_of(clip) if n else clip, caption=tale.say(CAPTIONS))
        pages.append(page)
        carrying += [page] if n != 1 else []
    event.truth(carried_by=pages, figure=tractors, unit=None, origins_for=1)
    event.truth(carried_by=carrying, figure=arrests, unit="detained", origins_for=1)


# ---------------------------------------------------------------- 4 train and lorry

PHONE_SEEN = [
    "A video filmed by a passenger on {her} phone shows {n} carriages lying on their side near {place}.",
    "Phone footage taken from the embankment shows {n} carriages off the rails at {place}.",
    "The passenger's video shows {n} carriages off the track at the crossing in {place}.",
    "In the phone video, {words} carriages can be seen lying beside the track in {place}.",
    "Footage by passenger {witness} shows {n} carriages overturned near {place}.",
    "{n} carriages lie on their side in a phone video taken by a passenger at {place}.",
]
CAMERAS = ["the level crossing's own camera", "a surveillance camera at a filling station", "a dashcam in a car that waited at the barrier",
           "a security camera of the grain store by the track"]
CAMERA_SEEN = [
    "Recordings of {camera} show {n} carriages leaving the rails at {place}.",
    "A recording of {camera} in {place} shows how {n} carriages tip over.",
    "In footage from {camera}, {n} carriages come off the rails at {place}.",
    "The video of {camera} shows {n} carriages derailing at the crossing in {place}.",
    "In pictures from {camera}, {words} carriages can be seen coming off the track at {place}.",
    "Footage recorded by {camera} shows {n} carriages jumping the rails in {place}.",
]
TRAIN_HEADS = [
    "Train hits lorry at {place} crossing", "Lorry on the tracks: train derails near {place}", "Regional train collides with lorry in {place}",
    "Video shows train crash at {place}", "Train derails after crash with lorry at {place}", "Crash at {place} level crossing caught on camera",
]
TRAIN_MORE = [
    "The lorry, loaded with gravel, had stopped on the crossing for a reason that is not yet known.",
    "The line is closed in both directions and buses run between the neighbouring stations.",
    "The driver of the lorry had left the cab and was unhurt.",
    "A crane that can lift the wrecks was on its way from the capital on {day+1}.",
    "“There was a bang, then everything slid to the left,” a student who sat in the rear said.",
    "Residents have asked for full barriers at the crossing in {place} for years.",
    "The accident investigation branch has secured the train's data recorder.",
]


def train_lorry_two_clips(event):
    """Two recordings of two devices, a passenger's phone and a camera at the crossing, each show the derailed carriages."""
    carriages = event.draw.randrange(3, 10)
    tale = Tale(event, n=carriages, camera=event.draw.choice(CAMERAS))
    pages = []
    devices = ((PHONE_SEEN, tale.fields["witness"]), (CAMERA_SEEN, tale.fields["camera"]))
    for (seen, maker), more in zip(devices, shares(event, TRAIN_MORE, 2)):
        clip = event.film(maker)
        for n, hours in enumerate(hours_after(event, 13, event.draw.randrange(2, 4))):
            text = [(tale.say if n else tale.exact)(seen), *tale.some(more, 3)]
            pages.append(tale.publish(event.outlet(), TRAIN_HEADS, text, hours, clip=event.copy_of(clip) if n else clip, caption=tale.say(CAPTIONS[2:])))
    event.truth(carried_by=pages, figure=carriages, unit=None, origins_for=2)


# ---------------------------------------------------------------- 5 data leak

LEAK_CLAIMS = [
    "the files of {n} patients of the {place} clinics were copied",
    "data of {n} patients was stolen from the clinics in {place}",
    "the records of {n} patients were taken from servers in {place}",
    "hackers got hold of the records of {n} patients in {place}",
    "the addresses and diagnoses of {n} patients from {place} are for sale online",
    "{n} patients of the clinics in {place} are affected by the leak",
    "the leak at the {place} clinics concerns {n} patients",
]
LEAK_HEADS = [
    "Patient data leak in {place}: what we know", "Clinics in {place} hit by data theft", "{n} patients affected by leak in {place}",
    "Hackers said to hold records from {place}", "Stolen files: alarm among patients in {place}", "Data of {place} patients reportedly stolen",
]
LEAK_MORE = [
    "The clinics' website was down for maintenance on {day}. Telephone lines were busy for hours.",
    "The clinics did not answer questions by the time of publication.",
    "“I got a letter from my doctor about a knee that nobody but us two knows of,” said {witness}, {age}.",
    "Experts advise patients to change their passwords and to watch their bank statements.",
    "Health records fetch high prices on criminal markets because they cannot be changed like a card number.",
    "The clinics moved their records to a shared system two years ago, against the advice of some doctors.",
    "The data protection commissioner said only that the matter was being looked at.",
]


def data_leak_in_a_ring(event):
    """Nobody saw it: two outlets have the figure from each other, others from one of the two."""
    patients = event.draw.choice((12000, 18500, 23000, 31000, 48000, 64000, 75000, 120000))
    tale = Tale(event, n=patients)
    first, second = event.outlet(), event.outlet()
    text = lambda source: [tale.told(VIA, LEAK_CLAIMS, source=source), *tale.some(LEAK_MORE, 3)]
    pages = [tale.publish(first, LEAK_HEADS, text(second.called), 8)]
    pages.append(tale.publish(second, LEAK_HEADS, text(named(event, pages[0])), 9))
    for hours in hours_after(event, 10, event.draw.randrange(2, 4)):
        pages.append(tale.publish(event.outlet(), LEAK_HEADS, text(named(event, event.draw.choice(pages[:2]))), hours))
    event.truth(carried_by=pages, figure=patients, unit=None, origins_for=0)


# ---------------------------------------------------------------- 6 stadium crush

CRUSH_DEAD = [
    "{n} people died in the crush at the stadium in {place}", "{n} people were killed at the stadium in {place}",
    "the crush at the north gate in {place} left {n} people dead", "{n} fans were killed when the crowd surged at the stadium in {place}",
    "the crush in {place} claimed {n} lives", "{words} people were killed in the crush at {place}", "{words} fans died at the gates of the stadium in {place}",
]
CRUSH_SEEN = [
    "“I counted {n} dead on the grass behind the gate,” said {witness}, {age}, who had come to the match in {place} with {her} son.",
    "{witness}, {age}, a spectator who stood on the stairs in {place}, said {she} counted {n} people dead.",
    "“{n} people were dead. I went from one to the next and counted,” spectator {witness} told this newspaper in {place}.",
    "Spectator {witness} saw it from the terrace in {place}. “I saw {n} dead people under the jackets, I counted them twice,” {she} said.",
    "“There were {n} dead, I counted them myself,” said {witness}, {age}, who helped to carry the stretchers in {place}.",
    "{witness}, a {age}-year-old fan, told us that {she} had counted {n} dead people beside the north gate in {place}.",
]
CRUSH_HEADS = [
    "Crush at {place} stadium kills {n}", "{n} dead after stadium crush in {place}", "Deadly crush before kick-off in {place}",
    "Tragedy at the gates: fans die in {place}", "Fans killed in crush at {place}", "What happened at the north gate in {place}",
]
CRUSH_MORE = [
    "The match was called off before kick-off, and the stands were emptied through the pitch.",
    "The north gate had been opened late because of a fault in the turnstiles.",
    "The club said it would not play until the funerals are over.",
    "“Questions about the turnstiles will be answered, but not tonight,” {last} said.",
    "The league has ordered a minute's silence at all grounds.",
    "The ground dates from 1954 and was due to be rebuilt after the season.",
    "Shoes, scarves and a pushchair still lay in front of the gate on the morning after.",
]


def stadium_crush_witness(event):
    """The police counted the dead, and so did, by herself, a spectator whom one paper interviewed."""
    police = speaker(event, "the city police", "police chief", "chief of the city police")
    dead = event.draw.randrange(5, 27)
    tale = Tale(event, police, n=dead)
    agency, = agencies(event, 1)
    ours, theirs = shares(event, CRUSH_MORE, 2)
    pages = [tale.publish(agency, CRUSH_HEADS, [tale.told_exactly(SAID, CRUSH_DEAD), *tale.some(ours, 3)], 21, by=None)]
    seen = [tale.exact(CRUSH_SEEN), *tale.some([line for line in theirs if "{last}" not in line], 3)]
    pages.append(tale.publish(event.outlet(), CRUSH_HEADS[2:4] + CRUSH_HEADS[5:], seen, 22))
    mourning = Tale(event, police, n=dead)
    for hours in hours_after(event, 23, event.draw.randrange(1, 4)):
        text = [mourning.told(SAID, CRUSH_DEAD), *mourning.some(ours, 2), mourning.say(GRIEF)]
        pages.append(mourning.publish(event.outlet(), CRUSH_HEADS, text, hours, credit=credited(event, agency)))
    event.truth(carried_by=pages, figure=dead, unit="dead", origins_for=2)


# ---------------------------------------------------------------- 7 hospital shelling

SHELLED = [
    "{n} people were killed when shells hit the hospital in {place}", "{n} people died in the shelling of the hospital in {place}",
    "the shelling of {place} hospital killed {n} people", "shells that struck the hospital in {place} left {n} people dead",
    "{words} people were killed in the attack on the hospital in {place}", "artillery fire on the hospital in {place} claimed {n} lives",
    "{words} patients and nurses died when the hospital in {place} was shelled",
]
SHELLED_DENIED = [
    "The army denied on {day+1} that anyone had been killed at the hospital in {place}.",
    "The report that {n} people were killed at the hospital in {place} is false, the army said on {day+1}.",
    "“It is not true that {n} people were killed at the hospital,” army spokesman Colonel {other} said.",
    "The army rejected the health department's account. “Nobody was killed at the hospital in {place},” Colonel {other}, a spokesman, said.",
    "The army's general staff denied that {n} people had been killed at the hospital in {place}, calling the figure an invention.",
    "Army spokesman Colonel {other} denied that people were killed in the hospital in {place}; the building had been empty, he said.",
]
SHELLED_HEADS = [
    "Shells hit hospital in {place}", "{n} killed as hospital in {place} is shelled", "Hospital in {place} struck by artillery",
    "Deadly strike on {place} hospital", "Patients among dead in {place} shelling", "{place}: hospital wing in ruins after shelling",
]
DENIAL_HEADS = [
    "Army denies deaths at {place} hospital", "Army: no one killed in {place}", "Army rejects account of hospital shelling in {place}",
    "Dispute over hospital shelling in {place}",
]
SHELLED_MORE = [
    "The shells struck the east wing, where the children's ward and the kitchen are.",
    "Operations went on in the cellar by the light of head torches.",
    "“We had painted a red cross on the roof. It did not help,” a nurse said.",
    "Convoys with medicine had reached {place} only two days earlier.",
    "The front line runs a few kilometres to the east of the town and has barely moved since the autumn.",
    "Windows broke as far away as the railway station.",
    "Under the laws of war hospitals must not be attacked.",
]


def hospital_shelling_denied(event):
    """The health department counted the dead, which all took over; a day later the army denies it."""
    doctor = speaker(event, "the regional health department", "health department chief", "head of the regional health department")
    dead = event.draw.randrange(6, 24)
    colonel = event.person()[1]
    tale = Tale(event, doctor, n=dead, other=colonel)
    agency, = agencies(event, 1)
    pages = [tale.publish(agency, SHELLED_HEADS, [tale.told_exactly(SAID, SHELLED), *tale.some(SHELLED_MORE, 3)], 10, by=None)]
    for hours in hours_after(event, 11, event.draw.randrange(2, 4)):
        text = [tale.told(SAID, SHELLED), *tale.some(SHELLED_MORE, 3), tale.say(GRIEF)]
        pages.append(tale.publish(event.outlet(), SHELLED_HEADS, text, hours, credit=credited(event, agency)))
    denial, *again = event.draw.sample(SHELLED_DENIED, event.draw.choice((1, 2)))
    for n, denied in enumerate([denial, *again]):
        text = [tale.say([denied]), tale.say(["{claim}, {body} had said the day before.", "{body} had said on {day} that {claim}."],
                                             claim=tale.exact(SHELLED[:2])), *tale.some(SHELLED_MORE, 2)]
        pages.append(tale.publish(event.outlet(), DENIAL_HEADS, text, 33 + 2 * n))
    event.truth(carried_by=pages, figure=dead, unit="dead", origins_for=1, origins_against=1)


# ---------------------------------------------------------------- 8 strike at a port

STRIKE_CLAIMS = [
    "the harbour company has brought strikebreakers into the port of {place}",
    "strikebreakers have been unloading ships in the port of {place} since {day}",
    "strikebreakers were bussed into the port of {place} before dawn",
    "strikebreakers are working in the port of {place}",
    "the port of {place} is being kept open with strikebreakers",
    "strikebreakers from abroad have been put to work in the port of {place}",
]
STRIKE_DENIED = [
    "The harbour company denied that there were strikebreakers in the port of {place}.",
    "“There are no strikebreakers in the port of {place},” harbour company spokesperson {other} said on {day+1}.",
    "The harbour company denied on {day+1} that strikebreakers were working in the port of {place}.",
    "It is untrue that strikebreakers were brought into the port of {place}, the harbour company said on {day+1}.",
    "The harbour company rejected the accusation. “No strikebreakers have been used in the port of {place},” a spokesperson said.",
    "The harbour company called it false that strikebreakers were working in the port of {place}.",
]
STRIKE_HEADS = [
    "Strikebreakers in the port of {place}, union says", "Port strike in {place} turns bitter", "Union: strikebreakers unload ships in {place}",
    "Dockers' strike in {place} enters new week", "Tension at the gates of {place} port", "Dockers accuse harbour company in {place}",
]
STRIKE_MORE = [
    "The dockers walked out over night shifts and the pay of temporary staff.",
    "Container ships have been waiting in the roads since the weekend, their lights visible from the promenade.",
    "“We will stand here until there is an offer that deserves the name,” {last} said.",
    "Fruit importers fear for cargoes of bananas and citrus.",
    "Talks under a mediator broke off after two hours and are to resume on {day+4}.",
    "Pickets warmed their hands over burning pallets in front of the main gate.",
    "The port is the largest employer in {place}.",
]
STRIKE_DENIAL_HEADS = ["Harbour company rejects union's accusation in {place}", "No strikebreakers in {place}, says harbour company",
                       "Harbour company denies using strikebreakers in {place}", "Port of {place}: company hits back at union"]


def port_strike_denied(event):
    """The dockers' union says that strikebreakers are at work, which others repeat; the harbour company denies it."""
    union = speaker(event, "the dockers' union", "dockers' union leader", "leader of the dockers' union")
    tale = Tale(event, union, other=" ".join(event.person()))
    first = tale.publish(event.outlet(), STRIKE_HEADS, [tale.told(SAID, STRIKE_CLAIMS), *tale.some(STRIKE_MORE, 3)], 8)
    pages = [first]
    for hours in hours_after(event, 10, event.draw.randrange(2, 4)):
        text = [tale.told(CITED, STRIKE_CLAIMS, source=named(event, first)), *tale.some(STRIKE_MORE, 3), tale.say(TEMPERS)]
        pages.append(tale.publish(event.outlet(), STRIKE_HEADS, text, hours))
    text = [tale.say(STRIKE_DENIED), *tale.some(STRIKE_MORE, 3)]
    tale.publish(event.outlet(), STRIKE_DENIAL_HEADS, text, 34)
    event.truth(carried_by=pages, words=("strikebreakers", "port", event.place), origins_for=1, origins_against=1)


# ---------------------------------------------------------------- 9 prison fire

PRISON_DEAD = [
    "{n} inmates died in the fire at {place} prison", "{n} people were killed in the fire at the prison in {place}",
    "the fire in block C of {place} prison killed {n} inmates", "the blaze in the prison of {place} left {n} people dead",
    "{words} inmates lost their lives in the fire at {place} prison", "{n} prisoners were killed by smoke and flames in {place}",
    "{words} people died when fire swept through the prison in {place}",
]
PRISON_HEADS = [
    "Fire at {place} prison kills {n}", "{n} dead in {place} prison fire", "Inmates die in prison fire in {place}",
    "Prison fire in {place}: block C burnt out", "Deadly blaze behind bars in {place}", "Prison service: {n} dead in {place}",
]
TOLD_AGENCY = [
    "{title} told {source} by telephone that {claim}.", "{claim}, {title} told {source}.", "{name}, {role}, told {source} that {claim}.",
    "In an interview with {source}, {title} said that {claim}.", "{claim}, {name}, {role}, said in an interview with {source}.",
    "Reached by {source} on {day}, {title} said that {claim}.",
]
PRISON_MORE = [
    "The fire is thought to have started in a mattress store on the ground floor.",
    "Relatives gathered at the gate and shouted names across the wall.",
    "“The guards opened every door they could reach,” {last} said.",
    "The building from the 19th century has no sprinklers.",
    "Firefighters needed four hours to get the flames under control.",
    "Lawyers have complained for years about crowded cells in {place}.",
    "An inquiry is to be led by a retired judge.",
]


def prison_fire_two_agencies(event):
    """The director of the prison service told two agencies, one after the other, how many died; papers have it from either."""
    director = speaker(event, "the prison service", "prison service director", "director of the prison service")
    dead = event.draw.randrange(4, 33)
    tale = Tale(event, director, n=dead)
    pages = []
    for start, agency in zip((6, 7), agencies(event, 2)):
        text = [tale.told_exactly(TOLD_AGENCY, PRISON_DEAD, source=agency.name), *tale.some(PRISON_MORE, 3)]
        pages.append(tale.publish(agency, PRISON_HEADS, text, start, by=None))
        for hours in hours_after(event, start + 1, event.draw.randrange(1, 3)):
            text = [tale.told(event.draw.choice((SAID, CITED)), PRISON_DEAD, source=agency.name), *tale.some(PRISON_MORE, 3), tale.say(GRIEF)]
            pages.append(tale.publish(event.outlet(), PRISON_HEADS, text, hours, credit=credited(event, agency)))
    event.truth(carried_by=pages, figure=dead, unit="dead", origins_for=1)


# ---------------------------------------------------------------- 10 an NGO's report

CAMP_CLAIMS = [
    "{n} children in the camp at {place} have no access to clean water", "{n} children in the {place} camp are living without clean water",
    "{n} children are without clean water in the camp at {place}", "clean water is out of reach for {n} children in the {place} camp",
    "{n} children at the camp outside {place} lack clean water", "the camp in {place} holds {n} children who have no clean water",
]
CAMP_HEADS = [
    "Camp at {place}: children without clean water", "Report criticises conditions in {place} camp", "{n} children lack clean water in {place} camp",
    "“A disgrace”: aid group on the camp at {place}", "Aid group sounds alarm over {place}", "No clean water for children in {place}, report says",
]
CAMP_OWN = [
    "{claim}, according to a report that {body} publishes today.", "Our new report finds that {claim}.", "{claim}, our teams found.",
    "Our teams have visited every tent: {claim}.", "“Left to thirst”, our report of this month, shows that {claim}.",
    "We interviewed families over six weeks and found that {claim}.",
]
CAMP_QUOTED = [
    "{claim}, {body} says in a report published on {day}.", "In a report, {body} says that {claim}.", "A report by {body} finds that {claim}.",
    "{claim}, a report by {body} says.", "{claim}, according to the aid organisation {org}.", "The aid organisation {org} says that {claim}.",
]
CAMP_THROUGH = [frame for frame in CITED if "{title}" not in frame] + [
    "As {source} reported, {claim}, a report by {body} says.", "{source}, citing a report by {body}, says {claim}.",
    "{claim}, {source} writes, drawing on a report by {body}.", "{body} has counted them, as {source} reports: {claim}.",
]
CAMP_MORE = [
    "Tank lorries come every other day, and the queue for them starts before sunrise.",
    "“No child should have to choose between thirst and disease,” {last} said.",
    "The camp was set up as a stopgap in the spring three years ago.",
    "The interior ministry said it would study the report.",
    "The authors call for a pipeline from the town of {place}, which could be laid within weeks.",
    "Doctors see skin infections and diarrhoea, most of which could be avoided.",
    "Journalists are not allowed into the camp without an escort.",
]


def ngo_report_everywhere(event):
    """An aid organisation counted; it says so itself, outlets quote its report, further ones quote those outlets."""
    org = event.draw.choice(("Open Wells", "Lifeline Relief", "Hands Across", "Clearwater Aid", "Shelter Watch"))
    ngo = speaker(event, org, org + " director", "director of " + org)
    children = event.draw.choice((130, 170, 260, 340, 480, 720, 950))
    tale = Tale(event, ngo, n=children, org=org)
    pages = [tale.publish(Outlet(org, "weblog"), CAMP_HEADS, [tale.told(CAMP_OWN, CAMP_CLAIMS), *tale.some(CAMP_MORE, 3)], 8, by=None)]
    for hours in hours_after(event, 9, event.draw.randrange(2, 4)):
        pages.append(tale.publish(event.outlet(), CAMP_HEADS, [tale.told(CAMP_QUOTED, CAMP_CLAIMS), *tale.some(CAMP_MORE, 3)], hours))
    for hours in hours_after(event, 15, event.draw.randrange(1, 3)):
        source = named(event, event.draw.choice(pages[1:]))
        pages.append(tale.publish(event.outlet(), CAMP_HEADS, [tale.told(CAMP_THROUGH, CAMP_CLAIMS, source=source), *tale.some(CAMP_MORE, 2)], hours))
    event.truth(carried_by=pages, figure=children, unit="children", origins_for=1)


# ---------------------------------------------------------------- 11 mass grave

GRAVE_CLAIMS = [
    "{n} bodies were found in the grave at {place}", "the remains of {n} people were found in the mass grave near {place}",
    "{n} bodies have been recovered from the mass grave at {place}", "{n} bodies were exhumed in the forest outside {place}",
    "the mass grave at {place} held {n} bodies", "{n} bodies were taken out of the pit near {place}",
]
GRAVE_HEADS = [
    "Mass grave found near {place}", "Forest of {place} gives up its dead", "Bodies recovered from mass grave at {place}",
    "Exhumation in {place} ends", "The dead of {place}: work at the grave goes on", "Years after the war, a grave is opened in {place}",
]
GRAVE_MORE = [
    "A shepherd had come upon bones after heavy rain washed out the slope.",
    "Most of the remains were in civilian clothes; some had their hands tied with wire.",
    "Samples are being compared with blood that families gave years ago.",
    "“Now my mother can stop setting a plate for him,” said {witness}, {age}, whose father vanished in the war.",
    "“Each of them has a name, and we will find it,” {last} said.",
    "The site lies within a former military training ground that was closed to the public.",
    "Women from {place} brought bread and candles to the edge of the forest.",
]


def mass_grave_two_figures(event):
    """The forensic institute and the commission for missing persons each counted, and came to different figures."""
    institute = speaker(event, "the forensic institute", "forensic institute director", "director of the forensic institute")
    commission = speaker(event, "the commission for missing persons", "missing persons commission chair", "chair of the commission for missing persons")
    fewer = event.draw.randrange(18, 70)
    larger = fewer + event.draw.randrange(3, 15)
    truths = []
    sides = ((institute, fewer, 9), (commission, larger, 10))
    for (who, figure, start), more in zip(sides, shares(event, GRAVE_MORE, 2)):
        tale = Tale(event, who, n=figure)
        text = lambda draw, frames: [draw(frames, GRAVE_CLAIMS), *tale.some(more, 3)]
        pages = [tale.publish(event.outlet(), GRAVE_HEADS, text(tale.told_exactly, SAID), start)]
        for hours in hours_after(event, start + 1, event.draw.randrange(1, 3)):
            pages.append(tale.publish(event.outlet(), GRAVE_HEADS, text(tale.told, SAID), hours))
        truths.append((figure, pages))
    for figure, pages in truths:
        event.truth(carried_by=pages, figure=figure, unit=None, origins_for=1, origins_against=1)


# ---------------------------------------------------------------- 12 school bus

BUS_HURT = [
    "{n} children were injured when a school bus left the road near {place}", "{n} people were injured in the school bus crash at {place}",
    "the crash of a school bus outside {place} left {n} people injured", "{n} children were hurt in the school bus crash in {place}",
    "{words} children were injured when their bus overturned near {place}", "the number of injured in the bus crash at {place} is {n}",
    "{n} people were hurt when the bus skidded into a ditch at {place}",
]
BUS_CORRECTED = [
    "Police corrected their figures on {day+1}: {n} children were injured in the school bus crash at {place}, not {m}.",
    "{n} children were injured in the bus crash near {place}, the police said on {day+1}, correcting an earlier figure of {m}.",
    "The police have revised the number of injured in the {place} bus crash: {n} people were injured, not {m} as first stated.",
    "“{n} people were injured. The first number was wrong, some children had been counted twice,” {title} said in {place} on {day+1}.",
    "The police put the number right: {n} children were injured in the crash at {place}. A day earlier they had spoken of {m}.",
    "{title} said on {day+1} that {n} people were injured in {place}, and apologised for the earlier figure of {m}.",
]
BUS_HEADS = [
    "School bus crashes near {place}", "Children hurt in bus crash at {place}", "School bus overturns outside {place}",
    "Bus with schoolchildren leaves road in {place}", "Crash of school bus shocks {place}", "School run ends in ditch near {place}",
]
BUS_NEW_HEADS = ["Police correct figures after {place} bus crash", "Fewer hurt in {place} bus crash than first said",
                 "{place} bus crash: police revise number of injured", "Bus crash in {place}: {n} injured, not {m}"]
BUS_MORE = [
    "The road was wet with leaves, and fog lay in the valley.",
    "Parents waited in the gym, where the headteacher read out names from a list.",
    "“They sang all the way and then it was quiet,” the driver told a local radio station.",
    "The bus had passed its technical inspection in the summer.",
    "“Our first thought is with the families,” {last} said.",
    "Lessons at the primary school in {place} are cancelled until {day+3}.",
    "The bend has been the scene of accidents before, and there is a petition for a crash barrier.",
]


def school_bus_corrected(event):
    """The police count the injured and correct themselves the next day: the new figure is theirs, nothing stands against it."""
    police = speaker(event, "the police", "police spokesperson", "spokesperson for the police")
    new = event.draw.randrange(9, 30)
    old = new + event.draw.randrange(4, 12)
    before, after = Tale(event, police, n=old), Tale(event, police, n=new, m=old)
    for hours in hours_after(event, 8, event.draw.randrange(2, 4)):
        before.publish(event.outlet(), BUS_HEADS, [before.told_exactly(SAID, BUS_HURT), *before.some(BUS_MORE, 3)], hours)
    agency, = agencies(event, 1)
    pages = [after.publish(agency, BUS_NEW_HEADS, [after.exact(BUS_CORRECTED), *after.some(BUS_MORE, 2)], 33, by=None)]
    for hours in hours_after(event, 34, event.draw.randrange(1, 4)):
        pages.append(after.publish(event.outlet(), BUS_NEW_HEADS, [after.say(BUS_CORRECTED), *after.some(BUS_MORE, 3)], hours, credit=credited(event, agency)))
    event.truth(carried_by=pages, figure=new, unit="wounded", origins_for=1)


# ---------------------------------------------------------------- 13 a reporter who counted

QUEUE_CLAIMS = [
    "{n} lorries were waiting at the border post of {place}", "{n} lorries stood in the queue before {place}",
    "the queue at {place} was {n} lorries long", "{n} lorries were stuck at the crossing in {place}",
    "{n} lorries were lined up along the road to {place}", "the strike by customs officers left {n} lorries waiting in {place}",
]
QUEUE_COUNTED = [
    "Our reporter walked along the queue on {day} and counted {n} lorries before the border post of {place}.",
    "A reporter of {own} counted {n} lorries waiting at the crossing in {place} on {day}.",
    "{own} counted: {n} lorries stood in the queue before {place} at noon on {day}.",
    "I counted {n} lorries on the road to the border post of {place} on {day}, from the last trailer to the barrier.",
    "{n} lorries were waiting at the border post of {place} at noon, a reporter for {own} counted on the spot.",
    "On {day} this newspaper's reporter counted {n} lorries between the filling station and the barrier in {place}.",
]
QUEUE_HEADS = [
    "Lorries stuck at {place} as customs officers strike", "Long queue at {place} border post", "Customs strike: standstill in {place}",
    "Drivers wait for days at {place}", "Border post {place}: nothing moves", "Strike leaves lorries stranded in {place}",
]
QUEUE_MORE = [
    "Customs officers stopped work at midnight in a dispute over rosters.",
    "“I have tomatoes in the back. By tomorrow I have soup,” said driver {witness}, {age}.",
    "Volunteers from {place} handed out water and sandwiches.",
    "The union wants a fourth shift, the ministry says there is no money for it.",
    "Cars can still pass, though slowly, by way of the old bridge.",
    "There is one toilet on the whole stretch, and it was locked.",
]


def customs_queue_counted(event):
    """A paper's own reporter counted the lorries; the traffic police counted as many, which others report."""
    police = speaker(event, "the traffic police", "traffic police spokesperson", "spokesperson for the traffic police")
    lorries = event.draw.randrange(32, 98)
    tale = Tale(event, police, n=lorries)
    own = event.local_paper() if event.draw.random() < 0.5 else event.outlet()
    ours, theirs = shares(event, QUEUE_MORE, 2)
    pages = [tale.publish(own, QUEUE_HEADS, [tale.exact(QUEUE_COUNTED, own=own.called), *tale.some(ours, 3)], 13, by=" ".join(event.person()))]
    for hours in hours_after(event, 14, event.draw.randrange(2, 4)):
        pages.append(tale.publish(event.outlet(), QUEUE_HEADS, [tale.told_exactly(SAID, QUEUE_CLAIMS), *tale.some(theirs, 3)], hours))
    if event.draw.random() < 0.5:
        text = [tale.told(VIA, QUEUE_CLAIMS, source=named(event, pages[0])), *tale.some(ours, 2)]
        pages.append(tale.publish(event.outlet(), QUEUE_HEADS, text, 22))
    event.truth(carried_by=pages, figure=lorries, unit=None, origins_for=2)


# ---------------------------------------------------------------- 14 church burglary

ICON_CLAIMS = [
    "{n} icons were stolen from the church in {place}", "thieves took {n} icons from the church of Saint Barbara in {place}",
    "{n} icons are gone from the church in {place}", "burglars carried {n} icons out of the church in {place}",
    "{n} icons were taken in the break-in at the church in {place}", "{words} icons were missing from the church in {place} after the break-in",
    "the burglars of {place} made off with {n} icons",
]
PRIEST_TOLD = [
    "{title} told {own} that {claim}.", "{claim}, {title} told {own}.", "{claim}, {title} said when we met at the vestry door.",
    "“We found the door forced in the morning,” {title} told {own}; {claim}, {speaker_she} said.", "{title} told our reporter that {claim}.",
    "In a conversation with {own}, {title} said that {claim}.",
]
ICON_HEADS = [
    "Church in {place} robbed at night", "Icons stolen from {place} church", "Thieves break into church in {place}",
    "{n} icons gone: break-in at {place}", "Burglary shocks parish of {place}", "Break-in at Saint Barbara's in {place}",
]
ICON_MORE = [
    "The thieves came through the vestry, where they forced a window with a crowbar.",
    "The collection box was left untouched.",
    "Art dealers have been sent photographs of the missing pieces.",
    "Some of the works are from the 17th century and were restored with donations.",
    "“My grandmother prayed before them,” said {witness}, {age}, who was lighting a candle.",
    "There is no alarm in the church, which stands on a hill outside {place}.",
    "Sunday's mass will be held all the same.",
]


def church_burglary_chain(event):
    """The parish priest told one paper what is gone; the next has it from that paper, and one more from the second."""
    priest = speaker(event, "the parish", "parish priest", "the parish priest")
    icons = event.draw.randrange(4, 16)
    tale = Tale(event, priest, n=icons)
    own = event.local_paper()
    pages = [tale.publish(own, ICON_HEADS, [tale.told_exactly(PRIEST_TOLD, ICON_CLAIMS, own=own.called), *tale.some(ICON_MORE, 4)], 10)]
    for hours in hours_after(event, 12, event.draw.randrange(2, 5)):
        text = [tale.told(VIA, ICON_CLAIMS, source=named(event, pages[-1])), *tale.some(ICON_MORE, event.draw.choice((2, 3)))]
        pages.append(tale.publish(event.outlet(), ICON_HEADS, text, hours))
    event.truth(carried_by=pages, figure=icons, unit="icon", origins_for=1)


# ---------------------------------------------------------------- 15 wildfire set deliberately

ARSON_CLAIMS = [
    "the wildfire near {place} was started deliberately", "the wildfire at {place} was set deliberately",
    "the wildfire in the hills of {place} had been lit deliberately", "somebody started the wildfire near {place} deliberately",
    "the wildfire above {place} was deliberately lit in three spots", "the wildfire outside {place} was deliberately set",
]
ARSON_HEADS = [
    "Wildfire near {place} was set deliberately", "Arson behind {place} wildfire", "Who lit the wildfire at {place}?",
    "Cause of {place} wildfire established", "Wildfire at {place}: traces of petrol found", "Investigators on the hills of {place}",
]
ARSON_MORE = [
    "The flames crossed the ridge within an hour and came to a stop at the old vineyard.",
    "Canisters and rags were found beside a forest track.",
    "Planes scooped water from the reservoir until nightfall.",
    "“Whoever does that has no idea what it means to lose a home,” {last} said.",
    "Rain is forecast for {day+2}.",
    "Cork oaks that were two hundred years old burnt to the ground.",
    "Volunteers with spades patrolled the ash through the night to put out embers.",
    "Sheep and goats roamed the main street of {place} because their pens were gone.",
]


def wildfire_deliberate(event):
    """The fire brigade found that the fire was set, and so did the prosecutor's office with experts of its own."""
    brigade = speaker(event, "the fire brigade", "fire chief", "chief of the fire brigade")
    office = speaker(event, "the prosecutor's office", "chief prosecutor", "head of the prosecutor's office")
    pages = []
    for who, start, more, tempers in zip((brigade, office), (9, 30), shares(event, ARSON_MORE, 2), shares(event, TEMPERS, 2)):
        tale = Tale(event, who)
        for hours in hours_after(event, start, event.draw.randrange(1, 4)):
            text = [tale.told(SAID, ARSON_CLAIMS), *tale.some(more, 3), tale.say(tempers)]
            pages.append(tale.publish(event.outlet(), ARSON_HEADS, text, hours))
    event.truth(carried_by=pages, words=("wildfire", "deliberately", event.place), origins_for=2)


# ---------------------------------------------------------------- 16 mine accident

MINE_CLAIMS = [
    "{n} miners are missing after a collapse in the mine at {place}", "{n} people are missing in the coal mine of {place}",
    "{n} miners were missing after the roof of a tunnel fell in at {place}", "{words} miners are missing at the {place} colliery",
    "after the collapse at the {place} mine {n} people were missing", "{n} miners are missing below ground in {place}",
    "{words} people are missing in the shaft at {place}",
]
MINE_HEADS = [
    "Miners missing after collapse in {place}", "Collapse at {place} mine: {n} missing", "Race against time in the {place} mine",
    "{n} miners missing in {place}", "Rescuers dig for miners in {place}", "Shaft collapse at {place}",
]
MINE_MORE = [
    "The collapse happened on the 600-metre level towards the end of the night shift.",
    "Rescuers are driving a borehole towards a chamber where there may be air.",
    "“We knock on the pipe and listen,” a rescuer said.",
    "Methane readings were normal in the hours before, the shift log shows.",
    "“We are doing what is humanly possible,” {last} said.",
    "Wives and mothers kept watch in the canteen of the colliery.",
    "The mine in {place} has been worked since 1911 and was to be closed in two years.",
]


def mine_accident_two_bodies(event):
    """The mining company went through its lamp book, the union rang up families: both count the same. Readers guess other figures."""
    company = speaker(event, "the mining company", "mining company director", "director of the mining company")
    union = speaker(event, "the miners' union", "miners' union chair", "chair of the miners' union")
    missing = event.draw.randrange(4, 20)
    pages = []
    ways = ("The company checked its lamp book against the names of those who came up.",
            "The union telephoned the families of the whole shift to arrive at its own list.")
    for who, way, start, more in zip((company, union), ways, (7, 12), shares(event, MINE_MORE, 2)):
        tale = Tale(event, who, n=missing)
        for n, hours in enumerate(hours_after(event, start, event.draw.randrange(2, 4))):
            draw = tale.told if n else tale.told_exactly
            text = [draw(SAID, MINE_CLAIMS), *([] if n else [way]), *tale.some(more, 3)]
            comments = event.draw.sample(READERS, 3) if event.draw.random() < 0.5 else ()
            pages.append(tale.publish(event.outlet(), MINE_HEADS, text, hours, comments=comments))
    event.truth(carried_by=pages, figure=missing, unit="missing", origins_for=2)


# ---------------------------------------------------------------- 17 factory poisoning

POISON_CLAIMS = [
    "{n} workers were taken to hospital after a leak of chlorine at a factory in {place}", "{n} workers were treated for poisoning in {place}",
    "{n} workers from the plant in {place} are being treated for chlorine poisoning", "{n} workers were poisoned at the factory in {place}",
    "{n} workers of the {place} paper mill breathed in chlorine and were brought to the clinic",
    "{words} workers from {place} were treated after breathing chlorine", "chlorine gas poisoned {n} workers at the mill in {place}",
]
POISON_HEADS = [
    "Chlorine leak at factory in {place}", "Workers poisoned in {place}", "{n} workers in hospital after gas leak in {place}",
    "Gas alarm at {place} paper mill", "Leak at mill in {place}: workers treated", "Chlorine cloud over {place}",
]
POISON_MORE = [
    "A valve is said to have failed while a tank was being filled.",
    "Residents were asked to keep doors and windows shut until the evening.",
    "“It smelt like a swimming pool, then my eyes began to burn,” said {witness}, {age}.",
    "The mill makes cardboard and is one of the biggest employers in {place}.",
    "“All of them are out of danger, some can go home tomorrow,” {last} said.",
    "The labour inspectorate has sealed off the hall.",
    "Fish were found dead in the stream below the mill on {day+1}.",
]


def factory_poisoning_one_hospital(event):
    """The clinic treated them: its director tells some outlets, a ward doctor of it tells others. One body."""
    director = speaker(event, f"the {event.place} clinic", "clinic director", f"director of the {event.place} clinic")
    doctor = speaker(event, f"the {event.place} clinic", "clinic doctor", f"a duty doctor at the {event.place} clinic")
    workers = event.draw.randrange(11, 60)
    by_role = [frame for frame in SAID if "{body}" in frame or "{role}" in frame]
    pages = []
    for who, start, more in zip((director, doctor), (12, 13), shares(event, POISON_MORE, 2)):
        tale = Tale(event, who, n=workers)
        for n, hours in enumerate(hours_after(event, start, event.draw.randrange(1, 4))):
            text = [(tale.told if n else tale.told_exactly)(by_role, POISON_CLAIMS), *tale.some(more, 3)]
            comments = event.draw.sample(READERS, 2) if event.draw.random() < 0.3 else ()
            pages.append(tale.publish(event.outlet(), POISON_HEADS, text, hours, comments=comments))
    event.truth(carried_by=pages, figure=workers, unit=None, origins_for=1)


# ---------------------------------------------------------------- 18 rescue at sea

RESCUE_CLAIMS = [
    "{n} people were rescued from a rubber boat off {place}", "{n} people were pulled from the sea off {place}",
    "{n} people were brought ashore in {place}", "{n} people were saved from a sinking boat near {place}",
    "{n} people were taken on board off the coast of {place}", "{words} people were rescued at sea off {place}",
    "{words} people from a drifting boat were rescued near {place}",
]
RESCUE_COUNTED = [
    "{n} people came down the gangway in {place}, our reporter counted on the quay.",
    "A reporter of {own} who stood on the quay in {place} counted {n} people as they left the ship.",
    "Our reporter counted {n} people who walked off the ship in {place} on {day}, wrapped in foil.",
    "On the quay of {place} our reporter counted {n} people leaving the ship one by one.",
    "I stood at the foot of the gangway in {place} and counted {n} people.",
    "{n} people stepped ashore in {place} on {day}, as {own} counted at the pier.",
]
RESCUE_HEADS = [
    "Migrants rescued off {place}", "{n} people rescued from boat near {place}", "Rescue ship docks in {place}",
    "Boat in distress: rescue off {place}", "Saved from the sea: arrival in {place}", "Rescued migrants brought to {place}",
]
RESCUE_MORE = [
    "The boat had been adrift for three days after its engine failed.",
    "Most of those on board come from countries at war; several are under age.",
    "“They were too weak to climb the ladder,” {last} said.",
    "The red cross in {place} gave out dry clothes and hot tea.",
    "The swell had been high since the morning, with winds of force seven.",
    "The mayor asked the government to find beds inland.",
    "An ambulance waited on the pier, but nobody had to be carried.",
    "The dinghy was left to drift and later sunk as a danger to shipping.",
    "“They looked at the land as if it might go away again,” said {witness}, {age}, a fisher.",
]


def sea_rescue_three_origins(event):
    """The coastguard counted, the aid ship's crew counted, and a local paper's own reporter counted on the quay."""
    guard = speaker(event, "the coastguard", "coastguard commander", "commander of the coastguard")
    crew = speaker(event, "the aid group Sea Bridge", "Sea Bridge captain", "captain of the rescue ship of Sea Bridge")
    people = event.draw.randrange(34, 99)
    own, pages = event.local_paper(), []
    *told, quay = shares(event, RESCUE_MORE, 3)
    for who, start, more in zip((guard, crew), (10, 12), told):
        tale = Tale(event, who, n=people)
        for n, hours in enumerate(hours_after(event, start, event.draw.randrange(1, 3))):
            pages.append(tale.publish(event.outlet(), RESCUE_HEADS, [(tale.told if n else tale.told_exactly)(SAID, RESCUE_CLAIMS),
                                                                     *tale.some(more, 3)], hours))
    text = [tale.exact(RESCUE_COUNTED, own=own.called), *tale.some([line for line in quay if "{last}" not in line], 3)]
    pages.append(tale.publish(own, RESCUE_HEADS, text, 19, by=" ".join(event.person())))
    event.truth(carried_by=pages, figure=people, unit=None, origins_for=3)


# ---------------------------------------------------------------- 19 hostage taking

SURRENDER_CLAIMS = [
    "the gunman surrendered in {place} without a shot being fired", "the gunman who held staff at a bank in {place} surrendered",
    "the gunman surrendered at the bank in {place}", "the gunman in {place} put down his weapon and surrendered",
    "the gunman surrendered to officers in {place} in the evening", "the gunman in {place} surrendered after hours of talks",
]
SURRENDER_SEEN = [
    "Cashier {witness}, {age}, who was held for hours, saw it from behind the counter: “The gunman surrendered, here in {place}, just like that.”",
    "“The gunman surrendered, I saw it,” said {witness}, {age}, one of those held at the bank in {place}.",
    "{witness}, a cashier at the bank in {place}, saw how the gunman surrendered. “He wept,” {she} said.",
    "{witness}, {age}, who was among those held in {place}, said {she} watched as the gunman surrendered.",
    "“He slid the pistol across the floor,” said {witness}, {age}. The gunman surrendered in {place} before {her} eyes, the cashier said.",
    "{witness} sat by the safe of the branch all day. The gunman surrendered in front of {her} desk in {place}, the {age}-year-old said.",
]
SURRENDER_HEADS = [
    "Hostage taking in {place} ends peacefully", "Gunman surrenders in {place}", "Hours of fear at {place} bank are over",
    "Bank siege in {place} over", "Hostages free after siege in {place}", "{place}: siege ends without bloodshed",
]
SURRENDER_MORE = [
    "The man had walked into the branch in the morning and pulled down the blinds.",
    "Streets around the market were closed and pupils were kept inside their schools.",
    "Negotiators spoke with him through a broken window.",
    "He is said to have lost his savings in a bankrupt building society.",
    "Staff brought pizza to the back door at three in the afternoon.",
    "The bank said the branch in {place} would stay closed this week.",
    "A helicopter circled over the roofs until dusk.",
]


def hostage_taking_ends(event):
    """The police say how it ended, and a cashier who was held saw it herself."""
    police = speaker(event, "the police", "police chief", "chief of police")
    tale = Tale(event, police)
    ours, theirs = shares(event, SURRENDER_MORE, 2)
    pages = [tale.publish(event.outlet(), SURRENDER_HEADS, [tale.told(SAID, SURRENDER_CLAIMS), *tale.some(ours, 3)], hours)
             for hours in hours_after(event, 18, event.draw.randrange(2, 4))]
    pages.append(tale.publish(event.outlet(), SURRENDER_HEADS, [tale.say(SURRENDER_SEEN), *tale.some(theirs, 3)], 25))
    event.truth(carried_by=pages, words=("gunman", "surrendered", event.place), origins_for=2)


# ---------------------------------------------------------------- 20 wildfire houses, figure of the same origin rises

HOUSES_CLAIMS = [
    "{n} houses burnt down in {place}", "{n} houses in {place} were destroyed by the brush fire", "the brush fire destroyed {n} houses in {place}",
    "{n} houses have been lost to the flames in {place}", "flames destroyed {n} houses on the edge of {place}",
    "{words} houses were destroyed in {place}", "{n} houses were reduced to ashes in {place}",
]
HOUSES_HEADS = [
    "Brush fire reaches {place}", "Houses destroyed by fire in {place}", "Flames eat into {place}", "Fire in {place}: the damage",
    "{place} after the fire", "Brush fire destroys homes in {place}",
]
HOUSES_MORE = [
    "The wind had turned during the night and driven the flames towards the gardens.",
    "“I took the dog and the photographs,” said {witness}, {age}.",
    "“We go from street to street and look at each plot,” {last} said.",
    "Power lines are down and the mobile network works only on the hill.",
    "The campsite by the lake has been opened to families from {place}.",
    "Insurers have set up a desk in the library.",
    "No rain has fallen in the district since Easter.",
]


def brush_fire_mayor_revises(event):
    """The mayor's office counted burnt houses, and a day later more of them: its later figure takes the place of the first."""
    mayor = speaker(event, "the mayor's office", "mayor", "the mayor")
    first = event.draw.randrange(8, 30)
    later = first + event.draw.randrange(5, 40)
    start, neighbour = {first: 10, later: 34}, citizen(event)
    for figure in (first, later):
        tale = Tale(event, mayor, neighbour, n=figure)
        frames = [frame.replace("{day}", "{day}" if figure == first else "{day+1}") for frame in SAID]
        pages = [tale.publish(event.outlet(), HOUSES_HEADS, [(tale.told if n else tale.told_exactly)(frames, HOUSES_CLAIMS), *tale.some(HOUSES_MORE, 3)], hours)
                 for n, hours in enumerate(hours_after(event, start[figure], event.draw.randrange(2, 4)))]
    event.truth(carried_by=pages, figure=later, unit=None, origins_for=1)


TYPES = [
    avalanche_wire, dam_leak_copied, bridge_blockade_clip, train_lorry_two_clips, data_leak_in_a_ring, stadium_crush_witness,
    hospital_shelling_denied, port_strike_denied, prison_fire_two_agencies, ngo_report_everywhere, mass_grave_two_figures,
    school_bus_corrected, customs_queue_counted, church_burglary_chain, wildfire_deliberate, mine_accident_two_bodies,
    factory_poisoning_one_hospital, sea_rescue_three_origins, hostage_taking_ends, brush_fire_mayor_revises,
]
