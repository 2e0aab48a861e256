"""A plain NumPy loop, as one would write it by hand."""

import numpy as np

from rival import Task, Unsupported


def trainer(workload, verbose):
    if verbose:
        raise Unsupported
    return Training(workload)


def predictor(workload, verbose):
    return Predicting(workload)


class Training(Task):
    def __init__(self, workload):
        self.workload = workload
        self.y = workload.y
        if workload.loss == "sparse":
            self.y = np.eye(workload.units[-1], dtype=np.float32)[workload.y]

    def prepare(self):
        self.parameters = self.workload.weights
        self.moments = [(np.zeros_like(p), np.zeros_like(p)) for p in self.parameters]
        self.step = 0
        self.generator = np.random.default_rng(0)

    def run(self):
        w = self.workload
        for _ in range(w.epochs):
            order = self.generator.permutation(len(w.x))
            for start in range(0, len(order), w.batch_size):
                rows = order[start : start + w.batch_size]
                self.update(self.gradients(w.x[rows], self.y[rows]))

    def gradients(self, x, y):
        inputs = [x]
        for layer in range(0, len(self.parameters), 2):
            z = inputs[-1] @ self.parameters[layer] + self.parameters[layer + 1]
            inputs.append(np.maximum(z, 0))
        if self.workload.loss == "binary":
            outputs = 1 / (1 + np.exp(-z))
        else:
            outputs = np.exp(z - z.max(axis=1, keepdims=True))
            outputs /= outputs.sum(axis=1, keepdims=True)
        delta = (outputs - y) / np.float32(len(x))
        gradients = []
        for layer in reversed(range(0, len(self.parameters), 2)):
            gradients = [inputs[layer // 2].T @ delta, delta.sum(axis=0), *gradients]
            if layer > 0:
                delta = delta @ self.parameters[layer].T * (inputs[layer // 2] > 0)
        return gradients

    def update(self, gradients):
        rate = self.workload.learning_rate
        if self.workload.optimizer == "sgd":
            for parameter, gradient in zip(self.parameters, gradients):
                parameter -= rate * gradient
            return
        self.step += 1
        rate *= (1 - 0.999**self.step) ** 0.5 / (1 - 0.9**self.step)
        for parameter, gradient, (first, second) in zip(self.parameters, gradients, self.moments):
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            parameter -= rate * first / (np.sqrt(second) + 1e-7)

    def weights(self):
        return self.parameters


class Predicting(Task):
    def __init__(self, workload):
        self.x = workload.x
        self.kernel, self.bias = workload.weights
        self.calls = 10_000 if len(self.x) == 1 else 1

    def run(self):
        self.output = 1 / (1 + np.exp(-(self.x @ self.kernel + self.bias)))

    def predictions(self):
        return self.output
