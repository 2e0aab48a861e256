#!/usr/bin/env python3
"""Times reading CSV files side by side and writes DATA.md.

    python csv_reading.py WORKER [--rounds 5]

WORKER is the program `logit-csv-reading` (swift build -c release --product logit-csv-reading). Needs numpy, pandas,
polars, pyarrow and duckdb. Every reading is a process of its own, so that its peak memory is its own; in each round every
contender has its turn, in an order that turns. The file is in the page cache.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

MEASURE = """
import sys, time, json
path = sys.argv[1]
{imports}
start = time.perf_counter()
{read}
seconds = time.perf_counter() - start
peak = next(int(l.split()[1]) * 1024 for l in open("/proc/self/status") if l.startswith("VmHWM"))
print(json.dumps(dict(seconds=seconds, peak=peak)))
"""

RIVALS = {
    "pandas, C engine": ("import pandas", "t = pandas.read_csv(path)"),
    "pandas, C engine, float32": ("import pandas, numpy", "t = pandas.read_csv(path, dtype=numpy.float32)"),
    "pandas, pyarrow engine": ("import pandas, pyarrow.csv", "t = pandas.read_csv(path, engine='pyarrow')"),
    "polars": ("import polars", "t = polars.read_csv(path)"),
    "polars, float32": (
        "import polars",
        "names = polars.read_csv(path, n_rows=1).columns\n"
        "t = polars.read_csv(path, schema_overrides={n: polars.Float32 for n in names})",
    ),
    "pyarrow": ("import pyarrow.csv", "t = pyarrow.csv.read_csv(path)"),
    "DuckDB": ("import duckdb", "t = duckdb.sql(f\"select * from read_csv('{path}')\").arrow()"),
}

WAYS = {
    "Logit, float32": "logit",
    "Logit, float64": "logit-double",
    "Logit, as a stream, one thread": "stream",
}

SLOW = {
    "SwiftCSV (texts only)": "swiftcsv",
    "split and `Double(Substring)`": "double",
    "split and `strtod`": "strtod",
}


def run(command):
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.splitlines()[-1])


def contenders(worker, ways, rivals):
    commands = {name: [worker, way] for name, way in ways.items()}
    for name, (imports, read) in rivals.items():
        commands[name] = [sys.executable, "-c", MEASURE.format(imports=imports, read=read)]
    return commands


def make(path, rows, columns, form):
    import numpy

    random = numpy.random.default_rng(7)
    with open(path, "w") as file:
        file.write(",".join(f"f{i}" for i in range(columns)) + "\n")
        for start in range(0, rows, 10000):
            block = random.normal(size=(min(10000, rows - start), columns)).tolist()
            file.write("\n".join(",".join(map(form, row)) for row in block) + "\n")


def measure(commands, path, rounds):
    results = {name: [] for name in commands}
    names = list(commands)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            try:
                results[name].append(run(commands[name] + [path]))
            except subprocess.CalledProcessError as error:
                print(name, error.stderr[-300:], file=sys.stderr)
    return results


def table(results, size, cells):
    own = statistics.median(r["seconds"] for r in next(iter(results.values())))
    lines = ["| | median | MB/s | time / Logit's | peak memory |", "|---|--:|--:|--:|--:|"]
    for name, runs in results.items():
        if not runs:
            lines.append(f"| {name} | failed | | | |")
            continue
        seconds = statistics.median(r["seconds"] for r in runs)
        peak = statistics.median(r["peak"] for r in runs)
        lines.append(
            f"| {name} | {seconds * 1000:.0f} ms | {size / seconds / 1e6:.0f} | {seconds / own:.1f} | {peak / 1e6:.0f} MB |"
        )
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("worker")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", default=Path(__file__).with_name("DATA.md"))
    options = parser.parse_args()
    worker = os.path.abspath(options.worker)
    import importlib.metadata as metadata
    import platform

    versions = ", ".join(f"{n} {metadata.version(n)}" for n in ("pandas", "polars", "pyarrow", "duckdb"))
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for title, rows, form, ways, rivals, rounds in [
            ("1,000,000 x 28, like -0.7523", 1_000_000, lambda v: "%.4f" % v, WAYS, RIVALS, options.rounds),
            ("300,000 x 28, all digits", 300_000, repr, WAYS, RIVALS, options.rounds),
            ("100,000 x 28, like -0.7523: what there is in Swift", 100_000, lambda v: "%.4f" % v, WAYS | SLOW, {}, 3),
        ]:
            path = os.path.join(folder, "data.csv")
            make(path, rows, 28, form)
            size = os.path.getsize(path)
            results = measure(contenders(worker, ways, rivals), path, rounds)
            parts.append(f"## {title}\n\n{size / 1e6:.0f} MB; {rounds} rounds.\n\n{table(results, size, rows * 28)}\n")
            print(parts[-1], flush=True)
    Path(options.output).write_text(
        "# Reading CSV\n\nMade by [csv_reading.py](csv_reading.py), which describes how. "
        f"{os.cpu_count()} processors, {platform.machine()}; {versions}. "
        "Rivals read what they read by default unless said; peak memory is the whole process's, of which Python and the "
        "library are 60 to 150 MB.\n\n" + "\n".join(parts) + "\n" + NOTES
    )


NOTES = """## Why Logit has a parser of its own

SwiftCSV makes a dictionary of strings for each row, and `Double(Substring)` or `strtod` behind a split take longer for one
number than the whole reader takes for ten; they were measured before the parser was written. A field of a few bytes is too
small for any call: the reader finds the ends of all fields of a tile of rows first (64 bytes at a time), then turns each
column into numbers by a loop that does eight rows at once, without branches on the digits. Numbers of 17 to 24 characters
are three words of eight digits each, scaled with a power of five of 128 bits (Lemire, 2021). Where a number has more
characters, an exponent or a blank, it is taken digit by digit, and every result has the bits that `strtod` gives.

| step | what it brought (one thread, 210 MB) |
|---|---|
| row by row, digits eight at a time, branches on signs and zeros | 390 MB/s |
| eight rows at a time with AVX-512, no branches | 867 MB/s |
| two threads | 1,680 MB/s |

Numbers with all their digits (16 and more) were the weak spot: they went through the way for single numbers, about as fast
as the C engine of pandas. Since they are read as three words, the loops alone, finding the ends of fields included, take
1.6 million numbers of 17 digits (33 MB, normally distributed) at 560 to 820 MB/s a thread on a busy machine with AVX2, and
a whole file of 55 MB takes 0.13 s of a processor's time instead of 0.21 s (medians of 9 turns, taken in turn). In these
loops single and double precision take the same time; of whole files float64, whose matrix is twice as large, takes longer
(below). The table of numbers with all digits above is from before, on a machine that was disturbed, and is to be measured
anew. Compared with `strtod` were 16 million numbers of one to 24 characters, a quarter of them halfway between two doubles
or next to that.

300,000 x 28, all digits, taken in turn on a machine that was building at the same time, medians of 5 turns:

| | before | three words |
|---|--:|--:|
| Logit, float32 | 828 ms | 467 ms |
| Logit, float64 | 931 ms | 617 ms |
| Logit, as a stream, one thread | 965 ms | 519 ms |
| pandas, C engine | 1190 ms | |
| polars | 1007 ms | |
| DuckDB | 995 ms | |

Files are read with `pread` into buffers of 256 kB, which stay in the second-level cache. Mapping them would save the copy
(10 % of the time) and pay for it in page faults; and a mapped file that somebody cuts off kills the process.
"""

if __name__ == "__main__":
    main()
