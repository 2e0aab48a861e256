"""Which coefficients are infinite where classes are separated, by linear programming, and what the others tend to."""

import numpy as np
from scipy.optimize import linprog

from extended import Fit


def separation(x, shares, names, classes):
    """None, or the infinite coefficients: {(class, term): sign or 0 where either is possible}, whether all rows are
    apart, and the rows that decide the finite ones."""
    n, d = x.shape
    k = shares.shape[1]
    scaled = x / np.abs(x).max(axis=0)
    own = shares.argmax(axis=1)
    rows, owners = [], []
    for i in range(n):
        if not 0 < shares[i].max() < 1 and shares[i].max() > 0:
            for other in range(k):
                if other != own[i]:
                    row = np.zeros((k, d))
                    row[own[i]] += scaled[i]
                    row[other] -= scaled[i]
                    rows.append(row[1:].ravel())
                    owners.append(i)
        else:
            row = np.zeros((k, d))  # both classes in one row of counts: the direction has to vanish there
            row[1] = scaled[i]
            rows += [row[1:].ravel(), -row[1:].ravel()]
            owners += [i, i]
    a = np.array(rows)
    m, size = a.shape
    # Largest number of rows strictly apart: maximize the sum of t, t at most 1, a direction >= t.
    most = linprog(np.r_[np.zeros(size), -np.ones(m)], A_ub=np.c_[-a, np.eye(m)], b_ub=np.zeros(m),
                   bounds=[(-1e4, 1e4)] * size + [(0, 1)] * m)
    apart = a @ most.x[:size] > 1e-7
    if not apart.any():
        return None
    infinite = {}
    for c in range(k - 1):
        for j in range(d):
            goal = np.zeros(size)
            goal[c * d + j] = 1
            ends = [linprog(side * goal, A_ub=-a, b_ub=np.zeros(m), bounds=[(-1, 1)] * size).fun for side in (1, -1)]
            signs = [s for s, end in ((-1, ends[0]), (1, ends[1])) if end < -1e-7]
            if signs:
                infinite[classes[c + 1], names[j]] = signs[0] if len(signs) == 1 else 0
    strict = np.zeros(n, bool)
    strict[[owners[i] for i in np.flatnonzero(apart)]] = True
    return infinite, bool(apart.all()), ~strict


def finite_part(x, shares, weights, offset, names, infinite, rows):
    """Of two classes: the finite coefficients with their errors, and the limit of the log likelihood."""
    if not rows.any():
        return {}, {}, 0.0
    finite = [j for j, name in enumerate(names) if not any(term == name for _, term in infinite)]
    order = finite + [j for j in range(x.shape[1]) if j not in finite]
    kept = []
    for j in order:
        trial = x[rows][:, kept + [j]]
        if np.linalg.matrix_rank(trial / np.maximum(np.abs(trial).max(axis=0), 1e-300)) > len(kept):
            kept.append(j)
    fit = Fit(x[rows][:, kept], shares[rows], weights[rows], offset[rows])
    errors = np.sqrt(np.diag(fit.covariance))
    places = {j: i for i, j in enumerate(kept)}
    return ({names[j]: float(fit.beta[places[j], 0]) for j in finite},
            {names[j]: float(errors[places[j]]) for j in finite}, float(fit.log_likelihood))
