"""scikit-learn, with Intel's extension when LOGIT_BENCHMARK_INTELEX is set.

It has no batched Adam or SGD for one layer: SGDClassifier steps row by row and LogisticRegression goes to the optimum,
so both are marked as other algorithms. MLPClassifier trains the network with a hidden layer by the same algorithm.
"""

import os
import warnings

import numpy as np

is_accelerated = "LOGIT_BENCHMARK_INTELEX" in os.environ
if is_accelerated:
    from sklearnex import patch_sklearn

    patch_sklearn(verbose=False)

from sklearn.linear_model import LogisticRegression, SGDClassifier  # noqa: E402  (patched before)
from sklearn.neural_network import MLPClassifier  # noqa: E402

from rival import Task, Unsupported  # noqa: E402

warnings.filterwarnings("ignore")  # not having converged after the epochs asked for


def trainer(workload, verbose):
    if verbose:
        raise Unsupported
    if is_accelerated:
        # The extension replaces LogisticRegression alone of the three.
        return Optimum(workload)
    if len(workload.units) > 1:
        return Network(workload)
    return RowByRow(workload)


def predictor(workload, verbose):
    return Predicting(workload)


def labels(workload):
    return workload.y.argmax(axis=1) if workload.loss == "categorical" else workload.y.ravel().astype(np.int32)


class Linear(Task):
    def __init__(self, workload):
        if len(workload.units) > 1:
            raise Unsupported
        self.workload, self.y = workload, labels(workload)

    def run(self):
        self.model.fit(self.workload.x, self.y)

    def weights(self):
        return [self.model.coef_.T, self.model.intercept_]


class RowByRow(Linear):
    algorithm = "another algorithm: SGD row by row"

    def prepare(self):
        if self.workload.units[-1] > 1:
            self.algorithm = "another algorithm: SGD row by row, one class against the rest"
        w = self.workload
        self.model = SGDClassifier(
            loss="log_loss", alpha=0, learning_rate="constant", eta0=w.learning_rate, max_iter=w.epochs, tol=None,
            random_state=0, n_jobs=-1 if len(w.x) > 10_000 else None,
        )


class Optimum(Linear):
    algorithm = "another algorithm: L-BFGS to the optimum"

    def prepare(self):
        self.model = LogisticRegression(C=1e6, max_iter=100)


class Network(Task):
    def __init__(self, workload):
        self.workload, self.y = workload, labels(workload)

    def prepare(self):
        w = self.workload
        self.model = MLPClassifier(
            w.units[:-1], alpha=0, batch_size=w.batch_size, learning_rate_init=w.learning_rate, max_iter=w.epochs,
            epsilon=1e-7, random_state=0,
        )

    def run(self):
        self.model.fit(self.workload.x, self.y)

    def weights(self):
        return [w for pair in zip(self.model.coefs_, self.model.intercepts_) for w in pair]


class Predicting(Task):
    def __init__(self, workload):
        self.x = workload.x
        # Fitted to a few rows so that it is in order, then given the shared weights.
        rows = np.random.default_rng(0).standard_normal((64, self.x.shape[1])).astype(np.float32)
        self.model = LogisticRegression(max_iter=5).fit(rows, np.arange(64) % 2)
        self.model.coef_ = np.ascontiguousarray(workload.weights[0].T)
        self.model.intercept_ = workload.weights[1]
        self.calls = 200 if len(self.x) == 1 else 1

    def run(self):
        self.output = self.model.predict_proba(self.x)

    def predictions(self):
        return self.output[:, 1]
