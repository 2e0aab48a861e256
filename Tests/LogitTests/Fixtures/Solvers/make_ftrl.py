"""FTRL-Proximal in NumPy, written from algorithm 1 of H. B. McMahan et al., "Ad click prediction: a view from the
trenches", KDD 2013, without a look at the library: the probabilities of rows before they are learned from, and the
weights in the end.

With three classes or more each has its own weights, and p is the softmax. The intercept is the weight of an entry that is
1 in every row, without l1 and l2. "growing" penalties are of the mean loss: after t rows l1 = t lambda rho and
l2 = t lambda (1 - rho). Run with the versions of requirements.txt:

    python make_ftrl.py
"""

import json
import struct

import numpy as np


def bits(values):
    return " ".join(struct.pack(">d", float(v)).hex() for v in np.ravel(values))


def weights(z, n, alpha, beta, l1, l2):
    w = -(z - np.sign(z) * l1) / ((beta + np.sqrt(n)) / alpha + l2)
    return np.where(np.abs(z) <= l1, 0.0, w)


def run(x, y, classes, alpha, beta, strengths):
    sets = 1 if classes == 2 else classes
    rows, columns = x.shape
    z, n = np.zeros((sets, columns + 1)), np.zeros((sets, columns + 1))
    free = np.arange(columns + 1) == columns
    full = np.hstack([x, np.ones((rows, 1))])
    predicted = []
    for t in range(rows):
        l1, l2 = strengths(t)
        w = np.where(free, weights(z, n, alpha, beta, 0, 0), weights(z, n, alpha, beta, l1, l2))
        score = w @ full[t]
        if sets == 1:
            p = 1 / (1 + np.exp(-score))
            predicted.append([1 - p[0], p[0]])
            target = np.array([float(y[t] == 1)])
        else:
            e = np.exp(score - score.max())
            p = e / e.sum()
            predicted.append(list(p))
            target = (np.arange(sets) == y[t]).astype(float)
        g = np.outer(p - target, full[t])
        sigma = (np.sqrt(n + g * g) - np.sqrt(n)) / alpha
        z += g - sigma * w
        n += g * g
    l1, l2 = strengths(rows)
    w = np.where(free, weights(z, n, alpha, beta, 0, 0), weights(z, n, alpha, beta, l1, l2))
    return np.array(predicted), w


cases = []
for name, seed, rows, columns, classes, alpha, beta, kind, a, b in [
    ("two classes, ridge", 1, 200, 30, 2, 0.1, 1.0, "sum", 0.0, 1.0),
    ("two classes, no penalty, another rate", 2, 150, 20, 2, 0.5, 0.3, "sum", 0.0, 0.0),
    ("two classes, both penalties", 3, 300, 40, 2, 0.2, 1.0, "sum", 0.7, 0.4),
    ("four classes, both penalties", 4, 300, 25, 4, 0.3, 1.0, "sum", 0.3, 1.0),
    ("two classes, growing", 5, 250, 30, 2, 0.2, 1.0, "mean", 0.004, 0.5),
    ("three classes, growing", 6, 200, 15, 3, 0.1, 2.0, "mean", 0.002, 1.0),
]:
    r = np.random.default_rng(seed)
    x = np.where(r.random((rows, columns)) < 0.2, r.normal(size=(rows, columns)) + 0.3, 0)
    truth = r.normal(size=(classes, columns))
    y = np.argmax(x @ truth.T + r.gumbel(size=(rows, classes)), axis=1)
    if kind == "sum":
        strengths = lambda t: (a, b)
    else:
        strengths = lambda t: (t * a * b, t * a * (1 - b))
    p, w = run(x, y, classes, alpha, beta, strengths)
    print(name, (w[:, :-1] != 0).sum(), "of", w[:, :-1].size)
    starts, places, values = [0], [], []
    for row in x:
        places += np.flatnonzero(row).tolist()
        values += row[row != 0].tolist()
        starts.append(len(places))
    cases.append({
        "name": name, "columns": columns, "classes": classes, "alpha": alpha, "beta": beta, "kind": kind, "a": a, "b": b,
        "starts": starts, "places": places, "values": bits(values), "labels": y.tolist(), "probabilities": bits(p),
        "weights": bits(w[:, :-1]), "intercepts": bits(w[:, -1]),
    })
with open("ftrl.json", "w") as file:
    json.dump(cases, file, separators=(",", ":"))
