#!/usr/bin/env python3
"""Has Python's safetensors and NumPy read the model files that the tests wrote, and predict with them.

    LOGIT_WRITTEN_MODELS=FOLDER swift test --filter ModelFileTests
    python check_model.py FOLDER          (needs safetensors and numpy)

Each NAME.safetensors has beside it NAME.json: a matrix of features and the probabilities that Logit gives. Writes
NAME-resaved.safetensors, which holds the same tensors and metadata in the order of the Python package. Prints a line a
file; exits with 1 if any differs.
"""

import json
import pathlib
import sys

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

failures = 0
files = [p for p in sorted(pathlib.Path(sys.argv[1]).glob("*.safetensors")) if not p.stem.endswith("-resaved")]
for path in files:
    with safe_open(path, "np") as file:
        metadata = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    assert metadata["format"] == "logit-model" and metadata["format_version"] == "2", metadata["format"]
    target = json.loads(metadata["target"])
    json.loads(metadata["features"]), json.loads(metadata["provenance"])
    layers = [
        layer["config"] for layer in json.loads(metadata["architecture"])["config"]["layers"] if layer["class_name"] == "Dense"
    ]
    expected = json.loads(path.with_suffix(".json").read_text())
    x = np.array(expected["features"], "f4")
    for layer in layers:
        x = x @ tensors[layer["name"] + "/kernel"] + tensors[layer["name"] + "/bias"]
        if layer["activation"] == "relu":
            x = np.maximum(x, 0)
        elif layer["activation"] == "sigmoid":
            x = 1 / (1 + np.exp(-x))
            x = np.hstack([1 - x, x])
        elif layer["activation"] == "softmax":
            x = np.exp(x - x.max(1, keepdims=True))
            x /= x.sum(1, keepdims=True)
    difference = np.abs(x - np.array(expected["probabilities"])).max()
    # Sums of up to 64 float32 products in another order.
    same = difference < 1e-5 and len(target["classes"]) == x.shape[1]
    failures += not same
    print(f"{'same   ' if same else 'DIFFERS'} {path.name}: {len(tensors)} tensors, {len(metadata)} metadata, "
          f"{x.shape[0]} rows, largest difference {difference:.1e}")
    save_file(dict(reversed(tensors.items())), path.with_name(path.stem + "-resaved.safetensors"), metadata)
print(f"{len(files)} files, {failures} differ")
sys.exit(1 if failures or not files else 0)
