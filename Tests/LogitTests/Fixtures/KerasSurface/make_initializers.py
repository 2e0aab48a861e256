"""Writes initializers.json: what the values of every Keras initializer must look like, and that Keras's own do."""

import math

from common import config, keras, np, number, numbers, write

I = keras.initializers
SHAPES = [[200, 100], [100, 400], [5, 3000], [4000], [3, 3, 8, 16]]
SMALL = [[3, 2], [2, 4], [4, 4], [5]]
# The standard deviation of a normal distribution cut at two of its own.
CUT = math.sqrt(1 - 2 * 2 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2)))

RANDOM = [
    (I.RandomNormal, [{}, {"mean": 0.5, "stddev": 0.2}]), (I.RandomUniform, [{}, {"minval": -1.0, "maxval": 3.0}]),
    (I.TruncatedNormal, [{}, {"mean": -1.0, "stddev": 0.3}]),
    (I.VarianceScaling, [
        {}, {"scale": 2.0}, {"mode": "fan_out"}, {"mode": "fan_avg"}, {"distribution": "normal"}, {"distribution": "untruncated_normal"},
        {"distribution": "uniform"}, {"scale": 0.5, "mode": "fan_avg", "distribution": "uniform"},
    ]),
    (I.GlorotUniform, [{}]), (I.GlorotNormal, [{}]), (I.HeUniform, [{}]), (I.HeNormal, [{}]), (I.LecunUniform, [{}]), (I.LecunNormal, [{}]),
]  # fmt: skip
SCALED = {
    "GlorotUniform": (1.0, "fan_avg", "uniform"), "GlorotNormal": (1.0, "fan_avg", "truncated_normal"), "HeUniform": (2.0, "fan_in", "uniform"),
    "HeNormal": (2.0, "fan_in", "truncated_normal"), "LecunUniform": (1.0, "fan_in", "uniform"), "LecunNormal": (1.0, "fan_in", "truncated_normal"),
}  # fmt: skip


def fans(shape):
    if len(shape) == 1:
        return shape[0], shape[0]
    field = math.prod(shape[:-2])
    return field * shape[-2], field * shape[-1]


def expected(initializer, shape):
    """Distribution and its parameters, from the documentation."""
    name, options = type(initializer).__name__, initializer.get_config()
    if name == "RandomUniform":
        return "uniform", {"low": options["minval"], "high": options["maxval"]}
    if name == "RandomNormal":
        return "normal", {"mean": options["mean"], "stddev": options["stddev"]}
    if name == "TruncatedNormal":
        mean, scale = options["mean"], options["stddev"]
        return "truncated_normal", {"mean": mean, "stddev": scale * CUT, "low": mean - 2 * scale, "high": mean + 2 * scale}
    scale, mode, distribution = SCALED.get(name) or (options["scale"], options["mode"], options["distribution"])
    fan_in, fan_out = fans(shape)
    variance = scale / max(1.0, {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode])
    if distribution == "uniform":
        limit = math.sqrt(3 * variance)
        return "uniform", {"low": -limit, "high": limit}
    if distribution == "untruncated_normal":
        return "normal", {"mean": 0.0, "stddev": math.sqrt(variance)}
    untruncated = math.sqrt(variance) / 0.87962566103423978
    return "truncated_normal", {"mean": 0.0, "stddev": math.sqrt(variance), "low": -2 * untruncated, "high": 2 * untruncated}


def random_case(kind, options):
    initializer = kind(**options, seed=7)
    label = "".join(f" {k}={v}" for k, v in options.items())
    case = {"name": f"{kind.__name__}{label}", "config": config(initializer), "options": options, "shapes": []}
    for shape in SHAPES:
        distribution, parameters = expected(initializer, shape)
        values = np.asarray(initializer(shape), dtype=np.float64).ravel()
        if distribution == "uniform":
            parameters["mean"] = (parameters["low"] + parameters["high"]) / 2
            parameters["stddev"] = (parameters["high"] - parameters["low"]) / math.sqrt(12)
        # Keras's own values must pass: five standard errors for the mean, three in a hundred for the deviation.
        assert abs(values.mean() - parameters["mean"]) < 5 * parameters["stddev"] / math.sqrt(values.size), (case["name"], shape)
        assert abs(values.std() / parameters["stddev"] - 1) < 0.04, (case["name"], shape, values.std(), parameters)
        if "low" in parameters:
            slack = 1e-6 * max(abs(parameters["low"]), abs(parameters["high"]))
            assert parameters["low"] - slack <= values.min() and values.max() <= parameters["high"] + slack, (case["name"], shape)
        drawn = {"mean": number(values.mean()), "stddev": number(values.std()), "min": number(values.min()), "max": number(values.max())}
        # The same object gives the same values again, since its seed is a number.
        assert np.array_equal(values, np.asarray(initializer(shape)).ravel())
        case["shapes"].append({"shape": shape, "distribution": distribution, **{k: float(v) for k, v in parameters.items()}, "drawn": drawn})
    return case


def exact_case(initializer, label, shapes, **options):
    case = {"name": f"{type(initializer).__name__}{label}", "config": config(initializer), "options": options, "exact": []}
    for shape in shapes:
        try:
            values = np.asarray(initializer(shape))
            case["exact"].append({"shape": shape, "values": numbers(values)})
        except Exception as error:
            case["exact"].append({"shape": shape, "raises": type(error).__name__})
    return case


def orthogonal_case(options, shapes):
    initializer = I.Orthogonal(**options, seed=7)
    label = "".join(f" {k}={v}" for k, v in options.items())
    case = {"name": f"Orthogonal{label}", "config": config(initializer), "options": options, "orthogonal": []}
    for shape in shapes:
        w = np.asarray(initializer(shape), dtype=np.float64)
        flat = w.reshape(-1, shape[-1])
        rows, columns = flat.shape
        gram = flat @ flat.T if rows < columns else flat.T @ flat
        assert np.abs(gram - initializer.gain**2 * np.eye(len(gram))).max() < 1e-5
        entry = {"shape": shape, "orthonormal": "rows" if rows < columns else "columns", "gain": float(initializer.gain)}
        entry["error"] = number(np.abs(gram - initializer.gain**2 * np.eye(len(gram))).max())
        case["orthogonal"].append(entry)
    return case


def main():
    cases = [random_case(kind, options) for kind, choices in RANDOM for options in choices]
    cases.append(orthogonal_case({}, [[6, 4], [4, 6], [5, 5], [2, 3, 4]]))
    cases.append(orthogonal_case({"gain": 2.5}, [[6, 4], [4, 6]]))
    cases.append(exact_case(I.Zeros(), "", SMALL))
    cases.append(exact_case(I.Ones(), "", SMALL))
    cases.append(exact_case(I.Constant(), "", SMALL))
    cases.append(exact_case(I.Constant(value=-0.3), " value=-0.3", SMALL, value=-0.3))
    cases.append(exact_case(I.Identity(), "", SMALL))
    cases.append(exact_case(I.Identity(gain=0.7), " gain=0.7", SMALL, gain=0.7))
    cases.append(exact_case(I.Orthogonal(seed=1), " refused", [[5]]))
    aliases = {}
    for name in sorted(n for n in dir(I) if n.islower() and not n.startswith("_") and n not in ("deserialize", "get", "serialize", "stft")):
        aliases[name] = type(I.get(name) if name != "constant" else I.Constant()).__name__
    write("initializers", cases, names=aliases)


if __name__ == "__main__":
    main()
