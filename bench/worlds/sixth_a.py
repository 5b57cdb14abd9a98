"""The sixth set of made-up events, first half: strikes, checkpoints, protests, boats, factories, quakes, floods, mines."""
from sixth_desk import Body, Claim, Story, full


# ---------------------------------------------------------------- an air strike

STRIKE_DEAD = [
    "An air strike on a market street in {place} killed {n} people on {day}, {source} said.",
    "{N} people died on {day} when warplanes bombed a market street in {place}, according to {source}.",
    "{Source} put the number of people killed in the air strike on {place} at {n}.",
    "The death toll of {day}'s air strike on {place} stands at {n}, according to {source}.",
    "According to {source}, {n} people were killed when two missiles came down on the market street in {place}.",
    "Warplanes struck the centre of {place} shortly after dawn, killing {n} people, said {source}.",
    "The raid, which came as traders were setting up their stalls, left {n} people dead in {place}, {source} said.",
    "In {place}, {n} people were killed by an air strike on {day}, according to {source}.",
]
STRIKE_HEADLINES = [
    "Air strike kills {d} in {place}", "{d} dead after warplanes bomb {place} market street", "{place}: air strike leaves {d} dead",
    "{d} killed in dawn raid on {place}", "Dawn air raid on {place} market street kills {d}", "Air strike on {place}: {d} dead",
]
BAKERY = [
    "The strike destroyed a bakery at the corner of the market street, {source} said.",
    "A bakery was destroyed, according to {source}.",
    "According to {source}, the bakery on the market street has been completely destroyed.",
    "{Source} said the blast had destroyed a bakery.",
    "Destroyed along with the stalls was the bakery of {place}, said {source}.",
    "One of the missiles destroyed the bakery that supplies the town centre, according to {source}.",
    "The only bakery on the street was destroyed in the raid, {source} said.",
    "{Source} described how a bakery had been destroyed, its oven lying on the pavement.",
]
BAKERY_HEADLINES = [
    "Bakery destroyed in raid on {place}", "{place}: the bakery on the market street is gone", "After the raid: {place} bakery destroyed",
]
STRIKE_OPENINGS = ["Glass crunched underfoot in the centre of {place} on {day}.", "Sirens sounded in {place} for the second time this month."]
STRIKE_SIDES = [
    "No side has claimed responsibility for the raid on {place}.",
    "The truce covering {place} and the surrounding valley was to have run for another {degrees} days.",
    "\"I heard the engines and pulled the children under the table,\" said {resident}, who lives two streets away in {place}.",
    "\"We will open again, if not this week then the next,\" said {resident}, a trader in {place}.",
    "Rescue workers from three neighbouring towns were sent to {place} with lifting gear.",
    "Power was cut in the eastern part of {place} for {minutes} minutes and then restored.",
    "The front line runs {km} kilometres south of {place}, and aircraft are heard most nights.",
    "Blood donors were asked to come to the school gymnasium in {place}.",
]


def strike_on_the_wire(event):
    """Civil defence counted the dead and told an agency, which others rewrite: one. The agency's reporter saw the destroyed
    bakery, and so did in half of the events a reporter of the local paper: one or two."""
    story = Story(event, STRIKE_OPENINGS, STRIKE_SIDES)
    civil_defence = Body(story, "the civil defence directorate")
    dead = Claim(STRIKE_DEAD, STRIKE_HEADLINES, story.number(6, 48))
    bakery = Claim(BAKERY, BAKERY_HEADLINES)
    agency = event.agency()
    wire = story.report(agency, [(dead, civil_defence.voice()), (bakery, story.reporter_of(agency))], hours=9)
    story.spread(wire, story.pick((3, 4, 5)), hours=11, bodies=[civil_defence])
    local_saw_it = story.chance(0.5)
    if local_saw_it:
        paper = event.local_paper()
        story.report(paper, [(bakery, story.reporter_of(paper))], hours=13)
    story.truth(dead, 1, unit="dead")
    story.truth(bakery, 2 if local_saw_it else 1, words=["bakery", "destroy"])


# ---------------------------------------------------------------- a clip from a checkpoint

SHOTS_SHOWN = [
    "Soldiers fired at a bus at the checkpoint outside {place} on {day}, as can be seen in {source}.",
    "In {source}, soldiers at the {place} checkpoint open fire on a bus that has already stopped.",
    "The moment when soldiers fired on a bus at the checkpoint near {place} was captured in {source}.",
    "Our account of how soldiers fired at a bus near {place} rests on {source}.",
    "Soldiers are seen opening fire on a passenger bus at the checkpoint of {place} in {source}.",
    "What {source} shows is this: soldiers fired on a bus at the {place} checkpoint while its driver held up his papers.",
    "A bus was fired on by soldiers at a checkpoint outside {place}; the evidence is {source}.",
    "That soldiers fired at a bus queuing outside {place} emerges from {source}.",
]
SHOTS_SAID = [
    "Soldiers fired at a bus at the checkpoint outside {place}, said {source}.",
    "{Source} said that soldiers had fired on a bus that was waiting at the {place} checkpoint.",
    "According to {source}, soldiers opened fire on a bus on the road into {place}.",
    "A bus was fired on by soldiers at the {place} checkpoint, according to {source}.",
    "{Source} described watching soldiers open fire on a bus outside {place}.",
    "It was soldiers who fired at the bus outside {place}, {source} said.",
]
SHOTS_HEADLINES = [
    "Soldiers fired at bus at {place} checkpoint", "Bus comes under fire from soldiers near {place}", "{place}: soldiers open fire on bus",
    "Shots at the {place} checkpoint: soldiers fired on bus", "Soldiers fire on bus outside {place}",
]
CHECKPOINT_OPENINGS = ["The queue at the checkpoint outside {place} stretched over the hill on {day}.", "The road into {place} was quiet again by the evening of {day}."]
CHECKPOINT_SIDES = [
    "The checkpoint outside {place} was set up in {year} and is open from six in the morning until dusk.",
    "Farmers from {place} cross there every day with fruit for the wholesale market.",
    "\"I have waited up to {minutes} minutes there with a load of tomatoes,\" said {resident}, a driver from {place}.",
    "\"You learn to keep your hands where they can be seen,\" said {resident}, who commutes from {place}.",
    "The army did not reply to questions about the checkpoint at {place} before publication.",
    "Two members of parliament asked for a debate about the roadblocks around {place}.",
    "The bus company runs {percent} services a day between {place} and the provincial capital.",
    "No figure for casualties at the {place} checkpoint was available.",
]


def one_clip_many_reports(event):
    """A passenger filmed soldiers firing at a bus, and all show copies of the clip: one. In half of the events a farmer who
    watched from a field told the local paper the same: two."""
    story = Story(event, CHECKPOINT_OPENINGS, CHECKPOINT_SIDES)
    passenger, farmer = full(event.person()), full(event.person())
    shown = Claim(SHOTS_SHOWN, SHOTS_HEADLINES)
    said = Claim(SHOTS_SAID, SHOTS_HEADLINES, like=shown)
    clip = event.film(passenger)
    footage = [f"a video filmed by the passenger {passenger}", f"a clip that {passenger} recorded from the back seat", f"phone footage taken by the passenger {passenger}",
               f"a recording made by the bus passenger {passenger}", f"the video that {passenger} took on board and put online"]
    captions = ["Filmed by " + passenger, f"Video: {passenger}", f"The scene at {event.place}, filmed by {passenger}"]
    story.report(event.outlet(), [(shown, story.next_of(footage))], hours=12, clip=clip, caption=story.pick(captions))
    for n in range(story.pick((3, 4))):
        story.report(event.outlet(), [(shown, story.next_of(footage))], hours=14 + n, clip=event.copy_of(clip), caption=story.pick(captions))
    farmer_saw_it = story.chance(0.5)
    if farmer_saw_it:
        local = story.report(event.local_paper(), [(said, f"farmer {farmer}")], hours=17, basis=[
            f"{farmer} was not on the bus but was working in a field beside the road, and spoke to our reporter in {{place}} on {{day}}."])
        story.report(event.outlet(), [(said, f"farmer {farmer} as quoted by {local.outlet.called}")], hours=20)
    story.truth(shown, 2 if farmer_saw_it else 1, words=["soldier", "fire", "bus"])


# ---------------------------------------------------------------- a protest, and papers that quote each other

DETAINED = [
    "{N} people were detained at a protest in {place} on {day}, {source} said.",
    "Police detained {n} people when a march through {place} was broken up, according to {source}.",
    "{Source} put the number of people detained in {place} at {n}.",
    "According to {source}, {n} people were detained on the main square of {place}.",
    "The protest in {place} ended with {n} people detained, said {source}.",
    "Detained in {place} on {day} were {n} people, according to {source}.",
    "Officers in riot gear detained {n} people at the foot of the {place} town hall steps, {source} said.",
    "{Source} said that {n} people had been detained during the march in {place}.",
]
DETAINED_HEADLINES = [
    "{d} detained at protest in {place}", "Police detain {d} in {place}", "{place} march ends with {d} detained", "{d} detained as {place} rally is broken up",
    "Protest in {place}: {d} detained", "{place}: {d} people detained on the square",
]
PROTEST_OPENINGS = ["Placards and torn banners lay on the main square of {place} on {day} evening.", "It began with a song in front of the town hall of {place}."]
PROTEST_SIDES = [
    "The march was called over a water tariff that rose by {percent} per cent in {place}.",
    "It was the third protest in {place} since the council vote.",
    "\"We pay for water that comes out brown,\" said {resident}, who has two children at school in {place}.",
    "\"I came with my neighbours and went home with them,\" said {resident}, who joined the march in {place}.",
    "The organisers had asked for a permit for the square in {place} and received one until five in the afternoon.",
    "The water company of {place} is owned half by the town and half by an investor.",
    "The town hall of {place} kept its doors shut throughout the afternoon.",
    "Another march in {place} has been announced for {day+3}.",
]


def circle_of_papers(event):
    """A reporter of the local paper counted the detained; another paper has it from there, and the local paper then from
    that one: one. In half of the events lawyers who went round the police stations counted as many: two."""
    story = Story(event, PROTEST_OPENINGS, PROTEST_SIDES)
    detained = Claim(DETAINED, DETAINED_HEADLINES, story.number(7, 70))
    paper = event.local_paper()
    first = story.report(paper, [(detained, story.reporter_of(paper))], hours=17, basis=[
        "Our reporter in {place} counted them as they were put into the vans."])
    second = story.report(event.outlet(), [(detained, story.told_by(first))], hours=19)
    story.report(paper, [(detained, story.told_by(second))], hours=22)
    story.spread(first, 1, hours=20)
    story.spread(second, 1, hours=23)
    lawyers_counted = story.chance(0.5)
    if lawyers_counted:
        lawyers = Body(story, "the lawyers' aid committee")
        story.report(event.outlet(), [(detained, lawyers.voice())], hours=25, basis=[
            "Members of the lawyers' aid committee went from one police station to the next in {place} and drew up a list of their own."])
    story.truth(detained, 2 if lawyers_counted else 1, unit="detained")


# ---------------------------------------------------------------- a refugee boat

ABOARD = [
    "{N} people were on board a boat that was brought into {place} on {day}, {source} said.",
    "A boat carrying {n} people reached the harbour of {place} under tow, according to {source}.",
    "{Source} put the number of people on the boat off {place} at {n}.",
    "According to {source}, there were {n} people on the wooden boat that was found drifting off {place}.",
    "There were {n} people on the boat when it was found east of {place}, said {source}.",
    "The boat, which lost its engine within sight of {place}, had {n} people on board, {source} said.",
    "{Source} said {n} people had been on the boat that came ashore at {place}.",
    "Drifting since the night before, the boat found off {place} had {n} people aboard, according to {source}.",
]
ABOARD_HEADLINES = [
    "Boat with {d} people on board towed into {place}", "{d} people on drifting boat off {place}", "{place}: boat with {d} people reaches harbour",
    "Adrift off {place}: boat carried {d} people", "{d} people brought ashore at {place}", "Refugee boat with {d} people found off {place}",
]
BOAT_OPENINGS = ["Blankets were stacked on the quay of {place} before first light.", "The sea off {place} was calm again on {day}."]
BOAT_SIDES = [
    "All on board were taken to a sports hall in {place} and given tea and dry clothes.",
    "The crossing to {place} is {km} kilometres long and takes a night in good weather.",
    "\"They were cold and very quiet,\" said {resident}, who runs a cafe on the quay of {place}.",
    "\"We have enough blankets, what we lack is shoes,\" said {resident}, a volunteer in {place}.",
    "The reception centre at {place} was built in {year} and has long been full.",
    "The wind off {place} had been blowing at {degrees} knots through the night.",
    "The wreck will be towed away from the harbour of {place} on {day+2}.",
    "The harbour chapel of {place} rang its bell, as it does whenever a boat comes in.",
]


def witness_who_agrees(event):
    """The coastguard counted on the quay. In two of three events the skipper who found the boat had counted at sea, and
    says the same: two, otherwise one. Other papers have it from the coastguard's agency report or from the skipper's paper."""
    story = Story(event, BOAT_OPENINGS, BOAT_SIDES)
    aboard = Claim(ABOARD, ABOARD_HEADLINES, story.number(18, 95))
    coastguard = Body(story, "the coastguard")
    wire = story.report(event.agency(), [(aboard, coastguard.voice())], hours=8, basis=["The coastguard counted them as they stepped onto the quay at {place}."])
    story.spread(wire, story.pick((2, 3)), hours=10, bodies=[coastguard])
    skipper_counted = story.chance(0.67)
    if skipper_counted:
        skipper = full(event.person())
        local = story.report(event.local_paper(), [(aboard, f"fishing skipper {skipper}")], hours=12, basis=[
            f"{skipper} had found the boat and counted them at sea, long before the coastguard arrived, to see whether the drinking water would last. \"I counted twice,\" {skipper} told the paper in {{place}}."])
        story.report(event.outlet(), [(aboard, f"fishing skipper {skipper} as quoted by {local.outlet.called}")], hours=15)
    story.truth(aboard, 2 if skipper_counted else 1, unit="people")


# ---------------------------------------------------------------- a factory and a denial

CHLORINE = [
    "Chlorine leaked from the bleach works in {place} on {day}, {source} said.",
    "{Source} said that chlorine had leaked from a tank at the works in {place}.",
    "According to {source}, a tank at the bleach works of {place} leaked chlorine during the early shift.",
    "A leak of chlorine at the bleach works forced a hall to be cleared in {place}, according to {source}.",
    "There was a chlorine leak at the works on the edge of {place}, said {source}.",
    "The early shift at the {place} works ran into the yard on {day} because chlorine was leaking from a valve, {source} said.",
    "It was chlorine that leaked from the works in {place} on {day}, according to {source}.",
    "{Source} spoke of a chlorine leak in the filling hall of the {place} works.",
]
CHLORINE_HEADLINES = [
    "Chlorine leak at {place} bleach works", "{place}: chlorine leaks from factory tank", "Chlorine leaked at {place} works", "Workers flee chlorine leak in {place}",
    "Bleach works in {place} cleared after chlorine leak", "Chlorine leak halts early shift in {place}",
]
NO_CHLORINE = [
    "No chlorine leaked from the bleach works in {place}, {source} said on {day+1}.",
    "{Source} denied that any chlorine had leaked from the works in {place}.",
    "There was no chlorine leak at the works in {place}, according to {source}.",
    "The allegation that chlorine leaked in {place} is false, said {source}.",
    "{Source} rejected as untrue the reports of a chlorine leak at {place}.",
    "According to {source}, not a gram of chlorine leaked from the tanks in {place}.",
]
NO_CHLORINE_HEADLINES = [
    "No chlorine leak in {place}, management says", "{place} works: denial of chlorine leak", "Chlorine leak denied in {place}", "\"No leak\": chlorine reports about {place} denied",
]
FACTORY_OPENINGS = ["The chimneys of the bleach works in {place} were without smoke on {day}.", "At the factory gate in {place} the next shift was sent home."]
FACTORY_SIDES = [
    "The bleach works is the biggest employer in {place} and has stood there since {year}.",
    "\"I closed the windows and called my sister,\" said {resident}, who lives near the gate in {place}.",
    "\"They should tell us which number to call,\" said {resident}, a school caretaker in {place}.",
    "Pay talks at the works in {place} broke down in the spring over a rise of {percent} per cent.",
    "The fire service of {place} practises at the works once a year.",
    "The kindergarten nearest to the works in {place} kept its children indoors for {minutes} minutes.",
    "The river below {place} is closed to anglers until the end of the month for other reasons.",
    "The works in {place} exports most of its goods by rail.",
]


def late_denial(event):
    """The union, whose people were in the hall, speaks of a chlorine leak: one for. A day later the management denies it, and in
    half of the events the environment inspectorate too, which had measured for itself: one or two against."""
    story = Story(event, FACTORY_OPENINGS, FACTORY_SIDES)
    leak, denial = Claim(CHLORINE, CHLORINE_HEADLINES), Claim(NO_CHLORINE, NO_CHLORINE_HEADLINES)
    union, management = Body(story, "the chemical workers' union"), Body(story, "the factory management")
    wire = story.report(event.agency(), [(leak, union.voice())], hours=10, basis=["The union said its shop stewards had been in the filling hall in {place} at the time."])
    story.spread(wire, story.pick((2, 3, 4)), hours=12, bodies=[union])
    no = story.report(event.outlet(), [(denial, management.voice())], hours=33)
    story.pass_on(no, management, hours=35)
    inspectors_deny = story.chance(0.5)
    if inspectors_deny:
        inspectors = Body(story, "the environment inspectorate")
        story.report(event.outlet(), [(denial, inspectors.voice())], hours=38, headline="Inspectorate finds no chlorine leak in {place}", basis=[
            "The inspectorate's own instruments around {place} had recorded nothing unusual, it said."])
    story.truth(leak, 1, 2 if inspectors_deny else 1, words=["chlorine", "leak"])


# ---------------------------------------------------------------- a quake and two counts

QUAKE_DEAD = [
    "The earthquake that shook {place} on {day} killed {n} people, {source} said.",
    "{N} people died in the earthquake in {place}, according to {source}.",
    "{Source} put the death toll of the earthquake in {place} at {n}.",
    "According to {source}, {n} people lost their lives when the quake hit {place}.",
    "The quake left {n} people dead in {place}, said {source}.",
    "In {place}, which lay closest to the epicentre, {n} people were killed by the earthquake, according to {source}.",
    "{Source} said the tremor had killed {n} people in {place}.",
    "The number of people killed by the earthquake in {place} is {n}, {source} said.",
]
QUAKE_HEADLINES = [
    "Earthquake kills {d} in {place}", "{d} dead in {place} quake", "{place} earthquake: {d} dead", "Quake in {place} claims {d} lives",
    "{place} counts its dead: {d} killed in quake", "Death toll in {place} quake at {d}",
]
QUAKE_OPENINGS = ["Tents went up on the football pitch of {place} on {day}.", "Dust still hung over the lower town of {place} at nightfall."]
QUAKE_SIDES = [
    "The seismological institute measured a magnitude of 6.1 and placed the epicentre {km} kilometres from {place}.",
    "\"The cupboard walked across the room,\" said {resident}, a pensioner in {place}.",
    "\"We will sleep in the car as long as it shakes,\" said {resident}, who has four children, in {place}.",
    "An aftershock rattled {place} in the afternoon; it lasted {degrees} seconds.",
    "Most houses in {place} were put up before the building code of {year}.",
    "The bell tower of {place} has been leaning since the tremor and is fenced off.",
    "Field kitchens from the army arrived in {place} towards evening.",
    "A quake that shook {place} in {year} was weaker and did little harm.",
]


def two_counts(event):
    """Civil protection counted in the rubble, the hospital in its morgue, and they disagree: one for and one against each."""
    story = Story(event, QUAKE_OPENINGS, QUAKE_SIDES)
    high = story.number(24, 90)
    rubble, morgue = Claim(QUAKE_DEAD, QUAKE_HEADLINES, high), Claim(QUAKE_DEAD, QUAKE_HEADLINES, story.number(9, high, unlike=[high]))
    protection, hospital = Body(story, "the civil protection agency"), Body(story, "the district hospital")
    wire = story.report(event.agency(), [(rubble, protection.voice())], hours=11, basis=["Civil protection counts those whom its own teams have found in the rubble of {place}."])
    story.spread(wire, story.pick((2, 3)), hours=13, bodies=[protection])
    local = story.report(event.local_paper(), [(morgue, hospital.voice())], hours=14, basis=["The hospital said it had counted the dead from {place} and all its villages itself."])
    story.spread(local, story.pick((1, 2)), hours=16, bodies=[hospital])
    story.report(event.outlet(), [(rubble, protection.voice()), (morgue, hospital.voice())], hours=20, basis=["The two figures for {place} could not be reconciled on {day} evening."])
    story.truth(rubble, 1, 1, unit="dead")
    story.truth(morgue, 1, 1, unit="dead")


# ---------------------------------------------------------------- a flood and a correction

FLOOD_FIRST = [
    "The flood in {place} has killed {n} people, {source} said.",
    "{N} people have died in the flood in {place}, according to {source}.",
    "{Source} put the death toll of the flood in {place} at {n}.",
    "According to {source}, {n} people were killed when the river burst its banks in {place}.",
    "The river came over the dyke at {place} on {day}, and {n} people died, said {source}.",
    "{Source} said {n} people had lost their lives in the flooded lower town of {place}.",
]
FLOOD_CORRECTED = [
    "The flood in {place} killed {n} people, {source} said, taking back an earlier figure of {old}.",
    "{N} people died in the flood in {place} and not {old} as first stated, according to {source}.",
    "{Source} corrected the death toll of the flood in {place} to {n}.",
    "According to {source}, {n} people were killed in the flood in {place}; the figure of {old} was a mistake.",
    "The death toll of the flood in {place} is {n}, said {source}; the figure of {old} given earlier has been withdrawn.",
    "The correct number of people killed by the flood in {place} is {n}, {source} said.",
    "{Source} said {n} people had died in the flood in {place} and that the earlier figure had been wrong.",
    "Not {old} but {n} people died when the river burst its banks in {place}, according to {source}.",
]
FLOOD_FIRST_HEADLINES = ["{d} dead in {place} flood", "Flood kills {d} in {place}", "{place}: {d} die as river bursts banks", "River floods {place}, {d} dead"]
FLOOD_CORRECTED_HEADLINES = [
    "Correction: {d} dead in {place} flood", "Toll of {place} flood corrected to {d}", "{place} flood: {d} dead, earlier figure withdrawn", "Fewer dead in {place} than first reported: {d}",
    "{place}: flood toll put right, {d} dead",
]
FLOOD_OPENINGS = ["Brown water stood in the lower town of {place} on {day}.", "Rubber boats have replaced buses in {place}."]
FLOOD_SIDES = [
    "The river at {place} stood {percent} centimetres above the highest mark painted on the bridge.",
    "\"The water took the hens first and then the shed,\" said {resident}, a smallholder from {place}.",
    "\"We carried my grandmother upstairs on a chair,\" said {resident}, who lives by the dyke in {place}.",
    "Drinking water was brought to {place} by lorry.",
    "The dyke at {place} was last raised in {year}.",
    "More rain is forecast for {place} on {day+2}.",
    "Sandbags were filled at the sawmill of {place} throughout the night.",
    "The railway line along the river is under water for {km} kilometres on either side of {place}.",
]


def correction(event):
    """The governor's office gave a figure and corrected it the next day, having counted some of the dead twice. Only the
    new one stands: one for it, and nothing against, though pages with the old one are still about."""
    story = Story(event, FLOOD_OPENINGS, FLOOD_SIDES)
    new = story.number(5, 19)
    old = new + story.number(5, 20)
    story.values["old"] = old
    office = Body(story, "the governor's office")
    first, corrected = Claim(FLOOD_FIRST, FLOOD_FIRST_HEADLINES, old), Claim(FLOOD_CORRECTED, FLOOD_CORRECTED_HEADLINES, new)
    agency = event.agency()
    wire = story.report(agency, [(first, office.voice())], hours=9)
    story.spread(wire, story.pick((1, 2)), hours=11, bodies=[office])
    put_right = story.report(agency, [(corrected, office.voice())], hours=30, basis=["The governor's office explained that names on the list from {place} had been entered twice."])
    story.spread(put_right, story.pick((2, 3)), hours=32, bodies=[office])
    story.truth(corrected, 1, unit="dead")


# ---------------------------------------------------------------- a mine

MINERS = [
    "{N} miners are missing after a gallery collapsed at the {place} mine on {day}, {source} said.",
    "A rockfall in the mine at {place} has left {n} miners missing, according to {source}.",
    "{Source} put the number of miners missing in the {place} pit at {n}.",
    "According to {source}, {n} miners were missing after the roof came down in the pit of {place}.",
    "Missing underground at {place} since the night shift are {n} miners, said {source}.",
    "The collapse of a gallery at the {place} mine left {n} miners missing, {source} said.",
    "{Source} said that {n} miners were missing in {place}.",
    "When the night shift in {place} was brought up on {day}, {n} miners were missing, according to {source}.",
]
MINERS_HEADLINES = [
    "{d} miners missing in {place}", "Gallery collapses at {place} mine, {d} missing", "{place} mine: {d} missing after rockfall", "Rockfall in {place} pit leaves {d} missing",
    "{d} missing underground at {place}", "Night shift at {place} mine: {d} missing",
]
MINE_OPENINGS = ["Families gathered at the pithead of {place} before dawn on {day}.", "The winding wheel of the {place} mine stood still on {day}."]
MINE_SIDES = [
    "The mine at {place} has produced zinc since {year}.",
    "\"My father worked in that pit and so did his,\" said {resident}, who keeps a bar in {place}.",
    "\"We wait, that is what we know how to do here,\" said {resident}, whose cousin works in the {place} mine.",
    "Rescue teams came from three other pits and were lowered into the {place} shaft in the morning.",
    "The deepest gallery at {place} lies more than 600 metres below ground.",
    "The mine in {place} changed owners in {year}, and the new one cut the night shift by {percent} per cent.",
    "A priest and two doctors went to the gate of the {place} mine.",
    "The labour inspector for {place} announced a visit on {day+1}.",
]


def paper_quoted_second_hand(event):
    """A shift foreman told the local paper how many miners are missing; an agency quotes the paper, and others the agency:
    one. In half of the events the company, which counted the lamps not handed in, has the same figure: two."""
    story = Story(event, MINE_OPENINGS, MINE_SIDES)
    missing = Claim(MINERS, MINERS_HEADLINES, story.number(4, 34))
    foreman = full(event.person())
    local = story.report(event.local_paper(), [(missing, f"shift foreman {foreman}")], hours=6, basis=[f"{foreman} spoke to the paper at the pithead of {{place}}."])
    wire = story.report(event.agency(), [(missing, story.told_by(local))], hours=8)
    story.rewrite(local, hours=9)
    story.spread(wire, story.pick((2, 3)), hours=10)
    company_counted = story.chance(0.5)
    if company_counted:
        company = Body(story, "the mining company")
        story.report(event.outlet(), [(missing, company.voice())], hours=15, basis=[
            "The company arrived at the number by counting the lamps that had not been handed in at {place}, it said."])
    story.truth(missing, 2 if company_counted else 1, unit="missing")


TYPES = [strike_on_the_wire, one_clip_many_reports, circle_of_papers, witness_who_agrees, late_denial, two_counts, correction, paper_quoted_second_hand]
