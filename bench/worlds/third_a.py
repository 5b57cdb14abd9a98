"""The third set, first part: an avalanche, dams, blockades, leaks, crushes, shelling and strikes."""
from third_desk import (
    CITED, GRIEF, SAID, SAID_AGAIN, TEMPERS, Tale, VIA, agencies, capital, credited, exact, hours_after, named, nearly, shares, speaker,
)

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
