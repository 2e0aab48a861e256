"""Writes what Keras on TensorFlow computes, step by step, to hold Logit against.

    pip install -r requirements.txt && python make_vectors.py

Each case fixes data and first weights and turns shuffling off. A case's file holds its configuration, the
weights and the running loss after each of the first steps, loss and metrics and weights of every epoch,
predictions on a few rows, and evaluate on rows of its own. The training data come from NumPy's default_rng with
the seed given in the file, so they are not stored: Logit draws the same numbers.

progress.json holds lines of Keras's progress bar.
"""

import contextlib
import io
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np

FOLDER = pathlib.Path(__file__).parent
STEPS = 20


# Data ------------------------------------------------------------------------------------------------------


def sigmoid_data(rng, rows=1000):
    """The tutorial's 1-D problem: N(-4, 2) and N(4, 2)."""
    x = np.append(rng.normal(-4, 2, rows), rng.normal(4, 2, rows)).astype(np.float32)
    y = np.array([0.0] * rows + [1.0] * rows, dtype=np.float32)
    return x.reshape(-1, 1), y.reshape(-1, 1)


def boundary_data(rng, rows=1000):
    """The tutorial's 2-D problem: N((3, 2), 1) and N((7, 6), 1)."""
    x1a, x2a = rng.normal(3, 1, rows), rng.normal(2, 1, rows)
    x1b, x2b = rng.normal(7, 1, rows), rng.normal(6, 1, rows)
    x = np.column_stack((np.append(x1a, x1b), np.append(x2a, x2b))).astype(np.float32)
    y = np.array([0.0] * rows + [1.0] * rows, dtype=np.float32)
    return x, y.reshape(-1, 1)


def softmax_data(rng, rows=100):
    """The tutorial's three classes: N((1, 1), 1), N((5, 4), 1), N((8, 0), 1), shuffled."""
    blobs = [np.hstack((rng.normal(a, 1, (rows, 1)), rng.normal(b, 1, (rows, 1)))) for a, b in [(1, 1), (5, 4), (8, 0)]]
    order = np.arange(3 * rows)
    rng.shuffle(order)
    return np.vstack(blobs)[order].astype(np.float32), np.eye(3, dtype=np.float32)[np.repeat(range(3), rows)[order]]


def small_data(rng, rows=50):
    """Four features and three overlapping classes, for the variants."""
    x = rng.normal(0, 1, (rows, 4)).astype(np.float32)
    scores = x[:, :3] + rng.normal(0, 1, (rows, 3))
    return x, np.eye(3, dtype=np.float32)[scores.argmax(axis=1)]


def binary(labels):
    return labels[:, :1]


def sparse(labels):
    return labels.argmax(axis=1).astype(np.float32).reshape(-1, 1)


def same(labels):
    return labels


# Running ---------------------------------------------------------------------------------------------------


def numbers(array):
    return [float(v) for v in np.asarray(array, dtype=np.float32).ravel()]


def build(case, features):
    keras.backend.clear_session()
    layers = [keras.layers.Input((features,))]
    for units, activation, use_bias in case["layers"]:
        layers.append(keras.layers.Dense(units, activation=activation, use_bias=use_bias))
    model = keras.Sequential(layers)
    rng = np.random.default_rng(case["weightSeed"])
    scale = case.get("weightScale", 1.0)
    model.set_weights([(scale * rng.normal(0, 0.5, w.shape)).astype(np.float32) for w in model.get_weights()])
    model.compile(
        optimizer=getattr(keras.optimizers, case["optimizer"]["name"])(**case["optimizer"]["options"]),
        loss=loss(case),
        metrics=["accuracy"],
    )
    return model


def loss(case):
    function = getattr(keras.losses, case["loss"]["name"])(**case["loss"]["options"])
    if not case.get("hideLogits"):
        return function

    # On TensorFlow, Keras takes the logits that softmax or sigmoid left on the tensor whichever of the two it was,
    # so binary cross-entropy after softmax becomes the loss of a sigmoid the model does not have. Its other
    # backends compute the loss of the probabilities the model predicts; arithmetic on the tensor makes this one do
    # so too.
    def of_probabilities(labels, predictions):
        return function(labels, predictions * 1.0)

    return of_probabilities


class Recorder(keras.callbacks.Callback):
    """Keeps the weights after each of the first steps and after each epoch, and the epoch's mean loss so far."""

    def __init__(self):
        super().__init__()
        self.steps, self.losses, self.epochs = [], [], []

    def on_train_batch_end(self, batch, logs=None):
        if len(self.steps) < STEPS:
            self.steps.append([numbers(w) for w in self.model.get_weights()])
            self.losses.append(float(logs["loss"]))

    def on_epoch_end(self, epoch, logs=None):
        self.epochs.append([numbers(w) for w in self.model.get_weights()])


def run(name, case):
    rng = np.random.default_rng(case["dataSeed"])
    make, encode = DATA[case["data"]], ENCODINGS[case["labels"]]
    x, labels = make(rng)
    probe, probe_labels = make(rng)
    probe, probe_labels = probe[: case.get("probeRows", 30)], probe_labels[: case.get("probeRows", 30)]
    y, probe_y = encode(labels), encode(probe_labels)

    model = build(case, x.shape[1])
    first = [numbers(w) for w in model.get_weights()]
    options = {"epochs": case["epochs"], "batch_size": case["batchSize"], "shuffle": False, "verbose": 0}
    options["initial_epoch"] = case.get("initialEpoch", 0)
    weights = None
    if case.get("weighted"):
        weights = (np.arange(len(x)) % 3).astype(np.float32) / 2
        options["sample_weight"] = weights
    if case.get("validationSplit"):
        options["validation_split"] = case["validationSplit"]
    if case.get("validateOnProbe"):
        options["validation_data"] = (probe, probe_y)
    recorder = Recorder()
    history = model.fit(x, y, callbacks=[recorder], **options)

    evaluation = model.evaluate(probe, probe_y, batch_size=7, verbose=0, return_dict=True)
    result = {
        "name": name,
        **case,
        "firstWeights": first,
        "steps": recorder.steps,
        "stepLosses": recorder.losses,
        "epochWeights": recorder.epochs[-1:] if case.get("lastWeightsOnly") else recorder.epochs,
        "history": {key: numbers(values) for key, values in history.history.items()},
        "predictions": numbers(model.predict(probe, verbose=0)),
        "evaluation": {key: float(value) for key, value in evaluation.items()},
    }
    return result


DATA = {"sigmoid": sigmoid_data, "boundary": boundary_data, "softmax": softmax_data, "small": small_data}
ENCODINGS = {"binary": binary, "oneHot": same, "sparse": sparse}


# Cases -----------------------------------------------------------------------------------------------------


def layer(units, activation="linear", use_bias=True):
    return [units, activation, use_bias]


def case(data, labels, layers, loss, optimizer, epochs, batch_size, loss_options=None, seed=1, **extra):
    name, options = optimizer
    return {
        "data": data,
        "labels": labels,
        "layers": layers,
        "loss": {"name": loss, "options": loss_options or {}},
        "optimizer": {"name": name, "options": options},
        "epochs": epochs,
        "batchSize": batch_size,
        "dataSeed": seed,
        "weightSeed": seed + 100,
        **extra,
    }


BCE, CCE, SCCE = "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy"
SIGMOID, SOFTMAX = [layer(1, "sigmoid")], [layer(3, "softmax")]
ADAM = ("Adam", {"learning_rate": 0.01})
SGD = ("SGD", {"learning_rate": 0.1})


def small(labels, layers, loss, optimizer=ADAM, loss_options=None, **extra):
    return case("small", labels, layers, loss, optimizer, 3, 16, loss_options, **extra)


CASES = {
    # The tutorial's three problems with its hyper-parameters.
    "sigmoid": case("sigmoid", "binary", SIGMOID, BCE, ADAM, 30, 32),
    "boundary": case("boundary", "binary", SIGMOID, BCE, SGD, 50, 32),
    "softmax": case("softmax", "oneHot", SOFTMAX, CCE, ADAM, 50, 100),
    "softmax-sparse": case("softmax", "sparse", SOFTMAX, SCCE, ADAM, 50, 100),
    # Networks with hidden layers; 300 rows in batches of 64 leave a short last batch.
    "network": case(
        "softmax", "oneHot", [layer(8, "tanh"), layer(6, "relu"), layer(3, "softmax")], CCE, ADAM, 10, 64
    ),
    "network-binary": case(
        "softmax", "binary", [layer(5, "relu"), layer(1, "sigmoid")], BCE,
        ("SGD", {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}), 10, 64,
    ),
    # Optimizers.
    "sgd": small("oneHot", SOFTMAX, CCE, ("SGD", {})),
    "sgd-momentum": small("oneHot", SOFTMAX, CCE, ("SGD", {"learning_rate": 0.05, "momentum": 0.8})),
    "sgd-nesterov": small(
        "binary", SIGMOID, BCE, ("SGD", {"learning_rate": 0.05, "momentum": 0.8, "nesterov": True})
    ),
    "adam-defaults": small("binary", SIGMOID, BCE, ("Adam", {})),
    "adam-options": small(
        "sparse", SOFTMAX, SCCE, ("Adam", {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-3})
    ),
    # Losses and their options.
    "binary-from-logits": small("binary", [layer(1)], BCE, loss_options={"from_logits": True}),
    "categorical-from-logits": small("oneHot", [layer(3)], CCE, loss_options={"from_logits": True}),
    "sparse-from-logits": small("sparse", [layer(3)], SCCE, loss_options={"from_logits": True}),
    "binary-smoothed": small("binary", SIGMOID, BCE, loss_options={"label_smoothing": 0.1}),
    "categorical-smoothed": small("oneHot", SOFTMAX, CCE, loss_options={"label_smoothing": 0.1}),
    "multi-label": small("oneHot", [layer(3, "sigmoid")], BCE),
    "two-classes": small("binary", [layer(2, "softmax")], SCCE),
    "saturated": small("oneHot", SOFTMAX, CCE, weightScale=60.0),
    "saturated-binary": small("binary", SIGMOID, BCE, SGD, weightScale=60.0),
    # Losses that cannot see logits.
    "binary-of-tanh": small("binary", [layer(1, "tanh")], BCE, SGD, weightScale=0.3),
    "binary-of-relu": small("binary", [layer(4, "tanh"), layer(1, "relu")], BCE),
    "categorical-of-relu": small("oneHot", [layer(3, "relu")], CCE, weightScale=3.0, seed=4),
    "sparse-of-relu": small("sparse", [layer(3, "relu")], SCCE, weightScale=3.0, seed=4),
    # Losses behind the other activation.
    "binary-of-softmax": small("oneHot", SOFTMAX, BCE, hideLogits=True),
    "categorical-of-sigmoid": small("oneHot", [layer(3, "sigmoid")], CCE, hideLogits=True),
    "sparse-of-sigmoid": small("sparse", [layer(3, "sigmoid")], SCCE, hideLogits=True),
    # Data.
    "weighted": small("oneHot", SOFTMAX, CCE, weighted=True),
    "weighted-binary": small("binary", SIGMOID, BCE, SGD, weighted=True),
    "no-bias": small("binary", [layer(1, "sigmoid", False)], BCE),
    "validation-split": small("oneHot", SOFTMAX, CCE, validationSplit=0.3),
    "validation-split-weighted": small("binary", SIGMOID, BCE, validationSplit=0.25, weighted=True),
    "validation-data": small("sparse", SOFTMAX, SCCE, validateOnProbe=True),
    "initial-epoch": small("oneHot", SOFTMAX, CCE, initialEpoch=1),
    "one-batch": case("small", "oneHot", SOFTMAX, CCE, ADAM, 3, 1000),
}


# Progress --------------------------------------------------------------------------------------------------


def progress_line(target, step, seconds, values, verbose):
    """What the bar prints when it first hears of a step, so many seconds after the epoch began."""
    clock = keras.src.utils.progbar.time
    real, clock.time = clock.time, lambda: 0.0
    try:
        bar = keras.utils.Progbar(target, verbose=verbose, stateful_metrics=[name for name, _ in values])
        bar._dynamic_display, bar._last_update = True, -1.0
        clock.time = lambda: seconds
        with contextlib.redirect_stdout(io.StringIO()) as output:
            bar.update(step, values)
    finally:
        clock.time = real
    text = output.getvalue().removeprefix("\r").removesuffix("\n")
    return {
        "target": target, "step": step, "seconds": seconds, "names": [name for name, _ in values],
        "values": [value for _, value in values], "verbose": verbose, "text": text,
    }


def progress():
    one = [("loss", 0.7034521)]
    two = [("accuracy", 0.35), ("loss", 1.1114)]
    four = [("accuracy", 1.0), ("loss", 0.00045), ("val_accuracy", 0.0), ("val_loss", 12.5)]
    ends = [(1, 0.25, two), (3, 0.426, two), (3, 0.5, one), (63, 1.5, four), (1000, 0.000812, []), (7, 9000.0, one)]
    middles = [
        (3, 1, 0.1, two), (120, 30, 60.0, []), (63, 1, 0.06, one), (63, 3, 0.06, one), (63, 4, 0.06, one),
        (1000, 7, 0.5, four), (2, 1, 60.0, one), (2, 1, 61.0, one), (2, 1, 3600.0, one), (2, 1, 3661.0, one),
        (100, 99, 98.7, two), (10, 5, 40000.0, two), (20, 10, 0.00013, one),
    ]
    lines = [progress_line(n, n, seconds, values, verbose) for n, seconds, values in ends for verbose in (1, 2)]
    return lines + [progress_line(n, step, seconds, values, 1) for n, step, seconds, values in middles]


def main():
    lines = ",\n".join(json.dumps(line, ensure_ascii=False) for line in progress())
    (FOLDER / "progress.json").write_text(f"[\n{lines}\n]\n")
    for group, names in {
        "problems": ["sigmoid", "boundary", "softmax", "softmax-sparse", "network", "network-binary"],
        "variants": [name for name in CASES if CASES[name]["data"] == "small"],
    }.items():
        vectors = {"keras": keras.__version__, "numpy": np.__version__, "cases": [run(n, CASES[n]) for n in names]}
        (FOLDER / f"{group}.json").write_text(json.dumps(vectors) + "\n")


if __name__ == "__main__":
    main()
