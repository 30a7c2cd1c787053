#!/usr/bin/env python3
"""Makes geodata/boundaries, geodata/records and geodata/ledger.csv from the folder of sourced facts.

    python3 geodata/tools/make_geodata.py --facts FOLDER --out geodata

Needs Debian's python3-gdal. Reads no network. The same facts give the same bytes. Decisions taken by hand are in tools/tables.
"""

import argparse
import csv
import re
import sys
from pathlib import Path

import boundaries
import checks
from facts import FactError, Facts
from records import Builder, Ledger, Sources

ORDER = ["successions", "aliases", "units", "agreements", "agreement_parties", "agreement_areas", "events", "event_parties",
         "incidents", "gates", "categories", "areas", "sources"]
BEGIN, END = "<!-- counts: begin -->", "<!-- counts: end -->"


def write_csv(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def columns_of(name, rows):
    if name == "sources":
        return Sources.COLUMNS
    if name == "categories":
        return ["id", "parent_id", "name_en", "name_vi", "name_lo", "colour", "symbol", "colour_dark", "named_in", "note",
                "confidence", "name_basis"]
    return list(rows[0])


def counts_text(tables, layers, ledger):
    lines = ["Made by the tool; do not edit by hand.", "", "| fact file | facts | entered | merged | left out |",
             "| --- | ---: | ---: | ---: | ---: |"]
    files = list(dict.fromkeys(row["fact_file"] for row in ledger))
    for name in files:
        rows = [row for row in ledger if row["fact_file"] == name]
        number = {o: sum(1 for r in rows if r["outcome"] == o) for o in ("entered", "merged", "left_out")}
        lines.append(f"| {name} | {len(rows)} | {number['entered']} | {number['merged']} | {number['left_out']} |")
    lines += ["", "Left out, and why:", ""]
    for row in ledger:
        if row["outcome"] == "left_out":
            lines.append(f"- {row['fact_file']} {row['fact_id']}: {row['reason']}")
    lines += ["", "| table | rows |", "| --- | ---: |"]
    lines += [f"| boundaries/{name}.shp | {number} |" for name, number in layers.items()]
    lines += [f"| records/{name}.csv | {len(tables[name])} |" for name in ORDER]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", required=True, help="folder of the facts")
    parser.add_argument("--out", required=True, help="the geodata folder to write")
    options = parser.parse_args()
    out = Path(options.out)
    try:
        facts = Facts(options.facts)
        builder = Builder(facts)
        notes = builder.build()
        events = builder.tables["events"]
        columns = max((list(row) for row in events), key=len)
        for row in events:
            for column in columns:
                row.setdefault(column, "")
        builder.tables["events"] = [{c: row[c] for c in columns} for row in events]
        unused = checks.run(builder.tables, facts.boundary, builder.ledger.rows)
        line_report = boundaries.shared_line_report(facts)
        layers = boundaries.write_all(facts, out, builder.sources_of_boundary)
    except FactError as fault:
        print(f"make_geodata: {fault}", file=sys.stderr)
        return 1
    records = out / "records"
    records.mkdir(parents=True, exist_ok=True)
    for name in ORDER:
        write_csv(records / f"{name}.csv", columns_of(name, builder.tables[name]), builder.tables[name])
    write_csv(out / "ledger.csv", Ledger.COLUMNS, builder.ledger.rows)
    readme = out / "README.md"
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        counts = counts_text(builder.tables, layers, builder.ledger.rows)
        text = re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: f"{BEGIN}\n{counts}\n{END}", text, flags=re.S)
        readme.write_text(text, encoding="utf-8")
    for name, number in layers.items():
        print(f"boundaries/{name}: {number}")
    for name in ORDER:
        print(f"records/{name}: {len(builder.tables[name])}")
    print("shared line:")
    for text in line_report:
        print(f"  {text}")
    for text in notes:
        print(f"note: {text}")
    print(f"sources cited only by boundaries or not at all: {' '.join(unused)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
