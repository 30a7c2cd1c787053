"""What must hold of the tables; the first fault stops the run."""

import re
import unicodedata

from facts import FactError

UNIT_KINDS = {"army", "border_guard", "police", "ministry", "authority", "village", "state", "party", "collective"}
AGREEMENT_KINDS = {"twinning", "coordination_regulation", "memorandum", "plan", "treaty", "agreement"}
AGREEMENT_STATUS = {"signed", "in_force", "ended", "unknown"}
EVENT_KINDS = {"signing", "announcement", "review_meeting", "talks", "dialogue", "ministerial_meeting", "contacts", "visit",
               "ceremony", "parade", "exchange", "patrol", "exercise", "inspection", "assistance", "gate_opening",
               "repatriation", "demarcation"}
EVENT_STATUS = {"planned", "held", "cancelled"}
AGREEMENT_ROLES = {"signatory", "supervisor", "participant"}
EVENT_ROLES = {"host", "guest", "participant"}
ECHELONS = {"", "national", "ministry", "armed forces", "general department", "general staff", "department", "high command",
            "military region", "service", "force", "contingent", "team", "province", "provincial command", "district",
            "district command", "regional defence command", "commune", "village cluster", "village", "post", "company",
            "platoon"}
RECORD_KINDS = {"incident", "total", "snapshot"}

DATE = r"(?:[0-9X]{4}\??(?:-[0-9X]{2}(?:-[0-9X]{2})?)?[?~%]?)"
EDTF = re.compile(rf"(?:{DATE}|(?:\.\.|{DATE})/(?:\.\.|{DATE}))")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DURATION = re.compile(r"P\d+[YMWD]")


def fail(table, row, message):
    key = row.get("id") or row.get("agreement_id") or row.get("event_id") or row.get("target_id") or row.get("from_id")
    raise FactError(f"{table}: {key}: {message}")


def run(tables, boundary_ids, ledger):
    ids = {name: [row["id"] for row in rows] for name, rows in tables.items() if rows and "id" in rows[0]}
    for name, keys in ids.items():
        twice = {k for k in keys if keys.count(k) > 1}
        if twice:
            raise FactError(f"{name}: ids twice: {sorted(twice)}")
    known = {name: set(keys) for name, keys in ids.items()}
    known["boundaries"] = set(boundary_ids)

    def refer(table, row, field, *targets, several=False):
        cell = row[field]
        for key in (cell.split("|") if several else [cell]):
            if key and not any(key in known[t] for t in targets):
                fail(table, row, f"{field} '{key}' leads nowhere")

    def member(table, row, field, allowed):
        if row[field] not in allowed:
            fail(table, row, f"{field} '{row[field]}' is not one of {sorted(allowed)}")

    def dated(table, row, field, needed=True):
        if (needed or row[field]) and not EDTF.fullmatch(row[field]):
            fail(table, row, f"{field} '{row[field]}' is no EDTF date")

    for name, rows in tables.items():
        columns = list(rows[0])
        for row in rows:
            if list(row) != columns and set(row) != set(columns):
                fail(name, row, f"columns differ: {set(row) ^ set(columns)}")
            for field, value in row.items():
                if not isinstance(value, str):
                    fail(name, row, f"{field} is not text")
                if value != unicodedata.normalize("NFC", value) or value != value.strip() or "\n" in value:
                    fail(name, row, f"{field} is not trimmed NFC text")
            if "source_ids" in row and name != "sources":
                if not row["source_ids"]:
                    fail(name, row, "no source")
                refer(name, row, "source_ids", "sources", several=True)
            if "lon" in row:
                place = [row["lon"], row["lat"], row["precision_km"]]
                if any(place) and not all(place):
                    fail(name, row, f"position is not whole: {place}")
                if all(place) and not (92 < float(row["lon"]) < 112 and 6 < float(row["lat"]) < 26
                                       and float(row["precision_km"]) >= 0):
                    fail(name, row, f"position {place} is outside the region")
    for row in tables["units"]:
        member("units", row, "kind", UNIT_KINDS)
        member("units", row, "echelon", ECHELONS)
        refer("units", row, "admin_id", "boundaries")
        refer("units", row, "admin_now_id", "boundaries")
        refer("units", row, "parent_id", "units")
        for field in ("valid_from", "valid_to"):
            if row[field] and not DAY.fullmatch(row[field]):
                fail("units", row, f"{field} '{row[field]}' is no day")
        if not row["name_en"]:
            fail("units", row, "no English name")
    for row in tables["agreements"]:
        member("agreements", row, "kind", AGREEMENT_KINDS)
        member("agreements", row, "status", AGREEMENT_STATUS)
        dated("agreements", row, "signed")
        for field in ("announced", "ends", "in_force"):
            dated("agreements", row, field, needed=False)
        if row["cadence"] and not DURATION.fullmatch(row["cadence"]):
            fail("agreements", row, f"cadence '{row['cadence']}' is no ISO 8601 duration")
        refer("agreements", row, "admin_ids_then", "boundaries", several=True)
        sides = {p["unit_id"].split("-")[1] for p in tables["agreement_parties"] if p["agreement_id"] == row["id"]}
        if not {"VN", "LA"} <= sides:
            fail("agreements", row, f"parties of {sides} only")
        if not any(a["agreement_id"] == row["id"] for a in tables["agreement_areas"]):
            fail("agreements", row, "no area")
    for row in tables["agreement_parties"]:
        refer("agreement_parties", row, "agreement_id", "agreements")
        refer("agreement_parties", row, "unit_id", "units")
        member("agreement_parties", row, "role", AGREEMENT_ROLES)
    for row in tables["agreement_areas"]:
        refer("agreement_areas", row, "agreement_id", "agreements")
        refer("agreement_areas", row, "area_id", "areas")
        refer("agreement_areas", row, "category_ids", "categories", several=True)
    for row in tables["events"]:
        member("events", row, "kind", EVENT_KINDS)
        member("events", row, "status", EVENT_STATUS)
        dated("events", row, "date")
        refer("events", row, "fulfils", "events")
        refer("events", row, "agreement_id", "agreements")
        refer("events", row, "area_ids", "areas", several=True)
        if row["fulfils"]:
            plan = next(e for e in tables["events"] if e["id"] == row["fulfils"])
            if plan["status"] != "planned" or row["status"] != "held":
                fail("events", row, "fulfils must lead from a held event to a planned one")
    for row in tables["event_parties"]:
        refer("event_parties", row, "event_id", "events")
        refer("event_parties", row, "unit_id", "units")
        member("event_parties", row, "role", EVENT_ROLES)
    for row in tables["incidents"]:
        dated("incidents", row, "date")
        member("incidents", row, "record_kind", RECORD_KINDS)
        refer("incidents", row, "category_id", "categories")
        refer("incidents", row, "other_category_ids", "categories", several=True)
        refer("incidents", row, "admin_id", "boundaries")
        refer("incidents", row, "admin_ids_then", "boundaries", several=True)
        refer("incidents", row, "admin_ids_now", "boundaries", several=True)
        if row["quantity"]:
            float(row["quantity"])
    for row in tables["gates"]:
        refer("gates", row, "admin_vn", "boundaries")
        refer("gates", row, "admin_la", "boundaries")
    for name in ("categories", "areas"):
        for row in tables[name]:
            refer(name, row, "parent_id", name)
    for row in tables["categories"]:
        if not re.fullmatch(r"#[0-9a-f]{6}", row["colour"]) or not row["symbol"]:
            fail("categories", row, "no colour or symbol")
    for row in tables["aliases"]:
        refer("aliases", row, "target_id", "boundaries", "units", "gates")
    for row in tables["successions"]:
        refer("successions", row, "from_id", "boundaries", "units")
        refer("successions", row, "to_id", "boundaries", "units")
        if not DAY.fullmatch(row["date"]):
            fail("successions", row, f"date '{row['date']}' is no day")
    for row in tables["sources"]:
        if not row["publisher"]:
            fail("sources", row, "no publisher")
        dated("sources", row, "published", needed=False)
    used = {s for name, rows in tables.items() if name != "sources" for row in rows
            for s in row.get("source_ids", "").split("|")}
    for row in ledger:
        if row["outcome"] not in ("entered", "merged", "left_out") or (row["outcome"] == "left_out") != (not row["record_table"]):
            raise FactError(f"ledger: {row['fact_file']} {row['fact_id']}: {row['outcome']} with '{row['record_table']}'")
        if row["outcome"] == "left_out" and not row["reason"]:
            raise FactError(f"ledger: {row['fact_file']} {row['fact_id']}: left out without a reason")
    return sorted(known["sources"] - used)
