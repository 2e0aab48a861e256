"""Writes the results of Logit, MNLogit or GLM(family=Binomial()) of statsmodels, with a formula or without, for Logit.

    from statsmodels_to_logit import dump
    dump(smf.logit("survived ~ age + C(ward)", data).fit(), "model.json", rows=data)
    # logit predict model.json new.csv; logit verify model.json

The object is described in Documentation/LinearModels.md. Classes are the outcome's values, 0 and 1 of Logit and GLM:
statsmodels wants numbers, so give classes=["no", "yes"] for a table that has words. rows, the DataFrame of a formula or
the matrix without, become golden rows.
"""

import json
import re

import numpy as np
import statsmodels


def dump(results, path, classes=None, rows=None):
    model, names = results.model, results.model.exog_names
    if getattr(model, "offset", None) is not None or getattr(model, "exposure", None) is not None:
        raise TypeError("A model with an offset or exposure is not written.")
    params = np.asarray(results.params, dtype=float).reshape(len(names), -1)
    is_constant = np.isin(names, ["const", "Intercept"])
    kind = type(model.family.link if hasattr(model, "family") else model).__name__.lower()
    written = {
        "format": "logit-linear", "version": 1, "producer": f"statsmodels {statsmodels.__version__}",
        "classes": classes or list(getattr(model, "_ynames_map", {0: 0, 1: 1}).values()),
        "columns": [name for name, constant in zip(names, is_constant) if not constant],
        "link": {"mnlogit": "softmax"}.get(kind, kind),
        "coefficients": params[~is_constant].T.tolist(), "intercepts": params[is_constant].sum(axis=0).tolist(),
    }
    if getattr(model, "formula", None):
        written |= terms(model)
    if rows is not None:
        written["golden"] = golden(results, written, rows[:40])
    with open(path, "w") as file:
        json.dump(written, file)


def terms(model):
    """The formula as Logit spells it, and the levels of its categories, the reference first."""
    design = getattr(model.data, "model_spec", None) or model.data.design_info
    outcome, formula = model.formula.replace("**", "^").split("~", 1)
    levels = {}
    for factor, info in design.factor_infos.items():
        if info.type == "categorical":
            column = re.sub(r"^C\((?:Q\()?[\"']?([^,\"')]*).*$", r"\1", factor.name())
            reference = re.findall(r"Treatment\((?:reference=)?[\"']?(.*?)[\"']?\)", factor.name())
            levels[column] = sorted(map(str, info.categories), key=lambda level: level not in reference)
    formula = re.sub(r", *Treatment\(.*?\)|\b(?:np|numpy)\.", "", formula)
    return {"target": re.sub(r"\W.*", "", outcome.strip()), "formula": f"~{formula}", "levels": levels}


def golden(results, written, rows):
    formula = written.get("formula")
    names = [name for name in rows.columns if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", formula)] \
        if formula else written["columns"]
    said = np.asarray(results.predict(rows))
    cells = rows[names] if formula else np.asarray(rows)[:, [results.model.exog_names.index(name) for name in names]]
    return {
        "columns": names, "rows": np.asarray(cells, dtype=object).tolist(),
        "probabilities": (said if said.ndim > 1 else np.column_stack([1 - said, said])).tolist()}
