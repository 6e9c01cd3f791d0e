"""The same reports, cut up in every way, give the same bytes; nothing is lost. Run by Tests/Distributed/run."""

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import reports as made  # noqa: E402

ROOT = made.ROOT
PROGRAM = os.environ["DEMARCHE_PROGRAM"]
COUNT = int(os.environ.get("DEMARCHE_REPORTS", "2000"))
EXAMPLES = os.path.join(ROOT, "examples")
EVERY = ["--emit-empty", "--emit-errors", "--quiet"]
NEEDS_WHEEL = unittest.skipUnless(importlib.util.find_spec("demarche"), "there is no wheel: scripts/build-wheel makes it")


def setUpModule():
    """One file of report lines, and what one thread of one process writes for it."""
    global folder, path, lines, expected
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    path = os.path.join(folder.name, "reports.jsonl")
    lines = made.stream(PROGRAM, COUNT)
    with open(path, "wb") as file:
        file.write(b"\n".join(lines) + b"\n")
    expected = code(path, "--jobs", "1")


def code(*arguments, **options):
    """What the program writes; rejected records are no failure."""
    run = subprocess.run([PROGRAM, "code", *arguments, *EVERY], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options)
    if run.returncode not in (0, 3):
        raise AssertionError(f"demarche code {' '.join(arguments)} ended with {run.returncode}")
    return run.stdout


def from_pipe():
    """What one process writes for the same lines when it does not know the name of their file."""
    with open(path, "rb") as file:
        return code("-", "--input", "jsonl", stdin=file)


def new(name):
    """A path at which nothing is yet."""
    return os.path.join(tempfile.mkdtemp(dir=folder.name), name)


def spark(example, *arguments, master="local-cluster[2,1,1024]"):
    settings = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
                "spark.log.level": "ERROR", "spark.task.maxFailures": "1"}
    command = [os.path.join(os.path.dirname(sys.executable), "spark-submit"), "--master", master]
    for name, value in settings.items():
        command += ["--conf", f"{name}={value}"]
    run = subprocess.run([*command, os.path.join(EXAMPLES, "spark", example), *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        raise AssertionError(run.stderr[-4000:])


def content(path):
    with open(path, "rb") as file:
        return file.read()


def parts(output):
    """The text files that Spark wrote, in the order of their names."""
    return [content(os.path.join(output, name)) for name in sorted(os.listdir(output)) if name.startswith("part-")]


class Case(unittest.TestCase):
    def same(self, got, wanted):
        """The same bytes; else the first line that differs."""
        if hashlib.sha256(got).digest() == hashlib.sha256(wanted).digest():
            return
        for number, (a, b) in enumerate(zip(got.split(b"\n"), wanted.split(b"\n")), 1):
            if a != b:
                self.fail(f"line {number} differs:\n{a[:500]}\n{b[:500]}")
        self.fail(f"{len(got)} bytes in place of {len(wanted)}")


class OneProcess(Case):
    def test_every_line_has_a_record(self):
        """Each line that is not blank gives events, or one record that says why there are none, or an error."""
        records = [json.loads(record) for record in expected.splitlines()]
        errors = [record for record in records if "error" in record]
        empty = [record["report"] for record in records if record.get("events") == 0]
        coded = {record["report"] for record in records if "schema" in record}
        filled = [line for line in lines if line.strip(b" \t\r")]
        # Two reports bear the same id, and both have events.
        self.assertEqual(len(errors) + len(empty) + len(coded) + 1, len(filled))
        self.assertEqual(len(errors), 2 * len(made.POISON) + 1)
        self.assertGreater(len(coded), COUNT / 2)
        self.assertGreater(len(empty), COUNT / 100)

    def test_errors_name_their_lines(self):
        errors = [record for record in map(json.loads, expected.splitlines()) if "error" in record]
        self.assertEqual(sorted(lines[error["line"] - 1] for error in errors) == sorted([*2 * made.POISON, made.TOO_LONG]), True)

    def test_threads(self):
        self.same(code(path, "--jobs", "2"), expected)
        self.same(code(path, "--jobs", "5"), expected)

    def test_memory_is_flat(self):
        """The program needs no more memory for 20,000 reports than for 1,000."""
        def memory(count):
            sentence = b'{"id": "%d", "text": "Egypt met Israel on Monday. Israel thanked Egypt."}\n'
            text = b"".join(sentence % number for number in range(count))
            watch = ("import resource, subprocess, sys; r = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode;"
                     "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(r)")
            command = [sys.executable, "-c", watch, PROGRAM, "code", "-", "--input", "jsonl", *EVERY]
            return int(subprocess.run(command, input=text, check=True, capture_output=True).stdout)

        few, many = memory(1000), memory(20_000)
        print(f"{few // 1024} MB after 1,000 reports, {many // 1024} MB after 20,000", end=" ... ", file=sys.stderr)
        self.assertLess(many, few * 1.1)


class Shards(Case):
    def test_sixteen_shards(self):
        output = os.path.dirname(new("."))
        files = [os.path.join(output, f"{shard}.jsonl") for shard in range(16)]
        for shard, file in enumerate(files):
            code(path, "--shard", f"{shard}/16", "--output", file)
        joined = new("events.jsonl")
        # In any order: each shard says which it is.
        merge = subprocess.run([PROGRAM, "merge", *sorted(files), "--output", joined, "--quiet"])
        self.assertIn(merge.returncode, (0, 3))
        self.same(content(joined), expected)

    def test_scripts_of_slurm(self):
        """The array and the merge as Slurm would run them, after a task that was broken off."""
        slurm, output, joined = os.path.join(EXAMPLES, "slurm"), new("shards"), new("events.jsonl")

        def task(number):
            of_slurm = {"SLURM_ARRAY_TASK_ID": str(number), "SLURM_ARRAY_TASK_COUNT": "5", "SLURM_ARRAY_TASK_MAX": "4"}
            command = ["bash", os.path.join(slurm, "code-array.sh"), output, path, *EVERY]
            environment = {**os.environ, **of_slurm, "DEMARCHE": PROGRAM}
            return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)

        broken = task(3)
        while broken.poll() is None and not os.path.exists(os.path.join(output, "3.jsonl.part")):
            pass
        os.killpg(broken.pid, 9)
        broken.wait()
        self.assertFalse(os.path.exists(os.path.join(output, "3.jsonl")))
        for number in [0, 1, 2, 3, 4, 0]:
            self.assertEqual(task(number).wait(), 0)
        merge = ["bash", os.path.join(slurm, "merge.sh"), output, joined]
        subprocess.run(merge, env={**os.environ, "DEMARCHE": PROGRAM}, check=True, stderr=subprocess.DEVNULL)
        self.same(content(joined), expected)


class Spark(Case):
    def test_pipe_to_lines(self):
        output = new("events")
        spark("code_with_pipe.py", path, output, "--program", PROGRAM, "--ship", "--split", "0.1")
        written = parts(output)
        self.assertGreater(len(written), 4)
        self.same(b"".join(written), from_pipe())

    def test_pipe_to_parquet(self):
        output = new("events")
        spark("code_with_pipe.py", path, output, "--program", PROGRAM, "--format", "parquet", "--split", "0.1")
        rows = pa.dataset.dataset(output, partitioning="hive").to_table().to_pylist()
        wanted = [json.loads(record) for record in from_pipe().splitlines()]
        kind = {"event": "schema", "empty": "events", "error": "error"}
        for name, member in kind.items():
            self.assertEqual(sum(row["kind"] == name for row in rows), sum(member in record for record in wanted), name)
        known = {}
        for record in wanted:
            if "schema" in record:
                known.setdefault(record["id"], record)
        for row in rows:
            if row["kind"] == "event":
                for field in ("report", "date", "event", "mode", "score", "cameo", "actor", "recipient", "why", "sentence"):
                    self.assertEqual(row[field], known[row["id"]][field], row["id"])
            else:
                self.assertIn(json.loads(row["record"]), wanted)

    def test_a_program_that_ends_early_is_no_success(self):
        broken = new("demarche")
        with open(broken, "w") as file:
            # Takes three reports, as one that is killed would have; it ends with success all the same.
            file.write(f'#!/bin/bash\nif [[ $1 == schema ]]; then exec {PROGRAM} schema; fi\nhead -n 3 | {PROGRAM} "$@"\n')
        os.chmod(broken, 0o755)
        with self.assertRaisesRegex(AssertionError, "ended early"):
            spark("code_with_pipe.py", path, new("events"), "--program", broken, master="local[2]")


@NEEDS_WHEEL
class SparkWithArrow(Case):
    @classmethod
    def setUpClass(cls):
        names = ["id", "title", "text", "published", "source", "language"]
        cls.reports = [{name: report.get(name) for name in names} for report in made.plain(PROGRAM, COUNT)]
        cls.reports[100].update(text=None)
        cls.reports[200].update(text="")
        cls.reports[300].update(language="fr")
        cls.reports[400].update(published="yesterday")
        cls.reports[500].update(text="Egypt 🇪🇬 met\u2028Israel\u0085 in \u202bالقاهرة\u202c; e\u0301té, ﬁn, 𝔘\ufeff.\0\r\n\nIsrael thanked Egypt.")
        schema = pa.schema([(name, pa.string()) for name in names] + [("position", pa.int64())])
        table = pa.Table.from_pylist([dict(report, position=at) for at, report in enumerate(cls.reports)], schema)
        cls.table = new("reports.parquet")
        pa.parquet.write_table(table, cls.table, row_group_size=300)
        cls.lines = b"".join(made.line(report) + b"\n" for report in cls.reports)
        written = code("-", "--input", "jsonl", input=cls.lines)
        # A row is a stream of one line to the package.
        cls.expected = re.sub(rb'^(\{"report": "[^"]*", "line": )\d+(, "error": )', rb"\g<1>1\g<2>", written, flags=re.M)

    def coded(self, *arguments):
        output = new("events")
        spark("code_with_arrow.py", self.table, output, "--keep", "position", "--split", "0.05", *arguments)
        self.assertGreater(len([name for name in os.listdir(output) if name.endswith(".parquet")]), 1)
        rows = pa.dataset.dataset(output).to_table().to_pylist()
        return sorted(rows, key=lambda row: row["position"])

    def test_lines(self):
        rows = self.coded("--format", "lines")
        self.same("".join(row["record"] + "\n" for row in rows).encode(), self.expected)
        self.assertEqual({row["position"] for row in rows}, set(range(COUNT)))

    def test_columns(self):
        rows = self.coded()
        wanted = [json.loads(record) for record in self.expected.splitlines()]
        self.assertEqual(len(rows), len(wanted))
        for row, record in zip(rows, wanted):
            self.assertEqual(row["report"], record["report"])
            if "schema" in record:
                self.assertEqual(row["kind"], "event")
                self.assertEqual(row["id"], record["id"])
                self.assertEqual(row["actor"], [actor["code"] for actor in record["actor"]])
                self.assertEqual((row["mode"], row["score"], row["date"]), (record["mode"], record["score"], record["date"]))
            else:
                self.assertEqual(row["kind"], "error" if "error" in record else "empty")
                self.assertEqual(json.loads(row["record"]), record)

    def test_memory_of_a_worker_is_flat(self):
        """A Python process that codes 20,000 reports needs no more memory than for 1,000."""
        def memory(count):
            script = ("import demarche, resource\nfor n in range(%d):\n"
                      "  demarche.lines(b'{\"id\": \"%%d\", \"text\": \"Egypt met Israel on Monday.\"}' %% n, emit_empty=True)\n"
                      "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)") % count
            return int(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout)

        few, many = memory(1000), memory(20_000)
        print(f"{few // 1024} MB after 1,000 reports, {many // 1024} MB after 20,000", end=" ... ", file=sys.stderr)
        self.assertLess(many, few * 1.1)


@NEEDS_WHEEL
class Kafka(Case):
    """Against the broker for tests that is built into the client: the real protocol on 127.0.0.1."""

    @classmethod
    def setUpClass(cls):
        spec = importlib.util.spec_from_file_location("consumer", os.path.join(EXAMPLES, "kafka", "consumer.py"))
        cls.example = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(cls.example)

    def setUp(self):
        from confluent_kafka import Producer

        self.broker = Producer({"test.mock.num.brokers": 1, "log_level": 0})
        address = next(iter(self.broker.list_topics(timeout=10).brokers.values()))
        self.servers = {"bootstrap.servers": f"{address.host}:{address.port}", "log_level": 0}
        self.producer = Producer(self.servers)
        self.reports = [*made.plain(PROGRAM, 60), {"id": "no text"}]
        for report in self.reports:
            self.producer.produce("reports", key=report["id"], value=json.dumps(report, indent=1))
        for poison in (b"{bad", b"", None):
            self.producer.produce("reports", key="poison", value=poison)
        self.assertEqual(self.producer.flush(20), 0)
        self.sent = len(self.reports) + 3

    def consumer(self, group, *topics):
        from confluent_kafka import Consumer

        settings = {"group.id": group, "enable.auto.commit": False, "auto.offset.reset": "earliest"}
        consumer = Consumer({**self.servers, **settings})
        consumer.subscribe(list(topics))
        self.addCleanup(consumer.close)
        return consumer

    def read(self, topic, count):
        """So many messages of a topic, and whether there are more."""
        consumer, messages = self.consumer("reader of " + topic, topic), []
        for _ in range(40):
            messages += consumer.consume(1000, timeout=0.5)
            if len(messages) >= count:
                break
        return messages + consumer.consume(1000, timeout=1)

    def run_example(self, consumer, producer):
        """Runs the consumer until it has seen every report, or for a minute."""
        seen, end, consume = [], time.monotonic() + 60, consumer.consume

        class Watched:
            commit = consumer.commit

            def consume(self, *arguments, **options):
                messages = consume(*arguments, **options)
                seen.extend(messages)
                return messages

        def is_going():
            return len(seen) < self.sent and time.monotonic() < end

        self.example.run(Watched(), producer, "events", "errors", is_going=is_going)

    def test_events_go_out_keyed_and_poison_goes_aside(self):
        consumer = self.consumer("demarche", "reports")
        self.run_example(consumer, self.producer)
        lines = b"".join(made.line(report) + b"\n" for report in self.reports)
        wanted = [line for line in code("-", "--input", "jsonl", input=lines).splitlines() if b'"error"' not in line]
        events, errors = self.read("events", len(wanted)), self.read("errors", 4)
        self.assertEqual(sorted(message.value() for message in events), sorted(wanted))
        self.assertEqual(len(errors), 4)
        self.assertEqual({message.key() for message in errors}, {b"no text", b"poison"})
        self.assertEqual({json.loads(message.value())["report"].encode() == message.key() for message in events}, {True})
        # What was stored as read does not come again.
        again = self.consumer("another member", "reports")
        self.assertTrue(again.consume(1, timeout=10))
        consumer.close()
        self.assertEqual(self.consumer("demarche", "reports").consume(1, timeout=5), [])

    def test_what_was_not_delivered_is_read_again(self):
        class Lost:
            """A producer whose deliveries fail."""
            waiting = []

            def produce(self, *_, on_delivery, **__):
                self.waiting.append(on_delivery)

            def flush(self):
                from confluent_kafka import KafkaError
                for tell in self.waiting:
                    tell(KafkaError(KafkaError._MSG_TIMED_OUT), None)

        consumer = self.consumer("demarche", "reports")
        with self.assertRaises(Exception) as raised:
            self.run_example(consumer, Lost())
        self.assertEqual(type(raised.exception).__name__, "KafkaException")
        consumer.close()
        self.run_example(self.consumer("demarche", "reports"), self.producer)
        self.assertEqual(len(self.read("errors", 4)), 4)


if __name__ == "__main__":
    unittest.main()
