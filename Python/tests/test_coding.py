"""Coding from Python gives what the program gives."""

import json
import multiprocessing
import pickle
import threading
import unittest
import warnings

import demarche
from common import ODD, SAMPLES, needs_program, program, samples

TEXT = "Egypt and Israel signed a peace treaty in Washington on March 26, 1979."


def quietly(*arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return demarche.lines(*arguments, **options)


class Lines(unittest.TestCase):
    """demarche.lines writes the bytes of `demarche code -`."""

    FLAGS = [
        {}, {"negated": True}, {"emit_empty": True}, {"emit_errors": True},
        {"negated": True, "emit_empty": True, "emit_errors": True},
    ]

    def same(self, given: bytes, jobs: str = "1"):
        for flags in self.FLAGS:
            with self.subTest(flags=flags, jobs=jobs):
                words = [f"--{name.replace('_', '-')}" for name in flags]
                written = program(
                    "code", "-", "--format", "jsonl", "--input", "jsonl", "--quiet", "--jobs", jobs, *words,
                    given=given, accept=(0, 1, 3))
                self.assertEqual(quietly(given, **flags), written)

    @needs_program
    def test_of_the_samples(self):
        self.same(SAMPLES.read_bytes())
        self.same(SAMPLES.read_bytes(), jobs="2")

    @needs_program
    def test_of_odd_reports(self):
        self.same(ODD)

    @needs_program
    def test_however_the_work_is_cut(self):
        lines = SAMPLES.read_bytes().splitlines(keepends=True)
        pieces = [quietly(b"".join(lines[i : i + 7])) for i in range(0, len(lines), 7)]
        self.assertEqual(b"".join(pieces), quietly(b"".join(lines)))

    @needs_program
    def test_with_the_date_and_the_source_of_all(self):
        line = b'{"id": "t", "text": "Test data: Egypt met Israel on Friday."}'
        written = program(
            "code", "-", "--format", "jsonl", "--input", "jsonl", "--quiet", "--published", "1979-03-27",
            "--source", "Test", given=line)
        self.assertEqual(demarche.lines(line, published="1979-03-27", source="Test"), written)

    def test_of_nothing(self):
        self.assertEqual(demarche.lines(b""), b"")

    def test_rejected_reports_are_told(self):
        with self.assertWarnsRegex(demarche.DemarcheWarning, "language fr is not supported"):
            demarche.lines(b'{"id": "t3", "text": "Une phrase.", "language": "fr"}')

    @needs_program
    def test_other_steps_write_what_the_program_writes(self):
        for report in samples()[:5]:
            line = json.dumps(report, ensure_ascii=False).encode()
            for step in ("mentions", "claims"):
                with self.subTest(step=step, report=report["id"]):
                    written = program(step, "-", "--input", "jsonl", "--quiet", given=line)
                    found = getattr(demarche, step)(report)
                    self.assertEqual(found, [json.loads(one) for one in written.splitlines()])
            untitled = {name: value for name, value in report.items() if name != "title"}
            line = json.dumps(untitled, ensure_ascii=False).encode()
            written = program("parse", "-", "--input", "jsonl", "--quiet", given=line)
            self.assertEqual(demarche.parse(report).conllu, written.decode())


class Pipe(unittest.TestCase):
    """demarche.pipe gives each report's events, in order."""

    @needs_program
    def test_records_are_those_of_the_program_on_one_thread_and_many(self):
        written = program(
            "code", str(SAMPLES), "--format", "jsonl", "--quiet").decode().splitlines()
        for jobs in (1, 2, 5):
            with self.subTest(jobs=jobs):
                found = [event.to_json() for events in demarche.pipe(samples(), jobs=jobs) for event in events]
                self.assertEqual(found, written)

    def test_contexts_travel_untouched(self):
        marks = [object(), None, {"a": 1}]
        for jobs in (1, 3):
            pairs = list(demarche.pipe(zip([TEXT, {"text": TEXT}, "It rained."], marks), jobs=jobs))
            self.assertTrue(all(context is mark for (_, context), mark in zip(pairs, marks)))
            self.assertEqual([len(events) for events, _ in pairs], [1, 1, 0])

    def test_reads_no_further_than_its_window(self):
        for jobs, most in ((1, 1), (2, 8)):
            read = 0

            def endless():
                nonlocal read
                while True:
                    read += 1
                    yield "It rained."

            pipe = demarche.pipe(endless(), jobs=jobs)
            next(pipe)
            self.assertLessEqual(read, most)
            pipe.close()

    def test_an_error_does_not_end_it(self):
        reports = [TEXT, {"text": "Une phrase.", "language": "fr"}, TEXT]
        for jobs in (1, 2):
            with self.assertWarns(demarche.DemarcheWarning):
                found = list(demarche.pipe(reports, jobs=jobs))
            self.assertEqual([len(events) for events in found], [1, 0, 1])
            self.assertIsNone(found[0].error)
            self.assertEqual(found[1].error.message, "language fr is not supported")
            self.assertEqual(found[1].error.report, "-:2")
            with self.assertRaises(demarche.ReportError):
                list(demarche.pipe(reports, jobs=jobs, errors="raise"))

    def test_wrong_calls_are_told_at_once(self):
        with self.assertRaises(demarche.UsageError):
            demarche.pipe([], errors="ignore")
        with self.assertRaises(demarche.UsageError):
            demarche.pipe([], jobs=0)
        with self.assertRaises(demarche.UsageError):
            list(demarche.pipe(["no pair"], as_tuples=True))
        with self.assertRaises(demarche.UsageError):
            list(demarche.pipe([7]))

    def test_an_error_of_the_source_comes_through(self):
        def broken():
            yield TEXT
            raise OSError("the disk is gone")

        for jobs in (1, 2):
            with self.assertRaisesRegex(OSError, "the disk is gone"):
                list(demarche.pipe(broken(), jobs=jobs))


class Events(unittest.TestCase):
    """An event is a dictionary whose members are attributes, and its spans index the string."""

    def test_spans_index_python_strings(self):
        checked = 0
        for report, events in zip(samples(), demarche.pipe(samples())):
            for event in events:
                field = report["title"] if event.field == "title" else report["text"]
                for span in [event.trigger, *event.attribution, *event.actor, *event.recipient]:
                    if span.get("inferred"):
                        continue
                    self.assertEqual(field[span.start : span.end], span.text)
                    checked += 1
        self.assertGreater(checked, 100)

    def test_spans_count_characters_outside_the_first_plane_and_joined_ones(self):
        text = "Test data: 🙂 Zürich, é. " + TEXT
        event = demarche.code(text)[0]
        self.assertEqual(text[event.trigger.start : event.trigger.end], "signed")

    def test_half_a_pair_of_surrogates_keeps_the_places_of_the_others(self):
        text = "Test \ud83d data. " + TEXT
        event = demarche.code(text)[0]
        self.assertEqual(text[event.trigger.start : event.trigger.end], "signed")

    def test_members_are_attributes(self):
        event = demarche.code(TEXT)[0]
        self.assertEqual(event.actor[0].code, event["actor"][0]["code"])
        self.assertIs(type(event.to_dict()["actor"][0]), dict)
        with self.assertRaisesRegex(AttributeError, "no member 'colour'"):
            event.colour
        self.assertEqual(pickle.loads(pickle.dumps(event)), event)
        self.assertEqual(pickle.loads(pickle.dumps(event)).actor[0].code, "EGY")

    def test_a_report_without_events_says_why(self):
        self.assertEqual(demarche.code("It rained.").why, "no known actor")

    def test_denied_events_come_when_asked_for(self):
        text = "Test data: Egypt did not attack Israel."
        self.assertEqual(demarche.code(text), [])
        denied = demarche.code(text, negated=True)
        self.assertTrue(all("negation" in event.aux for event in denied) and denied)

    def test_a_notebook_shows_a_table_in_which_words_are_text(self):
        shown = demarche.code({"text": TEXT, "id": "<script>"})._repr_html_()
        self.assertIn("<td>signed</td>", shown)
        self.assertNotIn("<script>", shown)


class Trees(unittest.TestCase):
    """A document has spaCy's names."""

    TEXT = "Iraq’s army didn’t leave.\nThe war lasted until February."

    def test_words_lie_where_they_lie_in_the_text(self):
        for text in [self.TEXT] + [report["text"] for report in samples()]:
            doc = demarche.parse(text)
            for token in doc:
                self.assertEqual(text[token.idx : token.idx + len(token)], token.text)
            self.assertEqual(
                "".join(token.text_with_ws for token in doc).split(), text.split())

    def test_heads_and_children_fit(self):
        doc = demarche.parse(self.TEXT)
        self.assertEqual(len(doc.sents), 2)
        for sentence in doc.sents:
            self.assertIs(sentence.root.head, sentence.root)
            self.assertEqual(len(sentence.root.subtree), len(sentence))
            for token in sentence:
                for child in token.children:
                    self.assertIs(child.head, token)
        self.assertEqual(doc.sents[1].text, "The war lasted until February.")
        self.assertEqual(doc[0].i, 0)
        self.assertIn("Number=Sing", doc[0].morph)

    def test_displacy_draws_trees_entities_and_events(self):
        doc = demarche.parse(TEXT)
        drawn = doc.to_displacy()[0]
        self.assertEqual([word["text"] for word in drawn["words"]], [token.text for token in doc])
        self.assertEqual(len(drawn["arcs"]), len(doc) - 1)
        for arc in drawn["arcs"]:
            self.assertLess(arc["start"], arc["end"])
        entities = doc.to_displacy("ent")
        labels = {TEXT[ent["start"] : ent["end"]]: ent["label"] for ent in entities["ents"]}
        self.assertEqual(labels["Egypt"], "ACTOR EGY")
        event = demarche.displacy_events(TEXT, demarche.code(TEXT))[0]
        found = {TEXT[ent["start"] : ent["end"]]: ent["label"] for ent in event["ents"]}
        self.assertEqual(found["signed"], "SUPPORT")
        self.assertEqual(found["Egypt"], "ACTOR")
        ends = [0]
        for ent in event["ents"]:
            self.assertGreaterEqual(ent["start"], ends[-1])
            ends.append(ent["end"])


def in_child(text):
    """What a child process finds."""
    return [event.to_json() for event in demarche.code(text)]


class Processes(unittest.TestCase):
    """A process may fork after use, and many threads may use one coder."""

    def test_a_fork_after_use_goes_on(self):
        expected = in_child(TEXT)
        list(demarche.pipe([TEXT] * 4, jobs=2))
        with multiprocessing.get_context("fork").Pool(2) as pool:
            self.assertEqual(pool.map_async(in_child, [TEXT] * 6).get(timeout=60), [expected] * 6)

    def test_a_new_process_starts(self):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            self.assertEqual(pool.map_async(in_child, [TEXT]).get(timeout=120), [in_child(TEXT)])

    def test_threads_share_a_coder(self):
        lines = SAMPLES.read_bytes()
        expected = quietly(lines)
        found = [b""] * 4

        def run(place):
            found[place] = demarche.Coder.lines(coder, lines)

        coder = demarche.Coder()
        threads = [threading.Thread(target=run, args=(place,)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [expected] * 4)


class Versions(unittest.TestCase):
    """Package, library and records are of one version."""

    def test_they_agree(self):
        import ctypes
        from demarche import _library

        said = _library.Bytes()
        _library.library().demarche_version(ctypes.byref(said))
        self.assertEqual(json.loads(said.take()), {"version": demarche.__version__, "abi": _library.ABI})
        self.assertEqual(demarche.code(TEXT)[0].version, demarche.__version__)


class Errors(unittest.TestCase):
    """What goes wrong is told with file, line and help."""

    def test_a_pack_that_is_none(self):
        with self.assertRaises(demarche.DataError) as caught:
            demarche.Coder("/nowhere/demarche.pack")
        self.assertEqual(caught.exception.file, "/nowhere/demarche.pack")
        with self.assertRaisesRegex(demarche.DataError, "this is no data pack"):
            demarche.Coder(str(SAMPLES))

    def test_a_report_that_is_none(self):
        for report, message in [
            ("", "no text"), ({"title": "x"}, "no text"),
            ({"text": "x", "published": "soon"}, "published is no date: soon"),
        ]:
            with self.assertRaises(demarche.ReportError) as caught:
                demarche.code(report)
            self.assertEqual(caught.exception.message, message)
            self.assertTrue(caught.exception.help)
            copy = pickle.loads(pickle.dumps(caught.exception))
            self.assertEqual((str(copy), type(copy)), (str(caught.exception), demarche.ReportError))
        with self.assertRaises(demarche.UsageError):
            demarche.lines(b"", published="soon")

    def test_knowledge_of_ones_own(self):
        from tempfile import TemporaryDirectory
        from pathlib import Path

        with TemporaryDirectory() as folder:
            table = Path(folder) / "organisations.tsv"
            table.write_text("key\tname\n", "utf-8")
            with self.assertRaises(demarche.DataError) as caught:
                demarche.Coder(knowledge=folder)
            self.assertEqual(caught.exception.file, str(table))
            (Path(folder) / "colours.tsv").write_text("a\tb\n", "utf-8")
            with self.assertRaisesRegex(demarche.DataError, "no table of actors is called colours.tsv"):
                demarche.Coder(knowledge=folder)


if __name__ == "__main__":
    unittest.main()
