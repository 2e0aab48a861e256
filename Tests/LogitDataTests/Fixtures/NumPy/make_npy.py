"""Writes the NumPy files that the tests of NumPy/ read.

    python make_npy.py        (NumPy 2; the files here are from 2.4)

Element k, counted in C order, is (k - 5) / 4 in floating point, k - 5 with a sign, k without, and true for every third.
"""

import io
import pathlib
import zipfile

import numpy as np

folder = pathlib.Path(__file__).parent


def values(dtype, shape):
    k = np.arange(int(np.prod(shape, dtype=int)))
    kind = np.dtype(dtype).kind
    numbers = {"f": (k - 5) / 4, "i": k - 5, "u": k, "b": k % 3 == 0}[kind]
    return numbers.reshape(shape).astype(dtype)


def version(name, array, number):
    with open(folder / name, "wb") as file:
        np.lib.format.write_array(file, array, version=number)


types = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
arrays = {"b1": values("b1", (3, 4))}
for name in types:
    for order in "<>":
        arrays[("big-" if order == ">" else "") + name] = values(order + name, (3, 4))
for name in ["f4", ">f8", "i2", "b1"]:
    arrays["fortran-" + name.replace(">", "big-")] = np.asfortranarray(values(name, (3, 4)))
arrays["three-dimensions"] = values("f4", (2, 3, 4))
arrays["fortran-three-dimensions"] = np.asfortranarray(values("f4", (2, 3, 4)))
arrays["vector"] = values("f8", (7,))
arrays["single"] = np.array(2.5)
arrays["empty"] = values("f4", (0,))
arrays["no-rows"] = values("f4", (0, 3))
arrays["no-columns"] = values("f4", (3, 0))
arrays["unicode"] = np.array(["adelie", "", "a\0b", "naïve", "日本", "𝄞"])
arrays["big-unicode"] = arrays["unicode"].astype(">U6")
arrays["bytes"] = np.array([b"adelie", b"", b"gentoo", "naïve".encode("latin-1"), "é".encode()])
arrays["extremes-i8"] = np.array([np.iinfo("i8").min, -1, np.iinfo("i8").max])
arrays["extremes-u8"] = np.array([0, 2**63, 2**64 - 1], dtype="u8")
arrays["halves"] = np.array(
    [0.0, -0.0, 6e-08, 6.1e-05, 65504, np.inf, -np.inf, np.nan, 0.333], dtype="f2")
arrays["records"] = np.array(
    [(1.5, 3, "x", True), (np.nan, -7, "", False)], dtype=[("mass", "<f8"), ("year", ">i4"), ("sex", "<U3"), ("alive", "?")])
arrays["aligned-records"] = np.array([(1, 2.5), (2, -0.5)], dtype=np.dtype([("a", "i1"), ("b", "f8")], align=True))
np.savez(folder / "types.npz", **arrays)

version("version-1.npy", values("f4", (3, 4)), (1, 0))
version("version-2.npy", values("f4", (3, 4)), (2, 0))
version("version-3.npy", np.array([(1.5,), (2.5,)], dtype=[("länge 日", "<f8")]), (3, 0))
np.save(folder / "latin-1.npy", np.array([(1.5,), (2.5,)], dtype=[("länge", "<f8")]))
np.savez_compressed(folder / "compressed.npz", x=values("f4", (40, 3)), y=values("i8", (40,)), name=np.array(["a", "b"] * 20))
np.savez(folder / "many.npz", **{f"column {k}": np.array([k]) for k in range(300)})

# Entries beyond 4 GiB cannot be kept here, but the fields for them can be asked for.
with zipfile.ZipFile(folder / "large.npz", "w") as archive:
    for name, array in [("x", values("f4", (3, 4))), ("../y", values("i8", (3,)))]:
        with archive.open(name + ".npy", "w", force_zip64=True) as entry:
            np.lib.format.write_array(entry, array)


class Pipe(io.RawIOBase):
    """A file without places, so that sizes follow the data."""

    def __init__(self, file):
        self.file = file

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


with open(folder / "streamed.npz", "wb") as file, zipfile.ZipFile(Pipe(file), "w", zipfile.ZIP_DEFLATED) as archive:
    with archive.open("x.npy", "w") as entry:
        np.lib.format.write_array(entry, values("f4", (3, 4)))

np.save(folder / "objects.npy", np.array([1, "two"], dtype=object), allow_pickle=True)
np.save(folder / "complex.npy", np.array([1 + 2j]))
np.save(folder / "dates.npy", np.array(["2024-01-01"], dtype="M8[D]"))
np.save(folder / "nested.npy", np.zeros(2, dtype=[("a", "f4", (2,))]))
