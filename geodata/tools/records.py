"""The record tables, made from the facts and the hand-made tables."""

import hashlib
import re

from boundaries import REFORM, outline_point, successors_by_outline
from facts import FactError, boundary_id, fold, has_lao, language_of, next_day, split, table

NEWS_LICENCE = "text: copyright of the publisher; facts and address only"
RECORD_KINDS = {"incident": "incident", "case (long period)": "incident", "alert": "incident",
                "period total": "total", "statistic snapshot": "snapshot", "running total": "snapshot"}
TOWN_RADIUS_KM = "10"
GENERAL = "general knowledge"
NO_PLACE = {"not stated", "host town not stated"}
# What the parties call others, not what this data calls them: always in quotation marks.
LABELS = re.compile("|".join(["distorted propaganda", "hostile (?:forces|elements)", "reactionary(?: forces)?",
                              "luận điệu xuyên tạc", "thế lực (?:thù địch|phản động)", "phản động"]))


def quoted(text):
    """The text with those labels in quotation marks, where they do not stand in quotation marks already."""
    parts = text.split('"')
    parts[::2] = [LABELS.sub(lambda m: f'"{m.group()}"', part) for part in parts[::2]]
    return '"'.join(parts)



class Sources:
    """One row per publisher, title, date and address; ids do not change when facts are added."""

    COLUMNS = ["id", "publisher", "title", "published", "url", "language", "licence", "title_known", "note"]

    def __init__(self):
        self.rows, self.by_key = {}, {}
        self.languages = [(r["url_starts"], r["language"]) for r in table("source_languages")]
        for row in table("data_sources"):
            self._insert(row["id"], row)

    def _insert(self, key, row):
        if key in self.rows:
            raise FactError(f"sources: id {key} twice")
        row["title_known"] = "yes" if row["title"] else "no: the facts give no title"
        self.rows[key] = row
        self.by_key[(row["publisher"], row["title"], row["published"], row["url"])] = key

    def add(self, publisher, title="", published="", url="", note=""):
        key = (publisher, title, published, url)
        if key not in self.by_key:
            slug = re.sub(r"[^A-Z0-9]+", "-", fold(publisher).upper()).strip("-")[:18].strip("-")
            digest = hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:6]
            language = next((lang for start, lang in self.languages if url.startswith(start)), "vi" if url else "")
            self._insert(f"S-{slug}-{published.replace('-', '') or 'ND'}-{digest}",
                         {"publisher": publisher, "title": title, "published": published, "url": url,
                          "language": language, "licence": NEWS_LICENCE if publisher != GENERAL else "", "note": note})
        return self.by_key[key]

    def table(self):
        return [dict(row, id=key) for key, row in sorted(self.rows.items())]


class Ledger:
    """What became of every fact."""

    COLUMNS = ["fact_file", "fact_id", "outcome", "record_table", "record_id", "reason"]

    def __init__(self):
        self.rows = []

    def add(self, fact_file, fact_id, outcome, record_table="", record_id="", reason=""):
        self.rows.append(dict(zip(self.COLUMNS, (fact_file, fact_id, outcome, record_table, record_id, reason))))


class Builder:
    def __init__(self, facts):
        self.facts = facts
        self.sources = Sources()
        self.ledger = Ledger()
        self.tables = {}
        self.admin_sources = table("admin_sources")
        self.gates_by_id = {row["gate_id"]: row for row in facts.gates}
        self.cooperation_by_id = {row["record_id"]: row for row in facts.cooperation}
        self.incident_by_id = {row["incident_id"]: row for row in facts.incidents}
        self.news_ids = set()
        self._names()

    # Ids of boundaries by name -------------------------------------------------------------------------------------

    def _names(self):
        self.now, self.then, self.lao = {}, {}, {}
        for feature in self.facts.provinces:
            p = feature["properties"]
            if p["country"] == "LA":
                self.lao[p["name_en"]] = p["id"]
                continue
            name = fold(p["name_vi"])
            if not p["valid_to"]:
                self.now[name] = p["id"]
            if not p["valid_from"] or (p["valid_to"] and p["valid_to"] <= REFORM):
                self.then[name] = p["id"]
        self.then["Hue"] = "VN-46"
        self.now["Da Nang"] = "VN-48"

    def province(self, name, day):
        """Id of the province of that name on the day (an ISO day; empty means before the reform)."""
        key = fold(name)
        if name in self.lao:
            return self.lao[name]
        if day >= REFORM:
            found = self.now.get(key)
        else:
            found = self.then.get(key)
        if not found:
            raise FactError(f"no province '{name}' on '{day or 'a day before the reform'}'")
        return found

    def provinces(self, cell, day):
        return [self.province(name, day) for name in split(cell, ";")]

    def district(self, name, parents, day):
        """Id of the district of that English or Vietnamese name in one of the provinces, alive on the day, or ''."""
        for feature in self.facts.districts:
            p = feature["properties"]
            if "commune" in p["kind"] or p["parent_id"] not in parents:
                continue
            if fold(name) in (fold(p["name_en"]), fold(p["name_vi"])) and (not p["valid_to"] or day < p["valid_to"]):
                return p["id"]
        return ""

    def commune(self, name, provinces_now):
        for feature in self.facts.districts:
            p = feature["properties"]
            # Two habits of placing tone marks (Dân Hóa, Dân Hoá) are one name.
            if "commune" in p["kind"] and fold(p["name_vi"]) == fold(name) and p["parent_id"] in provinces_now:
                return p["id"]
        return ""

    # Boundaries ----------------------------------------------------------------------------------------------------

    def sources_of_admin(self, row):
        for rule in self.admin_sources:
            if row["source"].startswith(rule["starts_with"]):
                return split(rule["source_ids"])
        raise FactError(f"admin_units.csv: {row['unit_id']}: no rule for the source '{row['source']}'")

    def sources_of_boundary(self, properties):
        version = next((v for v in self.facts.versions.values() if properties["id"] in (v["id"], v["new_id"])), None)
        row = self.facts.admin_by_id.get(version["id"] if version else properties["id"])
        if row:
            return self.sources_of_admin(row) + [s for s in (split(version["source_ids"]) if version else []) if s not in self.sources_of_admin(row)]
        if properties["country"] == "LA":
            return ["S-DATA-CODAB", "S-DATA-GEOBOUNDARIES"]
        return ["S-DATA-VPDB", "S-DATA-SAPNHAP"]

    def boundaries(self):
        """Ledger of the boundary files and of admin_units.csv, with the checks between the two."""
        notes = []
        for name, features in (("countries", self.facts.countries), ("provinces", self.facts.provinces),
                               ("districts", self.facts.districts)):
            made = {row["new_id"] for row in self.facts.versions.values()}
            for feature in features:
                key = feature["properties"]["id"]
                if key in made:
                    continue
                later = self.facts.versions.get(key)
                self.ledger.add(f"boundaries/{name}.geojson", key, "entered", name,
                                f"{key}|{later['new_id']}" if later else key, later["basis"] if later else "")
        for name in ("neighbours", "rivers"):
            for number, _ in enumerate(getattr(self.facts, name), start=1):
                self.ledger.add(f"boundaries/{name}.geojson", str(number), "entered", name, str(number))
        for number, _ in enumerate(self.facts.places, start=1):
            self.ledger.add("boundaries/places.csv", str(number), "entered", "places", str(number))
        for row in self.facts.admin:
            key = boundary_id(row)
            fact_id = row["unit_id"] if row["version"] == "1" else f"{row['unit_id']}@{row['version']}"
            if row["level"] == "defence_region":
                unit = next(u["id"] for u in table("units") if row["unit_id"] in split(u["fact_ids"]))
                self.ledger.add("admin_units.csv", fact_id, "entered", "units", unit,
                                "a command, not an administrative unit: no polygon")
            elif row["level"] == "defence_region_total":
                if row["unit_id"] == "VN-DR-COUNT-MR4":
                    self.ledger.add("admin_units.csv", fact_id, "merged", "successions", "U-VN-QT-PMC|U-VN-QT-BGC",
                                    "the successions of the commands; the bare counts have no table")
                elif row["unit_id"] == "VN-DR-COUNT-TH":
                    self.ledger.add("admin_units.csv", fact_id, "merged", "units", "U-VN-TH-RDC4-HOI-XUAN",
                                    "its decision dates the command; the bare counts have no table")
                else:
                    self.ledger.add("admin_units.csv", fact_id, "left_out", "", "",
                                    "a count of commands, neither a unit nor a boundary")
            else:
                feature = self.facts.boundary.get(key)
                if not feature:
                    raise FactError(f"admin_units.csv: {fact_id}: no boundary {key}")
                p = feature["properties"]
                later = self.facts.versions.get(key)
                self.ledger.add("admin_units.csv", fact_id, "merged", "boundaries",
                                f"{key}|{later['new_id']}" if later else key,
                                "row of the boundary; names in aliases, lineage in successions" +
                                (f"; {later['basis']}" if later else ""))
                if later:
                    p = dict(p, valid_to=self.facts.boundary[later["new_id"]]["properties"]["valid_to"])
                if next_day(row["valid_to"]) != p["valid_to"]:
                    raise FactError(f"admin_units.csv: {fact_id}: ends on {row['valid_to']}, boundary on {p['valid_to']}")
                if row["valid_from"] != p["valid_from"]:
                    notes.append(f"{fact_id}: starts '{row['valid_from']}' in admin_units.csv, '{p['valid_from']}' in "
                                 f"the boundary file (kept)")
        return notes

    def successions(self):
        rows = []
        for row in self.facts.admin:
            if row["level"] != "province":
                continue
            key = boundary_id(row)
            if row["succeeded_by"]:
                kind, day = "merged", next_day(row["valid_to"])
                if day != REFORM:
                    kind = "renamed"
                sources = self.sources_of_admin(row) + (["S-DATA-RES202", "S-DATA-SAPNHAP"] if day == REFORM else [])
                rows.append((key, row["succeeded_by"].split(" ")[0], day, kind, sources, row["confidence"],
                             row["note"] if kind == "renamed" else "succeeded_by in admin_units.csv"))
            if row["version"] == "2":
                rows.append((row["unit_id"], key, row["valid_from"], "replaced", ["S-DATA-RES30"], row["confidence"],
                             row["note"]))
        # What each province of today was formed from must name the same predecessors.
        for row in self.facts.admin:
            if row["level"] == "province" and row["valid_from"] == REFORM:
                here = {fold(self.facts.boundary[r[0]]["properties"]["name_vi"]) for r in rows
                        if r[1] == boundary_id(row) and r[2] == REFORM}
                given = {fold(name) for name in split(row["formed_from"])}
                if here != given:
                    raise FactError(f"admin_units.csv: {row['unit_id']}: formed_from {given}, succeeded_by {here}")
        for district, commune, share in successors_by_outline(self.facts):
            rows.append((district, commune, REFORM, "replaced", ["S-DATA-SAPNHAP", "S-DATA-PRE2025"], "high",
                         f"outlines: the whole commune lies in the old district, of which it is {share} %; communes away "
                         f"from the border are not in the boundary files"))
        for key, row in self.facts.versions.items():
            rows.append((key, row["new_id"], row["from"], "replaced", split(row["source_ids"]), row["confidence"],
                         row["basis"]))
        for row in table("unit_successions"):
            rows.append((row["from_id"], row["to_id"], row["date"], row["kind"], split(row["source_ids"]),
                         row["confidence"], row["basis"]))
        self.tables["successions"] = [
            {"from_id": a, "to_id": b, "date": d, "kind": k, "source_ids": "|".join(s), "confidence": c, "basis": n}
            for a, b, d, k, s, c, n in rows]

    # Units ---------------------------------------------------------------------------------------------------------

    def position(self, rule, where):
        """lon, lat, precision_km, coord_method of a rule of units.csv."""
        if not rule:
            return "", "", "", "none: place not in the facts"
        kind, _, key = rule.partition(":")
        if kind == "coop":
            row = self.cooperation_by_id[key]
            return row["lon"], row["lat"], row["coord_precision_km"], f"place of {key}: {row['coord_method']}"
        if kind == "gate":
            row = self.gates_by_id[key]
            return row["lon"], row["lat"], row["coord_precision_km"], f"gate {key}: {row['coord_method']}"
        if kind == "incident":
            row = self.incident_by_id[key]
            return row["lon"], row["lat"], row["precision_km"], f"place of {key}: {row['coord_method']}"
        if kind == "fact":
            row = self.facts.admin_by_id[key]
            return row["lon"], row["lat"], row["coord_precision_km"], row["coord_method"]
        if kind == "town":
            row = next((p for p in self.facts.places if p["name"] == key and p["feature_code"] in ("PPLA", "PPLC")), None)
            if not row:
                raise FactError(f"{where}: no provincial seat '{key}' in places.csv")
            return (row["lon"], row["lat"], TOWN_RADIUS_KM,
                    f"seat of the province by GeoNames ({key}, {row['feature_code']}); address not published")
        if kind == "admin":
            row = self.facts.admin_by_id.get(key)
            if row and row["lon"]:
                return (row["lon"], row["lat"], row["coord_precision_km"],
                        f"{row['coord_method']} ({key}); address not published")
            lon, lat, radius = outline_point(self.facts.boundary[key]["geometry"])
            return (f"{lon:.3f}", f"{lat:.3f}", str(radius),
                    f"centroid of the outline of {key}, equal-area radius; address not published")
        raise FactError(f"{where}: position rule '{rule}'")

    def units(self):
        patterns = {row["pattern"]: row for row in table("name_patterns")}
        fact_sources = self.sources_by_fact()
        rows, alias_rows = [], []
        for row in table("units"):
            where = f"units.csv: {row['id']}"
            english, vietnamese, lao, basis = fold(row["name"]), row["name_vi"], row["name_lo"], "as in the facts"
            if row["pattern"]:
                pattern = patterns[row["pattern"]]
                place = self.facts.boundary[row["admin_id"]]["properties"]
                names = {"en": place["name_en"], "vi": place["name_vi"] or place["name_en"], "lo": place["name_lo"]}
                english = fold(pattern["name_en"].format(own=row["name"], **names))
                if not vietnamese and pattern["name_vi"]:
                    vietnamese = pattern["name_vi"].format(own=row["name"], **names)
                    basis = f"composed from the glossary (notes.md, section 3) and the place name; {pattern['basis']}"
                if not lao and pattern["name_lo"] and names["lo"]:
                    lao = pattern["name_lo"].format(**names)
                    basis = f"composed from the glossary (notes.md, section 3) and the place name; {pattern['basis']}"
            if row["admin_id"] and row["admin_id"] not in self.facts.boundary:
                raise FactError(f"{where}: admin_id {row['admin_id']} is no boundary")
            lon, lat, precision, method = self.position(row["position"], where)
            source_ids = sorted({s for fact in split(row["fact_ids"]) for s in fact_sources(fact)})
            rows.append({
                "id": row["id"], "name_en": english, "name_vi": vietnamese, "name_lo": lao, "kind": row["kind"],
                "echelon": row["echelon"], "country": row["country"], "admin_id": row["admin_id"], "lon": lon,
                "lat": lat, "precision_km": precision, "valid_from": row["valid_from"], "valid_to": row["valid_to"],
                "parent_id": row["parent_id"], "source_ids": "|".join(source_ids),
                "admin_now_id": row["admin_now_id"] or row["admin_id"], "coord_method": method,
                "valid_basis": row["valid_basis"], "name_basis": basis, "note": row["note"], "fact_id": row["fact_ids"]})
            spellings = split(row["aliases"])
            if row["name"] and row["name"] != english and row["pattern"] in ("", "VILLAGE"):
                spellings.append(row["name"])
            if row["pattern"] in ("BP", "GBP"):
                spellings.append(patterns[row["pattern"]]["name_en"].format(own=row["name"]))
            if row["pattern"] in ("BGC", "BGC-CITY"):
                spellings.append(vietnamese.replace("Ban Chỉ huy", "Bộ Chỉ huy"))
            for spelling in spellings:
                alias_rows.append((row["id"], spelling, "", "spelling of the facts"))
        self.tables["units"] = rows
        self.unit_aliases = alias_rows
        for row in table("news_units"):
            self.ledger.add("news_facts.md", row["fact_id"], "entered", "units", row["unit_id"])

    def sources_by_fact(self):
        def find(fact):
            if re.fullmatch(r"COOP-\d+", fact):
                return self.sources_of_cooperation(self.cooperation_by_id[fact])
            if re.fullmatch(r"U\d+|E\d+", fact):
                section = self.facts.section("1." if fact[0] == "U" else "4.")
                row = next(r for r in section if r["id"] == fact)
                ids = [{"S1": "S-NEWS-1", "S2": "S-NEWS-2"}[row["source"][:2]]]
                return ids + (["S-VNA-VI-2025-08-11"] if "place and hour public-record" in row["source"] else [])
            if fact in self.facts.admin_by_id:
                return self.sources_of_admin(self.facts.admin_by_id[fact])
            raise FactError(f"units.csv: no fact '{fact}'")
        return find

    # Cooperation ---------------------------------------------------------------------------------------------------

    def sources_of_cooperation(self, row):
        if row["record_id"] == "COOP-009":
            return ["S-NEWS-1", "S-NEWS-1-VI"]
        if row["record_id"] in ("COOP-010", "COOP-011"):
            return ["S-NEWS-2"]
        return [self.sources.add(row["source_publisher"], row["source_title"], row["source_date"], row["source_url"])]

    def reference_day(self, edtf):
        """A day that tells which provinces a record speaks of; empty where the year is not known."""
        found = re.findall(r"\d{4}\??(?:-\d{2}(?:-\d{2})?)?", edtf)
        if not found or edtf.startswith("XXXX"):
            return ""
        text = found[0].replace("?", "")
        return text + "-01-01"[len(text) - 4:] if len(text) < 10 else text

    def common(self, row):
        day = self.reference_day(row["date_edtf"])
        lao = [self.lao[name] for name in split(row["la_province"], ";")]
        return {
            "kind_text": row["record_type"], "echelon": row["echelon"], "status_text": row["status"],
            "date_precision": row["date_precision"], "date_basis": row["date_basis"],
            "coord_method": row["coord_method"], "figures": row["figures"], "marker_from": row["marker_from"],
            "marker_to": row["marker_to"], "links_to": row["links_to"],
            "vn_province_then": row["vn_province_then"], "vn_province_2025": row["vn_province_2025"],
            "la_province": row["la_province"],
            "admin_ids_then": "|".join(self.provinces(row["vn_province_then"], day) + lao),
            "admin_ids_now": "|".join([self.now[fold(n)] for n in split(row["vn_province_2025"], ";")] + lao),
            "source_type": row["source_type"]}

    def cooperation(self):
        agreements, events, areas, parties = [], [], [], {"A": [], "E": []}
        by_fact = {}
        for party in table("parties"):
            by_fact.setdefault(party["fact_id"], []).append(party)
        seen = {}
        news = {row["fact_id"]: row for row in table("news_events")}
        by_news_id = {row["id"]: row for row in news.values()}
        decisions = table("cooperation")
        for decision in decisions:
            row = self.cooperation_by_id[decision["fact_id"]]
            records = [decision[k] for k in ("agreement_id", "event_id") if decision[k]]
            seen.setdefault(row["record_id"], []).extend(records)
            if decision["note"].startswith("merged"):
                continue
            source_ids = "|".join(self.sources_of_cooperation(row))
            common = self.common(row)
            place = {"place": "" if row["place_text"] in NO_PLACE else row["place_text"], "lon": row["lon"], "lat": row["lat"],
                     "precision_km": row["coord_precision_km"]}
            tail = {"caveat": row["conflict_or_caveat"], "confidence": row["confidence"], "source_ids": source_ids}
            if decision["agreement_id"]:
                agreements.append({
                    "id": decision["agreement_id"], "kind": decision["agreement_kind"],
                    "title_en": decision["agreement_title"] or row["title"], "title_vi": "", "title_lo": "",
                    "signed": row["date_edtf"] if decision["fact_id"] != "COOP-088" else "../2025",
                    "announced": decision["announced"], "ends": decision["ends"], "status": decision["status"],
                    **place, "cadence": decision["cadence"], "cadence_text": row["review_cadence_text"],
                    "meeting_host": decision["meeting_host"], **tail, "in_force": decision["in_force"],
                    "term_text": decision["term_text"], "cadence_fact": row["review_cadence_iso"],
                    "cadence_note": decision["cadence_note"], **common, "note": decision["note"],
                    "fact_id": row["record_id"]})
                for area in split(row["cooperation_area_ids"]):
                    areas.append({"agreement_id": decision["agreement_id"], "area_id": area, "undertaking": "",
                                  "undertaking_id": "", "category_ids": ""})
            if decision["event_id"]:
                events.append({
                    "id": decision["event_id"], "kind": decision["event_kind"], "date": row["date_edtf"],
                    "status": "held", "fulfils": decision["fulfils"],
                    "title_en": decision["event_title"] or row["title"], "title_vi": "", "title_lo": "", **place,
                    "agreement_id": decision["agreement_id"], **tail, "area_ids": row["cooperation_area_ids"],
                    "cadence": row["review_cadence_iso"] if not decision["agreement_id"] else "",
                    "cadence_text": row["review_cadence_text"], **common, "note": decision["note"],
                    "fact_id": row["record_id"]})
            for party in by_fact.get(row["record_id"], []):
                cell = row[{"vn": "vn_party", "la": "la_party", "other": "other_party", "figures": "figures"}[party["side"]]]
                if party["party_text"] not in cell:
                    raise FactError(f"parties.csv: {row['record_id']}: '{party['party_text']}' is not in '{cell}'")
                for record in records:
                    if party["record_id"] and party["record_id"] != record:
                        continue
                    default = "signatory" if record[0] == "A" else "participant"
                    parties[record[0]].append((record, party["unit_id"], party["role"] or default, party["party_text"]))
        for row in self.facts.cooperation:
            records = seen.get(row["record_id"])
            if not records:
                raise FactError(f"cooperation.csv: no decision on {row['record_id']}")
            merged = any(d["fact_id"] == row["record_id"] and d["note"].startswith("merged") for d in decisions)
            tables = [{"A": "agreements", "E": "events"}[r[0]] for r in records]
            reason = next((d["note"] for d in decisions if d["fact_id"] == row["record_id"] and d["note"]), "")
            self.ledger.add("cooperation_records.csv", row["record_id"], "merged" if merged else "entered",
                            "|".join(sorted(set(tables))), "|".join(records), reason)
        self.news_agreement(agreements, areas)
        self.news_events(events, by_news_id, news)
        for fact, rows in by_fact.items():
            if rows[0]["side"] != "news":
                continue
            for party in rows:
                text = party["party_text"]
                known = {r["id"]: r for s in ("1.", "2.", "6.") for r in self._rows(s)}
                shown = known[text].get("name in the news") or known[text].get("relation") or known[text].get(
                    "mechanism") if text in known else text
                parties[party["record_id"][0]].append((party["record_id"], party["unit_id"], party["role"], shown))
        self.tables["agreements"] = sorted(agreements, key=lambda r: r["id"])
        self.tables["events"] = sorted(events, key=lambda r: r["id"])
        order = {r["id"]: i for i, r in enumerate(self.tables["agreements"])}
        self.tables["agreement_areas"] = sorted(areas, key=lambda r: order[r["agreement_id"]])
        for letter, name, key in (("A", "agreement_parties", "agreement_id"), ("E", "event_parties", "event_id")):
            self.tables[name] = [{key: a, "unit_id": b, "role": c, "party_text": d}
                                 for a, b, c, d in sorted(parties[letter], key=lambda p: p[0])]

    def _rows(self, start):
        if start == "6.":
            return [r for heading, rows in self.facts.news.items() if heading.startswith("6.") for r in rows]
        return self.facts.section(start)

    def news_agreement(self, agreements, areas):
        row = next(r for r in self.facts.section("3.") if r["id"] == "A01")
        coop = self.cooperation_by_id["COOP-009"]
        given = split(coop["cooperation_area_ids"])
        if sorted(given) != sorted(split(row["cooperation areas (ids, section 8)"], ",")):
            raise FactError("A01 and COOP-009 name different areas")
        common = self.common(coop)
        common["coord_method"] = "none: place of signing not stated"
        agreements.append({
            "id": "A-2026-KHE-SANH", "kind": "twinning", "title_en": row["title"].split(" (S1-vi")[0],
            "title_vi": "Lễ kết nghĩa và ký kết quy chế phối hợp hoạt động", "title_lo": "",
            "signed": coop["date_edtf"], "announced": "2026-01-15", "ends": "", "status": "signed", "place": "",
            "lon": "", "lat": "", "precision_km": "", "cadence": "P6M", "cadence_text": coop["review_cadence_text"],
            "meeting_host": "rotating", "caveat": coop["conflict_or_caveat"] + "; signing day, place and term are not stated",
            "confidence": "high", "source_ids": "S-NEWS-1|S-NEWS-1-VI", "in_force": "", "term_text": "none stated",
            "cadence_fact": coop["review_cadence_iso"],
            "cadence_note": "ambiguous: \"biannual\" is read as every six months (confidence medium); it can also be read as every two years",
            **common, "note": "the units of Laos are not said to be twinned with one another", "fact_id": "A01|COOP-009"})
        self.ledger.add("news_facts.md", "A01", "entered", "agreements", "A-2026-KHE-SANH")
        undertakings = next(rows for heading, rows in self.facts.news.items() if heading.startswith("Undertakings inside A01"))
        targets = {}
        for u in undertakings:
            cell = u["incident ids it is aimed at"]
            cell = targets["A01.1"] if cell == "as A01.1" else "|".join(split(cell.replace(".*", ""), ","))
            targets[u["id"]] = cell
            areas.append({"agreement_id": "A-2026-KHE-SANH", "area_id": u["cooperation id"],
                          "undertaking": quoted(u["undertaking"].replace("U01 ", "the Quảng Trị Military Command ").replace(
                              "U19 ", "its \"relevant agencies and units\" ")),
                          "undertaking_id": u["id"], "category_ids": cell})
            self.ledger.add("news_facts.md", u["id"], "entered", "agreement_areas", f"A-2026-KHE-SANH/{u['cooperation id']}")
        have = {a["area_id"] for a in areas if a["agreement_id"] == "A-2026-KHE-SANH"}
        for area in given:
            if area not in have:
                areas.append({"agreement_id": "A-2026-KHE-SANH", "area_id": area, "undertaking": "",
                              "undertaking_id": "", "category_ids": ""})

    def news_events(self, events, by_news_id, news):
        section = {r["id"]: r for r in self.facts.section("4.")}
        for decision in by_news_id.values():
            fact = decision["fact_id"]
            lon = lat = precision = ""
            method = "none: place not stated or not located"
            if decision["position"]:
                lon, lat, precision, method = self.position(decision["position"], f"news_events.csv: {fact}")
            coop = self.cooperation_by_id.get(decision["coop_id"])
            place = section[fact]["place"] if fact in section else ""
            place = "" if place in NO_PLACE else place
            if fact in ("E04", "E05"):
                place = "Ministry of Defence headquarters, Hà Nội"
            common = self.common(coop) if coop else {}
            common.update(date_basis=decision["date_basis"], coord_method=method,
                          status_text=section[fact]["status in the news"] if fact in section else "planned",
                          source_type="news" if fact in section else "public-record",
                          date_precision=section[fact]["precision"] if fact in section else "")
            events.append({
                "id": decision["id"], "kind": decision["kind"], "date": decision["date"], "status": decision["status"],
                "fulfils": "", "title_en": decision["title"], "title_vi": "", "title_lo": "", "place": place,
                "lon": lon, "lat": lat, "precision_km": precision, "agreement_id": decision["agreement_id"],
                "caveat": decision["caveat"],
                "confidence": section[fact]["conf"] if fact in section else "high",
                "source_ids": decision["source_ids"],
                "area_ids": decision["area_ids"] or (coop["cooperation_area_ids"] if coop else ""),
                "cadence": "", "cadence_text": "", **common, "note": "",
                "fact_id": "|".join(filter(None, [fact if fact in section else "notes.md section 4", decision["coop_id"]]))})
            if fact in section:
                self.ledger.add("news_facts.md", fact, "entered", "events", decision["id"])
        missing = set(section) - set(news)
        if missing:
            raise FactError(f"news_events.csv: no decision on {sorted(missing)}")

    # Incidents and gates -------------------------------------------------------------------------------------------

    def incident_admin(self, row, day, then, now):
        communes = split(row["commune_2025"], ";")
        if len(communes) == 1:
            found = self.commune(communes[0], now)
            if found:
                return found
        method = re.fullmatch(r"centroid of Lao district (.+)", row["coord_method"])
        if method:
            found = self.district(method.group(1), then, day)
            if not found:
                raise FactError(f"incidents.csv: {row['incident_id']}: no Lao district '{method.group(1)}'")
            return found
        named = [self.district(name, then, day) for name in re.findall(r"([^\s,;]+(?: [^\s,;]+)?) district\b", row["place_text"])]
        named += [self.district(name.split(" ")[-1], then, day)
                  for name in re.findall(r"([^\s,;]+(?: [^\s,;]+)?) district\b", row["place_text"])]
        named = sorted({n for n in named if n})
        if len(named) == 1 and len(communes) < 2:
            return named[0]
        return then[0] if len(then) == 1 else ""

    def incidents(self):
        rows = []
        for row in self.facts.incidents:
            day = self.reference_day(row["date_edtf"])
            then = self.provinces(row["province_then"], day)
            now = [self.now[fold(name)] for name in split(row["province_2025"], ";")]
            now += [key for key in then if key.startswith("LA")]
            kind = RECORD_KINDS.get(row["record_kind"])
            if not kind:
                raise FactError(f"incidents.csv: {row['incident_id']}: record_kind '{row['record_kind']}'")
            source = self.sources.add(row["source_publisher"], row["source_title"], row["source_date"], row["source_url"])
            rows.append({
                "id": row["incident_id"], "category_id": row["category_id"], "date": row["date_edtf"], "lon": row["lon"],
                "lat": row["lat"], "precision_km": row["precision_km"], "admin_id": self.incident_admin(row, day, then, now),
                "record_kind": kind, "quantity": row["qty_value"], "quantity_unit": row["qty_unit"],
                "summary": row["summary"], "caveat": row["conflict_or_caveat"], "confidence": row["confidence"],
                "source_ids": source, "other_category_ids": row["other_category_ids"], "country": row["country"],
                "place_text": row["place_text"], "quantity_text": row["quantity_text"],
                "admin_ids_then": "|".join(then), "admin_ids_now": "|".join(now),
                "province_then": row["province_then"], "province_2025": row["province_2025"],
                "commune_2025": row["commune_2025"], "date_precision": row["date_precision"],
                "date_basis": row["date_basis"], "time_local": row["time_local"], "coord_method": row["coord_method"],
                "border_marker": row["border_marker"], "persons_detained": row["persons_detained"],
                "joint_vn_la": row["joint_vn_la"], "case_code": row["case_code"],
                "record_kind_text": row["record_kind"], "source_type": row["source_type"], "fact_id": row["incident_id"]})
            self.ledger.add("incidents.csv", row["incident_id"], "entered", "incidents", row["incident_id"])
        self.tables["incidents"] = rows

    def gate_sources(self, row):
        ids = []
        for part in split(row["source"], ";"):
            found = re.fullmatch(r"(.*?)[ ,]*(\d{4}-\d{2}(?:-\d{2})?|\b\d{4}\b)?(?: \((.*)\))?", part)
            publisher, published, note = found.group(1) or part, found.group(2) or "", found.group(3) or ""
            if "general knowledge" in part:
                publisher, published, note = GENERAL, "", "no source named by the facts"
            if publisher.endswith("("):
                publisher = part
            ids.append(self.sources.add(publisher, "", published, "", note))
        return sorted(set(ids))

    def gates(self):
        rows, self.gate_aliases = [], []
        for row in self.facts.gates:
            now = [self.now[fold(row["vn_province_2025"])]]
            commune = self.commune(row["vn_commune_2025"].split(" (ex")[0], now)
            district = self.district(row["la_district"], [self.lao[row["la_province"]]], REFORM)
            if not commune or not district:
                raise FactError(f"border_gates.csv: {row['gate_id']}: commune '{commune}', district '{district}'")
            vietnamese, lao_side = fold(row["name_vn"]), fold(row["name_la"])
            rows.append({
                "id": row["gate_id"], "name_vi": row["name_vn"], "name_lo": row["name_la_script"],
                "name_en": vietnamese if vietnamese == lao_side else f"{vietnamese} - {lao_side}",
                "class_vn": row["class_now"], "class_la": row["class_now"], "admin_vn": commune, "admin_la": district,
                "lon": row["lon"], "lat": row["lat"], "precision_km": row["coord_precision_km"],
                "source_ids": "|".join(self.gate_sources(row)), "name_la": row["name_la"],
                "status_history": row["status_history"], "vn_road": row["vn_road"], "la_road": row["la_road"],
                "border_marker": row["border_marker"], "coord_method": row["coord_method"],
                "vn_province_then": row["vn_province_before_2025_07"], "vn_province_2025": row["vn_province_2025"],
                "vn_commune_2025": row["vn_commune_2025"], "la_province": row["la_province"],
                "admin_vn_then": self.province(row["vn_province_before_2025_07"], "2024-06-01"),
                "note": row["note"], "source_type": row["source_type"], "confidence": row["confidence"],
                "fact_id": row["gate_id"]})
            for spelling in [row["name_vn_ascii"], row["name_la"]] + split(row["name_variants"]):
                self.gate_aliases.append((row["gate_id"], spelling, "", "border_gates.csv"))
            self.ledger.add("border_gates.csv", row["gate_id"], "entered", "gates", row["gate_id"])
        self.tables["gates"] = rows

    # Taxonomy ------------------------------------------------------------------------------------------------------

    def taxonomy(self):
        style = {row["id"]: row for row in table("category_style")}
        ours = {row["id"]: row for row in table("term_names")}
        for start, name, label in (("7.", "categories", "category"), ("8.", "areas", "area")):
            rows, groups = [], {}
            for row in self.facts.section(start):
                group = row["group id"]
                if group not in groups:
                    groups[group] = row["group"]
                    rows.append({"id": group, "parent_id": "", "name_en": row["group"], "name_vi": "", "name_lo": "",
                                 "named_in": "", "note": "group", "confidence": ""})
                rows.append({"id": row["id"], "parent_id": group, "name_en": quoted(row[label]),
                             "name_vi": quoted(row["Vietnamese term"]),
                             "name_lo": "", "named_in": row["named in"], "note": row.get("note", ""),
                             "confidence": row["conf"]})
                self.ledger.add("news_facts.md", row["id"], "entered", name, row["id"])
            if name == "categories":
                for row in rows:
                    look = style.get(row["id"]) or style[row["parent_id"]]
                    row.update(colour=look["colour"], symbol=look["symbol"], colour_dark=look["colour_dark"])
            for row in rows:
                self.name_term(row, ours.pop(row["id"], None))
            self.tables[name] = rows
        if ours:
            raise FactError(f"term_names.csv: no term {sorted(ours)}")

    @staticmethod
    def name_term(row, ours):
        """Names that the facts leave open, translated by the project: a term of the screen, not a fact."""
        # A remark in English is about the Vietnamese term, not part of it.
        remark = re.fullmatch(r"(.+?) (\([a-z ]+\))", row["name_vi"])
        if remark:
            row["name_vi"] = remark.group(1)
            row["note"] = "; ".join(filter(None, [f"{remark.group(1)} {remark.group(2)}", row["note"]]))
        translated = []
        for field in ("name_vi", "name_lo"):
            if not row[field] and ours and ours[field]:
                row[field] = ours[field]
                translated.append(field)
        if not row["name_vi"] or not row["name_lo"]:
            raise FactError(f"term_names.csv: {row['id']} has no name in Vietnamese or Lao")
        row["name_basis"] = f"{', '.join(translated)}: translation by the project" if translated else "as in the facts"

    # Aliases -------------------------------------------------------------------------------------------------------

    def aliases(self):
        given = []
        for row in self.facts.admin:
            if row["level"] not in ("province", "district", "commune"):
                continue
            key = boundary_id(row)
            names = [row["name_official"], row["name_ascii"], row["name_local_script"]] + split(row["name_variants"])
            later = self.facts.versions.get(key)
            for target in [key] + ([later["new_id"]] if later else []):
                given += [(target, name, "", "admin_units.csv") for name in names]
        given += self.unit_aliases + self.gate_aliases
        for row in table("extra_aliases"):
            given.append((row["target_id"], row["alias"], row["language"], row["note"]))
        own = {}
        for feature in self.facts.boundary.values():
            p = feature["properties"]
            own[p["id"]] = {p["name_en"], p["name_vi"], p["name_lo"]}
        for name in ("units", "gates"):
            for row in self.tables[name]:
                own[row["id"]] = {row["name_en"], row["name_vi"], row["name_lo"]}
        rows, seen = [], set()
        for target, alias, language, note in given:
            # A remark in brackets at the end is about the spelling, not part of it.
            found = re.fullmatch(r"(.+?) \(([^()]*)\)", alias)
            remark = ""
            if found:
                alias, remark = found.group(1), found.group(2)
            if not alias or alias in own[target] or (target, alias) in seen:
                continue
            seen.add((target, alias))
            rows.append({"target_id": target, "alias": alias, "language": language or language_of(alias),
                         "note": "; ".join(filter(None, [remark, note]))})
        self.tables["aliases"] = sorted(rows, key=lambda r: (r["target_id"], has_lao(r["alias"]), r["alias"]))

    # All -----------------------------------------------------------------------------------------------------------

    def build(self):
        notes = self.boundaries()
        self.successions()
        self.units()
        self.cooperation()
        self.incidents()
        self.gates()
        self.taxonomy()
        self.aliases()
        for row in table("decisions"):
            self.ledger.add(row["fact_file"], row["fact_id"], row["outcome"], row["record_table"], row["record_id"],
                            row["reason"])
        self.tables["sources"] = self.sources.table()
        return notes
