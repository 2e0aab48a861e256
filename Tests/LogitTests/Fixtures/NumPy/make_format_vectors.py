"""Writes format.json: how NumPy prints arrays, to hold Tensor.description against.

    pip install -r requirements.txt && python make_format_vectors.py
"""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(3)
softmax = rng.normal(0, 2, (5, 3))
softmax = np.exp(softmax) / np.exp(softmax).sum(axis=1, keepdims=True)

ARRAYS = [
    softmax, softmax ** 8, np.array([0.0, 1, 2.5, -3]), np.array([1.0, 2, 3]), np.array([0.1, 0.25, 123.456]),
    np.array([1e-5, 2.5]), np.array([1e8, 1.0]), np.array([1e-10]), np.array([100000.5, 3.25]), np.zeros((2, 3)),
    np.array([np.nan, 1.5, np.inf, -np.inf]), np.array([1 / 3, 2 / 3]), np.linspace(-10, 10, 40), np.array([-0.0, 5]),
    np.arange(30.0).reshape(2, 3, 5) / 7, np.linspace(0, 1, 1001), np.linspace(0, 1, 1002).reshape(501, 2),
    np.array([99999999.0, 99999.0]), np.array([123456.789]), np.array([0.00012345678]), np.array([1e20, 1e-20]),
    np.array([2.0]), np.zeros((0, 3)), rng.normal(0, 1, (4, 12)),
]


def finite_values(array):
    return [None if not np.isfinite(v) else float(v) for v in array.ravel()]


def case(array):
    special = {str(i): str(float(v)) for i, v in enumerate(array.ravel()) if not np.isfinite(v)}
    return {"shape": list(array.shape), "values": finite_values(array), "special": special, "text": str(array)}


vectors = {
    "numpy": np.__version__,
    "double": [case(a) for a in ARRAYS],
    "float": [case(a.astype(np.float32)) for a in ARRAYS],
    "int": [
        {"shape": list(a.shape), "values": a.ravel().tolist(), "text": str(a)}
        for a in [np.arange(12).reshape(3, 4), np.array([-5, 100000, 7]), np.arange(1001), np.array([], dtype=int)]
    ],
}
path = pathlib.Path(__file__).with_name("format.json")
path.write_text(json.dumps(vectors) + "\n")
