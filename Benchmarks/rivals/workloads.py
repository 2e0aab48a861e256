"""The data, models and settings of every workload; `Sources/BenchmarkWorkloads` has the same in Swift."""

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Training:
    """A fit: rows, labels, layers and settings."""

    x: np.ndarray
    y: np.ndarray  # [rows, 1] of 0 and 1, one-hot [rows, classes], or class indices [rows]
    units: list[int]  # of each layer; all but the last are relu
    loss: str  # "binary", "categorical" or "sparse"
    optimizer: str  # "adam" or "sgd"
    learning_rate: float
    epochs: int
    batch_size: int
    metrics: list[str] = field(default_factory=list)

    @property
    def weights(self):
        return shared_weights([self.x.shape[1], *self.units])

    @property
    def steps_per_epoch(self):
        return -(-len(self.x) // self.batch_size)


@dataclass
class Prediction:
    """Predictions of a logistic model."""

    x: np.ndarray

    @property
    def weights(self):
        return shared_weights([self.x.shape[1], 1])


def load(name):
    return WORKLOADS[name]()


def tutorial_1d():
    generator = np.random.default_rng(42)
    x = np.vstack([generator.normal(-4, 2, (1000, 1)), generator.normal(4, 2, (1000, 1))])
    return Training(x.astype(np.float32), halves(1000), [1], "binary", "adam", 0.01, 30, 32, ["accuracy"])


def tutorial_2d():
    generator = np.random.default_rng(42)
    columns = [generator.normal(mean, 1, (1000, 1)) for mean in (3, 2, 7, 6)]
    x = np.vstack([np.hstack(columns[:2]), np.hstack(columns[2:])])
    return Training(x.astype(np.float32), halves(1000), [1], "binary", "sgd", 0.1, 50, 32)


def tutorial_softmax():
    generator = np.random.default_rng(42)
    clouds = [
        np.hstack([generator.normal(first, 1, (100, 1)), generator.normal(second, 1, (100, 1))])
        for first, second in ((1, 1), (5, 4), (8, 0))
    ]
    order = generator.permutation(300)
    x = np.vstack(clouds)[order].astype(np.float32)
    y = np.eye(3, dtype=np.float32)[np.arange(300) // 100][order]
    return Training(x, y, [3], "categorical", "adam", 0.01, 50, 100, ["accuracy"])


def softmax_784():
    x, y = clusters(60_000, 784, 10)
    return Training(x, y, [10], "sparse", "adam", 0.001, 1, 128, ["accuracy"])


def mlp_784():
    x, y = clusters(60_000, 784, 10)
    return Training(x, y, [128, 10], "sparse", "adam", 0.001, 1, 128, ["accuracy"])


def predict_1m():
    return Prediction(noise(np.random.default_rng(1), 1_000_000, 28))


def predict_one():
    return Prediction(noise(np.random.default_rng(1), 1, 28))


WORKLOADS = {
    "tutorial-1d": tutorial_1d,
    "tutorial-2d": tutorial_2d,
    "tutorial-softmax": tutorial_softmax,
    "tutorial-softmax-verbose": tutorial_softmax,
    "softmax-784": softmax_784,
    "mlp-784": mlp_784,
    "predict-1m": predict_1m,
    "predict-one": predict_one,
}


def halves(count):
    return np.repeat(np.float32([0, 1]), count).reshape(-1, 1)


def clusters(rows, features, classes, seed=1):
    """Overlapping clouds around random centres."""
    generator = np.random.default_rng(seed)
    centers = generator.normal(0, 0.1, (classes, features))
    labels = generator.integers(0, classes, rows)
    return noise(generator, rows, features, centers, labels), labels.astype(np.int32)


def noise(generator, rows, features, centers=None, labels=None):
    """Standard normal rows around their centres, drawn in parts so that peak memory is that of the data."""
    x = np.empty((rows, features), np.float32)
    for start in range(0, rows, 1000):
        part = x[start : start + 1000]
        drawn = generator.standard_normal(part.shape)
        part[:] = drawn if centers is None else drawn + centers[labels[start : start + 1000]]
    return x


def shared_weights(sizes):
    """Glorot-uniform kernels from seed 7, each followed by a bias of 0."""
    generator = np.random.default_rng(7)
    weights = []
    for inputs, units in zip(sizes, sizes[1:]):
        limit = (6 / (inputs + units)) ** 0.5
        weights.append(generator.uniform(-limit, limit, (inputs, units)).astype(np.float32))
        weights.append(np.zeros(units, np.float32))
    return weights


def mean_loss(workload, weights):
    """The mean loss of all rows in double precision."""
    total = 0.0
    for start in range(0, len(workload.x), 4096):
        z = workload.x[start : start + 4096].astype(np.float64)
        y = workload.y[start : start + 4096]
        for layer in range(0, len(weights), 2):
            z = z @ weights[layer] + weights[layer + 1]
            if layer + 2 < len(weights):
                z = np.maximum(z, 0)
        if workload.loss == "binary":
            total += np.sum(np.logaddexp(0, z) - y * z)
        else:
            chosen = z[np.arange(len(z)), y] if workload.loss == "sparse" else np.sum(z * y, axis=1)
            largest = z.max(axis=1)
            total += np.sum(largest + np.log(np.exp(z - largest[:, None]).sum(axis=1)) - chosen)
    return float(total / len(workload.x))
