//! Pages that were captured without their content are named with the reason; ordinary pages are not.

use crate::text::read_page;

/// The reason in the finding, if there is one.
fn reason(page: &str) -> Option<String> {
    let extract = read_page(page.as_bytes(), Some("utf-8"), None);
    let finding = extract.findings.into_iter().find(|finding| finding.code == "hollow_capture")?;
    let inside = finding.text.split_once('(')?.1.split_once(')')?.0.to_owned();
    Some(inside)
}

fn check(page: &str, expected: Option<&str>) {
    assert_eq!(reason(page).as_deref(), expected, "{page}");
}

const ARTICLE: &str = "<article><h1>The ferry</h1><p>The ferry between the two banks stopped on Tuesday evening, when \
    the water rose above the second step of the landing, the harbour office said. About forty passengers waited on the \
    eastern side until a bus came at nine.</p><p>The office expects the first crossing on Thursday at six in the morning, \
    and has asked those who travel to the market to take the road over the northern bridge, which stays open for cars and \
    carts.</p></article>";

#[test]
fn a_log_in_wall_is_named() {
    for words in [
        "You must log in to continue.",
        "Melden Sie sich an, um fortzufahren.",
        "Connectez-vous pour voir cette publication.",
        "Inicia sesión para ver más.",
        "Войдите, чтобы продолжить.",
        "سجل الدخول للمتابعة",
        "ログインしてください",
    ] {
        check(&format!("<html><title>Network</title><body><p>{words}</p>"), Some("log-in wall"));
    }
    let form = "<html><title>Network</title><form><input name=user><input type=\"password\"><button>Go</button></form>";
    check(form, Some("log-in wall"));
}

#[test]
fn a_check_for_robots_is_named() {
    for words in [
        "Checking your browser before accessing the site.",
        "Bitte bestätigen Sie, dass Sie ein Mensch sind.",
        "Confirma que no eres un robot",
        "Подтвердите, что вы не робот",
        "请完成安全验证",
    ] {
        check(&format!("<html><title>One moment</title><body><h1>{words}</h1>"), Some("check for robots"));
    }
    check("<html><title>x</title><script>window._cf_chl_opt={}</script>", Some("check for robots"));
}

#[test]
fn a_consent_page_is_named() {
    for (words, button) in [
        (
            "We and our partners use cookies to deliver and maintain our services, to track outages and protect against \
          spam, and to measure audience engagement.",
            "Accept all",
        ),
        (
            "Wir verwenden Cookies und Daten, um Dienste bereitzustellen und zu betreiben. Mit Ihrer Einwilligung nutzen \
          wir sie auch für Werbung und Messung.",
            "Alle akzeptieren",
        ),
        (
            "Мы используем файлы cookie, чтобы сайт работал, и просим вашего согласия на обработку данных для рекламы и \
          для измерения аудитории.",
            "Принять",
        ),
    ] {
        check(
            &format!("<html><title>Before you go on</title><p>{words}</p><button>{button}</button>"),
            Some("consent page"),
        );
    }
}

#[test]
fn redirects_errors_players_and_empty_shells_are_named() {
    check("<html><title>.</title><meta http-equiv=\"refresh\" content=\"0; url=/next\">", Some("redirect"));
    check("<html><title>Page not found</title><p>Nothing is here.</p>", Some("not there"));
    check("<html><title>Страница не найдена</title><p>Увы.</p>", Some("not there"));
    check(
        "<html><title>Clip</title><p>At the bridge</p><video src=\"blob:https://a.example/1\"></video>",
        Some("missing media"),
    );
    check(
        "<html><title>App</title><div id=\"root\"></div><script src=\"/app.js\"></script>",
        Some("empty script shell"),
    );
    let counter = "<noscript><img src=\"https://count.example/1.gif\"></noscript>";
    check(&format!("<html><div id=app></div>{counter}<script src=a.js></script>"), Some("empty script shell"));
    check("<html><title>App</title><p>Bitte aktivieren Sie JavaScript.</p>", Some("empty script shell"));
}

#[test]
fn pages_with_content_are_never_hollow() {
    let around = "<form><input type=password></form><p>We use cookies. <button>Accept</button></p>\
                  <script>_cf_chl_opt</script><p>Log in to continue</p><video></video>";
    check(&format!("<html><title>The ferry</title>{ARTICLE}{around}"), None);
    check("<html><title>Note</title><p>The bridge is closed until noon.</p>", None);
    check("<html><title>Photo</title><img src=\"a.jpg\"><script src=s.js></script>", None);
    check("<html><title>Clip</title><video src=\"a.mp4\"></video><script src=s.js></script>", None);
    check("<html><title>Robots at the fair</title><p>Children asked the machine whether it is human.</p>", None);
}
