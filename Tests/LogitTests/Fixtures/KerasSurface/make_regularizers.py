"""Writes regularizers.json: value and gradient of every Keras regularizer."""

from common import config, float32, generator, keras, np, number, numbers, rounded, tf, write

R = keras.regularizers
rng = generator("regularizers")
MATRICES = {
    "ordinary": rounded(rng.normal(0, 1, (4, 3))),
    "wide": rounded(rng.normal(0, 1, (2, 5))),
    "zeros": float32([[0, -0.0, 1], [-2, 0, 0]]),
    "zero-row": float32([[0, 0, 0], [3, -4, 0], [1, 1, 1]]),
    "tiny": float32([[1e-5, -1e-20, 1e-8], [1e4, -1e4, 0]]),
    "vector": rounded(rng.normal(0, 1, 5)),
}
REGULARIZERS = [
    ({}, R.L1), ({"l1": 0.5}, R.L1), ({"l1": 0.0}, R.L1),
    ({}, R.L2), ({"l2": 0.5}, R.L2), ({"l2": 0.0}, R.L2),
    ({}, R.L1L2), ({"l1": 0.1}, R.L1L2), ({"l2": 0.1}, R.L1L2), ({"l1": 0.03, "l2": 0.2}, R.L1L2),
    ({}, R.OrthogonalRegularizer), ({"factor": 0.5}, R.OrthogonalRegularizer), ({"mode": "columns"}, R.OrthogonalRegularizer),
    ({"factor": 2.0, "mode": "columns"}, R.OrthogonalRegularizer),
]  # fmt: skip


def main():
    cases = []
    for options, kind in REGULARIZERS:
        regularizer = kind(**options)
        for key, matrix in MATRICES.items():
            if kind is R.OrthogonalRegularizer and matrix.ndim != 2:
                continue
            with tf.GradientTape() as tape:
                w = tf.convert_to_tensor(matrix)
                tape.watch(w)
                value = regularizer(w)
            gradient = tape.gradient(value, w)
            label = "".join(f" {k}={v}" for k, v in options.items())
            cases.append(
                {
                    "name": f"{kind.__name__}{label} {key}",
                    "config": config(regularizer),
                    "shape": list(matrix.shape),
                    "w": numbers(matrix),
                    "value": number(np.asarray(value)),
                    # Keras gives none where the value does not depend on the weights: L1L2 with both 0.
                    "gradient": numbers(np.zeros_like(matrix) if gradient is None else gradient),
                }
            )
    write("regularizers", cases)


if __name__ == "__main__":
    main()
