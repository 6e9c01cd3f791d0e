#!/usr/bin/env python3
"""demarche.pipe against the program: time and memory for the same reports.

  python3 measure.py [REPEATS]     the samples so many times over, 10 when not given
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time

import demarche
from demarche import _library
from common import PROGRAM, has_program, samples


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    reports = [{**report, "id": f"{report['id']}-{n}"} for n in range(repeats) for report in samples()]
    demarche.code("It rained.")
    seconds = {}
    for jobs in (1, 2):
        began = time.perf_counter()
        events = sum(len(found) for found in demarche.pipe(reports, jobs=jobs))
        seconds[jobs] = time.perf_counter() - began
        print(f"pipe, {jobs} thread(s): {len(reports)} reports, {events} events, {seconds[jobs]:.1f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"memory of the process at most: {memory} MB")
    if not has_program():
        return
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for report in reports:
            file.write(json.dumps(report, ensure_ascii=False) + "\n")
        file.flush()
        for jobs in (1, 2):
            began = time.perf_counter()
            subprocess.run(
                [PROGRAM, "code", file.name, "--jobs", str(jobs), "--format", "jsonl", "--quiet"], check=True,
                stdout=subprocess.DEVNULL, env={**os.environ, "DEMARCHE_PACK": _library.pack_path()})
            took = time.perf_counter() - began
            print(f"program, {jobs} thread(s): {took:.1f} s; pipe takes {seconds[jobs] / took:.2f} of it")


if __name__ == "__main__":
    main()
