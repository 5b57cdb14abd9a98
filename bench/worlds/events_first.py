"""The first half of the event types and their wordings, written by the hand that wrote the rules."""
# What happened: how it is called, a clause for it, and what it does to people.
HAPPENINGS = [
    ("explosion", "an explosion tore through the {site} in {place}", "the blast", ["grain silo", "paint factory", "gas depot", "market hall"]),
    ("fire", "a fire swept through the {site} in {place}", "the blaze", ["textile mill", "old hospital", "night shelter", "harbour warehouse"]),
    ("collapse", "the {site} in {place} collapsed", "the collapse", ["road bridge", "school roof", "car park", "apartment block"]),
    ("strike", "a missile hit the {site} in {place}", "the strike", ["railway station", "bus depot", "water works", "central market"]),
    ("flood", "a flood swept away the {site} in {place}", "the flood", ["camp site", "river embankment", "fish market", "trailer park"]),
]
BODIES = ["fire brigade", "police", "regional hospital", "civil defence", "rescue service"]
FILLER = [
    "Roads around the site were closed for most of the day and buses took another way.",
    "The mayor is expected to visit the families later this week.",
    "Neighbours brought blankets and hot tea to those who were waiting outside.",
    "It was not immediately clear when the area would be opened again.",
    "An inquiry into the cause has been opened, which may take months.",
    "Shops in the main street stayed closed as a sign of mourning.",
    "Power was restored to most streets by the evening.",
    "The site had been inspected twice in recent years.",
]
READERS = [("nora", "So sad. Thoughts with the families."), ("peter77", "I heard it was far more, they never tell us."), ("k.", "Why was nobody warned?"),
           ("old miller", "The inspections there were always a joke.")]


class Scene:
    """The words of one event: what happened, where, to how many."""

    def __init__(self, event):
        draw = event.draw
        self.kind, clause, self.it, sites = draw.choice(HAPPENINGS)
        self.site = draw.choice(sites)
        self.place = event.place
        self.clause = clause.format(site=self.site, place=self.place)
        self.body = f"{self.place} {draw.choice(BODIES)}"
        self.dead = draw.randrange(6, 60)
        self.wounded = self.dead * 2 + draw.randrange(3, 30)
        self.draw = draw
        self._leads = draw.sample(LEADS, len(LEADS))
        self._filler = draw.sample(FILLER, len(FILLER))

    def toll(self, n=None):
        n = n or self.dead
        return self.draw.choice([f"{n} people were killed", f"at least {n} people were killed", f"{n} people died", f"the death toll stood at {n}"])

    def lead(self):
        return self._leads.pop().format(Clause=self.clause[0].upper() + self.clause[1:], clause=self.clause, place=self.place, site=self.site)

    def filler(self):
        return self._filler.pop() if self._filler else self.draw.choice(FILLER)

    def headline(self, n=None):
        n = n or self.dead
        return self.draw.choice([f"{n} dead in {self.place} {self.kind}", f"{self.place} {self.kind} leaves {n} dead", f"Death toll of {self.place} {self.kind} at {n}",
                                 f"Horror in {self.place}: {n} killed", f"Grief in {self.place} after {self.kind}"])


# Doubled braces stay braces: the weekday is put in when the page is published.
LEADS = [
    "{Clause} on {{day}} morning, sending people into the streets.",
    "Rescue teams were still at work in {place} on {{day}} evening after {clause}.",
    "The town of {place} is in shock. On {{day}}, {clause}.",
    "{Clause} shortly after seven o'clock, and smoke could be seen for miles.",
    "Sirens woke {place} on {{day}} when {clause}.",
    "People in {place} speak of the worst day in years after {clause}.",
    "A search for the missing went on in {place} on {{day+1}}, a day after {clause}.",
    "What had begun as a quiet morning ended in disaster when {clause}.",
    "Families gathered at the {site} in {place} on {{day}} and waited for news.",
    "Hours after {clause}, helpers were still coming in from the villages around.",
]

SAID_BY = [
    "{Toll}, the {body} said.", "{Toll}, according to the {body}.", "The {body} said {toll}.", "The {body} confirmed that {toll}.",
    "{Toll}, a spokesman for the {body} said on {{day}}.", "A spokeswoman for the {body} told {agency} that {toll}.",
]


def said(scene, body, n=None, agency="reporters", wordings=SAID_BY):
    toll = scene.toll(n)
    return scene.draw.choice(wordings).format(toll=toll, Toll=toll[0].upper() + toll[1:], body=body, agency=agency)


def attributed(scene, outlet, n=None):
    toll = scene.toll(n)
    Toll = toll[0].upper() + toll[1:]
    return scene.draw.choice([f"{Toll}, {outlet.called} reported.", f"{Toll}, according to {outlet.called}.", f"T{outlet.called[1:]} reported that {toll}.",
                              f"{Toll}, {outlet.called} wrote, citing its own count."])


def wire_rewritten(event):
    """A body tells an agency; outlets rewrite the wire in words of their own, one carries it whole."""
    scene, agency = Scene(event), event.agency()
    wire = event.page(agency, scene.headline(), [scene.lead(), said(scene, scene.body), f"Another {scene.wounded} people were injured, the {scene.body} said.", scene.filler()], hours=10, by="K. Lund")
    pages = [wire]
    for n in range(event.draw.randrange(3, 6)):
        pages.append(event.page(event.outlet(), scene.headline(), [scene.lead(), said(scene, scene.body, agency=agency.name), scene.filler()],
                                hours=11 + n, credit=event.draw.choice([f"({agency.name})", f"Source: {agency.name}", f"With material from {agency.name}"]), comments=event.draw.sample(READERS, 2)))
    pages.append(event.page(event.outlet(), wire.headline, wire.paragraphs, hours=13, credit=f"({agency.name})"))
    event.truth(carried_by=pages, figure=scene.dead, unit="dead", origins_for=1)


def clip_under_many(event):
    """A resident films; every report shows a copy of the clip and tells what it shows."""
    scene, n = Scene(event), event.draw.randrange(5, 30)
    clip = event.film(event.person())
    things = event.draw.choice(["army trucks", "burning cars", "police vans", "fishing boats", "ambulances"])
    where = {"fishing boats": "in the basin below"}.get(things, "on the road past")
    pages = []
    for k in range(event.draw.randrange(3, 6)):
        verb = event.draw.choice(["shows", "appears to show"])
        what = f"{n} {things} {where} the {scene.site}"
        text = event.draw.choice([f"A video {verb} {what} in {scene.place}.", f"Footage from {scene.place} {verb} {what}.", f"The clip {verb} {what} in {scene.place}."])
        pages.append(event.page(event.outlet(), event.draw.choice([f"Video shows {things} in {scene.place}", f"{things.capitalize()} near {scene.site}: what we know", f"Watch: {scene.place} after {scene.it}"]),
                                [scene.lead(), text, scene.filler()], hours=9 + k, clip=event.copy_of(clip) if k else clip, caption=event.draw.choice(["", f"Scene in {scene.place} on {{day}}."])))
    event.truth(carried_by=pages, figure=n, unit={"army trucks": "vehicles", "burning cars": "vehicles", "police vans": "vehicles", "ambulances": "vehicles"}.get(things, "boat"), origins_for=1)


def circular(event):
    """A has it from B and B from A; others cite them. Nobody is known who saw it."""
    scene = Scene(event)
    first, second = event.outlet(), event.outlet()
    a = event.page(first, scene.headline(), [scene.lead(), attributed(scene, second), scene.filler()], hours=12)
    b = event.page(second, scene.headline(), [scene.lead(), attributed(scene, first), scene.filler()], hours=12)
    pages = [a, b] + [event.page(event.outlet(), scene.headline(), [scene.lead(), attributed(scene, event.draw.choice([first, second])), scene.filler()], hours=14 + n) for n in range(2)]
    event.truth(carried_by=pages, figure=scene.dead, unit="dead", origins_for=0)


def witness_agrees(event):
    """The wire has it from a body; a local reporter has it from somebody who was there. They agree."""
    scene, agency, paper = Scene(event), event.agency(), event.local_paper()
    given, family = event.person()
    pages = [event.page(agency, scene.headline(), [scene.lead(), said(scene, scene.body), scene.filler()], hours=10)]
    for n in range(event.draw.randrange(2, 4)):
        pages.append(event.page(event.outlet(), scene.headline(), [scene.lead(), said(scene, scene.body, agency=agency.name), scene.filler()], hours=11 + n, credit=f"({agency.name})"))
    trade = event.draw.choice(["a baker who lives across the street", "a nurse who was on her way home", "a driver who stopped to help", "the caretaker of the site"])
    count = event.draw.choice([f'"I counted {scene.dead} dead before the ambulances came," said {given} {family}, {trade}.', f"{given} {family}, {trade}, said {scene.dead} people were killed.",
                               f'"There were {scene.dead} bodies in the yard," {given} {family}, {trade}, told {paper.called}.'])
    pages.append(event.page(paper, event.draw.choice([f"What a neighbour saw in {scene.place}", scene.headline()]), [scene.lead(), count, scene.filler()], hours=12, by=" ".join(event.person())))
    event.truth(carried_by=pages, figure=scene.dead, unit="dead", origins_for=2)


def late_denial(event):
    """A body gives a number, outlets carry it, another body denies it days later."""
    scene, agency = Scene(event), event.agency()
    denier = event.draw.choice(["ministry of defence", "interior ministry", "governor's office"])
    pages = [event.page(agency, scene.headline(), [scene.lead(), said(scene, scene.body), scene.filler()], hours=10)]
    for n in range(event.draw.randrange(2, 5)):
        pages.append(event.page(event.outlet(), scene.headline(), [scene.lead(), said(scene, scene.body, agency=agency.name), scene.filler()], hours=11 + n, credit=f"Source: {agency.name}"))
    denial = event.draw.choice([f"The {denier} denied that {scene.dead} people were killed in {scene.place}.", f"The {denier} on {{day+3}} denied reports that {scene.dead} people had been killed in {scene.place}.",
                                f'"It is not true that {scene.dead} people were killed in {scene.place}," the {denier} said.'])
    event.page(event.outlet(), f"{denier.capitalize()} denies deaths in {scene.place}", [f"Three days after {scene.clause}, officials spoke for the first time.", denial, scene.filler()], hours=82)
    event.truth(carried_by=pages, figure=scene.dead, unit="dead", origins_for=1, origins_against=1)


def two_figures(event):
    """Two bodies give two numbers; outlets carry the one or the other."""
    scene, agency = Scene(event), event.agency()
    other_body, higher = f"{scene.place} doctors' association", scene.dead + event.draw.randrange(4, 20)
    pages = [event.page(agency, scene.headline(), [scene.lead(), said(scene, scene.body), scene.filler()], hours=10)]
    others = []
    for n in range(4):
        outlet = event.outlet()
        if n % 2:
            pages.append(event.page(outlet, scene.headline(), [scene.lead(), said(scene, scene.body, agency=agency.name), scene.filler()], hours=11 + n, credit=f"({agency.name})"))
        else:
            others.append(event.page(outlet, scene.headline(higher), [scene.lead(), said(scene, other_body, higher), scene.filler()], hours=11 + n))
    exactly = {"figure": scene.dead, "unit": "dead"}
    event.truth(carried_by=pages, origins_for=1, origins_against=1, **exactly)
    event.truth(carried_by=others, figure=higher, unit="dead", origins_for=1, origins_against=1)


def passed_on(event):
    """C has it from B, B from A, A from a person; the road is long, the origin one."""
    scene = Scene(event)
    first, second = event.outlet(), event.outlet()
    given, family = event.person()
    a = event.page(first, scene.headline(), [scene.lead(), f"{given} {family}, the head of the local clinic, said {scene.dead} people were killed.", scene.filler()], hours=10)
    b = event.page(second, scene.headline(), [scene.lead(), attributed(scene, first), scene.filler()], hours=12)
    pages = [a, b] + [event.page(event.outlet(), scene.headline(), [scene.lead(), attributed(scene, second), scene.filler()], hours=14 + n) for n in range(event.draw.randrange(1, 4))]
    event.truth(carried_by=pages, figure=scene.dead, unit="dead", origins_for=1)


def press_note(event):
    """A body's own note, carried nearly word for word; most do not say where it is from."""
    scene = Scene(event)
    note = [f"On {{day}} {scene.clause}. The {scene.body} was called at 6.40 and sent nine crews.", f"{scene.dead} people were killed and {scene.wounded} were injured, the {scene.body} said.",
            "The search of the site was completed at four in the afternoon. Specialists will examine the remains of the structure this week, and residents are asked to keep away from the fenced area."]
    pages = []
    for n in range(event.draw.randrange(3, 6)):
        kept = list(note) if n % 2 == 0 else note[:2] + [scene.filler()]
        pages.append(event.page(event.outlet(), scene.headline(), kept, hours=10 + n, credit=event.draw.choice([None, f"Source: {scene.body}"])))
    event.truth(carried_by=pages, figure=scene.dead, unit="dead", origins_for=1)


def two_bodies_agree(event):
    """Two bodies that counted by themselves agree on the number of injured."""
    scene = Scene(event)
    n = scene.wounded
    first, second = f"{scene.place} hospital", f"{scene.place} fire brigade"
    wordings = [f"{n} people were injured, the {{0}} said.", f"The {{0}} said it had counted {n} injured people.", f"{n} people were wounded, according to the {{0}}.", f"The {{0}} said {n} people were injured."]
    pages = [event.page(event.outlet(), f"{scene.place} {scene.kind}: many hurt", [scene.lead(), event.draw.choice(wordings).format(body), scene.filler()], hours=9 + k)
             for k, body in enumerate([first, second] * event.draw.randrange(1, 3))]
    event.truth(carried_by=pages, figure=n, unit="wounded", origins_for=2)


def corrected(event):
    """A body gives a number and another one later; the first has nobody behind it any more."""
    scene = Scene(event)
    later = scene.dead + event.draw.randrange(2, 9)
    early = [event.page(event.outlet(), scene.headline(), [scene.lead(), said(scene, scene.body), scene.filler()], hours=9 + k) for k in range(2)]
    late = [event.page(event.outlet(), scene.headline(later), [f"More victims were found in {scene.place} two days after {scene.clause}.", said(scene, scene.body, later), scene.filler()], hours=58 + k) for k in range(2)]
    event.truth(carried_by=late, figure=later, unit="dead", origins_for=1)


TYPES = [wire_rewritten, clip_under_many, circular, witness_agrees, late_denial, two_figures, passed_on, press_note, two_bodies_agree, corrected]
