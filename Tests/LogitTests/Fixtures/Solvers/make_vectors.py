"""Objective, gradient, Hessian and Hessian times a vector of small linear models, worked out with 60 digits.

Straight from the definitions, with mpmath: softmax over one predictor a class, its Jacobian diag(p) - p p', and the
chain rule. A binary model is the softmax of the predictors 0 and z. Run with the versions of requirements.txt:

    python make_vectors.py

Numbers are written as the bits of a double, so that what is read is what was meant.
"""

import json
import struct

import mpmath
import numpy as np

mpmath.mp.dps = 60
mpf = mpmath.mpf


def bits(values):
    return " ".join(struct.pack(">d", float(v)).hex() for v in np.ravel(values))


def evaluate(case):
    x, b, v = case["x"], case["coefficients"], case["direction"]
    rows, columns = x.shape
    classes, reference, intercept = case["classes"], case["reference"], case["intercept"]
    per = columns + (1 if intercept else 0)
    # Which class each block of coefficients belongs to; a binary model is the second class of two.
    free = [1] if classes == 2 and case["binary"] else [k for k in range(classes) if k != reference]
    place = {k: i * per for i, k in enumerate(free)}
    size = len(free) * per
    loss = mpf(0)
    gradient = mpmath.zeros(size, 1)
    hessian = mpmath.zeros(size, size)
    total = mpf(0)
    for i in range(rows):
        f = [(mpf(float(x[i, j])) - mpf(case["shift"][j])) * mpf(case["scale"][j]) for j in range(columns)]
        f += [mpf(1)] if intercept else []
        z = []
        for k in range(classes):
            if case["binary"]:
                offset = mpf(case["offsets"][i, 0]) if k == 1 else mpf(0)
            else:
                offset = mpf(case["offsets"][i, k])
            z.append(offset + sum((mpf(b[place[k] + j]) * f[j] for j in range(per)), mpf(0)) if k in place else offset)
        exponentials = [mpmath.exp(value) for value in z]
        total_exponential = sum(exponentials)
        p = [e / total_exponential for e in exponentials]
        if case["shares"] is not None:
            share = mpf(case["shares"][i])
            t = [1 - share, share]
        else:
            t = [mpf(1) if k == case["labels"][i] else mpf(0) for k in range(classes)]
        w = mpf(case["weights"][i])
        total += w
        loss += w * sum((t[k] * -mpmath.log(p[k]) for k in range(classes) if t[k] != 0), mpf(0))
        for k in free:
            for j in range(per):
                gradient[place[k] + j] += w * (p[k] - t[k]) * f[j]
                for l in free:
                    curvature = w * p[k] * ((1 if k == l else 0) - p[l])
                    for m in range(per):
                        hessian[place[k] + j, place[l] + m] += curvature * f[j] * f[m]
    penalties = [mpf(case["ridge"])] * columns + ([mpf(0)] if intercept else [])
    value = loss / total
    gradient /= total
    hessian /= total
    for i in range(size):
        penalty = penalties[i % per]
        value += penalty * mpf(b[i]) ** 2 / 2
        gradient[i] += penalty * mpf(b[i])
        hessian[i, i] += penalty
    product = hessian * mpmath.matrix([mpf(d) for d in v])
    return {
        "value": bits([value]),
        "gradient": bits(list(gradient)),
        "hessian": bits([hessian[i, j] for i in range(size) for j in range(size)]),
        "product": bits(list(product)),
    }


def make(name, rng, rows, columns, classes, *, binary=False, reference=None, intercept=True, precision="double",
         ridge=0.0, weights=False, offsets=False, shares=False, means=None, deviations=None, spread=1.0):
    x = rng.normal(size=(rows, columns))
    means = np.zeros(columns) if means is None else np.array(means)
    deviations = np.ones(columns) if deviations is None else np.array(deviations)
    x = x * deviations + means
    if precision == "float":
        x = x.astype(np.float32)
    predictors = 1 if binary else classes
    free = 1 if binary else classes - (reference is not None)
    size = free * (columns + intercept)
    w = rng.integers(0, 4, size=rows) * 0.5 if weights else np.ones(rows)
    case = {
        "x": x, "classes": classes, "binary": binary, "reference": reference, "intercept": intercept,
        "labels": rng.integers(0, classes, size=rows), "shares": rng.random(rows) if shares else None,
        "weights": w, "offsets": rng.normal(size=(rows, predictors)) if offsets else np.zeros((rows, predictors)),
        "shift": means, "scale": 1 / deviations, "ridge": ridge,
        "coefficients": rng.normal(size=size) * spread, "direction": rng.normal(size=size),
    }
    return {
        "name": name, "precision": precision, "rows": rows, "columns": columns, "classes": classes, "binary": binary,
        "reference": reference, "intercept": intercept, "ridge": ridge, "x": bits(x),
        "labels": None if shares else [int(label) for label in case["labels"]],
        "shares": bits(case["shares"]) if shares else None,
        "weights": bits(w) if weights else None, "offsets": bits(case["offsets"]) if offsets else None,
        "shift": bits(means), "scale": bits(case["scale"]), "coefficients": bits(case["coefficients"]),
        "direction": bits(case["direction"]), **evaluate(case),
    }


def main():
    rng = np.random.default_rng(20)
    hard = dict(means=[1e8, 1e-8, 0, -3e8, 5], deviations=[1, 1e-8, 1e8, 2, 1e-3])
    cases = [
        make("two classes, float rows", rng, 37, 9, 2, binary=True, precision="float"),
        make("two classes, weights, offset and ridge", rng, 24, 3, 2, binary=True, ridge=0.25, weights=True, offsets=True),
        make("shares of two classes without an intercept", rng, 20, 8, 2, binary=True, shares=True, intercept=False,
             weights=True),
        make("columns with means of 1e8, scaled by 1e8 and 1e-8", rng, 30, 5, 2, binary=True, **hard),
        make("predictors so large that probabilities are 0 and 1", rng, 30, 3, 2, binary=True, spread=40),
        make("three classes with a reference, weights and offset", rng, 22, 4, 3, reference=1, weights=True, offsets=True),
        make("three classes, hard columns and ridge", rng, 21, 5, 3, ridge=0.01, **hard),
        make("three classes with large predictors", rng, 21, 2, 3, spread=30),
        make("eight classes, float rows", rng, 40, 3, 8, precision="float", ridge=0.1),
        make("one intercept alone", rng, 9, 0, 3),
    ]
    with open("linear.json", "w") as file:
        json.dump(cases, file, indent=0)
        file.write("\n")


if __name__ == "__main__":
    main()
