#!/usr/bin/env python3
"""Write classifiers.json: what scikit-learn's logistic regression makes of the bundled sets.

    python make_vectors.py          (needs scikit-learn and pandas)

Made with scikit-learn 1.9.1 and NumPy 2.4.6.

For each set and class weight there is the objective per row at scikit-learn's optimum,
    1/n sum(w_i * -log p_i) + 1/(2n) |W|^2,
and the class each row is predicted. A model of two classes has one column of weights in Logit as in scikit-learn.
"""

import json
import pathlib

import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import make_pipeline
from sklearn.utils.class_weight import compute_sample_weight

folder = pathlib.Path(__file__).parent


def bundled(load, names=None):
    data = load()
    labels = [str(data.target_names[t]) for t in data.target] if names is None else [names(t) for t in data.target]
    return data.data, np.array(labels)


def penguins():
    frame = pd.read_csv(folder.parents[2] / "LogitDataTests" / "Fixtures" / "Datasets" / "penguins.csv")
    frame = frame.select_dtypes("number").assign(species=frame["species"])
    numbers = frame.drop(columns="species")
    # As Logit does by itself: the median where a number is missing, and a column that says whether it was.
    columns = {}
    for name in numbers:
        columns[name] = numbers[name].fillna(numbers[name].median())
        if numbers[name].isna().any():
            columns[name + " is missing"] = numbers[name].isna().astype(float)
    return pd.DataFrame(columns), frame["species"].to_numpy(dtype=str)


SETS = {
    "iris": bundled(load_iris),
    "wine": bundled(load_wine),
    "breast-cancer": bundled(load_breast_cancer),
    "penguins": penguins(),
    "digits": bundled(load_digits, int),
}


def scaled(name, x):
    """Means 0 and variances 1; indicators and columns with one value stay as they are, since Logit leaves them so or out."""
    x = pd.DataFrame(x)
    columns = []
    for column in x:
        values = x[column].to_numpy(dtype=float)[:, None]
        columns.append(values if str(column).endswith("is missing") else StandardScaler().fit_transform(values))
    return np.hstack(columns)


results = []
for name, (x, y) in SETS.items():
    classes = sorted(set(y.tolist()))
    weightings = [("equal", None), ("balanced", "balanced")]
    if name in ["iris", "breast-cancer"]:
        weightings.append(("named", {c: 1 + 2 * i for i, c in enumerate(classes)}))
    x = scaled(name, x)
    for weighting, weights in weightings:
        model = LogisticRegression(class_weight=weights, max_iter=20_000, tol=1e-10).fit(x, y)
        p = model.predict_proba(x)
        assert list(model.classes_) == classes
        index = np.array([classes.index(label) for label in y])
        w = compute_sample_weight(weights, y)
        loss = w @ -np.log(p[np.arange(len(y)), index]) / len(y)
        results.append({
            "set": name, "weighting": weighting, "classes": [str(c) for c in classes],
            "objective": loss + (model.coef_**2).sum() / (2 * len(y)),
            "accuracy": float((p.argmax(1) == index).mean()),
            "predictions": p.argmax(1).tolist(),
        })
# The pipeline a reader would write gives the same as the above, where no value is missing.
x, y = SETS["iris"]
pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y)
assert (pipeline.predict(x) == np.array(results[0]["classes"])[results[0]["predictions"]]).mean() > 0.99

with open(folder / "classifiers.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in results) + "\n]\n")
