"""Holds the references against a third party: statsmodels, firthmodels, and mpmath with 50 digits.

    python others.py FOLDER

Prints the largest relative difference of each from extended precision. statsmodels and firthmodels stop at a gradient, so
they confirm definitions to several digits rather than the last one.
"""

import json
import sys
import warnings
from pathlib import Path

import mpmath
import numpy as np
import statsmodels.api as sm
from firthmodels import FirthLogisticRegression
from scipy.special import chdtrc

from extended import Fit
from held import firth, limits
from reference import Problem

warnings.filterwarnings("ignore")
# Those that statsmodels can do: no offset, no counts, no ill-scaled columns.
SETS = ["infert", "birthwt", "mtcars-am", "Mroz", "Affairs-level-0-9", "clusters", "near-separation", "ties"]
MULTINOMIAL = ["Womenlf-three-classes", "Chile-four-classes"]
HARD = ["mean-1e8-deviation-1", "raw-polynomial", "squares-of-years", "near-collinear", "columns-of-1e8-and-1e-8"]


def off(own, reference):
    own, reference = np.asarray(own, float), np.asarray(reference, float)
    return float((np.abs(own - reference) / np.maximum(np.abs(reference), 1e-12)).max())


def with_statsmodels(p):
    fit = Fit(p.x, p.shares, p.weights, p.offset)
    model = sm.Logit(p.shares[:, 1], p.x).fit(method="newton", tol=1e-14, maxiter=100, disp=0)
    robust = sm.Logit(p.shares[:, 1], p.x).fit(method="newton", tol=1e-14, maxiter=100, disp=0, cov_type="HC0")
    found = dict(estimates=off(model.params, fit.beta[:, 0]), errors=off(model.bse, np.sqrt(np.diag(fit.covariance))),
                 likelihood=off(model.llf, fit.log_likelihood),
                 hc0=off(robust.bse, np.sqrt(np.diag(fit.sandwich(fit.scores())))))
    return found


def with_statsmodels_multinomial(p):
    fit = Fit(p.x, p.shares, p.weights, p.offset)
    # In units of deviations: statsmodels' Newton steps are on the columns as they are.
    scale = np.abs(p.x).max(axis=0)
    model = sm.MNLogit(p.shares.argmax(axis=1), p.x / scale).fit(method="newton", tol=1e-14, maxiter=200, disp=0)
    params, errors = np.asarray(model.params) / scale[:, None], np.asarray(model.bse) / scale[:, None]
    own = np.sqrt(np.diag(fit.covariance)).reshape(fit.beta.T.shape).T
    return dict(estimates=off(params, fit.beta), errors=off(errors, own), likelihood=off(model.llf, fit.log_likelihood))


def with_firthmodels(p):
    """On centred columns in units of deviations, of which firthmodels cannot do without; its standard errors are those of
    the rows with the penalty's weights, which brglm2's are not, so they are left out."""
    slopes = [j for j, name in enumerate(p.names) if name != "(Intercept)"]
    x = (p.x[:, slopes] - p.x[:, slopes].mean(axis=0)) / p.x[:, slopes].std(axis=0)
    model = FirthLogisticRegression(backend="numpy", gtol=1e-7, xtol=1e-7, max_iter=500).fit(x, p.shares[:, 1])
    model.lrt()
    own = model.conf_int(method="pl", max_iter=500, tol=1e-9)
    x = np.column_stack([x, np.ones(len(x))])
    estimate, _, _, penalized = firth(x, p.shares[:, 1], p.weights, p.offset)
    low, high, statistics = limits(x, p.shares[:, 1], p.weights, p.offset, 0.95, True)
    return dict(estimates=off(np.append(model.coef_, model.intercept_), estimate), likelihood=off(model.loglik_, penalized),
                tests=off(model.lrt_pvalues_, chdtrc(1, statistics)), profiles=off(own, np.column_stack([low, high])))


def with_fifty_digits(p):
    """Newton's method in mpmath on the columns as they are, from the solution in extended precision."""
    fit = Fit(p.x, p.shares, p.weights, p.offset)
    mpmath.mp.dps = 50
    x = [[mpmath.mpf(float(v)) for v in row] for row in p.x]
    y, w, o = p.shares[:, 1], p.weights, p.offset
    beta = mpmath.matrix([mpmath.mpf(float(b)) for b in fit.beta[:, 0]])
    d = len(beta)
    for _ in range(12):
        gradient, hessian = mpmath.matrix(d, 1), mpmath.matrix(d, d)
        for row, share, weight, offset in zip(x, y, w, o):
            chance = 1 / (1 + mpmath.exp(-(sum(a * b for a, b in zip(row, beta)) + mpmath.mpf(float(offset)))))
            for i in range(d):
                gradient[i] += float(weight) * row[i] * (float(share) - chance)
                for j in range(i + 1):
                    hessian[i, j] += float(weight) * row[i] * row[j] * chance * (1 - chance)
        for i in range(d):
            for j in range(i):
                hessian[j, i] = hessian[i, j]
        step = mpmath.lu_solve(hessian, gradient)
        beta += step
        if max(abs(s / b) for s, b in zip(step, beta)) < 1e-30:
            break
    inverse = hessian**-1
    errors = [mpmath.sqrt(inverse[i, i]) for i in range(d)]
    return dict(estimates=max(float(abs(float(b) - own) / error) for b, own, error in zip(beta, fit.beta[:, 0], errors)),
                errors=off(np.sqrt(np.diag(fit.covariance)), [float(e) for e in errors]))


def main():
    root = Path(sys.argv[1])
    for tool, names, compare in (("statsmodels", SETS, with_statsmodels),
                                 ("statsmodels MNLogit", MULTINOMIAL, with_statsmodels_multinomial),
                                 ("firthmodels", ["endometrial", "mtcars-am", "small", "near-separation"], with_firthmodels),
                                 ("mpmath, 50 digits", HARD, with_fifty_digits)):
        for name in names:
            if (root / name / "problem.json").exists():
                found = compare(Problem(root / name))
                print(f"{tool}, {name}: " + ", ".join(f"{key} {value:.0e}" for key, value in found.items()), flush=True)


main()
