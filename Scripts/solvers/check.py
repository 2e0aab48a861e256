"""Compares the optima that Logit's solvers find with those of extended precision and of other tools; see check-solvers."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from optimum import Encoded, Optimum
from problems import PROBLEMS
from tools import glmnet_choices, glum_estimates, r_estimates, scikit_learn

ALLOWED = 1e-8
OUTPUT = Path("Documentation/Solvers.md")


def logit(*arguments):
    done = subprocess.run(["logit", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"logit {' '.join(map(str, arguments))}: {done.stderr}")
    return json.loads(done.stdout)


def fitted(problem, table, folder):
    """Names of the encoded columns, coefficients [columns, outputs] without intercepts, and what the fit says of itself.

    Coefficients of numbers are in the column's unit, those of categories as they stand on 0 and 1.
    """
    answer = logit("fit", table, "--target", "y", "--validation", 0, "--json", "--overwrite",
                   "-o", folder / "m.safetensors", *problem.options())
    classes = sorted({c["class"] for c in answer["coefficients"]}, key=str)
    names = list(dict.fromkeys(c["feature"] for c in answer["coefficients"]))
    weights = np.zeros((len(names), len(classes)))
    for c in answer["coefficients"]:
        value = c["estimate"] if c["feature"] in problem.predictors else c["weight"]
        weights[names.index(c["feature"]), classes.index(c["class"])] = value
    return names, weights, answer["training"]


def distance(found, reference):
    """The largest difference relative to a coefficient, or to a thousandth of the largest where that is more."""
    size = np.maximum(np.abs(reference), 1e-3 * np.abs(reference).max())
    return float((np.abs(found - reference) / size).max())


def short(value):
    return "-" if value is None else f"{value:.0e}" if value else "0"


def lines():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for problem in PROBLEMS:
            table = folder / "table.csv"
            problem.frame().to_csv(table, index=False, float_format="%.17g")
            names, coefficients, training = fitted(problem, table, folder)
            encoded = Encoded(problem, names)
            weights = coefficients * encoded.deviations[:, None]
            optimum = Optimum(encoded, weights)
            tools = [
                None if estimates is None else distance(optimum.comparable(estimates), optimum.weights)
                for estimates in (r_estimates(problem, encoded, folder), scikit_learn(problem, encoded),
                                  glum_estimates(problem, encoded))
            ]
            yield dict(
                title=problem.title, rows=encoded.row_count, columns=len(names), classes=encoded.class_count,
                solver=training["solver"], off=distance(optimum.comparable(weights), optimum.weights),
                breach=optimum.breach(weights), tools=tools)


def choices():
    """`logit cv` beside cv.glmnet, given lambdas and folds: whether lambda.min and lambda.1se are the same."""
    with tempfile.TemporaryDirectory() as name:
        yield from glmnet_choices(logit, Path(name))


HEAD = """# What the solvers find

Made by `Scripts/check-solvers --write`: small problems that are hard for solvers, fitted with `logit fit`, and their optima in
extended precision (numpy's longdouble, 64 bits), which are certified by their own optimality conditions. Distances are
the largest of any weight per standard deviation, relative to the weight, or to a thousandth of the largest weight where that is
more. The *breach* is the largest violation of the optimality conditions by Logit's weights, worked out in extended precision
for the mean loss. Other tools stand beside it with their strictest useful tolerance: R's `glm` and `nnet::multinom` without a
penalty and glmnet with one, scikit-learn's `newton-cholesky` (`saga` where there is an L1 part), glum. A line is left out (-)
where a tool has no such problem.

| problem | rows x columns | classes | solver | Logit | breach | R, glmnet | scikit-learn | glum |
|---|--:|--:|---|--:|--:|--:|--:|--:|
"""


def main():
    text, failed = HEAD, []
    for line in lines():
        text += (f"| {line['title']} | {line['rows']:,} x {line['columns']:,} | {line['classes']} | {line['solver']} | "
                 f"{short(line['off'])} | {short(line['breach'])} | {' | '.join(map(short, line['tools']))} |\n")
        if not line["off"] <= ALLOWED:
            failed.append(f"{line['title']}: off by {line['off']:.1e}")
        print(text.splitlines()[-1], flush=True)
    text += "\n## The choice of lambda\n\nGiven lambdas and folds, `logit cv` and `cv.glmnet` choose:\n\n"
    text += "| problem | measure | lambda.min | glmnet's | lambda.1se | glmnet's |\n|---|---|--:|--:|--:|--:|\n"
    for title, measure, ours, theirs in choices():
        text += f"| {title} | {measure} | {ours[0]:.6g} | {theirs[0]:.6g} | {ours[1]:.6g} | {theirs[1]:.6g} |\n"
        print(text.splitlines()[-1], flush=True)
        if any(abs(a / b - 1) > 1e-9 for a, b in zip(ours, theirs)):
            failed.append(f"{title}, {measure}: another lambda")
    if "--write" in sys.argv:
        OUTPUT.write_text(text)
    for line in failed:
        print(line, file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
