#!/usr/bin/env python3
"""Times regressions with their inference side by side and writes INFERENCE.md.

    python inference.py LOGIT_REGRESSIONS LOGIT [--rounds 5] [--only WORKLOAD] [--rows 1000000]

LOGIT_REGRESSIONS is the program of that name (swift build -c release --product logit-regressions, in this folder), LOGIT
the command. Needs numpy, scipy, pandas, statsmodels and firthmodels; R takes part where it is there, and the whole processes
need hyperfine. All contenders read the same rows from memory, in double precision; what is timed is the fit with its
inference, in a process of its own, whose peak of memory stands beside it. In each round every contender has its turn, in an
order that turns; medians are printed. What each found is compared with what Logit found.
"""
import argparse
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
import sys, json, time, resource, warnings; warnings.filterwarnings("ignore")
import numpy as np
folder, columns, repetitions, output = sys.argv[1], int(sys.argv[2]), int(sys.argv[4]), sys.argv[5]
y = np.fromfile(folder + "/y.i32", np.int32); x = np.fromfile(folder + "/x.f64").reshape(len(y), columns)
def peak():
    return [int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")][0]
def run(fit):
    open("/proc/self/clear_refs", "w").write("5")
    for _ in range(repetitions):
        start = time.perf_counter(); result = fit(); print(json.dumps(dict(seconds=time.perf_counter() - start)), flush=True)
    print(json.dumps(dict(peak=peak())))
    np.asarray(result, float).tofile(output)
"""
STATSMODELS_TABLE = PREPARE + """
import statsmodels.api as sm
def fit():
    m = sm.Logit(y, sm.add_constant(x, has_constant="add")).fit(method="newton", disp=0)
    str(m.summary())
    return np.concatenate([m.params, m.bse])
run(fit)
"""
STATSMODELS_EFFECTS = PREPARE + """
import statsmodels.api as sm
def fit():
    m = sm.Logit(y, sm.add_constant(x, has_constant="add")).fit(method="newton", disp=0, cov_type="HC1")
    e = m.get_margeff()
    str(e.summary())
    return np.concatenate([m.params, m.bse, np.column_stack([e.margeff, e.margeff_se]).ravel()])
run(fit)
"""
R = """
a <- commandArgs(TRUE); columns <- as.integer(a[2]); repetitions <- as.integer(a[4])
y <- readBin(file.path(a[1], "y.i32"), "integer", 1e9)
x <- matrix(readBin(file.path(a[1], "x.f64"), "double", 1e9), ncol = columns, byrow = TRUE)
for (i in seq_len(repetitions)) {
  start <- proc.time()[["elapsed"]]
  m <- glm(y ~ x, family = binomial); s <- summary(m)$coefficients
  cat(sprintf('{"seconds": %.4f}\\n', proc.time()[["elapsed"]] - start))
}
line <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
cat(sprintf('{"peak": %.0f}\\n', as.numeric(gsub("[^0-9]", "", line)) * 1024))
out <- file(a[5], "wb"); writeBin(c(s[, 1], s[, 2]), out); close(out)
"""
FIRTHMODELS = PREPARE + """
from firthmodels import FirthLogisticRegression
def fit():
    m = FirthLogisticRegression().fit(x, y)
    {more}
    order = np.r_[columns, np.arange(columns)]
    return np.concatenate([np.append(m.intercept_, m.coef_), m.bse_[order]])
run(fit)
"""
WITH_PANDAS = """
import sys, pandas, statsmodels.formula.api as smf
print(smf.logit("y ~ x1 + x2 + x3 + x4 + x5 + C(g)", pandas.read_csv(sys.argv[1])).fit(method="newton", disp=0).summary())
"""
WITH_GLM = "print(summary(glm(y ~ x1 + x2 + x3 + x4 + x5 + g, binomial, read.csv(commandArgs(TRUE)[1]))))"


def logistic_rows(rows, columns, seed):
    random = np.random.default_rng(seed)
    weights = random.normal(size=columns) / 2
    x = random.normal(size=(rows, columns))
    return x, (x @ weights + random.logistic(size=rows) > 0).astype(np.int32)


def firth_rows(seed):
    """5,000 rows of 20 columns with a positive in about fifty."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(5000, 20))
    return x, (x[:, 0] - x[:, 1] - 5 + random.logistic(size=5000) > 0).astype(np.int32)


def contenders(what, logit):
    python = [sys.executable, "-c"]
    found = {"**Logit**": [logit]}
    if what == "firth-fit":
        found["firthmodels"] = python + [FIRTHMODELS.format(more="")]
        return found
    if what == "firth":
        found["**Logit**, with tests and profiles"] = found.pop("**Logit**")
        found["firthmodels, with tests"] = python + [FIRTHMODELS.format(more="m.lrt()")]
        found["firthmodels, with tests and profiles"] = python + [FIRTHMODELS.format(more="m.lrt(); m.conf_int(method='pl')")]
        return found
    found["statsmodels"] = python + [STATSMODELS_TABLE if what == "table" else STATSMODELS_EFFECTS]
    if what == "table" and shutil.which("Rscript"):
        found["R, glm"] = ["Rscript", "-e", R]
    return found


def run(command, folder, columns, what, repetitions):
    output = os.path.join(folder, "result.f64")
    process = subprocess.run(command + [folder, str(columns), what, str(repetitions), output], capture_output=True, text=True)
    if process.returncode:
        raise RuntimeError(process.stderr[-400:])
    lines = [json.loads(line) for line in process.stdout.splitlines() if line.startswith("{")]
    seconds = [line["seconds"] for line in lines if "seconds" in line]
    return statistics.median(seconds), max(line.get("peak", 0) for line in lines), np.fromfile(output)


def measure(title, x, y, what, logit, rounds, repetitions):
    with tempfile.TemporaryDirectory() as folder:
        x.tofile(os.path.join(folder, "x.f64"))
        y.tofile(os.path.join(folder, "y.i32"))
        found = contenders(what, logit)
        times, peaks, results = {name: [] for name in found}, {}, {}
        names = list(found)
        for turn in range(rounds):
            for who in names[turn % len(names) :] + names[: turn % len(names)]:
                try:
                    # One fit of a rival takes many of Logit's.
                    seconds, peaks[who], results[who] = run(
                        found[who], folder, x.shape[1], what, repetitions if "Logit" in who else 1)
                    times[who].append(seconds)
                except RuntimeError as error:
                    print(who, error, file=sys.stderr)
    first = names[0] if "Logit" in names[0] else next(n for n in names if "Logit" in n)
    own, reference = statistics.median(times[first]), results[first]
    lines = [f"## {title}", "", "| | median | / Logit's | peak memory | estimates and errors differ by |", "|---|--:|--:|--:|--:|"]
    for who in names:
        if not times[who]:
            lines.append(f"| {who} | failed | | | |")
            continue
        size = 2 * (x.shape[1] + 1)
        if what == "effects":
            size = len(reference)
        off = np.abs(results[who][:size] / reference[:size] - 1).max()
        if "firthmodels" in who:  # its errors are those of the augmented rows
            off = np.abs(results[who][: size // 2] / reference[: size // 2] - 1).max()
        median = statistics.median(times[who])
        lines.append(f"| {who} | {text(median)} | {median / own:.1f} | {peaks[who] / 2**20:,.0f} MB | {off:.0e} |")
    return "\n".join(lines) + "\n"


def whole_process(logit, rounds):
    random = np.random.default_rng(11)
    x = random.normal(size=(1000, 5))
    g = random.integers(0, 4, 1000)
    y = (x[:, 0] - 0.5 * x[:, 1] + 0.3 * g + random.logistic(size=1000) > 0).astype(int)
    with tempfile.TemporaryDirectory() as folder:
        path, report = os.path.join(folder, "rows.csv"), os.path.join(folder, "report.json")
        with open(path, "w") as file:
            file.write("x1,x2,x3,x4,x5,g,y\n")
            for row, group, outcome in zip(x.round(6), g, y):
                file.write(",".join(map(str, row)) + f",{'abcd'[group]},{outcome}\n")
        scripts = {"python.py": WITH_PANDAS, "r.R": WITH_GLM}
        for name, script in scripts.items():
            Path(folder, name).write_text(script)
        commands = {
            "**`logit regress`**": f"{logit} regress {path} 'y ~ x1 + x2 + x3 + x4 + x5 + g'",
            "Python with pandas and statsmodels": f"{sys.executable} {folder}/python.py {path}",
        }
        if shutil.which("Rscript"):
            commands["Rscript with `glm`"] = f"Rscript {folder}/r.R {path}"
        subprocess.run(["hyperfine", "-N", "--warmup", "2", "--runs", str(max(2 * rounds, 10)), "--export-json", report,
                        *commands.values()], check=True, stdout=subprocess.DEVNULL)
        medians = [result["median"] for result in json.loads(Path(report).read_text())["results"]]
    lines = ["## A file of 1,000 rows and six columns, whole process", "", "| | median | / Logit's |", "|---|--:|--:|"]
    lines += [f"| {who} | {text(m)} | {m / medians[0]:.1f} |" for who, m in zip(commands, medians)]
    return "\n".join(lines) + "\n"


def text(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("regressions")
    parser.add_argument("logit")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["table", "effects", "firth", "process"])
    options = parser.parse_args()
    regressions, logit = os.path.abspath(options.regressions), os.path.abspath(options.logit)
    wanted = lambda name: options.only in (None, name)
    parts = []
    if wanted("table") or wanted("effects"):
        x, y = logistic_rows(options.rows, 28, 7)
    size = f"{options.rows:,} x 28"
    if wanted("table"):
        parts.append(measure(f"Whole table, {size}", x, y, "table", regressions, options.rounds, 5))
    if wanted("effects"):
        parts.append(measure(f"With HC1 errors and average marginal effects, {size}", x, y, "effects", regressions,
                             min(options.rounds, 3), 5))
    if wanted("firth"):
        title = "Firth's penalized likelihood, 5,000 x 20"
        parts.append(measure(f"{title}, fit", *firth_rows(3), "firth-fit", regressions, options.rounds, 9))
        parts.append(measure(f"{title}, with tests and profiles", *firth_rows(3), "firth", regressions, options.rounds, 3))
    if wanted("process"):
        parts.append(whole_process(logit, options.rounds))
    document = f"""# Regressions with their inference

Written by [inference.py](inference.py) on {platform.processor() or platform.machine()} with {os.cpu_count()} processors. Each
contender reads the same rows from memory in double precision, in a process of its own; the fit with its table is timed, and the
peak of memory includes the rows.

"""
    if options.only is None and options.rows == 1_000_000:
        Path(__file__).with_name("INFERENCE.md").write_text(document + "\n".join(parts))
    print(document + "\n".join(parts))


main()
