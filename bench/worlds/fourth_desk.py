"""What the types of `events_fourth.py` share: how figures are written, how a story fills and hands out its wordings,
and for each kind of news what pages tell beside the claim. Nothing in it is about anybody.

Beside the claims, figures are multiples of five, years, or below six; the figures of claims are none of these (save the
thousands of a rally), so that none can be taken for another.
"""
import re
from string import Template

import world

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
WOMEN = "Anna Clara Edda Greta Irina Lena Nadia Petra Sofia Vera".split()
MEN = [name for name in world.GIVEN if name not in WOMEN]


def spelled(n):
    """In words, as at the beginning of a sentence."""
    if n > 99:
        return f"{n:,}"
    if n < 20:
        return ONES[n]
    return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")


def written(n):
    """As within a sentence: in words up to nine, in digits from ten."""
    return ONES[n] if n < 10 else f"{n:,}"


def capital(text):
    """With a capital letter, also inside a link."""
    return re.sub(r"^((?:<[^>]*>)?)(.)", lambda start: start.group(1) + start.group(2).upper(), text)


def figure(event, low, high, *others):
    """A figure for a claim that differs from `others`."""
    return event.draw.choice([n for n in range(low, high + 1) if n % 5 and n not in others])


def person(event):
    """Somebody of whom no page says he or she."""
    return " ".join(event.person())


def woman(event):
    return _somebody(event, among=WOMEN)


def man(event):
    return _somebody(event, among=MEN)


def _somebody(event, among):
    while (name := event.world.new_person(event.draw))[0] not in among:
        pass
    return " ".join(name)


def two_agencies(event):
    first = second = event.agency()
    while second.name == first.name:
        second = event.agency()
    return first, second


def called(outlet):
    """How an outlet or an agency is called within a sentence."""
    return outlet.name if outlet.name in world.AGENCIES else outlet.called


def from_page(page):
    """The facts for a page that has its news from another one: `$source`, linked."""
    return {"source": world.link(page, called(page.outlet))}


def credit_to(event, outlet):
    return event.draw.choice(("{}", "Source: {}", "({})", "With material from {}", "Reporting by {}")).format(outlet.name)


class Story:
    """What is told about one event: its facts, and the wordings that no page has used yet.

    In a wording `$name` is a fact as within a sentence, `$Name` the same as at its beginning.
    """

    def __init__(self, event, kind, **facts):
        self.event, self.kind = event, kind
        self.facts = {"place": event.place, **facts}
        self._left = {}

    def fill(self, wording, facts):
        values = {}
        for name, value in {**self.facts, **facts}.items():
            values[name] = written(value) if isinstance(value, int) else value
            values[capital(name)] = capital(spelled(value) if isinstance(value, int) else value)
        return Template(wording).substitute(values)

    def left(self, wordings):
        """The wordings that no page has used yet, in an order that the seed decides."""
        if id(wordings) not in self._left:
            self._left[id(wordings)] = self.event.draw.sample(wordings, len(wordings))
        return self._left[id(wordings)]

    def say(self, wordings, facts={}):
        """One of the wordings, filled; none comes twice in an event."""
        return self.fill(self.left(wordings).pop(), facts)

    def said_beside(self, wordings, instead_of_place):
        """A wording that may leave out, or tell otherwise, which place it is that the whole page is about."""
        wording = self.left(wordings).pop()
        if self.event.draw.random() < 0.5:
            wording = wording.replace(" in $place", instead_of_place, 1)
        return self.fill(wording, {})

    def page(self, outlet, headlines, claims, *, hours, facts={}, note=None, **rest):
        """A page that says one wording of each of `claims`, and about them what is usual for the kind of news."""
        draw, (scenes, quotes, background) = self.event.draw, KINDS[self.kind]
        paragraphs = [self.say(wordings, facts) for wordings in claims]
        beside = [self.said_beside(background, " in the town") for _ in range(2)]
        beside.insert(draw.randrange(2), self.said_beside(quotes, ""))
        if draw.random() < 0.35 and self.left(scenes):
            draw.choice((paragraphs, beside)).insert(0, self.say(scenes))
        paragraphs += beside
        if note:
            paragraphs.append(self.say(note))
        return self.event.page(outlet, self.say(headlines, facts), paragraphs, hours=hours, **rest)

    def by(self):
        """A byline, or none."""
        return person(self.event) if self.event.draw.random() < 0.4 else None


# ---------------------------------------------------------------- beside the claim: scenes, quotes, background

FIRE = (
    [
        "Smoke still hung over the $place industrial estate on {day+1} as investigators in white overalls picked their way through the ruins.",
        "Streets around the works in $place remained closed, and a smell of burnt plastic drifted as far as the railway station.",
        "Flowers and candles had been left at the factory gates in $place by the evening.",
        "The roof of the main hall in $place had fallen in, leaving only the chimney and the loading ramp standing.",
        "Relatives gathered behind a police cordon in $place, waiting for news.",
    ],
    [
        "“The flames came out of the windows on every floor,” said a woman who lives opposite the works in $place.",
        "“You could feel the heat from across the canal,” said a lorry driver who had been waiting to unload in $place.",
        "“Everybody here knows somebody who works in that building,” said the owner of a nearby bakery in $place.",
        "“We had the windows shut and the house still filled with smoke,” a pensioner in $place said.",
        "“It went up like paper,” said a man who had come to look for his brother in $place.",
        "“They were on double shifts because of the holidays,” said a former worker in $place.",
    ],
    [
        "The factory, which makes packaging for the food trade, employs about 250 people in $place.",
        "Some 80 firefighters and 15 engines were sent to $place, and the blaze was under control before dawn.",
        "The cause is not known. Investigators said it would be several days before they could enter the lower floors of the building in $place.",
        "Residents of $place were told to keep their windows closed and to avoid the river path.",
        "The last safety inspection at the $place plant was in 2025, when two fire doors were found blocked.",
        "The owners said in a statement that they were in shock and would support the families in $place.",
        "Trains on the line through $place were held for 45 minutes because of the smoke.",
        "Built in 1970, the hall in $place had been extended three times and had no sprinklers in the older part.",
        "A school 200 metres from the plant in $place stayed closed for the day.",
        "The town council of $place is to hold a special meeting on fire safety next week.",
        "Unions have long complained about crowded exits at older plants such as the one in $place.",
        "Environmental officers took samples of the water in the $place canal; results are expected in five days.",
    ],
)

ROAD = (
    [
        "Traffic around $place came to a standstill, with queues reaching back to the motorway.",
        "Rescue helicopters landed in a field outside $place, and the road was strewn with glass and luggage.",
        "Light rain was falling in $place when the first ambulances arrived.",
        "By nightfall floodlights lit the scene outside $place, and a crane was brought in from the coast.",
        "Drivers in $place left their cars and ran to help before the emergency services came.",
    ],
    [
        "“There was a bang like thunder and then nothing but dust,” said a shopkeeper in $place.",
        "“We carried people out with our bare hands,” said a mechanic whose workshop in $place is nearby.",
        "“I drive this road every day, and I have always been afraid of it,” a teacher from $place said.",
        "“First I thought it was an earthquake,” said a farmer on the edge of $place.",
        "“We are asking everyone to stay away and let the crews work,” said the mayor of $place.",
        "“Nobody has told us anything for years except that the repairs are coming,” said a resident of $place.",
    ],
    [
        "The road through $place carries some 20,000 vehicles a day, many of them lorries.",
        "Repairs to the stretch near $place were promised in 2025 but never begun, local politicians say.",
        "A detour of 35 kilometres has been signposted around $place.",
        "The weather service had warned of poor visibility around $place that morning.",
        "Schools in $place offered counselling to pupils.",
        "The state prosecutor has opened an inquiry into what happened near $place and has seized maintenance records.",
        "Blood donors queued in $place after an appeal on local radio.",
        "The transport minister cut short a visit abroad and is expected in $place on {day+1}.",
        "A similar accident closed the same road outside $place for a week in 2020.",
        "Engineers want to inspect ten other structures in the district of $place.",
        "Buses between $place and the airport will run every 30 minutes until further notice.",
        "The speed limit on the approach to $place had been lowered to 50 km/h last spring.",
        "Insurers sent assessors to $place and said that claims would be handled quickly.",
    ],
)

PROTEST = (
    [
        "Shops along the main street of $place had put up their shutters by noon.",
        "Drums, whistles and home-made banners filled the centre of $place from early afternoon.",
        "By evening the square in $place was empty but for street sweepers and a few police officers.",
        "Trams in the middle of $place stood still for much of the day.",
        "A light aircraft trailing a slogan circled above $place for an hour.",
    ],
    [
        "“We will be back next week, and the week after that,” said a nurse who had come to $place with her two sons.",
        "“I have never been to a demonstration in my life before this one,” said a retired engineer in $place.",
        "“Nobody asked us before they signed it,” a student in $place said of the reform.",
        "“My rent in $place has doubled, and my pay has not moved,” said a bus driver holding a cardboard sign.",
        "“They should listen for once,” a shop assistant in $place said.",
        "“I want my children to be able to stay,” said a carpenter in $place.",
    ],
    [
        "The protests began three weeks ago, after parliament voted to raise the pension age, and have spread from the capital to towns such as $place.",
        "The government says that without the reform the pension fund will be empty by 2040.",
        "Unions in $place have called for a two-day stoppage at the end of the month.",
        "Opposition parties, which hold 45 seats in the regional assembly at $place, have asked for a debate.",
        "The interior minister is due to answer questions about the policing of the protest in $place on {day+3}.",
        "Hotels in $place reported cancellations for the weekend.",
        "The mayor of $place, who belongs to the ruling party, called for calm.",
        "Permission for a further march in $place has been applied for.",
        "A court ruled in 2025 that the square in $place may not be closed to demonstrations without reason.",
        "Car parks in the centre of $place were closed, and five bus lines were diverted.",
        "A poll published last week found that 60 per cent of voters opposed the plans.",
        "Taxi drivers in $place gave free rides to pensioners on their way home.",
        "The bishop of $place offered to bring both sides to one table.",
    ],
)

INDUSTRY = (
    [
        "At the gates of the mill in $place, the morning shift stood about in silence.",
        "The steam whistle that has woken $place for generations sounded as usual on {day}.",
        "Rumours had been going round the pubs of $place for weeks.",
        "On the notice board in the canteen in $place hung nothing but the menu.",
    ],
    [
        "“My father worked here, and his father before him,” said a fitter at the mill in $place.",
        "“If the mill goes, the town goes,” said the woman who runs the newsagent's in $place.",
        "“Nobody in management has had the decency to talk to us,” said a shop steward in $place.",
        "“I bought a house last year,” a machine operator in $place said. “What am I supposed to do now?”",
        "“There is no other work within an hour's drive of $place,” a crane driver said.",
        "“We will look at every means of helping,” said a member of the $place council.",
    ],
    [
        "The mill in $place opened in 1910 and was rebuilt after a fire in 1955.",
        "Paper prices have fallen by 20 per cent in two years, while the cost of energy has risen.",
        "The group that owns the $place mill lost 65 million last year and has changed its chief executive twice.",
        "A plan to move the $place works to a gas-free process was dropped in 2030.",
        "The regional government has in the past lent the $place mill 15 million.",
        "A sister plant 90 kilometres from $place was sold to an investor in spring.",
        "The $place mill buys most of its wood from forests within the district.",
        "The football club in $place, which the mill sponsors, said it was watching events closely.",
        "Shares in the owner of the $place mill fell 5 per cent before trading was halted.",
        "Works councils have a right to be heard before a decision about $place is final.",
        "The economy ministry said that it was in contact with everyone concerned in $place.",
        "One in five households in $place has somebody who depends on the mill.",
    ],
)

WEATHER = (
    [
        "Brown water stood in the lanes of $place on {day+1}, and cows had been driven to the higher meadows.",
        "The rain that had drummed on the roofs of $place for two days stopped at last in the morning.",
        "Volunteers with shovels and wheelbarrows were at work in $place at first light.",
        "Low cloud hid the hills above $place for most of the day.",
        "Power was still out in the upper part of $place.",
    ],
    [
        "“I have lived here for sixty years and have not seen the like,” a retired postman in $place said.",
        "“The noise was the worst of it,” said a dairy farmer near $place.",
        "“We saved the dog and the photographs,” said a woman in $place. “The rest can be bought again.”",
        "“Neighbours came with a tractor before anybody rang,” a young father in $place said.",
        "“We shall be cleaning until Christmas,” said the landlord of an inn in $place.",
        "“We knew that the ground was soaked,” said a forester from $place.",
        "“I am just glad that it came by day,” a schoolteacher in $place said.",
    ],
    [
        "Some 120 millimetres of rain fell on $place within two days, the weather service said, as much as in a usual month.",
        "The army has sent 60 soldiers with pumps to $place.",
        "Schools in $place will stay shut until the end of the week.",
        "More showers are forecast for the area of $place, though lighter ones.",
        "The region has put aside 10 million for repairs in $place and the neighbouring valleys.",
        "A sports hall in $place was opened to those who could not go home, with beds for 150.",
        "The last disaster of this kind in $place was in 2010.",
        "The road from $place to the district town is open to emergency traffic only.",
        "Drinking water in $place should be boiled until further notice.",
        "Geologists from the university are to visit $place on {day+2}.",
        "Insurers put the damage around $place at 25 million.",
        "Plans for a retention basin above $place have been discussed since 2015.",
        "The prime minister telephoned the mayor of $place and promised quick help.",
    ],
)

PRISON = (
    [
        "A police van was parked outside the prison in $place from early morning.",
        "Relatives waited in the rain at the gate of the prison in $place.",
        "Reporters were kept behind a barrier across the street in $place.",
    ],
    [
        "“We want to be treated as the law says, no more,” said the sister of one man held in $place.",
        "“This has taken far too long,” said a retired judge from $place.",
        "“My son telephones once a week, for ten minutes,” a mother said outside the gate in $place.",
        "“It is in the interest of everybody that this be settled in the open,” said a deputy from $place.",
        "“There are good people working in there, too,” said a chaplain in $place.",
        "“I do not expect a quick end,” said a law lecturer in $place.",
    ],
    [
        "The prison in $place was built in 1890 for 300 inmates and has been criticised for damp and crowding.",
        "Parliament is to debate a reform of the penal code in autumn.",
        "The justice minister visited $place in 2030 and spoke of “serious shortcomings”.",
        "Proceedings at the court in $place take 20 months on average.",
        "A new wing in $place, for which 40 million was set aside, has not been begun.",
        "Lawyers in $place went on strike for five days in spring over fees.",
        "The ombudsman received 75 complaints from $place last year.",
        "The constitutional court criticised conditions in $place in a ruling in 2025.",
        "Access to files in $place has been electronic since last year.",
        "Staff unions in $place say that one post in five is vacant.",
        "A hearing in $place has been set for the coming month.",
        "The bar association called on all sides in $place to keep their heads.",
    ],
)

COURTS = (
    [
        "Two vans were parked outside the court building in $place from early morning.",
        "The corridors of the justice building in $place were unusually full on {day}.",
        "Reporters were kept behind a barrier across the street from the court in $place.",
    ],
    [
        "“Everybody knew how you got a permit in this town,” said a builder in $place.",
        "“This has taken far too long,” said a retired judge from $place.",
        "“I waited three years for a garage, and now I know why,” said a homeowner in $place.",
        "“It is in the interest of everybody that this be settled in the open,” said a councillor from $place.",
        "“I do not expect a quick end,” said a law lecturer in $place.",
        "“We shall go on as best we can with those who are left,” said a clerk at the town hall in $place.",
    ],
    [
        "The affair came to light when a letter was found in a skip behind the $place town hall.",
        "Parliament is to debate a reform of the penal code in autumn.",
        "The mayor of $place, who took office in 2030, has promised to publish all permits.",
        "Proceedings at the court in $place take 20 months on average.",
        "Detectives searched 15 offices in $place last winter.",
        "Lawyers for several of the accused in $place said that they would contest the charges.",
        "A shopping centre in $place, which cost 40 million, stands half finished.",
        "Bribery carries a sentence of up to five years.",
        "Access to planning files in $place has been electronic since last year.",
        "The planning department of $place has been run by an outsider since spring.",
        "A hearing in $place has been set for the coming month.",
        "The state auditor had warned $place of irregularities in 2028.",
    ],
)

HEALTH = (
    [
        "White tents went up in the yard of the hospital in $place on {day+1}.",
        "Pharmacies in $place had run out of rehydration salts by the evening.",
        "Market stalls in $place stood empty on {day+1}.",
        "Inspectors carried crates out of a warehouse in $place.",
        "In the waiting room of the clinic in $place people sat on the floor.",
    ],
    [
        "“It began with cramps and then I could not see straight,” a patient in $place said.",
        "“We are working double shifts, but we are coping,” said a nurse in $place.",
        "“Everyone bought there, because it was cheap,” said a stallholder in $place.",
        "“If you feel unwell, do not wait,” said a family doctor in $place.",
        "“My neighbour was fine at noon, and by night they had taken him away,” a woman in $place said.",
        "“We still do not know what we may eat and drink,” a father of three in $place said.",
        "“I have not slept since it began,” said a paramedic from $place.",
    ],
    [
        "Laboratories in the capital are examining 35 samples from $place; first results are expected on {day+3}.",
        "The market in $place has been closed until further notice.",
        "The hospital in $place has 120 beds and has put off operations that can wait.",
        "Police in $place have questioned two traders.",
        "A telephone line for worried residents of $place took 400 calls on its first day.",
        "The region around $place had a similar outbreak in 2020.",
        "Three tonnes of goods from a warehouse in $place have been destroyed.",
        "Controls on street trade in $place were cut back in 2025 to save money.",
        "Schools in $place remain open, though canteens serve packed food only.",
        "Neighbouring districts have sent five doctors to $place.",
        "The consumer association has asked for stricter labelling since the events in $place.",
        "The opposition in the regional assembly demanded an inquiry into controls in $place.",
        "Vouchers for bottled water are being handed out at the $place town hall.",
    ],
)

WAR = (
    [
        "A thin column of smoke stood over the eastern edge of $place in the morning.",
        "The market street of $place was covered with broken tiles and glass.",
        "Generators hummed in the cellars of $place, where families had spent the night.",
        "A burnt-out tram blocked the avenue that leads into $place.",
    ],
    [
        "“We no longer undress to sleep,” said a grandmother in $place.",
        "“They were queuing for bread,” a man in $place said. “There was nothing military here.”",
        "“We have buried neighbours in the park,” said a teacher in $place.",
        "“I want to leave, but where to?” asked a tailor in $place.",
        "“The shelling has a timetable, and we have learned it,” said a pharmacist in $place.",
        "“The children can tell the calibre by the sound,” a volunteer in $place said.",
    ],
    [
        "$place, which had 30,000 inhabitants before the war, lies five kilometres from the front.",
        "Both sides accuse each other of breaking the truce agreed in spring.",
        "Talks about a corridor for food into $place broke down last week.",
        "Electricity reaches $place for two hours a day.",
        "The bridge at $place has been destroyed and rebuilt twice since 2029.",
        "A convoy with 20 lorries of flour reached $place last month.",
        "Journalists have had no free access to $place for weeks.",
        "The foreign ministers of the neighbouring countries meet on {day+4} to talk about a ceasefire around $place.",
        "Most schools in $place have been closed since 2030.",
        "Fighting around $place had eased in winter, when snow closed the passes.",
        "Trains carried 500 people out of $place before the line was cut.",
        "The water works in $place run on diesel, and there is fuel for ten days.",
    ],
)

ELECTION = (
    [
        "Queues had formed outside the polling stations of $place before they opened.",
        "At the school in $place where the votes were being counted, the lights burned through the night.",
        "Posters of both candidates still hung on every lamp post in $place.",
        "Polling in $place went on under a clear sky.",
    ],
    [
        "“I voted as soon as they opened, and it was quiet,” a baker in $place said.",
        "“All I want is that it is counted properly,” said a young mother in $place.",
        "“People here have long memories,” said a former councillor in $place.",
        "“Whoever wins should mend the roads,” said a lorry driver in $place.",
        "“I have been a polling clerk for twenty years,” a woman in $place said. “I am proud of it.”",
        "“We do not want to vote a second time,” a student in $place said.",
    ],
    [
        "Some 15,000 people have the right to vote in $place.",
        "The last election in $place, in 2027, was decided by 40 votes.",
        "Turnout in $place stood at 55 per cent by the afternoon.",
        "The two candidates in $place have traded accusations for weeks.",
        "The constituency of $place is one of five that both parties hope to win.",
        "The final result for $place is expected on {day+2}.",
        "Complaints about the count in $place can be lodged within ten days.",
        "Observers from 20 groups were admitted in the district of $place.",
        "A recount in $place in 2023 changed nothing.",
        "The governing party has held $place since 2011.",
        "Election law requires that each box be opened before witnesses from both sides.",
        "Both parties in $place said that they would wait for the official result.",
    ],
)

DEFENCE = (
    [
        "In the garrison town of $place the news was the only subject in the cafés on {day}.",
        "Flags flew as usual over the parade ground in $place.",
        "The mayor of $place was told of the plans by reporters.",
        "Traffic in and out of the depot at $place was normal on {day}.",
    ],
    [
        "“Half my customers wear a uniform,” said a barber in $place.",
        "“We have had promises before,” said the head of the traders' association in $place.",
        "“One day we are told that the army needs more room, the next that it needs less,” said a retired sergeant in $place.",
        "“This would be a hard blow for the whole valley,” a councillor in $place said.",
        "“I would like to hear it from the government itself,” said a schoolteacher in $place whose husband serves.",
    ],
    [
        "The garrison at $place is the largest employer in the district.",
        "Parliament is to vote on the defence budget in autumn; it stands at 5 billion.",
        "The army has struggled to fill its ranks since conscription ended in 2020.",
        "A review of military property began last year and has cost 10 million so far.",
        "The training ground near $place was used by allied troops in summer.",
        "The defence committee meets again on {day+5}.",
        "Old hangars in $place have been let to a furniture company since 2025.",
        "Opposition speakers accused the government of keeping parliament and towns such as $place in the dark.",
        "The chief of staff had warned in spring that roofs were leaking in $place and elsewhere.",
        "House prices in $place have fallen for two years.",
        "The army's band is based in $place and gives 50 concerts a year.",
        "The coalition parties are split over how to pay for new helicopters.",
    ],
)

SPORT = (
    [
        "The car parks around the stadium in $place were empty again by midnight.",
        "Scarves and shoes lay scattered on the steps of the arena in $place.",
        "Training in $place was called off on {day+1}.",
        "Supporters gathered outside the club's offices in $place.",
    ],
    [
        "“Football is not important today,” the coach of the $place team said.",
        "“I have had a season ticket for thirty years, and now I do not know what to think,” said a supporter in $place.",
        "“We need to know what went wrong,” said a member of the $place council.",
        "“My daughter wanted to go home, and I am glad we did,” said a man in $place.",
        "“The players are very quiet,” the captain of the $place side said.",
        "“It has been the worst week in the history of the club,” said a former player in $place.",
    ],
    [
        "The stadium in $place was opened in 1960 and holds 25,000 spectators.",
        "The $place side are fifth in the table with 30 points.",
        "The next home match in $place has been put off.",
        "The club was bought by a group of local businessmen in 2025 and has debts of 15 million.",
        "The league is to meet in extraordinary session on {day+2}.",
        "The $place club last won the cup in 1995.",
        "Sponsors of the $place club said that they were following developments.",
        "A rebuilding of the west stand in $place has been planned for years.",
        "Rules for clubs in the top division were tightened in 2030.",
        "Tickets for the return match remain valid, the $place club announced.",
        "The women's team from $place are to play on {day+4} as planned.",
        "Local derbies in $place have drawn full houses since the club's promotion.",
    ],
)

DOPING = (
    [
        "Training in $place was called off on {day+1}.",
        "Supporters gathered outside the club's offices in $place.",
        "Television vans were lined up at the training ground in $place.",
    ],
    [
        "“I have had a season ticket for thirty years, and now I do not know what to think,” said a supporter in $place.",
        "“If it is true, they have cheated all of us,” said a schoolboy in a club scarf in $place.",
        "“I would wait until everything is on the table,” said a former player in $place.",
        "“The dressing room is very quiet,” the captain of the $place side said.",
        "“We will play the next match, and we will play it with those we have,” the coach of the $place team said.",
        "“There has always been talk, in every club,” said a retired physiotherapist in $place.",
    ],
    SPORT[2],
)

SPIRITS = (
    [
        "A kiosk near the bus station in $place had been boarded up.",
        "Inspectors carried crates out of a warehouse in $place.",
        "Notices warning against unlabelled bottles hung on every door in $place.",
        "The dialysis ward of the hospital in $place was lit all night.",
    ],
    [
        "“It began with a headache, and then I could not see straight,” a patient in $place said.",
        "“We are working double shifts, but we are coping,” said a nurse in $place.",
        "“Everyone bought there, because it was cheap,” said a stallholder in $place.",
        "“If your sight is blurred, do not wait,” said a family doctor in $place.",
        "“It was my cousin's birthday, and they bought two bottles,” a woman in $place said.",
        "“I have poured everything down the sink,” said the landlord of a bar in $place.",
    ],
    [
        "Laboratories in the capital are examining 35 bottles from $place; first results are expected on {day+3}.",
        "The sale of spirits from stalls in $place has been banned until further notice.",
        "The hospital in $place has 120 beds and has put off operations that can wait.",
        "Police in $place have questioned two traders.",
        "A telephone line for worried residents of $place took 400 calls on its first day.",
        "The bottles sold in $place bore forged tax stamps, customs officers said.",
        "Three tonnes of goods from a warehouse in $place have been destroyed.",
        "Controls on street trade in $place were cut back in 2025 to save money.",
        "Duty on spirits was raised by 20 per cent in 2030, and smuggling has grown since.",
        "Neighbouring districts have sent five doctors to $place.",
        "The opposition in the regional assembly demanded an inquiry into controls in $place.",
        "Methanol, which is used in antifreeze, cannot be told from alcohol by its taste.",
    ],
)

SEA = (
    [
        "The sea off $place was calm again on {day+1}, and only an oil slick showed where the ferry had been.",
        "Blankets and hot tea were brought to the quay in $place by people who live around the harbour.",
        "A line of ambulances waited on the mole at $place.",
        "The lights of the search boats could be seen from the beach at $place all night.",
    ],
    [
        "“The deck leaned over and the cars began to slide,” said a passenger wrapped in a blanket in $place.",
        "“They were throwing life jackets to everyone,” a student from $place said.",
        "“I held on to a rope and prayed,” said a cook who had been below deck on the way to $place.",
        "“Any sailor would have done the same,” said a fisherman in $place.",
        "“The crew stayed calm, and so did we,” said a woman who had been travelling to $place with her mother.",
        "“We could smell smoke long before the alarm,” said a lorry driver bound for $place.",
    ],
    [
        "The ferry was built in 1990 and had been in dock for repairs in 2030.",
        "The crossing to $place takes 50 minutes and runs five times a day.",
        "The wind off $place had reached 70 kilometres an hour in the evening.",
        "A fuel barrier has been laid around the harbour of $place.",
        "The owners of the ferry run three other ships from $place.",
        "Ferries from $place will be replaced by two smaller boats.",
        "The accident board sent a team of five to $place.",
        "A chapel in $place was opened for those who wanted to be alone.",
        "The captain has been interviewed by investigators in $place and is not under arrest.",
        "A ship of the same class ran aground off $place in 2015 without harm to anyone.",
        "Divers are to examine the wreck, which lies at 40 metres, once the weather allows.",
        "The ministry of transport said that all ferries on the route to $place would be checked.",
    ],
)

CRIME = (
    [
        "Police tape fluttered across the shopping street in $place on {day+1}.",
        "A hole in the window of the jeweller's in $place had been covered with cardboard.",
        "Officers with dogs searched gardens along the railway in $place.",
        "Children walked to school in $place in groups, with parents beside them.",
    ],
    [
        "“I got down behind the counter and stayed there,” said a shop assistant in $place.",
        "“This has always been a quiet street,” said a pensioner in $place.",
        "“We know him as a friendly man who gave credit to everyone,” a customer in $place said of the jeweller.",
        "“I heard bangs and thought of fireworks,” said a waiter in $place.",
        "“We will not be driven out,” said the chairwoman of the traders in $place.",
        "“I shall not let the children out this week,” said a father in $place.",
    ],
    [
        "The jeweller, a man of 55, is in hospital in $place and out of danger.",
        "A reward of 5,000 has been offered by traders in $place.",
        "It was the third robbery in $place since spring.",
        "A hotline has been set up in $place, and 20 detectives are on the case.",
        "The district council had turned down street cameras in $place in 2029.",
        "Roads out of $place were closed for two hours.",
        "The interior ministry sent a helicopter to help with the search around $place.",
        "Crime in $place fell by 10 per cent last year.",
        "Forensic officers worked in the shop in $place until late at night.",
        "The value of what was taken in $place is put at 100,000.",
        "Jewellers in the towns around $place have been told to be on their guard.",
        "The weekly market in $place will be held as usual.",
    ],
)

MINE = (
    [
        "Women stood at the pit gate in $place with their arms around one another.",
        "The winding wheel above $place did not turn on {day}.",
        "Rescuers with breathing gear went down the old shaft at $place in teams of five.",
        "Snow had begun to fall on the slag heaps of $place.",
    ],
    [
        "“He told me that the roof had been talking for days,” said the wife of a miner in $place.",
        "“As long as we hear knocking, there is hope,” said a retired pitman in $place.",
        "“We are all one family down there,” said a driller who had come off the night shift in $place.",
        "“They know what they are doing, and they know the seam,” a former rescuer in $place said.",
        "“I brought soup, because I could not sit at home,” a neighbour in $place said.",
    ],
    [
        "The mine at $place has been worked since 1880 and goes down to 650 metres.",
        "Rescue teams from two neighbouring pits have been sent to $place.",
        "A drill that can bore 30 metres a day is on its way to $place.",
        "The last serious accident at $place, in 2005, led to new rules on props.",
        "The mines inspectorate fined the owners of the $place pit 50,000 in 2028.",
        "Fresh air is being pumped into the galleries at $place.",
        "The church in $place was open all night.",
        "Coal from $place is burnt in the power station downriver.",
        "The pit at $place was to have closed in 2035.",
        "Unions demanded that work in the pits around $place stop until the cause was known.",
        "The energy minister said that she would travel to $place on {day+1}.",
        "A canteen for the families has been set up in the school in $place.",
    ],
)

KINDS = {
    "fire": FIRE, "road": ROAD, "protest": PROTEST, "industry": INDUSTRY, "weather": WEATHER, "prison": PRISON, "courts": COURTS, "health": HEALTH,
    "war": WAR, "election": ELECTION, "defence": DEFENCE, "sport": SPORT, "doping": DOPING, "spirits": SPIRITS, "sea": SEA, "crime": CRIME, "mine": MINE,
}
