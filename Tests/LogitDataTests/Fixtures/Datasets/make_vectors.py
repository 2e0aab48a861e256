#!/usr/bin/env python3
"""Write shapes.json: scikit-learn's moons, circles and blobs, drawn from default_rng.

    python make_vectors.py

The other files of this folder are written by Scripts/make-datasets. Made with scikit-learn 1.9.1 and NumPy 2.4.6.
"""

import json
import pathlib

import numpy as np
from sklearn.datasets import make_blobs, make_circles, make_moons


class DefaultRandomState(np.random.RandomState):
    """A RandomState that draws from default_rng."""

    def __init__(self, seed):
        super().__init__(0)
        self.generator = np.random.default_rng(seed)

    def shuffle(self, x):
        self.generator.shuffle(x)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return self.generator.normal(loc, scale, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        return self.generator.uniform(low, high, size)


def main():
    made = {
        "twoMoons": make_moons(25, noise=0.15, random_state=DefaultRandomState(1)),
        "circles": make_circles(24, noise=0.05, factor=0.6, random_state=DefaultRandomState(2)),
        "blobs": make_blobs(23, 3, centers=4, cluster_std=0.7, random_state=DefaultRandomState(3)),
    }
    result = {
        name: {"columns": x.T.tolist(), "classes": y.tolist()} for name, (x, y) in made.items()
    }
    path = pathlib.Path(__file__).with_name("shapes.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
