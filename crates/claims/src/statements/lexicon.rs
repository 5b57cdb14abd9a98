//! The words that attribute: cues with what each permits, auxiliaries, hedges, and the little word lists that stand in
//! for a parser.

use super::word_tables::ByWord;
use std::sync::OnceLock;

/// What a cue permits and means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct CueTraits(u16);

impl CueTraits {
    /// May introduce or follow words in quotation marks.
    pub const SPEECH: CueTraits = CueTraits(1);
    /// May be followed by a clause without "that".
    pub const BARE: CueTraits = CueTraits(2);
    /// May be followed by "that" and a clause.
    pub const THAT: CueTraits = CueTraits(4);
    /// May take a noun phrase as what is asserted: "denied the strike".
    pub const OBJECT: CueTraits = CueTraits(8);
    /// The source says it is not so.
    pub const DENIAL: CueTraits = CueTraits(16);
    /// Evidence speaks: "the footage shows".
    pub const EVIDENCE: CueTraits = CueTraits(32);
    /// Carries an utterance on: "added", "continued".
    pub const CONTINUES: CueTraits = CueTraits(64);
    /// Takes the hearer before the content: "told reporters that".
    pub const HEARER: CueTraits = CueTraits(128);
    /// Also a noun or adjective in this form: needs more around it.
    pub const AMBIGUOUS: CueTraits = CueTraits(256);
    /// A present participle: "saying that".
    pub const PARTICIPLE: CueTraits = CueTraits(512);
    /// A past participle too: passives.
    pub const PASSIVE: CueTraits = CueTraits(1024);

    /// Asks: "asked whether", with or without who was asked.
    pub const ASKS: CueTraits = CueTraits(2048);

    /// Whether all of `other` hold.
    pub fn has(self, other: CueTraits) -> bool {
        self.0 & other.0 == other.0
    }

    /// None of them.
    pub const NONE: CueTraits = CueTraits(0);

    /// Both.
    pub const fn and(self, other: CueTraits) -> CueTraits {
        CueTraits(self.0 | other.0)
    }
}

const SAY: CueTraits = CueTraits::SPEECH.and(CueTraits::BARE).and(CueTraits::THAT);
const STATE: CueTraits = CueTraits::SPEECH.and(CueTraits::THAT).and(CueTraits::BARE);
const ASSERT: CueTraits = STATE.and(CueTraits::OBJECT);
const QUOTE_ONLY: CueTraits = CueTraits::SPEECH;
const THINK: CueTraits = CueTraits::THAT;
const SHOW: CueTraits = CueTraits::THAT.and(CueTraits::BARE).and(CueTraits::EVIDENCE);
const TELL: CueTraits = SAY.and(CueTraits::HEARER);
const DENY: CueTraits = ASSERT.and(CueTraits::DENIAL);
const ADD: CueTraits = SAY.and(CueTraits::CONTINUES);

/// Base, third person, past, past participle (where another word), present participle; then the traits.
const ENGLISH_VERBS: &[(&str, CueTraits)] = &[
    ("say says said saying", SAY),
    ("tell tells told telling", TELL),
    ("inform informs informed informing", CueTraits::THAT.and(CueTraits::HEARER)),
    ("assure assures assured assuring", CueTraits::THAT.and(CueTraits::HEARER)),
    ("remind reminds reminded reminding", CueTraits::THAT.and(CueTraits::HEARER)),
    ("deny denies denied denying", DENY),
    ("dispute disputes disputed disputing", DENY),
    ("reject rejects rejected rejecting", CueTraits::DENIAL.and(CueTraits::THAT)),
    ("dismiss dismisses dismissed dismissing", CueTraits::DENIAL.and(CueTraits::THAT)),
    ("refute refutes refuted refuting", DENY),
    ("claim claims claimed claiming", ASSERT),
    ("allege alleges alleged alleging", ASSERT),
    ("report reports reported reporting", ASSERT),
    ("confirm confirms confirmed confirming", ASSERT),
    ("announce announces announced announcing", STATE),
    ("warn warns warned warning", STATE.and(CueTraits::HEARER)),
    ("add adds added adding", ADD),
    ("continue continues continued continuing", QUOTE_ONLY.and(CueTraits::CONTINUES)),
    ("conclude concludes concluded concluding", STATE),
    ("state states stated stating", STATE),
    ("declare declares declared declaring", STATE),
    ("insist insists insisted insisting", STATE),
    ("maintain maintains maintained maintaining", STATE),
    ("assert asserts asserted asserting", STATE),
    ("affirm affirms affirmed affirming", STATE),
    ("argue argues argued arguing", STATE),
    ("explain explains explained explaining", STATE),
    ("note notes noted noting", STATE),
    ("observe observes observed observing", STATE),
    ("remark remarks remarked remarking", STATE),
    ("comment comments commented commenting", STATE),
    ("mention mentions mentioned mentioning", CueTraits::THAT),
    ("acknowledge acknowledges acknowledged acknowledging", ASSERT),
    ("admit admits admitted admitting", ASSERT),
    ("concede concedes conceded conceding", STATE),
    ("reveal reveals revealed revealing", STATE.and(CueTraits::EVIDENCE)),
    ("disclose discloses disclosed disclosing", STATE),
    ("recall recalls recalled recalling", STATE),
    ("recount recounts recounted recounting", STATE),
    ("write writes wrote written writing", STATE),
    ("tweet tweets tweeted tweeting", SAY),
    ("post posts posted posting", STATE),
    ("reply replies replied replying", STATE),
    ("respond responds responded responding", STATE),
    ("answer answers answered answering", STATE),
    ("ask asks asked asking", QUOTE_ONLY.and(CueTraits::ASKS)),
    ("predict predicts predicted predicting", STATE),
    ("forecast forecasts forecasted forecasting", CueTraits::THAT),
    ("estimate estimates estimated estimating", STATE),
    ("suggest suggests suggested suggesting", STATE),
    ("indicate indicates indicated indicating", SHOW),
    ("demonstrate demonstrates demonstrated demonstrating", CueTraits::THAT.and(CueTraits::EVIDENCE)),
    ("show shows showed shown showing", SHOW),
    ("depict depicts depicted depicting", CueTraits::EVIDENCE),
    ("find finds found finding", CueTraits::THAT.and(CueTraits::BARE).and(CueTraits::EVIDENCE)),
    ("believe believes believed believing", THINK.and(CueTraits::BARE)),
    ("think thinks thought thinking", THINK.and(CueTraits::BARE).and(CueTraits::SPEECH)),
    ("suspect suspects suspected suspecting", THINK.and(CueTraits::BARE)),
    ("fear fears feared fearing", THINK.and(CueTraits::BARE)),
    ("hope hopes hoped hoping", THINK.and(CueTraits::BARE)),
    ("expect expects expected expecting", THINK),
    ("learn learns learned learnt learning", THINK),
    ("agree agrees agreed agreeing", STATE),
    ("complain complains complained complaining", STATE),
    ("caution cautions cautioned cautioning", STATE),
    ("pledge pledges pledged pledging", STATE),
    ("promise promises promised promising", STATE),
    ("vow vows vowed vowing", STATE),
    ("stress stresses stressed stressing", STATE),
    ("emphasise emphasises emphasised emphasising emphasize emphasizes emphasized emphasizing", STATE),
    ("testify testifies testified testifying", STATE),
    ("recommend recommends recommended recommending", STATE),
    ("reiterate reiterates reiterated reiterating", STATE),
    ("quip quips quipped quipping", QUOTE_ONLY),
    ("shout shouts shouted shouting", QUOTE_ONLY),
    ("joke jokes joked joking", QUOTE_ONLY.and(CueTraits::THAT)),
    ("read reads", QUOTE_ONLY),
    ("begin begins began", QUOTE_ONLY),
    ("tell-all", QUOTE_ONLY),
    ("describe describes described describing", QUOTE_ONLY),
    ("theorise theorised theorize theorized theorises theorizes", STATE),
    ("speculate speculates speculated speculating", STATE),
    ("contend contends contended contending", STATE),
    ("reason reasons reasoned reasoning", STATE),
    ("calculate calculates calculated calculating", CueTraits::THAT),
    ("determine determines determined determining", CueTraits::THAT),
    ("establish establishes established establishing", CueTraits::THAT),
    ("lament laments lamented lamenting", STATE),
    ("boast boasts boasted boasting", STATE),
    ("uncover uncovers uncovered", CueTraits::THAT),
    ("prove proves proved proving", CueTraits::THAT.and(CueTraits::EVIDENCE)),
    ("wonder wonders wondered wondering", THINK),
    ("propose proposes proposed proposing", CueTraits::THAT),
    ("demand demands demanded demanding", CueTraits::THAT),
    ("rule rules ruled ruling", CueTraits::THAT),
    ("hint hints hinted hinting", STATE),
    ("imply implies implied implying", STATE),
    ("feel feels felt feeling", THINK.and(CueTraits::BARE)),
    ("realise realises realised realize realizes realized", THINK.and(CueTraits::BARE)),
    ("worry worries worried worrying", THINK.and(CueTraits::BARE)),
    ("swear swears swore", STATE),
    ("clarify clarifies clarified clarifying", STATE),
    ("counter countered", STATE),
    ("reckon reckons reckoned reckoning", STATE),
    ("guarantee guarantees guaranteed guaranteeing", CueTraits::THAT),
    ("accuse accuses accused accusing", CueTraits::OBJECT),
    ("blame blames blamed blaming", CueTraits::OBJECT),
];

/// Present forms and participles that are as often a noun or adjective.
const AMBIGUOUS_FORMS: &[&str] = &[
    "claim",
    "claims",
    "report",
    "reports",
    "state",
    "states",
    "note",
    "notes",
    "comment",
    "comments",
    "show",
    "shows",
    "post",
    "posts",
    "answer",
    "answers",
    "forecast",
    "forecasts",
    "estimate",
    "estimates",
    "find",
    "finds",
    "finding",
    "fear",
    "fears",
    "hope",
    "hopes",
    "suspect",
    "suspects",
    "promise",
    "promises",
    "pledge",
    "pledges",
    "vow",
    "vows",
    "caution",
    "stress",
    "warning",
    "reason",
    "reasons",
    "reading",
    "writing",
    "dispute",
    "disputes",
    "tweet",
    "tweets",
    "joke",
    "jokes",
    "shout",
    "shouts",
    "answering",
    "remark",
    "remarks",
    "reply",
    "replies",
    "saying",
    "think",
    "feared",
    "suspected",
    "reported",
    "alleged",
    "estimated",
    "found",
    "believed",
    "question",
    "wonder",
    "wonders",
    "demand",
    "demands",
    "rule",
    "rules",
    "ruling",
    "hint",
    "hints",
    "feeling",
    "worry",
    "worries",
    "worried",
    "counter",
    "guarantee",
    "guarantees",
];

/// Verbs of Russian and Ukrainian with all their forms. They need "что"/"що", a colon or quotation marks, but in the
/// inverted order after a quotation.
const CYRILLIC_VERBS: &[(&str, CueTraits)] = &[
    ("сказал сказала сказали сказало говорит говорят говорил говорила говорили", SAY),
    ("сообщил сообщила сообщили сообщило сообщает сообщают сообщалось", SAY),
    ("заявил заявила заявили заявило заявляет заявляют", SAY),
    ("рассказал рассказала рассказали рассказывает рассказывают", SAY),
    ("отметил отметила отметили отмечает отмечают подчеркнул подчеркнула подчеркнули", SAY),
    ("утверждает утверждают утверждал утверждала утверждали", SAY),
    ("подтвердил подтвердила подтвердили подтвердило подтверждает подтверждают", ASSERT),
    ("предупредил предупредила предупредили предупреждает", SAY),
    ("объявил объявила объявили пояснил пояснила пояснили уточнил уточнила уточнили", SAY),
    ("написал написала написали пишет пишут", SAY),
    ("добавил добавила добавили добавляет", ADD),
    ("продолжил продолжила продолжили", QUOTE_ONLY.and(CueTraits::CONTINUES)),
    ("отрицает отрицают отрицал отрицала отрицали опроверг опровергла опровергли опровергает опровергают", DENY),
    ("показывает показывают показали", SHOW),
    ("напомнил напомнила напомнили напоминает передаёт передает передают передал передала передали", SAY),
    ("постановил постановила постановили", CueTraits::THAT),
    ("считает считают считал считала считали полагает полагают полагал полагала полагали", CueTraits::THAT),
    ("говорится", QUOTE_ONLY.and(CueTraits::THAT)),
    ("видно", CueTraits::THAT.and(CueTraits::EVIDENCE)),
    ("вважає вважають вважав вважала вважали", CueTraits::THAT),
    ("нагадав нагадала нагадали нагадує передав передала передали передає передають", SAY),
    ("ухвалив ухвалила ухвалили постановив", CueTraits::THAT),
    ("йдеться ідеться", QUOTE_ONLY.and(CueTraits::THAT)),
    ("повідомлялося повідомлялось", SAY),
    ("сказав сообщив заявив сказати сказав сказала", SAY),
    ("сказав казав каже кажуть казала казали говорить говорять", SAY),
    ("повідомив повідомила повідомили повідомило повідомляє повідомляють", SAY),
    ("заявив заявила заявили заявляє заявляють", SAY),
    ("розповів розповіла розповіли розповідає розповідають", SAY),
    ("зазначив зазначила зазначили зазначає наголосив наголосила наголосили підкреслив підкреслила", SAY),
    ("стверджує стверджують стверджував стверджувала стверджували", SAY),
    ("підтвердив підтвердила підтвердили підтверджує підтверджують", ASSERT),
    ("попередив попередила попередили попереджає", SAY),
    ("оголосив оголосила оголосили пояснив пояснила пояснили уточнив уточнила", SAY),
    ("написав написала написали пише пишуть", SAY),
    ("додав додала додали додає", ADD),
    ("заперечує заперечують заперечив заперечила заперечили спростував спростувала спростували спростовує", DENY),
    ("показує показують показала", SHOW),
];

/// Arabic verbs; a joined "و" or "ف" before them is taken off first.
const ARABIC_VERBS: &[(&str, CueTraits)] = &[
    ("قال قالت قالوا يقول تقول يقولون وقال", SAY),
    ("صرح صرحت صرّح يصرح", SAY),
    ("أعلن أعلنت اعلن اعلنت يعلن تعلن أعلنوا", SAY),
    ("أكد أكدت أكّد أكّدت اكد اكدت يؤكد تؤكد أكدوا", ASSERT),
    ("ذكر ذكرت يذكر تذكر", SAY),
    ("أفاد أفادت افاد افادت يفيد تفيد", SAY),
    ("أوضح أوضحت اوضح يوضح", SAY),
    ("أضاف أضافت اضاف اضافت يضيف تضيف", ADD),
    ("تابع تابعت", QUOTE_ONLY.and(CueTraits::CONTINUES)),
    ("نفى نفت ينفي تنفي نفوا", DENY),
    ("زعم زعمت يزعم تزعم ادعى ادعت", ASSERT),
    ("حذر حذرت حذّر حذّرت يحذر", SAY),
    ("كتب كتبت روى روت", SAY),
    ("أظهر أظهرت تظهر يظهر اظهرت", SHOW),
    ("شدد شددت يشدد تشدد أشار أشارت اشار اشارت يشير تشير", SAY),
    ("كشف كشفت يكشف تكشف رجح رجحت يرجح ترجح", SAY),
    ("قضى قضت جاء ورد", CueTraits::THAT.and(CueTraits::SPEECH)),
];

/// The traits of a lower-cased word, if it is a cue verb.
pub(crate) fn cue_traits(lower: &str) -> Option<CueTraits> {
    if lower.is_ascii() || !lower.starts_with(is_arabic) {
        return cue_table().get(lower).copied();
    }
    cue_table().get(lower).or_else(|| cue_table().get(without_joined_and(lower))).copied()
}

/// The Arabic word without a joined "and" or "so".
pub(crate) fn without_joined_and(lower: &str) -> &str {
    lower
        .strip_prefix('و')
        .or_else(|| lower.strip_prefix('ف'))
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(lower)
}

/// Whether the character is Arabic.
pub(crate) fn is_arabic(character: char) -> bool {
    matches!(character, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}')
}

/// Whether the character is Cyrillic.
pub(crate) fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{0400}'..='\u{052F}')
}

fn cue_table() -> &'static ByWord<CueTraits> {
    static TABLE: OnceLock<ByWord<CueTraits>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = ByWord::default();
        for (forms, traits) in ENGLISH_VERBS.iter() {
            for form in forms.split(' ') {
                let mut traits = *traits;
                if form.ends_with("ing") {
                    traits = traits.and(CueTraits::PARTICIPLE);
                } else if form.ends_with("ed")
                    || matches!(form, "said" | "told" | "found" | "thought" | "shown" | "written" | "learnt")
                {
                    traits = traits.and(CueTraits::PASSIVE);
                }
                table.insert(form, traits);
            }
        }
        for form in AMBIGUOUS_FORMS {
            if let Some(traits) = table.get_mut(form) {
                *traits = traits.and(CueTraits::AMBIGUOUS);
            }
        }
        for (forms, traits) in CYRILLIC_VERBS.iter().chain(ARABIC_VERBS) {
            for form in forms.split(' ') {
                table.entry(form).or_insert(*traits);
            }
        }
        table
    })
}

/// Finite verbs that show that a stretch is a clause: auxiliaries, and frequent verbs of news in forms that are
/// seldom nouns. Forms in "-ed" are told by their ending.
const FINITE_VERBS: &str = "is are was were am be been being has have had do does did will would can could may might must should \
    shall isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't cannot \
    it's he's she's that's there's they're we're you're i'm we've they've i've it'll we'll they'll he'd she'd they'd we'd i'd \
    isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t \
    it’s he’s she’s that’s there’s they’re we’re you’re i’m we’ve they’ve i’ve it’ll we’ll they’ll he’d she’d they’d we’d i’d \
    began begins begin broke breaks came comes come cost costs cut cuts fell falls fall felt feels feel fled flees flee \
    found gave gives give goes go went got gets get grew grows held holds hold hit hits kept keeps keep knew knows know \
    left leaves leave lost loses lose made makes make meant means mean met meets need needs paid pays put puts ran runs \
    rose rises rise saw sees see sent sends sets shot shoots showed shows sold sought seeks seek spent spends \
    spread stood stands stand stole struck strikes struck swept took takes take thought threw throws tore told understood \
    want wants won wins wrote writes died dies die lies lay led leads lead lives live remain remains seem seems appear \
    appears became becomes become includes include contains contain causes cause kills kill injures rises burns burn \
    deserves deserve faces face plays play works work helps help opens open closes suffers suffer receives receive \
    exceeds exceed requires require represents represent attract attracts lack lacks belong belongs depend depends exist exists \
    drowned blew blows overflowed burst collapsed collapses ends ended confirm happened happens continues continue confirms \
    wishes affects affect allows allow believe believes expects expect reflects reflect threatens threaten \
    drew draws rode rang sank sang slept slid spoke speaks swam swung taught woke wore withdrew withdraws bore bit bled brought brings built builds bought buys caught catches chose chooses crept dealt dug drank drove drives ate fought fights flew flies forbade forgave froze hid hides hung hurt laid shook shone slit slung sprang spun stuck stung sued swore tied trod underwent undergoes upheld wept withheld survive survives earn earns employ employs";

/// Words that begin a clause of their own or join one.
const CLAUSE_JOINERS: &str = "and but while although though whereas because since when after before as if until unless that which who whom whose where so or yet";

/// Words that never stand inside the name of a source.
const NOT_IN_SOURCE: &str =
    "что що أن إن не that if because although though while whereas when but so yet if whether how why";

/// Auxiliaries, adverbs and negations that may stand between a source and its cue, and belong to the cue.
const CUE_HELPERS: &str = "has have had is are was were be been being will would can could may might must should did does do not never \
    also later then earlier previously further reportedly repeatedly recently again publicly initially already now once since \
    just still only even simply always often privately officially separately immediately subsequently quickly apparently clearly \
    strongly categorically flatly vehemently openly briefly finally first hasn't haven't didn't doesn't hasn’t haven’t didn’t doesn’t \
    went on to as 've ve 'd today tonight yesterday meanwhile tearfully angrily jokingly famously correctly rightly allegedly \
    firmly bluntly explicitly quoted";

const PREPOSITIONS: &str = "in on at during after before since by with without from to into over under near for of about against between \
    through across within despite following amid among until towards toward around along behind beyond as than upon outside inside via per off";

const PRONOUNS: &str = "he she they it i we you who this that these those one both others some many someone somebody нет он она они вона він вони";

const DETERMINERS: &str = "the a an his her their its our my your this that these those some several many most all both each every another \
    other no any few two three four five six seven eight nine ten one";

/// Titles that stand before the name of a person.
const TITLES: &str = "mr mrs ms miss dr prof professor sir lord lady president prime minister chancellor senator sen representative rep governor gov \
    mayor general gen colonel col lieutenant lt captain capt major maj sergeant sgt commander cmdr admiral adm brigadier chief king queen prince \
    princess pope bishop archbishop imam rabbi sheikh sheik ambassador secretary director judge justice inspector superintendent officer \
    spokesman spokeswoman spokesperson chairman chairwoman chair premier deputy councillor father mother sister brother son daughter coach \
    undersecretary ceo coauthor author researcher reporter correspondent engineer nurse doctor detective constable cpl corporal pvt";

/// Nouns of which a body consists: a name with one of them is no person.
const BODY_NOUNS: &str = "ministry police army council government office agency commission hospital union company department authority \
    authorities committee court party bank university institute association federation organisation organization group forces force \
    navy coalition administration parliament senate congress service services board center centre bureau network society foundation \
    corporation corp inc ltd llc plc gmbh ag nations command brigade militia movement front alliance team club school church embassy municipality \
    observatory watch amnesty defence defense operation staff headquarters fund programme program unit division academy museum railway airline \
    airlines operator utility laboratory cooperative syndicate city district province fire guard rescue civil \
    unions league registry charity consulate tribunal regulator ombudsman watchdog clinic prison inspectorate directorate";

/// Nouns of which an outlet consists.
const OUTLET_NOUNS: &str = "news times post agency tv television radio daily herald guardian media newspaper broadcaster press journal \
    tribune telegraph gazette chronicle magazine weekly broadcasting channel website station mirror independent observer courier \
    bulletin dispatch echo standard wire";

const OUTLET_NAMES: &str = "bbc reuters afp ap cnn tass interfax dpa npr nbc abc cbs itv rt ria upi ansa efe anadolu sana wafa petra bloomberg \
    politico buzzfeed aljazeera wikinews france24 dw meduza suspilne ukrinform unian pravda axios vox";

/// Things that show something.
const EVIDENCE_NOUNS: &str = "footage video videos clip clips image images photo photos photograph photographs picture pictures recording recordings \
    film data figures records documents document satellite imagery tape logs log map maps results screenshots cctv x-rays readings statistics";

/// Things somebody wrote or found: a report speaks for who made it.
const DOCUMENT_NOUNS: &str = "report reports investigation investigations study studies analysis survey statement statements article articles letter \
    letters paper papers inquiry review account accounts document documents memo dossier findings communique release bulletin post posts \
    tweet message email section website site page story stories column editorial poll census audit assessment figures data book";

const WITNESS_NOUNS: &str = "witness witnesses eyewitness eyewitnesses survivor survivors resident residents bystander bystanders onlooker onlookers \
    neighbour neighbours neighbor neighbors villager villagers passer-by passers-by passerby local locals";

/// Nouns for people and groups: an unnamed description ends in one of them.
const PEOPLE_NOUNS: &str = "official officials fighter fighters soldier soldiers officer officers spokesman spokeswoman spokesperson spokesmen \
    source sources expert experts activist activists rebel rebels militant militants doctor doctors medic medics worker workers \
    engineer engineers researcher researchers scientist scientists analyst analysts lawyer lawyers prosecutor prosecutors investigator investigators \
    commander commanders diplomat diplomats politician politicians leader leaders member members critic critics supporter supporters \
    opponent opponents driver drivers farmer farmers teacher teachers student students parent parents relative relatives family friend friends \
    man woman men women people boy girl author authors minister ministers mayor governor president manager director owner owners \
    protester protesters organiser organisers organizer organizers observer observers journalist journalists reporter reporters \
    police authorities firefighters firefighter rescuers rescuer paramedics nurse nurses passenger passengers person employee employees \
    inspector inspectors advocate advocates campaigner campaigners media others poster posters user users defector volunteer volunteers \
    coroner captain pilot crew coach player players candidate candidates voter voters delegate delegates monitors monitor \
    neighbour neighbours neighbor neighbors villager villagers resident residents stewards surveyor surveyors refugees migrants fishermen miners guards imam priest bishop judge judges clerk survivor survivors";

/// Fixed sets of words, looked up by lower-cased form.
pub(crate) struct WordSets {
    flags: ByWord<u32>,
}

macro_rules! word_sets {
    ($($name:ident = $bit:expr, $words:expr, $doc:literal;)*) => {
        impl WordSets {
            $(#[doc = $doc] pub fn $name(&self, lower: &str) -> bool { self.has(lower, 1 << $bit) })*

            fn new() -> WordSets {
                let mut sets = WordSets { flags: ByWord::default() };
                $(sets.insert($words, 1 << $bit);)*
                sets
            }
        }
    };
}

word_sets! {
    finite_verb = 0, FINITE_VERBS, "A finite verb by list.";
    clause_joiner = 1, CLAUSE_JOINERS, "Begins or joins a clause.";
    not_in_source = 2, NOT_IN_SOURCE, "Never inside a source.";
    cue_helper = 3, CUE_HELPERS, "May stand between source and cue.";
    preposition = 4, PREPOSITIONS, "A preposition.";
    pronoun = 5, PRONOUNS, "A pronoun.";
    determiner = 6, DETERMINERS, "A determiner.";
    title = 7, TITLES, "A title before a person's name.";
    body_noun = 8, BODY_NOUNS, "A noun that makes a body.";
    outlet_noun = 9, OUTLET_NOUNS, "A noun that makes an outlet.";
    outlet_name = 10, OUTLET_NAMES, "The name of an outlet.";
    evidence_noun = 11, EVIDENCE_NOUNS, "Shows something.";
    document_noun = 12, DOCUMENT_NOUNS, "Was written by somebody.";
    witness_noun = 13, WITNESS_NOUNS, "A witness.";
    people_noun = 14, PEOPLE_NOUNS, "A person or group without a name.";
}

impl WordSets {
    fn has(&self, lower: &str, bit: u32) -> bool {
        self.flags.get(lower).is_some_and(|flags| flags & bit != 0)
    }

    fn insert(&mut self, words: &'static str, bit: u32) {
        for word in words.split_whitespace() {
            *self.flags.entry(word).or_insert(0) |= bit;
        }
    }
}

/// The word sets, made once.
pub(crate) fn words() -> &'static WordSets {
    static SETS: OnceLock<WordSets> = OnceLock::new();
    SETS.get_or_init(WordSets::new)
}

/// Words that make a statement less than certain, verbatim and lower-cased; several words with a space.
pub(crate) const HEDGES: &[&str] = &[
    "reportedly",
    "allegedly",
    "apparently",
    "purportedly",
    "supposedly",
    "possibly",
    "probably",
    "perhaps",
    "likely",
    "unconfirmed",
    "alleged",
    "suspected",
    "presumably",
    "seemingly",
    "rumoured",
    "rumored",
    "so-called",
    "some",
    "about",
    "around",
    "approximately",
    "roughly",
    "nearly",
    "almost",
    "thought to have been",
    "thought to have",
    "thought to be",
    "believed to have been",
    "believed to have",
    "believed to be",
    "said to have been",
    "said to have",
    "said to be",
    "feared",
    "may have",
    "might have",
    "could have",
    "appears to",
    "appeared to",
    "seems to",
    "is understood to",
    "according to unconfirmed reports",
    "якобы",
    "предположительно",
    "возможно",
    "вероятно",
    "по непроверенным данным",
    "нібито",
    "імовірно",
    "ймовірно",
    "можливо",
    "за непідтвердженими даними",
    "ربما",
    "يعتقد",
    "يُعتقد",
    "حوالي",
    "نحو",
    "около",
    "примерно",
    "близько",
    "приблизно",
];
