//! A name is searched in one script and found in the others, on the command line and in the desk, and shown where it stands.

mod support;

use support::TestCase;
use support::desk::Desk;

#[test]
fn a_name_is_found_in_whatever_script_a_text_has_it() {
    let case = TestCase::with_files(&[
        ("uk.txt", "Увечері у місті Маріуполь згорів склад на набережній, повідомили рятувальники.".as_bytes()),
        ("ar.txt", "احترق مستودع في ماريوبول مساء الخميس، حسبما قال رجال الإطفاء.".as_bytes()),
        ("en.txt", b"A warehouse burned down in Mariupol on Thursday evening, firefighters said."),
        ("other.txt", "У Мелітополі того вечора було тихо.".as_bytes()),
    ]);
    let desk = Desk::start(&case);
    let operator = desk.operator();
    for query in ["mariupol", "Маріуполь", "ماريوبول"] {
        let asked: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let page = operator.get(&format!("/items?q={asked}")).body;
        for name in ["uk.txt", "ar.txt", "en.txt"] {
            assert!(page.contains(name), "{query} finds {name}: {page}");
        }
        assert!(!page.contains("other.txt"), "{query}: {page}");
    }
    let page = operator.get("/items?q=mariupol").body;
    assert!(page.contains("<mark>Маріуполь</mark>") && page.contains("<mark>ماريوبول</mark>"), "{page}");
    let told = case.run("search", &["mariupol"]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("uk.txt") && told.contains("ar.txt") && !told.contains("other.txt"), "{told}");
}
