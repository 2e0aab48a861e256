"""Writes coverage.json: how much of each pixel polygons cover, counted at 64 by 64 places in each.

The winding number of a place is counted with a ray to the left, straight from its definition. Made with Python 3.11 and
NumPy 2.4:

    python make_coverage.py > coverage.json
"""

import json

import numpy as np

SIDE, PLACES = 12, 64

STAR = [[6.0, 0.4], [9.3, 11.2], [0.6, 4.5], [11.4, 4.6], [2.5, 11.3]]
SQUARES_ALIKE = [[[1.3, 1.2], [8.6, 1.2], [8.6, 7.7], [1.3, 7.7]], [[4.1, 3.4], [10.9, 3.4], [10.9, 10.2], [4.1, 10.2]]]
SQUARES_OPPOSED = [SQUARES_ALIKE[0], SQUARES_ALIKE[1][::-1]]
SLIVER = [[[0.2, 5.1], [11.8, 6.3], [11.7, 6.6]]]


def winding(polygons):
    step = (np.arange(SIDE * PLACES) + 0.5) / PLACES
    x, y = np.meshgrid(step, step)
    total = np.zeros(x.shape, dtype=int)
    for polygon in polygons:
        for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1]):
            if y0 == y1:
                continue
            crosses = (np.minimum(y0, y1) <= y) & (y < np.maximum(y0, y1))
            left = x0 + (y - y0) * (x1 - x0) / (y1 - y0) < x
            total += np.where(crosses & left, 1 if y1 > y0 else -1, 0)
    return total


def coverage(inside):
    return inside.reshape(SIDE, PLACES, SIDE, PLACES).mean(axis=(1, 3)).round(4).ravel().tolist()


cases = []
for name, polygons in [
    ("star", [STAR]),
    ("squares wound alike", SQUARES_ALIKE),
    ("squares wound against each other", SQUARES_OPPOSED),
    ("sliver", SLIVER),
]:
    total = winding(polygons)
    cases.append(
        {
            "name": name,
            "polygons": polygons,
            "nonzero": coverage(total != 0),
            "evenOdd": coverage(total % 2 == 1),
        }
    )
print(json.dumps({"side": SIDE, "cases": cases}))
