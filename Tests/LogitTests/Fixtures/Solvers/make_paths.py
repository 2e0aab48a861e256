"""Paths of penalized logistic and softmax regressions: data, glmnet's sequence of lambda, and optima.

lambda and the deviance explained are glmnet's (R, thresh 1e-14). Its coefficients are up to 2e-5 from the optimum, so
the optima are worked out here: accelerated proximal gradient steps find signs and bounds, Newton's method on the
remaining coefficients finds their values, and the optimality conditions are checked to 1e-13. Run with the versions of
requirements.txt and R with glmnet:

    python make_paths.py
"""

import json
import struct
import subprocess
import tempfile

import numpy as np

R_SCRIPT = """
suppressMessages(library(glmnet))
a <- commandArgs(TRUE); d <- a[1]
read <- function(name) as.matrix(read.csv(file.path(d, name), header = FALSE))
x <- read("x"); y <- read("y")[, 1]; w <- read("w")[, 1]; f <- read("f")[, 1]; b <- read("b"); o <- read("o")
family <- if (a[3] == "2") "binomial" else "multinomial"
fit <- glmnet(x, factor(y), family = family, weights = w, offset = if (a[4] == "1") o else NULL, alpha = as.numeric(a[2]),
              penalty.factor = f, lower.limits = b[1, ], upper.limits = b[2, ], thresh = 1e-14, maxit = 1e8, nlambda = 20)
cat(format(fit$lambda, digits = 17), "\\n")
cat(format(fit$dev.ratio, digits = 17), "\\n")
"""


def bits(values):
    return " ".join(struct.pack(">d", float(v)).hex() for v in np.ravel(values))


def glmnet(case):
    with tempfile.TemporaryDirectory() as folder:
        for name, values in [("x", case["x"]), ("y", case["y"]), ("w", case["w"]), ("f", case["factors"]),
                             ("b", case["bounds"]), ("o", case["offsets"])]:
            np.savetxt(f"{folder}/{name}", values, delimiter=",", fmt="%.17g")
        text = subprocess.run(
            ["Rscript", "-e", R_SCRIPT, folder, str(case["ratio"]), str(case["classes"]), str(int(case["has_offsets"]))],
            check=True, capture_output=True, text=True).stdout
    return [np.array(line.split(), dtype=float) for line in text.strip().split("\n")]


def optimum(case, penalty):
    """The coefficients of standardized columns and the intercepts, [predictors, columns + 1]."""
    x, y, ratio = case["x"], case["y"], case["ratio"]
    w = case["w"] / case["w"].sum()
    mean = w @ x
    deviation = np.sqrt(w @ (x - mean) ** 2)
    z = np.column_stack([(x - mean) / deviation, np.ones(len(x))])
    classes = case["classes"]
    k = 1 if classes == 2 else classes
    factors = case["factors"] / case["factors"].sum() * x.shape[1]
    l1 = np.append(penalty * factors * ratio, 0)
    l2 = np.append(penalty * factors * (1 - ratio), 0)
    lower, upper = (np.append(bound * deviation, inf) for bound, inf in zip(case["bounds"], (-np.inf, np.inf)))
    target = (y == 1)[:, None].astype(float) if k == 1 else np.eye(classes)[y]

    def probabilities(b):
        eta = z @ b.T + case["offsets"]
        if k == 1:
            return 1 / (1 + np.exp(-eta))
        e = np.exp(eta - eta.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def slope(b):
        return ((probabilities(b) - target) * w[:, None]).T @ z + l2 * b

    step = 1 / (np.linalg.eigvalsh((z * w[:, None]).T @ z)[-1] / (4 if k == 1 else 2) + l2.max())
    b = np.zeros((k, z.shape[1]))
    ahead, t = b, 1.0
    for _ in range(20000):
        u = ahead - step * slope(ahead)
        new = np.clip(np.sign(u) * np.maximum(np.abs(u) - step * l1, 0), lower, upper)
        if np.sum((ahead - new) * (new - b)) > 0:
            t = 1.0
        t_new = (1 + np.sqrt(1 + 4 * t * t)) / 2
        ahead = new + (t - 1) / t_new * (new - b)
        b, t = new, t_new
    free = ((b != 0) | (l1 == 0)) & (b > lower) & (b < upper)
    sign = np.sign(b)
    for _ in range(20):
        g = slope(b) + l1 * sign
        p = probabilities(b)
        size = b.size
        hessian = np.zeros((size, size))
        c = z.shape[1]
        for i in range(k):
            for j in range(k):
                weight = p[:, 0] * (1 - p[:, 0]) if k == 1 else p[:, i] * ((i == j) - p[:, j])
                hessian[i * c:(i + 1) * c, j * c:(j + 1) * c] = (z * (weight * w)[:, None]).T @ z
        hessian += np.diag(np.tile(l2, k))
        index = np.flatnonzero(free)
        flat = b.ravel().copy()
        flat[index] -= np.linalg.lstsq(hessian[np.ix_(index, index)], g.ravel()[index], rcond=1e-12)[0]
        b = flat.reshape(b.shape)
    g = slope(b)
    right = np.where(b < upper, -(g + np.where(b >= 0, l1, -l1)), 0)
    left = np.where(b > lower, g + np.where(b > 0, l1, -l1), 0)
    assert max(right.max(), left.max()) < 1e-13, (case["name"], right.max(), left.max())
    original = b.copy()
    original[:, :-1] /= deviation
    original[:, -1] -= original[:, :-1] @ mean
    if k > 1:
        original[:, -1] -= original[:, -1].mean()
        zero = np.flatnonzero(case["factors"] == 0)
        original[:, zero] -= original[:, zero].mean(axis=0)
    return original


def make(name, rng, rows, columns, classes, ratio, *, factors=None, bounds=None, weights=False, offsets=False,
         correlation=0.0):
    x = rng.normal(size=(rows, columns)) + correlation * rng.normal(size=(rows, 1))
    x = x * rng.uniform(0.1, 10, size=columns) + rng.normal(size=columns) * 3
    standard = (x - x.mean(axis=0)) / x.std(axis=0)
    truth = rng.normal(size=(columns, classes)) * (np.arange(columns) < 4)[:, None]
    y = np.argmax(standard @ truth + rng.gumbel(size=(rows, classes)), axis=1)
    k = 1 if classes == 2 else classes
    case = {
        "name": name, "x": x, "y": y, "classes": classes, "ratio": ratio,
        "w": rng.integers(1, 4, size=rows) * 0.5 if weights else np.ones(rows),
        "offsets": rng.normal(size=(rows, k)) * 0.5 if offsets else np.zeros((rows, k)),
        "has_offsets": offsets,
        "factors": np.ones(columns) if factors is None else np.array(factors, dtype=float),
        "bounds": np.array([[-np.inf] * columns, [np.inf] * columns]) if bounds is None else np.array(bounds, dtype=float),
    }
    lambdas, explained = glmnet(case)
    chosen = [3, 8, min(14, len(lambdas) - 1)]
    return {
        "name": name, "rows": rows, "columns": columns, "classes": classes, "ratio": ratio, "x": bits(x),
        "labels": [int(label) for label in y], "weights": bits(case["w"]) if weights else None,
        "offsets": bits(case["offsets"]) if offsets else None,
        "factors": bits(case["factors"]) if factors is not None else None,
        "lower": bits(case["bounds"][0]) if bounds is not None else None,
        "upper": bits(case["bounds"][1]) if bounds is not None else None,
        "lambdas": bits(lambdas), "explained": bits(explained), "chosen": chosen,
        "optima": bits([optimum(case, lambdas[i]) for i in chosen]),
    }


def main():
    rng = np.random.default_rng(12)
    cases = [
        make("two classes, lasso", rng, 60, 8, 2, 1.0),
        make("two classes, correlated columns, half a lasso", rng, 60, 8, 2, 0.5, correlation=3.0),
        make("two classes, ridge", rng, 50, 5, 2, 0.0),
        make("two classes, penalty factors, one of them 0", rng, 60, 6, 2, 1.0, factors=[1, 0, 2, 0.5, 1, 3]),
        make("two classes, bounds", rng, 60, 5, 2, 0.9, bounds=[[0, -0.05, -np.inf, 0, -0.1], [0.1, 0.05, 0, np.inf, 0]]),
        make("two classes, weights and offsets", rng, 60, 6, 2, 1.0, weights=True, offsets=True),
        make("more columns than rows", rng, 25, 60, 2, 1.0),
        make("three classes, lasso", rng, 70, 6, 3, 1.0),
        make("three classes, weights, offsets, half a lasso", rng, 70, 5, 3, 0.5, weights=True, offsets=True),
    ]
    with open("paths.json", "w") as file:
        json.dump(cases, file, indent=0)
        file.write("\n")


if __name__ == "__main__":
    main()
