"""Writes maxima.json: a sample in which Firth's likelihood with a coefficient held has several maxima, the largest of them
for some values, and the first crossings of the profile outwards from the estimate.

python make_maxima.py; numpy 2, scipy 1. The largest maximum is the best of 40 random starts of BFGS at each value. Crossings
are looked for in steps of 0.25 and then by Brent's method on the best of the starts.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import brentq, minimize

X = np.array([[-0.3, 0.2, 1], [-0.6, 0.3, 1], [1.9, -1.4, 1], [-1.2, 0.4, 1], [-0.9, -0.2, 1]])
Y = np.array([1.0, 1, 1, 0, 1])
FALL = 3.841458820694124


def objective(b):
    eta = X @ b
    p = 1 / (1 + np.exp(-np.clip(eta, -700, 700)))
    w = p * (1 - p)
    information = X.T @ (X * w[:, None])
    sign, log_det = np.linalg.slogdet(information)
    if sign <= 0 or not np.isfinite(log_det):
        return 1e10, np.zeros(3)
    h = w * np.einsum("ij,jk,ik->i", X, np.linalg.inv(information), X)
    value = np.sum(Y * eta - np.logaddexp(0, eta)) + log_det / 2
    return -value, -(X.T @ (Y - p + h * (0.5 - p)))


def best(held, value, starts=40):
    free = [j for j in range(3) if j != held]

    def reduced(c):
        b = np.zeros(3)
        b[free] = c
        if held is not None:
            b[held] = value
        f, g = objective(b)
        return f, g[free]

    rng = np.random.default_rng(1)
    found = [
        minimize(reduced, rng.standard_normal(len(free)) * s, jac=True, method="BFGS", options={"gtol": 1e-10})
        for s in [0.0] + [8.0] * starts
    ]
    found = [r for r in found if np.abs(r.jac).max() < 1e-5]
    r = min(found, key=lambda r: r.fun)
    return -r.fun, r.x


def crossing(j, estimate, maximum, sign):
    fall = lambda v: 2 * (maximum - best(j, v)[0]) - FALL
    low = estimate
    while fall(low + sign * 0.25) < 0:
        low += sign * 0.25
    return brentq(fall, low, low + sign * 0.25, xtol=1e-11)


maximum, estimate = best(None, 0)
held = [{"column": j, "value": v, "maximum": best(j, v)[0]} for j in range(3) for v in (-5.0, -2.0, 0.0, 2.0, 5.0)]
limits = [[crossing(j, estimate[j], maximum, s) for s in (-1, 1)] for j in range(3)]
json.dump(
    {
        "versions": f"numpy {np.__version__}, scipy {scipy.__version__}",
        "x": X.tolist(),
        "shares": Y.tolist(),
        "maximum": maximum,
        "estimates": estimate.tolist(),
        "held": held,
        "limits": limits,
    },
    (pathlib.Path(__file__).parent / "maxima.json").open("w"),
)
