"""The first eight types of the fifth set: accidents, war, protest, illness, crime, industry and floods."""
from fifth_desk import (AFTER_A_DISASTER, HOSPITAL_COUNTED, IN_PUBLIC_LIFE, Desk, Speaker, body, either, reported_by, spokesperson,
                        through, told_to, voice)


# ---------------------------------------------------------------- a ferry

FERRY_DEAD = (
    "{dead} people drowned when the ferry {boat} capsized off {place} on {day}",
    "{dead} passengers died when the {boat} turned over in a heavy swell off {place} on {day} morning",
    "the capsizing of the ferry {boat} killed {dead} people",
    "{dead} people were killed when the passenger ferry {boat} went over within sight of the pier",
    "the death toll from the sinking of the {boat} stood at {dead}",
    "{dead} people had died in the sinking of the ferry off {place}",
    "{dead} people lost their lives when the {boat}, which plies between {place} and the islands, capsized",
    "the disaster off the pier at {place} claimed the lives of {dead} people",
)
FERRY_RESCUED = (
    "{rescued} people were rescued from the water",
    "fishing boats and a tug pulled {rescued} people alive from the sea",
    "{rescued} people had been brought ashore alive",
    "crews rescued {rescued} people, most of them clinging to life rafts",
    "{rescued} people survived and were taken ashore wrapped in blankets",
    "a total of {rescued} people were saved",
)
FERRY_HEADS = (
    "{dead} dead as ferry capsizes off {place}", "Ferry disaster off {place} kills {dead}", "{boat} sinks, {dead} drown",
    "{place} ferry sinking: death toll put at {dead}", "{dead} drown in sight of {place} pier", "Grief on the quay at {place} after ferry goes down",
    "Ferry with islanders aboard capsizes, {dead} killed", "Morning crossing ends in disaster off {place}",
)
FERRY_SIDES = (
    "The {boat} was built in {built} and was refitted four winters ago.",
    "The crossing to the islands takes 50 minutes and costs six crowns.",
    "The ferry was carrying islanders to the weekly market, with sacks of onions and a number of goats on the car deck.",
    "The wind at the time was blowing at about {r35-60} kilometres an hour from the south-west, the weather office said.",
    "The line's other vessel was kept in harbour until its bow doors had been looked at.",
    "Divers were to go down to the wreck, which lies at a depth of {r22-38} metres, once the swell had eased.",
    "An accident investigator sealed the wheelhouse papers in the company's office.",
    "In an accident on the same route two decades ago a ferry ran on to rocks, but everybody got off.",
    "Ticket sales for the afternoon sailing were stopped and the money was given back.",
)
FERRY_QUOTES = (
    '"The water was full of shoes and onions," said {islander}, whose boat was among the first to reach the spot.',
    '"I have sailed this strait for thirty years and I would not have gone out," said a retired pilot.',
    '"She leaned, and she did not come back," a deckhand said.',
    '"We want to see the passenger list," said a woman waiting for her brother at the quay.',
    '"Nobody has told us why the bow door was open," said the chairman of the islanders\' council.',
    '"It took minutes, that is all I can say," said a schoolboy with a blanket around his shoulders.',
    '"There will be a full inquiry and nothing will be hidden," the transport minister said.',
    '"My boys took off their boots and jumped in," said the skipper of a trawler.',
)


def ferry_capsizing(event):
    """The harbour authority counted dead and rescued, and an agency and its customers have it from there; half the time a
    hospital counted the dead for itself: one or two origins for the dead, one for the rescued."""
    dead = event.draw.randint(12, 34)
    boat = event.draw.choice(("Blue Heron", "Morning Star", "Sea Lark", "Evening Tide", "Lady of the Isles"))
    authority, master = "the harbour authority", Speaker(event.person(), "head of the harbour authority")
    desk = Desk(event, sides=FERRY_SIDES, quotes=FERRY_QUOTES, common=AFTER_A_DISASTER, dead=dead, rescued=dead + event.draw.randint(9, 40),
                boat=boat, built=event.draw.randint(1979, 2004), master=master, islander=" ".join(event.person()), hospital=f"{event.place} General Hospital")
    both, agency = ("dead", "rescued"), event.agency()
    counts = lambda source: [desk.claim(FERRY_DEAD, source), desk.claim(FERRY_RESCUED, source)]
    wire = desk.story(agency, desk.headline(FERRY_HEADS), counts(body(authority)), tells=both, hours=10)
    desk.reprint(wire, event.outlet(), desk.headline(FERRY_HEADS), tells=both, hours=12, told=2)
    desk.story(event.outlet(), desk.headline(FERRY_HEADS), counts(through(agency, authority)), tells=both, hours=14, agency=agency)
    desk.story(event.outlet(), desk.headline(FERRY_HEADS), [desk.claim(FERRY_DEAD, reported_by(agency, wire))], tells=["dead"], hours=15)
    desk.story(event.outlet(), desk.headline(FERRY_HEADS), counts(voice(master)), tells=both, hours=18)
    if with_hospital := either(event.draw):
        desk.story(event.local_paper(), desk.headline(FERRY_HEADS), [desk.pick(HOSPITAL_COUNTED)], tells=["dead"], hours=20)
    desk.truth("dead", 1 + with_hospital, figure=dead, unit="dead")
    desk.truth("rescued", 1, figure=desk.facts["rescued"], unit="people")


# ---------------------------------------------------------------- a shelled market

MARKET_DEAD = (
    "shells that landed in the market of {place} on {day} killed {dead} people",
    "{dead} people were killed when artillery hit the vegetable market in {place}",
    "{dead} civilians died in the shelling of the market on {day}",
    "the shelling of {place} left {dead} people dead",
    "{dead} people died when three shells struck the covered market at the busiest hour",
    "the attack on the market had claimed {dead} lives",
    "{dead} people, among them stallholders and their customers, were killed in the shelling on {day}",
)
MARKET_FIRED = (
    "the shells were fired from the {hills} hills, which the {army} holds",
    "the guns that hit {place} had been fired from the {hills} hills by the {army}",
    "the {army} fired on the market from its positions in the {hills} hills",
    "the salvo was fired by a battery of the {army} in the {hills} hills",
    "the rounds had been fired by the {army} from behind the {hills} hills",
    "gunners of the {army} in the {hills} hills had fired the shells",
)
MARKET_MONITORS = (
    "After measuring the craters themselves, the ceasefire monitors concluded that the shells had been fired from the {hills} hills, where the {army} has its guns.",
    "The ceasefire monitors said their own radar had tracked the rounds, which were fired from the {hills} hills held by the {army}.",
    "The shells were fired from the {hills} hills by the {army}, said the ceasefire monitors, who had plotted the angle of the craters for themselves.",
    "A report by the ceasefire monitors, drawn from their own radar, said the {army} had fired the shells from the {hills} hills.",
    "The {army} fired the shells from the {hills} hills: that is the finding of the ceasefire monitors, who sent their own engineers to the market.",
    "Monitors of the ceasefire, who have a radar post on the other bank, said they had recorded the shells being fired from positions of the {army} in the {hills} hills.",
)
MARKET_DENIED = (
    "{colonel}, denied that the {army} had fired from the {hills} hills.",
    "\"None of our guns in the {hills} hills was fired on {day},\" said {colonel}.",
    "The {army} rejected the accusation. {colonel}, said no gun had been fired from the {hills} hills.",
    "It was untrue that the {army} had fired on {place} from the {hills} hills, said {colonel}.",
    "{colonel}, dismissed the charge and said that nothing had been fired from the {hills} hills that day.",
)
MARKET_HEADS = (
    "Shells hit market in {place}, {dead} killed", "{dead} dead in shelling of {place} market", "Market day horror in {place}",
    "Artillery strikes {place} at busiest hour", "{place} buries its stallholders", "{dead} killed as market is shelled", "Smoke over {place} after market is hit",
)
MARKET_DENIAL_HEADS = (
    "{army} denies firing on {place}", "\"Not our guns\", says {army} after {place} attack", "{army} rejects blame for market attack",
)
MARKET_SIDES = (
    "A ceasefire signed in the spring has been broken several times along the river.",
    "The market had reopened only a fortnight earlier after being closed through the winter.",
    "Sandbags were being carried to the school, which stands {r120-300} metres from the market hall.",
    "The front line runs about {r14-25} kilometres east of the town.",
    "Both sides are due to meet at the lakeside talks next month.",
    "The roof of the fish hall was burning until the afternoon, and a smell of paraffin hung in the street.",
    "A convoy of {r11-20} lorries with flour was held up at the river crossing.",
    "Bus services to the capital were stopped and taxi drivers asked for three times the usual fare.",
    "Many families left the town last year and have not come back.",
)
MARKET_QUOTES = (
    '"I had just gone inside to fetch change," said {trader}, who sells peppers.',
    '"There was no siren," an elderly man said as he swept up glass.',
    '"Whoever did this knew what time people buy their bread," said the priest of the parish.',
    '"We are asking both sides to keep their hands off the town," said a delegate of the relief committee.',
    '"My ears still ring," said a girl of twelve who had hidden under a cart.',
    '"The ceasefire exists on paper," a teacher said.',
    '"We shall open again, because people have to eat," said the keeper of the market hall.',
)


def market_shelling(event):
    """The town administration counted the dead and says who fired, half the time ceasefire monitors find the same by radar,
    the army denies it a day later; a hospital counted the dead for itself: two origins for the dead, one or two against one
    for who fired."""
    dead = event.draw.randint(8, 26)
    army = event.draw.choice(("Highland Front", "Second Rifle Corps", "Eastern League"))
    colonel = spokesperson(event.person(), f"the {army}")
    administration = "the town administration"
    desk = Desk(event, sides=MARKET_SIDES, quotes=MARKET_QUOTES, common=AFTER_A_DISASTER, dead=dead, army=army, colonel=colonel,
                hills=event.world.new_place(event.draw), trader=" ".join(event.person()), hospital=f"the district hospital in {event.place}")
    both, agency = ("dead", "fired"), event.agency()
    told = lambda source: [desk.claim(MARKET_DEAD, source), desk.claim(MARKET_FIRED, source)]
    wire = desk.story(agency, desk.headline(MARKET_HEADS), told(body(administration)), tells=both, hours=11)
    desk.reprint(wire, event.outlet(), desk.headline(MARKET_HEADS), tells=both, hours=13, told=2)
    desk.story(event.outlet(), desk.headline(MARKET_HEADS), told(through(agency, administration)), tells=both, hours=15, agency=agency)
    desk.story(event.local_paper(), desk.headline(MARKET_HEADS), [desk.pick(HOSPITAL_COUNTED), desk.claim(MARKET_FIRED, body(administration))],
               tells=both, hours=17)
    if with_monitors := either(event.draw):
        desk.story(event.outlet(), desk.headline(MARKET_HEADS), [desk.pick(MARKET_MONITORS)], tells=["fired"], hours=26)
    for hours in (34, 37):
        denial = [desk.pick(MARKET_DENIED), desk.claim(MARKET_FIRED, body(administration))]
        desk.story(event.outlet(), desk.headline(MARKET_DENIAL_HEADS), denial, tells=["fired"], hours=hours)
    desk.truth("dead", 2, figure=dead, unit="dead")
    desk.truth("fired", 1 + with_monitors, 1, words=("fired", desk.facts["hills"]))


# ---------------------------------------------------------------- a march

MARCH_POLICE = (
    "{few} people took part in the march through {place} on {day}", "the crowd on Station Square numbered {few} people",
    "{few} people had turned out for the march", "{few} people marched against the rise in water charges",
    "the march drew {few} people", "there were {few} people on the streets at the height of the protest",
    "{few} people had joined the protest",
)
MARCH_ORGANISERS = (
    "{many} people took part in the march through {place} on {day}", "{many} people had joined the march by noon",
    "the protest brought {many} people on to the streets of {place}", "{many} people marched from the station to the town hall",
    "the crowd reached {many} people when the last column arrived", "{many} people had answered the call to march",
    "the march was attended by {many} people",
)
MARCH_ARRESTS = (
    "{arrests} people were arrested", "{arrests} people had been detained, most of them for throwing stones",
    "officers made {arrests} arrests in the side streets behind the market", "{arrests} arrests were made before the square was cleared",
    "{arrests} protesters were taken into custody", "{arrests} people were held overnight",
)
MARCH_BOTH = (
    "Police put the number of marchers at {few} people, while {organisers} spoke of {many} people.",
    "{few} people marched through {place} on {day} according to police, and {many} people according to {organisers}.",
    "Police, who counted from the roof of the station, said {few} people had marched; {organisers}, which handed out numbered ribbons, said {many} people had.",
    "{organisers} said {many} people had marched, a figure far above the {few} people that police counted.",
    "How many came is in dispute: police counted {few} people, {organisers} {many} people.",
    "While {organisers} claimed that {many} people had marched, police said there were {few} people.",
)
MARCH_HEADS = (
    "{place} marches against water charges", "Thousands on the streets of {place}", "Water protest fills Station Square",
    "Crowd in {place} demands cut in water bills", "Stones and songs at {place} water march", "\"We cannot pay\": {place} takes to the streets",
    "Police and organisers differ over {place} march", "March over water bills ends in arrests",
)
MARCH_SIDES = (
    "The charge for a cubic metre of water went up by {r18-37} per cent in January.",
    "The water company was sold to private owners three years ago.",
    "Drums and whistles could be heard as far as the river, and children rode on their fathers' shoulders.",
    "The march set off an hour late because the loudspeaker van would not start.",
    "Bakers along the way handed out rolls to the marchers.",
    "A counter-demonstration announced by the taxpayers' club did not take place.",
    "The water company's shares lost {r2-7} per cent on the exchange.",
    "A smaller protest in the provincial capital passed off quietly last week.",
    "The square was swept by street cleaners before it got dark.",
)
MARCH_QUOTES = (
    '"I pay more for water than for bread," said {marcher}, a house painter.',
    '"They can hear us up there, they just do not want to come to the window," a student said.',
    '"We understand the anger, but pipes cost money," the water company said.',
    '"My father marched here before me, over the same thing," said a man with a drum.',
    '"It was peaceful until the boys at the back got bored," said the owner of a kiosk.',
    '"I came for the music and stayed for the speeches," a pensioner said.',
    '"Parliament must decide, not the street," the mayor told the council.',
    '"Nobody should be ashamed of asking for clean water," said the vicar of the lower town.',
)


def march_numbers(event):
    """Police and organisers each counted the march and disagree; the organisers speak through two people, the police also
    say how many were arrested: one against one for either crowd, one for the arrests."""
    few = event.draw.randint(21, 48) * 100
    many = few * event.draw.choice((3, 4)) + 500
    organisers = event.draw.choice(("the Fair Water Campaign", "the Tenants' Union", "the Water for All Committee"))
    first, second = spokesperson(event.person(), organisers), Speaker(event.person(), f"the treasurer of {organisers}")
    desk = Desk(event, sides=MARCH_SIDES, quotes=MARCH_QUOTES, common=IN_PUBLIC_LIFE, few=few, many=many, arrests=event.draw.randint(14, 62),
                organisers=organisers, first=first, second=second, marcher=" ".join(event.person()))
    agency = event.agency()
    wire = desk.story(agency, desk.headline(MARCH_HEADS), [desk.claim(MARCH_POLICE, body("police")), desk.claim(MARCH_ARRESTS, body("police"))],
                      tells=("few", "arrests"), hours=15)
    desk.reprint(wire, event.outlet(), desk.headline(MARCH_HEADS), tells=("few", "arrests"), hours=17, told=2)
    for speaker in (first, second):
        desk.story(event.outlet(), desk.headline(MARCH_HEADS), [desk.claim(MARCH_ORGANISERS, voice(speaker))], tells=["many"], hours=16)
    desk.story(event.outlet(), desk.headline(MARCH_HEADS), [desk.pick(MARCH_BOTH), desk.claim(MARCH_ARRESTS, through(agency, "police"))],
               tells=("few", "many", "arrests"), hours=19, agency=agency)
    desk.story(event.local_paper(), desk.headline(MARCH_HEADS), [desk.pick(MARCH_BOTH)], tells=("few", "many"), hours=21)
    desk.truth("few", 1, 1, figure=few, unit="people")
    desk.truth("many", 1, 1, figure=many, unit="people")
    desk.truth("arrests", 1, figure=desk.facts["arrests"])


# ---------------------------------------------------------------- a crane on film

CRANE_FILMED = (
    "The footage, which runs for less than a minute, shows the crane coming down on {cars} parked cars.",
    "In the clip the jib swings once, buckles and crushes {cars} cars at the kerb.",
    "{cars} cars are flattened by the falling crane in the video.",
    "The recording shows dust rising and then {cars} cars lying under the mast of the crane.",
    "Seen from above in the film, the crane topples slowly and buries {cars} cars.",
    "As the video shows, the crane fell across the street and on to {cars} cars.",
    "{cars} cars can be seen being crushed in the footage as the mast gives way.",
    "A clip that has been shared widely shows how the crane smashed {cars} cars in front of the building site.",
)
CRANE_WITNESS = (
    "{shopkeeper}, who was standing at {his} shop window, told {paper} that {he} had seen the crane crush {cars} cars.",
    "\"I saw it fall on {cars} cars, one after the other,\" {shopkeeper}, told {paper}.",
    "The crane came down on {cars} cars in front of {him}, {shopkeeper}, told {paper}.",
    "\"{cars} cars were under it, I was sweeping my doorstep and saw them go,\" {shopkeeper}, told {paper}.",
    "{shopkeeper}, told {paper} how {he} had looked up from the till and seen the crane flatten {cars} cars.",
    "Standing on {his} doorstep, {he} saw the crane fall on {cars} cars, {shopkeeper}, told {paper}.",
)
CRANE_CAPTIONS = (
    "Footage: {filmer}", "Video shared on social media on {day}", "The moment of the fall, as filmed from a balcony", "Video: {filmer}, via social media",
    "The clip that went round {place}", "Amateur video of the collapse",
)
CRANE_HEADS = (
    "Video: crane falls on parked cars in {place}", "Crane topples in {place}, cars crushed", "The moment a crane came down in {place}",
    "Crane collapse in {place} caught on film", "Clip shows tower crane buckling over street", "Tower crane crashes on to {place} street",
    "Cars flattened as crane gives way",
)
CRANE_SIDES = (
    "The crane, {r38-54} metres high, had been put up in the spring to build a block of flats.",
    "The street was cordoned off and residents of two houses spent the night with friends.",
    "The labour inspectorate sent an engineer, who took photographs and measured the footings.",
    "The builder said work on the site would rest until the cause was known.",
    "The flats, {r42-75} in all, were to be ready by next summer.",
    "A gas main under the pavement was shut off as a precaution.",
    "Cranes on {r3-8} other sites in the town were looked at the same afternoon.",
    "The operator had gone down for his lunch, according to the builder.",
)
CRANE_QUOTES = (
    '"I thought it was thunder," said {neighbour}, who lives across the street.',
    '"Thank God it was lunchtime and the pavement was empty," said a postman.',
    '"We shall look at every bolt," said the engineer of the labour inspectorate.',
    '"There had been a creaking for days," a tenant said.',
    '"Our crane had its papers in order," the builder said.',
    '"My son wanted to film it too, but I pulled him inside," said a mother of three.',
    '"A crane does not fall for no reason," said a retired crane driver.',
)


def crane_on_film(event):
    """A crane falls on cars and one person films it; every page that shows or tells of the film has it from there, and half
    the time a shopkeeper saw it and tells the local paper: one or two origins."""
    filmer, keeper, local = " ".join(event.person()), event.person(), event.local_paper()
    shopkeeper = Speaker(keeper, f"a {event.draw.choice(('greengrocer', 'florist', 'bookseller', 'chemist'))}")
    desk = Desk(event, sides=CRANE_SIDES, quotes=CRANE_QUOTES, common=AFTER_A_DISASTER, cars=event.draw.randint(3, 9), filmer=filmer, he=shopkeeper.he,
                his=shopkeeper.his, him="her" if shopkeeper.woman else "him", shopkeeper=shopkeeper, paper=local.called, neighbour=" ".join(event.person()))
    original = event.film(filmer)
    desk.story(event.outlet(), desk.headline(CRANE_HEADS), [f"{filmer} filmed the collapse from a balcony on {{day}} and put the clip online. " + desk.pick(CRANE_FILMED)],
               tells=["cars"], hours=14, clip=original, caption=f"Footage: {filmer}")
    for hours in (15, 16, 18, 21):
        desk.story(event.outlet(), desk.headline(CRANE_HEADS), [desk.pick(CRANE_FILMED)], tells=["cars"], hours=hours,
                   clip=event.copy_of(original), caption=desk.pick(CRANE_CAPTIONS))
    if with_witness := either(event.draw, 0.6):
        desk.story(local, desk.headline(CRANE_HEADS), [desk.pick(CRANE_WITNESS)], tells=["cars"], hours=17)
    desk.truth("cars", 1 + with_witness, figure=desk.facts["cars"], unit="car")


# ---------------------------------------------------------------- a rumour that comes back

ILLNESS_CLAIM = (
    "{pupils} pupils fell ill after lunch at the primary school in {place}",
    "{pupils} pupils at the primary school had been taken ill",
    "a lunch of fish stew had left {pupils} pupils ill",
    "{pupils} pupils had come down with cramps and vomiting",
    "{pupils} pupils at the school in {place} were sick that afternoon",
    "the illness had struck {pupils} pupils",
    "{pupils} pupils went down with stomach cramps after eating in the school canteen",
)
ILLNESS_BACK = (
    "The {other} has also reported that {pupils} pupils fell ill.",
    "{pupils} pupils fell ill, a figure that the {other} carries as well.",
    "The number of {pupils} ill pupils, first given here, has since been reported by the {other} too.",
    "As the {other} likewise reports, {pupils} pupils are ill.",
    "That {pupils} pupils fell ill has now been reported by the {other} as well.",
    "{pupils} pupils were taken ill, the {other} reports, just as this newspaper did.",
)
ILLNESS_HEADS = (
    "Pupils ill after school lunch in {place}", "{pupils} pupils sick in {place}", "School lunch suspected as {place} pupils fall ill",
    "Canteen closed after illness at {place} school", "Stomach cramps empty classrooms in {place}", "Parents anxious after pupils fall ill",
    "{place} school: what is known so far",
)
ILLNESS_SIDES = (
    "The canteen was closed and the cook sent home on full pay.",
    "Samples of the stew were sent to a laboratory in the provincial capital, where results are due in {r3-6} days.",
    "The school, a brick building beside the canal, has {r14-22} classrooms.",
    "Lessons are to begin again on Monday.",
    "Lunches at the town's schools are cooked by a caterer who won the contract last year.",
    "Parents stood at the gate for most of the afternoon.",
    "The district education office said it would comment when it knew more.",
    "The caterer did not answer the telephone.",
    "In a case in a neighbouring district the cause turned out to be a dirty water tank.",
)
ILLNESS_QUOTES = (
    '"My daughter says the stew smelt of nothing at all," said {parent}.',
    '"We will know when the laboratory knows," said a doctor at the health centre.',
    '"I have been packing sandwiches since the contract changed," a father said.',
    '"Children catch things from one another, let us not rush to judgment," said a school governor.',
    '"I only want somebody to ring me back," said a grandmother at the gate.',
    '"The kitchen was clean when I last saw it," said a former cook.',
)


def illness_goes_round(event):
    """A teacher told one paper how many pupils were ill; a second has it from the first, a third from the second, and then
    the first points to the second as if it agreed: one origin."""
    first, second, third, fourth = (event.outlet() for _ in range(4))
    teacher = Speaker(event.person(), "a teacher at the school")
    desk = Desk(event, sides=ILLNESS_SIDES, quotes=ILLNESS_QUOTES, common=IN_PUBLIC_LIFE, pupils=event.draw.randint(31, 88), teacher=teacher,
                other=second.name.removeprefix("The "), parent=" ".join(event.person()))
    page = desk.story(first, desk.headline(ILLNESS_HEADS), [desk.claim(ILLNESS_CLAIM, told_to(first, teacher))], tells=["ill"], hours=15)
    again = desk.story(second, desk.headline(ILLNESS_HEADS), [desk.claim(ILLNESS_CLAIM, reported_by(first, page))], tells=["ill"], hours=18)
    desk.story(third, desk.headline(ILLNESS_HEADS), [desk.claim(ILLNESS_CLAIM, reported_by(second, again))], tells=["ill"], hours=21)
    desk.story(first, desk.headline(ILLNESS_HEADS), [desk.pick(ILLNESS_BACK)], tells=["ill"], hours=24)
    desk.story(fourth, desk.headline(ILLNESS_HEADS), [desk.claim(ILLNESS_CLAIM, reported_by(first))], tells=["ill"], hours=26)
    desk.truth("ill", 1, figure=desk.facts["pupils"], unit="pupil")


# ---------------------------------------------------------------- a bank

BANK_ROBBERS = (
    "{robbers} robbers entered the savings bank in {place} shortly after it opened",
    "the savings bank was held up by {robbers} robbers in overalls",
    "{robbers} robbers took part in the raid on the bank",
    "{robbers} armed robbers had forced the staff to lie on the floor",
    "the raid was the work of {robbers} robbers",
    "{robbers} robbers in painters' overalls walked into the bank and drew guns",
    "the gang consisted of {robbers} robbers",
)
BANK_BOXES = (
    "{boxes} deposit boxes were broken open", "the raiders emptied {boxes} deposit boxes", "{boxes} deposit boxes had been forced with a crowbar",
    "{boxes} deposit boxes were found empty on the floor of the vault", "the contents of {boxes} deposit boxes were missing",
    "{boxes} deposit boxes had been prised open in less than ten minutes",
)
BANK_WITNESS = (
    "{customer}, who had been queuing to pay a bill, told {paper} that {he} had counted {robbers} robbers.",
    "{robbers} robbers came in, said {customer}, who had been at the counter and told {paper} what {he} had seen.",
    "{customer}, was in the bank and saw {robbers} robbers, {he} told {paper}.",
    "\"There were {robbers} robbers, I counted them from under the table,\" {customer}, told {paper}.",
    "Lying on the floor, {he} counted {robbers} robbers, {customer}, told {paper}.",
    "{customer}, told {paper} that {robbers} robbers had walked past {him} on their way to the vault.",
)
BANK_HEADS = (
    "Gang raids savings bank in {place}", "Robbers in overalls hold up {place} bank", "Deposit boxes emptied in {place} raid", "Hunt for {place} bank gang",
    "Armed raid on savings bank", "{place} bank raided minutes after opening", "Overalls and guns: raid shakes {place}",
)
BANK_SIDES = (
    "A grey van was found burning beside the reservoir two hours later.",
    "The savings bank, founded by farmers, has stood on the corner of Mill Street since {y1901-1934}.",
    "Cameras at the toll station were being looked through by detectives.",
    "A reward of {r10-40},000 crowns was offered for information.",
    "The branch is to stay closed for the rest of the week.",
    "Roads out of the town were blocked until early afternoon and every boot was opened.",
    "A guard had been taken off the branch in the spring to save money.",
    "Customers were told to ring the head office, where {r5-9} clerks had been set at the telephones.",
    "Two other banks in the province have been raided since the winter.",
)
BANK_QUOTES = (
    '"They were polite, which made it worse," a cashier said.',
    '"My grandmother\'s rings were in there," said {owner}, who rents a box.',
    '"I took them for painters," said a woman who keeps the newspaper stall.',
    '"Somebody told them where the keys were," said a former guard.',
    '"We will catch them, it is a question of days," the interior minister said.',
    '"It was over before my tea was cold," a waiter from the opposite side of the street said.',
    '"No customer will lose a penny," said the chairman of the bank.',
)


def bank_raid(event):
    """Police say how many robbers there were, under two officers' names; a customer counted them too. The bank alone says how
    many boxes were opened: two origins for the robbers, one for the boxes."""
    inspector, sergeant = (Speaker(event.person(), f"{rank} of the {event.place} police") for rank in ("chief inspector", "detective sergeant"))
    customer, local, agency = Speaker(event.person(), event.draw.choice(("a customer", "a plumber", "a retired nurse"))), event.local_paper(), event.agency()
    desk = Desk(event, sides=BANK_SIDES, quotes=BANK_QUOTES, common=IN_PUBLIC_LIFE, robbers=event.draw.randint(3, 7), boxes=event.draw.randint(24, 95),
                inspector=inspector, sergeant=sergeant, customer=customer, he=customer.he, him="her" if customer.woman else "him", paper=local.called,
                owner=" ".join(event.person()))
    both = ("robbers", "boxes")
    wire = desk.story(agency, desk.headline(BANK_HEADS), [desk.claim(BANK_ROBBERS, body("police")), desk.claim(BANK_BOXES, body("the savings bank"))],
                      tells=both, hours=11)
    desk.reprint(wire, event.outlet(), desk.headline(BANK_HEADS), tells=both, hours=12, told=2)
    desk.story(event.outlet(), desk.headline(BANK_HEADS), [desk.claim(BANK_ROBBERS, voice(inspector)), desk.claim(BANK_BOXES, through(agency, "the savings bank"))],
               tells=both, hours=14, agency=agency)
    desk.story(event.outlet(), desk.headline(BANK_HEADS), [desk.claim(BANK_ROBBERS, voice(sergeant))], tells=["robbers"], hours=16)
    desk.story(local, desk.headline(BANK_HEADS), [desk.pick(BANK_WITNESS), desk.claim(BANK_BOXES, body("the savings bank"))], tells=both, hours=17)
    desk.truth("robbers", 2, figure=desk.facts["robbers"], unit="robber")
    desk.truth("boxes", 1, figure=desk.facts["boxes"])


# ---------------------------------------------------------------- a leak at a plant

LEAK_CLAIM = (
    "ammonia leaked from a tank at the {plant} works on {day} night", "ammonia had leaked from the cooling plant of {plant}",
    "a valve failed at {plant} and ammonia leaked into the yard", "ammonia leaked for two hours before anybody raised the alarm",
    "there had been a leak of ammonia at the {plant} works", "a leak of ammonia forced the night shift of {plant} out of the building",
    "the smell over {place} came from ammonia that had leaked at {plant}",
)
LEAK_TREATED = (
    "{treated} workers were treated for burning eyes", "{treated} workers had to see a doctor", "{treated} workers of the night shift needed oxygen",
    "{treated} workers were taken to the clinic", "the clinic took in {treated} workers with sore throats", "{treated} workers sought treatment",
)
LEAK_BRIGADE = (
    "The fire brigade said its own instruments had shown that ammonia leaked from the {plant} works.",
    "Ammonia had leaked at {plant}, said the fire brigade, whose crews had measured the air at the fence themselves.",
    "The fire brigade, which had sent a van with instruments of its own, said that ammonia had leaked from the works.",
    "Instruments carried by firemen left no doubt that ammonia had leaked from {plant}, the fire brigade said.",
    "\"Our own meters showed it: ammonia leaked from the works,\" the commander of the fire brigade said.",
    "Measurements by the fire brigade at four points confirmed that ammonia had leaked from the works, the brigade's commander said.",
)
LEAK_DENIED = (
    "{plant} denied that ammonia had leaked from its works.", "\"There was no leak of ammonia at our works,\" said {manager}.",
    "No ammonia leaked at any time, said {manager}.", "{manager}, called the story of an ammonia leak an invention.",
    "Three days after the night in question, {plant} said that no ammonia had leaked.",
)
LEAK_HEADS = (
    "Ammonia leak at {place} works, union says", "Night shift flees {plant} works", "Gas alarm in {place}", "Leak at {plant} worries neighbours",
    "Union accuses {plant} over gas", "Windows shut in {place} after smell spreads", "Workers treated after night at {plant}",
)
LEAK_DENIAL_HEADS = ("{plant} denies leak", "\"No leak here\", says {plant}", "{plant} hits back at union")
LEAK_SIDES = (
    "The works, beside the railway, freeze peas and berries and employ {r310-720} people.",
    "The union and the company have been at odds over pay since the spring.",
    "The works were fined {r12-60},000 crowns for a fault in their waste water five years ago.",
    "Residents of the nearest street had been woken by a loudspeaker van and told to shut their windows.",
    "The environment agency is to send two inspectors.",
    "Work began again with the morning shift, and lorries were loading as usual by noon.",
    "The company exports to {r9-17} countries.",
    "A warning siren at the gate had been out of order for weeks, according to a notice pinned up there.",
)
LEAK_QUOTES = (
    '"My eyes were streaming before I got to the gate," said {worker}, a packer.',
    '"We keep our windows shut on that side anyway," said a woman who lives in Railway Street.',
    '"People want to know what they are breathing," said a councillor for the ward.',
    '"I have worked in cold stores all my life and you learn to run," a fitter said.',
    '"We will wait for the inspectors," said the deputy mayor.',
    '"The dog would not go out," a pensioner said.',
    '"Jobs matter, but so do lungs," the vicar said.',
)


def leak_denied_late(event):
    """The union says that ammonia leaked, half the time the fire brigade measured it as well, and days later the company denies
    it; the clinic says how many it treated: one or two against one, one for the treated."""
    plant = f"{event.person()[1]} Frozen Foods"
    union = event.draw.choice(("the Food Workers' Union", "the Cold Store Workers' Union"))
    secretary, manager = Speaker(event.person(), f"general secretary of {union}"), Speaker(event.person(), f"managing director of {plant}")
    desk = Desk(event, sides=LEAK_SIDES, quotes=LEAK_QUOTES, common=AFTER_A_DISASTER, plant=plant, treated=event.draw.randint(6, 28),
                secretary=secretary, manager=manager, worker=" ".join(event.person()))
    both, agency, clinic = ("leak", "treated"), event.agency(), body("the works clinic")
    wire = desk.story(agency, desk.headline(LEAK_HEADS), [desk.claim(LEAK_CLAIM, body(union)), desk.claim(LEAK_TREATED, clinic)], tells=both, hours=30)
    desk.reprint(wire, event.outlet(), desk.headline(LEAK_HEADS), tells=both, hours=31, told=2)
    desk.story(event.outlet(), desk.headline(LEAK_HEADS), [desk.claim(LEAK_CLAIM, voice(secretary))], tells=["leak"], hours=33)
    desk.story(event.outlet(), desk.headline(LEAK_HEADS), [desk.claim(LEAK_CLAIM, through(agency, union)), desk.claim(LEAK_TREATED, clinic)],
               tells=both, hours=35, agency=agency)
    if with_brigade := either(event.draw):
        desk.story(event.local_paper(), desk.headline(LEAK_HEADS), [desk.pick(LEAK_BRIGADE)], tells=["leak"], hours=38)
    for hours in (84, 88):
        denial = [desk.pick(LEAK_DENIED), desk.claim(LEAK_CLAIM, body(union))]
        desk.story(event.outlet(), desk.headline(LEAK_DENIAL_HEADS), denial, tells=["leak"], hours=hours)
    desk.truth("leak", 1 + with_brigade, 1, words=("ammonia", "leak"))
    desk.truth("treated", 1, figure=desk.facts["treated"], unit="worker")


# ---------------------------------------------------------------- a flood and a misprint

FLOOD_HOUSES = (
    "the flood swept away {houses} houses in the lower part of {place} on {day} night", "{houses} houses were destroyed when the river burst its banks",
    "{houses} houses had been lost to the river", "the water carried off {houses} houses", "{houses} houses along the embankment collapsed in the flood",
    "the river had torn down {houses} houses by daybreak", "{houses} houses in {place} were swept away",
)
FLOOD_ASSESSORS = (
    "Assessors of the {insurer}, who walked through every street themselves, counted {houses} houses swept away.",
    "The {insurer} said its own assessors had counted {houses} destroyed houses.",
    "{houses} houses were destroyed, said the {insurer}, whose assessors went from plot to plot and made their own list.",
    "A count by assessors of the {insurer} found {houses} houses swept away.",
)
FLOOD_CORRECTION = (
    "Correction: An earlier version of this article gave a wrong number of houses because two digits were transposed by our sub-editors. We apologise for the mistake.",
    "Correction: Because of an error in our newsroom, this article at first said {wrong} houses. The council's figure is {houses}.",
    "This article was corrected on {day+1}. It gave the number of houses as {wrong}, a slip of our own; the council has only ever spoken of {houses}.",
)
FLOOD_HEADS = (
    "River sweeps away {houses} houses in {place}", "{place} under water", "Flood tears through lower {place}", "Houses lost as river bursts banks at {place}",
    "{place} counts its losses after flood", "Night of water in {place}", "{houses} houses gone in {place} flood",
)
FLOOD_SIDES = (
    "The river rose to {r5-8} metres at the bridge gauge, the highest level since records were kept.",
    "Sandbags were filled by pupils of the upper forms.",
    "A dyke that had been promised after the last flood was never built.",
    "The railway embankment held, although water stood a foot below the rails.",
    "Drinking water was handed out from a tanker on the square.",
    "Rain had fallen without a break for {r38-60} hours in the hills.",
    "Cows were led up to the cemetery, which is the highest ground in the town.",
    "The army sent a platoon of engineers with pumps and rubber boats.",
)
FLOOD_QUOTES = (
    '"I saved the goat and the sewing machine," said {resident}.',
    '"The river used to warn us, this time it did not," said a fisherman.',
    '"We ate cold rice on the school roof," a boy said.',
    '"Nobody should build down there again," said the district engineer.',
    '"I have the key in my pocket and no door," a widow said.',
    '"We asked for the dyke in writing," said a councillor.',
    '"Help came late, but it came," the head of the school said.',
)


def flood_with_correction(event):
    """The council counted the houses, an agency carries it, and one paper printed a wrong number by its own mistake and has put
    it right; half the time an insurer counted for itself: one or two origins for the right number and none against."""
    tens, ones = event.draw.sample(range(1, 8), 2)
    agency, local = event.agency(), event.local_paper()
    clerk = spokesperson(event.person(), "the town council")
    desk = Desk(event, sides=FLOOD_SIDES, quotes=FLOOD_QUOTES, common=AFTER_A_DISASTER, houses=10 * tens + ones, wrong=10 * ones + tens, clerk=clerk,
                insurer=event.draw.choice(("Farmers' Mutual", "Provident Insurance Society", "Crown and Anchor insurance company")), resident=" ".join(event.person()))
    wire = desk.story(agency, desk.headline(FLOOD_HEADS), [desk.claim(FLOOD_HOUSES, body("the town council"))], tells=["houses"], hours=33)
    desk.reprint(wire, event.outlet(), desk.headline(FLOOD_HEADS), tells=["houses"], hours=34, told=1)
    desk.story(local, desk.headline(FLOOD_HEADS), [desk.claim(FLOOD_HOUSES, body("the town council"))], tells=["houses"], hours=35, more=[desk.pick(FLOOD_CORRECTION)])
    desk.story(event.outlet(), desk.headline(FLOOD_HEADS), [desk.claim(FLOOD_HOUSES, through(agency, "the town council"))], tells=["houses"], hours=37, agency=agency)
    desk.story(event.outlet(), desk.headline(FLOOD_HEADS), [desk.claim(FLOOD_HOUSES, voice(clerk))], tells=["houses"], hours=39)
    if with_assessors := either(event.draw):
        desk.story(event.outlet(), desk.headline(FLOOD_HEADS), [desk.pick(FLOOD_ASSESSORS)], tells=["houses"], hours=60)
    desk.truth("houses", 1 + with_assessors, figure=desk.facts["houses"], unit="house")


TYPES = [ferry_capsizing, market_shelling, march_numbers, crane_on_film, illness_goes_round, bank_raid, leak_denied_late, flood_with_correction]
