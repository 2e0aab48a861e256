"""Compares Logit with the real Keras and h5py, in both directions: keras_interop.py RUNNER [RESULTS]

RUNNER is the built InteropRunner; with RESULTS what was found is written there as JSON, for interop_table.py. For each model, backend and form
of file: Keras saves, Logit predicts; Logit saves the same model again, Keras and h5py open it and predict; both go on
with one step of training. Exit status 1 if a probability differs by more than 1e-6, or anything else by more than that
relative to its size, if a number is NaN, or if a backend that is installed ends before its models are
compared. A backend that is not installed is left out.
"""

import importlib.util
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

LIMIT = 1e-6
FORMS = [".keras", ".h5", ".weights.h5"]


def activations(keras):
    names = [
        "celu", "elu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu",
        "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink",
        "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "squareplus", "tanh", "tanh_shrink",
    ]
    dense = keras.layers.Dense
    # Small steps, of which the exponential does not overflow.
    return {
        f"activation {name}": lambda name=name: [
            (3,), dense(4, activation=name), dense(2), keras.optimizers.SGD(0.001)]
        for name in names}


def layers(keras):
    k = keras.layers
    end = lambda: k.Dense(2, activation="softmax")  # noqa: E731
    return {
        "Activation": lambda: [(3,), k.Dense(4), k.Activation("tanh"), end()],
        "ReLU, LeakyReLU, ELU": lambda: [
            (3,), k.Dense(4), k.ReLU(6, 0.1, 0.2), k.LeakyReLU(0.2), k.ELU(0.5), end()],
        "PReLU, Softmax": lambda: [(3,), k.Dense(4), k.PReLU(), k.Dense(2), k.Softmax()],
        "Dropout, GaussianNoise, AlphaDropout": lambda: [
            (3,), k.Dense(4), k.Dropout(0.5), k.GaussianNoise(0.1), k.AlphaDropout(0.1), end()],
        "ActivityRegularization, UnitNormalization": lambda: [
            (3,), k.Dense(4), k.ActivityRegularization(l1=0.01), k.UnitNormalization(), end()],
        "BatchNormalization": lambda: [(3,), k.Dense(4), k.BatchNormalization(), end()],
        "BatchNormalization, plain": lambda: [(3,), k.BatchNormalization(center=False, scale=False), end()],
        "BatchNormalization, frozen": lambda: [(3,), k.BatchNormalization(trainable=False), end()],
        "LayerNormalization, RMSNormalization": lambda: [
            (3,), k.Dense(4), k.LayerNormalization(), k.RMSNormalization(), end()],
        "GroupNormalization": lambda: [(4,), k.GroupNormalization(2), end()],
        "Normalization, adapted": lambda: [(3,), adapted(k), end()],
        "Normalization, given": lambda: [(3,), k.Normalization(mean=[1.0, 2.0, 3.0], variance=[1.0, 4.0, 9.0]), end()],
        "Rescaling, Flatten, Reshape, Identity": lambda: [
            (2, 3), k.Rescaling(0.5, 1.0), k.Reshape((3, 2)), k.Flatten(), k.Identity(), end()],
        "Embedding, GlobalAveragePooling1D": lambda: [
            (5,), k.Embedding(7, 3), k.GlobalAveragePooling1D(), end()],
        "Embedding with a mask": lambda: [
            (5,), k.Embedding(7, 3, mask_zero=True), k.GlobalAveragePooling1D(), end()],
        "Masking": lambda: [(4, 3), k.Masking(0.0), k.GlobalAveragePooling1D(), end()],
        "CategoryEncoding": lambda: [(3,), k.CategoryEncoding(7, output_mode="multi_hot"), end()],
        "Dense frozen": lambda: [(3,), k.Dense(4, trainable=False), end()],
    }


def adapted(k):
    import numpy as np

    layer = k.Normalization()
    layer.adapt(np.random.default_rng(5).normal(3, 2, (50, 3)).astype("float32"))
    return layer


def models(keras):
    k = keras.layers
    plain = lambda: [(3,), k.Dense(4, activation="relu"), k.Dense(1, activation="sigmoid")]  # noqa: E731
    result = {
        "one weight": lambda: [(1,), k.Dense(1, activation="sigmoid")],
        "two weights": lambda: [(2,), k.Dense(1, activation="sigmoid")],
        "softmax regression": lambda: [(4,), k.Dense(3, activation="softmax")],
        "three layers": lambda: [(8,), k.Dense(16, activation="relu"), k.Dense(8, activation="tanh"),
                                 k.Dense(1, activation="sigmoid")],
        "seventy layers": lambda: [(3,)] + [k.Dense(3) for _ in range(70)] + [k.Dense(1, activation="sigmoid")],
        "sequential in sequential": lambda: [
            (3,), keras.Sequential([k.Dense(4, activation="relu"), k.BatchNormalization()]),
            k.Dense(2, activation="softmax")],
        "functional chain": lambda: ["functional", (3,), k.Dense(4, activation="relu"), k.BatchNormalization(),
                                     k.Dense(1, activation="sigmoid")],
        "functional in sequential": lambda: [(3,), functional(keras, [(3,), k.Dense(4), k.Dense(3)]), k.Dense(1)],
    }
    result |= activations(keras) | layers(keras)
    o = keras.optimizers
    optimizers = {
        "SGD": lambda: o.SGD(0.1), "SGD, momentum": lambda: o.SGD(0.1, momentum=0.9, nesterov=True),
        "Adam": lambda: o.Adam(0.01), "Adam, amsgrad": lambda: o.Adam(0.01, amsgrad=True),
        "Adam, clipped": lambda: o.Adam(0.01, clipnorm=0.1), "AdamW": lambda: o.AdamW(0.01),
        "Adam, average": lambda: o.Adam(0.01, use_ema=True),
        "Adam, accumulating": lambda: o.Adam(0.01, gradient_accumulation_steps=2),
        "RMSprop": lambda: o.RMSprop(0.01),
        "RMSprop, centered": lambda: o.RMSprop(0.01, momentum=0.9, centered=True), "Adagrad": lambda: o.Adagrad(0.1),
        "Adadelta": lambda: o.Adadelta(0.5), "Adamax": lambda: o.Adamax(0.01), "Ftrl": lambda: o.Ftrl(0.1),
        "Lion": lambda: o.Lion(0.01), "Lamb": lambda: o.Lamb(0.01), "Nadam": lambda: o.Nadam(0.01),
        "a schedule": lambda: o.Adam(o.schedules.ExponentialDecay(0.1, 2, 0.5)),
    }
    for name, make in optimizers.items():
        result[f"optimizer {name}"] = lambda make=make: plain() + [make()]
    return result


def functional(keras, parts):
    inputs = keras.Input(parts[0])
    outputs = inputs
    for layer in parts[1:]:
        outputs = layer(outputs)
    return keras.Model(inputs, outputs)


class Runner:
    """Logit, asked a line at a time."""

    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write("\t".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        kind, _, text = self.process.stdout.readline().rstrip("\n").partition("\t")
        if kind != "ok":
            raise RuntimeError(text or "InteropRunner ended")
        return text


def make(keras, parts):
    optimizer = None
    if not isinstance(parts[-1], keras.layers.Layer):
        optimizer = parts.pop()
    if parts[0] == "functional":
        model = functional(keras, parts[1:])
    else:
        model = keras.Sequential([keras.Input(parts[0]), *parts[1:]])
    units = model.output_shape[-1]
    model.compile(
        optimizer=optimizer or keras.optimizers.SGD(0.05), loss="binary_crossentropy" if units == 1 else "mse",
        metrics=["accuracy"])
    return model


def rows(model, np):
    rng = np.random.default_rng(1)
    shape = (16, *model.input_shape[1:])
    whole = any(type(layer).__name__ in ("Embedding", "CategoryEncoding") for layer in model.layers)
    x = rng.integers(0, 7, shape) if whole else rng.standard_normal(shape)
    if any(type(layer).__name__ == "Masking" for layer in model.layers):
        x[:, -1] = 0
    y = rng.integers(0, 2, (16, model.output_shape[-1]))
    return x.astype("float32"), y.astype("float32")


def check_file(path, h5py):
    """h5py must be able to read every object of what Logit wrote."""
    import io
    import zipfile

    source = io.BytesIO(zipfile.ZipFile(path).read("model.weights.h5")) if path.suffix == ".keras" else path
    with h5py.File(source) as file:
        file.visititems(lambda _, o: (o[()] if isinstance(o, h5py.Dataset) else len(o), dict(o.attrs)))


def difference(np, a, b):
    """The largest, relative to the size of numbers above 1."""
    a, b = np.asarray(a, "float64"), np.asarray(b, "float64")
    if a.shape != b.shape:
        return float("inf")
    # Infinities that are the same differ by nothing. A NaN stays one: even on both sides it shows nothing.
    with np.errstate(invalid="ignore"):
        apart = np.where(a == b, 0, np.abs(a - b) / np.maximum(1, np.abs(b)))
    return largest(np.ravel(apart).tolist())


def largest(numbers):
    """The largest, or NaN if there is one, which max would pass over."""
    numbers = list(numbers)
    return math.nan if any(math.isnan(number) for number in numbers) else max(numbers, default=0.0)


def compare(keras, np, h5py, runner, folder, name, parts, form):
    model = make(keras, parts)
    x, y = rows(model, np)
    trainable = bool(model.trainable_weights)
    noisy = any(type(layer).__name__ in ("Dropout", "GaussianNoise", "AlphaDropout") for layer in model.layers)
    if trainable:
        for _ in range(3):
            model.train_on_batch(x, y)
    path = folder / f"a{form}"
    (model.save_weights if form == ".weights.h5" else model.save)(path)
    architecture = "-"
    if form == ".weights.h5":
        architecture = folder / "a.json"
        value = json.loads(model.to_json())
        value["compile_config"] = model.get_compile_config()
        architecture.write_text(json.dumps(value))
    x.tofile(folder / "x")
    y.tofile(folder / "y")
    expected = model.predict(x, verbose=0)
    found = {}

    runner.ask("predict", path, architecture, folder / "x", folder / "p")
    found["read"] = difference(np, np.fromfile(folder / "p", "float32").reshape(expected.shape), expected)

    written = folder / f"b{form}"
    runner.ask("convert", path, architecture, written)
    check_file(written, h5py)
    if form == ".weights.h5":
        # Keras has the model's own architecture only where it is one Sequential.
        again = make(keras, PARTS[name]())
        nested = any(isinstance(layer, keras.Model) for layer in again.layers)
        if not nested:
            again.optimizer.build(again.trainable_variables)
            again.load_weights(written)
            found["written"] = difference(np, again.predict(x, verbose=0), expected)
    else:
        again = keras.saving.load_model(written)
        found["written"] = difference(np, again.predict(x, verbose=0), expected)
    if form == ".weights.h5" or not trainable or noisy:
        return found
    # From the legacy form Keras cannot go on, its own files included: it builds the optimizer for no variables.
    goes_on = form == ".keras"
    if goes_on:
        again.train_on_batch(x, y)
    stepped = folder / f"c{form}"
    runner.ask("step", path, folder / "x", folder / "y", stepped)
    model.train_on_batch(x, y)
    after = weights(keras, keras.saving.load_model(stepped))
    found["step"] = differences(np, after, weights(keras, model))
    found["state"] = differences(np, optimizer_state(stepped, h5py), state(keras, model))
    if goes_on:
        found["step"] = largest([found["step"], differences(np, weights(keras, again), weights(keras, model))])
        found["state"] = largest([found["state"], differences(np, state(keras, again), state(keras, model))])
    return found


def weights(keras, model):
    return [keras.ops.convert_to_numpy(weight.value) for weight in model.weights]


def state(keras, model):
    return [keras.ops.convert_to_numpy(variable.value) for variable in model.optimizer.variables]


def optimizer_state(path, h5py):
    """What a file that Logit wrote holds of the optimizer, in Keras's order."""
    import io
    import zipfile

    if path.suffix == ".keras":
        with h5py.File(io.BytesIO(zipfile.ZipFile(path).read("model.weights.h5"))) as file:
            group = file["optimizer/vars"]
            return [group[str(number)][()] for number in range(len(group))]
    with h5py.File(path) as file:
        group = file["optimizer_weights"]
        return [group[name][()] for name in group.attrs["weight_names"]]


def differences(np, ours, theirs):
    if len(ours) != len(theirs):
        return float("inf")
    return largest(difference(np, a, b) for a, b in zip(ours, theirs))


def run_backend(backend, runner_path, output, part=""):
    """Runs in a process of its own, since a backend cannot be changed in one: the models whose names have a part."""
    os.environ["KERAS_BACKEND"] = backend
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    import h5py
    import keras
    import numpy as np

    global PARTS
    PARTS = models(keras)
    runner = Runner(runner_path)
    few = ["one weight", "three layers", "functional chain", "BatchNormalization", "optimizer Adam",
           "optimizer SGD, momentum", "optimizer RMSprop, centered", "sequential in sequential"]
    for name, build in PARTS.items():
        if part not in name or backend != "tensorflow" and name not in few:
            continue
        for form in FORMS:
            if name.startswith("activation") and form != ".keras":
                continue
            if name.startswith("optimizer") and form == ".weights.h5" or name == "optimizer Lamb" and form == ".h5":
                continue
            keras.utils.clear_session()
            keras.utils.set_random_seed(1)
            with tempfile.TemporaryDirectory() as folder:
                try:
                    found = compare(keras, np, h5py, runner, pathlib.Path(folder), name, build(), form)
                except Exception as error:  # noqa: BLE001
                    found = {"error": f"{type(error).__name__}: {error}"}
            line = {"model": name, "form": form, "backend": f"{backend}", "found": found,
                    "versions": f"Keras {keras.__version__}, h5py {h5py.__version__}"}
            output.write(json.dumps(line) + "\n")
            output.flush()


def table(results):
    lines = [
        "## Keras", "",
        f"With {results[0]['versions']}. Each number is the largest difference over 16 rows, of predictions (relative to their",
        "size where that is above 1), of the weights after one more step of training, and of what the optimizer has kept",
        "after it; a step is made by Logit from Keras's file, and by Keras from Logit's.",
        "Not compared: a step where noise is random; a step of Keras from a legacy file, and Lamb in one, of which Keras 3.15",
        "does not manage its own either; and weights of nested models read by Keras, since Logit writes them as one",
        "`Sequential`.", "",
        "| model | backend | form | Logit reads | Logit writes, Keras reads | weights after a step | optimizer after a step |",
        "|---|---|---|--:|--:|--:|--:|"]
    for result in results:
        found = result["found"]
        cells = [f"{found[key]:.1e}" if key in found else "" for key in ("read", "written", "step", "state")]
        if "error" in found:
            cells = [found["error"].replace("|", "/"), "", "", ""]
        lines.append(f"| {result['model']} | {result['backend']} | `{result['form']}` | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def is_wrong(found):
    """Whether a model was not compared, or differs; a NaN is not within the limit."""
    return "error" in found or not found or not all(value <= LIMIT for value in found.values())


def main():
    if len(sys.argv) in (4, 5) and sys.argv[1] == "--backend":
        return run_backend(sys.argv[2], sys.argv[3], sys.stdout, *sys.argv[4:])
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    results, crashed = [], []
    for backend in ["tensorflow", "jax", "torch"]:
        if importlib.util.find_spec(backend) is None:
            print(f"left out: the backend {backend} is not installed", file=sys.stderr)
            continue
        process = subprocess.run(
            [sys.executable, __file__, "--backend", backend, sys.argv[1]], stdout=subprocess.PIPE, text=True,
            stderr=subprocess.PIPE)
        found = [json.loads(line) for line in process.stdout.splitlines() if line.startswith('{"model"')]
        if process.returncode != 0 or not found:
            crashed.append(backend)
            print(f"CRASHED: the backend {backend}, with status {process.returncode}: "
                  f"{process.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        results += found
    if results:
        print(table(results))
        if len(sys.argv) == 3:
            pathlib.Path(sys.argv[2]).write_text(json.dumps(results))
    wrong = [result for result in results if is_wrong(result["found"])]
    for result in wrong:
        print(f"DIFFERS: {result['model']}, {result['backend']}, {result['form']}: {result['found']}", file=sys.stderr)
    sys.exit(1 if wrong or crashed or not results else 0)


if __name__ == "__main__":
    main()
