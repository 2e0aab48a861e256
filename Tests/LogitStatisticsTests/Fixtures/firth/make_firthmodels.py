"""Writes firthmodels.json: what firthmodels says of data with weights and offsets, to the accuracy of its searches.

python make_firthmodels.py; firthmodels 0.8.2, numpy 2, Python 3.11. Its tolerances are as small as it still
converges with.
"""

import importlib.metadata
import json
import pathlib

import numpy as np
import scipy.stats
from firthmodels import FirthLogisticRegression

rng = np.random.default_rng(5)
cases = {}
for name, n, k, weighted in (("plain", 90, 4, False), ("weighted", 60, 3, True)):
    x = np.round(rng.standard_normal((n, k)), 2)
    y = (rng.random(n) < 1 / (1 + np.exp(-x[:, 0] + 1))).astype(float)
    weights = np.round(rng.uniform(0.2, 3, n), 2) if weighted else np.ones(n)
    offsets = np.round(rng.standard_normal(n) / 2, 2) if weighted else np.zeros(n)
    model = FirthLogisticRegression(gtol=1e-9, xtol=1e-9, max_iter=1000)
    model.fit(x, y, sample_weight=weights, offset=offsets)
    model.lrt()
    limits = model.conf_int(method="pl", tol=1e-9, max_iter=500)
    cases[name] = {
        "x": np.column_stack([x, np.ones(n)]).tolist(),
        "successes": (y * weights).tolist(),
        "trials": weights.tolist(),
        "offsets": offsets.tolist(),
        "estimates": [*model.coef_.tolist(), float(model.intercept_)],
        "ratios": scipy.stats.chi2.isf(model.lrt_pvalues_, 1).tolist(),
        "limits": limits.tolist(),
    }
versions = f"firthmodels {importlib.metadata.version('firthmodels')}, numpy {np.__version__}"
path = pathlib.Path(__file__).parent / "firthmodels.json"
path.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
