//! Pages that were captured without what they were captured for: a log-in form, a check for robots, a consent form, an
//! application that its script never filled. A page is called hollow only where it holds hardly any text of its own and
//! shows one of these signs; a page with an article is never hollow, whatever else stands on it.
//!
//! Measured on public collections of real article pages: see `bench/RESULTS.md`, "Hollow captures".

use super::tree::Tree;
use crate::codes;
use model::{Block, BlockRole, Extract, FindingDraft, LinkKind};

/// A page with more text of an article than this is not hollow: two or three sentences.
const MOST_BODY_CHARS: usize = 400;
/// A page with more visible text than this is not hollow. Log-in pages list languages and legal links, some 1,500.
const MOST_CHARS: usize = 3_000;
/// Visible text of a page that waits for its script.
const MOST_SHELL_CHARS: usize = 200;
/// Visible text of a page that says that it is not there.
const MOST_ABSENT_CHARS: usize = 800;
/// Of a consent page, text that does not speak of consent.
const MOST_OTHER_CHARS: usize = 200;

/// Marks of services that put a check before a page. Each stands on their checking pages only.
const CHECK_MARKS: &[&str] = &[
    "_cf_chl_opt",
    "cf-challenge-running",
    "cf-browser-verification",
    "captcha-delivery.com",
    "_incapsula_resource",
    "px-captcha",
    "sucuri_cloudproxy_js",
    "validate.perfdrive.com",
    "awswafintegration",
];

/// What such pages say, in lower case.
const CHECK_WORDS: &[&str] = &[
    "checking your browser before",
    "checking if the site connection is secure",
    "verify you are human",
    "verify that you are human",
    "verifying you are human",
    "are you a robot?",
    "i'm not a robot",
    "i am not a robot",
    "unusual traffic from your",
    "enable javascript and cookies to continue",
    "complete the security check to access",
    "pardon our interruption",
    "ddos protection by",
    "dass sie ein mensch sind",
    "dass sie kein roboter sind",
    "ihr browser wird überprüft",
    "ungewöhnlichen datenverkehr",
    "que vous êtes humain",
    "que vous êtes un humain",
    "que vous n'êtes pas un robot",
    "vérification de votre navigateur",
    "que eres humano",
    "que usted es humano",
    "que no eres un robot",
    "comprobando su navegador",
    "tráfico inusual",
    "que você é humano",
    "que não é um robô",
    "que você não é um robô",
    "di essere umano",
    "di non essere un robot",
    "potwierdź, że jesteś człowiekiem",
    "dat u een mens bent",
    "dat je geen robot bent",
    "что вы не робот",
    "что вы человек",
    "проверка браузера",
    "що ви не робот",
    "що ви людина",
    "robot olmadığınızı",
    "insan olduğunuzu doğrula",
    "أنك لست روبوت",
    "أنك إنسان",
    "شما ربات نیستید",
    "请完成安全验证",
    "确认您是真人",
    "验证您是真人",
    "ロボットではありません",
    "人間であることを確認",
    "로봇이 아닙니다",
];

const LOG_IN_WORDS: &[&str] = &[
    "log in to continue",
    "login to continue",
    "sign in to continue",
    "you must log in",
    "you must be logged in",
    "you need to log in",
    "you have to log in",
    "please log in to",
    "please sign in to",
    "log in to see",
    "sign in to view",
    "melden sie sich an, um",
    "melde dich an, um",
    "sie müssen sich anmelden",
    "du musst dich anmelden",
    "connectez-vous pour",
    "vous devez vous connecter",
    "inicia sesión para",
    "inicie sesión para",
    "debes iniciar sesión",
    "faça login para",
    "inicie sessão para",
    "entre para continuar",
    "accedi per",
    "devi effettuare l'accesso",
    "zaloguj się, aby",
    "musisz się zalogować",
    "log in om",
    "meld je aan om",
    "войдите, чтобы",
    "чтобы продолжить, войдите",
    "необходимо войти",
    "необходимо авторизоваться",
    "увійдіть, щоб",
    "щоб продовжити, увійдіть",
    "giriş yapmalısınız",
    "devam etmek için giriş",
    "سجل الدخول للمتابعة",
    "تسجيل الدخول للمتابعة",
    "يجب تسجيل الدخول",
    "برای ادامه وارد شوید",
    "请登录",
    "登录后查看",
    "ログインしてください",
    "ログインが必要",
    "로그인이 필요",
];

/// Words of paragraphs that speak of consent.
const CONSENT_WORDS: &[&str] = &[
    "cookie",
    "consent",
    "gdpr",
    "privacy",
    "personal data",
    "einwillig",
    "zustimm",
    "datenschutz",
    "données personnelles",
    "vie privée",
    "confidentialité",
    "consentimiento",
    "privacidad",
    "datos personales",
    "dados pessoais",
    "dati personali",
    "consenso",
    "zgod",
    "prywatno",
    "toestemming",
    "согласи",
    "конфиденциальн",
    "згод",
    "конфіденційн",
    "çerez",
    "gizlilik",
    "ملفات تعريف الارتباط",
    "الخصوصية",
    "クッキー",
    "プライバシー",
    "쿠키",
    "隐私",
];

/// What the button says that lets the reader in.
const ACCEPT_WORDS: &[&str] = &[
    "accept",
    "agree",
    "allow",
    "got it",
    "akzept",
    "zustimm",
    "einverstanden",
    "accepter",
    "j'accepte",
    "acept",
    "aceit",
    "accett",
    "akcept",
    "zgadzam",
    "accepteren",
    "akkoord",
    "принять",
    "принимаю",
    "соглас",
    "прийняти",
    "погодж",
    "kabul",
    "قبول",
    "موافق",
    "同意",
    "동의",
];

const SCRIPT_WORDS: &[&str] = &[
    "enable javascript",
    "javascript is disabled",
    "javascript is not available",
    "javascript is required",
    "requires javascript",
    "turn on javascript",
    "javascript aktivieren",
    "javascript ist deaktiviert",
    "aktivieren sie javascript",
    "activer javascript",
    "activez javascript",
    "habilita javascript",
    "habilitar javascript",
    "habilite javascript",
    "ative o javascript",
    "abilita javascript",
    "włącz javascript",
    "включите javascript",
    "включить javascript",
    "увімкніть javascript",
    "javascript'i etkinleştir",
    "javascriptを有効",
    "启用javascript",
    "启用 javascript",
];

/// A title that says that the page is not there.
const ABSENT_WORDS: &[&str] = &[
    "page not found",
    "404 not found",
    "error 404",
    "404 error",
    "page isn't available",
    "page isn\u{2019}t available",
    "content isn't available",
    "content isn\u{2019}t available",
    "video isn't available",
    "video unavailable",
    "account suspended",
    "access denied",
    "403 forbidden",
    "503 service",
    "502 bad gateway",
    "too many requests",
    "seite nicht gefunden",
    "page introuvable",
    "página no encontrada",
    "página não encontrada",
    "pagina non trovata",
    "nie znaleziono strony",
    "pagina niet gevonden",
    "страница не найдена",
    "сторінку не знайдено",
    "sayfa bulunamadı",
    "الصفحة غير موجودة",
    "页面不存在",
    "ページが見つかりません",
];

/// What a page is instead of what it was captured for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Instead {
    CheckForRobots,
    LogIn,
    Consent,
    LeadsOn,
    NotThere,
    PlayerWithoutRecording,
    ScriptShell,
}

impl Instead {
    fn words(self) -> &'static str {
        match self {
            Instead::CheckForRobots => {
                "a check for robots stands in its place. Open the page in a browser, pass the check and save it again"
            }
            Instead::LogIn => {
                "a log-in form stands in its place. If you may read it, log in and save it again; a copy by somebody \
                 who is logged in may name their account"
            }
            Instead::Consent => "a form that asks for consent stands in its place. Answer it and save the page again",
            Instead::LeadsOn => "it only leads on to another page. Save that one too",
            Instead::NotThere => {
                "it says that what was asked for is not there or not shown. It is evidence of that; look for the \
                 content in web archives"
            }
            Instead::PlayerWithoutRecording => {
                "it has a player whose recording is not in the page and not linked. Save the recording by itself"
            }
            Instead::ScriptShell => {
                "its content is made by script, which did not run or was not kept. Save it again from a browser after \
                 it has loaded, as MHTML, SingleFile or WACZ"
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Instead::CheckForRobots => "check for robots",
            Instead::LogIn => "log-in wall",
            Instead::Consent => "consent page",
            Instead::LeadsOn => "redirect",
            Instead::NotThere => "not there",
            Instead::PlayerWithoutRecording => "missing media",
            Instead::ScriptShell => "empty script shell",
        }
    }
}

/// The finding of a page that is hollow.
pub(super) fn finding(page: &str, tree: &Tree, text: &str, extract: &Extract) -> Option<FindingDraft> {
    let instead = instead(page, tree, text, extract)?;
    Some(codes::HOLLOW_CAPTURE.found(format!(
        "The page holds {} characters of text and hardly anything of its own ({}): {}.",
        text.chars().count(),
        instead.name(),
        instead.words()
    )))
}

fn instead(page: &str, tree: &Tree, text: &str, extract: &Extract) -> Option<Instead> {
    let chars = text.chars().count();
    if chars > MOST_CHARS || body_chars(&extract.blocks) > MOST_BODY_CHARS {
        return None;
    }
    let said = text.to_lowercase();
    let title = extract.title.as_deref().unwrap_or("").to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word) || title.contains(word));
    let embeds = extract.links.iter().any(|link| link.kind == LinkKind::Embeds);
    if says(CHECK_WORDS) || has_mark(page) {
        return Some(Instead::CheckForRobots);
    }
    if has_password_field(tree) || (chars <= MOST_ABSENT_CHARS && says(LOG_IN_WORDS)) {
        return Some(Instead::LogIn);
    }
    if asks_consent(tree, text) {
        return Some(Instead::Consent);
    }
    if chars <= MOST_SHELL_CHARS && leads_on(tree) {
        return Some(Instead::LeadsOn);
    }
    if chars <= MOST_ABSENT_CHARS && ABSENT_WORDS.iter().any(|word| title.contains(word)) {
        return Some(Instead::NotThere);
    }
    if has_empty_player(tree) && !embeds {
        return Some(Instead::PlayerWithoutRecording);
    }
    let script = tree.named("script").next().is_some();
    let asks_for_script = chars <= MOST_ABSENT_CHARS && says(SCRIPT_WORDS);
    ((script && chars <= MOST_SHELL_CHARS && !has_media(tree)) || asks_for_script).then_some(Instead::ScriptShell)
}

fn body_chars(blocks: &[Block]) -> usize {
    let is_own = |role| {
        matches!(
            role,
            BlockRole::Body | BlockRole::Quote | BlockRole::Caption | BlockRole::Comment | BlockRole::Message
        )
    };
    blocks.iter().filter(|block| is_own(block.role)).map(|block| block.text.chars().count()).sum()
}

/// Whether the markup holds a mark of a checking service.
fn has_mark(page: &str) -> bool {
    let lower = page.to_ascii_lowercase();
    CHECK_MARKS.iter().any(|mark| lower.contains(mark))
}

fn has_password_field(tree: &Tree) -> bool {
    tree.named("input")
        .any(|node| tree.attribute(node, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")))
}

/// Nearly all paragraphs speak of consent, and there is a button to give it.
fn asks_consent(tree: &Tree, text: &str) -> bool {
    let (mut about, mut other) = (0, 0);
    for paragraph in text.lines() {
        let lower = paragraph.to_lowercase();
        let chars = paragraph.chars().count();
        if CONSENT_WORDS.iter().any(|word| lower.contains(word)) { about += chars } else { other += chars }
    }
    let is_button = |node: usize| {
        tree.name(node) == "button"
            || tree.attribute(node, "role") == Some("button")
            || (tree.name(node) == "input" && matches!(tree.attribute(node, "type"), Some("submit" | "button")))
    };
    let accepts = |node: usize| {
        let label = tree.text_below(node, 80).to_lowercase();
        ACCEPT_WORDS.iter().any(|word| label.contains(word))
    };
    // Buttons with the reader's choices are no text of the page.
    let buttons: usize = (0..tree.nodes.len())
        .filter(|node| is_button(*node))
        .map(|node| tree.text_below(node, 80).chars().count())
        .sum();
    about >= 100
        && other.saturating_sub(buttons) <= MOST_OTHER_CHARS
        && (0..tree.nodes.len()).any(|node| is_button(node) && accepts(node))
}

fn leads_on(tree: &Tree) -> bool {
    tree.named("meta").any(|node| {
        let is_refresh = tree.attribute(node, "http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh"));
        is_refresh && tree.attribute(node, "content").is_some_and(|to| to.to_ascii_lowercase().contains("url="))
    })
}

/// A player that names no file, or one that only the browser held in memory.
fn has_empty_player(tree: &Tree) -> bool {
    let names_file = |node: usize| {
        tree.attribute(node, "src").is_some_and(|src| !src.trim().is_empty() && !src.trim().starts_with("blob:"))
    };
    ["video", "audio"].iter().flat_map(|name| tree.named(name)).any(|player| {
        let below = player..tree.nodes[player].end;
        !below.clone().any(|node| matches!(tree.name(node), "video" | "audio" | "source") && names_file(node))
    })
}

/// Pictures, frames and players that a reader would see.
fn has_media(tree: &Tree) -> bool {
    const NAMES: &[&str] = &["img", "picture", "iframe", "frame", "object", "embed", "canvas", "video", "audio", "svg"];
    NAMES.iter().flat_map(|name| tree.named(name)).any(|node| !is_for_readers_without_script(tree, node))
}

/// Counters and frames of tag managers stand in `noscript`.
fn is_for_readers_without_script(tree: &Tree, node: usize) -> bool {
    const STEPS: usize = 32;
    let mut above = node;
    (0..STEPS).any(|_| {
        above = tree.nodes[above].parent;
        tree.name(above) == "noscript"
    })
}
