"""Writes a fitted LogisticRegression of scikit-learn, alone or behind a StandardScaler in a Pipeline, for Logit.

    from sklearn_to_logit import dump
    dump(fitted, "model.json", rows=X)      # X, a DataFrame or its first rows, become golden rows
    # logit predict model.json new.csv; logit verify model.json

The object is described in Documentation/LinearModels.md. Columns are called as in the DataFrame that was fitted to;
without names, give columns=[...].
"""

import json

import numpy as np
import sklearn


def dump(fitted, path, columns=None, target=None, rows=None):
    steps = [step for _, step in getattr(fitted, "steps", [("", fitted)])]
    scaler, model = (steps if len(steps) == 2 else [None, *steps])
    if type(model).__name__ != "LogisticRegression" or scaler and type(scaler).__name__ != "StandardScaler":
        raise TypeError("Only LogisticRegression, alone or behind StandardScaler, is written; export others as ONNX.")
    ovr = len(model.classes_) > 2 and (model.solver == "liblinear" or getattr(model, "multi_class", "") == "ovr")
    names = list(columns if columns is not None else fitted.feature_names_in_)
    model_object = {
        "format": "logit-linear", "version": 1, "producer": f"scikit-learn {sklearn.__version__}", "target": target,
        "classes": model.classes_.tolist(), "columns": names,
        "link": "ovr" if ovr else "softmax" if len(model.coef_) > 1 else "logit",
        "coefficients": model.coef_.tolist(), "intercepts": np.broadcast_to(model.intercept_, len(model.coef_)).tolist(),
        "scaling": scaler and {
            "mean": scaler.mean_.tolist() if scaler.with_mean else None,
            "scale": scaler.scale_.tolist() if scaler.with_std else None},
    }
    if rows is not None:
        rows = rows[:40]
        model_object["golden"] = {
            "columns": names, "rows": np.asarray(rows, dtype=float).tolist(),
            "probabilities": fitted.predict_proba(rows).tolist()}
    with open(path, "w") as file:
        json.dump(model_object, file)
