#!/usr/bin/env python3
"""Codes report lines on Spark: every partition goes through `demarche code -`.

    spark-submit code_with_pipe.py reports.jsonl events/
    spark-submit code_with_pipe.py hdfs:///news/2026/*.jsonl hdfs:///events/2026 --format parquet --ship

In: JSON lines, {"id","text","title","published","source","url"} each. Out: for every report its events, or one
record that says why there is none; for every line that is no report an error record. Nothing is dropped.

  --format jsonl     text files; joined in the order of their names they are the bytes that one process writes
  --format parquet   a table with the fields of the event record, in folders kind=event, kind=empty, kind=error

The program and its pack must lie on every machine (--program says where), or be sent along (--ship).
"""

import argparse
import itertools
import json
import os
import shutil
import subprocess

from pyspark.sql import SparkSession, functions, types

# The last line of a partition: a report without an event. Its answer proves that the program came to the end, which
# its exit status does not (3 is rejected input).
MARK = "end of partition"
MARK_REPORT = json.dumps({"id": MARK, "text": "."})
MARK_ANSWER = f'{{"report": "{MARK}", "events": 0, '

# The program looks at the first 8 KiB of its input to find out whether it is packed or binary.
HEAD = 8192


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+", help="files, folders or patterns of report lines, in the order of the output")
    parser.add_argument("output", help="a folder that does not exist yet")
    parser.add_argument("--format", choices=["jsonl", "parquet"], default="jsonl")
    parser.add_argument("--program", default="demarche", help="the program; its pack lies beside it")
    parser.add_argument("--ship", action="store_true", help="send program and pack of this machine to the executors")
    parser.add_argument("--split", type=float, default=8, metavar="MB", help="longest part of a file that is one task")
    parser.add_argument("--negated", action="store_true", help="denied events too, marked")
    parser.add_argument("--ids-given", action="store_true",
                        help="every report has an id: do not count lines first; right from some 10^8 reports on")
    options = parser.parse_args()

    spark = SparkSession.builder.appName("demarche").getOrCreate()
    program = os.path.abspath(shutil.which(options.program) or parser.error(f"no program {options.program}"))
    fields = event_type(json.loads(subprocess.run([program, "schema"], check=True, capture_output=True).stdout))
    if options.ship:
        pack = os.path.join(os.path.dirname(os.path.realpath(program)), "demarche.pack")
        for file in (program, pack):
            spark.sparkContext.addFile(file)
        # Executors of a cluster work in the folder that holds what is sent to them.
        program = "./" + os.path.basename(program)
    command = f"{program} code - --input jsonl --emit-empty --emit-errors --quiet" + " --negated" * options.negated

    lines = report_lines(spark.sparkContext, options.reports, int(options.split * 2**20))
    records = coded(lines, command, numbered=not options.ids_given)
    if options.format == "jsonl":
        records.saveAsTextFile(options.output)
    else:
        table(spark, records, fields).write.partitionBy("kind").parquet(options.output)
    spark.stop()


def report_lines(context, paths, split):
    """The lines of the files, cut at newlines alone: Spark's own reading of text cuts at carriage returns as well."""
    lines = context.newAPIHadoopFile(
        ",".join(paths),
        "org.apache.hadoop.mapreduce.lib.input.TextInputFormat",
        "org.apache.hadoop.io.LongWritable",
        "org.apache.hadoop.io.Text",
        conf={"textinputformat.record.delimiter": "\n", "mapreduce.input.fileinputformat.split.maxsize": str(split)},
    )
    return lines.values()


def coded(lines, command, numbered=True):
    """An RDD of event lines from one of report lines, in its order and with its partitions.

    `numbered`: the program names a line that is no report, and a report without an id, by the number of the line. For
    the numbers of one process the lines are counted first, and blank lines stand for those of the partitions before.
    """
    before = itertools.repeat(0)
    if numbered:
        counts = lines.mapPartitions(lambda part: [sum(1 for _ in part)]).collect()
        before = [0, *itertools.accumulate(counts)]

    def framed(index, part):
        # Blank lines also keep the program from taking the first line of a partition for the head of a file.
        blank = before[index] if numbered else 1
        if index > 0 and blank > 0:
            yield "\n" * (blank - 1) + " " * HEAD
        yield from part
        yield MARK_REPORT

    framed_lines = lines.mapPartitionsWithIndex(framed)
    return framed_lines.pipe(command, env={"PATH": os.environ["PATH"]}).mapPartitions(complete)


def complete(records):
    """The records of a partition without the mark; an error if the mark did not come."""
    last = None
    for record in records:
        if last is not None:
            yield last
        last = record
    if last is None or not last.startswith(MARK_ANSWER):
        raise RuntimeError(f"demarche ended early; the last it wrote was: {str(last)[:200]}")


def table(spark, records, fields):
    """The records as typed columns; what is no event keeps its line in `record`."""
    lines = spark.createDataFrame(records.map(lambda record: (record,)), "record string")
    value = functions.get_json_object
    lines = lines.withColumn(
        "kind",
        functions.when(value("record", "$.schema").isNotNull(), "event")
        .when(value("record", "$.error").isNotNull(), "error")
        .otherwise("empty"),
    )
    lines = lines.withColumn("of", value("record", "$.report"))
    lines = lines.withColumn("event", functions.when(lines.kind == "event", functions.from_json("record", fields)))
    others = [functions.col(f"event.`{field.name}`") for field in fields if field.name != "report"]
    record = functions.when(lines.kind != "event", lines.record).alias("record")
    return lines.select("kind", functions.col("of").alias("report"), *others, record)


def event_type(schema):
    """The type in Spark of what a JSON Schema describes, as far as `demarche schema` goes."""
    names = schema.get("type", "integer" if "const" in schema else "string")
    name = names if isinstance(names, str) else next(name for name in names if name != "null")
    if name == "object":
        return types.StructType([types.StructField(key, event_type(of)) for key, of in schema["properties"].items()])
    if name == "array":
        return types.ArrayType(event_type(schema["items"]))
    return {"string": types.StringType, "integer": types.LongType, "number": types.DoubleType,
            "boolean": types.BooleanType}[name]()


if __name__ == "__main__":
    main()
