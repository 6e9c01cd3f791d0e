#!/usr/bin/env python3
"""Checks a Parquet file of events against the same events as JSON lines, cell by cell, with others' readers.

    demarche events --format jsonl > events.jsonl
    parquet-oracle.py events.parquet events.jsonl

Needs pyarrow and duckdb. Prints the number of rows; exits 1 and names row and column of the first difference.
"""
import datetime
import json
import sys

import duckdb
import pyarrow.parquet


def bounds(size):
    if size is None:
        return None
    least, most = size["min"], size["max"]
    if least == most:
        return str(least)
    return f"{least or ''}..{'' if most is None else most}"


def row(event, with_text):
    """What the table should have of an event; without text it has no words of the report."""
    place, size = event["place"] or {}, event["size"] or {}
    cells = {name: value for name, value in event.items() if not isinstance(value, dict)}
    for name in ("date", "date_end"):
        cells[name] = event[name] and datetime.date.fromisoformat(event[name])
    for side in ("actor", "recipient"):
        for part in ("code", "sector", "name", "text"):
            cells[f"{side}_{part}"] = [participant[part] for participant in event[side]]
    for count in ("killed", "injured", "arrested", "participants"):
        cells[count] = bounds(size.get(count))
        for end in ("min", "max"):
            cells[f"{count}_{end}"] = (size.get(count) or {}).get(end)
    speakers = event["attribution"]
    cells["said_by"] = [
        speaker["text"] if speaker["name"] is None and with_text else speaker["name"] for speaker in speakers
    ]
    cells["trigger"] = event["trigger"]["text"]
    cells["trigger_start"], cells["trigger_end"] = event["trigger"]["start"], event["trigger"]["end"]
    cells["place"], cells["place_country"] = place.get("name"), place.get("country")
    cells["lat"], cells["lon"] = place.get("lat"), place.get("lon")
    return cells


def main(parquet, lines):
    readers = {
        "pyarrow": pyarrow.parquet.read_table(parquet),
        "duckdb": duckdb.read_parquet(parquet).to_arrow_table(),
    }
    with_text = "trigger" in readers["pyarrow"].column_names
    with open(lines, encoding="utf-8") as file:
        expected = [row(json.loads(line), with_text) for line in file]
    for reader, table in readers.items():
        if table.num_rows != len(expected):
            sys.exit(f"{parquet}: {reader} reads {table.num_rows} rows of {len(expected)}")
        for name in table.column_names:
            for number, (cell, event) in enumerate(zip(table[name].to_pylist(), expected), 1):
                if cell != event[name]:
                    sys.exit(f"{parquet}: {reader}, row {number}, {name}: {cell!r}, not {event[name]!r}")
    print(f"{len(expected)} rows, {len(readers['pyarrow'].column_names)} columns: as the JSON lines have them")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
