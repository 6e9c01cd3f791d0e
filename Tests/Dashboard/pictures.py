#!/usr/bin/env python3
"""Pictures of every page, light and dark, wide and narrow.

  Tests/Dashboard/pictures.py LEDGER FOLDER [--pair A,B] [--only NAME,...]
"""

import argparse
import os

from browser import Browser, Serve, program
from pages import pages

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("ledger")
arguments.add_argument("folder")
arguments.add_argument("--pair")
arguments.add_argument("--only")
arguments.add_argument("--forms", default="light,dark,narrow")
arguments.add_argument("--most", type=int, default=2400, help="points of height")
arguments.add_argument("--scale", type=float, default=1, help="0.6 for small ones")
given = arguments.parse_args()

os.makedirs(given.folder, exist_ok=True)
with Serve(program(), given.ledger) as serve:
    found = pages(serve, tuple(given.pair.split(",")) if given.pair else None)
    names = given.only.split(",") if given.only else list(found)
    for form, options in [("light", {}), ("dark", {"dark": True}), ("narrow", {"width": 360, "height": 740})]:
        if form not in given.forms.split(","):
            continue
        with Browser(**options) as browser:
            browser.open(serve.base + "/correct/coder?coder=ann&back=/correct")
            for name in names:
                browser.open(serve.base + found[name])
                browser.picture(os.path.join(given.folder, f"{name}-{form}.png"), most=given.most, scale=given.scale)
                for error in browser.errors():
                    if name != "missing":
                        print(f"{name} {form}: {error}")
print(f"{len(names)} pages in {given.folder}")
