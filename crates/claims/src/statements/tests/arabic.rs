//! Arabic: marks, cues, numbers, dates.

use super::{attributions, dates, figure_tests, only, read};
use model::QuoteType;

attributions! {
    verb_source_and_that: "قال المتحدث باسم الميناء إن العبارة اصطدمت بالرصيف." => ["المتحدث باسم الميناء | قال | العبارة اصطدمت بالرصيف"];
    verb_source_and_quotation: "قالت ليلى منصور: «المياه ارتفعت بسرعة كبيرة»." => ["ليلى منصور | قالت | المياه ارتفعت بسرعة كبيرة"];
    announced_that: "أعلنت وزارة النقل أن الجسر مغلق حتى إشعار آخر." => ["وزارة النقل | أعلنت | الجسر مغلق حتى إشعار آخر"];
    joined_and_before_the_verb: "وأضاف المهندس أن السد كان متصدعا منذ أشهر." => ["المهندس | وأضاف | السد كان متصدعا منذ أشهر"];
    according_to: "بحسب خفر السواحل، فقدت الناقلة مرساتها صباحا." => ["خفر السواحل | بحسب | فقدت الناقلة مرساتها صباحا"];
    a_quotation_before_the_verb: "«لم نسمع أي إنذار قبل الفيضان»، قال عمدة البلدة." => ["عمدة البلدة | قال | لم نسمع أي إنذار قبل الفيضان"];
}

figure_tests! {
    killed_before_the_number: "قتل 12 شخصا في الفيضان." => Some(12.0), Some(12.0), Some("dead"), None;
    wounded_before_the_number: "أصيب 30 شخصا في الحادث." => Some(30.0), Some(30.0), Some("wounded"), None;
    arabic_digits: "مقتل ١٢ شخصا" => Some(12.0), Some(12.0), Some("dead"), None;
    more_than: "أكثر من 200 منزل غمرتها المياه" => Some(200.0), None, Some("buildings"), Some("more than");
    about: "نحو 100 جريح" => Some(85.0), Some(115.0), Some("wounded"), Some("about");
    tens: "عشرات القتلى" => Some(20.0), None, Some("القتلى"), Some("tens");
    number_words: "ثلاثة قتلى" => Some(3.0), Some(3.0), Some("dead"), None;
    thousands: "5 آلاف نازح" => Some(5000.0), Some(5000.0), Some("displaced"), None;
}

#[test]
fn a_denial_is_marked() {
    assert!(only("نفت وزارة النقل أن الجسر انهار ليلا.").denial);
}

#[test]
fn marks_make_it_direct() {
    assert_eq!(only("قالت ليلى منصور: “المياه ارتفعت بسرعة كبيرة”.").quote_type, QuoteType::Direct);
}

#[test]
fn dates_are_read() {
    assert_eq!(dates("في 4 مارس 2021", None)[0].from.as_deref(), Some("2021-03-04"));
    assert_eq!(dates("أمس", Some("2021-06-17"))[0].from.as_deref(), Some("2021-06-16"));
    assert_eq!(dates("يوم الثلاثاء", Some("2021-06-17"))[0].from.as_deref(), Some("2021-06-15"));
}

#[test]
fn roles_are_told() {
    assert_eq!(read("قالت وزارة النقل إن الجسر مغلق.")[0].chain[1].role, "body");
    assert_eq!(read("قال شهود إن الجسر انهار فجأة.")[0].chain[1].role, "witness");
}
