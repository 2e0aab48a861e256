"""Writes constraints.json: what every Keras constraint makes of a few weights."""

from common import config, float32, generator, keras, np, numbers, rounded, write

C = keras.constraints
rng = generator("constraints")
WEIGHTS = {
    "ordinary": rounded(rng.normal(0, 2, (4, 3))),
    "small": rounded(rng.normal(0, 0.1, (3, 2)), 4),
    "zero-column": float32([[0, 3, -0.0], [0, -4, 0], [-0.0, 0, 1e-9]]),
    "boundary": float32([[2, 0.6, -1], [0, 0.8, 0]]),
    "vector": rounded(rng.normal(0, 2, 4)),
}
CONSTRAINTS = [
    (C.MaxNorm, [{}, {"max_value": 0.5}, {"axis": 1}, {"max_value": 1.5, "axis": [0, 1]}, {"axis": -1}, {"max_value": 3}]),
    (C.NonNeg, [{}]),
    (C.UnitNorm, [{}, {"axis": 1}, {"axis": [0, 1]}, {"axis": -1}]),
    (C.MinMaxNorm, [
        {}, {"min_value": 0.5}, {"max_value": 2.0}, {"rate": 0.3}, {"axis": 1},
        {"min_value": 1.0, "max_value": 1.5, "rate": 0.8, "axis": [0, 1]}, {"min_value": 0.5, "rate": 0.0},
    ]),
]  # fmt: skip


def main():
    cases = []
    for kind, choices in CONSTRAINTS:
        for options in choices:
            for key, w in WEIGHTS.items():
                if w.ndim == 1 and options.get("axis", 0) in (1, [0, 1]):
                    continue
                constraint = kind(**options)
                label = "".join(f" {k}={v}" for k, v in options.items())
                once = np.asarray(constraint(w))
                cases.append(
                    {
                        "name": f"{kind.__name__}{label} {key}",
                        "config": config(constraint),
                        "shape": list(w.shape),
                        "w": numbers(w),
                        "projected": numbers(once),
                        "twice": numbers(constraint(once)),
                    }
                )
    write("constraints", cases)


if __name__ == "__main__":
    main()
