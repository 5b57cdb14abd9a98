"""Ten types of made-up events, the first half of `events_fourth.py`. Nothing in it is about anybody."""
from fourth_desk import Story, credit_to, figure, from_page, man, person, two_agencies, woman

# ---------------------------------------------------------------- a fire, told by one agency

FIRE_HEADLINES = [
    "$Dead killed in factory fire in $place",
    "Factory blaze in $place leaves $dead dead",
    "$Place mourns after fire at packaging plant",
    "Night shift caught by fire: $dead dead in $place",
    "Deadly fire destroys packaging works in $place",
    "Fire at packaging factory kills $dead",
    "$Dead dead as packaging plant burns in $place",
]
FIRE_ASKED = [
    "A fire at a packaging factory in $place killed $dead people early on {day}, $service said.",
    "$Dead people died early on {day} when fire swept through a packaging factory in $place, according to $service.",
]
FIRE_OFFICER = [
    "“We have recovered $dead bodies and have searched every room,” Chief Officer $officer of $service told $agency. “They were overcome by smoke on the stairs.”",
    "Chief Officer $officer told $agency that all $dead of the dead had been found on the second floor, where the night shift was at work.",
]
FIRE_PASSED_ON = [
    "$Dead people lost their lives in a fire at a packaging plant in $place on {day}, $source reported, citing $service.",
    "A fire that tore through a packaging works in $place in the early hours of {day} killed $dead people, according to a report by $source that quotes $service.",
    "As $source reports, $dead people were killed when a packaging factory in $place burned down on {day}. The news agency gives $service as its source.",
    "Fire has destroyed a packaging factory in $place and killed $dead people, $service told $source.",
    "The fire brigade has counted $dead dead after the blaze at a packaging factory in $place, $source said on {day}.",
    "$Service told the news agency $source that $dead people had died in the fire, which broke out on {day} at a packaging factory in $place.",
]
FIRE_AFTER = [
    "Chief Officer $officer told $source that the victims had been overcome by smoke.",
    "The victims, $source quoted Chief Officer $officer as saying, had been on the second floor.",
    "According to $source, Chief Officer $officer said that every room had now been searched.",
    "The dead had all been working nights, $officer, the chief officer, was quoted by $source as saying.",
]
FIRE_HOSPITAL = [
    "The hospital in $place said that it was treating $wounded people who had been injured in the fire.",
    "$Wounded others were injured, a spokesman for the hospital in $place told $agency.",
]
FIRE_HOSPITAL_PASSED_ON = [
    "$Wounded people were injured, $source reported, quoting the hospital in $place.",
    "The hospital in $place told $source that $wounded people had been injured, most of them by smoke.",
    "Another $wounded people were injured in the blaze, the hospital in $place was quoted by $source as saying.",
    "According to the hospital in $place, which $source had asked, $wounded workers were injured.",
]


def factory_fire_wire(event):
    """The fire brigade counted the dead and a hospital the injured; one agency asked both, three papers have it from the agency: one origin each."""
    dead = figure(event, 6, 19)
    agency, officer = event.agency(), person(event)
    story = Story(event, "fire", dead=dead, wounded=figure(event, 21, 48), officer=officer, agency=agency.name,
                  service=event.draw.choice(("the fire brigade", f"the {event.place} fire brigade")))
    wire = story.page(agency, FIRE_HEADLINES, [FIRE_ASKED, FIRE_OFFICER, FIRE_HOSPITAL], hours=7)
    papers = [story.page(event.outlet(), FIRE_HEADLINES, [FIRE_PASSED_ON, FIRE_AFTER, FIRE_HOSPITAL_PASSED_ON], hours=9 + 2 * n,
                         facts=from_page(wire), by=story.by(), credit=credit_to(event, agency)) for n in range(3)]
    event.truth(figure=dead, unit="dead", origins_for=1, carried_by=[wire, *papers])
    event.truth(figure=story.facts["wounded"], unit="wounded", origins_for=1, carried_by=[wire, *papers])


# ---------------------------------------------------------------- a bridge, two agencies, one governor's office

BRIDGE_HEADLINES = [
    "Bridge collapse near $place injures $wounded",
    "$Wounded injured as road bridge gives way near $place",
    "Bridge falls into river outside $place",
    "Road bridge near $place collapses in morning traffic",
    "$Wounded hurt in $place bridge collapse",
    "Collapse of bridge at $place: what is known",
]
BRIDGE_ASKED = [
    "$Wounded people were injured on {day} when a road bridge near $place collapsed into the river, the governor's office said.",
    "A road bridge outside $place gave way during the morning traffic on {day}, injuring $wounded people, according to the office of the regional governor.",
    "The collapse of a road bridge near $place on {day} left $wounded people injured, a spokeswoman for the regional governor said.",
]
BRIDGE_SPOKESWOMAN = [
    "“All of them are out of the water,” the governor's spokeswoman, $spokeswoman, told $agency by telephone.",
    "Speaking to $agency, $spokeswoman, who speaks for the governor, said that the middle span had dropped without warning.",
    "$Spokeswoman, the spokeswoman, told $agency that nobody was thought to be under the rubble.",
]
BRIDGE_PASSED_ON = [
    "$Wounded people have been injured in the collapse of a bridge near $place, according to $source, which cites the governor's office.",
    "A bridge outside $place fell into the river on {day} and $wounded people were injured, $source reported, quoting a spokeswoman for the governor.",
    "The governor's office puts the number of injured in the bridge collapse near $place at $wounded, the news agency $source reports.",
    "The middle section of a road bridge near $place came down on {day}. $Wounded people were injured, the office of the governor told $source.",
    "Cars fell several metres when a bridge near $place collapsed on {day}; $wounded people were injured, said $source, which had spoken to the governor's office.",
]
BRIDGE_AFTER = [
    "The governor's spokeswoman told $source that everyone had been brought out of the water.",
    "There had been no warning, $spokeswoman, the spokeswoman, told $source.",
    "Nobody is believed to be under the rubble, the governor's office told $source.",
]


def bridge_two_agencies(event):
    """The governor's office told two agencies, which each asked it; three papers have it from one or the other: one origin."""
    wounded = figure(event, 12, 46)
    agencies = two_agencies(event)
    story = Story(event, "road", wounded=wounded, spokeswoman=woman(event))
    wires = [story.page(agency, BRIDGE_HEADLINES, [BRIDGE_ASKED, BRIDGE_SPOKESWOMAN], hours=9 + n, facts={"agency": agency.name})
             for n, agency in enumerate(agencies)]
    papers = [story.page(event.outlet(), BRIDGE_HEADLINES, [BRIDGE_PASSED_ON, BRIDGE_AFTER], hours=12 + 2 * n,
                         facts=from_page(wire), by=story.by(), credit=credit_to(event, wire.outlet))
              for n, wire in enumerate((*wires, event.draw.choice(wires)))]
    event.truth(figure=wounded, unit="wounded", origins_for=1, carried_by=[*wires, *papers])


# ---------------------------------------------------------------- a coach, police and hospital

COACH_HEADLINES_POLICE = [
    "$Police injured in coach crash near $place",
    "Coach overturns near $place, $police injured",
    "Coach leaves road near $place: $police hurt, police say",
    "Police: $police injured after coach overturns outside $place",
]
COACH_HEADLINES_HOSPITAL = [
    "Hospital in $place says coach crash injured $hospital",
    "$Hospital injured in coach crash, says $place hospital",
    "Coach crash near $place: hospital counts $hospital injured",
]
COACH_HEADLINES_BOTH = [
    "Police and hospital differ over coach crash near $place",
    "Confusion over number of injured after $place coach crash",
    "How many were hurt in the $place coach crash?",
]
COACH_POLICE = [
    "$Police people were injured when a coach overturned on the main road near $place on {day}, police said.",
    "A coach carrying holidaymakers left the road near $place on {day} and overturned, injuring $police people, according to police.",
    "Police in $place said that $police people had been injured on {day} in the crash of a coach bound for the coast.",
    "According to the police in $place, $police people were injured on {day} when a coach came off a bend and turned over.",
]
COACH_OFFICER = [
    "Inspector $inspector, who led the operation for the police, said that officers had counted the injured at the roadside as they were carried to the ambulances.",
    "“My officers wrote down every name at the scene,” Inspector $inspector of the $place police said.",
    "The count was made by officers beside the wreck, said the police inspector in charge, $inspector.",
    "The driver had told officers that he swerved to avoid a deer, Inspector $inspector of the police said.",
]
COACH_HOSPITAL = [
    "The crash of a coach near $place on {day} injured $hospital people, the hospital in the town said.",
    "$Hospital people were injured in the coach crash near $place on {day}, the director of the town's hospital said.",
    "The hospital in $place said that $hospital people had been injured when a coach overturned outside the town on {day}.",
]
COACH_DIRECTOR = [
    "“That is the number of patients from the coach in our register,” said the director, $director. “I cannot speak for anyone else's figures.”",
    "The figure comes from the admission register, said $director, who runs the hospital.",
    "Some had been driven to the hospital by passing motorists, director $director said, explaining how his staff had come to their figure.",
]
COACH_BOTH = [
    "Police say that $police people were injured when a coach overturned near $place on {day}. The hospital, however, puts the number of injured at $hospital.",
    "While police in $place speak of $police injured in {day}'s coach crash, the town's hospital says $hospital people were injured.",
    "$Police people were injured in the coach crash near $place on {day}, according to police; $hospital people were injured, according to the hospital.",
]
COACH_WHY = [
    "Neither the police nor the hospital would explain the difference on {day+1}. Inspector $inspector said that he stood by his officers' count.",
    "The hospital's director, $director, said he trusted his own register; the police said that they trusted theirs.",
]


def coach_police_and_hospital(event):
    """Police counted the injured at the road and a hospital its patients, and they differ: one origin for each figure, one against it."""
    police = figure(event, 11, 28)
    hospital = figure(event, 31, 49)
    story = Story(event, "road", police=police, hospital=hospital, inspector=man(event), director=man(event))
    by_police = [story.page(outlet, COACH_HEADLINES_POLICE, [COACH_POLICE, COACH_OFFICER], hours=15 + n, by=story.by())
                 for n, outlet in enumerate((event.outlet(), event.agency()))]
    by_hospital = [story.page(outlet, COACH_HEADLINES_HOSPITAL, [COACH_HOSPITAL, COACH_DIRECTOR], hours=19 + n, by=story.by())
                   for n, outlet in enumerate((event.local_paper(), event.outlet()))]
    both = story.page(event.outlet(), COACH_HEADLINES_BOTH, [COACH_BOTH, COACH_WHY], hours=31, by=story.by())
    event.truth(figure=police, unit="wounded", origins_for=1, origins_against=1, carried_by=[*by_police, both])
    event.truth(figure=hospital, unit="wounded", origins_for=1, origins_against=1, carried_by=[*by_hospital, both])


# ---------------------------------------------------------------- a van in a crowd, one clip

VAN_HEADLINES = [
    "Video shows police van driving through barrier in $place",
    "Police van ploughs through barrier at $place protest",
    "Student's footage of police van in $place causes outcry",
    "Outcry in $place over film of police van",
    "Police van at $place demonstration: footage spreads",
    "Clip of police van breaking barrier in $place seen by millions",
]
VAN_CLIP = [
    "A police van drove through a barrier and into the crowd at a demonstration in $place on {day}, a video filmed by a student shows.",
    "Footage taken by a student from a balcony in $place shows that a police van drove through a barrier into a group of demonstrators on {day}.",
    "A video which a student posted on {day} shows a police van in $place as it drove through a barrier and into protesters.",
    "In a clip posted by a student, a police van can be seen on {day} speeding up before it drove through a barrier into the demonstrators in $place.",
    "According to a video recorded by a student on {day}, a police van drove straight through a barrier towards people standing in the square in $place.",
    "Demonstrators in $place scattered on {day} when a police van drove through a barrier, as a student's video from the scene shows.",
]
VAN_MORE = [
    "The film, which lasts a few seconds, was shot from the third floor of a house on the square.",
    "The student, who asked not to be named, posted the footage within an hour.",
    "The pictures are shaky, but the vehicle's markings can be made out.",
    "Police in $place said that they were looking at the footage and would not comment before that was done.",
    "A police spokesman in $place declined to comment on the video.",
    "The interior ministry said that it knew of the recording and had nothing to add.",
]
VAN_CAPTIONS = ["Video: posted by a student in $place", "The student's clip from $place", "Footage filmed from a balcony in $place on {day}",
                "Student's video, $place", "A still from the film posted by a student in $place"]


def van_in_the_crowd(event):
    """A student filmed a police van; five pages show copies of the clip and tell what is in it: one origin."""
    story = Story(event, "protest")
    clip = event.film("a student")
    outlets = [event.local_paper(), *(event.outlet() for _ in range(3)), event.agency()]
    pages = [story.page(outlet, VAN_HEADLINES, [VAN_CLIP, VAN_MORE], hours=18 + 2 * n, by=story.by(),
                        clip=event.copy_of(clip), caption=story.say(VAN_CAPTIONS)) for n, outlet in enumerate(outlets)]
    event.truth(words=["police van", "barrier"], origins_for=1, carried_by=pages)


# ---------------------------------------------------------------- a mill, told in a circle

MILL_HEADLINES_FIRST = [
    "Letter to staff: $jobs jobs to go at $place mill",
    "Paper mill in $place to cut $jobs jobs, says letter",
]
MILL_HEADLINES = [
    "Report: $place paper mill to cut $jobs jobs",
    "$Place mill said to be shedding $jobs jobs",
    "Fears for $jobs jobs at paper mill in $place",
    "Job cuts at $place mill, according to newspaper",
]
MILL_HEADLINES_AGAIN = [
    "Others confirm our report: $jobs jobs to go in $place",
    "$Place mill cuts now reported elsewhere, too",
]
MILL_LETTER = [
    "The paper mill in $place is to cut $jobs jobs by the end of the year, according to a letter from the management to staff which this newspaper has seen.",
    "$Jobs jobs are to go at the paper mill in $place, the management says in a letter to staff that this newspaper has read.",
]
MILL_LETTER_MORE = [
    "The letter, two pages long and signed by the head of personnel, speaks of “painful but necessary steps”. The company did not answer our questions.",
    "In the letter the management blames weak demand. Asked about it, a company spokesman said that he did not comment on internal papers.",
]
MILL_SECOND = [
    "The paper mill in $place plans to cut $jobs jobs, $source reports.",
    "$Jobs jobs are to be cut at the $place paper mill, according to a report in $source.",
    "According to $source, the owners of the paper mill in $place want to do away with $jobs jobs this year.",
    "A total of $jobs jobs will go at the paper mill in $place, it emerged on {day} from a report in $source.",
]
MILL_SECOND_MORE = [
    "The newspaper said that it had its information from a letter to staff. The company could not be reached.",
    "The report in $source rests on a letter to staff.",
    "$Source quotes a letter that the management sent to staff.",
    "The company had not answered a request for comment by the evening; the letter that $source quotes could not be seen.",
]
MILL_AGAIN = [
    "The paper mill in $place will cut $jobs jobs, $source reports as well, after this newspaper had told of it first.",
    "$Source, too, now reports that the paper mill in $place is to cut $jobs jobs, as this newspaper told its readers on {day}.",
]
MILL_AGAIN_MORE = [
    "$Source refers to our report about a letter from the management. The company has still said nothing.",
    "The company remained silent on {day+1}, and $source names our report of {day} as where it has the news from.",
]


def mill_in_a_circle(event):
    """A paper has read the management's letter; two pages have it from the paper, which then leans on one of them: one origin."""
    jobs = figure(event, 111, 480)
    story = Story(event, "industry", jobs=jobs)
    paper = event.local_paper()
    first = story.page(paper, MILL_HEADLINES_FIRST, [MILL_LETTER, MILL_LETTER_MORE], hours=6, by=story.by())
    seconds = [story.page(outlet, MILL_HEADLINES, [MILL_SECOND, MILL_SECOND_MORE], hours=10 + 2 * n, facts=from_page(first),
                          by=story.by(), credit=credit_to(event, paper)) for n, outlet in enumerate((event.outlet(), event.outlet()))]
    again = story.page(paper, MILL_HEADLINES_AGAIN, [MILL_AGAIN, MILL_AGAIN_MORE], hours=30, facts=from_page(seconds[0]))
    late = story.page(event.outlet(), MILL_HEADLINES, [MILL_SECOND, MILL_SECOND_MORE], hours=34, facts=from_page(again), by=story.by())
    event.truth(figure=jobs, unit="job", origins_for=1, carried_by=[first, *seconds, again, late])


# ---------------------------------------------------------------- a flood, a crisis team and a man who walked the streets

FLOOD_HEADLINES = [
    "$Houses houses under water in $place",
    "River bursts banks in $place, $houses houses flooded",
    "Flood in $place reaches $houses houses",
    "$Place counts its flooded houses",
    "$Houses houses flooded in $place after days of rain",
    "Flooded $place begins to clean up",
]
FLOOD_TEAM = [
    "$Houses houses were flooded when the river burst its banks in $place on {day}, the district's crisis team said.",
    "The flood in $place has reached $houses houses, according to the crisis team of the district.",
    "According to the district crisis team, $houses houses in $place were flooded on {day}.",
]
FLOOD_TEAM_MORE = [
    "The head of the crisis team, $head, said that its helpers had entered every address in a list.",
    "“We have a list with every address,” $head, who heads the crisis team, told reporters.",
    "The crisis team's list, its head $head said, was drawn up by helpers in boats.",
]
FLOOD_TEAM_PASSED_ON = [
    "In $place $houses houses have been flooded, $source reports, citing the district's crisis team.",
    "$Houses houses in $place stood under water on {day}, the crisis team of the district told $source.",
    "The high water in $place flooded $houses houses, according to the crisis team, as $source reports.",
]
FLOOD_TEAM_PASSED_ON_MORE = [
    "Helpers had drawn up a list of addresses, crisis team head $head told $source.",
    "$Head, head of the crisis team, told $source that the list was complete.",
]
FLOOD_WALKER = [
    "$Houses houses in $place were flooded: that is what $walker, a retired land surveyor, counted on {day+1} when he walked the town street by street with a notebook.",
    "$Walker, a retired land surveyor, went through every street of $place on {day+1} and counted $houses flooded houses.",
    "By the count of $walker, a retired surveyor, who walked along each street in $place on {day+1}, the river flooded $houses houses.",
]
FLOOD_WALKER_MORE = [
    "“I did not want to wait for anyone's list,” $walker told this newspaper. “I looked at every door and wrote down how high the mud stood.”",
    "$Walker showed this newspaper his notebook, in which each house has a line of its own. He had not spoken to the authorities, he said.",
    "“I did it by myself and for myself,” $walker said when our reporter met him.",
]


def flood_and_the_walker(event):
    """The crisis team listed the flooded houses, a retired surveyor counted them for himself and comes to as many: two origins."""
    houses = figure(event, 61, 148)
    agency = event.agency()
    story = Story(event, "weather", houses=houses, head=person(event), walker=man(event))
    wire = story.page(agency, FLOOD_HEADLINES, [FLOOD_TEAM, FLOOD_TEAM_MORE], hours=20)
    paper = story.page(event.outlet(), FLOOD_HEADLINES, [FLOOD_TEAM, FLOOD_TEAM_MORE], hours=22, by=story.by())
    passed_on = [story.page(event.outlet(), FLOOD_HEADLINES, [FLOOD_TEAM_PASSED_ON, FLOOD_TEAM_PASSED_ON_MORE], hours=23 + 3 * n,
                            facts=from_page(wire), by=story.by(), credit=credit_to(event, agency)) for n in range(2)]
    local = story.page(event.local_paper(), FLOOD_HEADLINES, [FLOOD_WALKER, FLOOD_WALKER_MORE], hours=38, by=person(event))
    event.truth(figure=houses, unit="house", origins_for=2, carried_by=[wire, paper, *passed_on, local])


# ---------------------------------------------------------------- a hunger strike, denied late

STRIKE_HEADLINES = [
    "$Inmates inmates on hunger strike in $place prison, say lawyers",
    "Hunger strike reported in prison at $place",
    "Lawyers: $inmates inmates refuse food in $place",
    "$Place prison: $inmates said to be on hunger strike",
    "Inmates in $place refuse food",
]
STRIKE_ASKED = [
    "$Inmates inmates of the prison in $place are on hunger strike, an association of defence lawyers said on {day}.",
    "An association of defence lawyers said on {day} that $inmates inmates of the prison in $place had gone on hunger strike.",
    "At the prison in $place, $inmates inmates have been on hunger strike for several days, according to an association of defence lawyers.",
]
STRIKE_ASKED_MORE = [
    "“They want a doctor, and they want to see their families,” said the chairman of the lawyers' association, $lawyer.",
    "$Lawyer, who chairs the association, said that its members had heard it from clients during visits.",
    "The lawyers' chairman, $lawyer, said that the protest was directed against overcrowded cells.",
]
STRIKE_PASSED_ON = [
    "According to $source, $inmates inmates are on hunger strike in $place. The agency quotes an association of defence lawyers.",
    "$Inmates inmates have gone on hunger strike in the prison at $place, defence lawyers told $source.",
    "A hunger strike by $inmates inmates is under way in the prison at $place, reports $source, citing an association of defence lawyers.",
]
STRIKE_PASSED_ON_MORE = [
    "The chairman of the association, $lawyer, told $source that the inmates were asking for a doctor.",
    "The protest is said to be about overcrowded cells. The prison service did not reply to questions on {day}.",
    "$Lawyer, the association's chairman, told $source that two men were already weak.",
]
DENIAL_HEADLINES = [
    "Prison service denies hunger strike in $place",
    "No hunger strike in $place, says prison service",
    "Prison service rejects lawyers' account of $place",
]
STRIKE_DENIED = [
    "The prison service denied on {day+2} that $inmates inmates were on hunger strike in $place. “Nobody there is refusing food,” said its director, $director.",
    "It is not true that $inmates inmates are on hunger strike in $place, the prison service said on {day+2}.",
    "On {day+2} the prison service rejected as false the statement by defence lawyers that $inmates inmates were on hunger strike in $place.",
]
STRIKE_DENIED_MORE = [
    "All inmates had taken their meals as usual every day that week, the director of the prison service, $director, said.",
    "The service's director, $director, said that she had looked through the kitchen's records herself.",
    "Every meal had been eaten, said $director, the director of the service, which runs 15 prisons.",
]


def hunger_strike_denied(event):
    """Lawyers tell of a hunger strike, two days later the prison service denies it: one origin for, one against."""
    inmates = figure(event, 11, 58)
    agency = event.agency()
    story = Story(event, "prison", inmates=inmates, lawyer=man(event), director=woman(event))
    wire = story.page(agency, STRIKE_HEADLINES, [STRIKE_ASKED, STRIKE_ASKED_MORE], hours=11)
    paper = story.page(event.outlet(), STRIKE_HEADLINES, [STRIKE_ASKED, STRIKE_ASKED_MORE], hours=13, by=story.by())
    passed_on = [story.page(event.outlet(), STRIKE_HEADLINES, [STRIKE_PASSED_ON, STRIKE_PASSED_ON_MORE], hours=15 + 2 * n,
                            facts=from_page(wire), by=story.by(), credit=credit_to(event, agency)) for n in range(2)]
    for n in range(2):
        story.page(event.outlet(), DENIAL_HEADLINES, [STRIKE_DENIED, STRIKE_DENIED_MORE], hours=58 + 2 * n, by=story.by())
    event.truth(figure=inmates, unit=None, origins_for=1, origins_against=1, carried_by=[wire, paper, *passed_on])


# ---------------------------------------------------------------- a rally, counted twice

RALLY_HEADLINES = [
    "Thousands march in $place against pension reform",
    "Pension protest fills centre of $place",
    "Big turnout for pension march in $place",
    "$Place takes to the streets over pensions",
    "Marchers in $place call for an end to pension reform",
    "March against pension reform in $place",
]
RALLY_HEADLINES_BOTH = [
    "Unions and police at odds over $place march",
    "How many marched in $place? It depends on whom you ask",
    "Two counts of one march in $place",
]
RALLY_POLICE = [
    "$Police people took part in a march against the pension reform in $place on {day}, according to police.",
    "Police put the number of people who marched through $place on {day} at $police.",
    "The march against the pension reform in $place on {day} drew $police people, police said.",
    "Police said that $police people had marched through $place on {day} to protest against the pension reform.",
]
RALLY_UNIONS = [
    "$Unions people marched through $place on {day} against the pension reform, the unions that had called for the protest said.",
    "The unions counted $unions people at their march against the pension reform in $place on {day}.",
    "According to the organising unions, $unions people took part in the march in $place on {day}.",
    "The march through $place on {day} was attended by $unions people, said the unions, which had organised it.",
]
RALLY_BOTH = [
    "$Police people took part in {day}'s march in $place according to police, and $unions people took part according to the unions.",
    "Police said $police people marched in $place on {day}; the unions said that $unions people had marched.",
]
RALLY_MORE = [
    "The march ended without incident, police said.",
    "Union leader $leader spoke from the back of a lorry and was cheered for minutes.",
    "The crowd moved off from the station towards noon and dispersed in the early evening.",
    "“This is only the beginning,” union leader $leader told the crowd.",
    "Parents with prams walked at the head of the march, followed by railwaymen and nurses.",
    "A few firecrackers went off near the town hall, to the annoyance of the stewards.",
]


def march_counted_twice(event):
    """Police and unions each counted a march and differ widely: one origin for each figure, one against it."""
    police = 100 * figure(event, 31, 58)
    unions = 1000 * figure(event, 11, 24)
    story = Story(event, "protest", police=police, unions=unions, leader=person(event))
    by_police = [story.page(outlet, RALLY_HEADLINES, [RALLY_POLICE, RALLY_MORE], hours=18 + n, by=story.by())
                 for n, outlet in enumerate((event.agency(), event.outlet()))]
    by_unions = [story.page(event.outlet(), RALLY_HEADLINES, [RALLY_UNIONS, RALLY_MORE], hours=19 + n, by=story.by()) for n in range(2)]
    both = story.page(event.local_paper(), RALLY_HEADLINES_BOTH, [RALLY_BOTH, RALLY_MORE], hours=29, by=story.by())
    event.truth(figure=police, unit="people", origins_for=1, origins_against=1, carried_by=[*by_police, both])
    event.truth(figure=unions, unit="people", origins_for=1, origins_against=1, carried_by=[*by_unions, both])


# ---------------------------------------------------------------- an indictment, corrected

CHARGE_HEADLINES_WRONG = [
    "$Wrong charged over building permits in $place",
    "Prosecutors in $place charge $wrong over bribes",
]
CHARGE_HEADLINES_RIGHT = [
    "Correction: $charged charged in $place bribery case",
    "Prosecutors correct number of accused in $place",
    "$Charged people charged in $place bribery case",
    "Bribery case in $place: $charged accused",
]
CHARGE_WRONG = [
    "Prosecutors in $place have charged $wrong people with bribery over building permits, their office said on {day}.",
    "$Wrong people have been charged with bribery over building permits, the prosecutor's office in $place said on {day}.",
]
CHARGE_WRONG_MORE = [
    "The accused include former officials of the planning department, said the office's spokesman, $spokesman.",
    "“The case file fills two cupboards,” the spokesman of the office, $spokesman, said.",
]
CHARGE_RIGHT = [
    "The prosecutor's office in $place corrected itself on {day+1}: it has charged $charged people with bribery, and not $wrong as it had said on {day}.",
    "$Charged people have been charged with bribery in $place, and not $wrong, the prosecutor's office said on {day+1} in a correction of its own announcement.",
    "The number of people charged with bribery over building permits in $place is $charged, the prosecutor's office said on {day+1}, withdrawing the number of $wrong that it had given on {day}.",
]
CHARGE_RIGHT_PLAIN = [
    "$Charged people have been charged with bribery over building permits in $place, the prosecutor's office there said on {day+1}.",
    "The prosecutor's office in $place has charged $charged people with bribery over building permits, it said on {day+1}.",
    "Over bribes for building permits in $place, $charged people have been charged, according to the prosecutor's office.",
]
CHARGE_RIGHT_MORE = [
    "A clerk had counted the members of one family twice, said $spokesman, the spokesman of the prosecutor's office.",
    "The spokesman, $spokesman, apologised and put the mistake down to a clerk who had added up two lists.",
    "Spokesman $spokesman asked the press to use the new number only.",
    "The mistake arose, $spokesman said for the prosecutor's office, because several names were on two lists.",
]
CHARGE_NOTE = [
    "Correction: an earlier version of this article gave a different number of accused, as announced at first by the prosecutor's office.",
    "Note: this report has been changed after the prosecutor's office corrected its announcement.",
]


def indictment_corrected(event):
    """The prosecutor's office gives a number of accused and corrects it a day later: one origin for the new number, and none left against it."""
    charged = figure(event, 11, 24)
    wrong = figure(event, 26, 38)
    story = Story(event, "courts", charged=charged, wrong=wrong, spokesman=man(event))
    for n, outlet in enumerate((event.agency(), event.outlet())):
        story.page(outlet, CHARGE_HEADLINES_WRONG, [CHARGE_WRONG, CHARGE_WRONG_MORE], hours=12 + n)
    told = [story.page(event.outlet(), CHARGE_HEADLINES_RIGHT, [CHARGE_RIGHT, CHARGE_RIGHT_MORE], hours=33 + n, by=story.by()) for n in range(2)]
    noted = [story.page(event.outlet(), CHARGE_HEADLINES_RIGHT, [CHARGE_RIGHT_PLAIN, CHARGE_RIGHT_MORE], hours=35 + n, by=story.by(), note=CHARGE_NOTE) for n in range(2)]
    event.truth(figure=charged, unit=None, origins_for=1, origins_against=0, carried_by=[*told, *noted])


# ---------------------------------------------------------------- an outbreak, one office under three names

ILL_HEADLINES = [
    "$Ill fall ill after eating at $place market",
    "Food poisoning: $ill ill in $place",
    "$Ill ill in $place, market closed",
    "Market in $place closed after people fall ill",
    "$Place market shut as $ill fall ill",
    "Outbreak in $place traced to market stall",
]
ILL_SPOKESWOMAN = [
    "$Ill people have fallen ill after eating at the market in $place, $spokeswoman of the district health office said on {day}.",
    "$Spokeswoman, a spokeswoman for the district health office, told reporters on {day} that $ill people had fallen ill in $place.",
]
ILL_HEAD = [
    "$Ill people who had eaten at the market in $place have fallen ill, the head of the district health office, Dr $head, told this newspaper.",
    "Dr $head, who runs the district health office, said on {day} that $ill people in $place had fallen ill after a visit to the market.",
]
ILL_OFFICE = [
    "After eating at a market in $place, $ill people have fallen ill, the district health office said in a statement.",
    "The district health office announced on {day} that $ill people had fallen ill in $place.",
]
ILL_PASSED_ON = [
    "$Ill people have fallen ill in $place, the district health authorities told $source.",
    "In $place $ill people have fallen ill after eating at the market, $source reports, citing the district health office.",
]
ILL_MORE = [
    "The office believes that a sauce which had not been kept cool is to blame.",
    "The patients were between 5 and 80 years old, the health office said.",
    "“Most of them will be home within days,” the health office said.",
    "The health office asked anyone who had eaten there to come forward.",
    "Its inspectors, the health office said, had sealed one stall.",
]


def outbreak_three_names(event):
    """The district health office counted the ill; its spokeswoman, its head and its statement all speak for it: one origin."""
    ill = figure(event, 21, 88)
    agency = event.agency()
    story = Story(event, "health", ill=ill, spokeswoman=woman(event), head=person(event))
    wire = story.page(agency, ILL_HEADLINES, [ILL_SPOKESWOMAN, ILL_MORE], hours=14)
    own = [story.page(outlet, ILL_HEADLINES, [wordings, ILL_MORE], hours=16 + n, by=story.by())
           for n, (outlet, wordings) in enumerate(((event.local_paper(), ILL_HEAD), (event.outlet(), ILL_OFFICE)))]
    passed_on = story.page(event.outlet(), ILL_HEADLINES, [ILL_PASSED_ON, ILL_MORE], hours=20, facts=from_page(wire), credit=credit_to(event, agency))
    event.truth(figure=ill, unit=None, origins_for=1, carried_by=[wire, *own, passed_on])


TYPES = [factory_fire_wire, bridge_two_agencies, coach_police_and_hospital, van_in_the_crowd, mill_in_a_circle, flood_and_the_walker,
         hunger_strike_denied, march_counted_twice, indictment_corrected, outbreak_three_names]
