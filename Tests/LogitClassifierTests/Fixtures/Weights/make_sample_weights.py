"""What scikit-learn makes of rows with sample_weight: sample-weights.csv, and its coefficients in sample-weights.json.

Logit minimizes sum w loss / sum w + lambda / 2 |b|^2 for coefficients b of numbers divided by their weighted deviations (1/n)
and of categories as 0 or 1, so scikit-learn gets such columns, and C = 1 / (lambda sum w). The largest entry of the gradient of
that objective is beside the coefficients, worked out here. Written with scikit-learn 1.9.1 (newton-cholesky) and NumPy 2.4.6:

    python make_sample_weights.py
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(29)
n = 180
x1 = np.round(random.normal(size=n), 3)
x2 = np.round(random.normal(400, 30, size=n), 1)
color = random.choice(["blue", "green", "red"], n)
weights = np.round(random.exponential(size=n), 2)
weights[[3, 40, 41]] = 0
score = x1 - (x2 - 400) / 40 + (color == "red")
kind = np.where(score + random.logistic(size=n) > 1, "c", np.where(x1 + random.logistic(size=n) > 0, "b", "a"))
table = pd.DataFrame({"x1": x1, "x2": x2, "color": color, "w": weights, "kind": kind})
table["is_c"] = np.where(kind == "c", "yes", "no")
table.to_csv(HERE / "sample-weights.csv", index=False)


def deviation(column):
    mean = np.average(column, weights=weights)
    return np.sqrt(np.average((column - mean) ** 2, weights=weights))


names = ["x1", "x2"] + [f"color={name}" for name in sorted(set(color))]
columns = np.column_stack([x1, x2] + [(color == name).astype(float) for name in sorted(set(color))])
scales = np.array([deviation(x1), deviation(x2), 1, 1, 1])
# Centred for the solver's sake; with a free constant that changes nothing else.
centers = np.array([np.average(x1, weights=weights), np.average(x2, weights=weights), 0, 0, 0])
z = (columns - centers) / scales
cases = []
for target in ["is_c", "kind"]:
    for strength in [0.05, 0.001]:
        y = table[target]
        classes = sorted(set(y))
        model = LogisticRegression(
            C=1 / (strength * weights.sum()), solver="newton-cholesky", tol=1e-14, max_iter=1000)
        model.fit(z, y, sample_weight=weights)
        onehot = np.column_stack([y == name for name in classes]).astype(float)
        p = model.predict_proba(z)
        gradient = (p - onehot).T @ (weights[:, None] * z) / weights.sum()
        if len(classes) == 2:
            gradient = gradient[1:]
        gradient += strength * model.coef_
        own = model.coef_ / scales
        # Of several classes, one constant can be added to all.
        constants = model.intercept_ - own @ centers
        constants -= constants.mean() if len(classes) > 2 else 0
        cases.append({
            "target": target, "lambda": strength, "gradient": float(abs(gradient).max()),
            "classes": classes[1:] if len(classes) == 2 else classes, "features": names,
            "coefficients": own.tolist(), "intercepts": constants.tolist()})
        assert cases[-1]["gradient"] < 1e-13, cases[-1]["gradient"]
(HERE / "sample-weights.json").write_text(json.dumps(
    {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "cases": cases}, indent=1) + "\n")
