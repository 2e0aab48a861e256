"""Coefficients by the programs of `--like`, of tables beside this script and bundled sets: tools.json.

scikit-learn, LIBLINEAR (through scikit-learn) and statsmodels are run here, glm, nnet and glmnet by make_tools.R. Spark
MLlib is not run: the optimum of its objective as its documentation states it is found by scipy, its categories indexed
by frequency, the last one dropped. The bundled sets come from `logit datasets NAME -o NAME.csv`, in the folder given.
Written with scikit-learn 1.9.1, statsmodels 0.15.0, scipy 1.17, R 4.2.2, glmnet 4.1-6 and nnet 7.3-18:

    python make_tools.py FOLDER
"""

import json
import pathlib
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import scipy.optimize
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
BUNDLED = pathlib.Path(sys.argv[1])
TABLES = [HERE.parent / "Path/two.csv", HERE.parent / "Path/three.csv"]
TABLES += [BUNDLED / f"{name}.csv" for name in ("breast-cancer", "wine")]
cases = {}


def add(table, tool, penalty, strength, label, term, value):
    case = cases.setdefault((table, tool, penalty, strength), {"terms": []})
    case["terms"].append([label, term, value])


def add_rows(table, tool, penalty, strength, labels, intercept, terms, constants, rows):
    for label, constant, row in zip(labels, constants, rows):
        add(table, tool, penalty, strength, label, intercept, float(constant))
        for term, value in zip(terms, row):
            add(table, tool, penalty, strength, label, term, float(value))


def spark(X, y, k, lam, ratio):
    """The optimum of Spark's objective, by Newton's method, or for L1 by bounded pairs of coefficients."""
    n, p = X.shape
    deviation = X.std(axis=0, ddof=1)
    Z = (X - X.mean(axis=0)) / deviation
    outputs = 1 if k == 2 else k

    def loss(theta):
        b, B = theta[:outputs], theta[outputs:].reshape(outputs, p)
        logits = Z @ B.T + b
        if outputs == 1:
            logits = np.column_stack([np.zeros(n), logits])
        top = logits.max(axis=1, keepdims=True)
        log_sum = top[:, 0] + np.log(np.exp(logits - top).sum(axis=1))
        value = (log_sum - logits[np.arange(n), y]).mean()
        residual = np.exp(logits - log_sum[:, None])
        residual[np.arange(n), y] -= 1
        if outputs == 1:
            residual = residual[:, 1:]
        return value, np.concatenate([residual.mean(axis=0), (residual.T @ Z / n).ravel()])

    def split(t):
        positive, negative = t[outputs : outputs + outputs * p], t[outputs + outputs * p :]
        B = positive - negative
        value, g = loss(np.concatenate([t[:outputs], B]))
        gB = g[outputs:] + lam * (1 - ratio) * B
        value += lam * (1 - ratio) / 2 * B @ B + lam * ratio * (positive.sum() + negative.sum())
        return value, np.concatenate([g[:outputs], gB + lam * ratio, -gB + lam * ratio])

    size = outputs * p
    bounds = [(None, None)] * outputs + [(0, None)] * (2 * size)
    t = np.zeros(outputs + 2 * size)
    for _ in range(20):
        t = scipy.optimize.minimize(
            split, t, jac=True, method="L-BFGS-B", bounds=bounds,
            options={"maxiter": 100000, "maxfun": 10**7, "ftol": 0, "gtol": 1e-13, "maxcor": 60}).x
    B = (t[outputs : outputs + size] - t[outputs + size :]).reshape(outputs, p)
    rows = B / deviation
    constants = t[:outputs] - rows @ X.mean(axis=0)
    if outputs > 1:
        constants = constants - constants.mean()
        if lam == 0:
            rows = rows - rows.mean(axis=0)
    return constants, rows


for path in TABLES:
    name = path.stem
    df = pd.read_csv(path)
    target = df.columns[-1]
    columns = [column for column in df.columns if column not in (target, "fold")]
    texts = [column for column in columns if column == "color"]
    y = df[target].astype(str)
    labels = sorted(y.unique())
    positive = labels[1:] if len(labels) == 2 else labels
    codes = y.map({label: code for code, label in enumerate(labels)}).to_numpy()

    X = pd.get_dummies(df[columns], columns=texts, dtype=float)
    for strength in (1.0, 0.05):
        model = LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-13, max_iter=1000).fit(X, y)
        add_rows(name, "sklearn", "ridge", 1 / (strength * len(df)), positive, "intercept_", X.columns, model.intercept_, model.coef_)
        if len(labels) == 2 and name == "two":
            model = LogisticRegression(C=strength, solver="liblinear", tol=1e-14, max_iter=100000).fit(X, y)
            terms = [term.replace("color_", "color=") for term in X.columns]
            add_rows(name, "liblinear", "ridge", 1 / (strength * len(df)), positive, "bias", terms, model.intercept_, model.coef_)
    if name in ("two", "three"):
        X = sm.add_constant(pd.get_dummies(df[columns], columns=texts, drop_first=True, dtype=float))
        model = (sm.Logit if len(labels) == 2 else sm.MNLogit)(codes, X).fit(disp=False, tol=1e-14, maxiter=100)
        params = np.asarray(model.params).reshape(X.shape[1], -1).T
        add_rows(name, "statsmodels", "none", 0.0, labels[1:], "const", X.columns[1:], params[:, 0], params[:, 1:])
        add(name, "statsmodels", "none", 0.0, "", "llf", float(model.llf))

        dummies = df[[column for column in columns if column not in texts]].astype(float)
        for column in texts:
            counts = df[column].value_counts()
            order = sorted(counts.index, key=lambda value: (-counts[value], value))
            for value in order[:-1]:
                dummies[f"{column}={value}"] = (df[column] == value).astype(float)
        for penalty, lam, ratio in (("none", 0.0, 0.0), ("ridge", 0.1, 0.0), ("lasso", 0.02, 1.0), ("elastic-net", 0.02, 0.5)):
            constants, rows = spark(dummies.to_numpy(), codes, len(labels), lam, ratio)
            add_rows(name, "spark", penalty, lam, positive, "intercept", dummies.columns, constants, rows)

paths = [str(path) for path in TABLES]
for line in subprocess.run(["Rscript", str(HERE / "make_tools.R")] + paths, check=True, capture_output=True, text=True).stdout.splitlines():
    table, tool, penalty, strength, label, term, value = line.split("\t")
    add(table, tool, penalty, float(strength), label, term, None if value == "NA" else float(value))

lines = [
    json.dumps({"table": table, "tool": tool, "penalty": penalty, "lambda": strength, **case})
    for (table, tool, penalty, strength), case in cases.items()
]
(HERE / "tools.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
