#!/usr/bin/env python3
"""Times fits to sparse rows side by side and writes SPARSE.md.

    python sparse.py LOGIT_SPARSE_FITS LOGIT [--rounds 5] [--only Logit,LIBLINEAR] [--state TEXT]

LOGIT_SPARSE_FITS is the program of that name (swift build -c release --product logit-sparse-fits, in this folder), LOGIT the
program `logit`. Needs numpy, scipy and scikit-learn, which brings LIBLINEAR; LIBLINEAR's own Python package
(liblinear-official), its program (liblinear-train) and Vowpal Wabbit's package (vowpalwabbit) take part where they are there.
In each round every contender has its turn, in an order that turns; medians are printed, of the time that passed and of that of all
processors together, which other programs on the machine change less. Three tables:

- Rows in memory: the same 200,000 rows of 50,000 columns, seven and a half million entries as words of texts have them: a few
  columns in most rows, most columns in a few, logarithms of counts, weighted and of length 1. What is timed is the fit
  alone, in a process that has done it once before.
- The same rows in a file of svmlight: whole processes, from their start to the model's file.
- Texts: 240,000 of 8 to 31 words as CSV, and as Vowpal Wabbit has them; 60,000 more to measure on.

The objective of what each found in the first two is worked out here, in double precision, and stands beside its time: a fit that
stops early is not faster. It is that of C = 1 on the columns as they are. LIBLINEAR penalizes the intercept, so its objective
has that term, too, and is compared with the best of its own kind.
"""
import argparse
import csv
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
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

SCIKIT_LEARN_FILE = """
import sys, warnings; warnings.filterwarnings("ignore")
import numpy as np
from sklearn.datasets import load_svmlight_file
from sklearn.linear_model import LogisticRegression
x, y = load_svmlight_file(sys.argv[1])
m = LogisticRegression(C=1.0, solver="newton-cg", tol=1e-6, max_iter=10000).fit(x, y)
np.append(m.coef_.ravel(), m.intercept_).astype(np.float64).tofile(sys.argv[2])
"""
# Its imports are no part of what is timed, since the program vw has none.
VOWPAL_WABBIT = """
import sys, time, json, vowpalwabbit
start, used = time.perf_counter(), time.process_time()
for arguments in json.loads(sys.argv[1]):
    vowpalwabbit.Workspace(arg_list=arguments).finish()
    if "-t" not in arguments:
        print(json.dumps(dict(seconds=time.perf_counter() - start, processor=time.process_time() - used)), flush=True)
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


def make_texts(folder, seed=2, train=240_000, test=60_000, words=60_000):
    """Texts of words with Zipf's frequencies, some of which speak for a class, as CSV and as Vowpal Wabbit reads them."""
    r = np.random.default_rng(seed)
    share = 1 / (np.arange(words) + 10.0)
    share /= share.sum()
    names = np.array([f"w{number:x}" for number in r.permutation(words)])
    weight = r.normal(size=words) * (r.random(words) < 0.3)
    for name, count in [("train", train), ("test", test)]:
        lengths = r.integers(8, 32, count)
        drawn = r.choice(words, size=lengths.sum(), p=share)
        ends = np.cumsum(lengths)
        z = np.add.reduceat(weight[drawn], ends - lengths)
        labels = r.random(count) < 1 / (1 + np.exp(-z))
        texts = [" ".join(part) for part in np.split(names[drawn], ends[:-1])]
        with open(folder / f"{name}.csv", "w") as table, open(folder / f"{name}.vw", "w") as lines:
            table.write("text,y\n")
            table.writelines(f"{text},{'yes' if label else 'no'}\n" for text, label in zip(texts, labels))
            lines.writelines(f"{1 if label else -1} | {text}\n" for text, label in zip(texts, labels))
    return labels


def write_svmlight(path, x, y):
    with open(path, "w") as file:
        for row, label in enumerate(y.tolist()):
            span = slice(x.indptr[row], x.indptr[row + 1])
            entries = zip((x.indices[span] + 1).tolist(), x.data[span].tolist())
            # Nine digits tell numbers of single precision apart.
            file.write(f"{label} " + " ".join(f"{place}:{value:.9g}" for place, value in entries) + "\n")


def timed(words):
    """Of a process: the time that passed, and that of all processors."""
    start, before = time.perf_counter(), os.times()
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))[:300]}: {done.stderr[-600:]}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return {"seconds": time.perf_counter() - start, "processor": used, "text": done.stdout}


def liblinear_weights(path, columns):
    """Of a file of LIBLINEAR: weights and bias, for class 1."""
    head, _, numbers = Path(path).read_text().partition("\nw\n")
    facts = dict(line.split(" ", 1) for line in head.splitlines())
    found = np.zeros(columns + 1)
    weights = np.array(numbers.partition("#")[0].split(), float)
    count = int(facts["nr_feature"])
    found[:count] = weights[:count]
    if float(facts["bias"]) >= 0:
        found[-1] = weights[count] * float(facts["bias"])
    return found if facts["label"].split()[0] == "1" else -found


def files_table(options, folder, x, y):
    """From a file of svmlight to the model's file."""
    rows, columns = folder / "rows.svm", x.shape[1]
    write_svmlight(rows, x, y)
    model, output = folder / "model.safetensors", folder / "model.liblinear"
    own = [options.logit, "fit", rows, "--no-standardize", "--lambda", repr(1 / len(y)), "--validation", "0", "--quiet",
           "--overwrite", "-o", model]

    def logit():
        taken = timed(own)
        output.unlink(missing_ok=True)
        timed([options.logit, "export", model, "--to", "liblinear", "-o", output])
        return taken, liblinear_weights(output, columns)

    def liblinear(kind, tol):
        taken = timed(["liblinear-train", "-s", kind, "-c", 1, "-B", 1, "-e", tol, "-q", rows, output])
        return taken, liblinear_weights(output, columns)

    def scikit_learn():
        taken = timed([sys.executable, "-c", SCIKIT_LEARN_FILE, rows, output])
        return taken, np.fromfile(output, np.float64)

    contenders = {"**`logit fit rows.svm`**": (logit, False)}
    if shutil.which("liblinear-train"):
        for kind, tol in [(0, 1e-4), (0, 1e-8), (7, 1e-3)]:
            name = f"`liblinear-train -s {kind} -e {tol:g}`" + (" (dual)" if kind == 7 else "")
            contenders[name] = (lambda kind=kind, tol=tol: liblinear(kind, tol), True)
    contenders["scikit-learn, load_svmlight_file, newton-cg, tol 1e-06"] = (scikit_learn, False)
    runs, values = {name: [] for name in contenders}, {}
    for name in turns(list(contenders), options.rounds):
        make_model, penalizes = contenders[name]
        taken, found = make_model()
        runs[name].append(taken)
        values[name] = (objective(x.astype(np.float64), y, found, penalizes), penalizes)
        print(name, taken["seconds"], taken["processor"], values[name], file=sys.stderr)
    return objective_lines(runs, values)


def texts_table(options, folder):
    """From texts to a model; the log loss is that of other texts."""
    labels = make_texts(folder)
    model, predictions = folder / "texts.safetensors", folder / "predictions.csv"

    def logit(*more):
        taken = timed([options.logit, "fit", folder / "train.csv", "--target", "y", "--quiet", "--overwrite", "-o", model, *more])
        predictions.unlink(missing_ok=True)
        timed([options.logit, "predict", model, folder / "test.csv", "--only-predictions", "--quiet", "-o", predictions])
        with open(predictions, newline="") as file:
            return taken, np.array([float(row["probability_yes"]) for row in csv.DictReader(file)])

    def vowpal_wabbit(*more):
        weights = str(folder / "weights.vw")
        fit = ["-d", str(folder / "train.vw"), "--loss_function", "logistic", "-b", "18", "-f", weights, "--quiet",
               "--predict_only_model", *more]
        predict = ["-t", "-d", str(folder / "test.vw"), "-i", weights, "-p", str(predictions), "--quiet", "--link", "logistic",
                   "--predict_only_model"]
        done = timed([sys.executable, "-c", VOWPAL_WABBIT, json.dumps([fit, predict])])
        return json.loads(done["text"].splitlines()[0]), np.loadtxt(predictions)

    cache = ["--cache_file", str(folder / "cache"), "-k"]
    contenders = {
        "**`logit fit train.csv --online`**": lambda: logit("--online"),
        "**`logit fit train.csv --validation 0`**": lambda: logit("--validation", "0"),
        "**`logit fit train.csv`**, with five folds": logit,
    }
    try:
        import vowpalwabbit  # noqa: F401

        contenders["Vowpal Wabbit, one pass, `-b 18`"] = vowpal_wabbit
        contenders["Vowpal Wabbit, `--bfgs --passes 20 --l2 1 -b 18`"] = lambda: vowpal_wabbit(
            "--bfgs", "--passes", "20", "--l2", "1", *cache)
    except ImportError:
        print("Vowpal Wabbit is not there; pip install vowpalwabbit", file=sys.stderr)
    runs, losses = {name: [] for name in contenders}, {}
    for name in turns(list(contenders), options.rounds):
        taken, p = contenders[name]()
        runs[name].append(taken)
        p = np.clip(p, 1e-12, 1 - 1e-12)
        losses[name] = -np.where(labels, np.log(p), np.log(1 - p)).mean()
        print(name, taken["seconds"], taken["processor"], losses[name], file=sys.stderr)
    lines = ["| | median | processors' time | log loss of 60,000 other texts |", "|---|--:|--:|--:|"]
    for name in contenders:
        lines.append(f"| {name} | {median(runs[name], 'seconds')} | {median(runs[name], 'processor')} | {losses[name]:.4f} |")
    return lines


def turns(names, rounds):
    """The names, once a round, each round beginning with another."""
    for turn in range(rounds):
        start = turn % len(names)
        yield from names[start:] + names[:start]


def median(runs, key):
    return f"{statistics.median(run[key] for run in runs):.2f} s"


def objective_lines(runs, values):
    """A table of times beside objectives, which are compared with the best of their kind."""
    used = {name: statistics.median(run["processor"] for run in taken) for name, taken in runs.items()}
    own = next(iter(used.values()))
    lines = ["| | median | processors' time | / Logit's | above the best objective by |", "|---|--:|--:|--:|--:|"]
    for name, taken in runs.items():
        value, kind = values[name]
        best = min(other for other, its_kind in values.values() if its_kind == kind)
        lines.append(
            f"| {name} | {median(taken, 'seconds')} | {used[name]:.2f} s | {used[name] / own:.1f} | {value - best:.1e} |")
    return lines


def load():
    return " ".join(f"{number:.1f}" for number in os.getloadavg())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fits")
    parser.add_argument("logit")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--state", default="")
    options = parser.parse_args()
    x, y = make()
    with tempfile.TemporaryDirectory() as name:
        measure(options, Path(name), x, y)


def memory_table(options, folder, x, y):
    """The fit alone."""
    x.indptr.astype(np.int64).tofile(folder / "starts.i64")
    x.indices.astype(np.int32).tofile(folder / "places.i32")
    x.data.astype(np.float32).tofile(folder / "values.f32")
    y.tofile(folder / "y.i32")
    contenders = {"**Logit**": ([options.fits], False)}
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
    runs, values = {name: [] for name in contenders}, {}
    wide, output = x.astype(np.float64), folder / "found.f64"
    for name in turns(list(contenders), options.rounds):
        command, penalizes = contenders[name]
        done = timed([*command, folder, x.shape[1], 2, output])
        runs[name].append(json.loads([line for line in done["text"].splitlines() if line.startswith("{")][-1]))
        values[name] = (objective(wide, y, np.fromfile(output, np.float64), penalizes), penalizes)
        print(name, runs[name][-1], values[name], file=sys.stderr)
    return objective_lines(runs, values)


def measure(options, folder, x, y):
    before = load()
    memory, files, texts = memory_table(options, folder, x, y), files_table(options, folder, x, y), texts_table(options, folder)
    size = (folder / "rows.svm").stat().st_size
    lines = [
        "# Fits to sparse rows", "",
        f"Written by [sparse.py](sparse.py) on {platform.machine()} with {os.cpu_count()} processors, medians of "
        f"{options.rounds} rounds in turn; load of the machine before {before}, after {load()}. {options.state}".rstrip(), "",
        f"{x.shape[0]:,} rows of {x.shape[1]:,} columns, {x.nnz:,} entries, ridge 1/n on the columns as they are (C = 1). LIBLINEAR "
        "penalizes the intercept, too, and is compared with the best of its kind. / Logit's is by the processors' time, which Logit "
        "divides over all of them and the others spend on one.", "",
        "## The fit alone, of rows in memory", "", *memory, "",
        f"## From a file of svmlight ({size / 1e6:.0f} MB) to a model, whole processes", "", *files, "",
        "## Texts", "",
        "240,000 texts of 8 to 31 words out of 60,000 into 262,144 bins, whole processes (Vowpal Wabbit by its Python module, whose "
        "imports are not counted).", "", *texts,
    ]
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / "SPARSE.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
