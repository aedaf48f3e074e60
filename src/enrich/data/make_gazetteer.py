#!/usr/bin/env python3
"""Makes gazetteer.bin from GeoNames and the tables beside this file.   make_gazetteer.py GEONAMES_DIR

GEONAMES_DIR holds cities15000.tsv (id, name, ASCII name, country, admin1, population, latitude, longitude, alternate names by |),
towns.tsv (smaller places, likewise), scripts.tsv (id, names in other scripts by |), countries.tsv and admin1.tsv, cut from the dumps of
GeoNames. Standard library only; the same input gives the same bytes. The layout is described in README.md."""
import math, os, struct, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
NAME, VARIANT, ADJECTIVE, FOREIGN, ALTERNATE, CODE, SEAT = range(7)
CONTINENT, AREA, COUNTRY, REGION, CITY = range(5)
NONE = 0xFFFF
BUCKET_BITS = 15
FILTER_BITS = 21
LOW, HIGH, MIXER = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93  # of the hash of names
ALTERNATES_FROM = 30_000  # population below which a city keeps its own name only
FEDERATIONS = {"US", "CA", "AU", "GB", "DE", "IN"}
SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h", "ŋ": "n", "ə": "a", "ς": "σ"}
ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي"}
CONTINENTS = [("AF", "Africa", "African"), ("AN", "Antarctica", "Antarctic"), ("AS", "Asia", "Asian"), ("EU", "Europe", "European"),
              ("NA", "North America", "North American"), ("OC", "Oceania", "Oceanian"), ("SA", "South America", "South American")]
SUFFIXES = [" Oblast", " oblast", " Oblast'", " Republic", " Krai", " Kray", " Province", " Region", " Governorate", " Prefecture",
            " Department", " District", " County", " Voivodeship", " Canton", " Municipality", " Parish"]
PREFIXES = ["Republic of ", "State of ", "Province of ", "Region of ", "Provincia de "]


def fold(text):
    """The same folding as `fold` in gazetteer/fold.rs: small letters, no marks, no points or apostrophes, one space between words."""
    out = []
    for c in text.lower():
        if c in SPECIAL:
            out.append(SPECIAL[c])
        elif c in ARABIC:
            out.append(ARABIC[c])
        elif ord(c) < 0x530 or 0x1E00 <= ord(c) < 0x2000:
            out.append("".join(d for d in unicodedata.normalize("NFD", c) if not unicodedata.combining(d)))
        elif not unicodedata.category(c).startswith("M"):
            out.append(c)
    words = []
    for c in "".join(out):
        if c in ".'’‘ʼ`´ʻʿʾ＇·•":
            continue
        words.append(c if c.isalnum() else " ")
    return " ".join("".join(words).split())


def table(name):
    """The rows of a table beside this file."""
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]


def listed(cell):
    return [part for part in cell.split("|") if part]


def weight(people):
    """How much a place weighs where nothing else tells: 1000 times the binary logarithm of its people."""
    return round(1000 * math.log2(max(people, 1)))


class Gazetteer:
    def __init__(self):
        self.places = []  # kind, name, country id, region id, weight, geonames
        self.names = {}   # folded name -> {place: class}

    def add(self, kind, name, country=NONE, region=NONE, people=0, geonames=0):
        self.places.append((kind, name, country, region, weight(people), geonames))
        return len(self.places) - 1

    def call(self, place, name, kind):
        key = fold(name)
        if not key or len(key.encode()) > 60:
            return
        known = self.names.setdefault(key, {})
        known[place] = min(kind, known.get(place, 99))

    def people(self, place, adjectives):
        for word in listed(adjectives):
            self.call(place, word, ADJECTIVE)
            if word[-1] in "nikdbteozcw":
                self.call(place, word + "s", ADJECTIVE)


def main(geonames):
    rows = lambda name: [line.rstrip("\n").split("\t") + [""] for line in open(os.path.join(geonames, name), encoding="utf-8")]
    g = Gazetteer()
    continents = {}
    for code, name, adjective in CONTINENTS:
        continents[code] = g.add(CONTINENT, name, people=400_000_000)
        g.call(continents[code], name, NAME)
        g.call(continents[code], adjective, ADJECTIVE)
    for name, word in [("AS", "Asien|Asie|Ásia|Азия|آسيا|亚洲|アジア"), ("EU", "Europa|Европа|أوروبا|欧洲|ヨーロッパ|欧州"),
                       ("AF", "Afrika|Afrique|África|Африка|أفريقيا|非洲|アフリカ")]:
        for part in listed(word):
            g.call(continents[name], part, FOREIGN)
    facts = {row[0]: row + [""] * 4 for row in table("countries.tsv")}
    countries, capitals, extra = {}, {}, {}
    for iso2, iso3, name, continent, capital, people, *_ in (row for row in rows("countries.tsv")[1:]):
        if iso2 in ("CS", "AN"):
            continue
        place = countries[iso2] = g.add(COUNTRY, name.strip(), country=continents[continent], people=int(people) + 60_000_000)
        capitals[iso2] = fold(capital)
        _, variants, adjectives, foreign = facts[iso2][:4]
        g.call(place, name, NAME)
        for word in listed(variants):
            g.call(place, word, VARIANT)
        g.people(place, adjectives)
        for word in listed(foreign):
            for form in inflected(word):
                g.call(place, form, FOREIGN)
        g.call(place, iso2, CODE)
        g.call(place, iso3, CODE)
        codes = [iso2.lower(), iso3.lower()]
        searched = dict.fromkeys(fold(word) for word in [name] + listed(variants)[:3] + listed(adjectives))
        extra[place] = "|".join([word for word in searched if word not in codes] + codes)
    regions = {}
    abbreviations = {row[0]: row + [""] * 3 for row in table("regions.tsv")}
    for code, name, *_ in rows("admin1.tsv"):
        iso2 = code.split(".")[0]
        if iso2 not in countries:
            continue
        people = 40_000_000 if iso2 in FEDERATIONS else 400_000
        place = regions[code] = g.add(REGION, name, country=countries[iso2], people=people)
        g.call(place, name, NAME)
        for suffix in SUFFIXES:
            if name.endswith(suffix):
                g.call(place, name[:-len(suffix)], VARIANT)
        for prefix in PREFIXES:
            if name.startswith(prefix):
                g.call(place, name[len(prefix):], VARIANT)
        _, codes, others, adjectives = abbreviations.get(code, [code, "", "", ""])[:4]
        g.people(place, adjectives)
        for word in listed(codes):
            g.call(place, word, CODE)
        for word in listed(others):
            for form in inflected(word):
                g.call(place, form, VARIANT if form.isascii() else FOREIGN)
    for code in abbreviations:
        if code not in regions:
            sys.exit(f"regions.tsv: GeoNames has no {code}")
    for row in table("areas.tsv"):
        name, kind, code, others, adjectives = (row + ["", ""])[:5]
        if kind == "area":
            place = g.add(AREA, name, country=continents[code], people=300_000_000)
        elif known := [c for c, r, *_ in rows("admin1.tsv") if c.startswith(code + ".") and r == name]:
            place = regions[known[0]]
            kind_, name_, country_, region_, _, geonames_ = g.places[place]
            g.places[place] = (kind_, name_, country_, region_, weight(3_000_000), geonames_)
        else:
            place = g.add(REGION, name, country=countries[code], people=3_000_000)
        g.call(place, name, NAME)
        for word in listed(others):
            for form in inflected(word):
                g.call(place, form, VARIANT if form.isascii() else FOREIGN)
        g.people(place, adjectives)
    scripts = {row[0]: listed(row[1]) for row in rows("scripts.tsv")}
    add_cities(g, rows("cities15000.tsv") + rows("towns.tsv"), scripts, countries, regions, capitals)
    if len(g.places) >= NONE:
        sys.exit("more places than there are numbers for them")
    write(g, extra)


def add_cities(g, rows, scripts, countries, regions, capitals):
    facts = {}
    for row in table("cities.tsv"):
        row += [""] * 5
        facts[(row[0], row[1])] = row
    seats = {}
    for word, city, iso2 in table("seats.tsv"):
        seats.setdefault((city, iso2), []).append(word)
    known = {}
    by_name, by_alternate = {}, {}
    for row in sorted(rows, key=lambda row: int(row[5])):
        by_name[(fold(row[1]), row[3])] = by_name[(fold(row[2]), row[3])] = row
        for word in listed(row[8]):
            by_alternate[(fold(word), row[3])] = row
    for name, iso2 in dict.fromkeys(list(facts) + list(seats)):
        key = (fold(name), iso2)
        row = by_name.get(key) or by_alternate.get(key)
        if not row:
            print(f"own city: {name}, {iso2}", file=sys.stderr)
            region = facts.get((name, iso2), [""] * 5)[4]
            row = ["0", name, name, iso2, region, "20000", "", "", ""]
            rows.append(row)
        known.setdefault(id(row), []).append((name, iso2))
    for row in sorted(rows, key=lambda row: (-int(row[5]), row[0])):
        ident, name, ascii_name, iso2, admin1, people = row[:6]
        people = int(people)
        owned = known.get(id(row), [])
        capital = by_name.get((capitals[iso2], iso2)) or by_alternate.get((capitals[iso2], iso2))
        if capital is row:
            people = people * 4 + 400_000
        if owned:
            people = people * 2 + 200_000
        if owned and (name, iso2) in (("Washington", "US"), ("New York City", "US")):
            people = 100_000_000
        shown = owned[0][0] if owned else name
        place = g.add(CITY, shown, countries[iso2], regions.get(f"{iso2}.{admin1}", NONE), people, int(ident))
        for word in (shown, name, ascii_name):
            g.call(place, word, NAME)
        for form in umlauts(name):
            g.call(place, form, VARIANT)
        for form in shortened(name):
            g.call(place, form, VARIANT)
        if int(row[5]) >= ALTERNATES_FROM or owned:
            for word in listed(row[8]):
                if not word[0].islower() and not (len(word) <= 3 and word.isupper()):
                    g.call(place, word, ALTERNATE)
        for word in scripts.get(ident, []):
            for form in inflected(word) if owned else [word]:
                g.call(place, form, FOREIGN if owned else ALTERNATE)
        for fact in owned:
            _, _, variants, foreign, _ = facts.get(fact, [""] * 5)[:5]
            for word in listed(variants):
                g.call(place, word, {"?": ALTERNATE, "!": NAME}.get(word[-1], VARIANT))
            for word in listed(foreign):
                for form in inflected(word):
                    g.call(place, form, FOREIGN)
            for word in seats.get(fact, []):
                g.call(place, word, SEAT)


def umlauts(name):
    """German spellings without umlauts."""
    low = name.lower()
    if any(c in low for c in "äöü"):
        yield low.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


SHORT = {"Saint": "St", "Sainte": "Ste", "Mount": "Mt", "Fort": "Ft", "St.": "Saint", "Ste.": "Sainte", "Mt.": "Mount", "Ft.": "Fort"}


def shortened(name):
    """Names with a first word shortened or spelt out ("Mt. Pleasant")."""
    first, _, rest = name.partition(" ")
    if rest and first in SHORT:
        yield f"{SHORT[first]} {rest}"


def inflected(word):
    """A name with its case endings, where the language is Russian: all words but the last keep their nominative."""
    yield word
    if not word or not ("а" <= word[-1].lower() <= "я") or word.isupper():
        return
    stem, last = word[:-1], word[-1]
    endings = {"а": "ы у е ой и", "я": "и ю е ей", "й": "я ю ем е", "ь": "и ю я ем е", "ы": "ов ам ах"}.get(last)
    if last == "я" and stem.endswith("и"):
        endings = "и ю ей"
    if word[-2:] in ("ий", "ый"):
        stem, endings = word[:-2], "ого ому ом им"
    if endings:
        for ending in endings.split():
            yield stem + ending
    elif last not in "оиеу":
        for ending in "а у ом е".split():
            yield word + ending


def hashed(data):
    """The hash of a folded name or beginning, as `Prefix` in gazetteer/data.rs has it."""
    mask, state = (1 << 64) - 1, 0
    for at in range(0, len(data), 16):
        low, high = (int.from_bytes(data[at:at + 16].ljust(16, b"\0")[part:part + 8], "little") for part in (0, 8))
        state = (state << 29 | state >> 35) & mask ^ (low * LOW ^ high * HIGH) & mask
    product = state * MIXER & mask
    return product ^ product >> 32


def prefixes(key):
    """Byte lengths at which a reader of words may stand inside a name: before each space, after each ideograph, and its end."""
    at = 0
    for i, c in enumerate(key):
        if c == " ":
            yield at
        at += len(c.encode())
        if i + 1 == len(key) or ord(c) >= 0x2E80:
            yield at


def write(g, extra):
    pool, places, seen = bytearray(), bytearray(), {}

    def pooled(text):
        data = text.encode()
        if text not in seen:
            seen[text] = len(pool)
            pool.extend(data)
        return seen[text] | len(data) << 24

    extras = bytearray()
    for place, (kind, name, country, region, size, geonames) in enumerate(g.places):
        places += struct.pack("<IHHHI", pooled(name), country, region, size, geonames)
        if place in extra:
            data = extra[place].encode()
            extras += struct.pack("<HIH", place, len(pool), len(data))
            pool.extend(data)
    keys = sorted((key.encode(), value) for key, value in g.names.items())
    buckets = [bytearray() for _ in range(1 << BUCKET_BITS)]
    bits = bytearray(1 << FILTER_BITS - 3)
    count = 0
    for key, value in keys:
        refs = sorted(((kind, place) for place, kind in value.items()))[:255]
        count += len(refs)
        bucket = buckets[hashed(key) >> 64 - BUCKET_BITS]
        bucket += bytes([len(key)]) + key + bytes([len(refs)])
        for kind, place in refs:
            bucket += struct.pack("<HB", place, kind)
        for end in prefixes(key.decode()):
            state = hashed(key[:end])
            shift = 0 if end == len(key) else 31
            for which in range(3):
                bit = (state >> 64 - FILTER_BITS + 6) * 64 + (state >> shift + 6 * which & 63)
                bits[bit >> 3] |= 1 << (bit & 7)
    heads, at = bytearray(), 0
    for bucket in buckets:
        heads += struct.pack("<I", at)
        at += len(bucket)
    sections = [bytes(places), bytes(extras), bytes(pool), bytes(heads), b"".join(buckets), bytes(bits)]
    header = struct.pack("<4sII", b"DLG1", len(keys), len(g.places))
    kind_bytes = bytes(kind for kind, *_ in g.places)
    sections.insert(1, kind_bytes)
    at = len(header) + 4 * (len(sections) + 1)
    for section in sections:
        header += struct.pack("<I", at)
        at += len(section)
    header += struct.pack("<I", at)
    data = header + b"".join(sections)
    with open(os.path.join(HERE, "gazetteer.bin"), "wb") as out:
        out.write(data)
    filled = sum(bin(byte).count("1") for byte in bits) / (8 * len(bits))
    print(f"{len(g.places)} places, {len(keys)} names, {count} references, {len(data)} bytes "
          f"({', '.join(str(len(s)) for s in sections)}), filter {filled:.2f} full", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
