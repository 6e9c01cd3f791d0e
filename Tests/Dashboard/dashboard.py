#!/usr/bin/env python3
"""The dashboard in a real browser, as a person uses it. Skips, and says so, where there is no chromium.

  Tests/Dashboard/dashboard.py [-v] [NAME...]
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser, Serve, is_there, program  # noqa: E402
from pages import pages  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = open(os.path.join(HERE, "rules.js")).read()

# Marked test data: a report whose every field would run a script if it were taken for markup.
HOSTILE = """{"id": "hostile\\"><script>window.ran=1</script>", "title": "<img src=x onerror=window.ran=2> Egypt met Israel",
 "text": "Egypt <script>window.ran=3</script> met Israel in Cairo. \\"><svg onload=window.ran=4> Israel thanked Egypt.",
 "published": "1979-03-27", "source": "<b onmouseover=window.ran=5>x</b>", "url": "javascript:window.ran=6", "author": "'\\"><script>window.ran=7</script>"}
""".replace("\n", " ").strip() + "\n"


def setUpModule():
    global folder, serve
    if not is_there():
        raise unittest.SkipTest("there is no chromium with its driver: apt-get install chromium chromium-driver")
    folder = tempfile.mkdtemp()
    ledger = os.path.join(folder, "demo.db")
    subprocess.run([program(), "demo", "--ledger", ledger, "--quiet"], check=True, capture_output=True)
    subprocess.run([program(), "ingest", "--ledger", ledger, "--quiet", "-"], input=HOSTILE, text=True, check=True,
                   capture_output=True)
    serve = Serve(program(), ledger)


def tearDownModule():
    if is_there():
        serve.stop()
        shutil.rmtree(folder)


class EveryPage(unittest.TestCase):
    """Each page loads, complains of nothing, and can be read and used by all."""

    def walk(self, check, **options):
        with Browser(**options) as browser:
            for name, address in pages(serve, ("EGY", "ISR")).items():
                with self.subTest(page=name):
                    browser.errors()
                    browser.open(serve.base + address)
                    check(browser, name)

    def complains_of_nothing(self, browser, name):
        errors = browser.errors()
        # The browser itself tells of the page that is meant to be missing.
        if name == "missing":
            errors = [e for e in errors if "404" not in e]
        self.assertEqual(errors, [])

    def keeps_the_rules(self, browser, name):
        self.assertEqual(browser.run(RULES), [])

    def test_loads_without_a_complaint_and_keeps_the_rules_of_access(self):
        def both(browser, name):
            self.complains_of_nothing(browser, name)
            self.keeps_the_rules(browser, name)
        self.walk(both)

    def test_keeps_the_rules_in_the_dark(self):
        self.walk(self.keeps_the_rules, dark=True)

    def test_fits_a_narrow_window(self):
        self.walk(self.keeps_the_rules, width=320, height=640)

    def test_fits_at_twice_the_size(self):
        self.walk(self.keeps_the_rules, width=640, height=450)

    def test_shows_the_same_without_script(self):
        with Browser(script=False) as plain:
            for name, address in pages(serve, ("EGY", "ISR")).items():
                with self.subTest(page=name):
                    plain.open(serve.base + address)
                    source = plain.call("GET", "/source")
                    self.assertIn("<h1>", source)
                    self.assertNotIn("requires JavaScript", source)


class Keys(unittest.TestCase):
    """What a hand on the keyboard does."""

    def setUp(self):
        self.browser = Browser()
        self.addCleanup(self.browser.close)

    def test_g_and_a_letter_go_to_a_part_of_the_site(self):
        self.browser.open(serve.base + "/")
        for letter, path in [("m", "/who"), ("s", "/search"), ("o", "/sources"), ("i", "/ingest"), ("c", "/correct")]:
            self.browser.press("g", letter)
            self.browser.wait(f"location.pathname === '{path}'", f"g {letter}")

    def test_question_mark_opens_and_escape_closes_help(self):
        self.browser.open(serve.base + "/")
        self.browser.press("?")
        self.browser.wait("document.querySelector('#help').open", "help opens")
        self.browser.press("Escape")
        self.browser.wait("!document.querySelector('#help').open", "help closes")

    def test_slash_finds_and_escape_leaves(self):
        self.browser.open(serve.base + "/incidents")
        self.browser.press("/")
        self.browser.wait("document.activeElement.id === 'find'", "the box has the focus")
        self.browser.press("j", "Escape")
        self.browser.wait("document.activeElement.id !== 'find'", "the box is left")
        self.assertEqual(self.browser.run("return document.querySelector('#find').value"), "j")

    def test_j_walks_rows_and_enter_opens_one(self):
        self.browser.open(serve.base + "/reports")
        self.browser.press("j", "j")
        self.browser.wait("document.querySelectorAll('[data-row]')[1].getAttribute('aria-current') === 'true'", "row 2")
        self.browser.press("Enter")
        self.browser.wait("location.pathname === '/report'", "the report opens")
        self.browser.press("n")
        self.browser.wait("document.querySelector('.card[aria-current=true]')", "n walks the events")

    def test_escape_goes_back(self):
        self.browser.open(serve.base + "/reports")
        self.browser.press("j", "Enter")
        self.browser.wait("location.pathname === '/report'", "the report opens")
        self.browser.press("Escape")
        self.browser.wait("location.pathname === '/reports'", "back again")

    def test_keys_can_be_switched_off_and_changed(self):
        self.browser.open(serve.base + "/help")
        self.browser.run("const f = document.querySelector('[data-action=next]'); f.value = 'l';"
                         "f.dispatchEvent(new Event('change'))")
        self.browser.open(serve.base + "/reports")
        self.browser.press("l")
        self.browser.wait("document.querySelector('[data-row]').getAttribute('aria-current') === 'true'", "l walks now")
        self.browser.open(serve.base + "/help")
        self.browser.click("#keys-on")
        self.browser.open(serve.base + "/reports")
        self.browser.press("l")
        self.assertEqual(self.browser.count("[aria-current=true][data-row]"), 0)


class Hostile(unittest.TestCase):
    """What a report says is text, wherever it is shown."""

    def test_markup_of_a_report_never_runs(self):
        with Browser() as browser:
            for path in ["/", "/reports", "/search?text=Cairo", "/incidents", "/sources", "/ingest",
                         "/report?id=hostile%22%3E%3Cscript%3Ewindow.ran%3D1%3C%2Fscript%3E",
                         "/search?text=%22%3E%3Cscript%3Ewindow.ran%3D8%3C%2Fscript%3E",
                         "/relation/%3Cscript%3Ewindow.ran%3D9%3C%2Fscript%3E/ISR"]:
                with self.subTest(path=path):
                    browser.open(serve.base + path)
                    self.assertIsNone(browser.run("return window.ran ?? null"))
                    self.assertEqual(browser.count("main script, main img"), 0)
            browser.open(serve.base + "/report?id=hostile%22%3E%3Cscript%3Ewindow.ran%3D1%3C%2Fscript%3E")
            self.assertEqual(browser.count("a[href^='javascript' i]"), 0)
            self.assertIn("<img src=x onerror=window.ran=2>", browser.text("h1"))


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    if result.skipped and not result.testsRun:
        print("skipped: there is no chromium with its driver", file=sys.stderr)
    sys.exit(not result.wasSuccessful())
