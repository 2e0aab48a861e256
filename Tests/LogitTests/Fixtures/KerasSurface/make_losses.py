"""Writes losses.json: values and gradients of every Keras loss for classifiers, with every option and reduction."""

from common import config, float32, generator, keras, np, numbers, rounded, tensor, tf, write

REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]
TINY = 1e-8

# Data: name -> (y_true, y_pred). ----------------------------------------------------------------------------


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def one_hot(labels, classes=3):
    return np.eye(classes, dtype=np.float32)[labels]


rng = generator("losses")
COLUMN = rounded(rng.uniform(0.02, 0.98, (6, 1)))
COLUMN_LABELS = float32([[1], [0], [0], [1], [1], [0]])
SURE = float32([[0], [1], [0], [1], [1e-7], [0.9999999], [TINY], [0.99999994]])
SURE_LABELS = float32([[0], [1], [1], [0], [1], [0], [1], [1]])
MULTI = rounded(rng.uniform(0.02, 0.98, (4, 3)))
MULTI_LABELS = float32([[1, 0, 1], [0, 0, 0], [1, 1, 1], [0, 1, 0]])

BINARY = {
    "column": (COLUMN_LABELS, COLUMN),
    "saturated": (SURE_LABELS, SURE),
    "multi-label": (MULTI_LABELS, MULTI),
    "all-ones": (np.ones((4, 1), np.float32), COLUMN[:4]),
    "all-zeros": (np.zeros((4, 1), np.float32), COLUMN[:4]),
    "soft-labels": (float32([[0.25], [0.9], [0.5], [0]]), COLUMN[:4]),
    "one-row": (float32([[1]]), float32([[0.3]])),
    "flat": (COLUMN_LABELS[:, 0], COLUMN[:, 0]),
}
LOGITS = rounded(rng.normal(0, 3, (6, 1)))
BINARY_LOGITS = {
    "column": (COLUMN_LABELS, LOGITS),
    "saturated": (SURE_LABELS, float32([[-40], [40], [-100], [100], [-1000], [1000], [0], [17]])),
    "multi-label": (MULTI_LABELS, rounded(rng.normal(0, 3, (4, 3)))),
    "all-ones": (np.ones((4, 1), np.float32), LOGITS[:4]),
}
CLASSES = np.array([0, 2, 1, 1, 0])
PROBABILITIES = rounded(softmax(rng.normal(0, 1, (5, 3))))
CERTAIN = float32([[1, 0, 0], [0, 0, 1], [1e-7, 1 - 2e-7, 1e-7], [0, 1, 0], [0.5, TINY, 0.5]])
CATEGORICAL = {
    "ordinary": (one_hot(CLASSES), PROBABILITIES),
    "saturated": (one_hot(np.array([0, 0, 1, 2, 1])), CERTAIN),
    "unnormalized": (one_hot(CLASSES), rounded(rng.uniform(0.1, 2, (5, 3)))),
    "all-one-class": (one_hot(np.array([1, 1, 1, 1, 1])), PROBABILITIES),
    "soft-labels": (rounded(softmax(rng.normal(0, 1, (5, 3)))), PROBABILITIES),
    "zero-row": (float32([[1, 0, 0], [0, 0, 0]]), float32([[0.2, 0.3, 0.5], [0.2, 0.3, 0.5]])),
}
SCORES = rounded(rng.normal(0, 3, (5, 3)))
HUGE = float32([[100, 0, -100], [0, 1000, 0], [-50, -50, 50], [0, 0, 0], [1e4, -1e4, 0]])
CATEGORICAL_LOGITS = {
    "ordinary": (one_hot(CLASSES), SCORES),
    "saturated": (one_hot(np.array([0, 0, 1, 2, 1])), HUGE),
    "all-one-class": (one_hot(np.array([2, 2, 2, 2, 2])), SCORES),
    "soft-labels": (rounded(softmax(rng.normal(0, 1, (5, 3)))), SCORES),
}
COLUMNS = {"axis-0": (PROBABILITIES.T / 2 + 0.1, rounded(rng.uniform(0.1, 0.9, (3, 5))))}


def sparse(data, flat=False):
    return {
        key: (float32(y.argmax(axis=-1)) if flat else float32(y.argmax(axis=-1))[:, None], p)
        for key, (y, p) in data.items()
        if key not in ("soft-labels", "zero-row")
    }


MARGINS = rounded(rng.normal(0, 1.5, (6, 1)))
HINGE = {
    "zero-one": (COLUMN_LABELS, MARGINS),
    "minus-plus": (2 * COLUMN_LABELS - 1, MARGINS),
    "boundary": (float32([[1], [-1], [1], [-1], [1]]), float32([[1], [-1], [0], [1], [-100]])),
    "all-ones": (np.ones((4, 1), np.float32), MARGINS[:4]),
    "all-minus": (-np.ones((4, 1), np.float32), MARGINS[:4]),
    "several": (MULTI_LABELS, rounded(rng.normal(0, 1.5, (4, 3)))),
    "mixed-labels": (float32([[1], [0], [-1]]), MARGINS[:3]),
}
TARGETS = rounded(rng.normal(0, 2, (5, 2)))
REGRESSION = {
    "ordinary": (TARGETS, rounded(TARGETS + rng.normal(0, 1, (5, 2)))),
    "boundary": (
        float32([[0, 0], [0, 1], [-1, 2], [3, 3], [0, 0]]),
        float32([[0, 1], [0.5, 0], [0, 1], [3, -3], [-1, 100]]),
    ),
    "saturated": (float32([[0, 0], [1e4, -1e4]]), float32([[200, -200], [-1e4, 1e4]])),
    "column": (TARGETS[:, :1], rounded(rng.normal(0, 2, (5, 1)))),
    "flat": (TARGETS[:, 0], rounded(rng.normal(0, 2, 5))),
}
COUNTS = {
    "ordinary": (float32([[0, 1], [2, 3], [0, 0], [7, 1]]), rounded(rng.uniform(0.1, 5, (4, 2)))),
    "saturated": (float32([[0, 1], [2, 0]]), float32([[0, 0], [1e-8, 100]])),
    "probabilities": (one_hot(CLASSES), PROBABILITIES),
}
DIVERGENCE = {
    "ordinary": (rounded(softmax(rng.normal(0, 1, (5, 3)))), PROBABILITIES),
    "one-hot": (one_hot(CLASSES), PROBABILITIES),
    "saturated": (one_hot(np.array([0, 0, 1, 2, 1])), CERTAIN),
    "outside": (float32([[1.5, -0.5, 0]]), float32([[-0.1, 1.2, 0.3]])),
}
VECTORS = {
    "ordinary": (rounded(rng.normal(0, 1, (5, 3))), rounded(rng.normal(0, 1, (5, 3)))),
    "boundary": (float32([[0, 0, 0], [1, 0, 0], [1, 2, 3]]), float32([[1, 2, 3], [0, 0, 0], [2, 4, 6]])),
    "tiny": (float32([[1, 0, 0], [1, 1, 0]]), float32([[1e-7, 0, 0], [1e-3, 0, 1e-4]])),
}
OVERLAP = {
    "multi-label": (MULTI_LABELS, MULTI),
    "column": (COLUMN_LABELS, COLUMN),
    "saturated": (SURE_LABELS, SURE),
    "all-zeros": (np.zeros((4, 1), np.float32), np.zeros((4, 1), np.float32)),
    "one-hot": (one_hot(CLASSES), PROBABILITIES),
}


def only(data, *keys):
    return {key: data[key] for key in keys}


SPARSE, SPARSE_LOGITS = sparse(CATEGORICAL), sparse(CATEGORICAL_LOGITS)
FLAT = {"flat": sparse(CATEGORICAL, flat=True)["ordinary"]}
IGNORED = {
    "some": (float32([[0], [2], [1], [2], [0]]), PROBABILITIES),
    "none": (float32([[0], [1], [1], [1], [0]]), PROBABILITIES),
    "all": (float32([[2], [2], [2], [2], [2]]), PROBABILITIES),
    "minus-one": (float32([[0], [-1], [1], [-1], [0]]), PROBABILITIES),
}

# Losses: (class, options, data). --------------------------------------------------------------------------------------

LOSSES = [
    ("BinaryCrossentropy", {}, BINARY),
    ("BinaryCrossentropy", dict(from_logits=True), BINARY_LOGITS),
    ("BinaryCrossentropy", dict(label_smoothing=0.2), only(BINARY, "column", "saturated", "multi-label")),
    ("BinaryCrossentropy", dict(from_logits=True, label_smoothing=1.0), only(BINARY_LOGITS, "column", "saturated")),
    ("BinaryCrossentropy", dict(axis=0), only(BINARY, "multi-label")),
    ("BinaryFocalCrossentropy", {}, BINARY),
    ("BinaryFocalCrossentropy", dict(from_logits=True), BINARY_LOGITS),
    ("BinaryFocalCrossentropy", dict(apply_class_balancing=True), only(BINARY, "column", "saturated", "multi-label")),
    ("BinaryFocalCrossentropy", dict(apply_class_balancing=True, alpha=0.8, gamma=1.5), only(BINARY, "column", "saturated")),
    ("BinaryFocalCrossentropy", dict(gamma=0.0), only(BINARY, "column", "saturated")),
    ("BinaryFocalCrossentropy", dict(gamma=0.5), only(BINARY, "column", "saturated")),
    ("BinaryFocalCrossentropy", dict(alpha=0.9), only(BINARY, "column")),
    ("BinaryFocalCrossentropy", dict(from_logits=True, label_smoothing=0.1, gamma=3.0), only(BINARY_LOGITS, "column", "saturated")),
    ("BinaryFocalCrossentropy", dict(axis=0), only(BINARY, "multi-label")),
    ("CategoricalCrossentropy", {}, CATEGORICAL),
    ("CategoricalCrossentropy", dict(from_logits=True), CATEGORICAL_LOGITS),
    ("CategoricalCrossentropy", dict(label_smoothing=0.1), only(CATEGORICAL, "ordinary", "saturated", "zero-row")),
    ("CategoricalCrossentropy", dict(from_logits=True, label_smoothing=0.3), only(CATEGORICAL_LOGITS, "ordinary", "saturated")),
    ("CategoricalCrossentropy", dict(axis=0), COLUMNS),
    ("CategoricalFocalCrossentropy", {}, CATEGORICAL),
    ("CategoricalFocalCrossentropy", dict(from_logits=True), CATEGORICAL_LOGITS),
    ("CategoricalFocalCrossentropy", dict(alpha=0.7, gamma=0.5), only(CATEGORICAL, "ordinary", "saturated")),
    ("CategoricalFocalCrossentropy", dict(alpha=[0.2, 0.5, 1.5]), only(CATEGORICAL, "ordinary")),
    ("CategoricalFocalCrossentropy", dict(gamma=0.0), only(CATEGORICAL, "ordinary")),
    ("CategoricalFocalCrossentropy", dict(label_smoothing=0.1, from_logits=True), only(CATEGORICAL_LOGITS, "ordinary", "saturated")),
    ("CategoricalFocalCrossentropy", dict(axis=0), COLUMNS),
    ("SparseCategoricalCrossentropy", {}, {**SPARSE, **FLAT}),
    ("SparseCategoricalCrossentropy", dict(from_logits=True), SPARSE_LOGITS),
    ("SparseCategoricalCrossentropy", dict(ignore_class=2), only(IGNORED, "some", "none", "all")),
    ("SparseCategoricalCrossentropy", dict(ignore_class=-1), only(IGNORED, "minus-one")),
    ("SparseCategoricalCrossentropy", dict(ignore_class=0, from_logits=True), only(SPARSE_LOGITS, "ordinary", "saturated")),
    ("CategoricalGeneralizedCrossEntropy", {}, sparse(CATEGORICAL, flat=True)),
    ("CategoricalGeneralizedCrossEntropy", {}, {"column": SPARSE["ordinary"]}),
    ("CategoricalGeneralizedCrossEntropy", dict(q=0.2), only(sparse(CATEGORICAL, flat=True), "ordinary", "saturated")),
    ("CategoricalGeneralizedCrossEntropy", dict(q=0.9), only(sparse(CATEGORICAL, flat=True), "ordinary")),
    ("Hinge", {}, HINGE), ("SquaredHinge", {}, HINGE),
    ("CategoricalHinge", {}, only(CATEGORICAL, "ordinary", "saturated", "all-one-class", "zero-row")),
    ("CategoricalHinge", {}, {"scores": CATEGORICAL_LOGITS["ordinary"], "ties": (one_hot(np.array([0, 1])), float32([[1, 1, 1], [0, 1, 0]]))}),
    ("KLDivergence", {}, DIVERGENCE), ("Poisson", {}, COUNTS),
    ("LogCosh", {}, REGRESSION), ("Huber", {}, REGRESSION),
    ("Huber", dict(delta=0.3), only(REGRESSION, "ordinary", "boundary")), ("Huber", dict(delta=5.0), only(REGRESSION, "ordinary")),
    ("MeanSquaredError", {}, REGRESSION), ("MeanAbsoluteError", {}, REGRESSION),
    ("MeanAbsolutePercentageError", {}, only(REGRESSION, "ordinary", "boundary", "column")),
    ("MeanSquaredLogarithmicError", {}, only(REGRESSION, "ordinary", "boundary", "column")),
    ("CosineSimilarity", {}, VECTORS), ("CosineSimilarity", dict(axis=0), only(VECTORS, "ordinary")),
    ("CosineSimilarity", dict(axis=1), only(VECTORS, "ordinary")),
    ("Dice", {}, OVERLAP), ("Dice", dict(axis=0), only(OVERLAP, "multi-label")), ("Dice", dict(axis=-1), only(OVERLAP, "multi-label", "one-hot")),
    ("Tversky", {}, OVERLAP), ("Tversky", dict(alpha=0.8, beta=0.1), only(OVERLAP, "multi-label", "column", "saturated")),
    ("Tversky", dict(alpha=0.2, beta=1.5, axis=0), only(OVERLAP, "multi-label")), ("Tversky", dict(axis=-1), only(OVERLAP, "multi-label", "one-hot")),
]  # fmt: skip


# Running ---------------------------------------------------------------------------------------------------


def make(name, options, reduction="sum_over_batch_size"):
    return getattr(keras.losses, name)(**options, reduction=reduction)


def reduced(name, options, reduction, y_true, y_pred, sample_weight):
    loss = make(name, options, reduction)
    with tf.GradientTape() as tape:
        variable = tf.convert_to_tensor(y_pred)
        tape.watch(variable)
        value = loss(y_true, variable, sample_weight=sample_weight)
        total = tf.reduce_sum(value)
    result = {"value": tensor(value)}
    if reduction != "none":
        result["gradient"] = numbers(tape.gradient(total, variable))
    return result


def weights(values):
    """Row weights with a zero; more weight on one row than on all others."""
    rows = values.shape[0] if values.ndim else 4
    return float32([1.5, 0, 0.25, 4, 1, 0, 2, 0.5][:rows])


def label(options):
    return "".join(f" {key}={value}" for key, value in options.items())


def main():
    cases = []
    for name, options, data in LOSSES:
        for key, (y_true, y_pred) in data.items():
            values = np.asarray(make(name, options, "none")(y_true, y_pred))
            weighted = {"": None}
            if values.ndim == 1:
                weighted[" weighted"] = weights(values)
                if key in ("column", "ordinary", "zero-one", "some"):
                    weighted[" weight-zero"] = np.zeros(len(values), np.float32)
            elif values.ndim == 0 and key == "multi-label":
                # One number for the batch, but a weight for each row: Keras multiplies each with each.
                weighted[" weighted"] = weights(y_true)
            for suffix, sample_weight in weighted.items():
                cases.append(
                    {
                        "name": f"{name}{label(options)} {key}{suffix}",
                        "config": config(make(name, options)),
                        "options": options,
                        "y_true": tensor(y_true),
                        "y_pred": tensor(y_pred),
                        "sample_weight": tensor(sample_weight),
                        "rows": tensor(values),
                        "reduced": {r: reduced(name, options, r, y_true, y_pred, sample_weight) for r in REDUCTIONS},
                    }
                )
    write("losses", cases)


if __name__ == "__main__":
    main()
