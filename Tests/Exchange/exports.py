#!/usr/bin/env python3
"""What the program exports from a ledger of the sample reports, opened by pandas, DuckDB, pyarrow and networkx as their
users do.

    Tests/Exchange/run            makes an environment and calls this

Needs pandas, pyarrow, duckdb and networkx from PyPI, and DEMARCHE_PROGRAM. Headers are compared with the published files
where ../shared (or DEMARCHE_SHARED) is there.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import duckdb
import networkx
import pandas
import pyarrow.parquet

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("DEMARCHE_SHARED", ROOT.parent / "shared")) / "data" / "layouts"
PROGRAM = os.environ["DEMARCHE_PROGRAM"]
REPORTS = ROOT / "Data" / "samples" / "reports.jsonl"


def program(*words):
    """The standard output of the program; it must succeed."""
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"demarche {' '.join(map(str, words))}: {done.stderr.decode()}")
    return done.stdout


def count(source):
    """How many rows DuckDB reads."""
    return duckdb.sql(f"SELECT count(*) FROM {source}").fetchall()[0][0]


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        cls.ledger = cls.path / "samples.db"
        program("ingest", REPORTS, "--ledger", cls.ledger, "--quiet")
        cls.events = [json.loads(line) for line in program("events", "--ledger", cls.ledger).splitlines()]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def export(self, form, *flags):
        # By its ending DuckDB knows what a file is.
        file = self.path / f"events.{ {'plover': 'jsonl', 'icews': 'tab', 'polecat': 'tsv'}.get(form, form) }"
        program("export", "--ledger", self.ledger, "--format", form, "--output", file, "--quiet", *flags)
        return file

    def test_parquet_has_every_cell_of_the_records_for_pyarrow_and_duckdb(self):
        records = self.path / "events.jsonl"
        records.write_bytes(program("events", "--ledger", self.ledger))
        for flags in [(), ("--with-text",)]:
            file = self.export("parquet", *flags)
            oracle = Path(__file__).with_name("parquet-oracle.py")
            subprocess.run([sys.executable, oracle, file, records], check=True, stdout=subprocess.DEVNULL)

    def test_parquet_opens_in_pandas_with_types_and_tells_how_it_was_made(self):
        file = self.export("parquet", "--quad", "4")
        table = pandas.read_parquet(file)
        self.assertEqual(len(table), sum(event["quad"] == 4 for event in self.events))
        self.assertEqual(str(table["quad"].dtype), "int64")
        self.assertEqual(str(table["score"].dtype), "float64")
        self.assertEqual(set(map(type, table["cameo"].dropna())), {str})
        manifest = json.loads(pyarrow.parquet.read_schema(file).metadata[b"demarche"])
        self.assertEqual(manifest["flags"], {"quad": "4"})
        self.assertEqual(len(manifest["coded_with"]), 1)

    def test_csv_opens_in_pandas_and_duckdb_without_an_option(self):
        file = self.export("csv")
        self.assertEqual(len(pandas.read_csv(file)), len(self.events))
        rows = duckdb.sql(f"SELECT count(*), count(DISTINCT id) FROM '{file}'").fetchall()
        self.assertEqual(rows, [(len(self.events), len({event["id"] for event in self.events}))])

    def test_no_word_of_a_report_is_exported_unless_it_is_asked_for(self):
        words = [event["trigger"]["text"] for event in self.events]
        table = pandas.read_csv(self.export("csv"))
        for column in ("trigger", "actor_text", "recipient_text"):
            self.assertNotIn(column, table.columns)
        told = [row.split("\t") for row in self.export("polecat", "--with-text").read_text().splitlines()]
        silent = [row.split("\t") for row in self.export("polecat").read_text().splitlines()]
        raw = told[0].index("Actor Name Raw")
        self.assertTrue(any(row[raw] for row in told[1:]))
        self.assertFalse(any(row[raw] for row in silent[1:]))
        self.assertIn(words[0], program("export", "--ledger", self.ledger, "--with-text").decode())

    def test_layouts_with_a_header_have_the_columns_of_the_published_files(self):
        known = {"icews": 20, "polecat": 40, "phoenix": 26}
        published = {
            "icews": "icews-events-2018.sample.tab", "polecat": "polecat_header.tsv", "phoenix": "phoenix_header.tsv"
        }
        for form, width in known.items():
            with self.subTest(form):
                file = self.export(form)
                table = pandas.read_csv(file, sep="\t", dtype=str)
                self.assertEqual(table.shape[1], width)
                self.assertGreater(len(table), 300)
                self.assertEqual(count(f"read_csv('{file}')"), len(table))
                if not SHARED.is_dir():
                    self.skipTest(f"no {SHARED}: headers are not compared with the published files")
                with open(SHARED / published[form], encoding="utf-8") as sample:
                    header = next(csv.reader(sample, delimiter="\t"))
                self.assertEqual(list(table.columns), header)

    def test_gdelt_has_61_columns_and_each_mention_an_event(self):
        events = pandas.read_csv(self.export("gdelt"), sep="\t", header=None, dtype=str)
        mentions = pandas.read_csv(self.export("gdelt-mentions"), sep="\t", header=None, dtype=str)
        self.assertEqual((events.shape[1], mentions.shape[1]), (61, 16))
        self.assertTrue(events[0].is_unique)
        self.assertEqual(set(mentions[0]), set(events[0]))
        self.assertEqual(mentions.groupby(0).size().to_dict(), events.set_index(0)[31].astype(int).to_dict())
        codes = duckdb.sql(
            f"SELECT column26 FROM read_csv('{self.path}/events.gdelt', delim='\t', header=false, all_varchar=true)"
        ).fetchall()
        self.assertTrue(all(code[0] in "012" and len(code) in (3, 4) for (code,) in codes))

    def test_petrarch_rows_are_days_two_actors_and_a_code(self):
        rows = [line.split("\t") for line in self.export("tsv-petrarch").read_text().splitlines()]
        self.assertEqual({len(row) for row in rows}, {7})
        for row in rows:
            self.assertRegex(row[0], r"^\d{8}$")
            self.assertRegex(row[3], r"^\d{3,4}$")

    def test_plover_is_a_line_an_event_with_lists_of_parties(self):
        file = self.export("plover")
        table = pandas.read_json(file, lines=True)
        self.assertEqual(count(f"'{file}'"), len(table))
        self.assertGreater(max(table["actor"].map(len)), 1)

    def test_maps_and_networks_open(self):
        features = json.loads(self.export("geojson").read_text())["features"]
        placed = [event for event in self.events if (event["place"] or {}).get("lat") is not None]
        self.assertEqual(len(features), len(placed))
        graphs = [networkx.read_gexf(self.export("gexf")), networkx.read_graphml(self.export("graphml"))]
        self.assertEqual(set(graphs[0]), set(graphs[1]))
        self.assertTrue(graphs[0].has_edge("EGY", "ISR"))
        self.assertNotIn("", graphs[0])

    def test_incidents_relations_and_panels_are_the_same_as_parquet_and_as_csv(self):
        for words in (
            ("incidents",), ("relation", "EGY", "ISR", "--by", "year"), ("relation", "EGY", "--with-all"),
            ("relation", "NOR", "KEN", "--changes"), ("panel", "--actors", "EGY,ISR,USA", "--by", "year"),
        ):
            with self.subTest(words[0]):
                form = {}
                for name in ("csv", "parquet"):
                    file = self.path / f"rows.{name}"
                    program(*words, "--ledger", self.ledger, "--format", name, "--output", file)
                    form[name] = (pandas.read_csv if name == "csv" else pandas.read_parquet)(file)
                self.assertEqual(len(form["csv"]), len(form["parquet"]))
                if words[0] != "incidents":
                    self.assertEqual(list(form["csv"]), list(form["parquet"]))

    @unittest.skipUnless(SHARED.is_dir(), f"no {SHARED}")
    def test_the_sample_of_icews_is_imported_and_told_row_by_row(self):
        file = SHARED / "icews-events-2018.sample.tab"
        ledger = self.path / "icews.db"
        done = subprocess.run(
            [PROGRAM, "import", file, "--ledger", ledger], capture_output=True, text=True, check=False)
        print(done.stderr.strip(), file=sys.stderr)
        self.assertEqual(done.returncode, 0)
        rows = len(pandas.read_csv(file, sep="\t", quoting=csv.QUOTE_NONE))
        self.assertIn(f"{rows} rows", done.stderr)
        series = program("relation", "KOR", "PRK", "--by", "day", "--ledger", ledger, "--format", "table").decode()
        print(series, file=sys.stderr)
        self.assertIn("2018-06", series)
        again = subprocess.run(
            [PROGRAM, "import", file, "--ledger", ledger], capture_output=True, text=True, check=False)
        self.assertIn("0 events added", again.stderr)


if __name__ == "__main__":
    unittest.main()
