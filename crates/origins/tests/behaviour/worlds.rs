//! Small generated worlds whose origin counts are known, and how often the exact count comes out.

use crate::world::{By, World, claim_of};
use model::{CreditRole, MatchKind, Tier};

/// A generator of numbers that is the same on every machine (SOURCE: Vigna, SplitMix64, 2015).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

/// What a person who knows how the world was made would count for its first claim.
pub struct Known {
    pub first: String,
    pub says: (u32, u32),
    pub against: (u32, u32),
}

const OUTLETS: [&str; 8] = [
    "Harbour Courier",
    "Lantern",
    "Quay Diary",
    "Northline",
    "Silo Times",
    "Orrin Voice",
    "Delta Mirror",
    "Pier Gazette",
];
const BODIES: [&str; 4] = ["the police", "the hospital", "the fire brigade", "the coast guard"];
const WORDINGS: [&str; 8] = [
    "twelve people died in the blast at the silo",
    "a dozen were killed when grain dust went off",
    "the toll stands at twelve",
    "twelve bodies have been taken to the morgue",
    "rescuers pulled out twelve victims by nightfall",
    "none of the twelve on the night shift came home",
    "twelve families were told this morning",
    "the explosion cost a dozen lives",
];

/// A world with the parts that the numbers choose: a wire with rewrites, a ring, independent witnesses, unnamed
/// sources, a late denial.
pub fn generate(seed: u64) -> (World, Known) {
    let mut maker = Maker { world: World::default(), numbers: Numbers(seed), used: 0, says: Vec::new() };
    let mut known = Known { first: String::new(), says: (0, 0), against: (0, 0) };
    let mut bodies = 0;
    if maker.numbers.below(3) > 0 {
        maker.wire(BODIES[0]);
        (bodies, known.says) = (1, (1, 1));
    }
    for witness in 0..maker.numbers.below(3) {
        maker.witness(witness);
        known.says = (known.says.0 + 1, known.says.1 + 1);
    }
    if maker.numbers.below(2) == 0 {
        maker.ring();
    }
    if maker.used + 2 <= OUTLETS.len() && maker.numbers.below(3) == 0 {
        maker.unnamed();
        known.says = (known.says.0 + 1, known.says.1 + 2);
    }
    if maker.used < OUTLETS.len() && maker.says.is_empty() {
        maker.witness(7);
        known.says = (1, 1);
    }
    let mut denials = Vec::new();
    if bodies == 1 && maker.used < OUTLETS.len() && maker.numbers.below(2) == 0 {
        denials.push(maker.denial(BODIES[0]));
        known.says = (known.says.0 - 1, known.says.1 - 1);
        known.against = (1, 1);
    }
    maker.comments();
    let says: Vec<&str> = maker.says.iter().map(String::as_str).collect();
    let denials: Vec<&str> = denials.iter().map(String::as_str).collect();
    known.first = says[0].to_owned();
    maker.world.group(&says, &denials);
    (maker.world, known)
}

struct Maker {
    world: World,
    numbers: Numbers,
    used: usize,
    says: Vec<String>,
}

impl Maker {
    fn page(&mut self) -> (String, &'static str) {
        let outlet = OUTLETS[self.used];
        self.used += 1;
        let (name, day) = (format!("page {}", self.used), format!("2031-05-{:02}T08:00:00Z", self.used));
        self.world.page(&name, outlet, &day);
        (name, outlet)
    }

    fn wording(&self) -> &'static str {
        WORDINGS[self.used % WORDINGS.len()]
    }

    /// An agency asks a body; outlets copy the wire, rewrite it with its tag, or cite it.
    fn wire(&mut self, body: &str) {
        let (page, agency) = self.page();
        let words = self.wording();
        let original = self.world.says(&page, words, By::Named(body, "body"));
        self.says.push(original.clone());
        for _ in 0..self.numbers.below(3) {
            let (page, _) = self.page();
            let way = self.numbers.below(4);
            let words = if way == 0 { words } else { self.wording() };
            let by = if way == 2 { By::Report(agency) } else { By::Outlet };
            let copy = self.world.says(&page, words, by);
            match way {
                0 => drop(self.world.text_match(&copy, &original, MatchKind::TextExcerpt, Tier::Confirmed)),
                1 => drop(self.world.credit(&page, CreditRole::Agency, agency)),
                3 => drop(self.world.credit(&page, CreditRole::Via, agency)),
                _ => {}
            }
            self.says.push(copy);
        }
    }

    fn witness(&mut self, number: u64) {
        let (page, _) = self.page();
        let name = ["Ali Karim", "Rosa Venn", "Tomas Brill"][(number % 3) as usize];
        let words = self.wording();
        let headline = self.world.says(&page, "Twelve dead at silo", By::Outlet);
        let said = self.world.says(&page, words, By::Named(name, "witness"));
        self.says.extend([headline, said]);
    }

    fn ring(&mut self) {
        let length = (2 + self.numbers.below(2) as usize).min(OUTLETS.len() - self.used);
        if length < 2 {
            return;
        }
        let first = self.used;
        for place in 0..length {
            let (page, _) = self.page();
            let cited = OUTLETS[first + (place + 1) % length];
            let words = self.wording();
            let said = self.world.says(&page, words, By::Report(cited));
            self.says.push(said);
        }
    }

    fn unnamed(&mut self) {
        for _ in 0..2 {
            let (page, _) = self.page();
            let words = self.wording();
            let said = self.world.says(&page, words, By::Unnamed("officials"));
            self.says.push(said);
        }
    }

    fn denial(&mut self, body: &str) -> String {
        let (page, _) = self.page();
        self.world.denies(&page, "it had given any number of dead", By::Named(&format!("{body} spokesman"), "person"))
    }

    fn comments(&mut self) {
        for number in 0..self.numbers.below(4) {
            let said = self.world.says("page 1", "twelve, no surprise", By::Commenter(&format!("commenter {number}")));
            self.says.push(said);
        }
    }
}

#[test]
fn the_exact_count_of_generated_worlds_comes_out() {
    let (mut exact, total) = (0u32, 50u32);
    for seed in 0..u64::from(total) {
        let (world, known) = generate(seed);
        let output = world.count();
        let claim = claim_of(&output, &known.first);
        let says = (claim.origins_for.low, claim.origins_for.high);
        let against = (claim.origins_against.low, claim.origins_against.high);
        if (says, against) == (known.says, known.against) {
            exact += 1;
        } else {
            println!(
                "world {seed}: counted {says:?} against {against:?}, known {:?} against {:?}",
                known.says, known.against
            );
        }
    }
    println!("exact counts: {exact} of {total}");
    assert!(exact >= 48, "exact counts: {exact} of {total}");
}
