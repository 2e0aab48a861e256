"""Writes the JSON files beside this script: what NumPy computes, for Logit to agree with to the last bit.

    pip install -r requirements.txt
    python make_vectors.py

Floating-point numbers are written as hexadecimal bit patterns.
"""

import json
from pathlib import Path

import numpy as np


def bits(values):
    """The bit patterns of an array of floats (or of 64-bit integers), in hexadecimal, as one string."""
    array = np.ascontiguousarray(values)
    unsigned = array.view(np.dtype(f"u{array.itemsize}")).ravel()
    return " ".join(f"{value:x}" for value in unsigned)


def to_float32(values):
    """The array in single precision, numbers too large made infinite."""
    with np.errstate(over="ignore"):
        return values.astype(np.float32)


def write(name, content):
    """Writes one file, one case per line so that a change shows as few changed lines."""
    lines = ",\n".join("  " + json.dumps(case) for case in content)
    Path(__file__).with_name(f"{name}.json").write_text(f"[\n{lines}\n]\n")


def linspace():
    cases = [(-10, 10, 100), (-2, 10, 200), (0, 1, 11), (0.1, 0.3, 7), (3, 3, 4), (5, -5, 9), (1, 2, 1)]
    cases += [(0, 1, 0), (0, 5e-324, 4), (-1e307, 1e307, 5), (1e-310, 3e-310, 6), (-2.1, 7.7, 333)]
    for start, end, count in cases:
        values = np.linspace(start, end, count)
        yield {
            "start": bits(np.float64(start)),
            "end": bits(np.float64(end)),
            "count": count,
            "doubles": bits(values),
            "floats": bits(to_float32(values)),
        }


def arange():
    cases = [(0, 1, 0.1), (0, 10, 1), (5, -3, -0.7), (1, 1.3, 0.1), (2, 1, 1), (0.5, 9.25, 0.25)]
    for start, end, step in cases:
        yield {
            "start": bits(np.float64(start)),
            "end": bits(np.float64(end)),
            "step": bits(np.float64(step)),
            "doubles": bits(np.arange(start, end, step, dtype=np.float64)),
            "floats": bits(np.arange(start, end, step, dtype=np.float32)),
        }


def sums():
    """Sums of x[i] = (i * 7919 mod 10007) / 97 - 51, which any language can rebuild exactly."""
    for shape in [(1,), (7,), (8,), (100,), (129,), (1000,), (4099,), (37, 5), (3, 300), (300, 2), (6, 7, 8)]:
        doubles = (np.arange(np.prod(shape)) * 7919 % 10007 / 97.0 - 51).reshape(shape)
        floats = doubles.astype(np.float32)
        axes = range(len(shape))
        yield {
            "shape": shape,
            "doubleSum": bits(doubles.sum()),
            "floatSum": bits(floats.sum()),
            "doubleMean": bits(doubles.mean()),
            "floatMean": bits(floats.mean()),
            "doubleSums": [bits(doubles.sum(axis=axis)) for axis in axes],
            "floatSums": [bits(floats.sum(axis=axis)) for axis in axes],
            "floatMeans": [bits(floats.mean(axis=axis)) for axis in axes],
        }


def checksum(values):
    """A hash of all bit patterns that depends on their order: h = h * 6364136223846793005 + bits mod 2^64."""
    hash = 0
    for value in np.ascontiguousarray(values).view(f"u{values.itemsize}").ravel().tolist():
        hash = (hash * 6364136223846793005 + value) % 2**64
    return f"{hash:x}"


def drawn(operation, values, **arguments):
    """One step of a program: what was called, the first numbers it gave and the checksum of all."""
    return {"operation": operation, **arguments, "first": bits(values.ravel()[:20]), "checksum": checksum(values)}


def step(generator, operation, **arguments):
    """Calls one method of a generator; the names and arguments are those of Logit."""
    count = arguments.get("count")
    if operation == "next":
        values = generator.bit_generator.random_raw(count)
    elif operation == "random":
        values = generator.random(count)
    elif operation == "floats":
        values = generator.random(count, dtype=np.float32)
    elif operation == "uniform":
        values = generator.uniform(arguments["low"], arguments["high"], count)
    elif operation == "integers":
        values = generator.integers(arguments["lower"], arguments["upper"], count, endpoint=True)
    elif operation == "standardNormal":
        values = generator.standard_normal(count)
    elif operation == "normal":
        values = generator.normal(arguments["mean"], arguments["deviation"], count)
    elif operation == "permutation":
        values = generator.permutation(count)
    elif operation == "permutationOfRows":
        columns = arguments["columns"]
        values = generator.permutation(np.arange(count * columns).reshape(count, columns))
    elif operation == "shuffleRows":
        values = np.arange(count * arguments["columns"]).reshape(count, arguments["columns"])
        generator.shuffle(values)
    elif operation == "split":
        values = np.concatenate([child.bit_generator.random_raw(3) for child in generator.spawn(count)])
    elif operation == "splitTwice":
        values = generator.spawn(1)[0].spawn(count)[-1].bit_generator.random_raw(3)
    return drawn(operation, values, **arguments)


def random():
    """Programs of calls; each runs on one generator, so that what a call leaves behind shows in the next."""
    most = 2**63 - 1
    ranges = [(0, 9), (5, 5), (-7, 7), (0, 0), (0, 2**32 - 2), (0, 2**32 - 1), (0, 2**32), (-most - 1, most)]
    ranges += [(0, most), (0, 3 * 2**30), (0, 3 * 2**61), (-most - 1, most - 1), (-(2**31), 2**31)]
    for seed in [0, 1, 42, 2**32, 2**63 + 5, 2**64 - 1]:
        programs = {
            "doubles": [("next", dict(count=8)), ("random", dict(count=10_000))],
            "uniform": [("uniform", dict(low=-2.5, high=7.25, count=1000))],
            "normal": [
                ("standardNormal", dict(count=200_000)),
                ("normal", dict(mean=-4.0, deviation=2.0, count=1000)),
            ],
            "integers": [("integers", dict(lower=a, upper=b, count=1001)) for a, b in ranges],
            "shared halves": [
                ("floats", dict(count=3)),
                ("integers", dict(lower=0, upper=5, count=4)),
                ("normal", dict(mean=0.0, deviation=1.0, count=5)),
                ("random", dict(count=1)),
                ("permutation", dict(count=8)),
                ("integers", dict(lower=0, upper=2**40, count=3)),
                ("floats", dict(count=1001)),
                ("permutation", dict(count=7)),
                ("next", dict(count=1)),
                ("shuffleRows", dict(count=5, columns=2)),
                ("integers", dict(lower=0, upper=99, count=1)),
            ],
            "permutations": [
                ("permutation", dict(count=n)) for n in [0, 1, 2, 3, 10, 127, 128, 129, 1000, 50_003]
            ]
            + [
                ("permutationOfRows", dict(count=10, columns=1)),
                ("permutationOfRows", dict(count=100, columns=7)),
                ("shuffleRows", dict(count=100, columns=7)),
                ("shuffleRows", dict(count=10, columns=0)),
                ("permutationOfRows", dict(count=10, columns=0)),
                ("shuffleRows", dict(count=9, columns=1)),
            ],
            "children": [
                ("split", dict(count=3)),
                ("random", dict(count=5)),
                ("splitTwice", dict(count=2)),
                ("split", dict(count=1)),
            ],
        }
        for name, calls in programs.items():
            generator = np.random.default_rng(seed)
            steps = [step(generator, operation, **arguments) for operation, arguments in calls]
            yield {"seed": f"{seed:x}", "name": name, "steps": steps}


def described(values):
    """An array and its text."""
    values = np.asarray(values)
    kind = {"f8": "double", "f4": "float", "i8": "int", "b1": "bool"}[values.dtype.str[1:]]
    return {"kind": kind, "shape": values.shape, "bits": bits(values), "text": str(values)}


def described_range(shape, dtype, scale):
    """The text of scale * (0, 1, 2, ...), too long to be listed."""
    values = (np.arange(np.prod(shape)) * scale).astype(dtype).reshape(shape)
    kind = {"f8": "double", "f4": "float", "i8": "int"}[values.dtype.str[1:]]
    return {"kind": kind, "shape": shape, "scale": scale, "text": str(values)}


def descriptions():
    nan, inf = np.nan, np.inf
    lists = [
        [], [0.0], [-0.0], [1.0, 2.5, -3.125], [0.1, 0.2, 0.3], [1 / 3, 2 / 3], [1e8], [99999999.0],
        [123456.0], [1234567.0], [999999.0, 1.0], [1e-4], [0.99e-4], [1e-5, 1], [1, 1000], [1, 1001], [0, 1e10],
        [0.123456785], [0.123456775], [0.5, 0.000488281250], [2.0**-9 + 2.0**-10], [1.5, nan], [nan], [nan, nan],
        [inf], [-inf], [inf, -inf, nan], [1e10, nan, -inf], [1e10, -inf], [-1e10, 1.5], [1e300, 1e-300], [5e-324],
        [1e-320, 1.0], [1.7976931348623157e308], [0.999999999, 0.5], [9.9999999996e9], [1e100, -1e-100, 0],
        [16777216.0, 16777218.0], [1, 10, 100], [100.25, -1, 0], [1e15 + 0.3], [0.1, 12345678.9], [3.14159265358979],
        [123456789.0, 1], [1000.5, 1.0], [0.0001, 0.1], [2097151.75, 1048576.125, 999999.0625], [-1.0], [-0.5, nan],
    ]
    for values in lists:
        yield described(np.array(values, dtype=np.float64))
        with np.errstate(over="ignore", under="ignore"):
            yield described(np.array(values, dtype=np.float64).astype(np.float32))
    for value in [0.0, -0.0, 1.5, 1e16, 9999999999999998.0, 1e-5, 1e-4, 0.1, nan, -inf, 1.25e-7, 1e22, 123456.789, 999999.9, 1e6]:
        yield described(np.float64(value))
        yield described(np.float32(value))
    for values in [[], [1, 2, 3], [-1, 10, 100], [2**63 - 1, -(2**63)], [0], 7, [[1, -2], [30, 4]]]:
        yield described(np.array(values, dtype=np.int64))
    for values in [[True, False], [[True], [False]], True, False, [True]]:
        yield described(np.array(values))
    yield described(np.zeros((0, 3)))
    yield described(np.zeros((2, 0)))
    generator = np.random.default_rng(2026)
    for digits in range(1, 11):
        for exponent in [-3, 0, 2]:
            values = np.round(generator.standard_normal(5) * 10.0**exponent, digits)
            yield described(values)
            yield described(values.astype(np.float32))
    for spread in [1, 3, 8, 40]:
        for shape in [(3,), (2, 3), (2, 2, 2)]:
            values = generator.standard_normal(shape) * 10.0 ** generator.integers(-spread, spread, shape)
            yield described(values)
            with np.errstate(over="ignore", under="ignore"):
                yield described(values.astype(np.float32))
    yield described(generator.standard_normal((4, 11)))
    yield described(generator.random((2, 3, 2), dtype=np.float32))
    # Halves, where the exact value decides, and exact ties.
    yield described((np.arange(12) * 2 + 1) / 2.0**9)
    yield described((generator.integers(0, 10**8, 12) + 0.5) / 10.0**8)
    yield described((generator.integers(10**8, 10**9, 12) + 0.5) * 10.0 ** generator.integers(-30, 30, 12))
    for shape in [(1000,), (1001,), (5, 200), (7, 143), (1001, 1), (1, 1001), (6, 200), (3, 7, 50), (7, 7, 30)]:
        for dtype, scale in [(np.float64, 0.25), (np.float32, 0.1), (np.int64, -3)]:
            if np.prod(shape) > 1000 or dtype == np.int64:
                yield described_range(shape, dtype, scale)
    yield described_range((2000, 2), np.float32, 1.5)
    yield described_range((2000, 50), np.float64, 1e-3)
    yield described_range((2, 3, 4, 50), np.int64, 1)
    yield described_range((20,), np.float64, 0.5)
    yield described_range((30,), np.int64, 1)
    yield described_range((19,), np.int64, 1111)
    yield described_range((2, 40), np.int64, 1)


if __name__ == "__main__":
    write("linspace", linspace())
    write("arange", arange())
    write("sums", sums())
    write("random", random())
    write("descriptions", descriptions())
