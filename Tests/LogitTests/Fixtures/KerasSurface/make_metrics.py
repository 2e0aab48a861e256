"""Writes metrics.json: results of Keras metrics after each of several batches, the last one short."""

from common import config, float32, generator, keras, np, rounded, tensor, tf, write

M = keras.metrics
ROWS, CUTS = 12, [0, 5, 10, 12]
rng = generator("metrics")


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def one_hot(labels, classes):
    return np.eye(classes, dtype=np.float32)[labels]


LABELS = float32([1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0])
PROBABILITY = float32([0.9, 0.2, 0.5, 0.5, 0.45, 0.6, 0.75, 0.1, 0.5025126, 0.3, 1.0, 0.0])
CLASSES = np.array([0, 2, 1, 1, 3, 0, 2, 2, 1, 0, 3, 1])
SCORES = rounded(softmax(1.5 * one_hot(CLASSES, 4) + rng.normal(0, 1, (ROWS, 4))))
SCORES[4] = [0.25, 0.25, 0.25, 0.25]
SCORES[7] = [0.4, 0.1, 0.4, 0.1]
MULTI_LABELS = float32(rng.integers(0, 2, (ROWS, 3)))
MULTI = rounded(np.clip(MULTI_LABELS * 0.3 + rng.uniform(0, 0.7, (ROWS, 3)), 0, 1))
REAL, GUESS = rounded(rng.normal(0, 2, (ROWS, 1))), rounded(rng.normal(0, 2, (ROWS, 1)))
REAL_2 = rounded(rng.normal(1, 2, (ROWS, 2)))
GUESS_2 = rounded(REAL_2 + rng.normal(0, 1, (ROWS, 2)))

DATA = {
    "binary": (LABELS[:, None], PROBABILITY[:, None]),
    "flat": (LABELS, PROBABILITY),
    "ones": (np.ones((ROWS, 1), np.float32), PROBABILITY[:, None]),
    "zeros": (np.zeros((ROWS, 1), np.float32), PROBABILITY[:, None]),
    "grid": (LABELS[:, None], float32(np.arange(ROWS) / 11)[::-1][:, None]),
    "perfect": (LABELS[:, None], (0.2 + 0.6 * LABELS).astype(np.float32)[:, None]),
    "logits": (LABELS[:, None], rounded(rng.normal(0, 3, (ROWS, 1)))),
    "multi-label": (MULTI_LABELS, MULTI),
    "one-hot": (one_hot(CLASSES, 4), SCORES),
    "sparse": (float32(CLASSES)[:, None], SCORES),
    "sparse-flat": (float32(CLASSES), SCORES),
    "class-numbers": (float32(CLASSES)[:, None], float32([0, 2, 1, 3, 3, 0, 2, 1, 1, 0, 0, 1])[:, None]),
    "scores": (one_hot(CLASSES, 4), rounded(rng.normal(0, 3, (ROWS, 4)))),
    "sparse-scores": (float32(CLASSES)[:, None], rounded(rng.normal(0, 3, (ROWS, 4)))),
    "soft": (rounded(softmax(rng.normal(0, 1, (ROWS, 4)))), SCORES),
    "margin": (2 * LABELS[:, None] - 1, rounded(rng.normal(0, 1.5, (ROWS, 1)))),
    "real": (REAL, GUESS), "real-2": (REAL_2, GUESS_2),
    "positive": (np.abs(REAL_2), np.abs(GUESS_2) + float32(0.1)),
    "one-class": (one_hot(np.full(ROWS, 2), 4), SCORES),
    "constant": (np.full((ROWS, 1), 2, np.float32), GUESS),
}  # fmt: skip
WEIGHTS = float32([1, 0, 2, 0.5, 0, 3, 1, 0.25, 0, 1.5, 0, 4])

BINARY = ["binary", "grid", "ones", "zeros", "flat", "perfect", "multi-label"]
CONFUSION = [
    ({}, BINARY), ({"thresholds": 0.3}, ["binary"]), ({"thresholds": [0.0, 0.25, 0.5, 0.75, 1.0]}, ["binary", "grid"]),
]  # fmt: skip
RATES = CONFUSION + [
    ({"class_id": 1}, ["multi-label", "one-hot"]), ({"top_k": 1}, ["one-hot"]), ({"top_k": 2}, ["one-hot", "multi-label"]),
    ({"top_k": 2, "class_id": 2}, ["one-hot"]), ({"thresholds": 0.6, "class_id": 2}, ["multi-label"]),
]  # fmt: skip


def siblings(name, first):
    return [
        ({name: first}, ["binary", "grid", "ones", "zeros", "perfect"]), ({name: 0.0}, ["binary"]), ({name: 1.0}, ["binary"]),
        ({name: 0.7, "num_thresholds": 5}, ["binary"]), ({name: 0.5, "num_thresholds": 1}, ["binary"]),
        ({name: 0.6, "class_id": 1}, ["multi-label", "one-hot"]),
    ]  # fmt: skip


METRICS = {
    "Accuracy": [({}, ["class-numbers"])],
    "BinaryAccuracy": [({}, ["binary", "flat", "ones", "multi-label"]), ({"threshold": 0.3}, ["binary"]), ({"threshold": 0.0}, ["binary"])],
    "CategoricalAccuracy": [({}, ["one-hot", "soft", "one-class"])],
    "SparseCategoricalAccuracy": [({}, ["sparse", "sparse-flat"])],
    "TopKCategoricalAccuracy": [({}, ["one-hot"]), ({"k": 1}, ["one-hot"]), ({"k": 2}, ["one-hot", "soft"]), ({"k": 3}, ["one-hot"])],
    "SparseTopKCategoricalAccuracy": [({}, ["sparse"]), ({"k": 1}, ["sparse"]), ({"k": 2}, ["sparse", "sparse-flat"])],
    "Precision": RATES, "Recall": RATES,
    "TruePositives": CONFUSION, "TrueNegatives": CONFUSION, "FalsePositives": CONFUSION, "FalseNegatives": CONFUSION,
    "F1Score": [
        ({}, ["one-hot", "one-class"]), ({"average": "micro"}, ["one-hot"]), ({"average": "macro"}, ["one-hot", "one-class"]),
        ({"average": "weighted"}, ["one-hot", "one-class"]), ({"threshold": 0.5}, ["multi-label", "binary", "one-hot"]),
        ({"average": "macro", "threshold": 0.3}, ["multi-label"]),
    ],
    "FBetaScore": [
        ({}, ["one-hot"]), ({"beta": 2.0}, ["one-hot"]), ({"beta": 0.5, "average": "micro"}, ["one-hot"]),
        ({"beta": 0.5, "average": "macro", "threshold": 0.4}, ["multi-label"]), ({"beta": 3.0, "average": "weighted"}, ["one-hot"]),
    ],
    "AUC": [
        ({}, BINARY), ({"curve": "PR"}, BINARY), ({"num_thresholds": 5}, ["binary", "grid"]), ({"num_thresholds": 2}, ["binary"]),
        ({"num_thresholds": 5, "curve": "PR"}, ["binary", "grid"]),
        ({"summation_method": "minoring"}, ["binary"]), ({"summation_method": "majoring"}, ["binary"]),
        ({"summation_method": "minoring", "curve": "PR"}, ["binary"]), ({"summation_method": "majoring", "curve": "PR"}, ["binary"]),
        ({"thresholds": [0.25, 0.5, 0.9]}, ["binary"]), ({"thresholds": [0.0, 0.5, 0.75], "curve": "PR"}, ["grid"]),
        ({"multi_label": True}, ["multi-label", "one-hot"]), ({"multi_label": True, "num_labels": 3}, ["multi-label"]),
        ({"multi_label": True, "label_weights": [1.0, 0.5, 0.0]}, ["multi-label"]), ({"multi_label": True, "curve": "PR"}, ["multi-label"]),
        ({"label_weights": [1.0, 0.5, 0.0]}, ["multi-label"]), ({"from_logits": True}, ["logits"]),
        ({"from_logits": True, "curve": "PR", "num_thresholds": 50}, ["logits"]),
    ],
    "PrecisionAtRecall": siblings("recall", 0.6), "RecallAtPrecision": siblings("precision", 0.6),
    "SensitivityAtSpecificity": siblings("specificity", 0.5), "SpecificityAtSensitivity": siblings("sensitivity", 0.5),
    "BinaryCrossentropy": [
        ({}, ["binary", "ones", "multi-label", "flat"]), ({"from_logits": True}, ["logits"]), ({"label_smoothing": 0.2}, ["binary"]),
        ({"from_logits": True, "label_smoothing": 0.1}, ["logits"]),
    ],
    "CategoricalCrossentropy": [
        ({}, ["one-hot", "soft"]), ({"from_logits": True}, ["scores"]), ({"label_smoothing": 0.1}, ["one-hot"]),
        ({"from_logits": True, "label_smoothing": 0.3}, ["scores"]),
    ],
    "SparseCategoricalCrossentropy": [
        ({}, ["sparse", "sparse-flat"]), ({"from_logits": True}, ["sparse-scores"]), ({"ignore_class": 2}, ["sparse"]),
        ({"ignore_class": 0, "from_logits": True}, ["sparse-scores"]),
    ],
    "Hinge": [({}, ["margin", "binary"])], "SquaredHinge": [({}, ["margin"])], "CategoricalHinge": [({}, ["one-hot", "scores"])],
    "KLDivergence": [({}, ["soft", "one-hot"])], "Poisson": [({}, ["positive"])], "LogCoshError": [({}, ["real", "real-2"])],
    "MeanSquaredError": [({}, ["real", "real-2", "binary"])], "RootMeanSquaredError": [({}, ["real", "real-2"])],
    "MeanAbsoluteError": [({}, ["real", "real-2"])], "MeanAbsolutePercentageError": [({}, ["real-2"])],
    "MeanSquaredLogarithmicError": [({}, ["positive"])], "CosineSimilarity": [({}, ["real-2", "soft"]), ({"axis": 0}, ["real-2"])],
    "R2Score": [
        ({}, ["real", "real-2", "constant"]), ({"class_aggregation": None}, ["real-2"]), ({"class_aggregation": "variance_weighted_average"}, ["real-2"]),
        ({"num_regressors": 2}, ["real-2"]),
    ],
    "BinaryIoU": [({}, ["binary"]), ({"threshold": 0.3, "target_class_ids": [1]}, ["binary"])],
    "MeanIoU": [({"num_classes": 4}, ["class-numbers"])], "IoU": [({"num_classes": 4, "target_class_ids": [0, 2]}, ["class-numbers"])],
    "OneHotIoU": [({"num_classes": 4, "target_class_ids": [1]}, ["one-hot"])], "OneHotMeanIoU": [({"num_classes": 4}, ["one-hot"])],
}  # fmt: skip
# Metrics whose weights Keras cannot use the way it is given them here are listed in the README.
PLAIN = ["Mean", "Sum"]


def run(name, make, batches):
    keras.backend.clear_session()
    metric = make()
    case = {"name": name, "config": config(metric), "direction": getattr(metric, "_direction", None), "results": []}
    for batch in batches:
        try:
            metric.update_state(*batch)
            case["results"].append(tensor(metric.result()))
        except Exception as error:  # Keras refuses: that is the result
            case["raises"] = type(error).__name__
            break
    case["variables"] = [{"name": v.name, **tensor(v)} for v in metric.variables]
    return case


def main():
    cases, data = [], {}
    for kind, choices in METRICS.items():
        for options, keys in choices:
            for key in keys:
                y_true, y_pred = DATA[key]
                data[key] = {"y_true": tensor(y_true), "y_pred": tensor(y_pred)}
                for weighted in (False, True):
                    batches = []
                    for a, b in zip(CUTS, CUTS[1:]):
                        # A positional weight of None is what fit passes.
                        batches.append((y_true[a:b], y_pred[a:b], WEIGHTS[a:b] if weighted else None))
                    label = "".join(f" {k}={v}" for k, v in options.items())
                    name = f"{kind}{label} {key}{' weighted' if weighted else ''}"
                    case = run(name, lambda: getattr(M, kind)(**options), batches)
                    cases.append({**case, "data": key, "weighted": weighted})
    values = rounded(rng.normal(0, 1, (ROWS, 2)))
    for kind in PLAIN:
        for weighted in (False, True):
            batches = [(values[a:b], WEIGHTS[a:b] if weighted else None) for a, b in zip(CUTS, CUTS[1:])]
            case = run(f"{kind} values{' weighted' if weighted else ''}", getattr(M, kind), batches)
            cases.append({**case, "data": "values", "weighted": weighted})
    data["values"] = {"values": tensor(values)}
    for case in cases:
        if max((v["shape"] or [0])[0] for v in case["variables"]) > 20:
            del case["variables"]  # the counts at 200 thresholds
    write("metrics", cases, cuts=CUTS, sample_weight=tensor(WEIGHTS), data=data)


if __name__ == "__main__":
    main()
