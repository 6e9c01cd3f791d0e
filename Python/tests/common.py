"""What the tests share: the program, the sample reports, a ledger of them."""

import csv
import io
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "Data" / "samples" / "reports.jsonl"
PROGRAM = os.environ.get("DEMARCHE_PROGRAM") or str(ROOT / ".build" / "static" / "release" / "demarche")


def program(*arguments: str, given: bytes = b"", accept=(0,)) -> bytes:
    """What the program writes; it uses the pack of the package, so that both have the same data."""
    from demarche import _library

    done = subprocess.run(
        [PROGRAM, *arguments], input=given, capture_output=True,
        env={**os.environ, "DEMARCHE_PACK": _library.pack_path()},
    )
    if done.returncode not in accept:
        raise AssertionError(done.stderr.decode())
    return done.stdout


def rows(*arguments: str) -> list:
    return [json.loads(line) for line in program(*arguments).splitlines()]


def table(*arguments: str) -> list:
    return list(csv.DictReader(io.StringIO(program(*arguments).decode())))


def has_program() -> bool:
    return os.access(PROGRAM, os.X_OK)


needs_program = unittest.skipUnless(has_program(), f"there is no program at {PROGRAM}: DEMARCHE_PROGRAM names one")


def samples() -> list:
    return [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines()]


#: Marked test data: reports that are broken, odd or empty, of invented countries.
ODD = "\n".join([
    '{"id": "t1", "text": "The president of Arnland met the king of Borland — in “Arn”, 🙂 they say — on Friday."}',
    '{"id": "t2" "text": "broken"}',
    '{"id": "t3", "text": "Une phrase.", "language": "fr"}',
    "",
    '{"text": "No id here."}',
    '{"id": "t5", "title": "no text"}',
    '{"id": "t6", "text": "Test data.\\nIt rained\\tin Arnland.\\u0007", "published": "soon"}',
    '{"id": "t7", "event_text": "Test data: Egypt did not attack Israel.", "pub_date": "1975-01-01T10:00:00Z"}',
    "[1]",
    "",
]).encode("utf-8")


class Folder:
    """A folder for the time of a test case."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()

    def path(self, name: str) -> str:
        return os.path.join(self._folder.name, name)

    def remove(self) -> None:
        self._folder.cleanup()
