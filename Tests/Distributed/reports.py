"""Report lines to be coded in many ways: the project's own sentences and samples, and all that goes wrong in a stream.

Marked test data: sentences of Corpus/ with names of states in their slots tell of nothing that happened.
"""

import json
import os
import random
import subprocess

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")

# What no JSON object with a text is, each line rejected with a reason.
POISON = [
    b"{bad", b"not JSON", b"[1, 2]", b'"text"', b'{"id": "cut", "text": "Egypt met', b'{"id": "no text"}',
    b'{"id": "null text", "text": null}', b'{"id": "empty text", "text": ""}', b'{"id": "blank text", "text": " \\n "}',
    b'{"id": "no date", "text": "Egypt met Israel.", "published": "yesterday"}',
    b'{"id": "another language", "text": "Le ministre a rencontr\xc3\xa9 son homologue.", "language": "fr"}',
    b'{"id": "control", "text": "a\x00b"}', b"\x00{", b"BZh91AY", b'{"id": "return", "text": "a\rb"}', b"PK\x03\x04",
]

TOO_LONG = b'{"id": "too long", "text": "%b"}' % (b"x" * (17 << 20))

# Strange, and yet reports.
STRANGE = [
    b'{"text": "Egypt met Israel. This report has no id."}',
    b'{"id": "twice", "text": "Egypt met Israel."}', b'{"id": "twice", "text": "Egypt thanked Israel."}',
    b'{"id": "line end of another system", "text": "Egypt met Israel."}\r',
    b'{"id": "no UTF-8", "text": "Egypt \xff met \xe2\x82 Israel \xf0\x9f\x98."}',
    b'{"id": "half a pair", "text": "Egypt met \\ud83d Israel."}',
    b'{"id": "escapes", "text": "Egypt \\u006det Israel.\\n\\tIsrael thanked Egypt.\\u2028Egypt thanked Israel."}',
    '{"id": "signs", "text": "Egypt 🇪🇬 met\u2028Israel\u0085 in \u202bالقاهرة\u202c; e\u0301té, ﬁn, 𝔘\ufeff."}'.encode(),
    '{"id": "अन्य", "title": "मिस्र और इज़राइल", "text": "मिस्र ने इज़राइल से मुलाकात की।"}'.encode(),
    '{"id": "dots", "text": "……… — “”"}'.encode(), b'{"id": 7, "text": "Egypt met Israel.", "published": 1700000000}',
    b'{"id": "members", "text": "Egypt met Israel.", "text2": {"a": [1, {"b": null}]}, "x": 1e300}',
]

BLANK = [b"", b"   ", b"\r", b"\t"]


def sentences(program):
    """The sentences of the corpus with names in their slots."""
    corpus = os.path.join(ROOT, "Corpus", "en")
    printed = subprocess.run([program, "evaluate", "coding", corpus, "--print", "--all"], check=True, capture_output=True)
    return [json.loads(line)["text"] for line in printed.stdout.splitlines()]


def plain(program, count, seed=1):
    """So many reports as dictionaries, each with an id; the same for a seed."""
    chance = random.Random(seed)
    known = sentences(program)
    with open(os.path.join(ROOT, "Data", "samples", "reports.jsonl"), encoding="utf-8") as lines:
        samples = [json.loads(line) for line in lines]
    reports = []
    for number in range(count):
        if number % 40 == 0:
            report = dict(chance.choice(samples), id=f"sample-{number}")
        else:
            text = " ".join(chance.choice(known) for _ in range(chance.choice([1, 1, 2, 3])))
            day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            report = {"id": f"test-{number}", "text": text, "published": day, "source": f"Test outlet {number % 7}"}
            if number % 5 == 0:
                report["title"] = chance.choice(known)
        reports.append(report)
    return reports


def line(report):
    return json.dumps(report, ensure_ascii=False).encode()


def stream(program, count, seed=1):
    """The lines of a file with all that goes wrong strewn over it, and two lines that are longer than others."""
    chance = random.Random(seed)
    reports = [line(report) for report in plain(program, count, seed)]
    huge = {"id": "huge", "text": " ".join(chance.choices(sentences(program), k=1000))}
    strewn = [*POISON, *STRANGE, *BLANK, *POISON, *BLANK, line(huge), TOO_LONG]
    # The head is left alone: by it the program finds out what a file is.
    for odd in strewn:
        reports.insert(chance.randrange(100, len(reports) + 1), odd)
    return reports
