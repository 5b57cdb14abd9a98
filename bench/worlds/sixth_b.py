"""The sixth set of made-up events, second half: kidnappings, prisons, ballots, clinics, blasts, disease, bulldozers, borders."""
from sixth_desk import Body, Claim, Story, full


# ---------------------------------------------------------------- a kidnapping, told to two agencies

ABDUCTED = [
    "Gunmen abducted {n} people from a village near {place} on {day}, {source} said.",
    "{N} people were abducted on the road to {place}, according to {source}.",
    "{Source} put the number of people abducted near {place} at {n}.",
    "According to {source}, {n} people were abducted when armed men stopped two minibuses outside {place}.",
    "Armed men on motorcycles abducted {n} people close to {place}, said {source}.",
    "{Source} said that {n} people had been abducted in the hills above {place}.",
    "Abducted in {day}'s raid outside {place} were {n} people, according to {source}.",
    "The raiders, who came at dusk, abducted {n} people outside {place}, {source} said.",
]
ABDUCTED_HEADLINES = [
    "Gunmen abduct {d} people near {place}", "{d} people abducted outside {place}", "{place}: {d} abducted by armed men", "Abduction near {place}: {d} people taken",
    "Armed men abduct {d} on road to {place}", "{d} abducted in hills above {place}",
]
KIDNAP_OPENINGS = ["The road into the hills above {place} was empty on {day} evening.", "In the villages around {place} nobody sleeps with the door unlocked."]
KIDNAP_SIDES = [
    "No group has come forward with a demand since the raid near {place}.",
    "Police set up roadblocks on all roads around {place}.",
    "\"We gave up the evening prayer long ago because of the road,\" said {resident}, an elder from {place}.",
    "\"I keep my sons at home now,\" said {resident}, a farmer near {place}.",
    "Ransom has become a business in the hills above {place} since the timber trade collapsed in {year}.",
    "A helicopter circled over {place} for {minutes} minutes and then turned back because of cloud.",
    "The bishop of {place} called for a night of prayer.",
    "Buses between {place} and the coast now travel in convoy.",
]


def two_agencies_one_source(event):
    """The provincial police told two agencies, and papers credit the one or the other: one. In half of the events a village
    council went from house to house and counted as many: two."""
    story = Story(event, KIDNAP_OPENINGS, KIDNAP_SIDES)
    abducted = Claim(ABDUCTED, ABDUCTED_HEADLINES, story.number(5, 58))
    police = Body(story, "the provincial police command")
    for agency in story.two_agencies():
        wire = story.report(agency, [(abducted, police.voice())], hours=story.pick((18, 19)))
        story.spread(wire, 2, hours=20, bodies=[police])
    council_counted = story.chance(0.5)
    if council_counted:
        council = Body(story, "the village council")
        story.report(event.local_paper(), [(abducted, council.voice())], hours=31, basis=[
            "Members of the village council outside {place} had gone from house to house to see who had not come home."])
    story.truth(abducted, 2 if council_counted else 1, unit="people")


# ---------------------------------------------------------------- a prison

PRISON_HURT = [
    "{N} inmates were wounded in a riot at the prison of {place} on {day}, {source} said.",
    "A riot at the prison in {place} left {n} inmates wounded, according to {source}.",
    "{Source} put the number of wounded in the {place} prison riot at {n}.",
    "According to {source}, {n} prisoners were wounded when a riot broke out in {place}.",
    "The number of inmates wounded in the {place} prison is {n}, said {source}.",
    "{Source} said that {n} prisoners had been wounded in the cell block in {place}.",
    "Wounded in the riot at {place} prison were {n} inmates, according to {source}.",
    "The riot, which began over breakfast in the {place} prison, left {n} prisoners wounded, {source} said.",
]
PRISON_HEADLINES = [
    "{d} inmates wounded in {place} prison riot", "Riot at {place} prison: {d} wounded", "{place}: {d} prisoners wounded", "Prison riot in {place} leaves {d} wounded",
    "{d} wounded as riot shakes {place} prison",
]
PRISON_OPENINGS = ["Smoke hung over the prison of {place} until noon on {day}.", "Relatives waited at the gate of the {place} prison on {day}."]
PRISON_SIDES = [
    "The prison of {place} was built for half as many inmates as it holds.",
    "\"He rang me on Sunday and asked for socks,\" said {resident}, whose brother is held in {place}.",
    "\"They should let us bring food again,\" said {resident}, who had come to the gate in {place}.",
    "A mattress fire in the {place} prison was put out within {minutes} minutes.",
    "Visits to the prison of {place} are suspended until {day+3}.",
    "The roof of the east wing in {place} has been under repair since {year}.",
    "Warders in {place} have long asked for {percent} per cent more pay.",
    "The ombudsman has asked for a list of all transfers out of {place}.",
]


def spokesperson_by_many_names(event):
    """The prison service speaks through a director, a press officer and a warden, each named on other pages: one. In half
    of the events the relatives' committee, which rang round the cells, has another figure: one against."""
    story = Story(event, PRISON_OPENINGS, PRISON_SIDES)
    wounded = Claim(PRISON_HURT, PRISON_HEADLINES, story.number(8, 60))
    voices = [f"prison service director {full(event.person())}", f"{full(event.person())} from the press office of the prison service",
              f"the prison service's chief warden in {event.place}", "the prison service", "a duty officer of the prison service"]
    for n, voice in enumerate(voices[:story.pick((4, 5))]):
        page = story.report(event.agency() if n == 1 else event.outlet(), [(wounded, voice)], hours=11 + n)
    story.rewrite(page, hours=18)
    relatives_differ = story.chance(0.5)
    if relatives_differ:
        relatives = Body(story, "the committee of prisoners' relatives")
        other = Claim(PRISON_HURT, PRISON_HEADLINES, story.number(8, 90, unlike=[wounded.figure]))
        listed = story.report(event.outlet(), [(other, relatives.voice())], hours=20, basis=[
            "The relatives had drawn up a list of their own by calling inmates in {place} on smuggled phones."])
        story.rewrite(listed, hours=22, bodies=[relatives])
        story.truth(other, 1, 1, unit="wounded")
    story.truth(wounded, 1, int(relatives_differ), unit="wounded")


# ---------------------------------------------------------------- an election

STUFFED = [
    "Ballot boxes were stuffed at the polling station in {place} on {day}, {source} said.",
    "{Source} said that ballot boxes in {place} had been stuffed before the polls opened.",
    "According to {source}, ballot boxes were stuffed during the vote in {place}.",
    "A bundle of filled-in papers was stuffed into a ballot box in {place}, according to {source}.",
    "The vote in {place} was marred by stuffed ballot boxes, said {source}.",
    "{Source} spoke of stuffed ballot boxes in {place}.",
    "In {place}, ballot boxes were stuffed while the lights were out, {source} said.",
    "Stuffed ballot boxes were seen in {place}, according to {source}.",
]
STUFFED_HEADLINES = [
    "Ballot boxes stuffed in {place}, observers say", "Observers: ballot boxes in {place} were stuffed", "{place} vote: observers tell of stuffed ballot boxes",
    "Stuffed ballot boxes mar vote in {place}, observers say", "Observers on {place}: boxes stuffed at ballot",
]
NOT_STUFFED = [
    "{Source} denied that ballot boxes had been stuffed in {place}.",
    "No ballot boxes were stuffed in {place}, {source} said.",
    "The claim that ballot boxes in {place} were stuffed is false, according to {source}.",
    "According to {source}, no ballot box was stuffed in {place}.",
    "{Source} rejected the report of stuffed ballot boxes in {place} as untrue.",
    "There were no stuffed ballot boxes in {place}, said {source}.",
]
NOT_STUFFED_HEADLINES = ["Commission denies that ballot boxes were stuffed in {place}", "{place}: no ballot boxes stuffed, says commission", "Stuffed ballot boxes in {place}? Commission says no"]
TURNED_AWAY = [
    "{N} people were turned away from the polling station in {place}, {source} said.",
    "{Source} said {n} people had been turned away at the polls in {place} although they were on the register.",
    "According to {source}, {n} people were turned away without being allowed to vote in {place}.",
    "The number of people turned away at the polls in {place} was {n}, according to {source}.",
    "At the school that served as polling station in {place}, {n} people were turned away, said {source}.",
    "{Source} put the number of people turned away from the polls in {place} at {n}.",
    "Turned away at the polls in {place} were {n} people, {source} said.",
]
TURNED_AWAY_HEADLINES = ["{d} people turned away from polls in {place}", "{place}: {d} people not allowed to vote", "Polling in {place}: {d} people turned away"]
BALLOT_OPENINGS = ["Polling in {place} closed at seven in the evening of {day}.", "Posters still hung on every lamp post in {place} on {day}."]
BALLOT_SIDES = [
    "Turnout in {place} was {percent} per cent at noon, lower than five years earlier.",
    "The counting of votes in {place} is to be finished by {day+2}.",
    "\"I have never missed a vote in my life,\" said {resident}, a pensioner in {place}.",
    "\"Whoever wins, the bridge will still be broken,\" said {resident}, a taxi driver in {place}.",
    "Three candidates stood for the seat of {place}, one of them unopposed in {year}.",
    "The polling station in {place} was guarded by two policemen and a sleeping dog.",
    "Both main parties held their last rallies in {place}.",
    "A run-off in {place} would be held within {degrees} days.",
]


def observers_report(event):
    """An observer mission had people in the polling station: one for the stuffed boxes and one for those turned away,
    whoever reports on its report. The election commission denies the stuffing: one against that."""
    story = Story(event, BALLOT_OPENINGS, BALLOT_SIDES)
    mission, commission = Body(story, "the Concord observer mission"), Body(story, "the election commission")
    stuffed, denial = Claim(STUFFED, STUFFED_HEADLINES), Claim(NOT_STUFFED, NOT_STUFFED_HEADLINES)
    turned_away = Claim(TURNED_AWAY, TURNED_AWAY_HEADLINES, story.number(11, 95))
    present = "The mission had four observers in the polling station in {place} all day, its report says."
    wire = story.report(event.agency(), [(stuffed, mission.voice()), (turned_away, "the mission's report")], hours=22, basis=[present])
    story.report(event.outlet(), [(turned_away, mission.voice()), (stuffed, "the Concord mission's report")], hours=23, basis=[present])
    story.spread(wire, story.pick((2, 3)), hours=24, bodies=[mission, mission])
    commission_denies = story.chance(0.67)
    if commission_denies:
        no = story.report(event.outlet(), [(denial, commission.voice())], hours=29, basis=["The commission's own clerks in {place} had watched the boxes from morning to night, it said."])
        story.pass_on(no, commission, hours=31)
    story.truth(stuffed, 1, int(commission_denies), words=["ballot", "stuffed"])
    story.truth(turned_away, 1, unit="people")


# ---------------------------------------------------------------- a post on a network

TEAR_GAS = [
    "Police fired tear gas into the university clinic in {place} on {day}, {source} said.",
    "{Source} said that police had fired tear gas into a clinic in {place}.",
    "According to {source}, tear gas was fired by police into the entrance hall of the clinic in {place}.",
    "Tear gas fired by police drifted through the wards of the clinic in {place}, according to {source}.",
    "Riot police fired tear gas through the doors of the {place} clinic, said {source}.",
    "The clinic in {place} was filled with tear gas fired by police, {source} said.",
    "Patients at the clinic in {place} were led out by the back door after police fired tear gas inside, according to {source}.",
    "{Source} told of tear gas that police had fired into the clinic of {place}.",
]
TEAR_GAS_HEADLINES = [
    "Police fired tear gas into {place} clinic, nurse says", "Tear gas in {place} clinic, according to nurse's post", "Nurse: police fired tear gas into clinic in {place}",
    "{place}: nurse tells of tear gas in clinic", "Tear gas in the wards: a nurse's post from {place}",
]
NO_TEAR_GAS = [
    "{Source} denied that police had fired tear gas into the clinic in {place}.",
    "No tear gas was fired into the clinic in {place}, {source} said.",
    "According to {source}, police did not fire any tear gas into the {place} clinic.",
    "The claim that police fired tear gas into the clinic in {place} is untrue, said {source}.",
]
NO_TEAR_GAS_HEADLINES = ["Police deny firing tear gas into {place} clinic", "No tear gas in {place} clinic, say police", "{place}: police deny tear gas in clinic"]
CLINIC_OPENINGS = ["The street in front of the university clinic in {place} was swept on {day} night.", "Ambulances in {place} had to take the long way round on {day}."]
CLINIC_SIDES = [
    "The clinic in {place} has {minutes} beds and an emergency ward that never closes.",
    "Students had been marching in {place} against a rise in fees of {percent} per cent.",
    "\"We were singing, and then everybody ran,\" said {resident}, a student in {place}.",
    "\"I sell lemons, and on days like this I sell them all,\" said {resident}, who has a stall in {place}.",
    "The rector of the university of {place} cancelled all lectures until {day+3}.",
    "Windows were broken at two banks in {place}.",
    "The last strike at the university of {place}, in {year}, went on for a month.",
    "The health workers' union in {place} has called a meeting for {day+1}.",
]


def post_online(event):
    """A nurse of the clinic wrote a post, and everybody quotes it: one. In half of the events the porter, who stood at the
    door, told a paper the same: two. In half of them the police deny it: one against."""
    story = Story(event, CLINIC_OPENINGS, CLINIC_SIDES)
    nurse, porter = full(event.person()), full(event.person())
    gas, denial = Claim(TEAR_GAS, TEAR_GAS_HEADLINES), Claim(NO_TEAR_GAS, NO_TEAR_GAS_HEADLINES)
    posts = [f"a post by nurse {nurse} on the network Chirrup", f"a Chirrup post by nurse {nurse}", f"a post that clinic nurse {nurse} put on Chirrup",
             f"a Chirrup message from clinic nurse {nurse}"]
    for n in range(story.pick((3, 4))):
        page = story.report(event.outlet(), [(gas, story.next_of(posts))], hours=15 + n)
    story.spread(page, 2, hours=19)
    porter_saw_it = story.chance(0.5)
    if porter_saw_it:
        story.report(event.local_paper(), [(gas, f"porter {porter}")], hours=21,
                     headline="Porter on duty tells of tear gas in {place} clinic", basis=[
                         f"{porter} was on duty at the door, does not use Chirrup and spoke to our reporter in {{place}} on {{day}} evening."])
    police_deny = story.chance(0.5)
    if police_deny:
        police = Body(story, "the police headquarters")
        no = story.report(event.outlet(), [(denial, police.voice())], hours=32)
        story.pass_on(no, police, hours=34)
    story.truth(gas, 2 if porter_saw_it else 1, int(police_deny), words=["tear", "gas", "clinic"])


# ---------------------------------------------------------------- a blast

BLAST_DEAD = [
    "A blast at the bus station of {place} killed {n} people on {day}, {source} said.",
    "{N} people were killed in the explosion in {place}, according to {source}.",
    "{Source} put the number of people killed by the blast in {place} at {n}.",
    "According to {source}, {n} people died when a bomb went off in the bus station of {place}.",
    "The bomb in {place} killed {n} people, said {source}.",
    "{Source} said that {n} people had been killed in the bus station of {place}.",
    "The explosion, which tore through the waiting room, left {n} people dead in {place}, {source} said.",
    "The death toll of the bus station blast in {place} is {n}, according to {source}.",
]
BLAST_HEADLINES = [
    "Blast at {place} bus station kills {d}", "{d} dead in {place} explosion", "{place}: bomb in bus station kills {d}", "Bus station blast in {place} leaves {d} dead",
    "{d} killed by bomb in {place}", "Explosion in {place}: {d} dead",
]
BLAST_OPENINGS = ["The clock in the bus station of {place} stopped at ten past eight on {day}.", "Luggage lay scattered on the forecourt in {place} on {day}."]
BLAST_SIDES = [
    "Nobody has claimed responsibility for the bomb in {place}.",
    "The bus station in {place} was opened in {year} and serves {percent} lines.",
    "\"My shutters flew open by themselves,\" said {resident}, who has a kiosk opposite the station in {place}.",
    "\"I had missed the bus and was cursing,\" said {resident}, a commuter from {place}.",
    "Buses to and from {place} now stop at the stadium.",
    "The interior ministry raised the alert level in {place} for {degrees} days.",
    "Firemen in {place} were on the spot within minutes.",
    "A minute of silence will be held in {place} on {day+1}.",
]


def hospital_police_ministry(event):
    """The hospital counted in its wards and morgue, the police at the station, and they agree: two for, and one against,
    the health ministry, which has a lower figure from its own ambulance crews: one for that, two against."""
    story = Story(event, BLAST_OPENINGS, BLAST_SIDES)
    high = story.number(17, 70)
    dead, lower = Claim(BLAST_DEAD, BLAST_HEADLINES, high), Claim(BLAST_DEAD, BLAST_HEADLINES, story.number(6, high, unlike=[high]))
    hospital, police, ministry = Body(story, "the central hospital"), Body(story, "the city police"), Body(story, "the health ministry")
    wire = story.report(event.agency(), [(dead, hospital.voice())], hours=11, basis=["The hospital said it was going by the register of its own morgue in {place}."])
    story.spread(wire, 2, hours=12, bodies=[hospital])
    story.report(event.outlet(), [(dead, police.voice())], hours=12, basis=["The police count was made by officers who went through the bus station in {place} with a doctor."])
    story.report(event.outlet(), [(dead, hospital.voice()), (dead, police.voice())], hours=15, basis=["Hospital and police in {place} counted separately."])
    official = story.report(event.outlet(), [(lower, ministry.voice())], hours=16, basis=["The ministry's figure was compiled from the logs of its own ambulance crews in {place}."])
    story.spread(official, story.pick((1, 2)), hours=18, bodies=[ministry])
    story.truth(dead, 2, 1, unit="dead")
    story.truth(lower, 1, 2, unit="dead")


# ---------------------------------------------------------------- a disease

CHOLERA = [
    "Cholera has broken out in {place}, {source} said on {day}.",
    "{Source} said that the disease that has broken out in {place} is cholera.",
    "According to {source}, cholera has broken out in the riverside quarter of {place}.",
    "An outbreak of cholera has been found in {place}, according to {source}.",
    "There is an outbreak of cholera in {place}, said {source}.",
    "{Source} confirmed an outbreak of cholera in {place}.",
    "Tests point to one thing only, an outbreak of cholera in {place}, {source} said.",
    "It is cholera that has broken out in {place}, according to {source}.",
]
CHOLERA_HEADLINES = ["Cholera breaks out in {place}", "Outbreak of cholera in {place}", "{place} has cholera outbreak", "Cholera outbreak found in {place}", "Cholera in {place}: outbreak confirmed"]
NO_CHOLERA = [
    "There is no outbreak of cholera in {place}, {source} said.",
    "{Source} denied that cholera had broken out in {place}.",
    "According to {source}, there is no cholera in {place}.",
    "The reports that cholera has broken out in {place} are false, said {source}.",
    "No cholera outbreak exists in {place}, according to {source}.",
    "{Source} dismissed the reports of a cholera outbreak in {place} as untrue.",
]
NO_CHOLERA_HEADLINES = ["Ministry denies cholera outbreak in {place}", "No cholera in {place}, ministry says", "{place}: ministry denies that cholera has broken out"]
WARD_OPENINGS = ["Buckets of lime stood at every corner of the riverside quarter of {place} on {day}.", "Bottled water was sold out in {place} by noon."]
WARD_SIDES = [
    "The waterworks in {place} dates from {year}, and some of the pipes are older.",
    "\"We boil everything, even for the dog,\" said {resident}, who lives by the river in {place}.",
    "\"I have not sold a single melon,\" said {resident}, a market trader in {place}.",
    "Tablets for cleaning water were handed out in front of the post office in {place}.",
    "The swimming pool in {place} is closed until the end of the month.",
    "Some {percent} per cent of the houses in {place} are not connected to the sewers.",
    "A field tent with {degrees} beds was put up in the park of {place}.",
    "Ships calling at {place} were told to fill their tanks elsewhere.",
]


def cholera_and_two_laboratories(event):
    """A doctors' charity tested in its own laboratory, and in half of the events the teaching hospital in its own: one or
    two for. The health ministry denies it: one against."""
    story = Story(event, WARD_OPENINGS, WARD_SIDES)
    charity, hospital, ministry = Body(story, "Physicians Afield"), Body(story, "the teaching hospital"), Body(story, "the health ministry")
    cholera, denial = Claim(CHOLERA, CHOLERA_HEADLINES), Claim(NO_CHOLERA, NO_CHOLERA_HEADLINES)
    wire = story.report(event.agency(), [(cholera, charity.voice())], hours=10, basis=["The charity Physicians Afield had tested samples from {place} in its own mobile laboratory."])
    story.spread(wire, story.pick((2, 3)), hours=12, bodies=[charity])
    hospital_tested = story.chance(0.5)
    if hospital_tested:
        local = story.report(event.local_paper(), [(cholera, hospital.voice())], hours=16, basis=["The teaching hospital said it had grown the germ from patients of its own in {place}."])
        story.rewrite(local, hours=18, bodies=[hospital])
    no = story.report(event.outlet(), [(denial, ministry.voice())], hours=20)
    story.pass_on(no, ministry, hours=22)
    story.truth(cholera, 2 if hospital_tested else 1, 1, words=["cholera"])


# ---------------------------------------------------------------- bulldozers

RAZED = [
    "{N} buildings were razed in the old quarter of {place} on {day}, {source} said.",
    "Bulldozers razed {n} buildings in {place}, according to {source}.",
    "{Source} put the number of buildings razed in {place} at {n}.",
    "According to {source}, {n} buildings were razed along the border road in {place}.",
    "The army razed {n} buildings in {place}, said {source}.",
    "{Source} said that {n} buildings had been razed in {place}.",
    "Razed in {place} within a single day were {n} buildings, according to {source}.",
    "The bulldozers, which arrived at sunrise, razed {n} buildings in {place}, {source} said.",
]
RAZED_HEADLINES = [
    "Bulldozers raze {d} buildings in {place}", "{d} buildings razed in {place}", "{place}: {d} buildings razed along border road", "Army razes {d} buildings in {place}",
    "Old quarter of {place}: {d} buildings razed", "{d} buildings gone in {place}",
]
UPROOTED = [
    "The demolitions in {place} have displaced {n} people, {source} said.",
    "According to {source}, {n} people were displaced by the demolitions in {place}.",
    "{Source} put the number of people displaced in {place} at {n}.",
    "In {place}, {n} people have been displaced, according to {source}.",
    "Some slept in mosques and some in cars: {n} people were displaced in {place}, said {source}.",
    "{Source} said that {n} people had been displaced from the old quarter of {place}.",
    "The number of people displaced from {place} is {n}, {source} said.",
]
UPROOTED_HEADLINES = ["{d} people displaced in {place}", "Demolitions in {place} displace {d} people", "{place}: {d} people displaced"]
RAZED_OPENINGS = ["A line of mattresses stood along the border road in {place} on {day}.", "By noon on {day} the sound of engines had stopped in {place}."]
RAZED_SIDES = [
    "The army says it needs a clear view along the border at {place}.",
    "\"I took the door with me, it was my father's,\" said {resident}, a carpenter from {place}.",
    "\"They gave us {minutes} minutes,\" said {resident}, who has moved in with cousins in {place}.",
    "A court is to hear an appeal by the families from {place} on {day+3}.",
    "The old quarter of {place} was rebuilt once before, in {year}.",
    "Donkey carts carried furniture out of {place} throughout the day.",
    "The border at {place} has been closed to traders for {percent} weeks.",
    "Olive trees along the road to {place} were cut down as well.",
]


def razed_quarter(event):
    """The relief office surveyed the quarter on foot, the town hall by its own land register, and they agree on the
    buildings: two for; the army's log has fewer: one against, and for its figure one for, two against. The displaced have
    been counted by the relief office alone: one."""
    story = Story(event, RAZED_OPENINGS, RAZED_SIDES)
    high = story.number(20, 80)
    razed, fewer = Claim(RAZED, RAZED_HEADLINES, high), Claim([text for text in RAZED], RAZED_HEADLINES, story.number(6, high, unlike=[high]))
    uprooted = Claim(UPROOTED, UPROOTED_HEADLINES, story.number(110, 640))
    relief, town, army = Body(story, "the United Relief Office"), Body(story, "the town hall"), Body(story, "the army command")
    wire = story.report(event.agency(), [(razed, relief.voice()), (uprooted, "the United Relief Office")], hours=16, basis=["The office's staff had walked through {place} street by street."])
    story.spread(wire, 2, hours=18, bodies=[relief, relief])
    story.report(event.outlet(), [(uprooted, relief.voice())], hours=19)
    local = story.report(event.local_paper(), [(razed, town.voice())], hours=18, basis=["Surveyors of the town hall had compared {place} house by house with the land register."])
    story.rewrite(local, hours=21, bodies=[town])
    log = story.report(event.outlet(), [(fewer, army.voice())], hours=22, basis=["The army said its figure came from the log of the unit in {place}."])
    story.rewrite(log, hours=24, bodies=[army])
    story.truth(razed, 2, 1, unit="buildings")
    story.truth(fewer, 1, 2, unit="buildings")
    story.truth(uprooted, 1, unit="displaced")


# ---------------------------------------------------------------- a convoy at the border

BURNT = [
    "{N} aid lorries were burnt at the border crossing of {place} on {day}, {source} said.",
    "A mob set fire to an aid convoy at {place}, and {n} lorries were burnt, according to {source}.",
    "{Source} put the number of lorries burnt at the {place} crossing at {n}.",
    "According to {source}, {n} lorries of an aid convoy were burnt at {place}.",
    "Burnt at the border near {place} were {n} lorries loaded with flour, said {source}.",
    "{Source} said that {n} lorries had been burnt at the crossing of {place}.",
    "The fire at the {place} crossing left {n} lorries burnt out, according to {source}.",
    "The convoy, which had been waiting at {place} since the weekend, lost {n} lorries, all of them burnt, {source} said.",
]
BURNT_HEADLINES = [
    "{d} aid lorries burnt at {place} crossing", "Mob burns {d} aid lorries at {place}", "{place}: {d} lorries burnt at the border", "Flour convoy attacked at {place}, {d} lorries burnt",
    "{d} lorries burnt in attack on convoy at {place}", "Aid convoy at {place}: {d} lorries burnt",
]
CONVOY_OPENINGS = ["The smell of burnt flour lay over the border crossing of {place} on {day}.", "The barrier at {place} stayed down on {day}."]
CONVOY_SIDES = [
    "The crossing at {place} is the only one for goods within {km} kilometres.",
    "The flour was meant for camps {percent} kilometres beyond {place}.",
    "\"We slept under the trailers because of the heat,\" said {resident}, a driver stuck at {place}.",
    "\"Every week there is another stamp to pay for,\" said {resident}, a customs agent in {place}.",
    "Firefighters from {place} needed {minutes} minutes to reach the crossing.",
    "Traders in {place} have been protesting against untaxed imports since {year}.",
    "The crossing at {place} is to open again on {day+2}.",
    "The drivers have been put up in a hostel in {place}.",
]


def ministry_citing_press(event):
    """A reporter of the local paper counted the burnt lorries. The transport ministry gives the number with reference to the
    paper, and an agency with reference to the ministry: one. In half of the events the hauliers' union, which rang its
    drivers one by one, has the same number: two."""
    story = Story(event, CONVOY_OPENINGS, CONVOY_SIDES)
    burnt = Claim(BURNT, BURNT_HEADLINES, story.number(4, 38))
    paper = event.local_paper()
    local = story.report(paper, [(burnt, story.reporter_of(paper))], hours=10, basis=[
        "Our reporter walked along the line of lorries at {place} and counted."])
    story.rewrite(local, hours=12)
    relying = f"The ministry said that it had nobody at the crossing of {{place}} and was relying on the report in {paper.called}."
    wire = story.report(event.agency(), [(burnt, f"the transport ministry with reference to {paper.called}")], hours=14, basis=[relying])
    story.report(event.outlet(), [(burnt, f"a transport ministry statement that cited {paper.called}")], hours=15, basis=[relying])
    story.spread(wire, 2, hours=16)
    hauliers_counted = story.chance(0.5)
    if hauliers_counted:
        hauliers = Body(story, "the hauliers' union")
        story.report(event.outlet(), [(burnt, hauliers.voice())], hours=21, basis=["The union had rung every one of its drivers at {place} to ask whether the lorry was still there, it said."])
    story.truth(burnt, 2 if hauliers_counted else 1, unit="vehicles")


TYPES = [two_agencies_one_source, spokesperson_by_many_names, observers_report, post_online, hospital_police_ministry, cholera_and_two_laboratories,
         razed_quarter, ministry_citing_press]
