"""Reading of the fact files and of the hand-made tables: text as NFC, cells trimmed, every row a dict."""

import copy
import csv
import json
import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

TABLES = Path(__file__).resolve().parent / "tables"


class FactError(Exception):
    """A fault in the facts or in a hand-made table; the message names the file and the row."""


def nfc(text):
    return unicodedata.normalize("NFC", text)


def fold(text):
    """ASCII letters of a Vietnamese or Lao romanised name, for English names and for ids."""
    text = text.replace("đ", "d").replace("Đ", "D").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def has_lao(text):
    return any("\u0e80" <= c <= "\u0eff" for c in text)


ENGLISH = re.compile(r"\b(?:district|province|commune|village|quarter|cluster|town|post|command|company|region|pass|guard|city|"
                     r"People's Army|platoon|team|board|area)\b", re.IGNORECASE)


def language_of(text):
    """Language that the letters show: lo for Lao script, en for English words, vi for Vietnamese marks, else empty (unknown)."""
    if has_lao(text):
        return "lo"
    if ENGLISH.search(text):
        return "en"
    return "vi" if fold(text) != text.replace("’", "'") else ""


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as handle:
        rows = []
        reader = csv.DictReader(handle)
        for number, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                raise FactError(f"{path.name}:{number}: wrong number of cells")
            rows.append({nfc(k): nfc(v).strip() for k, v in row.items()})
        return rows


def table(name):
    return read_csv(TABLES / f"{name}.csv")


def split(cell, separator="|"):
    return [part.strip() for part in cell.split(separator) if part.strip()]


def read_geojson(path):
    with open(path, encoding="utf-8") as handle:
        features = json.load(handle)["features"]
    for feature in features:
        feature["properties"] = {k: nfc(v) if isinstance(v, str) else v for k, v in feature["properties"].items()}
    return features


def read_markdown_tables(path):
    """{section heading: [rows]} of the pipe tables of a Markdown file; an en dash alone is an empty cell."""
    sections, heading, header = {}, "", None
    for line in nfc(Path(path).read_text(encoding="utf-8")).splitlines():
        if line.startswith("#"):
            heading, header = line.lstrip("# ").strip(), None
        elif line.startswith("|"):
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if header is None:
                header = cells
            elif all(re.fullmatch(r":?-+:?", c) for c in cells):
                continue
            else:
                if len(cells) != len(header):
                    raise FactError(f"{Path(path).name}: {heading}: {len(cells)} cells for {len(header)} columns: {cells[0]}")
                sections.setdefault(heading, []).append(
                    {k: "" if v == "–" else v for k, v in zip(header, cells)})
        else:
            header = None
    return sections


def next_day(text):
    """First day that is no longer valid, from the last valid day."""
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat() if text else ""


# Some Lao district names carry the abbreviation of "muang" (district) and some do not; the kind says it for all.
LAO_DISTRICT_PREFIX = "ມ. "


class Facts:
    """Everything under the folder of facts."""

    def __init__(self, folder):
        folder = Path(folder)
        self.countries = read_geojson(folder / "boundaries/countries.geojson")
        self.provinces = read_geojson(folder / "boundaries/provinces.geojson")
        self.districts = read_geojson(folder / "boundaries/districts.geojson")
        for feature in self.districts:
            properties = feature["properties"]
            properties["name_lo"] = properties["name_lo"].removeprefix(LAO_DISTRICT_PREFIX)
        self.neighbours = read_geojson(folder / "boundaries/neighbours.geojson")
        self.rivers = read_geojson(folder / "boundaries/rivers.geojson")
        self.places = read_csv(folder / "boundaries/places.csv")
        self.admin = read_csv(folder / "records/admin_units.csv")
        self.gates = read_csv(folder / "records/border_gates.csv")
        self.cooperation = read_csv(folder / "records/cooperation_records.csv")
        self.incidents = read_csv(folder / "records/incidents.csv")
        self.news = read_markdown_tables(folder / "news_facts.md")
        self._add_names()
        self._add_river_names()
        self._split_versions()
        self.boundary = {}
        for feature in self.countries + self.provinces + self.districts:
            key = feature["properties"]["id"]
            if key in self.boundary:
                raise FactError(f"boundaries: id {key} twice")
            self.boundary[key] = feature
        self.admin_by_id = {}
        for row in self.admin:
            self.admin_by_id[boundary_id(row)] = row

    def _add_river_names(self):
        """The lines of the facts have no names: a line is told by its number, from 1, and its first vertex."""
        for feature in self.rivers:
            feature["properties"] |= {"name_en": "", "name_vi": "", "name_lo": "", "name_source_ids": ""}
        for row in table("river_names"):
            feature = self.rivers[int(row["feature"]) - 1]
            if feature["geometry"]["coordinates"][0] != [float(row["lon"]), float(row["lat"])]:
                raise FactError(f"river_names.csv: line {row['feature']} does not start at {row['lon']}, {row['lat']}")
            feature["properties"] |= {key: row[key] for key in ("name_en", "name_vi", "name_lo")}
            feature["properties"]["name_source_ids"] = row["source_ids"]

    def _add_names(self):
        """Names of boundaries that the facts give elsewhere than in the boundary files."""
        features = {f["properties"]["id"]: f for f in self.provinces + self.districts}
        for row in table("boundary_names"):
            properties = features[row["id"]]["properties"]
            if properties[f"name_{row['language']}"]:
                raise FactError(f"boundary_names.csv: {row['id']} has a name in {row['language']} already")
            properties[f"name_{row['language']}"] = row["name"]

    def _split_versions(self):
        """A district whose province was replaced in its life: a row for each parent, the later with an id of its own."""
        self.versions = {}
        for row in table("boundary_versions"):
            at = next((i for i, f in enumerate(self.districts) if f["properties"]["id"] == row["id"]), None)
            if at is None:
                raise FactError(f"boundary_versions.csv: no district {row['id']}")
            first, second = self.districts[at], copy.deepcopy(self.districts[at])
            if not first["properties"]["valid_from"] < row["from"] < first["properties"]["valid_to"]:
                raise FactError(f"boundary_versions.csv: {row['id']} is not alive on {row['from']}")
            first["properties"].update(valid_to=row["from"], parent_id=row["parent_before"])
            second["properties"].update(id=row["new_id"], valid_from=row["from"])
            self.districts.insert(at + 1, second)
            self.versions[row["id"]] = row

    def section(self, start):
        found = [rows for heading, rows in self.news.items() if heading.startswith(start)]
        if len(found) != 1:
            raise FactError(f"news_facts.md: {len(found)} tables under a heading that starts with '{start}'")
        return found[0]


def boundary_id(row):
    """Id in the boundary files of a row of admin_units.csv (its own id for what is no boundary)."""
    key = row["unit_id"]
    if re.fullmatch(r"LA-D\d{4}", key):
        key = "LA-" + key[4:]
    return key if row["version"] == "1" else f"{key}-v{row['version']}"
