//! The names of months, days and seasons in the languages that are read.

use super::word_tables::WordTable;

/// Numbers of the months by their names.
static MONTHS: WordTable<i8> = WordTable::new(&[
    ("january jan января январе январь январю січня січні січень يناير", 1),
    ("february feb февраля феврале февраль лютого лютому лютий فبراير شباط", 2),
    ("march mar марта марте март березня березні березень مارس آذار اذار", 3),
    ("april apr апреля апреле апрель квітня квітні квітень أبريل ابريل نيسان إبريل", 4),
    ("may мая мае май травня травні травень مايو أيار ايار", 5),
    ("june jun июня июне июнь червня червні червень يونيو حزيران", 6),
    ("july jul июля июле июль липня липні липень يوليو تموز", 7),
    ("august aug августа августе август серпня серпні серпень أغسطس اغسطس آب", 8),
    ("september sep sept сентября сентябре сентябрь вересня вересні вересень سبتمبر أيلول ايلول", 9),
    ("october oct октября октябре октябрь жовтня жовтні жовтень أكتوبر اكتوبر", 10),
    ("november nov ноября ноябре ноябрь листопада листопаді листопад نوفمبر", 11),
    ("december dec декабря декабре декабрь грудня грудні грудень ديسمبر", 12),
]);

/// Numbers of the days by their names, Monday 1.
static WEEKDAYS: WordTable<i8> = WordTable::new(&[
    ("monday понедельник понедельника понедельнику понеділок понеділка الاثنين الإثنين", 1),
    ("tuesday вторник вторника вторнику вівторок вівторка الثلاثاء", 2),
    ("wednesday среду среда среды середу середа середи الأربعاء", 3),
    ("thursday четверг четверга четвер четверга الخميس", 4),
    ("friday пятницу пятница пятницы п'ятницю п’ятницю п'ятниця п’ятниця الجمعة", 5),
    ("saturday субботу суббота субботы суботу субота суботи السبت", 6),
    ("sunday воскресенье воскресенья неділю неділя неділі الأحد", 7),
]);

/// Number of the month, from 1.
pub(crate) fn month(lower: &str) -> Option<i8> {
    MONTHS.get(lower)
}

/// Number of the weekday, Monday 1.
pub(crate) fn weekday(lower: &str) -> Option<i8> {
    WEEKDAYS.get(lower)
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
