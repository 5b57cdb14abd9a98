//! The articles, as their writers wrote them. `figure` is the number of injured that the fire brigade gave.

/// The number of injured that the hospital gave to the independent report.
pub const HOSPITAL_FIGURE: u32 = 24;

/// A headline and the paragraphs under it.
pub struct Article {
    /// Headline.
    pub title: String,
    /// Paragraphs in order; a `>` in front marks a block quotation.
    pub paragraphs: Vec<String>,
}

/// The local paper, Thursday evening.
pub fn courier(figure: u32) -> Article {
    article(
        format!("Fire at Tolmarsh river port injures {figure}"),
        &[
            "A fire broke out in Warehouse 6 of the river port in the town of Tolmarsh on Thursday evening, sending a column of black smoke over the Saltgate district.".into(),
            format!("{figure} people were injured in the fire, Ilka Dorn, a spokeswoman for the Tolmarsh Fire Brigade, told the Courier at the port gate. “We counted them ourselves, one by one, as they were brought out,” Dorn said."),
            "Dorn said that two dock workers were still missing late on Thursday. She said the brigade had sent 11 engines and a fire boat.".into(),
            "The alarm was raised at 7.42 p.m. A loud bang could be heard on the far side of the Linnow a few minutes later, and a second one followed while crews were laying hoses along the quay.".into(),
            "Piet Harrow, a crane driver who was on the quay, said that fertiliser was stored in the warehouse. “There were sacks of fertiliser up to the ceiling. I moved some of them myself on Monday,” Harrow said.".into(),
            "The cause of the fire was not known on Thursday night. The port authority said the terminal would stay closed on Friday.".into(),
            "By 9 p.m. the flames had sunk below the roof line and the fire boat was still pumping water from the basin. Residents of the Saltgate district were told to keep their windows shut. The school in Mill Lane will open two hours late on Friday.".into(),
        ],
    )
}

/// The agency, an hour later.
pub fn northline(figure: u32) -> Article {
    article(
        format!("{figure} injured in fire at river port of Tolmarsh, local paper says"),
        &[
            format!("TOLMARSH, Sept 17 (Northline) - {figure} people were injured when a fire swept through a warehouse at the river port of Tolmarsh on Thursday, according to the Tolmarsh Courier."),
            "The newspaper quoted Ilka Dorn, a spokeswoman for the Tolmarsh Fire Brigade, as saying that two dock workers were missing.".into(),
            "A crane driver told the Courier that fertiliser was stored in the warehouse. Tomas Verell, the harbour master, also said that fertiliser was stored in the warehouse, Northline’s correspondent reported.".into(),
            "A video filmed from the quay shows flames rising above the roof of the warehouse.".into(),
            "Eleven engines and a fire boat were sent to the Saltgate district, the Courier reported. The fire was reportedly under control by 9 p.m.".into(),
            "The cause of the fire was not immediately known. The port authority said the terminal would stay closed on Friday, and barges bound for the upper Linnow were told to wait below the Old Bridge.".into(),
            "Tolmarsh handles grain, timber and building materials for the towns of the Linnow Valley. Some 300 people work at the port, which was enlarged about ten years ago.".into(),
        ],
    )
}

/// The portal, Friday morning: the agency's report without its middle.
pub fn lantern(figure: u32) -> Article {
    let wire = northline(figure).paragraphs;
    article(
        format!("{} injured in huge port blaze", capitalised(&number_word(figure))),
        &[
            wire[0].replace("TOLMARSH, Sept 17 (Northline) - ", ""),
            wire[1].clone(),
            "Footage shows flames rising above the roof of the warehouse.".into(),
            wire[4].clone(),
            wire[5].clone(),
        ],
    )
}

/// The blog, Friday noon.
pub fn quay_diary(figure: u32) -> Article {
    article(
        "I still smell the smoke".into(),
        &[
            "Words fail me this morning. I have watched this harbour from my window for eleven years and never seen a sky of that colour, a terrible, beautiful, unforgivable red. The Daily Lantern has the news, and I copy it here because I cannot put it better:".into(),
            format!(">{}", lantern(figure).paragraphs[0]),
            "Heartbreaking. Shocking. Beyond words. I thought of the people who go through that gate every morning with their bread in their pockets, and I could not eat.".into(),
            "The dreadful footage shows flames rising above the roof of the warehouse. I have put it below, watch it only if you must. The photo is from the Lantern too, I think.".into(),
            "The swallows left on Wednesday, a day before, as if they knew. I will light a candle tonight and put it in the window that looks on the water, and I hope that others on our side of the river will do the same.".into(),
        ],
    )
}

/// The independent report, Friday evening.
pub fn observer(figure: u32) -> Article {
    article(
        format!("Hospital counts {HOSPITAL_FIGURE} injured after Tolmarsh port fire"),
        &[
            format!("{HOSPITAL_FIGURE} people were injured in the fire at the river port of Tolmarsh on Thursday, Renata Solm, the medical director of the Upper Linnow Hospital, told the River Observer on Friday afternoon."),
            "“Every one of them was registered at our desk by name, and I have signed the list,” Solm said. She said that nine patients had been sent home after treatment and that nobody was in danger of death.".into(),
            format!("The Tolmarsh Fire Brigade said on Thursday that {figure} people were injured. Its press office did not answer questions on Friday."),
            "A video filmed from the Old Bridge shows flames rising above the roof of the warehouse. The passer-by who filmed it gave the recording to the Observer on Friday.".into(),
            "Tomas Verell, the harbour master, denied that fertiliser was stored in the warehouse. “I have never said such a thing to anybody. The hall held timber and roofing felt,” Verell said on Friday.".into(),
            "Our reporter saw the burnt-out hall from the public road on Friday morning. The roof had fallen in along two thirds of its length, and the crane nearest to the hall was black with soot up to the cabin.".into(),
            "The port authority said it would let an independent expert into the hall next week. Until then nobody may say what burned and why, a clerk of the authority said.".into(),
        ],
    )
}

/// A short report in Ukrainian, after the agency.
pub fn visnyk(figure: u32) -> Article {
    article(
        "Пожежа в річковому порту Толмарша".into(),
        &[
            format!("Унаслідок пожежі на складі в річковому порту міста Толмарш постраждали {figure} осіб, повідомляє агентство Northline з посиланням на газету Tolmarsh Courier."),
            "За словами речниці пожежної служби Ілки Дорн, двоє докерів зникли безвісти. «Ми порахували всіх самі», — сказала вона журналістам у четвер увечері.".into(),
            "Причина пожежі невідома. Порт приймає зерно, деревину та будівельні матеріали; у п’ятницю термінал не працюватиме.".into(),
        ],
    )
}

/// The number in words from two to ninety-nine, else in digits.
pub fn number_word(number: u32) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    match number {
        0..=19 => SMALL[number as usize].to_owned(),
        20..=99 if number.is_multiple_of(10) => TENS[number as usize / 10].to_owned(),
        20..=99 => format!("{}-{}", TENS[number as usize / 10], SMALL[number as usize % 10]),
        _ => number.to_string(),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn article(title: String, paragraphs: &[String]) -> Article {
    Article { title, paragraphs: paragraphs.to_vec() }
}
