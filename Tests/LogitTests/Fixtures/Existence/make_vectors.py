"""Whether maximum likelihood estimates of small classification problems exist, by linear programmes.

With one inequality (b_c - b_k)'x >= 0 for each row of class c and each other class k, b_0 = 0:

- the most inequalities that a direction fulfils strictly: maximize sum(y), 0 <= y <= 1, A b >= y;
- the range of each coefficient over all directions: A b >= 0, -1 <= b <= 1. A coefficient with the range [0, m],
  m > 0, is positive in every direction that fulfils as many inequalities strictly as any does, and so rises without
  end; one with a range to both sides may do either, which is written as null.

Run with the versions of requirements.txt:

    python make_vectors.py
"""

import json

import highspy
import numpy as np

TOLERANCE = 1e-7


def solve(objective, matrix, lower, upper, row_lower):
    """The maximum of objective'v over lower <= v <= upper, matrix v >= row_lower."""
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    lp = highspy.HighsLp()
    rows, columns = matrix.shape
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_ = -np.asarray(objective, float)
    lp.col_lower_, lp.col_upper_ = np.asarray(lower, float), np.asarray(upper, float)
    lp.row_lower_, lp.row_upper_ = np.asarray(row_lower, float), np.full(rows, highspy.kHighsInf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.arange(rows + 1) * columns
    lp.a_matrix_.index_ = np.tile(np.arange(columns), rows)
    lp.a_matrix_.value_ = matrix.ravel()
    h.passModel(lp)
    h.run()
    assert h.getModelStatus() == highspy.HighsModelStatus.kOptimal, h.getModelStatus()
    return -h.getInfo().objective_function_value, np.array(h.getSolution().col_value)


def inequalities(x, y, classes):
    width = x.shape[1]
    result, pairs = [], []
    for row, c in zip(x, y):
        for k in range(classes):
            if k == c:
                continue
            a = np.zeros((classes, width))
            a[c] += row
            a[k] -= row
            result.append(a[1:].ravel())
            pairs.append((min(c, k), max(c, k)))
    return np.array(result), pairs


def reference(x, y, classes, intercept):
    full = np.column_stack([x, np.ones(len(x))]) if intercept else x.astype(float)
    a, pairs = inequalities(full, y, classes)
    rows, size = a.shape
    infinity = highspy.kHighsInf
    _, v = solve(
        np.r_[np.zeros(size), np.ones(rows)], np.hstack([a, -np.eye(rows)]),
        np.r_[np.full(size, -infinity), np.zeros(rows)], np.r_[np.full(size, infinity), np.ones(rows)],
        np.zeros(rows))
    strict = v[size:] > 0.5
    assert np.all((v[size:] < TOLERANCE) | (v[size:] > 1 - TOLERANCE))
    limits = []
    for j in range(size):
        unit = np.eye(size)[j]
        most, _ = solve(unit, a, -np.ones(size), np.ones(size), np.zeros(rows))
        least, _ = solve(-unit, a, -np.ones(size), np.ones(size), np.zeros(rows))
        up, down = most > TOLERANCE, least > TOLERANCE
        limits.append(None if up and down else 1 if up else -1 if down else 0)
    kind = "none" if not strict.any() else "complete" if strict.all() else "quasi"
    separated = []
    for pair in sorted(set(pairs)):
        own = np.array([p == pair for p in pairs])
        if (own & strict).any():
            separated.append([int(pair[0]), int(pair[1]), 1 if strict[own].all() else 0])
    width = full.shape[1]
    limits = [limits[i * width : (i + 1) * width] for i in range(classes - 1)]
    return {"kind": kind, "limits": limits, "pairs": separated}


def draw(generator, index):
    classes = [2, 2, 2, 3, 4][index % 5]
    rows = int(generator.integers(6, 26)) + 5 * (classes - 2)
    columns = int(generator.integers(1, 5))
    intercept = index % 7 != 6
    design = index % 4
    if design == 3:
        level = generator.integers(0, 3, rows)
        x = np.column_stack([level == 1, level == 2, generator.integers(-3, 4, rows)]).astype(int)
    else:
        size = [1, 2, 5][design]
        x = generator.integers(-size, size + 1, (rows, columns))
    truth = generator.integers(-1, 2, (classes, x.shape[1]))
    noise = generator.choice([0.0, 0.0, 0.3, 2.0])
    # Ties among the largest are broken at random, so that rows of both classes lie on a hyperplane.
    z = x @ truth.T + 1e-6 * generator.standard_normal((rows, classes)) + noise * generator.standard_normal(
        (rows, classes))
    y = np.argmax(z, axis=1)
    if design == 3 and index % 3 == 0:
        y[x[:, 0] == 1] = classes - 1
    return x, y, classes, intercept


def main():
    generator = np.random.default_rng(12)
    cases = []
    index = 0
    while len(cases) < 220:
        x, y, classes, intercept = draw(generator, index)
        index += 1
        full = np.column_stack([x, np.ones(len(x))]) if intercept else x
        if np.linalg.matrix_rank(full) < full.shape[1] or len(set(y)) < classes:
            continue
        cases.append(
            {"rows": len(x), "columns": x.shape[1], "classes": classes, "intercept": intercept,
             "x": x.ravel().tolist(), "y": y.tolist(), **reference(x, y, classes, intercept)})
    with open("separation.json", "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
    for kind in ("none", "quasi", "complete"):
        print(kind, sum(case["kind"] == kind for case in cases))


main()
