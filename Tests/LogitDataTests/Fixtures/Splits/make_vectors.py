#!/usr/bin/env python3
"""Write splits.json: what scikit-learn's splitters make of small sets of rows.

    python make_vectors.py

Scikit-learn draws from NumPy's older RandomState. Here it is given one whose draws come from
default_rng(seed), which is what Logit has. Made with scikit-learn 1.9.1 and NumPy 2.4.6.
"""

import json
import pathlib

import numpy as np
from sklearn.model_selection import (
    GroupKFold,
    GroupShuffleSplit,
    KFold,
    ShuffleSplit,
    StratifiedKFold,
    StratifiedShuffleSplit,
    TimeSeriesSplit,
)


class DefaultRandomState(np.random.RandomState):
    """A RandomState that draws from default_rng."""

    def __init__(self, seed):
        super().__init__(0)
        self.generator = np.random.default_rng(seed)

    def permutation(self, x):
        # The final order of either side, which Logit does not shuffle.
        if isinstance(x, list):
            return np.array(x, dtype=int)
        return self.generator.permutation(x)

    def shuffle(self, x):
        self.generator.shuffle(x)

    def choice(self, a, size, replace):
        # Nothing is drawn where all are chosen.
        return a if size == len(a) else self.generator.permutation(a)[:size]


def splits(splitter, count, labels=None, groups=None, ordered=False):
    x = np.zeros((count, 1))
    result = []
    for training, validation in splitter.split(x, labels, groups):
        if not ordered:
            training, validation = np.sort(training), np.sort(validation)
        result.append({"training": training.tolist(), "validation": validation.tolist()})
    return result


def main():
    draw = np.random.default_rng(20261125)
    labels = draw.choice([7, 2, 5], size=47, p=[0.6, 0.25, 0.15])
    tied = np.repeat([0, 1, 2, 3], 6)[draw.permutation(24)]
    groups = draw.integers(0, 12, 50) * 3 - 10
    cases = []

    def add(kind, made, **options):
        cases.append({"kind": kind, "options": options, "splits": made})

    for rows, k in [(10, 2), (11, 3), (23, 5), (7, 7)]:
        add("KFold", splits(KFold(k), rows), rows=rows, k=k)
        add(
            "KFold",
            splits(KFold(k, shuffle=True, random_state=DefaultRandomState(k)), rows),
            rows=rows, k=k, seed=k,
        )
    for rows, share, count in [(20, 0.25, 1), (33, 0.1, 3), (9, 0.5, 2)]:
        splitter = ShuffleSplit(count, test_size=share, random_state=DefaultRandomState(3))
        add("ShuffleSplit", splits(splitter, rows), rows=rows, k=count, share=share, seed=3)
    for y in (labels, tied):
        for k in (2, 3, 5):
            add("StratifiedKFold", splits(StratifiedKFold(k), len(y), y), classes=y.tolist(), k=k)
            splitter = StratifiedKFold(k, shuffle=True, random_state=DefaultRandomState(11))
            add("StratifiedKFold", splits(splitter, len(y), y), classes=y.tolist(), k=k, seed=11)
        for share, count in [(0.2, 1), (0.3, 4), (0.5, 2)]:
            splitter = StratifiedShuffleSplit(
                count, test_size=share, random_state=DefaultRandomState(5)
            )
            made = splits(splitter, len(y), y)
            add("StratifiedShuffleSplit", made, classes=y.tolist(), k=count, share=share, seed=5)
    for k in (2, 3, 6):
        add("GroupKFold", splits(GroupKFold(k), 50, None, groups), groups=groups.tolist(), k=k)
        splitter = GroupKFold(k, shuffle=True, random_state=DefaultRandomState(k))
        made = splits(splitter, 50, None, groups)
        add("GroupKFold", made, groups=groups.tolist(), k=k, seed=k)
    for share, count in [(0.2, 1), (0.4, 3)]:
        splitter = GroupShuffleSplit(count, test_size=share, random_state=DefaultRandomState(8))
        made = splits(splitter, 50, None, groups)
        add("GroupShuffleSplit", made, groups=groups.tolist(), k=count, share=share, seed=8)
    for rows, k, options in [
        (12, 3, {}),
        (13, 5, {}),
        (20, 3, {"gap": 2}),
        (20, 4, {"max_train_size": 5}),
        (30, 3, {"test_size": 4, "gap": 1, "max_train_size": 9}),
    ]:
        made = splits(TimeSeriesSplit(k, **options), rows, ordered=True)
        names = {"gap": "gap", "max_train_size": "maxTrainSize", "test_size": "testSize"}
        renamed = {names[name]: value for name, value in options.items()}
        add("TimeSeriesSplit", made, rows=rows, k=k, **renamed)

    path = pathlib.Path(__file__).with_name("splits.json")
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    path.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
