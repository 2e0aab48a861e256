"""Keras on the backend of the environment variable KERAS_BACKEND."""

import os

import numpy as np

from rival import Task

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
backend = os.environ["KERAS_BACKEND"]

import keras  # noqa: E402  (the backend is chosen before)

if backend == "torch":
    import torch

    # Operations on a batch are too small to share: two threads take several times as long.
    torch.set_num_threads(1)


def trainer(workload, verbose):
    return Training(workload, verbose)


def predictor(workload, verbose):
    return Predicting(workload)


def build(workload, units, last):
    layers = [keras.layers.Dense(count, activation="relu") for count in units[:-1]]
    model = keras.Sequential(
        [keras.Input((workload.x.shape[1],)), *layers, keras.layers.Dense(units[-1], activation=last)]
    )
    model.set_weights(workload.weights)
    return model


class Training(Task):
    LOSSES = {
        "binary": "binary_crossentropy",
        "categorical": "categorical_crossentropy",
        "sparse": "sparse_categorical_crossentropy",
    }

    def __init__(self, workload, verbose):
        self.workload = workload
        self.verbose = verbose
        self.model = build(workload, workload.units, "sigmoid" if workload.loss == "binary" else "softmax")
        optimizers = {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}
        self.model.compile(
            optimizer=optimizers[workload.optimizer](workload.learning_rate),
            loss=self.LOSSES[workload.loss],
            metrics=workload.metrics,
            **self.compile_options(),
        )
        self.initial = [(v, np.array(v)) for v in self.variables_at_start()]

    def compile_options(self):
        """What was fastest of 1, 8 and all steps at a time, compiled and not, over all workloads."""
        if backend == "torch":
            return {"jit_compile": False}
        return {"jit_compile": True, "steps_per_execution": min(8, self.workload.steps_per_epoch)}

    def variables_at_start(self):
        self.model.optimizer.build(self.model.trainable_variables)
        return [*self.model.variables, *self.model.optimizer.variables]

    def prepare(self):
        for variable, value in self.initial:
            variable.assign(value)

    def run(self):
        w = self.workload
        self.model.fit(w.x, w.y, epochs=w.epochs, batch_size=w.batch_size, verbose=self.verbose)

    def weights(self):
        return self.model.get_weights()


class Predicting(Task):
    """`predict` for many rows; for one row a call of the model, which Keras recommends there."""

    def __init__(self, workload):
        self.model = build(workload, [1], "sigmoid")
        self.model.compile(jit_compile=backend != "torch")
        self.x = workload.x
        self.is_one = len(self.x) == 1
        self.calls = 200 if self.is_one else 1

    def run(self):
        if self.is_one:
            self.output = np.asarray(keras.ops.convert_to_numpy(self.model(self.x)))
        else:
            self.output = self.model.predict(self.x, batch_size=len(self.x), verbose=0)

    def predictions(self):
        return self.output
