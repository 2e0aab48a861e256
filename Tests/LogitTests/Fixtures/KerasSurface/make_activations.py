"""Writes activations.json: value and gradient of every Keras activation but glu, with every option moved."""

from common import config, float32, generator, keras, np, numbers, rounded, tf, write

ACTIVATIONS = [
    ("celu", {}), ("celu", {"alpha": 0.5}), ("celu", {"alpha": 2.0}),
    ("elu", {}), ("elu", {"alpha": 0.3}), ("elu", {"alpha": 2.5}),
    ("exponential", {}),
    ("gelu", {}), ("gelu", {"approximate": True}),
    ("hard_shrink", {}), ("hard_shrink", {"threshold": 1.0}), ("hard_shrink", {"threshold": 0.0}),
    ("hard_sigmoid", {}), ("hard_silu", {}), ("hard_tanh", {}),
    ("leaky_relu", {}), ("leaky_relu", {"negative_slope": 0.01}), ("leaky_relu", {"negative_slope": 1.0}),
    ("linear", {}), ("log_sigmoid", {}),
    ("log_softmax", {}), ("log_softmax", {"axis": 0}),
    ("mish", {}),
    ("relu", {}), ("relu", {"negative_slope": 0.1}), ("relu", {"max_value": 2.0}), ("relu", {"threshold": 0.5}),
    ("relu", {"negative_slope": 0.25, "max_value": 3.0, "threshold": 1.0}),
    ("relu", {"negative_slope": 0.25, "threshold": -1.0}), ("relu", {"max_value": 6.0}),
    ("relu", {"max_value": 3.0, "threshold": 1.0}), ("relu", {"negative_slope": 0.5, "max_value": 0.0}),
    ("relu6", {}), ("selu", {}), ("sigmoid", {}), ("silu", {}),
    ("soft_shrink", {}), ("soft_shrink", {"threshold": 1.0}),
    ("softmax", {}), ("softmax", {"axis": 0}),
    ("softplus", {}), ("softsign", {}), ("sparse_plus", {}), ("sparse_sigmoid", {}),
    ("sparsemax", {}), ("sparsemax", {"axis": 0}),
    ("squareplus", {}), ("squareplus", {"b": 1.0}), ("squareplus", {"b": 0.25}),
    ("tanh", {}), ("tanh_shrink", {}),
    ("threshold", {"threshold": 0.5, "default_value": -2.0}), ("threshold", {"threshold": -1.0, "default_value": 7.0}),
]  # fmt: skip

LAYERS = [
    keras.layers.ReLU(), keras.layers.ReLU(max_value=3.0, negative_slope=0.25, threshold=1.0),
    keras.layers.ReLU(max_value=6.0), keras.layers.LeakyReLU(), keras.layers.LeakyReLU(negative_slope=0.05),
    keras.layers.ELU(), keras.layers.ELU(alpha=0.4), keras.layers.Softmax(), keras.layers.Softmax(axis=1),
    keras.layers.Activation("tanh"), keras.layers.Activation("hard_swish"), keras.layers.Activation("swish"),
]  # fmt: skip

BOUNDARIES = [
    [-0.0, 0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0],
    [3.0, -3.0, 6.0, -6.0, 2.5, -2.5, 1e-7, -1e-7],
    [20.0, -20.0, 88.0, -88.0, 100.0, -100.0, 0.25, -0.25],
    [0.5000001, 0.49999997, 1.0000001, 0.99999994, -0.99999994, -1.0000001, 3.0000002, -3.0000002],
]
HUGE = [[1000.0, -1000.0, 1e30, -1e30], [3e38, -3e38, 1e-30, -1e-30]]
INPUTS = {
    "ordinary": rounded(generator("activations").normal(0, 2, (5, 4))),
    "boundaries": float32(BOUNDARIES),
    "huge": float32(HUGE),
    "ties": float32([[1, 1, 1], [-2, -2, 0], [0, 0, 0], [5, 5, -5]]),
    "one-column": float32([[0.3], [-4], [0]]),
}
SOFT = {"softmax", "log_softmax", "sparsemax"}


def gradient(function, x, upstream):
    with tf.GradientTape() as tape:
        variable = tf.convert_to_tensor(x)
        tape.watch(variable)
        y = function(variable)
        loss = tf.reduce_sum(upstream * y)
    return np.asarray(y), np.asarray(tape.gradient(loss, variable))


def inputs(name):
    for key, x in INPUTS.items():
        if key in ("ties", "one-column") and name.lower() not in SOFT:
            continue
        yield key, x


def measure(function, x, name):
    rng = generator(name)
    upstream = rounded(rng.uniform(0.1, 2, x.shape) * rng.choice([-1, 1], x.shape), 2)
    y, dx = gradient(function, x, upstream)
    return {
        "shape": list(x.shape),
        "x": numbers(x),
        "y": numbers(y),
        "upstream": numbers(upstream),
        "dx": numbers(dx),
    }


def sparsemax(x, axis):
    """The projection onto the simplex that Martins and Astudillo define; Keras's is another function."""
    z = np.moveaxis(np.asarray(x, dtype=np.float64), axis, -1)
    ordered = -np.sort(-z, axis=-1)
    sums, ranks = np.cumsum(ordered, axis=-1), np.arange(1, z.shape[-1] + 1)
    size = (1 + ranks * ordered > sums).sum(axis=-1, keepdims=True)
    threshold = (np.take_along_axis(sums, size - 1, axis=-1) - 1) / size
    return np.moveaxis(np.maximum(z - threshold, 0), -1, axis)


def label(options):
    return "".join(f" {key}={value}" for key, value in options.items())


def main():
    cases = []
    for name, options in ACTIVATIONS:
        function = keras.activations.get(name)
        for key, x in inputs(name):
            title = f"{name}{label(options)} {key}"
            measured = measure(lambda v, f=function, o=options: f(v, **o), x, title)
            case = {"name": title, "config": keras.activations.serialize(function), "options": options, **measured}
            if name == "sparsemax" and key != "huge":
                case["defined"] = numbers(sparsemax(x, options.get("axis", -1)))
            cases.append(case)
    counts = {}
    for layer in LAYERS:
        kind = type(layer).__name__
        counts[kind] = counts.get(kind, 0) + 1
        # Keras numbers layers as they are made; a name of its own keeps the file the same whatever came before.
        layer.name = f"{kind.lower()}_{counts[kind]}"
        for key in ("ordinary", "boundaries"):
            title = f"layer {layer.name} {key}"
            cases.append({"name": title, "layer": config(layer), **measure(layer, INPUTS[key], title)})
    write("activations", cases)


if __name__ == "__main__":
    main()
