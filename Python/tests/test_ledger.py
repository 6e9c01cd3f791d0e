"""A ledger from Python gives what the program gives."""

import csv
import datetime
import importlib.util
import io
import json
import multiprocessing
import threading
import unittest

import demarche
from common import Folder, needs_program, program, rows, samples, table


def has(module):
    return importlib.util.find_spec(module) is not None


def needs(*modules):
    missing = [module for module in modules if not has(module)]
    return unittest.skipIf(missing, f"not installed: {', '.join(missing)}")


def setUpModule():
    global folder, path, ledger
    folder = Folder()
    path = folder.path("samples.db")
    ledger = demarche.Ledger(path)
    counts = ledger.ingest(samples())
    assert counts.added == len(samples()), counts


def tearDownModule():
    folder.remove()


def count_in_child(path):
    return len(demarche.Ledger(path).events())


def count_here(_):
    return len(ledger.events())


class Answers(unittest.TestCase):
    """Tables hold what the commands write."""

    @needs_program
    def test_events(self):
        for flags, filters in [
            ([], {}), (["--actor", "EGY"], {"actor": "EGY"}), (["--limit", "3"], {"limit": 3}),
            (["--quad", "3,4", "--from", "1980", "--until", "1990-06-30"],
             {"quad": [3, 4], "from_": "1980", "until": datetime.date(1990, 6, 30)}),
            (["--negated"], {"negated": True}), (["--not-event", "CONSULT,ASSAULT"], {"not_event": ["CONSULT", "ASSAULT"]}),
            (["--text", "peace treaty"], {"text": "peace treaty"}), (["--pair", "EGY,ISR", "--newest-first"],
             {"pair": ("EGY", "ISR"), "newest_first": True, "with_": None}),
        ]:
            with self.subTest(flags=flags):
                written = program("events", "--ledger", path, "--format", "jsonl", *flags)
                self.assertEqual(ledger.events(**filters).to_jsonl(), written)
                self.assertGreater(len(written), 0)

    @needs_program
    def test_incidents(self):
        for flags, filters in [([], {}), (["--reports", "2"], {"reports": 2}), (["--limit", "5"], {"limit": 5})]:
            written = program("incidents", "--ledger", path, "--format", "jsonl", *flags)
            self.assertEqual(ledger.incidents(**filters).to_jsonl(), written)

    @needs_program
    def test_relation(self):
        for unit in ("year", "month", "quarter"):
            written = program("relation", "EGY", "ISR", "--by", unit, "--ledger", path, "--format", "jsonl")
            relation = ledger.relation("EGY", "ISR", by=unit)
            self.assertEqual(relation.to_jsonl(), written)
        self.assertIn("Egypt", relation.summary)
        written = program("relation", "USA", "group:EU", "--changes", "--ledger", path, "--format", "jsonl")
        self.assertEqual(ledger.relation("USA", "group:EU").changes().to_jsonl(), written)

    @needs_program
    def test_partners_and_panel(self):
        self.assertEqual(
            ledger.partners("USA").to_dicts(),
            rows("relation", "USA", "--with-all", "--top", "1000", "--ledger", path, "--format", "jsonl"))
        written = table("panel", "--actors", "EGY,ISR,USA", "--by", "year", "--ledger", path)
        found = ledger.panel(["EGY", "ISR", "USA"])
        self.assertEqual(list(found.column_names), list(written[0]))
        self.assertEqual(
            [[("" if value is None else str(value)) for value in row.values()] for row in found],
            [list(row.values()) for row in written])

    def test_coverage_counts_all_reports(self):
        self.assertEqual(sum(row.reports for row in ledger.coverage()), len(samples()))

    @needs_program
    def test_a_figure_is_that_of_plot(self):
        written = program("plot", "relation", "EGY", "ISR", "--by", "year", "--ledger", path).decode()
        self.assertEqual(ledger.relation("EGY", "ISR").to_svg(), written)
        shown = ledger.relation("EGY", "ISR")._repr_html_()
        self.assertTrue(shown.startswith("<svg") or "<svg" in shown[:200])
        self.assertIn("<table>", shown)

    @needs_program
    def test_a_ledger_of_python_is_that_of_the_program(self):
        other = folder.path("program.db")
        from common import SAMPLES

        program("ingest", str(SAMPLES), "--ledger", other, "--quiet")
        for question in ("events", "incidents"):
            self.assertEqual(
                program(question, "--ledger", other, "--format", "jsonl"),
                program(question, "--ledger", path, "--format", "jsonl"))

    def test_iterating_and_length_agree(self):
        events = ledger.events()
        self.assertEqual(sum(1 for _ in events), len(events))
        self.assertTrue(events)
        self.assertFalse(ledger.events(actor="ATA"))
        self.assertEqual(list(events), list(events))


class Tables(unittest.TestCase):
    """Other libraries read a table with the types it has."""

    EMPTY = [
        ("events", {"actor": "ATA"}), ("incidents", {"actor": "ATA"}), ("relation", {"a": "ATA", "b": "BVT"}),
        ("changes", {"a": "ATA", "b": "BVT"}), ("partners", {"a": "ATA"}), ("panel", {"actors": ["ATA", "BVT"]}),
        ("coverage", {"from_": "2200"}),
    ]
    FULL = [
        ("events", {}), ("incidents", {}), ("relation", {"a": "EGY", "b": "ISR"}),
        ("changes", {"a": "USA", "b": "group:EU"}), ("partners", {"a": "USA"}), ("panel", {"pairs": 10}), ("coverage", {}),
    ]

    @needs("pyarrow")
    def test_arrow_has_the_values_of_the_lines(self):
        for question, filters in self.FULL:
            with self.subTest(question=question):
                asked = getattr(ledger, question)(**filters)
                arrow = asked.to_arrow()
                arrow.validate(full=True)
                self.assertEqual(arrow.column_names, asked.column_names)
                lines = asked.to_dicts()
                self.assertEqual(arrow.num_rows, len(lines))
                for name in arrow.column_names:
                    if not lines or name not in lines[0] or isinstance(lines[0][name], (list, dict)) or name == "place":
                        continue
                    for value, line in zip(arrow[name].to_pylist(), lines):
                        if isinstance(value, datetime.date):
                            value = value.isoformat()
                            self.assertTrue(value.startswith(line[name][:4]))
                        else:
                            self.assertEqual(value, line[name], name)

    @needs("pyarrow")
    def test_empty_answers_keep_columns_and_types(self):
        for (question, filters), (_, full) in zip(self.EMPTY, self.FULL):
            with self.subTest(question=question):
                empty = getattr(ledger, question)(**filters).to_arrow()
                if question != "relation":
                    self.assertEqual(empty.num_rows, 0)
                self.assertEqual(empty.schema, getattr(ledger, question)(**full).to_arrow().schema)

    @needs("pyarrow", "pandas")
    def test_pandas(self):
        frame = ledger.events().to_pandas()
        self.assertEqual(len(frame), len(ledger.events()))
        self.assertEqual(str(frame.date.dtype)[:10], "datetime64")
        empty = ledger.events(actor="ATA").to_pandas()
        self.assertEqual(list(empty.columns), list(frame.columns))
        self.assertEqual(str(empty.score.dtype), "float64")
        self.assertEqual(str(empty.date.dtype)[:10], "datetime64")

    @needs("pyarrow", "duckdb")
    def test_duckdb(self):
        import duckdb

        events = ledger.events()
        arrow = events.to_arrow()
        count = duckdb.sql("SELECT count(*) FROM arrow").fetchall()[0][0]
        self.assertEqual(count, len(events))
        found = duckdb.sql("SELECT count(*) FROM events").fetchall()[0][0]
        self.assertEqual(found, len(events))

    @needs("polars")
    def test_polars(self):
        frame = ledger.events().to_polars()
        self.assertEqual(frame.height, len(ledger.events()))

    @needs("pyarrow")
    def test_a_stream_that_nobody_reads_is_let_go(self):
        from demarche import table as tables

        for _ in range(50):
            capsule = ledger.events().__arrow_c_stream__()
            del capsule
        self.assertEqual(len(tables._streams), 0)

    def test_what_is_not_installed_is_named(self):
        from demarche.table import needed

        with self.assertRaisesRegex(ImportError, "pip install nothing"):
            needed("no_such_module", "nothing")

    def test_without_words_no_column_has_them(self):
        self.assertNotIn("trigger", ledger.events(with_text=False).column_names)
        self.assertIn("trigger", ledger.events().column_names)

    def test_a_notebook_shows_the_first_rows(self):
        self.assertIn("The first 20 rows.", ledger.events()._repr_html_())
        self.assertIn("No row.", ledger.events(actor="ATA")._repr_html_())


class Use(unittest.TestCase):
    """Errors, threads, processes and ingest."""

    def test_a_ledger_that_is_not_there(self):
        with self.assertRaises(demarche.LedgerError) as caught:
            demarche.Ledger(folder.path("nowhere.db")).events()
        self.assertEqual(caught.exception.file, folder.path("nowhere.db"))
        self.assertTrue(caught.exception.help)

    def test_wrong_questions(self):
        for ask in [
            lambda: ledger.events(colour="red"), lambda: ledger.events(from_="soon"),
            lambda: ledger.relation("EGY", "group:NOBODY"), lambda: ledger.relation("EGY", "ISR", by="hour"),
            lambda: ledger.events(source="Nobody's News"),
        ]:
            with self.assertRaises(demarche.UsageError) as caught:
                ask()
            self.assertTrue(caught.exception.message)

    def test_ingest_knows_what_it_has(self):
        again = ledger.ingest(samples()[:7])
        self.assertEqual((again.added, again.known), (0, 7))

    def test_ingest_tells_what_it_rejects(self):
        other = demarche.Ledger(folder.path("odd.db"))
        with self.assertWarns(demarche.DemarcheWarning):
            counts = other.ingest(["Test data. Iraq invaded Kuwait.", {"text": "Une phrase.", "language": "fr"}, "Test data, another."])
        self.assertEqual((counts.added, counts.rejected), (2, 1))
        self.assertEqual(other.ingest("Test data. Iraq invaded Kuwait.").known, 1)

    def test_an_ingest_that_fails_leaves_a_ledger_that_is_whole(self):
        other = demarche.Ledger(folder.path("broken.db"))

        def broken():
            yield "Test data. Iraq invaded Kuwait."
            raise OSError("the disk is gone")

        with self.assertRaises(OSError):
            other.ingest(broken())
        self.assertEqual(other.ingest("Test data. Iraq invaded Kuwait.").added, 1)

    def test_a_fork_after_use_goes_on(self):
        expected = len(ledger.events())
        with multiprocessing.get_context("fork").Pool(2) as pool:
            self.assertEqual(pool.map_async(count_here, range(4)).get(timeout=60), [expected] * 4)
            self.assertEqual(pool.map_async(count_in_child, [path] * 2).get(timeout=60), [expected] * 2)

    def test_threads_share_a_ledger(self):
        expected = ledger.events().to_jsonl()
        found = [b""] * 4

        def run(place):
            found[place] = ledger.events().to_jsonl()

        threads = [threading.Thread(target=run, args=(place,)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [expected] * 4)


if __name__ == "__main__":
    unittest.main()
