#!/usr/bin/env python3
"""Codes a table of reports on Spark with the Python package: Arrow batches of reports in, of events out.

    spark-submit code_with_arrow.py reports.parquet events.parquet
    spark-submit code_with_arrow.py news.parquet lines/ --keep region,batch --format lines

In: a table with a column `text` and any of `id`, `title`, `published`, `source`, `url`, `language`; give every report
an id. Rename what has other names first. Out: for every report its events, or one row that says why there is none
(kind "empty"), or what was wrong with it (kind "error"). No row is dropped.

  --format columns   the columns below, typed, beside those of --keep
  --format lines     the column `record`: the lines that `demarche code` writes, beside those of --keep

The package has to be there for the Python of every worker: pip install demarche, or an archive by --archives.
"""

import argparse
import json

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

FIELDS = ["id", "title", "text", "published", "source", "url", "language"]


def of(name, *path):
    """What stands in a field of an event, or under a path of names in it."""
    def value(event):
        event = event.get(name)
        for step in path:
            event = event and event.get(step)
        return event
    return value


def each(name, field):
    """A field of each participant."""
    return lambda event: [party[field] for party in event.get(name, [])]


# The columns of --format columns: name, type, and how it comes from the record of an event. `demarche schema` tells all
# that a record has; add what you need.
COLUMNS = [
    ("id", pa.string(), of("id")),
    ("incident", pa.string(), of("incident")),
    ("sentence", pa.int32(), of("sentence")),
    ("date", pa.string(), of("date")),
    ("date_precision", pa.string(), of("date_precision")),
    ("published", pa.string(), of("published")),
    ("event", pa.string(), of("event")),
    ("mode", pa.list_(pa.string()), of("mode")),
    ("context", pa.list_(pa.string()), of("context")),
    ("quad", pa.int32(), of("quad")),
    ("score", pa.float64(), of("score")),
    ("cameo", pa.string(), of("cameo")),
    ("goldstein", pa.float64(), of("goldstein")),
    ("aux", pa.list_(pa.string()), of("aux")),
    ("actor", pa.list_(pa.string()), each("actor", "code")),
    ("actor_sector", pa.list_(pa.string()), each("actor", "sector")),
    ("actor_text", pa.list_(pa.string()), each("actor", "text")),
    ("recipient", pa.list_(pa.string()), each("recipient", "code")),
    ("recipient_sector", pa.list_(pa.string()), each("recipient", "sector")),
    ("recipient_text", pa.list_(pa.string()), each("recipient", "text")),
    ("attribution", pa.list_(pa.string()), each("attribution", "text")),
    ("place", pa.string(), of("place", "name")),
    ("country", pa.string(), of("place", "country")),
    ("lat", pa.float64(), of("place", "lat")),
    ("lon", pa.float64(), of("place", "lon")),
    ("rule", pa.string(), of("rule")),
    ("confidence", pa.float64(), of("confidence")),
    ("version", pa.string(), of("version")),
    ("data", pa.string(), of("data")),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", help="a table that Spark reads")
    parser.add_argument("output", help="a folder that does not exist yet")
    parser.add_argument("--input", default="parquet", metavar="FORMAT", help="parquet, orc, json ...")
    parser.add_argument("--format", choices=["columns", "lines"], default="columns")
    parser.add_argument("--keep", default="", metavar="COLUMN,...", help="columns of the reports that go with their events")
    parser.add_argument("--split", type=float, default=8, metavar="MB", help="longest part of a file that is one task")
    parser.add_argument("--negated", action="store_true", help="denied events too, marked")
    options = parser.parse_args()

    spark = (
        SparkSession.builder.appName("demarche")
        # A batch and its events are in memory together.
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 1000)
        # Coding is slow beside reading: the parts that Spark makes by itself take an hour each.
        .config("spark.sql.files.maxPartitionBytes", int(options.split * 2**20))
        .config("spark.sql.files.openCostInBytes", 0)
        .getOrCreate()
    )
    reports = spark.read.format(options.input).load(options.reports)
    keep = [name for name in options.keep.split(",") if name]
    coded(reports, keep, typed=options.format == "columns", negated=options.negated).write.parquet(options.output)
    spark.stop()


def coded(reports, keep=(), typed=True, negated=False):
    """The events of a DataFrame of reports as a DataFrame."""
    fields = [name for name in FIELDS if name in reports.columns]
    if "text" not in fields:
        raise SystemExit(f"no column `text`: there are {', '.join(reports.columns)}")
    names = dict.fromkeys([*fields, *keep])
    columns = COLUMNS if typed else []
    added = pa.schema([("kind", pa.string()), ("report", pa.string())] + [(name, kind) for name, kind, _ in columns]
                      + [("record", pa.string())])
    clash = [name for name in keep if name in added.names]
    if clash:
        raise SystemExit(f"the events have a column of that name too: {', '.join(clash)}")

    def code(batches):
        # Opened here, once for each Python worker; Spark keeps a worker for the tasks that follow.
        import demarche

        for batch in batches:
            rows, records = [], []
            for row, report in enumerate(batch.select(fields).to_pylist()):
                line = json.dumps(report, default=lambda day: day.isoformat()).encode()
                for record in demarche.lines(line, negated=negated, emit_empty=True, emit_errors=True).splitlines():
                    rows.append(row)
                    records.append(record.decode())
            kept = batch.select(list(keep)).take(pa.array(rows, pa.int64()))
            yield pa.RecordBatch.from_arrays([*kept.columns, *arrays(records)], [*keep, *added.names])

    def arrays(records):
        events = [json.loads(record) for record in records]
        kinds = ["event" if "schema" in event else "error" if "error" in event else "empty" for event in events]
        yield pa.array(kinds, pa.string())
        yield pa.array([event["report"] for event in events], pa.string())
        for _, kind, value in columns:
            yield pa.array([value(event) if name == "event" else None for name, event in zip(kinds, events)], kind)
        # With typed columns the line is kept where they say nothing.
        lines = [record if not typed or kind != "event" else None for kind, record in zip(kinds, records)]
        yield pa.array(lines, pa.string())

    schema = reports.select(*keep).schema
    for field in from_arrow_schema(added):
        schema = schema.add(field)
    return reports.select(*names).mapInArrow(code, schema)


if __name__ == "__main__":
    main()
