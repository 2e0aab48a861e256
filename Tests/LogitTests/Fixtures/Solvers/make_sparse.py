"""Sparse logistic and softmax regressions, and their optima by scikit-learn.

The penalty is on the coefficients of the columns as they are (the library's `standardizes = false`), with C = 1 / (n
lambda): scikit-learn's objective is C times the sum of losses and the penalty. Smooth problems are solved by lbfgs at
tol 1e-12 and then by Newton's method with the Hessian from its definition, which leaves no gradient above 1e-15; those
with an L1 penalty by saga, whose support and signs are then kept while Newton's method solves for the rest, and whose
optimality conditions are checked to 1e-13. liblinear, which penalizes the intercept, solves the cases without one. The
largest distance of each tool's own result is written beside the optimum. Run with the versions of requirements.txt:

    python make_sparse.py
"""

import json
import struct

import numpy as np
import scipy.sparse as sp
from scipy.special import expit, softmax
from sklearn.linear_model import LogisticRegression


def bits(values):
    return " ".join(struct.pack(">d", float(v)).hex() for v in np.ravel(values))


def problem(seed, rows, columns, density, classes, ones=False):
    r = np.random.default_rng(seed)
    x = sp.random(rows, columns, density=density, random_state=r, data_rvs=lambda n: r.normal(size=n) + 0.5).tocsr()
    if ones:
        x.data[:] = 1
    x.data = x.data.astype(np.float32).astype(np.float64)
    x.sort_indices()
    beta = r.normal(size=(classes, columns)) * (r.random((1, columns)) < 0.3)
    z = x @ beta.T + r.normal(size=classes) * 0.3
    y = np.array([r.choice(classes, p=softmax(row)) for row in z])
    return x, y


def newton(x, y, classes, lam, rho, intercept, start, mask, signs):
    """Newton's method on the coefficients that mask keeps, whose signs stay."""
    n, p = x.shape
    X = np.hstack([x.toarray(), np.ones((n, 1))]) if intercept else x.toarray()
    sets = 1 if classes == 2 else classes
    T = (y[:, None] == (np.array([1]) if sets == 1 else np.arange(classes))).astype(float)
    B = start.copy()
    P = np.full(B.shape, lam * (1 - rho))
    S = lam * rho * signs
    if intercept:
        P[:, -1], S[:, -1] = 0, 0
    free = mask.ravel()
    for _ in range(60):
        Z = X @ B.T
        Q = expit(Z) if sets == 1 else softmax(Z, axis=1)
        g = ((Q - T).T @ X / n + P * B + S).ravel()
        H = np.zeros((B.size, B.size))
        w = X.shape[1]
        for a in range(sets):
            for b in range(sets):
                c = Q[:, a] * ((a == b) - Q[:, b]) if sets > 1 else Q[:, 0] * (1 - Q[:, 0])
                H[a * w:(a + 1) * w, b * w:(b + 1) * w] = X.T @ (c[:, None] * X) / n
        H += np.diag(P.ravel())
        d = np.zeros(B.size)
        d[free] = np.linalg.lstsq(H[np.ix_(free, free)], -g[free], rcond=1e-14)[0]
        B = B + d.reshape(B.shape)
        if np.abs(d).max() < 1e-15:
            break
    breach = np.where(mask, np.abs(g.reshape(B.shape)), np.maximum(np.abs((g.reshape(B.shape) - S)) - lam * rho, 0))
    assert breach.max() < 1e-13, breach.max()
    Z = X @ B.T
    loss = np.logaddexp(0, np.where(y == 1, -Z[:, 0], Z[:, 0])).mean() if sets == 1 else -np.log(
        softmax(Z, axis=1)[np.arange(n), y]).mean()
    penal = B[:, :-1] if intercept else B
    value = loss + lam * (rho * np.abs(penal).sum() + (1 - rho) / 2 * (penal ** 2).sum())
    return B, value


def solve(name, x, y, classes, lam, rho, intercept):
    n, p = x.shape
    C = 1 / (n * lam)
    keys = dict(C=C, fit_intercept=intercept, tol=1e-12)
    tools = {}
    if rho == 0:
        tools["lbfgs"] = LogisticRegression(solver="lbfgs", max_iter=100_000, **keys).fit(x, y)
        if classes == 2 and not intercept:
            tools["liblinear"] = LogisticRegression(solver="liblinear", max_iter=100_000, **keys).fit(x, y)
    else:
        tools["saga"] = LogisticRegression(
            solver="saga", penalty="elasticnet", l1_ratio=rho, max_iter=200_000, random_state=0, **keys).fit(x, y)
    first = next(iter(tools.values()))
    start = np.hstack([first.coef_, first.intercept_[:, None]]) if intercept else first.coef_
    mask = np.ones(start.shape, bool) if rho == 0 else np.abs(start) > 1e-9
    if intercept:
        mask[:, -1] = True
    signs = np.zeros(start.shape) if rho == 0 else np.sign(start) * mask
    B, value = newton(x, y, classes, lam, rho, intercept, np.where(mask, start, 0), mask, signs)
    if classes > 2 and intercept:
        B[:, -1] -= B[:, -1].mean()
    coefficients = B[:, :-1] if intercept else B
    away = {tool: float(np.abs(fit.coef_ - coefficients).max()) for tool, fit in tools.items()}
    print(name, away, (np.abs(coefficients) > 0).sum(), "of", coefficients.size)
    return {
        "name": name, "rows": n, "columns": p, "classes": classes, "lambda": lam, "l1Ratio": rho, "intercept": intercept,
        "starts": x.indptr.tolist(), "places": x.indices.tolist(), "values": bits(x.data), "labels": y.tolist(),
        "coefficients": bits(coefficients), "intercepts": bits(B[:, -1] if intercept else np.zeros(len(B))),
        "objective": bits([value]), "distances": away,
    }


cases = []
for name, seed, rows, columns, density, classes, lam, rho, intercept, ones in [
    ("two classes, ridge", 1, 400, 60, 0.1, 2, 1e-2, 0, True, False),
    ("two classes without an intercept", 2, 300, 80, 0.05, 2, 5e-3, 0, False, False),
    ("ones, as one-hot columns are", 3, 500, 120, 0.04, 2, 2e-3, 0, True, True),
    ("more columns than rows", 4, 120, 400, 0.03, 2, 1e-2, 0, True, False),
    ("four classes, ridge", 5, 400, 50, 0.1, 4, 1e-2, 0, True, False),
    ("two classes, lasso", 6, 400, 90, 0.08, 2, 8e-3, 1, True, False),
    ("two classes, elastic net", 7, 400, 90, 0.08, 2, 1e-2, 0.5, True, False),
    ("three classes, elastic net", 8, 400, 40, 0.1, 3, 8e-3, 0.7, True, False),
]:
    x, y = problem(seed, rows, columns, density, classes, ones)
    cases.append(solve(name, x, y, classes, lam, rho, intercept))
with open("sparse.json", "w") as file:
    json.dump(cases, file, separators=(",", ":"))
