"""The last eight types of the fifth set: an election, a stadium, a prison, a bus, a fire, a quarry, cholera and a court."""
from fifth_desk import (AFTER_A_DISASTER, IN_PUBLIC_LIFE, Desk, Source, Speaker, body, either, relayed, reported_by, spokesperson, through,
                        two_agencies, voice)


# ---------------------------------------------------------------- an election

VOTE_COMPLAINTS = (
    "{complaints} complaints were received about {day}'s vote in {place}", "{complaints} complaints had been lodged by the close of the polls",
    "{complaints} complaints about the conduct of the ballot had reached the returning officer's desk", "voters had handed in {complaints} complaints",
    "the number of complaints stood at {complaints}", "{complaints} complaints would have to be examined before a winner was declared",
    "the polling in {place} had given rise to {complaints} complaints", "{complaints} complaints had been entered in the register",
)
VOTE_PARTY = (
    "The {party} party, whose agents kept a list of their own at every polling station, said {others} complaints had been lodged.",
    "According to the {party} party, which counted for itself, {others} complaints were handed in.",
    "The true number of complaints was {others}, said the {party} party, which had posted an agent at each polling station to count them.",
    "{others} complaints were lodged, said the {party} party, whose agents had counted them one by one.",
    "The {party} party said that by its own count {others} complaints had been handed in.",
    "Adding up the lists of its own agents, the {party} party arrived at {others} complaints, it said.",
)
VOTE_HEADS = (
    "{complaints} complaints after {place} vote", "Result in {place} delayed as complaints are examined", "{place} waits for a winner",
    "Returning officer in {place} weighs complaints", "Complaints hold up {place} count", "Long night at the counting hall in {place}",
    "No winner yet in {place}", "By-election in {place}: complaints put off the result",
)
VOTE_PARTY_HEADS = ("{party} party disputes number of complaints", "{party} party speaks of {others} complaints", "Party challenges returning officer in {place}")
VOTE_SIDES = (
    "The seat fell vacant in the spring when the member retired to his farm.",
    "Turnout was {r41-59} per cent, a little lower than in the last election.",
    "Polling stations opened at seven and closed at eight in the evening.",
    "Seven candidates stood, among them a beekeeper and a former wrestler.",
    "The counting hall, a gymnasium, was guarded by a dozen constables.",
    "At one polling station the ink ran out and a boy was sent to the stationer's.",
    "A recount in the same seat was held nine years ago and changed nothing.",
    "The governing majority in parliament does not hang on the seat.",
    "Ballot papers are kept for {r60-120} days after the vote.",
)
VOTE_QUOTES = (
    '"I queued for an hour and my feet hurt, but I voted," said {voter}.',
    '"We will respect the result, whatever it is," said the beekeeper.',
    '"Somebody had already signed next to my name," a bus driver said.',
    '"Let them count in peace," said the chairman of the district bar.',
    '"In my day we raised our hands," an old man said.',
    '"The young ones came in the afternoon, after the match," a polling clerk said.',
    '"I have seen worse and I have seen better," said a teacher who was on duty for the sixth time.',
)


def vote_two_agencies(event):
    """Two agencies have the number of complaints from the same returning officer, and papers have it from either; half the time a
    party counted another number: one origin against none or one, and one against one for the party's."""
    first, second = two_agencies(event)
    officer = Speaker(event.person(), f"the returning officer for {event.place}")
    complaints = event.draw.randint(31, 64)
    desk = Desk(event, sides=VOTE_SIDES, quotes=VOTE_QUOTES, common=IN_PUBLIC_LIFE, complaints=complaints, others=2 * complaints + event.draw.randint(5, 40),
                party=event.draw.choice(("Harvest", "Unity and Work", "Lantern", "New Dawn")), voter=" ".join(event.person()))
    heads = lambda: desk.headline(VOTE_HEADS)
    wires = [desk.story(agency, heads(), [desk.claim(VOTE_COMPLAINTS, voice(officer))], tells=["complaints"], hours=23) for agency in (first, second)]
    for wire in wires:
        desk.reprint(wire, event.outlet(), heads(), tells=["complaints"], hours=26, told=1)
    desk.story(event.outlet(), heads(), [desk.claim(VOTE_COMPLAINTS, through(first, "the returning officer"))], tells=["complaints"], hours=29, agency=first)
    desk.story(event.outlet(), heads(), [desk.claim(VOTE_COMPLAINTS, reported_by(second, wires[1]))], tells=["complaints"], hours=30)
    if with_party := either(event.draw):
        disputed = [desk.pick(VOTE_PARTY), desk.claim(VOTE_COMPLAINTS, body("the returning officer"))]
        desk.story(event.local_paper(), desk.headline(VOTE_PARTY_HEADS), disputed, tells=("complaints", "others"), hours=34)
        desk.truth("others", 1, 1, figure=desk.facts["others"], unit="complaint")
    desk.truth("complaints", 1, int(with_party), figure=complaints, unit="complaint")


# ---------------------------------------------------------------- a stadium

CRUSH_POLICE = (
    "{police} people died in the crush at the {place} stadium on {day}", "{police} people had been killed when a gate gave way before the match",
    "{police} spectators died at the north gate", "the crush killed {police} people", "the number of dead was {police}",
    "{police} people lost their lives in the crush before kick-off", "{police} supporters were crushed to death on the steps",
)
CRUSH_HOSPITAL = (
    "{hospital} people died in the crush at the {place} stadium on {day}", "{hospital} people from the stadium had died",
    "the crush had killed {hospital} people", "{hospital} supporters were dead", "the number of dead had reached {hospital}",
    "{hospital} people lost their lives in the crush", "{hospital} spectators had died of their injuries or were dead on arrival",
)
CRUSH_INJURED = (
    "{injured} people were injured", "{injured} people had been treated for broken ribs and bruises", "{injured} injured people were brought to the wards",
    "{injured} people suffered injuries", "{injured} people were hurt, most of them slightly", "the injured numbered {injured}",
)
CRUSH_BOTH = (
    "Police spoke of {police} dead, {clinic} of {hospital}.",
    "Police said {police} people had died, but {clinic} gave the number of dead as {hospital}.",
    "{clinic} counted {hospital} dead, more than the {police} that police had given.",
    "The number of dead was {police} according to police and {hospital} according to {clinic}.",
)
CRUSH_HEADS = (
    "Deadly crush at {place} stadium", "Cup match ends before it began: dead at {place} gate", "Gate gives way at {place}, supporters crushed",
    "{place} mourns after stadium crush", "Football supporters die in {place}", "How a cup tie in {place} turned into a disaster", "Crush at north gate: cup match called off",
)
CRUSH_SIDES = (
    "The ground holds {r14-22},000 people and was built for a sports festival.",
    "The match, a cup quarter-final, was called off and will be played at a neutral ground.",
    "Tickets had been sold at the gate as well as in advance.",
    "The club's colours, green and white, hung from the railings with notes pinned to them.",
    "The football association suspended all cup matches for a fortnight.",
    "{r90-160} stewards had been on duty.",
    "The gate had been repaired in the winter, the club said.",
    "A drum that a supporter had dropped still lay on the steps the next morning.",
    "The club was relegated two seasons ago and came up again in the spring.",
)
CRUSH_QUOTES = (
    '"I could not lift my arms," said {supporter}, who had come with two cousins.',
    '"We shouted to those behind, but there was singing," a young man said.',
    '"Football is nothing beside this," said the captain of the home side.',
    '"They opened one gate where there should be four," said a former steward.',
    '"I found his scarf and later I found him, alive," a mother said.',
    '"We owe the families an answer," said the president of the football association.',
    '"The ambulance could not get through for the parked cars," a taxi driver said.',
)


def stadium_crush(event):
    """Police and the hospital each counted the dead and disagree; the hospital alone says how many were injured: one against one
    for either number of dead, one for the injured."""
    police = event.draw.randint(5, 14)
    clinic = event.draw.choice(("St. Bride's Hospital", "the university hospital", "the county hospital"))
    doctor = spokesperson(event.person(), clinic)
    desk = Desk(event, sides=CRUSH_SIDES, quotes=CRUSH_QUOTES, common=AFTER_A_DISASTER, police=police, hospital=police + event.draw.randint(2, 5),
                injured=event.draw.randint(45, 130), clinic=clinic, doctor=doctor, supporter=" ".join(event.person()))
    agency, heads = event.agency(), lambda: desk.headline(CRUSH_HEADS)
    wire = desk.story(agency, heads(), [desk.claim(CRUSH_POLICE, body("police")), desk.claim(CRUSH_INJURED, body(clinic))], tells=("police", "injured"), hours=20)
    desk.reprint(wire, event.outlet(), heads(), tells=("police", "injured"), hours=21, told=2)
    desk.story(event.outlet(), heads(), [desk.claim(CRUSH_HOSPITAL, voice(doctor)), desk.claim(CRUSH_INJURED, voice(doctor))], tells=("hospital", "injured"), hours=23)
    desk.story(event.outlet(), heads(), [desk.claim(CRUSH_POLICE, through(agency, "police"))], tells=["police"], hours=24, agency=agency)
    desk.story(event.local_paper(), heads(), [desk.pick(CRUSH_BOTH)], tells=("police", "hospital"), hours=30)
    desk.story(event.outlet(), heads(), [desk.claim(CRUSH_HOSPITAL, body(clinic)), desk.claim(CRUSH_POLICE, body("police"))], tells=("police", "hospital"), hours=32)
    desk.truth("police", 1, 1, figure=police, unit="dead")
    desk.truth("hospital", 1, 1, figure=desk.facts["hospital"], unit="dead")
    desk.truth("injured", 1, figure=desk.facts["injured"], unit="wounded")


# ---------------------------------------------------------------- a prison

PRISON_INMATES = (
    "{inmates} inmates were living in {place} prison on the day of the visit", "{place} prison held {inmates} inmates",
    "{inmates} inmates were crowded into the cells of {place} prison", "the prison was found to hold {inmates} inmates",
    "{inmates} inmates shared the cells when the prison was visited on {day}", "there were {inmates} inmates behind the walls of {place} prison",
    "the prison in {place} was so full that {inmates} inmates slept in shifts",
)
PRISON_SERVICE = (
    "The prison service rejected the figure and said {place} prison had held {official} inmates on that day.",
    "By the prison service's own roll call there were {official} inmates on the day of the visit, it said.",
    "\"Our roll call on {day} showed {official} inmates,\" the prison service said in reply.",
    "The prison service, which said the inspectors had counted wrongly, put the number at {official} inmates.",
    "{official} inmates, not more, were in {place} prison on that day, the prison service said.",
)
PRISON_HEADS = (
    "Inspectors find {place} prison packed", "{inmates} inmates in {place} prison, report says", "Report describes crowded cells in {place}",
    "Sleeping in shifts: report on {place} prison", "Prison inspectors criticise {place}", "Cells in {place} far too full, inspectors say",
    "{place} prison report calls for early releases",
)
PRISON_DISPUTE_HEADS = ("Prison service disputes inspectors' count", "Prison service hits back over {place}", "Row over how many inmates {place} holds")
PRISON_SIDES = (
    "The prison was built of granite in {y1871-1899} and stands behind the corn exchange.",
    "The report runs to {r64-95} pages and is to be laid before parliament.",
    "Inspectors visit every prison in the country once in four years, without notice.",
    "Hot water was to be had on two mornings a week.",
    "The workshop, where fishing nets used to be made, has been closed since the winter.",
    "A warders' strike was averted in the spring.",
    "Visiting hours were cut from three afternoons to one.",
    "The report praised the library and the bakery.",
    "A new prison on the coast is two years behind time.",
)
PRISON_QUOTES = (
    '"My brother writes that he sleeps on Tuesdays," said {relative}.',
    '"A prison is not a warehouse," the chaplain said.',
    '"We are two to a landing at night," said a warder who did not want to be named.',
    '"Judges should read this before they pass sentence," said a member of the chamber of lawyers.',
    '"The bread is good, I must say that," a former prisoner said.',
    '"I shall read the report with care," the minister of justice said.',
    '"We have been saying so for years," said a probation officer.',
)


def prison_report(event):
    """The inspectorate counted the inmates and speaks through two people, a charity repeats it by name, and the prison service
    has another count of the same day: one against one for either."""
    inmates = event.draw.randint(610, 940)
    inspectorate, charity = "the inspectorate of prisons", event.draw.choice(("the Prisoners' Aid Society", "the Open Gate charity", "the League for Penal Reform"))
    chief, deputy = Speaker(event.person(), f"head of {inspectorate}"), spokesperson(event.person(), inspectorate)
    desk = Desk(event, sides=PRISON_SIDES, quotes=PRISON_QUOTES, common=IN_PUBLIC_LIFE, inmates=inmates, official=inmates - event.draw.randint(60, 170),
                chief=chief, deputy=deputy, relative=" ".join(event.person()))
    agency, heads = event.agency(), lambda: desk.headline(PRISON_HEADS)
    wire = desk.story(agency, heads(), [desk.claim(PRISON_INMATES, body(inspectorate))], tells=["inmates"], hours=34)
    desk.reprint(wire, event.outlet(), heads(), tells=["inmates"], hours=35, told=1)
    for speaker in (chief, deputy):
        desk.story(event.outlet(), heads(), [desk.claim(PRISON_INMATES, voice(speaker))], tells=["inmates"], hours=36)
    repeated = f"{charity}, which had read the report, called for early releases and wrote in its newsletter that, as {inspectorate} had found, "
    desk.story(event.outlet(), heads(), [desk.pick((repeated + "{inmates} inmates were held there.", repeated + "{place} prison held {inmates} inmates."))],
               tells=["inmates"], hours=50)
    for hours in (56, 58):
        reply = [desk.pick(PRISON_SERVICE), desk.claim(PRISON_INMATES, body(inspectorate))]
        desk.story(event.outlet(), desk.headline(PRISON_DISPUTE_HEADS), reply, tells=("inmates", "official"), hours=hours)
    desk.truth("inmates", 1, 1, figure=inmates, unit="inmate")
    desk.truth("official", 1, 1, figure=desk.facts["official"], unit="inmate")


# ---------------------------------------------------------------- a bus

BUS_INJURED = (
    "{injured} people were injured when a bus left the road near {place} on {day}", "{injured} people were hurt when the coach overturned",
    "{injured} passengers were injured in the crash at the foot of the pass", "the accident left {injured} people injured",
    "the bus went into a ditch and {injured} people were injured", "{injured} people suffered injuries, none of them grave",
    "the number of injured was {injured}", "a bus bound for {place} overturned, injuring {injured} people",
)
BUS_ASLEEP = (
    "the driver had fallen asleep at the wheel", "the driver fell asleep shortly before the bend", "the driver was asleep when the bus left the road",
    "the driver of the bus had been asleep for several seconds", "it was because the driver had fallen asleep that the bus missed the bend",
    "the crash happened after the driver had fallen asleep",
)
BUS_PASSENGER = (
    "{passenger}, told {paper} that {he} had been sitting in the front seat and had seen that the driver was asleep.",
    "\"I sat behind him and saw it: the driver was asleep,\" {passenger}, told {paper}.",
    "The driver was asleep, his chin on his chest, {passenger}, told {paper} from {his} hospital bed.",
    "\"The driver had fallen asleep, I could see his face in the mirror,\" {passenger}, told {paper}.",
    "{passenger}, told {paper} that the driver was asleep: {he} had shouted at him, in vain.",
    "Speaking to {paper}, {passenger}, said {he} had watched the driver nod and that the driver was asleep before the bend.",
)
BUS_OFFICE = (
    "{injured} people were injured, the education office said, referring to what traffic police had told it.",
    "The education office, which said it had its information from traffic police, gave the number of injured as {injured}.",
    "Citing traffic police, the education office said {injured} people had been injured.",
    "{injured} people were injured, said the education office, which had been told so by traffic police.",
    "The education office, passing on what traffic police had said, told parents that {injured} people were injured.",
    "In a letter to parents the education office wrote that, according to traffic police, {injured} people had been injured.",
)
BUS_HEADS = (
    "{injured} injured as bus leaves road near {place}", "Bus overturns at foot of pass", "School outing ends in ditch near {place}", "Coach crash near {place}",
    "Bus bound for {place} overturns", "Bend near {place} claims another bus", "Outing to the lake ends in hospital",
)
BUS_SIDES = (
    "The bus was bringing a class and its teachers back from the lake.",
    "The bend has been on the road board's list of black spots for {r4-9} years.",
    "A crane set the bus back on its wheels shortly before dark.",
    "The vehicle was {r12-19} years old and had been passed as roadworthy in the spring.",
    "The company runs {r24-46} buses and has its depot behind the dairy.",
    "The road over the pass was closed for four hours.",
    "Parents were driven to the district hospital in private cars.",
    "A barrier was put up on the bend after a lorry went off it, but it was never lengthened.",
)
BUS_QUOTES = (
    '"There were rucksacks all over the field," said {farmer}, who was mowing nearby.',
    '"The children sang until the last village," a teacher said.',
    '"We want the barrier, and we want it now," said the chairman of the parents\' council.',
    '"I broke the rear window with my boot," said a lorry driver.',
    '"My girl has a sling and a story to tell," a father said.',
    '"The company is at the disposal of the authorities," the owner of the bus line said.',
    '"Every driver in these hills knows the bend," said a postman.',
)


def bus_one_body(event):
    """Traffic police, named as an office and under two people's names, say how many were injured and that the driver slept; the
    education office has it from them. A passenger saw the driver asleep: one for the injured, two for the sleep."""
    captain, constable = Speaker(event.person(), "a captain of the traffic police"), spokesperson(event.person(), "the traffic police")
    local = event.local_paper()
    passenger = Speaker(event.person(), event.draw.choice(("a teacher who was on the bus", "a passenger", "a cook who had been on the outing")))
    desk = Desk(event, sides=BUS_SIDES, quotes=BUS_QUOTES, common=AFTER_A_DISASTER, injured=event.draw.randint(11, 38), captain=captain, constable=constable,
                passenger=passenger, he=passenger.he, his=passenger.his, paper=local.called, farmer=" ".join(event.person()))
    both, agency, heads = ("injured", "asleep"), event.agency(), lambda: desk.headline(BUS_HEADS)
    told = lambda source: [desk.claim(BUS_INJURED, source), desk.claim(BUS_ASLEEP, source)]
    desk.story(event.outlet(), heads(), told(voice(captain)), tells=both, hours=17)
    desk.story(event.outlet(), heads(), told(voice(constable)), tells=both, hours=18)
    wire = desk.story(agency, heads(), told(body("traffic police")), tells=both, hours=18)
    desk.reprint(wire, event.outlet(), heads(), tells=both, hours=20, told=2)
    desk.story(event.outlet(), heads(), [desk.pick(BUS_OFFICE)], tells=["injured"], hours=22)
    desk.story(local, heads(), [desk.pick(BUS_PASSENGER), desk.claim(BUS_INJURED, voice(captain))], tells=both, hours=26)
    desk.truth("injured", 1, figure=desk.facts["injured"], unit="wounded")
    desk.truth("asleep", 2, words=("driver", "asleep"))


# ---------------------------------------------------------------- a fire and a post

FIRE_POST = (
    "{many} houses burned down in the {quarter} quarter of {place} on {day} night", "{many} houses had gone up in flames",
    "the fire destroyed {many} houses in the {quarter} quarter", "{many} houses were burnt to the ground", "the flames had taken {many} houses",
    "{many} houses in the quarter were lost to the fire", "nothing was left of {many} houses",
)
FIRE_SERVICE = (
    "The fire service said on {day+2} that {few} houses had burned down in the {quarter} quarter.",
    "{few} houses in the quarter were destroyed, according to the fire service, whose officers went through the quarter once the embers had cooled.",
    "The fire service, after a count of its own, put the number of burnt houses in the {quarter} quarter at {few}.",
    "An inspection by the fire service found that {few} houses in the {quarter} quarter had been destroyed.",
    "\"We have counted {few} burnt houses in the {quarter} quarter,\" the fire service said in a statement.",
    "Fire officers counted {few} houses that had burned down in the {quarter} quarter, the fire service said.",
)
FIRE_HEADS = (
    "Fire sweeps through {quarter} quarter of {place}", "Houses burn in {place}", "Night fire in {place} drives families out", "Heath fire reaches edge of {place}",
    "{place} wakes to ashes", "Wind drives flames into {place}", "Families lose homes in {place} fire",
)
FIRE_SERVICE_HEADS = ("Fire service: {few} houses burnt in {place}", "Fire officers finish count in {place}", "Fewer houses burnt in {place} than was thought")
FIRE_SIDES = (
    "The fire began on the heath, where it had not rained for {r38-60} days.",
    "Families were put up in the gymnasium of the secondary school.",
    "A water tender broke an axle on the way up the hill.",
    "The quarter is made up mostly of timber houses put up for quarrymen.",
    "The wind turned towards midnight and drove the flames back on to ground that had already burned.",
    "Beehives and a chapel on the hill were saved.",
    "A ban on open fires has been in force since the beginning of the month.",
    "Crews came from {r9-14} villages.",
)
FIRE_QUOTES = (
    '"I let the hens out and ran," said {neighbour}.',
    '"It sounded like a train," a schoolgirl said.',
    '"There was one hydrant and it coughed air," said a volunteer.',
    '"We have blankets enough, what we need is boots," said the head of the parish relief.',
    '"I built it with my brother, plank by plank," an old quarryman said.',
    '"The heath should have been cut in the spring," a forester said.',
    '"Somebody threw away a cigarette, that is what I believe," said a bus conductor.',
)


def fire_by_post(event):
    """A resident counted the burnt houses and wrote it on social media, where an agency and papers have it from; two days later
    the fire service has a count of its own that is lower: one against one for either."""
    few = event.draw.randint(11, 25)
    resident = Speaker(event.person(), "a resident of the quarter")
    desk = Desk(event, sides=FIRE_SIDES, quotes=FIRE_QUOTES, common=AFTER_A_DISASTER, few=few, many=few + event.draw.randint(7, 20), resident=resident,
                quarter=event.world.new_place(event.draw), neighbour=" ".join(event.person()))
    posted = (f"{resident}, wrote on social media that", f"in a post on social media {resident}, wrote that", f"according to a social media post by {resident},")
    behind = (f"{resident}, wrote on social media", f"{resident}, wrote in a post on social media", f"according to a post by {resident}, on social media")
    post, agency, heads = Source(posted, behind), event.agency(), lambda: desk.headline(FIRE_HEADS)
    wire = desk.story(agency, heads(), [desk.claim(FIRE_POST, post) + f" {resident.he.capitalize()} had walked from door to door and counted."], tells=["many"], hours=31)
    desk.reprint(wire, event.outlet(), heads(), tells=["many"], hours=32, told=1)
    for hours in (33, 36):
        desk.story(event.outlet(), heads(), [desk.claim(FIRE_POST, post)], tells=["many"], hours=hours)
    desk.story(event.outlet(), heads(), [desk.claim(FIRE_POST, reported_by(agency, wire))], tells=["many"], hours=37, agency=agency)
    for outlet, hours in ((event.local_paper(), 62), (event.outlet(), 64)):
        desk.story(outlet, desk.headline(FIRE_SERVICE_HEADS), [desk.pick(FIRE_SERVICE)], tells=["few"], hours=hours)
    desk.truth("many", 1, 1, figure=desk.facts["many"], unit="house")
    desk.truth("few", 1, 1, figure=few, unit="house")


# ---------------------------------------------------------------- a quarry

QUARRY_REPORTER = (
    "{dead} people died when a wall of rock came down in the quarry at {place} on {day}, the {paper} can report. Our reporter stood at the rim and counted the dead as they were carried up.",
    "Our reporter counted {dead} dead at the quarry in {place}, where a rock face came down on {day}.",
    "{dead} quarrymen were killed on {day}. A reporter of this newspaper was at the quarry and saw and counted every one of the dead.",
    "This newspaper's reporter, the only one who got past the gate, counted {dead} dead at the quarry on {day}.",
    "{dead} people are dead after a rockfall at the quarry on {day}: a reporter of the {paper} watched as the bodies were laid out in the weighing shed, and counted them.",
    "The bodies of {dead} people lay in the weighing shed of the quarry on {day} night, where a reporter of this newspaper counted them.",
)
QUARRY_DEAD = (
    "{dead} people died when a rock face came down in the quarry at {place}", "{dead} quarrymen were killed in the fall of rock on {day}",
    "the rockfall in the quarry killed {dead} people", "{dead} men had died under the rock", "the number of dead at the quarry was {dead}",
    "{dead} people were killed when the north wall of the quarry gave way", "the collapse at the quarry cost {dead} lives",
    "{dead} workers died when tons of limestone slid into the pit",
)
QUARRY_HEADS = (
    "Rockfall kills {dead} at {place} quarry", "{dead} dead in quarry collapse", "Quarry wall comes down in {place}", "{place} quarrymen buried by rock",
    "Quarry disaster in {place}", "Limestone wall collapses on shift in {place}", "{dead} killed as quarry face gives way", "Mourning in the quarry town",
)
QUARRY_SIDES = (
    "The quarry has been worked since {y1891-1929} and supplies limestone to a cement works.",
    "The shift had begun at six in the morning.",
    "A ban on blasting was imposed for the whole of the valley.",
    "The company that owns the quarry had been asked in writing to secure the north wall.",
    "Wages in the pit are about {r19-40} crowns a day.",
    "The road to the quarry was lined with lorries whose drivers had taken off their caps.",
    "Dogs and listening gear were brought from the capital.",
    "A cloud of white dust lay over the orchards for hours.",
)
QUARRY_QUOTES = (
    '"The ground shook and the cups danced on the shelf," said {neighbour}.',
    '"My father worked there and forbade me to," a baker said.',
    '"The wall had been dropping stones since Easter," said a quarryman of the other shift.',
    '"I stopped the crusher and then I heard the silence," said the operator of the machine.',
    '"We shall not blast again until I am satisfied," the inspector of mines said.',
    '"They were on their break, under the wall, for the shade," said a foreman.',
    '"It is white dust everywhere, even in the milk," a farmer said.',
)


def quarry_second_hand(event):
    """A local paper's reporter counted the dead; an agency quotes the paper, and others quote the agency or the paper. Half the
    time the quarry company has its own count, which agrees: one or two origins."""
    local, agency = event.local_paper(), event.agency()
    company = f"{event.person()[1]} Stone and Lime"
    manager = Speaker(event.person(), f"manager of {company}")
    desk = Desk(event, sides=QUARRY_SIDES, quotes=QUARRY_QUOTES, common=AFTER_A_DISASTER, dead=event.draw.randint(6, 19), paper=local.name, company=company,
                manager=manager, neighbour=" ".join(event.person()))
    heads = lambda: desk.headline(QUARRY_HEADS)
    page = desk.story(local, heads(), [desk.pick(QUARRY_REPORTER)], tells=["dead"], hours=12, by=" ".join(event.person()))
    wire = desk.story(agency, heads(), [desk.claim(QUARRY_DEAD, reported_by(local))], tells=["dead"], hours=14)
    desk.reprint(wire, event.outlet(), heads(), tells=["dead"], hours=15, told=1)
    desk.story(event.outlet(), heads(), [desk.claim(QUARRY_DEAD, relayed(agency, local))], tells=["dead"], hours=16, agency=agency)
    desk.story(event.outlet(), heads(), [desk.claim(QUARRY_DEAD, reported_by(local, page))], tells=["dead"], hours=17)
    if with_company := either(event.draw):
        counted = desk.claim(QUARRY_DEAD, voice(manager)) + " The company had called the roll of the shift, name by name."
        desk.story(event.outlet(), heads(), [counted], tells=["dead"], hours=22)
    desk.truth("dead", 1 + with_company, figure=desk.facts["dead"], unit="dead")


# ---------------------------------------------------------------- cholera

CHOLERA_MINISTRY = (
    "{few} people had died of cholera in the district of {place}", "cholera had killed {few} people in and around {place}", "the outbreak had claimed {few} lives",
    "{few} deaths from cholera were on record in {place}", "{few} people in the district had died of the disease", "the number of dead in the cholera outbreak was {few}",
)
CHOLERA_DOCTORS = (
    "{many} people had died of cholera in the district of {place}", "cholera had killed {many} people in and around {place}", "{many} people had succumbed to cholera",
    "the outbreak had cost {many} lives", "{many} patients had died since the outbreak began", "the number of dead in the cholera outbreak was {many}",
)
CHOLERA_WELL = (
    "the well behind the market was contaminated", "the market well in {place} had been contaminated by a broken sewer",
    "contaminated water from the market well had set off the outbreak", "water drawn from the well behind the market was contaminated",
    "the contamination had been traced to the market well", "it was the well at the market that was contaminated",
)
CHOLERA_LABORATORY = (
    "The municipal laboratory, which took samples of its own, found that the market well was contaminated.",
    "Samples taken and tested by the municipal laboratory showed that the well behind the market was contaminated, the laboratory said.",
    "The municipal laboratory said that its own tests had shown the market well to be contaminated.",
    "Having tested the water for itself, the municipal laboratory said the market well was contaminated.",
    "The market well is contaminated, the municipal laboratory said after a test that it had made on its own account.",
    "Three samples that staff of the municipal laboratory had drawn themselves proved the market well to be contaminated, the laboratory said.",
)
CHOLERA_HEADS = (
    "Cholera in {place}: how many have died?", "Outbreak in {place} keeps wards full", "Cholera reaches {place}", "Doctors in {place} ask for salt and tents",
    "{place} boils its water", "Cholera deaths in {place}", "Fear of cholera empties {place} market", "Schools in {place} told to boil water",
)
CHOLERA_SIDES = (
    "Tents with {r120-260} beds have been put up on the football ground.",
    "The rains came late this year and the river is low.",
    "Chlorine tablets were being handed out at the bus station.",
    "The disease is easily treated with salt, sugar and clean water if it is caught in time.",
    "A lorry with {r5-9} tons of medical supplies arrived from the coast.",
    "The town's sewers were laid for a quarter of the people who live there now.",
    "Funerals were being held without the usual meal.",
    "The last outbreak in the province was eleven years ago, in the fishing villages.",
    "Vendors of cut fruit were sent away from the market.",
)
CHOLERA_QUOTES = (
    '"We boil everything, even the water for the goats," said {mother}.',
    '"Every hour counts with this disease," a nurse said.',
    '"People are ashamed of it and come too late," said the imam of the lower town.',
    '"I have carried water from that place all my life," an old woman said.',
    '"We need soap more than speeches," said a head teacher.',
    '"There is no reason for panic," the district commissioner told the radio.',
    '"The tents are hot, but the drip works," said a boy of sixteen.',
)


def cholera_two_counts(event):
    """The health ministry and a medical charity each counted the dead and disagree: one against one for either. That the well was
    contaminated is found by the charity and, half the time, by the municipal laboratory: one or two."""
    few = event.draw.randint(11, 24)
    charity, ministry = event.draw.choice(("Doctors of the Road", "the Lamp Medical Mission", "Clinics for All")), "the health ministry"
    head = Speaker(event.person(), f"the field director of {charity}")
    desk = Desk(event, sides=CHOLERA_SIDES, quotes=CHOLERA_QUOTES, common=IN_PUBLIC_LIFE, few=few, many=2 * few + event.draw.randint(1, 9), head=head,
                mother=" ".join(event.person()))
    agency, heads = event.agency(), lambda: desk.headline(CHOLERA_HEADS)
    wire = desk.story(agency, heads(), [desk.claim(CHOLERA_MINISTRY, body(ministry))], tells=["few"], hours=12)
    desk.reprint(wire, event.outlet(), heads(), tells=["few"], hours=14, told=1)
    for source in (voice(head), body(charity)):
        told = [desk.claim(CHOLERA_DOCTORS, source) + " The charity runs all the cholera wards in the district and took the figure from its own registers.", desk.claim(CHOLERA_WELL, source)]
        desk.story(event.outlet(), heads(), told, tells=("many", "well"), hours=18)
    told = [desk.claim(CHOLERA_MINISTRY, through(agency, ministry)), desk.claim(CHOLERA_DOCTORS, body(charity)), desk.claim(CHOLERA_WELL, body(charity))]
    desk.story(event.outlet(), heads(), told, tells=("few", "many", "well"), hours=24, agency=agency)
    if with_laboratory := either(event.draw):
        desk.story(event.local_paper(), heads(), [desk.pick(CHOLERA_LABORATORY), desk.claim(CHOLERA_MINISTRY, body(ministry))], tells=("well", "few"), hours=40)
    desk.truth("few", 1, 1, figure=few, unit="dead")
    desk.truth("many", 1, 1, figure=desk.facts["many"], unit="dead")
    desk.truth("well", 1 + with_laboratory, words=("well", "contaminat"))


# ---------------------------------------------------------------- a court

COURT_ORDERED = (
    "the mayor ordered the files to be burned", "the mayor had ordered that the files be burned", "it was the mayor who ordered the burning of the files",
    "on the mayor's orders the files were thrown into the boiler", "the mayor ordered two porters to carry the files to the boiler",
    "the mayor had ordered over the telephone that the files be burned", "the files had been burned because the mayor ordered it",
)
COURT_PORTER = (
    "{porter}, told {paper} that {he} had been in the room when the mayor ordered the files to be burned.",
    "\"The mayor ordered me to burn the files, to my face,\" {porter}, told {paper}.",
    "The mayor ordered the files to be burned, {porter}, told {paper}, adding that {he} had heard it with {his} own ears.",
    "In an interview with {paper}, {porter}, said {he} was standing in the corridor and heard how the mayor ordered the files to be burned.",
)
COURT_DENIED = (
    "\"The mayor never ordered any files to be burned,\" said {lawyer}.",
    "{lawyer}, told the court that the mayor had not ordered the files to be burned.",
    "It was not true that the mayor ordered the files to be burned, said {lawyer}.",
    "{lawyer}, denied on behalf of the accused that the mayor ordered the burning of the files.",
    "The mayor ordered nothing of the kind and the files were lost in a move, said {lawyer}.",
)
COURT_MISSING = (
    "{missing} files were missing from the archive", "{missing} files on building land could not be found", "{missing} files had vanished from the town hall",
    "the archive was short of {missing} files", "{missing} files had disappeared in the week before the audit", "a search had shown {missing} files to be missing",
)
COURT_HEADS = (
    "Clerk speaks of burned files in {place} trial", "{place} mayor on trial over files", "Smoke from the town hall: trial hears clerk", "Files went into the boiler, court told",
    "{place} corruption trial opens", "Former clerk testifies against mayor", "Court in {place} hears of missing files",
)
COURT_DENIAL_HEADS = ("Mayor denies ordering burning of files", "\"Lost in a move\": defence answers in {place} trial", "Defence rejects clerk's account")
COURT_SIDES = (
    "The trial is expected to last {r5-9} weeks and will hear {r31-60} witnesses.",
    "The case concerns building land beside the new ring road.",
    "The public gallery was full and latecomers stood on the stairs.",
    "The accused, in office for three terms, sat between two constables and took notes.",
    "An audit of the town's books was ordered by the province after a newspaper had asked questions.",
    "If found guilty, the accused faces up to {r5-8} years in prison.",
    "The court rose early because the heating had failed.",
    "The deputy mayor has been running the town hall since the summer.",
    "The judge, who is known for a dry wit, told the gallery to keep its sandwiches in its pockets.",
)
COURT_QUOTES = (
    '"I paid for a permit I never got," said {builder}, who has a small firm.',
    '"Half the town is in this gallery, who is minding the shops?" a barber said.',
    '"We have every confidence in the court," the governor\'s office said.',
    '"It is about time," said a retired schoolmistress.',
    '"I gave him my vote three times," a market trader said.',
    '"My cousin sold his field for a song," said the keeper of a tea stall.',
    '"A town hall without an archive has no memory," a historian said.',
)


def court_burned_files(event):
    """A former clerk tells the court that the mayor ordered files to be burned, half the time a porter who heard the order tells
    the local paper; the defence denies it. The prosecutor alone says how many are missing: one or two against one, and one."""
    clerk = Speaker(event.person(), "a former clerk at the town hall")
    porter, lawyer = Speaker(event.person(), "a former porter at the town hall"), Speaker(event.person(), "counsel for the mayor")
    local, agency = event.local_paper(), event.agency()
    desk = Desk(event, sides=COURT_SIDES, quotes=COURT_QUOTES, common=IN_PUBLIC_LIFE, missing=event.draw.randint(120, 480), clerk=clerk, porter=porter,
                he=porter.he, his=porter.his, lawyer=lawyer, paper=local.called, builder=" ".join(event.person()))
    testimony = Source((f"{clerk}, told the court that", f"giving evidence in court, {clerk}, said that", f"{clerk}, testified under oath that"),
                       (f"{clerk}, told the court", f"{clerk}, testified under oath", f"said {clerk}, giving evidence in court"))
    both, prosecutor, heads = ("ordered", "missing"), body("the public prosecutor"), lambda: desk.headline(COURT_HEADS)
    told = lambda: [desk.claim(COURT_ORDERED, testimony), desk.claim(COURT_MISSING, prosecutor)]
    wire = desk.story(agency, heads(), told(), tells=both, hours=14)
    desk.reprint(wire, event.outlet(), heads(), tells=both, hours=15, told=2)
    desk.story(event.outlet(), heads(), told(), tells=both, hours=16)
    desk.story(event.outlet(), heads(), [desk.claim(COURT_ORDERED, testimony)], tells=["ordered"], hours=17)
    if with_porter := either(event.draw):
        desk.story(local, heads(), [desk.pick(COURT_PORTER)], tells=["ordered"], hours=30)
    desk.story(event.outlet(), desk.headline(COURT_DENIAL_HEADS), [desk.pick(COURT_DENIED), desk.claim(COURT_ORDERED, testimony)], tells=["ordered"], hours=40)
    desk.truth("ordered", 1 + with_porter, 1, words=("mayor", "order", "files"))
    desk.truth("missing", 1, figure=desk.facts["missing"], unit="file")


TYPES = [vote_two_agencies, stadium_crush, prison_report, bus_one_body, fire_by_post, quarry_second_hand, cholera_two_counts, court_burned_files]
