"""The examples in doc strings and in docs/python.md hold."""

import contextlib
import doctest
import importlib
import importlib.util
import io
import os
import re
import tempfile
import unittest
from pathlib import Path

import demarche
from common import ROOT, SAMPLES

MODULES = ["demarche"] + [
    f"demarche.{name}" for name in ("coder", "doc", "errors", "event", "ledger", "table")
]


def load_tests(loader, tests, pattern):
    for name in MODULES:
        tests.addTests(doctest.DocTestSuite(importlib.import_module(name), extraglobs={"demarche": demarche}))
    return tests


class Pages(unittest.TestCase):
    """Each block of Python in docs/python.md runs, one after the other."""

    def test_docs(self):
        page = (ROOT / "docs" / "python.md").read_text("utf-8")
        blocks = re.findall(r"^```python\n(.*?)^```$", page, re.S | re.M)
        self.assertGreater(len(blocks), 5)
        names = {"__name__": "docs"}
        here = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "reports.jsonl").write_bytes(SAMPLES.read_bytes())
            os.chdir(folder)
            try:
                for number, block in enumerate(blocks, 1):
                    needed = [m for m in re.findall(r"^(?:import|from) (\w+)", block, re.M)]
                    if any(importlib.util.find_spec(module) is None for module in needed):
                        continue
                    with self.subTest(block=number):
                        with contextlib.redirect_stdout(io.StringIO()):
                            exec(compile(block, f"docs/python.md, block {number}", "exec"), names)
            finally:
                os.chdir(here)
            names.clear()


if __name__ == "__main__":
    unittest.main()
