#!/usr/bin/env python3
"""Times fits to sparse rows side by side and writes SPARSE.md.

    python sparse.py LOGIT_SPARSE_FITS [--rounds 5] [--only Logit,LIBLINEAR]

LOGIT_SPARSE_FITS is the program of that name (swift build -c release --product logit-sparse-fits, in this folder). Needs
numpy, scipy and scikit-learn, which brings LIBLINEAR; LIBLINEAR's own Python package (liblinear-official) takes part where
it is there. All contenders have the same 200,000 rows of 50,000 columns in memory, seven and a half million entries as
words of texts have them: a few columns in most rows, most columns in a few, logarithms of counts, weighted and of length
1. What is timed is the fit alone, in a process that has done it once before. In each round every contender has its turn,
in an order that turns; medians are printed, of the time that passed and of that of all processors together, which other programs on
the machine change less. The objective of what each found is worked out here, in double precision, and
stands beside its time: a fit that stops early is not faster.

The objective is that of C = 1 on the columns as they are. LIBLINEAR penalizes the intercept, so its objective has that
term, too, and is compared with the best of its own kind.
"""
import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import scipy.sparse as sp

SCIKIT_LEARN = """
import sys, json, time, warnings; warnings.filterwarnings("ignore")
import numpy as np, scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
folder, columns, repetitions, output = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
y = np.fromfile(folder + "/y.i32", np.int32)
x = sp.csr_matrix((np.fromfile(folder + "/values.f32", np.float32).astype(np.float64),
                   np.fromfile(folder + "/places.i32", np.int32), np.fromfile(folder + "/starts.i64", np.int64)),
                  shape=(len(y), columns))
x.indptr = x.indptr.astype(np.int32)
for _ in range(repetitions):
    start, used = time.perf_counter(), time.process_time()
    m = LogisticRegression(C=1.0, solver="{solver}", tol={tol}, max_iter=10000).fit(x, y)
    print(json.dumps(dict(seconds=time.perf_counter() - start, processor=time.process_time() - used)), flush=True)
    np.append(m.coef_.ravel(), m.intercept_).astype(np.float64).tofile(output)
"""
LIBLINEAR = """
import sys, json, time
import numpy as np, scipy.sparse as sp
from liblinear.liblinearutil import problem, parameter, train
folder, columns, repetitions, output = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
y = np.fromfile(folder + "/y.i32", np.int32)
x = sp.csr_matrix((np.fromfile(folder + "/values.f32", np.float32).astype(np.float64),
                   np.fromfile(folder + "/places.i32", np.int32), np.fromfile(folder + "/starts.i64", np.int64)),
                  shape=(len(y), columns))
data = problem(2.0 * y - 1, x)
for _ in range(repetitions):
    start, used = time.perf_counter(), time.process_time()
    m = train(data, parameter("-s {kind} -c 1 -B 1 -e {tol} -q"))
    print(json.dumps(dict(seconds=time.perf_counter() - start, processor=time.process_time() - used)), flush=True)
    w = np.array([m.w[i] for i in range(columns + 1)])
    (w if m.label[0] == 1 else -w).tofile(output)
"""


def make(rows=200_000, columns=50_000, entries=7_500_000, seed=1):
    """Counts of words with Zipf's frequencies, as logarithms, by inverse document frequency, each row of length 1."""
    r = np.random.default_rng(seed)
    share = 1 / (np.arange(columns) + 10.0)
    share /= share.sum()
    drawn = int(entries * 1.031)
    places = r.choice(columns, size=drawn, p=share)
    x = sp.coo_matrix((np.ones(drawn), (r.integers(rows, size=drawn), places)), shape=(rows, columns)).tocsr()
    x.sum_duplicates()
    frequency = np.bincount(x.indices, minlength=columns)
    x.data = (1 + np.log(x.data)) * (np.log((1 + rows) / (1 + frequency)) + 1)[x.indices]
    length = np.sqrt(np.maximum(np.asarray(x.multiply(x).sum(1)).ravel(), 1e-12))
    x = (sp.diags(1 / length) @ x).tocsr().astype(np.float32)
    beta = r.normal(size=columns) * (r.random(columns) < 0.2) * 8
    z = x @ beta
    y = (r.random(rows) < 1 / (1 + np.exp(-(z - z.mean())))).astype(np.int32)
    return x, y


def objective(x, y, w, penalizes_intercept):
    z = x @ w[:-1] + w[-1]
    loss = np.logaddexp(0, np.where(y == 1, -z, z)).mean()
    penalized = w if penalizes_intercept else w[:-1]
    return loss + (penalized @ penalized) / 2 / len(y)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("logit")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    x, y = make()
    folder = Path(tempfile.mkdtemp())
    x.indptr.astype(np.int64).tofile(folder / "starts.i64")
    x.indices.astype(np.int32).tofile(folder / "places.i32")
    x.data.astype(np.float32).tofile(folder / "values.f32")
    y.tofile(folder / "y.i32")
    contenders = {"**Logit**": ([options.logit], False)}
    for solver, tol in [("lbfgs", 1e-8), ("newton-cg", 1e-6), ("liblinear", 1e-4)]:
        script = SCIKIT_LEARN.replace("{solver}", solver).replace("{tol}", str(tol))
        contenders[f"scikit-learn, {solver}, tol {tol:g}"] = ([sys.executable, "-c", script], solver == "liblinear")
    try:
        import liblinear  # noqa: F401
        for kind, tol in [(0, 1e-4), (0, 1e-8), (7, 1e-3)]:
            name = f"LIBLINEAR -s {kind} -e {tol:g}" + (" (dual)" if kind == 7 else "")
            script = LIBLINEAR.replace("{kind}", str(kind)).replace("{tol}", str(tol))
            contenders[name] = ([sys.executable, "-c", script], True)
    except ImportError:
        print("LIBLINEAR's package is not there; pip install liblinear-official", file=sys.stderr)
    contenders = {
        name: made for name, made in contenders.items() if any(word in name for word in options.only.split(","))}
    times = {name: [] for name in contenders}
    used = {name: [] for name in contenders}
    values = {}
    wide = x.astype(np.float64)
    names = list(contenders)
    for turn in range(options.rounds):
        for name in names[turn % len(names):] + names[:turn % len(names)]:
            command, penalizes = contenders[name]
            output = folder / "found.f64"
            text = subprocess.run(
                command + [str(folder), str(x.shape[1]), "2", str(output)], capture_output=True, text=True, check=True).stdout
            lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
            times[name].append(lines[-1]["seconds"])
            used[name].append(lines[-1]["processor"])
            values[name] = objective(wide, y, np.fromfile(output, np.float64), penalizes)
            print(name, lines[-1], values[name], file=sys.stderr)
    best = {kind: min(values[n] for n in names if contenders[n][1] == kind) for kind in {c[1] for c in contenders.values()}}
    own = statistics.median(used["**Logit**"])
    lines = [
        "# Fits to sparse rows", "",
        f"Written by [sparse.py](sparse.py) on {platform.machine()} with {__import__('os').cpu_count()} processors, medians of "
        f"{options.rounds} rounds: {x.shape[0]:,} rows of {x.shape[1]:,} columns, {x.nnz:,} entries, ridge 1/n on the columns as "
        "they are (C = 1). The fit alone is timed. LIBLINEAR penalizes the intercept, too, and is compared with the best of its "
        "kind. / Logit's is by the processors' time, which Logit divides over all of them and the others spend on one.", "",
        "| | median | processors' time | / Logit's | above the best objective by |", "|---|--:|--:|--:|--:|",
    ]
    for name in names:
        median = statistics.median(times[name])
        lines.append(
            f"| {name} | {median:.2f} s | {statistics.median(used[name]):.2f} s | {statistics.median(used[name]) / own:.1f} | {max(values[name] - best[contenders[name][1]], 0):.1e} |")
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / "SPARSE.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
