"""Writes random.json: what NumPy's default_rng gives, to hold RandomGenerator against.

    pip install -r requirements.txt && python make_vectors.py

Numbers are written as the hexadecimal bit pattern of the double, so that not a bit is lost.
"""

import json
import pathlib
import struct

import numpy as np

SEEDS = [0, 1, 42, 2**31, 2**63 + 5]


def bits(values):
    return [struct.pack(">d", value).hex() for value in np.asarray(values, dtype=float).ravel()]


def digest(values):
    """The sum, modulo 2**64, of the bit patterns multiplied by their odd positions: order counts."""
    patterns = np.asarray(values, dtype=float).ravel().view(np.uint64)
    positions = 2 * np.arange(len(patterns), dtype=np.uint64) + 1
    return str(int((patterns * positions).sum(dtype=np.uint64)))


def case(seed):
    rng = np.random.default_rng(seed)
    result = {"seed": str(seed)}
    result["random"] = bits(rng.random(8))
    # 32-bit ranges leave half a draw over, which the next 32-bit range uses but doubles do not.
    result["small"] = rng.integers(0, 7, 5).tolist()
    result["normal"] = bits(rng.normal(-4, 2, 8))
    result["negative"] = rng.integers(-1000, 1000, 5).tolist()
    result["large"] = [str(v) for v in rng.integers(0, 2**40, 4)]
    result["halfRange"] = [str(v) for v in rng.integers(0, 2**32, 3)]
    result["uniform"] = bits(rng.uniform(-3, 5, 4))
    result["permutation"] = rng.permutation(20).tolist()
    array = np.arange(12).reshape(6, 2)
    rng.shuffle(array)
    result["shuffledRows"] = array.ravel().tolist()
    result["manyNormals"] = digest(rng.standard_normal(200_000))
    result["manyPermuted"] = digest(rng.permutation(5_000).astype(float))
    children = rng.spawn(2)
    result["children"] = [bits(child.random(3)) for child in children]
    result["grandchild"] = bits(children[1].spawn(1)[0].random(3))
    return result


vectors = {
    "numpy": np.__version__,
    "cases": [case(seed) for seed in SEEDS],
    "linspace": [
        {"start": a, "stop": b, "count": n, "values": bits(np.linspace(a, b, n))}
        for a, b, n in [(-10, 10, 100), (-2, 10, 200), (0, 1, 3), (0.1, 0.7, 13), (5, 5, 2), (1, 2, 1)]
    ],
}
path = pathlib.Path(__file__).with_name("random.json")
path.write_text(json.dumps(vectors, indent=1) + "\n")
