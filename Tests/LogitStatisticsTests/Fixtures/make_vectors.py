#!/usr/bin/env python3
"""Write statistics.json: what SciPy, statsmodels, scikit-learn and NumPy make of small samples.

    python make_vectors.py

DeLong's variance is computed pair by pair as in the paper, in exact fractions. Made with SciPy 1.17.1,
statsmodels 0.15.0, scikit-learn 1.9.1 and NumPy 2.4.6.
"""

import json
import math
import pathlib
from fractions import Fraction

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, log_loss, roc_auc_score
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW


def delong(labels, scores):
    positives = [s for s, y in zip(scores, labels) if y]
    negatives = [s for s, y in zip(scores, labels) if not y]
    m, n = len(positives), len(negatives)

    def above(a, b):
        return Fraction(1) if a > b else Fraction(1, 2) if a == b else Fraction(0)

    v10 = [sum(above(x, y) for y in negatives) / n for x in positives]
    v01 = [sum(above(x, y) for x in positives) / m for y in negatives]
    area = sum(v10) / m
    variance = sum((v - area) ** 2 for v in v10) / (m * (m - 1))
    variance += sum((v - area) ** 2 for v in v01) / (n * (n - 1))
    return float(area), float(variance)


def main():
    draw = np.random.default_rng(7)
    result = {}

    probabilities = [1e-300, 1e-20, 1e-10, 1e-5, 0.01, 0.025, 0.0749, 0.0751, 0.2, 0.4999, 0.5]
    probabilities += [0.6, 0.925, 0.9251, 0.975, 0.995, 1 - 1e-9]
    result["quantiles"] = [[p, norm.ppf(p)] for p in probabilities]
    result["cumulative"] = [[x, norm.cdf(x)] for x in [-37.0, -10, -3.3, -1.96, -0.1, 0, 0.7, 2.5, 8]]

    result["wilson"] = []
    for successes, trials in [(0, 1), (1, 1), (0, 30), (30, 30), (7, 9), (28, 30), (500, 1000), (199_990, 200_000)]:
        for level in (0.8, 0.95, 0.999):
            low, high = proportion_confint(successes, trials, 1 - level, method="wilson")
            result["wilson"].append([successes, trials, level, low, high])

    result["means"] = []
    for values in ([1.0, 3.0], draw.normal(5, 2, 40).tolist(), draw.exponential(1, 25).tolist()):
        low, high = DescrStatsW(values).zconfint_mean(0.1)
        result["means"].append({"values": values, "level": 0.9, "lower": low, "upper": high})

    result["areas"] = []
    for positive, negative, decimals, shift in [(2, 2, 1, 0.5), (12, 30, 1, 1), (25, 25, 6, 2), (60, 9, 0, 0)]:
        labels = [True] * positive + [False] * negative
        scores = np.round(draw.normal(0, 1, len(labels)) + shift * np.array(labels), decimals)
        scores = scores.astype(np.float32).astype(float)
        order = draw.permutation(len(labels))
        labels, scores = [labels[i] for i in order], [float(scores[i]) for i in order]
        area, variance = delong(labels, scores)
        assert math.isclose(area, roc_auc_score(labels, scores), rel_tol=1e-12)
        case = {"labels": labels, "scores": scores, "area": area, "variance": variance}
        if 0 < area < 1 and variance > 0:
            z, error = norm.ppf(0.975), math.sqrt(variance)
            case["normal"] = [max(area - z * error, 0), min(area + z * error, 1)]
            center, width = logit(area), z * error / (area * (1 - area))
            case["logit"] = [expit(center - width), expit(center + width)]
        result["areas"].append(case)

    result["scores"] = []
    for classes, rows in [(2, 40), (3, 50), (5, 60)]:
        labels = draw.integers(0, classes, rows)
        values = draw.dirichlet(np.full(classes, 0.7), rows)
        values[np.arange(rows), labels] += 0.3
        # Sums of 1 up to single precision, as a softmax gives them.
        values = (values / values.sum(1, keepdims=True)).astype(np.float32)
        exact = values.astype(float)
        normalized = exact / exact.sum(1, keepdims=True)
        predicted = exact.argmax(1)
        case = {"classes": classes, "labels": labels.tolist()}
        if classes == 2:
            p = exact[:, 1]
            predicted = (p > 0.5).astype(int)
            losses = [log_loss([y], [[1 - q, q]], labels=[0, 1]) for y, q in zip(labels, p)]
            case["probabilities"] = p.tolist()
            case["brier"] = brier_score_loss(labels, p)
            case["area"] = roc_auc_score(labels, p)
            area, variance = delong(labels.tolist(), p.tolist())
            z, error = norm.ppf(0.975), math.sqrt(variance)
            case["areaInterval"] = [max(area - z * error, 0), min(area + z * error, 1)]
        else:
            losses = [log_loss([y], [q], labels=range(classes)) for y, q in zip(labels, normalized)]
            case["probabilities"] = exact.ravel().tolist()
            case["brier"] = float(((np.eye(classes)[labels] - normalized) ** 2).sum(1).mean())
            areas = [roc_auc_score(labels == k, exact[:, k]) for k in range(classes)]
            case["area"] = float(np.mean(areas))
        case["accuracy"] = accuracy_score(labels, predicted)
        right = int((labels == predicted).sum())
        case["accuracyInterval"] = list(proportion_confint(right, rows, method="wilson"))
        case["logLoss"] = float(np.mean(losses))
        case["logLossInterval"] = list(DescrStatsW(losses).zconfint_mean())
        case["macroF1"] = f1_score(labels, predicted, average="macro", zero_division=0)
        result["scores"].append(case)

    values = draw.exponential(1, 30)
    generator = np.random.default_rng(3)
    means = [values[generator.integers(0, 30, 30)].mean() for _ in range(200)]
    low, high = np.quantile(means, [0.05, 0.95])
    result["bootstrap"] = {"values": values.tolist(), "lower": low, "upper": high}

    lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(value, separators=(',', ':'))}" for name, value in result.items())
    pathlib.Path(__file__).with_name("statistics.json").write_text(f"{{\n{lines}\n}}\n")


if __name__ == "__main__":
    main()
