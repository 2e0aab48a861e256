#!/usr/bin/env python3
"""Times the way from a CSV file to a trained and measured model, side by side, and writes TABLE.md.

    python table_to_model.py LOGIT [--rounds 5]

LOGIT is the program `logit` (swift build -c release --product logit). Needs numpy, pandas, polars, pyarrow, duckdb and
scikit-learn. Every run is a process of its own, timed from its start to its end, so that its peak memory is its own; in each
round every contender has its turn, in an order that turns. The file is in the page cache.

The file has 1,000,000 rows of 28 numbers and a class. Every contender holds back a fifth of the rows with equal shares of
the classes, standardizes the features, fits logistic regression with scikit-learn's default penalty, and measures accuracy,
log loss and the area under the ROC curve. scikit-learn gets its fastest solvers for many rows of few features. With five
folds, as `logit fit` does without options, Logit trains on all rows and measures six models in place of one.
"""
import argparse
import importlib.metadata as metadata
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIT = """
import sys, json, numpy
path, solver = sys.argv[1], sys.argv[2]
{read}
x = numpy.ascontiguousarray(x, dtype=numpy.float32)
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.2, stratify=y, random_state=0)
scaler = StandardScaler(copy=False).fit(train_x)
model = LogisticRegression(solver=solver).fit(scaler.transform(train_x), train_y)
p = model.predict_proba(scaler.transform(test_x))[:, 1]
print(json.dumps(dict(accuracy=accuracy_score(test_y, p > 0.5), log_loss=log_loss(test_y, p), roc_auc=roc_auc_score(test_y, p))))
"""

READ = {
    "pandas, C engine": "import pandas; t = pandas.read_csv(path, dtype=numpy.float32); "
    "y = t.pop('label').to_numpy(); x = t.to_numpy()",
    "pandas, pyarrow engine": "import pandas; t = pandas.read_csv(path, engine='pyarrow'); "
    "y = t.pop('label').to_numpy(); x = t.to_numpy(dtype=numpy.float32)",
    "polars": "import polars; t = polars.read_csv(path); y = t['label'].to_numpy(); "
    "x = t.drop('label').cast(polars.Float32).to_numpy()",
    "pyarrow": "import pyarrow.csv; t = pyarrow.csv.read_csv(path); y = t['label'].to_numpy(); "
    "x = numpy.stack([c.to_numpy().astype(numpy.float32) for c in t.drop_columns(['label']).columns], axis=1)",
    "DuckDB": "import duckdb; t = duckdb.sql(f\"select * from read_csv('{path}')\").fetchnumpy(); y = t.pop('label'); "
    "x = numpy.stack([numpy.asarray(c, dtype=numpy.float32) for c in t.values()], axis=1)",
}
SOLVERS = ["lbfgs", "newton-cholesky"]


def make(path, rows, columns):
    import numpy

    random = numpy.random.default_rng(7)
    weights = random.normal(size=columns) / 2
    with open(path, "w") as file:
        file.write(",".join([f"f{i}" for i in range(columns)] + ["label"]) + "\n")
        for start in range(0, rows, 10000):
            block = random.normal(size=(min(10000, rows - start), columns))
            labels = (block @ weights + random.logistic(size=len(block)) > 0).astype(int)
            file.write(
                "\n".join(",".join(["%.6f" % v for v in row] + [str(c)]) for row, c in zip(block.tolist(), labels)) + "\n"
            )


def run(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    output, errors = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise RuntimeError(errors[-400:])
    numbers = json.loads(output.splitlines()[-1]) if output.strip().startswith("{") else {}
    return dict(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss * 1024, numbers=numbers)


def measure(commands, rounds):
    results = {name: [] for name in commands}
    names = list(commands)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            try:
                results[name].append(run(commands[name]))
            except RuntimeError as error:
                print(name, error, file=sys.stderr)
    return results


def table(results):
    own = statistics.median(r["seconds"] for r in next(iter(results.values())))
    lines = [
        "| | wall | / Logit's | processor time | peak memory | accuracy | log loss | area under ROC |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, runs in results.items():
        if not runs:
            lines.append(f"| {name} | failed | | | | | | |")
            continue
        median = lambda key: statistics.median(r[key] for r in runs)
        n = runs[-1]["numbers"]
        lines.append(
            f"| {name} | {median('seconds'):.2f} s | {median('seconds') / own:.1f} | {median('cpu'):.2f} s "
            f"| {median('peak') / 1e6:.0f} MB | {n['accuracy']:.4f} | {n['log_loss']:.5f} | {n['roc_auc']:.5f} |"
        )
    return "\n".join(lines)


def logit_numbers(runs):
    for r in runs:
        held = r["numbers"].get("scores") or r["numbers"].get("held_out")
        r["numbers"] = {name: held[name]["value"] for name in ("accuracy", "log_loss", "roc_auc")}


def streaming(logit, model, path, rounds):
    """Seconds and peak memory of `logit predict` from standard input, and of counting the same lines."""
    runs, counts = [], []
    for _ in range(rounds):
        for command, results in ((["wc", "-l"], counts), ([logit, "predict", model, "-"], runs)):
            with open(path) as file, open(os.devnull, "w") as sink:
                start = time.perf_counter()
                process = subprocess.Popen(command, stdin=file, stdout=sink)
                _, status, usage = os.wait4(process.pid, 0)
                assert status == 0
                results.append((time.perf_counter() - start, usage.ru_maxrss * 1024))
    return runs, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logit")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--output", default=Path(__file__).with_name("TABLE.md"))
    options = parser.parse_args()
    logit = os.path.abspath(options.logit)
    versions = ", ".join(
        f"{n} {metadata.version(n)}" for n in ("pandas", "polars", "pyarrow", "duckdb", "scikit-learn", "numpy")
    )
    with tempfile.TemporaryDirectory() as folder:
        path, model = os.path.join(folder, "data.csv"), os.path.join(folder, "model.safetensors")
        make(path, options.rows, 28)
        size = os.path.getsize(path)
        fit_command = [logit, "fit", path, "--target", "label", "--json", "-o", model]
        commands = {"Logit": fit_command + ["--validation", "0.2"], "Logit, five folds": fit_command}
        for name, read in READ.items():
            for solver in SOLVERS:
                commands[f"{name}, {solver}"] = [sys.executable, "-c", FIT.format(read=read), path, solver]
        results = measure(commands, options.rounds)
        for name in ("Logit", "Logit, five folds"):
            logit_numbers(results[name])
        fit = table(results)
        print(fit, flush=True)
        runs, counts = streaming(logit, model, path, options.rounds)
        seconds, count_seconds = (statistics.median(s for s, _ in r) for r in (runs, counts))
        peak = statistics.median(p for _, p in runs)
        iris = []
        for _ in range(20):
            iris.append(run([logit, "fit", "iris", "-o", os.path.join(folder, "iris.safetensors")])["seconds"])
    matrix = options.rows * 28 * 4
    Path(options.output).write_text(
        f"""# From a table to a model

Made by [table_to_model.py](table_to_model.py), which describes how. {os.cpu_count()} processors, {platform.machine()}; {versions}.

## {options.rows:,} rows of 28 numbers and a class

{size / 1e6:.0f} MB of CSV, medians of {options.rounds} rounds. The float32 matrix of the features alone is {matrix / 1e6:.0f} MB.

{fit}

## Predicting from standard input

`logit predict model.safetensors - < data.csv > /dev/null`, all columns passed through: {seconds:.2f} s, {options.rows / seconds / 1e6:.1f} million
rows a second, {peak / 1e6:.0f} MB of memory at most. `wc -l`, which only looks for ends of lines, takes {count_seconds:.2f} s.

## A small set

`logit fit iris`, the whole process with its report: {statistics.median(iris) * 1000:.0f} ms (median of 20).
"""
    )
    print(Path(options.output).read_text())


if __name__ == "__main__":
    main()
