# Firth's penalized likelihood of a regression in inference.json: firth.json, by firthmodels.
#   python make_firth.py
import importlib.metadata
import json
import warnings

import numpy as np
from firthmodels import FirthLogisticRegression

warnings.simplefilter("ignore")
vectors = json.load(open("inference.json"))


def errors(x, fit):
    z = np.column_stack([np.ones(len(x)), x])
    p = 1 / (1 + np.exp(-z @ np.concatenate([[fit.intercept_], fit.coef_])))
    return np.sqrt(np.diag(np.linalg.inv(z.T @ ((p * (1 - p))[:, None] * z))))


out = {"versions": {"firthmodels": importlib.metadata.version("firthmodels")}}
for name in ["quasi"]:
    x, y = np.array(vectors[name]["x"]), np.array(vectors[name]["y"])
    fit = FirthLogisticRegression(max_iter=500, gtol=1e-12, xtol=1e-12).fit(x, y)

    def ordered(columns):
        # The constant comes last there and first here.
        return [columns[-1]] + list(columns[:-1])

    limits = FirthLogisticRegression(max_iter=500).fit(x, y).conf_int(method="pl")
    out[name] = {
        "estimate": ordered(list(fit.coef_) + [fit.intercept_]),
        # Those of the information, as brglm2's; firthmodels' own are those of data augmented by the leverages.
        "error": list(errors(x, fit)),
        "penalized": fit.loglik_,
        "low": ordered(list(limits[:, 0])),
        "high": ordered(list(limits[:, 1])),
    }
json.dump(out, open("firth.json", "w"))
