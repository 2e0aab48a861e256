"""Writes training.json: models trained by Keras, with every optimizer, loss, layer, callback and option of fit."""

import tempfile

from common import float32, generator, json, keras, logs, np, numbers, os, pathlib, rounded, tensor, write

L, O, R, C = keras.layers, keras.optimizers, keras.regularizers, keras.constraints
S, M, LOSS = keras.optimizers.schedules, keras.metrics, keras.losses
STEPS = 2  # weights are kept after so many batches

# Data ------------------------------------------------------------------------------------------------------

rng = generator("training")
LABELS = rng.permutation(np.repeat([0, 1, 2], 20))
CENTERS = np.array([[-1.0, -0.5], [1.0, 0.8], [0.5, -1.2]])
X = rounded(CENTERS[LABELS] + rng.normal(0, 0.8, (60, 2)), 2)
EXTRA_LABELS = rng.permutation(np.repeat([0, 1, 2], 7))
EXTRA = rounded(CENTERS[EXTRA_LABELS] + rng.normal(0, 0.8, (21, 2)), 2)
PROBE = float32([[0, 0], [1, -1], [-2, 0.5], [10, 3], [-30, 20]])
CATEGORIES = rng.integers(0, 11, (60, 2)).astype(np.float32)
CATEGORY_LABELS = (CATEGORIES.sum(axis=1) % 3).astype(int)
# Each category once in twelve rows, so never twice in a batch of four.
UNIQUE = np.concatenate([rng.permutation(12) for _ in range(5)]).astype(np.float32)[:, None]
UNIQUE_LABELS = (UNIQUE[:, 0] % 3).astype(int)
# Sequences of four steps, of which the last none to three are padding.
LENGTHS = rng.integers(1, 5, 60)
SEQUENCES = rounded(CENTERS[LABELS][:, None] + rng.normal(0, 0.8, (60, 4, 2)), 2)
TOKENS = rng.integers(1, 12, (60, 4)).astype(np.float32)
for row, length in enumerate(LENGTHS):
    SEQUENCES[row, length:] = TOKENS[row, length:] = 0
TOKEN_LABELS = (TOKENS[:, 0] % 3).astype(int)


def one_hot(labels):
    return np.eye(3, dtype=np.float32)[labels]


def targets(kind, labels):
    return {
        "one-hot": one_hot(labels),
        "sparse": float32(labels)[:, None],
        "sparse-flat": float32(labels),
        "binary": float32(labels == 1)[:, None],
        "binary-flat": float32(labels == 1),
        "plus-minus": np.where(labels == 1, 1, -1).astype(np.float32)[:, None],
        "multi-label": np.stack([labels == 1, labels != 2, labels == 0], axis=1).astype(np.float32),
        "soft": (one_hot(labels) * 0.7 + 0.1).astype(np.float32),
        "real": rounded(0.5 * labels + 1)[:, None],
        "ones": np.ones((len(labels), 1), np.float32),
    }[kind]


DATA = {}  # the arrays of the file, by name


def named(name, array):
    """An array in the file's "data", once for all cases that use it."""
    entry = tensor(array)
    assert DATA.setdefault(name, entry) == entry, name
    return name


WEIGHTS = float32([(7 * k) % 4 / 2 for k in range(60)])  # 0, 1.5, 1, 0.5, ...
EXTRA_WEIGHTS = float32([k % 3 for k in range(21)])


# Models ----------------------------------------------------------------------------------------------------


def softmax(**options):
    return [L.Dense(3, activation="softmax", **options)]


def sigmoid(units=1, **options):
    return [L.Dense(units, activation="sigmoid", **options)]


def linear(units=1, activation=None):
    return [L.Dense(units, activation=activation)]


def hidden(**options):
    return [L.Dense(5, activation="relu", **options), L.Dense(3, activation="softmax")]


def sandwich(*layers):
    return [L.Dense(4, activation="tanh"), *layers, L.Dense(3, activation="softmax")]


def first_weights(name, model, randomize=False, scale=1.0):
    """Kernels, biases and embeddings are drawn; the other weights begin as their layers make them, unless randomized."""
    draw = generator("weights of " + name)
    for weight in model.weights:
        if weight.name in ("kernel", "bias", "embeddings"):
            weight.assign(rounded(scale * draw.normal(0, 0.5, weight.shape)))
        elif randomize and weight.dtype == "float32":
            weight.assign(rounded(draw.uniform(0.5, 1.5, weight.shape)))


# Callbacks -------------------------------------------------------------------------------------------------


class Recorder(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.steps, self.epochs = [], []

    def on_train_batch_end(self, batch, logs=None):
        if len(self.steps) < STEPS:
            self.steps.append([numbers(w) for w in self.model.get_weights()])

    def on_epoch_end(self, epoch, values=None):
        self.epochs.append({"epoch": epoch, "logs": logs(values), "weights": [numbers(w) for w in self.model.get_weights()]})


def callback(class_name, options, folder):
    options = dict(options)
    if class_name == "LearningRateScheduler":
        rule = options.pop("schedule")
        if "table" in rule:
            options["schedule"] = lambda epoch, rate: rule["table"][epoch]
        else:
            options["schedule"] = lambda epoch, rate: rate * rule["multiply"]
    for key in ("filepath", "filename"):
        if key in options:
            options[key] = str(folder / options[key])
    return getattr(keras.callbacks, class_name)(**options)


# Running ---------------------------------------------------------------------------------------------------

CASES = []


def case(
    name, layers, loss="categorical_crossentropy", optimizer=None, labels="one-hot", epochs=5, batch_size=16, metrics=None, weighted_metrics=None,
    loss_weights=None, sample_weight=None, validation=None, callbacks=(), inputs="", input_shape=None, input_dtype=None, frozen=(), adapt=None,
    randomize=False, scale=1.0, prepare=None, **fit,
):  # fmt: skip
    CASES.append(dict(locals()))


def arrays(spec):
    x, labels = {"": (X, LABELS), "categories ": (CATEGORIES, CATEGORY_LABELS), "unique categories ": (UNIQUE, UNIQUE_LABELS),
                 "sequences ": (SEQUENCES, LABELS), "tokens ": (TOKENS, TOKEN_LABELS)}[spec["inputs"]]
    return x, targets(spec["labels"], labels)


def build(spec, x):
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    layers = spec["layers"]()
    if spec["adapt"]:
        spec["adapt"](layers)
    model = keras.Sequential([L.Input(spec["input_shape"] or x.shape[1:], dtype=spec["input_dtype"]), *layers])
    first_weights(spec["name"], model, spec["randomize"], spec["scale"])
    for index in spec["frozen"]:
        model.layers[index].trainable = False
    made = {key: spec[key]() if callable(spec[key]) else spec[key] for key in ("loss", "optimizer", "metrics", "weighted_metrics")}
    model.compile(optimizer=made["optimizer"] or O.SGD(0.1), loss=made["loss"], loss_weights=spec["loss_weights"], metrics=made["metrics"],
                  weighted_metrics=made["weighted_metrics"])  # fmt: skip
    return model


def describe(model):
    return {
        "model": json.loads(model.to_json()),
        "compile": json.loads(json.dumps(model.get_compile_config())),
        "initial_weights": [{"path": w.path, **tensor(w)} for w in model.weights],
        "trainable": [w.path for w in model.trainable_weights],
    }


def run(spec):
    x, y = arrays(spec)
    model = build(spec, x)
    result = {"name": spec["name"], **describe(model)}
    result["model"].pop("compile_config", None)  # it stands in "compile"
    fit = {"epochs": spec["epochs"], "batch_size": spec["batch_size"], "shuffle": False, **spec["fit"]}
    described = dict(fit)
    options = {**fit, "verbose": 0}
    weights = {None: None, "rows": WEIGHTS, "zeros": np.zeros(60, np.float32)}[spec["sample_weight"]]
    if weights is not None:
        options["sample_weight"] = weights
    if "class_weight" in described:
        described["class_weight"] = {str(k): v for k, v in described["class_weight"].items()}
    if spec["validation"]:
        validation = [EXTRA, targets(spec["labels"], EXTRA_LABELS)]
        if spec["validation"] == "weighted":
            validation.append(EXTRA_WEIGHTS)
        options["validation_data"] = tuple(validation)
        names = ["validation x", "validation " + spec["labels"], "validation sample weight"]
        described["validation_data"] = [named(n, v) for n, v in zip(names, validation)]
    if spec["callbacks"]:
        described["callbacks"] = [{"class_name": n, "config": o} for n, o in spec["callbacks"]]
    kind = spec["inputs"]
    result.update({"fit": described, "x": named(kind + "x", x), "y": named(kind + spec["labels"], y)})
    result["sample_weight"] = None if weights is None else named("sample weight " + spec["sample_weight"], weights)
    recorder = Recorder()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        try:
            if spec["epochs"] > 0:
                made = [callback(n, o, folder) for n, o in spec["callbacks"]]
                history = model.fit(x, y, callbacks=[*made, recorder], **options)
                # In this order they appear in the history; an epoch's own logs are under "epochs".
                result["history"] = list(history.history)
        except Exception as error:
            return {**result, "raises": {"type": type(error).__name__, "message": str(error).split("\n")[0][:300]}}
        files = sorted(p.name for p in folder.iterdir())
        if files:
            result["files"] = files
            tables = [p for p in folder.iterdir() if p.suffix == ".csv"]
            if tables:
                result["csv"] = tables[0].read_text()
    result.update({"steps": recorder.steps, "epochs": recorder.epochs, "final_weights": [numbers(w) for w in model.get_weights()]})
    probe = x[:5] if spec["inputs"] else PROBE
    result["predict"] = {"x": tensor(probe), "y": tensor(model.predict(probe, verbose=0))}
    evaluation = model.evaluate(x, y, batch_size=16, verbose=0, sample_weight=weights, return_dict=True)
    result["evaluate"] = logs(evaluation)
    return result


# Optimizers
for kind in ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion"]:
    case(f"optimizer {kind}", softmax, optimizer=kind.lower(), metrics=["accuracy"])
    case(f"optimizer {kind} hidden", hidden, optimizer=kind.lower())
case("optimizer SGD nesterov", hidden, optimizer=lambda: O.SGD(0.1, momentum=0.9, nesterov=True))
case("optimizer Adam amsgrad", hidden, optimizer=lambda: O.Adam(0.05, amsgrad=True))
case("optimizer AdamW decay", hidden, optimizer=lambda: O.AdamW(0.05, weight_decay=0.1))
case("optimizer RMSprop centered", hidden, optimizer=lambda: O.RMSprop(0.01, momentum=0.5, centered=True))
case("optimizer Ftrl sparse", softmax, optimizer=lambda: O.Ftrl(0.5, l1_regularization_strength=0.5, l2_regularization_strength=0.1))
case("optimizer clipnorm", hidden, optimizer=lambda: O.SGD(0.5, clipnorm=0.1))
case("optimizer clipvalue", hidden, optimizer=lambda: O.SGD(0.5, clipvalue=0.05))
case("optimizer global clipnorm", hidden, optimizer=lambda: O.Adam(0.05, global_clipnorm=0.1))
case("optimizer average", hidden, optimizer=lambda: O.SGD(0.5, use_ema=True, ema_momentum=0.8), metrics=["accuracy"], validation="plain")
case("optimizer average overwriting", softmax, optimizer=lambda: O.Adam(0.1, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=3))
case("optimizer accumulation", hidden, optimizer=lambda: O.Adam(0.05, gradient_accumulation_steps=3))
case("optimizer accumulation clipped", softmax, optimizer=lambda: O.SGD(0.5, gradient_accumulation_steps=4, clipnorm=0.1))
case("optimizer loss scale", softmax, optimizer=lambda: O.SGD(0.5, loss_scale_factor=8.0))
case("schedule exponential", softmax, optimizer=lambda: O.SGD(S.ExponentialDecay(0.5, 5, 0.7)))
case("schedule cosine", softmax, optimizer=lambda: O.Adam(S.CosineDecay(0.0, 12, 0.1, warmup_target=0.2, warmup_steps=6)))
case("schedule piecewise", hidden, optimizer=lambda: O.RMSprop(S.PiecewiseConstantDecay([4, 10], [0.05, 0.01, 0.001])))

# Regularizers and constraints
for label, make in {
    "L1": lambda: R.L1(0.05), "L2": lambda: R.L2(0.05), "L1L2": lambda: R.L1L2(0.02, 0.03), "orthogonal rows": lambda: R.OrthogonalRegularizer(0.1),
    "orthogonal columns": lambda: R.OrthogonalRegularizer(0.1, "columns"), "name": lambda: "l1",
}.items():  # fmt: skip
    case(f"kernel regularizer {label}", lambda m=make: hidden(kernel_regularizer=m()), metrics=["accuracy"], validation="plain")
case("bias regularizer L1", lambda: softmax(bias_regularizer=R.L1(0.1)))
case("bias regularizer L2", lambda: softmax(bias_regularizer=R.L2(0.1)))
case("activity regularizer L1", lambda: hidden(activity_regularizer=R.L1(0.02)), validation="plain")
case("activity regularizer L2", lambda: hidden(activity_regularizer=R.L2(0.02)), sample_weight="rows")
case("activity regularizer L1L2 softmax", lambda: softmax(activity_regularizer=R.L1L2(0.01, 0.5)))
case("activity regularizer layer", lambda: sandwich(L.ActivityRegularization(l1=0.01, l2=0.02)))
case("all regularizers", lambda: hidden(kernel_regularizer=R.L2(0.01), bias_regularizer=R.L1(0.02), activity_regularizer=R.L2(0.03)), optimizer="adam")
for label, make in {
    "MaxNorm": lambda: C.MaxNorm(0.4), "MaxNorm rows": lambda: C.MaxNorm(0.5, axis=1), "NonNeg": C.NonNeg, "UnitNorm": C.UnitNorm,
    "MinMaxNorm": lambda: C.MinMaxNorm(0.5, 0.9, 0.5), "name": lambda: "max_norm",
}.items():  # fmt: skip
    case(f"kernel constraint {label}", lambda m=make: hidden(kernel_constraint=m()))
case("bias constraint NonNeg", lambda: softmax(bias_constraint=C.NonNeg()), optimizer=lambda: O.Adam(0.1))
case("bias constraint MaxNorm", lambda: softmax(bias_constraint=C.MaxNorm(0.2)))
case("constraint and average", lambda: softmax(kernel_constraint=C.UnitNorm()), optimizer=lambda: O.SGD(0.5, use_ema=True, ema_momentum=0.5))

# Layers
BN, LN = L.BatchNormalization, L.LayerNormalization
case("batch normalization", lambda: sandwich(BN()), metrics=["accuracy"], validation="plain")
case("batch normalization first", lambda: [BN(momentum=0.7), *softmax()])
case("batch normalization options", lambda: sandwich(BN(momentum=0.6, epsilon=0.05)), randomize=True)
case("batch normalization without center", lambda: sandwich(BN(center=False, momentum=0.5)))
case("batch normalization without scale", lambda: sandwich(BN(scale=False, momentum=0.5)))
case("batch normalization bare", lambda: sandwich(BN(center=False, scale=False, momentum=0.0)))
case("batch normalization regularized", lambda: sandwich(BN(beta_regularizer=R.L2(0.1), gamma_regularizer=R.L1(0.1), gamma_constraint=C.NonNeg(), beta_constraint=C.MaxNorm(0.1))))
case("batch normalization adam", lambda: sandwich(BN(momentum=0.8)), optimizer="adam", sample_weight="rows")
case("batch normalization frozen", lambda: sandwich(BN()), frozen=[1], randomize=True)
case("batch normalization one-row batch", lambda: sandwich(BN(momentum=0.9)), batch_size=59)
case("batch normalization renorm", lambda: sandwich(BN(renorm=True, momentum=0.8)))
case("layer normalization", lambda: sandwich(LN()), metrics=["accuracy"])
case("layer normalization options", lambda: sandwich(LN(epsilon=0.1)), randomize=True)
case("layer normalization without center", lambda: sandwich(LN(center=False)))
case("layer normalization without scale", lambda: sandwich(LN(scale=False)), optimizer="adam")
case("layer normalization regularized", lambda: sandwich(LN(beta_regularizer=R.L2(0.1), gamma_constraint=C.MaxNorm(1.5))))
case("normalization adapted", lambda: [L.Normalization(), *softmax()], adapt=lambda layers: layers[0].adapt(X))
case("normalization given", lambda: [L.Normalization(mean=[0.5, -0.25], variance=[4.0, 0.25]), *softmax()])
case("normalization scalar", lambda: [L.Normalization(axis=None, mean=0.5, variance=2.0), *softmax()])
case("normalization axis none adapted", lambda: [L.Normalization(axis=None), *softmax()], adapt=lambda layers: layers[0].adapt(X))
case("normalization inverted", lambda: [L.Normalization(mean=[0.5, -0.25], variance=[4.0, 0.25], invert=True), *softmax()])
case("normalization inverted adapted", lambda: [L.Normalization(invert=True), *softmax()], adapt=lambda layers: layers[0].adapt(X))
case("normalization of constant", lambda: [L.Normalization(mean=[0.0, 1.0], variance=[0.0, 1e-20]), *softmax()])
case("rescaling", lambda: [L.Rescaling(0.5, offset=-0.25), *softmax()])
case("rescaling by column", lambda: [L.Rescaling([0.5, 2.0], offset=[0.1, -1.0]), *softmax()])
case("dropout of nothing", lambda: sandwich(L.Dropout(0.0)))
case("dropout in inference", lambda: sandwich(L.Dropout(0.5), L.GaussianNoise(1.0)), epochs=0, metrics=["accuracy"])
case("gaussian noise of nothing", lambda: sandwich(L.GaussianNoise(0.0)))
case("reshape and flatten", lambda: [L.Dense(6), L.Reshape((2, 3)), L.Activation("tanh"), L.Flatten(), *softmax()])
case("dense on matrices", lambda: [L.Reshape((2, 1)), L.Dense(3, activation="relu"), L.Reshape((-1,)), *softmax()])
for name in ["relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "softplus", "softsign", "tanh", "hard_sigmoid", "exponential", "log_softmax", "celu", "squareplus"]:
    case(f"activation {name}", lambda n=name: sandwich(L.Activation(n)), epochs=2)
case("activation layers", lambda: [L.Dense(4), L.ReLU(max_value=1.0, negative_slope=0.1, threshold=0.2), L.Dense(4), L.LeakyReLU(0.1), L.Dense(4), L.ELU(0.5), L.Dense(3), L.Softmax()])
case("prelu", lambda: [L.Dense(4), L.PReLU(), *softmax()], randomize=True)
case("unit and rms normalization", lambda: [L.Dense(4), L.UnitNormalization(), L.Dense(4), L.RMSNormalization(), *softmax()])
case("linear and softmax layers", lambda: [L.Dense(3), L.Activation("softmax")], metrics=["accuracy"])
case("no bias", lambda: [L.Dense(5, activation="relu", use_bias=False), L.Dense(3, activation="softmax", use_bias=False)])
case("frozen first layer", hidden, frozen=[0], optimizer="adam")
case("frozen last layer", hidden, frozen=[1])
case("frozen and regularized", lambda: hidden(kernel_regularizer=R.L2(0.1)), frozen=[0])
# Small batches and a row that is never used: most rows are absent from a batch.
EMBEDDING = dict(inputs="categories ", input_dtype="int32", batch_size=4, epochs=2)
for label, optimizer in {"SGD": None, "SGD momentum": lambda: O.SGD(0.1, momentum=0.9), "Adam": lambda: O.Adam(0.05), "AdamW": lambda: O.AdamW(0.05, weight_decay=0.1),
                         "RMSprop": "rmsprop", "Adagrad": lambda: O.Adagrad(0.1), "Adadelta": lambda: O.Adadelta(1.0), "Adamax": lambda: O.Adamax(0.05),
                         "Nadam": lambda: O.Nadam(0.05), "Ftrl": lambda: O.Ftrl(0.1), "Lion": lambda: O.Lion(0.01)}.items():  # fmt: skip
    case(f"embedding {label}", lambda: [L.Embedding(12, 3), L.Flatten(), *softmax()], optimizer=optimizer, **EMBEDDING)
case("embedding clipnorm", lambda: [L.Embedding(12, 3), L.Flatten(), *softmax()], optimizer=lambda: O.Adam(0.05, clipnorm=0.05), **EMBEDDING)
case("embedding global clipnorm", lambda: [L.Embedding(12, 3), L.Flatten(), *softmax()], optimizer=lambda: O.SGD(0.5, global_clipnorm=0.05), **EMBEDDING)
case("embedding regularized", lambda: [L.Embedding(12, 3, embeddings_regularizer=R.L2(0.01), embeddings_constraint=C.MaxNorm(1.0, axis=1)), L.Flatten(), *softmax()], **EMBEDDING)
case("embedding accumulation", lambda: [L.Embedding(12, 3), L.Flatten(), *softmax()], optimizer=lambda: O.Adam(0.05, gradient_accumulation_steps=2), **EMBEDDING)

for label, optimizer in {"Adam": lambda: O.Adam(0.05), "Adagrad": lambda: O.Adagrad(0.1), "RMSprop": "rmsprop", "Ftrl": lambda: O.Ftrl(0.1), "clipnorm": lambda: O.SGD(0.5, clipnorm=0.05)}.items():
    case(f"embedding without repeats {label}", lambda: [L.Embedding(12, 3), L.Flatten(), *softmax()], optimizer=optimizer, **{**EMBEDDING, "inputs": "unique categories "})

# Sequences
SEQUENCE_RUN = dict(inputs="sequences ", epochs=2)
case("pooling", lambda: [L.GlobalAveragePooling1D(), *softmax()], **SEQUENCE_RUN)
case("pooling of masked steps", lambda: [L.Masking(), L.GlobalAveragePooling1D(), *softmax()], **SEQUENCE_RUN)
case("pooling behind layers that pass a mask", lambda: [L.Masking(), L.GroupNormalization(1), L.LayerNormalization(), L.Activation("tanh"), L.PReLU(), L.GlobalAveragePooling1D(), *softmax()], **SEQUENCE_RUN)
case("mask that ends at a reshape", lambda: [L.Masking(), L.Reshape((4, 2)), L.GlobalAveragePooling1D(), *softmax()], **SEQUENCE_RUN)
case("pooling of embedded tokens", lambda: [L.Embedding(12, 3, mask_zero=True), L.GlobalAveragePooling1D(), *softmax()], inputs="tokens ", input_dtype="int32", epochs=2)
case("category encoding", lambda: [L.CategoryEncoding(12, output_mode="count"), *softmax()], inputs="tokens ", input_dtype="int32", epochs=2)
case("group normalization", lambda: sandwich(L.GroupNormalization(2)), randomize=True)
case("optimizer Lamb", hidden, optimizer=lambda: O.Lamb(0.05))
case("optimizer Lamb and decay", hidden, optimizer=lambda: O.Lamb(S.ExponentialDecay(0.1, 5, 0.8), weight_decay=0.1, use_ema=True, ema_momentum=0.8))
case("metric R2", linear, loss="mse", labels="real", metrics=[M.R2Score()], weighted_metrics=[M.R2Score(name="weighted")], sample_weight="rows")

# Losses
for name, loss, head, labels in [
    ("BinaryCrossentropy", LOSS.BinaryCrossentropy, sigmoid, "binary"),
    ("BinaryCrossentropy flat labels", LOSS.BinaryCrossentropy, sigmoid, "binary-flat"),
    ("BinaryCrossentropy multi-label", lambda: LOSS.BinaryCrossentropy(label_smoothing=0.1), lambda: sigmoid(3), "multi-label"),
    ("BinaryCrossentropy from logits", lambda: LOSS.BinaryCrossentropy(from_logits=True), linear, "binary"),
    ("BinaryCrossentropy of ones", LOSS.BinaryCrossentropy, sigmoid, "ones"),
    ("BinaryFocalCrossentropy", LOSS.BinaryFocalCrossentropy, sigmoid, "binary"),
    ("BinaryFocalCrossentropy balanced", lambda: LOSS.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.7, gamma=1.5), sigmoid, "binary"),
    ("BinaryFocalCrossentropy from logits", lambda: LOSS.BinaryFocalCrossentropy(from_logits=True), linear, "binary"),
    ("CategoricalCrossentropy smoothed", lambda: LOSS.CategoricalCrossentropy(label_smoothing=0.2), softmax, "one-hot"),
    ("CategoricalCrossentropy from logits", lambda: LOSS.CategoricalCrossentropy(from_logits=True), lambda: linear(3), "one-hot"),
    ("CategoricalCrossentropy soft labels", LOSS.CategoricalCrossentropy, softmax, "soft"),
    ("CategoricalFocalCrossentropy", LOSS.CategoricalFocalCrossentropy, softmax, "one-hot"),
    ("CategoricalFocalCrossentropy from logits", lambda: LOSS.CategoricalFocalCrossentropy(alpha=0.5, gamma=3.0, from_logits=True), lambda: linear(3), "one-hot"),
    ("SparseCategoricalCrossentropy", LOSS.SparseCategoricalCrossentropy, softmax, "sparse"),
    ("SparseCategoricalCrossentropy flat labels", LOSS.SparseCategoricalCrossentropy, softmax, "sparse-flat"),
    ("SparseCategoricalCrossentropy ignoring", lambda: LOSS.SparseCategoricalCrossentropy(ignore_class=2), softmax, "sparse"),
    ("SparseCategoricalCrossentropy from logits", lambda: LOSS.SparseCategoricalCrossentropy(from_logits=True), lambda: linear(3), "sparse"),
    ("CategoricalGeneralizedCrossEntropy", LOSS.CategoricalGeneralizedCrossEntropy, softmax, "sparse-flat"),
    ("Hinge", LOSS.Hinge, linear, "plus-minus"), ("Hinge zero-one", LOSS.Hinge, lambda: linear(activation="tanh"), "binary"),
    ("SquaredHinge", LOSS.SquaredHinge, linear, "plus-minus"), ("CategoricalHinge", LOSS.CategoricalHinge, lambda: linear(3), "one-hot"),
    ("KLDivergence", LOSS.KLDivergence, softmax, "soft"), ("Poisson", LOSS.Poisson, lambda: linear(activation="exponential"), "real"),
    ("LogCosh", LOSS.LogCosh, linear, "real"), ("Huber", lambda: LOSS.Huber(delta=0.5), linear, "real"),
    ("MeanSquaredError", LOSS.MeanSquaredError, linear, "real"), ("MeanSquaredError softmax", LOSS.MeanSquaredError, softmax, "one-hot"),
    ("MeanAbsoluteError", LOSS.MeanAbsoluteError, linear, "real"), ("MeanAbsolutePercentageError", LOSS.MeanAbsolutePercentageError, linear, "real"),
    ("MeanSquaredLogarithmicError", LOSS.MeanSquaredLogarithmicError, linear, "real"),
    ("CosineSimilarity", LOSS.CosineSimilarity, lambda: linear(3), "one-hot"), ("Dice", LOSS.Dice, sigmoid, "binary"),
    ("Dice multi-label", lambda: LOSS.Dice(axis=0), lambda: sigmoid(3), "multi-label"), ("Tversky", lambda: LOSS.Tversky(alpha=0.3, beta=0.7), softmax, "one-hot"),
]:  # fmt: skip
    case(f"loss {name}", head, loss=loss, labels=labels, sample_weight="rows" if name in ("Hinge", "Huber", "KLDivergence", "SparseCategoricalCrossentropy ignoring") else None)
case("loss saturated softmax", softmax, scale=200.0, optimizer=lambda: O.SGD(1.0))
case("loss saturated sigmoid", sigmoid, loss="binary_crossentropy", labels="binary", scale=200.0, optimizer=lambda: O.SGD(1.0))
case("loss saturated focal", sigmoid, loss=LOSS.BinaryFocalCrossentropy, labels="binary", scale=200.0)
case("loss saturated categorical focal", softmax, loss=LOSS.CategoricalFocalCrossentropy, scale=200.0)
case("loss other activation", lambda: sigmoid(3), loss="categorical_crossentropy", metrics=["accuracy"])
case("loss binary after softmax", softmax, loss="binary_crossentropy", metrics=["accuracy"])
case("loss focal after activation layer", lambda: [L.Dense(1), L.Activation("sigmoid")], loss=LOSS.BinaryFocalCrossentropy, labels="binary")
for reduction in ["sum", "mean", "mean_with_sample_weight"]:
    case(f"reduction {reduction}", softmax, loss=lambda r=reduction: LOSS.CategoricalCrossentropy(reduction=r), sample_weight="rows", optimizer=lambda: O.SGD(0.02))
case("loss weight", softmax, loss_weights=[0.5], metrics=["accuracy"])

# Weights, metrics, validation
case("sample weight", softmax, sample_weight="rows", metrics=["accuracy"], weighted_metrics=["accuracy"], validation="weighted")
case("sample weight binary", sigmoid, loss="binary_crossentropy", labels="binary", sample_weight="rows", metrics=["accuracy", "mse"], weighted_metrics=["accuracy", "auc"])
case("sample weight of zeros", softmax, sample_weight="zeros", metrics=["accuracy"], weighted_metrics=["accuracy"], epochs=2)
case("class weight", softmax, class_weight={0: 0.5, 1: 2.0, 2: 1.5}, metrics=["accuracy"], weighted_metrics=["accuracy"], validation="plain")
case("class weight sparse", softmax, loss="sparse_categorical_crossentropy", labels="sparse", class_weight={0: 3.0, 2: 0.0})
case("class weight binary", sigmoid, loss="binary_crossentropy", labels="binary", class_weight={0: 1.0, 1: 4.0}, weighted_metrics=["accuracy"])
case("class weight flat", sigmoid, loss="binary_crossentropy", labels="binary-flat", class_weight={1: 4.0})
case("class weight and sample weight", softmax, class_weight={0: 2.0}, sample_weight="rows", epochs=2)
case("class weight multi-label", lambda: sigmoid(3), loss="binary_crossentropy", labels="multi-label", class_weight={0: 2.0, 1: 3.0}, epochs=2)
case("weighted metrics without weights", softmax, weighted_metrics=["accuracy"], epochs=2)
case("metrics binary", sigmoid, loss="binary_crossentropy", labels="binary", validation="plain", metrics=lambda: [
    "accuracy", M.AUC(), M.AUC(curve="PR", name="pr"), M.Precision(), M.Recall(), M.TruePositives(), M.TrueNegatives(), M.FalsePositives(), M.FalseNegatives(),
    M.PrecisionAtRecall(0.7), M.RecallAtPrecision(0.7), M.SensitivityAtSpecificity(0.7), M.SpecificityAtSensitivity(0.7), M.BinaryCrossentropy(), "mae", "hinge",
])  # fmt: skip
case("metrics categorical", softmax, validation="plain", metrics=lambda: [
    "acc", M.TopKCategoricalAccuracy(2), M.F1Score(average="macro"), M.FBetaScore(beta=2.0, average="weighted"), M.CategoricalCrossentropy(), "kl_divergence",
    M.Precision(class_id=1), M.Recall(top_k=1), "mse", "categorical_crossentropy", "AUC",
])  # fmt: skip
case("metrics sparse", softmax, loss="sparse_categorical_crossentropy", labels="sparse", metrics=lambda: ["accuracy", "sparse_categorical_crossentropy", M.SparseTopKCategoricalAccuracy(2)])
case("metrics short name of cross-entropy", softmax, metrics=["ce"], epochs=1)
case("loss by name crossentropy", softmax, loss="crossentropy", metrics=["acc"], epochs=2)
case("loss by name ce sparse", softmax, loss="ce", labels="sparse-flat", metrics=["acc"], epochs=2)
case("loss by name ce binary", sigmoid, loss="ce", labels="binary", metrics=["acc"], epochs=2)
case("metrics named twice", softmax, metrics=lambda: [M.CategoricalAccuracy(name="a"), M.CategoricalAccuracy(name="a")], epochs=1)
case("metric per class", softmax, metrics=lambda: [M.F1Score()], epochs=2)
case("no metrics", softmax, epochs=2, validation="plain")
case("validation frequency", softmax, metrics=["accuracy"], validation="plain", validation_freq=2, validation_batch_size=8)
case("validation frequency list", softmax, validation="plain", validation_freq=[1, 4])
case("validation steps", softmax, validation="plain", validation_batch_size=6, validation_steps=2)
case("validation split", softmax, metrics=["accuracy"], validation_split=0.3)
case("validation split weighted", softmax, metrics=["accuracy"], weighted_metrics=["accuracy"], validation_split=0.25, sample_weight="rows")
case("validation of batch normalization", lambda: sandwich(BN(momentum=0.5)), validation="plain")
case("steps per epoch", softmax, metrics=["accuracy"], steps_per_epoch=3)
case("steps per epoch not dividing", softmax, metrics=["accuracy"], epochs=4, steps_per_epoch=3, batch_size=7)
case("one batch", softmax, batch_size=100)
case("default batch size", softmax, batch_size=None)
case("initial epoch", softmax, initial_epoch=3)

# Callbacks
case("scheduler table", softmax, callbacks=[("LearningRateScheduler", {"schedule": {"table": [0.5, 0.2, 0.1, 0.1, 0.01]}})], metrics=["accuracy"])
case("scheduler factor", softmax, optimizer=lambda: O.Adam(0.1), callbacks=[("LearningRateScheduler", {"schedule": {"multiply": 0.7}})], validation="plain")
case("plateau", softmax, optimizer=lambda: O.SGD(8.0), epochs=10, callbacks=[("ReduceLROnPlateau", {"monitor": "loss", "factor": 0.3, "patience": 1})])
case("plateau options", softmax, optimizer=lambda: O.SGD(8.0), epochs=12, validation="plain",
     callbacks=[("ReduceLROnPlateau", {"factor": 0.5, "patience": 1, "min_delta": 0.05, "cooldown": 2, "min_lr": 1.5})])  # fmt: skip
case("plateau of accuracy", softmax, optimizer=lambda: O.SGD(0.3), epochs=10, metrics=["accuracy"],
     callbacks=[("ReduceLROnPlateau", {"monitor": "accuracy", "mode": "max", "patience": 2, "min_delta": 0.02})])  # fmt: skip
case("early stopping", softmax, optimizer=lambda: O.SGD(10.0), epochs=20, validation="plain", callbacks=[("EarlyStopping", {})])
case("early stopping patience", softmax, optimizer=lambda: O.SGD(8.0), epochs=20, validation="plain", callbacks=[("EarlyStopping", {"patience": 3, "restore_best_weights": True})])
case("early stopping late", softmax, optimizer=lambda: O.SGD(8.0), epochs=20, validation="plain",
     callbacks=[("EarlyStopping", {"patience": 1, "restore_best_weights": True, "start_from_epoch": 4})])  # fmt: skip
case("early stopping baseline", softmax, optimizer=lambda: O.SGD(0.01), epochs=8, callbacks=[("EarlyStopping", {"monitor": "loss", "baseline": 0.3, "patience": 2})])
case("early stopping baseline restored", softmax, optimizer=lambda: O.SGD(0.01), epochs=8,
     callbacks=[("EarlyStopping", {"monitor": "loss", "baseline": 0.3, "patience": 2, "restore_best_weights": True})])  # fmt: skip
case("early stopping delta", softmax, epochs=20, metrics=["accuracy"], callbacks=[("EarlyStopping", {"monitor": "accuracy", "min_delta": 0.02, "patience": 1})])
case("early stopping restored at the end", softmax, optimizer=lambda: O.SGD(8.0), epochs=4, callbacks=[("EarlyStopping", {"monitor": "loss", "patience": 10, "restore_best_weights": True})])
case("early stopping on rare validation", softmax, optimizer=lambda: O.SGD(8.0), epochs=12, validation="plain", validation_freq=3, callbacks=[("EarlyStopping", {"patience": 1})])
case("early stopping on unknown metric", softmax, epochs=3, callbacks=[("EarlyStopping", {"monitor": "nothing"})])
case("early stopping without validation", softmax, epochs=3, callbacks=[("EarlyStopping", {})])
case("early stopping baseline not reached", softmax, optimizer=lambda: O.SGD(12.0), epochs=20, validation="plain",
     callbacks=[("EarlyStopping", {"baseline": 0.3, "patience": 3, "restore_best_weights": True})])  # fmt: skip
case("early stopping baseline reached", softmax, optimizer=lambda: O.SGD(12.0), epochs=20, validation="plain",
     callbacks=[("EarlyStopping", {"baseline": 1.5, "patience": 3, "restore_best_weights": True})])  # fmt: skip
case("stopping and plateau", softmax, optimizer=lambda: O.SGD(8.0), epochs=20, validation="plain", metrics=["accuracy"],
     callbacks=[("ReduceLROnPlateau", {"factor": 0.5, "patience": 1}), ("EarlyStopping", {"patience": 4, "restore_best_weights": True})])  # fmt: skip
case("terminate on nan", linear, loss="mse", labels="real", optimizer=lambda: O.SGD(1e15), callbacks=[("TerminateOnNaN", {})])
case("csv logger", softmax, metrics=["accuracy"], validation="plain", epochs=3, callbacks=[("CSVLogger", {"filename": "log.csv"})])
case("csv logger without validation", softmax, metrics=["accuracy"], epochs=2, callbacks=[("CSVLogger", {"filename": "log.csv"})])
case("csv logger options", softmax, validation="plain", epochs=4, validation_freq=2, callbacks=[("CSVLogger", {"filename": "log.csv", "separator": ";"})])
case("csv logger with rates", softmax, epochs=3, callbacks=[("LearningRateScheduler", {"schedule": {"multiply": 0.5}}), ("CSVLogger", {"filename": "log.csv"})])
case("csv logger per class", softmax, epochs=2, metrics=lambda: [M.F1Score()], callbacks=[("CSVLogger", {"filename": "log.csv"})])
CHECKPOINT = {"filepath": "{epoch:02d}-{val_loss:.2f}.weights.h5", "save_weights_only": True}
case("checkpoint", softmax, validation="plain", epochs=4, optimizer=lambda: O.SGD(8.0), callbacks=[("ModelCheckpoint", CHECKPOINT)])
case("checkpoint best", softmax, validation="plain", epochs=6, optimizer=lambda: O.SGD(8.0), callbacks=[("ModelCheckpoint", {**CHECKPOINT, "save_best_only": True})])
case("checkpoint threshold", softmax, validation="plain", epochs=6, callbacks=[("ModelCheckpoint", {**CHECKPOINT, "save_best_only": True, "initial_value_threshold": 1.2})])
case("checkpoint frequency", softmax, epochs=4, metrics=["accuracy"],
     callbacks=[("ModelCheckpoint", {"filepath": "{epoch}-{batch}-{accuracy:.3f}.weights.h5", "save_weights_only": True, "save_freq": 3})])  # fmt: skip


# One batch at a time ---------------------------------------------------------------------------------------


def on_batches(name, layers, loss, optimizer, labels, metrics, weighted_metrics, calls):
    spec = dict(name=name, layers=layers, adapt=None, input_shape=None, input_dtype=None, randomize=False, scale=1.0, frozen=(), loss=loss, optimizer=optimizer,
                metrics=metrics, weighted_metrics=weighted_metrics, loss_weights=None)  # fmt: skip
    x, y = X, targets(labels, LABELS)
    model = build(spec, x)
    result = {"name": name, **describe(model), "x": named("x", x), "y": named(labels, y), "sample_weight": named("sample weight rows", WEIGHTS)}
    result["calls"] = []
    result["model"].pop("compile_config", None)
    for call, first, last, options in calls:
        options, record = dict(options), {"call": call}
        if call == "reset_metrics":
            model.reset_metrics()
        else:
            record["rows"] = [first, last]
            record.update({k: {str(a): b for a, b in v.items()} if isinstance(v, dict) else v for k, v in options.items()})
            if options.get("sample_weight"):
                options["sample_weight"] = WEIGHTS[first:last]
            arguments = [x[first:last]] if call == "predict_on_batch" else [x[first:last], y[first:last]]
            value = getattr(model, call)(*arguments, **options)
            if isinstance(value, dict):
                record["result"] = logs(value)
            elif call == "predict_on_batch":
                record["result"] = tensor(value)
            else:
                record["result"] = numbers(value)
        record["weights"] = [numbers(w) for w in model.get_weights()]
        result["calls"].append(record)
    result["metrics_names"] = model.metrics_names
    return result


SEQUENCE = [
    ("train_on_batch", 0, 16, {}), ("train_on_batch", 16, 32, {}), ("train_on_batch", 32, 39, {"sample_weight": True}), ("test_on_batch", 0, 10, {}),
    ("reset_metrics", 0, 0, {}), ("test_on_batch", 10, 30, {"return_dict": True}), ("train_on_batch", 40, 56, {"class_weight": {0: 2.0, 1: 0.5}, "return_dict": True}),
    ("predict_on_batch", 0, 4, {}), ("test_on_batch", 30, 33, {"sample_weight": True}), ("train_on_batch", 56, 57, {"return_dict": True}),
]  # fmt: skip


def main():
    chosen = os.environ.get("ONLY")
    cases = []
    for spec in CASES:
        spec = {**spec, "fit": spec["fit"]}
        if not chosen or chosen in spec["name"]:
            cases.append(run(spec))
    batches = [
        on_batches("on batches softmax", softmax, "categorical_crossentropy", O.Adam(0.05), "one-hot", ["accuracy"], None, SEQUENCE),
        on_batches("on batches hidden", lambda: sandwich(BN(momentum=0.5)), "categorical_crossentropy", O.SGD(0.1), "one-hot", ["accuracy"], ["accuracy"], SEQUENCE),
        on_batches("on batches binary", sigmoid, "binary_crossentropy", O.RMSprop(0.05), "binary", [], None, SEQUENCE),
    ]
    write("training", cases + batches, data=DATA)


if __name__ == "__main__":
    main()
