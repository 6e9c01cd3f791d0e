"""The pages of the site and where to find one of each: what is looked at, photographed and timed."""

import json
import re


def first(serve, path, pattern, otherwise=None):
    found = re.search(pattern, serve.get(path).replace("&amp;", "&"))
    return found.group(1) if found else otherwise


def pages(serve, pair=None):
    """Names with addresses, for the ledger that is served."""
    if pair is None:
        pairs = json.loads(serve.get("/api/v1/pairs?limit=1"))["items"]
        pair = (pairs[0]["a"], pairs[0]["b"]) if pairs else ("EGY", "ISR")
    a, b = pair
    report = first(serve, f"/relation/{a}/{b}", r'href="(/report\?id=[^"#]+)"', "/reports")
    incident = first(serve, f"/incidents?pair={a},{b}", r'href="(/incidents/in_[0-9a-f]+)"', "/incidents")
    joined = first(serve, "/incidents?reports=2", r'href="(/incidents/in_[0-9a-f]+)"', incident)
    rule = first(serve, "/rules", r'href="(/rules\?id=[^"]+)"', "/rules")
    return {
        "start": "/", "reports": "/reports", "reader": report, "relation": f"/relation/{a}/{b}",
        "relation-choice": "/relation", "who": "/who", "map": "/map", "places": "/places", "network": "/network",
        "search": f"/search?pair={a},{b}", "search-empty": f"/search?pair={a},{b}&text=zzzzqx", "incidents": "/incidents",
        "incident": joined, "decisions": "/incidents/decisions", "sources": "/sources",
        "compare": f"/compare/{a}/{b}", "correct": "/correct", "correct-assisted": "/correct/assisted",
        "correct-blind": "/correct/blind", "agreement": "/correct/agreement", "ingest": "/ingest", "run": "/runs/1",
        "evaluation": "/evaluation", "codebook": "/codebook", "rules": "/rules?type=CONSULT", "rule": rule, "help": "/help",
        "missing": "/report?id=there-is-none",
    }
