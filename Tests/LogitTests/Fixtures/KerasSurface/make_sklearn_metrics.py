"""Writes sklearn_metrics.json: exact metrics as scikit-learn computes them, and the calibration error by its formula."""

import warnings

import numpy as np
import sklearn
from common import FOLDER, generator, numbers, rounded, text
from sklearn import metrics

warnings.filterwarnings("ignore")
BINS = [10, 15]


def double(value):
    """These are double precision."""
    value = float(value)
    return "nan" if np.isnan(value) else "inf" if np.isinf(value) else value


def doubles(array):
    return [double(v) for v in np.asarray(array, dtype=np.float64).ravel()]


def calibration_error(labels, confidence, bins, weights, closed):
    """Bins of equal width over [0, 1], the mean of |accuracy - confidence| weighted by how much each holds.

    With `closed` "right", bin k holds confidences in (k / bins, (k + 1) / bins], and 0 goes to the first, as in Guo et al. 2017; with "left" it
    holds [k / bins, (k + 1) / bins), and 1 goes to the last.
    """
    confidence = np.asarray(confidence, dtype=np.float64)
    if closed == "right":
        index = np.clip(np.ceil(confidence * bins) - 1, 0, bins - 1).astype(int)
    else:
        index = np.clip(np.floor(confidence * bins), 0, bins - 1).astype(int)
    total, error, largest = weights.sum(), 0.0, 0.0
    for k in range(bins):
        held = index == k
        if weights[held].sum() > 0:
            w = weights[held]
            gap = abs((w * labels[held]).sum() / w.sum() - (w * confidence[held]).sum() / w.sum())
            error += w.sum() / total * gap
            largest = max(largest, gap)
    return error, largest


def attempt(function):
    try:
        return function()
    except ValueError as error:
        return {"raises": str(error).split("\n")[0]}


def binary(name, labels, scores, weights=None):
    labels = np.asarray(labels)
    scores = np.asarray(scores, dtype=np.float32).astype(np.float64)
    predicted = (scores > 0.5).astype(int)
    case = {"name": name, "kind": "binary", "y_true": numbers(labels.astype(int)), "y_score": numbers(scores)}
    case["sample_weight"] = None if weights is None else numbers(weights)
    w = None if weights is None else np.asarray(weights, dtype=np.float64)
    case["results"] = {
        "roc_auc_score": attempt(lambda: double(metrics.roc_auc_score(labels, scores, sample_weight=w))),
        "average_precision_score": attempt(lambda: double(metrics.average_precision_score(labels, scores, sample_weight=w))),
        "log_loss": attempt(lambda: double(metrics.log_loss(labels, scores, sample_weight=w, labels=[0, 1]))),
        "brier_score_loss": attempt(lambda: double(metrics.brier_score_loss(labels, scores, sample_weight=w, labels=[0, 1]))),
        "matthews_corrcoef": double(metrics.matthews_corrcoef(labels, predicted, sample_weight=w)),
        "confusion_matrix": doubles(metrics.confusion_matrix(labels, predicted, sample_weight=w, labels=[0, 1])),
        "accuracy_score": double(metrics.accuracy_score(labels, predicted, sample_weight=w)),
        "balanced_accuracy_score": double(metrics.balanced_accuracy_score(labels, predicted, sample_weight=w)),
        "f1_score": double(metrics.f1_score(labels, predicted, sample_weight=w, zero_division=0)),
        "cohen_kappa_score": double(metrics.cohen_kappa_score(labels, predicted, sample_weight=w)),
        "classification_report": metrics.classification_report(labels, predicted, sample_weight=w, labels=[0, 1], zero_division=0),
    }
    curve = metrics.roc_curve(labels, scores, sample_weight=w, drop_intermediate=False)
    case["roc_curve"] = dict(zip(["fpr", "tpr", "thresholds"], map(doubles, curve)))
    curve = metrics.roc_curve(labels, scores, sample_weight=w)
    case["roc_curve_dropped"] = dict(zip(["fpr", "tpr", "thresholds"], map(doubles, curve)))
    curve = metrics.precision_recall_curve(labels, scores, sample_weight=w)
    case["precision_recall_curve"] = dict(zip(["precision", "recall", "thresholds"], map(doubles, curve)))
    # Of the positive class (a reliability diagram's) and of the predicted class (Guo's).
    certain = np.maximum(scores, 1 - scores)
    w = np.ones(len(labels)) if w is None else w
    case["calibration"] = []
    for bins in BINS:
        for closed in ("right", "left"):
            for of, hits, confidence in [("positive", labels, scores), ("predicted", (predicted == labels).astype(int), certain)]:
                error, largest = calibration_error(hits, confidence, bins, w, closed)
                case["calibration"].append({"bins": bins, "closed": closed, "of": of, "expected": error, "maximum": largest})
    return case


def multiclass(name, labels, probabilities, weights=None, names=None, digits=2):
    labels = np.asarray(labels)
    # Rows that add up to 1 in double precision.
    p = np.asarray(probabilities, dtype=np.float32).astype(np.float64)
    classes = list(range(p.shape[1]))
    predicted = p.argmax(axis=1)
    w = None if weights is None else np.asarray(weights, dtype=np.float64)
    case = {"name": name, "kind": "multiclass", "y_true": numbers(labels.astype(int)), "y_score": numbers(p), "classes": len(classes)}
    case["sample_weight"] = None if weights is None else numbers(weights)
    if names:
        case["target_names"] = names
    case["digits"] = digits
    sums = p / p.sum(axis=1, keepdims=True)
    onehot = np.eye(len(classes))[labels]
    case["results"] = {
        "log_loss": double(metrics.log_loss(labels, sums, sample_weight=w, labels=classes)),
        "brier_score_loss": double(metrics.brier_score_loss(labels, sums, sample_weight=w, labels=classes)),
        "matthews_corrcoef": double(metrics.matthews_corrcoef(labels, predicted, sample_weight=w)),
        "confusion_matrix": doubles(metrics.confusion_matrix(labels, predicted, sample_weight=w, labels=classes)),
        "accuracy_score": double(metrics.accuracy_score(labels, predicted, sample_weight=w)),
        "balanced_accuracy_score": double(metrics.balanced_accuracy_score(labels, predicted, sample_weight=w)),
        "cohen_kappa_score": double(metrics.cohen_kappa_score(labels, predicted, sample_weight=w)),
        "classification_report": metrics.classification_report(
            labels, predicted, sample_weight=w, labels=classes, target_names=names, zero_division=0, digits=digits
        ),
        "roc_auc_ovr_macro": attempt(lambda: double(metrics.roc_auc_score(labels, sums, multi_class="ovr", average="macro", sample_weight=w, labels=classes))),
        "roc_auc_ovr_weighted": attempt(lambda: double(metrics.roc_auc_score(labels, sums, multi_class="ovr", average="weighted", sample_weight=w, labels=classes))),
        "roc_auc_ovo_macro": attempt(lambda: double(metrics.roc_auc_score(labels, sums, multi_class="ovo", average="macro", labels=classes))),
        "average_precision_macro": attempt(lambda: double(metrics.average_precision_score(onehot, sums, average="macro", sample_weight=w))),
    }
    for average in ("micro", "macro", "weighted"):
        values = metrics.precision_recall_fscore_support(labels, predicted, labels=classes, average=average, sample_weight=w, zero_division=0)
        case["results"][f"precision_recall_f1_{average}"] = doubles(values[:3])
    case["calibration"] = []
    for bins in BINS:
        for closed in ("right", "left"):
            hits = (predicted == labels).astype(int)
            error, largest = calibration_error(hits, sums.max(axis=1), bins, np.ones(len(labels)) if w is None else w, closed)
            case["calibration"].append({"bins": bins, "closed": closed, "of": "predicted", "expected": error, "maximum": largest})
    return case


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def main():
    rng = generator("sklearn")
    labels = rng.integers(0, 2, 40)
    scores = rounded(1 / (1 + np.exp(-(2 * labels - 1 + rng.normal(0, 1.5, 40)))))
    coarse = np.round(scores * 10) / 10
    weights = rounded(rng.uniform(0, 2, 40), 2)
    weights[::7] = 0
    cases = [
        binary("ordinary", labels, scores),
        binary("weighted", labels, scores, weights),
        binary("ties", labels, coarse),
        binary("ties weighted", labels, coarse, weights),
        binary("perfect", labels, 0.25 + 0.5 * labels),
        binary("reversed", labels, 0.75 - 0.5 * labels),
        binary("constant", labels, np.full(40, 0.5)),
        binary("saturated", [0, 1, 1, 0, 1, 0], [0, 1, 0, 1, 1e-20, 1 - 6e-8]),
        binary("all ones", np.ones(6, int), scores[:6]),
        binary("all zeros", np.zeros(6, int), scores[:6]),
        binary("two rows", [0, 1], [0.4, 0.6]),
        binary("rare", [0] * 19 + [1], scores[:20]),
    ]
    classes = rng.integers(0, 4, 50)
    eye = np.eye(4)
    probabilities = rounded(softmax(1.5 * eye[classes] + rng.normal(0, 1.2, (50, 4))), 4)
    heavy = rounded(rng.uniform(0, 3, 50), 2)
    heavy[::5] = 0
    cases += [
        multiclass("four classes", classes, probabilities),
        multiclass("four classes weighted", classes, probabilities, heavy),
        multiclass("named classes", classes, probabilities, names=["ant", "a bumblebee", "cat", "d"], digits=4),
        multiclass("class never predicted", np.array([0, 1, 2, 3, 0, 1]), softmax(np.array([[3, 0, 0, 0.0], [0, 3, 0, 0], [3, 0, 0, 0], [0, 3, 0, 0], [3, 0, 0, 0], [3, 0, 0, 0]]))),
        multiclass("class absent", np.array([0, 1, 0, 1, 0]), softmax(rng.normal(0, 1, (5, 3)))),
        multiclass("saturated", np.array([0, 1, 2]), np.array([[1, 0, 0], [1, 0, 0], [0, 0, 1.0]])),
        multiclass("ties", np.array([0, 1, 2, 0]), np.array([[0.4, 0.4, 0.2], [0.4, 0.4, 0.2], [0.25, 0.5, 0.25], [0.2, 0.4, 0.4]])),
        multiclass("perfect", np.arange(12) % 3, 0.8 * np.eye(3)[np.arange(12) % 3] + 0.2 / 3),
    ]  # fmt: skip
    body = ",\n".join(text(case) for case in cases)
    path = FOLDER / "sklearn_metrics.json"
    path.write_text('{"sklearn": ' + text(sklearn.__version__) + ', "cases": [\n' + body + "\n]}\n", encoding="utf-8")
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
