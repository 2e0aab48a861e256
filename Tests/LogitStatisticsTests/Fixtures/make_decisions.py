"""Vectors of calibrations and thresholds: decisions.json.

    python make_decisions.py > decisions.json

Platt's curve: scikit-learn's _SigmoidCalibration, whose optimum is then found anew to 1e-12 by Newton's method in NumPy,
since L-BFGS stops at about 1e-5. Isotonic regression: scikit-learn's IsotonicRegression as CalibratedClassifierCV uses it.
Temperature: SciPy's minimize_scalar on the log loss. Several classes: one against the rest, normalized as in
_CalibratedClassifier.predict_proba. Thresholds: every division of the rows tried, by scikit-learn's metrics.
"""

import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from scipy.special import expit, logsumexp
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import accuracy_score, balanced_accuracy_score, confusion_matrix, f1_score, matthews_corrcoef


def platt(scores, y):
    reference = _SigmoidCalibration().fit(scores, y)
    positives, negatives = y.sum(), len(y) - y.sum()
    t = np.where(y == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    a, b = -reference.a_, -reference.b_
    for _ in range(50):
        p = expit(a * scores + b)
        gradient = np.array([((p - t) * scores).sum(), (p - t).sum()])
        w = p * (1 - p)
        hessian = np.array([[(w * scores**2).sum(), (w * scores).sum()], [(w * scores).sum(), w.sum()]])
        step = np.linalg.solve(hessian, gradient)
        a, b = a - step[0], b - step[1]
    assert abs(a + reference.a_) < 1e-3 * (1 + abs(a)) and abs(b + reference.b_) < 1e-3 * (1 + abs(b)), (a, reference.a_)
    return a, b


def isotonic(scores, y):
    return IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(scores, y)


def log_odds(logits):
    return np.stack([
        logits[:, k] - logsumexp(np.delete(logits, k, axis=1), axis=1) for k in range(logits.shape[1])], axis=1)


def normalized(p):
    total = p.sum(axis=1, keepdims=True)
    return np.divide(p, total, out=np.full_like(p, 1 / p.shape[1]), where=total > 0)


def temperature(logits, y):
    def loss(log_temperature):
        z = logits / np.exp(log_temperature)
        return (logsumexp(z, axis=1) - z[np.arange(len(y)), y]).sum()

    best = minimize_scalar(loss, bracket=(-1, 1), tol=1e-12)
    return float(np.exp(best.x))


def f32(values):
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def binary_case(rng, n, slope, shift, digits=None):
    z = f32(rng.normal(size=n) * 2)
    if digits is not None:
        z = f32(np.round(z, digits))
    y = (rng.random(n) < expit(slope * z + shift)).astype(int)
    at = f32(np.linspace(-7, 7, 15))
    a, b = platt(z, y)
    curve = isotonic(z, y)
    return {
        "logits": z.tolist(), "classes": y.tolist(), "slope": a, "intercept": b,
        "scores": curve.X_thresholds_.tolist(), "probabilities": curve.y_thresholds_.tolist(),
        "temperature": temperature(np.stack([np.zeros(n), z], axis=1), y),
        "at": at.tolist(), "plattAt": expit(a * at + b).tolist(), "isotonicAt": curve.predict(at).tolist(),
    }


def multiclass_case(rng, n, k, sharpness):
    z = f32(rng.normal(size=(n, k)) * 2)
    cumulative = np.cumsum(np.exp(sharpness * z - logsumexp(sharpness * z, axis=1, keepdims=True)), axis=1)
    y = (rng.random(n)[:, None] > cumulative[:, :-1]).sum(axis=1)
    scores = log_odds(z)
    curves = [platt(scores[:, c], (y == c).astype(int)) for c in range(k)]
    steps = [isotonic(scores[:, c], (y == c).astype(int)) for c in range(k)]
    first = scores[:20]
    return {
        "classCount": k, "logits": z.ravel().tolist(), "classes": y.tolist(), "temperature": temperature(z, y),
        "platt": normalized(np.stack([expit(a * first[:, c] + b) for c, (a, b) in enumerate(curves)], axis=1)).ravel().tolist(),
        "isotonic": normalized(np.stack([s.predict(first[:, c]) for c, s in enumerate(steps)], axis=1)).ravel().tolist(),
    }


def youden(y, p, **_):
    tn, fp, fn, tp = confusion_matrix(y, p, labels=[0, 1]).ravel()
    return tp / (tp + fn) + tn / (tn + fp) - 1


METRICS = {
    "accuracy": accuracy_score, "balanced-accuracy": balanced_accuracy_score,
    "f1": lambda y, p: f1_score(y, p, zero_division=0), "mcc": matthews_corrcoef, "youden": youden,
}


def threshold_case(rng, n, digits=None):
    p = f32(expit(rng.normal(size=n) * 1.5 - 0.7))
    if digits is not None:
        p = f32(np.round(p, digits))
    y = (rng.random(n) < np.clip(p * 1.2, 0, 1)).astype(int)
    values = np.unique(p)
    edges = np.concatenate([[0.0], values, [1.0]])
    cuts = [(edges[i] + edges[i + 1]) / 2 for i in range(len(edges) - 1) if i > 0 or edges[1] > 0]
    found = {}
    for name, metric in METRICS.items():
        scores = np.array([metric(y, (p > cut).astype(int)) for cut in cuts])
        ties = [cut for cut, score in zip(cuts, scores) if score >= scores.max() - 1e-12]
        found[name] = {
            "threshold": min(ties, key=lambda cut: (abs(cut - 0.5), cut)), "score": scores.max(),
            "atHalf": float(metric(y, (p > 0.5).astype(int))),
        }
    return {"probabilities": p.tolist(), "classes": y.tolist(), "metrics": found}


def weighted_case(rng, n):
    """Rows with weights, some of them 0: scikit-learn's sample_weight."""
    z = f32(rng.normal(size=n) * 2)
    y = (rng.random(n) < expit(0.8 * z - 0.3)).astype(int)
    w = np.round(rng.exponential(size=n) * (rng.random(n) > 0.1), 3)
    reference = _SigmoidCalibration().fit(z, y, sample_weight=w)
    curve = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(z, y, sample_weight=w)
    at = f32(np.linspace(-7, 7, 15))

    def loss(log_temperature):
        return (w * np.logaddexp(0, -(2 * y - 1) * z / np.exp(log_temperature))).sum()

    p = f32(expit(z))
    values = np.unique(p[w > 0])
    edges = np.concatenate([[0.0], values, [1.0]])
    cuts = [(edges[i] + edges[i + 1]) / 2 for i in range(len(edges) - 1)]
    scores = np.array([f1_score(y, (p > cut).astype(int), sample_weight=w, zero_division=0) for cut in cuts])
    ties = [cut for cut, score in zip(cuts, scores) if score >= scores.max() - 1e-12]
    return {
        "logits": z.tolist(), "classes": y.tolist(), "weights": w.tolist(), "at": at.tolist(),
        "plattAt": reference.predict(at).tolist(), "isotonicAt": curve.predict(at).tolist(),
        "temperature": float(np.exp(minimize_scalar(loss, bracket=(-1, 1), tol=1e-12).x)),
        "probabilities": p.tolist(),
        "f1": {
            "threshold": min(ties, key=lambda cut: (abs(cut - 0.5), cut)), "score": scores.max(),
            "atHalf": float(f1_score(y, (p > 0.5).astype(int), sample_weight=w)),
        },
    }


rng = np.random.default_rng(5)
json.dump(
    {
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
        "binary": [binary_case(rng, 120, 0.6, 0.4), binary_case(rng, 80, 2.0, -1.0, digits=1), binary_case(rng, 40, 0.1, 2)],
        "multiclass": [multiclass_case(rng, 90, 3, 0.5), multiclass_case(rng, 120, 4, 1.5)],
        "thresholds": [threshold_case(rng, 60), threshold_case(rng, 90, digits=1), threshold_case(rng, 25)],
        "weighted": weighted_case(rng, 150),
    }, sys.stdout)
