"""Ten types of made-up events, the second half of `events_fourth.py`. Nothing in it is about anybody."""
from fourth_desk import Story, credit_to, figure, from_page, man, person, woman

# ---------------------------------------------------------------- shelling, a report and a town doctor's register

SHELL_HEADLINES = [
    "Rights group: $dead killed in shelling of $place",
    "$Dead civilians killed in $place, says report",
    "Report on shelling of $place names $dead dead",
    "Shelling of bread queue in $place killed $dead",
    "The dead of $place: a report and its findings",
    "$Dead dead in bread queue at $place",
]
SHELL_REPORT = [
    "The shelling of a bread queue in $place on {day} killed $dead people, $group said in a report.",
    "$Dead civilians were killed when shells struck a bread queue in $place on {day}, according to a report by $group.",
    "In a report, $group says that $dead civilians were killed on {day} by shells that hit people queuing for bread in $place.",
    "$Dead people died in the shelling of a bread queue in $place on {day}. That is the finding of a report by $group.",
]
SHELL_REPORT_MORE = [
    "For the report, which has 25 pages, the group's researchers spoke to families of all the victims.",
    "“We know every one of them by name,” said $researcher, who wrote the report. The army did not answer questions about it.",
    "The group's researchers went to the cemetery and compared the names on the graves with what families told them.",
    "An army spokesman said that he had not read the group's report and could not comment.",
]
SHELL_PASSED_ON = [
    "$Source reports that $dead civilians were killed in the shelling of $place on {day}, and bases this on a report by $group.",
    "According to $group, whose report is quoted by $source, $dead people were killed when a bread queue in $place was shelled on {day}.",
]
SHELL_PASSED_ON_MORE = [
    "The author of the report, $researcher, told $source that the group knew all the victims by name.",
    "The army did not wish to comment, $source said.",
]
SHELL_DOCTOR = [
    "The shelling of the bread queue in $place on {day} killed $dead people, according to the register that the town's doctor, $doctor, has kept since the war began.",
    "The only doctor left in $place, $doctor, wrote down $dead dead on {day}, all of them killed when shells struck people queuing for bread.",
    "$Dead people were killed by the shells that fell on a bread queue in $place on {day}, said $doctor, the town's doctor, who examined the bodies himself.",
]
SHELL_DOCTOR_MORE = [
    "“I closed their eyes, so I know how many there were,” the doctor told our reporter. No researcher had been to see him, he said.",
    "The doctor, reached by our reporter over a poor telephone line, said that nobody else had asked him about that day.",
]


def shelling_report_and_doctor(event):
    """A rights group's researchers counted the dead, and so did the town's doctor, whom they never met: two origins."""
    dead = figure(event, 7, 29)
    group = f"the {event.world.new_place(event.draw)} {event.draw.choice(('Rights Monitor', 'Civilian Watch', 'Documentation Centre'))}"
    agency = event.agency()
    story = Story(event, "war", dead=dead, group=group, researcher=person(event), doctor=man(event))
    wire = story.page(agency, SHELL_HEADLINES, [SHELL_REPORT, SHELL_REPORT_MORE], hours=80)
    paper = story.page(event.outlet(), SHELL_HEADLINES, [SHELL_REPORT, SHELL_REPORT_MORE], hours=83, by=story.by())
    passed_on = [story.page(event.outlet(), SHELL_HEADLINES, [SHELL_PASSED_ON, SHELL_PASSED_ON_MORE], hours=84 + n,
                            facts=from_page(wire), by=story.by(), credit=credit_to(event, agency)) for n in range(2)]
    visited = story.page(event.outlet(), SHELL_HEADLINES, [SHELL_DOCTOR, SHELL_DOCTOR_MORE], hours=60, by=person(event))
    event.truth(figure=dead, unit="dead", origins_for=2, carried_by=[wire, paper, *passed_on, visited])


# ---------------------------------------------------------------- ballot boxes, a post and a denial

BALLOT_HEADLINES = [
    "Observer: ballot boxes without seals in $place",
    "Post about unsealed ballot boxes stirs $place vote",
    "Ballot boxes in $place under question",
    "Observer's post raises doubts over $place count",
    "Ballot boxes came without seals, writes observer in $place",
]
BALLOT_POST = [
    "Ballot boxes in $place arrived at the counting hall without seals on {day}, an election observer wrote in a post on a social network.",
    "An election observer in $place, $observer, wrote on social media on {day} that ballot boxes had arrived for counting without seals.",
    "In a post that was shared widely on {day}, the election observer $observer said that ballot boxes without seals had been brought to the count in $place.",
    "According to a post by $observer, an election observer, ballot boxes reached the counting hall in $place without their seals on {day}.",
    "“The ballot boxes came in without seals”: with this post from the counting hall in $place, election observer $observer set off an argument on {day}.",
    "Ballot boxes were carried into the counting hall in $place without seals, if a post by the election observer $observer is to be believed.",
]
BALLOT_POST_MORE = [
    "The observer, who works for no party, wrote that she had stood beside the door. She did not answer messages.",
    "By the evening the post had been shared 5,000 times. There was no picture with it.",
    "The post does not say how many boxes there were. Its author could not be reached.",
    "The electoral commission had not replied to questions about the post by the time of publication.",
    "Both parties said that they would look into the post.",
]
BALLOT_DENIAL_HEADLINES = [
    "Electoral commission rejects claim about $place",
    "Commission: boxes in $place were in order",
    "Officials deny observer's account of $place count",
]
BALLOT_DENIED = [
    "The electoral commission denied on {day+1} that ballot boxes had arrived without seals in $place.",
    "Not a single one of the ballot boxes in $place arrived without seals, the electoral commission said on {day+1}, and called an observer's post false.",
    "It is untrue that ballot boxes were brought to the count in $place without seals, the electoral commission said on {day+1}.",
]
BALLOT_DENIED_MORE = [
    "“Each seal was checked against its number on arrival,” the commission's chairwoman, $chairwoman, said.",
    "Clerks had noted the number of every seal in a protocol, $chairwoman, who chairs the commission, told reporters.",
    "The chairwoman of the commission, $chairwoman, showed the protocols to reporters.",
]


def ballot_boxes_posted(event):
    """An observer posts what she saw, and papers quote the post; the electoral commission denies it: one origin for, one against."""
    story = Story(event, "election", observer=woman(event), chairwoman=woman(event))
    outlets = [event.local_paper(), event.outlet(), event.agency(), event.outlet()]
    posted = [story.page(outlet, BALLOT_HEADLINES, [BALLOT_POST, BALLOT_POST_MORE], hours=21 + n, by=story.by()) for n, outlet in enumerate(outlets)]
    for n in range(2):
        story.page(event.outlet(), BALLOT_DENIAL_HEADLINES, [BALLOT_DENIED, BALLOT_DENIED_MORE], hours=35 + 2 * n, by=story.by())
    event.truth(words=["ballot box", "without", "seals"], origins_for=1, origins_against=1, carried_by=posted)


# ---------------------------------------------------------------- barracks, a minister quoted by somebody unnamed

BARRACKS_HEADLINES = [
    "Government wants to close $barracks barracks, source says",
    "$Barracks barracks to close, minister is said to have told deputies",
    "$Place garrison at risk as minister plans closures",
    "Minister plans to shut $barracks barracks: report",
    "Army to give up $barracks barracks",
]
BARRACKS_ASKED = [
    "The government plans to close $barracks barracks, among them the one at $place, the defence minister told deputies behind closed doors, according to a person who was in the room.",
    "Defence minister $minister has told a closed meeting of deputies that $barracks barracks will be closed, including $place, a participant told $agency on condition of anonymity.",
    "$Barracks barracks are to be closed, the one at $place among them, defence minister $minister told a closed committee session, said a person who took part and asked not to be named.",
]
BARRACKS_ASKED_MORE = [
    "“He read out the list, and then there was silence,” the person told $agency.",
    "A spokesman for the ministry declined to comment when $agency asked about the meeting.",
]
BARRACKS_PASSED_ON = [
    "Defence minister $minister wants to close $barracks barracks, including $place, $source reports, citing an unnamed participant of a closed meeting.",
    "The army is to give up $barracks barracks, among them $place, as the news agency $source has learned from somebody who was at a closed meeting with the minister.",
    "According to $source, $barracks barracks will be closed, one of them in $place. An anonymous participant told the agency what the minister had said behind closed doors.",
    "$Barracks barracks, $place among them, are to close: so the defence minister told deputies, an unnamed person told $source.",
    "Behind closed doors, the defence minister has announced that $barracks barracks will be closed, $place included, a participant told $source.",
]
BARRACKS_PASSED_ON_MORE = [
    "The ministry did not wish to comment on {day}.",
    "The participant told $source that the list had been read out without any discussion.",
    "No other deputy was willing to speak about the session.",
    "Asked for comment, the ministry said that it did not speak about confidential meetings.",
]


def minister_quoted_unnamed(event):
    """Somebody unnamed told one agency what the minister had said behind closed doors; three papers have it from there: one origin."""
    barracks = figure(event, 11, 24)
    agency = event.agency()
    story = Story(event, "defence", barracks=barracks, minister=man(event), agency=agency.name)
    wire = story.page(agency, BARRACKS_HEADLINES, [BARRACKS_ASKED, BARRACKS_ASKED_MORE], hours=13)
    papers = [story.page(event.outlet(), BARRACKS_HEADLINES, [BARRACKS_PASSED_ON, BARRACKS_PASSED_ON_MORE], hours=15 + 2 * n,
                         facts=from_page(wire), by=story.by(), credit=credit_to(event, agency)) for n in range(3)]
    event.truth(figure=barracks, unit=None, origins_for=1, carried_by=[wire, *papers])


# ---------------------------------------------------------------- miners, told by a local paper

MINE_HEADLINES = [
    "$Miners miners trapped underground in $place",
    "Roof fall traps $miners miners at $place pit",
    "Race to free miners at $place",
    "$Place pit: $miners men cut off after roof fall",
    "Rescue under way at $place mine",
]
MINE_ASKED = [
    "$Miners miners have been trapped since the early hours of {day} by a roof fall in the pit at $place, shift manager $manager told this newspaper.",
    "A roof fall in the $place pit has trapped $miners miners, shift manager $manager told our reporter at the gate on {day}.",
    "“$Miners miners are trapped behind the fall,” the shift manager of the $place pit, $manager, told this newspaper on {day}.",
]
MINE_ASKED_MORE = [
    "“They answered our knocking,” $manager told our reporter. The mine's owners have made no statement.",
    "$Manager, who has worked in the pit for 25 years, told this newspaper that the men had water with them. The owners would not comment.",
]
MINE_PASSED_ON = [
    "$Miners miners are trapped in a pit at $place, according to $source.",
    "A roof fall has trapped $miners miners at $place, a shift manager told $source.",
    "$Source reports that $miners miners were trapped when the roof of a gallery came down in the pit at $place on {day}.",
    "In the coal pit of $place $miners miners are trapped behind fallen rock, the shift manager, $manager, was quoted by $source as saying.",
    "Rescuers in $place are trying to reach $miners miners who were trapped by a roof fall on {day}, says $source.",
]
MINE_PASSED_ON_MORE = [
    "The local newspaper spoke to the shift manager at the gate. The owners have not said anything.",
    "The men had answered the rescuers' knocking, the shift manager told $source.",
    "Telephones at the mine's office went unanswered on {day}.",
    "$Source quoted the shift manager as saying that the men had water.",
]
MINE_FROM_WIRE = [
    "$Miners miners are trapped in a pit at $place, according to $source, which quotes the local newspaper there.",
    "A roof fall at $place has trapped $miners miners, $source reports. The news agency has it from the town's newspaper.",
    "In the pit at $place $miners miners are trapped, the agency $source said on {day}, citing the local newspaper.",
]
MINE_FROM_WIRE_MORE = [
    "The newspaper had talked to the shift manager, according to $source.",
    "It was the shift manager who had spoken to the newspaper, $source said.",
]


def miners_local_paper(event):
    """A shift manager told the local paper how many are trapped; an agency and a paper quote it, another paper the agency: one origin."""
    miners = figure(event, 11, 28)
    paper, agency = event.local_paper(), event.agency()
    story = Story(event, "mine", miners=miners, manager=man(event))
    first = story.page(paper, MINE_HEADLINES, [MINE_ASKED, MINE_ASKED_MORE], hours=7, by=person(event))
    wire, other = (story.page(outlet, MINE_HEADLINES, [MINE_PASSED_ON, MINE_PASSED_ON_MORE], hours=9 + n, facts=from_page(first),
                              credit=credit_to(event, paper)) for n, outlet in enumerate((agency, event.outlet())))
    last = story.page(event.outlet(), MINE_HEADLINES, [MINE_FROM_WIRE, MINE_FROM_WIRE_MORE], hours=12, facts=from_page(wire),
                      by=story.by(), credit=credit_to(event, agency))
    event.truth(figure=miners, unit=None, origins_for=1, carried_by=[first, wire, other, last])


# ---------------------------------------------------------------- a crush at a stadium, two counts that agree

CRUSH_HEADLINES = [
    "$Wounded injured in crush at $place stadium",
    "Stadium crush in $place leaves $wounded injured",
    "$Place derby ends in crush on the steps",
    "Crush at football match in $place injures $wounded",
    "$Wounded hurt as crowd panics at $place stadium",
    "Panic at the $place derby",
]
CRUSH_AMBULANCE = [
    "A crush on the steps of the stadium in $place injured $wounded people on {day}, the ambulance service said.",
    "$Wounded people were injured in a crush at the football stadium in $place on {day}, according to the ambulance service.",
    "The ambulance service said that $wounded people had been injured in a crush after the match in $place on {day}.",
]
CRUSH_AMBULANCE_MORE = [
    "Its paramedics had tied a numbered tag to the wrist of everyone they carried out, the ambulance service's duty manager, $duty, said.",
    "“We tag each person on the spot, and that is how we count,” said $duty, the duty manager of the ambulance service.",
    "The tags had been counted twice, said $duty, the duty manager of the ambulance service.",
]
CRUSH_PASSED_ON = [
    "$Wounded people were injured when a crowd was crushed on the steps of the stadium in $place, the ambulance service told $source.",
    "In the crush after the match in $place $wounded people were injured, $source reports, citing the ambulance service.",
    "$Source reports, with reference to the ambulance service, that the crush at the $place stadium injured $wounded people.",
]
CRUSH_PASSED_ON_MORE = [
    "$Duty, duty manager of the ambulance service, told $source that each of them had been given a numbered tag.",
    "The ambulance service told $source that the tags had been counted twice.",
]
CRUSH_CLUB = [
    "The crush at the stadium in $place on {day} injured $wounded people, according to the football club's own stewards, who counted them at the gate.",
    "$Wounded people were injured in the crush in $place on {day}, the football club said after putting together the notes of its stewards.",
    "Stewards of the football club noted $wounded people injured in the crush at the stadium in $place on {day}, the club said.",
]
CRUSH_CLUB_MORE = [
    "“Our people stood at every gate and wrote down what they saw; we did not rely on others,” said the club's head of security, $security.",
    "The club's head of security, $security, said that the stewards had kept a list of their own, independent of the paramedics.",
]


def stadium_crush_agreed(event):
    """The ambulance service counted by its tags and the club by its stewards' notes, and they agree: two origins."""
    wounded = figure(event, 16, 58)
    agency = event.agency()
    story = Story(event, "sport", wounded=wounded, duty=person(event), security=person(event))
    wire = story.page(agency, CRUSH_HEADLINES, [CRUSH_AMBULANCE, CRUSH_AMBULANCE_MORE], hours=23)
    paper = story.page(event.outlet(), CRUSH_HEADLINES, [CRUSH_AMBULANCE, CRUSH_AMBULANCE_MORE], hours=24, by=story.by())
    passed_on = story.page(event.outlet(), CRUSH_HEADLINES, [CRUSH_PASSED_ON, CRUSH_PASSED_ON_MORE], hours=26, facts=from_page(wire), credit=credit_to(event, agency))
    club = [story.page(outlet, CRUSH_HEADLINES, [CRUSH_CLUB, CRUSH_CLUB_MORE], hours=33 + n, by=story.by())
            for n, outlet in enumerate((event.local_paper(), event.outlet()))]
    event.truth(figure=wounded, unit="wounded", origins_for=2, carried_by=[wire, paper, passed_on, *club])


# ---------------------------------------------------------------- a ferry, three counts that agree

FERRY_HEADLINES = [
    "$Rescued rescued from sinking ferry off $place",
    "Ferry sinks off $place, $rescued people saved",
    "$Rescued saved as ferry goes down near $place",
    "Ferry to $place sinks in storm",
    "Passengers rescued from ferry off $place",
    "Drama off $place: $rescued rescued from ferry",
]
FERRY_COASTGUARD = [
    "$Rescued people were rescued from a ferry that sank off $place on {day}, the coastguard said.",
    "The coastguard said that $rescued people had been rescued before a ferry went down off $place on {day}.",
    "A ferry sank off $place on the evening of {day}; $rescued people were rescued, according to the coastguard.",
]
FERRY_COASTGUARD_MORE = [
    "The crews of the coastguard's boats had counted everyone whom they took on board, Commander $commander said.",
    "Commander $commander of the coastguard said that the number had been put together from the logs of its boats.",
]
FERRY_COASTGUARD_PASSED_ON = [
    "$Rescued people have been rescued from a sinking ferry off $place, the coastguard told $source.",
    "According to the coastguard, quoted by $source, $rescued people were rescued when a ferry went down off $place.",
    "Off $place $rescued people were rescued from a ferry on {day}, $source reports, citing the coastguard.",
]
FERRY_COASTGUARD_PASSED_ON_MORE = [
    "The number comes from the logs of the coastguard's boats, Commander $commander told $source.",
    "Everyone taken on board had been counted, the coastguard told $source.",
]
FERRY_COMPANY = [
    "All $rescued people on board the ferry that sank off $place on {day} were rescued, the shipping company said after a roll call at its terminal.",
    "$Rescued people were rescued from its ferry off $place on {day}, the shipping company said. Its staff had called the roll at the terminal.",
    "The shipping company said that $rescued people had been rescued from its ferry off $place, as a roll call by its own staff had shown.",
]
FERRY_COMPANY_MORE = [
    "“We ticked every name on our list,” said the company's managing director, $managing.",
    "Managing director $managing said that the company had not waited for figures from the authorities.",
]
FERRY_PRIEST = [
    "$Rescued people were rescued from the ferry that sank off $place on {day}: the harbour priest, $priest, counted them as he handed each a blanket.",
    "The harbour priest of $place, $priest, counted $rescued people rescued from the ferry on {day} as they came up the steps of the quay.",
    "By the count of $priest, the harbour priest in $place, who stood at the top of the steps on {day}, $rescued people were rescued from the ferry.",
]
FERRY_PRIEST_MORE = [
    "“I count because I want to be sure that nobody is missing,” $priest told this newspaper. “I did so at the last wreck, too.”",
    "He had made a stroke in his prayer book for each of them, $priest told our reporter on the quay.",
]


def ferry_three_counts(event):
    """The coastguard, the shipping company and a priest on the quay each counted the rescued for themselves and agree: three origins."""
    rescued = figure(event, 61, 98)
    agency = event.agency()
    story = Story(event, "sea", rescued=rescued, commander=person(event), managing=man(event), priest=man(event))
    wire = story.page(agency, FERRY_HEADLINES, [FERRY_COASTGUARD, FERRY_COASTGUARD_MORE], hours=22)
    passed_on = [story.page(event.outlet(), FERRY_HEADLINES, [FERRY_COASTGUARD_PASSED_ON, FERRY_COASTGUARD_PASSED_ON_MORE], hours=24 + n, facts=from_page(wire),
                            by=story.by(), credit=credit_to(event, agency)) for n in range(2)]
    company = story.page(event.outlet(), FERRY_HEADLINES, [FERRY_COMPANY, FERRY_COMPANY_MORE], hours=30, by=story.by())
    local = story.page(event.local_paper(), FERRY_HEADLINES, [FERRY_PRIEST, FERRY_PRIEST_MORE], hours=32, by=person(event))
    event.truth(figure=rescued, unit=None, origins_for=3, carried_by=[wire, *passed_on, company, local])


# ---------------------------------------------------------------- doping, one federation under three names, denied by the club

DOPING_HEADLINES = [
    "$Players players of $place club fail doping tests",
    "Doping: $players $place players test positive",
    "$Place club hit by doping affair",
    "Federation: $players players in $place tested positive",
    "Doping tests shake $place",
]
DOPING_PRESIDENT = [
    "$Players players of the $place football club have tested positive for a banned substance, the president of the football federation, $president, said on {day}.",
    "The football federation's president, $president, told reporters on {day} that $players players of the club in $place had tested positive.",
]
DOPING_SPOKESWOMAN = [
    "A spokeswoman for the football federation, $spokeswoman, confirmed on {day} that $players players of the $place club had tested positive for a banned substance.",
    "$Players players of the $place club tested positive, said $spokeswoman, who speaks for the football federation.",
]
DOPING_STATEMENT = [
    "The football federation said in a statement on {day} that $players players of the club in $place had tested positive for a banned substance.",
    "$Players players from the football club in $place tested positive for a banned substance, according to a statement by the football federation.",
]
DOPING_PASSED_ON = [
    "$Players players of the club in $place have tested positive, $source reports, quoting the president of the football federation.",
    "According to the football federation, as reported by $source, $players players of the $place club tested positive.",
]
DOPING_MORE = [
    "The samples were taken after training last month, the federation said.",
    "The federation did not give the players' names.",
    "A second test, the federation said, had been ordered from a laboratory abroad.",
    "Those concerned face a ban of up to four years under the rules of the federation.",
    "The club had been informed in writing, the federation said.",
]
DOPING_DENIAL_HEADLINES = [
    "$Place club denies doping",
    "Club in $place rejects federation's account",
    "“Nobody tested positive,” says $place club",
]
DOPING_DENIED = [
    "The football club in $place denied on {day+1} that $players of its players had tested positive.",
    "It is not true that $players players tested positive, the football club in $place said on {day+1}.",
    "The $place football club on {day+1} called it false that $players of its players had tested positive.",
]
DOPING_DENIED_MORE = [
    "“We have the laboratory's letters here, and every one of them is negative,” the club's doctor, $doctor, said.",
    "Club doctor $doctor said that all tests had been negative and that he held the letters to prove it.",
    "All the results that reached the club were negative, its doctor, $doctor, said.",
]


def doping_denied(event):
    """The federation tells of positive tests through its president, its spokeswoman and a statement; the club denies it: one origin for, one against."""
    players = figure(event, 6, 14)
    agency = event.agency()
    story = Story(event, "doping", players=players, president=person(event), spokeswoman=woman(event), doctor=man(event))
    wire = story.page(agency, DOPING_HEADLINES, [DOPING_PRESIDENT, DOPING_MORE], hours=12)
    own = [story.page(event.outlet(), DOPING_HEADLINES, [wordings, DOPING_MORE], hours=13 + n, by=story.by())
           for n, wordings in enumerate((DOPING_SPOKESWOMAN, DOPING_STATEMENT))]
    passed_on = story.page(event.outlet(), DOPING_HEADLINES, [DOPING_PASSED_ON, DOPING_MORE], hours=17, facts=from_page(wire), credit=credit_to(event, agency))
    for n, outlet in enumerate((event.local_paper(), event.outlet())):
        story.page(outlet, DOPING_DENIAL_HEADLINES, [DOPING_DENIED, DOPING_DENIED_MORE], hours=33 + 2 * n, by=story.by())
    event.truth(figure=players, unit=None, origins_for=1, origins_against=1, carried_by=[wire, *own, passed_on])


# ---------------------------------------------------------------- poisoned spirits, two counts against a ministry

SPIRITS_HEADLINES = [
    "Tainted spirits kill $dead in $place",
    "$Dead dead after drinking tainted spirits in $place",
    "Poisoned spirits in $place: $dead dead",
    "Bootleg spirits bring death to $place",
]
SPIRITS_HEADLINES_MINISTRY = [
    "Ministry: $official dead from tainted spirits in $place",
    "$Official dead in $place after drinking bootleg spirits, ministry says",
    "Tainted spirits in $place killed $official, says ministry",
]
SPIRITS_HOSPITAL = [
    "Tainted spirits have killed $dead people in $place, the town's hospital said on {day}.",
    "$Dead people have died in $place after drinking tainted spirits, according to the town's hospital.",
    "The hospital in $place said on {day} that $dead people had died after drinking tainted spirits.",
    "$Dead people have died from tainted spirits in $place, said $doctor, the head of the town's hospital.",
]
SPIRITS_HOSPITAL_MORE = [
    "“That is what our files say, and I have signed each of them,” said $doctor, the hospital's head.",
    "The hospital's figure, its head $doctor said, was taken from its own files.",
    "Wards were full, and the hospital had borrowed equipment from the army, its head, $doctor, said.",
]
SPIRITS_INSTITUTE = [
    "$Dead people have died from tainted spirits in $place, the institute of forensic medicine said on {day+1} after examining the bodies.",
    "Examinations by the institute of forensic medicine have shown that tainted spirits killed $dead people in $place, it said on {day+1}.",
    "According to the institute of forensic medicine, which carried out examinations of its own, $dead people in $place died from tainted spirits.",
]
SPIRITS_INSTITUTE_MORE = [
    "“We opened every body ourselves and did not look at anyone else's papers,” said the institute's director, $director.",
    "Methanol was found in each of them, said $director, who heads the institute. The institute had not used the files of any hospital.",
]
SPIRITS_MINISTRY = [
    "Tainted spirits have killed $official people in $place, the health ministry said on {day+1}.",
    "The health ministry put the number of people killed by tainted spirits in $place at $official on {day+1}.",
    "$Official people have died after drinking tainted spirits in $place, according to the health ministry.",
    "$Official people died in $place from tainted spirits, the health ministry announced on {day+1}.",
    "In $place $official people have died after drinking tainted spirits, a spokesman for the health ministry said on {day+1}.",
    "The health ministry said on {day+1} that tainted spirits had killed $official people in $place.",
]
SPIRITS_MINISTRY_MORE = [
    "The ministry's spokesman, $spokesman, said that higher figures were wrong.",
    "Asked about other figures, the ministry's spokesman, $spokesman, said that they were exaggerated.",
    "“Our number is the right one,” $spokesman, the spokesman of the ministry, said.",
]


def spirits_two_against_one(event):
    """A hospital and a forensic institute each counted as many dead, the ministry gives fewer: two origins against one."""
    dead = figure(event, 21, 38)
    official = figure(event, 6, 14)
    story = Story(event, "spirits", dead=dead, official=official, doctor=person(event), director=person(event), spokesman=man(event))
    hospital = [story.page(outlet, SPIRITS_HEADLINES, [SPIRITS_HOSPITAL, SPIRITS_HOSPITAL_MORE], hours=17 + n, by=story.by())
                for n, outlet in enumerate((event.local_paper(), event.outlet()))]
    institute = story.page(event.outlet(), SPIRITS_HEADLINES, [SPIRITS_INSTITUTE, SPIRITS_INSTITUTE_MORE], hours=37, by=story.by())
    ministry = [story.page(outlet, SPIRITS_HEADLINES_MINISTRY, [SPIRITS_MINISTRY, SPIRITS_MINISTRY_MORE], hours=39 + n, by=story.by())
                for n, outlet in enumerate((event.agency(), event.outlet()))]
    event.truth(figure=dead, unit="dead", origins_for=2, origins_against=1, carried_by=[*hospital, institute])
    event.truth(figure=official, unit="dead", origins_for=1, origins_against=2, carried_by=ministry)


# ---------------------------------------------------------------- a landslide, a clip and a hiker

SLIDE_HEADLINES = [
    "Landslide buries railway above $place",
    "Railway near $place buried by landslide",
    "Drone film shows landslide on $place railway",
    "Landslide cuts railway to $place",
    "Mountainside comes down on railway at $place",
    "Hillside falls on railway near $place",
]
SLIDE_CLIP = [
    "A landslide buried the railway above $place on {day}, footage filmed by a mountain guide with a drone shows.",
    "Drone footage taken by a mountain guide shows how a landslide buried the railway near $place on {day}.",
    "The railway near $place was buried by a landslide on {day}, as can be seen in a film that a mountain guide made with his drone.",
    "In a film shot from a mountain guide's drone on {day}, a landslide comes down the valley and the railway to $place is buried within seconds.",
    "According to drone footage from a mountain guide, a landslide buried a stretch of the railway outside $place on {day}.",
]
SLIDE_CLIP_MORE = [
    "The guide, who was out to film chamois, put the footage online the same afternoon.",
    "The railway company said that it was studying the guide's film and could say nothing yet.",
    "Trees and boulders can be made out in the pictures, which last a few seconds.",
    "The company that runs the line said that it would send a team once the slope was safe.",
]
SLIDE_HIKER = [
    "A landslide buried the railway near $place on {day}, said $hiker, a hiker who watched from the opposite ridge.",
    "“The landslide buried the railway right in front of me,” said $hiker, who was hiking on the ridge across from $place on {day}.",
    "$Hiker, a hiker resting on the ridge opposite $place on {day}, saw how a landslide buried the railway below.",
]
SLIDE_HIKER_MORE = [
    "“I was alone up there, with no telephone signal, and I walked down for two hours to tell somebody,” $hiker told this newspaper.",
    "Our reporter met $hiker at the inn in the valley. “I saw it with my own eyes,” the hiker said. “I have no need of films.”",
]
SLIDE_CAPTIONS = ["Drone footage: a mountain guide", "The guide's film from above $place", "Filmed by a mountain guide on {day}", "Video by a mountain guide near $place"]


def landslide_clip_and_hiker(event):
    """A guide's drone filmed a landslide, and four pages show copies; a hiker saw it with her own eyes: two origins."""
    story = Story(event, "weather", hiker=woman(event))
    clip = event.film("a mountain guide")
    filmed = [story.page(outlet, SLIDE_HEADLINES, [SLIDE_CLIP, SLIDE_CLIP_MORE], hours=17 + 2 * n, by=story.by(),
                         clip=event.copy_of(clip), caption=story.say(SLIDE_CAPTIONS))
              for n, outlet in enumerate((event.agency(), event.outlet(), event.outlet(), event.outlet()))]
    local = story.page(event.local_paper(), SLIDE_HEADLINES, [SLIDE_HIKER, SLIDE_HIKER_MORE], hours=27, by=person(event))
    event.truth(words=["landslide", "buried", "railway"], origins_for=2, carried_by=[*filmed, local])


# ---------------------------------------------------------------- a robbery, police and a baker

ROBBERY_HEADLINES = [
    "Robbers flee on motorcycle after raid in $place",
    "Jeweller shot in $place, gunmen escape on motorcycle",
    "Shots at jeweller's in $place",
    "Gunmen raid jeweller's shop in $place",
    "$Place: gunmen on the run after raid on jeweller",
    "Raid in broad daylight shocks $place",
]
ROBBERY_POLICE = [
    "Gunmen fled on a motorcycle after robbing a jeweller's shop in $place on {day}, police said.",
    "After a raid on a jeweller's shop in $place on {day}, the gunmen fled on a motorcycle, according to police.",
    "Police said on {day} that the gunmen who shot and robbed a jeweller in $place had fled on a motorcycle.",
]
ROBBERY_POLICE_MORE = [
    "Superintendent $superintendent said that a patrol had come round the corner just in time to see it drive away.",
    "“My colleagues saw them leave but could not follow,” Superintendent $superintendent of the police said.",
]
ROBBERY_PASSED_ON = [
    "Gunmen fled on a motorcycle after a raid on a jeweller's in $place, police told the news agency $source.",
    "Police are looking for gunmen who fled on a motorcycle after robbing a jeweller in $place, $source reports, quoting the police.",
    "According to $source, which cites the police, the gunmen fled from the jeweller's in $place on a motorcycle.",
]
ROBBERY_PASSED_ON_MORE = [
    "A patrol had seen them leave, Superintendent $superintendent told $source.",
    "$Source quoted Superintendent $superintendent as saying that a patrol had come too late to follow.",
]
ROBBERY_BAKER = [
    "The gunmen fled on a motorcycle, said $baker, a baker whose shop in $place faces the jeweller's and who saw them from his window on {day}.",
    "“The gunmen fled on a motorcycle, straight past my window,” said $baker, a baker in $place, who saw the raid on the jeweller's on {day}.",
    "$Baker, a baker in $place, saw from behind his counter on {day} how the gunmen fled on a motorcycle after the raid on the jeweller's.",
]
ROBBERY_BAKER_MORE = [
    "“Nobody has come to question me yet,” $baker told this newspaper an hour later.",
    "The baker told our reporter what he had seen before he had spoken to anyone else.",
]


def robbery_police_and_baker(event):
    """A police patrol and a baker each saw how the robbers fled; an agency and others have it from the police: two origins."""
    agency = event.agency()
    story = Story(event, "crime", superintendent=person(event), baker=man(event))
    wire = story.page(agency, ROBBERY_HEADLINES, [ROBBERY_POLICE, ROBBERY_POLICE_MORE], hours=15)
    paper = story.page(event.outlet(), ROBBERY_HEADLINES, [ROBBERY_POLICE, ROBBERY_POLICE_MORE], hours=16, by=story.by())
    passed_on = [story.page(event.outlet(), ROBBERY_HEADLINES, [ROBBERY_PASSED_ON, ROBBERY_PASSED_ON_MORE], hours=17 + n, facts=from_page(wire),
                            by=story.by(), credit=credit_to(event, agency)) for n in range(2)]
    local = story.page(event.local_paper(), ROBBERY_HEADLINES, [ROBBERY_BAKER, ROBBERY_BAKER_MORE], hours=14, by=person(event))
    event.truth(words=["gunmen", "fled", "motorcycle"], origins_for=2, carried_by=[wire, paper, *passed_on, local])


TYPES = [shelling_report_and_doctor, ballot_boxes_posted, minister_quoted_unnamed, miners_local_paper, stadium_crush_agreed,
         ferry_three_counts, doping_denied, spirits_two_against_one, landslide_clip_and_hiker, robbery_police_and_baker]
