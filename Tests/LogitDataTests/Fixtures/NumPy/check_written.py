"""Has NumPy and pandas read what the library wrote, and compares every value.

    LOGIT_WRITTEN_DATA=FOLDER swift test --filter NumPyWriterTests
    python check_written.py FOLDER        (needs numpy and pandas)

Prints a line a check and the number of values compared; exits with 1 if any differs.
"""

import pathlib
import sys
import warnings

import numpy as np
import pandas as pd

# Pandas 3 says that what float_precision asks for is the usual now; pandas 2 still needs it.
warnings.simplefilter("ignore", category=DeprecationWarning)
folder = pathlib.Path(sys.argv[1])
failures = compared = 0


def check(name, found, expected):
    global failures, compared
    found, expected = np.asarray(found), np.asarray(expected)
    same = found.dtype == expected.dtype and found.shape == expected.shape
    if same:
        same = bool(np.array_equal(found, expected, equal_nan=expected.dtype.kind == "f"))
        if same and expected.dtype.kind == "f":
            same = bool((np.signbit(found) == np.signbit(expected))[~np.isnan(expected)].all())
    failures += not same
    compared += expected.size
    print(("same    " if same else "DIFFERS ") + f"{name}: {expected.size} of {expected.dtype}, shape {expected.shape}")


mixed = {
    "mass": np.array([0.1, np.nan, 3]), "half": np.array([0.5, 1, 2], "f4"), "year": np.array([2007, 2008, 2009]),
    "gap": np.array([1, np.nan, 3]), "alive": np.array([True, False, True]), "sex": np.array(["männlich", "", "f"]),
}
for name in ["mixed.npz", "compressed.npz"]:
    archive = np.load(folder / name)
    assert list(archive) == list(mixed), list(archive)
    for column, values in mixed.items():
        check(f"{name} {column}", archive[column], values)
records = np.load(folder / "mixed.npy")
for column, values in mixed.items():
    check(f"mixed.npy {column}", records[column], values)
for name in ["mixed.csv", "mixed.tsv", "mixed.csv.gz"]:
    frame = pd.read_csv(folder / name, sep="\t" if "tsv" in name else ",", float_precision="round_trip")
    assert list(frame) == list(mixed), list(frame)
    for column in ["mass", "year", "gap", "alive"]:
        check(f"{name} {column}", frame[column].to_numpy(), mixed[column])
    check(f"{name} half", frame["half"].to_numpy("f4"), mixed["half"])
    check(f"{name} sex", frame["sex"].fillna("").to_numpy("U"), mixed["sex"])

count = len(np.load(folder / "numbers.npz")["double"])
k = np.arange(200_000, dtype="u8")
with np.errstate(all="ignore"):
    doubles = (k * np.uint64(0x9E3779B97F4A7C15)).view("f8")
    doubles = doubles[np.isfinite(doubles)]
    singles = doubles.astype("f4")
    singles = singles[np.isfinite(singles)]
    integers = (np.arange(count, dtype="u8") * np.uint64(0x9E3779B97F4A7C1)).view("i8")
numbers = {"double": doubles[:count], "single": singles[:count], "integer": integers}
for name in ["numbers.npz", "numbers-compressed.npz"]:
    archive = np.load(folder / name)
    for column, values in numbers.items():
        check(f"{name} {column}", archive[column], values)
for name in ["numbers.csv", "numbers.csv.gz"]:
    frame = pd.read_csv(folder / name, float_precision="round_trip", dtype={"single": "f4"})
    # pandas rounds twice on the way to float32, so NumPy converts the text itself.
    text = pd.read_csv(folder / name, dtype=str)
    check(f"{name} double", frame["double"].to_numpy(), numbers["double"])
    check(f"{name} integer", frame["integer"].to_numpy(), numbers["integer"])
    check(f"{name} single", np.array([np.float32(t) for t in text["single"]]), numbers["single"])
for shape in [(), (0,), (7,), (3, 4), (2, 3, 4)]:
    label = "x".join(map(str, shape))
    singles = (np.arange(int(np.prod(shape, dtype=int)), dtype="f4") / np.float32(3)).reshape(shape)
    for dtype in ["f4", "f8", "i8"]:
        check(f"tensor-{dtype}-{label}.npy", np.load(folder / f"tensor-{dtype}-{label}.npy"), singles.astype(dtype))

print(f"{compared} values compared, {failures} checks failed")
sys.exit(1 if failures else 0)
