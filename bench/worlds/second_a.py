"""The second set, first part: arrests, counts, ships, strikes, fish, vehicles and wagons."""
from world import Outlet
from second_desk import (
    GRAVE, called, capital, near_copy, on_a_weekday, start,
)

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
