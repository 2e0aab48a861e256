"""Puts beside R's coefficients in expected.json those of 40 digits, from which R's differ by up to 6e-11, and by 2e-5
with a column far from 0. Written with mpmath 1.3 after make_vectors.R.

    python make_exact.py
"""

import csv
import json

from mpmath import exp, lu_solve, matrix, mp, mpf

mp.dps = 40
rows = list(csv.DictReader(open("rows.csv")))
expected = json.load(open("expected.json"))


def value(row, term):
    if term == "(Intercept)":
        return mpf(1)
    if term.startswith("city"):
        return mpf(1 if row["city"] == term[4:] else 0)
    return mpf(float(row[term]))


for case in expected["cases"]:
    x = [[value(row, term) for term in case["terms"]] for row in rows]
    y = [row["y"] == "yes" for row in rows]
    beta = [mpf(v) for v in case["estimates"]]
    count = len(beta)
    while True:
        gradient, hessian = [mpf(0)] * count, matrix(count, count)
        for values, event in zip(x, y):
            p = 1 / (1 + exp(-sum(a * b for a, b in zip(values, beta))))
            for i in range(count):
                gradient[i] += ((1 if event else 0) - p) * values[i]
                for j in range(count):
                    hessian[i, j] += p * (1 - p) * values[i] * values[j]
        step = lu_solve(hessian, matrix(gradient))
        beta = [a + b for a, b in zip(beta, step)]
        if max(abs(b / a) for a, b in zip(beta, step)) < mpf(10) ** -25:
            break
    case["exact"] = [float(v) for v in beta]
with open("expected.json", "w") as file:
    file.write('{"cases": [\n' + ",\n".join(json.dumps(case) for case in expected["cases"]) + "\n]}\n")
