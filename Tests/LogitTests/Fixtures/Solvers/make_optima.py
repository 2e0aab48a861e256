"""Optima of small logistic and softmax regressions, worked out with 60 digits by Newton's method.

The objective is written down once more from its definition, in the columns' own units and with mpmath; no column is
scaled, and the softmax is solved with the last class as reference where nothing is penalised. A ridge is on
coefficients of columns divided by their weighted 1/n deviations unless a case says otherwise. Run with the versions of
requirements.txt:

    python make_optima.py

Where R is installed, the columns that its glm calls aliased are compared with those written here.
"""

import json
import shutil
import struct
import subprocess

import mpmath
import numpy as np

mpmath.mp.dps = 60
mpf = mpmath.mpf


def bits(values):
    return " ".join(struct.pack(">d", float(v)).hex() for v in np.ravel(values))


def solve(x, y, classes, w, offsets, ridge, standardize, intercept, aliased):
    """Coefficients [sets, columns] and intercepts [sets], with as many sets as the library has."""
    rows, columns = x.shape
    total = sum(map(mpf, w))
    share = [mpf(v) / total for v in w]
    X = [[mpf(float(v)) for v in row] for row in x]
    means = [sum(share[i] * X[i][j] for i in range(rows)) for j in range(columns)]
    deviations = [mpmath.sqrt(sum(share[i] * (X[i][j] - means[j]) ** 2 for i in range(rows))) for j in range(columns)]
    kept = [j for j in range(columns) if j not in aliased]
    # Exact arithmetic needs no scaling, but 60 digits do at a mean of 1e8.
    shift = means if intercept else [mpf(0)] * columns
    F = [[(X[i][j] - shift[j]) / deviations[j] for j in kept] + ([mpf(1)] if intercept else []) for i in range(rows)]
    per = len(F[0])
    penalties = [mpf(ridge) if standardize else mpf(ridge) / deviations[j] ** 2 for j in kept]
    penalties += [mpf(0)] if intercept else []
    # One set for two classes. With a penalty all sets of a softmax are determined but the sum of the intercepts,
    # which no class's loss sees: the last class's is held at 0, and centred at the end.
    sets = [1] if classes == 2 else list(range(classes)) if ridge else list(range(classes - 1))
    place = {}
    for k in sets:
        for j in range(per):
            if classes > 2 and ridge and k == classes - 1 and intercept and j == per - 1:
                continue
            place[k, j] = len(place)
    b = mpmath.zeros(len(place), 1)

    def objective(b, derivatives=True):
        size = len(place)
        value, gradient, hessian = mpf(0), mpmath.zeros(size, 1), mpmath.zeros(size, size)
        for i in range(rows):
            z = [mpf(0)] * classes
            for k in range(classes):
                z[k] = mpf(offsets[i][0 if classes == 2 else k]) if classes > 2 or k == 1 else mpf(0)
                z[k] += sum((b[place[k, j]] * F[i][j] for j in range(per) if (k, j) in place), mpf(0))
            top = max(z)
            e = [mpmath.exp(v - top) for v in z]
            s = sum(e)
            value += share[i] * (mpmath.log(s) + top - z[y[i]])
            if not derivatives:
                continue
            p = [v / s for v in e]
            for (k, j), a in place.items():
                gradient[a] += share[i] * (p[k] - (y[i] == k)) * F[i][j]
                for (l, m), c in place.items():
                    if c <= a:
                        hessian[a, c] += share[i] * p[k] * ((k == l) - p[l]) * F[i][j] * F[i][m]
        for (k, j), a in place.items():
            value += penalties[j] * b[a] ** 2 / 2
            gradient[a] += penalties[j] * b[a]
            hessian[a, a] += penalties[j]
            for c in range(a):
                hessian[c, a] = hessian[a, c]
        return value, gradient, hessian

    for _ in range(200):
        value, gradient, hessian = objective(b)
        if max(abs(g) for g in gradient) < mpf(10) ** -40:
            break
        step = -mpmath.lu_solve(hessian, gradient)
        length = mpf(1)
        while objective(b + length * step, False)[0] > value and length > 1e-9:
            length /= 2
        b += length * step
    else:
        raise ValueError("no optimum")
    # Separated classes end above as well: with a gradient of 0 at coefficients that grew until it was.
    assert ridge or mpmath.det(hessian) > mpf(10) ** -30, "separated"
    coefficients, intercepts = [], []
    for k in [1] if classes == 2 else range(classes):
        own = [mpf(0)] * columns
        for index, j in enumerate(kept):
            own[j] = b[place[k, index]] / deviations[j] if (k, index) in place else mpf(0)
        coefficients.append(own)
        constant = b[place[k, per - 1]] if (k, per - 1) in place and intercept else mpf(0)
        intercepts.append(constant - sum(own[j] * shift[j] for j in range(columns)))
    if classes > 2:
        for j in range(columns):
            middle = sum(own[j] for own in coefficients) / classes
            for own in coefficients:
                own[j] -= middle
        middle = sum(intercepts) / classes
        intercepts = [v - middle for v in intercepts] if intercept else intercepts
    return coefficients, intercepts, value


def labels(rng, x, classes, spread=1.0):
    z = (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1) @ rng.normal(size=(x.shape[1], classes)) * spread
    return (z + rng.gumbel(size=z.shape)).argmax(1)


def case(name, rng, x, y, classes=2, *, weights=None, offsets=None, ridge=0.0, standardize=True, intercept=True,
         aliased=()):
    rows = len(x)
    w = np.ones(rows) if weights is None else weights
    o = np.zeros((rows, 1 if classes == 2 else classes)) if offsets is None else offsets
    if x.dtype == np.float32:
        x = x.astype(np.float64)
    if aliased and shutil.which("Rscript"):
        check_aliases(x, y, list(aliased))
    coefficients, intercepts, value = solve(x, y, classes, w, o, ridge, standardize, intercept, aliased)
    return {
        "name": name, "rows": rows, "columns": x.shape[1], "classes": classes, "ridge": ridge,
        "standardize": standardize, "intercept": intercept, "aliased": list(aliased), "x": bits(x),
        "labels": [int(v) for v in y], "weights": None if weights is None else bits(w),
        "offsets": None if offsets is None else bits(o), "coefficients": bits(coefficients),
        "intercepts": bits(intercepts), "objective": bits([value]),
    }


def check_aliases(x, y, aliased):
    columns = ", ".join("c(" + ", ".join(repr(float(v)) for v in x[:, j]) + ")" for j in range(x.shape[1]))
    script = f"x <- cbind({columns}); y <- c({', '.join(str(int(v)) for v in y)})\n"
    script += "cat(which(is.na(coef(glm(y ~ x, family = binomial)))) - 2)"
    found = subprocess.run(["Rscript", "-"], input=script, capture_output=True, text=True, check=True).stdout
    assert [int(v) for v in found.split()] == aliased, (found, aliased)


def main():
    rng = np.random.default_rng(7)
    cases = []
    x = rng.normal(size=(60, 4))
    cases.append(case("two classes", rng, x, labels(rng, x, 2)))
    cases.append(case("two classes with a ridge of 1/n", rng, x, labels(rng, x, 2), ridge=1 / 60))
    cases.append(case("a ridge on the columns as they are", rng, x * [1, 10, 0.1, 3], labels(rng, x, 2), ridge=0.05,
                      standardize=False))
    x = rng.normal(size=(60, 4)) * [1, 1e8, 1e-8, 2] + [1e8, 0, 1e-8, -3e8]
    cases.append(case("columns of 1e8 and 1e-8 with means of 1e8", rng, x, labels(rng, x, 2, 0.7)))
    x = np.concatenate([np.linspace(-5, -0.001, 20), np.linspace(0.001, 5, 20), [0.002]])[:, None]
    cases.append(case("nearly separated", rng, x, np.array([0] * 20 + [1] * 20 + [0])))
    x = rng.normal(size=(50, 3))
    x = np.column_stack([x[:, 0], np.full(50, 7.25), x[:, 1], 2 * x[:, 0] - x[:, 1] + 3, x[:, 2]])
    cases.append(case("a constant and a combination of columns before it", rng, x, labels(rng, x, 2), aliased=(1, 3)))
    level = rng.integers(0, 3, size=60)
    x = np.column_stack([rng.normal(size=60)] + [level == k for k in range(3)]).astype(float)
    cases.append(case("all levels of a category beside an intercept", rng, x, rng.integers(0, 2, size=60), aliased=(3,)))
    x = rng.normal(size=(400, 2))
    y = np.zeros(400, dtype=int)
    y[[5, 17]] = 1
    w = np.where(y == 1, 1.0, 50.0)
    cases.append(case("one of 10,000", rng, x, y, weights=w))
    x = rng.normal(size=(60, 3))
    cases.append(case("weights and offset", rng, x, labels(rng, x, 2), weights=rng.integers(0, 4, size=60) * 0.5,
                      offsets=rng.normal(size=(60, 1))))
    cases.append(case("no intercept", rng, x + 1, labels(rng, x, 2, 0.5), intercept=False))
    x = rng.normal(size=(70, 3))
    cases.append(case("three classes", rng, x, labels(rng, x, 3, 0.5), 3))
    cases.append(case("three classes, weights and offsets", rng, x, labels(rng, x, 3, 0.5), 3,
                      weights=rng.integers(0, 4, size=70) * 0.5, offsets=rng.normal(size=(70, 3))))
    x = rng.normal(size=(90, 2)) * [1, 1e6] + [1e4, 0]
    cases.append(case("eight classes with a ridge", rng, x, labels(rng, x, 8, 0.7), 8, ridge=1 / 90))
    x = rng.normal(size=(12, 20))
    cases.append(case("more columns than rows", rng, x, labels(rng, x, 2), ridge=1 / 12))
    cases.append(case("more columns than rows, three classes", rng, x[:, :14], np.arange(12) % 3, 3, ridge=0.1))
    x = rng.normal(size=(50, 2))
    x = np.column_stack([x, np.arange(50) == 4])
    y = labels(rng, x, 2)
    cases.append(case("a category of one row", rng, x, y, ridge=1 / 50))
    with open("optima.json", "w") as file:
        json.dump(cases, file, indent=0)
        file.write("\n")


if __name__ == "__main__":
    main()
