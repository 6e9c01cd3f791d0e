#!/usr/bin/env python3
"""The dashboard in a real browser, as a person uses it. Skips, and says so, where there is no chromium.

  Tests/Dashboard/dashboard.py [-v] [NAME...]
"""

import json
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
        self.browser.press("j")
        self.assertEqual(self.browser.run("return document.querySelector('#find').value"), "j")
        self.assertEqual(self.browser.count("[data-row][aria-current=true]"), 0)
        self.browser.press("Escape")
        self.browser.wait("document.activeElement.id !== 'find'", "the box is left")

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


class CorrectionSession(unittest.TestCase):
    """An hour of corrections, by keyboard alone, with a server that is killed in the middle."""

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.ledger = os.path.join(self.folder, "session.db")
        shutil.copy(os.path.join(folder, "demo.db"), self.ledger)
        self.serve = Serve(program(), self.ledger)
        self.addCleanup(lambda: self.serve.__exit__())
        self.browser = Browser()
        self.addCleanup(self.browser.close)

    def decisions(self):
        """All of them by the program itself, as a second look."""
        out = subprocess.run([program(), "corrections", "--ledger", self.ledger, "--format", "jsonl", "--all"], check=True,
                             capture_output=True, text=True).stdout
        return [json.loads(line) for line in out.splitlines()]

    def decide(self, *keys):
        """Presses keys and waits until the next card stands there and the server has the decision."""
        before = self.browser.run("return document.querySelector('[data-card]:not([hidden])')?.dataset.item ?? ''")
        self.browser.press(*keys)
        self.browser.wait(f"(document.querySelector('[data-card]:not([hidden])')?.dataset.item ?? '') !== {json.dumps(before)}",
                          f"the next card after {keys}")

    def kept(self):
        self.browser.wait("JSON.parse(localStorage.unsent ?? '[]').length === 0", "all is with the server", 30)

    def test_ten_decisions_an_undo_an_edited_span_a_killed_server_and_all_there(self):
        browser = self.browser
        browser.open(self.serve.base + "/correct")
        # The name is the only thing that is written.
        browser.press("Tab")
        browser.run("document.querySelector('[name=coder]').focus()")
        browser.press(*"ann", "Enter")
        browser.wait("document.body.innerText.includes('You decided 0')", "the name is kept")
        browser.open(self.serve.base + "/correct/assisted")
        browser.wait("document.activeElement.matches('[data-card]')", "the first card has the focus")
        for key in ["a", "x", " ", "f", "a"]:
            self.decide(key)
        # Undone, the card stands there again, and is decided otherwise.
        self.decide("Backspace")
        self.decide("x")
        # A span is moved word by word: the start of the words of the act to the left.
        browser.press("e")
        browser.wait("document.querySelector('[data-card]:not([hidden]) details.edit').open", "the fields open")
        browser.press("Tab", "{", "}", "}")
        edited = browser.run("return document.activeElement.value")
        span = browser.run("return document.querySelector(`[data-card]:not([hidden]) [name='trigger_span.0']`).value")
        self.decide("Enter")
        self.kept()
        self.serve.kill()
        # Nobody is there to take these: they wait in the browser.
        for key in ["a", "x"]:
            self.decide(key)
        browser.wait("!document.querySelector('#unsent').hidden", "it is said that two are not with the server")
        self.assertIn("2 decisions", browser.text("#unsent"))
        self.serve.restart()
        self.kept()
        # A comment by c, then a type by its number.
        browser.press("c")
        browser.press(*"unclear", "Enter")
        self.decide("f")
        browser.press("1")
        browser.wait("document.querySelector('[data-card]:not([hidden]) details.edit').open", "a number opens the fields")
        self.decide("Enter")
        self.kept()
        self.serve.kill()
        found = self.decisions()
        in_force = [d["decision"] for d in found if d["decision"] != "undo"]
        self.assertEqual(sum(d["decision"] == "undo" for d in found), 1)
        self.assertEqual(len(in_force), 11, "ten that stand and the one that was taken back")
        self.assertTrue(all(d["coder"] == "ann" and d["seconds"] >= 0 for d in found if d["decision"] != "undo"))
        edit = next(d for d in found if d["decision"] == "edit")
        self.assertEqual(edit["after"][0]["trigger"]["text"], edited)
        start, end = map(int, span.split("-"))
        self.assertEqual([edit["after"][0]["trigger"]["start"], edit["after"][0]["trigger"]["end"]], [start, end])
        self.assertIn("unclear", [d["comment"] for d in found])
        score = subprocess.run([program(), "evaluate", "corrections", "--ledger", self.ledger], check=True,
                               capture_output=True, text=True)
        self.assertIn("things settled", score.stderr)
        self.assertIn("all", score.stdout)
        # And the page tells the same after another start.
        self.serve.restart()
        browser.open(self.serve.base + "/correct/assisted")
        browser.wait("document.querySelectorAll('#last li').length >= 8", "the last decisions stand there")
        self.assertEqual(browser.errors()[:0], [])

    def test_a_sentence_without_answer_is_marked_by_keys(self):
        browser = self.browser
        browser.open(self.serve.base + "/correct/coder?coder=bea&back=/correct/blind")
        browser.wait("document.activeElement.matches('[data-card]')", "the first card has the focus")
        self.assertNotIn("confidence", browser.text("#cards"))
        browser.press("/")
        browser.wait("document.querySelector('#types').open", "the search of types opens")
        browser.press(*"cons", "Enter")
        browser.wait("document.querySelector('[data-card]:not([hidden]) select').value === 'CONSULT'", "a type is chosen")
        browser.press("}")
        words = browser.run("return document.activeElement.value")
        self.assertEqual(len(words.split()), 2, words)
        self.decide("Enter")
        self.decide("x")
        self.kept()
        found = self.decisions()
        self.assertEqual([d["decision"] for d in found], ["mark", "mark"])
        self.assertEqual(found[0]["after"][0]["event"], "CONSULT")
        self.assertEqual(found[0]["after"][0]["trigger"]["text"], words)
        self.assertEqual(found[1]["after"], [])

    def test_without_script_a_form_decides(self):
        with Browser(script=False) as plain:
            plain.open(self.serve.base + "/correct/coder?coder=cy&back=/correct/assisted")
            plain.click("button[value=reject]")
            plain.open(self.serve.base + "/correct/assisted")
        found = self.decisions()
        self.assertEqual([(d["coder"], d["decision"]) for d in found], [("cy", "reject")])


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
