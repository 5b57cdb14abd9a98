"""The second set, second part: elections, hikers, theft, crashes, convoys, denials and releases."""
from world import Outlet
from second_desk import (
    CALM, GRAVE, called, capital, near_copy, on_a_weekday, start,
)

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
