#!/usr/bin/env python3
"""Times fits to the optimum side by side and writes EXACT.md.

    python exact_fits.py LOGIT_EXACT_FITS [--rounds 5] [--only WORKLOAD]

LOGIT_EXACT_FITS is the program of that name (swift build -c release --product logit-exact-fits, in this folder). Needs numpy
and scikit-learn; glum, scikit-learn-intelex, skglm, adelie and R with glmnet take part where they are there. All
contenders read the same rows from memory; what is timed is the fit alone, in a process that has done it once before.
In each round every contender has its turn, in an order that turns; medians are printed. The objective of what each found
is worked out here, in double precision, and stands beside its time: a fit that stops early is not faster.
"""
import argparse
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

PREPARE = """
import sys, json, time, warnings; warnings.filterwarnings("ignore")
import numpy as np
folder, classes, columns, repetitions, output = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[5]), sys.argv[6]
y = np.fromfile(folder + "/y.i32", np.int32); x = np.fromfile(folder + "/x.f32", np.float32).reshape(len(y), columns)
n = len(y)
def run(fit):
    for _ in range(repetitions):
        start = time.perf_counter(); result = fit(); print(json.dumps(dict(seconds=time.perf_counter() - start)), flush=True)
    result.tofile(output)
"""
SCIKIT_LEARN = PREPARE + """
{patch}
from sklearn.linear_model import LogisticRegression
def fit():
    m = LogisticRegression(C=1.0, solver="{solver}", tol={tol}, max_iter=10000).fit(x, y)
    return np.concatenate([np.asarray(m.coef_, float).ravel(), np.asarray(m.intercept_, float).ravel()])
run(fit)
"""
GLUM = PREPARE + """
from glum import GeneralizedLinearRegressor
y = y.astype(np.float32)
def fit():
    m = GeneralizedLinearRegressor(family="binomial", alpha=1 / n, l1_ratio=0, gradient_tol=1e-8).fit(x, y)
    return np.append(np.asarray(m.coef_, float), float(m.intercept_))
run(fit)
"""
GLMNET = """
library(glmnet)
a <- commandArgs(TRUE); columns <- as.integer(a[3]); repetitions <- as.integer(a[5])
y <- readBin(file.path(a[1], "y.i32"), "integer", 1e9)
x <- matrix(readBin(file.path(a[1], "x.f32"), "double", 1e9, size = 4), ncol = columns, byrow = TRUE)
lambda <- readBin(file.path(a[1], "lambdas.f64"), "double", 1000)
for (i in seq_len(repetitions)) {
  start <- proc.time()[["elapsed"]]
  m <- glmnet(x, y, family = "binomial", lambda = lambda)
  cat(sprintf('{"seconds": %.4f}\\n', proc.time()[["elapsed"]] - start))
}
out <- file(a[6], "wb")
for (i in seq_along(m$lambda)) writeBin(c(m$lambda[i], as.numeric(m$beta[, i]), m$a0[i]), out)
close(out)
"""
ADELIE = PREPARE + """
import adelie
lambdas = np.fromfile(folder + "/lambdas.f64")
deviations = x.std(axis=0, dtype=np.float64)
x64 = np.asfortranarray(x / deviations, dtype=np.float64)
def fit():
    state = adelie.grpnet(adelie.matrix.dense(x64, n_threads=2), adelie.glm.binomial(y.astype(float)), lmda_path=lambdas,
                          progress_bar=False, early_exit=False)
    beta = np.asarray(state.betas.todense()) / deviations
    return np.concatenate([np.concatenate([[l], b, [i]]) for l, b, i in zip(state.lmdas, beta, state.intercepts)])
run(fit)
"""


def logistic_rows(rows, columns, seed):
    random = np.random.default_rng(seed)
    weights = random.normal(size=columns) / 2
    x = random.normal(size=(rows, columns)).astype(np.float32)
    y = (x @ weights + random.logistic(size=rows) > 0).astype(np.int32)
    return x, y


def sparse_rows(rows, columns, seed):
    random = np.random.default_rng(seed)
    shared = random.normal(size=(rows, 1))
    x = (random.normal(size=(rows, columns)) + 0.5 * shared).astype(np.float32)
    weights = np.zeros(columns)
    weights[:20] = random.normal(size=20)
    return x, (x @ weights + random.logistic(size=rows) > 0).astype(np.int32)


def digit_rows(rows, seed):
    """60,000 images of 784 pixels from 0 to 1 in 10 classes, four fifths of them black, of overlapping strokes."""
    random = np.random.default_rng(seed)
    centers = np.where(random.random((10, 784)) < 0.3, random.random((10, 784)), 0)
    y = random.integers(0, 10, rows).astype(np.int32)
    x = centers[y] * (random.random((rows, 784)) < 0.4) + 0.15 * (random.random((rows, 784)) < 0.08)
    return np.clip(x, 0, 1).astype(np.float32), y


def tutorial_rows():
    random = np.random.default_rng(42)
    x = np.concatenate([random.normal(-4, 2, 1000), random.normal(4, 2, 1000)]).astype(np.float32)
    return x[:, None], np.repeat([0, 1], 1000).astype(np.int32)


# Name: title, rows, classes, what to fit, repetitions a round.
WORKLOADS = {
    "tutorial-1d": ("2,000 x 1, ridge 1/n", tutorial_rows, 2, "ridge", 50),
    "logistic-1m": ("1,000,000 x 28, ridge 1/n", lambda: logistic_rows(1_000_000, 28, 7), 2, "ridge", 3),
    "softmax-784": ("60,000 x 784, 10 classes, ridge 1/n", lambda: digit_rows(60_000, 3), 10, "ridge", 1),
    "path-1000": ("10,000 x 1,000, lasso path of 100 lambdas", lambda: sparse_rows(10_000, 1000, 5), 2, "path", 1),
}


def sequence(x, y):
    """glmnet's sequence: 100 lambdas from the one at which all coefficients are 0 to a ten thousandth of it."""
    standardized = (x - x.mean(axis=0, dtype=np.float64)) / x.std(axis=0, dtype=np.float64)
    first = np.abs(standardized.T @ (y - y.mean())).max() / len(y)
    return first * np.geomspace(1, 1e-4, 100)


def contenders(what, classes, logit):
    found = {"**Logit**": [logit]}
    python = [sys.executable, "-c"]
    if what == "ridge":
        # With many coefficients the Hessian of newton-cholesky takes minutes.
        solvers = [("newton-cholesky", 1e-8)] if classes == 2 else []
        for solver, tol in solvers + [("lbfgs", 1e-8)]:
            found[f"scikit-learn, {solver}"] = python + [SCIKIT_LEARN.format(patch="", solver=solver, tol=tol)]
        if importlib.util.find_spec("sklearnex"):
            patch = "from sklearnex import patch_sklearn; patch_sklearn(verbose=False)"
            found["scikit-learn-intelex, lbfgs"] = python + [SCIKIT_LEARN.format(patch=patch, solver="lbfgs", tol=1e-8)]
        if importlib.util.find_spec("glum") and classes == 2:
            found["glum"] = python + [GLUM]
    else:
        if shutil.which("Rscript"):
            found["glmnet"] = ["Rscript", "-e", GLMNET]
        if importlib.util.find_spec("adelie"):
            found["adelie"] = python + [ADELIE]
    return found


def run(command, folder, classes, columns, what, repetitions):
    output = os.path.join(folder, "result.f64")
    process = subprocess.run(
        command + [folder, str(classes), str(columns), what, str(repetitions + 1), output], capture_output=True, text=True)
    if process.returncode:
        raise RuntimeError(process.stderr[-400:])
    seconds = [json.loads(line)["seconds"] for line in process.stdout.splitlines() if line.startswith("{")]
    return statistics.median(seconds[1:]), np.fromfile(output)


def mean_loss(x, y, beta, intercepts):
    total = 0.0
    for start in range(0, len(y), 20000):
        z = x[start : start + 20000].astype(np.float64) @ beta.T + intercepts
        if z.shape[1] == 1:
            t = z[:, 0] * (1 - 2 * y[start : start + 20000])
            total += np.logaddexp(0, t).sum()
        else:
            z -= z.max(axis=1, keepdims=True)
            total += (np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), y[start : start + 20000]]).sum()
    return total / len(y)


def objectives(x, y, classes, what, result, deviations, on_raw):
    """The objective of each model found: ridge of scikit-learn's on raw columns, the others' on scaled ones."""
    predictors, columns = (1 if classes == 2 else classes), x.shape[1]
    if what == "path":
        models = result.reshape(-1, columns + 2)
        # A handful of models along the path, at their own lambdas.
        chosen = models[:: max(len(models) // 8, 1)]
        return [(m[0], mean_loss(x, y, m[None, 1:-1], m[-1:]) + m[0] * np.abs(m[1:-1] * deviations).sum()) for m in chosen]
    beta, intercepts = result[: predictors * columns].reshape(predictors, columns), result[predictors * columns :]
    scale = 1 if on_raw else deviations
    return [(1 / len(y), mean_loss(x, y, beta, intercepts) + 0.5 / len(y) * ((beta * scale) ** 2).sum())]


def measure(name, logit, rounds):
    title, make, classes, what, repetitions = WORKLOADS[name]
    x, y = make()
    if what == "ridge":
        # One meaning of the penalty for all: columns are standardized beforehand.
        x = ((x - x.mean(axis=0, dtype=np.float64)) / np.maximum(x.std(axis=0, dtype=np.float64), 1e-12)).astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        x.tofile(os.path.join(folder, "x.f32"))
        if what == "path":
            sequence(x, y).tofile(os.path.join(folder, "lambdas.f64"))
        y.tofile(os.path.join(folder, "y.i32"))
        found = contenders(what, classes, logit)
        times, results = {name: [] for name in found}, {}
        names = list(found)
        for turn in range(rounds):
            for who in names[turn % len(names) :] + names[: turn % len(names)]:
                try:
                    seconds, results[who] = run(found[who], folder, classes, x.shape[1], what, repetitions)
                    times[who].append(seconds)
                except RuntimeError as error:
                    print(who, error, file=sys.stderr)
    deviations = x.std(axis=0, dtype=np.float64)
    values = {w: objectives(x, y, classes, what, r, deviations, on_raw=False) for w, r in results.items()}
    own = statistics.median(times["**Logit**"])
    lines = [f"## {title}", "", "| | median | / Logit's | above the best objective by |", "|---|--:|--:|--:|"]
    for who in names:
        if not times[who]:
            lines.append(f"| {who} | failed | | |")
            continue
        excess = max(v - best(values, l) for l, v in values[who])
        lines.append(f"| {who} | {text(statistics.median(times[who]))} | {statistics.median(times[who]) / own:.1f} | {max(excess, 0):.1e} |")
    return "\n".join(lines) + "\n"


def best(values, strength):
    """The least objective found at a lambda; lambdas that nobody else has compare with nobody."""
    return min(v for found in values.values() for l, v in found if abs(l - strength) < 1e-6 * strength)


def text(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logit")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only")
    options = parser.parse_args()
    parts = [measure(name, os.path.abspath(options.logit), options.rounds) for name in WORKLOADS if options.only in (None, name)]
    document = f"""# Fits to the optimum

Written by [exact_fits.py](exact_fits.py) on {platform.processor() or platform.machine()} with {os.cpu_count()} processors. Each
contender reads the same single-precision rows from memory; the fit alone is timed. Columns are standardized beforehand
for ridge, so that one penalty means the same to all.

"""
    if options.only is None:
        Path(__file__).with_name("EXACT.md").write_text(document + "\n".join(parts))
    print(document + "\n".join(parts))


main()
