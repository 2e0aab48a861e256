#!/usr/bin/env python3
"""Write xxh64.json: xxhash's hashes of bytes of many lengths.

    python make_vectors.py          (needs xxhash)

Made with xxhash 4.1.0.
"""

import json
import pathlib

import xxhash

folder = pathlib.Path(__file__).parent

# Bytes k * 151 + 7 modulo 256, of every length around the sizes at which the hash changes its way.
pattern = bytes((k * 151 + 7) % 256 for k in range(1000))
hashes = [
    {"count": count, "seed": str(seed), "hash": f"{xxhash.xxh64_intdigest(pattern[:count], seed):016x}"}
    for seed in [0, 1, 2**64 - 1]
    for count in [*range(0, 41), 63, 64, 65, 100, 255, 256, 1000]
]
with open(folder / "xxh64.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(h, separators=(",", ":")) for h in hashes) + "\n]\n")
