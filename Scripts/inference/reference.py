"""The quantities of `logit regress` of one problem, worked out here in extended precision, independently of R.

`reference(folder)` reads what reference.R wrote and returns {part: {quantity: value, or {subject: value}, or an array}}
with the names and parts of r.json.
"""

import json
from pathlib import Path

import numpy as np
from scipy.special import chdtrc, gammaln, ndtr, ndtri

from extended import REAL, Fit, maximum, orthonormal, solve, solve_lower, information, log_probabilities
from held import firth, limits
from separation import finite_part, separation


class Problem:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.meta = json.loads((self.folder / "problem.json").read_text())
        rows, names, classes = self.meta["rows"], self.meta["names"], self.meta["classes"]
        keep = [j for j in range(len(names)) if j not in self.meta["aliased"]]
        self.keep, self.names, self.classes = keep, [names[j] for j in keep], classes
        self.x = self.doubles("x", (rows, len(names)))[:, keep]
        self.shares = self.doubles("shares", (rows, len(classes)))
        self.weights, self.offset = self.doubles("weights", rows), self.doubles("offset", rows)
        self.assign = np.array([self.meta["assign"][j] for j in keep])
        options = self.meta["options"]
        self.level = float(options[options.index("--level") + 1]) if "--level" in options else 0.95

    def doubles(self, name, shape):
        return np.fromfile(self.folder / f"{name}.f64").reshape(shape)

    def subjects(self):
        """The names of coefficients: terms, of several classes class/term."""
        if len(self.classes) == 2:
            return self.names
        return [f"{c}/{t}" for c in self.classes[1:] for t in self.names]

    def relatives(self, term):
        factors = self.meta["factors"]
        return [s + 1 for s in range(len(factors)) if s != term and set(factors[term]) < set(factors[s])]


def table(estimate, covariance, subjects, level):
    error = np.sqrt(np.diag(covariance))
    z = estimate / error
    width = ndtri((1 + level) / 2) * error
    named = lambda v: dict(zip(subjects, (float(a) for a in v)))
    return dict(estimate=named(estimate), std_error=named(error), statistic=named(z),
                p_value=named(2 * ndtr(-np.abs(z.astype(float)))), conf_low=named(estimate - width), conf_high=named(estimate + width))


def chi_squared(statistic, df):
    return dict(statistic=float(statistic), df=int(df), p_value=float(chdtrc(df, float(statistic))))


def wald(fit, inner_covariance, chosen):
    """b' V^-1 b of the chosen estimates."""
    if not chosen.any():
        return REAL(0)
    factor, combinations, _ = fit.span(chosen, inner_covariance)
    return (solve_lower(factor, combinations) ** 2).sum()


def joint(fit, inner_covariance, chosen):
    if not chosen.any():
        return {}
    test = chi_squared(wald(fit, inner_covariance, chosen), chosen.sum())
    return dict(wald=test["statistic"], wald_df=test["df"], wald_p_value=test["p_value"])


def errors_only(estimate, covariance, subjects, level):
    found = table(estimate, covariance, subjects, level)
    del found["estimate"]
    return found | dict(covariance=covariance.astype(float))


def binomial_coefficients(p):
    """What log likelihoods of counts contain besides Σ m (share log p + ...)."""
    if not p.meta["counts"]:
        return 0.0
    trials, successes = np.round(p.weights), np.round(p.weights * p.shares[:, 1])
    return float((gammaln(trials + 1) - gammaln(successes + 1) - gammaln(trials - successes + 1)).sum())


def reference(folder):
    p = Problem(folder)
    parts = p.meta["parts"]
    if "separated" in parts:
        return separated_reference(p)
    fit = Fit(p.x, p.shares, p.weights, p.offset)
    estimate, covariance = fit.beta.T.reshape(-1), fit.covariance
    slopes = np.tile(np.array(p.names) != "(Intercept)", len(p.classes) - 1)
    found = dict(table=whole_table(p, fit, estimate, covariance, slopes))
    if "robust" in parts:
        robust(p, fit, estimate, slopes, found)
    if p.meta["cluster"]:
        cluster = np.unique(p.doubles("cluster", len(p.x)), return_inverse=True)[1]
        sums = np.zeros((cluster.max() + 1, len(estimate)), REAL)
        np.add.at(sums, cluster, fit.scores())
        groups = len(sums)
        v = fit.sandwich(sums) * groups / (groups - 1)
        found["cluster"] = errors_only(estimate, fit.outward(v), p.subjects(), p.level)
        if groups > slopes.sum():
            found["cluster"] |= joint(fit, v, slopes)
    if "profile" in parts:
        low, high, _ = limits(p.x, p.shares[:, 1], p.weights, p.offset, p.level, False)
        found["profile"] = dict(conf_low=dict(zip(p.names, low)), conf_high=dict(zip(p.names, high)))
    if "firth" in parts:
        found["firth"] = firth_part(p)
    if "effects" in parts:
        found |= effects(p, fit)
    tests(p, fit, found)
    if "vif" in parts and len(p.meta["term_names"]) > 1:
        found["vif"] = dict(value=inflation(p, fit))
    if "hosmer-lemeshow" in parts:
        found["hosmer-lemeshow"] = hosmer_lemeshow(p.shares[:, 1].astype(REAL), fit.p[:, 1], 10)
    if "influence" in parts and not p.meta["frequency"]:
        found["influence"] = influence(p, fit)
    if "predict" in parts:
        found["predict"] = intervals(p, fit)
    return found


def whole_table(p, fit, estimate, covariance, slopes):
    ones = np.ones((len(p.x), 1 if p.meta["intercept"] else 0))
    null = maximum(orthonormal(ones)[0], fit.shares, fit.weights, fit.offset)[1]
    constant = binomial_coefficients(p)
    bernoulli, bernoulli0 = float(fit.log_likelihood), float(null)
    ll, ll0, k = bernoulli + constant, bernoulli0 + constant, len(estimate)
    n = int((p.weights > 0).sum())
    size = p.weights.sum()
    llr = chi_squared(2 * (fit.log_likelihood - null), slopes.sum())
    cox_snell = -np.expm1(2 / size * (bernoulli0 - bernoulli))
    result = table(estimate, covariance, p.subjects(), p.level)
    result |= dict(
        n=n, log_likelihood=ll, null_log_likelihood=ll0, llr=llr["statistic"], llr_df=llr["df"], llr_p_value=llr["p_value"],
        df_model=int(slopes.sum()), df_residual=n - k, aic=2 * k - 2 * ll, bic=np.log(n) * k - 2 * ll, mcfadden=1 - ll / ll0,
        cox_snell=cox_snell, nagelkerke=cox_snell / -np.expm1(2 / size * bernoulli0), covariance=covariance.astype(float))
    if p.meta["nested"]:
        chosen = np.isin(p.assign, [0] + p.meta["nested_terms"])
        smaller = maximum(orthonormal(p.x[:, chosen])[0], fit.shares, fit.weights, fit.offset)[1]
        result["nested"] = chi_squared(2 * (fit.log_likelihood - smaller), (~chosen).sum() * (len(p.classes) - 1))
    return result | joint(fit, fit.inner_covariance, slopes)


def robust(p, fit, estimate, slopes, found):
    scores = fit.scores()
    n = (p.weights > 0).sum()
    variants = dict(hc0=np.ones(len(scores)), hc1=np.full(len(scores), np.sqrt(REAL(n) / (n - len(estimate)))))
    if len(p.classes) == 2:
        h = fit.leverages()
        variants |= dict(hc2=1 / np.sqrt(1 - h), hc3=1 / (1 - h))
    for name, factors in variants.items():
        v = fit.sandwich(scores * factors[:, None])
        found[name] = errors_only(estimate, fit.outward(v), p.subjects(), p.level) | joint(fit, v, slopes)


def firth_part(p):
    estimate, covariance, ll, penalized = firth(p.x, p.shares[:, 1], p.weights, p.offset)
    low, high, statistics = limits(p.x, p.shares[:, 1], p.weights, p.offset, p.level, True)
    named = lambda v: dict(zip(p.names, (None if a is None else float(a) for a in v)))
    return dict(estimate=named(estimate), std_error=named(np.sqrt(np.diag(covariance))), statistic=named(statistics),
                p_value=named([chdtrc(1, max(s, 0)) for s in statistics]), conf_low=named(low), conf_high=named(high),
                log_likelihood=ll + binomial_coefficients(p), penalized_log_likelihood=penalized + binomial_coefficients(p))


def effects(p, fit):
    """Marginal effects of each class, of two the second, with errors by the delta method."""
    found = {}
    beta = np.column_stack([np.zeros(len(fit.beta), REAL), fit.beta])
    k = len(p.classes)
    for change in p.meta["effects"]:
        mean = change["place"] == "mean"
        rows = 1 if mean else len(p.x)
        read = lambda what: p.doubles(f"{change['stem']}-{what}", (rows, len(p.meta["names"])))[:, p.keep].astype(REAL)
        w_all = fit.weights / fit.weights.sum()
        w = np.ones(1, REAL) if mean else w_all
        offset = np.full(1, w_all @ fit.offset) if mean else fit.offset

        def chances(x):
            return np.exp(log_probabilities(x @ fit.beta + offset[:, None]))

        for c in range(1 if k == 2 else 0, k):
            if change["slope"]:
                x, d = read("at") if mean else fit.x, read("slope")
                q, s = chances(x), d @ beta
                average = (q * s).sum(axis=1)
                effect = w @ (q[:, c] * (s[:, c] - average))
                gradient = []
                for a in range(1, k):
                    same = float(a == c)
                    slope = q[:, c] * (same - q[:, a]) * (s[:, c] - average) - q[:, c] * q[:, a] * (s[:, a] - average)
                    gradient.append((w * slope) @ x + (w * q[:, c] * (same - q[:, a])) @ d)
            else:
                sides = [(sign, read(what)) for sign, what in ((1, "to"), (-1, "from"))]
                effect = sum(sign * (w @ chances(x)[:, c]) for sign, x in sides)
                gradient = [sum(sign * ((w * chances(x)[:, c] * (float(a == c) - chances(x)[:, a])) @ x) for sign, x in sides)
                            for a in range(1, k)]
            # By inner coefficients: in the covariance of columns far from 0 large numbers cancel.
            gradient = np.concatenate(gradient) @ fit.back
            subject = change["name"] if k == 2 else f"{p.classes[c]}/{change['name']}"
            one = table(np.array([effect]), (gradient @ fit.inner_covariance @ gradient).reshape(1, 1), [subject], p.level)
            one["effect"] = one.pop("estimate")
            del one["statistic"]
            for quantity, value in one.items():
                found.setdefault(f"effects-{change['place']}", {}).setdefault(quantity, {}).update(value)
    return found


def tests(p, fit, found):
    """Each term's tests, marginality kept (type II)."""
    parts, blocks = p.meta["parts"], len(p.classes) - 1
    for term, name in enumerate(p.meta["term_names"]):
        own, above = p.assign == term + 1, np.isin(p.assign, p.relatives(term))
        if not own.any():
            continue
        df = own.sum() * blocks

        def add(part, statistic):
            test = chi_squared(statistic, df)
            for quantity in test:
                found.setdefault(part, {}).setdefault(quantity, {})[name] = test[quantity]

        rest = orthonormal(p.x[:, ~own & ~above])[0]
        inner, without = maximum(rest, fit.shares, fit.weights, fit.offset)
        if "likelihood-ratio" in parts:
            with_term = maximum(orthonormal(p.x[:, ~above])[0], fit.shares, fit.weights, fit.offset)[1]
            add("likelihood-ratio", 2 * (with_term - without))
        if "wald" in parts:
            statistics = [wald(fit, fit.inner_covariance, np.tile(chosen, blocks)) for chosen in (own | above, above)]
            add("wald", statistics[0] - statistics[1])
        if "score" in parts:
            q = orthonormal(np.column_stack([p.x[:, ~own & ~above], p.x[:, own]]))[0]
            chances = np.exp(log_probabilities(rest @ inner + fit.offset[:, None]))
            score = (q.T @ (fit.weights[:, None] * (fit.shares - chances)[:, 1:])).T.reshape(-1)
            add("score", score @ solve(information(q, fit.weights, chances), score))


def inflation(p, fit):
    """Fox and Monette's generalized variance inflation, by the covariance of the estimates without the constant: their units
    cancel, so that it need not be made one of correlations."""
    slopes = np.array(p.names) != "(Intercept)"
    logarithm = lambda chosen: fit.span(chosen & slopes, fit.inner_covariance)[2] if (chosen & slopes).any() else 0
    whole = logarithm(slopes)
    return {name: float(np.exp(logarithm(p.assign == t + 1) + logarithm(p.assign != t + 1) - whole))
            for t, name in enumerate(p.meta["term_names"])}


def hosmer_lemeshow(y, fitted, groups):
    """Groups between the quantiles; equal cuts are joined, and a group without rows is none."""
    cuts = np.unique(np.quantile(fitted.astype(float), np.linspace(0, 1, groups + 1)))
    group = np.clip(np.searchsorted(cuts, fitted.astype(float), side="left") - 1, 0, len(cuts) - 2)
    statistic, found = REAL(0), 0
    for g in range(len(cuts) - 1):
        chosen = group == g
        found += chosen.any()
        for observed, expected in ((y[chosen].sum(), fitted[chosen].sum()), ((1 - y[chosen]).sum(), (1 - fitted[chosen]).sum())):
            statistic += (observed - expected) ** 2 / expected if chosen.any() else 0
    return chi_squared(statistic, found - 2)


def influence(p, fit):
    h, mu, w = fit.leverages(), fit.p[:, 1], fit.weights
    y = fit.shares[:, 1]
    pearson = (y - mu) * np.sqrt(w / (mu * fit.p[:, 0]))
    terms = [np.where(s > 0, s * np.log(np.where(s > 0, s, 1) / m), 0) for s, m in ((y, mu), (1 - y, fit.p[:, 0]))]
    deviance = np.sign(y - mu) * np.sqrt(np.maximum(2 * w * (terms[0] + terms[1]), 0))
    return {name: v.astype(float) for name, v in dict(
        fitted=mu, leverage=h, cooks_distance=(pearson / (1 - h)) ** 2 * h / len(p.names), pearson=pearson, deviance=deviance,
        standardized_pearson=pearson / np.sqrt(1 - h), standardized_deviance=deviance / np.sqrt(1 - h)).items()}


def intervals(p, fit):
    """Each class's probability, of two the second's, with its interval on the scale of its logit."""
    found = {}
    for c in range(1 if len(p.classes) == 2 else 0, len(p.classes)):
        own = fit.p[:, c]
        logit = np.log(own) - np.log(np.delete(fit.p, c, axis=1).sum(axis=1))
        # d logit p_c / d eta_a is 1 for a = c and -p_a / (1 - p_c) for others.
        gradient = np.concatenate([fit.q * (np.ones(len(own)) if a == c else -fit.p[:, a] / (1 - own))[:, None]
                                   for a in range(1, len(p.classes))], axis=1)
        width = ndtri(0.975) * np.sqrt(((gradient @ fit.inner_covariance) * gradient).sum(axis=1))
        name = "" if len(p.classes) == 2 else f"{p.classes[c]}/"
        found |= {f"{name}{key}": (1 / (1 + np.exp(-(logit + s * width)))).astype(float)
                  for key, s in (("probability", 0), ("low", -1), ("high", 1))}
    return found


def separated_reference(p):
    apart = separation(p.x, p.shares, p.names, p.classes)
    if apart is None:
        raise ValueError(f"{p.meta['name']}: not separated")
    infinite, complete, rows = apart
    result = dict(separated=dict(
        infinite={(t if len(p.classes) == 2 else f"{c}/{t}"): sign for (c, t), sign in infinite.items()}, complete=complete))
    if len(p.classes) == 2:
        estimate, error, ll = finite_part(p.x, p.shares, p.weights, p.offset, p.names, infinite, rows)
        result["separated"] |= dict(estimate=estimate, std_error=error, log_likelihood=ll)
    if "firth" in p.meta["parts"]:
        result["firth"] = firth_part(p)
    return result
