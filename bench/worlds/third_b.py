"""The third set, second part: reports, graves, buses, queues, burglaries, fires, mines and rescues."""
from world import Outlet
from third_desk import (
    CITED, READERS, SAID, TEMPERS, Tale, VIA, agencies, citizen, credited, exact, hours_after, named, shares, speaker,
)

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
