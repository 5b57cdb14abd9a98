//! The names of months, days and seasons in the languages that are read.

/// What a word of the calendar names.
const MONTHS: [&str; 12] = [
    "january jan января январе январь январю січня січні січень يناير",
    "february feb февраля феврале февраль лютого лютому лютий فبراير شباط",
    "march mar марта марте март березня березні березень مارس آذار اذار",
    "april apr апреля апреле апрель квітня квітні квітень أبريل ابريل نيسان إبريل",
    "may мая мае май травня травні травень مايو أيار ايار",
    "june jun июня июне июнь червня червні червень يونيو حزيران",
    "july jul июля июле июль липня липні липень يوليو تموز",
    "august aug августа августе август серпня серпні серпень أغسطس اغسطس آب",
    "september sep sept сентября сентябре сентябрь вересня вересні вересень سبتمبر أيلول ايلول",
    "october oct октября октябре октябрь жовтня жовтні жовтень أكتوبر اكتوبر",
    "november nov ноября ноябре ноябрь листопада листопаді листопад نوفمبر",
    "december dec декабря декабре декабрь грудня грудні грудень ديسمبر",
];

const WEEKDAYS: [&str; 7] = [
    "monday понедельник понедельника понедельнику понеділок понеділка الاثنين الإثنين",
    "tuesday вторник вторника вторнику вівторок вівторка الثلاثاء",
    "wednesday среду среда среды середу середа середи الأربعاء",
    "thursday четверг четверга четвер четверга الخميس",
    "friday пятницу пятница пятницы п'ятницю п’ятницю п'ятниця п’ятниця الجمعة",
    "saturday субботу суббота субботы суботу субота суботи السبت",
    "sunday воскресенье воскресенья неділю неділя неділі الأحد",
];

fn position(table: &[&str], lower: &str) -> Option<i8> {
    let found = table.iter().position(|names| names.split(' ').any(|name| name == lower))?;
    i8::try_from(found + 1).ok()
}

/// Number of the month, from 1.
pub(crate) fn month(lower: &str) -> Option<i8> {
    if lower.len() < 3 || lower.len() > 20 { None } else { position(&MONTHS, lower) }
}

/// Number of the weekday, Monday 1.
pub(crate) fn weekday(lower: &str) -> Option<i8> {
    if lower.len() < 6 || lower.len() > 24 { None } else { position(&WEEKDAYS, lower) }
}

/// Number of the season: spring 1, summer 2, autumn 3, winter 4.
pub(crate) fn season(lower: &str) -> Option<i8> {
    Some(match lower {
        "spring" | "весной" | "весны" | "навесні" | "весни" => 1,
        "summer" | "летом" | "лета" | "влітку" | "літа" => 2,
        "autumn" | "осенью" | "осени" | "восени" | "осені" => 3,
        "winter" | "зимой" | "зимы" | "взимку" | "зими" => 4,
        _ => return None,
    })
}

/// Whether an English month name is also another word, so that it needs a day, year or preposition beside it.
pub(crate) fn is_doubtful_month(lower: &str) -> bool {
    matches!(
        lower,
        "may"
            | "march"
            | "jan"
            | "mar"
            | "jun"
            | "august"
            | "dec"
            | "sep"
            | "nov"
            | "oct"
            | "feb"
            | "apr"
            | "jul"
            | "aug"
            | "sept"
            | "май"
            | "мая"
            | "آب"
    )
}
